//! The statements of délégations.

pub(super) mod places;

use chrono::NaiveDate;
use kernel::{AdhesionId, AgentId, DelegationId, JeuneId};
use platform::{Result, Tx};

use super::model::{Comptes, Confiee, Delegation, EtatDelegation, NouvelleDelegation, Retour, Vue};

struct Ligne {
    id: DelegationId,
    jeune: Option<JeuneId>,
    identite: Option<serde_json::Value>,
    agence: String,
    recue_le: NaiveDate,
    reponse_avant: NaiveDate,
    etat: EtatDelegation,
    repondue_le: Option<NaiveDate>,
    repondue_par: String,
    adhesion: Option<AdhesionId>,
    sortie_le: Option<NaiveDate>,
    motif: String,
    mots: String,
    fin_le: Option<NaiveDate>,
    version: i32,
}

impl From<Ligne> for Delegation {
    fn from(row: Ligne) -> Self {
        Self {
            id: row.id,
            jeune: row.jeune,
            identite: row.identite.and_then(|v| serde_json::from_value(v).ok()),
            agence: row.agence,
            recue_le: row.recue_le,
            reponse_avant: row.reponse_avant,
            etat: row.etat,
            repondue_le: row.repondue_le,
            repondue_par: row.repondue_par,
            adhesion: row.adhesion,
            sortie_le: row.sortie_le,
            motif: row.motif,
            mots: row.mots,
            fin_le: row.fin_le,
            version: row.version,
        }
    }
}

/// Which rows are read.
#[derive(Debug, Default)]
pub(super) struct Choix {
    pub(super) id: Option<DelegationId>,
    pub(super) jeune: Option<JeuneId>,
    pub(super) adhesion: Option<AdhesionId>,
    pub(super) vue: Option<Vue>,
    pub(super) apres: Option<DelegationId>,
    pub(super) limite: i64,
}

/// The rows wanted: those to answer, the oldest first; the others, the latest first.
pub(super) async fn select(tx: &mut Tx, choix: &Choix) -> Result<Vec<Delegation>> {
    let ml = tx.ml()?;
    let rows = sqlx::query_as!(
        Ligne,
        r#"select d.id as "id: DelegationId", d.jeune_id as "jeune: JeuneId", d.identite, d.agence,
             d.recue_le, d.reponse_avant, d.etat as "etat: EtatDelegation", d.repondue_le,
             coalesce(p.prenom || ' ' || p.nom, '') as "repondue_par!",
             d.adhesion_id as "adhesion: AdhesionId", a.sortie_le as "sortie_le?",
             coalesce(d.motif, '') as "motif!", d.mots, d.fin_le, d.version
           from delegation d
           left join adhesion a on a.ml_id = d.ml_id and a.id = d.adhesion_id
           left join agent p on p.id = d.repondue_par
           where d.ml_id = $1 and ($2::uuid is null or d.id = $2)
             and ($3::uuid is null or d.jeune_id = $3)
             and ($4::uuid is null or d.adhesion_id = $4)
             and ($5 = '' or $5 = case
               when d.etat = 'recue' then 'a_traiter'
               when d.etat = 'acceptee' and a.sortie_le is null then 'en_cours'
               when d.etat = 'acceptee' then 'terminee' else 'retournee' end)
             and ($6::uuid is null or case when $5 = 'a_traiter'
               then (d.recue_le, d.id) > (select x.recue_le, x.id from delegation x where x.ml_id = $1 and x.id = $6)
               else (d.recue_le, d.id) < (select x.recue_le, x.id from delegation x where x.ml_id = $1 and x.id = $6)
               end)
           order by case when $5 = 'a_traiter' then d.recue_le end, case when $5 = 'a_traiter' then d.id end,
             d.recue_le desc, d.id desc
           limit $7"#,
        ml.get(),
        choix.id.map(DelegationId::uuid),
        choix.jeune.map(JeuneId::uuid),
        choix.adhesion.map(AdhesionId::uuid),
        choix.vue.map_or("", Vue::code),
        choix.apres.map(DelegationId::uuid),
        choix.limite,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(Delegation::from).collect())
}

/// How many stand where.
pub(super) async fn counts(tx: &mut Tx) -> Result<Comptes> {
    let (ml, today) = (tx.ml()?, tx.today());
    Ok(sqlx::query_as!(
        Comptes,
        r#"select count(*) filter (where d.etat = 'recue') as "a_traiter!",
             count(*) filter (where d.etat = 'recue' and d.reponse_avant < $2) as "en_retard!",
             count(*) filter (where d.etat = 'acceptee' and a.sortie_le is null) as "en_cours!",
             count(*) filter (where d.etat = 'acceptee' and a.sortie_le is not null) as "terminees!",
             count(*) filter (where d.etat in ('retournee', 'renvoyee')) as "retournees!"
           from delegation d
           left join adhesion a on a.ml_id = d.ml_id and a.id = d.adhesion_id
           where d.ml_id = $1"#,
        ml.get(),
        today,
    )
    .fetch_one(tx.conn())
    .await?)
}

/// Of these keyed hashes, those of someone already there: not answered, or received on that day.
pub(super) async fn known(
    tx: &mut Tx,
    empreintes: &[String],
    jours: &[NaiveDate],
) -> Result<Vec<String>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_scalar!(
        r#"select distinct n.empreinte as "empreinte!"
           from unnest($2::text[], $3::date[]) as n(empreinte, recue_le)
           join delegation d on d.ml_id = $1 and d.empreinte = n.empreinte
             and (d.etat = 'recue' or d.recue_le = n.recue_le)"#,
        ml.get(),
        empreintes,
        jours,
    )
    .fetch_all(tx.conn())
    .await?)
}

/// One list at a time in the mission locale: the same one, brought twice at once, adds nobody.
pub(super) async fn one_at_a_time(tx: &mut Tx) -> Result<()> {
    let ml = tx.ml()?;
    sqlx::query!(
        "select pg_advisory_xact_lock(hashtextextended('delegation ' || $1::int::text, 0))::text as verrou",
        ml.get(),
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(())
}

/// Adds someone; false when its identifier is taken.
pub(super) async fn insert(
    tx: &mut Tx,
    new: &NouvelleDelegation,
    empreinte: &str,
    reponse_avant: NaiveDate,
) -> Result<bool> {
    let (ml, now, par) = (tx.ml()?, tx.now(), tx.agent_id().map(AgentId::uuid));
    let done = sqlx::query!(
        "insert into delegation (ml_id, id, identite, empreinte, agence, recue_le, reponse_avant,
           saisi_le, saisi_par)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         on conflict (ml_id, id) do nothing",
        ml.get(),
        new.id.uuid(),
        sqlx::types::Json(&new.confiee) as sqlx::types::Json<&Confiee>,
        empreinte,
        new.agence,
        new.recue_le,
        reponse_avant,
        now,
        par,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Her dossier is this one, if nobody answered or matched her since.
pub(super) async fn attach(
    tx: &mut Tx,
    id: DelegationId,
    version: i32,
    jeune: JeuneId,
) -> Result<bool> {
    let ml = tx.ml()?;
    let done = sqlx::query!(
        "update delegation set jeune_id = $4, version = version + 1
         where ml_id = $1 and id = $2 and version = $3 and etat = 'recue' and jeune_id is null",
        ml.get(),
        id.uuid(),
        version,
        jeune.uuid(),
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Accepts who waits in this dossier: its course is `adhesion`. Returns which, the oldest first.
pub(super) async fn accept(
    tx: &mut Tx,
    jeune: JeuneId,
    adhesion: AdhesionId,
) -> Result<Option<DelegationId>> {
    let (ml, today, par) = (tx.ml()?, tx.today(), tx.agent_id().map(AgentId::uuid));
    Ok(sqlx::query_scalar!(
        r#"update delegation set etat = 'acceptee', adhesion_id = $3, repondue_le = $4,
             repondue_par = $5, identite = null, version = version + 1
           where ml_id = $1 and id = (select x.id from delegation x
             where x.ml_id = $1 and x.jeune_id = $2 and x.etat = 'recue'
             order by x.recue_le, x.id limit 1)
           returning id as "id: DelegationId""#,
        ml.get(),
        jeune.uuid(),
        adhesion.uuid(),
        today,
        par,
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// A course that began without a list: its row, accepted at once.
pub(super) async fn insert_accepted(
    tx: &mut Tx,
    id: DelegationId,
    (jeune, adhesion): (JeuneId, AdhesionId),
    le: NaiveDate,
) -> Result<()> {
    let (ml, now, today) = (tx.ml()?, tx.now(), tx.today());
    let par = tx.agent_id().map(AgentId::uuid);
    sqlx::query!(
        "insert into delegation (ml_id, id, jeune_id, empreinte, recue_le, reponse_avant, etat,
           repondue_le, repondue_par, adhesion_id, saisi_le, saisi_par)
         values ($1, $2, $3, '', $4, $4, 'acceptee', $5, $6, $7, $8, $6)
         on conflict (ml_id, adhesion_id) do nothing",
        ml.get(),
        id.uuid(),
        jeune.uuid(),
        le,
        today,
        par,
        adhesion.uuid(),
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Returns someone who was not answered, if the version is still the one in the database.
pub(super) async fn give_back(tx: &mut Tx, id: DelegationId, retour: &Retour) -> Result<bool> {
    let (ml, par) = (tx.ml()?, tx.agent_id().map(AgentId::uuid));
    let done = sqlx::query!(
        "update delegation set etat = 'retournee', repondue_le = $4, repondue_par = $5, motif = $6,
           mots = $7, identite = case when jeune_id is null then identite end, version = version + 1
         where ml_id = $1 and id = $2 and version = $3 and etat = 'recue'",
        ml.get(),
        id.uuid(),
        retour.version,
        retour.le,
        par,
        retour.motif,
        retour.mots,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Returns someone during her course.
pub(super) async fn send_back(tx: &mut Tx, adhesion: AdhesionId, retour: &Retour) -> Result<bool> {
    let ml = tx.ml()?;
    let done = sqlx::query!(
        "update delegation set etat = 'renvoyee', fin_le = $3, motif = $4, mots = $5,
           version = version + 1
         where ml_id = $1 and adhesion_id = $2 and etat = 'acceptee'",
        ml.get(),
        adhesion.uuid(),
        retour.le,
        retour.motif,
        retour.mots,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// What France Travail wrote of those returned before `avant`, without a dossier, goes.
pub(super) async fn forget(tx: &mut Tx, avant: NaiveDate) -> Result<u64> {
    let ml = tx.ml()?;
    let done = sqlx::query!(
        "update delegation set identite = null, empreinte = ''
         where ml_id = $1 and identite is not null and etat <> 'recue' and repondue_le < $2",
        ml.get(),
        avant,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected())
}
