//! Noting a death, and putting an error right.

use kernel::{FieldErrors, Permission};
use platform::{Error, Result, Tx};

use super::{
    model::{Deces, NouveauDeces},
    queries,
};
use crate::{
    DossierForRead, DossierForWrite, acces, ailleurs,
    dossiers::Dossier,
    echeances,
    frise::{self, NouvelEvenement},
};

/// The reason of the échéances that a death closes (list `motif_cloture_echeance`).
const MOTIF: &str = "deces";

/// The death noted on the dossier, for those who accompany.
pub async fn find(tx: &mut Tx, dossier: &DossierForRead) -> Result<Option<Deces>> {
    tx.require(Permission::NoterDeces)?;
    queries::find(tx, dossier.id).await
}

/// The actor is the référent, her replacement, or of the direction.
pub fn may_note(tx: &Tx, dossier: &Dossier) -> bool {
    tx.may(Permission::NoterDeces)
        && acces::sees_protected(tx.actor(), &[dossier.referent, dossier.remplacant])
}

/// Notes the death: no message goes any more, what was to do is closed, the dossier is archived. A
/// second post of the same form notes nothing more.
///
/// # Errors
/// `Forbidden` for someone who does not follow the person; `Invalid` (`le`, `source`).
pub async fn note(tx: &mut Tx, dossier: &DossierForWrite, new: &NouveauDeces) -> Result<()> {
    if !may_note(tx, dossier) {
        return Err(Error::Forbidden);
    }
    check(tx, dossier, new)?;
    if !queries::insert(tx, dossier.id, new).await? {
        let known = queries::find(tx, dossier.id).await?;
        if known.is_some_and(|deces| deces.id == new.id) {
            return Ok(());
        }
        return Err(Error::invalid("le", "Un décès est déjà noté."));
    }
    echeances::close_all(tx, dossier, MOTIF).await?;
    ailleurs::deposer(tx, dossier.id).await?;
    let event = NouvelEvenement {
        survenu_le: new.le,
        nature: "etat".to_owned(),
        titre: "Décès".to_owned(),
        ..NouvelEvenement::of("deces", new.id)
    };
    frise::push(tx, dossier, &[event]).await?;
    let details = acces::details(tx, dossier)
        .coded("le", new.le)
        .coded("source", &new.source)
        .into_value();
    acces::record(tx, dossier, "deces", "dossier", dossier.id.uuid(), details).await
}

/// Puts right a death noted by mistake: the dossier and what was to do are as before.
///
/// # Errors
/// `Forbidden` but for the direction; `NotFound` when none is noted.
pub async fn cancel(tx: &mut Tx, dossier: &DossierForWrite) -> Result<()> {
    tx.require(Permission::CorrigerDeces)?;
    let deces = queries::find(tx, dossier.id).await?;
    let deces = deces.ok_or(Error::NotFound)?;
    queries::cancel(tx, dossier.id, deces.id).await?;
    echeances::reopen(tx, dossier, MOTIF).await?;
    ailleurs::deposer(tx, dossier.id).await?;
    frise::replace(tx, dossier, "deces", deces.id, &[]).await?;
    let details = acces::details(tx, dossier)
        .coded("le", deces.le)
        .into_value();
    let id = dossier.id.uuid();
    acces::record(tx, dossier, "annulation_deces", "dossier", id, details).await
}

fn check(tx: &Tx, dossier: &Dossier, new: &NouveauDeces) -> Result<()> {
    let today = tx.today();
    let mut errors = FieldErrors::new();
    if new.le > today {
        errors.add("le", "Cette date est dans l’avenir.");
    }
    if dossier.naissance.date().is_some_and(|born| new.le < born) {
        errors.add("le", "Cette date est avant la naissance.");
    }
    if !tx
        .nomenclatures()
        .accepte("source_deces", &new.source, today)
    {
        errors.add("source", "Choisissez une réponse de la liste.");
    }
    errors.check(()).map_err(Error::Invalid)
}
