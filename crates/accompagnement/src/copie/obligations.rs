//! What a person receives of her obligation de formation.

use jeunes::copie::{
    Sens::{Agent, Jour, Liste, Mots, Reference, Texte},
    TableCopiee, col,
};

pub(super) const OBLIGATION: TableCopiee = TableCopiee::new(
    "obligation",
    &[
        col("etat", "Où en est-elle", Liste(&["obligation_etat"])),
        col("source", "Signalée par", Liste(&["obligation_source"])),
        col("signalee_le", "Signalée le", Jour),
        col("recue_le", "Reçue ici le", Jour),
        col("convoquee_le", "Convocation du", Jour),
        col("horloge_fin", "Délai jusqu’au", Jour),
        col(
            "transmission_proposee_le",
            "Proposée à la direction le",
            Jour,
        ),
        col("proposee_par", "Par", Agent),
        col("avis", "Avis du conseiller", Texte),
        col("decidee_le", "Département informé le", Jour),
        col("decidee_par", "Décidé par", Agent),
        col("motivation", "Raison de la décision", Texte),
        col("fin", "Fin", Liste(&["obligation_fin"])),
        col("fin_le", "Finie le", Jour),
        col("voie", "Satisfaite par", Liste(&["obligation_voie"])),
        col("justificatif_vu_le", "Justificatif vu le", Jour),
        col("justificatif_vu_par", "Vu par", Agent),
        col("adhesion_id", "Parcours", Reference),
    ],
);

pub(super) const ETAPE_OBLIGATION: TableCopiee = TableCopiee::new(
    "etape_obligation",
    &[
        col(
            "nature",
            "Étape",
            Mots(&[
                ("signalement", "Signalement"),
                ("reception", "Reçu"),
                ("proposition", "Solution proposée"),
                ("convocation", "Convocation"),
                ("avis", "Proposée à la direction"),
                ("transmission", "Département informé"),
                ("attente", "La direction préfère attendre"),
                ("fin", "Fin"),
            ]),
        ),
        col("le", "Le", Jour),
        col(
            "code",
            "Laquelle",
            Liste(&[
                "obligation_source",
                "obligation_voie",
                "obligation_motif",
                "obligation_fin",
            ]),
        ),
        col("representants", "Avec ses représentants", Texte),
        col("mots", "En quelques mots", Texte),
        col("horloge_fin", "Délai jusqu’au", Jour),
        col("rendez_vous_id", "Rendez-vous", Reference),
        col("obligation_id", "Obligation", Reference),
    ],
);
