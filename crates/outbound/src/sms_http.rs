//! Text messages through a gateway over HTTP: one POST of `{"a", "texte", "reference"}` as JSON.

use std::{pin::Pin, time::Duration};

use anyhow::{Context as _, Result, ensure};
use platform::ports::{Sms, Texto};
use reqwest::{Client, Response, Url, redirect};
use secrecy::{ExposeSecret as _, SecretString};

use crate::local::is_local;

/// A gateway that does not answer must not hold a job for ever.
const TIMEOUT: Duration = Duration::from_secs(20);
/// A longer answer is not one of a gateway.
const ANSWER: usize = 64 * 1024;

/// Sends each message by one gateway, which recognises a second try by its reference.
#[derive(Debug)]
pub struct SmsHttp {
    client: Client,
    url: Url,
    token: SecretString,
}

/// What a gateway may answer.
#[derive(Debug, Default, serde::Deserialize)]
struct Accepted {
    #[serde(default)]
    reference: Option<String>,
}

impl SmsHttp {
    /// Prepares the connections; none is opened yet.
    ///
    /// # Errors
    /// A French sentence when the settings do not fit together.
    pub fn new(url: &str, token: SecretString) -> Result<Self> {
        Self::with_timeout(url, token, TIMEOUT)
    }

    /// The same, waiting less long for an answer.
    ///
    /// # Errors
    /// A French sentence when the settings do not fit together.
    pub fn with_timeout(url: &str, token: SecretString, timeout: Duration) -> Result<Self> {
        // The address is not repeated: it may hold a secret.
        let url: Url = url
            .trim()
            .parse()
            .context("L'adresse de la passerelle de SMS n'est pas une adresse")?;
        let local = url.host_str().is_some_and(is_local);
        ensure!(
            url.scheme() == "https" || (url.scheme() == "http" && local),
            "La passerelle de SMS n'est pas sur cette machine : son adresse doit commencer par \
             https://."
        );
        ensure!(
            url.username().is_empty() && url.password().is_none(),
            "L'adresse de la passerelle de SMS ne contient ni nom ni mot de passe : le secret est \
             le jeton."
        );
        ensure!(
            !token.expose_secret().trim().is_empty(),
            "Le jeton de la passerelle de SMS est vide."
        );
        // Followed, a redirection would carry a number to whoever it names.
        let mut builder = Client::builder()
            .timeout(timeout)
            .redirect(redirect::Policy::none());
        if local {
            builder = builder.no_proxy();
        }
        let client = builder
            .build()
            .context("La connexion à la passerelle de SMS ne se prépare pas")?;
        Ok(Self { client, url, token })
    }

    async fn send(&self, texto: &Texto) -> Result<String> {
        let answer = self
            .client
            .post(self.url.clone())
            .bearer_auth(self.token.expose_secret().trim())
            .json(texto)
            .send()
            .await
            .map_err(reqwest::Error::without_url)
            .context("the SMS gateway cannot be reached")?;
        // The body may repeat the number: only the status is told.
        let status = answer.status();
        ensure!(
            status.is_success(),
            "the SMS gateway refused the message: {status}"
        );
        Ok(reference(answer).await)
    }
}

impl Sms for SmsHttp {
    fn envoyer<'a>(
        &'a self,
        texto: &'a Texto,
    ) -> Pin<Box<dyn Future<Output = Result<String>> + Send + 'a>> {
        Box::pin(self.send(texto))
    }
}

/// The gateway's reference, or nothing: the message is accepted, whatever the answer says, and
/// another try would send it twice.
async fn reference(mut answer: Response) -> String {
    let mut body = Vec::new();
    while let Ok(Some(chunk)) = answer.chunk().await {
        if body.len() + chunk.len() > ANSWER {
            return String::new();
        }
        body.extend_from_slice(&chunk);
    }
    let accepted: Accepted = serde_json::from_slice(&body).unwrap_or_default();
    accepted.reference.unwrap_or_default()
}
