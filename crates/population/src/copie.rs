//! COPY in text form: rows become bytes, one buffer per table, sent in the order of foreign keys.

use std::fmt::Write as _;

use anyhow::{Context as _, Result};
use chrono::{DateTime, Datelike as _, NaiveDate, NaiveTime, Timelike as _, Utc};
use sha2::{Digest as _, Sha256};
use sqlx::PgConnection;
use uuid::Uuid;

/// A value of a column.
pub(crate) trait Champ {
    /// Its text form, escaped.
    fn ecrire(&self, out: &mut String);
}

/// A row of a table.
pub(crate) trait Ligne {
    /// The table.
    const TABLE: &'static str;
    /// Its columns, in the order of `ecrire`.
    const COLONNES: &'static [&'static str];
    /// Every column, separated by tabs, ended by a line feed.
    fn ecrire(&self, out: &mut String);
}

/// Declares the row of a table: the struct and its form in COPY.
macro_rules! ligne {
    ($(#[$doc:meta])* $name:ident = $table:literal { $($field:ident $column:literal: $type:ty,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone)]
        pub(crate) struct $name {
            $(pub(crate) $field: $type,)*
        }

        impl $crate::copie::Ligne for $name {
            const TABLE: &'static str = $table;
            const COLONNES: &'static [&'static str] = &[$($column,)*];

            fn ecrire(&self, out: &mut String) {
                $($crate::copie::Champ::ecrire(&self.$field, out); out.push('\t');)*
                out.pop();
                out.push('\n');
            }
        }
    };
}
pub(crate) use ligne;

fn escape(text: &str, out: &mut String) {
    if !['\\', '\t', '\n', '\r'].iter().any(|c| text.contains(*c)) {
        out.push_str(text);
        return;
    }
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            c => out.push(c),
        }
    }
}

impl Champ for String {
    fn ecrire(&self, out: &mut String) {
        escape(self, out);
    }
}

impl Champ for &'static str {
    fn ecrire(&self, out: &mut String) {
        escape(self, out);
    }
}

impl Champ for bool {
    fn ecrire(&self, out: &mut String) {
        out.push(if *self { 't' } else { 'f' });
    }
}

impl Champ for Uuid {
    fn ecrire(&self, out: &mut String) {
        let mut buffer = Uuid::encode_buffer();
        out.push_str(self.hyphenated().encode_lower(&mut buffer));
    }
}

/// Values whose own display is their text form.
macro_rules! by_display {
    ($($type:ty),*) => {$(
        impl Champ for $type {
            fn ecrire(&self, out: &mut String) {
                // Writing to a String never fails.
                let _ = write!(out, "{self}");
            }
        }
    )*};
}
by_display!(i32, i64, f64);

/// A number on `width` digits. Dates are written by hand: they are half of what is loaded.
fn digits(number: u32, width: u32, out: &mut String) {
    for place in (0..width).rev() {
        let digit = number / 10_u32.pow(place) % 10;
        out.push(char::from_digit(digit, 10).unwrap_or('0'));
    }
}

fn triple(parts: [(u32, u32); 3], between: char, out: &mut String) {
    for (rank, (number, width)) in parts.into_iter().enumerate() {
        if rank > 0 {
            out.push(between);
        }
        digits(number, width, out);
    }
}

impl Champ for NaiveDate {
    fn ecrire(&self, out: &mut String) {
        let year = u32::try_from(self.year()).unwrap_or(0);
        triple([(year, 4), (self.month(), 2), (self.day(), 2)], '-', out);
    }
}

impl Champ for NaiveTime {
    fn ecrire(&self, out: &mut String) {
        triple(
            [(self.hour(), 2), (self.minute(), 2), (self.second(), 2)],
            ':',
            out,
        );
    }
}

impl Champ for DateTime<Utc> {
    fn ecrire(&self, out: &mut String) {
        let local = self.naive_utc();
        local.date().ecrire(out);
        out.push(' ');
        local.time().ecrire(out);
        out.push_str("+00");
    }
}

impl<T: Champ> Champ for Option<T> {
    fn ecrire(&self, out: &mut String) {
        match self {
            Some(value) => value.ecrire(out),
            None => out.push_str("\\N"),
        }
    }
}

/// `text[]` of codes: plain words, no quote needed.
impl Champ for Vec<&'static str> {
    fn ecrire(&self, out: &mut String) {
        out.push('{');
        out.push_str(&self.join(","));
        out.push('}');
    }
}

/// A table and the columns that are sent to it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entete {
    pub(crate) table: &'static str,
    colonnes: &'static [&'static str],
}

impl Entete {
    /// The statement that takes its rows.
    pub(crate) fn copy(&self) -> String {
        format!(
            "copy {} ({}) from stdin",
            self.table,
            self.colonnes.join(", ")
        )
    }
}

/// What waits to be sent to one table.
#[derive(Debug)]
pub(crate) struct Tampon {
    table: &'static str,
    colonnes: &'static [&'static str],
    texte: String,
    /// How many rows wait.
    pub(crate) lignes: u64,
}

impl Tampon {
    /// The rows of one table.
    pub(crate) fn new<L: Ligne>() -> Self {
        Self {
            table: L::TABLE,
            colonnes: L::COLONNES,
            texte: String::new(),
            lignes: 0,
        }
    }

    /// The rows of one table, already made.
    pub(crate) fn of<L: Ligne>(rows: &[L]) -> Self {
        let mut tampon = Self::new::<L>();
        tampon.ajouter(rows);
        tampon
    }

    /// Adds rows of the same table.
    pub(crate) fn ajouter<L: Ligne>(&mut self, rows: &[L]) {
        debug_assert_eq!(L::TABLE, self.table);
        for row in rows {
            row.ecrire(&mut self.texte);
        }
        self.lignes += rows.len() as u64;
    }

    /// The table.
    pub(crate) const fn table(&self) -> &'static str {
        self.table
    }

    /// Adds the bytes that wait to a digest.
    pub(crate) fn digerer(&self, digest: &mut Sha256) {
        digest.update(self.table.as_bytes());
        digest.update(self.texte.as_bytes());
    }

    /// The table and its columns.
    pub(crate) const fn entete(&self) -> Entete {
        Entete {
            table: self.table,
            colonnes: self.colonnes,
        }
    }

    /// What waits, alone.
    pub(crate) fn into_texte(self) -> String {
        self.texte
    }

    /// Sends what waits; returns how many rows the table took.
    pub(crate) async fn envoyer(&self, conn: &mut PgConnection) -> Result<u64> {
        if self.lignes == 0 {
            return Ok(0);
        }
        let sql = self.entete().copy();
        let taken = send(conn, &sql, self.texte.as_bytes()).await;
        let taken = taken.with_context(|| format!("chargement de {}", self.table))?;
        anyhow::ensure!(
            taken == self.lignes,
            "{} lignes perdues dans {}",
            self.lignes,
            self.table
        );
        Ok(taken)
    }
}

async fn send(conn: &mut PgConnection, sql: &str, bytes: &[u8]) -> Result<u64> {
    let mut copy = conn.copy_in_raw(sql).await?;
    for chunk in bytes.chunks(256 * 1024) {
        copy.send(chunk).await?;
    }
    Ok(copy.finish().await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    ligne! {
        /// A row with every difficulty.
        Essai = "essai" {
            texte "texte": String,
            rien "rien": Option<i32>,
            codes "codes": Vec<&'static str>,
            le "le": DateTime<Utc>,
        }
    }

    #[test]
    fn what_copy_would_misread_is_escaped() {
        let row = Essai {
            texte: "a\tb\\c\r\nd".to_owned(),
            rien: None,
            codes: vec!["jeune", "parent"],
            le: DateTime::UNIX_EPOCH,
        };
        let tampon = Tampon::of(&[row]);
        assert_eq!(
            tampon.texte,
            "a\\tb\\\\c\\r\\nd\t\\N\t{jeune,parent}\t1970-01-01 00:00:00+00\n"
        );
        assert_eq!(tampon.colonnes, ["texte", "rien", "codes", "le"]);
    }
}
