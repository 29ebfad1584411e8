//! The network of the demonstration: three missions locales, twelve sites, the bodies above them,
//! forty agents. What the makers of people need of it is a [`Maison`].

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use uuid::Uuid;

use crate::{
    agents::{self, AgentVu, Agents},
    calendrier::{instant, plus},
    copie::ligne,
    hasard::{Flux, Hasard},
    lieux::{self, Commune},
    noms,
};

ligne! {
    /// A mission locale.
    MissionLocale = "mission_locale" {
        ml_id "ml_id": i32,
        code "code": String,
        nom "nom": &'static str,
        nom_usuel "nom_usuel": &'static str,
        forme "forme_juridique": &'static str,
        fuseau "fuseau": &'static str,
        region "region": &'static str,
        departement "departement": &'static str,
        siege "commune_siege": &'static str,
        ouverte_du "ouverte_du": NaiveDate,
        site_siege "site_siege_source": String,
    }
}

ligne! {
    /// A place of reception.
    Site = "site" {
        id "id": Uuid,
        ml_id "ml_id": i32,
        code_source "code_source": String,
        nature "nature": &'static str,
        nom "nom": &'static str,
        adresse "adresse": String,
        code_postal "code_postal": &'static str,
        commune "commune": &'static str,
        ville "ville": &'static str,
        telephone "telephone": String,
        horaires "horaires": &'static str,
        longitude "longitude": f64,
        latitude "latitude": f64,
    }
}

ligne! {
    /// A commune of a zone of intervention.
    Zone = "zone" { ml_id "ml_id": i32, commune "commune": &'static str, source "source": &'static str, }
}

ligne! {
    /// A body without dossiers.
    Organisme = "organisme" {
        id "id": Uuid,
        code_source "code_source": &'static str,
        nature "nature": &'static str,
        nom "nom": &'static str,
        region "region": Option<&'static str>,
        departement "departement": Option<&'static str>,
    }
}

ligne! {
    /// A mandate.
    Mandat = "mandat" {
        id "id": Uuid,
        ml_id "ml_id": Option<i32>,
        organisme_id "organisme_id": Option<Uuid>,
        prenom "prenom": String,
        nom "nom": String,
        fonction "fonction": &'static str,
        du "du": NaiveDate,
        au "au": Option<NaiveDate>,
    }
}

pub(crate) const SEMAINE: &str =
    "Du lundi au vendredi, 9 h – 12 h 30 et 13 h 30 – 17 h (fermé le jeudi matin)";
pub(crate) const DEMI: &str = "Lundi, mardi, jeudi et vendredi, 9 h – 12 h et 13 h 30 – 16 h 30";
pub(crate) const MARDI: &str = "Mardi, 9 h – 12 h, sur rendez-vous";
pub(crate) const JEUDI: &str = "Jeudi, 13 h 30 – 16 h 30, avec ou sans rendez-vous";
pub(crate) const MERCREDI: &str = "Un mercredi sur deux, 14 h – 17 h";

/// One site: its kind, name, commune (a place in [`lieux::COMMUNES`]) and opening hours.
type SiteFictif = (&'static str, &'static str, usize, &'static str);

/// A mission locale of the demonstration.
struct MlFictive {
    nom: &'static str,
    usuel: &'static str,
    forme: &'static str,
    sites: &'static [SiteFictif],
}

const ML: [MlFictive; 3] = [
    MlFictive {
        nom: "00-ML BRUMEVILLE",
        usuel: "Mission locale de Brumeville et de l’Orvel",
        forme: "association",
        sites: &[
            ("siege", "Siège de Brumeville", 0, SEMAINE),
            ("antenne", "Antenne de Saint-Falbe-sur-Orvel", 1, SEMAINE),
            ("antenne", "Antenne des Lanternes", 2, DEMI),
            ("permanence", "Permanence de Vaudoré-le-Château", 3, MARDI),
            ("permanence", "Permanence de L’Étang-Songeur", 5, JEUDI),
            ("relais", "Relais de Vieille-Écluse", 14, MERCREDI),
        ],
    },
    MlFictive {
        nom: "00-ML HAUTS-FICTIFS",
        usuel: "Mission locale des Hauts-Fictifs",
        forme: "association",
        sites: &[
            ("siege", "Siège de Hautfictif", 18, SEMAINE),
            ("antenne", "Antenne de Roche-Tournante", 19, DEMI),
            ("permanence", "Permanence du Col-Blanc", 22, JEUDI),
            ("relais", "Relais de Combe-Oubliée", 27, MERCREDI),
        ],
    },
    MlFictive {
        nom: "00-ML PAYS DE LUNE",
        usuel: "Mission locale du Pays de Lune",
        forme: "gip",
        sites: &[
            ("siege", "Siège de Port-Lunaire", 31, SEMAINE),
            ("permanence", "Permanence de Salins-Rêveur", 32, MARDI),
        ],
    },
];

/// The bodies above: kind, name, whether they are of the region, of the département.
pub(crate) const ORGANISMES: [(&str, &str, bool, bool); 7] = [
    (
        "dmml",
        "Délégation ministérielle aux missions locales (fictive)",
        false,
        false,
    ),
    (
        "unml",
        "Union nationale des missions locales (fictive)",
        false,
        false,
    ),
    (
        "andml",
        "Association nationale des directeurs (fictive)",
        false,
        false,
    ),
    (
        "arml",
        "Association régionale des missions locales de la Région fictive",
        true,
        false,
    ),
    (
        "animation_regionale",
        "Animation régionale de la Région fictive",
        true,
        false,
    ),
    ("dreets", "DREETS de la Région fictive", true, false),
    ("ddets", "DDETS du Val-Fictif", true, true),
];

/// Shares of the young people, in percent: 2 100, 1 200 and 700 of 4 000.
const PARTS: [u32; 3] = [525, 300, 175];

/// What the makers of people need to know of a mission locale.
#[derive(Debug, Clone)]
pub(crate) struct Maison {
    /// Its identifier.
    pub(crate) ml: i32,
    /// How many dossiers it has.
    pub(crate) effectif: u32,
    /// The communes of its zone, the most populated first.
    pub(crate) communes: &'static [Commune],
    /// Its sites, the siège first.
    pub(crate) sites: Vec<Uuid>,
    /// Who takes the next young person, in turn; half a portfolio is one turn instead of two.
    pub(crate) tour: Vec<Uuid>,
    /// Who receives at the counter.
    pub(crate) accueil: Vec<Uuid>,
    /// Its time zone.
    pub(crate) fuseau: Tz,
    /// Its usual name.
    pub(crate) structure: &'static str,
    /// Each of its agents.
    pub(crate) agents: HashMap<Uuid, AgentVu>,
}

/// Every row of the network, and the missions locales as the makers of people see them.
#[derive(Debug)]
pub(crate) struct Reseau {
    pub(crate) missions_locales: Vec<MissionLocale>,
    pub(crate) sites: Vec<Site>,
    pub(crate) zones: Vec<Zone>,
    pub(crate) organismes: Vec<Organisme>,
    pub(crate) mandats: Vec<Mandat>,
    pub(crate) agents: Agents,
    pub(crate) maisons: Vec<Maison>,
}

/// The network of the demonstration, with `jeunes` young people in all.
pub(crate) fn demonstration(
    seed: u64,
    aujourd_hui: NaiveDate,
    jeunes: u32,
    mot_de_passe: &str,
) -> Reseau {
    let mut h = Hasard::new(seed, Flux::Reseau, 0, 0);
    let debut = plus(aujourd_hui, -3 * 365);
    let le = instant(debut, 8, 0);
    let mut sites: Vec<Site> = Vec::new();
    for (at, ml) in ML.iter().enumerate() {
        for (rank, site) in ml.sites.iter().enumerate() {
            sites.push(site_row(&mut h, le, at, rank, site));
        }
    }
    let organismes: Vec<Organisme> = ORGANISMES
        .iter()
        .map(|o| organisme(&mut h, le, o))
        .collect();
    let agents = agents::demonstration(&mut h, aujourd_hui, &sites, &organismes, mot_de_passe);
    let maisons = (0..ML.len())
        .map(|at| maison(at, jeunes, &sites, &agents))
        .collect();
    Reseau {
        missions_locales: ML
            .iter()
            .enumerate()
            .map(|(at, ml)| ml_row(at, ml))
            .collect(),
        mandats: mandats(&mut h, debut, &organismes),
        zones: zones(),
        sites,
        organismes,
        agents,
        maisons,
    }
}

/// The identifier of the mission locale at a place of the list.
pub(crate) fn ml_id(at: usize) -> i32 {
    i32::try_from(at + 1).unwrap_or(1)
}

fn ml_row(at: usize, ml: &MlFictive) -> MissionLocale {
    let commune = lieux::COMMUNES[ml.sites[0].2];
    MissionLocale {
        ml_id: ml_id(at),
        code: format!("00{:03}S00", at + 1),
        nom: ml.nom,
        nom_usuel: ml.usuel,
        forme: ml.forme,
        fuseau: "Europe/Paris",
        region: lieux::REGION.code,
        departement: lieux::DEPARTEMENT.code,
        siege: commune.code,
        ouverte_du: NaiveDate::from_ymd_opt(1990, 1, 1).unwrap_or_default(),
        site_siege: format!("FICTIF-{}-1", at + 1),
    }
}

fn site_row(h: &mut Hasard, le: DateTime<Utc>, at: usize, rank: usize, site: &SiteFictif) -> Site {
    let (nature, nom, place, horaires) = *site;
    let commune = lieux::COMMUNES[place];
    let point = &lieux::communes()[place];
    Site {
        id: h.id(le),
        ml_id: ml_id(at),
        code_source: format!("FICTIF-{}-{}", at + 1, rank + 1),
        nature,
        nom,
        adresse: format!("{} {}", h.entre(1, 80), h.choix(lieux::RUES)),
        code_postal: commune.code_postal,
        commune: commune.code,
        ville: commune.nom,
        telephone: format!("+33199{:06}", h.entre(0, 9_999)),
        horaires,
        longitude: point.longitude,
        latitude: point.latitude,
    }
}

fn zones() -> Vec<Zone> {
    let of = |(at, (from, to)): (usize, &(usize, usize))| {
        lieux::COMMUNES[*from..*to].iter().map(move |commune| Zone {
            ml_id: ml_id(at),
            commune: commune.code,
            source: "fictif",
        })
    };
    lieux::ZONES.iter().enumerate().flat_map(of).collect()
}

fn organisme(
    h: &mut Hasard,
    le: DateTime<Utc>,
    (nature, nom, region, departement): &(&'static str, &'static str, bool, bool),
) -> Organisme {
    Organisme {
        id: h.id(le),
        code_source: nature,
        nature,
        nom,
        region: region.then_some(lieux::REGION.code),
        departement: departement.then_some(lieux::DEPARTEMENT.code),
    }
}

/// A président and two administrateurs in each mission locale, a former président in the first;
/// a président above.
fn mandats(h: &mut Hasard, debut: NaiveDate, organismes: &[Organisme]) -> Vec<Mandat> {
    let mut rows = Vec::new();
    let mut add = |ml: Option<i32>, organisme: Option<Uuid>, fonction, du, au| {
        let sexe = h.pese(&[("femme", 1), ("homme", 1)]);
        rows.push(Mandat {
            id: h.id(instant(debut, 9, 0)),
            ml_id: ml,
            organisme_id: organisme,
            prenom: noms::prenom(h, Some(sexe)),
            nom: noms::nom(h),
            fonction,
            du,
            au,
        });
    };
    for at in 0..ML.len() {
        for fonction in ["president", "administrateur", "administrateur"] {
            add(Some(ml_id(at)), None, fonction, debut, None);
        }
    }
    let before = plus(debut, -6 * 365);
    add(Some(1), None, "president", before, Some(plus(debut, -1)));
    for organisme in organismes
        .iter()
        .filter(|o| matches!(o.nature, "unml" | "arml"))
    {
        add(None, Some(organisme.id), "president", debut, None);
    }
    rows
}

fn maison(at: usize, jeunes: u32, sites: &[Site], agents: &Agents) -> Maison {
    let ml = ml_id(at);
    let (from, to) = lieux::ZONES[at];
    // The first mission locale takes what rounding leaves.
    let share = |at: usize| jeunes * PARTS[at] / 1000;
    let effectif = if at == 0 {
        jeunes - share(1) - share(2)
    } else {
        share(at)
    };
    Maison {
        ml,
        effectif,
        communes: &lieux::COMMUNES[from..to],
        sites: sites
            .iter()
            .filter(|s| s.ml_id == ml)
            .map(|s| s.id)
            .collect(),
        tour: agents.tour(ml),
        accueil: agents.accueil(ml),
        fuseau: chrono_tz::Europe::Paris,
        structure: ML[at].usuel,
        agents: agents.vus(ml),
    }
}
