//! The job that sends one message.

use std::sync::Arc;

use anyhow::Context as _;
use graphile_worker::{IntoTaskHandlerResult, TaskHandler, WorkerContext};
use kernel::MlId;
use platform::{Tx, jobs::Contexte, ports::Texto};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    model::EtatEnvoi,
    preparer::{self, Moyens, Pret},
    queries,
    rules::Canal,
};

/// After so many tries a message is given up, and its page says so.
const ESSAIS: i32 = 6;

/// Sends a planned message. Run again, it finds it sent and does nothing; cut in the middle, it does
/// not send it a second time.
#[derive(Debug, Serialize, Deserialize)]
pub struct EnvoyerMessage {
    /// Where.
    pub ml: MlId,
    /// Which message.
    pub envoi: Uuid,
}

impl TaskHandler for EnvoyerMessage {
    const IDENTIFIER: &'static str = "envoyer_message";

    async fn run(self, ctx: WorkerContext) -> impl IntoTaskHandlerResult {
        let Some(contexte) = ctx.get_ext::<Contexte>() else {
            return Err("the worker has no context".to_owned());
        };
        self.send(contexte)
            .await
            .map_err(|error| format!("{error:#}"))
    }
}

impl EnvoyerMessage {
    /// Prepares in a transaction, sends outside any, notes what became of it in another.
    ///
    /// # Errors
    /// When the message did not leave and may be tried again.
    pub async fn send(&self, contexte: &Contexte) -> anyhow::Result<()> {
        let moyens = Moyens {
            sms: contexte.sms.is_some(),
            adresse: &contexte.adresse,
        };
        let mut tx = Tx::systeme(&contexte.db, self.ml).await?;
        let pret = preparer::prepare(&mut tx, self.envoi, moyens).await?;
        tx.commit().await?;
        let Some(pret) = pret else { return Ok(()) };
        let sent = self.deliver(contexte, &pret).await;
        let mut tx = Tx::systeme(&contexte.db, self.ml).await?;
        match &sent {
            Ok(reference) => queries::left(&mut tx, self.envoi, reference).await?,
            Err(_) => self.failed(&mut tx).await?,
        }
        tx.commit().await?;
        sent.map(drop)
    }

    async fn deliver(&self, contexte: &Contexte, pret: &Pret) -> anyhow::Result<String> {
        match pret.canal {
            Canal::Courriel => {
                let courriel = contexte.courriers.courriel_rendez_vous(&pret.message)?;
                contexte.mailer.envoyer(&courriel).await?;
                Ok(String::new())
            }
            Canal::Sms => {
                let sms = contexte.sms.as_ref().map(Arc::clone);
                let sms = sms.context("no gateway of text messages")?;
                let texto = Texto {
                    a: pret.message.a.clone(),
                    texte: contexte.courriers.sms_rendez_vous(&pret.message)?,
                    reference: reference(self.ml, self.envoi),
                };
                sms.envoyer(&texto).await
            }
        }
    }

    async fn failed(&self, tx: &mut Tx) -> platform::Result<()> {
        let tries = queries::lock(tx, self.envoi).await?.map_or(0, |e| e.essais);
        let etat = if tries >= ESSAIS {
            EtatEnvoi::Echec
        } else {
            EtatEnvoi::Prevu
        };
        queries::set_state(tx, self.envoi, etat, "refus").await
    }
}

/// Our reference of a message, by which a gateway tells that it arrived.
fn reference(ml: MlId, envoi: Uuid) -> String {
    format!("{ml}.{envoi}")
}

/// The mission locale and the message of our reference.
pub fn referenced(reference: &str) -> Option<(MlId, Uuid)> {
    let (ml, envoi) = reference.split_once('.')?;
    Some((MlId::from(ml.parse::<i32>().ok()?), envoi.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_goes_to_the_gateway_and_back() {
        let (ml, envoi) = (MlId::from(12), Uuid::from_u128(7));
        assert_eq!(referenced(&reference(ml, envoi)), Some((ml, envoi)));
        assert_eq!(referenced("12"), None);
        assert_eq!(referenced("douze.x"), None);
    }
}
