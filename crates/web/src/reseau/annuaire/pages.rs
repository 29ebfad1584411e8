//! The pages of the directory.

use askama::Template;
use kernel::phone;
use reseau::structures::{
    AgentAnnuaire, CommuneDeZone, FicheMl, FiltreAnnuaire, Fonction, LigneMl, Mandat, Organisme,
    Site,
};

use crate::ui::{Cadre, Choix};

#[derive(Template)]
#[template(path = "reseau/annuaire/liste.html")]
pub(super) struct ListePage {
    pub(super) cadre: Cadre,
    pub(super) filtre: FiltreAnnuaire,
    pub(super) regions: Vec<Choix>,
    pub(super) departements: Vec<Choix>,
    pub(super) lignes: Vec<LigneMl>,
    pub(super) suite: String,
    pub(super) organismes: Vec<Organisme>,
}

#[derive(Template)]
#[template(path = "reseau/annuaire/fiche.html")]
pub(super) struct FichePage {
    pub(super) cadre: Cadre,
    pub(super) fiche: FicheMl,
    pub(super) sites: Vec<Site>,
    pub(super) fonctions: Vec<Fonction>,
    pub(super) mandats: Vec<Mandat>,
    pub(super) communes: Vec<CommuneDeZone>,
    pub(super) suite: String,
}

impl FichePage {
    fn forme(&self) -> &'static str {
        match self.fiche.forme_juridique.as_str() {
            "association" => "Association",
            "gip" => "Groupement d’intérêt public",
            _ => "Forme juridique à préciser",
        }
    }
}

#[derive(Template)]
#[template(path = "reseau/annuaire/organisme.html")]
pub(super) struct OrganismePage {
    pub(super) cadre: Cadre,
    pub(super) organisme: Organisme,
    pub(super) fonctions: Vec<Fonction>,
    pub(super) mandats: Vec<Mandat>,
}

/// The kind of a site, in words.
pub(super) fn nature(code: &str) -> &'static str {
    match code {
        "siege" => "Siège",
        "antenne" => "Antenne",
        "permanence" => "Permanence",
        _ => "Relais",
    }
}

/// `04 74 34 61 22`, or an empty string.
pub(super) fn telephone(agent: &AgentAnnuaire) -> String {
    phone::display(&agent.telephone)
}

/// « Président » or « Administrateur ».
pub(super) fn fonction(mandat: &Mandat) -> &'static str {
    if mandat.fonction == "president" {
        "Présidence"
    } else {
        "Administration"
    }
}
