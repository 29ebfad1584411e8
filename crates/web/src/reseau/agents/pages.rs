//! The pages of agents.

use askama::Template;
use chrono::NaiveDate;
use kernel::Role;
use platform::{Conflit, Result, Tx};
use reseau::{
    agents::{AgentFiche, EtatCompte},
    structures,
};

use super::forms::AgentForm;
use crate::ui::{Cadre, Choix, Erreurs};

#[derive(Template)]
#[template(path = "reseau/agents/liste.html")]
pub(super) struct ListePage {
    pub(super) cadre: Cadre,
    pub(super) agents: Vec<AgentFiche>,
    pub(super) today: NaiveDate,
}

#[derive(Template)]
#[template(path = "reseau/agents/nouveau.html")]
pub(super) struct NouveauPage {
    pub(super) cadre: Cadre,
    pub(super) form: AgentForm,
    pub(super) choix: ChoixAgent,
    pub(super) erreurs: Erreurs,
    /// Someone has this mail already: her name.
    pub(super) connue: Option<String>,
}

#[derive(Template)]
#[template(path = "reseau/agents/fiche.html")]
pub(super) struct FichePage {
    pub(super) cadre: Cadre,
    pub(super) agent: AgentFiche,
    pub(super) form: AgentForm,
    pub(super) choix: ChoixAgent,
    pub(super) erreurs: Erreurs,
    pub(super) conflit: Option<Conflit>,
    /// A link to hand over, shown once.
    pub(super) lien: Option<String>,
    pub(super) today: NaiveDate,
}

/// What may be chosen for an affectation.
pub(super) struct ChoixAgent {
    pub(super) roles: Vec<Choix>,
    pub(super) sites: Vec<Choix>,
}

impl ChoixAgent {
    pub(super) async fn load(tx: &mut Tx) -> Result<Self> {
        let ml = tx.ml()?;
        let sites = structures::list_sites(tx, ml).await?;
        Ok(Self {
            roles: Role::ALL
                .iter()
                .filter(|role| role.is_local())
                .map(|role| Choix::new(role.code(), role.label()))
                .collect(),
            sites: sites
                .iter()
                .filter(|site| site.ferme_le.is_none())
                .map(|site| Choix::new(site.id.to_string(), &site.nom))
                .collect(),
        })
    }
}

/// The state of an account by tone, icon and words.
pub(super) fn compte(agent: &AgentFiche) -> (&'static str, &'static str, &'static str) {
    match agent.compte.as_ref().map(|c| c.etat) {
        None => ("neutre", "dash-circle", "Pas de compte"),
        Some(etat @ EtatCompte::Ouvert) => ("succes", "check-circle", etat.label()),
        Some(etat @ EtatCompte::AActiver) => ("attention", "hourglass-split", etat.label()),
        Some(etat @ EtatCompte::Ferme) => ("neutre", "lock", etat.label()),
    }
}
