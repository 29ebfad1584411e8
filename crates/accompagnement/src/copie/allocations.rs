//! What a person receives of her allowances.

use jeunes::copie::{
    Pourquoi,
    Sens::{Instant, Jour, Liste, Reference, Texte},
    TableCopiee, col,
};

pub(super) const ALLOCATION_MOIS: TableCopiee = TableCopiee::new(
    "allocation_mois",
    &[
        col("mois", "Mois du", Jour),
        col("foyer", "Foyer fiscal", Liste(&["allocation_foyer"])),
        col("autonome", "Hors du foyer des parents ou peu aidé", Texte),
        col(
            "deduites_centimes",
            "Revenus retirés en entier, en centimes",
            Texte,
        ),
        col(
            "partielles_centimes",
            "Revenus du travail, en centimes",
            Texte,
        ),
        col("demandee_centimes", "Montant demandé, en centimes", Texte),
        col("justifiee", "Justificatifs vus", Texte),
        col("montant_centimes", "Montant, en centimes", Texte),
        col("calcul", "Calcul", Texte),
        col("etat", "État", Liste(&["allocation_etat"])),
        col("declaree_le", "Déclarée le", Instant),
        col("controlee_le", "Contrôlée le", Instant),
        col("validee_le", "Validée le", Instant),
        col("adhesion_id", "Parcours", Reference),
    ],
)
.tait(&[
    ("declaree_par", Pourquoi::Agents),
    ("controlee_par", Pourquoi::Agents),
    ("validee_par", Pourquoi::Agents),
]);

pub(super) const REGULARISATION: TableCopiee = TableCopiee::new(
    "regularisation",
    &[
        col("montant_centimes", "Montant, en centimes", Texte),
        col("motif", "Pourquoi", Texte),
        col("saisie_le", "Notée le", Instant),
        col("allocation_id", "Pour le mois", Reference),
    ],
)
.tait(&[("saisie_par", Pourquoi::Agents)]);
