//! What the people of a session are told, and what they do themselves.

use std::sync::Arc;

use accompagnement::{
    ateliers::{self, NouvelleSession, Place, Visible},
    envois::{self, EnvoyerMessage},
};
use jeunes::acces::{open_for_read, open_for_write};
use kernel::{InscriptionId, JeuneId, Section, SessionAtelierId};
use platform::jobs::Contexte;
use testkit::ML_A;
use tokio::task::JoinSet;
use uuid::Uuid;

use crate::{
    envois::Boite,
    outils::{Scene, refused},
};

/// A session open to all.
async fn open(scene: &Scene, places: i32) -> SessionAtelierId {
    scene
        .planned_as(|offre| NouvelleSession {
            visible: Visible::Tous,
            auto_inscription: true,
            ..scene.session(offre, places)
        })
        .await
}

async fn of_nature(scene: &Scene, nature: &str) -> Vec<Uuid> {
    sqlx::query_scalar("select id from envoi where nature = $1 and etat = 'prevu' order by id")
        .bind(nature)
        .fetch_all(&scene.test.brut)
        .await
        .unwrap()
}

async fn send(scene: &Scene, boite: &Arc<Boite>, envoi: Uuid) {
    let contexte = Contexte {
        db: scene.test.db.clone(),
        mailer: boite.clone(),
        sms: Some(boite.clone()),
        courriers: boite.clone(),
        adresse: "https://jalon.invalid".to_owned(),
    };
    let ml = ML_A.into();
    EnvoyerMessage { ml, envoi }.send(&contexte).await.unwrap();
}

async fn with_mobile(scene: &Scene, jeune: JeuneId) {
    sqlx::query(
        "insert into contact (ml_id, id, jeune_id, moyen, valeur, titulaire, message, dire_ml,
           preference, vrai_du, saisi_le)
         values ($1, $2, $3, 'telephone', '+33639980012', 'jeune', 'oui', 'oui', 1, '2026-01-01',
           now())",
    )
    .bind(ML_A)
    .bind(scene.id::<Uuid>())
    .bind(jeune.uuid())
    .execute(&scene.test.brut)
    .await
    .unwrap();
}

#[tokio::test]
async fn who_waited_is_told_of_her_place_once() {
    let scene = Scene::new().await;
    let session = scene.planned(1).await;
    let people = scene.people(2).await;
    with_mobile(&scene, people[1]).await;
    let first = scene.register(people[0], session, "").await.unwrap();
    scene.register(people[1], session, "").await.unwrap();
    assert_eq!(of_nature(&scene, "confirmation").await.len(), 1);
    assert_eq!(of_nature(&scene, "place").await.len(), 0);
    scene.withdraw(people[0], first.id).await;
    let place = of_nature(&scene, "place").await;
    assert_eq!(place.len(), 1);
    // What was to be said to who left is not said any more.
    assert_eq!(of_nature(&scene, "confirmation").await.len(), 0);
    assert_eq!(of_nature(&scene, "rappel_1").await.len(), 1);
    let boite = Arc::<Boite>::default();
    for _ in 0..3 {
        send(&scene, &boite, place[0]).await;
    }
    let all = boite.all();
    assert_eq!(all.len(), 1, "{all:?}");
    assert!(all[0].contains("place 2026-11-30 09:00:00"), "{all:?}");
}

#[tokio::test]
async fn everyone_of_a_session_is_told_that_it_is_cancelled() {
    let scene = Scene::new().await;
    let session = scene.planned(30).await;
    for jeune in scene.people(30).await {
        scene.register(jeune, session, "").await.unwrap();
    }
    let mut tx = scene.tx().await;
    ateliers::annuler(&mut tx, session, 1).await.unwrap();
    ateliers::annuler(&mut tx, session, 1).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(of_nature(&scene, "annulation").await.len(), 30);
    assert_eq!(of_nature(&scene, "rappel_1").await.len(), 0);
    let mut tx = scene.tx().await;
    let jobs: i64 = sqlx::query_scalar(
        "select count(*) from graphile_worker._private_jobs j join envoi e
           on j.key like '%' || e.id where e.nature = 'annulation'",
    )
    .fetch_one(tx.conn())
    .await
    .unwrap();
    assert_eq!(jobs, 30);
}

#[tokio::test]
async fn the_last_place_goes_to_one_of_those_who_choose_it() {
    let scene = Scene::new().await;
    let session = open(&scene, 1).await;
    let people = scene.people(4).await;
    let mut running = JoinSet::new();
    for jeune in people {
        let (db, id) = (scene.test.db.clone(), scene.id::<InscriptionId>());
        running.spawn(async move {
            let mut tx = platform::Tx::systeme(&db, ML_A.into()).await.unwrap();
            let dossier = open_for_write(&mut tx, jeune, Section::Agenda)
                .await
                .unwrap();
            let done = ateliers::choisir(&mut tx, &dossier, session, id).await;
            tx.commit().await.unwrap();
            done.unwrap().place
        });
    }
    let places = running.join_all().await;
    assert_eq!(places.iter().filter(|p| **p == Place::Prise).count(), 1);
    let rows = scene.count("select count(*) from inscription").await;
    assert_eq!(rows, 4);
    assert_eq!(of_nature(&scene, "confirmation").await.len(), 1);
}

#[tokio::test]
async fn only_what_is_open_to_all_may_be_chosen() {
    let scene = Scene::new().await;
    let closed = scene.planned(5).await;
    let mut tx = scene.tx().await;
    let read = open_for_read(&mut tx, scene.jeune, Section::Agenda)
        .await
        .unwrap();
    let dossier = open_for_write(&mut tx, scene.jeune, Section::Agenda)
        .await
        .unwrap();
    assert!(ateliers::ouvertes(&mut tx, &read).await.unwrap().is_empty());
    let id: Uuid = scene.id();
    refused(
        ateliers::proposer(&mut tx, (&read, &dossier), id).await,
        "session",
    );
    refused(
        ateliers::choisir(&mut tx, &dossier, closed, scene.id()).await,
        "session",
    );
    tx.commit().await.unwrap();
    let session = open(&scene, 5).await;
    let mut tx = scene.tx().await;
    assert_eq!(ateliers::ouvertes(&mut tx, &read).await.unwrap().len(), 1);
    for _ in 0..2 {
        ateliers::proposer(&mut tx, (&read, &dossier), id)
            .await
            .unwrap();
    }
    assert_eq!(envois::sent_for(&mut tx, id).await.unwrap().len(), 1);
    let done = ateliers::choisir(&mut tx, &dossier, session, scene.id())
        .await
        .unwrap();
    assert!(ateliers::ouvertes(&mut tx, &read).await.unwrap().is_empty());
    for _ in 0..2 {
        ateliers::confirmer(&mut tx, &dossier, done.id)
            .await
            .unwrap();
    }
    let one = ateliers::place_of(&mut tx, &read, done.id).await.unwrap();
    assert!(one.inscription.confirme_le.is_some());
}
