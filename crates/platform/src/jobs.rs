//! The queue of jobs, in the database: a job is added in the transaction of the act that wants it,
//! so it exists if and only if the act happened. Jobs are idempotent; a payload holds identifiers,
//! never a secret nor personal data.

use std::sync::Arc;

use anyhow::Context as _;
use chrono::{DateTime, Utc};
use graphile_worker::{IntoTaskHandlerResult, TaskHandler, Worker, WorkerContext, WorkerOptions};
use kernel::CompteId;
use serde::{Deserialize, Serialize};
use sqlx::PgPool;

use crate::{
    Db, Result, Tx, comptes,
    ports::{Courriers, Mailer, Sms},
};

const SCHEMA: &str = "graphile_worker";

/// Creates or updates the tables of the queue, as `jalon_owner`.
pub async fn install(owner: &PgPool) -> anyhow::Result<()> {
    graphile_worker_migrations::migrate(owner.clone(), SCHEMA)
        .await
        .context("the queue")?;
    sqlx::raw_sql(include_str!("../file_attente.sql"))
        .execute(owner)
        .await?;
    Ok(())
}

/// What jobs may need.
#[derive(Debug, Clone)]
pub struct Contexte {
    /// The database.
    pub db: Db,
    /// Sends mail.
    pub mailer: Arc<dyn Mailer>,
    /// Sends text messages, when a gateway is set.
    pub sms: Option<Arc<dyn Sms>>,
    /// Writes the mails.
    pub courriers: Arc<dyn Courriers>,
    /// The address of this Jalon, without a final slash, for links.
    pub adresse: String,
}

/// Adds a job to the transaction. `key` makes it single: a second one with the same key replaces
/// the first while it waits.
pub async fn enqueue<J>(tx: &mut Tx, job: &J, key: &str) -> Result<()>
where
    J: TaskHandler + Serialize + Sync,
{
    let now = tx.now();
    enqueue_at(tx, job, key, now).await
}

/// As [`enqueue`], not to be done before `at`; with the key of a job that waits, moves it.
pub async fn enqueue_at<J>(tx: &mut Tx, job: &J, key: &str, at: DateTime<Utc>) -> Result<()>
where
    J: TaskHandler + Serialize + Sync,
{
    let payload = serde_json::to_value(job)?;
    sqlx::query(
        "select graphile_worker.add_job(identifier := $1, payload := $2::json, job_key := $3,
           run_at := $4, max_attempts := 12)",
    )
    .bind(J::IDENTIFIER)
    .bind(payload)
    .bind(full_key(J::IDENTIFIER, key))
    .bind(at)
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// As [`enqueue_at`] for many of one kind, with the key and the instant of each, in one statement.
pub async fn enqueue_all<J>(tx: &mut Tx, all: &[(J, String, DateTime<Utc>)]) -> Result<()>
where
    J: TaskHandler + Serialize + Sync,
{
    let mut payloads = Vec::with_capacity(all.len());
    for (job, _, _) in all {
        payloads.push(serde_json::to_value(job)?);
    }
    let keys: Vec<String> = all
        .iter()
        .map(|(_, key, _)| full_key(J::IDENTIFIER, key))
        .collect();
    let at: Vec<DateTime<Utc>> = all.iter().map(|(_, _, at)| *at).collect();
    sqlx::query(
        "select count(*) from unnest($2::jsonb[], $3::text[], $4::timestamptz[]) as j (p, k, a),
           lateral (select graphile_worker.add_job(identifier := $1, payload := j.p::json,
             job_key := j.k, run_at := j.a, max_attempts := 12)) as done",
    )
    .bind(J::IDENTIFIER)
    .bind(payloads)
    .bind(keys)
    .bind(at)
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Takes back the job `identifier` of `key` if it waits; nothing happens when there is none. One
/// that runs at this moment goes on to its end and is not tried again, so a job looks at the state
/// of things before it acts.
pub async fn cancel(tx: &mut Tx, identifier: &str, key: &str) -> Result<()> {
    sqlx::query("select graphile_worker.remove_job($1)")
        .bind(full_key(identifier, key))
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Two kinds of job may have the same key.
fn full_key(identifier: &str, key: &str) -> String {
    format!("{identifier}/{key}")
}

/// A worker for `serve` and for tests; `des_ailes` adds the jobs of the wings.
pub async fn worker(
    contexte: Contexte,
    des_ailes: impl FnOnce(WorkerOptions) -> WorkerOptions,
) -> anyhow::Result<Worker> {
    let options = WorkerOptions::default()
        .schema(SCHEMA)
        .concurrency(2)
        .pg_pool(contexte.db.pool.clone())
        .listen_os_shutdown_signals(false)
        .add_extension(contexte)
        .define_job::<InviterCompte>();
    des_ailes(options)
        .init()
        .await
        .context("the queue's worker")
}

/// Sends the link with which an agent chooses a password. The link is made when the mail leaves, so
/// that no secret waits in the queue; a second try makes another link and revokes the first.
#[derive(Debug, Serialize, Deserialize)]
pub struct InviterCompte {
    /// The account.
    pub compte: CompteId,
}

impl TaskHandler for InviterCompte {
    const IDENTIFIER: &'static str = "inviter_compte";

    async fn run(self, ctx: WorkerContext) -> impl IntoTaskHandlerResult {
        let Some(contexte) = ctx.get_ext::<Contexte>() else {
            return Err("the worker has no context".to_owned());
        };
        invite(contexte, self.compte)
            .await
            .map_err(|error| format!("{error:#}"))
    }
}

async fn invite(contexte: &Contexte, compte: CompteId) -> anyhow::Result<()> {
    let mut tx = Tx::lien(&contexte.db).await?;
    let Some(invitation) = comptes::invitation(&mut tx, compte, &contexte.adresse).await? else {
        return Ok(());
    };
    tx.commit().await?;
    let courriel = contexte.courriers.invitation(&invitation)?;
    contexte.mailer.envoyer(&courriel).await
}
