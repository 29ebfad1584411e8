//! A paper as an answer.

use std::sync::Arc;

use platform::ports::Imprime;
use tokio::{sync::Semaphore, task};

use super::render::{self, PageResult};
use crate::App;

/// Papers written at once: each takes a processor.
static EN_COURS: Semaphore = Semaphore::const_new(2);

/// The PDF of `imprime`, to keep under `nom`, which names nobody. To call once the transaction is
/// over: writing takes a moment, on a thread of its own.
pub(crate) async fn pdf(app: &App, imprime: Imprime, nom: &str) -> PageResult {
    let documents = Arc::clone(&app.documents);
    let turn = EN_COURS.acquire().await.map_err(anyhow::Error::from)?;
    let written = task::spawn_blocking(move || documents.pdf(&imprime)).await;
    drop(turn);
    let bytes = written.map_err(anyhow::Error::from)??;
    Ok(render::file(bytes, "application/pdf", nom))
}
