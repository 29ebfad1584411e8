//! A form that brings a file: its fields as strings, its file in memory up to a limit. What comes
//! after the limit is read and thrown away, so that the page can still be shown with what was typed.

use axum::{
    extract::{FromRequest as _, Multipart, Request, multipart::Field},
    http::StatusCode,
};

use super::errors::PageError;

/// The largest request that is read to its end; beyond, the browser is told at once.
pub(crate) const LU_MAX: usize = 64 * 1024 * 1024;
/// The largest field that is not a file.
const CHAMP_MAX: usize = 64 * 1024;

/// A file that was sent.
#[derive(Debug)]
pub(crate) struct Fichier {
    /// Its name, as the browser says it.
    pub(crate) nom: String,
    /// Its bytes; none of them when there were too many.
    pub(crate) contenu: Option<Vec<u8>>,
}

/// A form as posted, with its file.
#[derive(Debug, Default)]
pub(crate) struct Televersement {
    /// Names and values, in order.
    pub(crate) champs: Vec<(String, String)>,
    /// The file, when one was chosen.
    pub(crate) fichier: Option<Fichier>,
}

impl Televersement {
    /// Reads the whole form; of its file, at most `max` bytes are kept.
    pub(crate) async fn lire(request: Request, max: usize) -> Result<Self, PageError> {
        let unreadable = |_| PageError::Unreadable;
        let mut form = Multipart::from_request(request, &())
            .await
            .map_err(unreadable)?;
        let mut read = Self::default();
        loop {
            let field = match form.next_field().await {
                Ok(Some(field)) => field,
                Ok(None) => return Ok(read),
                Err(error) => return Err(refused(error.status())),
            };
            let nom = field.name().unwrap_or_default().to_owned();
            if let Some(fichier) = field.file_name().map(str::to_owned) {
                let contenu = bytes(field, max).await?;
                if !fichier.is_empty() {
                    let nom = fichier;
                    read.fichier = Some(Fichier { nom, contenu });
                }
            } else {
                let value = bytes(field, CHAMP_MAX).await?.ok_or(PageError::TooLarge)?;
                let value = String::from_utf8(value).map_err(|_| PageError::Unreadable)?;
                read.champs.push((nom, value));
            }
        }
    }
}

/// The bytes of a field; `None` when there are more than `max`.
async fn bytes(mut field: Field<'_>, max: usize) -> Result<Option<Vec<u8>>, PageError> {
    let mut kept = Some(Vec::new());
    loop {
        match field.chunk().await {
            Ok(Some(chunk)) => {
                kept = kept.filter(|all| all.len() + chunk.len() <= max);
                if let Some(all) = &mut kept {
                    all.extend_from_slice(&chunk);
                }
            }
            Ok(None) => return Ok(kept),
            Err(error) => return Err(refused(error.status())),
        }
    }
}

fn refused(status: StatusCode) -> PageError {
    if status == StatusCode::PAYLOAD_TOO_LARGE {
        PageError::FichierTropLourd
    } else {
        PageError::Unreadable
    }
}
