//! The forty agents of the demonstration, their accounts and affectations.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use crate::{
    calendrier::{instant, plus},
    copie::ligne,
    hasard::Hasard,
    noms,
    reseau::{Organisme, Site},
};

ligne! {
    /// Someone who works in the network.
    Agent = "agent" {
        id "id": Uuid,
        prenom "prenom": String,
        nom "nom": String,
        courriel "courriel": String,
        telephone "telephone": String,
    }
}

ligne! {
    /// The means of signing in.
    Compte = "compte" {
        id "id": Uuid,
        agent_id "agent_id": Uuid,
        mot_de_passe "mot_de_passe": String,
        cree_le "cree_le": DateTime<Utc>,
    }
}

ligne! {
    /// What an agent does, where and when.
    Affectation = "affectation" {
        id "id": Uuid,
        agent_id "agent_id": Uuid,
        ml_id "ml_id": Option<i32>,
        organisme_id "organisme_id": Option<Uuid>,
        role "role": &'static str,
        site_id "site_id": Option<Uuid>,
        du "du": NaiveDate,
        au "au": Option<NaiveDate>,
    }
}

/// One demonstration account per role, all with the same password: the role as people say it, and
/// the address to sign in with.
pub const COMPTES_DEMO: &[(&str, &str)] = &[
    ("Chargé d’accueil", "accueil@demo.invalid"),
    ("Conseiller", "conseiller@demo.invalid"),
    ("Responsable de secteur", "responsable@demo.invalid"),
    ("Chargé de relation entreprises", "entreprises@demo.invalid"),
    ("Gestionnaire administratif", "gestion@demo.invalid"),
    ("Animateur d’atelier", "atelier@demo.invalid"),
    ("Intervenant extérieur", "intervenant@demo.invalid"),
    ("Directeur", "direction@demo.invalid"),
    ("Directeur adjoint", "adjoint@demo.invalid"),
    ("Administrateur local", "admin@demo.invalid"),
    ("Conseiller dans deux missions locales", "deux@demo.invalid"),
    ("Animateur régional", "region@demo.invalid"),
    ("Chargé de mission DDETS/DREETS", "etat@demo.invalid"),
    ("National", "national@demo.invalid"),
];

/// The name before the `@` of the account that shows a role; empty when none does.
pub(crate) fn prefixe_demo(role: &str) -> &'static str {
    let of_role = AGENTS
        .iter()
        .find(|agent| agent.1 == role && !agent.4.is_empty());
    of_role.map_or("", |agent| agent.4)
}

/// One agent: mission locale (0: a body), role, rank of the site or kind of body, turns taken among
/// référents, name of the demonstration account if any.
type AgentFictif = (i32, &'static str, usize, usize, &'static str);

const AGENTS: [AgentFictif; 40] = [
    (1, "charge_accueil", 0, 0, "accueil"),
    (1, "charge_accueil", 1, 0, ""),
    (1, "conseiller", 0, 2, "conseiller"),
    (1, "conseiller", 0, 2, ""),
    (1, "conseiller", 0, 2, ""),
    (1, "conseiller", 0, 2, ""),
    (1, "conseiller", 1, 2, ""),
    (1, "conseiller", 1, 2, ""),
    (1, "conseiller", 2, 2, ""),
    (1, "conseiller", 2, 2, ""),
    (1, "conseiller", 3, 2, ""),
    (1, "responsable_secteur", 0, 1, "responsable"),
    (1, "relation_entreprises", 0, 0, "entreprises"),
    (1, "gestionnaire", 0, 0, "gestion"),
    (1, "animateur_atelier", 0, 0, "atelier"),
    (1, "intervenant_exterieur", 0, 0, "intervenant"),
    (1, "directeur", 0, 0, "direction"),
    (1, "directeur_adjoint", 0, 0, "adjoint"),
    (1, "administrateur_local", 0, 0, "admin"),
    (2, "charge_accueil", 0, 0, ""),
    (2, "conseiller", 0, 2, ""),
    (2, "conseiller", 0, 2, ""),
    (2, "conseiller", 1, 2, ""),
    (2, "conseiller", 1, 2, ""),
    (2, "conseiller", 2, 2, ""),
    (2, "conseiller", 0, 1, "deux"),
    (2, "responsable_secteur", 0, 0, ""),
    (2, "relation_entreprises", 0, 0, ""),
    (2, "gestionnaire", 0, 0, ""),
    (2, "directeur", 0, 0, ""),
    (2, "administrateur_local", 0, 0, ""),
    (3, "charge_accueil", 0, 0, ""),
    (3, "conseiller", 0, 2, ""),
    (3, "conseiller", 0, 2, ""),
    (3, "conseiller", 1, 2, ""),
    (3, "directeur", 0, 0, ""),
    (3, "administrateur_local", 0, 0, ""),
    (0, "animateur_regional", 4, 0, "region"),
    (0, "charge_mission_etat", 6, 0, "etat"),
    (0, "national", 0, 0, "national"),
];

/// An agent as the dossiers name her.
#[derive(Debug, Clone)]
pub(crate) struct AgentVu {
    /// Her account.
    pub(crate) compte: Uuid,
    /// What she does in the mission locale.
    pub(crate) role: &'static str,
    /// Given name and name.
    pub(crate) nom: String,
}

/// The rows of the agents, and what they take of the work.
#[derive(Debug, Default)]
pub(crate) struct Agents {
    pub(crate) personnes: Vec<Agent>,
    pub(crate) comptes: Vec<Compte>,
    pub(crate) affectations: Vec<Affectation>,
    /// Agents by mission locale, as many times as they take turns.
    tours: Vec<(i32, Uuid)>,
}

impl Agents {
    /// Who accompanies in `ml`, in turn.
    pub(crate) fn tour(&self, ml: i32) -> Vec<Uuid> {
        self.tours
            .iter()
            .filter(|(of, _)| *of == ml)
            .map(|(_, id)| *id)
            .collect()
    }

    /// Who receives in `ml`.
    pub(crate) fn accueil(&self, ml: i32) -> Vec<Uuid> {
        let rows = self.affectations.iter();
        rows.filter(|a| a.ml_id == Some(ml) && a.role == "charge_accueil")
            .map(|a| a.agent_id)
            .collect()
    }

    /// Each agent of `ml`.
    pub(crate) fn vus(&self, ml: i32) -> HashMap<Uuid, AgentVu> {
        let rows = self.affectations.iter().filter(|a| a.ml_id == Some(ml));
        rows.filter_map(|a| Some((a.agent_id, self.vu(a.agent_id, a.role)?)))
            .collect()
    }

    fn vu(&self, id: Uuid, role: &'static str) -> Option<AgentVu> {
        let compte = self.comptes.iter().find(|c| c.agent_id == id)?.id;
        let agent = self.personnes.iter().find(|a| a.id == id)?;
        let nom = format!("{} {}", agent.prenom, agent.nom);
        Some(AgentVu { compte, role, nom })
    }

    fn affecter(&mut self, h: &mut Hasard, mut affectation: Affectation, tours: usize) {
        if let Some(ml) = affectation.ml_id {
            for _ in 0..tours {
                self.tours.push((ml, affectation.agent_id));
            }
        }
        affectation.id = h.id(instant(affectation.du, 9, 0));
        self.affectations.push(affectation);
    }
}

/// The forty agents; one of them works in two missions locales.
pub(crate) fn demonstration(
    h: &mut Hasard,
    aujourd_hui: NaiveDate,
    sites: &[Site],
    organismes: &[Organisme],
    mot_de_passe: &str,
) -> Agents {
    let mut all = Agents::default();
    let du = plus(aujourd_hui, -1000);
    for (rank, (ml, role, place, tours, demo)) in AGENTS.iter().copied().enumerate() {
        let agent = agent(h, du, rank, demo);
        let site = sites
            .iter()
            .filter(|s| s.ml_id == ml)
            .nth(place)
            .map(|s| s.id);
        let affectation = Affectation {
            id: Uuid::nil(),
            agent_id: agent.id,
            ml_id: Some(ml).filter(|ml| *ml > 0),
            organisme_id: (ml == 0).then(|| organismes[place].id),
            role,
            site_id: site,
            du,
            au: None,
        };
        if demo == "deux" {
            let site_id = sites.iter().find(|s| s.ml_id == 3).map(|s| s.id);
            let second = Affectation {
                ml_id: Some(3),
                site_id,
                ..affectation.clone()
            };
            all.affecter(h, second, tours);
        }
        all.affecter(h, affectation, tours);
        all.comptes.push(Compte {
            id: h.id(instant(du, 9, 30)),
            agent_id: agent.id,
            mot_de_passe: mot_de_passe.to_owned(),
            cree_le: instant(du, 9, 30),
        });
        all.personnes.push(agent);
    }
    all
}

fn agent(h: &mut Hasard, du: NaiveDate, rank: usize, demo: &str) -> Agent {
    let sexe = h.pese(&[("femme", 7), ("homme", 3)]);
    let (prenom, nom) = (noms::prenom(h, Some(sexe)), noms::nom(h));
    let courriel = if demo.is_empty() {
        format!(
            "{}.{rank}@val-fictif.invalid",
            noms::adresse_locale(&prenom, &nom)
        )
    } else {
        format!("{demo}@demo.invalid")
    };
    Agent {
        id: h.id(instant(du, 8, 0)),
        prenom,
        nom,
        courriel,
        telephone: format!("+33199{:06}", h.entre(0, 9_999)),
    }
}
