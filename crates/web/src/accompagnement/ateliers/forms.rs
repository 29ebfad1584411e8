//! The forms of ateliers.

use accompagnement::ateliers::{
    Animateur, Deplacement, Desinscription, EtatInscription, Genre, Marque, NouvelleInscription,
    NouvelleSession, OffreSaisie, Presence, Reglages, Visible,
};
use chrono::NaiveTime;
use kernel::{AtelierId, FieldErrors, InscriptionId, SessionAtelierId};
use uuid::Uuid;

use crate::accompagnement::saisie::{Lecteur, Saisie};

/// What is offered; `id` is that of the path when it is there already.
pub(super) fn offre(saisie: &Saisie, id: Option<AtelierId>) -> Result<OffreSaisie, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let new = OffreSaisie {
        id: id.unwrap_or_else(|| lecteur.id("id").into()),
        genre: lecteur.choix("genre", Genre::from_code, Genre::Atelier),
        theme: lecteur.code("theme"),
        nom: lecteur.ligne("nom"),
        description: lecteur.texte("description"),
        partenaire: lecteur.ligne("partenaire"),
        fermee_le: lecteur.date_libre("fermee_le"),
    };
    lecteur.fin(new)
}

/// A session, or the same every week.
pub(super) fn seance(saisie: &Saisie) -> Result<NouvelleSession, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let new = NouvelleSession {
        id: lecteur.id("id").into(),
        offre: chosen(&mut lecteur, saisie, "offre", "une offre").into(),
        jour: lecteur.date("jour"),
        debut: hour(&mut lecteur, saisie, "debut"),
        fin: hour(&mut lecteur, saisie, "fin"),
        semaines: u32::try_from(number(&mut lecteur, saisie, "semaines")).unwrap_or(0),
        animateur: animateur(&lecteur, saisie),
        site: chosen(&mut lecteur, saisie, "site", "un site").into(),
        salle: salle(&mut lecteur, saisie),
        places: number(&mut lecteur, saisie, "places"),
        inscriptions_jusqu_au: lecteur.date_libre("inscriptions_jusqu_au"),
        visible: lecteur.choix("visible", Visible::from_code, Visible::Equipe),
        auto_inscription: saisie.contient("auto_inscription", "oui"),
    };
    lecteur.fin(new)
}

/// Where a session goes.
pub(super) fn deplacement(
    id: SessionAtelierId,
    saisie: &Saisie,
) -> Result<Deplacement, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let change = Deplacement {
        id,
        version: lecteur.version(),
        jour: lecteur.date("jour"),
        debut: hour(&mut lecteur, saisie, "debut"),
        fin: hour(&mut lecteur, saisie, "fin"),
        animateur: animateur(&lecteur, saisie),
        site: chosen(&mut lecteur, saisie, "site", "un site").into(),
        salle: salle(&mut lecteur, saisie),
        derogation: lecteur.ligne("derogation"),
    };
    lecteur.fin(change)
}

fn animateur(lecteur: &Lecteur<'_>, saisie: &Saisie) -> Animateur {
    let agent: Option<Uuid> = saisie.un("animateur").parse().ok();
    agent.map_or_else(
        || Animateur::Intervenant(lecteur.ligne("intervenant")),
        |agent| Animateur::Agent(agent.into()),
    )
}

fn salle(lecteur: &mut Lecteur<'_>, saisie: &Saisie) -> Option<Uuid> {
    if saisie.un("salle").is_empty() {
        None
    } else {
        Some(chosen(lecteur, saisie, "salle", "une salle"))
    }
}

/// What may be changed in a planned session.
pub(super) fn reglages(id: SessionAtelierId, saisie: &Saisie) -> Result<Reglages, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let change = Reglages {
        id,
        version: lecteur.version(),
        places: number(&mut lecteur, saisie, "places"),
        inscriptions_jusqu_au: lecteur.date_libre("inscriptions_jusqu_au"),
        visible: lecteur.choix("visible", Visible::from_code, Visible::Equipe),
        auto_inscription: saisie.contient("auto_inscription", "oui"),
    };
    lecteur.fin(change)
}

/// Someone to register.
pub(super) fn inscription(saisie: &Saisie) -> Result<NouvelleInscription, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let new = NouvelleInscription {
        id: lecteur.id("id").into(),
        session: chosen(&mut lecteur, saisie, "session", "une séance").into(),
        derogation: lecteur.ligne("derogation"),
    };
    lecteur.fin(new)
}

/// A registration that is withdrawn.
pub(super) fn desinscription(
    id: InscriptionId,
    saisie: &Saisie,
) -> Result<Desinscription, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let change = Desinscription {
        id,
        version: lecteur.version(),
        etat: lecteur.choix(
            "etat",
            EtatInscription::from_code,
            EtatInscription::RefusJeune,
        ),
    };
    lecteur.fin(change)
}

/// One tap of the émargement.
pub(super) fn marque(saisie: &Saisie) -> Result<Marque, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let marque = Marque {
        inscription: lecteur.id("inscription").into(),
        version: lecteur.version(),
        presence: lecteur.choix("presence", Presence::from_code, Presence::Present),
    };
    lecteur.fin(marque)
}

/// The version that the page wrote.
pub(super) fn version(saisie: &Saisie) -> Result<i32, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let version = lecteur.version();
    lecteur.fin(version)
}

fn chosen(lecteur: &mut Lecteur<'_>, saisie: &Saisie, nom: &str, what: &str) -> Uuid {
    saisie.un(nom).parse().unwrap_or_else(|_| {
        lecteur
            .errors
            .add(nom, format!("Choisissez {what} dans la liste."));
        Uuid::nil()
    })
}

fn hour(lecteur: &mut Lecteur<'_>, saisie: &Saisie, nom: &str) -> NaiveTime {
    let typed = saisie.un(nom).trim();
    let read = ["%H:%M", "%H:%M:%S", "%Hh%M", "%H h %M"]
        .iter()
        .find_map(|form| NaiveTime::parse_from_str(typed, form).ok());
    read.unwrap_or_else(|| {
        lecteur
            .errors
            .add(nom, "Donnez une heure, par exemple 14:30.");
        NaiveTime::MIN
    })
}

/// A whole number; zero, which is refused further on, when it cannot be read.
fn number(lecteur: &mut Lecteur<'_>, saisie: &Saisie, nom: &str) -> i32 {
    let typed = saisie.un(nom).trim();
    typed.parse().unwrap_or_else(|_| {
        lecteur
            .errors
            .add(nom, "Écrivez un nombre entier, par exemple 12.");
        0
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "0193a5c0-0000-7000-8000-000000000001";

    #[test]
    fn a_session_may_be_led_by_someone_from_outside() {
        let body = format!(
            "id={ID}&offre={ID}&jour=2026-12-03&debut=09:00&fin=12h30&semaines=1&site={ID}\
             &places=12&visible=equipe&intervenant=Mme+Essai"
        );
        let read = seance(&Saisie::from_draft(&body)).unwrap();
        assert_eq!(read.animateur, Animateur::Intervenant("Mme Essai".into()));
        assert_eq!(read.fin, NaiveTime::from_hms_opt(12, 30, 0).unwrap());
        let body = format!("{body}&animateur={ID}");
        let read = seance(&Saisie::from_draft(&body)).unwrap();
        assert!(matches!(read.animateur, Animateur::Agent(_)));
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        let body = format!("id={ID}&debut=25:00&fin=&places=douze&semaines=-&salle=x&visible=lui");
        let errors = seance(&Saisie::from_draft(&body)).unwrap_err();
        let fields: Vec<&str> = errors.iter().map(|(field, _)| field).collect();
        let expected = [
            "offre", "jour", "debut", "fin", "semaines", "site", "salle", "places", "visible",
        ];
        assert_eq!(fields, expected);
        assert!(marque(&Saisie::default()).is_err());
        assert!(version(&Saisie::from_draft("version=un")).is_err());
    }
}
