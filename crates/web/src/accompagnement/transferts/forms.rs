//! The forms of transfers.

use accompagnement::transferts::{NouveauTransfert, Reponse};
use kernel::{FieldErrors, MlId, TransfertId};

use crate::accompagnement::saisie::{Lecteur, Saisie};

/// A request.
pub(super) fn demande(saisie: &Saisie) -> Result<NouveauTransfert, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let autre = lecteur.choix("autre", |code| code.parse().ok(), 0);
    let notes = lecteur.choix("notes", oui_non, false);
    let new = NouveauTransfert {
        id: lecteur.id("id").into(),
        autre: MlId::from(autre),
        motif: lecteur.code("motif"),
        accord_le: lecteur.date("accord_le"),
        notes,
    };
    lecteur.fin(new)
}

fn oui_non(code: &str) -> Option<bool> {
    match code {
        "oui" => Some(true),
        "non" => Some(false),
        _ => None,
    }
}

/// An answer.
pub(super) fn reponse(id: TransfertId, saisie: &Saisie) -> Result<Reponse, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let reponse = Reponse {
        id,
        version: lecteur.version(),
        numero: lecteur.ligne("numero"),
    };
    lecteur.fin(reponse)
}
