//! The nation, or any part of it: missions locales of every size over the real communes, loaded by one
//! COPY per table while keys and indexes are off, all of them valid at the end.
//!
//! It is not one transaction: whoever calls marks the database as being made, and makes another one
//! when it was cut short.

mod catalogue;
mod chargement;
mod queries;
mod reseau;
mod tailles;
mod territoire;

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, ensure};
use chrono::NaiveDate;
use platform::audit::Empreintes;
use sha2::{Digest as _, Sha256};
use sqlx::{PgConnection, PgPool};

use self::{chargement::Matiere, reseau::Graine, territoire::CommuneLue};
use crate::{
    copie::Tampon,
    demo::{est_deja_peuplee, hexadecimal},
    lieux,
    listes::Listes,
    lots::Lot,
    reseau::Reseau,
};

/// Where progress is told, one line at a time.
pub type Annonce = dyn Fn(&str) + Send + Sync;

/// Connections of [`Acces::chargement`]: one per table, and one to read.
pub const CONNEXIONS: u32 = Lot::TABLES + 2;

/// The two roles of a load.
#[derive(Debug, Clone)]
pub struct Acces {
    /// `jalon_owner`: takes keys and indexes off, and puts them back. Two connections at least.
    pub proprietaire: PgPool,
    /// `jalon_chargement`: fills the tables. [`CONNEXIONS`] at least.
    pub chargement: PgPool,
}

/// What the nation is made of.
#[derive(Debug, Clone)]
pub struct OptionsNation {
    /// The same seed and day give the same rows, whatever the number of cores.
    pub seed: u64,
    /// The day everything is told from.
    pub aujourd_hui: NaiveDate,
    /// How many young people, in all: from 1 to 1 500 000.
    pub jeunes: u32,
    /// How many missions locales; at the mean size of the nation by default.
    pub missions_locales: Option<u32>,
    /// The hash of the password common to every account.
    pub mot_de_passe_hash: String,
    /// The keyed hashes of the application that will serve this database.
    pub empreintes: Empreintes,
}

/// What was loaded, and how long each step took.
#[derive(Debug, Clone)]
pub struct ResumeNation {
    /// Rows by table.
    pub lignes: BTreeMap<&'static str, u64>,
    /// SHA-256 of every row: equal for equal options.
    pub empreinte: String,
    /// Making and copying the rows.
    pub copie: Duration,
    /// Keys, indexes, statistics, validation.
    pub contraintes: Duration,
}

/// Tables of the network and of the counters: not facts.
const CADRE: [&str; 15] = [
    "region",
    "departement",
    "commune",
    "mission_locale",
    "site",
    "zone",
    "organisme",
    "mandat",
    "agent",
    "compte",
    "affectation",
    "compteur_dossier",
    "remplacement",
    "jeune",
    "diagnostic_domaine",
];

impl ResumeNation {
    /// Rows in all.
    pub fn total(&self) -> u64 {
        self.lignes.values().sum()
    }

    /// Rows of a table.
    pub fn de(&self, table: &str) -> u64 {
        self.lignes.get(table).copied().unwrap_or(0)
    }

    /// Dated facts: what bears its own day, audit rows included.
    pub fn faits(&self) -> u64 {
        let facts = self.lignes.iter();
        facts
            .filter(|(table, _)| !CADRE.contains(table))
            .map(|(_, rows)| rows)
            .sum()
    }
}

/// How many missions locales `jeunes` people make at the mean size of the nation.
pub fn missions_locales_pour(jeunes: u32) -> u32 {
    tailles::missions_locales(jeunes)
}

/// Loads the nation into a database that has its migrations, its communes if any, and nobody.
///
/// # Errors
/// The database holds a network already, lacks the coded lists, or refuses a row or a key.
pub async fn nation(
    acces: &Acces,
    options: &OptionsNation,
    annonce: &Annonce,
) -> Result<ResumeNation> {
    let start = Instant::now();
    let combien = options
        .missions_locales
        .unwrap_or_else(|| missions_locales_pour(options.jeunes));
    ensure!(
        (1..=1_500_000).contains(&options.jeunes) && (1..=445).contains(&combien),
        "la nation a au plus 445 missions locales et 1 500 000 jeunes"
    );
    let mut conn = acces
        .chargement
        .acquire()
        .await
        .context("la base ne répond pas")?;
    ensure!(
        !est_deja_peuplee(&mut conn).await?,
        "la base est déjà peuplée"
    );
    let listes = Listes::charger(&mut conn).await?;
    let mut lignes = BTreeMap::new();
    let mut empreinte = Sha256::new();
    let reseau = cadre(&mut conn, options, combien, &mut lignes, &mut empreinte).await?;
    drop(conn);
    annonce(&format!(
        "  {} missions locales, {} sites, {} agents",
        reseau.missions_locales.len(),
        reseau.sites.len(),
        reseau.agents.personnes.len()
    ));
    let tables: Vec<&'static str> = Lot::new().tampons().iter().map(|t| t.table()).collect();
    let depose = catalogue::deposer(&acces.proprietaire, tables).await?;
    let matiere = Matiere {
        seed: options.seed,
        aujourd_hui: options.aujourd_hui,
        maisons: reseau.maisons,
        listes,
        empreintes: options.empreintes.clone(),
    };
    let charge = chargement::charger(&acces.chargement, matiere, annonce).await?;
    let copie = start.elapsed();
    annonce(&format!(
        "  lignes copiées en {:.0} s ; clés et index…",
        copie.as_secs_f64()
    ));
    depose.reposer(&acces.proprietaire, &charge.lignes).await?;
    lignes.extend(charge.lignes);
    empreinte.update(charge.empreinte.finalize());
    Ok(ResumeNation {
        lignes,
        empreinte: hexadecimal(&empreinte.finalize()),
        copie,
        contraintes: start.elapsed().saturating_sub(copie),
    })
}

/// The network, in one transaction and under its constraints: it is small.
async fn cadre(
    conn: &mut PgConnection,
    options: &OptionsNation,
    combien: u32,
    lignes: &mut BTreeMap<&'static str, u64>,
    empreinte: &mut Sha256,
) -> Result<Reseau> {
    let mut communes = queries::communes(conn).await?;
    let mut tampons = Vec::new();
    if communes.is_empty() {
        communes = territoire::fictives();
        tampons.push(Tampon::of(&[lieux::REGION]));
        tampons.push(Tampon::of(&[lieux::DEPARTEMENT]));
        tampons.push(Tampon::of(&lieux::communes()));
    }
    let reseau = dessiner(options, combien, &communes);
    tampons.extend([
        Tampon::of(&reseau.missions_locales),
        Tampon::of(&reseau.sites),
        Tampon::of(&reseau.zones),
        Tampon::of(&reseau.organismes),
        Tampon::of(&reseau.mandats),
        Tampon::of(&reseau.agents.personnes),
        Tampon::of(&reseau.agents.comptes),
        Tampon::of(&reseau.agents.affectations),
    ]);
    let mut tx = sqlx::Connection::begin(conn).await?;
    for tampon in &tampons {
        tampon.digerer(empreinte);
        *lignes.entry(tampon.table()).or_default() += tampon.envoyer(&mut tx).await?;
    }
    tx.commit().await?;
    Ok(reseau)
}

fn dessiner(options: &OptionsNation, combien: u32, communes: &[CommuneLue]) -> Reseau {
    let zones = territoire::territoires(communes, combien as usize);
    let effectifs = tailles::tailles(options.jeunes, combien);
    let graine = Graine {
        seed: options.seed,
        aujourd_hui: options.aujourd_hui,
        mot_de_passe: &options.mot_de_passe_hash,
    };
    reseau::reseau(graine, &zones, &effectifs)
}
