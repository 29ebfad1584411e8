//! A métier as people type it: completed while typing (`/metiers`), resolved by the server; words
//! that mean several métiers, or none for sure, become a choice.

use askama::Template;
use axum::extract::State;
use jeunes::metiers::{self, Appellation};
use kernel::{FieldErrors, text};
use platform::Tx;
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

/// Métiers offered while typing.
const OFFERTS: i64 = 12;

pub(super) fn register(routes: &mut Routes) {
    routes.get("/metiers", Besoin::Affectation, complete);
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct MetiersQuery {
    #[serde(alias = "metier")]
    q: String,
}

#[derive(Template)]
#[template(path = "jeunes/metiers.html")]
struct MetiersPart {
    metiers: Vec<Appellation>,
}

/// The entries of the `datalist` of the field.
async fn complete(
    State(app): State<App>,
    ReqTx(mut tx): ReqTx,
    QueryOf(query): QueryOf<MetiersQuery>,
) -> PageResult {
    let metiers = metiers::search(&mut tx, &query.q, OFFERTS).await?;
    render::page(&app, &MetiersPart { metiers })
}

/// The three fields of `jeunes/metier.html` as posted.
#[derive(Debug, Clone, Copy)]
pub(super) struct MetierSaisi<'a> {
    /// Words, or an entry of the field: `Boulanger / Boulangère (11573)`.
    pub(super) texte: &'a str,
    /// The one chosen among several.
    pub(super) code: &'a str,
    /// The text for which the choice was offered.
    pub(super) pour: &'a str,
}

/// What the fields mean.
#[derive(Debug, Default)]
pub(super) struct MetierLu {
    /// The métier, when it is known.
    pub(super) metier: Option<Appellation>,
    /// Those that may be meant, when none is for sure.
    pub(super) choix: Vec<Choix>,
    /// What is wrong.
    pub(super) errors: FieldErrors,
}

impl MetierSaisi<'_> {
    /// Looks the métier up.
    pub(super) async fn read(self, tx: &mut Tx) -> platform::Result<MetierLu> {
        if self.texte.trim().is_empty() {
            return Ok(MetierLu::default());
        }
        if let Some(code) = code_in(self.texte)
            && let Some(metier) = metiers::appellation(tx, code).await?
            && known(&metier) == self.texte.trim()
        {
            return Ok(one(metier));
        }
        let found = metiers::search(tx, self.texte, OFFERTS).await?;
        Ok(resolve(self, &found))
    }
}

/// What the field shows for a métier.
pub(super) fn known(metier: &Appellation) -> String {
    format!("{} ({})", metier.libelle, metier.code)
}

/// The code of an entry of the field.
fn code_in(typed: &str) -> Option<&str> {
    let (_, code) = typed.trim().strip_suffix(')')?.rsplit_once('(')?;
    Some(code)
}

fn resolve(saisi: MetierSaisi<'_>, found: &[Appellation]) -> MetierLu {
    if saisi.pour == saisi.texte
        && let Some(chosen) = found.iter().find(|m| m.code == saisi.code)
    {
        return one(chosen.clone());
    }
    let typed = text::fold(saisi.texte);
    let mut exact = found.iter().filter(|m| text::fold(&m.libelle) == typed);
    if let (Some(only), None) = (exact.next(), exact.next()) {
        return one(only.clone());
    }
    match found {
        [] => MetierLu {
            errors: FieldErrors::one(
                "metier",
                "Aucun métier ne correspond. Essayez un mot plus simple.",
            ),
            ..MetierLu::default()
        },
        [only] if says(only, &typed) => one(only.clone()),
        several => MetierLu {
            metier: None,
            choix: several.iter().map(offered).collect(),
            errors: FieldErrors::one(
                "metier_code",
                "Choisissez le métier, ou écrivez-le autrement.",
            ),
        },
    }
}

/// Every word typed begins a word of the name: it was not only close.
fn says(metier: &Appellation, typed: &str) -> bool {
    let name = text::fold(&metier.libelle);
    typed
        .split(' ')
        .all(|word| name.split(' ').any(|known| known.starts_with(word)))
}

fn offered(metier: &Appellation) -> Choix {
    if metier.libelle == metier.metier_libelle {
        Choix::new(&metier.code, &metier.libelle)
    } else {
        let words = format!("{} ({})", metier.libelle, metier.metier_libelle);
        Choix::new(&metier.code, words)
    }
}

fn one(metier: Appellation) -> MetierLu {
    MetierLu {
        metier: Some(metier),
        ..MetierLu::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn metier(code: &str, libelle: &str) -> Appellation {
        Appellation {
            code: code.to_owned(),
            metier: "D1102".to_owned(),
            libelle: libelle.to_owned(),
            metier_libelle: "Boulangerie - viennoiserie".to_owned(),
        }
    }

    fn read(texte: &str, code: &str, pour: &str, found: &[Appellation]) -> MetierLu {
        let saisi = MetierSaisi { texte, code, pour };
        resolve(saisi, found)
    }

    #[test]
    fn one_meant_for_sure_is_taken_the_others_are_a_choice() {
        let all = [
            metier("11573", "Boulanger / Boulangère"),
            metier("D1102", "Boulangerie - viennoiserie"),
        ];
        let code = |lu: &MetierLu| lu.metier.as_ref().map(|m| m.code.clone());
        assert_eq!(
            code(&read("boulanger boulangère", "", "", &all)).as_deref(),
            Some("11573")
        );
        let several = read("boul", "", "", &all);
        assert_eq!((code(&several), several.choix.len()), (None, 2));
        assert!(!several.errors.get("metier_code").is_empty());
        let chosen = read("boul", "D1102", "boul", &all);
        assert_eq!(code(&chosen).as_deref(), Some("D1102"));
        let changed = read("boula", "D1102", "boul", &all);
        assert_eq!(code(&changed), None);
        assert_eq!(
            code(&read("boul", "", "", &all[..1])).as_deref(),
            Some("11573")
        );
        let close = read("boulagner", "", "", &all[..1]);
        assert_eq!((code(&close), close.choix.len()), (None, 1));
        assert!(
            !read("astronaute", "", "", &[])
                .errors
                .get("metier")
                .is_empty()
        );
        assert_eq!(code_in("Boulanger / Boulangère (11573)"), Some("11573"));
        assert_eq!(code_in("Boulanger"), None);
    }
}
