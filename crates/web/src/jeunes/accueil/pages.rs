//! The pages of the counter.

use askama::Template;
use jeunes::accueil::{EtatVenue, Passages, Venue};
use kernel::SiteId;
use platform::{Result, Tx};
use reseau::structures;

use crate::{
    jeunes::tete::Pastille,
    ui::{Cadre, Choix, Erreurs},
};

/// The day of a site.
#[derive(Template)]
#[template(path = "jeunes/accueil/jour.html")]
pub(super) struct JourPage {
    pub(super) cadre: Cadre,
    pub(super) jour: String,
    pub(super) sites: Vec<Choix>,
    pub(super) site: String,
    pub(super) permanence: String,
    pub(super) attendus: Vec<AttenduVue>,
    pub(super) attente: Vec<VenueVue>,
    pub(super) finies: Vec<VenueVue>,
    pub(super) passages: Passages,
    pub(super) sujets: Vec<Choix>,
    /// What a second post of each creating form finds.
    pub(super) cle: String,
    pub(super) q: String,
    pub(super) trouves: Vec<TrouveVue>,
    pub(super) creer: bool,
    pub(super) planifier: bool,
    pub(super) erreurs: Erreurs,
}

/// The arrivals of the person signed in.
#[derive(Template)]
#[template(path = "jeunes/accueil/arrivees.html")]
pub(super) struct ArriveesPage {
    pub(super) cadre: Cadre,
    pub(super) attente: Vec<VenueVue>,
    pub(super) finies: Vec<VenueVue>,
    pub(super) entretien: bool,
}

/// Someone expected, in words.
pub(super) struct AttenduVue {
    pub(super) cle: String,
    pub(super) base: String,
    pub(super) nom: String,
    pub(super) libelle: String,
    pub(super) heure: String,
    pub(super) agent: String,
    pub(super) protege: bool,
}

/// Someone found, in words.
pub(super) struct TrouveVue {
    pub(super) base: String,
    pub(super) nom: String,
    pub(super) sous: String,
    pub(super) referent: String,
}

/// Someone who came, in words.
#[derive(Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a mark shown or not, on its own"
)]
pub(super) struct VenueVue {
    pub(super) id: String,
    pub(super) base: String,
    pub(super) nom: String,
    pub(super) heure: String,
    pub(super) attente: String,
    pub(super) precisions: String,
    pub(super) agent: String,
    pub(super) etat: Pastille,
    pub(super) urgence: bool,
    pub(super) mineur: bool,
    pub(super) accompagnee: bool,
    pub(super) protege: bool,
}

impl VenueVue {
    pub(super) fn new(tx: &Tx, venue: &Venue) -> Self {
        let lists = tx.nomenclatures();
        let with = lists.libelle("lien_personne", &venue.accompagne_par);
        let with = if with.is_empty() {
            String::new()
        } else {
            format!("vient avec : {}", with.to_lowercase())
        };
        let motif = lists.libelle("motif_venue", &venue.motif).to_owned();
        let souhait = lists.libelle("souhait_venue", &venue.souhait).to_owned();
        let parts = [motif, souhait, with].into_iter();
        Self {
            id: venue.id.to_string(),
            base: format!("/jeunes/{}", venue.jeune),
            nom: venue.nom.clone(),
            heure: venue
                .arrivee_le
                .with_timezone(&tx.fuseau())
                .format("%-H h %M")
                .to_string(),
            attente: waiting(venue.minutes(tx.now())),
            precisions: parts
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(" · "),
            agent: venue.agent_nom.clone(),
            etat: state(venue.etat),
            urgence: venue.source == "urgence",
            mineur: venue.mineur,
            accompagnee: !venue.accompagne_par.is_empty(),
            protege: venue.protege,
        }
    }
}

/// `à l’instant`, `12 min`, `1 h 05`.
pub(super) fn waiting(minutes: i64) -> String {
    match minutes {
        0 => "à l’instant".to_owned(),
        m if m < 60 => format!("{m}\u{a0}min"),
        m => format!("{}\u{a0}h\u{a0}{:02}", m / 60, m % 60),
    }
}

const fn state(etat: EtatVenue) -> Pastille {
    let (ton, icone) = match etat {
        EtatVenue::Attendu => ("neutre", "clock"),
        EtatVenue::Attend => ("attention", "hourglass-split"),
        EtatVenue::Recu => ("succes", "check-circle"),
        EtatVenue::Parti => ("neutre", "door-open"),
    };
    Pastille {
        ton,
        icone,
        mot: etat.label(),
    }
}

/// The open sites, as choices.
pub(crate) async fn sites(tx: &mut Tx) -> Result<Vec<Choix>> {
    let ml = tx.ml()?;
    let mut all = structures::list_sites(tx, ml).await?;
    all.retain(|site| site.ferme_le.is_none());
    Ok(all
        .into_iter()
        .map(|site| Choix::new(site.id.to_string(), site.nom))
        .collect())
}

/// The site asked for, else that of the affectation, else the first one.
pub(super) fn chosen(tx: &Tx, sites: &[Choix], asked: &str) -> Option<SiteId> {
    let known = |code: &str| sites.iter().any(|site| site.code == code);
    let mine = tx.site().map(|site| site.to_string()).unwrap_or_default();
    let code = [asked, &mine]
        .into_iter()
        .find(|code| known(code))
        .or_else(|| sites.first().map(|site| site.code.as_str()))?;
    code.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_waiting_is_said_in_minutes_then_hours() {
        assert_eq!(waiting(0), "à l’instant");
        assert_eq!(waiting(12), "12\u{a0}min");
        assert_eq!(waiting(65), "1\u{a0}h\u{a0}05");
    }
}
