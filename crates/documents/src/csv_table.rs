//! CSV as French spreadsheets open it with a double click: UTF-8 with a byte order mark, `;`
//! between cells, CRLF between rows.

use std::borrow::Cow;

use csv::{Terminator, WriterBuilder};

use crate::Erreur;

/// What tells a spreadsheet that the text is UTF-8.
const MARK: &[u8] = b"\xEF\xBB\xBF";

/// The bytes of a table.
///
/// A cell that a spreadsheet would run as a formula gets an apostrophe in front.
///
/// # Errors
/// When a row has not as many cells as there are columns.
pub fn csv(colonnes: &[String], lignes: &[Vec<String>]) -> Result<Vec<u8>, Erreur> {
    let mut writer = WriterBuilder::new()
        .delimiter(b';')
        .terminator(Terminator::CRLF)
        .from_writer(MARK.to_vec());
    for row in std::iter::once(colonnes).chain(lignes.iter().map(Vec::as_slice)) {
        writer.write_record(row.iter().map(|cell| guarded(cell).into_owned()))?;
    }
    writer
        .into_inner()
        .map_err(|error| Erreur::Tampon(error.into_error()))
}

/// A cell that no spreadsheet takes for a formula.
fn guarded(cell: &str) -> Cow<'_, str> {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(colonnes: &[&str], lignes: &[&[&str]]) -> String {
        let owned = |row: &[&str]| row.iter().map(|cell| (*cell).to_owned()).collect();
        let lignes: Vec<Vec<String>> = lignes.iter().map(|row| owned(row)).collect();
        let colonnes: Vec<String> = owned(colonnes);
        String::from_utf8(csv(&colonnes, &lignes).unwrap()).unwrap()
    }

    #[test]
    fn a_french_spreadsheet_reads_it() {
        let table = text(
            &["Nom", "Ville"],
            &[&["Loïc O’Hara", "Val-de-Brume"], &["a;b", "« \"c\" »"]],
        );
        assert_eq!(
            table,
            "\u{feff}Nom;Ville\r\nLoïc O’Hara;Val-de-Brume\r\n\"a;b\";\"« \"\"c\"\" »\"\r\n"
        );
    }

    #[test]
    fn a_formula_becomes_text() {
        for formula in ["=1+1", "+33 6 12", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1"] {
            let table = text(&["x"], &[&[formula]]);
            let cell = table.split_once("\r\n").unwrap().1;
            assert!(cell.trim_start_matches('"').starts_with('\''), "{table:?}");
        }
        assert!(text(&["=x"], &[]).contains("'=x"));
        assert!(text(&["x"], &[&["06 12 34 56 78"]]).ends_with("\r\n06 12 34 56 78\r\n"));
    }

    #[test]
    fn a_row_of_another_length_is_refused() {
        let colonnes = ["a".to_owned(), "b".to_owned()];
        assert!(csv(&colonnes, &[vec!["1".to_owned()]]).is_err());
    }
}
