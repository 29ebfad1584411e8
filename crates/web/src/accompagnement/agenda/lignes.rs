//! A line of an agenda, in words.

use accompagnement::rendez_vous::{EtatRdv, Lieu, LigneAgenda, rules};
use chrono::NaiveDate;
use kernel::dates;
use platform::Tx;

use crate::jeunes::tete::Pastille;

/// A rendez-vous or an atelier, as lists show it.
#[derive(Debug, Clone)]
pub(crate) struct LigneVue {
    pub(crate) jour: NaiveDate,
    /// `9 h – 9 h 45`.
    pub(crate) heures: String,
    /// `Prénom NOM`, or « Occupé ».
    pub(crate) nom: String,
    /// Its page, or an empty string.
    pub(crate) lien: String,
    pub(crate) motif: String,
    /// How and where, in words.
    pub(crate) ou: String,
    pub(crate) icone: &'static str,
    pub(crate) agent_nom: String,
    pub(crate) etat: Pastille,
    /// Planned and to come: its state goes without saying.
    pub(crate) calme: bool,
    pub(crate) confirme: bool,
    pub(crate) protege: bool,
    pub(crate) version: i32,
}

impl LigneVue {
    pub(crate) fn new(tx: &Tx, ligne: &LigneAgenda) -> Self {
        let here = ligne.debut.with_timezone(&tx.fuseau());
        let end = ligne.fin.with_timezone(&tx.fuseau());
        let a_preciser = rules::to_specify(ligne.etat, ligne.fin, tx.now());
        let (nom, lien) = match &ligne.jeune {
            Some((jeune, nom)) => (
                nom.clone(),
                format!("/jeunes/{jeune}/rendez-vous/{}", ligne.id),
            ),
            None => ("Occupé".to_owned(), String::new()),
        };
        Self {
            jour: here.date_naive(),
            heures: format!("{} – {}", dates::hour(here.time()), dates::hour(end.time())),
            nom,
            lien,
            motif: ligne.motif_nom.clone(),
            ou: place(ligne),
            icone: icon(ligne.lieu),
            agent_nom: ligne.agent_nom.clone(),
            etat: state(ligne.etat, a_preciser),
            calme: ligne.etat == EtatRdv::Planifie && !a_preciser,
            confirme: ligne.confirme,
            protege: ligne.protege && ligne.jeune.is_some(),
            version: ligne.version,
        }
    }
}

fn place(ligne: &LigneAgenda) -> String {
    match (ligne.lieu, ligne.salle_nom.is_empty()) {
        (Some(Lieu::Site) | None, true) => ligne.site_nom.clone(),
        (Some(Lieu::Site) | None, false) => format!("{}, {}", ligne.site_nom, ligne.salle_nom),
        (Some(other), _) => other.label().to_owned(),
    }
}

/// The icon of a place.
pub(crate) const fn icon(lieu: Option<Lieu>) -> &'static str {
    match lieu {
        Some(Lieu::Telephone) => "telephone",
        Some(Lieu::Visio) => "camera-video",
        Some(Lieu::Domicile) => "house-door",
        Some(Lieu::Exterieur) => "geo-alt",
        Some(Lieu::Site) | None => "building",
    }
}

/// The state by word, icon and tone; « à préciser » is a planned one whose hour has passed.
pub(crate) const fn state(etat: EtatRdv, a_preciser: bool) -> Pastille {
    let (ton, icone, mot) = match (etat, a_preciser) {
        (EtatRdv::Planifie, true) => ("attention", "question-circle", "À préciser"),
        (EtatRdv::Planifie, false) => ("info", "calendar-event", EtatRdv::Planifie.label()),
        (EtatRdv::Present, _) => ("succes", "check-circle", EtatRdv::Present.label()),
        (EtatRdv::Absent, _) => ("bloque", "person-x", EtatRdv::Absent.label()),
        (EtatRdv::Annule, _) => ("neutre", "calendar-x", EtatRdv::Annule.label()),
        (EtatRdv::Reporte, _) => ("neutre", "arrow-right", EtatRdv::Reporte.label()),
        (EtatRdv::NonPrecise, _) => ("neutre", "dash-circle", EtatRdv::NonPrecise.label()),
    };
    Pastille { ton, icone, mot }
}
