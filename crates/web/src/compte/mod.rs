//! Signing in and out, the choice of the affectation, one's own account, passwords from a link.

mod forms;
mod pages;
pub(crate) mod routes;

pub(crate) use forms::safe_path;
