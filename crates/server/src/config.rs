//! What the environment and the command line say. Secrets come from the environment, or from the
//! file that `NAME_FILE` names, never from the command line, which everyone on the machine can read.

use std::{net::SocketAddr, path::PathBuf, sync::Arc};

use anyhow::Result;
use outbound::{FileMailer, Securite, SmsFile, SmsHttp, Smtp, SmtpMailer};
use platform::ports::{Mailer, Sms};
use secrecy::{ExposeSecret as _, SecretString};

use crate::{adapters::Modeles, failure::phrase, magasin::Stockage};

/// The variables that are secrets, for the help.
pub(crate) const SECRETS: &str = "\
Secrets, dans l'environnement ou dans un fichier nommé par la même variable suivie de _FILE :
  DATABASE_URL         la base, au nom du rôle jalon_app (serve)
  DATABASE_URL_OWNER   la base, au nom du rôle jalon_owner (migrate, purger)
  JALON_CLE            au moins 32 caractères, jamais changés : empreintes du journal d'audit
  JALON_SMTP_PASSE     mot de passe du serveur de courriel
  JALON_S3_SECRET      secret de la clé du stockage S3 des pièces
  JALON_SMS_JETON      secret de la passerelle de SMS, dans un sens et dans l'autre";

/// Shorter keys could be guessed.
const KEY: usize = 32;

/// How the application is served.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Serving {
    /// Adresse et port d'écoute
    #[arg(
        long,
        env = "JALON_ADRESSE",
        default_value = "127.0.0.1:8080",
        value_name = "ADRESSE"
    )]
    pub(crate) adresse: SocketAddr,
    /// Adresse publique, sans barre finale, pour les liens des courriels
    #[arg(long, env = "JALON_URL", value_name = "URL")]
    pub(crate) url: Option<String>,
    /// Connexions à la base
    #[arg(long, env = "JALON_CONNEXIONS", default_value_t = 16, value_name = "N")]
    pub(crate) connexions: u32,
    #[command(flatten)]
    pub(crate) courriel: Mail,
    #[command(flatten)]
    pub(crate) sms: Gateway,
    #[command(flatten)]
    pub(crate) stockage: Stockage,
}

/// How text messages leave.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Gateway {
    /// Adresse de la passerelle de SMS, en https ; sans elle, Jalon ne propose pas de SMS
    #[arg(long, env = "JALON_SMS_URL", value_name = "URL")]
    sms_url: Option<String>,
}

/// What sends text messages.
#[derive(Debug)]
pub(crate) struct Passerelle {
    /// The sender.
    pub(crate) sms: Arc<dyn Sms>,
    /// What the gateway shows when it tells that a message arrived.
    pub(crate) jeton: Option<SecretString>,
}

impl Gateway {
    /// The gateway and its secret, if there is one.
    pub(crate) fn gateway(&self) -> Result<Option<Passerelle>> {
        let url = self.sms_url.as_deref().filter(|url| !url.trim().is_empty());
        match (url, secret("JALON_SMS_JETON")?) {
            (Some(url), Some(jeton)) => {
                let sms = SmsHttp::new(url, jeton.clone());
                let sms = sms.map_err(|error| phrase(error.to_string()))?;
                Ok(Some(Passerelle {
                    sms: Arc::new(sms),
                    jeton: Some(jeton),
                }))
            }
            (None, None) => Ok(None),
            _ => Err(phrase(
                "JALON_SMS_URL et JALON_SMS_JETON vont ensemble : donnez les deux, ou aucun.",
            )),
        }
    }
}

/// Text messages as files of `folder`.
pub(crate) fn sms_folder(folder: &std::path::Path) -> Result<Passerelle> {
    let sms = SmsFile::new(folder).map_err(|error| phrase(format!("{error:#}.")))?;
    Ok(Passerelle {
        sms: Arc::new(sms),
        jeton: None,
    })
}

/// How mail leaves.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Mail {
    /// Serveur de courriel ; sans lui, les courriels sont écrits dans un dossier
    #[arg(long, env = "JALON_SMTP_HOTE", value_name = "NOM")]
    smtp_hote: Option<String>,
    /// Port du serveur de courriel
    #[arg(long, env = "JALON_SMTP_PORT", value_name = "PORT")]
    smtp_port: Option<u16>,
    /// Protection de la connexion au serveur de courriel
    #[arg(
        long,
        env = "JALON_SMTP_SECURITE",
        default_value = "starttls",
        value_name = "SORTE"
    )]
    smtp_securite: Protection,
    /// Utilisateur du serveur de courriel
    #[arg(long, env = "JALON_SMTP_UTILISATEUR", value_name = "NOM")]
    smtp_utilisateur: Option<String>,
    /// Expéditeur des courriels
    #[arg(
        long,
        env = "JALON_EXPEDITEUR",
        default_value = "Jalon <ne-pas-repondre@localhost>",
        value_name = "ADRESSE"
    )]
    expediteur: String,
    /// Dossier des courriels quand il n'y a pas de serveur de courriel
    #[arg(long, env = "JALON_COURRIELS", value_name = "DOSSIER")]
    courriels: Option<PathBuf>,
}

/// The words of `--smtp-securite`.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Protection {
    /// En clair puis chiffrée (port 587)
    Starttls,
    /// Chiffrée dès le début (port 465)
    Tls,
    /// En clair, pour un serveur de cette machine
    Aucune,
}

impl Serving {
    /// The public address, without a final slash.
    pub(crate) fn public_address(&self) -> Result<String> {
        match self.url.as_deref().map(|url| url.trim_end_matches('/')) {
            Some(url) if url.starts_with("http://") || url.starts_with("https://") => {
                Ok(url.to_owned())
            }
            Some(url) => Err(phrase(format!(
                "JALON_URL doit commencer par https:// ou http:// : « {url} »."
            ))),
            None if self.courriel.smtp_hote.is_some() => Err(phrase(
                "Il manque JALON_URL, l'adresse publique de Jalon : les courriels y renvoient.",
            )),
            None => Ok(format!("http://{}", self.adresse)),
        }
    }
}

impl Mail {
    /// The mails and files, in the name of the sender.
    pub(crate) fn modeles(&self) -> Modeles {
        Modeles::new(&self.expediteur)
    }

    /// The sender of mails: an SMTP server, or a folder.
    pub(crate) fn mailer(&self) -> Result<Arc<dyn Mailer>> {
        let Some(hote) = self.smtp_hote.clone() else {
            let folder = self.courriels.clone();
            let folder = folder.unwrap_or_else(|| localpg::dossier_par_defaut().join("courriels"));
            return mail_folder(&folder, &self.expediteur);
        };
        let password = secret("JALON_SMTP_PASSE")?;
        let identifiants = match (self.smtp_utilisateur.clone(), password) {
            (Some(user), Some(password)) => Some((user, password)),
            (None, None) => None,
            _ => {
                return Err(phrase(
                    "JALON_SMTP_UTILISATEUR et JALON_SMTP_PASSE vont ensemble : donnez les deux, \
                     ou aucun.",
                ));
            }
        };
        let smtp = Smtp {
            hote,
            port: self.smtp_port,
            securite: match self.smtp_securite {
                Protection::Starttls => Securite::StartTls,
                Protection::Tls => Securite::Tls,
                Protection::Aucune => Securite::Aucune,
            },
            identifiants,
            expediteur: self.expediteur.clone(),
        };
        let mailer = SmtpMailer::new(&smtp).map_err(|error| phrase(error.to_string()))?;
        Ok(Arc::new(mailer))
    }
}

/// Mails as files of `folder`.
pub(crate) fn mail_folder(folder: &std::path::Path, from: &str) -> Result<Arc<dyn Mailer>> {
    let mailer = FileMailer::new(folder, from).map_err(|error| phrase(format!("{error:#}.")))?;
    Ok(Arc::new(mailer))
}

/// Mails to a server of this machine, in clear.
pub(crate) fn mail_port(port: u16, from: &str) -> Result<Arc<dyn Mailer>> {
    let smtp = Smtp {
        hote: "127.0.0.1".to_owned(),
        port: Some(port),
        securite: Securite::Aucune,
        identifiants: None,
        expediteur: from.to_owned(),
    };
    let mailer = SmtpMailer::new(&smtp).map_err(|error| phrase(error.to_string()))?;
    Ok(Arc::new(mailer))
}

/// A variable that is not empty.
pub(crate) fn variable(name: &str) -> Option<String> {
    std::env::var(name)
        .ok()
        .filter(|value| !value.trim().is_empty())
}

/// A secret: the variable, else the file that `NAME_FILE` names, final newline left out.
pub(crate) fn secret(name: &str) -> Result<Option<SecretString>> {
    if let Some(value) = variable(name) {
        return Ok(Some(value.into()));
    }
    let Some(file) = variable(&format!("{name}_FILE")) else {
        return Ok(None);
    };
    let text = std::fs::read_to_string(&file).map_err(|error| {
        phrase(format!(
            "Le fichier « {file} » de {name}_FILE n'est pas lisible ({error})."
        ))
    })?;
    Ok(Some(text.trim_end_matches(['\r', '\n']).into()))
}

/// The address of the database under one of its roles.
pub(crate) fn database_url(name: &str, role: &str) -> Result<SecretString> {
    secret(name)?.ok_or_else(|| {
        phrase(format!(
            "Il manque {name}, l'adresse de la base au nom du rôle {role} : par exemple \
             postgres://{role}@localhost/jalon."
        ))
    })
}

/// The key of the audit's hashes.
pub(crate) fn key() -> Result<SecretString> {
    let key = secret("JALON_CLE")?.ok_or_else(|| {
        phrase(format!(
            "Il manque JALON_CLE, la clé secrète de Jalon, ou JALON_CLE_FILE, le fichier qui la \
             contient : au moins {KEY} caractères, par exemple ceux de « openssl rand -hex 32 »."
        ))
    })?;
    if key.expose_secret().chars().count() < KEY {
        return Err(phrase(format!(
            "JALON_CLE est trop courte : au moins {KEY} caractères."
        )));
    }
    Ok(key)
}
