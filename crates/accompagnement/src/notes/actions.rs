//! Writing and opening confidential notes.

use jeunes::{DossierForRead, DossierForWrite, acces};
use kernel::{Access, JeuneId, NoteId, Permission, Section};
use platform::{
    Error, Result, Tx,
    audit::{self, Entry},
};

use super::{
    model::{NoteVue, NouvelleNote},
    queries, rules,
};
use crate::commun::already_there;

const LIRE: Permission = Permission::Dossier(Section::Notes, Access::Read);
const ECRIRE: Permission = Permission::Dossier(Section::Notes, Access::Write);

/// Writes a note, on its own or about an interview.
///
/// # Errors
/// `NotFound` when the interview is not of this dossier.
pub async fn write(tx: &mut Tx, dossier: &DossierForWrite, new: &NouvelleNote) -> Result<()> {
    tx.require(ECRIRE)?;
    rules::check("texte", &new.texte).check(())?;
    if !queries::insert(tx, dossier.id, new).await? {
        let found = queries::list(tx, dossier.id, Some(new.id), None, false)
            .await?
            .pop();
        return already_there(found).map(drop);
    }
    let details = acces::details(tx, dossier)
        .secret("texte", &new.texte)
        .into_value();
    acces::record(tx, dossier, "creation", "note", new.id.uuid(), details).await
}

/// The notes, latest first, each one with its text or without.
pub async fn list(tx: &mut Tx, dossier: &DossierForRead) -> Result<Vec<NoteVue>> {
    tx.require(LIRE)?;
    let (me, all) = (tx.agent_id(), rules::reads_all(tx.actor(), dossier));
    queries::list(tx, dossier.id, None, me, all).await
}

/// How many notes each of these dossiers holds, to say what a handover opens; no text.
pub async fn count(tx: &mut Tx, jeunes: &[JeuneId]) -> Result<Vec<(JeuneId, i64)>> {
    tx.require(LIRE)?;
    let ids: Vec<uuid::Uuid> = jeunes.iter().map(|id| id.uuid()).collect();
    queries::count(tx, &ids).await
}

/// Opens one note for a coded reason (list `motif_acces_note`), which the audit keeps.
///
/// # Errors
/// `Invalid` without a reason of the list; `NotFound` when the note is not of this dossier.
pub async fn open_with_reason(
    tx: &mut Tx,
    dossier: &DossierForRead,
    id: NoteId,
    motif: &str,
) -> Result<NoteVue> {
    tx.require(LIRE)?;
    if !tx
        .nomenclatures()
        .accepte("motif_acces_note", motif, tx.today())
    {
        return Err(Error::invalid(
            "motif",
            "Choisissez un motif dans la liste.",
        ));
    }
    let note = queries::list(tx, dossier.id, Some(id), None, true)
        .await?
        .pop();
    let note = note.ok_or(Error::NotFound)?;
    let details = acces::details(tx, dossier)
        .coded("motif", motif)
        .into_value();
    let entry = Entry {
        action: "note_ouverte",
        objet: "note",
        objet_id: Some(id.uuid()),
        jeune: Some(dossier.id),
        details,
    };
    audit::record(tx, entry).await?;
    Ok(note)
}
