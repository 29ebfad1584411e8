//! Names of nobody: family names are put together from invented roots, given names are those people
//! bear. Accents, hyphens, apostrophes, particles, compound names, other scripts: all that a real
//! counter meets.

use crate::hasard::Hasard;

const RACINES: &[&str] = &[
    "Brume", "Vaudo", "Cendre", "Aubri", "Lanter", "Mirou", "Falbe", "Corvi", "Quenou", "Tarlu",
    "Belli", "Gribou", "Pervan", "Nocto", "Sabli", "Orvi", "Thévi", "Rougue", "Marli", "Dompi",
    "Éclu", "Fougue", "Hallu", "Isemba", "Javo", "Kerlou", "Loupi", "Mélu", "Navou", "Ombré",
    "Pluvi", "Rosame", "Sorbi", "Tourne", "Ursu", "Virevo", "Yvra", "Zéphi", "Bâche", "Givre",
];

const FINS: &[&str] = &[
    "lin", "ré", "lune", "vesque", "dart", "mont", "quin", "zac", "tier", "gnol", "vigne", "bert",
    "lande", "ssard", "pied", "rive", "chel", "val", "nette", "feuil", "doux", "gart",
];

const FIGES: &[&str] = &[
    "N’Brouma",
    "D’Ombrelac",
    "L’Oriflan",
    "O’Lanterne",
    "de La Brumaie",
    "Le Cendrillac",
    "Du Vaudorêt",
    "El Mirouane",
    "Ben Falbar",
    "Ait Sablane",
    "Diabrumé",
    "Traolune",
    "Nguyên-Brume",
    "Trần-Vaudo",
    "Kowalbrum",
    "Łunacki-Vaud",
    "Da Cendrosa",
    "De los Faros",
    "Ødebrume",
    "Müllerine-Fal",
    "Šabliković",
    "Brumescu",
    "Yılmazou",
    "Vaudashvili",
    "Œillebrun",
];

/// The same invented names in scripts that a keyboard here does not have.
const AUTRES_ECRITURES: &[(&str, &str, &str)] = &[
    ("Брумелин", "Олена", "Тарас"),
    ("Вододоре", "Софія", "Андрій"),
    ("Φαλβελίν", "Ελένη", "Νίκος"),
    ("برومولان", "أمينة", "يوسف"),
    ("ساندرلون", "مريم", "سمير"),
    ("霧蘭", "芳", "伟"),
    ("ብሩመሊን", "ሰላም", "ዳዊት"),
    ("ブルムラン", "さくら", "健"),
];

const PRENOMS_F: &[&str] = &[
    "Léa",
    "Manon",
    "Chloé",
    "Camille",
    "Inès",
    "Jade",
    "Louise",
    "Emma",
    "Sarah",
    "Lola",
    "Zoé",
    "Anaïs",
    "Clara",
    "Lucie",
    "Océane",
    "Mathilde",
    "Pauline",
    "Marie",
    "Julie",
    "Laura",
    "Eva",
    "Nina",
    "Margaux",
    "Noémie",
    "Élodie",
    "Maëlys",
    "Romane",
    "Célia",
    "Morgane",
    "Aïcha",
    "Fatoumata",
    "Aminata",
    "Yasmine",
    "Nour",
    "Salomé",
    "Mélissa",
    "Imane",
    "Assia",
    "Kadiatou",
    "Mariam",
    "Awa",
    "Leïla",
    "Khadija",
    "Soukaïna",
    "Rania",
    "Hanaé",
    "Thanh-Mai",
    "Linh",
    "Oksana",
    "Daria",
    "Milena",
    "Andreea",
    "Beatriz",
    "Inês",
    "Carmen",
    "Lætitia",
    "Gaëlle",
    "Maïwenn",
    "Solène",
    "Anne-Lise",
    "Marie-Ange",
    "Lou-Anne",
    "Jeanne",
    "Ambre",
    "Élise",
    "Aurore",
    "Coraline",
    "Doriane",
    "Ophélie",
    "Priscillia",
    "Tiphaine",
    "Victoire",
    "Wendy",
    "Zineb",
    "Selma",
    "Dounia",
    "Farah",
    "Grâce",
    "Bénédicte",
    "Divine",
    "Merveille",
    "Naïma",
];

const PRENOMS_M: &[&str] = &[
    "Lucas",
    "Hugo",
    "Théo",
    "Enzo",
    "Nathan",
    "Louis",
    "Mathis",
    "Maxime",
    "Léo",
    "Tom",
    "Clément",
    "Alexandre",
    "Antoine",
    "Thomas",
    "Quentin",
    "Romain",
    "Valentin",
    "Dylan",
    "Kévin",
    "Jordan",
    "Mohamed",
    "Mehdi",
    "Yanis",
    "Rayan",
    "Bilal",
    "Amine",
    "Ibrahim",
    "Moussa",
    "Mamadou",
    "Ousmane",
    "Abdoulaye",
    "Cheick",
    "Issa",
    "Sékou",
    "Karim",
    "Sofiane",
    "Ayoub",
    "Ismaël",
    "Adama",
    "Joël",
    "Loïc",
    "Yoann",
    "Gaël",
    "Maël",
    "Noé",
    "Raphaël",
    "Gabriel",
    "Baptiste",
    "Corentin",
    "Florian",
    "Guillaume",
    "Jérémy",
    "Benoît",
    "François",
    "Jean-Baptiste",
    "Pierre-Yves",
    "Marc-Antoine",
    "Évan",
    "Éliott",
    "Axel",
    "Timéo",
    "Sacha",
    "Noah",
    "Ethan",
    "Liam",
    "Malo",
    "Tristan",
    "Tuấn",
    "Minh",
    "Dmytro",
    "Ionuț",
    "Rui",
    "João",
    "Ángel",
    "Matteo",
    "Emre",
    "Arda",
    "Zakaria",
    "Idriss",
    "Samuel",
    "David",
    "Elie",
    "Prince",
    "Exaucé",
    "Kylian",
    "Steeven",
    "Brayan",
    "Ludovic",
    "Nicolas",
];

const PRENOMS_MIXTES: &[&str] = &[
    "Camille", "Charlie", "Alix", "Sacha", "Noa", "Eden", "Maé", "Lou",
];

/// A family name. Some are common and many are rare, as names are.
pub(crate) fn nom(h: &mut Hasard) -> String {
    match h.rang(100) {
        0..=6 => h.choix(FIGES).to_owned(),
        7..=11 => format!("{}-{}", assemble(h), assemble(h)),
        12..=13 => format!("{} {}", assemble(h), assemble(h)),
        _ => assemble(h),
    }
}

fn assemble(h: &mut Hasard) -> String {
    let (r, s) = (h.rang(RACINES.len()), h.rang(RACINES.len()));
    let root = RACINES[if h.chance(450) { r.min(s) } else { r }];
    let (r, s) = (h.rang(FINS.len()), h.rang(FINS.len()));
    let end = FINS[if h.chance(450) { r.min(s) } else { r }];
    format!("{root}{end}")
}

/// A given name for a sex as statistics need it.
pub(crate) fn prenom(h: &mut Hasard, sexe: Option<&str>) -> String {
    let list = match sexe {
        Some("femme") => PRENOMS_F,
        Some(_) => PRENOMS_M,
        None => PRENOMS_MIXTES,
    };
    let first = h.choix(list);
    if h.chance(25) && !first.contains('-') {
        return format!("{first}-{}", h.choix(list).trim_start_matches("Jean-"));
    }
    first.to_owned()
}

/// A family name and a given name in another script.
pub(crate) fn autre_ecriture(h: &mut Hasard, sexe: Option<&str>) -> (String, String) {
    let (nom, femme, homme) = h.choix(AUTRES_ECRITURES);
    let prenom = if sexe == Some("homme") { homme } else { femme };
    (nom.to_owned(), prenom.to_owned())
}

/// What stands before the at sign of an address: plain letters, or nothing when there is none.
pub(crate) fn adresse_locale(prenom: &str, nom: &str) -> String {
    let plain = |text: &str| -> String {
        let folded = kernel::text::fold(text);
        folded.chars().filter(char::is_ascii_alphanumeric).collect()
    };
    let (prenom, nom) = (plain(prenom), plain(nom));
    if prenom.is_empty() || nom.is_empty() {
        return String::new();
    }
    format!("{prenom}.{nom}")
}
