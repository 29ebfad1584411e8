//! Parrainage: the parrains and marraines of the mission locale, whom each goes with, the charter,
//! the meetings, the end.
//!
//! Invariants: a parrainage lives within a course of the dispositif, and ends with it; one at a time
//! in a course (`parrainage_un_ouvert`); nobody has more filleuls than they accept; of a meeting,
//! nothing but coded facts is kept; only those that were held have a length, and push hours.

mod listes;
mod model;
mod parrains;
mod queries;
mod rencontres;
pub mod rules;
mod suivre;

pub use listes::{choix, filleuls, of_adhesion, parrain, parrains, rencontres};
pub use model::{
    Filleul, FinParrainage, Issue, NouveauParrainage, NouvelleRencontre, PARRAINAGE, Parrain,
    ParrainSaisi, Parrainage, Rencontre,
};
pub use parrains::{change_parrain, create_parrain};
pub use rencontres::{noter_rencontre, retirer_rencontre};
pub use suivre::{designer, entrer, exists, signer_charte, terminer};
