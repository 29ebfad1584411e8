//! The queue, as the application's role.

use std::sync::{Arc, Mutex};

use platform::{
    Tx, jobs,
    ports::{Courriel, Courriers, Invitation, Mailer, MessageRendezVous},
};
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
        anyhow::bail!("only invitations here")
    }

    fn courriel_rendez_vous(&self, _: &MessageRendezVous) -> anyhow::Result<Courriel> {
        anyhow::bail!("only invitations here")
    }
}

#[tokio::test]
async fn a_job_runs_if_and_only_if_its_act_is_committed() {
    let test = TestDb::new().await;
    let compte = test.reseau.conseiller(ML_A).compte;
    let boite = Arc::new(Boite::default());
    let contexte = jobs::Contexte {
        db: test.db.clone(),
        mailer: boite.clone(),
        sms: None,
        courriers: Arc::new(Modeles),
        adresse: "http://127.0.0.1:1".to_owned(),
    };

    let mut dropped = Tx::public(&test.db).await.unwrap();
    jobs::enqueue(&mut dropped, &jobs::InviterCompte { compte }, "essai")
        .await
        .unwrap();
    drop(dropped);
    jobs::worker(contexte.clone(), |options| options)
        .await
        .unwrap()
        .run_once()
        .await
        .unwrap();
    assert!(boite.0.lock().unwrap().is_empty());

    for _ in 0..2 {
        let mut tx = Tx::public(&test.db).await.unwrap();
        jobs::enqueue(&mut tx, &jobs::InviterCompte { compte }, "essai")
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }
    test.db.clock().advance(chrono::Duration::seconds(1));
    jobs::worker(contexte, |options| options)
        .await
        .unwrap()
        .run_once()
        .await
        .unwrap();
    let sent = boite.0.lock().unwrap().clone();
    assert_eq!(sent.len(), 1, "the same key makes one job");
    assert!(
        sent[0]
            .texte
            .starts_with("http://127.0.0.1:1/lien/mot-de-passe/")
    );
    let left: i64 = sqlx::query_scalar("select count(*) from graphile_worker._private_jobs")
        .fetch_one(test.tx(test.reseau.conseiller(ML_A)).await.conn())
        .await
        .unwrap();
    assert_eq!(left, 0);
}
