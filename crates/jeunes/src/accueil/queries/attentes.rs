//! The statements of those who are expected.

use chrono::NaiveDate;
use kernel::{JeuneId, new_uuid};
use platform::{Result, Tx};

use crate::accueil::attentes::Attente;

/// Nobody expects her on this day any more, unless she is there.
pub(in crate::accueil) async fn forget(tx: &mut Tx, jeune: JeuneId, jour: NaiveDate) -> Result<()> {
    let ml = tx.ml()?;
    sqlx::query!(
        "delete from venue where ml_id = $1 and jeune_id = $2 and jour = $3 and etat = 'attendu'",
        ml.get(),
        jeune.uuid(),
        jour,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// She is expected, unless she already waits.
pub(in crate::accueil) async fn insert(
    tx: &mut Tx,
    jeune: JeuneId,
    jour: NaiveDate,
    attente: Attente,
) -> Result<()> {
    let (ml, now) = (tx.ml()?, tx.now());
    let id = new_uuid(tx.clock(), tx.rng());
    sqlx::query!(
        "insert into venue (ml_id, id, jeune_id, site_id, jour, heure, source, etat, agent_id, saisi_le)
         values ($1, $2, $3, $4, $5, $6, 'prevu', 'attendu', $7, $8)
         on conflict do nothing",
        ml.get(),
        id,
        jeune.uuid(),
        attente.site.uuid(),
        jour,
        attente.heure,
        attente.agent.uuid(),
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
