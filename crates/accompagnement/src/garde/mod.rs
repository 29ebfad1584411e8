//! The guard of free text: it warns of words on health, which no law lets us keep, and never blocks.

mod rules;

pub use rules::{mots_de_sante, stems};
