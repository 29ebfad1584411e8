//! What a person receives of the decisions on her contract, and of the news taken after it.

use jeunes::copie::{
    Sens::{Agent, Jour, Liste, Mots, Reference, Texte},
    TableCopiee, col,
};

pub(super) const SANCTION: TableCopiee = TableCopiee::new(
    "sanction",
    &[
        col("etat", "Où en est-elle", Liste(&["sanction_etat"])),
        col("faits", "Absences", Reference),
        col(
            "situation",
            "Situation ce jour-là",
            Liste(&["situation_categorie"]),
        ),
        col("avis", "Avis du conseiller", Texte),
        col("proposee_le", "Proposée le", Jour),
        col("proposee_par", "Proposée par", Agent),
        col("observations_avant", "Réponse possible jusqu’au", Jour),
        col("observations", "Vos observations", Texte),
        col("observations_le", "Observations du", Jour),
        col("accompagnee_par", "Avec", Texte),
        col("rang", "Palier", Texte),
        col(
            "pourcent",
            "Part de l’allocation retirée, en pour cent",
            Texte,
        ),
        col("mois", "Pendant, en mois", Texte),
        col("fin_contrat", "Fin du contrat", Texte),
        col("motivation", "Raison de la décision", Texte),
        col("decidee_le", "Décidée le", Jour),
        col("decidee_par", "Décidée par", Agent),
        col("notifiee_le", "Notifiée le", Jour),
        col(
            "notification",
            "Notifiée comment",
            Mots(&[
                ("main_propre", "En main propre"),
                ("recommande", "Par lettre recommandée"),
            ]),
        ),
        col("effet_le", "Effet le", Jour),
        col("adhesion_id", "Parcours", Reference),
    ],
);

pub(super) const SUIVI_SORTIE: TableCopiee = TableCopiee::new(
    "suivi_sortie",
    &[
        col("mois", "Mois après la sortie", Texte),
        col("fait_le", "Le", Jour),
        col("jointe", "Jointe", Texte),
        col(
            "situation",
            "Situation ce jour-là",
            Liste(&["situation_categorie"]),
        ),
        col("adhesion_id", "Parcours", Reference),
    ],
);
