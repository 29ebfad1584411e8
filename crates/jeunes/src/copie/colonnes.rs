//! The columns of this wing that a person receives, table by table. A new column stays in until it
//! has its line here.

use super::{
    grandes::{CONTACT, EXERCICE, JEUNE, SITUATION, VENUE},
    model::{
        Colonne, Pourquoi,
        Sens::{
            Agent, Commune, Fait, Instant, Jour, Liste, Metier, Reference, Role, Section, Sejour,
            Texte, Theme,
        },
        TableCopiee, col, mots,
    },
};
use crate::{
    ailleurs::Reponse,
    parcours::{EtatFormation, NatureExperience, Piste},
};

pub(super) const ETATS: &[&str] = &["etat_dossier"];
pub(super) const MOTIFS_ETAT: &[&str] = &["motif_veille", "motif_fin", "motif_archive"];
pub(super) const LIENS: &[&str] = &["lien_personne"];
pub(super) const TECHNIQUE: Pourquoi = Pourquoi::Technique;
const TIERS: Pourquoi = Pourquoi::Tiers;
pub(super) const AGENTS: Pourquoi = Pourquoi::Agents;

pub(super) const VRAI_DU: Colonne = col("vrai_du", "Depuis le", Jour);
pub(super) const VRAI_AU: Colonne = col("vrai_au", "Jusqu’au", Jour);
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
    TableCopiee::new(
        "adresse_passee",
        &[
            col("adresse", "Adresse", Texte),
            col("code_postal", "Code postal", Texte),
            col("commune", "Commune", Commune),
            col("sans_domicile_stable", "Sans domicile stable", Texte),
            DU,
            AU,
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
            col(
                "resultat",
                "Résultat",
                Liste(&["contact_resultat", "etat_rdv"]),
            ),
            col("agent_id", "Avec", Agent),
        ],
    )
    .tait(&[("objet", TECHNIQUE), OBJET_ID]),
    TableCopiee::new(
        "echeance",
        &[
            col("libelle", "À faire", Texte),
            col("echeance_le", "Pour le", Jour),
            col("reportee_du", "Reportée, prévue d’abord le", Jour),
            col("report_motif", "Raison du report", Texte),
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
        "heure",
        &[
            col("jour", "Le", Jour),
            col("minutes", "Minutes", Texte),
            col("nature", "Pour", Liste(&["nature_heure"])),
            col("validee", "Faites", Texte),
        ],
    )
    .tait(&[("objet", TECHNIQUE), OBJET_ID]),
    TableCopiee::new(
        "ligne_importee",
        &[
            col("source", "Venue de", Texte),
            col("cle", "Repère dans l’autre logiciel", Texte),
            col("importee_le", "Reprise le", Instant),
        ],
    ),
    TableCopiee::new(
        "cursus",
        &[
            col("niveau", "Niveau", Liste(&["niveau_formation"])),
            col("intitule", "Formation", Texte),
            col("etablissement", "Établissement", Texte),
            col("du", "Depuis", Texte),
            col("au", "Jusqu’à", Texte),
            col("etat", "Diplôme", mots!(EtatFormation)),
        ],
    ),
    TableCopiee::new(
        "experience",
        &[
            col("nature", "Expérience", mots!(NatureExperience)),
            col("metier", "Métier", Metier),
            col("libelle", "En quelques mots", Texte),
            col("employeur", "Employeur", Texte),
            col("du", "Depuis", Texte),
            col("au", "Jusqu’à", Texte),
        ],
    ),
    TableCopiee::new(
        "metier_vise",
        &[
            col("metier", "Métier", Metier),
            col("rang", "Rang", Texte),
            col("piste", "Où en est l’idée", mots!(Piste)),
            VRAI_DU,
            VRAI_AU,
        ],
    ),
    // The places found may be those of someone with the same name.
    TableCopiee::new(
        "suivi_ailleurs",
        &[col(
            "reponse",
            "Suivi par une autre mission locale",
            mots!(Reponse),
        )],
    )
    .tait(&[("indices", TIERS)]),
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
