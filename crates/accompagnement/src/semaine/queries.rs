//! The statements of the hours of a week.

use chrono::NaiveDate;
use kernel::{AgentId, DemarcheId, JeuneId};
use platform::{Result, Tx};

use super::{
    model::{
        Cible, Decision, Demarche, EtatDemarche, LigneSemaine, NouvelleCible, NouvelleDemarche,
    },
    rules::Regle,
};

/// What is wanted of the week that begins on `lundi`: the person's own target, else that of her
/// open dispositif.
pub(super) async fn cible(
    tx: &mut Tx,
    jeune: JeuneId,
    lundi: NaiveDate,
    dimanche: NaiveDate,
) -> Result<Option<Cible>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        Cible,
        r#"select minutes as "minutes!", motif as "motif!", dispositif as "dispositif!", du as "du!"
           from (
             select 1 as rang, minutes, motif, '' as dispositif, du
             from cible_heures
             where ml_id = $1 and jeune_id = $2 and du <= $4 and (au is null or au >= $4)
             union all
             select 2, d.minutes_semaine, '', d.nom_court, a.entree_le
             from adhesion a
             join dispositif_offert d on (d.ml_id is null or d.ml_id = $1) and d.code = a.dispositif and d.valide_du <= a.entree_le
               and (d.valide_au is null or d.valide_au >= a.entree_le)
             where a.ml_id = $1 and a.jeune_id = $2 and d.minutes_semaine is not null
               and a.entree_le <= $4 and (a.sortie_le is null or a.sortie_le >= $3)
           ) as t
           order by rang, du desc limit 1"#,
        ml.get(),
        jeune.uuid(),
        lundi,
        dimanche,
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// Ends the present target the day before `du`; one that begins then or later is replaced.
pub(super) async fn end_target(tx: &mut Tx, jeune: JeuneId, du: NaiveDate) -> Result<()> {
    let ml = tx.ml()?;
    sqlx::query!(
        "delete from cible_heures where ml_id = $1 and jeune_id = $2 and du >= $3",
        ml.get(),
        jeune.uuid(),
        du,
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "update cible_heures set au = $3::date - 1
         where ml_id = $1 and jeune_id = $2 and (au is null or au >= $3)",
        ml.get(),
        jeune.uuid(),
        du,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Adds a target; false when its identifier is taken.
pub(super) async fn insert_target(
    tx: &mut Tx,
    jeune: JeuneId,
    new: &NouvelleCible,
) -> Result<bool> {
    let (ml, now, par) = (tx.ml()?, tx.now(), tx.agent_id().map(AgentId::uuid));
    let done = sqlx::query!(
        "insert into cible_heures (ml_id, id, jeune_id, du, minutes, motif, saisi_le, saisi_par)
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (ml_id, id) do nothing",
        ml.get(),
        new.id,
        jeune.uuid(),
        new.du,
        new.minutes,
        new.motif,
        now,
        par,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Whether a target of this identifier is there.
pub(super) async fn has_target(tx: &mut Tx, jeune: JeuneId, id: uuid::Uuid) -> Result<bool> {
    let ml = tx.ml()?;
    Ok(sqlx::query_scalar!(
        r#"select exists (select 1 from cible_heures
             where ml_id = $1 and jeune_id = $2 and id = $3) as "exists!""#,
        ml.get(),
        jeune.uuid(),
        id,
    )
    .fetch_one(tx.conn())
    .await?)
}

/// The démarches of these days, and those that wait to be looked at, latest first.
pub(super) async fn demarches(
    tx: &mut Tx,
    jeune: JeuneId,
    du: NaiveDate,
    au: NaiveDate,
) -> Result<Vec<Demarche>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        Demarche,
        r#"select id, faite_le, categorie, libelle, minutes, etat as "etat: EtatDemarche",
             minutes_retenues, version
           from demarche
           where ml_id = $1 and jeune_id = $2
             and (faite_le between $3 and $4 or etat = 'declaree')
           order by faite_le desc, id limit 100"#,
        ml.get(),
        jeune.uuid(),
        du,
        au,
    )
    .fetch_all(tx.conn())
    .await?)
}

/// One démarche.
pub(super) async fn demarche(
    tx: &mut Tx,
    jeune: JeuneId,
    id: DemarcheId,
) -> Result<Option<Demarche>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        Demarche,
        r#"select id, faite_le, categorie, libelle, minutes, etat as "etat: EtatDemarche",
             minutes_retenues, version
           from demarche where ml_id = $1 and jeune_id = $2 and id = $3"#,
        ml.get(),
        jeune.uuid(),
        id.uuid(),
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// Adds a démarche; false when its identifier is taken.
pub(super) async fn insert(tx: &mut Tx, jeune: JeuneId, new: &NouvelleDemarche) -> Result<bool> {
    let (ml, now, par) = (tx.ml()?, tx.now(), tx.agent_id().map(AgentId::uuid));
    let done = sqlx::query!(
        "insert into demarche (ml_id, id, jeune_id, faite_le, categorie, libelle, minutes,
           saisi_le, saisi_par)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (ml_id, id) do nothing",
        ml.get(),
        new.id.uuid(),
        jeune.uuid(),
        new.faite_le,
        new.categorie,
        new.libelle,
        new.minutes,
        now,
        par,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Decides of a démarche if the version is still the one in the database.
pub(super) async fn decide(
    tx: &mut Tx,
    jeune: JeuneId,
    decision: &Decision,
    etat: EtatDemarche,
) -> Result<bool> {
    let (ml, today, par) = (tx.ml()?, tx.today(), tx.agent_id().map(AgentId::uuid));
    let done = sqlx::query!(
        "update demarche set etat = $5, minutes_retenues = $6, vue_le = $7, vue_par = $8,
           version = version + 1
         where ml_id = $1 and jeune_id = $2 and id = $3 and version = $4",
        ml.get(),
        jeune.uuid(),
        decision.id.uuid(),
        decision.version,
        etat.code(),
        decision.retenues,
        today,
        par,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The week of each person that `referent` accompanies in a dispositif that wants hours, by name.
pub(super) async fn of_referent(
    tx: &mut Tx,
    referent: AgentId,
    lundi: NaiveDate,
    dimanche: NaiveDate,
    regles: &[Regle],
) -> Result<Vec<LigneSemaine>> {
    let ml = tx.ml()?;
    let natures: Vec<String> = regles.iter().map(|r| r.nature.clone()).collect();
    let jours: Vec<NaiveDate> = regles.iter().map(|r| r.jour).collect();
    let forfaits: Vec<Option<i32>> = regles.iter().map(|r| r.forfait).collect();
    Ok(sqlx::query_as!(
        LigneSemaine,
        r#"with suivis as (
             select j.id, j.nom_naissance, j.nom_usage, j.prenom, j.prenom_usage, d.nom_court,
               coalesce(c.minutes, d.minutes_semaine) as cible
             from jeune j
             join adhesion a on a.ml_id = $1 and a.jeune_id = j.id and a.entree_le <= $4
               and (a.sortie_le is null or a.sortie_le >= $3)
             join dispositif_offert d on (d.ml_id is null or d.ml_id = $1) and d.code = a.dispositif and d.minutes_semaine is not null
               and d.valide_du <= a.entree_le and (d.valide_au is null or d.valide_au >= a.entree_le)
             left join lateral (
               select minutes from cible_heures
               where ml_id = $1 and jeune_id = j.id and du <= $4 and (au is null or au >= $4)
               order by du desc limit 1
             ) c on true
             where j.ml_id = $1 and j.referent_id = $2
           )
           select distinct on (s.id) s.id as "jeune!: JeuneId",
             coalesce(nullif(s.prenom_usage, ''), s.prenom) || ' '
               || upper(coalesce(nullif(s.nom_usage, ''), s.nom_naissance)) as "nom!",
             s.nom_court as "dispositif!", s.cible as "cible!",
             coalesce(h.validees, 0) as "validees!", coalesce(h.prevues, 0) as "prevues!",
             coalesce(m.a_voir, 0) as "a_voir!"
           from suivis s
           left join lateral (
             select
               sum(coalesce(r.forfait, f.minutes)) filter (where f.validee)::int as validees,
               sum(coalesce(r.forfait, f.minutes)) filter (where not f.validee)::int as prevues
             from heure f
             join unnest($5::text[], $6::date[], $7::int[]) as r(nature, jour, forfait)
               on r.nature = f.nature and r.jour = f.jour
             where f.ml_id = $1 and f.jeune_id = s.id and f.jour between $3 and $4
           ) h on true
           left join lateral (
             select count(*) as a_voir from demarche
             where ml_id = $1 and jeune_id = s.id and etat = 'declaree'
           ) m on true
           order by s.id"#,
        ml.get(),
        referent.uuid(),
        lundi,
        dimanche,
        &natures,
        &jours,
        forfaits.as_slice() as &[Option<i32>],
    )
    .fetch_all(tx.conn())
    .await?)
}
