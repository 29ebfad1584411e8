//! Rules of notes, pure.

use jeunes::dossiers::Dossier;
use kernel::{Actor, FieldErrors};

use crate::commun::check_label;

/// The longest note.
pub const TEXTE_MAX: usize = 8_000;

/// What is wrong with a note, on `field`.
pub fn check(field: &str, texte: &str) -> FieldErrors {
    let mut errors = FieldErrors::new();
    check_label(&mut errors, field, texte, TEXTE_MAX);
    errors
}

/// Whether `actor` reads every note of the dossier; an author always reads her own.
pub fn reads_all(actor: &Actor, dossier: &Dossier) -> bool {
    match actor {
        Actor::Agent(agent) => {
            agent.role.is_direction()
                || dossier.referent == Some(agent.agent)
                || dossier.remplacant == Some(agent.agent)
        }
        Actor::Systeme { .. } => true,
        _ => false,
    }
}
