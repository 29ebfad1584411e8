//! The messages about a rendez-vous. A model knows the day, the hour and the place; never the
//! person, the motif nor the dispositif.

use minijinja::{Environment, context};
use serde::Serialize;

use crate::{Erreur, courriels::Lettre};

const SMS: &str = include_str!("../modeles/agenda/sms.txt");
const OBJET: &str = include_str!("../modeles/agenda/courriel_objet.txt");
const COURRIEL: &str = include_str!("../modeles/agenda/courriel.txt");

/// What a message tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Nature {
    /// It is booked.
    Confirmation,
    /// It was moved.
    Changement,
    /// It will not be.
    Annulation,
    /// It comes soon.
    Rappel,
    /// The person did not come.
    Absence,
    /// A place is free.
    Place,
}

/// What a model is given.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct RendezVous<'a> {
    /// What it tells.
    pub nature: Nature,
    /// The mission locale; `None` when it may not be named.
    pub structure: Option<&'a str>,
    /// `jeudi 26 novembre 2026 à 10 h`.
    pub quand: &'a str,
    /// `jeudi 26/11 à 10h`, for a text message.
    pub quand_court: &'a str,
    /// The place, or an empty string.
    pub lieu: &'a str,
    /// Whom to call, or an empty string.
    pub telephone: &'a str,
    /// The page to answer on.
    pub lien: Option<&'a str>,
}

fn render(model: &str, rdv: &RendezVous<'_>, quand: &str) -> Result<String, Erreur> {
    let mut models = Environment::new();
    models.set_keep_trailing_newline(true);
    // Nothing here is HTML.
    models.set_auto_escape_callback(|_| minijinja::AutoEscape::None);
    let values = context! {
        nature => rdv.nature,
        structure => rdv.structure,
        quand => quand,
        // A place would name what may not be named.
        lieu => if rdv.structure.is_some() { rdv.lieu } else { "" },
        telephone => rdv.telephone,
        lien => rdv.lien,
    };
    Ok(models.render_str(model, values)?)
}

/// The text message, in characters that every phone shows (GSM 03.38).
///
/// # Errors
/// When the model asks for what it was not given.
pub fn sms(rdv: &RendezVous<'_>) -> Result<String, Erreur> {
    let text = render(SMS, rdv, rdv.quand_court)?;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut chars = line.chars();
    let capital = chars.next().map(|c| c.to_uppercase().to_string());
    let line = capital.unwrap_or_default() + chars.as_str();
    Ok(gsm(&line))
}

/// The mail: subject and text.
///
/// # Errors
/// As [`sms`].
pub fn courriel(rdv: &RendezVous<'_>) -> Result<Lettre, Erreur> {
    Ok(Lettre {
        objet: render(OBJET, rdv, rdv.quand)?.trim().to_owned(),
        texte: render(COURRIEL, rdv, rdv.quand)?,
    })
}

/// Letters outside ASCII that GSM 03.38 has.
const GSM: &str = "£¥èéùìòÇØøÅåÆæßÉ¤¡ÄÖÑÜ§¿äöñüà€";

/// `text` in the characters of GSM 03.38: another one would turn the whole message into pieces of
/// seventy characters.
pub fn gsm(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '’' | '‘' | '`' => out.push('\''),
            '«' | '»' | '“' | '”' => out.push('"'),
            '–' | '—' => out.push('-'),
            '…' => out.push_str("..."),
            'œ' => out.push_str("oe"),
            'Œ' => out.push_str("OE"),
            'â' => out.push('a'),
            'ç' => out.push('c'),
            'ê' | 'ë' => out.push('e'),
            'î' | 'ï' => out.push('i'),
            'ô' => out.push('o'),
            'û' => out.push('u'),
            'À' | 'Â' => out.push('A'),
            'È' | 'Ê' | 'Ë' => out.push('E'),
            'Î' | 'Ï' => out.push('I'),
            'Ô' => out.push('O'),
            'Ù' | 'Û' => out.push('U'),
            c if c.is_ascii() && c != '`' || GSM.contains(c) => out.push(c),
            c if c.is_whitespace() => out.push(' '),
            _ => out.push('?'),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const NATURES: [Nature; 6] = [
        Nature::Confirmation,
        Nature::Changement,
        Nature::Annulation,
        Nature::Rappel,
        Nature::Absence,
        Nature::Place,
    ];

    fn rdv(nature: Nature, structure: Option<&str>) -> RendezVous<'_> {
        RendezVous {
            nature,
            structure,
            quand: "jeudi 26 novembre 2026 à 10\u{a0}h",
            quand_court: "jeudi 26/11 à 10h",
            lieu: "Siège, 3 rue de l’Étang-Rêveur, 00100 Brumeville",
            telephone: "01 99 00 00 00",
            lien: Some(
                "https://jalon.invalid/rdv/0123456789012345678901234567890123456789012345678901234567890123",
            ),
        }
    }

    #[test]
    fn text_messages_are_short_and_of_every_phone() {
        for nature in NATURES {
            let text = sms(&rdv(nature, Some("Mission locale du Val de Brume"))).unwrap();
            let fits = |c: char| c.is_ascii() || GSM.contains(c);
            assert!(text.chars().all(fits), "{text}");
            assert!(
                text.chars().count() <= 306,
                "{} : {text}",
                text.chars().count()
            );
            assert!(
                text.starts_with("Mission locale du Val de Brume: "),
                "{text}"
            );
        }
    }

    #[test]
    fn what_may_not_be_named_is_nowhere() {
        for nature in NATURES {
            let bare = rdv(nature, None);
            let mail = courriel(&bare).unwrap();
            for text in [sms(&bare).unwrap(), mail.objet, mail.texte] {
                let text = text.to_lowercase();
                for word in ["mission", "brume", "siège", "étang", "entretien"] {
                    assert!(!text.contains(word), "{text}");
                }
            }
        }
    }

    #[test]
    fn a_mail_says_when_where_and_how_to_answer() {
        let mail = courriel(&rdv(Nature::Rappel, Some("Mission locale du Val de Brume"))).unwrap();
        assert_eq!(
            mail.objet,
            "Rappel : votre rendez-vous jeudi 26 novembre 2026 à 10\u{a0}h"
        );
        assert!(
            mail.texte
                .contains("Un rappel : vous avez rendez-vous jeudi"),
            "{}",
            mail.texte
        );
        assert!(mail.texte.contains("Siège, 3 rue"), "{}", mail.texte);
        assert!(
            mail.texte
                .contains("Confirmer, déplacer ou annuler :\nhttps://"),
            "{}",
            mail.texte
        );
        assert!(
            mail.texte.ends_with("Mission locale du Val de Brume\n"),
            "{}",
            mail.texte
        );
    }
}
