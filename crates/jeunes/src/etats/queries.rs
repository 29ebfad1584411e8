//! The statement of states.

use kernel::JeuneId;
use platform::{Result, Tx};

use super::model::Changement;

/// Changes the state if it is still the one the form showed; says whether it was.
pub(super) async fn change(tx: &mut Tx, jeune: JeuneId, change: &Changement) -> Result<bool> {
    let ml = tx.ml()?;
    let done = sqlx::query!(
        "update jeune set etat = $4, etat_depuis = $5, etat_motif = $6
         where ml_id = $1 and id = $2 and etat = $3",
        ml.get(),
        jeune.uuid(),
        change.avant.code(),
        change.apres.code(),
        change.depuis,
        change.motif,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}
