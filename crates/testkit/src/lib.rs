//! What tests stand on: a PostgreSQL database per test, cloned from a template built once, and a
//! small fictional network with one agent per role in two missions locales. Also a mail server that
//! keeps what it receives. Never a dependency of the application.

mod base;
pub mod blobs;
pub mod puits;
mod reseau;

pub use base::{MOT_DE_PASSE, TestDb, instant};
pub use reseau::{AgentDeTest, COMMUNE_A, COMMUNE_B, ML_A, ML_B, Reseau};
