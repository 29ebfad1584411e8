//! When people receive and what for: motifs, rooms, hours that come back, absences.
//!
//! Invariants: two plages of one agent never overlap on a day; an absence is a code, never of health;
//! a motif or a room that served is closed, never deleted; one's own hours are one's own, those of a
//! colleague need the right to regulate the agenda.

mod absences;
mod actions;
mod horaires;
mod model;
pub mod mots;
mod queries;
mod reglages;
pub mod rules;

pub use absences::{absences, delete_absence, save_absence};
pub(crate) use actions::note_absence;
pub use actions::{hours, motifs, salles};
pub use horaires::{end_plage, plages, save_plage};
pub use model::{
    Absence, AbsenceSaisie, Fenetre, Motif, MotifSaisi, Plage, PlageSaisie, Salle, SalleSaisie,
};
pub use reglages::{
    all_motifs, all_salles, close_motif, close_salle, copy_usual_motifs, save_motif, save_salle,
};
