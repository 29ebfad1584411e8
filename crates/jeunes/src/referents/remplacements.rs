//! The named replacement of an absent agent: herself or the team's heads declare it.

use chrono::NaiveDate;
use kernel::{AgentId, FieldErrors, Permission};
use platform::{
    Error, Result, Tx,
    audit::{self, Details, Entry},
};
use uuid::Uuid;

use super::{
    actions::is_possible,
    model::{NouveauRemplacement, Remplacement},
    queries,
};

/// The replacements that are not over.
pub async fn remplacements(tx: &mut Tx) -> Result<Vec<Remplacement>> {
    tx.require(Permission::DesignerReferent)?;
    let today = tx.today();
    queries::remplacements(tx, today).await
}

/// Declares a replacement, for oneself or, with the right to see every portefeuille, for another.
///
/// # Errors
/// `Forbidden` for someone else's absence; `Invalid` (`agent`, `remplacant`, `du`, `au`).
pub async fn create_remplacement(tx: &mut Tx, new: &NouveauRemplacement) -> Result<()> {
    may_declare(tx, new.agent)?;
    let today = tx.today();
    let known = queries::remplacements(tx, today).await?;
    if known.iter().any(|r| r.id == new.id) {
        return Ok(());
    }
    let mut errors = FieldErrors::new();
    if new.au < new.du {
        errors.add("au", "La fin est avant le début.");
    }
    if new.au < today {
        errors.add("au", "Cette date est déjà passée.");
    }
    if new.agent == new.remplacant {
        errors.add("remplacant", "Choisissez une autre personne.");
    }
    for (field, agent) in [("agent", new.agent), ("remplacant", new.remplacant)] {
        if !is_possible(tx, agent).await? {
            errors.add(field, "Choisissez une personne de la liste.");
        }
    }
    errors.check(())?;
    if !queries::insert_remplacement(tx, new).await? {
        let sentence = "Un remplacement est déjà déclaré sur ces dates.";
        return Err(Error::invalid("du", sentence));
    }
    let details = Details::new(tx.empreintes(), false)
        .coded("agent", new.agent)
        .coded("remplacant", new.remplacant)
        .coded("du", new.du)
        .coded("au", new.au)
        .into_value();
    record(tx, "ajout", new.id, details).await
}

/// Ends a replacement on `au`, its last day; one that would end before it begins is removed.
///
/// # Errors
/// `NotFound`; `Forbidden` for someone else's absence; `Invalid` (`au`) when it would grow.
pub async fn end_remplacement(tx: &mut Tx, id: Uuid, au: NaiveDate) -> Result<()> {
    let today = tx.today();
    let known = queries::remplacements(tx, today).await?;
    let present = known
        .into_iter()
        .find(|r| r.id == id)
        .ok_or(Error::NotFound)?;
    may_declare(tx, present.agent)?;
    if au > present.au {
        let sentence = "Cette date est après la fin prévue : déclarez un autre remplacement.";
        return Err(Error::invalid("au", sentence));
    }
    if au < present.du {
        queries::delete_remplacement(tx, id).await?;
    } else {
        queries::end_remplacement(tx, id, au).await?;
    }
    let details = Details::new(tx.empreintes(), false)
        .coded("agent", present.agent)
        .changed("au", present.au, au)
        .into_value();
    record(tx, "fin", id, details).await
}

fn may_declare(tx: &Tx, absent: AgentId) -> Result<()> {
    if tx.agent_id() == Some(absent) {
        tx.require(Permission::VoirPortefeuille)
    } else {
        tx.require(Permission::VoirPortefeuilles)
    }
}

async fn record(tx: &mut Tx, action: &str, id: Uuid, details: serde_json::Value) -> Result<()> {
    let entry = Entry {
        action,
        objet: "remplacement",
        objet_id: Some(id),
        jeune: None,
        details,
    };
    audit::record(tx, entry).await
}
