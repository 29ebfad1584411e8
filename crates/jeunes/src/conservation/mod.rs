//! How long a dossier is kept: the day that ends it, and why that day.
//!
//! Invariants: nothing is stored, the day follows from the birth, the state and a dated parameter;
//! while the young person is accompanied no day ends it; in doubt about the birth, the later day.

mod model;
pub mod rules;

pub use model::{Conservation, Raison};

use platform::{Result, Tx};

use crate::DossierForRead;

/// Until when this dossier is kept, and why.
///
/// # Errors
/// Internal when the parameter `conservation_age_ans` has no value today.
pub fn of(tx: &Tx, dossier: &DossierForRead) -> Result<Conservation> {
    let ans = tx.parametre("conservation_age_ans")?;
    let etat = (dossier.etat, dossier.etat_depuis);
    Ok(rules::until(dossier.naissance, etat, ans, tx.today()))
}
