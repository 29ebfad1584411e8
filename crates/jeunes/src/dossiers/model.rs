//! The shapes of a dossier.

use chrono::NaiveDate;
use kernel::{AgentId, JeuneId, SiteId, dates};

/// The state of a dossier, as the incumbent has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EtatDossier {
    /// Accompanied now.
    Actif,
    /// No contact, or a lasting solution.
    EnVeille,
    /// The accompaniment is over.
    FinAccompagnement,
    /// Out of use.
    Archive,
}

impl EtatDossier {
    /// Every state.
    pub const ALL: &[Self] = &[
        Self::Actif,
        Self::EnVeille,
        Self::FinAccompagnement,
        Self::Archive,
    ];

    /// The code in the database and in the list `etat_dossier`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Actif => "actif",
            Self::EnVeille => "en_veille",
            Self::FinAccompagnement => "fin_accompagnement",
            Self::Archive => "archive",
        }
    }

    /// The state whose code is `code`.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|etat| etat.code() == code)
    }

    /// What people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Actif => "Actif",
            Self::EnVeille => "En veille",
            Self::FinAccompagnement => "Fin d’accompagnement",
            Self::Archive => "Archivé",
        }
    }
}

/// How complete a dossier is; computed, never asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Completude {
    /// Something needed to accompany is missing.
    Partiel,
    /// All that is needed is there.
    Complet,
    /// And a proof of identity was seen.
    Justifie,
}

impl Completude {
    /// What people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Partiel => "Dossier partiel",
            Self::Complet => "Dossier complet",
            Self::Justifie => "Dossier justifié",
        }
    }
}

/// The dossier as the top of each of its pages shows it.
#[derive(Debug, Clone)]
pub struct Dossier {
    /// Its identifier.
    pub id: JeuneId,
    /// Its number, for people.
    pub numero: String,
    /// Its state.
    pub etat: EtatDossier,
    /// Since when.
    pub etat_depuis: NaiveDate,
    /// Who.
    pub identite: Identite,
    /// Born when, or declared how old.
    pub naissance: Naissance,
    /// Where.
    pub lieu: Lieu,
    /// Name of the commune, or an empty string.
    pub commune_nom: String,
    /// No means of contact: met on the spot.
    pub a_voir_sur_place: bool,
    /// A proof of identity was seen on that day.
    pub identite_vue_le: Option<NaiveDate>,
    /// Who sent the person (list `orienteur`), or an empty string.
    pub orienteur: String,
    /// The day of the first reception.
    pub premier_accueil_le: NaiveDate,
    /// Where she is received.
    pub site: Option<SiteId>,
    /// Name of the site, or an empty string.
    pub site_nom: String,
    /// Who accompanies her.
    pub referent: Option<AgentId>,
    /// The name of the référent, or an empty string.
    pub referent_nom: String,
    /// Who replaces the référent today, by name.
    pub remplacant: Option<AgentId>,
    /// Kept from all but its référent and the direction.
    pub protege: bool,
    /// The day the person died: no message goes any more.
    pub deces: Option<NaiveDate>,
    /// Posted back to change it.
    pub version: i32,
}

impl Dossier {
    /// `Prénom NOM`, by the names the person uses.
    pub fn nom_affiche(&self) -> String {
        self.identite.nom_affiche()
    }

    /// Completed years on `today`; from the declared age when the date is not known.
    pub fn age(&self, today: NaiveDate) -> i32 {
        self.naissance.age(today)
    }
}

/// Names of a person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Identite {
    /// Name at birth.
    pub nom_naissance: String,
    /// Name used, or an empty string.
    pub nom_usage: String,
    /// Given name.
    pub prenom: String,
    /// Given name used: shown everywhere; the official one on legal papers only.
    pub prenom_usage: String,
    /// `femme` or `homme` as statistics need it, or not said.
    pub sexe: Option<String>,
}

impl Identite {
    /// The given name the person uses.
    pub fn prenom_affiche(&self) -> &str {
        if self.prenom_usage.is_empty() {
            &self.prenom
        } else {
            &self.prenom_usage
        }
    }

    /// The name the person uses.
    pub fn nom(&self) -> &str {
        if self.nom_usage.is_empty() {
            &self.nom_naissance
        } else {
            &self.nom_usage
        }
    }

    /// `Prénom NOM`.
    pub fn nom_affiche(&self) -> String {
        format!("{} {}", self.prenom_affiche(), self.nom().to_uppercase())
    }

    /// Every name folded, for the search; short pieces also joined to what follows them, since
    /// people type `ndiaye`, `legoff` or `delatour`.
    pub fn recherche(&self) -> String {
        let mut folded = Vec::new();
        for name in [
            &self.nom_naissance,
            &self.nom_usage,
            &self.prenom,
            &self.prenom_usage,
        ] {
            let name = kernel::text::fold(name);
            let mut joined = String::new();
            for piece in name.split(' ') {
                joined.push_str(piece);
                if piece.chars().count() > 2 && joined != piece {
                    folded.push(std::mem::take(&mut joined));
                } else if piece.chars().count() > 2 {
                    joined.clear();
                }
            }
            if !name.is_empty() {
                folded.push(name);
            }
        }
        folded.join(" ")
    }
}

/// A birth date, or the age the person says, on the day she says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Naissance {
    /// Known.
    Date(NaiveDate),
    /// Declared: `age` years on the day `le`.
    Declaree {
        /// Years.
        age: i32,
        /// The day it was said.
        le: NaiveDate,
    },
}

impl Naissance {
    /// Completed years on `today`; a declared age grows with the calendar.
    pub fn age(self, today: NaiveDate) -> i32 {
        match self {
            Self::Date(day) => dates::age(day, today),
            Self::Declaree { age, le } => age + dates::age(le, today).max(0),
        }
    }

    /// The date, when it is known.
    pub const fn date(self) -> Option<NaiveDate> {
        match self {
            Self::Date(day) => Some(day),
            Self::Declaree { .. } => None,
        }
    }
}

/// Where a person lives.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lieu {
    /// No stable home.
    pub sans_domicile_stable: bool,
    /// INSEE code of the commune.
    pub commune: Option<String>,
    /// Number and street, or an empty string.
    pub adresse: String,
    /// Postal code, or an empty string.
    pub code_postal: String,
}

/// How to reach a person the first time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Moyen {
    /// A phone number, as E.164.
    Telephone(String),
    /// An address of mail.
    Courriel(String),
    /// None: she comes on the spot.
    SurPlace,
}

/// What opens a dossier. Papers are never asked.
#[derive(Debug, Clone)]
pub struct NouveauJeune {
    /// Chosen by the form: a second post finds the dossier and makes no other.
    pub id: JeuneId,
    /// Who.
    pub identite: Identite,
    /// Born when, or declared how old.
    pub naissance: Naissance,
    /// Where.
    pub lieu: Lieu,
    /// How to reach her.
    pub moyen: Moyen,
    /// Who sent her (list `orienteur`), or an empty string.
    pub orienteur: String,
    /// Who will accompany her.
    pub referent: Option<AgentId>,
    /// Where she was received.
    pub site: Option<SiteId>,
    /// The day of the first reception: today, or earlier.
    pub premier_accueil_le: NaiveDate,
    /// Over 25 and under 30 with a recognised handicap: the CEJ stays open.
    pub derogation_rqth: bool,
    /// She was given the notice on her data, and it was explained to her.
    pub informe: bool,
    /// Dossiers shown as likely duplicates, that a person said are someone else's.
    pub doublons_ecartes: Vec<JeuneId>,
}

/// Whether someone is of the public of missions locales (L5314-2: 16 to 25 completed years).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Public {
    /// Yes.
    Oui,
    /// Under the age: the school, the CIO, the département can help.
    TropJeune,
    /// Over the age, under 30: only with a recognised handicap.
    SelonRqth,
    /// Over the age.
    TropAge,
}

/// Something missing for a complete dossier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manque {
    /// The birth date.
    Naissance,
    /// The commune, for someone who has a home.
    Commune,
    /// A means of contact.
    Contact,
    /// The current situation.
    Situation,
    /// A référent.
    Referent,
}

impl Manque {
    /// After « Il manque ».
    pub const fn label(self) -> &'static str {
        match self {
            Self::Naissance => "la date de naissance",
            Self::Commune => "la commune",
            Self::Contact => "un moyen de contact",
            Self::Situation => "la situation actuelle",
            Self::Referent => "un référent",
        }
    }
}
