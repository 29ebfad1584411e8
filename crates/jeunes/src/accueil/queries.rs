//! The statements of the counter.

use chrono::{DateTime, NaiveTime, Utc};
use kernel::{AgentId, JeuneId, SiteId};
use platform::{Result, Tx};
use uuid::Uuid;

use super::model::{Arrivee, Attendu, EtatVenue, Venue};
use crate::dossiers::Identite;

pub(super) mod attentes;
pub(super) mod permanences;

/// Who is asking, for protected dossiers.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Regard {
    pub tous: bool,
    pub moi: Option<Uuid>,
}

impl Regard {
    pub(crate) fn of(tx: &Tx) -> Self {
        Self {
            tous: crate::acces::sees_protected(tx.actor(), &[]),
            moi: tx.agent_id().map(AgentId::uuid),
        }
    }
}

/// Who is expected at `site` today and has not come: by a rendez-vous or the next contact due.
pub(super) async fn attendus(tx: &mut Tx, site: SiteId) -> Result<Vec<Attendu>> {
    let (ml, day, regard) = (tx.ml()?, tx.today(), Regard::of(tx));
    let rows = sqlx::query!(
        r#"with prevus as (
             select e.jeune_id, min(e.libelle) as libelle, null::time as heure,
               null::uuid as agent_id
             from echeance e
             where e.ml_id = $1 and e.close_le is null and e.echeance_le = $2
               and e.nature in ('rendez_vous', 'prochain_contact')
             group by e.jeune_id
             union all
             select v.jeune_id, 'Rendez-vous', v.heure, v.agent_id from venue v
             where v.ml_id = $1 and v.jour = $2 and v.site_id = $3 and v.etat = 'attendu')
           select distinct on (j.id) j.id as "jeune!: JeuneId", j.nom_naissance, j.nom_usage,
             j.prenom, j.prenom_usage, j.protege, p.libelle as "libelle!", p.heure,
             coalesce(a.prenom || ' ' || a.nom, '') as "agent_nom!"
           from prevus p
           join jeune j on j.ml_id = $1 and j.id = p.jeune_id
           left join agent a on a.id = coalesce(p.agent_id,
             remplacant_du_dossier(j.ml_id, j.referent_id, j.id, $2), j.referent_id)
           where (p.agent_id is not null or j.site_id = $3 or exists (
               select from affectation f where f.ml_id = $1 and f.agent_id = j.referent_id
                 and f.site_id = $3 and f.du <= $2 and (f.au is null or f.au >= $2)))
             and (not j.protege or $4 or j.referent_id = $5
               or remplacant_du_dossier(j.ml_id, j.referent_id, j.id, $2) = $5)
             and not exists (select from venue v where v.ml_id = $1 and v.jeune_id = j.id
               and v.jour = $2 and v.etat <> 'attendu')
           order by j.id, p.heure nulls last
           limit 200"#,
        ml.get(),
        day,
        site.uuid(),
        regard.tous,
        regard.moi,
    )
    .fetch_all(tx.conn())
    .await?;
    let words = rows.into_iter().map(|row| Attendu {
        jeune: row.jeune,
        nom: shown(
            row.nom_naissance,
            row.nom_usage,
            row.prenom,
            row.prenom_usage,
        ),
        libelle: row.libelle,
        heure: row.heure,
        agent_nom: row.agent_nom,
        protege: row.protege,
    });
    let mut all: Vec<Attendu> = words.collect();
    all.sort_by(by_hour);
    Ok(all)
}

/// Those with an hour first, then by name.
fn by_hour(a: &Attendu, b: &Attendu) -> std::cmp::Ordering {
    let key = |x: &Attendu| (x.heure.is_none(), x.heure);
    key(a).cmp(&key(b)).then_with(|| a.nom.cmp(&b.nom))
}

pub(crate) fn shown(
    nom_naissance: String,
    nom_usage: String,
    prenom: String,
    prenom_usage: String,
) -> String {
    Identite {
        nom_naissance,
        nom_usage,
        prenom,
        prenom_usage,
        sexe: None,
    }
    .nom_affiche()
}

/// Which arrivals: of a site, for an agent, the one row.
type Lesquelles = (Option<SiteId>, Option<AgentId>, Option<Uuid>);

/// Those who came today.
pub(super) async fn venues(tx: &mut Tx, (site, agent, id): Lesquelles) -> Result<Vec<Venue>> {
    let (ml, day, regard) = (tx.ml()?, tx.today(), Regard::of(tx));
    let rows = sqlx::query!(
        r#"select v.id, j.id as "jeune: JeuneId", j.nom_naissance, j.nom_usage, j.prenom,
             j.prenom_usage, j.protege, v.site_id as "site: SiteId", s.nom as site_nom, v.source,
             v.etat, v.agent_id as "agent?: AgentId",
             coalesce(a.prenom || ' ' || a.nom, '') as "agent_nom!", v.motif, v.souhait,
             v.accompagne_par, v.arrivee_le as "arrivee_le!", v.fin_le,
             coalesce(j.date_naissance > ($2::date - interval '18 years'),
               j.age_declare < 18, false) as "mineur!"
           from venue v
           join jeune j on j.ml_id = $1 and j.id = v.jeune_id
           join site s on s.id = v.site_id
           left join agent a on a.id = v.agent_id
           where v.ml_id = $1 and v.jour = $2 and v.etat <> 'attendu'
             and ($3::uuid is null or v.site_id = $3) and ($4::uuid is null or v.agent_id = $4)
             and ($5::uuid is null or v.id = $5)
             and (not j.protege or $6 or j.referent_id = $7
               or remplacant_du_dossier(j.ml_id, j.referent_id, j.id, $2) = $7)
           order by v.arrivee_le, v.id limit 300"#,
        ml.get(),
        day,
        site.map(SiteId::uuid),
        agent.map(AgentId::uuid),
        id,
        regard.tous,
        regard.moi,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Venue {
            id: row.id,
            jeune: row.jeune,
            nom: shown(
                row.nom_naissance,
                row.nom_usage,
                row.prenom,
                row.prenom_usage,
            ),
            mineur: row.mineur,
            site: row.site,
            site_nom: row.site_nom,
            source: row.source,
            etat: EtatVenue::from_code(&row.etat),
            agent: row.agent,
            agent_nom: row.agent_nom,
            motif: row.motif,
            souhait: row.souhait,
            accompagne_par: row.accompagne_par,
            arrivee_le: row.arrivee_le,
            fin_le: row.fin_le,
            protege: row.protege,
        })
        .collect())
}

/// The arrival, unless this person already waits today; one that was expected is moved on.
pub(super) async fn arrive(
    tx: &mut Tx,
    jeune: JeuneId,
    new: &Arrivee,
    source: &str,
    agent: Option<AgentId>,
) -> Result<Option<Uuid>> {
    let (ml, today, now) = (tx.ml()?, tx.today(), tx.now());
    let me = tx.agent_id().map(AgentId::uuid);
    Ok(sqlx::query_scalar!(
        "insert into venue as v (ml_id, id, jeune_id, site_id, jour, source, etat, agent_id, motif,
           souhait, accompagne_par, arrivee_le, saisi_le, saisi_par)
         select $1, $2, $3, $4, $5, $6, 'attend', $7, $8, $9, $10, $11, $11, $12
         where not exists (select from venue x where x.ml_id = $1 and x.id = $2)
         on conflict (ml_id, jeune_id, jour) where etat in ('attendu', 'attend') do update
         set etat = 'attend', site_id = excluded.site_id,
           source = case when excluded.source = 'urgence' then excluded.source else v.source end,
           arrivee_le = coalesce(v.arrivee_le, excluded.arrivee_le),
           agent_id = coalesce(excluded.agent_id, v.agent_id), motif = excluded.motif,
           souhait = excluded.souhait, accompagne_par = excluded.accompagne_par,
           version = v.version + 1
         where v.etat = 'attendu' or excluded.source = 'urgence'
         returning id",
        ml.get(),
        new.id,
        jeune.uuid(),
        new.site.uuid(),
        today,
        source,
        agent.map(AgentId::uuid),
        new.motif,
        new.souhait,
        new.accompagne_par,
        now,
        me,
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// Ends the waiting; whether this click did it.
pub(super) async fn finish(tx: &mut Tx, id: Uuid, etat: &str) -> Result<bool> {
    let (ml, now, me) = (tx.ml()?, tx.now(), tx.agent_id().map(AgentId::uuid));
    let done = sqlx::query!(
        "update venue set etat = $3, fin_le = $4, fin_par = $5, version = version + 1
         where ml_id = $1 and id = $2 and etat = 'attend'",
        ml.get(),
        id,
        etat,
        now,
        me,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The instant the day of the mission locale ends.
pub(crate) fn day_end(tx: &Tx) -> DateTime<Utc> {
    let next = tx.today().succ_opt().unwrap_or(tx.today());
    next.and_time(NaiveTime::MIN)
        .and_local_timezone(tx.fuseau())
        .earliest()
        .map_or_else(|| tx.now(), |instant| instant.with_timezone(&Utc))
}
