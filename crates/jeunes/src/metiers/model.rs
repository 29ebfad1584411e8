//! The shapes of métiers.

use std::fmt;

/// What people say they do, and the métier of the ROME it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appellation {
    /// OGR code, or the code of the métier for its own name.
    pub code: String,
    /// Code of the métier: a letter and four digits.
    pub metier: String,
    /// `Boulanger / Boulangère`.
    pub libelle: String,
    /// Name of the métier.
    pub metier_libelle: String,
}

/// The files of a version of the ROME, as they are given.
#[derive(Debug, Clone, Copy)]
pub struct FichiersRome<'a> {
    /// Métiers: columns `code_rome`, `libelle_rome`.
    pub metiers: &'a [u8],
    /// Appellations: `code_ogr` (or `ogr_appellation`), `code_rome` (or `rome_code`), `libelle` (or
    /// `libelle_appellation_long`).
    pub appellations: &'a [u8],
    /// Where they come from, for people.
    pub source: &'a str,
}

/// What an import of the ROME did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RapportRome {
    /// Métiers and appellations read.
    pub lus: u64,
    /// Added.
    pub crees: u64,
    /// Changed: a label, a métier, a return.
    pub modifies: u64,
    /// No longer in the files: retired.
    pub retires: u64,
    /// Lines left out: without code or label, or of an unknown métier.
    pub rejetes: u64,
}

impl RapportRome {
    /// Nothing was added, changed or retired.
    pub const fn changes_nothing(&self) -> bool {
        self.crees == 0 && self.modifies == 0 && self.retires == 0
    }
}

impl fmt::Display for RapportRome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            lus,
            crees,
            modifies,
            retires,
            rejetes,
        } = self;
        write!(
            f,
            "ROME : {lus} métiers et appellations lus ; créés : {crees} ; modifiés : {modifies} ; \
             retirés : {retires} ; lignes laissées de côté : {rejetes}."
        )
    }
}
