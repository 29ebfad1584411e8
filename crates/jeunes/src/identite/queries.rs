//! The statement of a comparison.

use platform::{Result, Tx};

use super::model::Population;

/// Homonyms counted at most: beyond, a name is common.
const HOMONYMES: i64 = 300;

/// Among whom a person is compared; `nom`: her folded name. Protected dossiers count as others do:
/// only the commonness of a name comes out, as a weight.
pub(super) async fn population(tx: &mut Tx, nom: &str) -> Result<Population> {
    let ml = tx.ml()?;
    let (from, to) = (format!("{nom} "), format!("{nom}!"));
    let row = sqlx::query!(
        r#"select coalesce((select dernier from compteur_dossier where ml_id = $1), 0)::bigint
             as "effectif!",
           (select count(*) from (select 1 from jeune where ml_id = $1
             and recherche ~>=~ $2 and recherche ~<~ $3 limit $4) h) as "homonymes!""#,
        ml.get(),
        from,
        to,
        HOMONYMES,
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(Population {
        effectif: row.effectif,
        homonymes: Some(row.homonymes),
    })
}
