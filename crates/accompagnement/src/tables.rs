//! What this wing holds of a person: every tenant table with a `jeune_id`, and how each one follows
//! when two dossiers become one. A new table is one line here.

use platform::rattachement::{Depart, Fusion, TableDuDossier, Valeur};

/// What someone typed, emptied.
const MOT: Valeur = Valeur::Texte("");

/// Every table, parents before children.
pub const TABLES: &[TableDuDossier] = &[
    TableDuDossier::new("demande", "Demandes"),
    TableDuDossier::new("proposition", "Propositions").sous(&["demande_id"]),
    TableDuDossier::new("diagnostic", "Diagnostics"),
    TableDuDossier::new("diagnostic_domaine", "Domaines de diagnostic")
        .cle(&["diagnostic_id", "domaine"])
        .sous(&["diagnostic_id"]),
    TableDuDossier::new("frein", "Freins").fusion(Fusion::SuitOuFerme(&[
        ("leve_le", Valeur::JourDepuis("ouvert_le")),
        ("leve_motif", Valeur::Texte("double")),
    ])),
    TableDuDossier::new("objectif", "Objectifs du plan").sous(&["frein_id"]),
    TableDuDossier::new("action", "Actions du plan").sous(&["objectif_id"]),
    TableDuDossier::new("accord", "Accords sur le plan").fusion(Fusion::Fige),
    TableDuDossier::new("entretien", "Entretiens"),
    TableDuDossier::new("note", "Notes confidentielles")
        .sous(&["entretien_id"])
        .depart(Depart::SiAccord {
            perd: &[("entretien_id", Valeur::Nul)],
        }),
    TableDuDossier::new("rendez_vous", "Rendez-vous")
        .sous(&["remplace_id"])
        .reste(&[]),
    TableDuDossier::new("inscription", "Inscriptions à des ateliers")
        .fusion(Fusion::SuitOuFerme(&[(
            "retiree_le",
            Valeur::JourDepuis("etat_le"),
        )]))
        .reste(&[]),
    TableDuDossier::new(
        "occupation",
        "Heures prises par un rendez-vous ou un atelier",
    )
    .sous(&["objet_id"])
    .reste(&[]),
    TableDuDossier::new("tentative", "Essais pour joindre après une absence")
        .sous(&["rendez_vous_id"])
        .reste(&[]),
    TableDuDossier::new("envoi", "Messages envoyés")
        .sous(&["objet_id"])
        .reste(&[]),
    TableDuDossier::new("adhesion", "Dispositifs")
        .fusion(Fusion::SuitOuFerme(&[
            ("sortie_le", Valeur::JourDepuis("entree_le")),
            ("sortie_motif", Valeur::Texte("double")),
        ]))
        .depart(Depart::Suit {
            si: None,
            ferme: &[
                ("sortie_le", Valeur::JourDepuis("entree_le")),
                ("sortie_motif", Valeur::Texte("transfert")),
            ],
            perd: &[
                ("sortie_mots", MOT),
                ("derogation", MOT),
                ("prolongation_mots", MOT),
            ],
        }),
    TableDuDossier::new("delegation", "Délégations de France Travail")
        .sous(&["adhesion_id"])
        .suit(&[("mots", MOT)]),
    // The parrain is someone of the former mission locale.
    TableDuDossier::new("parrainage", "Parrainages")
        .sous(&["adhesion_id"])
        .reste(&[("fin_mots", MOT)]),
    TableDuDossier::new("rencontre_parrainage", "Rencontres de parrainage")
        .sous(&["parrainage_id"])
        .reste(&[]),
    TableDuDossier::new("cible_heures", "Heures voulues d’une semaine")
        .fusion(Fusion::SuitOuFerme(&[("au", Valeur::JourDepuis("du"))]))
        .depart(Depart::Suit {
            si: None,
            ferme: &[("au", Valeur::JourDepuis("du"))],
            perd: &[],
        }),
    TableDuDossier::new("demarche", "Démarches faites seul").suit(&[("libelle", MOT)]),
    TableDuDossier::new("allocation_mois", "Allocations du mois")
        .sous(&["adhesion_id"])
        // A month that is not closed is paid where she goes, once.
        .depart(Depart::Suit {
            si: Some(("etat", "figee")),
            ferme: &[],
            perd: &[],
        }),
    TableDuDossier::new("sanction", "Propositions et décisions de sanction")
        .sous(&["adhesion_id"])
        .suit(&[
            ("situation", MOT),
            ("avis", MOT),
            ("observations", MOT),
            ("accompagnee_par", MOT),
            ("motivation", MOT),
        ]),
    TableDuDossier::new("suivi_sortie", "Nouvelles après la sortie")
        .sous(&["adhesion_id"])
        .suit(&[]),
    TableDuDossier::new("regularisation", "Régularisations d’allocations")
        .sous(&["allocation_id"])
        .suit(&[("motif", Valeur::Texte("Dossier transféré"))]),
    TableDuDossier::new("demande_aide", "Demandes d’aide")
        .sous(&["frein_id"])
        .reste(&[("frein_id", Valeur::Nul), ("precisions", MOT)]),
    TableDuDossier::new("bon", "Bons remis").reste(&[]),
    TableDuDossier::new("pret_materiel", "Prêts de matériel").reste(&[]),
    TableDuDossier::new("piece", "Pièces").sous(&["remplace_id"]),
    TableDuDossier::new("document_signe", "Contrats signés à l’écran").fusion(Fusion::Fige),
    TableDuDossier::new("signature", "Signatures à l’écran").fusion(Fusion::Fige),
    TableDuDossier::new("phase", "Phases d’un contrat").sous(&["adhesion_id"]),
    TableDuDossier::new("obligation", "Obligation de formation")
        .sous(&["adhesion_id"])
        .fusion(Fusion::SuitOuFerme(&[
            ("fin_le", Valeur::JourDepuis("recue_le")),
            ("fin", Valeur::Texte("double")),
        ])),
    TableDuDossier::new("etape_obligation", "Étapes de l’obligation de formation")
        .sous(&["obligation_id", "rendez_vous_id"])
        .detache(&["rendez_vous_id"]),
    TableDuDossier::new("coordonnees_bancaires", "Coordonnées bancaires").fusion(
        Fusion::SuitOuFerme(&[("remplacee_le", Valeur::JourDepuis("saisie_le"))]),
    ),
    TableDuDossier::new("transfert", "Transferts").reste(&[]),
    TableDuDossier::new("prescription_formation", "Prescriptions de formation")
        .sous(&["situation_id"])
        .reste(&[
            ("frein_id", Valeur::Nul),
            ("demande_id", Valeur::Nul),
            ("proposition_id", Valeur::Nul),
        ]),
    TableDuDossier::new("absence_formation", "Absences en formation")
        .sous(&["prescription_id"])
        .reste(&[]),
];
