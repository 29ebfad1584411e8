//! The forms of sanctions.

use accompagnement::sanctions::{Decision, Notification, NouvelleSanction, Observations, Voie};
use kernel::{AdhesionId, FieldErrors, SanctionId};

use crate::accompagnement::saisie::{Lecteur, Saisie};

/// A proposal.
pub(super) fn proposition(
    adhesion: AdhesionId,
    saisie: &Saisie,
) -> Result<NouvelleSanction, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let faits: Option<Vec<_>> = saisie
        .tous("faits")
        .iter()
        .map(|id| id.parse().ok())
        .collect();
    let new = NouvelleSanction {
        id: lecteur.id("id").into(),
        adhesion,
        faits: faits.unwrap_or_default(),
        avis: lecteur.texte("avis"),
    };
    lecteur.fin(new)
}

/// What the person answers.
pub(super) fn observations(id: SanctionId, saisie: &Saisie) -> Result<Observations, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let o = Observations {
        id,
        version: lecteur.version(),
        le: lecteur.date("le"),
        texte: lecteur.texte("texte"),
        accompagnee_par: lecteur.ligne("accompagnee_par"),
    };
    lecteur.fin(o)
}

/// A decision with its step, or without one when it is dropped.
pub(super) fn decision(id: SanctionId, saisie: &Saisie) -> Result<Decision, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let d = Decision {
        id,
        version: lecteur.version(),
        rang: saisie.un("rang").parse().ok(),
        motivation: lecteur.texte("motivation"),
    };
    lecteur.fin(d)
}

/// A notification.
pub(super) fn notification(id: SanctionId, saisie: &Saisie) -> Result<Notification, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let n = Notification {
        id,
        version: lecteur.version(),
        le: lecteur.date("le"),
        voie: lecteur.choix("voie", Voie::from_code, Voie::Recommande),
    };
    lecteur.fin(n)
}
