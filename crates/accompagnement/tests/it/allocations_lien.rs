//! The month that she declares herself: the message that asks for it, and what stops it.

use std::sync::Arc;

use accompagnement::{
    allocations::{self, Declaration, EtatParLien, Foyer},
    envois::EnvoyerMessage,
};
use chrono::NaiveDate;
use kernel::{AdhesionId, Centimes, Role, Section};
use platform::{Tx, jobs::Contexte};
use testkit::ML_A;
use uuid::Uuid;

use crate::{
    envois::Boite,
    outils::{Scene, refused},
};

fn november() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 1).unwrap()
}

impl Scene {
    /// A CEJ since March, and a mobile that may be written to.
    async fn expected(&self) -> AdhesionId {
        let adhesion: AdhesionId = self.id();
        let agent = self.test.reseau.agent(ML_A, Role::Conseiller).id;
        sqlx::query(
            "insert into adhesion (ml_id, id, jeune_id, dispositif, groupe, prescripteur_id,
               referent_id, entree_le, fin_prevue, conditions, saisi_le)
             values ($1, $2, $3, 'cej', 'engagement', $4, $4, '2026-03-02', '2027-03-01', '[]',
               '2026-03-02')",
        )
        .bind(ML_A)
        .bind(adhesion.uuid())
        .bind(self.jeune.uuid())
        .bind(agent.uuid())
        .execute(&self.test.brut)
        .await
        .unwrap();
        sqlx::query(
            "insert into contact (ml_id, id, jeune_id, moyen, valeur, titulaire, message, dire_ml,
               preference, vrai_du, saisi_le)
             values ($1, $2, $3, 'telephone', '+33639980012', 'jeune', 'oui', 'oui', 1,
               '2026-01-01', now())",
        )
        .bind(ML_A)
        .bind(self.id::<Uuid>())
        .bind(self.jeune.uuid())
        .execute(&self.test.brut)
        .await
        .unwrap();
        adhesion
    }

    async fn ask(&self, adhesion: AdhesionId, mois: NaiveDate) -> platform::Result<()> {
        let mut tx = self.tx().await;
        let read = self.read(&mut tx, Section::Ressources).await;
        let dossier = self.write(&mut tx, Section::Ressources).await;
        allocations::demander(&mut tx, (&read, &dossier), (adhesion, mois)).await?;
        tx.commit().await
    }

    async fn planned_messages(&self) -> Vec<Uuid> {
        sqlx::query_scalar("select id from envoi where etat = 'prevu' order by id")
            .fetch_all(&self.test.brut)
            .await
            .unwrap()
    }

    async fn by_herself(&self, adhesion: AdhesionId, d: &Declaration) -> platform::Result<()> {
        let mut tx = Tx::systeme(&self.test.db, ML_A.into()).await.unwrap();
        let read = self.read(&mut tx, Section::Ressources).await;
        let dossier = self.write(&mut tx, Section::Ressources).await;
        let un = allocations::par_lien(&mut tx, &read, adhesion, d.mois).await?;
        allocations::declare_par_lien(&mut tx, &dossier, &un, d).await?;
        tx.commit().await
    }
}

fn declaration(scene: &Scene, adhesion: AdhesionId) -> Declaration {
    Declaration {
        id: scene.id(),
        adhesion,
        mois: november(),
        version: 0,
        foyer: Foyer::NonImposable,
        autonome: true,
        deduites: Centimes(0),
        partielles: Centimes(25_000),
        demandee: None,
        justifiee: true,
    }
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

#[tokio::test]
async fn a_month_is_asked_once_a_day_and_not_any_more_once_declared() {
    let scene = Scene::new().await;
    let adhesion = scene.expected().await;
    for _ in 0..2 {
        scene.ask(adhesion, november()).await.unwrap();
    }
    let planned = scene.planned_messages().await;
    assert_eq!(planned.len(), 1);
    let boite = Arc::<Boite>::default();
    for _ in 0..2 {
        send(&scene, &boite, planned[0]).await;
    }
    let all = boite.all();
    assert_eq!(all.len(), 1, "{all:?}");
    assert!(all[0].contains("declarer 2026-11-01"), "{all:?}");
    let link = "select count(*) from lien where motif = 'declaration'";
    let mut tx = scene.tx().await;
    let links: i64 = sqlx::query_scalar(link).fetch_one(tx.conn()).await.unwrap();
    assert_eq!(links, 1);
    drop(tx);

    // Asked again the day after, and declared before it leaves: it does not leave.
    scene.test.db.clock().advance(chrono::Duration::days(1));
    scene.ask(adhesion, november()).await.unwrap();
    let planned = scene.planned_messages().await;
    assert_eq!(planned.len(), 1);
    scene
        .by_herself(adhesion, &declaration(&scene, adhesion))
        .await
        .unwrap();
    send(&scene, &boite, planned[0]).await;
    assert_eq!(boite.all().len(), 1);
    refused(scene.ask(adhesion, november()).await, "mois");
}

#[tokio::test]
async fn she_declares_by_the_same_rules_and_the_proofs_stay_to_be_seen() {
    let scene = Scene::new().await;
    let adhesion = scene.expected().await;
    let d = declaration(&scene, adhesion);
    for _ in 0..2 {
        scene.by_herself(adhesion, &d).await.unwrap();
    }
    let mut tx = scene.tx().await;
    let read = scene.read(&mut tx, Section::Ressources).await;
    let same = allocations::examine(&mut tx, &read, &d).await.unwrap();
    let un = allocations::par_lien(&mut tx, &read, adhesion, november())
        .await
        .unwrap();
    assert_eq!(un.etat, EtatParLien::Declaree);
    assert_eq!(un.connu, Some((Foyer::NonImposable, true)));
    let kept = un.allocation.unwrap();
    assert_eq!(kept.calcul, same);
    assert!(kept.par_lien && !kept.justifiee);
    drop(tx);
    let wrong = Declaration {
        partielles: Centimes(-1),
        version: 1,
        ..d.clone()
    };
    refused(scene.by_herself(adhesion, &wrong).await, "partielles");
    let wrong = Declaration {
        deduites: Centimes(1_000_001),
        version: 1,
        ..d.clone()
    };
    refused(scene.by_herself(adhesion, &wrong).await, "deduites");
    // With her conseiller since: no longer hers to correct.
    let mut tx = scene.tx().await;
    let dossier = scene.write(&mut tx, Section::Ressources).await;
    let with = Declaration {
        version: 1,
        ..d.clone()
    };
    allocations::declare(&mut tx, &dossier, &with)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    refused(scene.by_herself(adhesion, &d).await, "mois");
    assert_eq!(scene.test.audit("declaration").await, 2);
}
