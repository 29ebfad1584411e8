//! The statements of the follow-up.

use kernel::{AdhesionId, AgentId, JeuneId};
use platform::{Result, Tx, error::OnConstraint as _};

use super::model::{NouveauSuivi, Suivi};

/// The steps noted of a course, in order.
pub(super) async fn list(tx: &mut Tx, jeune: JeuneId, adhesion: AdhesionId) -> Result<Vec<Suivi>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        Suivi,
        "select mois, fait_le, jointe, situation from suivi_sortie
         where ml_id = $1 and jeune_id = $2 and adhesion_id = $3 order by mois",
        ml.get(),
        jeune.uuid(),
        adhesion.uuid(),
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Notes a step; a second post of the same form changes nothing.
pub(super) async fn insert(
    tx: &mut Tx,
    jeune: JeuneId,
    new: &NouveauSuivi,
    situation: &str,
) -> Result<bool> {
    let (ml, now, par) = (tx.ml()?, tx.now(), tx.agent_id().map(AgentId::uuid));
    let done = sqlx::query!(
        "insert into suivi_sortie (ml_id, id, jeune_id, adhesion_id, mois, fait_le, jointe,
           situation, saisi_le, saisi_par)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (ml_id, id) do nothing",
        ml.get(),
        new.id,
        jeune.uuid(),
        new.adhesion.uuid(),
        new.mois,
        new.fait_le,
        new.jointe,
        situation,
        now,
        par,
    )
    .execute(tx.conn())
    .await
    .on_constraint(
        "suivi_sortie_unique",
        "fait_le",
        "Ce point vient d’être noté par quelqu’un d’autre.",
    )?;
    Ok(done.rows_affected() == 1)
}
