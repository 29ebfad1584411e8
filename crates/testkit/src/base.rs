//! One database per test.

use std::str::FromStr as _;

use anyhow::{Context as _, Result};
use chrono::{DateTime, Utc};
use kernel::{AffectationId, Clock, Rng, Role};
use platform::{
    Db, Tx,
    db::{DbConfig, pool},
    migrations::MIGRATOR,
    sessions::Jeton,
    tx::Ouverture,
};
use sha2::{Digest as _, Sha256};
use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection, PgPool};

use crate::{AgentDeTest, Reseau};

/// The instant every test starts at: Monday 23 November 2026, 10:00 in Paris.
///
/// # Panics
/// Never: it is a constant.
pub fn instant() -> DateTime<Utc> {
    DateTime::from_str("2026-11-23T09:00:00Z").expect("a valid instant")
}

/// The password of whoever was given one.
pub const MOT_DE_PASSE: &str = "girafe lampadaire moufle cascade";

/// A database of its own, dropped with the value.
#[derive(Debug)]
pub struct TestDb {
    /// The application's view: role `jalon_app`, fixed clock, seeded chance.
    pub db: Db,
    /// Two missions locales and their agents.
    pub reseau: Reseau,
    /// A pool that sees every row (`jalon_chargement`), to prepare and to check.
    pub brut: PgPool,
    admin: String,
    name: String,
}

impl TestDb {
    /// A fresh database with the fictional network.
    ///
    /// # Panics
    /// Without the test server that `JALON_TEST_PG` names.
    pub async fn new() -> Self {
        Self::try_new()
            .await
            .expect("a test database: run `make test`, or set JALON_TEST_PG")
    }

    async fn try_new() -> Result<Self> {
        let admin = std::env::var("JALON_TEST_PG").context("JALON_TEST_PG is not set")?;
        let template = template(&admin).await?;
        let name = format!(
            "jalon_test_{}",
            kernel::new_uuid(&Clock::System, &Rng::system()).simple()
        );
        let mut conn = PgConnection::connect(&admin).await?;
        let sql = format!("create database {name} template {template} owner jalon_owner");
        conn.execute(AssertSqlSafe(sql)).await?;
        conn.close().await?;
        let config = DbConfig {
            url: url(&admin, "jalon_app", &name)?,
            connexions: 8,
            cle: "clé des tests".into(),
        };
        let db = Db::connect(&config, Clock::fixed(instant()), Rng::seeded(42)).await?;
        let brut = pool(&url(&admin, "jalon_chargement", &name)?, 2).await?;
        let reseau = Reseau::create(&brut).await?;
        Ok(Self {
            db,
            reseau,
            brut,
            admin,
            name,
        })
    }

    /// Another value of a parameter, read again by the application.
    ///
    /// # Panics
    /// When the database refuses.
    pub async fn parametre(&mut self, code: &str, valeur: i64) {
        let mut conn = PgConnection::connect(&self.url("jalon_owner"))
            .await
            .expect("the owner's connection");
        sqlx::query("update parametre set valeur_entiere = $2 where code = $1")
            .bind(code)
            .bind(valeur)
            .execute(&mut conn)
            .await
            .expect("a parameter");
        let config = DbConfig {
            url: self.url("jalon_app"),
            connexions: 8,
            cle: "clé des tests".into(),
        };
        self.db = Db::connect(&config, Clock::fixed(instant()), Rng::seeded(43))
            .await
            .expect("the application's connection");
    }

    /// The address of this database for `role`.
    ///
    /// # Panics
    /// When `JALON_TEST_PG` names no role.
    pub fn url(&self, role: &str) -> String {
        url(&self.admin, role, &self.name).expect("an address")
    }

    /// A transaction of `agent`, signed in with her affectation.
    ///
    /// # Panics
    /// When her session does not open.
    pub async fn tx(&self, agent: &AgentDeTest) -> Tx {
        let jeton = self.jeton(agent).await;
        match Tx::open(&self.db, &jeton).await.expect("a transaction") {
            Ouverture::Ouverte(tx) => *tx,
            other => panic!("the session does not open: {other:?}"),
        }
    }

    /// A session of `agent`.
    ///
    /// # Panics
    /// When the database refuses it.
    pub async fn jeton(&self, agent: &AgentDeTest) -> Jeton {
        let mut tx = Tx::public(&self.db).await.expect("a transaction");
        let jeton = platform::sessions::create(&mut tx, agent.compte, Some(agent.affectation))
            .await
            .expect("a session");
        tx.commit().await.expect("a commit");
        jeton
    }

    /// Gives `agent` the password [`MOT_DE_PASSE`], and returns it.
    ///
    /// # Panics
    /// When the database refuses it.
    pub async fn mot_de_passe(&self, agent: &AgentDeTest) -> &'static str {
        let hash = platform::mots_de_passe::hash(MOT_DE_PASSE.into(), self.db.rng())
            .await
            .expect("a hash");
        sqlx::query("update compte set mot_de_passe = $2 where id = $1")
            .bind(agent.compte.uuid())
            .bind(hash)
            .execute(&self.brut)
            .await
            .expect("a password");
        MOT_DE_PASSE
    }

    /// Gives `agent` one more affectation, in `ml`; two make the sign-in ask which.
    ///
    /// # Panics
    /// When the database refuses it.
    pub async fn affecter(&self, agent: &AgentDeTest, ml: i32, role: Role) -> AffectationId {
        let id: AffectationId = kernel::new_uuid(self.db.clock(), self.db.rng()).into();
        sqlx::query(
            "insert into affectation (id, agent_id, ml_id, role, site_id, du)
             values ($1, $2, $3, $4, $5, '2026-01-01')",
        )
        .bind(id.uuid())
        .bind(agent.id.uuid())
        .bind(ml)
        .bind(role.code())
        .bind(self.reseau.sites[&ml].uuid())
        .execute(&self.brut)
        .await
        .expect("an affectation");
        id
    }

    /// How many rows of the audit have this action.
    ///
    /// # Panics
    /// When the database does not answer.
    pub async fn audit(&self, action: &str) -> i64 {
        sqlx::query_scalar("select count(*) from audit where action = $1")
            .bind(action)
            .fetch_one(&self.brut)
            .await
            .expect("a count")
    }
}

impl Drop for TestDb {
    fn drop(&mut self) {
        let (admin, name) = (self.admin.clone(), self.name.clone());
        let dropping = std::thread::spawn(move || -> Result<()> {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()?;
            runtime.block_on(async move {
                let mut conn = PgConnection::connect(&admin).await?;
                let sql = format!("drop database if exists {name} with (force)");
                conn.execute(AssertSqlSafe(sql)).await?;
                Ok(())
            })
        });
        let _ = dropping.join();
    }
}

/// The same server, another role and base.
fn url(admin: &str, role: &str, base: &str) -> Result<String> {
    let (head, query) = admin.split_once('?').unwrap_or((admin, ""));
    let rest = head.split_once('@').context("an address with a role")?.1;
    let host = rest.split('/').next().unwrap_or("localhost");
    Ok(format!("postgres://{role}@{host}/{base}?{query}"))
}

/// The name of the migrated template, made once for this set of migrations.
async fn template(admin: &str) -> Result<String> {
    let mut hash = Sha256::new();
    for migration in MIGRATOR.iter() {
        hash.update(&*migration.checksum);
    }
    hash.update(include_str!("../../platform/file_attente.sql"));
    hash.update(include_str!("../../platform/file_attente.sql"));
    let digest = hash.finalize();
    let name = format!(
        "jalon_modele_{:02x}{:02x}{:02x}{:02x}",
        digest[0], digest[1], digest[2], digest[3]
    );
    let mut conn = PgConnection::connect(admin).await?;
    conn.execute("select pg_advisory_lock(720710)").await?;
    let known: bool = sqlx::query_scalar(
        "select exists (select from pg_database where datname = $1 and datistemplate)",
    )
    .bind(&name)
    .fetch_one(&mut conn)
    .await?;
    if !known {
        build_template(admin, &name, &mut conn).await?;
    }
    conn.execute("select pg_advisory_unlock(720710)").await?;
    Ok(name)
}

async fn build_template(admin: &str, name: &str, conn: &mut PgConnection) -> Result<()> {
    conn.execute(include_str!("../../platform/amorce.sql"))
        .await?;
    conn.execute(AssertSqlSafe(format!("drop database if exists {name}")))
        .await?;
    conn.execute(AssertSqlSafe(format!(
        "create database {name} owner jalon_owner"
    )))
    .await?;
    let owner = pool(&url(admin, "jalon_owner", name)?, 2).await?;
    platform::migrations::migrate(&owner).await?;
    owner.close().await;
    conn.execute(AssertSqlSafe(format!(
        "alter database {name} is_template true"
    )))
    .await?;
    Ok(())
}
