//! The network of the nation: each mission locale with its sites and agents, a pure function of the
//! seed, its rank and its size. The first is the largest; the accounts of the demonstration work there.

use std::collections::HashMap;

use chrono::NaiveDate;
use uuid::Uuid;

use super::{
    tailles::{self, NATION},
    territoire::{Territoire, fuseau, keep},
};
use crate::{
    agents::{Affectation, Agent, AgentVu, Agents, Compte, prefixe_demo},
    calendrier::{instant, plus},
    hasard::{Flux, Hasard},
    lieux, noms,
    reseau::{
        DEMI, JEUDI, MARDI, MERCREDI, Maison, Mandat, MissionLocale, ORGANISMES, Organisme, Reseau,
        SEMAINE, Site, Zone,
    },
};

/// Dossiers, closed ones too, for one conseiller: some hundred of them are active.
const PAR_CONSEILLER: u32 = 221;

/// What the network is made from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Graine<'a> {
    pub(crate) seed: u64,
    pub(crate) aujourd_hui: NaiveDate,
    pub(crate) mot_de_passe: &'a str,
}

/// The network, one mission locale per zone and size.
pub(crate) fn reseau(graine: Graine<'_>, zones: &[Territoire], effectifs: &[u32]) -> Reseau {
    let mut h = Hasard::new(graine.seed, Flux::Reseau, 0, 0);
    let debut = plus(graine.aujourd_hui, -3 * 365);
    let first = zones.first();
    let organismes: Vec<Organisme> = ORGANISMES
        .iter()
        .map(|&(nature, nom, region, departement)| Organisme {
            id: h.id(instant(debut, 8, 0)),
            code_source: nature,
            nature,
            nom,
            region: first.filter(|_| region).map(|zone| zone.region),
            departement: first.filter(|_| departement).map(|zone| zone.departement),
        })
        .collect();
    let mut all = Reseau {
        missions_locales: Vec::new(),
        sites: Vec::new(),
        zones: Vec::new(),
        organismes,
        mandats: Vec::new(),
        agents: Agents::default(),
        maisons: Vec::new(),
    };
    for (at, (zone, effectif)) in zones.iter().zip(effectifs).enumerate() {
        let ml = i32::try_from(at + 1).unwrap_or(i32::MAX);
        let h = Hasard::new(graine.seed, Flux::Reseau, ml, 0);
        Structure {
            graine,
            h,
            ml,
            zone,
            effectif: *effectif,
        }
        .ajouter(&mut all, debut);
    }
    au_dessus(graine, &mut h, &mut all);
    all
}

/// One mission locale being made.
struct Structure<'a> {
    graine: Graine<'a>,
    h: Hasard,
    ml: i32,
    zone: &'a Territoire,
    effectif: u32,
}

impl Structure<'_> {
    fn ajouter(mut self, all: &mut Reseau, debut: NaiveDate) {
        let ville = self.zone.points[0].commune;
        let usuel = keep(&format!("Mission locale fictive, {}", ville.nom));
        all.missions_locales.push(MissionLocale {
            ml_id: self.ml,
            code: format!("00{:03}S00", self.ml),
            nom: keep(&format!("00-ML FICTIVE {:03}", self.ml)),
            nom_usuel: usuel,
            forme: if self.ml % 9 == 0 {
                "gip"
            } else {
                "association"
            },
            fuseau: fuseau(self.zone.departement),
            region: self.zone.region,
            departement: self.zone.departement,
            siege: ville.code,
            ouverte_du: NaiveDate::from_ymd_opt(1990, 1, 1).unwrap_or_default(),
            site_siege: format!("FICTIF-{}-1", self.ml),
        });
        let points = self.zone.points.iter();
        all.zones.extend(points.map(|point| Zone {
            ml_id: self.ml,
            commune: point.commune.code,
            source: "fictif",
        }));
        let from = all.sites.len();
        self.sites(&mut all.sites);
        let sites: Vec<Uuid> = all.sites[from..].iter().map(|site| site.id).collect();
        self.mandats(&mut all.mandats, debut);
        let equipe = self.equipe(&mut all.agents, &sites);
        all.maisons.push(Maison {
            ml: self.ml,
            effectif: self.effectif,
            communes: self
                .zone
                .points
                .iter()
                .map(|p| p.commune)
                .collect::<Vec<_>>()
                .leak(),
            sites,
            tour: equipe.tour,
            accueil: equipe.accueil,
            fuseau: fuseau(self.zone.departement)
                .parse()
                .unwrap_or(chrono_tz::Europe::Paris),
            structure: usuel,
            agents: equipe.agents,
        });
    }

    /// The siège, then antennes and permanences over the towns of the zone.
    fn sites(&mut self, sites: &mut Vec<Site>) {
        let le = instant(plus(self.graine.aujourd_hui, -3 * 365), 8, 0);
        let combien = tailles::part(NATION[1], self.effectif).max(1);
        for rank in 0..combien {
            let points = &self.zone.points;
            let point = points[rank as usize % points.len()];
            let (nature, mot, horaires) = match rank % 5 {
                0 if rank == 0 => ("siege", "Siège", SEMAINE),
                1 => ("antenne", "Antenne", DEMI),
                2 => ("permanence", "Permanence", MARDI),
                3 => ("permanence", "Permanence", JEUDI),
                _ => ("relais", "Relais", MERCREDI),
            };
            let street = self.h.choix(lieux::RUES);
            sites.push(Site {
                id: self.h.id(le),
                ml_id: self.ml,
                code_source: format!("FICTIF-{}-{}", self.ml, rank + 1),
                nature,
                nom: keep(&format!("{mot} {:02}, {}", rank + 1, point.commune.nom)),
                adresse: format!("{} {street}", self.h.entre(1, 80)),
                code_postal: point.commune.code_postal,
                commune: point.commune.code,
                ville: point.commune.nom,
                telephone: format!("+33199{:06}", self.h.entre(0, 9_999)),
                horaires,
                longitude: point.longitude,
                latitude: point.latitude,
            });
        }
    }

    fn mandats(&mut self, mandats: &mut Vec<Mandat>, du: NaiveDate) {
        for fonction in ["president", "administrateur", "administrateur"] {
            let sexe = self.h.pese(&[("femme", 1), ("homme", 1)]);
            mandats.push(Mandat {
                id: self.h.id(instant(du, 9, 0)),
                ml_id: Some(self.ml),
                organisme_id: None,
                prenom: noms::prenom(&mut self.h, Some(sexe)),
                nom: noms::nom(&mut self.h),
                fonction,
                du,
                au: None,
            });
        }
    }

    /// Everyone who works here, as the makers of people see them.
    fn equipe(&mut self, agents: &mut Agents, sites: &[Uuid]) -> Equipe {
        let mut equipe = Equipe::default();
        let mut named: Vec<&str> = Vec::new();
        for (rank, role) in roles(self.effectif, self.ml == 1).into_iter().enumerate() {
            let demo = Some(prefixe_demo(role))
                .filter(|name| self.ml == 1 && !name.is_empty() && !named.contains(name));
            named.extend(demo);
            let site = sites[rank % sites.len()];
            let (id, vu) = embaucher(
                &mut self.h,
                agents,
                self.graine,
                &Poste {
                    ml: Some(self.ml),
                    organisme: None,
                    role,
                    site: Some(site),
                    rank,
                    demo,
                },
            );
            match role {
                "conseiller" => equipe.tour.push(id),
                "charge_accueil" => equipe.accueil.push(id),
                _ => {}
            }
            equipe.agents.insert(id, vu);
        }
        equipe
    }
}

#[derive(Debug, Default)]
struct Equipe {
    tour: Vec<Uuid>,
    accueil: Vec<Uuid>,
    agents: HashMap<Uuid, AgentVu>,
}

/// The roles of a mission locale of that size, the conseillers first.
fn roles(effectif: u32, every: bool) -> Vec<&'static str> {
    const AUTRES: [&str; 9] = [
        "charge_accueil",
        "directeur",
        "administrateur_local",
        "responsable_secteur",
        "relation_entreprises",
        "gestionnaire",
        "animateur_atelier",
        "directeur_adjoint",
        "intervenant_exterieur",
    ];
    let total = tailles::part(NATION[2], effectif);
    let conseillers = ((effectif + PAR_CONSEILLER / 2) / PAR_CONSEILLER).max(1);
    let least = if every { 9 } else { 3 };
    let others = total.saturating_sub(conseillers).max(least);
    // Past one of each, those who receive and those who know employers are the most numerous.
    let other = |rank: u32| match rank {
        0..9 => AUTRES[rank as usize],
        rank if rank % 9 < 4 => "charge_accueil",
        rank if rank % 9 < 7 => "relation_entreprises",
        rank => AUTRES[rank as usize % 9],
    };
    let conseillers = std::iter::repeat_n("conseiller", conseillers as usize);
    conseillers.chain((0..others).map(other)).collect()
}

/// A place to fill.
struct Poste<'a> {
    ml: Option<i32>,
    organisme: Option<Uuid>,
    role: &'static str,
    site: Option<Uuid>,
    rank: usize,
    demo: Option<&'a str>,
}

/// One more agent, with an account and an affectation.
fn embaucher(
    h: &mut Hasard,
    agents: &mut Agents,
    graine: Graine<'_>,
    poste: &Poste<'_>,
) -> (Uuid, AgentVu) {
    let du = plus(graine.aujourd_hui, -1000);
    let sexe = h.pese(&[("femme", 7), ("homme", 3)]);
    let (prenom, nom) = (noms::prenom(h, Some(sexe)), noms::nom(h));
    let courriel = poste.demo.map_or_else(
        || {
            let (name, ml) = (noms::adresse_locale(&prenom, &nom), poste.ml.unwrap_or(0));
            format!("{name}.{}@ml{ml}.invalid", poste.rank)
        },
        |name| format!("{name}@demo.invalid"),
    );
    let id = h.id(instant(du, 8, 0));
    let compte = h.id(instant(du, 9, 30));
    agents.affectations.push(Affectation {
        id: h.id(instant(du, 9, 0)),
        agent_id: id,
        ml_id: poste.ml,
        organisme_id: poste.organisme,
        role: poste.role,
        site_id: poste.site,
        du,
        au: None,
    });
    agents.comptes.push(Compte {
        id: compte,
        agent_id: id,
        mot_de_passe: graine.mot_de_passe.to_owned(),
        cree_le: instant(du, 9, 30),
    });
    let vu = AgentVu {
        compte,
        role: poste.role,
        nom: format!("{prenom} {nom}"),
    };
    agents.personnes.push(Agent {
        id,
        prenom,
        nom,
        courriel,
        telephone: format!("+33199{:06}", h.entre(0, 9_999)),
    });
    (id, vu)
}

/// Those who work above the missions locales, and the conseiller who works in two.
fn au_dessus(graine: Graine<'_>, h: &mut Hasard, all: &mut Reseau) {
    let above = [
        ("animateur_regional", "animation_regionale", "region"),
        ("charge_mission_etat", "ddets", "etat"),
        ("national", "dmml", "national"),
    ];
    for (rank, (role, nature, demo)) in above.into_iter().enumerate() {
        let organisme = all
            .organismes
            .iter()
            .find(|o| o.nature == nature)
            .map(|o| o.id);
        let poste = Poste {
            ml: None,
            organisme,
            role,
            site: None,
            rank,
            demo: Some(demo),
        };
        embaucher(h, &mut all.agents, graine, &poste);
    }
    let homes: Vec<(i32, Option<Uuid>)> = all
        .maisons
        .iter()
        .take(2)
        .map(|maison| (maison.ml, maison.sites.first().copied()))
        .collect();
    let Some((&(ml, site), others)) = homes.split_first() else {
        return;
    };
    let poste = Poste {
        ml: Some(ml),
        organisme: None,
        role: "conseiller",
        site,
        rank: 0,
        demo: Some("deux"),
    };
    let (id, vu) = embaucher(h, &mut all.agents, graine, &poste);
    for (maison, vu) in all.maisons.iter_mut().take(2).zip([vu.clone(), vu]) {
        maison.agents.insert(id, vu);
    }
    for (ml, site) in others {
        let du = plus(graine.aujourd_hui, -1000);
        all.agents.affectations.push(Affectation {
            id: h.id(instant(du, 9, 0)),
            agent_id: id,
            ml_id: Some(*ml),
            organisme_id: None,
            role: "conseiller",
            site_id: *site,
            du,
            au: None,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nation::territoire;

    #[test]
    fn the_nation_has_its_sites_and_agents() {
        let effectifs = tailles::tailles(1_500_000, 445);
        let zones = territoire::territoires(&territoire::fictives(), 445);
        let graine = Graine {
            seed: 1,
            aujourd_hui: NaiveDate::from_ymd_opt(2026, 11, 23).unwrap(),
            mot_de_passe: "",
        };
        let all = reseau(graine, &zones, &effectifs);
        assert_eq!(all.missions_locales.len(), 445);
        assert!(
            (6_450..=6_550).contains(&all.sites.len()),
            "{}",
            all.sites.len()
        );
        let agents = all.agents.personnes.len();
        assert!((12_900..=13_100).contains(&agents), "{agents}");
        let mut mails: Vec<&str> = all
            .agents
            .personnes
            .iter()
            .map(|a| a.courriel.as_str())
            .collect();
        mails.sort_unstable();
        assert!(mails.windows(2).all(|two| two[0] != two[1]));
        for (_, demo) in crate::COMPTES_DEMO {
            assert!(mails.binary_search(demo).is_ok(), "{demo}");
        }
        for maison in &all.maisons {
            let active = maison.effectif as usize / maison.tour.len();
            assert!((170..=300).contains(&active), "{} : {active}", maison.ml);
        }
    }
}
