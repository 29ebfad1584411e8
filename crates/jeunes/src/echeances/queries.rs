//! The statements of échéances.

use chrono::NaiveDate;
use kernel::{AgentId, EcheanceId, JeuneId};
use platform::{Result, Tx, new_id};
use uuid::Uuid;

use super::{
    model::{Echeance, EcheanceDue, NouvelleEcheance, ReportEcheance},
    rules,
};
use crate::accueil::queries::{Regard, shown};

/// Adds or moves the échéances, and opens them again.
pub(super) async fn upsert(tx: &mut Tx, all: &[(JeuneId, &NouvelleEcheance)]) -> Result<()> {
    let ml = tx.ml()?;
    let ids: Vec<Uuid> = all.iter().map(|_| new_id!(tx, EcheanceId).uuid()).collect();
    let jeunes: Vec<Uuid> = all.iter().map(|(jeune, _)| jeune.uuid()).collect();
    let all: Vec<&NouvelleEcheance> = all.iter().map(|(_, e)| *e).collect();
    let natures: Vec<String> = all.iter().map(|e| e.nature.clone()).collect();
    let libelles: Vec<String> = all.iter().map(|e| e.libelle.clone()).collect();
    let visibles: Vec<NaiveDate> = all.iter().map(|e| e.visible_le).collect();
    let dues: Vec<NaiveDate> = all.iter().map(|e| e.echeance_le).collect();
    let objets: Vec<String> = all.iter().map(|e| e.objet.to_owned()).collect();
    let objet_ids: Vec<Uuid> = all.iter().map(|e| e.objet_id).collect();
    sqlx::query!(
        "insert into echeance (ml_id, id, jeune_id, nature, libelle, visible_le, echeance_le, objet,
           objet_id)
         select $1, t.id, t.jeune, t.nature, t.libelle, t.visible, t.due, t.objet, t.objet_id
         from unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::date[], $7::date[], $8::text[],
           $9::uuid[]) as t(id, jeune, nature, libelle, visible, due, objet, objet_id)
         on conflict (ml_id, objet, objet_id, nature) do update
         set libelle = excluded.libelle, visible_le = excluded.visible_le,
             echeance_le = excluded.echeance_le, close_le = null, close_motif = ''",
        ml.get(),
        &ids,
        &jeunes,
        &natures,
        &libelles,
        &visibles,
        &dues,
        &objets,
        &objet_ids,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Closes what is open for these objects.
pub(super) async fn close(
    tx: &mut Tx,
    jeunes: &[Uuid],
    objet: &str,
    objet_ids: &[Uuid],
    nature: Option<&str>,
    le: NaiveDate,
) -> Result<()> {
    let ml = tx.ml()?;
    sqlx::query!(
        "update echeance set close_le = $6
         where ml_id = $1 and jeune_id = any($2) and objet = $3 and objet_id = any($4)
           and ($5::text is null or nature = $5) and close_le is null",
        ml.get(),
        jeunes,
        objet,
        objet_ids,
        nature,
        le,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Closes everything open of the person, for a reason.
pub(super) async fn close_all(
    tx: &mut Tx,
    jeune: JeuneId,
    motif: &str,
    le: NaiveDate,
) -> Result<()> {
    let ml = tx.ml()?;
    sqlx::query!(
        "update echeance set close_le = $4, close_motif = $3
         where ml_id = $1 and jeune_id = $2 and close_le is null",
        ml.get(),
        jeune.uuid(),
        motif,
        le,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Opens again what was closed for this reason.
pub(super) async fn reopen(tx: &mut Tx, jeune: JeuneId, motif: &str) -> Result<()> {
    let ml = tx.ml()?;
    sqlx::query!(
        "update echeance set close_le = null, close_motif = ''
         where ml_id = $1 and jeune_id = $2 and close_motif = $3",
        ml.get(),
        jeune.uuid(),
        motif,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// What is open and visible on `today`, soonest first.
pub(super) async fn open(
    tx: &mut Tx,
    jeune: JeuneId,
    today: NaiveDate,
    limit: i64,
) -> Result<Vec<Echeance>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        Echeance,
        r#"select id, nature, libelle, echeance_le, objet, objet_id from echeance
           where ml_id = $1 and jeune_id = $2 and close_le is null and visible_le <= $3
           order by echeance_le, id limit $4"#,
        ml.get(),
        jeune.uuid(),
        today,
        limit,
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Something to do, as it stands.
#[derive(Debug)]
pub(super) struct Prevue {
    pub(super) nature: String,
    pub(super) echeance_le: NaiveDate,
    pub(super) close: bool,
}

/// One of the dossier.
pub(super) async fn one(tx: &mut Tx, jeune: JeuneId, id: EcheanceId) -> Result<Option<Prevue>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        Prevue,
        r#"select nature, echeance_le, close_le is not null as "close!" from echeance
           where ml_id = $1 and jeune_id = $2 and id = $3"#,
        ml.get(),
        jeune.uuid(),
        id.uuid(),
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// Puts it off; the day it had first stays known.
pub(super) async fn put_off(tx: &mut Tx, report: &ReportEcheance) -> Result<()> {
    let ml = tx.ml()?;
    sqlx::query!(
        "update echeance set reportee_du = coalesce(reportee_du, echeance_le), report_motif = $4,
           echeance_le = $3, visible_le = least(visible_le, $3)
         where ml_id = $1 and id = $2 and close_le is null",
        ml.get(),
        report.id.uuid(),
        report.le,
        report.motif.trim(),
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// What the référent owes from `du` to `au`, of the dossiers that the actor may see.
pub(super) async fn dues(
    tx: &mut Tx,
    agent: AgentId,
    (du, au): (NaiveDate, NaiveDate),
) -> Result<Vec<EcheanceDue>> {
    let (ml, today, regard) = (tx.ml()?, tx.today(), Regard::of(tx));
    let rows = sqlx::query!(
        r#"select e.id as "id: EcheanceId", j.id as "jeune: JeuneId", j.nom_naissance, j.nom_usage,
             j.prenom, j.prenom_usage, j.protege, e.nature, e.libelle, e.echeance_le
           from echeance e
           join jeune j on j.ml_id = $1 and j.id = e.jeune_id
           where e.ml_id = $1 and e.close_le is null and e.echeance_le between $3 and $4
             and e.objet not in ('rendez_vous', 'inscription')
             and j.referent_id = $2 and j.etat in ('actif', 'en_veille')
             and (not j.protege or $5 or j.referent_id = $6
               or remplacant_du_dossier(j.ml_id, j.referent_id, j.id, $7) = $6)
           order by e.echeance_le, j.recherche, e.id limit 200"#,
        ml.get(),
        agent.uuid(),
        du,
        au,
        regard.tous,
        regard.moi,
        today,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| EcheanceDue {
            id: row.id,
            jeune: row.jeune,
            nom: shown(
                row.nom_naissance,
                row.nom_usage,
                row.prenom,
                row.prenom_usage,
            ),
            protege: row.protege,
            reportable: rules::may_move(&row.nature),
            libelle: row.libelle,
            echeance_le: row.echeance_le,
        })
        .collect())
}
