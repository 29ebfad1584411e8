//! The statements of vouchers and loans.

pub(super) mod bons;
pub(super) mod prets;
