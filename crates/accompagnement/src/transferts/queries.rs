//! The statements of a transfer.

use jeunes::transferts::Signalement;
use kernel::{AgentId, JeuneId, MlId, TransfertId};
use platform::{Result, Tx, error::OnConstraint as _};
use serde_json::Value;
use uuid::Uuid;

use super::model::{
    EtatTransfert, MissionLocaleOuDemander, NouveauTransfert, Transfert, TransfertRecu,
};

/// What one side keeps of a request.
#[derive(Debug)]
pub(super) struct Cote<'a> {
    pub(super) sens: &'static str,
    pub(super) autre: MlId,
    pub(super) jeune: Option<JeuneId>,
    pub(super) identite: Option<Value>,
    pub(super) par: AgentId,
    pub(super) reponse_avant: chrono::NaiveDate,
    pub(super) new: &'a NouveauTransfert,
}

/// Keeps one side of a request, in the mission locale in sight; a second post of the same form
/// keeps nothing more.
pub(super) async fn insert(tx: &mut Tx, cote: &Cote<'_>) -> Result<bool> {
    let (ml, now) = (tx.ml()?, tx.now());
    let done = sqlx::query!(
        "insert into transfert (ml_id, id, sens, autre_ml, jeune_id, identite, motif, accord_le,
           notes, demande_le, demande_par, reponse_avant)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
         on conflict (ml_id, id) do nothing",
        ml.get(),
        cote.new.id.uuid(),
        cote.sens,
        cote.autre.get(),
        cote.jeune.map(JeuneId::uuid),
        cote.identite,
        cote.new.motif,
        cote.new.accord_le,
        cote.new.notes,
        now,
        cote.par.uuid(),
        cote.reponse_avant,
    )
    .execute(tx.conn())
    .await
    .on_constraint(
        "transfert_un_a_la_fois",
        "autre",
        "Une demande attend déjà une réponse pour ce dossier.",
    )?;
    Ok(done.rows_affected() == 1)
}

/// The requests of a dossier, the latest first.
pub(super) async fn of_dossier(tx: &mut Tx, jeune: JeuneId) -> Result<Vec<Transfert>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        Transfert,
        r#"select t.id as "id: TransfertId", t.autre_ml as "autre: MlId", m.nom as autre_nom,
             t.motif, t.accord_le, t.notes, t.etat as "etat: EtatTransfert", t.demande_le,
             t.reponse_avant, coalesce(t.refus_motif, '') as "refus_motif!", t.version
           from transfert t join mission_locale m on m.ml_id = t.autre_ml
           where t.ml_id = $1 and t.jeune_id = $2 and t.sens = 'entrant'
           order by t.demande_le desc, t.id"#,
        ml.get(),
        jeune.uuid(),
    )
    .fetch_all(tx.conn())
    .await?)
}

/// The requests received: those that wait, then those answered since `depuis`, or only `id`.
pub(super) async fn received(
    tx: &mut Tx,
    id: Option<TransfertId>,
    depuis: chrono::DateTime<chrono::Utc>,
) -> Result<Vec<TransfertRecu>> {
    let ml = tx.ml()?;
    let rows = sqlx::query!(
        r#"select t.id as "id: TransfertId", t.autre_ml as "autre: MlId", m.nom as autre_nom,
             a.prenom || ' ' || a.nom as "demande_par!", t.identite,
             t.jeune_id as "jeune?: JeuneId", t.motif, t.accord_le, t.notes,
             t.etat as "etat: EtatTransfert", t.demande_le, t.reponse_avant, t.version
           from transfert t join mission_locale m on m.ml_id = t.autre_ml
           join agent a on a.id = t.demande_par
           where t.ml_id = $1 and t.sens = 'sortant' and ($2::uuid is null or t.id = $2)
             and (t.etat = 'demande' or t.repondu_le >= $3)
           order by t.etat <> 'demande', t.reponse_avant, t.id limit 200"#,
        ml.get(),
        id.map(TransfertId::uuid),
        depuis,
    )
    .fetch_all(tx.conn())
    .await?;
    let who = |value: Option<Value>| -> Option<Signalement> {
        value.and_then(|value| serde_json::from_value(value).ok())
    };
    Ok(rows
        .into_iter()
        .map(|row| TransfertRecu {
            id: row.id,
            autre: row.autre,
            autre_nom: row.autre_nom,
            demande_par: row.demande_par,
            identite: who(row.identite),
            jeune: row.jeune,
            motif: row.motif,
            accord_le: row.accord_le,
            notes: row.notes,
            etat: row.etat,
            demande_le: row.demande_le,
            reponse_avant: row.reponse_avant,
            version: row.version,
        })
        .collect())
}

/// One side of a request, kept for this transaction.
#[derive(Debug)]
pub(super) struct Tenue {
    pub(super) autre: MlId,
    pub(super) jeune: Option<JeuneId>,
    pub(super) etat: EtatTransfert,
    pub(super) version: i32,
    pub(super) notes: bool,
}

/// Keeps one side of the request for this transaction, in the mission locale in sight.
pub(super) async fn hold(tx: &mut Tx, id: TransfertId, sens: &str) -> Result<Option<Tenue>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        Tenue,
        r#"select autre_ml as "autre: MlId", jeune_id as "jeune?: JeuneId",
             etat as "etat: EtatTransfert", version, notes
           from transfert where ml_id = $1 and id = $2 and sens = $3 for update"#,
        ml.get(),
        id.uuid(),
        sens,
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// What ends one side of a request.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fin<'a> {
    pub(super) etat: EtatTransfert,
    pub(super) par: Option<AgentId>,
    pub(super) refus: Option<&'a str>,
    /// The dossier that goes.
    pub(super) jeune: Option<JeuneId>,
}

/// Ends one side of the request, in the mission locale in sight: who the person is goes away.
pub(super) async fn end(tx: &mut Tx, id: TransfertId, fin: Fin<'_>) -> Result<()> {
    let (ml, now) = (tx.ml()?, tx.now());
    sqlx::query!(
        "update transfert set etat = $3, repondu_le = $4, repondu_par = $5, refus_motif = $6,
           jeune_id = coalesce($7, jeune_id), identite = null, version = version + 1
         where ml_id = $1 and id = $2",
        ml.get(),
        id.uuid(),
        fin.etat.code(),
        now,
        fin.par.map(AgentId::uuid),
        fin.refus,
        fin.jeune.map(JeuneId::uuid),
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The other missions locales, by name; those of `indices` first.
pub(super) async fn destinations(
    tx: &mut Tx,
    indices: &[i32],
) -> Result<Vec<MissionLocaleOuDemander>> {
    let (ml, today) = (tx.ml()?, tx.today());
    Ok(sqlx::query_as!(
        MissionLocaleOuDemander,
        r#"select ml_id as "ml: MlId", nom, coalesce(departement, '') as "departement!"
           from mission_locale
           where ml_id <> $1 and (ouverte_au is null or ouverte_au >= $2)
           order by ml_id <> all($3), nom"#,
        ml.get(),
        today,
        indices,
    )
    .fetch_all(tx.conn())
    .await?)
}

/// The dossier that holds today what `jeune` held, in the mission locale in sight.
pub(super) async fn today_in(tx: &mut Tx, jeune: JeuneId) -> Result<Uuid> {
    let kept = platform::rattachement::garde_de(tx, jeune).await?;
    Ok(kept.unwrap_or(jeune).uuid())
}
