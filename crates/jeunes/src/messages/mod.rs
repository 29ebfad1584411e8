//! A message taken for a colleague: who called, about which dossier if any, a coded subject and a few
//! words, a call back or not.
//!
//! Invariants: the words are for the receiver, who took them and the direction; one about a protected
//! dossier never names it to others; read, then handled, each once.

mod actions;
mod model;
mod queries;

pub use actions::{list, mark, take};
pub use model::{Boite, Etape, Message, NouveauMessage, TEXTE_MAX};
