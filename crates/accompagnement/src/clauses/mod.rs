//! The sentences of contracts and letters that the law gives: dated data, with their reference.

mod queries;

use chrono::NaiveDate;
use platform::{Result, Tx};

/// A sentence of a contract or of a letter, as it holds on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// The part it stands in: `jeune`, `structure`, `allocation`, `droits`, `recours`.
    pub partie: String,
    /// The sentence.
    pub texte: String,
    /// The text of the law.
    pub reference: String,
    /// Not confirmed by a public source.
    pub a_confirmer: bool,
}

/// The clauses of `document` (the code of a dispositif, or `sanction`) on `le`, in order.
pub async fn of(tx: &mut Tx, document: &str, le: NaiveDate) -> Result<Vec<Clause>> {
    queries::of(tx, document, le).await
}
