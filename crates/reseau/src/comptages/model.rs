//! Counts as people see them.

use chrono::{DateTime, Utc};
use kernel::MlId;

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Indicateur {
    /// Dossiers in accompaniment, on the day of publication.
    DossiersActifs,
    /// Dossiers asleep, on the day of publication.
    DossiersEnVeille,
    /// People received for the first time in the year.
    PremiersAccueils,
}

impl Indicateur {
    /// Every value, in the order of the columns.
    pub const ALL: &[Self] = &[
        Self::DossiersActifs,
        Self::DossiersEnVeille,
        Self::PremiersAccueils,
    ];

    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::DossiersActifs => "dossiers_actifs",
            Self::DossiersEnVeille => "dossiers_en_veille",
            Self::PremiersAccueils => "premiers_accueils",
        }
    }

    /// The French label.
    pub const fn label(self) -> &'static str {
        match self {
            Self::DossiersActifs => "Dossiers actifs",
            Self::DossiersEnVeille => "Dossiers en veille",
            Self::PremiersAccueils => "Premiers accueils de l’année",
        }
    }
}

/// A cell of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cellule {
    /// Not published.
    Absente,
    /// The count.
    Valeur(u64),
    /// Below the threshold, which it names.
    MoinsDe(u64),
    /// Hidden so that another cell cannot be worked out.
    Masquee,
}

impl std::fmt::Display for Cellule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Absente => f.write_str("non publié"),
            Self::Valeur(n) => n.fmt(f),
            Self::MoinsDe(seuil) => write!(f, "moins de {seuil}"),
            Self::Masquee => f.write_str("masqué"),
        }
    }
}

/// The counts of one mission locale, in the order of [`Indicateur::ALL`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LigneComptage {
    /// Its number.
    pub ml: MlId,
    /// Usual name.
    pub nom: String,
    /// INSEE code of the département, or an empty string.
    pub departement: String,
    /// One cell per indicator.
    pub cellules: Vec<Cellule>,
    /// When they were published last.
    pub publie_le: Option<DateTime<Utc>>,
}

/// The counts of a territory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableauComptages {
    /// The year of the counts.
    pub annee: i32,
    /// Missions locales of the territory, by name.
    pub lignes: Vec<LigneComptage>,
    /// Totals of what is published, one per indicator.
    pub totaux: Vec<Cellule>,
}
