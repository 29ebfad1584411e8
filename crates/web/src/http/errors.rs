//! Errors as pages: a plain French sentence, what to do, and a reference for those who help.

use askama::Template;
use axum::{
    http::StatusCode,
    response::{Html, IntoResponse, Response},
};
use kernel::FieldErrors;
use platform::{Conflit, Error};

use super::journal;
use crate::ui::Cadre;

/// Why a page cannot be shown.
#[derive(Debug)]
pub(crate) enum PageError {
    /// What platform and wings say.
    Platform(Error),
    /// The form is larger than anything a person types.
    TooLarge,
    /// The file is much larger than what is kept: it was not read to its end.
    FichierTropLourd,
    /// What was posted is not a form.
    Unreadable,
}

impl<E: Into<Error>> From<E> for PageError {
    fn from(error: E) -> Self {
        Self::Platform(error.into())
    }
}

#[derive(Template)]
#[template(path = "erreurs/page.html")]
struct ErrorPage {
    cadre: Cadre,
    titre: &'static str,
    texte: &'static str,
    conseil: &'static str,
    errors: FieldErrors,
    conflit: Option<Conflit>,
    reference: String,
}

impl PageError {
    fn page(self) -> (StatusCode, ErrorPage) {
        let (status, titre, texte, conseil) = self.words();
        let mut page = ErrorPage {
            cadre: Cadre::nu(),
            titre,
            texte,
            conseil,
            errors: FieldErrors::new(),
            conflit: None,
            reference: journal::reference(),
        };
        match self {
            Self::Platform(Error::Invalid(errors)) => page.errors = errors,
            Self::Platform(Error::Conflict(conflit)) => page.conflit = Some(*conflit),
            Self::Platform(Error::Internal(error)) => journal::set_error(&error),
            _ => {}
        }
        (status, page)
    }

    const fn words(&self) -> (StatusCode, &'static str, &'static str, &'static str) {
        match self {
            Self::Platform(Error::NotFound) => (
                StatusCode::NOT_FOUND,
                "Cette page n’existe pas",
                "Elle a pu changer d’adresse, ou ne concerne pas votre mission locale.",
                "Vérifiez l’adresse, ou cherchez la personne par son nom.",
            ),
            Self::Platform(Error::Forbidden) => (
                StatusCode::FORBIDDEN,
                "Votre fonction ne donne pas accès à cette page",
                "Les droits dépendent de la fonction choisie pour cette session.",
                "Si vous en avez besoin pour votre travail, parlez-en à votre direction.",
            ),
            Self::Platform(Error::TooMany) => (
                StatusCode::TOO_MANY_REQUESTS,
                "Trop d’essais",
                "Par sécurité, il faut attendre un peu avant de recommencer.",
                "Réessayez dans quelques minutes.",
            ),
            Self::Platform(Error::Invalid(_)) => (
                StatusCode::UNPROCESSABLE_ENTITY,
                "Une réponse est à corriger",
                "Rien n’a été enregistré.",
                "Revenez à la page précédente : ce que vous avez saisi y est encore.",
            ),
            Self::Platform(Error::Conflict(_)) => (
                StatusCode::CONFLICT,
                "Quelqu’un d’autre vient de modifier cette fiche",
                "Rien n’a été écrasé. Voici ce que vous avez saisi et ce qui est enregistré.",
                "Rechargez la page pour repartir de ce qui est enregistré.",
            ),
            Self::Platform(Error::Internal(_)) => (
                StatusCode::INTERNAL_SERVER_ERROR,
                "Jalon n’a pas pu répondre",
                "L’incident est noté. Rien n’a été enregistré à moitié.",
                "Réessayez ; si cela continue, donnez la référence à votre administrateur.",
            ),
            Self::TooLarge => (
                StatusCode::PAYLOAD_TOO_LARGE,
                "Ce texte est trop long",
                "Rien n’a été enregistré.",
                "Revenez à la page précédente : ce que vous avez saisi y est encore. Raccourcissez-le.",
            ),
            Self::FichierTropLourd => (
                StatusCode::PAYLOAD_TOO_LARGE,
                "Ce fichier est beaucoup trop lourd",
                "Rien n’a été enregistré. Un fichier pèse 10 Mo au plus.",
                "Revenez à la page précédente : ce que vous avez saisi y est encore. Choisissez un fichier plus léger.",
            ),
            Self::Unreadable => (
                StatusCode::BAD_REQUEST,
                "Le formulaire n’a pas pu être lu",
                "Rien n’a été enregistré.",
                "Revenez à la page précédente et recommencez.",
            ),
        }
    }
}

impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        let (status, page) = self.page();
        match page.render() {
            Ok(html) => (status, Html(html)).into_response(),
            Err(_) => status.into_response(),
        }
    }
}
