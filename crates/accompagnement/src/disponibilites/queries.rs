//! The statements of hours, motifs and rooms.

pub(super) mod ecrire;
pub(super) mod lire;
