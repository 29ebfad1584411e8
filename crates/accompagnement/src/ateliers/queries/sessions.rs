//! The statements of sessions.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::{AgentId, AtelierId, SessionAtelierId, SiteId};
use platform::{Result, Tx};
use uuid::Uuid;

use crate::ateliers::model::{
    Animateur, Deplacement, FiltreSessions, Genre, NouvelleSession, Reglages, Salle,
    SessionAtelier, Visible,
};

/// The most sessions of a list.
const SESSIONS: i64 = 300;

/// One session of a recurrence: which, when, until when one registers.
#[derive(Debug, Clone, Copy)]
pub(in crate::ateliers) struct Occurrence {
    pub id: SessionAtelierId,
    pub debut: DateTime<Utc>,
    pub fin: DateTime<Utc>,
    pub limite: Option<NaiveDate>,
    pub serie: Option<Uuid>,
}

/// What a session names, as it stands on its day.
#[derive(Debug, Clone, Copy)]
pub(in crate::ateliers) struct Nomme {
    /// The offre is open; `None`: there is no such offre.
    pub offre: Option<bool>,
    pub animateur: bool,
    pub site: bool,
    /// How many people the room of the site holds; `None`: no such room.
    pub salle: Option<i32>,
}

/// What a session, planned or moved, asks on its day.
#[derive(Debug, Clone, Copy)]
pub(in crate::ateliers) struct Demandes<'a> {
    pub jour: NaiveDate,
    pub offre: AtelierId,
    pub animateur: &'a Animateur,
    pub site: SiteId,
    pub salle: Option<Uuid>,
    pub places: i32,
}

/// Looks at what the session names.
pub(in crate::ateliers) async fn named(tx: &mut Tx, new: Demandes<'_>) -> Result<Nomme> {
    let ml = tx.ml()?;
    let agent = new.animateur.agent().map(AgentId::uuid);
    Ok(sqlx::query_as!(
        Nomme,
        r#"select
             (select o.fermee_le is null or o.fermee_le > $2 from offre_atelier o
              where o.ml_id = $1 and o.id = $3) as offre,
             exists (select from affectation f where f.ml_id = $1 and f.agent_id = $4
               and f.du <= $2 and (f.au is null or f.au >= $2)) as "animateur!",
             exists (select from site s where s.ml_id = $1 and s.id = $5
               and s.ferme_le is null) as "site!",
             (select a.places from salle a where a.ml_id = $1 and a.id = $6 and a.site_id = $5
               and (a.fermee_le is null or a.fermee_le > $2)) as salle"#,
        ml.get(),
        new.jour,
        new.offre.uuid(),
        agent,
        new.site.uuid(),
        new.salle,
    )
    .fetch_one(tx.conn())
    .await?)
}

/// What someone chose, in words; empty strings for what there is not.
pub(in crate::ateliers) async fn words(
    tx: &mut Tx,
    change: &Deplacement,
) -> Result<(String, String, String)> {
    let ml = tx.ml()?;
    let row = sqlx::query!(
        r#"select
             coalesce((select a.prenom || ' ' || a.nom from agent a where a.id = $2), $3)
               as "animateur!",
             coalesce((select s.nom from site s where s.ml_id = $1 and s.id = $4), '') as "site!",
             coalesce((select l.nom from salle l where l.ml_id = $1 and l.id = $5), '') as "salle!""#,
        ml.get(),
        change.animateur.agent().map(AgentId::uuid),
        change.animateur.intervenant(),
        change.site.uuid(),
        change.salle,
    )
    .fetch_one(tx.conn())
    .await?;
    Ok((row.animateur, row.site, row.salle))
}

/// The rooms that are not closed, by site and name.
pub(in crate::ateliers) async fn salles(tx: &mut Tx) -> Result<Vec<Salle>> {
    let (ml, today) = (tx.ml()?, tx.today());
    Ok(sqlx::query_as!(
        Salle,
        r#"select id, site_id as "site: SiteId", nom, places from salle
           where ml_id = $1 and (fermee_le is null or fermee_le > $2) order by site_id, nom"#,
        ml.get(),
        today,
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Adds one session; false when its identifier is taken.
pub(in crate::ateliers) async fn insert(
    tx: &mut Tx,
    new: &NouvelleSession,
    at: &Occurrence,
) -> Result<bool> {
    let (ml, now, par) = (tx.ml()?, tx.now(), tx.agent_id().map(AgentId::uuid));
    let agent = new.animateur.agent().map(AgentId::uuid);
    let intervenant = new.animateur.intervenant();
    let done = sqlx::query!(
        "insert into session_atelier (ml_id, id, offre_id, debut, fin, animateur_id, intervenant,
           site_id, salle_id, places, inscriptions_jusqu_au, visible, auto_inscription, serie,
           cree_le, cree_par)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
         on conflict (ml_id, id) do nothing",
        ml.get(),
        at.id.uuid(),
        new.offre.uuid(),
        at.debut,
        at.fin,
        agent,
        intervenant,
        new.site.uuid(),
        new.salle,
        new.places,
        at.limite,
        new.visible.code(),
        new.auto_inscription,
        at.serie,
        now,
        par,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// One session.
pub(in crate::ateliers) async fn find(
    tx: &mut Tx,
    id: SessionAtelierId,
) -> Result<Option<SessionAtelier>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        SessionAtelier,
        r#"select s.id as "id: SessionAtelierId", s.offre_id as "offre: AtelierId",
             o.genre as "genre: Genre", o.theme, o.nom, o.partenaire, s.debut, s.fin,
             s.animateur_id as "animateur?: AgentId",
             coalesce(a.prenom || ' ' || a.nom, s.intervenant) as "animateur_nom!",
             s.site_id as "site: SiteId", i.nom as site_nom,
             s.salle_id as salle, coalesce(l.nom, '') as "salle_nom!",
             s.derogation, s.places, s.inscriptions_jusqu_au, s.visible as "visible: Visible",
             s.auto_inscription, s.serie, s.annulee_le, s.close_le, s.version,
             n.inscrits as "inscrits!", n.attente as "attente!", n.marques as "marques!"
           from session_atelier s
           join offre_atelier o on o.ml_id = s.ml_id and o.id = s.offre_id
           join site i on i.id = s.site_id
           left join salle l on l.ml_id = s.ml_id and l.id = s.salle_id
           left join agent a on a.id = s.animateur_id
           cross join lateral (
             select count(*) filter (where rang is null) as inscrits, count(rang) as attente,
               count(present) as marques
             from inscription where ml_id = s.ml_id and session_id = s.id and retiree_le is null) n
           where s.ml_id = $1 and s.id = $2"#,
        ml.get(),
        id.uuid(),
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// The sessions of the filter, soonest first.
pub(in crate::ateliers) async fn list(
    tx: &mut Tx,
    filtre: &FiltreSessions,
) -> Result<Vec<SessionAtelier>> {
    let (ml, now) = (tx.ml()?, tx.now());
    Ok(sqlx::query_as!(
        SessionAtelier,
        r#"select s.id as "id: SessionAtelierId", s.offre_id as "offre: AtelierId",
             o.genre as "genre: Genre", o.theme, o.nom, o.partenaire, s.debut, s.fin,
             s.animateur_id as "animateur?: AgentId",
             coalesce(a.prenom || ' ' || a.nom, s.intervenant) as "animateur_nom!",
             s.site_id as "site: SiteId", i.nom as site_nom,
             s.salle_id as salle, coalesce(l.nom, '') as "salle_nom!",
             s.derogation, s.places, s.inscriptions_jusqu_au, s.visible as "visible: Visible",
             s.auto_inscription, s.serie, s.annulee_le, s.close_le, s.version,
             n.inscrits as "inscrits!", n.attente as "attente!", n.marques as "marques!"
           from session_atelier s
           join offre_atelier o on o.ml_id = s.ml_id and o.id = s.offre_id
           join site i on i.id = s.site_id
           left join salle l on l.ml_id = s.ml_id and l.id = s.salle_id
           left join agent a on a.id = s.animateur_id
           cross join lateral (
             select count(*) filter (where rang is null) as inscrits, count(rang) as attente,
               count(present) as marques
             from inscription where ml_id = s.ml_id and session_id = s.id and retiree_le is null) n
           where s.ml_id = $1
             and s.debut >= coalesce($2::timestamptz, '-infinity') and s.debut < coalesce($3::timestamptz, 'infinity')
             and ($4::uuid is null or s.site_id = $4) and ($5 = '' or o.theme = $5)
             and (not $6 or (s.fin <= $7 and s.annulee_le is null and s.close_le is null))
             and ($9::uuid[] is null or s.id = any($9))
             and ($10::uuid is null or s.animateur_id = $10)
           order by s.debut, o.nom, s.id limit $8"#,
        ml.get(),
        filtre.du,
        filtre.avant,
        filtre.site.map(SiteId::uuid),
        filtre.theme,
        filtre.a_cloturer,
        now,
        SESSIONS,
        filtre.parmi.as_deref(),
        filtre.animateur.map(AgentId::uuid),
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Holds the session until the end of the transaction; false: there is no such session.
pub(in crate::ateliers) async fn lock(tx: &mut Tx, id: SessionAtelierId) -> Result<bool> {
    let ml = tx.ml()?;
    let found = sqlx::query_scalar!(
        "select id from session_atelier where ml_id = $1 and id = $2 for update",
        ml.get(),
        id.uuid(),
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(found.is_some())
}

/// Changes what may be changed if the version is still the one in the database.
pub(in crate::ateliers) async fn update(tx: &mut Tx, change: &Reglages) -> Result<bool> {
    let ml = tx.ml()?;
    let done = sqlx::query!(
        "update session_atelier set places = $4, inscriptions_jusqu_au = $5, visible = $6,
           auto_inscription = $7, version = version + 1
         where ml_id = $1 and id = $2 and version = $3",
        ml.get(),
        change.id.uuid(),
        change.version,
        change.places,
        change.inscriptions_jusqu_au,
        change.visible.code(),
        change.auto_inscription,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Moves the session if the version is still the one in the database.
pub(in crate::ateliers) async fn relocate(
    tx: &mut Tx,
    change: &Deplacement,
    (debut, fin, limite): (DateTime<Utc>, DateTime<Utc>, Option<NaiveDate>),
) -> Result<bool> {
    let ml = tx.ml()?;
    let done = sqlx::query!(
        "update session_atelier set debut = $4, fin = $5, animateur_id = $6, intervenant = $7,
           site_id = $8, salle_id = $9, inscriptions_jusqu_au = $10, derogation = $11,
           version = version + 1
         where ml_id = $1 and id = $2 and version = $3",
        ml.get(),
        change.id.uuid(),
        change.version,
        debut,
        fin,
        change.animateur.agent().map(AgentId::uuid),
        change.animateur.intervenant(),
        change.site.uuid(),
        change.salle,
        limite,
        change.derogation,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Cancels the session.
pub(in crate::ateliers) async fn cancel(tx: &mut Tx, id: SessionAtelierId) -> Result<()> {
    let (ml, now) = (tx.ml()?, tx.now());
    sqlx::query!(
        "update session_atelier set annulee_le = $3, version = version + 1
         where ml_id = $1 and id = $2",
        ml.get(),
        id.uuid(),
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Closes the session.
pub(in crate::ateliers) async fn close(tx: &mut Tx, id: SessionAtelierId) -> Result<()> {
    let (ml, now, par) = (tx.ml()?, tx.now(), tx.agent_id().map(AgentId::uuid));
    sqlx::query!(
        "update session_atelier set close_le = $3, close_par = $4, version = version + 1
         where ml_id = $1 and id = $2",
        ml.get(),
        id.uuid(),
        now,
        par,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
