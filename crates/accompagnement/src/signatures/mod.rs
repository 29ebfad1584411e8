//! Contracts: their text, and who signed it on screen. Paper is noted by `dispositifs::sign`.
//!
//! Invariants: what is signed is the text that was shown, word for word: its SHA-256 is posted back,
//! and a contract that changed since is read again; the text and its hash are kept as they were and
//! never changed (`document_signe`, ADR 23); the contract is signed once everyone whom the law asks
//! signed the same text; a fact that changes afterwards makes another text, and the page says that
//! the signature bears on the earlier one.

mod actions;
mod model;
mod queries;
mod texte;

pub(crate) use actions::same_person;
pub use actions::{of_adhesion, sign};
pub use model::{DocumentSigne, NouvelleSignature, Qualite, SignatureEcran};
pub use texte::{Contrat, read};
