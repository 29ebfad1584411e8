//! How to reach a young person, and where she lives.
//!
//! Every message and every list of calls asks `rules::usage` first: whose it is, what may be said, or
//! never. Who reads a contact to use it calls [`moyens_autorises`].
//!
//! Invariants: a phone is stored as E.164, a mail in lower case; a contact is never rewritten: a
//! correction ends the row and adds another, so that what was true stays readable.

mod actions;
mod joindre;
mod model;
pub(crate) mod queries;
pub mod rules;

pub use actions::{add, correct, end, former_addresses, list, update_lieu};
pub use joindre::{MoyenAutorise, moyens_autorises, peut_ecrire};
pub use model::{
    AdressePassee, Consignes, Contact, MoyenContact, NouveauContact, Reponse, SANS_PRECISION,
};
