//! From our mail to the message of the standards.

use anyhow::{Context as _, Result};
use lettre::{
    Message,
    message::{Attachment, Mailbox, MultiPart, SinglePart, header::ContentType},
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
    let builder = Message::builder()
        .from(from.clone())
        .to(to)
        .subject(&courriel.objet);
    if courriel.pieces.is_empty() {
        return builder
            .header(ContentType::TEXT_PLAIN)
            .body(courriel.texte.clone())
            .context("the mail cannot be written");
    }
    let text = SinglePart::plain(courriel.texte.clone());
    let mut parts = MultiPart::mixed().singlepart(text);
    for piece in &courriel.pieces {
        let kind = ContentType::parse(&piece.type_mime).context("a piece of no known type")?;
        parts =
            parts.singlepart(Attachment::new(piece.nom.clone()).body(piece.contenu.clone(), kind));
    }
    builder
        .multipart(parts)
        .context("the mail cannot be written")
}
