//! The page of the search, and its list alone.

use askama::Template;
use jeunes::recherche::{Raison, Trouve};

use super::forms;
use crate::{
    jeunes::tete::{self, Pastille},
    ui::Cadre,
};

/// Someone found, in words.
#[derive(Debug)]
pub(super) struct LigneTrouvee {
    pub(super) lien: String,
    pub(super) nom: String,
    pub(super) naissance: String,
    pub(super) commune: String,
    pub(super) referent: String,
    pub(super) numero: String,
    pub(super) etat: Pastille,
    pub(super) protege: bool,
    pub(super) raison: &'static str,
}

impl LigneTrouvee {
    fn new(found: &Trouve) -> Self {
        let first = found.raisons.first().copied();
        Self {
            lien: format!("/jeunes/{}", found.id),
            nom: found.nom_affiche(),
            naissance: tete::birth_words(
                found.naissance,
                found.identite.sexe.as_deref(),
                found.age,
            ),
            commune: found.commune.clone(),
            referent: found.referent.clone(),
            numero: found.numero.clone(),
            etat: if found.deces {
                tete::DECES
            } else {
                tete::state(found.etat)
            },
            protege: found.protege,
            raison: first
                .filter(|r| *r != Raison::Nom)
                .map_or("", Raison::label),
        }
    }
}

/// What the search gave.
#[derive(Debug)]
pub(super) struct Resultats {
    pub(super) q: String,
    pub(super) lignes: Vec<LigneTrouvee>,
    pub(super) limite: bool,
    /// The creating form with what was typed, or an empty string.
    pub(super) creer: String,
}

impl Resultats {
    pub(super) fn new(q: &str, found: &[Trouve], limit: usize, create: bool) -> Self {
        let carried = forms::carried(q);
        let creer = match (create, carried.is_empty()) {
            (false, _) => String::new(),
            (true, true) => "/jeunes/nouveau".to_owned(),
            (true, false) => format!("/jeunes/nouveau?{carried}"),
        };
        Self {
            q: q.trim().to_owned(),
            lignes: found.iter().map(LigneTrouvee::new).collect(),
            limite: found.len() >= limit,
            creer,
        }
    }
}

#[derive(Template)]
#[template(path = "jeunes/recherche/page.html")]
pub(super) struct RecherchePage {
    pub(super) cadre: Cadre,
    pub(super) resultats: Resultats,
}

/// The list alone, while typing.
#[derive(Template)]
#[template(path = "jeunes/recherche/resultats.html")]
pub(super) struct ResultatsPart {
    pub(super) resultats: Resultats,
}
