//! The shapes of the purge.

use chrono::NaiveDate;
use kernel::{JeuneId, MlId};

/// A mission locale whose dossiers come due.
#[derive(Debug, Clone)]
pub struct MissionLocale {
    /// Which.
    pub ml: MlId,
    /// Its code.
    pub code: String,
    /// Its name.
    pub nom: String,
}

/// What holds a dossier past its day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Retenue {
    /// A legal hold.
    Gel {
        /// Why (list `motif_gel`).
        motif: String,
        /// Its last day; `None`: until it is lifted.
        jusqu_au: Option<NaiveDate>,
    },
    /// A request about its data waits for its answer.
    Demande,
}

/// A dossier whose day has passed.
#[derive(Debug, Clone)]
pub struct Echu {
    /// Which.
    pub jeune: JeuneId,
    /// What holds it all the same.
    pub retenue: Option<Retenue>,
}

/// Some dossiers of a mission locale, by identifier.
#[derive(Debug, Clone, Default)]
pub struct Lot {
    /// Those whose day has passed.
    pub echus: Vec<Echu>,
    /// How many passed the age and are still accompanied: they have no day.
    pub sans_terme: usize,
    /// Where the next lot begins; `None` after the last one.
    pub suite: Option<JeuneId>,
}

/// What became of a dossier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Issue {
    /// Erased: rows removed by table.
    Efface(Vec<(&'static str, u64)>),
    /// Held.
    Retenu(Retenue),
    /// Not yet: its day, or `None` while the person is accompanied.
    PasEchu(Option<NaiveDate>),
    /// There is no such dossier any more.
    Absent,
}
