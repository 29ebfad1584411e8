//! What this wing holds of a person: every tenant table with a `jeune_id`, and how each one follows
//! when two dossiers become one. A new table is one line here.

use platform::rattachement::{Conservation, Fusion, Racine, TableDuDossier, Valeur};

/// The dossier itself.
pub const RACINE: Racine = Racine {
    complete: &[
        &["nom_usage"],
        &["prenom_usage"],
        &["sexe"],
        &["date_naissance", "age_declare", "age_declare_le"],
        &["commune", "sans_domicile_stable", "adresse", "code_postal"],
        &["identite_vue_le"],
        &["orienteur"],
        &["site_id"],
        &["referent_id"],
        &["protege", "protege_motif"],
    ],
    cumule: &["recherche"],
    plus_ancien: &["premier_accueil_le"],
    efface: &[
        ("recherche", Valeur::Texte("")),
        ("referent_id", Valeur::Nul),
        ("date_naissance", Valeur::Nul),
        ("age_declare", Valeur::Entier(0)),
        ("age_declare_le", Valeur::Colonne("etat_depuis")),
        ("etat", Valeur::Texte("archive")),
    ],
};

/// Every table, parents before children.
pub const TABLES: &[TableDuDossier] = &[
    TableDuDossier::new("contact", "Contacts"),
    TableDuDossier::new("adresse_passee", "Adresses passées"),
    TableDuDossier::new("referent", "Référents")
        .fusion(Fusion::SuitOuFerme(&[("au", Valeur::JourDepuis("du"))])),
    TableDuDossier::new("situation", "Situations"),
    TableDuDossier::new("cursus", "Formations suivies"),
    TableDuDossier::new("experience", "Expériences"),
    TableDuDossier::new("metier_vise", "Métiers visés").fusion(Fusion::SuitOuFerme(&[(
        "vrai_au",
        Valeur::JourDepuis("vrai_du"),
    )])),
    TableDuDossier::new("deces", "Décès"),
    TableDuDossier::new("etat_passe", "États passés"),
    TableDuDossier::new("representation", "Représentations"),
    TableDuDossier::new("representant", "Représentants")
        .cle(&["representation_id", "rang"])
        .sous(&["representation_id"]),
    TableDuDossier::new("tiers", "Personnes qui peuvent savoir"),
    TableDuDossier::new("fait", "Informations sur la personne").fusion(Fusion::SuitOuFerme(&[(
        "vrai_au",
        Valeur::JourDepuis("vrai_du"),
    )])),
    TableDuDossier::new("sejour", "Titres de séjour").fusion(Fusion::SuitOuFerme(&[(
        "vrai_au",
        Valeur::JourDepuis("vrai_du"),
    )])),
    TableDuDossier::new("venue", "Venues à l’accueil"),
    TableDuDossier::new("message", "Messages pris"),
    TableDuDossier::new("urgence", "Points urgents"),
    TableDuDossier::new(
        "remplacement_dossier",
        "Dossiers confiés le temps d’une absence",
    ),
    TableDuDossier::new("brouillon_confie", "Brouillons confiés").cle(&["remplacement_id", "cle"]),
    TableDuDossier::new("evenement", "Faits de la frise")
        .nomme(&["objet_id"])
        .sous(&["objet_id"]),
    TableDuDossier::new("echeance", "Échéances")
        .fusion(Fusion::SuitOuFerme(&[(
            "close_le",
            Valeur::JourDepuis("visible_le"),
        )]))
        .nomme(&["objet_id"])
        .sous(&["objet_id"]),
    TableDuDossier::new("heure", "Heures d’accompagnement").sous(&["objet_id"]),
    TableDuDossier::new("ligne_importee", "Lignes reprises d’un autre logiciel")
        .cle(&["source", "cle"]),
    TableDuDossier::new("suivi_ailleurs", "Réponses sur un suivi ailleurs"),
    TableDuDossier::new("information_donnee", "Notices d’information données"),
    TableDuDossier::new("gel", "Gels de l’effacement"),
    // It outlives the dossier, emptied of what names someone.
    TableDuDossier::new("exercice", "Demandes sur ses données").conservation(Conservation::Trace),
    TableDuDossier::new("audit", "Consultations")
        .conservation(Conservation::Trace)
        .fusion(Fusion::Reste),
];
