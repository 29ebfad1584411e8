//! The statements of allowances.

mod mois;

pub(super) use mois::{check, close, declared_since, freeze, hold, hold_alone, month, validate};

use chrono::{DateTime, NaiveDate, Utc};
use kernel::{AdhesionId, AgentId, AllocationId, Centimes, JeuneId};
use platform::{Result, Tx, error::OnConstraint as _};

use super::{
    model::{
        AllocationMois, Calcul, ClotureMois, Declaration, EtatAllocation, Foyer, Regularisation,
    },
    rules::Ressources,
};

struct Ligne {
    id: AllocationId,
    mois: NaiveDate,
    foyer: Foyer,
    autonome: bool,
    deduites: Centimes,
    partielles: Centimes,
    demandee: Option<Centimes>,
    justifiee: bool,
    par_lien: bool,
    calcul: sqlx::types::Json<Calcul>,
    etat: EtatAllocation,
    version: i32,
}

/// The months declared in a course, latest first, with what was put right.
pub(super) async fn of_adhesion(
    tx: &mut Tx,
    jeune: JeuneId,
    adhesion: AdhesionId,
) -> Result<Vec<AllocationMois>> {
    let ml = tx.ml()?;
    let rows = sqlx::query_as!(
        Ligne,
        r#"select id, mois, foyer as "foyer: Foyer", autonome,
             deduites_centimes as "deduites: Centimes",
             partielles_centimes as "partielles: Centimes",
             demandee_centimes as "demandee: Centimes", justifiee, par_lien,
             calcul as "calcul: sqlx::types::Json<Calcul>", etat as "etat: EtatAllocation", version
           from allocation_mois where ml_id = $1 and jeune_id = $2 and adhesion_id = $3
           order by mois desc"#,
        ml.get(),
        jeune.uuid(),
        adhesion.uuid(),
    )
    .fetch_all(tx.conn())
    .await?;
    let mut rights = regularisations(tx, jeune).await?;
    let whole = rows.into_iter().map(|row| AllocationMois {
        regularisations: rights.extract_if(.., |r| r.allocation == row.id).collect(),
        id: row.id,
        mois: row.mois,
        foyer: row.foyer,
        autonome: row.autonome,
        deduites: row.deduites,
        partielles: row.partielles,
        demandee: row.demandee,
        justifiee: row.justifiee,
        par_lien: row.par_lien,
        calcul: row.calcul.0,
        etat: row.etat,
        version: row.version,
    });
    Ok(whole.collect())
}

async fn regularisations(tx: &mut Tx, jeune: JeuneId) -> Result<Vec<Regularisation>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        Regularisation,
        r#"select id, allocation_id as "allocation: AllocationId",
             montant_centimes as "montant: Centimes", motif, saisie_le
           from regularisation where ml_id = $1 and jeune_id = $2 order by saisie_le, id"#,
        ml.get(),
        jeune.uuid(),
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Another mission locale froze this month, before the course came here.
pub(super) async fn frozen_elsewhere(tx: &mut Tx, id: AllocationId) -> Result<bool> {
    let ml = tx.ml()?;
    Ok(sqlx::query_scalar!(
        r#"select coalesce(fige_ml <> $1, false) as "oui!" from allocation_mois
           where ml_id = $1 and id = $2"#,
        ml.get(),
        id.uuid(),
    )
    .fetch_optional(tx.conn())
    .await?
    .unwrap_or(false))
}

/// What was declared by this person, all courses together, for the averages.
pub(super) async fn ressources(tx: &mut Tx, jeune: JeuneId) -> Result<Vec<Ressources>> {
    let ml = tx.ml()?;
    let rows = sqlx::query!(
        r#"select mois, deduites_centimes as "deduites: Centimes",
             partielles_centimes as "partielles: Centimes"
           from allocation_mois where ml_id = $1 and jeune_id = $2"#,
        ml.get(),
        jeune.uuid(),
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.mois, row.deduites, row.partielles))
        .collect())
}

/// What the occasional allowance came to in the twelve months that end with `mois`, that month left
/// out.
pub(super) async fn ponctuelles(tx: &mut Tx, jeune: JeuneId, mois: NaiveDate) -> Result<Centimes> {
    let ml = tx.ml()?;
    Ok(sqlx::query_scalar!(
        r#"select coalesce(sum(montant_centimes), 0)::bigint as "total!: Centimes"
           from allocation_mois
           where ml_id = $1 and jeune_id = $2 and demandee_centimes is not null
             and mois < $3 and mois > ($3::date - interval '12 months')"#,
        ml.get(),
        jeune.uuid(),
        mois,
    )
    .fetch_one(tx.conn())
    .await?)
}

/// How the month was closed.
pub(super) async fn cloture(tx: &mut Tx, mois: NaiveDate) -> Result<Option<ClotureMois>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        ClotureMois,
        r#"select close_le as "le: DateTime<Utc>", nombre, total_centimes as "total: Centimes"
           from cloture_mois where ml_id = $1 and mois = $2"#,
        ml.get(),
        mois,
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// The months closed since `du`.
pub(super) async fn clos_depuis(tx: &mut Tx, du: NaiveDate) -> Result<Vec<NaiveDate>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_scalar!(
        "select mois from cloture_mois where ml_id = $1 and mois >= $2",
        ml.get(),
        du,
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Writes a month for the first time; false when its identifier is taken.
pub(super) async fn insert(
    tx: &mut Tx,
    jeune: JeuneId,
    (d, par_lien): (&Declaration, bool),
    calcul: &Calcul,
) -> Result<bool> {
    let (ml, now, par) = (tx.ml()?, tx.now(), tx.agent_id().map(AgentId::uuid));
    let done = sqlx::query!(
        "insert into allocation_mois (ml_id, id, jeune_id, adhesion_id, mois, foyer, autonome,
           deduites_centimes, partielles_centimes, demandee_centimes, justifiee, montant_centimes,
           calcul, declaree_le, declaree_par, par_lien)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
         on conflict (ml_id, id) do nothing",
        ml.get(),
        d.id.uuid(),
        jeune.uuid(),
        d.adhesion.uuid(),
        d.mois,
        d.foyer.code(),
        d.autonome,
        d.deduites.0,
        d.partielles.0,
        d.demandee.map(|c| c.0),
        d.justifiee,
        calcul.montant.0,
        sqlx::types::Json(calcul) as _,
        now,
        par,
        par_lien,
    )
    .execute(tx.conn())
    .await
    .on_constraint(
        "allocation_mois_unique",
        "mois",
        "Ce mois vient d’être déclaré par quelqu’un d’autre : rechargez la page.",
    )?;
    Ok(done.rows_affected() == 1)
}

/// Declares a month again, to be checked again, if it is not frozen and the version is still the one
/// in the database.
pub(super) async fn update(
    tx: &mut Tx,
    jeune: JeuneId,
    (d, par_lien): (&Declaration, bool),
    calcul: &Calcul,
) -> Result<bool> {
    let (ml, now, par) = (tx.ml()?, tx.now(), tx.agent_id().map(AgentId::uuid));
    let done = sqlx::query!(
        "update allocation_mois set foyer = $5, autonome = $6, deduites_centimes = $7,
           partielles_centimes = $8, demandee_centimes = $9, justifiee = $10,
           montant_centimes = $11, calcul = $12, declaree_le = $13, declaree_par = $14,
           par_lien = $15, etat = 'declaree', controlee_le = null, controlee_par = null, validee_le = null,
           validee_par = null, version = version + 1
         where ml_id = $1 and jeune_id = $2 and id = $3 and version = $4 and etat <> 'figee'",
        ml.get(),
        jeune.uuid(),
        d.id.uuid(),
        d.version,
        d.foyer.code(),
        d.autonome,
        d.deduites.0,
        d.partielles.0,
        d.demandee.map(|c| c.0),
        d.justifiee,
        calcul.montant.0,
        sqlx::types::Json(calcul) as _,
        now,
        par,
        par_lien,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Takes back a month that its course no longer holds.
pub(super) async fn withdraw(tx: &mut Tx, jeune: JeuneId, id: AllocationId) -> Result<()> {
    let ml = tx.ml()?;
    sqlx::query!(
        "delete from allocation_mois
         where ml_id = $1 and jeune_id = $2 and id = $3 and etat <> 'figee'",
        ml.get(),
        jeune.uuid(),
        id.uuid(),
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Puts a frozen month right; false when its identifier is taken.
pub(super) async fn regularise(tx: &mut Tx, jeune: JeuneId, new: &Regularisation) -> Result<bool> {
    let (ml, par) = (tx.ml()?, tx.agent_id().map(AgentId::uuid));
    let done = sqlx::query!(
        "insert into regularisation (ml_id, id, jeune_id, allocation_id, montant_centimes, motif,
           saisie_le, saisie_par)
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (ml_id, id) do nothing",
        ml.get(),
        new.id,
        jeune.uuid(),
        new.allocation.uuid(),
        new.montant.0,
        new.motif,
        new.saisie_le,
        par,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}
