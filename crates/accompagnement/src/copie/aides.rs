//! What a person receives of the aides that were asked for her.

use jeunes::copie::{
    Pourquoi,
    Sens::{Argent, Instant, Jour, Liste, Mots, Reference, Texte},
    TableCopiee, col,
};

pub(super) const DEMANDE_AIDE: TableCopiee = TableCopiee::new(
    "demande_aide",
    &[
        col("motif", "Aide pour", Liste(&["motif_aide"])),
        col("precisions", "En quelques mots", Texte),
        col("montant_demande_centimes", "Montant demandé", Argent),
        col("demandee_le", "Demandée le", Jour),
        col("pieces", "Pièces reçues", Liste(&[])),
        col(
            "etat",
            "Où en est-elle",
            Mots(&[
                ("a_decider", "À décider"),
                ("envoyee", "Dossier envoyé"),
                ("accordee", "Accordée"),
                ("refusee", "Refusée"),
                ("payee", "Payée"),
                ("annulee", "Annulée"),
            ]),
        ),
        col("envoyee_le", "Dossier envoyé le", Jour),
        col("decidee_le", "Décidée le", Jour),
        col("montant_accorde_centimes", "Montant accordé", Argent),
        col("decision_motif", "Raison de la décision", Texte),
        col("derogation", "Raison d’un plafond dépassé", Texte),
        col("urgence", "Décidée en urgence", Texte),
        col("regularisee_le", "Régularisée le", Jour),
        col("notifiee_le", "Décision annoncée le", Jour),
        col("notifiee_par", "Par", Liste(&["notification_moyen"])),
        col("payee_le", "Payée le", Jour),
        col("paiement_moyen", "Comment", Liste(&["paiement_moyen"])),
        col("annulee_le", "Annulée le", Jour),
        col("annulee_motif", "Pourquoi", Texte),
        col("frein_id", "Pour ce qui bloque", Reference),
    ],
)
.tait(&[
    ("fonds_id", Pourquoi::Technique),
    ("demandeur_id", Pourquoi::Agents),
    ("decideur_id", Pourquoi::Agents),
    ("payeur_id", Pourquoi::Agents),
    ("regularisee_par", Pourquoi::Agents),
]);

pub(super) const BON: TableCopiee = TableCopiee::new(
    "bon",
    &[
        col("numero", "Bon n°", Texte),
        col("valeur_centimes", "Valeur", Argent),
        col("remis_le", "Remis le", Jour),
        col(
            "signature",
            "Signature",
            Mots(&[("papier", "Sur papier"), ("ecran", "Sur écran")]),
        ),
        col("recu_texte", "Reçu signé", Texte),
        col("signe_nom", "Signé par", Texte),
        col("signe_le", "Signé le", Instant),
        col(
            "etat",
            "Où en est-il",
            Mots(&[("remis", "Remis"), ("rendu", "Rendu"), ("annule", "Annulé")]),
        ),
        col("etat_le", "Depuis le", Jour),
        col("etat_motif", "Pourquoi", Texte),
    ],
)
.tait(&[
    ("carnet_id", Pourquoi::Technique),
    ("recu_empreinte", Pourquoi::Technique),
]);

pub(super) const PRET: TableCopiee = TableCopiee::new(
    "pret_materiel",
    &[
        col("remis_le", "Matériel prêté le", Jour),
        col("retour_le", "À rendre le", Jour),
        col("etat_remis", "État en partant", Texte),
        col("rendu_le", "Rendu le", Jour),
        col("etat_rendu", "État au retour", Texte),
    ],
)
.tait(&[("materiel_id", Pourquoi::Technique)]);
