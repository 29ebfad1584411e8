//! Taking, reading and handling messages.

use chrono::Duration;
use kernel::{FieldErrors, Permission};
use platform::{
    Error, Result, Tx,
    audit::{self, Details, Entry},
    avis,
};
use uuid::Uuid;

use super::{
    model::{Boite, Etape, Message, NouveauMessage, TEXTE_MAX},
    queries,
};
use crate::{DossierForRead, accueil};

/// How long the head of the page says that a message is not read.
const AVIS_JOURS: i64 = 90;

/// Takes a message for a colleague, about `dossier` or nobody.
///
/// # Errors
/// `Invalid` (`destinataire`, `sujet`, `texte`, `de_la_part_de`).
pub async fn take(
    tx: &mut Tx,
    dossier: Option<&DossierForRead>,
    new: &NouveauMessage,
) -> Result<()> {
    tx.require(Permission::TenirAccueil)?;
    check(tx, new).await?;
    if !queries::insert(tx, dossier.map(|d| d.id), new).await? {
        return Ok(());
    }
    let now = tx.now();
    let period = (now, now + Duration::days(AVIS_JOURS));
    avis::push(tx, new.destinataire, avis::Objet::Message, new.id, period).await?;
    let details = Details::new(tx.empreintes(), dossier.is_some_and(|d| d.protege))
        .coded("destinataire", new.destinataire)
        .coded("sujet", &new.sujet)
        .secret("texte", &new.texte)
        .secret("de_la_part_de", &new.de_la_part_de)
        .into_value();
    let entry = Entry {
        action: "creation",
        objet: "message",
        objet_id: Some(new.id),
        jeune: dossier.map(|d| d.id),
        details,
    };
    audit::record(tx, entry).await
}

/// The messages of the person signed in, latest first, those handled last.
pub async fn list(tx: &mut Tx, boite: Boite) -> Result<Vec<Message>> {
    let me = tx.agent_id().ok_or(Error::Forbidden)?;
    queries::list(tx, me, boite, None).await
}

/// Read, or handled: by the receiver alone; again changes nothing.
///
/// # Errors
/// `NotFound` for someone else's message.
pub async fn mark(tx: &mut Tx, id: Uuid, etape: Etape) -> Result<()> {
    let me = tx.agent_id().ok_or(Error::Forbidden)?;
    let mine = queries::list(tx, me, Boite::Recus, Some(id)).await?;
    let mine = mine.first().ok_or(Error::NotFound)?;
    let done = match etape {
        Etape::Lu => mine.lu_le.is_some(),
        Etape::Traite => mine.traite_le.is_some(),
    };
    if done {
        return Ok(());
    }
    queries::mark(tx, id, etape == Etape::Traite).await?;
    avis::close(tx, avis::Objet::Message, id).await?;
    let entry = Entry {
        action: match etape {
            Etape::Lu => "lu",
            Etape::Traite => "traite",
        },
        objet: "message",
        objet_id: Some(id),
        jeune: mine.jeune.as_ref().map(|(id, _)| *id),
        details: serde_json::json!({}),
    };
    audit::record(tx, entry).await
}

async fn check(tx: &mut Tx, new: &NouveauMessage) -> Result<()> {
    let today = tx.today();
    let mut errors = FieldErrors::new();
    if !tx
        .nomenclatures()
        .accepte("sujet_message", &new.sujet, today)
    {
        errors.add("sujet", "Choisissez un sujet dans la liste.");
    }
    if new.texte.chars().count() > TEXTE_MAX {
        errors.add("texte", "Ce message est trop long : 300 signes au plus.");
    }
    if new.de_la_part_de.chars().count() > 120 {
        errors.add("de_la_part_de", "Ce nom est trop long.");
    }
    if new.de_la_part_de.is_empty() {
        errors.add("de_la_part_de", "Indiquez qui a appelé ou est venu.");
    }
    let colleagues = accueil::collegues(tx).await?;
    if !colleagues.iter().any(|c| c.id == new.destinataire) {
        errors.add("destinataire", "Choisissez une personne de la liste.");
    }
    errors.check(()).map_err(Error::Invalid)
}
