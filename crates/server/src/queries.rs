//! The SQL of the program itself: looking at a database, making the one of the demonstration,
//! purging. What the application does is in the wings.

use anyhow::{Context as _, Result};
use kernel::MlId;
use sqlx::{
    Executor as _, PgConnection, PgPool, Row as _,
    types::chrono::{DateTime, NaiveDate, Utc},
};

/// A migration as it was applied.
#[derive(Debug)]
pub(crate) struct Applied {
    pub(crate) version: i64,
    pub(crate) checksum: Vec<u8>,
    pub(crate) success: bool,
}

/// The migrations applied; `None` when there never was one.
pub(crate) async fn applied(conn: &mut PgConnection) -> Result<Option<Vec<Applied>>> {
    let migrated: bool =
        sqlx::query_scalar("select to_regclass('public._sqlx_migrations') is not null")
            .fetch_one(&mut *conn)
            .await?;
    if !migrated {
        return Ok(None);
    }
    let rows = sqlx::query("select version, checksum, success from _sqlx_migrations")
        .fetch_all(conn)
        .await
        .context("the list of the migrations")?;
    let read = |row: sqlx::postgres::PgRow| {
        Ok(Applied {
            version: row.try_get("version")?,
            checksum: row.try_get("checksum")?,
            success: row.try_get("success")?,
        })
    };
    rows.into_iter().map(read).collect::<Result<_>>().map(Some)
}

/// The mission locale whose code is `code`.
pub(crate) async fn ml_of_code(conn: &mut PgConnection, code: &str) -> Result<Option<MlId>> {
    let found: Option<i32> =
        sqlx::query_scalar("select ml_id from mission_locale where upper(code) = upper($1)")
            .bind(code)
            .fetch_optional(conn)
            .await
            .context("the code of a mission locale")?;
    Ok(found.map(MlId::from))
}

/// Lets the application read which migrations were applied.
pub(crate) async fn show_migrations(owner: &PgPool) -> Result<()> {
    let sql = "grant select on _sqlx_migrations to jalon_app";
    sqlx::query(sql)
        .execute(owner)
        .await
        .context("the list of the migrations")?;
    Ok(())
}

/// The role of the connection, and whether row-level security leaves it free: superuser, exempted,
/// or owner of tables.
pub(crate) async fn role(conn: &mut PgConnection) -> Result<(String, bool)> {
    let row = sqlx::query(
        "select current_user::text, rolsuper or rolbypassrls or exists (
             select from pg_class c join pg_namespace n on n.oid = c.relnamespace
             where n.nspname = 'public' and pg_has_role(current_user, c.relowner, 'member'))
         from pg_roles where rolname = current_user",
    )
    .fetch_one(conn)
    .await
    .context("the role of the connection")?;
    Ok((row.try_get(0)?, row.try_get(1)?))
}

/// The role of the connection administers the server.
pub(crate) async fn is_administrator(conn: &mut PgConnection) -> Result<bool> {
    let sql = "select rolsuper from pg_roles where rolname = current_user";
    Ok(sqlx::query_scalar(sql).fetch_one(conn).await?)
}

/// What is older than that is purged: now less the months of a parameter.
pub(crate) async fn kept_since(
    conn: &mut PgConnection,
    parametre: &str,
    today: NaiveDate,
    now: DateTime<Utc>,
) -> Result<DateTime<Utc>> {
    sqlx::query_scalar(
        "select $3 - make_interval(months => valeur_entiere::integer) from parametre
         where code = $1 and valide_du <= $2 and coalesce(valide_au, $2) >= $2",
    )
    .bind(parametre)
    .bind(today)
    .bind(now)
    .fetch_one(conn)
    .await
    .with_context(|| format!("the parameter {parametre}"))
}

/// What the audit keeps for a while: its French name, and what removes the rows older than `$1`.
pub(crate) const AUDIT: [(&str, &str); 2] = [
    (
        "Traces d’audit des missions locales",
        "delete from audit where survenu_le < $1",
    ),
    (
        "Traces d’audit nationales",
        "delete from audit_national where survenu_le < $1",
    ),
];

/// What is kept for a while after its answer: its name, and what removes the rows answered before
/// `$1`.
pub(crate) const REQUESTS: (&str, &str) = (
    "Demandes sur ses données, répondues",
    "delete from exercice where repondu_le < $1::date",
);

/// What has its own end: the same, `$1` being now. Sessions and links stay one day more, so that a
/// form posted late is still kept as a draft.
pub(crate) const EXPIRED: [(&str, &str); 3] = [
    (
        "Brouillons expirés",
        "delete from brouillon where expire_le < $1",
    ),
    (
        "Sessions finies",
        "delete from session where least(expire_le, fermee_le) < $1 - interval '1 day'",
    ),
    (
        "Liens finis",
        "delete from lien where least(expire_le, revoque_le) < $1 - interval '1 day'",
    ),
];

/// Runs a statement of [`AUDIT`], [`REQUESTS`] or [`EXPIRED`]: how many rows went.
pub(crate) async fn purge(
    conn: &mut PgConnection,
    statement: &'static str,
    instant: DateTime<Utc>,
) -> Result<u64> {
    let done = sqlx::query(statement).bind(instant).execute(conn).await?;
    Ok(done.rows_affected())
}

/// The comment of the base of the demonstration; `None` when there is no such base.
pub(crate) async fn demo_mark(admin: &mut PgConnection) -> Result<Option<String>> {
    let mark = sqlx::query_scalar(
        "select coalesce(shobj_description(oid, 'pg_database'), '')
         from pg_database where datname = 'jalon_demo'",
    )
    .fetch_optional(admin)
    .await?;
    Ok(mark)
}

/// Changes that comment.
pub(crate) async fn set_demo_mark(admin: &mut PgConnection, mark: &str) -> Result<()> {
    sqlx::query("select set_config('jalon.marque', $1, false)")
        .bind(mark)
        .execute(&mut *admin)
        .await?;
    admin
        .execute(
            "do $$ begin
               execute format('comment on database jalon_demo is %L',
                              current_setting('jalon.marque'));
             end $$",
        )
        .await
        .context("the comment of the base")?;
    Ok(())
}

/// The roles, and an empty base in place of what a former try left.
pub(crate) async fn create_demo(admin: &mut PgConnection) -> Result<()> {
    admin
        .execute(include_str!("../../platform/amorce.sql"))
        .await
        .context("the roles")?;
    admin
        .execute("drop database if exists jalon_demo with (force)")
        .await?;
    admin
        .execute("create database jalon_demo owner jalon_owner")
        .await?;
    Ok(())
}

/// Lets the planner know what was loaded.
pub(crate) async fn analyze(admin: &mut PgConnection) -> Result<()> {
    admin.execute("vacuum (analyze)").await.context("vacuum")?;
    Ok(())
}
