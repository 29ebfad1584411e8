//! The statements of the month of a mission locale.

use chrono::NaiveDate;
use kernel::{AdhesionId, AgentId, AllocationId, Centimes, JeuneId};
use platform::{Result, Tx, error::OnConstraint as _};
use uuid::Uuid;

use crate::{
    allocations::model::{Choisie, EtatAllocation},
    iban::Iban,
};

/// Someone in the month, before her name is known.
pub(in crate::allocations) struct Brute {
    pub(in crate::allocations) jeune: JeuneId,
    pub(in crate::allocations) adhesion: AdhesionId,
    pub(in crate::allocations) dispositif: String,
    pub(in crate::allocations) allocation: Option<AllocationId>,
    pub(in crate::allocations) etat: Option<EtatAllocation>,
    pub(in crate::allocations) montant: Centimes,
    pub(in crate::allocations) regularisations: Centimes,
    pub(in crate::allocations) justifiee: bool,
    pub(in crate::allocations) par_lien: bool,
    pub(in crate::allocations) iban: Option<Iban>,
    pub(in crate::allocations) iban_en_attente: bool,
    pub(in crate::allocations) version: i32,
}

/// Everyone who is in a course with an allowance between `mois` and `fin`: the monthly ones are
/// expected, the occasional ones are there once asked. Months that another mission locale froze are in
/// its lists, and who went away owes this one nothing.
pub(in crate::allocations) async fn month(
    tx: &mut Tx,
    mois: NaiveDate,
    fin: NaiveDate,
) -> Result<Vec<Brute>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        Brute,
        r#"select a.jeune_id as "jeune: JeuneId", a.id as "adhesion: AdhesionId", d.nom_court as dispositif,
             m.id as "allocation?: AllocationId", m.etat as "etat?: EtatAllocation",
             coalesce(m.montant_centimes, 0) as "montant!: Centimes",
             coalesce((select sum(r.montant_centimes) from regularisation r
               where r.ml_id = $1 and r.allocation_id = m.id), 0)::bigint
               as "regularisations!: Centimes",
             coalesce(m.justifiee, false) as "justifiee!", coalesce(m.par_lien, false) as "par_lien!",
             (select c.iban from coordonnees_bancaires c
              where c.ml_id = $1 and c.jeune_id = a.jeune_id and c.confirmee_le is not null
                and c.remplacee_le is null) as "iban: Iban",
             exists (select from coordonnees_bancaires c
              where c.ml_id = $1 and c.jeune_id = a.jeune_id and c.confirmee_le is null
                and c.remplacee_le is null) as "iban_en_attente!",
             coalesce(m.version, 0) as "version!"
           from adhesion a
           join dispositif d on d.code = a.dispositif and d.valide_du <= a.entree_le
             and (d.valide_au is null or d.valide_au >= a.entree_le)
           left join allocation_mois m on m.ml_id = $1 and m.adhesion_id = a.id and m.mois = $2
           where a.ml_id = $1 and a.entree_le <= $3 and (a.sortie_le is null or a.sortie_le >= $2)
             and (d.allocation = 'cej' or m.id is not null)
             and coalesce(m.fige_ml, $1) = $1
             and (m.id is not null or not exists (select from jeune j
               where j.ml_id = $1 and j.id = a.jeune_id and j.transfere_le is not null))
           order by m.id is not null, a.entree_le, a.id"#,
        ml.get(),
        mois,
        fin,
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Holds the month open for this transaction: it closes after, or was closed before.
pub(in crate::allocations) async fn hold(tx: &mut Tx, mois: NaiveDate) -> Result<()> {
    let ml = tx.ml()?;
    sqlx::query!(
        "select pg_advisory_xact_lock_shared(hashtextextended('cloture_mois ' || $1::int::text || ' ' || $2::date::text, 0))::text as verrou",
        ml.get(),
        mois,
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(())
}

/// Waits for whoever holds the month open, and holds it alone until the end of this transaction.
pub(in crate::allocations) async fn hold_alone(tx: &mut Tx, mois: NaiveDate) -> Result<()> {
    let ml = tx.ml()?;
    sqlx::query!(
        "select pg_advisory_xact_lock(hashtextextended('cloture_mois ' || $1::int::text || ' ' || $2::date::text, 0))::text as verrou",
        ml.get(),
        mois,
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(())
}

/// Marks those chosen as checked; returns which.
pub(in crate::allocations) async fn check(
    tx: &mut Tx,
    mois: NaiveDate,
    chosen: &[Choisie],
) -> Result<Vec<(AllocationId, JeuneId)>> {
    let (ml, now, par) = (tx.ml()?, tx.now(), tx.agent_id().map(AgentId::uuid));
    let (ids, versions) = split(chosen);
    let rows = sqlx::query!(
        r#"update allocation_mois m set etat = 'controlee', controlee_le = $3, controlee_par = $4,
             version = m.version + 1
           from unnest($5::uuid[], $6::int[]) as t(id, version)
           where m.ml_id = $1 and m.mois = $2 and m.id = t.id and m.version = t.version
             and m.etat = 'declaree'
           returning m.id as "id: AllocationId", m.jeune_id as "jeune: JeuneId""#,
        ml.get(),
        mois,
        now,
        par,
        &ids,
        &versions,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.jeune)).collect())
}

/// Marks those chosen as validated; returns which.
///
/// # Errors
/// `Invalid` on `choix` when the actor checked one of them.
pub(in crate::allocations) async fn validate(
    tx: &mut Tx,
    mois: NaiveDate,
    chosen: &[Choisie],
) -> Result<Vec<(AllocationId, JeuneId)>> {
    let (ml, now, par) = (tx.ml()?, tx.now(), tx.agent_id().map(AgentId::uuid));
    let (ids, versions) = split(chosen);
    let rows = sqlx::query!(
        r#"update allocation_mois m set etat = 'validee', validee_le = $3, validee_par = $4,
             version = m.version + 1
           from unnest($5::uuid[], $6::int[]) as t(id, version)
           where m.ml_id = $1 and m.mois = $2 and m.id = t.id and m.version = t.version
             and m.etat = 'controlee'
           returning m.id as "id: AllocationId", m.jeune_id as "jeune: JeuneId""#,
        ml.get(),
        mois,
        now,
        par,
        &ids,
        &versions,
    )
    .fetch_all(tx.conn())
    .await
    .on_constraint(
        "allocation_mois_deux_agents",
        "choix",
        "Vous avez contrôlé une de ces allocations : quelqu’un d’autre doit la valider.",
    )?;
    Ok(rows.into_iter().map(|row| (row.id, row.jeune)).collect())
}

fn split(chosen: &[Choisie]) -> (Vec<Uuid>, Vec<i32>) {
    chosen.iter().map(|c| (c.id.uuid(), c.version)).unzip()
}

/// How many months are declared since `mois`.
pub(in crate::allocations) async fn declared_since(tx: &mut Tx, mois: NaiveDate) -> Result<i64> {
    let ml = tx.ml()?;
    Ok(sqlx::query_scalar!(
        r#"select count(*) as "n!" from allocation_mois where ml_id = $1 and mois >= $2"#,
        ml.get(),
        mois,
    )
    .fetch_one(tx.conn())
    .await?)
}

/// Freezes what is validated, and returns how many and what they come to.
pub(in crate::allocations) async fn freeze(
    tx: &mut Tx,
    mois: NaiveDate,
) -> Result<(i64, Centimes)> {
    let ml = tx.ml()?;
    let row = sqlx::query!(
        r#"with figees as (
             update allocation_mois set etat = 'figee', fige_ml = $1, version = version + 1
             where ml_id = $1 and mois = $2 and etat = 'validee'
             returning montant_centimes
           )
           select count(*) as "nombre!", coalesce(sum(montant_centimes), 0)::bigint
             as "total!: Centimes"
           from figees"#,
        ml.get(),
        mois,
    )
    .fetch_one(tx.conn())
    .await?;
    Ok((row.nombre, row.total))
}

/// Closes the month; false when someone did.
pub(in crate::allocations) async fn close(
    tx: &mut Tx,
    mois: NaiveDate,
    nombre: i32,
    total: Centimes,
) -> Result<bool> {
    let (ml, now, par) = (tx.ml()?, tx.now(), tx.agent_id().map(AgentId::uuid));
    let done = sqlx::query!(
        "insert into cloture_mois (ml_id, mois, close_le, close_par, nombre, total_centimes)
         values ($1, $2, $3, $4, $5, $6) on conflict (ml_id, mois) do nothing",
        ml.get(),
        mois,
        now,
        par,
        nombre,
        total.0,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}
