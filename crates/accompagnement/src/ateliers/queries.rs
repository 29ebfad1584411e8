//! The statements of ateliers.

use kernel::AtelierId;
use platform::{Result, Tx, error::OnConstraint as _};

use super::model::{Genre, Offre, OffreSaisie};

pub(super) mod inscriptions;
pub(super) mod sessions;

const NOM_PRIS: &str = "Une autre offre porte déjà ce nom.";

/// Adds the offre; false when its identifier is taken.
pub(super) async fn insert_offre(tx: &mut Tx, new: &OffreSaisie) -> Result<bool> {
    let ml = tx.ml()?;
    let done = sqlx::query!(
        "insert into offre_atelier (ml_id, id, genre, theme, nom, description, partenaire,
           fermee_le)
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (ml_id, id) do nothing",
        ml.get(),
        new.id.uuid(),
        new.genre.code(),
        new.theme,
        new.nom,
        new.description,
        new.partenaire,
        new.fermee_le,
    )
    .execute(tx.conn())
    .await
    .on_constraint("offre_atelier_nom_unique", "nom", NOM_PRIS)?;
    Ok(done.rows_affected() == 1)
}

/// Changes the offre if the version is still the one in the database.
pub(super) async fn update_offre(tx: &mut Tx, new: &OffreSaisie, version: i32) -> Result<bool> {
    let ml = tx.ml()?;
    let done = sqlx::query!(
        "update offre_atelier set genre = $4, theme = $5, nom = $6, description = $7,
           partenaire = $8, fermee_le = $9, version = version + 1
         where ml_id = $1 and id = $2 and version = $3",
        ml.get(),
        new.id.uuid(),
        version,
        new.genre.code(),
        new.theme,
        new.nom,
        new.description,
        new.partenaire,
        new.fermee_le,
    )
    .execute(tx.conn())
    .await
    .on_constraint("offre_atelier_nom_unique", "nom", NOM_PRIS)?;
    Ok(done.rows_affected() == 1)
}

/// One offre.
pub(super) async fn offre(tx: &mut Tx, id: AtelierId) -> Result<Option<Offre>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        Offre,
        r#"select id, genre as "genre: Genre", theme, nom, description, partenaire, fermee_le,
             version
           from offre_atelier where ml_id = $1 and id = $2"#,
        ml.get(),
        id.uuid(),
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// Every offre, those still open first, by name.
pub(super) async fn offres(tx: &mut Tx) -> Result<Vec<Offre>> {
    let (ml, today) = (tx.ml()?, tx.today());
    Ok(sqlx::query_as!(
        Offre,
        r#"select id, genre as "genre: Genre", theme, nom, description, partenaire, fermee_le,
             version
           from offre_atelier where ml_id = $1
           order by coalesce(fermee_le <= $2, false), nom, id"#,
        ml.get(),
        today,
    )
    .fetch_all(tx.conn())
    .await?)
}
