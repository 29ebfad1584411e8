//! The one error of platform and wings. The web turns it into a page; it is logged once, there.

use kernel::FieldErrors;

/// The result of platform and wings.
pub type Result<T> = std::result::Result<T, Error>;

/// Why something was not done.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It does not exist, or not for this actor.
    #[error("not found")]
    NotFound,
    /// The actor may know that it exists, and may not do this.
    #[error("forbidden")]
    Forbidden,
    /// Someone else changed it meanwhile.
    #[error("conflict")]
    Conflict(Box<Conflit>),
    /// What was typed is not acceptable.
    #[error("invalid")]
    Invalid(FieldErrors),
    /// Asked too often; try again later.
    #[error("too many attempts")]
    TooMany,
    /// The rest: never shown to people.
    #[error("internal error")]
    Internal(#[source] anyhow::Error),
}

impl Error {
    /// One field is not acceptable.
    pub fn invalid(field: &str, sentence: impl Into<String>) -> Self {
        Self::Invalid(FieldErrors::one(field, sentence))
    }
}

impl From<FieldErrors> for Error {
    fn from(errors: FieldErrors) -> Self {
        Self::Invalid(errors)
    }
}

impl From<anyhow::Error> for Error {
    fn from(error: anyhow::Error) -> Self {
        Self::Internal(error)
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::RowNotFound => Self::NotFound,
            other => Self::Internal(other.into()),
        }
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::Internal(error.into())
    }
}

/// Two people changed the same thing: what the second typed, beside what stands now.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Conflit {
    /// The fields that differ.
    pub champs: Vec<ChampEnConflit>,
    /// The version to post back to overwrite knowingly.
    pub version: i32,
}

/// One field of a conflict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChampEnConflit {
    /// The French label of the field.
    pub libelle: String,
    /// What this person typed.
    pub saisi: String,
    /// What the other person saved.
    pub actuel: String,
}

/// Turns a broken database constraint into the error of a field.
pub trait OnConstraint<T> {
    /// When the constraint `name` is broken, `field` gets `sentence`.
    fn on_constraint(self, name: &str, field: &str, sentence: &str) -> Result<T>;
}

impl<T> OnConstraint<T> for std::result::Result<T, sqlx::Error> {
    fn on_constraint(self, name: &str, field: &str, sentence: &str) -> Result<T> {
        self.map_err(|error| match &error {
            sqlx::Error::Database(db) if db.constraint() == Some(name) => {
                Error::invalid(field, sentence)
            }
            _ => error.into(),
        })
    }
}
