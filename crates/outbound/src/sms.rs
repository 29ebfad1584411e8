//! Text messages: by the HTTP gateway of an operator, or as files for the demonstration.

use std::{
    fmt,
    os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _},
    path::{Path, PathBuf},
    pin::Pin,
    time::Duration,
};

use anyhow::{Context as _, Result, ensure};
use platform::ports::{Sms, Texto};
use reqwest::{Client, Url};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::{Value, json};

use crate::smtp::is_local;

/// A gateway that does not answer must not hold a job for ever.
const TIMEOUT: Duration = Duration::from_secs(20);

/// Posts each message to a gateway: `{ "a", "texte", "reference" }` with a bearer token; any 2xx
/// means that it is taken, and its answer may hold a `reference` of its own.
pub struct SmsHttp {
    client: Client,
    url: Url,
    jeton: SecretString,
}

impl fmt::Debug for SmsHttp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SmsHttp")
            .field("url", &self.url.host_str())
            .finish_non_exhaustive()
    }
}

impl SmsHttp {
    /// Prepares the connections; none is opened yet.
    ///
    /// # Errors
    /// A French sentence when the address is not one, or would go in clear over a network.
    pub fn new(url: &str, jeton: SecretString) -> Result<Self> {
        let url: Url = url
            .parse()
            .ok()
            .with_context(|| format!("« {url} » n'est pas l'adresse d'une passerelle de SMS."))?;
        let local = url.host_str().is_some_and(is_local);
        ensure!(
            url.scheme() == "https" || url.scheme() == "http" && local,
            "La passerelle de SMS n'est pas sur cette machine : son adresse doit commencer par \
             https://."
        );
        let client = Client::builder()
            .timeout(TIMEOUT)
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .context("Les connexions vers la passerelle de SMS ne peuvent pas être préparées.")?;
        Ok(Self { client, url, jeton })
    }

    async fn post(&self, texto: &Texto) -> Result<String> {
        let body = json!({
            "a": texto.a, "texte": texto.texte, "reference": texto.reference,
        });
        let answer = self
            .client
            .post(self.url.clone())
            .bearer_auth(self.jeton.expose_secret())
            .json(&body)
            .send()
            .await
            // The error of the library may hold the address: nothing else is in it.
            .map_err(reqwest::Error::without_url)
            .context("the gateway of text messages does not answer")?;
        let status = answer.status();
        ensure!(
            status.is_success(),
            "the gateway of text messages answers {status}"
        );
        let said: Value = answer.json().await.unwrap_or_default();
        Ok(said["reference"].as_str().unwrap_or_default().to_owned())
    }
}

impl Sms for SmsHttp {
    fn envoyer<'a>(
        &'a self,
        texto: &'a Texto,
    ) -> Pin<Box<dyn Future<Output = Result<String>> + Send + 'a>> {
        Box::pin(self.post(texto))
    }
}

/// Writes each message as a file of a folder: nothing leaves the machine.
#[derive(Debug)]
pub struct SmsFile {
    folder: PathBuf,
}

impl SmsFile {
    /// Writes in `folder`, made if needed and closed to other accounts.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub fn new(folder: &Path) -> Result<Self> {
        std::fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder)
            .with_context(|| format!("impossible de créer « {} »", folder.display()))?;
        Ok(Self {
            folder: folder.to_path_buf(),
        })
    }

    async fn write(&self, texto: &Texto) -> Result<String> {
        let path = self.folder.join(format!("{}.sms.txt", texto.reference));
        let text = format!("À : {}\n\n{}\n", texto.a, texto.texte);
        tokio::task::spawn_blocking(move || {
            let mut options = std::fs::OpenOptions::new();
            let mut file = options
                .write(true)
                .create(true)
                .truncate(true)
                .mode(0o600)
                .open(path)?;
            std::io::Write::write_all(&mut file, text.as_bytes())
        })
        .await?
        .context("the message cannot be written to its file")?;
        Ok(String::new())
    }
}

impl Sms for SmsFile {
    fn envoyer<'a>(
        &'a self,
        texto: &'a Texto,
    ) -> Pin<Box<dyn Future<Output = Result<String>> + Send + 'a>> {
        Box::pin(self.write(texto))
    }
}
