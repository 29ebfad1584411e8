//! What a person receives of her dispositifs and of her hours.

use jeunes::copie::{
    Pourquoi,
    Sens::{Agent, Jour, Liste, Mots, Reference, Texte},
    TableCopiee, col,
};

pub(super) const ADHESION: TableCopiee = TableCopiee::new(
    "adhesion",
    &[
        col("dispositif", "Dispositif", Texte),
        col("nom", "Nom du dispositif", Texte),
        col("entree_le", "Entrée le", Jour),
        col("prescripteur_id", "Proposé par", Agent),
        col("referent_id", "Avec", Agent),
        col("avec", "Parrain ou marraine", Texte),
        col("signee_le", "Contrat signé le", Jour),
        col(
            "signature_moyen",
            "Signature",
            Mots(&[("papier", "Sur papier"), ("ecran", "À l’écran")]),
        ),
        col("fin_prevue", "Fin prévue le", Jour),
        col(
            "prolongation",
            "Prolongation",
            Mots(&[
                ("exceptionnelle", "Par exception"),
                ("autre_parcours", "Autre parcours"),
            ]),
        ),
        col("prolongee_au", "Prolongé jusqu’au", Jour),
        col("prolongation_mots", "Raison de la prolongation", Texte),
        col("derogation", "Raison d’une entrée sans attendre", Texte),
        col("sortie_le", "Sortie le", Jour),
        col(
            "sortie_motif",
            "Motif de sortie",
            Liste(&["dispositif_sortie"]),
        ),
        col("sortie_mots", "Précisions sur la sortie", Texte),
        col(
            "situation_sortie",
            "Situation à la sortie",
            Liste(&["situation_categorie"]),
        ),
        col("conditions", "Conditions lues à l’entrée", Reference),
    ],
)
.tait(&[("groupe", Pourquoi::Technique)]);

pub(super) const DELEGATION: TableCopiee = TableCopiee::new(
    "delegation",
    &[
        col("agence", "Agence France Travail", Texte),
        col("recue_le", "Reçue de France Travail le", Jour),
        col("reponse_avant", "Réponse attendue avant le", Jour),
        col(
            "etat",
            "Réponse",
            Mots(&[
                ("recue", "Pas encore répondu"),
                ("acceptee", "Acceptée"),
                ("retournee", "Retournée à France Travail"),
                ("renvoyee", "Renvoyée à France Travail"),
            ]),
        ),
        col("repondue_le", "Répondu le", Jour),
        col("repondue_par", "Par", Agent),
        col("motif", "Raison du retour", Liste(&["delegation_retour"])),
        col("mots", "Précisions", Texte),
        col("fin_le", "Renvoyée le", Jour),
        col("identite", "Ce que France Travail a écrit", Reference),
        col("adhesion_id", "Parcours", Reference),
    ],
)
.tait(&[("empreinte", Pourquoi::Technique)]);

pub(super) const PARRAINAGE: TableCopiee = TableCopiee::new(
    "parrainage",
    &[
        col("debut", "Parrainage depuis le", Jour),
        col("charte_le", "Charte signée le", Jour),
        col("fin_le", "Fin le", Jour),
        col("fin_motif", "Pourquoi", Liste(&["parrainage_fin"])),
        col("fin_mots", "Précisions", Texte),
        col("adhesion_id", "Parcours", Reference),
    ],
)
.tait(&[("parrain_id", Pourquoi::Technique)]);

pub(super) const RENCONTRE: TableCopiee = TableCopiee::new(
    "rencontre_parrainage",
    &[
        col("le", "Rencontre le", Jour),
        col("moyen", "Où, comment", Liste(&["parrainage_moyen"])),
        col("sujet", "Sujet", Liste(&["parrainage_sujet"])),
        col(
            "issue",
            "A-t-elle eu lieu",
            Mots(&[
                ("tenue", "Oui"),
                ("jeune_absent", "Non, vous n’êtes pas venu"),
                (
                    "parrain_absent",
                    "Non, le parrain ou la marraine n’est pas venu",
                ),
            ]),
        ),
        col("minutes", "Durée en minutes", Texte),
        col("parrainage_id", "Parrainage", Reference),
    ],
);

pub(super) const PHASE: TableCopiee = TableCopiee::new(
    "phase",
    &[
        col("genre", "Phase", Liste(&["phase_genre"])),
        col("debut", "Du", Jour),
        col("fin", "Au", Jour),
        col("objectifs", "Objectifs", Texte),
        col("evaluation", "Évaluation", Liste(&["phase_evaluation"])),
        col("evaluee_le", "Évaluée le", Jour),
        col("evaluee_par", "Par", Agent),
        col("bilan", "Bilan", Texte),
        col("adhesion_id", "Parcours", Reference),
    ],
);

pub(super) const CIBLE_HEURES: TableCopiee = TableCopiee::new(
    "cible_heures",
    &[
        col("du", "Du", Jour),
        col("au", "Au", Jour),
        col("minutes", "Minutes par semaine", Texte),
        col("motif", "Pourquoi", Liste(&["cible_motif"])),
    ],
);

pub(super) const DEMARCHE: TableCopiee = TableCopiee::new(
    "demarche",
    &[
        col("faite_le", "Faite le", Jour),
        col("categorie", "Catégorie", Liste(&["demarche_categorie"])),
        col("libelle", "Démarche", Texte),
        col("minutes", "Minutes déclarées", Texte),
        col(
            "etat",
            "Où en est-elle",
            Mots(&[
                ("declaree", "Déclarée"),
                ("validee", "Validée"),
                ("ecartee", "Non retenue"),
            ]),
        ),
        col("minutes_retenues", "Minutes retenues", Texte),
        col("vue_le", "Vue le", Jour),
        col("vue_par", "Vue par", Agent),
    ],
);
