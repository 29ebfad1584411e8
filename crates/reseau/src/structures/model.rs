//! What the directory shows.

use chrono::NaiveDate;
use kernel::{AgentId, MandatId, MlId, OrganismeId, Role, SiteId};

/// What the list of missions locales is narrowed to; empty strings narrow nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FiltreAnnuaire {
    /// INSEE code of a région.
    pub region: String,
    /// INSEE code of a département.
    pub departement: String,
    /// Words of the name, the code, the commune of the seat or the département.
    pub texte: String,
}

/// A mission locale in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LigneMl {
    /// Its number.
    pub ml: MlId,
    /// The i-milo code.
    pub code: String,
    /// Official name.
    pub nom: String,
    /// Usual name.
    pub nom_usuel: String,
    /// Name of the commune of the seat, or an empty string.
    pub commune: String,
    /// Name of the département, or an empty string.
    pub departement: String,
    /// Name of the région, or an empty string.
    pub region: String,
    /// Sites that are open.
    pub sites: i64,
}

/// A mission locale, whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FicheMl {
    /// Its number.
    pub ml: MlId,
    /// The i-milo code.
    pub code: String,
    /// Official name.
    pub nom: String,
    /// Usual name.
    pub nom_usuel: String,
    /// `association`, `gip` or `inconnue`.
    pub forme_juridique: String,
    /// Time zone.
    pub fuseau: String,
    /// Name of the commune of the seat, or an empty string.
    pub commune: String,
    /// Name of the département, or an empty string.
    pub departement: String,
    /// Name of the région, or an empty string.
    pub region: String,
    /// First day.
    pub ouverte_du: Option<NaiveDate>,
    /// Last day.
    pub ouverte_au: Option<NaiveDate>,
    /// Communes of its zone.
    pub communes: i64,
    /// People who live there.
    pub population: i64,
}

/// A place where young people are received.
#[derive(Debug, Clone, PartialEq)]
pub struct Site {
    /// Its identifier.
    pub id: SiteId,
    /// Its mission locale.
    pub ml: MlId,
    /// `siege`, `antenne`, `permanence` or `relais`.
    pub nature: String,
    /// Name.
    pub nom: String,
    /// Number and street.
    pub adresse: String,
    /// Postal code.
    pub code_postal: String,
    /// Town.
    pub ville: String,
    /// E.164, or an empty string.
    pub telephone: String,
    /// Address on the Web, or an empty string.
    pub site_web: String,
    /// Opening hours, as text.
    pub horaires: String,
    /// Degrees east.
    pub longitude: Option<f64>,
    /// Degrees north.
    pub latitude: Option<f64>,
    /// The day it closed.
    pub ferme_le: Option<NaiveDate>,
    /// To post back.
    pub version: i32,
}

/// A commune of a zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommuneDeZone {
    /// INSEE code.
    pub code: String,
    /// Name.
    pub nom: String,
    /// Postal codes.
    pub codes_postaux: Vec<String>,
    /// It is also in the zone of another mission locale.
    pub partagee: bool,
    /// Where the zone was read: `officielle`, `reconstituee`.
    pub source: String,
}

/// The agents of one function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fonction {
    /// The function.
    pub role: Role,
    /// Those who hold it today, by name.
    pub agents: Vec<AgentAnnuaire>,
}

/// An agent as the directory shows her.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgentAnnuaire {
    /// Her identifier.
    pub id: AgentId,
    /// Given name.
    pub prenom: String,
    /// Name.
    pub nom: String,
    /// Site, or an empty string.
    pub site: String,
    /// Professional mail.
    pub courriel: String,
    /// Professional phone, E.164, or an empty string.
    pub telephone: String,
}

/// A dated mandate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mandat {
    /// Its identifier.
    pub id: MandatId,
    /// Given name.
    pub prenom: String,
    /// Name.
    pub nom: String,
    /// `president` or `administrateur`.
    pub fonction: String,
    /// First day.
    pub du: NaiveDate,
    /// Last day.
    pub au: Option<NaiveDate>,
    /// To post back.
    pub version: i32,
}

/// A mandate as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MandatSaisi {
    /// Given name.
    pub prenom: String,
    /// Name.
    pub nom: String,
    /// `president` or `administrateur`.
    pub fonction: String,
    /// First day.
    pub du: NaiveDate,
    /// Last day.
    pub au: Option<NaiveDate>,
}

/// A national, regional or State body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organisme {
    /// Its identifier.
    pub id: OrganismeId,
    /// What it is.
    pub nature: NatureOrganisme,
    /// Name.
    pub nom: String,
    /// Name of its région, or an empty string.
    pub region: String,
    /// Name of its département, or an empty string.
    pub departement: String,
}

/// A body to declare.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrganismeSaisi {
    /// A stable code, `arml-84`.
    pub code_source: String,
    /// What it is.
    pub nature: NatureOrganisme,
    /// Name.
    pub nom: String,
    /// INSEE code of its région.
    pub region: Option<String>,
    /// INSEE code of its département.
    pub departement: Option<String>,
}

macro_rules! natures {
    ($($variant:ident = $code:literal, $label:literal;)*) => {
        /// The bodies of the network without dossiers.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum NatureOrganisme {
            $(#[doc = $label] $variant,)*
        }

        impl NatureOrganisme {
            /// Every value, in the order of the directory.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The stable code.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            /// The French label.
            pub const fn label(self) -> &'static str {
                match self { $(Self::$variant => $label,)* }
            }

            /// The value whose code is `code`.
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|n| n.code() == code)
            }
        }
    };
}

natures! {
    Dmml = "dmml", "Délégation ministérielle aux missions locales";
    Unml = "unml", "Union nationale des missions locales";
    Andml = "andml", "Association nationale des directeurs de missions locales";
    Arml = "arml", "Association régionale des missions locales";
    AnimationRegionale = "animation_regionale", "Structure d’animation régionale";
    Apar = "apar", "Association porteuse de l’animation régionale";
    Dreets = "dreets", "DREETS";
    Ddets = "ddets", "DDETS";
}
