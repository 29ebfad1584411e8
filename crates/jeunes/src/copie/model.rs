//! What a wing declares of its columns, and what the copy holds.

use chrono::NaiveDate;
use serde_json::Value;

/// In which form a copy goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Forme {
    /// A file for another program.
    Donnees,
    /// A page to read and print.
    Lisible,
}

impl Forme {
    /// The code in the audit.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Donnees => "donnees",
            Self::Lisible => "lisible",
        }
    }
}

/// The codes of an enum with its words, for [`Sens::Mots`]: it has `ALL`, `code` and `label`.
macro_rules! mots {
    ($of:ty) => {{
        const ALL: &[$of] = <$of>::ALL;
        const MOTS: [(&str, &str); ALL.len()] = {
            let mut mots = [("", ""); ALL.len()];
            let mut at = 0;
            while at < ALL.len() {
                mots[at] = (ALL[at].code(), ALL[at].label());
                at += 1;
            }
            mots
        };
        $crate::copie::Sens::Mots(&MOTS)
    }};
}
pub(super) use mots;

/// What a column says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sens {
    /// Words, a number, yes or no: as they are.
    Texte,
    /// An amount in centimes.
    Argent,
    /// A day.
    Jour,
    /// An instant.
    Instant,
    /// A code, or several, of the first of these lists of `nomenclature` that knows it.
    Liste(&'static [&'static str]),
    /// A code of an enum, with its words.
    Mots(&'static [(&'static str, &'static str)]),
    /// An agent, by name: who acts with the person.
    Agent,
    /// A site, by name.
    Site,
    /// A commune, by name.
    Commune,
    /// A métier of the ROME, by name.
    Metier,
    /// Another row of the dossier: in the file only.
    Reference,
    /// A theme of `faits`.
    Theme,
    /// What a theme holds.
    Fait,
    /// What the right to stay holds.
    Sejour,
    /// The plan as it was agreed upon.
    Plan,
    /// What an agent did, that day.
    Role,
    /// The section that was read.
    Section,
}

/// Why something is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pourquoi {
    /// It only serves the program.
    Technique,
    /// It is someone else's (art. 15.4).
    Tiers,
    /// It is an agent who typed or consulted, and not who accompanies.
    Agents,
    /// Someone reads it first: it may speak of others.
    Relecture,
    /// An authority may want it kept silent.
    Autorite,
}

impl Pourquoi {
    /// What the person and the agent read of it, or an empty string.
    pub const fn phrase(self) -> &'static str {
        match self {
            Self::Technique => "",
            Self::Tiers => {
                "Les noms et les coordonnées d’autres personnes. Le lien avec elles est dit, le \
                 reste leur appartient (RGPD, article 15.4)."
            }
            Self::Agents => {
                "Le nom des agents qui ont saisi ou consulté. Les dates et leurs fonctions y sont."
            }
            Self::Relecture => {
                "Le texte des notes confidentielles, qui peut parler d’autres personnes. Leurs \
                 dates y sont\u{a0}: chacune se demande, et se relit avant d’être remise."
            }
            Self::Autorite => {
                "La raison d’un gel de l’effacement, que la direction peut avoir à taire. Ses \
                 dates y sont."
            }
        }
    }

    /// What is said to be left out, in the order of the page.
    pub const DITS: &[Self] = &[Self::Tiers, Self::Agents, Self::Relecture, Self::Autorite];
}

/// A column that leaves.
#[derive(Debug, Clone, Copy)]
pub struct Colonne {
    /// Its name.
    pub nom: &'static str,
    /// Its French label.
    pub libelle: &'static str,
    /// What it says.
    pub sens: Sens,
}

/// A column that leaves, in const context.
pub const fn col(nom: &'static str, libelle: &'static str, sens: Sens) -> Colonne {
    Colonne { nom, libelle, sens }
}

/// The columns of one table. Besides them, `id` and `saisi_le` leave everywhere.
#[derive(Debug, Clone, Copy)]
pub struct TableCopiee {
    /// The table.
    pub nom: &'static str,
    /// What leaves, in the order of the page.
    pub colonnes: &'static [Colonne],
    /// What stays, and why.
    pub tait: &'static [(&'static str, Pourquoi)],
    /// Columns that leave only when the first one says the second: it is then the person's own.
    pub sauf: Option<(&'static str, &'static str, &'static [&'static str])>,
}

impl TableCopiee {
    /// A table all of whose columns leave.
    pub const fn new(nom: &'static str, colonnes: &'static [Colonne]) -> Self {
        Self {
            nom,
            colonnes,
            tait: &[],
            sauf: None,
        }
    }

    /// What stays, and why.
    #[must_use]
    pub const fn tait(mut self, tait: &'static [(&'static str, Pourquoi)]) -> Self {
        self.tait = tait;
        self
    }

    /// Columns that leave only when `colonne` says `valeur`.
    #[must_use]
    pub const fn seulement_si(
        mut self,
        colonne: &'static str,
        valeur: &'static str,
        colonnes: &'static [&'static str],
    ) -> Self {
        self.sauf = Some((colonne, valeur, colonnes));
        self
    }
}

/// A code and its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// The code.
    pub code: String,
    /// What people read.
    pub libelle: String,
}

/// What a cell says.
#[derive(Debug, Clone, PartialEq)]
pub enum Valeur {
    /// Words, a number, yes or no.
    Brut(Value),
    /// A day.
    Jour(NaiveDate),
    /// An instant, as ISO 8601 writes it.
    Instant(String),
    /// Codes with their words; one, unless the column holds several.
    Codes(Vec<Code>),
    /// Fields of its own.
    Champs(Vec<Champ>),
    /// Another row of the dossier.
    Reference(String),
}

/// A cell that says something.
#[derive(Debug, Clone, PartialEq)]
pub struct Champ {
    /// Its name.
    pub nom: String,
    /// Its French label.
    pub libelle: String,
    /// What it says.
    pub valeur: Valeur,
}

/// A row, empty cells left out.
#[derive(Debug, Clone, PartialEq)]
pub struct LigneCopiee {
    /// What it says.
    pub champs: Vec<Champ>,
    /// The labels of what is someone else's, said to be there and left out.
    pub tus: Vec<&'static str>,
}

/// A table.
#[derive(Debug, Clone, PartialEq)]
pub struct Partie {
    /// The table.
    pub nom: &'static str,
    /// French words for its rows.
    pub libelle: &'static str,
    /// Its rows.
    pub lignes: Vec<LigneCopiee>,
}

/// The whole copy.
#[derive(Debug, Clone, PartialEq)]
pub struct Copie {
    /// The mission locale.
    pub structure: String,
    /// The number of the dossier.
    pub numero: String,
    /// `Prénom NOM`.
    pub nom: String,
    /// The day it is made.
    pub faite_le: NaiveDate,
    /// The dossier, then every table, in the order of their declarations.
    pub parties: Vec<Partie>,
}
