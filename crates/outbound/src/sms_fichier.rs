//! Text messages as files, for the demonstration: nothing leaves the machine.

use std::{
    path::{Path, PathBuf},
    pin::Pin,
};

use anyhow::{Context as _, Result, ensure};
use platform::ports::{Sms, Texto};

use crate::local::closed_folder;

/// Writes each message as a text file of a folder, named by its reference: sent twice, it is there
/// once.
#[derive(Debug)]
pub struct SmsFile {
    folder: PathBuf,
}

impl SmsFile {
    /// Writes in `folder`, made if needed and closed to other accounts.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub fn new(folder: &Path) -> Result<Self> {
        closed_folder(folder)?;
        Ok(Self {
            folder: folder.to_path_buf(),
        })
    }

    /// Where the messages are.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    async fn write(&self, texto: &Texto) -> Result<String> {
        let name = &texto.reference;
        let plain = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
        ensure!(
            !name.is_empty() && name.chars().all(plain),
            "the reference of a text message names its file: letters, digits, dots and dashes only"
        );
        let page = format!("À : {}\n\n{}\n", texto.a, texto.texte);
        let (part, whole) = (format!("{name}.part"), format!("{name}.txt"));
        let part = self.folder.join(part);
        let written = async {
            tokio::fs::write(&part, page).await?;
            tokio::fs::rename(&part, self.folder.join(whole)).await
        };
        written
            .await
            .context("the text message cannot be written to its file")?;
        Ok(String::new())
    }
}

impl Sms for SmsFile {
    fn envoyer<'a>(
        &'a self,
        texto: &'a Texto,
    ) -> Pin<Box<dyn Future<Output = Result<String>> + Send + 'a>> {
        Box::pin(self.write(texto))
    }
}
