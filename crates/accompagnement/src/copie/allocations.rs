//! What a person receives of her allowances.

use jeunes::copie::{
    Pourquoi,
    Sens::{Argent, Instant, Jour, Liste, Reference, Texte},
    TableCopiee, col,
};

pub(super) const ALLOCATION_MOIS: TableCopiee = TableCopiee::new(
    "allocation_mois",
    &[
        col("mois", "Mois du", Jour),
        col("foyer", "Foyer fiscal", Liste(&["allocation_foyer"])),
        col("autonome", "Hors du foyer des parents ou peu aidé", Texte),
        col("deduites_centimes", "Revenus retirés en entier", Argent),
        col("partielles_centimes", "Revenus du travail", Argent),
        col("demandee_centimes", "Montant demandé", Argent),
        col("justifiee", "Justificatifs vus", Texte),
        col("montant_centimes", "Montant", Argent),
        col("calcul", "Calcul", Reference),
        col("etat", "État", Liste(&["allocation_etat"])),
        col("declaree_le", "Déclarée le", Instant),
        col("par_lien", "Déclarée par le lien", Texte),
        col("controlee_le", "Contrôlée le", Instant),
        col("validee_le", "Validée le", Instant),
        col("adhesion_id", "Parcours", Reference),
    ],
)
.tait(&[
    ("fige_ml", Pourquoi::Technique),
    ("declaree_par", Pourquoi::Agents),
    ("controlee_par", Pourquoi::Agents),
    ("validee_par", Pourquoi::Agents),
]);

pub(super) const REGULARISATION: TableCopiee = TableCopiee::new(
    "regularisation",
    &[
        col("montant_centimes", "Montant", Argent),
        col("motif", "Pourquoi", Texte),
        col("saisie_le", "Notée le", Instant),
        col("allocation_id", "Pour le mois", Reference),
    ],
)
.tait(&[("saisie_par", Pourquoi::Agents)]);

pub(super) const COORDONNEES_BANCAIRES: TableCopiee = TableCopiee::new(
    "coordonnees_bancaires",
    &[
        col("iban", "IBAN", Texte),
        col("bic", "BIC", Texte),
        col("titulaire", "Compte de", Liste(&["iban_titulaire"])),
        col("accord_le", "Accord du titulaire le", Jour),
        col("saisie_le", "Noté le", Jour),
        col("confirmee_le", "Confirmé le", Jour),
        col("remplacee_le", "Remplacé le", Jour),
    ],
)
.tait(&[
    ("titulaire_nom", Pourquoi::Tiers),
    ("saisie_par", Pourquoi::Agents),
    ("confirmee_par", Pourquoi::Agents),
]);
