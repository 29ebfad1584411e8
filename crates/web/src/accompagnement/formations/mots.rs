//! Formations in words.

use accompagnement::formations::{
    EtatPrescription, EtatSession, Prescription, Reponse, SessionFormation, rules,
};
use chrono::NaiveDate;
use kernel::dates;
use platform::Tx;

use crate::{accompagnement::commun, jeunes::tete::Pastille};

/// The state of a prescription by word, icon and tone.
pub(super) const fn state(etat: EtatPrescription, reponse: Option<Reponse>) -> Pastille {
    let (ton, icone, mot) = match (etat, reponse) {
        (EtatPrescription::Prescrit, Some(Reponse::Accepte)) => {
            ("info", "check-circle", "Prescrit, accepté")
        }
        (EtatPrescription::Prescrit, Some(Reponse::ListeAttente)) => {
            ("attention", "hourglass-split", "Prescrit, liste d’attente")
        }
        (EtatPrescription::Prescrit, _) => ("attention", "hourglass-split", etat.label()),
        (EtatPrescription::Realise, _) => ("succes", "check-circle", etat.label()),
        (EtatPrescription::RefusTiers | EtatPrescription::RefusJeune, _) => {
            ("neutre", "x-circle", etat.label())
        }
    };
    Pastille { ton, icone, mot }
}

/// The state of a session by word, icon and tone.
pub(super) const fn session_state(etat: EtatSession) -> Pastille {
    let (ton, icone) = match etat {
        EtatSession::AVenir => ("info", "calendar3"),
        EtatSession::EnCours => ("succes", "check-circle"),
        EtatSession::Terminee => ("neutre", "flag"),
        EtatSession::Annulee => ("neutre", "x-circle"),
    };
    Pastille {
        ton,
        icone,
        mot: etat.label(),
    }
}

/// `du 11/01/2027 au 30/06/2027`.
pub(super) fn period(debut: NaiveDate, fin: NaiveDate) -> String {
    format!("du {} au {}", dates::short(debut), dates::short(fin))
}

/// A day, or an empty string.
pub(super) fn day(day: Option<NaiveDate>) -> String {
    day.map(dates::short).unwrap_or_default()
}

/// Yes, no, or an empty string.
pub(super) const fn yes(said: Option<bool>) -> &'static str {
    match said {
        Some(true) => "oui",
        Some(false) => "non",
        None => "",
    }
}

/// A prescription on a list.
pub(super) struct PrescriptionVue {
    pub(super) lien: String,
    pub(super) intitule: String,
    pub(super) precisions: String,
    pub(super) ensuite: &'static str,
    pub(super) etat: Pastille,
}

impl PrescriptionVue {
    pub(super) fn new(tx: &Tx, p: &Prescription) -> Self {
        let when = period(p.session_debut, p.session_fin);
        let asked = dates::short(p.suivi.prescrite_le);
        let organisme = &p.organisme_nom;
        Self {
            lien: format!("/jeunes/{}/formations/{}", p.jeune, p.id),
            intitule: p.intitule.clone(),
            precisions: format!("{organisme} · {when} · prescrite le {asked}"),
            ensuite: rules::next(p, tx.today()),
            etat: state(p.suivi.etat, p.suivi.reponse),
        }
    }
}

/// A session on a list.
pub(super) struct SessionVue {
    pub(super) id: String,
    pub(super) intitule: String,
    pub(super) organisme: String,
    pub(super) quand: String,
    pub(super) precisions: String,
    pub(super) etat: Pastille,
}

impl SessionVue {
    pub(super) fn new(tx: &Tx, s: &SessionFormation) -> Self {
        let mut said = Vec::new();
        if !s.lieu.is_empty() {
            said.push(s.lieu.clone());
        }
        if let Some(day) = s.reunion_le {
            said.push(format!("information collective le {}", dates::short(day)));
        }
        if let Some(day) = s.limite_le {
            said.push(format!("à proposer avant le {}", dates::short(day)));
        }
        let mark = |count: i64| commun::s(usize::try_from(count).unwrap_or_default());
        let prescrits = format!("{} prescrit{}", s.prescrits, mark(s.prescrits));
        said.push(match s.places {
            Some(places) => format!("{prescrits} pour {places} place{}", mark(places.into())),
            None => prescrits,
        });
        if !s.numero.is_empty() {
            said.push(format!("session n°\u{a0}{}", s.numero));
        }
        Self {
            id: s.id.to_string(),
            intitule: s.intitule.clone(),
            organisme: s.organisme_nom.clone(),
            quand: period(s.debut, s.fin),
            precisions: said.join(" · "),
            etat: session_state(s.etat(tx.today())),
        }
    }
}
