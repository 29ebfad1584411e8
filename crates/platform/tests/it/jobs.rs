//! The queue, as the application's role.

#![expect(
    clippy::unwrap_used,
    reason = "a helper of a test may panic as the test itself"
)]

use std::sync::{Arc, Mutex};

use graphile_worker::{IntoTaskHandlerResult, TaskHandler, WorkerContext, WorkerOptions};
use kernel::CompteId;
use platform::{
    Tx, jobs,
    ports::{Courriel, Courriers, Invitation, Mailer, MessageRendezVous},
};
use serde::{Deserialize, Serialize};
use testkit::{ML_A, TestDb};

#[derive(Debug, Default)]
struct Boite(Mutex<Vec<Courriel>>);

impl Mailer for Boite {
    fn envoyer<'a>(
        &'a self,
        courriel: &'a Courriel,
    ) -> std::pin::Pin<Box<dyn Future<Output = anyhow::Result<()>> + Send + 'a>> {
        self.0.lock().expect("a lock").push(courriel.clone());
        Box::pin(async { Ok(()) })
    }
}

#[derive(Debug)]
struct Modeles;

impl Courriers for Modeles {
    fn invitation(&self, invitation: &Invitation) -> anyhow::Result<Courriel> {
        Ok(Courriel {
            a: invitation.courriel.clone(),
            objet: "Votre accès".to_owned(),
            texte: invitation.lien.clone(),
            pieces: Vec::new(),
        })
    }

    fn sms_rendez_vous(&self, _: &MessageRendezVous) -> anyhow::Result<String> {
        anyhow::bail!("not of these tests")
    }

    fn courriel_rendez_vous(&self, _: &MessageRendezVous) -> anyhow::Result<Courriel> {
        anyhow::bail!("not of these tests")
    }
}

fn contexte(test: &TestDb, boite: &Arc<Boite>) -> jobs::Contexte {
    jobs::Contexte {
        db: test.db.clone(),
        mailer: boite.clone(),
        sms: None,
        courriers: Arc::new(Modeles),
        adresse: "http://127.0.0.1:1".to_owned(),
    }
}

/// Does all that is due.
async fn run(contexte: jobs::Contexte) {
    let worker = jobs::worker(contexte, WorkerOptions::define_job::<Noter>);
    worker.await.unwrap().run_once().await.unwrap();
}

/// Those who wait, as the application's role.
async fn waiting(test: &TestDb) -> i64 {
    sqlx::query_scalar("select count(*) from graphile_worker._private_jobs")
        .fetch_one(test.tx(test.reseau.conseiller(ML_A)).await.conn())
        .await
        .unwrap()
}

/// A job that only the tests know.
#[derive(Debug, Serialize, Deserialize)]
struct Noter {
    mot: String,
}

impl TaskHandler for Noter {
    const IDENTIFIER: &'static str = "noter";

    async fn run(self, ctx: WorkerContext) -> impl IntoTaskHandlerResult {
        let Some(contexte) = ctx.get_ext::<jobs::Contexte>() else {
            return Err("no context".to_owned());
        };
        let courriel = Courriel {
            a: String::new(),
            objet: String::new(),
            texte: self.mot,
            pieces: Vec::new(),
        };
        let sent = contexte.mailer.envoyer(&courriel).await;
        sent.map_err(|error| error.to_string())
    }
}

async fn note_at(test: &TestDb, mot: &str, key: &str, seconds: i64) {
    let mut tx = Tx::public(&test.db).await.unwrap();
    let at = tx.now() + chrono::Duration::seconds(seconds);
    let mot = mot.to_owned();
    jobs::enqueue_at(&mut tx, &Noter { mot }, key, at)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

async fn cancel(test: &TestDb, key: &str) {
    let mut tx = Tx::public(&test.db).await.unwrap();
    jobs::cancel(&mut tx, Noter::IDENTIFIER, key).await.unwrap();
    tx.commit().await.unwrap();
}

fn said(boite: &Boite) -> Vec<String> {
    let sent = boite.0.lock().unwrap();
    sent.iter().map(|courriel| courriel.texte.clone()).collect()
}

/// Later than any clock that runs these tests.
const CENT_ANS: i64 = 100 * 365 * 86_400;

#[tokio::test]
async fn a_job_waits_for_its_hour_and_moves_with_its_key() {
    let test = TestDb::new().await;
    let boite = Arc::new(Boite::default());
    note_at(&test, "un", "a", CENT_ANS).await;
    note_at(&test, "deux", "b", 0).await;
    run(contexte(&test, &boite)).await;
    assert_eq!(said(&boite), ["deux"]);
    assert_eq!(waiting(&test).await, 1);
    note_at(&test, "trois", "a", 0).await;
    run(contexte(&test, &boite)).await;
    assert_eq!(said(&boite), ["deux", "trois"]);
    assert_eq!(waiting(&test).await, 0);
}

#[tokio::test]
async fn the_application_takes_back_one_job_and_no_other() {
    let test = TestDb::new().await;
    let boite = Arc::new(Boite::default());
    let compte: CompteId = test.reseau.conseiller(ML_A).compte;
    note_at(&test, "un", "a", 0).await;
    note_at(&test, "deux", "b", 0).await;
    let mut tx = Tx::public(&test.db).await.unwrap();
    let role: String = sqlx::query_scalar("select current_user::text")
        .fetch_one(tx.conn())
        .await
        .unwrap();
    assert_eq!(role, "jalon_app");
    jobs::enqueue(&mut tx, &jobs::InviterCompte { compte }, "a")
        .await
        .unwrap();
    tx.commit().await.unwrap();

    // Taken back in a transaction that is given up: it waits still.
    let mut dropped = Tx::public(&test.db).await.unwrap();
    jobs::cancel(&mut dropped, Noter::IDENTIFIER, "b")
        .await
        .unwrap();
    drop(dropped);

    cancel(&test, "a").await;
    cancel(&test, "a").await;
    cancel(&test, "unknown").await;
    run(contexte(&test, &boite)).await;
    let said = said(&boite);
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(said.contains(&"deux".to_owned()), "{said:?}");
    assert!(
        said.iter().any(|word| word.contains("/lien/")),
        "another kind of job has the same key: {said:?}"
    );
}

#[tokio::test]
async fn a_job_runs_if_and_only_if_its_act_is_committed() {
    let test = TestDb::new().await;
    let compte = test.reseau.conseiller(ML_A).compte;
    let boite = Arc::new(Boite::default());
    let contexte = contexte(&test, &boite);

    let mut dropped = Tx::public(&test.db).await.unwrap();
    jobs::enqueue(&mut dropped, &jobs::InviterCompte { compte }, "essai")
        .await
        .unwrap();
    drop(dropped);
    run(contexte.clone()).await;
    assert!(boite.0.lock().unwrap().is_empty());

    for _ in 0..2 {
        let mut tx = Tx::public(&test.db).await.unwrap();
        jobs::enqueue(&mut tx, &jobs::InviterCompte { compte }, "essai")
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }
    test.db.clock().advance(chrono::Duration::seconds(1));
    run(contexte).await;
    let sent = boite.0.lock().unwrap().clone();
    assert_eq!(sent.len(), 1, "the same key makes one job");
    assert!(
        sent[0]
            .texte
            .starts_with("http://127.0.0.1:1/lien/mot-de-passe/")
    );
    assert_eq!(waiting(&test).await, 0);
}
