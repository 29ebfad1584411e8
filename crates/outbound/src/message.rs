//! From our mail to the message of the standards.

use anyhow::{Context as _, Result};
use lettre::{
    Message,
    message::{Mailbox, header::ContentType},
};
use platform::ports::Courriel;

/// The sender: `Jalon <ne-pas-repondre@…>`, or the address alone.
pub(crate) fn sender(text: &str) -> Result<Mailbox> {
    text.parse()
        .with_context(|| format!("« {text} » n'est pas une adresse d'expéditeur"))
}

/// The message to send; an address that is not one is an error without the address in it.
pub(crate) fn message(from: &Mailbox, courriel: &Courriel) -> Result<Message> {
    let to: Mailbox = courriel
        .a
        .parse()
        .context("the receiver's address is not readable")?;
    Message::builder()
        .from(from.clone())
        .to(to)
        .subject(&courriel.objet)
        .header(ContentType::TEXT_PLAIN)
        .body(courriel.texte.clone())
        .context("the mail cannot be written")
}
