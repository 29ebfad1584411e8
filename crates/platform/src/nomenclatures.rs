//! The coded lists people choose from. A used code is never deleted: an entry that ends keeps its
//! label, and is no longer offered.

use std::collections::HashMap;

use chrono::NaiveDate;
use sqlx::PgPool;

/// One entry of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entree {
    /// The stable code.
    pub code: String,
    /// What people read.
    pub libelle: String,
    /// The code of the entry above, or an empty string.
    pub parent: String,
    /// First day it may be chosen.
    pub valide_du: NaiveDate,
    /// Last day it may be chosen.
    pub valide_au: Option<NaiveDate>,
    /// The legal category of the personal data it carries, or an empty string.
    pub categorie_legale: String,
    /// Not confirmed by a public source yet.
    pub a_confirmer: bool,
}

/// Every list, in the order people see.
#[derive(Debug, Default)]
pub struct Nomenclatures {
    listes: HashMap<String, Vec<Entree>>,
    libelles: HashMap<String, HashMap<String, String>>,
}

impl Nomenclatures {
    pub(crate) async fn load(pool: &PgPool) -> sqlx::Result<Self> {
        let rows = sqlx::query!(
            "select liste, code, libelle, parent, valide_du, valide_au, categorie_legale,
               a_confirmer
             from nomenclature order by liste, ordre, code"
        )
        .fetch_all(pool)
        .await?;
        let mut all = Self::default();
        for row in rows {
            all.libelles
                .entry(row.liste.clone())
                .or_default()
                .insert(row.code.clone(), row.libelle.clone());
            all.listes.entry(row.liste).or_default().push(Entree {
                code: row.code,
                libelle: row.libelle,
                parent: row.parent,
                valide_du: row.valide_du,
                valide_au: row.valide_au,
                categorie_legale: row.categorie_legale,
                a_confirmer: row.a_confirmer,
            });
        }
        Ok(all)
    }

    /// Every entry of `liste`, ended ones too.
    pub fn liste(&self, liste: &str) -> &[Entree] {
        self.listes.get(liste).map_or(&[], Vec::as_slice)
    }

    /// The entries of `liste` that may be chosen on `day`.
    pub fn offertes(&self, liste: &str, day: NaiveDate) -> impl Iterator<Item = &Entree> {
        self.liste(liste)
            .iter()
            .filter(move |e| e.valide_du <= day && e.valide_au.is_none_or(|end| day <= end))
    }

    /// Code and label of what may be chosen on `day`, for a select.
    pub fn choix(&self, liste: &str, day: NaiveDate) -> Vec<(String, String)> {
        self.offertes(liste, day)
            .map(|e| (e.code.clone(), e.libelle.clone()))
            .collect()
    }

    /// The entry of `liste` whose code is `code`.
    pub fn entree(&self, liste: &str, code: &str) -> Option<&Entree> {
        self.liste(liste).iter().find(|e| e.code == code)
    }

    /// Whether `code` may be chosen on `day`.
    pub fn accepte(&self, liste: &str, code: &str, day: NaiveDate) -> bool {
        self.offertes(liste, day).any(|e| e.code == code)
    }

    /// The label of `code`, or the code itself when the list does not know it.
    pub fn libelle<'a>(&'a self, liste: &str, code: &'a str) -> &'a str {
        self.libelles
            .get(liste)
            .and_then(|codes| codes.get(code))
            .map_or(code, String::as_str)
    }
}
