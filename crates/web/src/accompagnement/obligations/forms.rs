//! The forms of the obligation de formation.

use accompagnement::obligations::{
    Avis, Convocation, Decision, FinObligation, Proposition, Reception, Signalement, Terme,
};
use kernel::FieldErrors;

use crate::accompagnement::saisie::{Lecteur, Saisie};

/// A report.
pub(super) fn signalement(saisie: &Saisie) -> Result<Signalement, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let new = Signalement {
        id: lecteur.id("id"),
        source: lecteur.code("source"),
        le: lecteur.date("le"),
    };
    lecteur.fin(new)
}

/// A reception.
pub(super) fn reception(saisie: &Saisie) -> Result<Reception, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let new = Reception {
        id: lecteur.id("id"),
        version: lecteur.version(),
        le: lecteur.date("le"),
        representants: saisie.un("representants") == "oui",
        mots: lecteur.texte("mots"),
    };
    lecteur.fin(new)
}

/// A solution that was offered.
pub(super) fn proposition(saisie: &Saisie) -> Result<Proposition, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let new = Proposition {
        id: lecteur.id("id"),
        version: lecteur.version(),
        le: lecteur.date("le"),
        voie: lecteur.code("voie"),
        mots: lecteur.texte("mots"),
    };
    lecteur.fin(new)
}

/// A convocation.
pub(super) fn convocation(saisie: &Saisie) -> Result<Convocation, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let new = Convocation {
        id: lecteur.id("id"),
        version: lecteur.version(),
        le: lecteur.date("le"),
        motif: lecteur.code("motif"),
        rendez_vous: if saisie.un("rendez_vous").is_empty() {
            lecteur
                .errors
                .add("rendez_vous", "Choisissez un rendez-vous prévu.");
            uuid::Uuid::nil().into()
        } else {
            lecteur.id("rendez_vous").into()
        },
    };
    lecteur.fin(new)
}

/// What the conseiller proposes to the direction.
pub(super) fn avis(saisie: &Saisie) -> Result<Avis, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let new = Avis {
        id: lecteur.id("id"),
        version: lecteur.version(),
        mots: lecteur.texte("mots"),
    };
    lecteur.fin(new)
}

/// What the direction decides.
pub(super) fn decision(saisie: &Saisie) -> Result<Decision, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let told = |code: &str| match code {
        "informer" => Some(true),
        "attendre" => Some(false),
        _ => None,
    };
    let new = Decision {
        id: lecteur.id("id"),
        version: lecteur.version(),
        transmettre: lecteur.choix("decision", told, false),
        motivation: lecteur.texte("motivation"),
    };
    lecteur.fin(new)
}

/// An end.
pub(super) fn terme(saisie: &Saisie) -> Result<Terme, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let new = Terme {
        id: lecteur.id("id"),
        version: lecteur.version(),
        fin: lecteur.choix("fin", FinObligation::from_code, FinObligation::Satisfaite),
        voie: lecteur.code("voie"),
        le: lecteur.date("le"),
    };
    lecteur.fin(new)
}
