//! The statement of urgent moments.

use kernel::JeuneId;
use platform::{Error, Result, Tx};

use super::actions::NouvelleUrgence;

/// Adds the moment; false when its identifier is taken.
pub(super) async fn insert(tx: &mut Tx, jeune: JeuneId, new: &NouvelleUrgence) -> Result<bool> {
    let (ml, now) = (tx.ml()?, tx.now());
    let me = tx.agent_id().ok_or(Error::Forbidden)?;
    let done = sqlx::query!(
        "insert into urgence (ml_id, id, jeune_id, motif, survenue_le, agent_id)
         values ($1, $2, $3, $4, $5, $6) on conflict (ml_id, id) do nothing",
        ml.get(),
        new.id,
        jeune.uuid(),
        new.motif,
        now,
        me.uuid(),
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}
