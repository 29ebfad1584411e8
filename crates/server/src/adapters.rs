//! The ports of the platform, filled with what `documents` and `outbound` offer.

use anyhow::Result;
use documents::{agenda, calendrier};
use kernel::dates;
use platform::ports::{
    Courriel, Courriers, Documents, EvenementCalendrier, FormatTableau, Invitation, LieuMessage,
    MessageRendezVous, NatureMessage, Piece, Tableau,
};

/// The files and mails that `documents` writes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Modeles;

impl Documents for Modeles {
    fn tableau(&self, tableau: &Tableau, format: FormatTableau) -> Result<Vec<u8>> {
        let (colonnes, lignes) = (&tableau.colonnes, &tableau.lignes);
        Ok(match format {
            FormatTableau::Csv => documents::csv(colonnes, lignes)?,
            FormatTableau::Xlsx => documents::xlsx(&tableau.titre, colonnes, lignes)?,
        })
    }

    fn calendrier(&self, nom: &str, evenements: &[EvenementCalendrier]) -> Result<String> {
        let all: Vec<_> = evenements.iter().map(event).collect();
        Ok(calendrier::flux(nom, &all))
    }
}

impl Courriers for Modeles {
    fn invitation(&self, invitation: &Invitation) -> Result<Courriel> {
        let Invitation {
            courriel,
            prenom,
            lien,
            heures,
        } = invitation;
        let lettre = documents::courriels::invitation(prenom, lien, *heures);
        Ok(Courriel {
            a: courriel.clone(),
            objet: lettre.objet,
            texte: lettre.texte,
            pieces: Vec::new(),
        })
    }

    fn sms_rendez_vous(&self, message: &MessageRendezVous) -> Result<String> {
        Ok(agenda::sms(&Mots::new(message).borrowed(message))?)
    }

    fn courriel_rendez_vous(&self, message: &MessageRendezVous) -> Result<Courriel> {
        let lettre = agenda::courriel(&Mots::new(message).borrowed(message))?;
        let pieces = message.evenement.iter().map(|evenement| Piece {
            nom: "rendez-vous.ics".to_owned(),
            type_mime: "text/calendar; charset=utf-8".to_owned(),
            contenu: calendrier::invitation(&event(evenement)).into_bytes(),
        });
        Ok(Courriel {
            a: message.a.clone(),
            objet: lettre.objet,
            texte: lettre.texte,
            pieces: pieces.collect(),
        })
    }
}

fn event(evenement: &EvenementCalendrier) -> calendrier::Evenement<'_> {
    calendrier::Evenement {
        uid: &evenement.uid,
        debut: evenement.debut,
        fin: evenement.fin,
        resume: &evenement.resume,
        lieu: &evenement.lieu,
        annule: evenement.annule,
        sequence: evenement.sequence,
        modifie_le: evenement.modifie_le,
    }
}

/// The day, the hour and the place of a message, in words.
struct Mots {
    quand: String,
    quand_court: String,
    lieu: String,
    telephone: String,
}

impl Mots {
    fn new(message: &MessageRendezVous) -> Self {
        let words = dates::with_weekday(message.jour);
        let weekday = words.split(' ').next().unwrap_or_default();
        Self {
            quand: format!("{words} à {}", dates::hour(message.heure)),
            quand_court: format!(
                "{weekday} {} à {}",
                message.jour.format("%d/%m"),
                dates::hour(message.heure).replace('\u{a0}', "")
            ),
            lieu: match &message.lieu {
                LieuMessage::Site { nom, adresse } if adresse.is_empty() => nom.clone(),
                LieuMessage::Site { nom, adresse } => format!("{nom}, {adresse}"),
                LieuMessage::Telephone => "par téléphone".to_owned(),
                LieuMessage::Visio => "en visio".to_owned(),
                LieuMessage::Domicile => "chez vous".to_owned(),
                LieuMessage::Exterieur => "à l’endroit convenu".to_owned(),
            },
            telephone: kernel::phone::display(&message.telephone),
        }
    }

    fn borrowed<'a>(&'a self, message: &'a MessageRendezVous) -> agenda::RendezVous<'a> {
        agenda::RendezVous {
            nature: match message.nature {
                NatureMessage::Confirmation => agenda::Nature::Confirmation,
                NatureMessage::Changement => agenda::Nature::Changement,
                NatureMessage::Annulation => agenda::Nature::Annulation,
                NatureMessage::Rappel => agenda::Nature::Rappel,
                NatureMessage::Absence => agenda::Nature::Absence,
                NatureMessage::Place => agenda::Nature::Place,
            },
            structure: message.structure.as_deref(),
            quand: &self.quand,
            quand_court: &self.quand_court,
            lieu: &self.lieu,
            telephone: &self.telephone,
            lien: message.lien.as_deref(),
        }
    }
}
