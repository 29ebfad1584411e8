//! `jalon demo`: a fictional département to try, with a PostgreSQL of its own that lives and dies
//! with the command.

mod base;
mod donnees;
mod lieu;
pub(crate) mod nation;

use std::{net::SocketAddr, path::PathBuf, time::Duration};

use anyhow::Result;

use self::lieu::Lieu;
use crate::{
    adapters::Modeles,
    cli::{self, say},
    config, magasin,
    serve::{self, Service},
    signals::Stop,
};

/// The password of every account; there is nothing to protect.
pub(crate) const MOT_DE_PASSE: &str = "brume-lanterne-caillou-violet";
/// In whose name mails leave.
const EXPEDITEUR: &str = "Jalon <jalon@demo.example>";
/// Connections of the pool, as `serve` does.
const CONNEXIONS: u32 = 16;

/// What is asked.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Options {
    /// Dossier des données (par défaut « demo », dans JALON_DATA ou le dossier habituel)
    #[arg(long, value_name = "DOSSIER")]
    dossier: Option<PathBuf>,
    /// Adresse et port d'écoute
    #[arg(
        long,
        env = "JALON_ADRESSE",
        default_value = "127.0.0.1:8080",
        value_name = "ADRESSE"
    )]
    adresse: SocketAddr,
    /// Nombre de jeunes fictifs, la première fois (4 000 par défaut)
    #[arg(long, value_name = "N")]
    jeunes: Option<u32>,
    /// Graine du hasard, la première fois
    #[arg(long, value_name = "N")]
    graine: Option<u64>,
    /// Envoie les courriels au serveur de courriel de cette machine qui écoute sur ce port, plutôt
    /// que dans un dossier
    #[arg(long, value_name = "PORT")]
    smtp_port: Option<u16>,
}

/// Serves the demonstration until Ctrl-C.
pub(crate) fn run(options: &Options) -> Result<()> {
    serve::check_assets()?;
    let listener = serve::bind(options.adresse, "--adresse")?;
    let folder = options.dossier.clone();
    let folder = folder.unwrap_or_else(|| localpg::dossier_par_defaut().join("demo"));
    let lieu = Lieu::ouvrir(&folder)?;
    let runtime = cli::runtime()?;
    let served = runtime.block_on(async {
        let mut stop = Stop::listen()?;
        let service = tokio::select! {
            ready = prepare(&lieu, options) => ready?,
            () = stop.asked() => return Ok(()),
        };
        announce(&service, &lieu, options.smtp_port);
        service.run(listener, &mut stop).await
    });
    // Every connection is closed before PostgreSQL is.
    runtime.shutdown_timeout(Duration::from_secs(2));
    lieu.fermer()?;
    served?;
    say("Jalon est arrêté.");
    Ok(())
}

/// A database that is complete, and what serves it.
async fn prepare(lieu: &Lieu, options: &Options) -> Result<Service> {
    base::prepare(lieu, &options.into()).await?;
    let db = serve::open(&lieu.url("jalon_app", base::NOM), CONNEXIONS, lieu.cle()?).await?;
    Ok(Service {
        db,
        mailer: match options.smtp_port {
            Some(port) => config::mail_port(port, EXPEDITEUR)?,
            None => config::mail_folder(&lieu.courriels(), EXPEDITEUR)?,
        },
        sms: Some(config::sms_folder(&lieu.sms())?),
        blobs: magasin::folder_of(&lieu.pieces())?,
        modeles: Modeles::new(EXPEDITEUR),
        adresse: format!("http://{}", options.adresse),
        cookies_surs: false,
    })
}

/// Says where to look, and who to be.
fn announce(service: &Service, lieu: &Lieu, smtp: Option<u16>) {
    say(format!(
        "\nJalon de démonstration, tout y est fictif : {}\n",
        service.adresse
    ));
    let accounts = donnees::COMPTES;
    let width = accounts
        .iter()
        .map(|(role, _)| role.chars().count())
        .max()
        .unwrap_or_default();
    for (role, courriel) in accounts {
        say(format!("  {role:width$}  {courriel}"));
    }
    say(format!(
        "\nMot de passe de tous ces comptes : {MOT_DE_PASSE}"
    ));
    match smtp {
        Some(port) => say(format!("Les courriels partent à 127.0.0.1:{port}")),
        None => say(format!(
            "Les courriels sont écrits dans {}",
            lieu.courriels().display()
        )),
    }
    say(format!("Les SMS sont écrits dans {}", lieu.sms().display()));
    say("Ctrl-C arrête tout.");
}
