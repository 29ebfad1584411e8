//! The ports of the platform, filled with what `documents` and `outbound` offer.

use anyhow::Result;
use documents::{
    agenda::{self, Evenement, Lieu, Message, Nature, Personnes},
    pdf::{self, Modele, Papier},
};
use platform::ports::{
    Courriel, Courriers, Documents, EvenementCalendrier, FormatTableau, Imprime, Invitation,
    LieuMessage, MessageRendezVous, ModeleImprime, NatureMessage, Piece, Tableau,
};

/// The files and messages that `documents` writes.
#[derive(Debug, Clone, Default)]
pub(crate) struct Modeles {
    /// The address that calendars name as the one who invites.
    organisateur: Option<String>,
}

impl Modeles {
    /// For mails that leave in the name of `expediteur`: `Jalon <ne-pas-repondre@…>`, or the
    /// address alone.
    pub(crate) fn new(expediteur: &str) -> Self {
        let address = expediteur.rsplit_once('<').map_or(expediteur, |(_, rest)| {
            rest.split_once('>').map_or(rest, |(inner, _)| inner)
        });
        Self {
            organisateur: Some(address.trim().to_owned()),
        }
    }
}

impl Documents for Modeles {
    fn tableau(&self, tableau: &Tableau, format: FormatTableau) -> Result<Vec<u8>> {
        let (colonnes, lignes) = (&tableau.colonnes, &tableau.lignes);
        Ok(match format {
            FormatTableau::Csv => documents::csv(colonnes, lignes)?,
            FormatTableau::Xlsx => documents::xlsx(&tableau.titre, colonnes, lignes)?,
        })
    }

    fn calendrier(&self, nom: &str, evenements: &[EvenementCalendrier]) -> Result<String> {
        let events: Vec<Evenement<'_>> = evenements.iter().map(of_event).collect();
        Ok(agenda::flux(nom, &events)?)
    }

    fn pdf(&self, imprime: &Imprime) -> Result<Vec<u8>> {
        let papier = Papier {
            modele: match imprime.modele {
                ModeleImprime::Emargement => Modele::Emargement,
                ModeleImprime::Convocation => Modele::Convocation,
                ModeleImprime::Lettre => Modele::Lettre,
                ModeleImprime::Plan => Modele::Plan,
                ModeleImprime::Synthese => Modele::Synthese,
                ModeleImprime::Contrat => Modele::Contrat,
                ModeleImprime::Notification => Modele::Notification,
                ModeleImprime::Attestation => Modele::Attestation,
                ModeleImprime::CvClassique => Modele::CvClassique,
                ModeleImprime::CvModerne => Modele::CvModerne,
            },
            titre: imprime.titre,
            structure: &imprime.structure,
            edite_le: imprime.edite_le,
            donnees: &imprime.donnees,
        };
        Ok(pdf::pdf(&papier)?)
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
        Ok(agenda::sms(&of_message(message))?)
    }

    fn courriel_rendez_vous(&self, message: &MessageRendezVous) -> Result<Courriel> {
        let words = of_message(message);
        let lettre = agenda::lettre(&words)?;
        let personnes = Personnes {
            organisateur: self.organisateur.as_deref(),
            invite: &message.a,
        };
        let mut pieces = Vec::new();
        if let Some(evenement) = &message.evenement {
            let file = agenda::invitation(&words, &of_event(evenement), &personnes)?;
            pieces.push(Piece {
                nom: file.nom.to_owned(),
                type_mime: file.type_mime,
                contenu: file.contenu.into_bytes(),
            });
        }
        Ok(Courriel {
            a: message.a.clone(),
            objet: lettre.objet,
            texte: lettre.texte,
            pieces,
        })
    }
}

fn of_message(message: &MessageRendezVous) -> Message<'_> {
    Message {
        seance: message.seance,
        nature: match message.nature {
            NatureMessage::Confirmation => Nature::Confirmation,
            NatureMessage::Changement => Nature::Changement,
            NatureMessage::Annulation => Nature::Annulation,
            NatureMessage::Rappel => Nature::Rappel,
            NatureMessage::Absence => Nature::Absence,
            NatureMessage::Place => Nature::Place,
            NatureMessage::Choisir => Nature::Choisir,
            NatureMessage::Attente => Nature::Attente,
            NatureMessage::Declarer => Nature::Declarer,
        },
        structure: message.structure.as_deref(),
        jour: message.jour,
        heure: message.heure,
        lieu: match &message.lieu {
            LieuMessage::Site { nom, adresse } => Lieu::Site(nom, adresse),
            LieuMessage::Telephone => Lieu::Telephone,
            LieuMessage::Visio => Lieu::Visio,
            LieuMessage::Domicile => Lieu::Domicile,
            LieuMessage::Exterieur => Lieu::Exterieur,
        },
        telephone: &message.telephone,
        lien: message.lien.as_deref(),
    }
}

fn of_event(evenement: &EvenementCalendrier) -> Evenement<'_> {
    Evenement {
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

#[cfg(test)]
mod tests {
    use chrono::{DateTime, NaiveDate, NaiveTime, Utc};

    use super::*;

    fn instant(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn message(structure: Option<&str>) -> MessageRendezVous {
        MessageRendezVous {
            seance: false,
            nature: NatureMessage::Confirmation,
            a: "ines@example.org".to_owned(),
            structure: structure.map(str::to_owned),
            jour: NaiveDate::from_ymd_opt(2026, 12, 7).unwrap(),
            heure: NaiveTime::from_hms_opt(14, 30, 0).unwrap(),
            lieu: LieuMessage::Site {
                nom: "Antenne de la Lanterne".to_owned(),
                adresse: "3 rue du Caillou, 00001 Brume".to_owned(),
            },
            telephone: "+33199001234".to_owned(),
            lien: None,
            evenement: Some(EvenementCalendrier {
                uid: "0190@jalon.example".to_owned(),
                debut: instant("2026-12-07T13:30:00Z"),
                fin: instant("2026-12-07T14:15:00Z"),
                resume: "Mission locale".to_owned(),
                lieu: "Mission locale".to_owned(),
                annule: false,
                sequence: 0,
                modifie_le: instant("2026-11-23T09:00:00Z"),
            }),
        }
    }

    #[test]
    fn the_mail_has_words_and_a_file_for_the_calendar() {
        let modeles = Modeles::new("Jalon <jalon@example.org>");
        let courriel = modeles
            .courriel_rendez_vous(&message(Some("Mission locale de Brume")))
            .unwrap();
        assert_eq!(courriel.a, "ines@example.org");
        assert!(courriel.texte.contains("Antenne de la Lanterne"));
        let [piece] = courriel.pieces.as_slice() else {
            panic!("{:?}", courriel.pieces);
        };
        assert_eq!(piece.nom, "rendez-vous.ics");
        let ics = String::from_utf8(piece.contenu.clone()).unwrap();
        let ics = ics.replace("\r\n ", "");
        assert!(ics.contains("mailto:jalon@example.org\r\n"), "{ics}");
        assert!(ics.contains("mailto:ines@example.org\r\n"), "{ics}");
        let without = MessageRendezVous {
            evenement: None,
            ..message(None)
        };
        let courriel = modeles.courriel_rendez_vous(&without).unwrap();
        assert_eq!(courriel.pieces, []);
    }

    #[test]
    fn a_discreet_message_does_not_say_mission_locale() {
        let modeles = Modeles::new("rdv@mission-locale.example");
        let message = message(None);
        let courriel = modeles.courriel_rendez_vous(&message).unwrap();
        let ics = String::from_utf8(courriel.pieces[0].contenu.clone()).unwrap();
        let sms = modeles.sms_rendez_vous(&message).unwrap();
        for said in [courriel.objet, courriel.texte, ics, sms] {
            let low = said.replace("\r\n ", "").to_lowercase();
            assert!(!low.contains("mission"), "{said}");
            assert!(!low.contains("lanterne"), "{said}");
        }
    }

    #[test]
    fn each_paper_is_written_by_its_own_model() {
        let modeles = Modeles::default();
        for (modele, title, example) in [
            (
                ModeleImprime::Emargement,
                "Feuille",
                include_str!("../../documents/exemples/emargement-usuel.json"),
            ),
            (
                ModeleImprime::Convocation,
                "Lettre",
                include_str!("../../documents/exemples/convocation-usuelle.json"),
            ),
            (
                ModeleImprime::Lettre,
                "Courrier",
                include_str!("../../documents/exemples/lettre-usuelle.json"),
            ),
            (
                ModeleImprime::Plan,
                "Plan",
                include_str!("../../documents/exemples/plan-usuel.json"),
            ),
            (
                ModeleImprime::Synthese,
                "Parcours",
                include_str!("../../documents/exemples/synthese-usuelle.json"),
            ),
            (
                ModeleImprime::CvClassique,
                "CV",
                include_str!("../../documents/exemples/cv-classique-usuel.json"),
            ),
            (
                ModeleImprime::CvModerne,
                "CV",
                include_str!("../../documents/exemples/cv-moderne-usuel.json"),
            ),
        ] {
            let imprime = Imprime {
                modele,
                titre: title,
                structure: "Mission locale de Brume".to_owned(),
                edite_le: NaiveDate::from_ymd_opt(2026, 11, 23).unwrap(),
                donnees: serde_json::from_str(example).unwrap(),
            };
            let bytes = modeles.pdf(&imprime).unwrap();
            let said = String::from_utf8_lossy(&bytes);
            assert!(said.starts_with("%PDF-"), "{modele:?}");
            assert!(said.contains(&format!("/Title({title})")), "{modele:?}");
        }
    }
}
