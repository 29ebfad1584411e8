//! Dated parameters: what the law or the house fixes, with its reference, and what a mission locale
//! corrected of it (ADR 24).
//!
//! A correction is a row beside the national one: neither is ever changed. On a day, the one that
//! began last is read; on the same day, the correction. A national row that begins later takes over.

mod corrections;
mod rules;

use std::{collections::HashMap, sync::Arc};

use chrono::NaiveDate;
use serde::Deserialize;
use sqlx::PgPool;

pub use corrections::{Correction, Fiche, Periode, corriger, fiche, liste};
pub use rules::{Regle, lire};

/// One value of a parameter, for a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parametre {
    /// First day it holds.
    pub valide_du: NaiveDate,
    /// Last day it holds.
    pub valide_au: Option<NaiveDate>,
    /// The value.
    pub valeur: i64,
    /// The legal reference, or « règle de la maison ».
    pub reference: String,
    /// Not confirmed by a public source yet.
    pub a_confirmer: bool,
    /// A correction of the mission locale.
    pub local: bool,
}

impl Parametre {
    fn holds(&self, day: NaiveDate) -> bool {
        self.valide_du <= day && self.valide_au.is_none_or(|end| day <= end)
    }
}

/// A correction, as the statement that opens a session reads it.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Locale {
    code: String,
    valide_du: NaiveDate,
    valide_au: Option<NaiveDate>,
    valeur: i64,
    reference: String,
    a_confirmer: bool,
}

type ParCode = HashMap<String, Vec<Parametre>>;

/// Every integer parameter, with the corrections of the mission locale in sight.
#[derive(Debug, Default, Clone)]
pub struct Parametres {
    nationaux: Arc<ParCode>,
    /// By code, in the order they began, then in the order they were typed.
    locaux: Arc<ParCode>,
}

impl Parametres {
    pub(crate) async fn load(pool: &PgPool) -> sqlx::Result<Self> {
        let rows = sqlx::query!(
            r#"select code, valide_du, valide_au, valeur_entiere as "valeur!", reference,
               a_confirmer
             from parametre where valeur_entiere is not null order by code, valide_du"#
        )
        .fetch_all(pool)
        .await?;
        let mut all = ParCode::new();
        for row in rows {
            all.entry(row.code).or_default().push(Parametre {
                valide_du: row.valide_du,
                valide_au: row.valide_au,
                valeur: row.valeur,
                reference: row.reference,
                a_confirmer: row.a_confirmer,
                local: false,
            });
        }
        Ok(Self {
            nationaux: Arc::new(all),
            locaux: Arc::default(),
        })
    }

    /// The same, with these corrections, in the order they are to be read.
    pub(crate) fn with(&self, locales: Vec<Locale>) -> Self {
        if locales.is_empty() {
            return self.clone();
        }
        let mut all = ParCode::new();
        for one in locales {
            all.entry(one.code).or_default().push(Parametre {
                valide_du: one.valide_du,
                valide_au: one.valide_au,
                valeur: one.valeur,
                reference: one.reference,
                a_confirmer: one.a_confirmer,
                local: true,
            });
        }
        Self {
            nationaux: Arc::clone(&self.nationaux),
            locaux: Arc::new(all),
        }
    }

    /// The parameter `code` as it holds on `day`.
    pub fn get(&self, code: &str, day: NaiveDate) -> Option<&Parametre> {
        let national = self.nationaux.get(code)?.iter().find(|p| p.holds(day));
        let local = self
            .locaux
            .get(code)
            .and_then(|all| all.iter().rfind(|p| p.holds(day)));
        match (national, local) {
            (Some(n), Some(l)) if n.valide_du > l.valide_du => Some(n),
            (n, l) => l.or(n),
        }
    }

    /// What follows `prefix` in the codes that begin with it, in order.
    pub fn suffixes(&self, prefix: &str) -> Vec<&str> {
        let codes = self.nationaux.keys();
        let mut found: Vec<&str> = codes.filter_map(|code| code.strip_prefix(prefix)).collect();
        found.sort_unstable();
        found
    }

    /// The value of `code` on `day`.
    ///
    /// # Errors
    /// Internal when the parameter is not in the database for that day.
    pub fn entier(&self, code: &str, day: NaiveDate) -> crate::Result<i64> {
        self.get(code, day)
            .map(|p| p.valeur)
            .ok_or_else(|| anyhow::anyhow!("no value for the parameter {code} on {day}").into())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(n: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 1, 1).unwrap() + chrono::Days::new(u64::from(n))
    }

    fn national(rows: &[(u32, Option<u32>, i64)]) -> Parametres {
        let all = rows.iter().map(|(du, au, valeur)| Parametre {
            valide_du: day(*du),
            valide_au: au.map(day),
            valeur: *valeur,
            reference: String::new(),
            a_confirmer: true,
            local: false,
        });
        Parametres {
            nationaux: Arc::new(HashMap::from([("x".to_owned(), all.collect())])),
            locaux: Arc::default(),
        }
    }

    fn local(du: u32, au: Option<u32>, valeur: i64) -> Locale {
        Locale {
            code: "x".into(),
            valide_du: day(du),
            valide_au: au.map(day),
            valeur,
            reference: "Décret".into(),
            a_confirmer: false,
        }
    }

    #[test]
    fn a_correction_holds_from_its_day_until_a_later_row() {
        let all = national(&[(0, Some(99), 1), (100, None, 2)]);
        let all = all.with(vec![local(50, None, 7), local(60, Some(70), 8)]);
        let at = |n| all.entier("x", day(n)).unwrap();
        assert_eq!([at(49), at(50), at(60), at(70), at(71)], [1, 7, 8, 8, 7]);
        assert_eq!(
            [at(99), at(100)],
            [7, 2],
            "a national row that begins later"
        );
        assert!(all.get("x", day(50)).unwrap().local);
    }

    #[test]
    fn of_one_day_the_correction_then_the_latest_typed_is_read() {
        let all = national(&[(0, None, 1)]);
        let all = all.with(vec![local(0, None, 7), local(0, None, 8)]);
        assert_eq!(all.entier("x", day(0)).unwrap(), 8);
        assert!(all.entier("y", day(0)).is_err());
    }

    proptest! {
        #[test]
        fn a_day_before_a_correction_never_changes(
            du in 0_u32..200, valeur in 0_i64..1000, on in 0_u32..200,
        ) {
            let before = national(&[(0, Some(99), -1), (100, None, -2)]);
            let after = before.with(vec![local(du, None, valeur)]);
            let read = |all: &Parametres| all.entier("x", day(on)).unwrap();
            if on < du {
                prop_assert_eq!(read(&before), read(&after));
            } else if (on < 100) == (du < 100) {
                prop_assert_eq!(read(&after), valeur);
            }
        }
    }
}
