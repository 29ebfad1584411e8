//! Allowances: declared, checked by one, validated by another, frozen, put right.

use accompagnement::{
    allocations::{
        self, Choisie, Declaration, EtatAllocation, Foyer, Mois, Parcours, Regularisation,
    },
    dispositifs::{self, Sortie},
};
use chrono::NaiveDate;
use kernel::{AdhesionId, Centimes, Role, Section};
use platform::{Error, Tx};

use crate::{
    dispositifs::{enter, entree, old_scene},
    outils::{Scene, days_ago, forbidden, refused},
};

pub(crate) fn month(m: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, m, 1).unwrap()
}

pub(crate) async fn in_cej(le: NaiveDate) -> (Scene, AdhesionId) {
    let scene = old_scene().await;
    let new = entree(&scene, "cej", le);
    enter(&scene, &new).await.unwrap();
    (scene, new.id)
}

pub(crate) fn declaration(scene: &Scene, adhesion: AdhesionId, mois: NaiveDate) -> Declaration {
    Declaration {
        id: scene.id(),
        adhesion,
        mois,
        version: 0,
        foyer: Foyer::NonImposable,
        autonome: true,
        deduites: Centimes::ZERO,
        partielles: Centimes::ZERO,
        demandee: None,
        justifiee: true,
    }
}

pub(crate) async fn declare(scene: &Scene, d: &Declaration) -> platform::Result<()> {
    let mut tx = scene.tx().await;
    let dossier = scene.write(&mut tx, Section::Ressources).await;
    allocations::declare(&mut tx, &dossier, d).await?;
    tx.commit().await
}

pub(crate) async fn parcours(scene: &Scene, adhesion: AdhesionId) -> Parcours {
    let mut tx = scene.tx().await;
    let dossier = scene.read(&mut tx, Section::Ressources).await;
    allocations::months(&mut tx, &dossier, adhesion)
        .await
        .unwrap()
}

async fn seen(scene: &Scene, mois: NaiveDate) -> Mois {
    let mut tx = scene.tx_of(Role::Directeur).await;
    allocations::month(&mut tx, mois).await.unwrap()
}

fn chosen(mois: &Mois) -> Vec<Choisie> {
    let of = |l: &allocations::LigneMois| {
        Some(Choisie {
            id: l.allocation?,
            version: l.version,
        })
    };
    mois.lignes.iter().filter_map(of).collect()
}

async fn act(
    scene: &Scene,
    role: Role,
    act: impl AsyncFnOnce(&mut Tx) -> platform::Result<()>,
) -> platform::Result<()> {
    let mut tx = scene.tx_of(role).await;
    act(&mut tx).await?;
    tx.commit().await
}

/// Checked by the gestionnaire, validated by the direction, closed.
pub(crate) async fn close(scene: &Scene, mois: NaiveDate) {
    let lines = chosen(&seen(scene, mois).await);
    act(scene, Role::Gestionnaire, async |tx| {
        allocations::check(tx, mois, &lines).await
    })
    .await
    .unwrap();
    let lines = chosen(&seen(scene, mois).await);
    act(scene, Role::Directeur, async |tx| {
        allocations::validate(tx, mois, &lines).await?;
        allocations::close(tx, mois).await
    })
    .await
    .unwrap();
}

#[tokio::test]
async fn three_months_are_closed_one_with_a_salary() {
    let (scene, adhesion) = in_cej(month(8)).await;
    for (m, salary) in [(8, 0), (9, 90_000), (10, 0)] {
        let d = Declaration {
            partielles: Centimes(salary),
            ..declaration(&scene, adhesion, month(m))
        };
        declare(&scene, &d).await.unwrap();
        declare(&scene, &d).await.unwrap();
        close(&scene, month(m)).await;
    }
    let all = parcours(&scene, adhesion).await.mois;
    let amounts: Vec<(bool, Option<(EtatAllocation, i64)>)> = all
        .iter()
        .map(|m| {
            let a = m.allocation.as_ref();
            (m.clos, a.map(|a| (a.etat, a.calcul.montant.0)))
        })
        .collect();
    // September: an average of 450 over two months, 150 over the first 300 of a slope that ends at
    // 1 458,42; October: an average of exactly 300 over three.
    assert_eq!(
        amounts,
        [
            (false, None),
            (true, Some((EtatAllocation::Figee, 56_168))),
            (true, Some((EtatAllocation::Figee, 48_895))),
            (true, Some((EtatAllocation::Figee, 56_168))),
        ]
    );
    let september = seen(&scene, month(9)).await;
    let cloture = september.cloture.unwrap();
    assert_eq!((cloture.nombre, cloture.total), (1, Centimes(48_895)));
    let mut tx = scene.tx_of(Role::Gestionnaire).await;
    let table = allocations::export(&mut tx, month(9)).await.unwrap();
    assert_eq!(table.lignes.len(), 2);
    assert_eq!(table.lignes[0][4], table.lignes[1][4]);
}

#[tokio::test]
async fn who_checks_does_not_validate() {
    let (scene, adhesion) = in_cej(month(9)).await;
    declare(&scene, &declaration(&scene, adhesion, month(10)))
        .await
        .unwrap();
    let lines = chosen(&seen(&scene, month(10)).await);
    act(&scene, Role::Directeur, async |tx| {
        allocations::check(tx, month(10), &lines).await
    })
    .await
    .unwrap();
    let now = chosen(&seen(&scene, month(10)).await);
    let alone = act(&scene, Role::Directeur, async |tx| {
        allocations::validate(tx, month(10), &now).await
    })
    .await;
    assert!(refused(alone, "choix").contains("quelqu’un d’autre"));
    let stale = act(&scene, Role::Gestionnaire, async |tx| {
        allocations::check(tx, month(10), &lines).await
    })
    .await;
    refused(stale, "choix");
    let gestionnaire = act(&scene, Role::Gestionnaire, async |tx| {
        allocations::validate(tx, month(10), &now).await
    })
    .await;
    forbidden(gestionnaire);
    let nothing = act(&scene, Role::Directeur, async |tx| {
        allocations::validate(tx, month(10), &[]).await
    })
    .await;
    refused(nothing, "choix");
}

#[tokio::test]
async fn a_closed_month_is_put_right_beside_and_never_changed() {
    let (scene, adhesion) = in_cej(month(9)).await;
    let d = declaration(&scene, adhesion, month(10));
    declare(&scene, &d).await.unwrap();
    let early = act(&scene, Role::Directeur, async |tx| {
        allocations::close(tx, month(11)).await
    })
    .await;
    refused(early, "mois");
    close(&scene, month(10)).await;
    let again = act(&scene, Role::Directeur, async |tx| {
        allocations::close(tx, month(10)).await
    })
    .await;
    refused(again, "mois");
    let change = Declaration {
        version: 4,
        deduites: Centimes(100),
        ..d.clone()
    };
    refused(declare(&scene, &change).await, "mois");

    let right = async |montant: i64| -> platform::Result<()> {
        let mut tx = scene.tx().await;
        let dossier = scene.write(&mut tx, Section::Ressources).await;
        let new = Regularisation {
            id: scene.id(),
            allocation: d.id,
            montant: Centimes(montant),
            motif: "Fiche de paie reçue tard".into(),
            saisie_le: tx.now(),
        };
        allocations::regularise(&mut tx, &dossier, adhesion, &new).await?;
        tx.commit().await
    };
    refused(right(0).await, "montant");
    refused(right(-56_169).await, "montant");
    right(-10_000).await.unwrap();
    refused(right(-50_000).await, "montant");
    let all = parcours(&scene, adhesion).await.mois;
    let october = all[1].allocation.as_ref().unwrap();
    assert_eq!(october.calcul.montant, Centimes(56_168));
    assert_eq!(october.net(), Centimes(46_168));
    let line = &seen(&scene, month(10)).await.lignes[0];
    assert_eq!(line.regularisations, Centimes(-10_000));
}

#[tokio::test]
async fn a_month_declared_again_is_checked_again() {
    let (scene, adhesion) = in_cej(month(9)).await;
    let d = declaration(&scene, adhesion, month(10));
    declare(&scene, &d).await.unwrap();
    let lines = chosen(&seen(&scene, month(10)).await);
    act(&scene, Role::Gestionnaire, async |tx| {
        allocations::check(tx, month(10), &lines).await
    })
    .await
    .unwrap();
    let stale = Declaration {
        version: 1,
        deduites: Centimes(5_000),
        ..d.clone()
    };
    assert!(matches!(
        declare(&scene, &stale).await,
        Err(Error::Conflict(_))
    ));
    let fresh = Declaration {
        version: 2,
        ..stale
    };
    declare(&scene, &fresh).await.unwrap();
    let line = &seen(&scene, month(10)).await.lignes[0];
    assert_eq!(line.etat, Some(EtatAllocation::Declaree));
    assert_eq!(line.montant, Centimes(51_168));
}

#[tokio::test]
async fn who_declared_nothing_is_asked() {
    let (scene, adhesion) = in_cej(month(9)).await;
    let missing = seen(&scene, month(10)).await;
    assert_eq!(missing.nombre(None), 1);
    for _ in 0..2 {
        act(&scene, Role::Gestionnaire, async |tx| {
            assert_eq!(allocations::chase(tx, month(10)).await?, 1);
            Ok(())
        })
        .await
        .unwrap();
    }
    let asked = "declaration_ressources".to_owned();
    let natures = scene.natures().await;
    assert_eq!(natures.iter().filter(|n| **n == asked).count(), 1);
    declare(&scene, &declaration(&scene, adhesion, month(10)))
        .await
        .unwrap();
    assert!(!scene.natures().await.contains(&asked));
}

#[tokio::test]
async fn a_month_outside_the_course_or_to_come_is_refused() {
    let (scene, adhesion) = in_cej(month(9)).await;
    for mois in [
        month(8),
        month(12),
        NaiveDate::from_ymd_opt(2026, 10, 2).unwrap(),
    ] {
        let d = declaration(&scene, adhesion, mois);
        refused(declare(&scene, &d).await, "mois");
    }
    let huge = Declaration {
        partielles: Centimes(i64::MAX),
        ..declaration(&scene, adhesion, month(10))
    };
    refused(declare(&scene, &huge).await, "partielles");
}

#[tokio::test]
async fn an_occasional_allowance_is_asked_within_its_bounds() {
    let scene = old_scene().await;
    let before = entree(&scene, "diagnostic_approfondi", days_ago(60));
    enter(&scene, &before).await.unwrap();
    let pacea = entree(&scene, "pacea", days_ago(50));
    enter(&scene, &pacea).await.unwrap();
    let ask = |montant: Option<i64>, other| Declaration {
        demandee: montant.map(Centimes),
        partielles: Centimes(other),
        ..declaration(&scene, pacea.id, month(10))
    };
    refused(declare(&scene, &ask(None, 0)).await, "demandee");
    refused(
        declare(&scene, &ask(Some(20_000), 30_100)).await,
        "partielles",
    );
    refused(declare(&scene, &ask(Some(60_701), 0)).await, "demandee");
    declare(&scene, &ask(Some(20_000), 0)).await.unwrap();
    let october = seen(&scene, month(10)).await;
    assert_eq!(october.lignes[0].montant, Centimes(20_000));
    assert_eq!(seen(&scene, month(9)).await.lignes.len(), 0);
}

async fn amounts(scene: &Scene, adhesion: AdhesionId) -> Vec<(u32, i64)> {
    use chrono::Datelike as _;
    let all = parcours(scene, adhesion).await.mois;
    all.iter()
        .filter_map(|m| {
            let a = m.allocation.as_ref()?;
            Some((m.mois.month(), a.calcul.montant.0))
        })
        .collect()
}

#[tokio::test]
async fn what_is_said_later_of_an_earlier_month_is_computed_again() {
    let (scene, adhesion) = in_cej(month(9)).await;
    declare(&scene, &declaration(&scene, adhesion, month(10)))
        .await
        .unwrap();
    let lines = chosen(&seen(&scene, month(10)).await);
    act(&scene, Role::Gestionnaire, async |tx| {
        allocations::check(tx, month(10), &lines).await
    })
    .await
    .unwrap();
    assert_eq!(amounts(&scene, adhesion).await, [(10, 56_168)]);
    let d = Declaration {
        partielles: Centimes(90_000),
        ..declaration(&scene, adhesion, month(9))
    };
    declare(&scene, &d).await.unwrap();
    // October: an average of 450 with September, and to be checked again.
    assert_eq!(amounts(&scene, adhesion).await[0], (10, 48_895));
    let line = &seen(&scene, month(10)).await.lignes[0];
    assert_eq!(line.etat, Some(EtatAllocation::Declaree));
}

#[tokio::test]
async fn an_exit_counts_the_days_and_takes_back_what_follows() {
    let (scene, adhesion) = in_cej(month(9)).await;
    for m in [9, 10, 11] {
        declare(&scene, &declaration(&scene, adhesion, month(m)))
            .await
            .unwrap();
    }
    close(&scene, month(9)).await;
    let mut tx = scene.tx().await;
    let dossier = scene.write(&mut tx, Section::Plan).await;
    let leave = Sortie {
        id: adhesion,
        version: 1,
        le: NaiveDate::from_ymd_opt(2026, 10, 15).unwrap(),
        motif: "emploi".into(),
        mots: String::new(),
    };
    dispositifs::end(&mut tx, &dossier, &leave).await.unwrap();
    tx.commit().await.unwrap();
    // 15 days of 31; September is frozen and stays.
    assert_eq!(amounts(&scene, adhesion).await, [(10, 27_178), (9, 56_168)]);
    assert!(seen(&scene, month(11)).await.lignes.is_empty());
}

/// Every published amount of the table.
#[tokio::test]
async fn the_published_amounts() {
    let scene = old_scene().await;
    let all = scene.test.db.parametres();
    for (y, m, none, first, minor) in [
        (2022, 3, 50_000, 30_000, 20_000),
        (2022, 7, 52_000, 31_200, 20_800),
        (2023, 4, 52_800, 31_680, 21_120),
        (2024, 4, 55_229, 33_137, 22_092),
        (2025, 4, 56_168, 33_700, 22_468),
    ] {
        let day = NaiveDate::from_ymd_opt(y, m, 1).unwrap();
        let bareme = allocations::Bareme::read(all, day, chrono_tz::Europe::Paris).unwrap();
        let read = [
            bareme.majeur_non_imposable,
            bareme.majeur_premiere_tranche,
            bareme.mineur,
        ];
        assert_eq!(
            read,
            [Centimes(none), Centimes(first), Centimes(minor)],
            "{day}"
        );
        assert_eq!(bareme.du, day);
    }
}
