//! The shapes of messages.

use chrono::{DateTime, Utc};
use kernel::JeuneId;
use uuid::Uuid;

use crate::commun::coded;

coded! {
    /// What a message is about.
    Sujet {
        RendezVous = "rendez_vous", "Rendez-vous";
        Place = "atelier", "Place à une séance";
        Seances = "seances", "Séances à choisir";
        Declaration = "declaration", "Mois à déclarer";
    }
}

coded! {
    /// What a message tells.
    Nature {
        Confirmation = "confirmation", "Confirmation";
        Changement = "changement", "Changement";
        Annulation = "annulation", "Annulation";
        Rappel7 = "rappel_7", "Rappel, 7 jours avant";
        Rappel1 = "rappel_1", "Rappel, la veille";
        Absence = "absence", "Message après une absence";
        Place = "place", "Place libérée";
        Choisir = "choisir", "Séances à choisir";
        Attente = "attente", "Changement, en liste d’attente";
        Declarer = "declarer", "Mois à déclarer";
    }
}

coded! {
    /// What became of a message.
    EtatEnvoi {
        Prevu = "prevu", "À partir";
        EnCours = "en_cours", "En cours d’envoi";
        Parti = "parti", "Parti";
        Recu = "recu", "Reçu";
        Echec = "echec", "Non parti";
        Abandonne = "abandonne", "Pas envoyé";
    }
}

/// A message to plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NouvelEnvoi {
    /// What it is about.
    pub sujet: Sujet,
    /// Which one.
    pub objet_id: Uuid,
    /// What it tells.
    pub nature: Nature,
    /// The hour it speaks of (UTC).
    pub pour_le: DateTime<Utc>,
    /// Not before this instant.
    pub a_partir_de: DateTime<Utc>,
    /// How many times the object had changed: told once each time; 0 when it never moves.
    pub tour: i32,
}

/// A message, as the page of its object shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envoi {
    /// Its identifier.
    pub id: Uuid,
    /// What it is about.
    pub objet_id: Uuid,
    /// What it tells.
    pub nature: Nature,
    /// `sms`, `courriel`, or an empty string.
    pub canal: String,
    /// Not before this instant.
    pub a_partir_de: DateTime<Utc>,
    /// What became of it.
    pub etat: EtatEnvoi,
    /// Why, in a code: `aucun_moyen`, `sans_objet`, `refus`, `interrompu`, or an empty string.
    pub raison: String,
    /// When it left.
    pub parti_le: Option<DateTime<Utc>>,
}

impl Envoi {
    /// Why it did not go, in words; an empty string when nothing is to say.
    pub fn pourquoi(&self) -> &'static str {
        match self.raison.as_str() {
            "aucun_moyen" => "Aucun moyen autorisé : à prévenir autrement",
            "sans_objet" => "Cela a changé entre-temps",
            "refus" => "Refusé par le serveur d’envoi",
            "interrompu" => "Envoi interrompu : peut-être reçu, pas renvoyé",
            _ => "",
        }
    }
}

/// A message to send, as the job finds it.
#[derive(Debug, Clone)]
pub(super) struct AEnvoyer {
    pub(super) id: Uuid,
    pub(super) jeune: JeuneId,
    pub(super) sujet: Sujet,
    pub(super) objet_id: Uuid,
    pub(super) nature: Nature,
    pub(super) pour_le: DateTime<Utc>,
    pub(super) etat: EtatEnvoi,
    pub(super) essais: i32,
}
