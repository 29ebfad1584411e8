//! The pages of the register.

use askama::Template;
use chrono::NaiveDate;
use jeunes::exercices::{Exercice, Genre};
use kernel::dates;
use platform::{Conflit, Tx, nomenclatures::Nomenclatures};

use super::forms::{DemandeForm, ReponseForm};
use crate::{
    http::drafts::BrouillonRepris,
    jeunes::tete::Tete,
    ui::{Cadre, Choix, Erreurs},
};

/// What a request to note may be.
#[derive(Debug)]
pub(super) struct Listes {
    pub(super) genres: Vec<Choix>,
    pub(super) canaux: Vec<Choix>,
    pub(super) demandeurs: Vec<Choix>,
    pub(super) identites: Vec<Choix>,
    pub(super) aujourdhui: String,
}

impl Listes {
    pub(super) fn new(tx: &Tx) -> Self {
        let (words, today) = (tx.nomenclatures(), tx.today());
        Self {
            genres: Choix::of(words, "exercice_genre", today),
            canaux: Choix::of(words, "exercice_canal", today),
            demandeurs: Choix::of(words, "exercice_demandeur", today),
            identites: Choix::of(words, "exercice_identite", today),
            aujourdhui: crate::jeunes::lire::field(today),
        }
    }
}

/// Noting a request about a dossier.
#[derive(Template)]
#[template(path = "jeunes/exercices/noter.html")]
pub(super) struct NoterPage {
    pub(super) cadre: Cadre,
    pub(super) tete: Tete,
    pub(super) brouillon: Option<BrouillonRepris>,
    pub(super) form: DemandeForm,
    pub(super) erreurs: Erreurs,
    pub(super) listes: Listes,
    pub(super) connues: Vec<LigneVue>,
}

/// Noting a request of someone without a dossier.
#[derive(Template)]
#[template(path = "jeunes/exercices/sans_dossier.html")]
pub(super) struct SansDossierPage {
    pub(super) cadre: Cadre,
    pub(super) form: DemandeForm,
    pub(super) erreurs: Erreurs,
    pub(super) listes: Listes,
}

/// The register.
#[derive(Template)]
#[template(path = "jeunes/exercices/registre.html")]
pub(super) struct RegistrePage {
    pub(super) cadre: Cadre,
    pub(super) attente: Vec<LigneVue>,
    pub(super) repondues: Vec<LigneVue>,
    pub(super) en_retard: usize,
}

/// One request, prolonged or answered here.
#[derive(Template)]
#[template(path = "jeunes/exercices/demande.html")]
pub(super) struct DemandePage {
    pub(super) cadre: Cadre,
    pub(super) ligne: LigneVue,
    pub(super) form: ReponseForm,
    pub(super) erreurs: Erreurs,
    pub(super) conflit: Option<Conflit>,
    pub(super) ouverte: bool,
    pub(super) prolongeable: bool,
    pub(super) motifs: Vec<Choix>,
    pub(super) reponses: Vec<Choix>,
    pub(super) identites: Vec<Choix>,
    pub(super) aujourdhui: String,
}

/// A request in words.
#[derive(Debug)]
pub(super) struct LigneVue {
    pub(super) lien: String,
    /// The number of the dossier, the name of someone without one, or that it was erased.
    pub(super) qui: String,
    /// The page of the dossier, or an empty string.
    pub(super) dossier: String,
    /// The page of the copy that answers a request of access, or an empty string.
    pub(super) copie: String,
    pub(super) genre: String,
    pub(super) recue: String,
    pub(super) canal: String,
    pub(super) demandeur: String,
    pub(super) identite: String,
    pub(super) precisions: String,
    /// The last day, and how far it is.
    pub(super) echeance: String,
    pub(super) reste: String,
    /// `erreur`, `attention` or `neutre`.
    pub(super) ton: &'static str,
    pub(super) icone: &'static str,
    pub(super) prolongation: String,
    pub(super) reponse: String,
    pub(super) reponse_precisions: String,
}

/// Days from which a last day is near.
const PROCHE: i64 = 7;

impl LigneVue {
    pub(super) fn new(words: &Nomenclatures, exercice: &Exercice, today: NaiveDate) -> Self {
        let said = |list: &str, code: &str| words.libelle(list, code).to_owned();
        let left = (exercice.echeance_le - today).num_days();
        let (ton, icone) = match left {
            _ if exercice.repondu_le.is_some() => ("neutre", "check-circle"),
            ..0 => ("erreur", "exclamation-triangle-fill"),
            0..=PROCHE => ("attention", "clock"),
            _ => ("neutre", "clock"),
        };
        Self {
            lien: format!("/droits/{}", exercice.id),
            qui: match (exercice.numero.as_str(), exercice.nom.as_str()) {
                ("", "") => "Dossier effacé".to_owned(),
                ("", nom) => format!("{nom} (sans dossier)"),
                (numero, _) => format!("Dossier {numero}"),
            },
            dossier: exercice
                .jeune
                .map(|jeune| format!("/jeunes/{jeune}/identite"))
                .unwrap_or_default(),
            copie: exercice
                .jeune
                .filter(|_| exercice.genre == Genre::Acces)
                .map(|jeune| format!("/jeunes/{jeune}/export"))
                .unwrap_or_default(),
            genre: said("exercice_genre", exercice.genre.code()),
            recue: dates::long(exercice.recu_le),
            canal: said("exercice_canal", &exercice.canal),
            demandeur: said("exercice_demandeur", &exercice.demandeur),
            identite: said("exercice_identite", &exercice.identite),
            precisions: exercice.precisions.clone(),
            echeance: dates::long(exercice.echeance_le),
            reste: if left < 0 {
                format!(
                    "En retard, délai passé {}",
                    dates::relative(exercice.echeance_le, today)
                )
            } else {
                format!(
                    "À répondre {}",
                    dates::relative(exercice.echeance_le, today)
                )
            },
            ton,
            icone,
            prolongation: exercice.prolonge_le.map_or_else(String::new, |day| {
                let why = said("exercice_prolongation", &exercice.prolonge_motif).to_lowercase();
                format!("Prolongée le {} : {why}", dates::long(day))
            }),
            reponse: exercice.repondu_le.map_or_else(String::new, |day| {
                let answer = said("exercice_reponse", &exercice.reponse);
                format!("{answer}, le {}", dates::long(day))
            }),
            reponse_precisions: exercice.reponse_precisions.clone(),
        }
    }
}
