//! The columns of this wing that a person receives, table by table. A new column stays in until it
//! has its line here.

use super::model::{
    Colonne, Pourquoi,
    Sens::{
        Agent, Commune, Fait, Instant, Jour, Liste, Mots, Reference, Role, Section, Sejour, Site,
        Texte, Theme,
    },
    TableCopiee, col,
};

const ETATS: &[&str] = &["etat_dossier"];
const MOTIFS_ETAT: &[&str] = &["motif_veille", "motif_fin", "motif_archive"];
const LIENS: &[&str] = &["lien_personne"];
const SUR_CONTACT: &[(&str, &str)] = &[
    ("oui", "Oui"),
    ("non", "Non"),
    ("inconnu", "Pas encore demandé"),
];
const TECHNIQUE: Pourquoi = Pourquoi::Technique;
const TIERS: Pourquoi = Pourquoi::Tiers;
const AGENTS: Pourquoi = Pourquoi::Agents;

const VRAI_DU: Colonne = col("vrai_du", "Depuis le", Jour);
const VRAI_AU: Colonne = col("vrai_au", "Jusqu’au", Jour);
const DU: Colonne = col("du", "Depuis le", Jour);
const AU: Colonne = col("au", "Jusqu’au", Jour);
const OBJET_ID: (&str, Pourquoi) = ("objet_id", TECHNIQUE);

/// Every table of this wing, the dossier first.
pub const COPIE: &[TableCopiee] = &[
    JEUNE,
    CONTACT,
    TableCopiee::new(
        "referent",
        &[
            col("agent_id", "Référent", Agent),
            DU,
            AU,
            col("motif", "Raison", Liste(&["motif_referent"])),
        ],
    ),
    SITUATION,
    TableCopiee::new(
        "deces",
        &[
            col("le", "Le", Jour),
            col("source", "Appris par", Liste(&["source_deces"])),
            col("etat_avant", "État du dossier avant", Liste(ETATS)),
            col("etat_avant_motif", "Raison de cet état", Liste(MOTIFS_ETAT)),
            col("etat_avant_depuis", "Depuis le", Jour),
            col("annule_le", "Annulé le", Instant),
        ],
    )
    .tait(&[("annule_par", AGENTS)]),
    TableCopiee::new(
        "etat_passe",
        &[
            col("etat", "État", Liste(ETATS)),
            col("motif", "Raison", Liste(MOTIFS_ETAT)),
            DU,
            AU,
        ],
    ),
    TableCopiee::new(
        "representation",
        &[
            col(
                "regime",
                "Représentation",
                Liste(&["regime_representation"]),
            ),
            DU,
            AU,
            col("vu_le", "Justificatif vu le", Jour),
        ],
    )
    .tait(&[("vu_par", AGENTS)]),
    TableCopiee::new(
        "representant",
        &[
            col("representation_id", "Représentation", Reference),
            col("rang", "Rang", Texte),
            col("organisme", "Organisme", Texte),
        ],
    )
    .tait(&[("nom", TIERS), ("telephone", TIERS), ("courriel", TIERS)]),
    TableCopiee::new(
        "tiers",
        &[
            col("lien", "Lien avec vous", Liste(LIENS)),
            col("organisme", "Organisme", Texte),
            col("peut_savoir", "Peut savoir", Liste(&["peut_savoir"])),
            col("accord_le", "Votre accord, le", Jour),
            DU,
            AU,
            col("retire_le", "Accord retiré le", Jour),
        ],
    )
    .tait(&[("nom", TIERS), ("joindre", TIERS)]),
    TableCopiee::new(
        "fait",
        &[
            col("genre", "Sujet", Theme),
            col("valeurs", "Ce qui est noté", Fait),
            VRAI_DU,
            VRAI_AU,
            col("corrige_le", "Corrigé le", Instant),
            col("confirme_le", "Confirmé le", Jour),
        ],
    )
    .tait(&[("confirme_par", AGENTS)]),
    TableCopiee::new(
        "sejour",
        &[
            col("valeurs", "Ce qui est noté", Sejour),
            VRAI_DU,
            VRAI_AU,
            col("corrige_le", "Corrigé le", Instant),
        ],
    ),
    VENUE,
    TableCopiee::new(
        "message",
        &[
            col("sujet", "Sujet", Liste(&["sujet_message"])),
            col("destinataire_id", "Pour", Agent),
            col("pris_le", "Pris le", Instant),
            col("lu_le", "Lu le", Instant),
            col("traite_le", "Traité le", Instant),
        ],
    )
    .tait(&[
        ("de_la_part_de", TIERS),
        ("texte", TIERS),
        ("rappel", TIERS),
        ("pris_par", AGENTS),
    ]),
    TableCopiee::new(
        "urgence",
        &[
            col("motif", "Besoin", Liste(&["motif_urgence"])),
            col("survenue_le", "Le", Instant),
        ],
    )
    .tait(&[("agent_id", AGENTS)]),
    TableCopiee::new("remplacement_dossier", &[]).tait(&[("remplacement_id", TECHNIQUE)]),
    TableCopiee::new(
        "brouillon_confie",
        &[
            col("confie_le", "Confié le", Instant),
            col("rendu_le", "Rendu le", Instant),
        ],
    )
    .tait(&[
        ("remplacement_id", TECHNIQUE),
        ("cle", TECHNIQUE),
        ("de_compte_id", AGENTS),
        ("a_compte_id", AGENTS),
    ]),
    TableCopiee::new(
        "evenement",
        &[
            col("survenu_le", "Le", Jour),
            col("heure", "À", Texte),
            col("nature", "Quoi", Liste(&["evenement_type"])),
            col("titre", "En quelques mots", Texte),
            col("theme", "Thème", Liste(&["evenement_theme"])),
            col("resultat", "Résultat", Liste(&["contact_resultat"])),
            col("agent_id", "Avec", Agent),
        ],
    )
    .tait(&[("objet", TECHNIQUE), OBJET_ID]),
    TableCopiee::new(
        "echeance",
        &[
            col("libelle", "À faire", Texte),
            col("echeance_le", "Pour le", Jour),
            col("close_le", "Close le", Jour),
            col("close_motif", "Raison", Liste(&["motif_cloture_echeance"])),
        ],
    )
    .tait(&[
        ("nature", TECHNIQUE),
        ("visible_le", TECHNIQUE),
        ("objet", TECHNIQUE),
        OBJET_ID,
    ]),
    TableCopiee::new(
        "ligne_importee",
        &[
            col("source", "Venue de", Texte),
            col("cle", "Repère dans l’autre logiciel", Texte),
            col("importee_le", "Reprise le", Instant),
        ],
    ),
    TableCopiee::new(
        "information_donnee",
        &[
            col("donnee_le", "Donnée le", Jour),
            col("moyen", "Comment", Liste(&["moyen_information"])),
            col("langue", "Langue", Liste(&["langue_notice"])),
            col("notice_version", "Version de la notice", Texte),
        ],
    ),
    TableCopiee::new(
        "gel",
        &[
            DU,
            col("jusqu_au", "Jusqu’au", Jour),
            col("pose_le", "Posé le", Instant),
            col("leve_le", "Levé le", Instant),
        ],
    )
    .tait(&[
        ("motif", Pourquoi::Autorite),
        ("pose_par", AGENTS),
        ("leve_par", AGENTS),
    ]),
    EXERCICE,
    TableCopiee::new(
        "audit",
        &[
            col("survenu_le", "Le", Instant),
            col("role", "Par", Role),
            col("action", "Geste", Liste(&[])),
            col("objet", "Sur", Liste(&[])),
            col("details", "Partie du dossier", Section),
        ],
    )
    .tait(&[
        ("compte_id", AGENTS),
        ("agent_id", AGENTS),
        ("objet_id", TECHNIQUE),
    ]),
];

const JEUNE: TableCopiee = TableCopiee::new(
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
    ("cree_par", AGENTS),
]);

const CONTACT: TableCopiee = TableCopiee::new(
    "contact",
    &[
        col(
            "moyen",
            "Moyen",
            Mots(&[
                ("telephone", "Téléphone"),
                ("courriel", "Courriel"),
                ("autre", "Autre"),
            ]),
        ),
        col("titulaire", "À qui", Liste(LIENS)),
        col("valeur", "Numéro ou adresse", Texte),
        col("precisions", "Précisions", Texte),
        VRAI_DU,
        VRAI_AU,
        col("message", "Laisser un message", Mots(SUR_CONTACT)),
        col("dire_ml", "Dire « Mission locale »", Mots(SUR_CONTACT)),
        col(
            "jamais_motif",
            "Ne jamais utiliser",
            Liste(&["motif_jamais"]),
        ),
        col("preference", "Rang", Texte),
    ],
)
.seulement_si("titulaire", "jeune", &["valeur", "precisions"]);

const SITUATION: TableCopiee = TableCopiee::new(
    "situation",
    &[
        col("categorie", "Situation", Liste(&["situation_categorie"])),
        col("type", "Précisément", Liste(&["situation_type"])),
        col("etat", "Où en est-elle", Liste(&["situation_etat"])),
        col("debut", "Depuis le", Jour),
        col("fin", "Jusqu’au", Jour),
        col("structure", "Où", Texte),
        col("rome", "Métier (code ROME)", Texte),
        col("minutes_semaine", "Minutes par semaine", Texte),
        col("contrat_fin", "Fin prévue au contrat", Jour),
    ],
);

const VENUE: TableCopiee = TableCopiee::new(
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

const EXERCICE: TableCopiee = TableCopiee::new(
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
