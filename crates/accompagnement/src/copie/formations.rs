//! What a person receives of the formations that were prescribed to her.

use jeunes::copie::{
    Sens::{Agent, Jour, Liste, Mots, Reference, Texte},
    TableCopiee, col,
};

pub(super) const PRESCRIPTION: TableCopiee = TableCopiee::new(
    "prescription_formation",
    &[
        col("prescrite_le", "Formation proposée le", Jour),
        col("prescripteur_id", "Par", Agent),
        col("motif", "Pour", Liste(&["prescription_motif"])),
        col("objectif", "Objectif", Texte),
        col(
            "etat",
            "Où en est-elle",
            Mots(&[
                ("prescrit", "Prescrit"),
                ("realise", "Réalisé"),
                ("refus_tiers", "Refus tiers"),
                ("refus_jeune", "Refus jeune"),
            ]),
        ),
        col("reunion_le", "Information collective le", Jour),
        col("reunion_present", "Présence", Texte),
        col("reunion_minutes", "Durée en minutes", Texte),
        col("tests_le", "Tests le", Jour),
        col("tests_resultat", "Résultat", Liste(&["tests_resultat"])),
        col(
            "reponse",
            "Réponse de l’organisme",
            Mots(&[
                ("accepte", "Accepté"),
                ("liste_attente", "Liste d’attente"),
                ("refuse", "Refusé"),
            ]),
        ),
        col("reponse_le", "Réponse le", Jour),
        col("refus_le", "Refus le", Jour),
        col(
            "refus_motif",
            "Raison du refus",
            Liste(&["refus_tiers_formation", "refus_jeune_formation"]),
        ),
        col("refus_mots", "Précisions sur le refus", Texte),
        col("entree_le", "Entrée le", Jour),
        col("fin_prevue", "Fin prévue le", Jour),
        col("fin_le", "Fin le", Jour),
        col(
            "fin_genre",
            "Fin",
            Mots(&[("terme", "À son terme"), ("abandon", "Abandon")]),
        ),
        col("abandon_motif", "Pourquoi", Liste(&["abandon_formation"])),
        col("remuneration", "Rémunération demandée", Texte),
        col("remuneration_le", "Demandée le", Jour),
        col(
            "remuneration_payeur",
            "Payée par",
            Liste(&["remuneration_payeur"]),
        ),
        col("bilan_le", "Bilan le", Jour),
        col("bilan_obtenu", "Certification", Liste(&["bilan_obtenu"])),
        col("bilan_suite", "Suite", Liste(&["bilan_suite"])),
        col("bilan_mots", "Bilan en quelques mots", Texte),
        col("frein_id", "Pour ce qui bloque", Reference),
        col("demande_id", "Pour la demande", Reference),
        col("proposition_id", "Proposition", Reference),
        col("situation_id", "Situation", Reference),
        col("session_id", "Session", Reference),
    ],
);

pub(super) const ABSENCE: TableCopiee = TableCopiee::new(
    "absence_formation",
    &[
        col("le", "Absence le", Jour),
        col("minutes", "Minutes", Texte),
        col("justifiee", "Justifiée", Texte),
        col("prescription_id", "Formation", Reference),
    ],
);
