//! The statements of attempts.

use kernel::{AgentId, JeuneId, RendezVousId, new_uuid};
use platform::{Result, Tx};

use super::model::Tentative;

/// Adds the attempt; false when this step was tried already.
pub(super) async fn insert(
    tx: &mut Tx,
    jeune: JeuneId,
    rdv: RendezVousId,
    (etape, resultat): (&str, &str),
) -> Result<bool> {
    let (ml, now) = (tx.ml()?, tx.now());
    let id = new_uuid(tx.clock(), tx.rng());
    let me = tx.agent_id().map(AgentId::uuid);
    let done = sqlx::query!(
        "insert into tentative (ml_id, id, jeune_id, rendez_vous_id, etape, resultat, faite_le,
           agent_id)
         values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (ml_id, rendez_vous_id, etape) do nothing",
        ml.get(),
        id,
        jeune.uuid(),
        rdv.uuid(),
        etape,
        resultat,
        now,
        me,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// What was tried after this absence, in its order.
pub(super) async fn list(tx: &mut Tx, rdv: RendezVousId) -> Result<Vec<Tentative>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        Tentative,
        r#"select t.etape, t.resultat, t.faite_le,
             coalesce(a.prenom || ' ' || a.nom, '') as "agent_nom!"
           from tentative t left join agent a on a.id = t.agent_id
           where t.ml_id = $1 and t.rendez_vous_id = $2 order by t.faite_le, t.id"#,
        ml.get(),
        rdv.uuid(),
    )
    .fetch_all(tx.conn())
    .await?)
}
