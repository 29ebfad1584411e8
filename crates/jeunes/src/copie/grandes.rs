//! The tables with the most columns: the dossier itself, contacts, situations, arrivals, requests.

use super::{
    colonnes::{AGENTS, ETATS, LIENS, MOTIFS_ETAT, TECHNIQUE, VRAI_AU, VRAI_DU},
    model::{
        Sens::{Agent, Commune, Instant, Jour, Liste, Metier, Mots, Site, Texte},
        TableCopiee, col, mots,
    },
};
use crate::contacts::{MoyenContact, Reponse};

pub(super) const JEUNE: TableCopiee = TableCopiee::new(
    "jeune",
    &[
        col("numero", "Numéro du dossier", Texte),
        col("prenom", "Prénom", Texte),
        col("prenom_usage", "Prénom d’usage", Texte),
        col("nom_naissance", "Nom de naissance", Texte),
        col("nom_usage", "Nom d’usage", Texte),
        col(
            "sexe",
            "Sexe",
            Mots(&[("femme", "Femme"), ("homme", "Homme")]),
        ),
        col("date_naissance", "Date de naissance", Jour),
        col("age_declare", "Âge déclaré", Texte),
        col("age_declare_le", "Âge déclaré le", Jour),
        col("identite_vue_le", "Justificatif d’identité vu le", Jour),
        col("adresse", "Adresse", Texte),
        col("code_postal", "Code postal", Texte),
        col("commune", "Commune", Commune),
        col("sans_domicile_stable", "Sans domicile stable", Texte),
        col("a_voir_sur_place", "À voir sur place", Texte),
        col("etat", "État du dossier", Liste(ETATS)),
        col("etat_depuis", "Depuis le", Jour),
        col("etat_motif", "Raison", Liste(MOTIFS_ETAT)),
        col("premier_accueil_le", "Premier accueil le", Jour),
        col("orienteur", "Orientation", Liste(&["orienteur"])),
        col("site_id", "Site", Site),
        col("referent_id", "Référent", Agent),
        col("protege", "Dossier protégé", Texte),
        col(
            "protege_motif",
            "Raison de la protection",
            Liste(&["motif_protection"]),
        ),
        col("cree_le", "Créé le", Instant),
    ],
)
.tait(&[
    ("recherche", TECHNIQUE),
    ("absorbe_par", TECHNIQUE),
    ("transfere_le", TECHNIQUE),
    ("cree_par", AGENTS),
]);

pub(super) const CONTACT: TableCopiee = TableCopiee::new(
    "contact",
    &[
        col("moyen", "Moyen", mots!(MoyenContact)),
        col("titulaire", "À qui", Liste(LIENS)),
        col("valeur", "Numéro ou adresse", Texte),
        col("precisions", "Précisions", Texte),
        VRAI_DU,
        VRAI_AU,
        col("message", "Laisser un message", mots!(Reponse)),
        col("dire_ml", "Dire « Mission locale »", mots!(Reponse)),
        col(
            "jamais_motif",
            "Ne jamais utiliser",
            Liste(&["motif_jamais"]),
        ),
        col("preference", "Ordre de préférence (0 : aucun)", Texte),
    ],
)
.seulement_si("titulaire", "jeune", &["valeur", "precisions"]);

pub(super) const SITUATION: TableCopiee = TableCopiee::new(
    "situation",
    &[
        col("categorie", "Situation", Liste(&["situation_categorie"])),
        col("type", "Précisément", Liste(&["situation_type"])),
        col("etat", "Où en est-elle", Liste(&["situation_etat"])),
        col("debut", "Depuis le", Jour),
        col("fin", "Jusqu’au", Jour),
        col("structure", "Où", Texte),
        col("rome", "Métier", Metier),
        col("minutes_semaine", "Minutes par semaine", Texte),
        col("contrat_fin", "Fin prévue au contrat", Jour),
    ],
);

pub(super) const VENUE: TableCopiee = TableCopiee::new(
    "venue",
    &[
        col("jour", "Le", Jour),
        col("heure", "À", Texte),
        col("site_id", "Site", Site),
        col(
            "source",
            "Comment",
            Mots(&[
                ("prevu", "Sur rendez-vous"),
                ("sans_rendez_vous", "Sans rendez-vous"),
                ("urgence", "En urgence"),
            ]),
        ),
        col(
            "etat",
            "Ce jour-là",
            Mots(&[
                ("attendu", "Attendu"),
                ("attend", "Attend"),
                ("recu", "Reçu"),
                ("parti", "Parti sans être reçu"),
            ]),
        ),
        col("agent_id", "Avec", Agent),
        col("motif", "Pour", Liste(&["motif_venue"])),
        col("souhait", "Souhait", Liste(&["souhait_venue"])),
        col("accompagne_par", "Avec qui", Liste(LIENS)),
        col("arrivee_le", "Arrivée", Instant),
        col("fin_le", "Fin", Instant),
    ],
)
.tait(&[("echeance_id", TECHNIQUE), ("fin_par", AGENTS)]);

pub(super) const EXERCICE: TableCopiee = TableCopiee::new(
    "exercice",
    &[
        col("genre", "Demande", Liste(&["exercice_genre"])),
        col("recu_le", "Reçue le", Jour),
        col("canal", "Par", Liste(&["exercice_canal"])),
        col("demandeur", "De la part de", Liste(&["exercice_demandeur"])),
        col("identite", "Identité", Liste(&["exercice_identite"])),
        col("precisions", "En quelques mots", Texte),
        col("prolonge_le", "Délai prolongé le", Jour),
        col(
            "prolonge_motif",
            "Raison",
            Liste(&["exercice_prolongation"]),
        ),
        col("repondu_le", "Répondue le", Jour),
        col("reponse", "Réponse", Liste(&["exercice_reponse"])),
        col("reponse_precisions", "La réponse en quelques mots", Texte),
    ],
)
.tait(&[("nom", TECHNIQUE), ("repondu_par", AGENTS)]);
