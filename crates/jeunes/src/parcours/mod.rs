//! « Parcours et métiers »: what the person studied, what she did, the métiers she aims at.
//!
//! Invariants: the highest level is derived from what was obtained and never asked
//! (`rules::highest`); a month is enough, a year too; a wrong line of the past is deleted, its trace
//! stays in the audit; a métier aimed at is ended and never deleted, five at most go on at once, in
//! the order of preference.

mod experiences;
mod formations;
mod metiers_vises;
mod model;
mod quand;
mod queries;
mod resume;
pub mod rules;

pub use experiences::{
    add as add_experience, correct as correct_experience, list as experiences,
    remove as remove_experience,
};
pub use formations::{
    add as add_formation, correct as correct_formation, list as formations, niveau,
    remove as remove_formation,
};
pub use metiers_vises::{
    add as add_metier, correct as correct_metier, end as end_metier, list as metiers,
    move_up as move_metier_up,
};
pub use model::{
    EtatFormation, Experience, Formation, Ligne, MetierVise, NatureExperience, NouveauMetier, Piste,
};
pub use quand::Quand;
pub use resume::{Resume, resume};
