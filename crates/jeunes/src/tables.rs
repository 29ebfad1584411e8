//! What this wing holds of a person: every tenant table with a `jeune_id`, and how each one follows
//! when two dossiers become one. A new table is one line here.

use platform::rattachement::{Conservation, Depart, Fusion, Racine, TableDuDossier, Valeur};

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
    depart: &[
        ("nom_naissance", Valeur::Texte("Dossier")),
        ("nom_usage", Valeur::Texte("")),
        ("prenom", Valeur::Texte("transféré")),
        ("prenom_usage", Valeur::Texte("")),
        ("date_naissance", Valeur::Annee("date_naissance")),
        ("adresse", Valeur::Texte("")),
        ("code_postal", Valeur::Texte("")),
        ("protege", Valeur::Non),
        ("protege_motif", Valeur::Nul),
        ("etat_motif", Valeur::Texte("transfert")),
    ],
};

/// What someone typed, emptied.
const MOT: Valeur = Valeur::Texte("");

/// Every table, parents before children.
pub const TABLES: &[TableDuDossier] = &[
    TableDuDossier::new("contact", "Contacts"),
    TableDuDossier::new("adresse_passee", "Adresses passées"),
    TableDuDossier::new("referent", "Référents")
        .fusion(Fusion::SuitOuFerme(&[("au", Valeur::JourDepuis("du"))]))
        .depart(Depart::Suit {
            si: None,
            ferme: &[("au", Valeur::JourDepuis("du"))],
            perd: &[],
        }),
    TableDuDossier::new("situation", "Situations").suit(&[("structure", MOT)]),
    TableDuDossier::new("cursus", "Formations suivies"),
    TableDuDossier::new("experience", "Expériences"),
    TableDuDossier::new("metier_vise", "Métiers visés").fusion(Fusion::SuitOuFerme(&[(
        "vrai_au",
        Valeur::JourDepuis("vrai_du"),
    )])),
    TableDuDossier::new("deces", "Décès"),
    TableDuDossier::new("etat_passe", "États passés").suit(&[]),
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
    TableDuDossier::new("venue", "Venues à l’accueil")
        .reste(&[("souhait", MOT), ("accompagne_par", MOT)]),
    TableDuDossier::new("message", "Messages pris").reste(&[
        ("texte", MOT),
        ("sujet", MOT),
        ("de_la_part_de", MOT),
        ("rappel", MOT),
    ]),
    TableDuDossier::new("urgence", "Points urgents").reste(&[]),
    TableDuDossier::new(
        "remplacement_dossier",
        "Dossiers confiés le temps d’une absence",
    )
    .reste(&[]),
    TableDuDossier::new("brouillon_confie", "Brouillons confiés")
        .cle(&["remplacement_id", "cle"])
        .reste(&[]),
    TableDuDossier::new("evenement", "Faits de la frise")
        .suit(&[("titre", MOT), ("resultat", MOT)])
        .nomme(&["objet_id"])
        .sous(&["objet_id"]),
    TableDuDossier::new("echeance", "Échéances")
        .fusion(Fusion::SuitOuFerme(&[(
            "close_le",
            Valeur::JourDepuis("visible_le"),
        )]))
        .nomme(&["objet_id"])
        .sous(&["objet_id"]),
    TableDuDossier::new("heure", "Heures d’accompagnement")
        .sous(&["objet_id"])
        .suit(&[]),
    TableDuDossier::new("ligne_importee", "Lignes reprises d’un autre logiciel")
        .cle(&["source", "cle"])
        .reste(&[]),
    TableDuDossier::new("suivi_ailleurs", "Réponses sur un suivi ailleurs").reste(&[]),
    TableDuDossier::new("information_donnee", "Notices d’information données").suit(&[]),
    TableDuDossier::new("gel", "Gels de l’effacement").reste(&[]),
    // It outlives the dossier, emptied of what names someone.
    TableDuDossier::new("exercice", "Demandes sur ses données").conservation(Conservation::Trace),
    TableDuDossier::new("audit", "Consultations")
        .conservation(Conservation::Trace)
        .fusion(Fusion::Reste)
        .reste(&[]),
];
