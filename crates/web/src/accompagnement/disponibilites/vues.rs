//! Hours and absences as the page shows them, and as its forms hold them.

use accompagnement::disponibilites::{Absence, Plage, mots};
use kernel::{dates, text};
use platform::Tx;
use uuid::Uuid;

use crate::{
    accompagnement::{commun, saisie::Saisie},
    ui::Choix,
};

/// Hours that come back.
pub(super) struct PlageVue {
    pub(super) id: String,
    pub(super) version: i32,
    pub(super) mots: String,
}

/// An absence.
pub(super) struct AbsenceVue {
    pub(super) id: String,
    pub(super) version: i32,
    pub(super) mots: String,
}

impl PlageVue {
    pub(super) fn new(plage: &Plage, sites: &[Choix], motifs: &[Choix]) -> Self {
        Self {
            id: plage.id.to_string(),
            version: plage.version,
            mots: words(plage, sites, motifs),
        }
    }
}

/// `lundi, mardi et jeudi, de 9 h à 12 h, Siège, une semaine sur deux, depuis le 2 novembre 2026`.
fn words(plage: &Plage, sites: &[Choix], motifs: &[Choix]) -> String {
    let mut parts = vec![
        mots::days(&plage.jours),
        mots::between(plage.debut, plage.fin),
        named(sites, &plage.site.to_string()),
        mots::weeks(plage.intervalle_semaines).to_owned(),
        mots::period(plage.du, plage.au),
    ];
    parts.retain(|part| !part.is_empty());
    let kept: Vec<String> = plage
        .motifs
        .iter()
        .map(|id| named(motifs, &id.to_string()))
        .filter(|name| !name.is_empty())
        .collect();
    let kept = if kept.is_empty() {
        String::new()
    } else {
        format!(" (pour : {})", kept.join(", "))
    };
    format!("{}{kept}", parts.join(", "))
}

/// The words of a choice, or an empty string.
pub(super) fn named(all: &[Choix], code: &str) -> String {
    all.iter()
        .find(|c| c.code == code)
        .map_or_else(String::new, |c| c.libelle.clone())
}

impl AbsenceVue {
    pub(super) fn new(tx: &Tx, absence: &Absence) -> Self {
        let raison = tx
            .nomenclatures()
            .libelle("motif_absence_agent", &absence.motif);
        let days = if absence.du == absence.au {
            dates::with_weekday(absence.du)
        } else {
            let (du, au) = (dates::long(absence.du), dates::long(absence.au));
            format!("du {du} au {au}")
        };
        let hours = match absence.debut {
            Some(_) => format!(", {}", mots::hours_away(absence)),
            None => String::new(),
        };
        Self {
            id: absence.id.to_string(),
            version: absence.version,
            mots: format!("{raison} : {days}{hours}"),
        }
    }
}

/// The days of the week.
pub(super) fn days() -> Vec<Choix> {
    let day = |n: i16| Choix::new(n.to_string(), text::capitalised(&mots::days(&[n])));
    (1..=7).map(day).collect()
}

/// How often hours come back.
pub(super) fn rhythms() -> Vec<Choix> {
    (1..=4)
        .map(|n: i16| Choix::new(n.to_string(), mots::weeks(n)))
        .collect()
}

/// The form of these hours as they are.
pub(super) fn plage_typed(all: &[Plage], id: Uuid) -> Saisie {
    let Some(plage) = all.iter().find(|p| p.id == id) else {
        return Saisie::default();
    };
    let form = Saisie::default()
        .avec("id", plage.id.to_string())
        .avec("site", plage.site.to_string())
        .avec("du", commun::field(plage.du))
        .avec("au", plage.au.map_or_else(String::new, commun::field))
        .avec("debut", plage.debut.format("%H:%M").to_string())
        .avec("fin", plage.fin.format("%H:%M").to_string())
        .avec("intervalle", plage.intervalle_semaines.to_string());
    let days = plage.jours.iter().map(ToString::to_string);
    let form = days.fold(form, |form, day| form.avec("jours", day));
    let motifs = plage.motifs.iter().map(ToString::to_string);
    motifs.fold(form, |form, motif| form.avec("motifs", motif))
}

/// The form of this absence as it is, on top of an empty form of hours.
pub(super) fn absence_typed(all: &[Absence], id: Uuid, form: Saisie) -> Saisie {
    let Some(absence) = all.iter().find(|a| a.id == id) else {
        return form;
    };
    let hour = |time: Option<chrono::NaiveTime>| {
        time.map(|t| t.format("%H:%M").to_string())
            .unwrap_or_default()
    };
    form.avec("absence_id", absence.id.to_string())
        .avec("absence_du", commun::field(absence.du))
        .avec("absence_au", commun::field(absence.au))
        .avec("absence_debut", hour(absence.debut))
        .avec("absence_fin", hour(absence.fin))
        .avec("absence_motif", &absence.motif)
}
