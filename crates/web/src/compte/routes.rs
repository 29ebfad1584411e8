//! Signing in and out, choosing an affectation, passwords.

use axum::extract::State;
use kernel::{AffectationId, FieldErrors, text};
use platform::{Error, Tx, affectations, comptes, liens, sessions};
use secrecy::ExposeSecret as _;
use serde::Deserialize;

use super::{
    forms::{AffectationForm, ConnexionForm, LienForm, MotDePasseForm, safe_path},
    pages::{AffectationPage, ComptePage, ConnexionPage, LienPage},
};
use crate::{
    App,
    http::{
        cookies,
        extract::{Contexte, FormOf, PathOf, QueryOf},
        gate::ReqTx,
        render::{self, PageResult},
        routes::{Besoin, Routes},
    },
    ui::{Cadre, Erreurs},
};

pub(crate) fn register(routes: &mut Routes) {
    routes.get("/connexion", Besoin::Public, sign_in_page);
    routes.post("/connexion", Besoin::Public, sign_in);
    routes.post("/deconnexion", Besoin::Session, sign_out);
    routes.post("/deconnexion/partout", Besoin::Session, sign_out_everywhere);
    routes.get("/lien/mot-de-passe/{jeton}", Besoin::Public, link_page);
    routes.post("/lien/mot-de-passe/{jeton}", Besoin::Public, link_use);
    routes.get("/affectation", Besoin::Session, affectation_page);
    routes.post("/affectation", Besoin::Session, affectation_choose);
    routes.get("/compte", Besoin::Session, account_page);
    routes.post("/compte/mot-de-passe", Besoin::Session, change_password);
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Suite {
    suite: String,
}

async fn sign_in_page(
    State(app): State<App>,
    contexte: Contexte,
    QueryOf(query): QueryOf<Suite>,
) -> PageResult {
    let page = ConnexionPage {
        cadre: Cadre::public(&contexte),
        courriel: String::new(),
        suite: query.suite,
        erreurs: Erreurs::default(),
    };
    render::page(&app, &page)
}

async fn sign_in(
    State(app): State<App>,
    contexte: Contexte,
    FormOf(form): FormOf<ConnexionForm>,
) -> PageResult {
    match comptes::sign_in(
        &app.db,
        &form.courriel,
        form.mot_de_passe,
        contexte.machine(),
    )
    .await
    {
        Ok(jeton) => {
            let mut response = render::go(safe_path(&form.suite))?;
            render::push_cookie(&mut response, &cookies::set_session(&app, &jeton));
            Ok(response)
        }
        Err(Error::Invalid(errors)) => {
            let page = ConnexionPage {
                cadre: Cadre::public(&contexte),
                courriel: form.courriel,
                suite: form.suite,
                erreurs: errors.into(),
            };
            render::refused(&app, &page)
        }
        Err(error) => Err(error.into()),
    }
}

async fn sign_out(State(app): State<App>, contexte: Contexte, ReqTx(mut tx): ReqTx) -> PageResult {
    if let Some(jeton) = cookies::session(&contexte.headers) {
        sessions::close(&mut tx, &jeton).await?;
        tx.commit().await?;
    }
    signed_out(&app)
}

async fn sign_out_everywhere(State(app): State<App>, ReqTx(mut tx): ReqTx) -> PageResult {
    let compte = tx.actor().compte().ok_or(Error::Forbidden)?;
    sessions::close_all(&mut tx, compte).await?;
    tx.commit().await?;
    signed_out(&app)
}

fn signed_out(app: &App) -> PageResult {
    let mut response = render::done(app, "/connexion", "Vous êtes déconnecté.")?;
    render::push_cookie(&mut response, &cookies::clear_session(app));
    Ok(response)
}

async fn link_page(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(jeton): PathOf<String>,
) -> PageResult {
    let mut tx = Tx::lien(&app.db).await?;
    let page = link_form(&mut tx, &contexte, &jeton, FieldErrors::new()).await?;
    render::page(&app, &page)
}

async fn link_form(
    tx: &mut Tx,
    contexte: &Contexte,
    jeton: &str,
    errors: FieldErrors,
) -> platform::Result<LienPage> {
    let lien = liens::peek(tx, liens::Motif::MotDePasse, jeton).await?;
    let (prenom, nom) = comptes::holder(tx, lien.objet).await?;
    Ok(LienPage {
        cadre: Cadre::public(contexte),
        initiales: text::initials(&prenom, &nom),
        erreurs: errors.into(),
    })
}

async fn link_use(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(jeton): PathOf<String>,
    FormOf(form): FormOf<LienForm>,
) -> PageResult {
    let done = if form.mot_de_passe.expose_secret() == form.confirmation.expose_secret() {
        comptes::choose_password(&app.db, &jeton, form.mot_de_passe).await
    } else {
        Err(Error::invalid(
            "confirmation",
            "Les deux mots de passe ne sont pas les mêmes.",
        ))
    };
    match done {
        Ok(()) => render::done(
            &app,
            "/connexion",
            "Votre mot de passe est choisi. Connectez-vous.",
        ),
        Err(Error::Invalid(errors)) => {
            let mut tx = Tx::lien(&app.db).await?;
            render::refused(&app, &link_form(&mut tx, &contexte, &jeton, errors).await?)
        }
        Err(error) => Err(error.into()),
    }
}

async fn affectation_page(
    State(app): State<App>,
    contexte: Contexte,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let agent = tx.agent_id().ok_or(Error::Forbidden)?;
    let affectations = affectations::in_force(&mut tx, agent).await?;
    render::page(
        &app,
        &AffectationPage {
            cadre: Cadre::new(&tx, &contexte),
            affectations,
        },
    )
}

async fn affectation_choose(
    contexte: Contexte,
    ReqTx(mut tx): ReqTx,
    FormOf(form): FormOf<AffectationForm>,
) -> PageResult {
    let affectation: AffectationId = form.affectation.parse().map_err(|_| Error::NotFound)?;
    let jeton = cookies::session(&contexte.headers).ok_or(Error::Forbidden)?;
    affectations::choose(&mut tx, &jeton, affectation).await?;
    tx.commit().await?;
    render::go("/")
}

async fn account_page(State(app): State<App>, contexte: Contexte, ReqTx(tx): ReqTx) -> PageResult {
    let page = ComptePage {
        cadre: Cadre::new(&tx, &contexte),
        erreurs: Erreurs::default(),
    };
    render::page(&app, &page)
}

async fn change_password(
    State(app): State<App>,
    contexte: Contexte,
    ReqTx(tx): ReqTx,
    FormOf(form): FormOf<MotDePasseForm>,
) -> PageResult {
    let cadre = Cadre::new(&tx, &contexte);
    let done = if form.mot_de_passe.expose_secret() == form.confirmation.expose_secret() {
        comptes::change_password(&app.db, tx, form.ancien, form.mot_de_passe).await
    } else {
        Err(Error::invalid(
            "confirmation",
            "Les deux mots de passe ne sont pas les mêmes.",
        ))
    };
    match done {
        Ok(()) => {
            let message = "Votre mot de passe est changé. Reconnectez-vous.";
            let mut response = render::done(&app, "/connexion", message)?;
            render::push_cookie(&mut response, &cookies::clear_session(&app));
            Ok(response)
        }
        Err(Error::Invalid(errors)) => render::refused(
            &app,
            &ComptePage {
                cadre,
                erreurs: errors.into(),
            },
        ),
        Err(error) => Err(error.into()),
    }
}
