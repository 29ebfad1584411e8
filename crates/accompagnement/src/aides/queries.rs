//! The statements of aides.

pub(super) mod demandes;
pub(super) mod fonds;
