//! The list of the parameters, by subject.

use askama::Template;
use axum::extract::State;
use kernel::{dates, text};
use platform::{
    Tx,
    parametres::{self, Fiche, Parametre},
};
use serde::Deserialize;

use crate::{
    App,
    http::{
        extract::{Contexte, QueryOf},
        gate::ReqTx,
        render::{self, PageResult},
    },
    ui::{Cadre, Choix},
};

/// What is looked for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Filtre {
    q: String,
    sujet: String,
    etat: String,
}

#[derive(Template)]
#[template(path = "reseau/parametres/liste.html")]
struct ListePage {
    cadre: Cadre,
    filtre: Filtre,
    sujets: Vec<Choix>,
    etats: Vec<Choix>,
    groupes: Vec<Groupe>,
    nombre: usize,
}

struct Groupe {
    cle: String,
    titre: String,
    lignes: Vec<Ligne>,
}

struct Ligne {
    lien: String,
    libelle: String,
    valeur: String,
    sous: String,
    a_confirmer: bool,
    local: bool,
}

impl Ligne {
    fn new(fiche: &Fiche, now: Option<&Parametre>) -> Self {
        let since =
            |p: &Parametre| format!("Depuis le {} · {}", dates::short(p.valide_du), p.reference);
        Self {
            lien: format!("/reglages/parametres/{}", fiche.code),
            libelle: fiche.libelle.clone(),
            valeur: now.map_or_else(|| "Sans valeur".to_owned(), |p| fiche.regle.mots(p.valeur)),
            sous: now.map(since).unwrap_or_default(),
            a_confirmer: now.is_some_and(|p| p.a_confirmer),
            local: now.is_some_and(|p| p.local),
        }
    }
}

pub(super) async fn show(
    State(app): State<App>,
    contexte: Contexte,
    QueryOf(filtre): QueryOf<Filtre>,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let all = parametres::liste(&mut tx).await?;
    render::page(&app, &page(&tx, &contexte, filtre, &all))
}

fn page(tx: &Tx, contexte: &Contexte, filtre: Filtre, all: &[Fiche]) -> ListePage {
    let today = tx.today();
    let sujets = Choix::of(tx.nomenclatures(), "parametre_sujet", today);
    let mut groupes: Vec<Groupe> = sujets
        .iter()
        .map(|s| Groupe {
            cle: format!("sujet-{}", s.code),
            titre: s.libelle.clone(),
            lignes: all
                .iter()
                .filter(|f| f.sujet == s.code)
                .map(|f| (f, tx.parametres().get(&f.code, today)))
                .filter(|(f, now)| kept(&filtre, f, *now))
                .map(|(f, now)| Ligne::new(f, now))
                .collect(),
        })
        .collect();
    groupes.retain(|g| !g.lignes.is_empty());
    ListePage {
        cadre: Cadre::new(tx, contexte),
        nombre: groupes.iter().map(|g| g.lignes.len()).sum(),
        etats: vec![
            Choix::new("a_confirmer", "À confirmer"),
            Choix::new("local", "Corrigé ici"),
        ],
        sujets,
        groupes,
        filtre,
    }
}

/// Whether the filter keeps a parameter; words are looked for in its label and its reference.
fn kept(filtre: &Filtre, fiche: &Fiche, now: Option<&Parametre>) -> bool {
    let subject = filtre.sujet.is_empty() || filtre.sujet == fiche.sujet;
    let state = match filtre.etat.as_str() {
        "a_confirmer" => now.is_some_and(|p| p.a_confirmer),
        "local" => now.is_some_and(|p| p.local),
        _ => true,
    };
    let reference = now.map_or("", |p| p.reference.as_str());
    let words = text::fold(&format!("{} {reference}", fiche.libelle));
    let asked = text::fold(&filtre.q);
    subject && state && asked.split_whitespace().all(|word| words.contains(word))
}
