//! A person moves whole: two dossiers of one person become one and are separated again, the whole
//! of a dossier is exported, or purged.
//!
//! The engine knows no wing. Each wing declares its tables ([`TableDuDossier`], in its `tables.rs`),
//! and whoever sees every wing hands the union ([`Tables`]). Names in the SQL come from these
//! declarations only, never from input.
//!
//! - [`reunir`]: every row of the absorbed dossier changes dossier, in one transaction. A row that
//!   meets a unique key of the kept dossier is closed by the rule of its table, or stays aside on
//!   the absorbed one. The journal (`fusion_ligne`) holds what each row was.
//! - [`separer`]: gives each row back what it was. What was added since stays with the kept
//!   dossier, unless it hangs under a row that goes back; what was changed since keeps its new
//!   value.
//! - [`transferer`]: the person goes to another mission locale. Her rows are copied there by the
//!   rule of their table ([`Depart`]); what stays serves the statistics of the former one, names
//!   nobody and is opened by nobody.
//! - [`reunir_missions_locales`]: everything of one mission locale goes to another one.
//! - [`exporter`], [`compter`], [`purger`]: the person whole, tombstones of absorbed dossiers too.

mod missions_locales;
mod model;
mod personne;
mod queries;
mod reunir;
mod separer;
mod transferer;

pub use missions_locales::{LigneReunion, ReunionMl, reunir_missions_locales, reunir_ou_essayer};
pub use model::{
    Bilan, BilanDepart, BilanSeparation, Conservation, Depart, Fusion, Racine, TableDuDossier,
    Tables, Valeur,
};
pub use personne::{compter, compter_ensemble, exporter, garde_de, purger};
pub use reunir::{Demande, reunir};
pub use separer::separer;
pub use transferer::{Transfert, transferer};
