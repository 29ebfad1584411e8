//! Facts of the person by theme: housing, family, mobility, languages, citizenship, resources,
//! France Travail…
//!
//! Invariants: a theme has one current row; a change ends the former one the day before, a
//! correction replaces it, and both stay readable; confirming changes no value. Only declared
//! fields are kept ([`declaration`]), « ne souhaite pas dire » is an answer, and nothing is
//! required. Every theme has the rights of its section. The right to stay is not here
//! (`crate::sejour`).

use kernel::dates;
use platform::nomenclatures::Nomenclatures;

mod actions;
pub mod declaration;
mod model;
mod queries;
pub mod rules;

pub use actions::{confirm, find, history, list, save};
pub(crate) use actions::{conflict, ends, known};
pub use declaration::{Champ, GENRES, Genre, Sorte};
pub use model::{Fait, NouveauFait, Valeurs};

/// The value of a field in words.
pub fn words(lists: &Nomenclatures, champ: &Champ, value: &str) -> String {
    match champ.sorte {
        Sorte::Choix(codes) | Sorte::Cases(codes) => value
            .split(',')
            .filter(|code| !code.is_empty())
            .map(|code| lists.libelle(codes, code))
            .collect::<Vec<_>>()
            .join(", "),
        Sorte::Date | Sorte::Fin => dates::parse(value).map(dates::short).unwrap_or_default(),
        Sorte::Nombre(_) | Sorte::Texte => value.to_owned(),
    }
}
