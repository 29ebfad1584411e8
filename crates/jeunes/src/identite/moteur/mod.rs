//! The linkage engine: which records of one whole file are the same person, without any label.
//!
//! A [`Fichier`] holds columns of a known [`Nature`]. Complementary keys bring candidate pairs
//! together (`blocage`), comparators turn a pair into one level of agreement per column
//! (`comparateurs`), a Fellegi–Sunter model whose weights are estimated on the file itself turns
//! levels into bits (`modele`), and groups are built from the surest pair down (`appariement`).
//! The live comparison of two portraits uses the same comparators and the same kind of weights.

pub mod appariement;
mod blocage;
pub mod comparateurs;
mod fichier;
pub mod modele;

pub use appariement::{Appariement, apparier};
pub use fichier::{Colonne, Fichier, Nature};
