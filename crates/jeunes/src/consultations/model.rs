//! The shape of a consultation.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::{AuditId, Role, Section};

/// One reading or change of the dossier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consultation {
    /// Its identifier.
    pub id: AuditId,
    /// The instant.
    pub le: DateTime<Utc>,
    /// The day, where the mission locale is.
    pub jour: NaiveDate,
    /// Who, or an empty string for a job.
    pub agent_nom: String,
    /// What she did there that day.
    pub role: Option<Role>,
    /// What was done: `lecture`, `modification`, `creation`…
    pub action: String,
    /// The kind of object: `dossier`, `contact`, `situation`…
    pub objet: String,
    /// The section read, for a reading.
    pub section: Option<Section>,
}
