//! The database before it is used: reached, under the right role, at the version of this program.

use std::str::FromStr as _;

use anyhow::Result;
use platform::migrations::MIGRATOR;
use sqlx::{Connection as _, PgConnection, postgres::PgConnectOptions};

use crate::{failure::phrase, queries};

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
    let Some(applied) = queries::applied(conn).await? else {
        return Ok(Version::Vierge);
    };
    let known = |one: &queries::Applied| {
        let same = MIGRATOR
            .iter()
            .find(|migration| migration.version == one.version);
        same.is_some_and(|migration| *migration.checksum == *one.checksum)
    };
    if !applied.iter().all(known) {
        return Ok(Version::Autre);
    }
    let whole = applied.iter().filter(|one| one.success).count();
    let all = MIGRATOR.iter().count();
    Ok(if whole == all {
        Version::AJour
    } else {
        Version::EnRetard
    })
}

/// Refuses a role that row-level security does not hold.
pub(crate) async fn check_application_role(conn: &mut PgConnection) -> Result<()> {
    let (role, above) = queries::role(conn).await?;
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
