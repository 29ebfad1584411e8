//! The database before it is used: reached, under the right role, at the version of this program.

use std::str::FromStr as _;

use anyhow::{Context as _, Result};
use platform::migrations::MIGRATOR;
use sqlx::{
    Connection as _, PgConnection, Row as _, postgres::PgConnectOptions, types::chrono::NaiveDate,
};

use crate::failure::phrase;

/// How the database stands to the migrations of this program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Version {
    /// Never migrated.
    Vierge,
    /// Migrations of this program are missing in it.
    EnRetard,
    /// The same.
    AJour,
    /// It holds a migration that this program does not know, or knows otherwise.
    Autre,
}

/// One connection, to look before a pool is opened.
pub(crate) async fn connect(url: &str, variable: &str) -> Result<PgConnection> {
    let options = PgConnectOptions::from_str(url).map_err(|_| {
        phrase(format!(
            "{variable} n'est pas une adresse de base : attendu postgres://role@hote/base."
        ))
    })?;
    PgConnection::connect_with(&options).await.map_err(|error| {
        phrase(format!(
            "La base de données ne répond pas ({error}) : vérifiez {variable}."
        ))
    })
}

/// Compares what was applied with what this program knows.
pub(crate) async fn version(conn: &mut PgConnection) -> Result<Version> {
    let migrated: bool =
        sqlx::query_scalar("select to_regclass('public._sqlx_migrations') is not null")
            .fetch_one(&mut *conn)
            .await?;
    if !migrated {
        return Ok(Version::Vierge);
    }
    let rows = sqlx::query("select version, checksum, success from _sqlx_migrations")
        .fetch_all(conn)
        .await
        .context("the list of the migrations")?;
    let mut applied = 0;
    for row in rows {
        let (number, checksum): (i64, Vec<u8>) = (row.try_get(0)?, row.try_get(1)?);
        let known = MIGRATOR
            .iter()
            .find(|migration| migration.version == number);
        if known.is_none_or(|migration| *migration.checksum != *checksum) {
            return Ok(Version::Autre);
        }
        applied += usize::from(row.try_get::<bool, _>(2)?);
    }
    Ok(if applied == MIGRATOR.iter().count() {
        Version::AJour
    } else {
        Version::EnRetard
    })
}

/// Refuses a role that row-level security does not hold.
pub(crate) async fn check_application_role(conn: &mut PgConnection) -> Result<()> {
    let row = sqlx::query(
        "select current_user::text, rolsuper or rolbypassrls or exists (
             select from pg_class c join pg_namespace n on n.oid = c.relnamespace
             where n.nspname = 'public' and pg_has_role(current_user, c.relowner, 'member'))
         from pg_roles where rolname = current_user",
    )
    .fetch_one(conn)
    .await
    .context("the role of the connection")?;
    let (role, above): (String, bool) = (row.try_get(0)?, row.try_get(1)?);
    if above {
        return Err(phrase(format!(
            "DATABASE_URL emploie le rôle « {role} », que les cloisons entre missions locales ne \
             retiennent pas : employez jalon_app."
        )));
    }
    Ok(())
}

/// A sentence when the database is not at the version of this program.
pub(crate) fn check_version(version: Version) -> Result<()> {
    match version {
        Version::AJour => Ok(()),
        Version::Vierge | Version::EnRetard => Err(phrase(
            "La base n'est pas à jour : tapez « jalon migrate » avec DATABASE_URL_OWNER, puis \
             recommencez.",
        )),
        Version::Autre => Err(phrase(
            "La base est d'une autre version de Jalon, sans doute plus récente : lancez la version \
             qui l'a faite, ou une plus récente encore.",
        )),
    }
}

/// A dated parameter.
pub(crate) async fn parameter(conn: &mut PgConnection, code: &str, day: NaiveDate) -> Result<i64> {
    sqlx::query_scalar(
        "select valeur_entiere from parametre
         where code = $1 and valide_du <= $2 and coalesce(valide_au, $2) >= $2",
    )
    .bind(code)
    .bind(day)
    .fetch_one(conn)
    .await
    .with_context(|| format!("the parameter {code}"))
}
