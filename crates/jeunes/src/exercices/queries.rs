//! The statements of the register.

use chrono::NaiveDate;
use kernel::{AgentId, JeuneId};
use platform::{Result, Tx};
use uuid::Uuid;

use super::model::{Exercice, Genre, NouvelExercice, Reponse};

/// A request as it is read: its last day is not in the table.
pub(super) struct Ligne {
    id: Uuid,
    jeune: Option<JeuneId>,
    numero: String,
    nom: String,
    genre: String,
    recu_le: NaiveDate,
    canal: String,
    demandeur: String,
    identite: String,
    precisions: String,
    prolonge_le: Option<NaiveDate>,
    prolonge_motif: String,
    repondu_le: Option<NaiveDate>,
    reponse: String,
    reponse_precisions: String,
    version: i32,
}

impl Ligne {
    /// The request, with its last day from its reception and whether it was prolonged.
    pub(super) fn read(self, last: impl Fn(NaiveDate, bool) -> NaiveDate) -> Exercice {
        Exercice {
            echeance_le: last(self.recu_le, self.prolonge_le.is_some()),
            id: self.id,
            jeune: self.jeune.filter(|_| !self.numero.is_empty()),
            numero: self.numero,
            nom: self.nom,
            genre: Genre::from_code(&self.genre).unwrap_or(Genre::Acces),
            recu_le: self.recu_le,
            canal: self.canal,
            demandeur: self.demandeur,
            identite: self.identite,
            precisions: self.precisions,
            prolonge_le: self.prolonge_le,
            prolonge_motif: self.prolonge_motif,
            repondu_le: self.repondu_le,
            reponse: self.reponse,
            reponse_precisions: self.reponse_precisions,
            version: self.version,
        }
    }
}

/// The requests of the mission locale, or of one dossier: those that wait first, the oldest first,
/// then the answered ones, latest first.
pub(super) async fn list(tx: &mut Tx, jeune: Option<JeuneId>, limit: i64) -> Result<Vec<Ligne>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        Ligne,
        r#"select e.id, e.jeune_id as "jeune?: JeuneId", coalesce(j.numero, '') as "numero!", e.nom,
             e.genre, e.recu_le, e.canal, e.demandeur, e.identite, e.precisions, e.prolonge_le,
             e.prolonge_motif, e.repondu_le, e.reponse, e.reponse_precisions, e.version
           from exercice e left join jeune j on j.ml_id = e.ml_id and j.id = e.jeune_id
           where e.ml_id = $1 and ($2::uuid is null or e.jeune_id = $2)
           order by e.repondu_le is not null, e.repondu_le desc, e.recu_le, e.id
           limit $3"#,
        ml.get(),
        jeune.map(JeuneId::uuid),
        limit,
    )
    .fetch_all(tx.conn())
    .await?)
}

/// One request, kept for this transaction.
pub(super) async fn lock(tx: &mut Tx, id: Uuid) -> Result<Option<Ligne>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        Ligne,
        r#"select e.id, e.jeune_id as "jeune?: JeuneId", coalesce(j.numero, '') as "numero!", e.nom,
             e.genre, e.recu_le, e.canal, e.demandeur, e.identite, e.precisions, e.prolonge_le,
             e.prolonge_motif, e.repondu_le, e.reponse, e.reponse_precisions, e.version
           from exercice e left join jeune j on j.ml_id = e.ml_id and j.id = e.jeune_id
           where e.ml_id = $1 and e.id = $2 for update of e"#,
        ml.get(),
        id,
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// Adds the request; says whether it is new.
pub(super) async fn insert(
    tx: &mut Tx,
    jeune: Option<JeuneId>,
    new: &NouvelExercice,
) -> Result<bool> {
    let (ml, now) = (tx.ml()?, tx.now());
    let par = tx.agent_id().map(AgentId::uuid);
    let done = sqlx::query!(
        "insert into exercice (ml_id, id, jeune_id, genre, recu_le, canal, demandeur, nom, identite,
           precisions, saisi_le, saisi_par)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
         on conflict (ml_id, id) do nothing",
        ml.get(),
        new.id,
        jeune.map(JeuneId::uuid),
        new.genre.code(),
        new.recu_le,
        new.canal,
        new.demandeur,
        new.nom,
        new.identite,
        new.precisions,
        now,
        par,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Notes that the prolongation was told.
pub(super) async fn prolong(tx: &mut Tx, id: Uuid, le: NaiveDate, motif: &str) -> Result<()> {
    let ml = tx.ml()?;
    sqlx::query!(
        "update exercice set prolonge_le = $3, prolonge_motif = $4, version = version + 1
         where ml_id = $1 and id = $2",
        ml.get(),
        id,
        le,
        motif,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Notes the answer.
pub(super) async fn answer(tx: &mut Tx, id: Uuid, reponse: &Reponse) -> Result<()> {
    let (ml, par) = (tx.ml()?, tx.agent_id().map(AgentId::uuid));
    sqlx::query!(
        "update exercice set repondu_le = $3, reponse = $4, reponse_precisions = $5,
           repondu_par = $6, identite = $7, version = version + 1
         where ml_id = $1 and id = $2",
        ml.get(),
        id,
        reponse.le,
        reponse.reponse,
        reponse.precisions,
        par,
        reponse.identite,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
