//! Reading the first sheet of a spreadsheet (XLSX, ODS) as rows of text: days as `2026-12-03`, whole
//! numbers without decimals.

use std::io::Cursor;

use calamine::{Data, Reader as _, open_workbook_auto_from_rs};
use platform::{Error, Result};

/// The headings, then each line that says something, with its number in the sheet.
pub(super) type Feuille = (Vec<String>, Vec<(u64, Vec<String>)>);

/// Spreadsheets of today are archives.
pub(super) fn is_one(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// The rows of the first sheet.
///
/// # Errors
/// `Invalid` on `fichier` for a damaged or empty workbook.
pub(super) fn rows(bytes: &[u8]) -> Result<Feuille> {
    let damaged = "Ce classeur ne peut pas être lu : enregistrez-le de nouveau en XLSX, ou en CSV.";
    let damaged = || Error::invalid("fichier", damaged);
    let mut book = open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(|_| damaged())?;
    let sheet = book
        .worksheet_range_at(0)
        .ok_or_else(damaged)?
        .map_err(|_| damaged())?;
    let first = u64::from(sheet.start().map_or(0, |(row, _)| row));
    let mut rows = sheet
        .rows()
        .zip(first + 1..)
        .map(|(cells, number)| (number, cells.iter().map(text).collect::<Vec<String>>()))
        .filter(|(_, cells)| cells.iter().any(|cell| !cell.is_empty()));
    let (_, headings) = rows
        .next()
        .ok_or_else(|| Error::invalid("fichier", "Le classeur est vide."))?;
    Ok((headings, rows.collect()))
}

fn text(cell: &Data) -> String {
    match cell {
        Data::Empty | Data::Error(_) => String::new(),
        Data::DateTime(at) if at.is_datetime() => {
            let (year, month, day, ..) = at.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        Data::DateTimeIso(at) => at.split('T').next().unwrap_or_default().to_owned(),
        // Whole numbers (postal codes, phones) are stored as decimals.
        Data::Float(number) => format!("{number}"),
        other => other.to_string().trim().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_damaged_workbook_is_told() {
        let Err(Error::Invalid(errors)) = rows(b"PK\x03\x04 not a workbook") else {
            panic!("it is no workbook");
        };
        assert!(errors.get("fichier").contains("ne peut pas être lu"));
    }

    #[test]
    fn cells_become_what_people_typed() {
        assert_eq!(text(&Data::Float(75011.0)), "75011");
        assert_eq!(text(&Data::Float(1.5)), "1.5");
        assert_eq!(text(&Data::String(" Zoé ".to_owned())), "Zoé");
        assert_eq!(
            text(&Data::DateTimeIso("2007-03-12T00:00:00".to_owned())),
            "2007-03-12"
        );
        assert_eq!(text(&Data::Empty), "");
    }
}
