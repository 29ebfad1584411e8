//! `/jeunes/{id}/adhesions/{adhesion}/contrat`: the contract of a course, to read, to sign on
//! screen, and as a PDF.

mod page;
mod papier;
pub(super) mod routes;
