//! Erasing the dossiers whose day has passed.
//!
//! Invariants: a dossier is erased whole, in one transaction of its own, or not at all; nothing is
//! erased before its day (`conservation::rules`), nor while a legal hold is in force or a request
//! about its data waits for its answer; what is left is a count that names nobody, the traces of the
//! audit for their own time, and the answered requests emptied of names. Killed half-way, it is
//! taken up where it was: the next run finds what is still to do.

mod actions;
mod model;
mod queries;

pub use actions::{due, erase, find, missions_locales, sweep_keys};
pub use model::{Echu, Issue, Lot, MissionLocale, Retenue};
