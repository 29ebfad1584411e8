//! Mails as files, for the demonstration: nothing leaves the machine.

use std::{
    path::{Path, PathBuf},
    pin::Pin,
};

use anyhow::{Context as _, Result};
use lettre::{AsyncFileTransport, AsyncTransport as _, Tokio1Executor, message::Mailbox};
use platform::ports::{Courriel, Mailer};

use crate::{local::closed_folder, message};

/// Writes each mail as an `.eml` file of a folder, which any mail program opens.
#[derive(Debug)]
pub struct FileMailer {
    folder: PathBuf,
    transport: AsyncFileTransport<Tokio1Executor>,
    from: Mailbox,
}

impl FileMailer {
    /// Writes in `folder`, made if needed and closed to other accounts.
    ///
    /// # Errors
    /// When the folder cannot be made, or the sender is not an address.
    pub fn new(folder: &Path, from: &str) -> Result<Self> {
        closed_folder(folder)?;
        Ok(Self {
            folder: folder.to_path_buf(),
            transport: AsyncFileTransport::new(folder),
            from: message::sender(from)?,
        })
    }

    /// Where the mails are.
    pub fn folder(&self) -> &Path {
        &self.folder
    }
}

impl Mailer for FileMailer {
    fn envoyer<'a>(
        &'a self,
        courriel: &'a Courriel,
    ) -> Pin<Box<dyn Future<Output = Result<()>> + Send + 'a>> {
        Box::pin(async move {
            let mail = message::message(&self.from, courriel)?;
            self.transport
                .send(mail)
                .await
                .context("the mail cannot be written to its file")?;
            Ok(())
        })
    }
}
