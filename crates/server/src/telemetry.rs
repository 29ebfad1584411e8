//! Logs: one line per request and what deserves attention, on stderr; lines for people on a
//! terminal, JSON elsewhere. The text of a statement is never written.

use std::io::IsTerminal as _;

use tracing::level_filters::LevelFilter;
use tracing_subscriber::{
    EnvFilter, Layer as _,
    filter::{FilterExt as _, Targets, filter_fn},
    layer::SubscriberExt as _,
    util::SubscriberInitExt as _,
};

/// Where sqlx tells each statement, with its text.
const STATEMENTS: &str = "sqlx::query";
/// Where it repeats what the server says, which may quote data.
const NOTICES: &str = "sqlx::postgres::notice";

/// Starts the logs. `usual` holds when `RUST_LOG` says nothing.
pub(crate) fn start(usual: &str) {
    let wanted = std::env::var("RUST_LOG").unwrap_or_default();
    let wanted = if wanted.trim().is_empty() {
        usual
    } else {
        &wanted
    };
    let silent = filter_fn(|event| {
        !event.target().starts_with(STATEMENTS) && !event.target().starts_with(NOTICES)
    });
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    let lines = if std::io::stderr().is_terminal() {
        lines.compact().boxed()
    } else {
        lines.json().flatten_event(true).boxed()
    };
    let counter = Targets::new().with_target(STATEMENTS, LevelFilter::TRACE);
    let started = tracing_subscriber::registry()
        .with(lines.with_filter(EnvFilter::new(wanted).and(silent)))
        .with(web::CompteurSql.with_filter(counter))
        .try_init();
    if started.is_err() {
        eprintln!("Le journal était déjà ouvert.");
    }
}
