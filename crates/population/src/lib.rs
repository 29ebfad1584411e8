//! Obviously fictional people at any scale, and the department of the demonstration.
//!
//! Generators are pure: a person and all that happens to her are a function of (seed, mission
//! locale, rank), so lots can be made anywhere, in any order, in little memory. Writers send them by
//! COPY, table by table in the order of foreign keys, as the role `jalon_chargement`.
//!
//! Nobody here is real: names come from invented roots, communes bear codes that INSEE cannot issue,
//! phones are of the ranges kept for fiction and addresses end in `.invalid`.

mod agenda;
mod agents;
mod calendrier;
mod contrats;
mod copie;
mod demo;
mod derives;
mod formations;
mod hasard;
mod lieux;
mod lignes;
mod listes;
mod lots;
mod moyens;
mod nation;
mod noms;
mod obligations;
mod parcours;
mod personnes;
mod pistes;
mod queries;
mod reseau;
mod textes;

pub use agents::COMPTES_DEMO;
pub use demo::{Options, Resume, demo, est_deja_peuplee};
pub use nation::{
    Acces, Annonce, CONNEXIONS, OptionsNation, ResumeNation, missions_locales_pour, nation,
};
