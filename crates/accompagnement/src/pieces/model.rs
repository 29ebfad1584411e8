//! The shapes of a piece.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::{FieldErrors, PieceId};
use platform::ports::CleBlob;
use uuid::Uuid;

use super::{contenu::Format, rules};

/// A kind of piece as it holds on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nature {
    /// Its code (list `piece_nature`).
    pub code: String,
    /// It ends on a day.
    pub finit: bool,
    /// How many days before it ends someone looks.
    pub alerte_jours: i32,
    /// Why it is refused, or an empty string.
    pub refus: String,
}

/// A file that was read and may be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fichier {
    /// Its name, to show: it never makes a path.
    pub nom: String,
    /// What it is.
    pub format: Format,
    /// How many bytes.
    pub taille: i32,
    /// Its SHA-256, in hexadecimal.
    pub empreinte: String,
    /// Where it was written in the store of files.
    pub blob: Uuid,
}

/// What a piece is judged with, while its file comes.
#[derive(Debug, Clone)]
pub struct Depot {
    /// The kinds as they hold today.
    pub natures: Vec<Nature>,
    /// The mission locale's own day.
    pub today: NaiveDate,
    /// Where the file will be written.
    pub cle: CleBlob,
}

impl Depot {
    /// What is kept of a file and of what was typed with it; nothing is written anywhere yet.
    ///
    /// # Errors
    /// As [`super::add`], and `fichier` when it is nothing that is kept.
    pub fn examine(
        &self,
        new: &NouvellePiece,
        file: Option<(&str, &[u8])>,
    ) -> Result<Option<Fichier>, FieldErrors> {
        let nature = self.natures.iter().find(|n| n.code == new.nature);
        let mut errors = rules::check(new, nature, file.is_some(), self.today);
        let mut kept = None;
        if let Some((name, bytes)) = file {
            match rules::accept(bytes) {
                Ok(format) => {
                    kept = Some(Fichier {
                        nom: rules::neutral_name(name, format),
                        format,
                        taille: i32::try_from(bytes.len()).unwrap_or(i32::MAX),
                        empreinte: rules::hash(bytes),
                        blob: self.cle.id,
                    });
                }
                Err(wrong) => {
                    for (field, sentence) in wrong.iter() {
                        errors.add(field, sentence);
                    }
                }
            }
        }
        errors.check(kept)
    }
}

/// A piece as a form posts it.
#[derive(Debug, Clone)]
pub struct NouvellePiece {
    /// Chosen by the form: a second post finds it.
    pub id: PieceId,
    /// Its kind.
    pub nature: String,
    /// The last day it holds.
    pub valable_au: Option<NaiveDate>,
    /// Whoever brings it says that it holds health data.
    pub sante: bool,
    /// The paper was seen on this day: no file is kept.
    pub vue_le: Option<NaiveDate>,
    /// The piece it takes the place of.
    pub remplace: Option<PieceId>,
}

/// A withdrawal as a form posts it.
#[derive(Debug, Clone)]
pub struct Retrait {
    /// Which.
    pub id: PieceId,
    /// The version that was shown.
    pub version: i32,
    /// Why.
    pub motif: String,
}

/// A piece.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Its identifier.
    pub id: PieceId,
    /// Its kind.
    pub nature: String,
    /// The name of the file, or an empty string.
    pub nom: String,
    /// What the file is.
    pub format: Option<Format>,
    /// How many bytes.
    pub taille: Option<i32>,
    /// Its SHA-256.
    pub empreinte: Option<String>,
    /// Where the file is, while it is kept.
    pub blob: Option<Uuid>,
    /// The day the paper was seen.
    pub vue_le: Option<NaiveDate>,
    /// The last day it holds.
    pub valable_au: Option<NaiveDate>,
    /// The piece it took the place of.
    pub remplace: Option<PieceId>,
    /// The day another took its place.
    pub remplacee_le: Option<NaiveDate>,
    /// The day it was withdrawn.
    pub retiree_le: Option<NaiveDate>,
    /// Why, or an empty string.
    pub retiree_motif: String,
    /// When it was brought.
    pub saisi_le: DateTime<Utc>,
    /// By whom it was taken, or an empty string.
    pub saisi_par_nom: String,
    /// Posted back to change it.
    pub version: i32,
}

impl Piece {
    /// Neither replaced nor withdrawn.
    pub const fn est_courante(&self) -> bool {
        self.remplacee_le.is_none() && self.retiree_le.is_none()
    }

    /// The name under which it is handed over: its kind and its day, neither the person nor what
    /// whoever brought it typed.
    pub fn nom_remis(&self, format: Format) -> String {
        let day = self.saisi_le.format("%Y-%m-%d");
        format!(
            "{}-{day}.{}",
            self.nature.replace('_', "-"),
            format.extension()
        )
    }
}
