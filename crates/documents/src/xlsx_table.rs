//! A workbook of one sheet: a head that stays in sight, filters, and nothing but text.

use rust_xlsxwriter::{Format, Workbook, Worksheet};

use crate::Erreur;

/// What a cell of a workbook holds at most, in characters.
const CELL: usize = 32_767;
/// What the name of a sheet holds at most.
const NAME: usize = 31;
/// Columns wider than that hide their neighbours.
const WIDTH: u16 = 60;

/// The bytes of a workbook that holds a table.
///
/// # Errors
/// When there are more rows or columns than a sheet holds.
pub fn xlsx(titre: &str, colonnes: &[String], lignes: &[Vec<String>]) -> Result<Vec<u8>, Erreur> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name(sheet_name(titre))?;
    let text = Format::new().set_num_format("@");
    let head = Format::new().set_num_format("@").set_bold();
    for (column, name) in (0_u16..).zip(colonnes) {
        write(sheet, 0, column, name, &head)?;
        sheet.set_column_width(column, width(column, name, lignes))?;
    }
    for (row, cells) in (1_u32..).zip(lignes) {
        for (column, cell) in (0_u16..).zip(cells) {
            write(sheet, row, column, cell, &text)?;
        }
    }
    if let Some(last) = u16::try_from(colonnes.len())
        .unwrap_or(u16::MAX)
        .checked_sub(1)
    {
        let rows = u32::try_from(lignes.len()).unwrap_or(u32::MAX);
        sheet.autofilter(0, 0, rows, last)?;
        sheet.set_freeze_panes(1, 0)?;
    }
    Ok(workbook.save_to_buffer()?)
}

/// Writes text, never a number nor a formula; what does not fit ends with `…`.
fn write(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &str,
    format: &Format,
) -> Result<(), Erreur> {
    if cell.encode_utf16().count() <= CELL {
        sheet.write_string_with_format(row, column, cell, format)?;
    } else {
        let mut units = 1;
        let fits = |c: &char| {
            units += c.len_utf16();
            units <= CELL
        };
        let cut: String = cell.chars().take_while(fits).chain(['…']).collect();
        sheet.write_string_with_format(row, column, cut, format)?;
    }
    Ok(())
}

/// A width from the head and the first rows.
fn width(column: u16, name: &str, lignes: &[Vec<String>]) -> u16 {
    let cells = lignes
        .iter()
        .take(200)
        .filter_map(|row| row.get(usize::from(column)));
    let longest = cells
        .map(String::as_str)
        .chain([name])
        .map(|text| text.chars().count())
        .max()
        .unwrap_or_default();
    u16::try_from(longest + 3).unwrap_or(WIDTH).clamp(8, WIDTH)
}

/// A name that a workbook accepts.
fn sheet_name(titre: &str) -> String {
    let name: String = titre
        .chars()
        .map(|c| {
            if "[]:*?/\\".contains(c) || c.is_control() {
                ' '
            } else {
                c
            }
        })
        .take(NAME)
        .collect();
    let name = name.trim_matches(['\'', ' ']).to_owned();
    if name.is_empty() {
        "Feuille 1".to_owned()
    } else {
        name
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use calamine::{Data, Reader as _, Xlsx};

    use super::*;

    fn read(bytes: Vec<u8>) -> (String, Vec<Vec<Data>>) {
        let mut book = Xlsx::new(Cursor::new(bytes)).unwrap();
        let name = book.sheet_names()[0].clone();
        let range = book.worksheet_range(&name).unwrap();
        (name, range.rows().map(<[Data]>::to_vec).collect())
    }

    #[test]
    fn every_cell_comes_back_as_text() {
        let colonnes = ["Nom".to_owned(), "Code".to_owned()];
        let lignes = vec![vec!["=1+1".to_owned(), "007".to_owned()]];
        let (name, rows) = read(xlsx("Portefeuille [mai]", &colonnes, &lignes).unwrap());
        assert_eq!(name, "Portefeuille  mai");
        let string = |text: &str| Data::String(text.to_owned());
        assert_eq!(
            rows,
            [
                vec![string("Nom"), string("Code")],
                vec![string("=1+1"), string("007")]
            ]
        );
    }

    #[test]
    fn nothing_to_show_is_still_a_workbook() {
        assert!(!xlsx("", &[], &[]).unwrap().is_empty());
        let (name, rows) = read(xlsx("", &["a".to_owned()], &[]).unwrap());
        assert_eq!((name.as_str(), rows.len()), ("Feuille 1", 1));
    }

    #[test]
    fn a_cell_too_long_is_cut() {
        let lignes = vec![vec!["é".repeat(40_000)]];
        let (_, rows) = read(xlsx("x", &["a".to_owned()], &lignes).unwrap());
        let Data::String(cell) = &rows[1][0] else {
            panic!("not text")
        };
        assert_eq!(cell.chars().count(), CELL);
        assert!(cell.ends_with('…'));
    }
}
