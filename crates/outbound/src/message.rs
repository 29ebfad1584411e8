//! From our mail to the message of the standards.

use anyhow::{Context as _, Result};
use lettre::{
    Message,
    message::{Attachment, Mailbox, MultiPart, SinglePart, header::ContentType},
};
use platform::ports::{Courriel, Piece};

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
    let head = Message::builder()
        .from(from.clone())
        .to(to)
        .subject(&courriel.objet);
    let mail = if courriel.pieces.is_empty() {
        head.header(ContentType::TEXT_PLAIN)
            .body(courriel.texte.clone())
    } else {
        let text = SinglePart::plain(courriel.texte.clone());
        let mut parts = MultiPart::mixed().singlepart(text);
        for piece in &courriel.pieces {
            parts = parts.singlepart(attachment(piece)?);
        }
        head.multipart(parts)
    };
    mail.context("the mail cannot be written")
}

fn attachment(piece: &Piece) -> Result<SinglePart> {
    let kind = ContentType::parse(&piece.type_mime)
        .with_context(|| format!("« {} » is not a kind of file", piece.type_mime))?;
    Ok(Attachment::new(piece.nom.clone()).body(piece.contenu.clone(), kind))
}
