//! Short plain sentences, as they are written after an interview. Never a word of health: the guard
//! of the entretien would notice.

use crate::hasard::Hasard;

const OUVERTURES: &[&str] = &[
    "Point sur les démarches depuis le dernier rendez-vous.",
    "Vient comme convenu, à l’heure.",
    "Fait le point sur ce qui a avancé.",
    "Rendez-vous avancé à sa demande.",
    "Souhaite reprendre son projet là où c’était resté.",
    "Envie d’avancer, beaucoup de questions sur la suite.",
    "Semaine chargée, mais les démarches avancent.",
    "Premières réponses reçues, on les lit ensemble.",
    "N’a pas pu faire tout ce qui était prévu, on reprend le plan.",
    "Échange court, l’essentiel est fait.",
    "Arrive avec ses documents, dossier presque complet.",
    "Raconte sa semaine : de bonnes nouvelles.",
];

const SUITES: &[&str] = &[
    "On se revoit dans un mois.",
    "Prochain point par téléphone.",
    "Reprendra contact dès qu’il y a une réponse.",
    "Un rendez-vous est noté.",
    "Envoie les pièces par courriel cette semaine.",
    "On garde le même rythme.",
    "Repasse à l’accueil pour la photocopie.",
    "Le plan est mis à jour ensemble.",
    "Rappel par SMS la veille du rendez-vous.",
    "À revoir après la réponse de l’organisme.",
];

const SUJETS: &[(&str, &[&str])] = &[
    (
        "emploi",
        &[
            "CV relu et corrigé, version prête à envoyer.",
            "Trois offres choisies ensemble, candidatures envoyées sur place.",
            "A travaillé deux semaines en intérim, l’équipe était contente.",
            "Préparation d’un entretien d’embauche : présentation et questions.",
            "Cherche un temps partiel compatible avec ses horaires de bus.",
            "Inscription à France Travail faite ensemble.",
        ],
    ),
    (
        "formation",
        &[
            "Réunion d’information suivie, la formation lui plaît.",
            "Dossier d’inscription relu, il manque une attestation.",
            "Hésite entre deux formations, on compare les programmes.",
            "Cherche un employeur pour l’apprentissage : cinq entreprises à appeler.",
            "Test d’entrée réussi, début attendu le mois prochain.",
        ],
    ),
    (
        "orientation",
        &[
            "Trois métiers retenus après le bilan : cuisine, logistique, espaces verts.",
            "A aimé la visite de l’atelier, veut essayer une immersion.",
            "Cherche encore sa voie, préfère un métier manuel et dehors.",
            "Immersion terminée : le métier se confirme.",
            "A repéré ses points forts : le sérieux, la curiosité, le travail en équipe.",
        ],
    ),
    (
        "mobilite",
        &[
            "Code de la route : inscription faite, première leçon en ligne.",
            "Demande d’aide au permis préparée, devis à joindre.",
            "Le bus de 7 h ne permet pas d’arriver à temps, on cherche un covoiturage.",
            "Trajet essayé ensemble sur le plan, c’est faisable à vélo.",
        ],
    ),
    (
        "logement",
        &[
            "Hébergement chez un ami jusqu’à la fin du mois.",
            "Demande en résidence jeunes déposée, réponse sous trois semaines.",
            "Garantie Visale expliquée, dossier commencé.",
            "Cherche un studio près du centre de formation.",
        ],
    ),
    (
        "sante",
        &[
            "Droits à l’assurance maladie mis à jour ensemble.",
            "Demande de complémentaire envoyée.",
            "Carte Vitale : démarche expliquée, photo à fournir.",
        ],
    ),
    (
        "droits_citoyennete",
        &[
            "Carte d’identité : rendez-vous pris en mairie.",
            "Attestation de recensement retrouvée, JDC à suivre.",
            "Courrier lu ensemble, réponse rédigée.",
        ],
    ),
    (
        "ressources_budget",
        &[
            "Simulation des droits faite, une demande à déposer.",
            "Budget du mois posé sur papier : l’essentiel est couvert.",
            "Demande d’aide au fonds d’aide aux jeunes préparée.",
        ],
    ),
    (
        "langue_savoirs_base",
        &[
            "Cours de français deux fois par semaine, les progrès s’entendent.",
            "Évaluation du niveau à l’écrit prévue.",
        ],
    ),
    (
        "numerique",
        &[
            "Accès FranceConnect activé ensemble.",
            "Sait maintenant joindre un document à un courriel.",
        ],
    ),
    (
        "famille",
        &[
            "Mode de garde trouvé pour deux jours par semaine.",
            "Peut compter sur sa tante pour les trajets.",
        ],
    ),
    (
        "culture_sports_loisirs",
        &[
            "Inscription au club de boxe, séance d’essai faite.",
            "Veut participer au projet photo de l’antenne.",
        ],
    ),
];

const NOTES: &[&str] = &[
    "Préfère ne pas être appelé en présence de sa famille.",
    "A demandé que son frère ne sache rien des rendez-vous ici.",
    "Tensions à la maison, à reprendre avec délicatesse.",
    "Ne souhaite pas que l’employeur sache pour le logement.",
    "A besoin de temps pour en parler : ne pas insister au téléphone.",
    "Confidence sur une dette envers un proche, à revoir avec son accord.",
];

/// What was said, to share: a sentence to begin, one or two on the themes, one to go on.
pub(crate) fn resume(h: &mut Hasard, domaines: &[&'static str]) -> String {
    let mut text = (h.choix(OUVERTURES)).to_owned();
    for domaine in domaines {
        if let Some((_, sentences)) = SUJETS.iter().find(|(of, _)| of == domaine) {
            text.push(' ');
            text.push_str(h.choix(sentences));
        }
    }
    text.push(' ');
    text.push_str(h.choix(SUITES));
    text
}

/// A confidential note.
pub(crate) fn note(h: &mut Hasard) -> &'static str {
    h.choix(NOTES)
}

/// Why a level was chosen, for a domain that blocks.
pub(crate) fn raison(h: &mut Hasard, domaine: &str) -> &'static str {
    let said: &[&str] = match domaine {
        "emploi" => &[
            "Peu de réponses aux candidatures",
            "Première recherche d’emploi",
            "Contrats très courts",
        ],
        "formation" => &[
            "Formation arrêtée avant la fin",
            "Attend une place",
            "Financement à trouver",
        ],
        "orientation" => &[
            "Plusieurs idées, aucune sûre",
            "Ne connaît pas encore les métiers d’ici",
        ],
        "mobilite" => &[
            "Un bus le matin, un bus le soir",
            "Pas encore le code",
            "Voiture en panne",
        ],
        "logement" => &[
            "Hébergement jusqu’à la fin du mois",
            "Trois personnes dans une chambre",
        ],
        "ressources_budget" => &["Fin de droits ce mois-ci", "Dépenses plus fortes que prévu"],
        _ => &[
            "À reprendre la prochaine fois",
            "Première démarche dans ce domaine",
        ],
    };
    h.choix(said)
}

/// Their own words.
pub(crate) fn mots(h: &mut Hasard, bloque: bool) -> &'static str {
    let said: &[&str] = if bloque {
        &[
            "« Je tourne en rond. »",
            "« Je ne sais pas par où commencer. »",
            "« C’est long, mais je m’accroche. »",
            "« Sans ça je ne peux rien faire. »",
        ]
    } else {
        &[
            "« Ça va mieux. »",
            "« Je gère. »",
            "« Là je suis tranquille. »",
            "« J’ai une solution. »",
        ]
    };
    h.choix(said)
}

/// A strength (list `atout`) of a domain.
pub(crate) fn atout(h: &mut Hasard, domaine: &str) -> Option<&'static str> {
    let codes: &[&'static str] = match domaine {
        "emploi" => &[
            "experience",
            "savoir_faire",
            "disponible",
            "promesse_embauche",
        ],
        "formation" => &["diplome", "formation_identifiee", "envie_apprendre"],
        "orientation" => &[
            "projet_clair",
            "perseverance",
            "autonomie",
            "aisance_relationnelle",
        ],
        "mobilite" => &["permis", "deux_roues", "transports_proches"],
        "logement" => &["logement_stable", "garant"],
        "droits_citoyennete" => &["papiers_a_jour", "benevolat"],
        "ressources_budget" => &["ressources_regulieres", "budget_tenu"],
        "numerique" => &["equipement", "aisance_numerique"],
        "famille" => &["entourage", "adulte_confiance"],
        "culture_sports_loisirs" => &["sport", "passion"],
        _ => return None,
    };
    Some(h.choix(codes))
}

/// An employer that does not exist.
pub(crate) fn entreprise(h: &mut Hasard) -> &'static str {
    h.choix(&[
        "Garage du Pont-Levant",
        "Marché de la Brume",
        "Fournil de l’Orvel",
        "Jardins de Cendrelune",
        "Entrepôts Vaudoré",
        "Hôtel de la Vieille-Écluse",
        "Menuiserie Trois-Girouettes",
        "Résidence Les Merles",
        "Textiles du Grand-Détour",
        "Bâtiment Roche-Tournante",
        "Crêperie du Phare",
        "Transports Lunaires",
        "Ferme du Champ-de-Bruine",
        "Atelier Œil-de-Mer",
    ])
}

/// A school or training body that does not exist.
pub(crate) fn organisme(h: &mut Hasard) -> &'static str {
    h.choix(&[
        "CFA du Val-Fictif",
        "Institut des métiers de l’Orvel",
        "École de la deuxième chance de Brumeville",
        "Lycée professionnel des Lanternes",
        "Centre de formation des Hauts-Fictifs",
    ])
}

/// A partner that does not exist.
pub(crate) fn partenaire(h: &mut Hasard) -> &'static str {
    h.choix(&[
        "Service logement jeunes du Val-Fictif",
        "Plateforme mobilité de l’Orvel",
        "Point d’accès au droit de Brumeville",
        "Maison France services de Hautfictif",
        "Point conseil budget de Port-Lunaire",
        "Association Les Passerelles",
        "Auto-école solidaire La Girouette",
    ])
}

/// What they wish, when a goal does not come from a frein.
pub(crate) const SOUHAITS: &[(&str, &str, &str, &str)] = &[
    (
        "Travailler dans la restauration",
        "emploi",
        "trouver_emploi",
        "repondre_offre",
    ),
    (
        "Gagner un premier salaire",
        "emploi",
        "trouver_premier_emploi",
        "inscrire_interim",
    ),
    (
        "Apprendre un métier du bâtiment",
        "formation",
        "signer_alternance",
        "contacter_cfa",
    ),
    (
        "Partir quelques mois en service civique",
        "orientation",
        "faire_service_civique",
        "candidater_service_civique",
    ),
    (
        "Avoir mon permis avant l’été",
        "mobilite",
        "obtenir_permis",
        "inscrire_permis",
    ),
    (
        "Avoir un logement à moi",
        "logement",
        "trouver_logement",
        "demander_logement_social",
    ),
    (
        "Reprendre le dessin",
        "culture_sports_loisirs",
        "valoriser_talent",
        "chercher_association",
    ),
    (
        "Essayer le métier d’aide-soignante",
        "orientation",
        "confirmer_projet",
        "faire_immersion",
    ),
];

/// Words on a demande.
pub(crate) fn precisions(h: &mut Hasard) -> &'static str {
    h.pese(&[
        ("", 70),
        ("Le plus tôt possible", 6),
        ("Près de chez moi", 6),
        ("En septembre", 4),
        ("À temps partiel", 5),
        ("Avec un ami qui est déjà suivi", 3),
        ("Vu une affiche à la mairie", 3),
        ("Conseillé par son ancien professeur", 3),
    ])
}
