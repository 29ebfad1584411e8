//! The database as the application sees it: a pool of the role `jalon_app`, and what is read once
//! at start (nomenclatures, parameters, the key of the audit's hashes).

use std::{str::FromStr as _, sync::Arc, time::Duration};

use anyhow::Context as _;
use kernel::{Clock, Rng};
use secrecy::SecretString;
use sqlx::{
    ConnectOptions as _, PgPool,
    postgres::{PgConnectOptions, PgPoolOptions},
};
use tracing::log::LevelFilter;

use crate::{
    audit::Empreintes, comptes::Guichet, nomenclatures::Nomenclatures, parametres::Parametres,
};

/// Everything a transaction starts from. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Db {
    pub(crate) pool: PgPool,
    pub(crate) clock: Clock,
    pub(crate) rng: Rng,
    pub(crate) empreintes: Empreintes,
    pub(crate) guichet: Arc<Guichet>,
    nomenclatures: Arc<Nomenclatures>,
    parametres: Arc<Parametres>,
}

/// How to reach the database.
#[derive(Debug, Clone)]
pub struct DbConfig {
    /// `postgres://jalon_app@…`.
    pub url: String,
    /// Connections at most.
    pub connexions: u32,
    /// The secret of the audit's keyed hashes.
    pub cle: SecretString,
}

impl Db {
    /// Connects, and reads the nomenclatures and parameters.
    pub async fn connect(config: &DbConfig, clock: Clock, rng: Rng) -> anyhow::Result<Self> {
        let pool = pool(&config.url, config.connexions).await?;
        let nomenclatures = Nomenclatures::load(&pool).await.context("nomenclatures")?;
        let parametres = Parametres::load(&pool).await.context("parametres")?;
        let today = clock.today(kernel::actor::FUSEAU_NATIONAL);
        let tries = u32::try_from(parametres.entier("tentatives_connexion", today)?)?;
        let minutes = u64::try_from(parametres.entier("tentatives_connexion_minutes", today)?)?;
        Ok(Self {
            pool,
            clock,
            rng,
            guichet: Arc::new(Guichet::new(tries, minutes)),
            empreintes: Empreintes::new(config.cle.clone()),
            nomenclatures: Arc::new(nomenclatures),
            parametres: Arc::new(parametres),
        })
    }

    /// The coded lists.
    pub fn nomenclatures(&self) -> &Arc<Nomenclatures> {
        &self.nomenclatures
    }

    /// The dated parameters.
    pub fn parametres(&self) -> &Arc<Parametres> {
        &self.parametres
    }

    /// The clock of the application.
    pub const fn clock(&self) -> &Clock {
        &self.clock
    }

    /// The chance of the application.
    pub const fn rng(&self) -> &Rng {
        &self.rng
    }

    /// Closes every connection.
    pub async fn close(&self) {
        self.pool.close().await;
    }
}

/// A pool for `url`; statements are counted from their `tracing` events.
pub async fn pool(url: &str, connexions: u32) -> anyhow::Result<PgPool> {
    let options = PgConnectOptions::from_str(url)
        .context("the database address is not readable")?
        .application_name("jalon")
        .log_statements(LevelFilter::Trace)
        .log_slow_statements(LevelFilter::Trace, Duration::from_hours(1));
    PgPoolOptions::new()
        .max_connections(connexions)
        .min_connections(connexions.min(2))
        .acquire_timeout(Duration::from_secs(10))
        .test_before_acquire(false)
        .connect_with(options)
        .await
        .context("the database does not answer")
}
