//! A parameter corrected for a mission locale: read from its day on, there only, and what was
//! computed before keeps what it was computed with. A month that closes holds its declarations.

use accompagnement::{
    allocations::{self, Bareme, Declaration, EtatAllocation},
    sanctions,
};
use jeunes::heures::{self, NouvelleHeure};
use kernel::{Centimes, Role, Section};
use platform::parametres::{self, Correction};
use testkit::{ML_A, ML_B};

use crate::{
    allocations::{declaration, declare, in_cej, month, parcours},
    dispositifs::old_scene,
    outils::{Scene, forbidden, not_found, refused, today},
    semaine::week,
};

fn correction(scene: &Scene, code: &str, valeur: i64) -> Correction {
    Correction {
        id: scene.id(),
        code: code.into(),
        valide_du: month(4),
        valide_au: None,
        valeur,
        reference: "Décret fictif".into(),
        a_confirmer: false,
        motif: "Lu au Journal officiel".into(),
    }
}

async fn correct(scene: &Scene, role: Role, new: &Correction) -> platform::Result<()> {
    let mut tx = scene.tx_of(role).await;
    parametres::corriger(&mut tx, new).await?;
    tx.commit().await
}

const NON_IMPOSABLE: &str = "cej_montant_non_imposable";

#[tokio::test]
async fn what_is_computed_next_reads_the_correction_and_the_rest_keeps_its_own() {
    let (scene, adhesion) = in_cej(month(9)).await;
    let september = declaration(&scene, adhesion, month(9));
    declare(&scene, &september).await.unwrap();
    let new = correction(&scene, NON_IMPOSABLE, 57_000);
    for _ in 0..2 {
        correct(&scene, Role::Directeur, &new).await.unwrap();
    }
    declare(&scene, &declaration(&scene, adhesion, month(10)))
        .await
        .unwrap();
    let all = parcours(&scene, adhesion).await.mois;
    let sums: Vec<Option<i64>> = all
        .iter()
        .map(|m| m.allocation.as_ref().map(|a| a.calcul.montant.0))
        .collect();
    assert_eq!(sums, [None, Some(57_000), Some(56_168)]);
    let again = Declaration {
        version: 1,
        ..september
    };
    declare(&scene, &again).await.unwrap();
    let all = parcours(&scene, adhesion).await.mois;
    assert_eq!(all[2].allocation.as_ref().unwrap().calcul.montant.0, 57_000);

    let mut elsewhere = scene
        .test
        .tx(scene.test.reseau.agent(ML_B, Role::Directeur))
        .await;
    assert_eq!(elsewhere.parametre(NON_IMPOSABLE).unwrap(), 56_168);
    let fiche = parametres::fiche(&mut elsewhere, NON_IMPOSABLE)
        .await
        .unwrap();
    assert!(fiche.periodes.iter().all(|p| p.motif.is_none()));
    let mut job = platform::Tx::systeme(&scene.test.db, ML_A.into())
        .await
        .unwrap();
    assert_eq!(job.parametre(NON_IMPOSABLE).unwrap(), 57_000);
    let here = parametres::fiche(&mut job, NON_IMPOSABLE).await.unwrap();
    let (mine, national) = (&here.periodes[0], &here.periodes[1]);
    assert_eq!((mine.valeur, national.valeur), (57_000, 56_168));
    assert_eq!(mine.valide_du, national.valide_du);
}

#[tokio::test]
async fn what_counts_in_a_week_is_corrected_from_its_day_on() {
    let scene = old_scene().await;
    let mut tx = scene.tx().await;
    let dossier = scene.write(&mut tx, Section::Plan).await;
    let job = NouvelleHeure {
        jour: today(),
        minutes: 300,
        nature: "emploi",
        validee: true,
        objet: "emploi",
        objet_id: scene.id(),
    };
    heures::push(&mut tx, &dossier, &job).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(week(&scene).await.validees, 0);
    let mut counts = correction(&scene, "heures_compte_emploi", 1);
    correct(&scene, Role::Directeur, &counts).await.unwrap();
    assert_eq!(week(&scene).await.validees, 300);
    counts = Correction {
        id: scene.id(),
        valide_du: today() + chrono::Days::new(1),
        valeur: 0,
        ..counts
    };
    correct(&scene, Role::Directeur, &counts).await.unwrap();
    assert_eq!(week(&scene).await.validees, 300, "only from tomorrow on");
}

#[tokio::test]
async fn the_scale_of_sanctions_is_corrected_too() {
    let scene = Scene::new().await;
    let read = async |le| {
        let tx = scene.tx().await;
        let scale = sanctions::scale(&tx, le).unwrap();
        tx.commit().await.unwrap();
        let step = |p: &sanctions::Palier| {
            let said = sanctions::rules::mots(p.pourcent, p.mois, p.fin_contrat);
            (p.rang, said, p.a_confirmer)
        };
        scale.iter().map(step).collect::<Vec<_>>()
    };
    let published = read(today()).await;
    assert_eq!(
        published,
        [
            (
                1,
                "25\u{a0}% de l’allocation en moins, pendant un mois".to_owned(),
                true
            ),
            (2, "pas d’allocation pendant un mois".to_owned(), true),
            (3, "plus d’allocation, et fin du contrat".to_owned(), true),
        ]
    );
    for (code, valeur) in [("sanction_1_pourcent", 50), ("sanction_paliers", 2)] {
        let new = correction(&scene, code, valeur);
        correct(&scene, Role::Directeur, &new).await.unwrap();
    }
    let now = read(today()).await;
    assert_eq!(now.len(), 2);
    assert!(now[0].1.starts_with("50"), "{now:?}");
    assert_eq!(read(month(3)).await, published, "before its day");
    let four = correction(&scene, "sanction_paliers", 4);
    refused(correct(&scene, Role::Directeur, &four).await, "valeur");
}

#[tokio::test]
async fn a_correction_is_refused_in_words() {
    let scene = Scene::new().await;
    let new = correction(&scene, NON_IMPOSABLE, 57_000);
    forbidden(correct(&scene, Role::Conseiller, &new).await);
    forbidden(correct(&scene, Role::Gestionnaire, &new).await);
    let fixed = correction(&scene, "seuil_secret_statistique", 5);
    forbidden(correct(&scene, Role::Directeur, &fixed).await);
    not_found(correct(&scene, Role::Directeur, &correction(&scene, "rien", 5)).await);
    let tell = async |new: Correction, field: &str| {
        refused(correct(&scene, Role::Directeur, &new).await, field)
    };
    let negative = correction(&scene, NON_IMPOSABLE, -1);
    assert!(tell(negative, "valeur").await.contains("entre 0,00"));
    let backwards = Correction {
        valide_au: Some(month(3)),
        ..new.clone()
    };
    assert!(
        tell(backwards, "valide_au")
            .await
            .contains("avant le début")
    );
    let early = Correction {
        valide_du: chrono::NaiveDate::from_ymd_opt(2020, 1, 1).unwrap(),
        ..new.clone()
    };
    assert!(tell(early, "valide_du").await.contains("01/03/2022"));
    let silent = Correction {
        motif: " ".into(),
        ..new.clone()
    };
    tell(silent, "motif").await;
    tell(correction(&scene, "message_heure_fin", 25), "valeur").await;
    let crossed = tell(correction(&scene, "message_heure_fin", 7), "valeur").await;
    assert!(crossed.contains("avant leur fin"), "{crossed}");
    let rows = scene.count("select count(*) from parametre_local").await;
    assert_eq!(rows, 0);
}

#[tokio::test]
async fn mayotte_has_its_own_amounts_to_confirm() {
    let scene = Scene::new().await;
    let all = scene.test.db.parametres();
    let read = |y, fuseau| {
        let day = chrono::NaiveDate::from_ymd_opt(y, 5, 1).unwrap();
        Bareme::read(all, day, fuseau).unwrap()
    };
    let there = read(2024, chrono_tz::Indian::Mayotte);
    assert_eq!(
        [
            there.majeur_non_imposable,
            there.majeur_premiere_tranche,
            there.mineur
        ],
        [Centimes(31_480), Centimes(18_889), Centimes(12_592)]
    );
    assert!(there.a_confirmer);
    let reunion = read(2024, chrono_tz::Indian::Reunion);
    assert_eq!(reunion.majeur_non_imposable, Centimes(55_229));
    // Before its own amounts are known, those of the country.
    let before = read(2023, chrono_tz::Indian::Mayotte);
    assert_eq!(before.majeur_non_imposable, Centimes(52_800));
}

/// Someone waits for a lock.
async fn someone_waits(scene: &Scene) -> bool {
    scene
        .count(
            "select count(*) from pg_locks where locktype = 'advisory' and not granted
             and database = (select oid from pg_database where datname = current_database())",
        )
        .await
        > 0
}

#[tokio::test]
async fn a_month_that_closes_takes_no_declaration() {
    let (scene, adhesion) = in_cej(month(9)).await;
    let mut closing = scene.tx_of(Role::Directeur).await;
    allocations::close(&mut closing, month(10)).await.unwrap();
    let d = declaration(&scene, adhesion, month(10));
    let done = std::cell::Cell::new(false);
    let declaring = async {
        let result = declare(&scene, &d).await;
        done.set(true);
        result
    };
    let finishing = async {
        // The declaration waits for the closing, or was wrongly let through.
        while !done.get() && !someone_waits(&scene).await {}
        closing.commit().await.unwrap();
    };
    let (result, ()) = futures_util::join!(declaring, finishing);
    assert!(refused(result, "mois").contains("clos"));
    let rows = scene.count("select count(*) from allocation_mois").await;
    assert_eq!(rows, 0);
}

#[tokio::test]
async fn a_month_closes_after_the_declarations_in_progress() {
    let (scene, adhesion) = in_cej(month(9)).await;
    let mut tx = scene.tx().await;
    let dossier = scene.write(&mut tx, Section::Ressources).await;
    let d = declaration(&scene, adhesion, month(10));
    allocations::declare(&mut tx, &dossier, &d).await.unwrap();
    let done = std::cell::Cell::new(false);
    let closing = async {
        let mut tx = scene.tx_of(Role::Directeur).await;
        allocations::close(&mut tx, month(10)).await.unwrap();
        tx.commit().await.unwrap();
        done.set(true);
    };
    let finishing = async {
        while !done.get() && !someone_waits(&scene).await {}
        assert!(!done.get(), "the month closed under a declaration");
        tx.commit().await.unwrap();
    };
    let ((), ()) = futures_util::join!(closing, finishing);
    let all = parcours(&scene, adhesion).await.mois;
    let october = all.iter().find(|m| m.mois == month(10)).unwrap();
    assert!(october.clos);
    let etat = october.allocation.as_ref().unwrap().etat;
    assert_eq!(etat, EtatAllocation::Declaree, "said before it closed");
}
