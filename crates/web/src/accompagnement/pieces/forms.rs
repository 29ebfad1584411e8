//! The forms of pieces.

use accompagnement::pieces::{NouvellePiece, Retrait};
use kernel::{FieldErrors, PieceId};

use crate::accompagnement::saisie::{Lecteur, Saisie};

/// A piece, without its file.
pub(super) fn piece(saisie: &Saisie) -> Result<NouvellePiece, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let replaces = !saisie.un("remplace").is_empty();
    let new = NouvellePiece {
        id: lecteur.id("id").into(),
        nature: lecteur.code("nature"),
        valable_au: lecteur.date_libre("valable_au"),
        sante: saisie.un("sante") == "oui",
        vue_le: lecteur.date_libre("vue_le"),
        remplace: replaces.then(|| lecteur.id("remplace").into()),
    };
    lecteur.fin(new)
}

/// A withdrawal.
pub(super) fn retrait(id: PieceId, saisie: &Saisie) -> Result<Retrait, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let retrait = Retrait {
        id,
        version: lecteur.version(),
        motif: lecteur.texte("motif"),
    };
    lecteur.fin(retrait)
}
