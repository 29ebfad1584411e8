//! The statements of rendez-vous.

use chrono::{DateTime, Utc};
use kernel::{AgentId, JeuneId, MotifRdvId, RendezVousId, SiteId};
use platform::{Result, Tx};
use uuid::Uuid;

use super::model::{EtatRdv, Issue, Lieu, NouveauRendezVous, RendezVous};

pub(super) mod agenda;

/// What a motif asks.
#[derive(Debug, Clone)]
pub(super) struct Motif {
    pub(super) minutes: i32,
    pub(super) lieux: Vec<String>,
    pub(super) referent_seul: bool,
    pub(super) ouvert: bool,
}

/// The motif.
pub(super) async fn motif(tx: &mut Tx, id: MotifRdvId) -> Result<Option<Motif>> {
    let (ml, today) = (tx.ml()?, tx.today());
    Ok(sqlx::query_as!(
        Motif,
        r#"select duree_minutes as minutes, lieux, referent_seul,
             (ferme_le is null or ferme_le > $3) as "ouvert!"
           from motif_rdv where ml_id = $1 and id = $2"#,
        ml.get(),
        id.uuid(),
        today,
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// Whether the room is an open one of the site.
pub(super) async fn is_salle(tx: &mut Tx, salle: Uuid, site: Option<SiteId>) -> Result<bool> {
    let (ml, today) = (tx.ml()?, tx.today());
    Ok(sqlx::query_scalar!(
        r#"select exists (select from salle where ml_id = $1 and id = $2 and site_id = $3
             and (fermee_le is null or fermee_le > $4)) as "known!""#,
        ml.get(),
        salle,
        site.map(SiteId::uuid),
        today,
    )
    .fetch_one(tx.conn())
    .await?)
}

/// Adds a planned rendez-vous; false when its identifier is taken.
pub(super) async fn insert(
    tx: &mut Tx,
    jeune: JeuneId,
    new: &NouveauRendezVous,
    fin: DateTime<Utc>,
    remplace: Option<RendezVousId>,
) -> Result<bool> {
    let (ml, now, me) = (tx.ml()?, tx.now(), tx.agent_id().map(AgentId::uuid));
    let done = sqlx::query!(
        "insert into rendez_vous (ml_id, id, jeune_id, agent_id, motif_id, lieu, site_id, salle_id,
           debut, fin, derogation, remplace_id, cree_le, cree_par)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
         on conflict (ml_id, id) do nothing",
        ml.get(),
        new.id.uuid(),
        jeune.uuid(),
        new.agent.uuid(),
        new.motif.uuid(),
        new.ou.lieu.code(),
        new.ou.site.map(SiteId::uuid),
        new.ou.salle,
        new.debut,
        fin,
        new.derogation,
        remplace.map(RendezVousId::uuid),
        now,
        me,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Says how it went, if nobody changed it since `version`.
pub(super) async fn mark(
    tx: &mut Tx,
    id: RendezVousId,
    version: i32,
    issue: Issue,
) -> Result<bool> {
    let (excuse, par) = match issue {
        Issue::Absent { excuse } => (excuse, ""),
        Issue::Annule {
            par_jeune: true, ..
        } => (None, "jeune"),
        Issue::Annule { .. } => (None, "mission_locale"),
        Issue::Present | Issue::NonPrecise => (None, ""),
    };
    set_state(tx, id, version, (issue.etat(), excuse, par)).await
}

/// Another one took its place.
pub(super) async fn mark_moved(tx: &mut Tx, id: RendezVousId, version: i32) -> Result<bool> {
    set_state(tx, id, version, (EtatRdv::Reporte, None, "")).await
}

async fn set_state(
    tx: &mut Tx,
    id: RendezVousId,
    version: i32,
    (etat, excuse, par): (EtatRdv, Option<bool>, &str),
) -> Result<bool> {
    let (ml, now) = (tx.ml()?, tx.now());
    let done = sqlx::query!(
        "update rendez_vous set etat = $4, excuse = $5, annule_par = $6, etat_le = $7,
           version = version + 1
         where ml_id = $1 and id = $2 and version = $3",
        ml.get(),
        id.uuid(),
        version,
        etat.code(),
        excuse,
        par,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// She said that she comes.
pub(super) async fn confirm(tx: &mut Tx, id: RendezVousId) -> Result<bool> {
    let (ml, now) = (tx.ml()?, tx.now());
    let done = sqlx::query!(
        "update rendez_vous set confirme_le = $3, version = version + 1
         where ml_id = $1 and id = $2 and confirme_le is null and etat = 'planifie'",
        ml.get(),
        id.uuid(),
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Which rendez-vous: one, or the next and the last ones of a dossier, or a day of a dossier.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Lesquels {
    pub(super) id: Option<RendezVousId>,
    pub(super) entre: Option<(DateTime<Utc>, DateTime<Utc>)>,
    pub(super) limite: i64,
}

/// Rendez-vous of a dossier, latest first.
pub(super) async fn of(tx: &mut Tx, jeune: JeuneId, which: Lesquels) -> Result<Vec<RendezVous>> {
    let ml = tx.ml()?;
    let (du, au) = which.entre.unzip();
    Ok(sqlx::query_as!(
        RendezVous,
        r#"select r.id as "id: RendezVousId", r.jeune_id as "jeune: JeuneId",
             r.agent_id as "agent: AgentId", a.prenom || ' ' || a.nom as "agent_nom!",
             r.motif_id as "motif: MotifRdvId", m.libelle as motif_nom, m.theme, m.consignes,
             m.reserve_par = 'personne' as "par_personne!", r.lieu as "lieu: Lieu",
             r.site_id as "site: SiteId", coalesce(s.nom, '') as "site_nom!", r.salle_id as salle,
             coalesce(k.nom, '') as "salle_nom!", r.debut, r.fin, r.etat as "etat: EtatRdv",
             r.excuse, r.remplace_id as "remplace: RendezVousId", r.derogation, r.confirme_le,
             r.version
           from rendez_vous r
           join agent a on a.id = r.agent_id
           join motif_rdv m on m.ml_id = $1 and m.id = r.motif_id
           left join site s on s.id = r.site_id
           left join salle k on k.ml_id = $1 and k.id = r.salle_id
           where r.ml_id = $1 and r.jeune_id = $2 and ($3::uuid is null or r.id = $3)
             and ($4::timestamptz is null or r.debut >= $4 and r.debut < $5)
           order by r.debut desc, r.id limit $6"#,
        ml.get(),
        jeune.uuid(),
        which.id.map(RendezVousId::uuid),
        du,
        au,
        which.limite.max(1),
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Whose rendez-vous it is.
pub(super) async fn jeune_of(tx: &mut Tx, id: RendezVousId) -> Result<Option<JeuneId>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_scalar!(
        r#"select jeune_id as "jeune: JeuneId" from rendez_vous where ml_id = $1 and id = $2"#,
        ml.get(),
        id.uuid(),
    )
    .fetch_optional(tx.conn())
    .await?)
}
