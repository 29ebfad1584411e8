//! The statements of phases.

use chrono::NaiveDate;
use kernel::{AdhesionId, AgentId, JeuneId};
use platform::{Result, Tx, error::OnConstraint as _};

use super::model::{Evaluation, NouvelleEvaluation, NouvellePhase, Phase};

/// Whether `dispositif` goes by phases on `le`.
pub(super) async fn offered(tx: &mut Tx, dispositif: &str, le: NaiveDate) -> Result<bool> {
    let ml = tx.ml()?;
    Ok(sqlx::query_scalar!(
        r#"select coalesce(bool_or(phases), false) as "phases!" from dispositif_offert
           where (ml_id is null or ml_id = $3) and code = $1 and valide_du <= $2
             and (valide_au is null or valide_au >= $2)"#,
        dispositif,
        le,
        ml.get(),
    )
    .fetch_one(tx.conn())
    .await?)
}

/// The phases of a course, in order.
pub(super) async fn list(tx: &mut Tx, jeune: JeuneId, adhesion: AdhesionId) -> Result<Vec<Phase>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        Phase,
        r#"select p.id, p.genre, p.debut, p.fin, p.objectifs,
             p.evaluation as "evaluation: Evaluation", p.evaluee_le,
             coalesce(a.prenom || ' ' || a.nom, '') as "evaluee_par!", p.bilan, p.version
           from phase p left join agent a on a.id = p.evaluee_par
           where p.ml_id = $1 and p.jeune_id = $2 and p.adhesion_id = $3 order by p.debut"#,
        ml.get(),
        jeune.uuid(),
        adhesion.uuid(),
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Adds a phase; false when its identifier is taken.
pub(super) async fn insert(tx: &mut Tx, jeune: JeuneId, new: &NouvellePhase) -> Result<bool> {
    let (ml, now, par) = (tx.ml()?, tx.now(), tx.agent_id().map(AgentId::uuid));
    let taken = "Une autre phase vient d’être notée sur ces jours : rechargez la page.";
    let done = sqlx::query!(
        "insert into phase (ml_id, id, jeune_id, adhesion_id, genre, debut, fin, objectifs,
           saisi_le, saisi_par)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (ml_id, id) do nothing",
        ml.get(),
        new.id,
        jeune.uuid(),
        new.adhesion.uuid(),
        new.genre,
        new.debut,
        new.fin,
        new.objectifs,
        now,
        par,
    )
    .execute(tx.conn())
    .await
    .on_constraint("phase_sans_chevauchement", "debut", taken)?;
    Ok(done.rows_affected() == 1)
}

/// Evaluates a phase if the version is still the one in the database.
pub(super) async fn evaluate(
    tx: &mut Tx,
    jeune: JeuneId,
    new: &NouvelleEvaluation,
) -> Result<bool> {
    let (ml, par) = (tx.ml()?, tx.agent_id().map(AgentId::uuid));
    let done = sqlx::query!(
        "update phase set evaluation = $6, evaluee_le = $7, evaluee_par = $8, bilan = $9,
           version = version + 1
         where ml_id = $1 and jeune_id = $2 and adhesion_id = $3 and id = $4 and version = $5
           and evaluation is null",
        ml.get(),
        jeune.uuid(),
        new.adhesion.uuid(),
        new.id,
        new.version,
        new.evaluation.code(),
        new.le,
        par,
        new.bilan,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}
