//! The columns of this wing that a person receives in the copy of her dossier, table by table. A
//! new column stays in until it has its line here.

mod agenda;
mod aides;
mod allocations;
mod ateliers;
mod dispositifs;
mod formations;
mod obligations;
mod pieces;
mod sanctions;
mod transferts;

use jeunes::copie::{
    Pourquoi,
    Sens::{Agent, Instant, Jour, Liste, Mots, Plan, Reference, Texte},
    TableCopiee, col,
};

const DOMAINES: &[&str] = &["domaine"];

/// Every table of this wing.
pub const COPIE: &[TableCopiee] = &[
    TableCopiee::new(
        "demande",
        &[
            col("theme", "Demande", Liste(&["demande_theme"])),
            col("precisions", "En quelques mots", Texte),
            col("exprimee_le", "Dite le", Jour),
            col(
                "etat",
                "Où en est-elle",
                Mots(&[
                    ("ouverte", "Ouverte"),
                    ("satisfaite", "Satisfaite"),
                    ("sans_suite", "Sans suite"),
                ]),
            ),
            col("close_le", "Close le", Jour),
        ],
    ),
    TableCopiee::new(
        "proposition",
        &[
            col("libelle", "Proposition", Texte),
            col("type", "Genre", Liste(&["proposition_type"])),
            col("proposee_le", "Faite le", Jour),
            col("etat", "Où en est-elle", Liste(&["proposition_etat"])),
            col("etat_le", "Depuis le", Jour),
            col("resultat", "Résultat", Texte),
            col("demande_id", "Pour la demande", Reference),
        ],
    ),
    TableCopiee::new(
        "diagnostic",
        &[
            col("realise_le", "Fait le", Jour),
            col("agent_id", "Avec", Agent),
        ],
    ),
    TableCopiee::new(
        "diagnostic_domaine",
        &[
            col("domaine", "Domaine", Liste(DOMAINES)),
            col("niveau", "Niveau", Liste(&["niveau"])),
            col("raison", "Pourquoi", Texte),
            col("points_forts", "Points forts", Texte),
            col("mots_du_jeune", "Dans vos mots", Texte),
            col("diagnostic_id", "Diagnostic", Reference),
        ],
    ),
    TableCopiee::new(
        "frein",
        &[
            col("code", "Ce qui bloque", Liste(&["frein"])),
            col("domaine", "Domaine", Liste(DOMAINES)),
            col("ouvert_le", "Noté le", Jour),
            col("leve_le", "Ne bloque plus depuis le", Jour),
            col("leve_motif", "Pourquoi", Liste(&["motif_levee_frein"])),
            col("leve_precisions", "En quelques mots", Texte),
        ],
    ),
    OBJECTIF,
    ACTION,
    TableCopiee::new(
        "accord",
        &[
            col("donne_le", "Donné le", Jour),
            col("agent_id", "Avec", Agent),
            col("instantane", "Le plan de ce jour-là", Plan),
        ],
    ),
    TableCopiee::new(
        "entretien",
        &[
            col("realise_le", "Le", Jour),
            col("heure", "À", Texte),
            col("agent_id", "Avec", Agent),
            col("modalite", "Comment", Liste(&["modalite_entretien"])),
            col("theme", "Thème", Liste(&["evenement_theme"])),
            col("duree_minutes", "Durée en minutes", Texte),
            col(
                "presents",
                "Personnes présentes",
                Liste(&["present_entretien"]),
            ),
            col("resume", "Résumé", Texte),
            col("prochain_contact_le", "Prochain contact le", Jour),
            col("prochain_contact_moyen", "Par", Liste(&["contact_moyen"])),
        ],
    ),
    TableCopiee::new(
        "note",
        &[
            col("ecrite_le", "Écrite le", Instant),
            col("entretien_id", "Entretien", Reference),
        ],
    )
    .tait(&[
        ("texte", Pourquoi::Relecture),
        ("auteur_id", Pourquoi::Agents),
    ]),
    agenda::RENDEZ_VOUS,
    ateliers::INSCRIPTION,
    dispositifs::ADHESION,
    dispositifs::DELEGATION,
    dispositifs::PARRAINAGE,
    dispositifs::RENCONTRE,
    dispositifs::PHASE,
    dispositifs::CIBLE_HEURES,
    dispositifs::DEMARCHE,
    allocations::ALLOCATION_MOIS,
    allocations::REGULARISATION,
    allocations::COORDONNEES_BANCAIRES,
    sanctions::SANCTION,
    sanctions::SUIVI_SORTIE,
    obligations::OBLIGATION,
    obligations::ETAPE_OBLIGATION,
    agenda::OCCUPATION,
    agenda::TENTATIVE,
    agenda::ENVOI,
    aides::DEMANDE_AIDE,
    aides::BON,
    aides::PRET,
    transferts::TRANSFERT,
    formations::PRESCRIPTION,
    formations::ABSENCE,
    pieces::PIECE,
    pieces::DOCUMENT_SIGNE,
    pieces::SIGNATURE,
];

const OBJECTIF: TableCopiee = TableCopiee::new(
    "objectif",
    &[
        col("libelle", "Objectif", Texte),
        col("domaine", "Domaine", Liste(DOMAINES)),
        col("souhait", "Votre souhait", Texte),
        col(
            "etat",
            "Où en est-il",
            Mots(&[
                ("en_cours", "En cours"),
                ("atteint", "Atteint"),
                ("abandonne", "Abandonné"),
            ]),
        ),
        col("etat_le", "Depuis le", Jour),
        col(
            "accord",
            "Votre accord",
            Mots(&[
                ("en_attente", "Pas encore demandé"),
                ("oui", "D’accord"),
                ("non", "Pas d’accord"),
            ]),
        ),
        col("accord_le", "Répondu le", Jour),
        col("frein_id", "Pour ce qui bloque", Reference),
    ],
);

const ACTION: TableCopiee = TableCopiee::new(
    "action",
    &[
        col("libelle", "Action", Texte),
        col(
            "qui",
            "Par",
            Mots(&[
                ("jeune", "Vous"),
                ("conseiller", "Votre conseiller ou conseillère"),
                ("partenaire", "Un partenaire"),
            ]),
        ),
        col("partenaire", "Partenaire", Texte),
        col("echeance_le", "Pour le", Jour),
        col(
            "etat",
            "Où en est-elle",
            Mots(&[
                ("planifiee", "Prévue"),
                ("en_cours", "En cours"),
                ("faite", "Faite"),
                ("abandonnee", "Abandonnée"),
            ]),
        ),
        col("etat_le", "Depuis le", Jour),
        col(
            "motif_abandon",
            "Pourquoi",
            Liste(&["motif_abandon_action"]),
        ),
        col("objectif_id", "Pour l’objectif", Reference),
    ],
);
