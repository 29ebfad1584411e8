//! Choosing a moment: to book, or to move.

use accompagnement::{
    creneaux::{self, Creneau, Demande},
    disponibilites::{self, Motif, Salle},
    rendez_vous::{self, EtatRdv, Lieu, RendezVous},
};
use askama::Template;
use chrono::{DateTime, NaiveDate, Utc};
use jeunes::{DossierForRead, acces, accueil, contacts};
use kernel::{Access, AgentId, JeuneId, MotifRdvId, Permission, RendezVousId, Section, dates};
use platform::{Error, Tx};

use super::forms::Moment;
use crate::{
    accompagnement::{commun, saisie::Saisie},
    http::{extract::Contexte, refus::Refus},
    jeunes::{
        accueil::sites,
        tete::{OngletDossier, Tete},
    },
    ui::{Cadre, Choix},
};

/// Moments shown.
const LIMITE: usize = 20;

#[derive(Template)]
#[template(path = "accompagnement/rendez_vous/choisir.html")]
pub(super) struct ChoisirPage {
    cadre: Cadre,
    tete: Tete,
    adresses: Adresses,
    saisie: Saisie,
    pub(super) refus: Refus,
    version: String,
    motifs: Vec<Choix>,
    agents: Vec<Choix>,
    sites: Vec<Choix>,
    lieux: Vec<Choix>,
    salles: Vec<Choix>,
    jours: Vec<JourLibre>,
    cherche: bool,
    /// The place of the search, carried by the booking.
    lieu: String,
    /// The site of an hour that is imposed.
    sur: String,
    consignes: String,
    /// How the person will be told, or that she cannot be.
    message: String,
    joignable: bool,
    regler: bool,
}

/// A day with free moments.
struct JourLibre {
    titre: String,
    moments: Vec<MomentVue>,
}

struct MomentVue {
    valeur: String,
    heures: String,
    agent: String,
    site: String,
}

/// Which page, and what was typed.
pub(super) struct Choisi {
    pub(super) jeune: JeuneId,
    pub(super) deplace: Option<RendezVousId>,
    pub(super) saisie: Saisie,
    pub(super) refus: Refus,
}

pub(super) async fn page(
    tx: &mut Tx,
    contexte: &Contexte,
    choix: Choisi,
) -> platform::Result<ChoisirPage> {
    let dossier = acces::open_for_read(tx, choix.jeune, Section::Agenda).await?;
    let moved = match choix.deplace {
        Some(id) => Some(movable(tx, &dossier, id).await?),
        None => None,
    };
    let saisie = filled(tx, &dossier, choix.saisie, moved.as_ref());
    let motifs = disponibilites::motifs(tx).await?;
    let motif = chosen(&motifs, saisie.un("motif"));
    let lieux = places(motif);
    let saisie = offered(saisie, &lieux);
    let agents = agents(tx).await?;
    let all_sites = sites(tx).await?;
    let found = match motif {
        Some(motif) => search(tx, &dossier, &saisie, motif.id).await?,
        None => Vec::new(),
    };
    let (message, joignable) = told(tx, &dossier).await?;
    let adresses = Adresses::new(tx, choix.jeune, moved.as_ref());
    let sur = imposed_site(tx, &dossier, &saisie);
    Ok(ChoisirPage {
        version: choix.refus.version(&adresses.version),
        lieu: saisie.un("lieu").to_owned(),
        lieux,
        salles: rooms(tx, &sur).await?,
        sur,
        jours: by_day(tx, &found, &saisie, (&agents, &all_sites)),
        cherche: motif.is_some(),
        consignes: motif.map_or_else(String::new, |m| m.consignes.clone()),
        motifs: motifs.iter().map(motif_choice).collect(),
        agents,
        sites: all_sites,
        message,
        joignable,
        regler: tx.may(Permission::ReglerAgenda),
        tete: Tete::new(tx, &dossier, OngletDossier::RendezVous),
        cadre: Cadre::new(tx, contexte),
        refus: choix.refus,
        adresses,
        saisie,
    })
}

/// What differs between a booking and a move.
struct Adresses {
    titre: &'static str,
    action: String,
    retour: String,
    /// The rendez-vous that is moved, in words; an empty string to book.
    deplace: String,
    version: String,
}

impl Adresses {
    fn new(tx: &Tx, jeune: JeuneId, moved: Option<&RendezVous>) -> Self {
        let base = format!("/jeunes/{jeune}/rendez-vous");
        match moved {
            Some(rdv) => Self {
                titre: "Déplacer le rendez-vous",
                action: format!("{base}/{}/reporter", rdv.id),
                retour: format!("{base}/{}", rdv.id),
                deplace: words(tx, rdv.debut),
                version: rdv.version.to_string(),
            },
            None => Self {
                titre: "Nouveau rendez-vous",
                action: format!("{base}/nouveau"),
                retour: base,
                deplace: String::new(),
                version: String::new(),
            },
        }
    }
}

async fn agents(tx: &mut Tx) -> platform::Result<Vec<Choix>> {
    let colleagues = accueil::collegues(tx).await?;
    Ok(colleagues
        .iter()
        .map(|c| Choix::new(c.id.to_string(), c.nom.clone()))
        .collect())
}

fn motif_choice(motif: &Motif) -> Choix {
    let words = format!("{} ({}\u{a0}min)", motif.libelle, motif.duree_minutes);
    Choix::new(motif.id.to_string(), words)
}

async fn movable(
    tx: &mut Tx,
    dossier: &DossierForRead,
    id: RendezVousId,
) -> platform::Result<RendezVous> {
    let rdv = rendez_vous::find(tx, dossier, id).await?;
    if rdv.etat == EtatRdv::Planifie {
        Ok(rdv)
    } else {
        Err(Error::NotFound)
    }
}

/// What was typed, completed: with the référent wherever she receives, as soon as possible; with
/// nobody in particular, on the person's site; a rendez-vous that is moved starts from what it is.
fn filled(tx: &Tx, dossier: &DossierForRead, typed: Saisie, moved: Option<&RendezVous>) -> Saisie {
    let has = |saisie: &Saisie, name: &str| saisie.champs().any(|(n, _)| n == name);
    let posted = has(&typed, "derogation");
    let agent = moved.map(|r| r.agent).or(dossier.remplacant);
    let agent = agent.or(dossier.referent).or(tx.agent_id());
    let near = dossier.site.filter(|_| agent.is_none());
    let site = moved.and_then(|r| r.site).or(near);
    let mut all = match moved {
        Some(rdv) => typed.remplace("motif", rdv.motif.to_string()),
        None => typed,
    };
    for (name, value) in [
        ("id", commun::fresh(tx)),
        ("agent", agent.map_or_else(String::new, |a| a.to_string())),
        ("site", site.map_or_else(String::new, |s| s.to_string())),
        ("lieu", moved.map_or("", |r| r.lieu.code()).to_owned()),
        ("des", commun::field(tx.today())),
    ] {
        if !has(&all, name) {
            all = all.avec(name, value);
        }
    }
    // A box that was posted empty was emptied by someone.
    if posted {
        all
    } else {
        all.remplace("prevenir", "oui")
    }
}

/// The place typed, or the first one of the motif when it is not of its places.
fn offered(saisie: Saisie, lieux: &[Choix]) -> Saisie {
    let typed = saisie.un("lieu");
    match lieux.first() {
        Some(first) if !lieux.iter().any(|l| l.code == typed) => {
            saisie.remplace("lieu", first.code.clone())
        }
        _ => saisie,
    }
}

fn chosen<'a>(motifs: &'a [Motif], code: &str) -> Option<&'a Motif> {
    motifs.iter().find(|m| m.id.to_string() == code)
}

async fn search(
    tx: &mut Tx,
    dossier: &DossierForRead,
    saisie: &Saisie,
    motif: MotifRdvId,
) -> platform::Result<Vec<Creneau>> {
    let agent: Option<AgentId> = saisie.un("agent").parse().ok();
    let demande = Demande {
        motif,
        jeune: Some(dossier.id),
        agents: agent.into_iter().collect(),
        site: match saisie.un("lieu") {
            "site" | "" => saisie.un("site").parse().ok(),
            _ => None,
        },
        des: dates::parse(saisie.un("des")).unwrap_or_else(|| tx.today()),
        limite: LIMITE,
    };
    creneaux::next(tx, &demande).await
}

fn places(motif: Option<&Motif>) -> Vec<Choix> {
    let offered =
        |lieu: &Lieu| motif.is_none_or(|m| m.lieux.iter().any(|l| l.code() == lieu.code()));
    Lieu::ALL
        .iter()
        .filter(|lieu| offered(lieu))
        .map(|lieu| Choix::new(lieu.code(), lieu.label()))
        .collect()
}

/// The site typed, else the person's own, else that of the actor.
fn imposed_site(tx: &Tx, dossier: &DossierForRead, saisie: &Saisie) -> String {
    let typed = saisie.un("site");
    if !typed.is_empty() {
        return typed.to_owned();
    }
    let site = dossier.site.or(tx.site());
    site.map_or_else(String::new, |site| site.to_string())
}

async fn rooms(tx: &mut Tx, site: &str) -> platform::Result<Vec<Choix>> {
    let Ok(site) = site.parse() else {
        return Ok(Vec::new());
    };
    let all: Vec<Salle> = disponibilites::salles(tx, Some(site)).await?;
    Ok(all
        .iter()
        .map(|s| Choix::new(s.id.to_string(), s.nom.clone()))
        .collect())
}

/// The moments, day by day; who and where are said when they were not asked for.
fn by_day(
    tx: &Tx,
    found: &[Creneau],
    saisie: &Saisie,
    (agents, sites): (&[Choix], &[Choix]),
) -> Vec<JourLibre> {
    let mut all: Vec<(NaiveDate, JourLibre)> = Vec::new();
    let named = |list: &[Choix], code: String, asked: &str| {
        list.iter()
            .find(|c| c.code == code && c.code != asked)
            .map_or_else(String::new, |c| c.libelle.clone())
    };
    for creneau in found {
        let here = creneau.debut.with_timezone(&tx.fuseau());
        let jour = here.date_naive();
        let vue = MomentVue {
            valeur: Moment::of(creneau).valeur(),
            heures: dates::hour(here.time()),
            agent: named(agents, creneau.agent.to_string(), saisie.un("agent")),
            site: named(sites, creneau.site.to_string(), saisie.un("site")),
        };
        match all.last_mut() {
            Some((last, day)) if *last == jour => day.moments.push(vue),
            _ => all.push((
                jour,
                JourLibre {
                    titre: dates::with_weekday(jour),
                    moments: vec![vue],
                },
            )),
        }
    }
    all.into_iter().map(|(_, day)| day).collect()
}

/// How the person will be told.
async fn told(tx: &mut Tx, dossier: &DossierForRead) -> platform::Result<(String, bool)> {
    if !tx.may(Permission::Dossier(Section::Contacts, Access::Read)) {
        return Ok(("Un message part si un moyen est autorisé.".to_owned(), true));
    }
    let all = contacts::moyens_autorises(tx, dossier).await?;
    let written = all
        .iter()
        .find(|m| m.message && !matches!(m.contact.moyen, contacts::MoyenContact::Autre));
    Ok(match written {
        Some(_) => (
            "Un message part maintenant, puis 7 jours et un jour avant : jour, heure et lieu, rien d’autre."
                .to_owned(),
            true,
        ),
        None => (
            "Aucun moyen de lui écrire n’est autorisé : dites-lui vous-même le jour et l’heure."
                .to_owned(),
            false,
        ),
    })
}

/// `jeudi 3 décembre 2026 à 10 h 30`.
pub(crate) fn words(tx: &Tx, instant: DateTime<Utc>) -> String {
    let here = instant.with_timezone(&tx.fuseau());
    format!(
        "{} à {}",
        dates::with_weekday(here.date_naive()),
        dates::hour(here.time())
    )
}
