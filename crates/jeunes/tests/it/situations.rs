//! Situations, states of the dossier, who consulted.

use jeunes::{
    consultations,
    dossiers::EtatDossier,
    etats::{self, Changement},
    frise, portefeuille,
    situations::{self, EtatSituation, NouvelleSituation, Precisions},
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
        precisions: Precisions::default(),
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
        ["etat", "motif", "depuis"]
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
    test.db.clock().advance(chrono::Duration::minutes(1));
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

/// The rule, the first page and the portefeuille say the same current situation.
#[tokio::test]
async fn one_rule_of_the_current_situation_everywhere() {
    let test = TestDb::new().await;
    let conseiller = test.reseau.conseiller(ML_A);
    let categories = [
        "non_professionnelle",
        "demandeur_emploi",
        "scolarite",
        "volontariat",
        "immersion",
        "formation",
        "alternance",
        "emploi",
    ];
    let mut seed = 7_u32;
    let mut chance = move |below: u32| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 8) % below
    };
    let mut said = std::collections::BTreeSet::new();
    for name in [
        "Aube", "Bise", "Cime", "Dune", "Eau", "Feu", "Gel", "Houle", "Île", "Jonc",
    ] {
        let id = cree(&test, conseiller, name, "Lina", Some(conseiller.id)).await;
        let mut tx = test.tx(conseiller).await;
        let dossier = ecrit(&mut tx, id, Section::Situation).await;
        for _ in 0..=chance(5) {
            let debut = d(2026, 11, 23) - chrono::Duration::days(i64::from(chance(40)) - 3);
            let new = NouvelleSituation {
                debut,
                fin: (chance(2) == 0)
                    .then(|| debut + chrono::Duration::days(i64::from(chance(40)))),
                ..situation(&tx, categories[chance(8) as usize], "")
            };
            situations::add(&mut tx, &dossier, &new).await.unwrap();
        }
        let read = lit(&mut tx, id, Section::Situation).await;
        let all = situations::list(&mut tx, &read).await.unwrap();
        let lists = tx.nomenclatures();
        let order = situations::ordre(lists);
        let rule = situations::rules::current(&all, &order)
            .map_or(situations::INCONNUE, |s| s.libelle(lists))
            .to_owned();
        let first = synthese::synthese(&mut tx, &read).await.unwrap();
        let page = first
            .situation
            .map_or(situations::INCONNUE.to_owned(), |s| s.libelle);
        let list = portefeuille::list(&mut tx, &portefeuille::Filtre::default(), None, 50)
            .await
            .unwrap();
        let row = list.page.rows.iter().find(|row| row.id == id).unwrap();
        assert_eq!((&page, &row.situation), (&rule, &rule), "{all:?}");
        said.insert(rule);
        tx.commit().await.unwrap();
    }
    assert!(said.len() > 3, "several rules were tried: {said:?}");
}

#[tokio::test]
async fn what_a_situation_carries_is_kept_and_an_unknown_one_is_never_typed() {
    let test = TestDb::new().await;
    let conseiller = test.reseau.conseiller(ML_A);
    let id = cree(&test, conseiller, "Faure", "Lina", None).await;
    let mut tx = test.tx(conseiller).await;
    let dossier = ecrit(&mut tx, id, Section::Situation).await;
    let unknown = situation(&tx, "inconnue", "");
    let fields = champs(situations::add(&mut tx, &dossier, &unknown).await);
    assert_eq!(fields, ["categorie"]);
    let mut job = situation(&tx, "emploi", "");
    job.precisions = Precisions {
        rome: "K1304".to_owned(),
        minutes_semaine: Some(1050),
        contrat_fin: Some(d(2027, 2, 28)),
    };
    situations::add(&mut tx, &dossier, &job).await.unwrap();
    let mut wrong = job.clone();
    wrong.precisions.rome = "Z99".to_owned();
    wrong.precisions.minutes_semaine = Some(6000);
    wrong.precisions.contrat_fin = Some(d(2026, 1, 1));
    let fields = champs(situations::correct(&mut tx, &dossier, 1, &wrong).await);
    assert_eq!(fields, ["rome", "heures", "contrat_fin"]);
    let read = lit(&mut tx, id, Section::Situation).await;
    let all = situations::list(&mut tx, &read).await.unwrap();
    assert_eq!(all[0].precisions, job.precisions);
}
