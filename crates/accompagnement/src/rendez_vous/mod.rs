//! Rendez-vous: a young person meets an agent, at an hour, for a motif. Booked, moved, cancelled,
//! and how it went.
//!
//! Invariants: an hour is taken once (`occupations`); one taken knowingly says why, and leaves a
//! trace; a rendez-vous moved keeps its row (`reporte`), and the new one names it; « à préciser » is
//! not a state but a planned one whose hour has passed; whether an absence is excused is a fact of
//! its own, never guessed. One entry feeds the agenda, the échéances, the counter's list of the day,
//! the hours of the week, the frise and the messages.

mod actions;
mod etats;
mod lectures;
mod model;
mod pousser;
mod queries;
pub mod rules;

pub use actions::{book, move_to};
pub(crate) use etats::{cancel, to_come};
pub use etats::{cancel_planned, confirm, held, mark, received};
pub use lectures::{agenda, find, list, of_day, to_specify, trace_export};
pub(crate) use lectures::{by_id, whole_day};
pub use model::{
    Cible, EtatRdv, Issue, Lieu, LigneAgenda, NouveauRendezVous, Ou, RendezVous, Report,
};
