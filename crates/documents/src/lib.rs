//! The files and letters that people keep: tables for spreadsheets, texts of mails and of text
//! messages, calendars, papers. Plain functions from words to bytes; no database, no network, no
//! clock.

pub mod agenda;
pub mod courriels;
mod csv_table;
pub mod pdf;
mod xlsx_table;

pub use csv_table::csv;
pub use xlsx_table::xlsx;

/// A table that cannot be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Erreur {
    /// A row has not as many cells as there are columns, or memory is lacking.
    #[error("the table cannot be written as CSV: {0}")]
    Csv(#[from] ::csv::Error),
    /// The buffer of the CSV writer could not be emptied.
    #[error("the table cannot be written as CSV: {0}")]
    Tampon(#[from] std::io::Error),
    /// More rows or columns than a sheet holds.
    #[error("the table cannot be written as a workbook: {0}")]
    Xlsx(#[from] rust_xlsxwriter::XlsxError),
    /// A model asks for what it was not given.
    #[error("the message cannot be written: {0}")]
    Modele(#[from] minijinja::Error),
    /// The calendar cannot be written.
    #[error("the calendar cannot be written: {0}")]
    Calendrier(#[from] std::fmt::Error),
    /// The paper cannot be written.
    #[error("the paper cannot be written: {0}")]
    Pdf(String),
}
