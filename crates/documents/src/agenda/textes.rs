//! The words, from the models of `modeles/agenda`.

use chrono::{NaiveDate, NaiveTime};
use kernel::{dates, phone, text};
use minijinja::{Environment, UndefinedBehavior};

use super::{
    Lieu, Message, Nature,
    gsm::{DEUX_MESSAGES, gsm7, septets},
};
use crate::{Erreur, courriels::Lettre};

/// A longer name of structure is cut in a text message, rather than left out.
const NOM_COURT: usize = 40;

/// What a model is filled with.
#[derive(Debug, serde::Serialize)]
struct Mots<'a> {
    seance: bool,
    nature: Nature,
    structure: Option<String>,
    jour: String,
    mois: String,
    heure: String,
    ou: Option<String>,
    telephone: String,
    lien: Option<&'a str>,
}

#[derive(Debug, Clone, Copy)]
enum Modele {
    Objet,
    Courriel,
    Sms,
}

impl Modele {
    const fn source(self, seance: bool) -> &'static str {
        if seance {
            return match self {
                Self::Objet => include_str!("../../modeles/agenda/objet_seance.txt"),
                Self::Courriel => include_str!("../../modeles/agenda/courriel_seance.txt"),
                Self::Sms => include_str!("../../modeles/agenda/sms_seance.txt"),
            };
        }
        match self {
            Self::Objet => include_str!("../../modeles/agenda/objet.txt"),
            Self::Courriel => include_str!("../../modeles/agenda/courriel.txt"),
            Self::Sms => include_str!("../../modeles/agenda/sms.txt"),
        }
    }

    fn fill(self, mots: &Mots<'_>) -> Result<String, Erreur> {
        let mut environment = Environment::new();
        environment.set_trim_blocks(true);
        environment.set_lstrip_blocks(true);
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        Ok(environment.render_str(self.source(mots.seance), mots)?)
    }
}

/// The text message: characters every phone has, two messages joined at most. What is too long is
/// shortened from the least useful: the address, the place, then who writes. A link is never cut.
pub fn sms(message: &Message<'_>) -> Result<String, Erreur> {
    let mut mots = mots(message, |hour| dates::hour(hour).replace('\u{a0}', ""));
    let structure = mots.structure.clone();
    let mut written = String::new();
    for (structure, ou) in versions(structure, message.lieu) {
        (mots.structure, mots.ou) = (structure, ou);
        written = gsm7(&Modele::Sms.fill(&mots)?);
        if septets(&written) <= DEUX_MESSAGES {
            break;
        }
    }
    Ok(written)
}

/// The mail.
pub fn lettre(message: &Message<'_>) -> Result<Lettre, Erreur> {
    let mut mots = mots(message, dates::hour);
    mots.ou = mots
        .structure
        .is_some()
        .then(|| text::capitalised(&place(message.lieu, "\n")));
    let objet = Modele::Objet.fill(&mots)?;
    let texte = Modele::Courriel.fill(&mots)?;
    Ok(Lettre {
        objet: text::capitalised(objet.trim()),
        texte: format!("{}\n", texte.trim_end()),
    })
}

fn mots<'a>(message: &Message<'a>, hour: impl Fn(NaiveTime) -> String) -> Mots<'a> {
    Mots {
        seance: message.seance,
        nature: message.nature,
        structure: message.structure.map(text::tidy_line),
        jour: day(message.jour),
        mois: dates::month(message.jour).to_lowercase(),
        heure: hour(message.heure),
        ou: None,
        telephone: phone::display(message.telephone.trim()),
        lien: message.lien,
    }
}

/// Who and where, from the longest way to say it to the shortest.
fn versions(structure: Option<String>, lieu: Lieu<'_>) -> Vec<(Option<String>, Option<String>)> {
    let Some(name) = structure else {
        return vec![(None, None)];
    };
    let short = match lieu {
        Lieu::Site(site, _) => text::tidy_line(site),
        other => place(other, ", "),
    };
    vec![
        (Some(name.clone()), Some(place(lieu, ", "))),
        (Some(name.clone()), Some(short)),
        (Some(name.clone()), None),
        (Some(cut(&name, NOM_COURT).to_owned()), None),
        (None, None),
    ]
}

fn place(lieu: Lieu<'_>, between: &str) -> String {
    match lieu {
        Lieu::Site(nom, adresse) => [nom, adresse]
            .map(text::tidy_line)
            .into_iter()
            .filter(|line| !line.is_empty())
            .collect::<Vec<_>>()
            .join(between),
        Lieu::Telephone => "par téléphone, nous vous appelons".to_owned(),
        Lieu::Visio => "en visio".to_owned(),
        Lieu::Domicile => "chez vous".to_owned(),
        Lieu::Exterieur => "à l’endroit convenu ensemble".to_owned(),
    }
}

/// `lundi 7 décembre`: the year is known.
fn day(day: NaiveDate) -> String {
    let whole = dates::with_weekday(day);
    match whole.rsplit_once(' ') {
        Some((short, _)) => short.to_owned(),
        None => whole,
    }
}

/// The first words, `most` characters at most.
fn cut(text: &str, most: usize) -> &str {
    let Some((end, _)) = text.char_indices().nth(most) else {
        return text;
    };
    let head = text.get(..end).unwrap_or(text);
    head.rsplit_once(' ').map_or(head, |(words, _)| words)
}

#[cfg(test)]
mod tests {
    use super::{
        super::{exemples::*, gsm::is_known},
        *,
    };

    #[test]
    fn a_text_message_has_only_its_own_characters_and_fits() {
        for nature in NATURES {
            for lieu in lieux() {
                for structure in [None, Some(STRUCTURE), Some(LONGUE)] {
                    for lien in [None, Some(lien())] {
                        let message = Message {
                            nature,
                            lieu,
                            structure,
                            lien: lien.as_deref(),
                            ..message()
                        };
                        let written = sms(&message).unwrap();
                        let strange: Vec<char> =
                            written.chars().filter(|c| !is_known(*c)).collect();
                        assert!(strange.is_empty(), "{strange:?}: {written}");
                        assert!(septets(&written) <= DEUX_MESSAGES, "{written}");
                        assert!(written.contains("01 99 00 12 34"), "{written}");
                        if let Some(lien) = &lien {
                            assert_eq!(lien.len(), 110);
                            assert!(
                                written.split_whitespace().any(|word| word == lien),
                                "{written}"
                            );
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn without_a_structure_nothing_tells_who_nor_where() {
        for nature in NATURES {
            for lieu in lieux() {
                let message = Message {
                    nature,
                    lieu,
                    structure: None,
                    ..message()
                };
                let lettre = lettre(&message).unwrap();
                for said in [sms(&message).unwrap(), lettre.objet, lettre.texte] {
                    assert_discreet(&said);
                    assert!(said.contains("7 décembre"), "{said}");
                }
            }
        }
    }

    #[test]
    fn the_mail_says_when_where_and_how_to_answer() {
        let lettre = lettre(&message()).unwrap();
        assert_eq!(
            lettre.objet,
            "Mission locale de Brume : votre rendez-vous du lundi 7 décembre à 14\u{a0}h\u{a0}30"
        );
        assert_eq!(
            lettre.texte,
            format!(
                "Bonjour,\n\nVotre rendez-vous est noté :\n\n\
                 lundi 7 décembre à 14\u{a0}h\u{a0}30\nAntenne de la Lanterne\n\
                 3 rue du Caillou, 00001 Brume\n\n\
                 Pour dire que vous venez, changer de moment ou annuler :\n{LIEN}\n\n\
                 Une question, un empêchement ? Appelez-nous au 01 99 00 12 34.\n\n\
                 À bientôt,\nMission locale de Brume\n"
            )
        );
    }

    #[test]
    fn the_text_message_of_each_nature() {
        let said = NATURES.map(|nature| {
            sms(&Message {
                nature,
                ..message()
            })
            .unwrap()
        });
        let site = "Antenne de la Lanterne, 3 rue du Caillou, 00001 Brume";
        let head = "Mission locale de Brume : bonjour,";
        assert_eq!(
            said,
            [
                format!(
                    "{head} votre rendez-vous est noté lundi 7 décembre à 14h30, {site}. \
                     Confirmer, changer ou annuler : {LIEN} Une question ? 01 99 00 12 34"
                ),
                format!(
                    "{head} votre rendez-vous a changé, ce sera lundi 7 décembre à 14h30, {site}. \
                     Si ce moment ne vous va pas : {LIEN} ou 01 99 00 12 34"
                ),
                format!(
                    "{head} votre rendez-vous du lundi 7 décembre à 14h30 est annulé. \
                     Pour choisir un autre moment : {LIEN} ou 01 99 00 12 34"
                ),
                format!(
                    "{head} petit rappel de votre rendez-vous lundi 7 décembre à 14h30, {site}. \
                     Un imprévu ? {LIEN} ou 01 99 00 12 34"
                ),
                format!(
                    "{head} nous vous attendions lundi 7 décembre à 14h30. Un imprévu, cela \
                     arrive. Appelez-nous au 01 99 00 12 34 ou choisissez un autre moment : {LIEN}"
                ),
                format!(
                    "{head} une place est libre pour la séance du lundi 7 décembre à 14h30, \
                     {site}. Pour la prendre : {LIEN} ou 01 99 00 12 34"
                ),
            ]
        );
    }

    #[test]
    fn what_is_too_long_is_shortened_from_the_least_useful() {
        let long = lien();
        let message = Message {
            structure: Some(LONGUE),
            lien: Some(&long),
            ..message()
        };
        let written = sms(&message).unwrap();
        assert!(written.starts_with("Mission locale"), "{written}");
        assert!(!written.contains("Caillou"), "{written}");
    }

    #[test]
    fn no_phone_number_and_no_link_leave_no_half_sentence() {
        for nature in NATURES {
            let message = Message {
                nature,
                telephone: "",
                lien: None,
                ..message()
            };
            let lettre = lettre(&message).unwrap();
            let sms = sms(&message).unwrap();
            assert!(sms.ends_with('.'), "{sms}");
            assert!(!lettre.texte.contains("nous au"), "{}", lettre.texte);
            assert!(!lettre.texte.contains("\n\n\n"), "{}", lettre.texte);
        }
    }

    #[test]
    fn the_year_is_left_out() {
        let first = NaiveDate::from_ymd_opt(2027, 2, 1).unwrap();
        assert_eq!(day(first), "lundi 1er février");
    }

    #[test]
    fn a_name_is_cut_between_words() {
        assert_eq!(
            cut("Mission locale de Brume", 40),
            "Mission locale de Brume"
        );
        assert_eq!(cut("Mission locale de Brume", 16), "Mission locale");
        assert_eq!(cut("éééé", 2), "éé");
    }
}
