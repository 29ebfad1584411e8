//! Mail over SMTP.

use std::{pin::Pin, time::Duration};

use anyhow::{Context as _, Result};
use lettre::{
    AsyncSmtpTransport, AsyncTransport as _, Tokio1Executor, message::Mailbox,
    transport::smtp::authentication::Credentials,
};
use platform::ports::{Courriel, Mailer};
use secrecy::{ExposeSecret as _, SecretString};

use crate::{local::is_local, message};

/// A mail server that does not answer must not hold a job for ever.
const TIMEOUT: Duration = Duration::from_secs(20);

/// How the connection to the mail server is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Securite {
    /// In clear at first, then TLS or nothing (port 587).
    StartTls,
    /// TLS from the first byte (port 465).
    Tls,
    /// In clear: only for a mail server of this machine.
    Aucune,
}

/// How to reach the mail server.
#[derive(Debug, Clone)]
pub struct Smtp {
    /// Its name.
    pub hote: String,
    /// Its port; the usual one of the protection when not said.
    pub port: Option<u16>,
    /// The protection of the connection.
    pub securite: Securite,
    /// User and password, when the server asks for them.
    pub identifiants: Option<(String, SecretString)>,
    /// Who sends: `Jalon <ne-pas-repondre@…>`.
    pub expediteur: String,
}

/// Sends each mail by one SMTP server.
#[derive(Debug)]
pub struct SmtpMailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl SmtpMailer {
    /// Prepares the connections; none is opened yet.
    ///
    /// # Errors
    /// A French sentence when the settings do not fit together.
    pub fn new(smtp: &Smtp) -> Result<Self> {
        let builder = match smtp.securite {
            Securite::StartTls => AsyncSmtpTransport::<Tokio1Executor>::starttls_relay(&smtp.hote),
            Securite::Tls => AsyncSmtpTransport::<Tokio1Executor>::relay(&smtp.hote),
            Securite::Aucune => {
                anyhow::ensure!(
                    is_local(&smtp.hote),
                    "Le serveur de courriel « {} » n'est pas sur cette machine : la connexion doit \
                     être chiffrée (starttls ou tls).",
                    smtp.hote
                );
                Ok(AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(
                    &smtp.hote,
                ))
            }
        };
        let mut builder = builder
            .with_context(|| format!("« {} » n'est pas un serveur de courriel", smtp.hote))?
            .timeout(Some(TIMEOUT));
        if let Some(port) = smtp.port {
            builder = builder.port(port);
        }
        if let Some((user, password)) = &smtp.identifiants {
            let password = password.expose_secret().to_owned();
            builder = builder.credentials(Credentials::new(user.clone(), password));
        }
        Ok(Self {
            transport: builder.build(),
            from: message::sender(&smtp.expediteur)?,
        })
    }
}

impl Mailer for SmtpMailer {
    fn envoyer<'a>(
        &'a self,
        courriel: &'a Courriel,
    ) -> Pin<Box<dyn Future<Output = Result<()>> + Send + 'a>> {
        Box::pin(async move {
            let mail = message::message(&self.from, courriel)?;
            self.transport
                .send(mail)
                .await
                .context("the mail server refused the mail")?;
            Ok(())
        })
    }
}
