//! The counter of a site, day by day: who is expected, who came, who waits, who is on duty, who came
//! for information without a name.
//!
//! Invariants: a person has at most one open arrival a day; of two clicks at once on an arrival one
//! wins and the other sees the present state; an arrival is on the frise once received, never twice;
//! a protected dossier is neither shown nor counted to those who may not see it; a passage without a
//! name keeps a day and a coded subject, nothing else.

mod attentes;
mod model;
mod permanences;
pub(crate) mod queries;
mod venues;

pub use attentes::{Attente, expect};
pub use model::{
    Arrivee, Attendu, Collegue, DemiJournee, EtatVenue, Passages, Permanence, Planning, Venue,
};
pub use permanences::{
    collegues, count_passage, direction, is_site, on_duty, passages, permanences, plan_permanences,
};
pub use venues::{Fin, arrive, attendus, finish, jour, mes_arrivees};
