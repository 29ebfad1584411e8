//! Changing hours, motifs and rooms.

use chrono::NaiveDate;
use kernel::{AgentId, MotifRdvId};
use platform::{Result, Tx, error::OnConstraint as _};
use uuid::Uuid;

use crate::disponibilites::model::{AbsenceSaisie, MotifSaisi, Plage, SalleSaisie};

const MEME_NOM: &str = "Ce nom est déjà pris.";

/// A whole day away, unforeseen; once.
pub(in crate::disponibilites) async fn insert_days(
    tx: &mut Tx,
    id: Uuid,
    agent: AgentId,
    (du, au): (NaiveDate, NaiveDate),
) -> Result<()> {
    let ml = tx.ml()?;
    sqlx::query!(
        "insert into absence_agent (ml_id, id, agent_id, du, au, motif)
         values ($1, $2, $3, $4, $5, 'absence_imprevue')
         on conflict (ml_id, id) do nothing",
        ml.get(),
        id,
        agent.uuid(),
        du,
        au,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Adds the motif; false when it is there already.
pub(in crate::disponibilites) async fn insert_motif(tx: &mut Tx, m: &MotifSaisi) -> Result<bool> {
    let ml = tx.ml()?;
    let done = sqlx::query!(
        "insert into motif_rdv (ml_id, id, libelle, duree_minutes, lieux, theme, reserve_par,
           referent_seul, consignes)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         on conflict (ml_id, id) do nothing",
        ml.get(),
        m.id.uuid(),
        m.libelle,
        m.duree_minutes,
        &codes(m),
        m.theme,
        par(m),
        m.referent_seul,
        m.consignes,
    )
    .execute(tx.conn())
    .await
    .on_constraint("motif_rdv_libelle_unique", "libelle", MEME_NOM)?;
    Ok(done.rows_affected() == 1)
}

/// Changes the motif if nobody did since; false otherwise.
pub(in crate::disponibilites) async fn update_motif(tx: &mut Tx, m: &MotifSaisi) -> Result<bool> {
    let ml = tx.ml()?;
    let done = sqlx::query!(
        "update motif_rdv set libelle = $4, duree_minutes = $5, lieux = $6, theme = $7,
           reserve_par = $8, referent_seul = $9, consignes = $10, version = version + 1
         where ml_id = $1 and id = $2 and version = $3",
        ml.get(),
        m.id.uuid(),
        m.version,
        m.libelle,
        m.duree_minutes,
        &codes(m),
        m.theme,
        par(m),
        m.referent_seul,
        m.consignes,
    )
    .execute(tx.conn())
    .await
    .on_constraint("motif_rdv_libelle_unique", "libelle", MEME_NOM)?;
    Ok(done.rows_affected() == 1)
}

fn codes(motif: &MotifSaisi) -> Vec<String> {
    motif.lieux.iter().map(|l| l.code().to_owned()).collect()
}

const fn par(motif: &MotifSaisi) -> &'static str {
    if motif.par_personne {
        "personne"
    } else {
        "equipe"
    }
}

/// No longer offered from `le` on, or offered again; false when it is so already.
pub(in crate::disponibilites) async fn close_motif(
    tx: &mut Tx,
    id: MotifRdvId,
    le: Option<NaiveDate>,
) -> Result<bool> {
    let ml = tx.ml()?;
    let done = sqlx::query!(
        "update motif_rdv set ferme_le = $3, version = version + 1
         where ml_id = $1 and id = $2 and (ferme_le is null) <> ($3::date is null)",
        ml.get(),
        id.uuid(),
        le,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Adds the room; false when it is there already.
pub(in crate::disponibilites) async fn insert_salle(tx: &mut Tx, s: &SalleSaisie) -> Result<bool> {
    let ml = tx.ml()?;
    let done = sqlx::query!(
        "insert into salle (ml_id, id, site_id, nom, places) values ($1, $2, $3, $4, $5)
         on conflict (ml_id, id) do nothing",
        ml.get(),
        s.id,
        s.site.uuid(),
        s.nom,
        s.places,
    )
    .execute(tx.conn())
    .await
    .on_constraint("salle_nom_unique", "nom", MEME_NOM)?;
    Ok(done.rows_affected() == 1)
}

/// Changes the room if nobody did since; false otherwise. A room does not move.
pub(in crate::disponibilites) async fn update_salle(tx: &mut Tx, s: &SalleSaisie) -> Result<bool> {
    let ml = tx.ml()?;
    let done = sqlx::query!(
        "update salle set nom = $4, places = $5, version = version + 1
         where ml_id = $1 and id = $2 and version = $3",
        ml.get(),
        s.id,
        s.version,
        s.nom,
        s.places,
    )
    .execute(tx.conn())
    .await
    .on_constraint("salle_nom_unique", "nom", MEME_NOM)?;
    Ok(done.rows_affected() == 1)
}

/// No longer used from `le` on, or used again; false when it is so already.
pub(in crate::disponibilites) async fn close_salle(
    tx: &mut Tx,
    id: Uuid,
    le: Option<NaiveDate>,
) -> Result<bool> {
    let ml = tx.ml()?;
    let done = sqlx::query!(
        "update salle set fermee_le = $3, version = version + 1
         where ml_id = $1 and id = $2 and (fermee_le is null) <> ($3::date is null)",
        ml.get(),
        id,
        le,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Adds the hours; false when they are there already.
pub(in crate::disponibilites) async fn insert_plage(tx: &mut Tx, p: &Plage) -> Result<bool> {
    let ml = tx.ml()?;
    let done = sqlx::query!(
        "insert into plage (ml_id, id, agent_id, site_id, du, au, jours, intervalle_semaines, debut,
           fin, motifs)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         on conflict (ml_id, id) do nothing",
        ml.get(),
        p.id,
        p.agent.uuid(),
        p.site.uuid(),
        p.du,
        p.au,
        &p.jours,
        p.intervalle_semaines,
        p.debut,
        p.fin,
        &p.motifs,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Changes the hours if nobody did since.
pub(in crate::disponibilites) async fn update_plage(tx: &mut Tx, p: &Plage) -> Result<bool> {
    let ml = tx.ml()?;
    let done = sqlx::query!(
        "update plage set site_id = $5, du = $6, au = $7, jours = $8, intervalle_semaines = $9,
           debut = $10, fin = $11, motifs = $12, version = version + 1
         where ml_id = $1 and id = $2 and agent_id = $3 and version = $4",
        ml.get(),
        p.id,
        p.agent.uuid(),
        p.version,
        p.site.uuid(),
        p.du,
        p.au,
        &p.jours,
        p.intervalle_semaines,
        p.debut,
        p.fin,
        &p.motifs,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Takes the hours away, if nobody changed them since: they never served.
pub(in crate::disponibilites) async fn delete_plage(tx: &mut Tx, p: &Plage) -> Result<bool> {
    let ml = tx.ml()?;
    let done = sqlx::query!(
        "delete from plage where ml_id = $1 and id = $2 and version = $3",
        ml.get(),
        p.id,
        p.version,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Holds the hours of an agent: of two changes at once, the second sees the first.
pub(in crate::disponibilites) async fn hold(tx: &mut Tx, agent: AgentId) -> Result<()> {
    let ml = tx.ml()?;
    let key = format!("plage/{ml}/{agent}");
    sqlx::query!("select pg_advisory_xact_lock(hashtextextended($1, 0))", key)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Adds the absence, once.
pub(in crate::disponibilites) async fn insert_absence(
    tx: &mut Tx,
    a: &AbsenceSaisie,
) -> Result<bool> {
    let ml = tx.ml()?;
    let done = sqlx::query!(
        "insert into absence_agent (ml_id, id, agent_id, du, au, debut, fin, motif)
         values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (ml_id, id) do nothing",
        ml.get(),
        a.id,
        a.agent.uuid(),
        a.du,
        a.au,
        a.heures.map(|h| h.0),
        a.heures.map(|h| h.1),
        a.motif,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Corrects the absence if nobody did since; false otherwise.
pub(in crate::disponibilites) async fn update_absence(
    tx: &mut Tx,
    a: &AbsenceSaisie,
) -> Result<bool> {
    let ml = tx.ml()?;
    let done = sqlx::query!(
        "update absence_agent set du = $5, au = $6, debut = $7, fin = $8, motif = $9,
           version = version + 1
         where ml_id = $1 and id = $2 and agent_id = $3 and version = $4",
        ml.get(),
        a.id,
        a.agent.uuid(),
        a.version,
        a.du,
        a.au,
        a.heures.map(|h| h.0),
        a.heures.map(|h| h.1),
        a.motif,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Takes the absence away.
pub(in crate::disponibilites) async fn delete_absence(tx: &mut Tx, id: Uuid) -> Result<()> {
    let ml = tx.ml()?;
    sqlx::query!(
        "delete from absence_agent where ml_id = $1 and id = $2",
        ml.get(),
        id
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
