//! Two missions locales become one: everything of the first goes to the second, in one transaction.
//!
//! Tables and keys come from PostgreSQL's own catalogue, so that a new table follows without a line
//! here. What both may hold under one name is renamed or added up by [`RENCONTRES`]; whatever else
//! meets a key stops everything, and nothing has changed. Row-level security is forced on its owner
//! too: rows pass from one side to the other through temporary tables.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use kernel::MlId;
use serde_json::json;
use sqlx::{AssertSqlSafe, Connection as _, PgConnection};
use uuid::Uuid;

use crate::{Error, Result};

/// Which one goes in which, and the day.
#[derive(Debug, Clone, Copy)]
pub struct ReunionMl {
    /// The one that ends.
    pub de: MlId,
    /// The one that takes all.
    pub vers: MlId,
    /// The last day of the first one.
    pub le: NaiveDate,
    /// The present instant (UTC).
    pub maintenant: DateTime<Utc>,
    /// The identifier of the trace.
    pub trace: Uuid,
}

/// What became of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LigneReunion {
    /// The table.
    pub table: String,
    /// Rows of the first mission locale, before.
    pub de: i64,
    /// Rows of the second one, before.
    pub vers: i64,
    /// Rows of the first one that the second one had already: the same key, or added up.
    pub communes: i64,
    /// Rows of the second one, after.
    pub apres: i64,
}

/// What is done with a row that both have under one key.
#[derive(Debug, Clone, Copy)]
enum Rencontre {
    /// The name takes the code of its mission locale after it.
    Renomme(&'static str),
    /// Numbers are added.
    Cumule(&'static [&'static str]),
    /// The hours of someone who works in both overlap: they stand, as if a reason had been given.
    Heures,
}

const RENCONTRES: &[(&str, Rencontre)] = &[
    ("motif_rdv", Rencontre::Renomme("libelle")),
    ("offre_atelier", Rencontre::Renomme("nom")),
    ("fonds_aide", Rencontre::Renomme("nom")),
    ("materiel", Rencontre::Renomme("inventaire")),
    ("ligne_importee", Rencontre::Renomme("source")),
    ("dossier_efface", Rencontre::Cumule(&["nombre"])),
    (
        "cloture_mois",
        Rencontre::Cumule(&["nombre", "total_centimes"]),
    ),
    ("occupation", Rencontre::Heures),
];

/// A tenant table, as the catalogue tells it.
#[derive(Debug)]
struct TableMl {
    name: String,
    columns: Vec<String>,
    key: Vec<String>,
}

/// Puts everything of `de` in `vers`, closes `de`, and counts. The connection is the owner's, in a
/// transaction that the caller commits, or rolls back to try.
///
/// # Errors
/// `NotFound` for an unknown mission locale; `Invalid` (`de`, `vers`) for one with itself or one
/// that is closed; `Invalid` (the table) when a key is met that nothing foresees, or when the counts
/// do not add up.
pub async fn reunir_missions_locales(
    conn: &mut PgConnection,
    reunion: &ReunionMl,
) -> Result<Vec<LigneReunion>> {
    let code = check(conn, reunion).await?;
    close_requests(conn, reunion).await?;
    let tables = tables(conn).await?;
    let mut lines = Vec::new();
    for table in &tables {
        lines.push(carry(conn, table, reunion, &code).await?);
    }
    for table in tables.iter().rev() {
        see(conn, reunion.de).await?;
        run(
            conn,
            format!("delete from {} where ml_id = {}", table.name, reunion.de),
        )
        .await?;
    }
    national(conn, reunion, &code).await?;
    for line in &mut lines {
        see(conn, reunion.de).await?;
        let left = count(conn, &line.table, reunion.de).await?;
        see(conn, reunion.vers).await?;
        line.apres = count(conn, &line.table, reunion.vers).await?;
        if left != 0 || line.apres != line.de + line.vers - line.communes {
            let sentence =
                format!("Les comptes ne tombent pas juste : {line:?}, il en reste {left}.");
            return Err(Error::invalid(&line.table, &sentence));
        }
    }
    Ok(lines)
}

/// Both exist and are open; their rows wait for nobody else until the end. Returns the code of the
/// one that ends.
async fn check(conn: &mut PgConnection, reunion: &ReunionMl) -> Result<String> {
    if reunion.de == reunion.vers {
        return Err(Error::invalid(
            "vers",
            "C’est deux fois la même mission locale.",
        ));
    }
    let found: Vec<(i32, String, Option<NaiveDate>)> = sqlx::query_as(
        "select ml_id, code, ouverte_au from mission_locale where ml_id = any($1)
         order by ml_id for update",
    )
    .bind(vec![reunion.de.get(), reunion.vers.get()])
    .fetch_all(&mut *conn)
    .await?;
    let [first, second] = found.as_slice() else {
        return Err(Error::NotFound);
    };
    for (ml, code, au) in [first, second] {
        if au.is_some_and(|au| au < reunion.le) {
            let field = if *ml == reunion.de.get() {
                "de"
            } else {
                "vers"
            };
            let sentence = format!("La mission locale {code} est déjà fermée.");
            return Err(Error::invalid(field, &sentence));
        }
    }
    let ends = if first.0 == reunion.de.get() {
        first
    } else {
        second
    };
    Ok(ends.1.clone())
}

/// A request between the two has no object any more; one that comes from elsewhere follows.
async fn close_requests(conn: &mut PgConnection, reunion: &ReunionMl) -> Result<()> {
    for (own, other) in [(reunion.de, reunion.vers), (reunion.vers, reunion.de)] {
        see(conn, own).await?;
        sqlx::query(
            "update transfert set etat = 'annule', repondu_le = $3, identite = null,
               version = version + 1
             where ml_id = $1 and autre_ml = $2 and etat = 'demande'",
        )
        .bind(own.get())
        .bind(other.get())
        .bind(reunion.maintenant)
        .execute(&mut *conn)
        .await?;
    }
    see(conn, reunion.de).await?;
    let open: Vec<(Uuid, i32)> = sqlx::query_as(
        "select id, autre_ml from transfert
         where ml_id = $1 and etat = 'demande' and sens = 'sortant'",
    )
    .bind(reunion.de.get())
    .fetch_all(&mut *conn)
    .await?;
    for (id, asker) in open {
        see(conn, MlId::from(asker)).await?;
        sqlx::query("update transfert set autre_ml = $3 where ml_id = $1 and id = $2")
            .bind(asker)
            .bind(id)
            .bind(reunion.vers.get())
            .execute(&mut *conn)
            .await?;
    }
    Ok(())
}

/// One table passes to the other side.
async fn carry(
    conn: &mut PgConnection,
    table: &TableMl,
    reunion: &ReunionMl,
    code: &str,
) -> Result<LigneReunion> {
    let name = &table.name;
    see(conn, reunion.de).await?;
    run(
        conn,
        format!(
            "create temporary table reunion_{name} on commit drop as
             select * from {name} where ml_id = {}",
            reunion.de
        ),
    )
    .await?;
    let de = sqlx::query_scalar(AssertSqlSafe(format!(
        "select count(*) from reunion_{name}"
    )))
    .fetch_one(&mut *conn)
    .await?;
    see(conn, reunion.vers).await?;
    let vers = count(conn, name, reunion.vers).await?;
    run(
        conn,
        format!("update reunion_{name} set ml_id = {}", reunion.vers),
    )
    .await?;
    let known = RENCONTRES.iter().find(|(known, _)| known == name);
    let met = known.map(|(_, met)| *met);
    match met {
        Some(Rencontre::Renomme(column)) => rename(conn, name, column, code).await?,
        Some(Rencontre::Heures) => overlap(conn).await?,
        Some(Rencontre::Cumule(_)) | None => {}
    }
    let on = |side: &str| -> String {
        let each = table.key.iter().map(|c| format!("{side}.{c} = r.{c}"));
        each.collect::<Vec<_>>().join(" and ")
    };
    let same = format!(
        "select count(*) from reunion_{name} r join {name} x on {}",
        on("x")
    );
    let communes = sqlx::query_scalar(AssertSqlSafe(same))
        .fetch_one(&mut *conn)
        .await?;
    let columns = table.columns.join(", ");
    let conflict = match met {
        Some(Rencontre::Cumule(numbers)) => {
            let sums = numbers
                .iter()
                .map(|n| format!("{n} = {name}.{n} + excluded.{n}"));
            format!("update set {}", sums.collect::<Vec<_>>().join(", "))
        }
        _ => "nothing".to_owned(),
    };
    let key = table.key.join(", ");
    let insert = format!(
        "insert into {name} ({columns}) select {columns} from reunion_{name}
         on conflict ({key}) do {conflict}"
    );
    sqlx::query(AssertSqlSafe(insert))
        .execute(&mut *conn)
        .await
        .map_err(|error| met_a_key(error, name))?;
    Ok(LigneReunion {
        table: name.clone(),
        de,
        vers,
        communes,
        apres: 0,
    })
}

/// A key that nothing foresees is said with its name; nothing will have changed.
fn met_a_key(error: sqlx::Error, table: &str) -> Error {
    let constraint = error
        .as_database_error()
        .filter(|e| matches!(e.code().as_deref(), Some("23505" | "23P01")))
        .and_then(sqlx::error::DatabaseError::constraint)
        .map(ToOwned::to_owned);
    constraint.map_or_else(
        || error.into(),
        |constraint| {
            let sentence = format!(
                "Les deux missions locales ont la même ligne dans « {table} » ({constraint}) : \
                 réunissez ou renommez-la d’abord."
            );
            Error::invalid(table, &sentence)
        },
    )
}

async fn rename(conn: &mut PgConnection, name: &str, column: &str, code: &str) -> Result<()> {
    let sql = format!(
        "update reunion_{name} r set {column} = r.{column} || ' (' || $1 || ')'
         where exists (select from {name} x where x.{column} = r.{column})"
    );
    sqlx::query(AssertSqlSafe(sql))
        .bind(code)
        .execute(conn)
        .await?;
    Ok(())
}

async fn overlap(conn: &mut PgConnection) -> Result<()> {
    run(
        conn,
        "update reunion_occupation r set derogation = true
         where exists (select from occupation x where x.agent_id = r.agent_id
           and tstzrange(x.debut, x.fin) && tstzrange(r.debut, r.fin))"
            .to_owned(),
    )
    .await
}

/// What is not the tenant's: who works where, sites and zones, links, messages that wait.
async fn national(conn: &mut PgConnection, reunion: &ReunionMl, code: &str) -> Result<()> {
    let (de, vers, le) = (reunion.de.get(), reunion.vers.get(), reunion.le);
    for sql in [
        // Someone who has a function in both keeps the one of the mission locale that stays.
        "update affectation a set au = least(coalesce(a.au, $3), $3) where a.ml_id = $1
           and exists (select from affectation b where b.ml_id = $2 and b.agent_id = a.agent_id
             and (b.au is null or b.au > $3))",
        "update affectation set ml_id = $2 where ml_id = $1 and $3::date is not null",
        "delete from zone a where a.ml_id = $1 and $3::date is not null
           and exists (select from zone b where b.ml_id = $2 and b.commune = a.commune)",
        "update zone set ml_id = $2 where ml_id = $1 and $3::date is not null",
        "delete from flux_agenda a where a.ml_id = $1 and $3::date is not null
           and exists (select from flux_agenda b where b.ml_id = $2 and b.agent_id = a.agent_id)",
        "update flux_agenda set ml_id = $2 where ml_id = $1 and $3::date is not null",
        "update avis set ml_id = $2 where ml_id = $1 and $3::date is not null",
        "update lien set ml_id = $2 where ml_id = $1 and $3::date is not null",
        "update depot_identite set ml_id = $2 where ml_id = $1 and $3::date is not null",
        "update occupation_publiee set ml_id = $2 where ml_id = $1 and $3::date is not null",
        // Published again from the rows, the same day, by `jalon publier-comptages`.
        "delete from indicateur_cumule where ml_id = $1 and $2 > 0 and $3::date is not null",
        "update mandat set au = $3 where ml_id = $1 and $2 > 0 and (au is null or au > $3)",
        "update graphile_worker._private_jobs
           set payload = jsonb_set(payload::jsonb, '{ml}', to_jsonb($2::integer))::json
           where payload->>'ml' = $1::integer::text and $3::date is not null",
        "update mission_locale set ouverte_au = $3, absorbee_par = $2, version = version + 1
           where ml_id = $1",
    ] {
        sqlx::query(sql)
            .bind(de)
            .bind(vers)
            .bind(le)
            .execute(&mut *conn)
            .await?;
    }
    sqlx::query(
        "update site a set code_source = case when exists (select from site b
             where b.ml_id = $2 and b.code_source = a.code_source)
           then a.code_source || '-' || $3 else a.code_source end, ml_id = $2
         where a.ml_id = $1",
    )
    .bind(de)
    .bind(vers)
    .bind(code)
    .execute(&mut *conn)
    .await?;
    sqlx::query(
        "insert into audit_national (id, survenu_le, action, objet, objet_id, details)
         values ($1, $2, 'reunion', 'mission_locale', null, $3)",
    )
    .bind(reunion.trace)
    .bind(reunion.maintenant)
    .bind(json!({ "de": de, "vers": vers, "code": code }))
    .execute(conn)
    .await?;
    Ok(())
}

/// Every tenant table, parents before children.
async fn tables(conn: &mut PgConnection) -> Result<Vec<TableMl>> {
    let mut left: BTreeMap<String, TableMl> = sqlx::query_as(
        "select c.relname::text,
           array(select quote_ident(a.attname) from pg_attribute a where a.attrelid = c.oid
             and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum),
           array(select quote_ident(a.attname) from pg_index i
             join pg_attribute a on a.attrelid = c.oid and a.attnum = any(i.indkey)
             where i.indrelid = c.oid and i.indisprimary)
         from pg_class c
         where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relrowsecurity
           and exists (select from pg_attribute m where m.attrelid = c.oid and m.attname = 'ml_id'
             and not m.attisdropped)",
    )
    .fetch_all(&mut *conn)
    .await?
    .into_iter()
    .map(|(name, columns, key): (String, Vec<String>, Vec<String>)| {
        (name.clone(), TableMl { name, columns, key })
    })
    .collect();
    let edges: Vec<(String, String)> = sqlx::query_as(
        "select distinct conrelid::regclass::text, confrelid::regclass::text from pg_constraint
         where contype = 'f' and conrelid <> confrelid",
    )
    .fetch_all(conn)
    .await?;
    let mut sorted = Vec::new();
    while !left.is_empty() {
        let ready: BTreeSet<String> = left
            .keys()
            .filter(|name| {
                let mut parents = edges.iter().filter(|(child, _)| child == *name);
                parents.all(|(_, parent)| !left.contains_key(parent))
            })
            .cloned()
            .collect();
        if ready.is_empty() {
            return Err(
                anyhow::anyhow!("tables that refer to one another: {:?}", left.keys()).into(),
            );
        }
        sorted.extend(ready.iter().filter_map(|name| left.remove(name)));
    }
    Ok(sorted)
}

/// Puts `ml` in sight.
async fn see(conn: &mut PgConnection, ml: MlId) -> Result<()> {
    sqlx::query("select set_config('jalon.ml_id', $1, true)")
        .bind(ml.to_string())
        .execute(conn)
        .await?;
    Ok(())
}

async fn count(conn: &mut PgConnection, table: &str, ml: MlId) -> Result<i64> {
    let sql = format!("select count(*) from {table} where ml_id = {ml}");
    Ok(sqlx::query_scalar(AssertSqlSafe(sql))
        .fetch_one(conn)
        .await?)
}

async fn run(conn: &mut PgConnection, sql: String) -> Result<()> {
    sqlx::query(AssertSqlSafe(sql)).execute(conn).await?;
    Ok(())
}

/// Opens a transaction for [`reunir_missions_locales`], commits it, or rolls it back with `essai`.
pub async fn reunir_ou_essayer(
    conn: &mut PgConnection,
    reunion: &ReunionMl,
    essai: bool,
) -> Result<Vec<LigneReunion>> {
    let mut tx = conn.begin().await?;
    let lines = reunir_missions_locales(&mut tx, reunion).await?;
    if essai {
        tx.rollback().await?;
    } else {
        tx.commit().await?;
    }
    Ok(lines)
}
