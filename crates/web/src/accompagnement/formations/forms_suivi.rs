//! The forms of the steps of a prescription.

use accompagnement::formations::{
    Bilan, Changement, FinFormation, Geste, NouvelleAbsence, Reponse,
};
use kernel::{FieldErrors, PrescriptionId};

use super::forms::free_number;
use crate::accompagnement::saisie::{Lecteur, Saisie};

/// A gesture, by the name of its form.
pub(super) fn changement(
    id: PrescriptionId,
    formulaire: &str,
    saisie: &Saisie,
) -> Result<Changement, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let version = lecteur.version();
    let geste = match formulaire {
        "reunion" => Geste::Reunion {
            le: lecteur.date("le"),
            present: lecteur.choix("present", yes_no, false),
            minutes: free_number(&mut lecteur, saisie, "minutes"),
        },
        "tests" => Geste::Tests {
            le: lecteur.date("le"),
            resultat: lecteur.code("resultat"),
        },
        "reponse" => Geste::Reponse {
            le: lecteur.date("le"),
            reponse: lecteur.choix("reponse", Reponse::from_code, Reponse::Accepte),
            motif: lecteur.code("motif"),
            mots: lecteur.texte("mots"),
        },
        "refus" => Geste::RefusJeune {
            le: lecteur.date("le"),
            motif: lecteur.code("motif"),
            mots: lecteur.texte("mots"),
        },
        "entree" => Geste::Entree {
            le: lecteur.date("le"),
            fin_prevue: lecteur.date("fin_prevue"),
            situation: lecteur.id("id").into(),
        },
        "fin" => Geste::Fin {
            le: lecteur.date("le"),
            genre: lecteur.choix("genre", FinFormation::from_code, FinFormation::Terme),
            motif: lecteur.code("motif"),
        },
        "remuneration" => Geste::Remuneration {
            le: lecteur.date("le"),
            demandee: lecteur.choix("demandee", yes_no, false),
            payeur: lecteur.code("payeur"),
        },
        "bilan" => Geste::Bilan(Bilan {
            le: lecteur.date("le"),
            obtenu: lecteur.code("obtenu"),
            suite: lecteur.code("suite"),
            mots: lecteur.texte("mots"),
        }),
        _ => Geste::Rouvrir,
    };
    lecteur.fin(Changement { id, version, geste })
}

fn yes_no(code: &str) -> Option<bool> {
    match code {
        "oui" => Some(true),
        "non" => Some(false),
        _ => None,
    }
}

/// An absence.
pub(super) fn absence(
    prescription: PrescriptionId,
    saisie: &Saisie,
) -> Result<NouvelleAbsence, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let new = NouvelleAbsence {
        id: lecteur.id("id"),
        prescription,
        le: lecteur.date("le"),
        minutes: free_number(&mut lecteur, saisie, "minutes"),
        justifiee: saisie.contient("justifiee", "oui"),
    };
    lecteur.fin(new)
}
