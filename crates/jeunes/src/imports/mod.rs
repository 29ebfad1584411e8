//! Dossiers taken over from another program, from a table that people export there (CSV, XLSX).
//!
//! Invariants: a line goes through the same actions and rules as a dossier opened at the counter;
//! a line that made a dossier makes no other, whatever the number of runs; a line that looks like a
//! known person is set aside for a person to decide, never merged; a wrong line is left out with
//! its number, its column and a reason that quotes nothing of the person; lines are kept by lots,
//! each whole or not at all, so that a cut loses nothing and the next run goes on.

mod actions;
mod champs;
mod lieux;
mod lignes;
mod model;
mod queries;
pub mod rules;

pub use actions::{Options, import, load_correspondance, save_correspondance};
pub use champs::Champ;
pub use model::{Correspondance, Rapport, Rejet};
