//! The table of routes. A route cannot be declared without the right it needs, and the golden
//! matrix is drawn from the same table.

use axum::{
    Router,
    handler::Handler,
    middleware,
    routing::{MethodRouter, get, post},
};
use kernel::{Access, Permission, Role, Section};
use platform::authz;

use super::gate;
use crate::App;

/// What a route requires before its handler runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Besoin {
    /// Nothing: sign-in, signed links, health.
    Public,
    /// Someone signed in, affectation chosen or not.
    Session,
    /// Any affectation.
    Affectation,
    /// A permission.
    Permission(Permission),
}

impl Besoin {
    /// The right to read a section of a dossier.
    pub const fn lire(section: Section) -> Self {
        Self::Permission(Permission::Dossier(section, Access::Read))
    }

    /// The right to change a section of a dossier.
    pub const fn ecrire(section: Section) -> Self {
        Self::Permission(Permission::Dossier(section, Access::Write))
    }

    /// Whether someone signed in with `role` enters.
    pub fn admits(self, role: Role) -> bool {
        match self {
            Self::Public | Self::Session | Self::Affectation => true,
            Self::Permission(permission) => authz::allows(role, permission),
        }
    }

    /// The name in the golden matrix.
    pub fn code(self) -> String {
        match self {
            Self::Public => "public".to_owned(),
            Self::Session => "session".to_owned(),
            Self::Affectation => "affectation".to_owned(),
            Self::Permission(permission) => permission.code(),
        }
    }
}

/// One row of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ligne {
    /// `GET` or `POST`.
    pub methode: &'static str,
    /// The path, as axum writes it.
    pub chemin: &'static str,
    /// What it requires.
    pub besoin: Besoin,
}

/// The table under construction.
#[derive(Debug, Default)]
pub struct Routes {
    lignes: Vec<Ligne>,
    handlers: Vec<MethodRouter<App>>,
}

impl Routes {
    /// No route yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a page.
    pub(crate) fn get<H, T>(&mut self, chemin: &'static str, besoin: Besoin, handler: H)
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.lignes.push(Ligne {
            methode: "GET",
            chemin,
            besoin,
        });
        self.handlers.push(get(handler));
    }

    /// Adds an act.
    pub(crate) fn post<H, T>(&mut self, chemin: &'static str, besoin: Besoin, handler: H)
    where
        H: Handler<T, App>,
        T: 'static,
    {
        self.lignes.push(Ligne {
            methode: "POST",
            chemin,
            besoin,
        });
        self.handlers.push(post(handler));
    }

    /// Every row, in the order declared.
    pub fn lignes(&self) -> &[Ligne] {
        &self.lignes
    }

    pub(crate) fn into_router(self, app: &App) -> Router<App> {
        self.lignes.into_iter().zip(self.handlers).fold(
            Router::new(),
            |router, (ligne, handler)| {
                let state = (app.clone(), ligne.besoin);
                let gated = handler.layer(middleware::from_fn_with_state(state, gate::gate));
                router.route(ligne.chemin, gated)
            },
        )
    }
}
