//! What a person receives of the ateliers she was registered in. What they were is on her frise.

use jeunes::copie::{
    Pourquoi,
    Sens::{Instant, Jour, Liste, Reference, Texte},
    TableCopiee, col,
};

pub(super) const INSCRIPTION: TableCopiee = TableCopiee::new(
    "inscription",
    &[
        col("etat", "État", Liste(&["inscription_etat"])),
        col("etat_le", "Depuis le", Jour),
        col("present", "Présence", Texte),
        col("excuse", "Absence excusée", Texte),
        col("derogation", "Raison d’un horaire déjà pris", Texte),
        col("retiree_le", "Retirée le", Jour),
        col("confirme_le", "Présence confirmée le", Instant),
        col("session_id", "Séance", Reference),
    ],
)
.tait(&[("rang", Pourquoi::Technique)]);
