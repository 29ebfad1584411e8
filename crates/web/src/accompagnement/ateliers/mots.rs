//! Sessions in words, and the lists that several pages offer.

use accompagnement::ateliers::{
    EtatInscription, EtatSession, Inscription, Presence, SessionAtelier, rules,
};
use chrono::{DateTime, Datelike as _, Duration, NaiveDate, Utc};
use kernel::dates;
use platform::Tx;
use reseau::structures;

use crate::{jeunes::tete::Pastille, ui::Choix};

/// A session on a list.
#[derive(Debug)]
pub(crate) struct SeanceVue {
    pub(crate) id: String,
    pub(crate) lien: String,
    pub(crate) nom: String,
    /// `Atelier · Emploi`.
    pub(crate) sorte: String,
    /// `lundi 30 novembre 2026, 9 h 00 – 12 h 00`.
    pub(crate) quand: String,
    /// `Siège, salle Bleue`.
    pub(crate) lieu: String,
    pub(crate) animateur: String,
    pub(crate) places: String,
    pub(crate) complet: bool,
    pub(crate) etat: Pastille,
}

impl SeanceVue {
    pub(crate) fn new(tx: &Tx, session: &SessionAtelier) -> Self {
        let theme = tx
            .nomenclatures()
            .libelle("evenement_theme", &session.theme);
        let etat = rules::state(session, tx.now());
        Self {
            id: session.id.to_string(),
            lien: format!("/ateliers/sessions/{}", session.id),
            nom: session.nom.clone(),
            sorte: format!("{} · {theme}", session.genre.label()),
            quand: when(tx, session),
            lieu: place(session),
            animateur: session.animateur_nom.clone(),
            places: seats(session, etat),
            complet: session.libres() == 0,
            etat: drawn(etat),
        }
    }
}

/// `9 h 00`, by the clock of the mission locale.
pub(super) fn hour(tx: &Tx, at: DateTime<Utc>) -> String {
    at.with_timezone(&tx.fuseau())
        .format("%-H h %M")
        .to_string()
}

/// `le 3 décembre 2026 à 9 h 00`.
pub(super) fn moment(tx: &Tx, at: DateTime<Utc>) -> String {
    let day = rules::day(at, tx.fuseau());
    format!("le {} à {}", dates::long(day), hour(tx, at))
}

/// The day and hours of a session.
pub(super) fn when(tx: &Tx, session: &SessionAtelier) -> String {
    format!(
        "{}, {} – {}",
        dates::with_weekday(rules::day(session.debut, tx.fuseau())),
        hour(tx, session.debut),
        hour(tx, session.fin)
    )
}

fn place(session: &SessionAtelier) -> String {
    if session.salle_nom.is_empty() {
        session.site_nom.clone()
    } else {
        format!("{}, {}", session.site_nom, session.salle_nom)
    }
}

/// How many places are left, or how many people came to it.
fn seats(session: &SessionAtelier, etat: EtatSession) -> String {
    let waiting = match session.attente {
        0 => String::new(),
        n => format!(", {n} en attente"),
    };
    match (etat, session.libres()) {
        (EtatSession::Annulee, _) => String::new(),
        (EtatSession::AVenir, 0) => format!("Complet{waiting}"),
        (EtatSession::AVenir, 1) => format!("1 place sur {}{waiting}", session.places),
        (EtatSession::AVenir, n) => format!("{n} places sur {}{waiting}", session.places),
        _ if session.inscrits > 1 => format!("{} personnes", session.inscrits),
        _ => format!("{} personne", session.inscrits),
    }
}

/// A state by word, icon and tone.
pub(super) const fn drawn(etat: EtatSession) -> Pastille {
    let (ton, icone) = match etat {
        EtatSession::AVenir => ("info", "calendar-event"),
        EtatSession::ACloturer => ("attention", "hourglass-split"),
        EtatSession::Emargee => ("accent", "card-checklist"),
        EtatSession::Cloturee => ("succes", "check-circle"),
        EtatSession::Annulee => ("neutre", "calendar-x"),
    };
    Pastille {
        ton,
        icone,
        mot: etat.label(),
    }
}

/// A registration by word, icon and tone.
pub(super) fn registration(inscription: &Inscription, session: &SessionAtelier) -> Pastille {
    let (ton, icone, mot) = if inscription.retiree_le.is_some() {
        ("neutre", "dash-circle", inscription.etat.label())
    } else if session.annulee_le.is_some() {
        ("neutre", "calendar-x", "Séance annulée")
    } else if let Some(presence) = inscription.presence() {
        let (ton, icone) = match presence {
            Presence::Present => ("succes", "check-circle"),
            Presence::Absent => ("bloque", "x-circle"),
            Presence::Excuse => ("neutre", "dash-circle"),
        };
        (ton, icone, presence.label())
    } else if inscription.etat == EtatInscription::Prescrit && inscription.rang.is_some() {
        ("attention", "hourglass-split", "En liste d’attente")
    } else if inscription.etat == EtatInscription::Prescrit && inscription.confirme_le.is_some() {
        ("succes", "calendar-check", "A confirmé")
    } else {
        ("info", "calendar-check", inscription.etat.label())
    };
    Pastille { ton, icone, mot }
}

/// The open sites of the mission locale.
pub(super) async fn sites(tx: &mut Tx) -> platform::Result<Vec<Choix>> {
    let ml = tx.ml()?;
    let mut all = structures::list_sites(tx, ml).await?;
    all.retain(|site| site.ferme_le.is_none());
    Ok(all
        .into_iter()
        .map(|site| Choix::new(site.id.to_string(), site.nom))
        .collect())
}

/// `7 au 13 décembre 2026`, from its Monday: what both ends share is said once.
pub(super) fn week(lundi: NaiveDate) -> String {
    let end = lundi + Duration::days(6);
    let from = dates::long(lundi);
    let said = if lundi.month() == end.month() {
        1
    } else if lundi.year() == end.year() {
        2
    } else {
        3
    };
    let words: Vec<&str> = from.split(' ').take(said).collect();
    format!("{} au {}", words.join(" "), dates::long(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_is_said_by_its_ends() {
        let lundi = NaiveDate::from_ymd_opt(2026, 12, 7).unwrap();
        assert_eq!(week(lundi), "7 au 13 décembre 2026");
        let lundi = NaiveDate::from_ymd_opt(2026, 11, 30).unwrap();
        assert_eq!(week(lundi), "30 novembre au 6 décembre 2026");
        let lundi = NaiveDate::from_ymd_opt(2026, 6, 1).unwrap();
        assert_eq!(week(lundi), "1er au 7 juin 2026");
        let lundi = NaiveDate::from_ymd_opt(2026, 12, 28).unwrap();
        assert_eq!(week(lundi), "28 décembre 2026 au 3 janvier 2027");
    }
}
