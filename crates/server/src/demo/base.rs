//! The database of the demonstration: made once, whole or not at all. Its comment says how far it
//! got, so that one whose making was cut short is made again.

use anyhow::Result;
use sqlx::{Connection as _, PgConnection};

use super::{Options, donnees, lieu::Lieu};
use crate::{
    cli::say,
    database::{self, Version},
    failure::phrase,
    migrer, queries,
};

/// Its name, which no real Jalon has.
pub(crate) const NOM: &str = "jalon_demo";
/// The comment of a database that is being made.
const EN_COURS: &str = "jalon demo, en cours";
/// The comment of a complete one starts with this.
const COMPLETE: &str = "jalon demo, complète";

/// What was asked of the population.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Demande {
    pub(crate) jeunes: Option<u32>,
    pub(crate) graine: Option<u64>,
    /// A nation, or a part of it, instead of the département.
    pub(crate) nation: Option<Nation>,
}

/// What a nation is made of besides people.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Nation {
    /// Missions locales; at the nation's mean size by default.
    pub(crate) missions_locales: Option<u32>,
}

impl From<&Options> for Demande {
    fn from(options: &Options) -> Self {
        Self {
            jeunes: options.jeunes,
            graine: options.graine,
            nation: None,
        }
    }
}

impl Demande {
    pub(super) fn jeunes(self) -> u32 {
        self.jeunes.unwrap_or(4000)
    }

    pub(super) fn graine(self) -> u64 {
        self.graine.unwrap_or(1)
    }

    /// The comment of a database made so.
    fn mark(self) -> String {
        let size = self.nation.map_or_else(String::new, |nation| {
            let combien = nation
                .missions_locales
                .unwrap_or_else(|| population::missions_locales_pour(self.jeunes()));
            format!(", {combien} missions locales")
        });
        format!(
            "{COMPLETE} : {} jeunes, graine {}{size}",
            self.jeunes(),
            self.graine()
        )
    }
}

/// Makes the database complete, or finds it so.
pub(crate) async fn prepare(lieu: &Lieu, demande: &Demande) -> Result<()> {
    let mut admin = database::connect(&lieu.url_admin("postgres"), "DATABASE_URL").await?;
    check_administrator(&mut admin).await?;
    match queries::demo_mark(&mut admin).await? {
        Some(mark) if mark.starts_with(COMPLETE) => {
            asked_for_the_same(demande, &mark)?;
            reuse(lieu).await?;
        }
        Some(mark) if mark != EN_COURS && !lieu.est_prive() => {
            return Err(phrase(format!(
                "Le serveur de DATABASE_URL a déjà une base « {NOM} » que la démonstration n'a pas \
                 faite : renommez-la, ou effacez DATABASE_URL."
            )));
        }
        _ => make(&mut admin, lieu, *demande).await?,
    }
    admin.close().await?;
    Ok(())
}

/// Only an administrator of the server can create roles and databases.
async fn check_administrator(admin: &mut PgConnection) -> Result<()> {
    if queries::is_administrator(admin).await? {
        return Ok(());
    }
    Err(phrase(
        "La démonstration crée sa base et ses rôles : DATABASE_URL doit nommer un administrateur de \
         ce PostgreSQL (superuser), ou être effacée pour que la démonstration lance le sien.",
    ))
}

/// Refuses to serve other data than what was asked for.
fn asked_for_the_same(demande: &Demande, mark: &str) -> Result<()> {
    let asked = demande.jeunes.is_some() || demande.graine.is_some();
    if !asked || mark == demande.mark() {
        return Ok(());
    }
    let made = mark
        .trim_start_matches(COMPLETE)
        .trim_start_matches([' ', ':']);
    Err(phrase(format!(
        "Les données de ce dossier ont été faites autrement ({made}) : choisissez un autre dossier \
         avec --dossier."
    )))
}

/// Brings a complete database to the version of this program.
async fn reuse(lieu: &Lieu) -> Result<()> {
    let mut owner = database::connect(&lieu.url("jalon_owner", NOM), "DATABASE_URL").await?;
    let version = database::version(&mut owner).await?;
    owner.close().await?;
    match version {
        Version::AJour => Ok(()),
        Version::EnRetard | Version::Vierge => {
            say("Mise à jour des données de démonstration…");
            migrate(lieu).await
        }
        Version::Autre => Err(phrase(format!(
            "Les données de « {} » sont d'une autre version de Jalon : lancez la version qui les a \
             faites, choisissez un autre dossier avec --dossier, ou effacez celui-ci.",
            lieu.dossier().display()
        ))),
    }
}

/// Makes the database, from nothing; what a former try left is removed.
async fn make(admin: &mut PgConnection, lieu: &Lieu, demande: Demande) -> Result<()> {
    let place = if demande.nation.is_some() {
        "d'une nation fictive"
    } else {
        "d'un département fictif"
    };
    say(format!(
        "Préparation {place} de {} jeunes, cette fois seulement…",
        demande.jeunes()
    ));
    queries::create_demo(admin).await?;
    queries::set_demo_mark(admin, EN_COURS).await?;
    migrate(lieu).await?;
    match demande.nation {
        None => donnees::fill(lieu, demande.jeunes(), demande.graine()).await?,
        Some(nation) => donnees::fill_nation(lieu, &demande, nation).await?,
    }
    let mut inside = database::connect(&lieu.url_admin(NOM), "DATABASE_URL").await?;
    queries::analyze(&mut inside).await?;
    inside.close().await?;
    queries::set_demo_mark(admin, &demande.mark()).await
}

async fn migrate(lieu: &Lieu) -> Result<()> {
    let owner = platform::db::pool(&lieu.url("jalon_owner", NOM), 2).await?;
    let done = migrer::apply(&owner).await;
    owner.close().await;
    done
}
