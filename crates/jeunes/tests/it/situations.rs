//! Situations, states of the dossier, who consulted.

use jeunes::{
    consultations,
    dossiers::EtatDossier,
    etats::{self, Changement},
    frise,
    situations::{self, EtatSituation, NouvelleSituation},
    synthese,
};
use kernel::{Role, Section, SituationId};
use platform::{Error, Tx, new_id};
use testkit::{ML_A, TestDb};

use crate::commun::{champs, conflit, cree, d, ecrit, lit};

fn situation(tx: &Tx, categorie: &str, type_code: &str) -> NouvelleSituation {
    NouvelleSituation {
        id: new_id!(tx, SituationId),
        categorie: categorie.to_owned(),
        type_code: type_code.to_owned(),
        debut: d(2026, 9, 1),
        fin: None,
        structure: "Lycée du Val".to_owned(),
    }
}

#[tokio::test]
async fn the_current_situation_follows_dates_and_order() {
    let test = TestDb::new().await;
    let conseiller = test.reseau.conseiller(ML_A);
    let id = cree(&test, conseiller, "Faure", "Lina", None).await;
    let mut tx = test.tx(conseiller).await;
    let dossier = ecrit(&mut tx, id, Section::Situation).await;
    let search = situation(&tx, "demandeur_emploi", "recherche_sans_inscription");
    let school = situation(&tx, "scolarite", "lycee_professionnel");
    let mut job = situation(&tx, "emploi", "");
    job.debut = d(2026, 12, 1);
    for new in [&search, &school, &job, &school] {
        situations::add(&mut tx, &dossier, new).await.unwrap();
    }
    let read = lit(&mut tx, id, Section::Situation).await;
    let all = situations::list(&mut tx, &read).await.unwrap();
    assert_eq!(all.len(), 3);
    assert_eq!(all[0].etat, EtatSituation::Prevu);
    let lists = tx.nomenclatures();
    assert_eq!(situations::current(&all, lists).unwrap().id, school.id);
    let first = synthese::synthese(&mut tx, &read).await.unwrap();
    assert_eq!(first.situation.unwrap().libelle, "Lycée professionnel");

    situations::end(&mut tx, &dossier, school.id, 1, d(2026, 10, 31))
        .await
        .unwrap();
    let both = conflit(situations::end(&mut tx, &dossier, school.id, 1, d(2026, 11, 1)).await);
    let expected = (
        "Fin".to_owned(),
        "01/11/2026".to_owned(),
        "31/10/2026".to_owned(),
    );
    assert_eq!(both, [expected]);
    let first = synthese::synthese(&mut tx, &read).await.unwrap();
    assert_eq!(
        first.situation.unwrap().libelle,
        "Recherche d’emploi sans inscription"
    );
    situations::end(&mut tx, &dossier, search.id, 1, d(2026, 11, 1))
        .await
        .unwrap();
    assert!(
        synthese::synthese(&mut tx, &read)
            .await
            .unwrap()
            .situation
            .is_none()
    );

    let page = frise::list(&mut tx, &read, None, 20).await.unwrap();
    let titles: Vec<&str> = page.rows.iter().map(|e| e.titre.as_str()).collect();
    assert!(titles.contains(&"Début : Lycée professionnel"));
    assert!(titles.contains(&"Fin : Lycée professionnel"));
    assert!(!titles.contains(&"Début : Emploi"), "the job is to come");
    // A lower text of the dossier cannot be read in the audit.
    tx.commit().await.unwrap();
    assert!(!crate::commun::audit_text(&test).await.contains("Lycée"));
}

#[tokio::test]
async fn wrong_situations_are_refused_by_field() {
    let test = TestDb::new().await;
    let conseiller = test.reseau.conseiller(ML_A);
    let id = cree(&test, conseiller, "Faure", "Lina", None).await;
    let mut tx = test.tx(conseiller).await;
    let dossier = ecrit(&mut tx, id, Section::Situation).await;
    let mut wrong = situation(&tx, "emploi", "lycee_professionnel");
    wrong.fin = Some(d(2026, 8, 31));
    let fields = champs(situations::add(&mut tx, &dossier, &wrong).await);
    assert_eq!(fields, ["fin", "type"]);
    wrong.categorie = "vacances".to_owned();
    let fields = champs(situations::add(&mut tx, &dossier, &wrong).await);
    assert_eq!(fields, ["fin", "categorie", "type"]);
    let absent = situations::end(&mut tx, &dossier, wrong.id, 1, d(2026, 11, 1)).await;
    assert!(matches!(absent, Err(Error::NotFound)));
}

#[tokio::test]
async fn a_state_changes_with_a_reason_and_once() {
    let test = TestDb::new().await;
    let conseiller = test.reseau.conseiller(ML_A);
    let id = cree(&test, conseiller, "Faure", "Lina", None).await;
    let mut tx = test.tx(conseiller).await;
    let dossier = ecrit(&mut tx, id, Section::Situation).await;
    let asleep = Changement {
        avant: EtatDossier::Actif,
        apres: EtatDossier::EnVeille,
        motif: "sans_contact".to_owned(),
        depuis: d(2026, 11, 20),
    };
    let mut wrong = asleep.clone();
    wrong.motif = String::new();
    wrong.depuis = d(2026, 10, 1);
    assert_eq!(
        champs(etats::change(&mut tx, &dossier, &wrong).await),
        ["motif", "depuis"]
    );
    wrong.apres = EtatDossier::Archive;
    assert_eq!(
        champs(etats::change(&mut tx, &dossier, &wrong).await),
        ["etat", "depuis"]
    );
    etats::change(&mut tx, &dossier, &asleep).await.unwrap();
    let both = conflit(
        etats::change(
            &mut tx,
            &dossier,
            &Changement {
                apres: EtatDossier::FinAccompagnement,
                motif: "emploi".to_owned(),
                ..asleep.clone()
            },
        )
        .await,
    );
    assert_eq!(both[0].1, "Fin d’accompagnement");
    assert_eq!(both[0].2, "En veille");
    let read = lit(&mut tx, id, Section::Frise).await;
    assert_eq!(
        (read.etat, read.etat_depuis),
        (EtatDossier::EnVeille, d(2026, 11, 20))
    );
    let page = frise::list(&mut tx, &read, None, 1).await.unwrap();
    assert_eq!(
        page.rows[0].titre,
        "Dossier mis en veille : Sans contact depuis un moment"
    );
}

#[tokio::test]
async fn the_direction_sees_who_consulted() {
    let test = TestDb::new().await;
    let conseiller = test.reseau.conseiller(ML_A);
    let id = cree(&test, conseiller, "Faure", "Lina", None).await;
    for section in [Section::Identite, Section::Diagnostic, Section::Frise] {
        let mut tx = test.tx(conseiller).await;
        let dossier = lit(&mut tx, id, section).await;
        let refused = consultations::list(&mut tx, &dossier, None, 10).await;
        assert!(matches!(refused, Err(Error::Forbidden)));
        tx.commit().await.unwrap();
        test.db.clock().advance(chrono::Duration::minutes(1));
    }
    let mut tx = test.tx(test.reseau.agent(ML_A, Role::Directeur)).await;
    let dossier = lit(&mut tx, id, Section::Consultations).await;
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let page = consultations::list(&mut tx, &dossier, after.as_deref(), 2)
            .await
            .unwrap();
        seen.extend(page.rows);
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    let sections: Vec<Option<Section>> = seen.iter().map(|c| c.section).collect();
    assert_eq!(
        sections,
        [
            Some(Section::Consultations),
            Some(Section::Frise),
            Some(Section::Diagnostic),
            Some(Section::Identite),
            None,
        ]
    );
    assert_eq!(seen[4].action, "creation");
    assert_eq!(seen[3].role, Some(Role::Conseiller));
    assert!(seen[3].agent_nom.contains("Conseiller"));
}
