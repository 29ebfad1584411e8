//! A commune as people type it: a name or a postal code, completed while typing, resolved by the
//! server; several that fit become a choice.

use askama::Template;
use axum::extract::State;
use jeunes::dossiers::Lieu;
use kernel::{FieldErrors, text};
use platform::Tx;
use reseau::geographie::{self, CommuneTrouvee};
use serde::Deserialize;

use crate::{
    App,
    http::{
        extract::QueryOf,
        gate::ReqTx,
        render::{self, PageResult},
        routes::{Besoin, Routes},
    },
    ui::Choix,
};

/// Communes offered while typing.
const OFFERTES: usize = 12;
/// Communes read to resolve what was posted.
const LUES: usize = 50;

pub(super) fn register(routes: &mut Routes) {
    routes.get("/communes", Besoin::Affectation, complete);
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct CommunesQuery {
    #[serde(alias = "commune")]
    q: String,
}

#[derive(Template)]
#[template(path = "jeunes/communes.html")]
struct CommunesPart {
    communes: Vec<Choix>,
}

/// The entries of the `datalist` of the field.
async fn complete(
    State(app): State<App>,
    ReqTx(mut tx): ReqTx,
    QueryOf(query): QueryOf<CommunesQuery>,
) -> PageResult {
    let (name, code) = split(&query.q);
    let found = geographie::search_communes(&mut tx, &name, OFFERTES).await?;
    let communes = found
        .iter()
        .map(|commune| Choix::new(&commune.code, typed_form(commune, code.unwrap_or(&name))))
        .collect();
    render::page(&app, &CommunesPart { communes })
}

/// The three fields of `jeunes/commune.html` as posted.
#[derive(Debug, Clone, Copy)]
pub(super) struct CommuneSaisie<'a> {
    /// The name or postal code.
    pub(super) texte: &'a str,
    /// The one chosen among several.
    pub(super) code: &'a str,
    /// The text for which the choice was offered.
    pub(super) pour: &'a str,
}

/// What the fields mean.
#[derive(Debug, Default)]
pub(super) struct CommuneLue {
    /// INSEE code, when it is known.
    pub(super) code: Option<String>,
    /// Its postal code: the one typed, or its only one; else an empty string.
    pub(super) code_postal: String,
    /// Those that fit, when there are several.
    pub(super) choix: Vec<Choix>,
    /// What is wrong.
    pub(super) errors: FieldErrors,
}

impl CommuneSaisie<'_> {
    /// Looks the commune up.
    pub(super) async fn read(self, tx: &mut Tx) -> platform::Result<CommuneLue> {
        if self.texte.trim().is_empty() {
            return Ok(CommuneLue::default());
        }
        let (name, code) = split(self.texte);
        let found = geographie::search_communes(tx, &name, LUES).await?;
        Ok(resolve(self, &name, code, found))
    }
}

/// `Nom (12345)`, or what was typed alone.
fn split(typed: &str) -> (String, Option<&str>) {
    let typed = typed.trim();
    match typed
        .strip_suffix(')')
        .and_then(|rest| rest.rsplit_once('('))
    {
        Some((name, code)) => (name.trim().to_owned(), Some(code.trim())),
        None => (typed.to_owned(), None),
    }
}

fn resolve(
    saisie: CommuneSaisie<'_>,
    name: &str,
    code: Option<&str>,
    found: Vec<CommuneTrouvee>,
) -> CommuneLue {
    let mut fit = found;
    if let Some(code) = code
        && fit.iter().any(|c| has_code(c, code))
    {
        fit.retain(|c| has_code(c, code));
    }
    let folded = text::fold(name);
    if fit.iter().any(|c| text::fold(&c.nom) == folded) {
        fit.retain(|c| text::fold(&c.nom) == folded);
    }
    if saisie.pour == saisie.texte
        && let Some(chosen) = fit.iter().find(|c| c.code == saisie.code)
    {
        return one(chosen, code);
    }
    match fit.as_slice() {
        [] => refused(
            "commune",
            "Aucune commune ne correspond. Essayez le code postal.",
        ),
        [only] => one(only, code),
        several => {
            let mut lue = refused(
                "commune_code",
                "Plusieurs communes correspondent : choisissez la bonne.",
            );
            lue.choix = several
                .iter()
                .map(|c| {
                    Choix::new(
                        &c.code,
                        format!("{} ({})", c.nom, c.codes_postaux.join(", ")),
                    )
                })
                .collect();
            lue
        }
    }
}

fn one(commune: &CommuneTrouvee, typed: Option<&str>) -> CommuneLue {
    let code_postal = match (typed, commune.codes_postaux.as_slice()) {
        (Some(code), _) if has_code(commune, code) => code.to_owned(),
        (_, [only]) => only.clone(),
        _ => String::new(),
    };
    CommuneLue {
        code: Some(commune.code.clone()),
        code_postal,
        ..CommuneLue::default()
    }
}

fn refused(field: &str, sentence: &str) -> CommuneLue {
    CommuneLue {
        errors: FieldErrors::one(field, sentence),
        ..CommuneLue::default()
    }
}

fn has_code(commune: &CommuneTrouvee, code: &str) -> bool {
    commune.codes_postaux.iter().any(|c| c == code)
}

/// `Nom (12345)`: the postal code that begins like `hint`, else the first one.
fn typed_form(commune: &CommuneTrouvee, hint: &str) -> String {
    let codes = &commune.codes_postaux;
    let code = codes
        .iter()
        .find(|c| c.starts_with(hint))
        .or_else(|| codes.first());
    match code {
        Some(code) => format!("{} ({code})", commune.nom),
        None => commune.nom.clone(),
    }
}

/// What the field shows for the commune of a place.
pub(super) async fn known(tx: &mut Tx, lieu: &Lieu) -> platform::Result<String> {
    let Some(code) = &lieu.commune else {
        return Ok(String::new());
    };
    let commune = geographie::commune(tx, code).await?;
    Ok(typed_form(&commune, &lieu.code_postal))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn commune(code: &str, nom: &str, postal: &str) -> CommuneTrouvee {
        CommuneTrouvee {
            code: code.to_owned(),
            nom: nom.to_owned(),
            departement: "00".to_owned(),
            codes_postaux: vec![postal.to_owned()],
        }
    }

    fn read(texte: &str, code: &str, pour: &str, found: &[CommuneTrouvee]) -> CommuneLue {
        let (name, postal) = split(texte);
        let saisie = CommuneSaisie { texte, code, pour };
        resolve(saisie, &name, postal, found.to_vec())
    }

    #[test]
    fn one_that_fits_is_taken_several_are_a_choice() {
        let all = [
            commune("00010", "Saint-Fictif", "00100"),
            commune("00011", "Saint-Fictif", "00200"),
            commune("00012", "Saint-Fictif-le-Haut", "00100"),
        ];
        assert_eq!(
            read("saint fictif (00200)", "", "", &all).code.as_deref(),
            Some("00011")
        );
        let several = read("Saint-Fictif", "", "", &all);
        assert_eq!(several.code, None);
        assert_eq!(several.choix.len(), 2);
        assert!(!several.errors.get("commune_code").is_empty());
        let chosen = read("Saint-Fictif", "00010", "Saint-Fictif", &all);
        assert_eq!(chosen.code.as_deref(), Some("00010"));
        let changed = read("Saint-Fictif", "00012", "Autre", &all);
        assert_eq!(changed.code, None);
        assert!(
            !read("Nulle-Part", "", "", &[])
                .errors
                .get("commune")
                .is_empty()
        );
    }
}
