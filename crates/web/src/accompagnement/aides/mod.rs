//! Aides: the funds, what is asked of them, what is decided and paid, commissions, vouchers, loans.

mod commission;
mod dossier;
mod fiche;
mod fonds;
mod forms;
mod forms_moyens;
mod gestes;
mod liste;
mod mots;
mod moyens;
mod notification;
pub(super) mod routes;
mod seance;
mod stock;
