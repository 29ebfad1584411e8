//! Finds PostgreSQL's programs and runs a private cluster for the demo, tests and benchmarks.
//!
//! A [`Grappe`] belongs to the process that started it: it listens on a Unix socket only, in a
//! folder closed to other accounts, it is stopped when dropped, and PostgreSQL stops by itself
//! (cleanly, about half a second later) when the process is killed. Everything is synchronous;
//! asynchronous callers use a blocking task.
//!
//! The folder given in [`Reglages`] holds `grappe/` (PostgreSQL's data), `postgresql.log`,
//! `verrou` (the lock of the running process) and, while running, `socket/`. As root, PostgreSQL
//! runs under the account `postgres`, else `nobody`, or the one that owns existing data.

mod attente;
mod compte;
mod defaut;
mod erreur;
mod grappe;
mod journal;
mod lieu;
mod prise;
mod programmes;
mod reglages;
mod serveur;

pub use defaut::dossier_par_defaut;
pub use erreur::Erreur;
pub use grappe::Grappe;
pub use programmes::Programmes;
pub use reglages::{Regime, Reglages};
