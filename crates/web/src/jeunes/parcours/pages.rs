//! The page « Parcours et métiers », and its forms.

use askama::Template;
use jeunes::{
    DossierForRead,
    parcours::{
        self, EtatFormation, Experience, Formation, Ligne, MetierVise, Piste, Quand, rules,
    },
};
use kernel::{Access, Permission, Section, dates};
use platform::{Conflit, Tx};

use super::forms::{ExperienceForm, FormationForm, ViseForm};
use crate::{
    http::drafts::BrouillonRepris,
    jeunes::tete::{Pastille, Tete},
    ui::{Cadre, Choix, Erreurs},
};

#[derive(Template)]
#[template(path = "jeunes/parcours/page.html")]
pub(super) struct ParcoursPage {
    pub(super) cadre: Cadre,
    pub(super) tete: Tete,
    pub(super) parcours: Parcours,
}

/// What the page shows.
#[derive(Debug)]
pub(super) struct Parcours {
    /// The highest level obtained, or that there is none.
    pub(super) niveau: String,
    pub(super) vises: Vec<ViseVu>,
    pub(super) anciens: Vec<ViseVu>,
    /// One more métier may be added.
    pub(super) place: bool,
    pub(super) formations: Vec<LigneVue>,
    pub(super) experiences: Vec<LigneVue>,
    pub(super) modifiable: bool,
}

/// A métier aimed at, in words.
#[derive(Debug)]
pub(in crate::jeunes) struct ViseVu {
    pub(in crate::jeunes) lien: String,
    pub(in crate::jeunes) place: usize,
    pub(in crate::jeunes) libelle: String,
    pub(in crate::jeunes) piste: Pastille,
    pub(in crate::jeunes) details: String,
}

/// A formation or an experience, in words.
#[derive(Debug)]
pub(super) struct LigneVue {
    pub(super) lien: String,
    pub(super) titre: String,
    /// How it went, or an empty word.
    pub(super) etat: Pastille,
    pub(super) details: String,
}

#[derive(Template)]
#[template(path = "jeunes/parcours/formation.html")]
pub(super) struct FormationPage {
    pub(super) cadre: Cadre,
    pub(super) tete: Tete,
    pub(super) brouillon: Option<BrouillonRepris>,
    pub(super) form: FormationForm,
    pub(super) erreurs: Erreurs,
    pub(super) conflit: Option<Conflit>,
    pub(super) nouvelle: bool,
    pub(super) adresse: String,
    pub(super) niveaux: Vec<Choix>,
    pub(super) etats: Vec<Choix>,
}

#[derive(Template)]
#[template(path = "jeunes/parcours/experience.html")]
pub(super) struct ExperiencePage {
    pub(super) cadre: Cadre,
    pub(super) tete: Tete,
    pub(super) brouillon: Option<BrouillonRepris>,
    pub(super) form: ExperienceForm,
    pub(super) erreurs: Erreurs,
    pub(super) conflit: Option<Conflit>,
    pub(super) nouvelle: bool,
    pub(super) adresse: String,
    pub(super) metiers: Vec<Choix>,
    pub(super) natures: Vec<Choix>,
}

#[derive(Template)]
#[template(path = "jeunes/parcours/metier_vise.html")]
pub(super) struct VisePage {
    pub(super) cadre: Cadre,
    pub(super) tete: Tete,
    pub(super) brouillon: Option<BrouillonRepris>,
    pub(super) form: ViseForm,
    pub(super) erreurs: Erreurs,
    pub(super) conflit: Option<Conflit>,
    /// The métier changed, in words; an empty string for a new one.
    pub(super) connu: String,
    pub(super) adresse: String,
    pub(super) metiers: Vec<Choix>,
    pub(super) pistes: Vec<Choix>,
    pub(super) aujourdhui: String,
}

impl Parcours {
    pub(super) async fn read(tx: &mut Tx, dossier: &DossierForRead) -> platform::Result<Self> {
        let base = format!("/jeunes/{}/parcours", dossier.id);
        let formations = parcours::formations(tx, dossier).await?;
        let experiences = parcours::experiences(tx, dossier).await?;
        let metiers = parcours::metiers(tx, dossier).await?;
        let (now, past): (Vec<_>, Vec<_>) = metiers.into_iter().partition(|v| v.vrai_au.is_none());
        let niveau = parcours::niveau(&formations, tx.nomenclatures());
        Ok(Self {
            niveau: level(niveau, formations.is_empty()),
            place: now.len() < rules::METIERS_MAX,
            vises: aimed(&base, &now),
            anciens: aimed(&base, &past),
            formations: formations.iter().map(|f| followed(tx, &base, f)).collect(),
            experiences: experiences.iter().map(|e| done(&base, e)).collect(),
            modifiable: tx.may(Permission::Dossier(Section::Situation, Access::Write)),
        })
    }
}

/// The level, or why there is none.
fn level(niveau: Option<&str>, aucune: bool) -> String {
    match (niveau, aucune) {
        (Some(words), _) => words.to_owned(),
        (None, true) => "Pas encore noté".to_owned(),
        (None, false) => "Aucun diplôme obtenu parmi les formations notées".to_owned(),
    }
}

/// `all` in their order, the first one at place 1.
pub(super) fn aimed(base: &str, all: &[MetierVise]) -> Vec<ViseVu> {
    let all = all.iter().zip(1..);
    all.map(|(vise, place)| aimed_one(base, vise, place))
        .collect()
}

fn aimed_one(base: &str, vise: &MetierVise, place: usize) -> ViseVu {
    let du = dates::short(vise.vrai_du);
    let period = match vise.vrai_au {
        Some(au) => format!("du {du} au {}", dates::short(au)),
        None => format!("depuis le {du}"),
    };
    let metier = &vise.metier;
    let details = if metier.metier_libelle == metier.libelle {
        period
    } else {
        format!("{}, {period}", metier.metier_libelle)
    };
    let (ton, icone) = match vise.piste {
        Piste::Idee => ("neutre", "circle"),
        Piste::Projet => ("info", "bullseye"),
        Piste::Valide => ("succes", "check-circle"),
    };
    ViseVu {
        lien: format!("{base}/metiers/{}", vise.id),
        place,
        libelle: metier.libelle.clone(),
        piste: Pastille {
            ton,
            icone,
            mot: vise.piste.label(),
        },
        details,
    }
}

fn followed(tx: &Tx, base: &str, ligne: &Ligne<Formation>) -> LigneVue {
    let dit = &ligne.dit;
    let niveau = tx.nomenclatures().libelle("niveau_formation", &dit.niveau);
    let (titre, niveau) = if dit.intitule.is_empty() {
        (niveau.to_owned(), "")
    } else {
        (dit.intitule.clone(), niveau)
    };
    let (ton, icone) = match dit.etat {
        EtatFormation::Obtenu => ("succes", "check-circle"),
        EtatFormation::EnCours => ("info", "clock"),
        EtatFormation::NonObtenu => ("neutre", "dash-circle"),
    };
    LigneVue {
        lien: format!("{base}/formations/{}", ligne.id),
        titre,
        etat: Pastille {
            ton,
            icone,
            mot: dit.etat.label(),
        },
        details: joined(&[niveau, &dit.etablissement, &period(dit.du, dit.au)]),
    }
}

fn done(base: &str, ligne: &Ligne<Experience>) -> LigneVue {
    LigneVue {
        lien: format!("{base}/experiences/{}", ligne.id),
        titre: title(&ligne.dit),
        etat: Pastille {
            ton: "neutre",
            icone: "briefcase",
            mot: ligne.dit.nature.label(),
        },
        details: details(&ligne.dit),
    }
}

/// The métier, else what was done, else where.
pub(in crate::jeunes) fn title(experience: &Experience) -> String {
    match &experience.metier {
        Some(metier) => metier.libelle.clone(),
        None if experience.libelle.is_empty() => experience.employeur.clone(),
        None => experience.libelle.clone(),
    }
}

/// What the title did not say.
pub(super) fn details(experience: &Experience) -> String {
    let (libelle, employeur) = match &experience.metier {
        Some(_) => (experience.libelle.as_str(), experience.employeur.as_str()),
        None if experience.libelle.is_empty() => ("", ""),
        None => ("", experience.employeur.as_str()),
    };
    joined(&[libelle, employeur, &period(experience.du, experience.au)])
}

fn joined(parts: &[&str]) -> String {
    let known: Vec<&str> = parts.iter().copied().filter(|p| !p.is_empty()).collect();
    known.join(", ")
}

/// When, in words, or an empty string.
pub(in crate::jeunes) fn period(du: Option<Quand>, au: Option<Quand>) -> String {
    match (du, au) {
        (Some(du), Some(au)) if du == au => du.to_string(),
        (Some(du), Some(au)) => format!("de {du} à {au}"),
        (Some(du), None) => format!("depuis {du}"),
        (None, Some(au)) => format!("jusqu’à {au}"),
        (None, None) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use jeunes::parcours::NatureExperience;

    use super::*;

    #[test]
    fn a_line_says_each_thing_once() {
        let mut one = Experience {
            nature: NatureExperience::Stage,
            metier: None,
            libelle: String::new(),
            employeur: "Garage Durand".to_owned(),
            du: Quand::parse("09/2023"),
            au: Quand::parse("10/2023"),
        };
        assert_eq!(title(&one), "Garage Durand");
        assert_eq!(details(&one), "de septembre 2023 à octobre 2023");
        one.libelle = "Pneus".to_owned();
        one.au = None;
        assert_eq!(title(&one), "Pneus");
        assert_eq!(details(&one), "Garage Durand, depuis septembre 2023");
        assert_eq!(period(one.du, one.du), "septembre 2023");
        assert_eq!(level(None, true), "Pas encore noté");
    }
}
