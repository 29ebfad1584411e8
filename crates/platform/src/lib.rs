//! What every wing stands on: the database and its transactions, rights, audit, accounts and
//! sessions, signed links, drafts, nomenclatures and parameters, jobs and ports. No HTTP, no HTML.

pub mod acces;
pub mod affectations;
pub mod audit;
pub mod authz;
pub mod avis;
pub mod brouillons;
pub mod comptes;
pub mod db;
pub mod error;
pub mod jobs;
pub mod liens;
pub mod migrations;
pub mod mots_de_passe;
pub mod nomenclatures;
pub mod parametres;
pub mod ports;
pub mod rattachement;
pub mod sessions;
pub mod tx;

pub use acces::Acces;
pub use db::Db;
pub use error::{ChampEnConflit, Conflit, Error, Result};
pub use tx::Tx;
