//! Entering a dispositif, signing, prolonging, leaving.

use std::collections::BTreeMap;

use accompagnement::dispositifs::{
    self, Adhesion, Entree, EtatCondition, Moyen, Prolongation, ProlongationDemandee, Reponse,
    Signature, Sortie,
};
use chrono::{Days, NaiveDate};
use jeunes::{
    acces::{open_for_read, open_for_write},
    situations::{self, NouvelleSituation, Precisions},
};
use kernel::{Role, Section};
use platform::{Error, Tx};
use testkit::ML_B;

use crate::outils::{Scene, days_ago, not_found, refused, today};

/// A dossier that was opened two years ago.
pub(crate) async fn old_scene() -> Scene {
    let scene = Scene::new().await;
    sqlx::query("update jeune set premier_accueil_le = '2024-06-03', etat_depuis = '2024-06-03'")
        .execute(&scene.test.brut)
        .await
        .unwrap();
    scene
}

pub(crate) fn entree(scene: &Scene, code: &str, le: NaiveDate) -> Entree {
    let conseiller = scene.test.reseau.conseiller(testkit::ML_A);
    let yes = [
        "difficulte",
        "volonte",
        "cej_ailleurs",
        "rupture",
        "charte",
        "place",
    ];
    Entree {
        id: scene.id(),
        dispositif: code.into(),
        entree_le: le,
        prescripteur: conseiller.id,
        referent: conseiller.id,
        avec: String::new(),
        signature: None,
        reponses: yes
            .iter()
            .map(|c| ((*c).to_owned(), Reponse::Oui))
            .collect(),
        derogation: "Inscription à France Travail demandée".into(),
    }
}

pub(crate) async fn enter(scene: &Scene, new: &Entree) -> platform::Result<()> {
    let mut tx = scene.tx().await;
    let dossier = scene.write(&mut tx, Section::Plan).await;
    dispositifs::enter(&mut tx, &dossier, new).await?;
    tx.commit().await
}

async fn list(scene: &Scene) -> Vec<Adhesion> {
    let mut tx = scene.tx().await;
    let dossier = scene.read(&mut tx, Section::Plan).await;
    dispositifs::list(&mut tx, &dossier).await.unwrap()
}

async fn one(scene: &Scene, code: &str) -> Adhesion {
    let all = list(scene).await;
    all.into_iter().find(|a| a.dispositif == code).unwrap()
}

fn sortie(a: &Adhesion, le: NaiveDate, motif: &str) -> Sortie {
    Sortie {
        id: a.id,
        version: a.version,
        le,
        motif: motif.into(),
        mots: String::new(),
    }
}

async fn end(scene: &Scene, sortie: &Sortie) -> platform::Result<()> {
    let mut tx = scene.tx().await;
    let dossier = scene.write(&mut tx, Section::Plan).await;
    dispositifs::end(&mut tx, &dossier, sortie).await?;
    tx.commit().await
}

/// Eligibility, entry, end date and exit of each dispositif that is built in.
#[tokio::test]
async fn each_dispositif_goes_from_its_conditions_to_its_exit() {
    let expected = [
        ("diagnostic_approfondi", Some((2026, 11, 30)), "Son âge"),
        ("pacea", Some((2028, 10, 31)), "diagnostic approfondi"),
        ("cej", Some((2027, 10, 31)), "N’est pas étudiante"),
        ("cej_jr", Some((2027, 10, 31)), "En rupture"),
        ("contrat_engagement", None, "orientation notifiée"),
        ("delegation", Some((2027, 10, 31)), "Une place"),
        ("parrainage", Some((2027, 4, 30)), "charte du parrainage"),
    ];
    for (code, fin, condition) in expected {
        let scene = old_scene().await;
        let le = NaiveDate::from_ymd_opt(2026, 11, 1).unwrap();
        if code == "pacea" {
            let before = entree(&scene, "diagnostic_approfondi", le - Days::new(10));
            enter(&scene, &before).await.unwrap();
        }
        let new = Entree {
            avec: "Maud Marraine".into(),
            ..entree(&scene, code, le)
        };
        enter(&scene, &new).await.unwrap();
        let a = one(&scene, code).await;
        let fin = fin.map(|(y, m, d)| NaiveDate::from_ymd_opt(y, m, d).unwrap());
        assert_eq!(a.fin_prevue, fin, "{code}");
        assert!(
            a.conditions.iter().any(|c| c.libelle.contains(condition)),
            "{code}: {:?}",
            a.conditions
        );
        assert!(a.conditions.iter().all(|c| !c.reference.is_empty()));
        end(&scene, &sortie(&a, days_ago(1), "emploi"))
            .await
            .unwrap();
        let a = one(&scene, code).await;
        assert_eq!(a.sortie_le, Some(days_ago(1)), "{code}");
        assert!(!scene.natures().await.contains(&"fin_dispositif".to_owned()));
    }
}

#[tokio::test]
async fn a_pacea_follows_its_diagnostic_and_closes_before_a_cej() {
    let scene = old_scene().await;
    let without = enter(&scene, &entree(&scene, "pacea", days_ago(40))).await;
    refused(without, "conditions");
    enter(
        &scene,
        &entree(&scene, "diagnostic_approfondi", days_ago(60)),
    )
    .await
    .unwrap();
    let pacea = entree(&scene, "pacea", days_ago(40));
    enter(&scene, &pacea).await.unwrap();
    enter(&scene, &pacea).await.unwrap();
    let diagnostic = one(&scene, "diagnostic_approfondi").await;
    assert!(diagnostic.sortie_le <= Some(days_ago(40)));
    assert_eq!(diagnostic.sortie_motif, "autre_accompagnement");

    let same_day = enter(&scene, &entree(&scene, "cej", days_ago(40))).await;
    refused(same_day, "conditions");
    enter(&scene, &entree(&scene, "cej", days_ago(20)))
        .await
        .unwrap();
    let left = one(&scene, "pacea").await;
    assert_eq!(left.sortie_le, Some(days_ago(21)));
    assert_eq!(
        list(&scene)
            .await
            .iter()
            .filter(|a| a.est_ouverte())
            .count(),
        1
    );
    let titles: Vec<String> = scene.frise().await.into_iter().map(|e| e.titre).collect();
    assert!(titles.contains(&"Sortie : PACEA".to_owned()), "{titles:?}");
    assert!(titles.contains(&"Entrée : CEJ".to_owned()));
}

#[tokio::test]
async fn what_is_unknown_needs_a_reason_and_stays_to_check() {
    let scene = old_scene().await;
    let silent = Entree {
        derogation: " ".into(),
        ..entree(&scene, "cej", days_ago(3))
    };
    refused(enter(&scene, &silent).await, "derogation");
    let no = Entree {
        reponses: BTreeMap::from([("volonte".to_owned(), Reponse::Non)]),
        ..entree(&scene, "cej", days_ago(3))
    };
    refused(enter(&scene, &no).await, "conditions");
    enter(&scene, &entree(&scene, "cej", days_ago(3)))
        .await
        .unwrap();
    let natures = scene.natures().await;
    assert!(natures.contains(&"verifier_condition".to_owned()));
    assert!(natures.contains(&"signer_contrat".to_owned()));
    let a = one(&scene, "cej").await;
    let ft = a.conditions.iter().find(|c| c.code == "france_travail");
    assert_eq!(ft.map(|c| c.etat), Some(EtatCondition::Inconnue));
}

#[tokio::test]
async fn a_student_does_not_enter_a_cej() {
    let scene = old_scene().await;
    let mut tx = scene.tx().await;
    let dossier = scene.write(&mut tx, Section::Situation).await;
    let school = NouvelleSituation {
        id: scene.id(),
        categorie: "scolarite".into(),
        type_code: String::new(),
        debut: days_ago(100),
        fin: None,
        structure: String::new(),
        precisions: Precisions::default(),
    };
    situations::add(&mut tx, &dossier, &school).await.unwrap();
    tx.commit().await.unwrap();
    refused(
        enter(&scene, &entree(&scene, "cej", days_ago(3))).await,
        "conditions",
    );
    enter(&scene, &entree(&scene, "cej", days_ago(101)))
        .await
        .unwrap();
    let a = one(&scene, "cej").await;
    end(&scene, &sortie(&a, days_ago(50), "formation"))
        .await
        .unwrap();
    let a = one(&scene, "cej").await;
    assert_eq!(a.situation_sortie, "scolarite");
}

#[tokio::test]
async fn two_people_open_one_contract_only() {
    let scene = old_scene().await;
    let (first, second) = (
        entree(&scene, "cej", days_ago(3)),
        entree(&scene, "contrat_engagement", days_ago(3)),
    );
    let mut one = scene.tx().await;
    let mut other = scene.tx_of(Role::ResponsableSecteur).await;
    let dossier = scene.write(&mut one, Section::Plan).await;
    let same = open_for_write(&mut other, scene.jeune, Section::Plan)
        .await
        .unwrap();
    dispositifs::enter(&mut one, &dossier, &first)
        .await
        .unwrap();
    let (committed, met) = tokio::join!(one.commit(), async {
        let done = dispositifs::enter(&mut other, &same, &second).await;
        drop(other);
        done
    });
    committed.unwrap();
    match met {
        Err(Error::Invalid(errors)) => assert!(!errors.is_empty()),
        other => panic!("the second is refused: {other:?}"),
    }
    let open = "select count(*) from adhesion where sortie_le is null";
    assert_eq!(scene.count(open).await, 1);
}

#[tokio::test]
async fn a_contract_is_signed_once_and_prolonged_within_the_law() {
    let scene = old_scene().await;
    enter(&scene, &entree(&scene, "cej", days_ago(300)))
        .await
        .unwrap();
    let a = one(&scene, "cej").await;
    let signature = Signature {
        le: days_ago(299),
        moyen: Moyen::Papier,
    };
    let act = async |signature: Signature| -> platform::Result<()> {
        let mut tx = scene.tx().await;
        let dossier = scene.write(&mut tx, Section::Plan).await;
        dispositifs::sign(&mut tx, &dossier, a.id, a.version, signature).await?;
        tx.commit().await
    };
    let tomorrow = Signature {
        le: today() + Days::new(1),
        ..signature
    };
    refused(act(tomorrow).await, "le");
    act(signature).await.unwrap();
    let late = Signature {
        le: days_ago(1),
        ..signature
    };
    assert!(matches!(act(late).await, Err(Error::Conflict(_))));
    assert!(!scene.natures().await.contains(&"signer_contrat".to_owned()));

    let now = one(&scene, "cej").await;
    let ask = ProlongationDemandee {
        id: now.id,
        version: now.version,
        motif: Prolongation::Exceptionnelle,
        jusqu_au: now.entree_le + Days::new(700),
        mots: "Le permis se passe en mars".into(),
    };
    let prolong = async |ask: &ProlongationDemandee| -> platform::Result<()> {
        let mut tx = scene.tx().await;
        let dossier = scene.write(&mut tx, Section::Plan).await;
        dispositifs::prolong(&mut tx, &dossier, ask).await?;
        tx.commit().await
    };
    refused(prolong(&ask).await, "jusqu_au");
    let fine = ProlongationDemandee {
        jusqu_au: now.entree_le + Days::new(450),
        ..ask
    };
    prolong(&fine).await.unwrap();
    let after = one(&scene, "cej").await;
    assert_eq!(after.fin_prevue, Some(fine.jusqu_au));
    let stale = ProlongationDemandee {
        jusqu_au: fine.jusqu_au + Days::new(10),
        ..fine
    };
    assert!(matches!(prolong(&stale).await, Err(Error::Conflict(_))));
}

#[tokio::test]
async fn an_exit_is_coded_and_met_by_its_conflict() {
    let scene = old_scene().await;
    enter(&scene, &entree(&scene, "cej", days_ago(30)))
        .await
        .unwrap();
    let a = one(&scene, "cej").await;
    refused(end(&scene, &sortie(&a, days_ago(31), "emploi")).await, "le");
    refused(end(&scene, &sortie(&a, days_ago(1), "rien")).await, "motif");
    refused(end(&scene, &sortie(&a, days_ago(1), "autre")).await, "mots");
    end(&scene, &sortie(&a, days_ago(1), "emploi"))
        .await
        .unwrap();
    let again = end(&scene, &sortie(&a, days_ago(2), "abandon")).await;
    assert!(matches!(again, Err(Error::Conflict(_))), "{again:?}");
}

/// Late entry is normal, two contracts at once are not, even both in the past.
#[tokio::test]
async fn a_late_entry_never_overlaps_a_contract_that_is_over() {
    let scene = old_scene().await;
    enter(&scene, &entree(&scene, "cej", days_ago(200)))
        .await
        .unwrap();
    let a = one(&scene, "cej").await;
    end(&scene, &sortie(&a, days_ago(50), "emploi"))
        .await
        .unwrap();
    for ago in [300, 200, 100, 50] {
        let late = entree(&scene, "contrat_engagement", days_ago(ago));
        refused(enter(&scene, &late).await, "conditions");
    }
    enter(&scene, &entree(&scene, "contrat_engagement", days_ago(49)))
        .await
        .unwrap();
}

#[tokio::test]
async fn who_follows_is_of_this_mission_locale() {
    let scene = old_scene().await;
    for agent in [scene.test.reseau.conseiller(ML_B).id, scene.id()] {
        let theirs = Entree {
            referent: agent,
            ..entree(&scene, "cej", days_ago(3))
        };
        refused(enter(&scene, &theirs).await, "referent");
        let theirs = Entree {
            prescripteur: agent,
            ..entree(&scene, "cej", days_ago(3))
        };
        refused(enter(&scene, &theirs).await, "prescripteur");
    }
    assert_eq!(scene.count("select count(*) from adhesion").await, 0);
}

#[tokio::test]
async fn a_stranger_finds_nothing() {
    let scene = old_scene().await;
    enter(&scene, &entree(&scene, "cej", days_ago(3)))
        .await
        .unwrap();
    let mut tx: Tx = scene
        .test
        .tx(scene.test.reseau.agent(ML_B, Role::Conseiller))
        .await;
    not_found(open_for_read(&mut tx, scene.jeune, Section::Plan).await);
    let other = Scene::person(&scene.test, ML_B).await;
    let dossier = open_for_read(&mut tx, other, Section::Plan).await.unwrap();
    assert!(
        dispositifs::list(&mut tx, &dossier)
            .await
            .unwrap()
            .is_empty()
    );
    let a = one(&scene, "cej").await;
    not_found(dispositifs::find(&mut tx, &dossier, a.id).await);
}
