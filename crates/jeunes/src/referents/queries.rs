//! The statements of référents and replacements.

use chrono::NaiveDate;
use kernel::{AgentId, JeuneId, ReferentId, Role};
use platform::{Result, Tx};
use uuid::Uuid;

use super::model::{NouveauRemplacement, ReferentPossible, Remplacement, SuiviParReferent};

/// Who can be référent on `day`, by name.
pub(super) async fn possible(tx: &mut Tx, day: NaiveDate) -> Result<Vec<ReferentPossible>> {
    let ml = tx.ml()?;
    let roles: Vec<String> = Role::ALL
        .iter()
        .filter(|role| role.can_be_referent())
        .map(|role| role.code().to_owned())
        .collect();
    let rows = sqlx::query!(
        r#"select distinct on (a.nom, a.prenom, a.id) a.id as "id: AgentId",
             a.prenom || ' ' || a.nom as "nom!", f.role, coalesce(s.nom, '') as "site!"
           from affectation f
           join agent a on a.id = f.agent_id
           left join site s on s.id = f.site_id
           where f.ml_id = $1 and f.role = any($2) and f.du <= $3 and (f.au is null or f.au >= $3)
           order by a.nom, a.prenom, a.id, f.du desc"#,
        ml.get(),
        &roles,
        day,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            Some(ReferentPossible {
                id: row.id,
                nom: row.nom,
                role: Role::from_code(&row.role)?,
                site: row.site,
            })
        })
        .collect())
}

/// The référents of the dossier, the present one first.
pub(super) async fn history(tx: &mut Tx, jeune: JeuneId) -> Result<Vec<SuiviParReferent>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        SuiviParReferent,
        r#"select r.id, r.agent_id as agent, a.prenom || ' ' || a.nom as "agent_nom!", r.du, r.au,
             r.motif
           from referent r join agent a on a.id = r.agent_id
           where r.ml_id = $1 and r.jeune_id = $2
           order by (r.au is not null), r.du desc, r.saisi_le desc, r.id desc"#,
        ml.get(),
        jeune.uuid(),
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Keeps the dossier for this transaction; returns its present référent.
pub(super) async fn lock(tx: &mut Tx, jeune: JeuneId) -> Result<Option<Uuid>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_scalar!(
        "select referent_id from jeune where ml_id = $1 and id = $2 for update",
        ml.get(),
        jeune.uuid(),
    )
    .fetch_one(tx.conn())
    .await?)
}

/// Ends the present designation, the day before `du` when it had begun by then.
pub(super) async fn end(tx: &mut Tx, jeune: JeuneId, du: NaiveDate) -> Result<()> {
    let ml = tx.ml()?;
    sqlx::query!(
        "update referent set au = greatest(du, $3::date - 1)
         where ml_id = $1 and jeune_id = $2 and au is null",
        ml.get(),
        jeune.uuid(),
        du,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Adds the designation, and writes it on the dossier.
pub(super) async fn insert(
    tx: &mut Tx,
    jeune: JeuneId,
    id: ReferentId,
    agent: AgentId,
    motif: &str,
    du: NaiveDate,
) -> Result<()> {
    let (ml, now, par) = (tx.ml()?, tx.now(), tx.agent_id().map(AgentId::uuid));
    sqlx::query!(
        "with ajout as (
           insert into referent (ml_id, id, jeune_id, agent_id, du, motif, saisi_le, saisi_par)
           values ($1, $2, $3, $4, $5, $6, $7, $8))
         update jeune set referent_id = $4 where ml_id = $1 and id = $3",
        ml.get(),
        id.uuid(),
        jeune.uuid(),
        agent.uuid(),
        du,
        motif,
        now,
        par,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The replacements that are not over on `day`, soonest first.
pub(super) async fn remplacements(tx: &mut Tx, day: NaiveDate) -> Result<Vec<Remplacement>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        Remplacement,
        r#"select r.id, r.agent_id as agent, a.prenom || ' ' || a.nom as "agent_nom!",
             r.remplacant_id as remplacant, b.prenom || ' ' || b.nom as "remplacant_nom!", r.du, r.au,
             r.partiel
           from remplacement r
           join agent a on a.id = r.agent_id
           join agent b on b.id = r.remplacant_id
           where r.ml_id = $1 and r.au >= $2 order by r.du, r.id"#,
        ml.get(),
        day,
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Adds the replacement, unless another of the same agent overlaps it; says whether it did.
pub(super) async fn insert_remplacement(tx: &mut Tx, new: &NouveauRemplacement) -> Result<bool> {
    let ml = tx.ml()?;
    let done = sqlx::query!(
        "insert into remplacement (ml_id, id, agent_id, remplacant_id, du, au)
         select $1, $2, $3, $4, $5, $6
         where not exists (select from remplacement r
           where r.ml_id = $1 and r.agent_id = $3 and r.du <= $6 and r.au >= $5)",
        ml.get(),
        new.id,
        new.agent.uuid(),
        new.remplacant.uuid(),
        new.du,
        new.au,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Shortens a replacement to its last day `au`.
pub(super) async fn end_remplacement(tx: &mut Tx, id: Uuid, au: NaiveDate) -> Result<()> {
    let ml = tx.ml()?;
    sqlx::query!(
        "update remplacement set au = $3 where ml_id = $1 and id = $2",
        ml.get(),
        id,
        au,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Removes a replacement that has not begun.
pub(super) async fn delete_remplacement(tx: &mut Tx, id: Uuid) -> Result<()> {
    let ml = tx.ml()?;
    sqlx::query!(
        "delete from remplacement where ml_id = $1 and id = $2",
        ml.get(),
        id,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
