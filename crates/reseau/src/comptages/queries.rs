//! Statements on counts.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::MlId;
use platform::{Result, Tx};

/// The counts of the mission locale in sight.
#[derive(Debug, Clone, Copy)]
pub(super) struct Comptes {
    pub(super) actifs: i64,
    pub(super) en_veille: i64,
    pub(super) premiers: i64,
}

/// Counts the dossiers of the mission locale in sight.
pub(super) async fn count(
    tx: &mut Tx,
    ml: MlId,
    premier_jour: NaiveDate,
    dernier_jour: NaiveDate,
) -> Result<Comptes> {
    Ok(sqlx::query_as!(
        Comptes,
        r#"select count(*) filter (where etat = 'actif') as "actifs!",
             count(*) filter (where etat = 'en_veille') as "en_veille!",
             count(*) filter (where premier_accueil_le between $2 and $3) as "premiers!"
           from jeune where ml_id = $1"#,
        ml.get(),
        premier_jour,
        dernier_jour
    )
    .fetch_one(tx.conn())
    .await?)
}

/// Writes the counts of a mission locale.
pub(super) async fn publish(
    tx: &mut Tx,
    ml: MlId,
    annee: i32,
    codes: &[String],
    valeurs: &[i64],
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "insert into indicateur_cumule (ml_id, annee, indicateur, valeur, publie_le)
         select $1, $2, f.code, f.valeur, $5 from unnest($3::text[], $4::bigint[])
           as f(code, valeur)
         on conflict (ml_id, annee, indicateur) do update
         set valeur = excluded.valeur, publie_le = excluded.publie_le",
        ml.get(),
        annee,
        codes,
        valeurs,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// A count published, or a mission locale without one.
pub(super) struct Publie {
    pub(super) ml: MlId,
    pub(super) nom: String,
    pub(super) departement: String,
    pub(super) indicateur: Option<String>,
    pub(super) valeur: Option<i64>,
    pub(super) le: Option<DateTime<Utc>>,
}

/// What the missions locales of a territory published; an empty code narrows nothing.
pub(super) async fn published(
    tx: &mut Tx,
    annee: i32,
    region: &str,
    departement: &str,
    ml: Option<MlId>,
) -> Result<Vec<Publie>> {
    Ok(sqlx::query_as!(
        Publie,
        r#"select m.ml_id as "ml: MlId", m.nom_usuel as nom,
             coalesce(m.departement, '') as "departement!", i.indicateur as "indicateur?",
             i.valeur as "valeur?", i.publie_le as "le?"
           from mission_locale m
           left join indicateur_cumule i on i.ml_id = m.ml_id and i.annee = $1
           where ($2 = '' or m.region = $2) and ($3 = '' or m.departement = $3)
             and ($4::integer is null or m.ml_id = $4)
           order by m.ml_id"#,
        annee,
        region,
        departement,
        ml.map(MlId::get)
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Every mission locale open on `jour`.
pub(super) async fn ml_ids(tx: &mut Tx, jour: NaiveDate) -> Result<Vec<MlId>> {
    Ok(sqlx::query_scalar!(
        r#"select ml_id as "ml: MlId" from mission_locale
           where ouverte_au is null or ouverte_au >= $1 order by ml_id"#,
        jour
    )
    .fetch_all(tx.conn())
    .await?)
}
