//! Reading hours, motifs and rooms.

use chrono::NaiveDate;
use kernel::{AgentId, MotifRdvId, SiteId};
use platform::{Result, Tx};
use uuid::Uuid;

use crate::{
    disponibilites::model::{Absence, Motif, Plage, Salle},
    rendez_vous::Lieu,
};

/// Every motif, by name.
pub(in crate::disponibilites) async fn motifs(tx: &mut Tx) -> Result<Vec<Motif>> {
    let ml = tx.ml()?;
    let rows = sqlx::query!(
        r#"select id as "id: MotifRdvId", libelle, duree_minutes, lieux, theme,
             reserve_par = 'personne' as "par_personne!", referent_seul, consignes, ferme_le, version
           from motif_rdv where ml_id = $1 order by libelle, id"#,
        ml.get(),
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Motif {
            id: row.id,
            libelle: row.libelle,
            duree_minutes: row.duree_minutes,
            lieux: row
                .lieux
                .iter()
                .filter_map(|l| Lieu::from_code(l))
                .collect(),
            theme: row.theme,
            par_personne: row.par_personne,
            referent_seul: row.referent_seul,
            consignes: row.consignes,
            ferme_le: row.ferme_le,
            version: row.version,
        })
        .collect())
}

/// Every room, of a site or of all.
pub(in crate::disponibilites) async fn salles(
    tx: &mut Tx,
    site: Option<SiteId>,
) -> Result<Vec<Salle>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        Salle,
        r#"select id, site_id as "site: SiteId", nom, places, fermee_le, version
           from salle where ml_id = $1 and ($2::uuid is null or site_id = $2) order by nom, id"#,
        ml.get(),
        site.map(SiteId::uuid),
    )
    .fetch_all(tx.conn())
    .await?)
}

/// The plages that meet these days.
pub(in crate::disponibilites) async fn plages(
    tx: &mut Tx,
    agents: &[AgentId],
    (du, au): (NaiveDate, NaiveDate),
) -> Result<Vec<Plage>> {
    let ml = tx.ml()?;
    let agents: Vec<Uuid> = agents.iter().map(|a| a.uuid()).collect();
    Ok(sqlx::query_as!(
        Plage,
        r#"select id, agent_id as "agent: AgentId", site_id as "site: SiteId", du, au, jours,
             intervalle_semaines, debut, fin, motifs, version
           from plage
           where ml_id = $1 and (cardinality($2::uuid[]) = 0 or agent_id = any($2))
             and du <= $4 and (au is null or au >= $3)
           order by agent_id, debut, id"#,
        ml.get(),
        &agents,
        du,
        au,
    )
    .fetch_all(tx.conn())
    .await?)
}

/// The absences that meet these days.
pub(in crate::disponibilites) async fn absences(
    tx: &mut Tx,
    agents: &[AgentId],
    (du, au): (NaiveDate, NaiveDate),
) -> Result<Vec<Absence>> {
    let ml = tx.ml()?;
    let agents: Vec<Uuid> = agents.iter().map(|a| a.uuid()).collect();
    Ok(sqlx::query_as!(
        Absence,
        r#"select id, agent_id as "agent: AgentId", du, au, debut, fin, motif, version
           from absence_agent
           where ml_id = $1 and (cardinality($2::uuid[]) = 0 or agent_id = any($2))
             and du <= $4 and au >= $3
           order by du, debut nulls first, id"#,
        ml.get(),
        &agents,
        du,
        au,
    )
    .fetch_all(tx.conn())
    .await?)
}

/// The hours `id` of `agent`, whenever they are.
pub(in crate::disponibilites) async fn plage(
    tx: &mut Tx,
    agent: AgentId,
    id: Uuid,
) -> Result<Option<Plage>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        Plage,
        r#"select id, agent_id as "agent: AgentId", site_id as "site: SiteId", du, au, jours,
             intervalle_semaines, debut, fin, motifs, version
           from plage where ml_id = $1 and id = $2 and agent_id = $3"#,
        ml.get(),
        id,
        agent.uuid(),
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// The absence `id` of `agent`, whenever it is.
pub(in crate::disponibilites) async fn absence(
    tx: &mut Tx,
    agent: AgentId,
    id: Uuid,
) -> Result<Option<Absence>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        Absence,
        r#"select id, agent_id as "agent: AgentId", du, au, debut, fin, motif, version
           from absence_agent where ml_id = $1 and id = $2 and agent_id = $3"#,
        ml.get(),
        id,
        agent.uuid(),
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// The names of the sites, closed ones too.
pub(in crate::disponibilites) async fn noms_sites(tx: &mut Tx) -> Result<Vec<(SiteId, String)>> {
    let ml = tx.ml()?;
    let rows = sqlx::query!(
        r#"select id as "id: SiteId", nom from site where ml_id = $1"#,
        ml.get(),
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.nom)).collect())
}
