//! What a person receives of the requests about her dossier.

use jeunes::copie::{
    Pourquoi,
    Sens::{Agent, Instant, Jour, Liste, Mots, Texte},
    TableCopiee, col,
};

pub(super) const TRANSFERT: TableCopiee = TableCopiee::new(
    "transfert",
    &[
        col(
            "sens",
            "Demande",
            Mots(&[("entrant", "Faite par nous"), ("sortant", "Reçue par nous")]),
        ),
        col("motif", "Pourquoi", Liste(&["motif_transfert"])),
        col("accord_le", "Votre accord, le", Jour),
        col("notes", "Avec les notes confidentielles", Texte),
        col(
            "etat",
            "Où en est-elle",
            Mots(&[
                ("demande", "En attente d’une réponse"),
                ("fait", "Dossier transféré"),
                ("refuse", "Refusée"),
                ("annule", "Annulée"),
            ]),
        ),
        col("demande_le", "Faite le", Instant),
        col("demande_par", "Par", Agent),
        col("reponse_avant", "Réponse avant le", Jour),
        col("repondu_le", "Répondue le", Instant),
        col(
            "refus_motif",
            "Raison du refus",
            Liste(&["refus_transfert"]),
        ),
    ],
)
.tait(&[
    ("repondu_par", Pourquoi::Agents),
    ("autre_ml", Pourquoi::Technique),
    ("identite", Pourquoi::Technique),
]);
