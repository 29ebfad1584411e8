//! The themes and their fields: one declaration makes the form, the card, the check and the
//! history.

use kernel::Section;

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sorte {
    /// One entry of a list of `nomenclature`.
    Choix(&'static str),
    /// Several entries of a list.
    Cases(&'static str),
    /// A day.
    Date,
    /// A day that ends something: an échéance is pushed before it.
    Fin,
    /// A whole number, at most this.
    Nombre(u32),
    /// A few words, at most 120 characters; kept out of the audit in clear.
    Texte,
}

/// A field of a theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Champ {
    /// Its name in the form and in the row.
    pub nom: &'static str,
    /// Its French label.
    pub libelle: &'static str,
    /// A hint, or an empty string.
    pub aide: &'static str,
    /// What it holds.
    pub sorte: Sorte,
}

/// A theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Genre {
    /// Its stable code.
    pub code: &'static str,
    /// Its French title.
    pub titre: &'static str,
    /// Whose rights it has.
    pub section: Section,
    /// The parameter that says after how many days it is to be checked again.
    pub fraicheur: &'static str,
    /// Its fields, in the order of the form.
    pub champs: &'static [Champ],
}

const fn champ(
    nom: &'static str,
    libelle: &'static str,
    aide: &'static str,
    sorte: Sorte,
) -> Champ {
    Champ {
        nom,
        libelle,
        aide,
        sorte,
    }
}

/// Every theme, in the order of the page.
pub const GENRES: [Genre; 9] = [
    LOGEMENT,
    FAMILLE,
    MOBILITE,
    LANGUES,
    SAVOIRS,
    CITOYENNETE,
    HANDICAP,
    FRANCE_TRAVAIL,
    RESSOURCES,
];

/// The theme whose code is `code`.
pub fn genre(code: &str) -> Option<&'static Genre> {
    GENRES.iter().find(|genre| genre.code == code)
}

const LOGEMENT: Genre = Genre {
    code: "logement",
    titre: "Logement et domiciliation",
    section: Section::Logement,
    fraicheur: "fraicheur_logement_jours",
    champs: &[
        champ(
            "hebergement",
            "Hébergement",
            "",
            Sorte::Choix("hebergement"),
        ),
        champ(
            "domiciliation",
            "Domiciliation",
            "Pour recevoir son courrier sans domicile stable",
            Sorte::Choix("domiciliation"),
        ),
        champ("domiciliation_chez", "Domiciliation chez", "", Sorte::Texte),
        champ(
            "domiciliation_fin",
            "Domiciliation jusqu’au",
            "Un rappel est posé avant cette date",
            Sorte::Fin,
        ),
    ],
};

const FAMILLE: Genre = Genre {
    code: "famille",
    titre: "Famille",
    section: Section::Famille,
    fraicheur: "fraicheur_famille_jours",
    champs: &[
        champ(
            "situation",
            "Situation familiale",
            "",
            Sorte::Choix("situation_familiale"),
        ),
        champ(
            "enfants",
            "Enfants à charge",
            "Ceux dont la personne a la charge, même s’ils ne sont pas les siens",
            Sorte::Nombre(15),
        ),
        champ("garde", "Garde des enfants", "", Sorte::Choix("mode_garde")),
    ],
};

const MOBILITE: Genre = Genre {
    code: "mobilite",
    titre: "Mobilité",
    section: Section::Situation,
    fraicheur: "fraicheur_mobilite_jours",
    champs: &[
        champ("permis", "Permis de conduire", "", Sorte::Cases("permis")),
        champ(
            "vehicule",
            "Moyens de déplacement",
            "",
            Sorte::Cases("vehicule"),
        ),
        champ(
            "transport",
            "Transports en commun près de chez soi",
            "",
            Sorte::Choix("transport_commun"),
        ),
        champ(
            "rayon",
            "Peut aller jusqu’à (km)",
            "Depuis son domicile, chaque jour",
            Sorte::Nombre(300),
        ),
    ],
};

const LANGUES: Genre = Genre {
    code: "langues",
    titre: "Langues",
    section: Section::Contacts,
    fraicheur: "fraicheur_langues_jours",
    champs: &[
        champ("langues", "Langues parlées", "", Sorte::Cases("langue")),
        champ(
            "interprete",
            "Besoin d’un interprète",
            "",
            Sorte::Choix("reponse_fait"),
        ),
        champ(
            "interprete_langue",
            "Langue de l’interprète",
            "",
            Sorte::Choix("langue"),
        ),
    ],
};

const SAVOIRS: Genre = Genre {
    code: "savoirs",
    titre: "Savoirs de base",
    section: Section::Situation,
    fraicheur: "fraicheur_savoirs_jours",
    champs: &[
        champ(
            "parler",
            "Parler et comprendre le français",
            "",
            Sorte::Choix("savoirs_base"),
        ),
        champ("lire", "Lire", "", Sorte::Choix("savoirs_base")),
        champ("ecrire", "Écrire", "", Sorte::Choix("savoirs_base")),
        champ("compter", "Compter", "", Sorte::Choix("savoirs_base")),
        champ(
            "numerique",
            "Utiliser le numérique",
            "",
            Sorte::Choix("savoirs_base"),
        ),
    ],
};

const CITOYENNETE: Genre = Genre {
    code: "citoyennete",
    titre: "Droits et citoyenneté",
    section: Section::Droits,
    fraicheur: "fraicheur_citoyennete_jours",
    champs: &[
        champ(
            "nationalite",
            "Nationalité",
            "Le groupe suffit : le pays n’est pas demandé",
            Sorte::Choix("nationalite"),
        ),
        champ(
            "ne_etranger",
            "Naissance à l’étranger",
            "",
            Sorte::Choix("reponse_fait"),
        ),
        champ(
            "naissance_lieu",
            "Commune ou pays de naissance",
            "",
            Sorte::Texte,
        ),
        champ(
            "recensement",
            "Recensement citoyen",
            "",
            Sorte::Choix("recensement"),
        ),
        champ(
            "jdc",
            "Journée défense et citoyenneté",
            "",
            Sorte::Choix("jdc"),
        ),
    ],
};

const HANDICAP: Genre = Genre {
    code: "handicap",
    titre: "Reconnaissance RQTH",
    section: Section::Droits,
    fraicheur: "fraicheur_handicap_jours",
    champs: &[
        champ(
            "rqth",
            "RQTH",
            "La décision seulement, jamais ses raisons",
            Sorte::Choix("rqth"),
        ),
        champ("rqth_du", "Valable depuis le", "", Sorte::Date),
        champ(
            "rqth_fin",
            "Valable jusqu’au",
            "Vide si elle est sans limite ; un rappel est posé avant cette date",
            Sorte::Fin,
        ),
    ],
};

const FRANCE_TRAVAIL: Genre = Genre {
    code: "france_travail",
    titre: "France Travail",
    section: Section::Situation,
    fraicheur: "fraicheur_france_travail_jours",
    champs: &[
        champ(
            "inscription",
            "Inscription",
            "",
            Sorte::Choix("inscription_ft"),
        ),
        champ(
            "identifiant",
            "Identifiant France Travail",
            "",
            Sorte::Texte,
        ),
        champ("inscrit_le", "Inscription le", "", Sorte::Date),
        champ("desinscrit_le", "Fin d’inscription le", "", Sorte::Date),
        champ(
            "organisme",
            "Organisme référent",
            "",
            Sorte::Choix("organisme_referent"),
        ),
        champ(
            "oriente_le",
            "Orientation notifiée le",
            "Le contrat d’engagement se signe dans le mois qui suit",
            Sorte::Date,
        ),
        champ("conseiller", "Conseiller France Travail", "", Sorte::Texte),
    ],
};

const RESSOURCES: Genre = Genre {
    code: "ressources",
    titre: "Ressources",
    section: Section::Ressources,
    fraicheur: "fraicheur_ressources_jours",
    champs: &[
        champ(
            "sources",
            "D’où viennent les ressources",
            "",
            Sorte::Cases("ressource"),
        ),
        champ(
            "montant",
            "Montant par mois (€)",
            "Environ, toutes ressources comprises",
            Sorte::Nombre(20_000),
        ),
    ],
};
