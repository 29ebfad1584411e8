//! The statements of formations.

pub(super) mod catalogue;
pub(super) mod ecrire;
pub(super) mod prescriptions;
