//! A form that is shown again: what is wrong with it, or both values when two people changed the
//! same thing.

use axum::http::StatusCode;
use kernel::FieldErrors;
use platform::{Conflit, Error, Tx, tx::Ouverture};

use super::{cookies, errors::PageError, extract::Contexte};
use crate::{App, ui::Erreurs};

/// Why a form is shown again; empty the first time.
#[derive(Debug, Default)]
pub(crate) struct Refus {
    /// Field by field.
    pub(crate) erreurs: Erreurs,
    /// Both values, for `templates/ui/conflit.html`.
    pub(crate) conflit: Option<Conflit>,
}

impl Refus {
    /// What can be shown again with the form; any other error is a page of its own.
    pub(crate) fn of(error: Error) -> Result<Self, PageError> {
        match error {
            Error::Invalid(errors) => Ok(errors.into()),
            Error::Conflict(conflit) => Ok(Self {
                erreurs: Erreurs::default(),
                conflit: Some(*conflit),
            }),
            other => Err(other.into()),
        }
    }

    /// The version to post: that of the conflict, once both values are on the page.
    pub(crate) fn version(&self, version: &str) -> String {
        self.conflit
            .as_ref()
            .map_or_else(|| version.to_owned(), |c| c.version.to_string())
    }

    /// The status of the page that shows the form again: 409 or 422.
    pub(crate) const fn status(&self) -> StatusCode {
        if self.conflit.is_some() {
            StatusCode::CONFLICT
        } else {
            StatusCode::UNPROCESSABLE_ENTITY
        }
    }
}

impl From<FieldErrors> for Refus {
    fn from(errors: FieldErrors) -> Self {
        Self {
            erreurs: errors.into(),
            conflit: None,
        }
    }
}

/// A new transaction of the same session, for the page that shows a refused form again: nothing of
/// the refused one stays, and the reading is traced.
pub(crate) async fn reopen(app: &App, contexte: &Contexte) -> Result<Tx, PageError> {
    let jeton = cookies::session(&contexte.headers).ok_or(Error::Forbidden)?;
    match Tx::open(&app.db, &jeton).await? {
        Ouverture::Ouverte(tx) => Ok(*tx),
        Ouverture::Expiree { .. } | Ouverture::Inconnue => Err(Error::Forbidden.into()),
    }
}
