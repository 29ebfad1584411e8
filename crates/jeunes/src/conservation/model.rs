//! The shapes of retention.

use chrono::NaiveDate;

/// Until when a dossier is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Conservation {
    /// The last day; `None` while an accompaniment goes on after the age was reached.
    pub fin: Option<NaiveDate>,
    /// Why that day.
    pub raison: Raison,
}

/// Why a dossier is kept until its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Raison {
    /// The age of the parameter is reached that day.
    Anniversaire,
    /// The same, reckoned from a declared age: the latest birthday possible.
    AgeDeclare,
    /// The age was reached, and the accompaniment ended later.
    FinAccompagnement,
    /// The age was reached, and the accompaniment goes on.
    EnCours,
}
