//! One line per request: id, route, status, actor, SQL count, database time, elapsed time. No
//! personal data, no text typed by anyone.

use std::{
    cell::{Cell, RefCell},
    time::{Duration, Instant},
};

use axum::{
    extract::{MatchedPath, Request},
    http::HeaderValue,
    middleware::Next,
    response::Response,
};
use kernel::AgentId;
use tracing::{
    Event, Subscriber,
    field::{Field, Visit},
};
use tracing_subscriber::{Layer, layer::Context};

tokio::task_local! {
    static LIGNE: Ligne;
}

#[derive(Debug, Default)]
struct Ligne {
    id: String,
    actor: Cell<Option<AgentId>>,
    sql: Cell<u32>,
    socle: Cell<u32>,
    db: Cell<Duration>,
    error: RefCell<Option<String>>,
}

/// The reference of the current request, that an error page shows.
pub(crate) fn reference() -> String {
    LIGNE.try_with(|ligne| ligne.id.clone()).unwrap_or_default()
}

/// Says who acts.
pub(crate) fn set_actor(agent: Option<AgentId>) {
    let _ = LIGNE.try_with(|ligne| ligne.actor.set(agent));
}

/// Keeps an internal error for the line, which is the one place that logs it.
pub(crate) fn set_error(error: &anyhow::Error) {
    let _ = LIGNE.try_with(|ligne| *ligne.error.borrow_mut() = Some(format!("{error:#}")));
}

/// Measures the request and writes its line.
pub(crate) async fn request_line(request: Request, next: Next) -> Response {
    let start = Instant::now();
    let id = kernel::new_uuid(&kernel::Clock::System, &RNG)
        .simple()
        .to_string();
    let ligne = Ligne {
        id: id.get(20..).unwrap_or(&id).to_owned(),
        ..Ligne::default()
    };
    let methode = request.method().clone();
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or_else(|| "-".to_owned(), |path| path.as_str().to_owned());
    LIGNE
        .scope(ligne, async move {
            let mut response = next.run(request).await;
            let _ = LIGNE.try_with(|ligne| {
                write(ligne, methode.as_str(), &route, &response, start.elapsed());
                if let Ok(value) = HeaderValue::from_str(&ligne.id) {
                    response.headers_mut().insert("x-reference", value);
                }
                let counts = format!("sql={} socle={}", ligne.sql.get(), ligne.socle.get());
                if let Ok(value) = HeaderValue::from_str(&counts) {
                    response.headers_mut().insert("x-sql", value);
                }
            });
            response
        })
        .await
}

static RNG: std::sync::LazyLock<kernel::Rng> = std::sync::LazyLock::new(kernel::Rng::system);

fn write(ligne: &Ligne, methode: &str, route: &str, response: &Response, elapsed: Duration) {
    let status = response.status().as_u16();
    let acteur = ligne.actor.get().map(|a| a.to_string()).unwrap_or_default();
    let (sql, socle) = (ligne.sql.get(), ligne.socle.get());
    let db_ms = ms(ligne.db.get());
    let ms = ms(elapsed);
    let id = &ligne.id;
    if let Some(erreur) = ligne.error.borrow().as_deref() {
        tracing::error!(
            target: "jalon::requete", id, methode, route, status, acteur, sql, socle, db_ms, ms, erreur
        );
    } else {
        tracing::info!(
            target: "jalon::requete", id, methode, route, status, acteur, sql, socle, db_ms, ms
        );
    }
}

fn ms(duration: Duration) -> f64 {
    (duration.as_secs_f64() * 10_000.0).round() / 10.0
}

/// Counts the statements of the current request from their `tracing` events. Those of the base
/// (BEGIN, session, reading trace, COMMIT) are counted apart.
#[derive(Debug, Clone, Copy, Default)]
pub struct CompteurSql;

impl<S: Subscriber> Layer<S> for CompteurSql {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let _ = LIGNE.try_with(|ligne| {
            let mut statement = Statement::default();
            event.record(&mut statement);
            let counter = if statement.base {
                &ligne.socle
            } else {
                &ligne.sql
            };
            counter.set(counter.get() + 1);
            ligne
                .db
                .set(ligne.db.get() + Duration::from_secs_f64(statement.seconds.max(0.0)));
        });
    }
}

#[derive(Debug, Default)]
struct Statement {
    base: bool,
    seconds: f64,
}

impl Visit for Statement {
    fn record_f64(&mut self, field: &Field, value: f64) {
        if field.name() == "elapsed_secs" {
            self.seconds = value;
        }
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        if field.name() == "summary" {
            let start = value.trim_start();
            self.base = start.starts_with("/* socle */")
                || start.starts_with("BEGIN")
                || start.starts_with("COMMIT")
                || start.starts_with("ROLLBACK");
        }
    }

    fn record_debug(&mut self, _: &Field, _: &dyn std::fmt::Debug) {}
}
