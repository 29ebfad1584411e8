//! Pieces of a dossier: the files people bring, or the day a paper was seen.
//!
//! Invariants: the type of a file is read in its bytes, never in its name; a name is only shown, it
//! never makes a path; a kind of health data is refused with the reason, and so is a file whose
//! bearer says that it holds some; the file is written before its row is committed, under a random
//! identifier, so that a stop half-way leaves at most a file that nothing names, which `jalon
//! purger` removes, and never a row without its file; a new piece that takes the place of another
//! leaves it readable until someone withdraws it, which removes the file and keeps who and why.

mod actions;
mod contenu;
mod model;
mod queries;
pub mod rules;

pub(crate) use actions::leaving;
pub use actions::{add, deposit, file, kinds, known_blobs, list, of_person, withdraw};
pub use contenu::{Format, format_of};
pub use model::{Depot, Fichier, Nature, NouvellePiece, Piece, Retrait};
