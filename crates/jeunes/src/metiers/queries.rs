//! The statements of métiers.

use chrono::NaiveDate;
use platform::{Result, Tx};

use super::{model::Appellation, rules::Requete};

/// Names that hold every word, those that begin so first; close ones when there are none.
pub(super) async fn search(
    tx: &mut Tx,
    requete: &Requete,
    limite: i64,
) -> Result<Vec<Appellation>> {
    let [first, second, third] = &requete.motifs;
    Ok(sqlx::query_as!(
        Appellation,
        r#"with mots as (
             select a.code, a.metier, a.libelle,
               2 * (not a.recherche like ' ' || $4 || '%')::int + (a.code = a.metier)::int as rang,
               length(a.libelle) as taille
             from rome_appellation a
             where a.recherche like $1 and a.recherche like $2 and a.recherche like $3
               and a.retire_le is null
             order by rang, taille, a.libelle limit $5),
           proches as (
             select a.code, a.metier, a.libelle, 9 as rang,
               (1000 * (1 - word_similarity($4, a.recherche)))::int as taille
             from rome_appellation a
             where not exists (select from mots) and length($4) >= 4
               and $4 <% a.recherche and a.retire_le is null
             order by taille, a.libelle limit $5)
           select u.code as "code!", u.metier as "metier!", u.libelle as "libelle!",
             m.libelle as "metier_libelle!"
           from (select * from mots union all select * from proches) u
           join rome_metier m on m.code = u.metier
           order by u.rang, u.taille, u.libelle"#,
        first,
        second,
        third,
        requete.texte,
        limite
    )
    .fetch_all(tx.conn())
    .await?)
}

/// One of them, retired or not.
pub(super) async fn find(tx: &mut Tx, code: &str) -> Result<Option<Appellation>> {
    Ok(sqlx::query_as!(
        Appellation,
        r#"select a.code, a.metier, a.libelle, m.libelle as metier_libelle
           from rome_appellation a join rome_metier m on m.code = a.metier where a.code = $1"#,
        code
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// Columns of rows to write.
#[derive(Debug, Default)]
pub(super) struct Colonnes {
    pub code: Vec<String>,
    pub metier: Vec<String>,
    pub libelle: Vec<String>,
    pub recherche: Vec<String>,
}

/// What a statement did.
#[derive(Debug, Clone, Copy)]
pub(super) struct Compte {
    pub crees: i64,
    pub modifies: i64,
}

/// Adds and corrects métiers.
pub(super) async fn write_metiers(tx: &mut Tx, c: &Colonnes, source: &str) -> Result<Compte> {
    Ok(sqlx::query_as!(
        Compte,
        r#"with ecrits as (
             insert into rome_metier as m (code, libelle, source)
             select f.code, f.libelle, $3 from unnest($1::text[], $2::text[]) f (code, libelle)
             on conflict (code) do update
               set libelle = excluded.libelle, source = excluded.source, retire_le = null
               where m.libelle <> excluded.libelle or m.retire_le is not null
             returning (xmax = 0) as cree)
           select count(*) filter (where cree) as "crees!",
             count(*) filter (where not cree) as "modifies!" from ecrits"#,
        &c.code,
        &c.libelle,
        source
    )
    .fetch_one(tx.conn())
    .await?)
}

/// Adds and corrects appellations.
pub(super) async fn write_appellations(tx: &mut Tx, c: &Colonnes, source: &str) -> Result<Compte> {
    Ok(sqlx::query_as!(
        Compte,
        r#"with ecrits as (
             insert into rome_appellation as a (code, metier, libelle, recherche, source)
             select f.code, f.metier, f.libelle, f.recherche, $5
             from unnest($1::text[], $2::text[], $3::text[], $4::text[])
               f (code, metier, libelle, recherche)
             on conflict (code) do update
               set metier = excluded.metier, libelle = excluded.libelle,
                 recherche = excluded.recherche, source = excluded.source, retire_le = null
               where (a.metier, a.libelle, a.recherche)
                   <> (excluded.metier, excluded.libelle, excluded.recherche)
                 or a.retire_le is not null
             returning (xmax = 0) as cree)
           select count(*) filter (where cree) as "crees!",
             count(*) filter (where not cree) as "modifies!" from ecrits"#,
        &c.code,
        &c.metier,
        &c.libelle,
        &c.recherche,
        source
    )
    .fetch_one(tx.conn())
    .await?)
}

/// Retires what is not in `codes`; returns how many.
pub(super) async fn retire(
    tx: &mut Tx,
    metiers: &[String],
    appellations: &[String],
    le: NaiveDate,
) -> Result<u64> {
    let done = sqlx::query!(
        "update rome_appellation set retire_le = $2
         where retire_le is null and code <> all($1)",
        appellations,
        le
    )
    .execute(tx.conn())
    .await?
    .rows_affected();
    let others = sqlx::query!(
        "update rome_metier set retire_le = $2 where retire_le is null and code <> all($1)",
        metiers,
        le
    )
    .execute(tx.conn())
    .await?;
    Ok(done + others.rows_affected())
}
