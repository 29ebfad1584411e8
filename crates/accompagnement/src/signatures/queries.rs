//! The statements of signatures.

use chrono::{DateTime, Utc};
use kernel::{AdhesionId, AgentId, JeuneId};
use platform::{Result, Tx};
use uuid::Uuid;

use super::model::{NouvelleSignature, Qualite, SignatureEcran};

/// A kept text, as it is in the database.
pub(super) struct LigneDocument {
    pub(super) id: Uuid,
    pub(super) texte: String,
    pub(super) empreinte: String,
    pub(super) fige_le: DateTime<Utc>,
}

/// The texts that were signed of a contract, latest first.
pub(super) async fn documents(
    tx: &mut Tx,
    jeune: JeuneId,
    adhesion: AdhesionId,
) -> Result<Vec<LigneDocument>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        LigneDocument,
        "select id, texte, empreinte, fige_le from document_signe
         where ml_id = $1 and jeune_id = $2 and adhesion_id = $3 order by fige_le desc, id desc",
        ml.get(),
        jeune.uuid(),
        adhesion.uuid(),
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Who signed the texts of a contract, in order.
pub(super) async fn signatures(
    tx: &mut Tx,
    jeune: JeuneId,
    adhesion: AdhesionId,
) -> Result<Vec<SignatureEcran>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        SignatureEcran,
        r#"select s.document_id as document, s.qualite as "qualite: Qualite", s.nom, s.signee_le,
             a.prenom || ' ' || a.nom as "devant!"
           from signature s
           join document_signe d on d.ml_id = s.ml_id and d.id = s.document_id
           join agent a on a.id = s.devant
           where s.ml_id = $1 and s.jeune_id = $2 and d.adhesion_id = $3
           order by s.signee_le, s.id"#,
        ml.get(),
        jeune.uuid(),
        adhesion.uuid(),
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Keeps a text, unless the same is kept already.
pub(super) async fn freeze(
    tx: &mut Tx,
    jeune: JeuneId,
    adhesion: AdhesionId,
    (id, texte, empreinte): (Uuid, &str, &str),
) -> Result<()> {
    let (ml, now) = (tx.ml()?, tx.now());
    sqlx::query!(
        "insert into document_signe (ml_id, id, jeune_id, adhesion_id, texte, empreinte, fige_le)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (ml_id, adhesion_id, empreinte) do nothing",
        ml.get(),
        id,
        jeune.uuid(),
        adhesion.uuid(),
        texte,
        empreinte,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Adds a signature, unless someone signed the text as the same.
pub(super) async fn insert(
    tx: &mut Tx,
    jeune: JeuneId,
    document: Uuid,
    new: &NouvelleSignature,
    (nom, devant): (&str, AgentId),
) -> Result<()> {
    let (ml, now) = (tx.ml()?, tx.now());
    sqlx::query!(
        "insert into signature (ml_id, id, jeune_id, document_id, qualite, nom, signee_le, devant)
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing",
        ml.get(),
        new.id,
        jeune.uuid(),
        document,
        new.qualite.code(),
        nom,
        now,
        devant.uuid(),
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
