//! Places that do not exist: région and département « 00 », which INSEE cannot issue, and forty
//! communes.

use crate::copie::ligne;

ligne! {
    /// A region.
    Region = "region" { code "code": &'static str, nom "nom": &'static str, }
}

ligne! {
    /// A department.
    Departement = "departement" {
        code "code": &'static str,
        nom "nom": &'static str,
        region "region": &'static str,
    }
}

ligne! {
    /// A commune.
    LigneCommune = "commune" {
        code "code": &'static str,
        nom "nom": &'static str,
        nom_recherche "nom_recherche": String,
        departement "departement": &'static str,
        epci "epci": &'static str,
        epci_nom "epci_nom": &'static str,
        codes_postaux "codes_postaux": Vec<&'static str>,
        population "population": i32,
        longitude "longitude": f64,
        latitude "latitude": f64,
    }
}

/// The region.
pub(crate) const REGION: Region = Region {
    code: "00",
    nom: "Région fictive",
};

/// The department.
pub(crate) const DEPARTEMENT: Departement = Departement {
    code: "00",
    nom: "Val-Fictif",
    region: "00",
};

/// Intercommunalities, by the first communes that are theirs.
const EPCI: &[(usize, &str, &str)] = &[
    (0, "000000001", "Brumeville Agglomération"),
    (18, "000000002", "Communauté de communes des Hauts-Fictifs"),
    (31, "000000003", "Communauté de communes du Pays de Lune"),
];

/// A commune of the department.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Commune {
    /// Its code.
    pub(crate) code: &'static str,
    /// Its name.
    pub(crate) nom: &'static str,
    /// Its postal code.
    pub(crate) code_postal: &'static str,
    /// Its inhabitants.
    pub(crate) population: u32,
}

macro_rules! communes {
    ($($code:literal $cp:literal $population:literal $nom:literal;)*) => {
        &[$(Commune { code: $code, nom: $nom, code_postal: $cp, population: $population },)*]
    };
}

/// The forty communes; three ranges of them are the zones of the three missions locales.
pub(crate) const COMMUNES: &[Commune] = communes! {
    "00001" "00100" 48200 "Brumeville";
    "00002" "00110" 12400 "Saint-Falbe-sur-Orvel";
    "00003" "00110" 8900 "Les Lanternes";
    "00004" "00120" 7600 "Vaudoré-le-Château";
    "00005" "00120" 5400 "Pont-Levant";
    "00006" "00130" 4100 "L’Étang-Songeur";
    "00007" "00130" 3800 "Cendrelune";
    "00008" "00140" 2900 "Moulin-Perché";
    "00009" "00140" 2600 "Champ-de-Bruine";
    "00010" "00150" 2100 "La Rivière-Lente";
    "00011" "00150" 1900 "Sainte-Mirabelle";
    "00012" "00160" 1500 "Orvel-les-Bains";
    "00013" "00160" 1200 "Bois-Murmurant";
    "00014" "00170" 950 "Le Grand-Détour";
    "00015" "00170" 800 "Vieille-Écluse";
    "00016" "00180" 640 "Trois-Girouettes";
    "00017" "00180" 510 "Sous-la-Brume";
    "00018" "00180" 320 "Fontaine-aux-Merles";
    "00019" "00200" 21500 "Hautfictif";
    "00020" "00210" 9300 "Roche-Tournante";
    "00021" "00210" 6200 "Val-d’Ombelle";
    "00022" "00220" 4800 "Saint-Zéphir";
    "00023" "00220" 3300 "Le Col-Blanc";
    "00024" "00230" 2700 "Neigeclaire";
    "00025" "00230" 1800 "Pierre-Chantante";
    "00026" "00240" 1400 "Les Sept-Marches";
    "00027" "00240" 1100 "Aigle-et-Loup";
    "00028" "00250" 760 "Combe-Oubliée";
    "00029" "00250" 540 "Belle-Avalanche";
    "00030" "00260" 390 "La Crête-aux-Vents";
    "00031" "00260" 210 "Dernier-Hameau";
    "00032" "00300" 14800 "Port-Lunaire";
    "00033" "00310" 5900 "Salins-Rêveur";
    "00034" "00310" 3700 "L’Anse-au-Hibou";
    "00035" "00320" 2800 "Phare-le-Petit";
    "00036" "00320" 1700 "Dune-Bavarde";
    "00037" "00330" 1300 "Marais-Doré";
    "00038" "00330" 900 "Saint-Coquillage";
    "00039" "00340" 600 "Île-aux-Chandelles";
    "00040" "00340" 280 "Œil-de-Mer";
};

/// Where the communes of a mission locale start and end in [`COMMUNES`].
pub(crate) const ZONES: [(usize, usize); 3] = [(0, 18), (18, 31), (31, 40)];

/// Streets.
pub(crate) const RUES: &[&str] = &[
    "rue des Lanternes",
    "rue du Moulin-Perché",
    "avenue de la Brume",
    "impasse du Hibou",
    "allée des Ombelles",
    "place de la Girouette",
    "rue de l’Orvel",
    "chemin de la Bruine",
    "rue du Phare",
    "boulevard du Grand-Détour",
    "rue des Sept-Marches",
    "cité des Merles",
    "résidence La Clairière",
    "rue de la Vieille-Écluse",
    "quai du Marais-Doré",
    "rue Sainte-Mirabelle",
];

/// The rows of the communes.
pub(crate) fn communes() -> Vec<LigneCommune> {
    COMMUNES
        .iter()
        .enumerate()
        .map(|(at, commune)| row(at, commune))
        .collect()
}

fn row(at: usize, commune: &Commune) -> LigneCommune {
    let (_, epci, epci_nom) = EPCI
        .iter()
        .rev()
        .find(|(from, ..)| *from <= at)
        .unwrap_or(&EPCI[0]);
    let place = u32::try_from(at).unwrap_or(0);
    // A spiral around the middle of the country, so that a map has something to show.
    let angle = f64::from(place) * 2.399_963;
    let radius = 0.06 * f64::from(place).sqrt();
    LigneCommune {
        code: commune.code,
        nom: commune.nom,
        nom_recherche: kernel::text::fold(commune.nom),
        departement: DEPARTEMENT.code,
        epci,
        epci_nom,
        codes_postaux: vec![commune.code_postal],
        population: i32::try_from(commune.population).unwrap_or(i32::MAX),
        longitude: round(2.9 + radius * 1.4 * angle.cos()),
        latitude: round(46.6 + radius * angle.sin()),
    }
}

fn round(degrees: f64) -> f64 {
    (degrees * 10_000.0).round() / 10_000.0
}
