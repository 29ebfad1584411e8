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
    TableDuDossier::new("demande_aide", "Demandes d’aide").sous(&["frein_id"]),
    TableDuDossier::new("bon", "Bons remis"),
    TableDuDossier::new("pret_materiel", "Prêts de matériel"),
];
