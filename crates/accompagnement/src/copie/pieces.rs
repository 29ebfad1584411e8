//! What a person receives of her pieces and of what she signed. The files themselves are handed over
//! from the page of the pieces.

use jeunes::copie::{
    Pourquoi,
    Sens::{Agent, Instant, Jour, Liste, Mots, Reference, Texte},
    TableCopiee, col,
};

pub(super) const PIECE: TableCopiee = TableCopiee::new(
    "piece",
    &[
        col("nature", "Pièce", Liste(&["piece_nature"])),
        col("nom", "Fichier", Texte),
        col(
            "format",
            "Format",
            Mots(&[
                ("pdf", "PDF"),
                ("jpeg", "Photo JPEG"),
                ("png", "Image PNG"),
                ("docx", "Document Word"),
            ]),
        ),
        col("taille", "Taille en octets", Texte),
        col("empreinte", "Empreinte SHA-256", Texte),
        col("vue_le", "Vue le", Jour),
        col("valable_au", "Valable jusqu’au", Jour),
        col("remplacee_le", "Remplacée le", Jour),
        col("retiree_le", "Retirée le", Jour),
        col("retiree_motif", "Pourquoi", Texte),
        col("remplace_id", "Remplace", Reference),
    ],
)
.tait(&[("blob", Pourquoi::Technique)]);

pub(super) const DOCUMENT_SIGNE: TableCopiee = TableCopiee::new(
    "document_signe",
    &[
        col("texte", "Texte du contrat signé", Texte),
        col("empreinte", "Empreinte SHA-256", Texte),
        col("fige_le", "Signé d’abord le", Instant),
        col("adhesion_id", "Pour le parcours", Reference),
    ],
);

pub(super) const SIGNATURE: TableCopiee = TableCopiee::new(
    "signature",
    &[
        col(
            "qualite",
            "Signé par",
            Mots(&[
                ("jeune", "Vous"),
                ("conseiller", "La mission locale"),
                ("representant", "Qui vous représente"),
            ]),
        ),
        col("nom", "Nom", Texte),
        col("signee_le", "Le", Instant),
        col("devant", "Devant", Agent),
        col("document_id", "Contrat", Reference),
    ],
);
