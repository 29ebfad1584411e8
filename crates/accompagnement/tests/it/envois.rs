//! Messages: planned with the act, sent once, by a means the person allows.

use std::{
    pin::Pin,
    sync::{Arc, Mutex},
};

use accompagnement::{
    envois::{self, EnvoyerMessage, EtatEnvoi},
    rendez_vous::{self, Issue},
};
use chrono::Duration;
use kernel::{RendezVousId, Section};
use platform::{
    jobs::Contexte,
    ports::{
        Courriel, Courriers, Invitation, Mailer, MessageRendezVous, NatureMessage, Sms, Texto,
    },
};
use testkit::ML_A;
use uuid::Uuid;

use crate::{agenda::at, outils::Scene};

/// Keeps what leaves; refuses the first `refus` ones.
#[derive(Debug, Default)]
pub(crate) struct Boite {
    parti: Mutex<Vec<String>>,
    refus: Mutex<u32>,
}

impl Boite {
    fn take(&self, line: String) -> anyhow::Result<()> {
        let mut refus = self.refus.lock().unwrap();
        if *refus > 0 {
            *refus -= 1;
            anyhow::bail!("the gateway refuses");
        }
        self.parti.lock().unwrap().push(line);
        Ok(())
    }

    pub(crate) fn all(&self) -> Vec<String> {
        self.parti.lock().unwrap().clone()
    }
}

impl Mailer for Boite {
    fn envoyer<'a>(
        &'a self,
        courriel: &'a Courriel,
    ) -> Pin<Box<dyn Future<Output = anyhow::Result<()>> + Send + 'a>> {
        Box::pin(async move { self.take(format!("courriel {} {}", courriel.a, courriel.texte)) })
    }
}

impl Sms for Boite {
    fn envoyer<'a>(
        &'a self,
        texto: &'a Texto,
    ) -> Pin<Box<dyn Future<Output = anyhow::Result<String>> + Send + 'a>> {
        Box::pin(async move {
            self.take(format!("sms {} {}", texto.a, texto.texte))?;
            Ok("passerelle-1".to_owned())
        })
    }
}

impl Courriers for Boite {
    fn invitation(&self, _: &Invitation) -> anyhow::Result<Courriel> {
        anyhow::bail!("nobody is invited here")
    }

    fn sms_rendez_vous(&self, message: &MessageRendezVous) -> anyhow::Result<String> {
        Ok(words(message))
    }

    fn courriel_rendez_vous(&self, message: &MessageRendezVous) -> anyhow::Result<Courriel> {
        Ok(Courriel {
            a: message.a.clone(),
            objet: String::new(),
            texte: words(message),
            pieces: Vec::new(),
        })
    }
}

fn words(message: &MessageRendezVous) -> String {
    let nature = match message.nature {
        NatureMessage::Confirmation => "pris",
        NatureMessage::Changement => "change",
        NatureMessage::Annulation => "annule",
        NatureMessage::Rappel => "rappel",
        NatureMessage::Absence => "absence",
        NatureMessage::Place => "place",
        NatureMessage::Choisir => "choisir",
        NatureMessage::Attente => "attente",
        NatureMessage::Declarer => "declarer",
    };
    let structure = message.structure.as_deref().unwrap_or("sans nom");
    format!("{nature} {} {} {structure}", message.jour, message.heure)
}

struct Poste {
    scene: Scene,
    boite: Arc<Boite>,
    rdv: RendezVousId,
}

impl Poste {
    /// A rendez-vous on Thursday at ten, for someone with these contacts (means, value, whose,
    /// message allowed, « Mission locale » may be said).
    async fn new(contacts: &[(&str, &str, &str, &str, &str)]) -> Self {
        let scene = Scene::new().await;
        scene.agenda().await;
        sqlx::query("delete from contact")
            .execute(&scene.test.brut)
            .await
            .unwrap();
        for (n, (moyen, valeur, titulaire, message, dire_ml)) in contacts.iter().enumerate() {
            sqlx::query(
                "insert into contact (ml_id, id, jeune_id, moyen, valeur, titulaire, message,
                   dire_ml, preference, vrai_du, saisi_le)
                 values ($1, $2, $3, $4, $5, $6, $7, $8, $9, '2026-01-01', now())",
            )
            .bind(ML_A)
            .bind(Uuid::from_u128(500 + n as u128))
            .bind(scene.jeune.uuid())
            .bind(moyen)
            .bind(valeur)
            .bind(titulaire)
            .bind(message)
            .bind(dire_ml)
            .bind(i32::try_from(n).unwrap() + 1)
            .execute(&scene.test.brut)
            .await
            .unwrap();
        }
        let new = scene.rdv(at(3, 600));
        scene.book(&new).await.unwrap();
        Self {
            scene,
            boite: Arc::default(),
            rdv: new.id,
        }
    }

    /// Runs the job of the message of this nature.
    async fn send(&self, nature: &str) -> anyhow::Result<()> {
        let envoi = sqlx::query_scalar("select id from envoi where nature = $1")
            .bind(nature)
            .fetch_one(&self.scene.test.brut)
            .await
            .unwrap();
        let contexte = Contexte {
            db: self.scene.test.db.clone(),
            mailer: self.boite.clone(),
            sms: Some(self.boite.clone()),
            courriers: self.boite.clone(),
            adresse: "https://jalon.invalid".to_owned(),
        };
        let ml = ML_A.into();
        EnvoyerMessage { ml, envoi }.send(&contexte).await
    }

    async fn state(&self, nature: &str) -> (EtatEnvoi, String) {
        let mut tx = self.scene.tx().await;
        let all = envois::sent_for(&mut tx, self.rdv.uuid()).await.unwrap();
        let one = all.into_iter().find(|e| e.nature.code() == nature).unwrap();
        (one.etat, one.raison)
    }
}

const MOBILE: (&str, &str, &str, &str, &str) = ("telephone", "+33639980001", "jeune", "oui", "oui");

#[tokio::test]
async fn a_message_leaves_once_by_the_means_preferred() {
    let mail = ("courriel", "z@exemple.invalid", "jeune", "oui", "oui");
    let poste = Poste::new(&[MOBILE, mail]).await;
    for _ in 0..3 {
        poste.send("confirmation").await.unwrap();
    }
    let expected = "sms +33639980001 pris 2026-11-26 10:00:00 Mission locale du Val de Brume";
    assert_eq!(poste.boite.all(), [expected]);
    assert_eq!(poste.state("confirmation").await.0, EtatEnvoi::Parti);
    let mut tx = poste.scene.tx().await;
    let links: i64 =
        sqlx::query_scalar("select count(*) from lien where motif = 'rendez_vous' and usages = 0")
            .fetch_one(tx.conn())
            .await
            .unwrap();
    assert_eq!(links, 1);
}

#[tokio::test]
async fn what_the_person_said_of_her_means_is_obeyed_when_it_leaves() {
    let landline = ("telephone", "+33139980001", "jeune", "oui", "oui");
    let parent = (
        "courriel",
        "parent@exemple.invalid",
        "parent",
        "oui",
        "inconnu",
    );
    let poste = Poste::new(&[landline, parent]).await;
    poste.send("confirmation").await.unwrap();
    let expected = "courriel parent@exemple.invalid pris 2026-11-26 10:00:00 sans nom";
    assert_eq!(poste.boite.all(), [expected]);
    sqlx::query("update contact set jamais_motif = 'surveille'")
        .execute(&poste.scene.test.brut)
        .await
        .unwrap();
    poste.send("rappel_1").await.unwrap();
    assert_eq!(poste.boite.all().len(), 1);
    let (etat, raison) = poste.state("rappel_1").await;
    assert_eq!(
        (etat, raison.as_str()),
        (EtatEnvoi::Abandonne, "aucun_moyen")
    );
}

#[tokio::test]
async fn nothing_leaves_at_night() {
    let poste = Poste::new(&[MOBILE]).await;
    poste.scene.test.db.clock().advance(Duration::hours(12));
    poste.send("confirmation").await.unwrap();
    assert!(poste.boite.all().is_empty());
    let waits = poste
        .scene
        .count(
            "select count(*) from envoi where nature = 'confirmation' and etat = 'prevu'
               and a_partir_de = '2026-11-24 07:00+00'",
        )
        .await;
    assert_eq!(waits, 1, "eight o'clock in Paris");
}

#[tokio::test]
async fn a_refusal_is_tried_again_and_a_cut_is_not() {
    let poste = Poste::new(&[MOBILE]).await;
    *poste.boite.refus.lock().unwrap() = 1;
    assert!(poste.send("confirmation").await.is_err());
    let (etat, raison) = poste.state("confirmation").await;
    assert_eq!((etat, raison.as_str()), (EtatEnvoi::Prevu, "refus"));
    poste.send("confirmation").await.unwrap();
    assert_eq!(poste.boite.all().len(), 1);
    // The machine stopped while the reminder was leaving: it may have arrived.
    sqlx::query("update envoi set etat = 'en_cours' where nature = 'rappel_1'")
        .execute(&poste.scene.test.brut)
        .await
        .unwrap();
    poste.send("rappel_1").await.unwrap();
    assert_eq!(poste.boite.all().len(), 1);
    let (etat, raison) = poste.state("rappel_1").await;
    assert_eq!((etat, raison.as_str()), (EtatEnvoi::Echec, "interrompu"));
}

#[tokio::test]
async fn what_changed_meanwhile_is_not_told() {
    let poste = Poste::new(&[MOBILE]).await;
    let mut tx = poste.scene.tx().await;
    let dossier = poste.scene.write(&mut tx, Section::Agenda).await;
    let issue = Issue::Annule {
        par_jeune: false,
        prevenir: true,
    };
    rendez_vous::mark(&mut tx, &dossier, (poste.rdv, 1), issue)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    for nature in ["confirmation", "rappel_1", "annulation"] {
        poste.send(nature).await.unwrap();
    }
    let expected = "sms +33639980001 annule 2026-11-26 10:00:00 Mission locale du Val de Brume";
    assert_eq!(poste.boite.all(), [expected]);
}

#[tokio::test]
async fn nothing_goes_after_a_death() {
    let poste = Poste::new(&[MOBILE]).await;
    sqlx::query(
        "insert into deces (ml_id, id, jeune_id, le, source, etat_avant, etat_avant_motif,
           etat_avant_depuis, saisi_le)
         values ($1, $2, $3, '2026-11-22', 'famille', 'actif', '', '2026-03-02', now())",
    )
    .bind(ML_A)
    .bind(Uuid::from_u128(600))
    .bind(poste.scene.jeune.uuid())
    .execute(&poste.scene.test.brut)
    .await
    .unwrap();
    poste.send("confirmation").await.unwrap();
    assert!(poste.boite.all().is_empty());
}
