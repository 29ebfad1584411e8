//! The statements of handovers.

use kernel::{AgentId, JeuneId, MlId, new_uuid};
use platform::{Error, Result, Tx};
use uuid::Uuid;

use super::model::{DossierAConfier, Remplace};
use crate::{
    accueil::queries::{Regard, shown},
    dossiers::EtatDossier,
    referents::NouveauRemplacement,
};

/// The dossiers of `agent`, by name: active and sleeping ones.
pub(super) async fn dossiers(
    tx: &mut Tx,
    agent: AgentId,
    regard: Regard,
) -> Result<Vec<DossierAConfier>> {
    let (ml, today) = (tx.ml()?, tx.today());
    let rows = sqlx::query!(
        r#"select j.id as "id: JeuneId", j.numero, j.etat, j.nom_naissance, j.nom_usage, j.prenom,
             j.prenom_usage, j.protege, coalesce(s.nom, '') as "site!",
             e.ouvertes as "echeances!", e.retard as "en_retard!"
           from jeune j
           left join site s on s.id = j.site_id
           cross join lateral (
             select count(*) as ouvertes, count(*) filter (where x.echeance_le < $3) as retard
             from echeance x
             where x.ml_id = $1 and x.jeune_id = j.id and x.close_le is null) e
           where j.ml_id = $1 and j.referent_id = $2 and j.etat in ('actif', 'en_veille')
             and (not j.protege or $4 or j.referent_id = $5
               or remplacant_du_dossier(j.ml_id, j.referent_id, j.id, $3) = $5)
           order by j.recherche, j.id limit 2000"#,
        ml.get(),
        agent.uuid(),
        today,
        regard.tous,
        regard.moi,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| DossierAConfier {
            id: row.id,
            nom: shown(
                row.nom_naissance,
                row.nom_usage,
                row.prenom,
                row.prenom_usage,
            ),
            numero: row.numero,
            etat: EtatDossier::from_code(&row.etat).unwrap_or(EtatDossier::Actif),
            site: row.site,
            protege: row.protege,
            echeances: row.echeances,
            en_retard: row.en_retard,
        })
        .collect())
}

/// Whether this replacement is already there.
pub(super) async fn known(tx: &mut Tx, id: Uuid) -> Result<bool> {
    let ml = tx.ml()?;
    Ok(sqlx::query_scalar!(
        r#"select exists (select from remplacement where ml_id = $1 and id = $2) as "known!""#,
        ml.get(),
        id,
    )
    .fetch_one(tx.conn())
    .await?)
}

/// Adds a replacement of a part, unless one of the whole portefeuille or of these dossiers overlaps
/// it; says whether it did.
pub(super) async fn insert_part(
    tx: &mut Tx,
    new: &NouveauRemplacement,
    jeunes: &[Uuid],
) -> Result<bool> {
    let ml = tx.ml()?;
    let fresh = || new_uuid(tx.clock(), tx.rng());
    let ids: Vec<Uuid> = jeunes.iter().map(|_| fresh()).collect();
    let done = sqlx::query!(
        "with ajout as (
           insert into remplacement (ml_id, id, agent_id, remplacant_id, du, au, partiel)
           select $1, $2, $3, $4, $5, $6, true
           where not exists (select from remplacement r
             where r.ml_id = $1 and r.agent_id = $3 and r.du <= $6 and r.au >= $5
               and (not r.partiel or exists (select from remplacement_dossier d
                 where d.ml_id = $1 and d.remplacement_id = r.id and d.jeune_id = any($7))))
           returning id)
         insert into remplacement_dossier (ml_id, id, remplacement_id, jeune_id)
         select $1, t.id, a.id, j.id from ajout a
         cross join unnest($7::uuid[], $8::uuid[]) as t(jeune, id)
         join jeune j on j.ml_id = $1 and j.referent_id = $3 and j.id = t.jeune",
        ml.get(),
        new.id,
        new.agent.uuid(),
        new.remplacant.uuid(),
        new.du,
        new.au,
        jeunes,
        &ids,
    )
    .execute(tx.conn())
    .await?;
    Ok(usize::try_from(done.rows_affected()).is_ok_and(|n| n == jeunes.len()))
}

/// Whom `me` replaces today.
pub(super) async fn remplaces(tx: &mut Tx, me: AgentId) -> Result<Vec<Remplace>> {
    let (ml, today) = (tx.ml()?, tx.today());
    Ok(sqlx::query_as!(
        Remplace,
        r#"select r.id as remplacement, r.agent_id as agent,
             a.prenom || ' ' || a.nom as "agent_nom!", r.partiel, r.au
           from remplacement r join agent a on a.id = r.agent_id
           where r.ml_id = $1 and r.remplacant_id = $2 and $3 between r.du and r.au
           order by a.nom, a.prenom, r.id"#,
        ml.get(),
        me.uuid(),
        today,
    )
    .fetch_all(tx.conn())
    .await?)
}

/// The absences of `me` that are over and whose drafts were not given back.
pub(super) async fn due(tx: &mut Tx, me: AgentId) -> Result<Vec<Uuid>> {
    let (ml, today) = (tx.ml()?, tx.today());
    Ok(sqlx::query_scalar!(
        "select r.id from remplacement r
         where r.ml_id = $1 and r.agent_id = $2 and r.au < $3
           and exists (select from brouillon_confie c
             where c.ml_id = $1 and c.remplacement_id = r.id and c.rendu_le is null)",
        ml.get(),
        me.uuid(),
        today,
    )
    .fetch_all(tx.conn())
    .await?)
}

/// The agent who is absent in the replacement.
pub(super) async fn absent(tx: &mut Tx, id: Uuid) -> Result<AgentId> {
    let ml: MlId = tx.ml()?;
    sqlx::query_scalar!(
        r#"select agent_id as "agent: AgentId" from remplacement where ml_id = $1 and id = $2"#,
        ml.get(),
        id,
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or(Error::NotFound)
}
