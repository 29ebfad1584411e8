//! The statements of a departure.

use chrono::NaiveDate;
use kernel::{JeuneId, MlId};
use platform::{Result, Tx};

/// The dossiers with this birth date and all of `names` (folded) among theirs, two at most;
/// protected ones are not shown to a search.
pub(super) async fn alike(
    tx: &mut Tx,
    naissance: NaiveDate,
    names: &[String],
) -> Result<Vec<JeuneId>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_scalar!(
        r#"select j.id as "id: JeuneId" from jeune j
           where j.ml_id = $1 and j.date_naissance = $2 and j.absorbe_par is null
             and j.transfere_le is null and not j.protege
             and not exists (select from unnest($3::text[]) n
               where position(' ' || n || ' ' in ' ' || j.recherche || ' ') = 0)
           order by j.id limit 2"#,
        ml.get(),
        naissance,
        names,
    )
    .fetch_all(tx.conn())
    .await?)
}

/// The dossier of this number.
pub(super) async fn numbered(tx: &mut Tx, numero: &str) -> Result<Option<JeuneId>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_scalar!(
        r#"select id as "id: JeuneId" from jeune
           where ml_id = $1 and numero = $2 and absorbe_par is null and transfere_le is null"#,
        ml.get(),
        numero,
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// A legal hold is in force, or a request about its data waits.
pub(super) async fn held(tx: &mut Tx, jeune: JeuneId) -> Result<bool> {
    let (ml, today) = (tx.ml()?, tx.today());
    Ok(sqlx::query_scalar!(
        r#"select exists (select from gel where ml_id = $1 and jeune_id = $2 and leve_le is null
               and (jusqu_au is null or jusqu_au >= $3))
             or exists (select from exercice where ml_id = $1 and jeune_id = $2
               and repondu_le is null) as "oui!""#,
        ml.get(),
        jeune.uuid(),
        today,
    )
    .fetch_one(tx.conn())
    .await?)
}

/// Closes what comes next from objects that stayed behind; what happened there leads nowhere.
pub(super) async fn leave_behind(tx: &mut Tx, jeune: JeuneId, objets: &[&str]) -> Result<()> {
    let (ml, today) = (tx.ml()?, tx.today());
    let objets: Vec<String> = objets.iter().map(|objet| (*objet).to_owned()).collect();
    sqlx::query!(
        "update echeance set close_le = $3, close_motif = 'transfert'
         where ml_id = $1 and jeune_id = $2 and close_le is null and objet = any($4)",
        ml.get(),
        jeune.uuid(),
        today,
        &objets,
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "update evenement set objet = 'ailleurs'
         where ml_id = $1 and jeune_id = $2 and objet = any($3)",
        ml.get(),
        jeune.uuid(),
        &objets,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// What the mission locale `ml` is called.
pub(super) async fn name_of(tx: &mut Tx, ml: MlId) -> Result<String> {
    let found = sqlx::query_scalar!("select nom from mission_locale where ml_id = $1", ml.get());
    Ok(found.fetch_one(tx.conn()).await?)
}
