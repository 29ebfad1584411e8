//! The statements of third parties.

use kernel::{AgentId, JeuneId};
use platform::{Result, Tx};

use super::model::{NouveauTiers, Tiers};

/// Every third party of the dossier, those still agreed first.
pub(super) async fn list(tx: &mut Tx, jeune: JeuneId) -> Result<Vec<Tiers>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        Tiers,
        "select id, nom, lien, organisme, joindre, peut_savoir, accord_le, du, au, retire_le, version
         from tiers where ml_id = $1 and jeune_id = $2
         order by (retire_le is not null), du desc, id",
        ml.get(),
        jeune.uuid(),
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Adds the third party; says whether it was not there yet.
pub(super) async fn insert(tx: &mut Tx, jeune: JeuneId, new: &NouveauTiers) -> Result<bool> {
    let (ml, now, par) = (tx.ml()?, tx.now(), tx.agent_id().map(AgentId::uuid));
    let done = sqlx::query!(
        "insert into tiers (ml_id, id, jeune_id, nom, lien, organisme, joindre, peut_savoir,
           accord_le, du, au, retire_le, saisi_le, saisi_par)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
         on conflict (ml_id, id) do nothing",
        ml.get(),
        new.id,
        jeune.uuid(),
        new.nom,
        new.lien,
        new.organisme,
        new.joindre,
        &new.peut_savoir,
        new.accord_le,
        new.du,
        new.au,
        new.retire_le,
        now,
        par,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Changes the third party if `version` is still the one in the database; says whether it was.
pub(super) async fn update(
    tx: &mut Tx,
    jeune: JeuneId,
    version: i32,
    new: &NouveauTiers,
) -> Result<bool> {
    let ml = tx.ml()?;
    let done = sqlx::query!(
        "update tiers set nom = $5, lien = $6, organisme = $7, joindre = $8, peut_savoir = $9,
           accord_le = $10, du = $11, au = $12, retire_le = $13, version = version + 1
         where ml_id = $1 and jeune_id = $2 and id = $3 and version = $4",
        ml.get(),
        jeune.uuid(),
        new.id,
        version,
        new.nom,
        new.lien,
        new.organisme,
        new.joindre,
        &new.peut_savoir,
        new.accord_le,
        new.du,
        new.au,
        new.retire_le,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}
