//! The shapes of aides.

use chrono::NaiveDate;
use kernel::{AgentId, Centimes, DemandeAideId, DotationId, FondsId, FreinId, JeuneId};

use crate::commun::coded;

coded! {
    /// Who decides on what is asked of a fund.
    Decideur {
        MissionLocale = "mission_locale", "La mission locale";
        Departement = "departement", "Le département";
        Metropole = "metropole", "La métropole";
        Ccas = "ccas", "Le CCAS";
        Fondation = "fondation", "Une fondation";
    }
}

coded! {
    /// Where an aide stands.
    EtatAide {
        ADecider = "a_decider", "À décider";
        Envoyee = "envoyee", "Dossier envoyé";
        Accordee = "accordee", "Accordée";
        Refusee = "refusee", "Refusée";
        Payee = "payee", "Payée";
        Annulee = "annulee", "Annulée";
    }
}

impl Decideur {
    /// In the middle of a sentence: `le CCAS`.
    pub fn nomme(self) -> String {
        let mut chars = self.label().chars();
        let first = chars.next().map(char::to_lowercase);
        first.into_iter().flatten().chain(chars).collect()
    }
}

impl EtatAide {
    /// Nobody decided yet.
    pub const fn attend(self) -> bool {
        matches!(self, Self::ADecider | Self::Envoyee)
    }

    /// The money of the fund is taken.
    pub const fn engage(self) -> bool {
        matches!(self, Self::Accordee | Self::Payee)
    }
}

/// A fund.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fonds {
    /// Its identifier.
    pub id: FondsId,
    /// Its name.
    pub nom: String,
    /// Who decides.
    pub decideur: Decideur,
    /// How a file is sent and its answer entered, or an empty string.
    pub envoi: String,
    /// What a file asks for.
    pub pieces: Vec<String>,
    /// The most for one request.
    pub plafond_demande: Option<Centimes>,
    /// The most for one person in a period.
    pub plafond_personne: Option<Centimes>,
    /// That period, in months.
    pub periode_mois: i32,
    /// The mission locale may decide by itself in an emergency.
    pub urgence: bool,
    /// The day from which nothing is asked of it any more.
    pub ferme_le: Option<NaiveDate>,
    /// Posted back to change it.
    pub version: i32,
    /// What was put in it.
    pub dote: Centimes,
    /// What was granted from it, vouchers given included.
    pub engage: Centimes,
}

impl Fonds {
    /// What is left.
    pub const fn solde(&self) -> Centimes {
        self.dote.moins(self.engage)
    }

    /// Something may be asked of it on `day`.
    pub fn est_ouvert(&self, day: NaiveDate) -> bool {
        self.ferme_le.is_none_or(|end| day < end)
    }
}

/// A fund as a form writes it.
#[derive(Debug, Clone)]
pub struct FondsSaisi {
    /// Chosen by the form that creates it: a second post finds it.
    pub id: FondsId,
    /// Its name.
    pub nom: String,
    /// Who decides.
    pub decideur: Decideur,
    /// How a file is sent and its answer entered, or an empty string.
    pub envoi: String,
    /// What a file asks for.
    pub pieces: Vec<String>,
    /// The most for one request.
    pub plafond_demande: Option<Centimes>,
    /// The most for one person in a period.
    pub plafond_personne: Option<Centimes>,
    /// That period, in months.
    pub periode_mois: i32,
    /// The mission locale may decide by itself in an emergency.
    pub urgence: bool,
    /// The day from which nothing is asked of it any more.
    pub ferme_le: Option<NaiveDate>,
}

/// Money put in a fund, or taken back when it is negative.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dotation {
    /// Its identifier.
    pub id: DotationId,
    /// The day.
    pub recue_le: NaiveDate,
    /// How much.
    pub montant: Centimes,
    /// From whom, or why.
    pub origine: String,
}

/// Money put in a fund, as a form writes it.
#[derive(Debug, Clone)]
pub struct NouvelleDotation {
    /// Chosen by the form: a second post finds it.
    pub id: DotationId,
    /// In which fund.
    pub fonds: FondsId,
    /// The day.
    pub recue_le: NaiveDate,
    /// How much.
    pub montant: Centimes,
    /// It is taken back.
    pub reprise: bool,
    /// From whom, or why.
    pub origine: String,
}

/// What a decision may still take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reste {
    /// What is left in the fund.
    pub solde: Centimes,
    /// What the person already had from it in the period.
    pub deja: Centimes,
}

/// An aide as a form asks for it.
#[derive(Debug, Clone)]
pub struct NouvelleAide {
    /// Chosen by the form: a second post finds it.
    pub id: DemandeAideId,
    /// Of which fund.
    pub fonds: FondsId,
    /// What it would lift.
    pub frein: Option<FreinId>,
    /// Why (list `motif_aide`).
    pub motif: String,
    /// In a few words, or an empty string.
    pub precisions: String,
    /// What was received of the file.
    pub pieces: Vec<String>,
    /// How much.
    pub montant: Centimes,
    /// The day: today or earlier.
    pub demandee_le: NaiveDate,
}

/// An aide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemandeAide {
    /// Its identifier.
    pub id: DemandeAideId,
    /// For whom.
    pub jeune: JeuneId,
    /// Of which fund.
    pub fonds: FondsId,
    /// The name of the fund.
    pub fonds_nom: String,
    /// Who decides on the fund.
    pub fonds_decideur: Decideur,
    /// What it would lift.
    pub frein: Option<FreinId>,
    /// Why (list `motif_aide`).
    pub motif: String,
    /// In a few words, or an empty string.
    pub precisions: String,
    /// What was received of the file.
    pub pieces: Vec<String>,
    /// How much is asked.
    pub demande: Centimes,
    /// The day it was asked.
    pub demandee_le: NaiveDate,
    /// Who asks.
    pub demandeur: AgentId,
    /// Her name.
    pub demandeur_nom: String,
    /// Where it stands.
    pub etat: EtatAide,
    /// The day the file was sent.
    pub envoyee_le: Option<NaiveDate>,
    /// How much is granted.
    pub accorde: Option<Centimes>,
    /// Why, or an empty string.
    pub decision_motif: String,
    /// Why beyond a ceiling, or an empty string.
    pub derogation: String,
    /// The day of the decision.
    pub decidee_le: Option<NaiveDate>,
    /// Who decided, or entered the answer.
    pub decideur: Option<AgentId>,
    /// Her name, or an empty string.
    pub decideur_nom: String,
    /// It was decided in an emergency.
    pub urgence: bool,
    /// The day that was put in order.
    pub regularisee_le: Option<NaiveDate>,
    /// The day it was paid.
    pub payee_le: Option<NaiveDate>,
    /// Who paid, or an empty string.
    pub payeur_nom: String,
    /// How (list `paiement_moyen`), or an empty string.
    pub paiement_moyen: String,
    /// The day the decision was told.
    pub notifiee_le: Option<NaiveDate>,
    /// How (list `notification_moyen`), or an empty string.
    pub notifiee_par: String,
    /// The day it was cancelled.
    pub annulee_le: Option<NaiveDate>,
    /// Why, or an empty string.
    pub annulee_motif: String,
    /// Posted back to change it.
    pub version: i32,
}

impl DemandeAide {
    /// Decided in an emergency, and not yet put in order.
    pub const fn a_regulariser(&self) -> bool {
        self.urgence && self.regularisee_le.is_none() && self.etat.engage()
    }
}

/// An aide on a list, with the name of the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AideNommee {
    /// The aide.
    pub aide: DemandeAide,
    /// `Prénom NOM`; `None`: the dossier is protected from the actor.
    pub nom: Option<String>,
    /// The number of the dossier, or an empty string.
    pub numero: String,
}

/// The file leaves for who decides.
#[derive(Debug, Clone)]
pub struct Envoi {
    /// Which.
    pub id: DemandeAideId,
    /// The version that was shown.
    pub version: i32,
    /// The day.
    pub le: NaiveDate,
}

/// A decision.
#[derive(Debug, Clone)]
pub struct Decision {
    /// On which.
    pub id: DemandeAideId,
    /// The version that was shown.
    pub version: i32,
    /// How much; `None`: it is refused.
    pub accorde: Option<Centimes>,
    /// The day.
    pub le: NaiveDate,
    /// Why; a refusal always says it.
    pub motif: String,
    /// Why beyond a ceiling, or an empty string.
    pub derogation: String,
    /// In an emergency.
    pub urgence: bool,
}

/// An emergency that is put in order.
#[derive(Debug, Clone)]
pub struct Regularisation {
    /// Which.
    pub id: DemandeAideId,
    /// The version that was shown.
    pub version: i32,
    /// The day.
    pub le: NaiveDate,
}

/// A payment.
#[derive(Debug, Clone)]
pub struct Paiement {
    /// Of which.
    pub id: DemandeAideId,
    /// The version that was shown.
    pub version: i32,
    /// The day.
    pub le: NaiveDate,
    /// How (list `paiement_moyen`).
    pub moyen: String,
}

/// The decision is told to the young person.
#[derive(Debug, Clone)]
pub struct Notification {
    /// Which.
    pub id: DemandeAideId,
    /// The version that was shown.
    pub version: i32,
    /// The day.
    pub le: NaiveDate,
    /// How (list `notification_moyen`).
    pub moyen: String,
}

/// An aide that is given up.
#[derive(Debug, Clone)]
pub struct Annulation {
    /// Which.
    pub id: DemandeAideId,
    /// The version that was shown.
    pub version: i32,
    /// Why.
    pub motif: String,
}
