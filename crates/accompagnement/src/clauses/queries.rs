//! The statement of clauses.

use chrono::NaiveDate;
use platform::{Result, Tx};

use super::Clause;

pub(super) async fn of(tx: &mut Tx, document: &str, le: NaiveDate) -> Result<Vec<Clause>> {
    Ok(sqlx::query_as!(
        Clause,
        "select partie, texte, reference, a_confirmer from clause
         where document = $1 and valide_du <= $2 and (valide_au is null or valide_au >= $2)
         order by partie, ordre",
        document,
        le,
    )
    .fetch_all(tx.conn())
    .await?)
}
