//! A protection as posted.

use serde::Deserialize;

/// Every field, as strings.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct ProtectionForm {
    /// `lever`, else the dossier is put under protection.
    pub(super) geste: String,
    pub(super) motif: String,
}

impl ProtectionForm {
    pub(super) fn ends(&self) -> bool {
        self.geste == "lever"
    }
}
