//! A portefeuille handed over, all or part, for good or for an absence; the team.

use jeunes::{
    acces, dossiers, equipe,
    passations::{self, Duree, Part, Passation},
    portefeuille::{self, Filtre, Suivi},
    recherche, referents,
};
use kernel::{JeuneId, Role, Section, new_uuid};
use platform::{Error, brouillons};
use testkit::{AgentDeTest, ML_A, TestDb};

use crate::commun::{champs, count, cree, d, ecrit, lit};

struct Scene {
    test: TestDb,
    un: JeuneId,
    deux: JeuneId,
}

/// Two protected dossiers of the conseiller, and a draft about the first.
async fn scene() -> Scene {
    let test = TestDb::new().await;
    let conseiller = test.reseau.conseiller(ML_A);
    let un = cree(&test, conseiller, "Martin", "Léa", Some(conseiller.id)).await;
    let deux = cree(&test, conseiller, "Durand", "Zoé", Some(conseiller.id)).await;
    let mut tx = test.tx(conseiller).await;
    for jeune in [un, deux] {
        let dossier = ecrit(&mut tx, jeune, Section::Identite).await;
        dossiers::protect(&mut tx, &dossier, "mise_en_securite")
            .await
            .expect("what the scene needs");
    }
    let address = format!("/jeunes/{un}/entretiens/nouveau");
    brouillons::save(&mut tx, &address, &address, "resume=abc")
        .await
        .expect("what the scene needs");
    tx.commit().await.expect("what the scene needs");
    Scene { test, un, deux }
}

fn passation(test: &TestDb, duree: Duree, jeunes: Option<Vec<JeuneId>>) -> Passation {
    Passation {
        de: test.reseau.conseiller(ML_A).id,
        duree,
        motif: "depart_absence".to_owned(),
        parts: vec![Part {
            id: new_uuid(test.db.clock(), test.db.rng()),
            receveur: test.reseau.agent(ML_A, Role::ResponsableSecteur).id,
            jeunes,
        }],
    }
}

fn absence() -> Duree {
    Duree::Absence {
        du: d(2026, 11, 23),
        au: d(2026, 11, 27),
    }
}

async fn sees(test: &TestDb, agent: &AgentDeTest, jeune: JeuneId) -> bool {
    let mut tx = test.tx(agent).await;
    match acces::open_for_read(&mut tx, jeune, Section::Notes).await {
        Ok(dossier) => dossier.remplacant == Some(agent.id),
        Err(Error::NotFound) => false,
        Err(error) => panic!("{error}"),
    }
}

#[tokio::test]
async fn a_part_for_an_absence_opens_these_dossiers_and_no_other_then_comes_back() {
    let Scene { test, un, deux } = scene().await;
    let conseiller = test.reseau.conseiller(ML_A);
    let chief = test.reseau.agent(ML_A, Role::ResponsableSecteur);
    let new = passation(&test, absence(), Some(vec![un]));
    for expected in [1, 0] {
        let mut tx = test.tx(conseiller).await;
        let done = passations::hand_over(&mut tx, &new).await.unwrap();
        assert_eq!(done, expected, "a second post adds nothing");
        tx.commit().await.unwrap();
    }
    assert!(sees(&test, chief, un).await);
    assert!(!sees(&test, chief, deux).await);
    let mut tx = test.tx(chief).await;
    let found = recherche::search(&mut tx, "lea martin", 10).await.unwrap();
    assert_eq!(found.len(), 1);
    assert!(
        recherche::search(&mut tx, "zoe durand", 10)
            .await
            .unwrap()
            .is_empty()
    );
    let filtre = Filtre {
        suivi: Suivi::Agent(conseiller.id),
        ..Filtre::default()
    };
    let list = portefeuille::list(&mut tx, &filtre, None, 50)
        .await
        .unwrap();
    let ids: Vec<JeuneId> = list.page.rows.iter().map(|l| l.id).collect();
    assert_eq!(ids, [un]);
    let address = format!("/jeunes/{un}/entretiens/nouveau");
    let draft = brouillons::find(&mut tx, &address).await.unwrap().unwrap();
    assert_eq!(draft.contenu, "resume=abc");
    test.db.clock().advance(chrono::Duration::minutes(5));
    brouillons::save(&mut tx, &address, &address, "resume=abcd")
        .await
        .unwrap();
    tx.commit().await.unwrap();

    let again = passation(&test, absence(), Some(vec![un]));
    let mut tx = test.tx(conseiller).await;
    assert_eq!(
        champs(passations::hand_over(&mut tx, &again).await),
        ["jeunes"]
    );
    let mut tx = test.tx(conseiller).await;
    passations::give_back(&mut tx, new.parts[0].id)
        .await
        .unwrap();
    let back = brouillons::find(&mut tx, &address).await.unwrap().unwrap();
    assert_eq!(back.contenu, "resume=abcd", "the draft comes back as it is");
    tx.commit().await.unwrap();
    assert!(!sees(&test, chief, un).await);
    let mut tx = test.tx(chief).await;
    assert!(brouillons::find(&mut tx, &address).await.unwrap().is_none());
    let gone = portefeuille::list(&mut tx, &filtre, None, 50)
        .await
        .unwrap();
    assert!(gone.page.rows.is_empty());
}

#[tokio::test]
async fn the_last_day_gives_back_by_itself() {
    let Scene { test, un, deux } = scene().await;
    let conseiller = test.reseau.conseiller(ML_A);
    let chief = test.reseau.agent(ML_A, Role::ResponsableSecteur);
    let new = passation(&test, absence(), None);
    let mut tx = test.tx(conseiller).await;
    assert_eq!(passations::hand_over(&mut tx, &new).await.unwrap(), 2);
    tx.commit().await.unwrap();
    assert!(sees(&test, chief, un).await && sees(&test, chief, deux).await);
    test.db.clock().advance(chrono::Duration::days(5));
    assert!(!sees(&test, chief, un).await);
    let mut tx = test.tx(conseiller).await;
    passations::give_back_due(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    let address = format!("/jeunes/{un}/entretiens/nouveau");
    let mut tx = test.tx(chief).await;
    assert!(brouillons::find(&mut tx, &address).await.unwrap().is_none());
    let mut tx = test.tx(conseiller).await;
    assert!(brouillons::find(&mut tx, &address).await.unwrap().is_some());
}

#[tokio::test]
async fn for_good_the_referent_changes_with_its_history_dossier_by_dossier() {
    let Scene { test, un, deux } = scene().await;
    let direction = test.reseau.agent(ML_A, Role::Directeur);
    let conseiller = test.reseau.conseiller(ML_A);
    let new = passation(&test, Duree::Definitif, None);
    let mut tx = test.tx(conseiller).await;
    let refused = passations::hand_over(&mut tx, &new).await;
    assert!(matches!(refused, Err(Error::Forbidden)));
    let chief = test.reseau.agent(ML_A, Role::ResponsableSecteur);
    let mut tx = test.tx(chief).await;
    let hidden = passations::dossiers_de(&mut tx, conseiller.id)
        .await
        .unwrap();
    assert!(hidden.is_empty(), "protected dossiers are not hers to give");
    for expected in [2, 0] {
        let mut tx = test.tx(direction).await;
        let done = passations::hand_over(&mut tx, &new).await.unwrap();
        assert_eq!(done, expected);
        tx.commit().await.unwrap();
    }
    let mut tx = test.tx(chief).await;
    for jeune in [un, deux] {
        let dossier = lit(&mut tx, jeune, Section::Identite).await;
        assert_eq!(dossier.referent, Some(chief.id));
        let history = referents::history(&mut tx, &dossier).await.unwrap();
        assert_eq!(history.len(), 2);
    }
    let audited = "select count(*) from audit where action = 'referent' and jeune_id = $1";
    assert_eq!(count(&test, audited, un).await, 1);
}

#[tokio::test]
async fn the_team_counts_what_each_carries_and_hides_the_protected() {
    let Scene { test, un, .. } = scene().await;
    let conseiller = test.reseau.conseiller(ML_A);
    let chief = test.reseau.agent(ML_A, Role::ResponsableSecteur);
    let direction = test.reseau.agent(ML_A, Role::Directeur);
    let seen = cree(&test, conseiller, "Petit", "Hugo", Some(conseiller.id)).await;
    let alone = cree(&test, conseiller, "Seul", "Tom", None).await;
    for jeune in [un, seen] {
        sqlx::query(
            "insert into echeance (ml_id, id, jeune_id, nature, libelle, visible_le, echeance_le,
               objet, objet_id)
             values (1, gen_random_uuid(), $1, 'action', 'Appeler', '2026-11-01', '2026-11-10',
               'essai', $1)",
        )
        .bind(jeune.uuid())
        .execute(&test.brut)
        .await
        .unwrap();
    }
    for (agent, actifs, retards) in [(chief, 1, 1), (direction, 3, 3)] {
        let mut tx = test.tx(agent).await;
        let all = equipe::charge(&mut tx, None).await.unwrap();
        let hers = all.iter().find(|c| c.agent == Some(conseiller.id)).unwrap();
        assert_eq!((hers.actifs, hers.en_retard), (actifs, retards));
        let late = equipe::retards(&mut tx, None, 50).await.unwrap();
        assert!(late.iter().any(|r| r.id == seen));
        assert_eq!(late.iter().any(|r| r.id == un), agent.role.is_direction());
        let orphans = equipe::sans_referent(&mut tx, None, 50).await.unwrap();
        assert_eq!(orphans.iter().map(|o| o.id).collect::<Vec<_>>(), [alone]);
        assert_eq!(all.last().unwrap().agent, None);
    }
    let mut tx = test.tx(conseiller).await;
    let refused = equipe::charge(&mut tx, None).await;
    assert!(matches!(refused, Err(Error::Forbidden)));
}
