//! The pages: one module per wing and slice (`routes`, `forms`, `pages`), over the shared `http`
//! and `ui`. No SQL here; every page goes through the actions of the wings.

mod accompagnement;
mod accueil;
mod compte;
pub mod http;
mod jeunes;
mod reseau;
mod ui;

use std::sync::Arc;

use axum::Router;
use platform::{
    Db,
    ports::{Blobs, Documents},
};
use secrecy::SecretString;

pub use http::journal::CompteurSql;
use http::routes::Routes;

/// Everything that belongs to a person, of every wing: what merges, separates, exports and purges a
/// dossier goes through it.
pub const TABLES: platform::rattachement::Tables = platform::rattachement::Tables {
    racine: &::jeunes::RACINE,
    listes: &[::jeunes::TABLES, ::accompagnement::TABLES],
};

/// What leaves of these tables in the copy that a person receives of her dossier.
pub const COPIE: &[&[::jeunes::copie::TableCopiee]] = &[::jeunes::COPIE, ::accompagnement::COPIE];

/// What every page may need.
#[derive(Debug, Clone)]
pub struct App {
    /// The database.
    pub db: Db,
    /// Writers of the files people keep.
    pub documents: Arc<dyn Documents>,
    /// Keeps the files people bring.
    pub blobs: Arc<dyn Blobs>,
    /// What the gateway of text messages proves itself with.
    pub secret_sms: Option<SecretString>,
    /// Cookies are only sent over TLS; off for the demonstration on 127.0.0.1.
    pub cookies_surs: bool,
}

/// Every route with the right it needs: the router is made of it, and the golden matrix too.
pub fn routes() -> Routes {
    let mut routes = Routes::new();
    accueil::routes::register(&mut routes);
    compte::routes::register(&mut routes);
    http::drafts::register(&mut routes);
    jeunes::register(&mut routes);
    reseau::register(&mut routes);
    accompagnement::register(&mut routes);
    routes
}

/// The whole application.
pub fn router(app: App) -> Router {
    http::assemble(app, routes())
}

/// The built assets are in this program; without them pages have neither style nor icons.
pub fn has_assets() -> bool {
    http::assets::present()
}
