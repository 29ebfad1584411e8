//! The page of a portefeuille.

use askama::Template;
use chrono::NaiveDate;
use jeunes::passations::Remplace;
use jeunes::portefeuille::{Comptes, FiltreEcheance, Ligne, Liste, Prochaine, Tri};
use kernel::dates;

use super::forms::PortefeuilleQuery;
use crate::{
    jeunes::tete::{self, Pastille},
    ui::{Cadre, Choix, Onglet},
};

/// Where the list is.
pub(super) const CHEMIN: &str = "/portefeuille";

#[derive(Template)]
#[template(path = "jeunes/portefeuille/page.html")]
pub(super) struct PortefeuillePage {
    pub(super) cadre: Cadre,
    pub(super) titre: String,
    pub(super) precision: String,
    pub(super) query: PortefeuilleQuery,
    pub(super) filtres: Filtres,
    pub(super) onglets: Vec<Onglet>,
    pub(super) tris: Tris,
    pub(super) lignes: Vec<LigneVue>,
    pub(super) montre: String,
    pub(super) suite: String,
    /// Addresses of the exports, for those who may.
    pub(super) exports: Option<Exports>,
    /// The absent colleagues whom the person signed in replaces today.
    pub(super) remplaces: Vec<Remplace>,
    /// Nobody is in this list, filters or not.
    pub(super) vide: bool,
}

/// The choices of the filters; empty ones are not shown.
#[derive(Debug)]
pub(super) struct Filtres {
    pub(super) collegues: Vec<Choix>,
    pub(super) etats: Vec<Choix>,
    pub(super) sites: Vec<Choix>,
}

/// The address of each sort, and which one is current.
#[derive(Debug)]
pub(super) struct Tris {
    pub(super) nom: EnteteTri,
    pub(super) prochaine: EnteteTri,
    pub(super) recent: EnteteTri,
}

/// The head of a column that sorts.
#[derive(Debug)]
pub(super) struct EnteteTri {
    pub(super) lien: String,
    /// `ascending`, `descending`, or an empty string.
    pub(super) sens: &'static str,
}

#[derive(Debug)]
pub(super) struct Exports {
    pub(super) csv: String,
    pub(super) xlsx: String,
}

/// One person, in words.
#[derive(Debug)]
pub(super) struct LigneVue {
    pub(super) lien: String,
    pub(super) nom: String,
    pub(super) sous: String,
    pub(super) prochaine: String,
    pub(super) delai: Option<Delai>,
    pub(super) situation: String,
    pub(super) dernier: String,
    pub(super) etat: Option<Pastille>,
    pub(super) protege: bool,
}

/// How late, or how soon.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Delai {
    pub(super) ton: &'static str,
    pub(super) mots: String,
}

impl LigneVue {
    pub(super) fn new(ligne: &Ligne, today: NaiveDate) -> Self {
        let years = if ligne.age > 1 { "ans" } else { "an" };
        let sous = [format!("{} {years}", ligne.age), ligne.commune.clone()];
        let (prochaine, delai) = match &ligne.prochaine {
            Some(next) => next_in_words(next, today),
            None => ("Rien de prévu".to_owned(), None),
        };
        let etat = tete::state(ligne.etat);
        Self {
            lien: format!("/jeunes/{}", ligne.id),
            nom: ligne.nom.clone(),
            sous: sous
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(" · "),
            prochaine,
            delai,
            situation: ligne.situation.clone(),
            dernier: ligne
                .dernier_evenement
                .map_or_else(|| "Aucun".to_owned(), |day| dates::relative(day, today)),
            etat: (etat.ton != "succes").then_some(etat),
            protege: ligne.protege,
        }
    }
}

/// `Appeler le CIO` with its lateness, or `…, le 9 décembre 2026`.
fn next_in_words(next: &Prochaine, today: NaiveDate) -> (String, Option<Delai>) {
    let days = (next.le - today).num_days();
    let delai = |ton, mots: String| Some(Delai { ton, mots });
    let words = next.libelle.clone();
    match days {
        -1 => (words, delai("erreur", "1 jour de retard".to_owned())),
        n if n < 0 => (words, delai("erreur", format!("{} jours de retard", -n))),
        0 => (words, delai("attention", "Aujourd’hui".to_owned())),
        1 => (words, delai("attention", "Demain".to_owned())),
        _ => (format!("{words}, le {}", dates::long(next.le)), None),
    }
}

/// The counts as tabs.
pub(super) fn tabs(query: &PortefeuilleQuery, comptes: &Comptes) -> Vec<Onglet> {
    let current = query.filtre().echeance;
    FiltreEcheance::ALL
        .iter()
        .map(|echeance| {
            let count = match echeance {
                FiltreEcheance::Toutes => comptes.toutes,
                FiltreEcheance::EnRetard => comptes.en_retard,
                FiltreEcheance::CetteSemaine => comptes.cette_semaine,
                FiltreEcheance::Sans => comptes.sans,
            };
            let code = match echeance {
                FiltreEcheance::Toutes => "",
                other => other.code(),
            };
            Onglet {
                lien: query.address(CHEMIN, &[("echeance", code)]),
                libelle: echeance.label(),
                actif: *echeance == current,
                nombre: usize::try_from(count).ok(),
            }
        })
        .collect()
}

impl Tris {
    pub(super) fn new(query: &PortefeuilleQuery) -> Self {
        let current = query.filtre().tri;
        let head = |tri: Tri, sens| EnteteTri {
            lien: query.address(CHEMIN, &[("tri", tri.code())]),
            sens: if tri == current { sens } else { "" },
        };
        Self {
            nom: head(Tri::Nom, "ascending"),
            prochaine: head(Tri::Prochaine, "ascending"),
            recent: head(Tri::Recent, "descending"),
        }
    }
}

/// `127 personnes, 14 en retard`.
pub(super) fn summary(liste: &Liste) -> String {
    let people = match liste.comptes.toutes {
        0 => "Personne".to_owned(),
        1 => "1 personne".to_owned(),
        n => format!("{n} personnes"),
    };
    match liste.comptes.en_retard {
        0 => people,
        n => format!("{people}, {n} avec du retard"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lateness_is_said_in_words() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        let said = |offset: i64| {
            let le = today + chrono::Duration::days(offset);
            let libelle = "Appeler".to_owned();
            let next = Prochaine {
                libelle,
                le,
                en_retard: offset < 0,
            };
            let (words, delai) = next_in_words(&next, today);
            (words, delai.map(|d| d.mots).unwrap_or_default())
        };
        assert_eq!(said(-5).1, "5 jours de retard");
        assert_eq!(said(-1).1, "1 jour de retard");
        assert_eq!(said(0).1, "Aujourd’hui");
        let later = ("Appeler, le 9 décembre 2026".to_owned(), String::new());
        assert_eq!(said(16), later);
    }
}
