//! The statements of pieces.

use chrono::NaiveDate;
use kernel::{AgentId, JeuneId, PieceId};
use platform::{Result, Tx};
use uuid::Uuid;

use super::{
    contenu::Format,
    model::{Fichier, Nature, NouvellePiece, Piece, Retrait},
};

/// Every kind on `le`.
pub(super) async fn natures(tx: &mut Tx, le: NaiveDate) -> Result<Vec<Nature>> {
    Ok(sqlx::query_as!(
        Nature,
        "select nature as code, finit, alerte_jours, refus from regle_piece
         where valide_du <= $1 and (valide_au is null or valide_au >= $1) order by nature",
        le,
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Every piece of the dossier, latest first.
pub(super) async fn list(tx: &mut Tx, jeune: JeuneId) -> Result<Vec<Piece>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        Piece,
        r#"select p.id as "id: PieceId", p.nature, p.nom, p.format as "format: Format", p.taille,
             p.empreinte, p.blob, p.vue_le, p.valable_au, p.remplace_id as "remplace: PieceId",
             p.remplacee_le, p.retiree_le, p.retiree_motif, p.saisi_le,
             coalesce(a.prenom || ' ' || a.nom, '') as "saisi_par_nom!", p.version
           from piece p left join agent a on a.id = p.saisi_par
           where p.ml_id = $1 and p.jeune_id = $2 order by p.saisi_le desc, p.id desc"#,
        ml.get(),
        jeune.uuid(),
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Adds the piece; false when its identifier is taken.
pub(super) async fn insert(
    tx: &mut Tx,
    jeune: JeuneId,
    new: &NouvellePiece,
    fichier: Option<&Fichier>,
) -> Result<bool> {
    let (ml, now, par) = (tx.ml()?, tx.now(), tx.agent_id().map(AgentId::uuid));
    let vue_le = new.vue_le.filter(|_| fichier.is_none());
    let done = sqlx::query!(
        "insert into piece (ml_id, id, jeune_id, nature, nom, format, taille, empreinte, blob,
           vue_le, valable_au, remplace_id, saisi_le, saisi_par)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
         on conflict (ml_id, id) do nothing",
        ml.get(),
        new.id.uuid(),
        jeune.uuid(),
        new.nature,
        fichier.map_or("", |f| f.nom.as_str()),
        fichier.map(|f| f.format.code()),
        fichier.map(|f| f.taille),
        fichier.map(|f| f.empreinte.as_str()),
        fichier.map(|f| f.blob),
        vue_le,
        new.valable_au,
        new.remplace.map(PieceId::uuid),
        now,
        par,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Another piece takes its place, if nothing did before.
pub(super) async fn supersede(tx: &mut Tx, jeune: JeuneId, id: PieceId) -> Result<bool> {
    let (ml, today) = (tx.ml()?, tx.today());
    let done = sqlx::query!(
        "update piece set remplacee_le = $4, version = version + 1
         where ml_id = $1 and jeune_id = $2 and id = $3 and remplacee_le is null
           and retiree_le is null",
        ml.get(),
        jeune.uuid(),
        id.uuid(),
        today,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Withdraws it, if the version is still the one in the database.
pub(super) async fn withdraw(tx: &mut Tx, jeune: JeuneId, retrait: &Retrait) -> Result<bool> {
    let (ml, today) = (tx.ml()?, tx.today());
    let done = sqlx::query!(
        "update piece set retiree_le = $5, retiree_motif = $6, blob = null, version = version + 1
         where ml_id = $1 and jeune_id = $2 and id = $3 and version = $4 and retiree_le is null",
        ml.get(),
        jeune.uuid(),
        retrait.id.uuid(),
        retrait.version,
        today,
        retrait.motif,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Where the files are, of one person or of the whole mission locale.
pub(super) async fn blobs(tx: &mut Tx, jeune: Option<JeuneId>) -> Result<Vec<Uuid>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_scalar!(
        r#"select blob as "blob!" from piece
           where ml_id = $1 and ($2::uuid is null or jeune_id = $2) and blob is not null"#,
        ml.get(),
        jeune.map(JeuneId::uuid),
    )
    .fetch_all(tx.conn())
    .await?)
}
