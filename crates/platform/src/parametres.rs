//! Dated parameters: what the law or the house fixes, with its reference.

use std::collections::HashMap;

use chrono::NaiveDate;
use sqlx::PgPool;

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
}

/// Every integer parameter.
#[derive(Debug, Default)]
pub struct Parametres(HashMap<String, Vec<Parametre>>);

impl Parametres {
    pub(crate) async fn load(pool: &PgPool) -> sqlx::Result<Self> {
        let rows = sqlx::query!(
            r#"select code, valide_du, valide_au, valeur_entiere as "valeur!", reference,
               a_confirmer
             from parametre where valeur_entiere is not null order by code, valide_du"#
        )
        .fetch_all(pool)
        .await?;
        let mut all = Self::default();
        for row in rows {
            all.0.entry(row.code).or_default().push(Parametre {
                valide_du: row.valide_du,
                valide_au: row.valide_au,
                valeur: row.valeur,
                reference: row.reference,
                a_confirmer: row.a_confirmer,
            });
        }
        Ok(all)
    }

    /// The parameter `code` as it holds on `day`.
    pub fn get(&self, code: &str, day: NaiveDate) -> Option<&Parametre> {
        self.0
            .get(code)?
            .iter()
            .find(|p| p.valide_du <= day && p.valide_au.is_none_or(|end| day <= end))
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
