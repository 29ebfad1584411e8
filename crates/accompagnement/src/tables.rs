//! What this wing holds of a person: every tenant table with a `jeune_id`, and how each one follows
//! when two dossiers become one. A new table is one line here.

use platform::rattachement::{Fusion, TableDuDossier, Valeur};

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
    TableDuDossier::new("note", "Notes confidentielles").sous(&["entretien_id"]),
    TableDuDossier::new("rendez_vous", "Rendez-vous").sous(&["remplace_id"]),
    TableDuDossier::new("inscription", "Inscriptions à des ateliers").fusion(Fusion::SuitOuFerme(
        &[("retiree_le", Valeur::JourDepuis("etat_le"))],
    )),
    TableDuDossier::new(
        "occupation",
        "Heures prises par un rendez-vous ou un atelier",
    )
    .sous(&["objet_id"]),
    TableDuDossier::new("tentative", "Essais pour joindre après une absence")
        .sous(&["rendez_vous_id"]),
    TableDuDossier::new("envoi", "Messages envoyés").sous(&["objet_id"]),
    TableDuDossier::new("adhesion", "Dispositifs").fusion(Fusion::SuitOuFerme(&[
        ("sortie_le", Valeur::JourDepuis("entree_le")),
        ("sortie_motif", Valeur::Texte("double")),
    ])),
    TableDuDossier::new("cible_heures", "Heures voulues d’une semaine")
        .fusion(Fusion::SuitOuFerme(&[("au", Valeur::JourDepuis("du"))])),
    TableDuDossier::new("demarche", "Démarches faites seul"),
    TableDuDossier::new("allocation_mois", "Allocations du mois").sous(&["adhesion_id"]),
    TableDuDossier::new("sanction", "Propositions et décisions de sanction").sous(&["adhesion_id"]),
    TableDuDossier::new("suivi_sortie", "Nouvelles après la sortie").sous(&["adhesion_id"]),
    TableDuDossier::new("regularisation", "Régularisations d’allocations").sous(&["allocation_id"]),
    TableDuDossier::new("coordonnees_bancaires", "Coordonnées bancaires").fusion(
        Fusion::SuitOuFerme(&[("remplacee_le", Valeur::JourDepuis("saisie_le"))]),
    ),
    TableDuDossier::new("demande_aide", "Demandes d’aide").sous(&["frein_id"]),
    TableDuDossier::new("bon", "Bons remis"),
    TableDuDossier::new("pret_materiel", "Prêts de matériel"),
];
