//! Aides in words.

use accompagnement::aides::{DemandeAide, EtatAide, Fonds};
use kernel::{Centimes, dates};
use platform::Tx;

use crate::{accompagnement::commun, jeunes::tete::Pastille};

/// The state of an aide by word, icon and tone.
pub(super) const fn state(etat: EtatAide) -> Pastille {
    let (ton, icone) = match etat {
        EtatAide::ADecider => ("attention", "hourglass-split"),
        EtatAide::Envoyee => ("info", "send"),
        EtatAide::Accordee => ("succes", "check-circle"),
        EtatAide::Refusee => ("neutre", "x-circle"),
        EtatAide::Payee => ("succes", "cash-coin"),
        EtatAide::Annulee => ("neutre", "dash-circle"),
    };
    Pastille {
        ton,
        icone,
        mot: etat.label(),
    }
}

/// An amount, or an empty string.
pub(super) fn amount(montant: Option<Centimes>) -> String {
    montant.map(|c| c.to_string()).unwrap_or_default()
}

/// An amount as a field holds it, or an empty string.
pub(super) fn field(montant: Option<Centimes>) -> String {
    montant.map(Centimes::field).unwrap_or_default()
}

/// What the fund allows, line by line.
pub(super) fn ceilings(fonds: &Fonds) -> Vec<(&'static str, String)> {
    let mut lines = vec![("Qui décide", fonds.decideur.label().to_owned())];
    if let Some(most) = fonds.plafond_demande {
        lines.push(("Plafond d’une demande", most.to_string()));
    }
    if let Some(most) = fonds.plafond_personne {
        let months = fonds.periode_mois;
        lines.push(("Plafond par personne", format!("{most} sur {months} mois")));
    }
    let urgent = if fonds.urgence {
        "Possible par la mission locale, à régulariser ensuite"
    } else {
        "Non"
    };
    lines.push(("Décision en urgence", urgent.to_owned()));
    if !fonds.envoi.is_empty() {
        lines.push(("Envoi et réponse", fonds.envoi.clone()));
    }
    if !fonds.pieces.is_empty() {
        lines.push(("Pièces demandées", fonds.pieces.join(", ")));
    }
    lines
}

/// An aide on a list.
pub(super) struct AideVue {
    pub(super) id: String,
    pub(super) lien: String,
    pub(super) fonds: String,
    pub(super) motif: String,
    pub(super) montant: String,
    pub(super) quand: String,
    pub(super) etat: Pastille,
    pub(super) a_regulariser: bool,
    pub(super) version: i32,
}

impl AideVue {
    pub(super) fn new(tx: &Tx, aide: &DemandeAide) -> Self {
        let asked = format!("demandée le {}", dates::short(aide.demandee_le));
        let quand = match (aide.payee_le, aide.decidee_le) {
            (Some(day), _) => format!("{asked}, payée le {}", dates::short(day)),
            (None, Some(day)) => format!("{asked}, décidée le {}", dates::short(day)),
            (None, None) => asked,
        };
        Self {
            id: aide.id.to_string(),
            lien: format!("/jeunes/{}/aides/{}", aide.jeune, aide.id),
            fonds: aide.fonds_nom.clone(),
            motif: commun::label(tx, "motif_aide", &aide.motif),
            montant: aide.accorde.unwrap_or(aide.demande).to_string(),
            quand,
            etat: state(aide.etat),
            a_regulariser: aide.a_regulariser(),
            version: aide.version,
        }
    }
}
