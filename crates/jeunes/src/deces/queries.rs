//! The statements of a death.

use kernel::{AgentId, JeuneId};
use platform::{Result, Tx};
use uuid::Uuid;

use super::model::{Deces, NouveauDeces};

/// The death noted on the dossier.
pub(super) async fn find(tx: &mut Tx, jeune: JeuneId) -> Result<Option<Deces>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        Deces,
        r#"select d.id, d.le, d.source, coalesce(a.prenom || ' ' || a.nom, '') as "saisi_par!",
             d.etat_avant, d.etat_avant_motif, d.etat_avant_depuis
           from deces d left join agent a on a.id = d.saisi_par
           where d.ml_id = $1 and d.jeune_id = $2 and d.annule_le is null"#,
        ml.get(),
        jeune.uuid(),
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// Notes the death with the state it ends, which stays readable, and archives the dossier; says
/// whether none was noted yet.
pub(super) async fn insert(tx: &mut Tx, jeune: JeuneId, new: &NouveauDeces) -> Result<bool> {
    let (ml, now, today, par) = (
        tx.ml()?,
        tx.now(),
        tx.today(),
        tx.agent_id().map(AgentId::uuid),
    );
    let done = sqlx::query!(
        "with avant as (
           select etat, etat_motif, etat_depuis from jeune where ml_id = $1 and id = $3 for update),
         note as (
           insert into deces (ml_id, id, jeune_id, le, source, etat_avant, etat_avant_motif,
             etat_avant_depuis, saisi_le, saisi_par)
           select $1, $2, $3, $4, $5, etat, etat_motif, etat_depuis, $6, $7 from avant
           on conflict do nothing returning id),
         passe as (
           insert into etat_passe (ml_id, id, jeune_id, etat, motif, du, au, saisi_le, saisi_par)
           select $1, $2, $3, a.etat, a.etat_motif, a.etat_depuis, greatest(a.etat_depuis, $8), $6,
             $7
           from avant a, note)
         update jeune j set etat = 'archive', etat_motif = 'deces',
           etat_depuis = greatest(j.etat_depuis, $8)
         from note where j.ml_id = $1 and j.id = $3",
        ml.get(),
        new.id,
        jeune.uuid(),
        new.le,
        new.source,
        now,
        par,
        today,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Cancels the death and gives the dossier its former state back.
pub(super) async fn cancel(tx: &mut Tx, jeune: JeuneId, deces: Uuid) -> Result<()> {
    let (ml, now, par) = (tx.ml()?, tx.now(), tx.agent_id().map(AgentId::uuid));
    sqlx::query!(
        "with annule as (
           update deces set annule_le = $4, annule_par = $5
           where ml_id = $1 and jeune_id = $2 and id = $3 and annule_le is null
           returning etat_avant, etat_avant_motif, etat_avant_depuis),
         oubli as (
           delete from etat_passe where ml_id = $1 and jeune_id = $2 and id = $3)
         update jeune j set etat = a.etat_avant, etat_motif = a.etat_avant_motif,
           etat_depuis = a.etat_avant_depuis
         from annule a where j.ml_id = $1 and j.id = $2",
        ml.get(),
        jeune.uuid(),
        deces,
        now,
        par,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
