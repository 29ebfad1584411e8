//! `jalon serve`: the application on its address, with the worker of its jobs, until it is asked to
//! stop.

use std::{
    io::ErrorKind,
    net::{SocketAddr, TcpListener},
    sync::Arc,
    time::Duration,
};

use accompagnement::envois::EnvoyerMessage;
use anyhow::{Context as _, Result};
use graphile_worker::WorkerOptions;
use kernel::{Clock, Rng};
use platform::{
    Db,
    db::DbConfig,
    jobs::{self, Contexte},
    ports::{Blobs, Mailer},
};
use secrecy::{ExposeSecret as _, SecretString};
use sqlx::Connection as _;
use tokio::sync::watch;
use web::App;

use crate::{
    adapters::Modeles,
    config::{self, Passerelle, Serving},
    database,
    failure::phrase,
    signals::Stop,
};

/// How long the requests and jobs under way may still take once asked to stop.
const FAREWELL: Duration = Duration::from_secs(10);
/// How long to wait before a worker that failed starts again.
const AGAIN: Duration = Duration::from_secs(5);

/// What is served, whoever asks for it.
#[derive(Debug)]
pub(crate) struct Service {
    /// The database as the application sees it.
    pub(crate) db: Db,
    /// Sends mail.
    pub(crate) mailer: Arc<dyn Mailer>,
    /// Sends text messages, when a gateway is set.
    pub(crate) sms: Option<Passerelle>,
    /// Keeps the files people bring.
    pub(crate) blobs: Arc<dyn Blobs>,
    /// The mails and files to write.
    pub(crate) modeles: Modeles,
    /// The public address, for links.
    pub(crate) adresse: String,
    /// Cookies are only sent over TLS.
    pub(crate) cookies_surs: bool,
}

/// Serves the database that `DATABASE_URL` names.
pub(crate) async fn run(options: Serving) -> Result<()> {
    check_assets()?;
    let adresse = options.public_address()?;
    let url = config::database_url("DATABASE_URL", "jalon_app")?;
    let cle = config::key()?;
    let mailer = options.courriel.mailer()?;
    let sms = options.sms.gateway()?;
    let blobs = options.stockage.magasin()?;
    let listener = bind(options.adresse, "JALON_ADRESSE")?;
    let mut stop = Stop::listen()?;
    let mut conn = database::connect(url.expose_secret(), "DATABASE_URL").await?;
    database::check_application_role(&mut conn).await?;
    database::check_version(database::version(&mut conn).await?)?;
    conn.close().await?;
    let db = open(url.expose_secret(), options.connexions, cle).await?;
    let service = Service {
        db,
        mailer,
        sms,
        blobs,
        modeles: options.courriel.modeles(),
        adresse,
        cookies_surs: true,
    };
    tracing::info!(adresse = %options.adresse, "jalon est prêt");
    service.run(listener, &mut stop).await
}

/// The application's pool, with what is read once.
pub(crate) async fn open(url: &str, connexions: u32, cle: SecretString) -> Result<Db> {
    let config = DbConfig {
        url: url.to_owned(),
        connexions,
        cle,
    };
    Db::connect(&config, Clock::System, Rng::system()).await
}

/// Refuses a program built without style, script nor icons.
pub(crate) fn check_assets() -> Result<()> {
    if web::has_assets() {
        return Ok(());
    }
    Err(phrase(
        "Ce programme a été construit sans feuille de style, script ni icônes : tapez \
         « make assets », reconstruisez-le, puis recommencez.",
    ))
}

/// Takes the address at once, so that nothing starts when another program has it.
pub(crate) fn bind(adresse: SocketAddr, setting: &str) -> Result<TcpListener> {
    TcpListener::bind(adresse).map_err(|error| {
        phrase(match error.kind() {
            ErrorKind::AddrInUse => format!(
                "L'adresse {adresse} est déjà prise par un autre programme : arrêtez-le, ou \
                 choisissez-en une autre avec {setting}."
            ),
            ErrorKind::PermissionDenied => format!(
                "L'adresse {adresse} est réservée à l'administrateur de la machine : choisissez \
                 un port au-dessus de 1023 avec {setting}."
            ),
            _ => format!(
                "L'adresse {adresse} ne peut pas être employée ({error}) : choisissez-en une autre \
                 avec {setting}."
            ),
        })
    })
}

impl Service {
    /// Answers until asked to stop, then lets what is under way end, and closes the database.
    pub(crate) async fn run(self, listener: TcpListener, stop: &mut Stop) -> Result<()> {
        listener
            .set_nonblocking(true)
            .context("the listening socket")?;
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let db = self.db.clone();
        let app = App {
            db: self.db.clone(),
            documents: Arc::new(self.modeles.clone()),
            blobs: Arc::clone(&self.blobs),
            secret_sms: self.sms.as_ref().and_then(|sms| sms.jeton.clone()),
            cookies_surs: self.cookies_surs,
        };
        let (ending, ended) = watch::channel(false);
        let worker = tokio::spawn(work(self.contexte(), ended.clone()));
        let pages = web::router(app).into_make_service_with_connect_info::<SocketAddr>();
        let server = axum::serve(listener, pages).with_graceful_shutdown(until(ended));
        let mut server = tokio::spawn(server.into_future());
        tokio::select! {
            () = stop.asked() => (),
            done = &mut server => return done?.context("the server stopped by itself"),
        }
        ending.send_replace(true);
        let farewell = async {
            let _ = server.await;
            let _ = worker.await;
            db.close().await;
        };
        tokio::select! {
            () = farewell => (),
            () = tokio::time::sleep(FAREWELL) => tracing::warn!("des requêtes ont été coupées"),
            () = stop.asked() => (),
        }
        Ok(())
    }

    fn contexte(self) -> Contexte {
        Contexte {
            db: self.db,
            mailer: self.mailer,
            sms: self.sms.map(|passerelle| passerelle.sms),
            courriers: Arc::new(self.modeles),
            adresse: self.adresse,
        }
    }
}

/// Waits for the end.
async fn until(mut ended: watch::Receiver<bool>) {
    // The sender is gone: the end, too.
    let _ = ended.wait_for(|ended| *ended).await;
}

/// The jobs of the wings.
fn des_ailes(options: WorkerOptions) -> WorkerOptions {
    options.define_job::<EnvoyerMessage>()
}

/// Does the jobs until the end; starts again when the database was away.
async fn work(contexte: Contexte, ended: watch::Receiver<bool>) {
    loop {
        let stopped = match jobs::worker(contexte.clone(), des_ailes).await {
            Ok(worker) => {
                let mut run = std::pin::pin!(worker.run());
                tokio::select! {
                    done = &mut run => done.map_err(anyhow::Error::from),
                    () = until(ended.clone()) => {
                        worker.request_shutdown();
                        run.await.map_err(anyhow::Error::from)
                    }
                }
            }
            Err(error) => Err(error),
        };
        if *ended.borrow() {
            return;
        }
        if let Err(error) = stopped {
            tracing::error!(
                erreur = format!("{error:#}"),
                "la file des tâches s'est arrêtée"
            );
        }
        tokio::select! {
            () = tokio::time::sleep(AGAIN) => (),
            () = until(ended.clone()) => return,
        }
    }
}
