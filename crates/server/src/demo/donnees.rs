//! What fills the database of the demonstration.

use anyhow::Result;

use super::lieu::Lieu;

/// One account per role: the role, the address of mail.
pub(crate) fn comptes() -> Vec<(String, String)> {
    Vec::new()
}

/// Fills an empty database.
pub(crate) async fn fill(_lieu: &Lieu, _jeunes: u32, _graine: u64) -> Result<()> {
    Ok(())
}
