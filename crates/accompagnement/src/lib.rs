//! The accompaniment: what the young person asks and what is offered, the diagnostic, what blocks,
//! the plan of action, the interviews, the confidential notes, the contact in twenty seconds, the
//! ateliers, the aides.
//!
//! Every action takes the proof that the dossier is open, checks the section's own right, changes
//! the rows of that dossier alone, writes one row of the audit, and pushes to the échéances and the
//! frise, all in the caller's transaction.

mod commun;
mod copie;

pub mod aides;
pub mod allocations;
pub mod ateliers;
pub mod clauses;
pub mod commissions;
pub mod contacts_rapides;
pub mod creneaux;
pub mod delegations;
pub mod demandes;
pub mod diagnostic;
pub mod disponibilites;
pub mod dispositifs;
pub mod empechements;
pub mod entretiens;
pub mod envois;
pub mod flux;
pub mod formations;
pub mod freins;
pub mod garde;
pub mod iban;
pub mod imprimes;
pub mod moyens;
pub mod notes;
pub mod obligations;
pub mod occupations;
pub mod parrainages;
pub mod phases;
pub mod pieces;
pub mod plan;
pub mod relances;
pub mod rendez_vous;
pub mod sanctions;
pub mod semaine;
pub mod signatures;
pub mod suivis;
pub mod tables;
pub mod transferts;

pub use copie::COPIE;
pub use tables::TABLES;
