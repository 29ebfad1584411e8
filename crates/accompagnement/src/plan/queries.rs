//! The statements of objectifs and actions; those of agreements are in `accords`.

pub(super) mod accords;

use chrono::NaiveDate;
use kernel::{ActionId, AgentId, FreinId, JeuneId, ObjectifId};
use platform::{Result, Tx};
use uuid::Uuid;

use super::{
    model::{
        Action, ChangementAction, ChangementObjectif, EtatAction, EtatObjectif, ModificationAction,
        NouvelObjectif, NouvelleAction, Objectif, Origine, Qui, Reponse,
    },
    rules,
};
use crate::freins::Frein;

/// Adds the objectifs; returns those that were: not one whose identifier is taken, or whose frein is
/// not of this dossier.
pub(crate) async fn insert_objectifs(
    tx: &mut Tx,
    jeune: JeuneId,
    all: &[NouvelObjectif],
    le: NaiveDate,
) -> Result<Vec<ObjectifId>> {
    let (ml, now, par) = (tx.ml()?, tx.now(), tx.agent_id().map(AgentId::uuid));
    let ids: Vec<Uuid> = all.iter().map(|o| o.id.uuid()).collect();
    let libelles: Vec<String> = all.iter().map(|o| o.libelle.clone()).collect();
    let (mut freins, mut codes, mut souhaits, mut domaines) = (vec![], vec![], vec![], vec![]);
    for objectif in all {
        let (frein, code, souhait, domaine) = match &objectif.origine {
            Origine::Frein(id) => (Some(id.uuid()), "", "", ""),
            Origine::FreinOuvert(code) => (None, code.as_str(), "", ""),
            Origine::Souhait { texte, domaine } => (None, "", texte.as_str(), domaine.as_str()),
        };
        freins.push(frein);
        codes.push(code.to_owned());
        souhaits.push(souhait.to_owned());
        domaines.push(domaine.to_owned());
    }
    Ok(sqlx::query_scalar!(
        r#"insert into objectif (ml_id, id, jeune_id, frein_id, souhait, domaine, libelle, etat_le,
             saisi_le, saisi_par)
           select $1, t.id, $2, f.id, t.souhait, coalesce(f.domaine, t.domaine), t.libelle, $3, $4,
             $5
           from unnest($6::uuid[], $7::uuid[], $8::text[], $9::text[], $10::text[], $11::text[])
             as t(id, frein, code, souhait, domaine, libelle)
           left join frein f on f.ml_id = $1 and f.jeune_id = $2
             and (f.id = t.frein or (f.code = t.code and f.leve_le is null))
           where f.id is not null or t.souhait <> ''
           on conflict (ml_id, id) do nothing returning id as "id: ObjectifId""#,
        ml.get(),
        jeune.uuid(),
        le,
        now,
        par,
        &ids,
        &freins as &[Option<Uuid>],
        &codes,
        &souhaits,
        &domaines,
        &libelles,
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Adds the actions; returns those that were: not one whose identifier is taken, or whose objectif
/// is not in progress in this dossier.
pub(crate) async fn insert_actions(
    tx: &mut Tx,
    jeune: JeuneId,
    all: &[NouvelleAction],
    le: NaiveDate,
) -> Result<Vec<ActionId>> {
    let (ml, now, par) = (tx.ml()?, tx.now(), tx.agent_id().map(AgentId::uuid));
    let ids: Vec<Uuid> = all.iter().map(|a| a.id.uuid()).collect();
    let objectifs: Vec<Uuid> = all.iter().map(|a| a.objectif.uuid()).collect();
    let libelles: Vec<String> = all.iter().map(|a| a.libelle.clone()).collect();
    let qui: Vec<String> = all.iter().map(|a| a.qui.code().to_owned()).collect();
    let partners: Vec<String> = all.iter().map(|a| a.partenaire.clone()).collect();
    let dues: Vec<Option<NaiveDate>> = all.iter().map(|a| a.echeance_le).collect();
    Ok(sqlx::query_scalar!(
        r#"insert into action (ml_id, id, jeune_id, objectif_id, libelle, qui, partenaire,
             echeance_le, etat_le, saisi_le, saisi_par)
           select $1, t.id, $2, o.id, t.libelle, t.qui, t.partenaire, t.due, $3, $4, $5
           from unnest($6::uuid[], $7::uuid[], $8::text[], $9::text[], $10::text[], $11::date[])
             as t(id, objectif, libelle, qui, partenaire, due)
           join objectif o on o.ml_id = $1 and o.jeune_id = $2 and o.id = t.objectif
             and o.etat = 'en_cours'
           on conflict (ml_id, id) do nothing returning id as "id: ActionId""#,
        ml.get(),
        jeune.uuid(),
        le,
        now,
        par,
        &ids,
        &objectifs,
        &libelles,
        &qui,
        &partners,
        &dues as &[Option<NaiveDate>],
    )
    .fetch_all(tx.conn())
    .await?)
}

/// The objectifs of the dossier, in the order they were set; only `id` when it is given.
pub(super) async fn objectifs(
    tx: &mut Tx,
    jeune: JeuneId,
    id: Option<ObjectifId>,
) -> Result<Vec<Objectif>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        Objectif,
        r#"select id, frein_id as "frein: FreinId", souhait, domaine, libelle,
             etat as "etat: EtatObjectif", etat_le, accord as "reponse: Reponse",
             accord_le as reponse_le, version
           from objectif where ml_id = $1 and jeune_id = $2 and ($3::uuid is null or id = $3)
           order by (etat <> 'en_cours'), saisi_le, id"#,
        ml.get(),
        jeune.uuid(),
        id.map(ObjectifId::uuid),
    )
    .fetch_all(tx.conn())
    .await?)
}

/// The actions of the dossier, soonest due first; only `ids` when they are given.
pub(crate) async fn actions(
    tx: &mut Tx,
    jeune: JeuneId,
    ids: Option<&[Uuid]>,
) -> Result<Vec<Action>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        Action,
        r#"select id, objectif_id as objectif, libelle, qui as "qui: Qui", partenaire, echeance_le,
             etat as "etat: EtatAction", etat_le, coalesce(motif_abandon, '') as "motif_abandon!",
             version
           from action where ml_id = $1 and jeune_id = $2 and ($3::uuid[] is null or id = any($3))
           order by (etat in ('faite', 'abandonnee')), echeance_le nulls last, saisi_le, id"#,
        ml.get(),
        jeune.uuid(),
        ids,
    )
    .fetch_all(tx.conn())
    .await?)
}

/// The freins of the plan: open, or behind an objectif.
pub(super) async fn freins(tx: &mut Tx, jeune: JeuneId) -> Result<Vec<Frein>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        Frein,
        r#"select f.id, f.code, f.domaine, f.ouvert_le, f.leve_le,
             coalesce(f.leve_motif, '') as "leve_motif!", f.leve_precisions, f.version
           from frein f where f.ml_id = $1 and f.jeune_id = $2
             and (f.leve_le is null or exists (
               select from objectif o where o.ml_id = $1 and o.frein_id = f.id))
           order by f.leve_le desc nulls first, f.ouvert_le, f.id"#,
        ml.get(),
        jeune.uuid(),
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Words the objectif anew, and asks for the agreement again, if the version is still the one in the
/// database.
pub(super) async fn update_objectif(
    tx: &mut Tx,
    jeune: JeuneId,
    id: ObjectifId,
    version: i32,
    libelle: &str,
) -> Result<bool> {
    let ml = tx.ml()?;
    let done = sqlx::query!(
        "update objectif set libelle = $5, version = version + 1,
           accord = case when libelle = $5 then accord else 'en_attente' end,
           accord_le = case when libelle = $5 then accord_le end
         where ml_id = $1 and jeune_id = $2 and id = $3 and version = $4",
        ml.get(),
        jeune.uuid(),
        id.uuid(),
        version,
        libelle,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Moves the objectif if the version is still the one in the database.
pub(super) async fn set_objectif_state(
    tx: &mut Tx,
    jeune: JeuneId,
    change: &ChangementObjectif,
) -> Result<bool> {
    let ml = tx.ml()?;
    let done = sqlx::query!(
        "update objectif set etat = $5, etat_le = $6, version = version + 1
         where ml_id = $1 and jeune_id = $2 and id = $3 and version = $4",
        ml.get(),
        jeune.uuid(),
        change.id.uuid(),
        change.version,
        change.etat.code(),
        change.le,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Gives up the open actions of a closed objectif; returns them.
pub(super) async fn give_up_open_actions(
    tx: &mut Tx,
    jeune: JeuneId,
    objectif: ObjectifId,
    le: NaiveDate,
) -> Result<Vec<Uuid>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_scalar!(
        "update action set etat = 'abandonnee', etat_le = $4, motif_abandon = $5,
           version = version + 1
         where ml_id = $1 and jeune_id = $2 and objectif_id = $3
           and etat in ('planifiee', 'en_cours')
         returning id",
        ml.get(),
        jeune.uuid(),
        objectif.uuid(),
        le,
        rules::MOTIF_OBJECTIF_CLOS,
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Changes the words of an action if the version is still the one in the database.
pub(super) async fn update_action(
    tx: &mut Tx,
    jeune: JeuneId,
    change: &ModificationAction,
) -> Result<bool> {
    let ml = tx.ml()?;
    let done = sqlx::query!(
        "update action set libelle = $5, qui = $6, partenaire = $7, echeance_le = $8,
           version = version + 1
         where ml_id = $1 and jeune_id = $2 and id = $3 and version = $4",
        ml.get(),
        jeune.uuid(),
        change.id.uuid(),
        change.version,
        change.libelle,
        change.qui.code(),
        change.partenaire,
        change.echeance_le,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Moves an action if the version is still the one in the database; an open action needs an objectif
/// in progress.
pub(super) async fn set_action_state(
    tx: &mut Tx,
    jeune: JeuneId,
    change: &ChangementAction,
) -> Result<bool> {
    let ml = tx.ml()?;
    let motif = Some(&change.motif_abandon).filter(|_| change.etat == EtatAction::Abandonnee);
    let done = sqlx::query!(
        "update action set etat = $5, etat_le = $6, motif_abandon = $7, version = version + 1
         where ml_id = $1 and jeune_id = $2 and id = $3 and version = $4",
        ml.get(),
        jeune.uuid(),
        change.id.uuid(),
        change.version,
        change.etat.code(),
        change.le,
        motif,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Marks open actions as done, when their version is the one shown (`None`: whatever it is); returns
/// identifiers and labels.
pub(crate) async fn finish_actions(
    tx: &mut Tx,
    jeune: JeuneId,
    ids: &[Uuid],
    versions: &[Option<i32>],
    le: NaiveDate,
) -> Result<Vec<(ActionId, String)>> {
    let ml = tx.ml()?;
    let rows = sqlx::query!(
        r#"update action a set etat = 'faite', etat_le = $3, motif_abandon = null,
             version = a.version + 1
           from unnest($4::uuid[], $5::integer[]) as t(id, version)
           where a.ml_id = $1 and a.jeune_id = $2 and a.id = t.id
             and a.etat in ('planifiee', 'en_cours')
             and (t.version is null or a.version = t.version)
           returning a.id as "id: ActionId", a.libelle"#,
        ml.get(),
        jeune.uuid(),
        le,
        ids,
        versions as &[Option<i32>],
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.libelle)).collect())
}
