//! How lines are understood. Pure.

use std::collections::HashMap;

/// The communes cut into arrondissements, and how the codes of their arrondissements begin.
pub const COMMUNES_A_ARRONDISSEMENTS: [(&str, &str); 3] =
    [("75056", "751"), ("69123", "6938"), ("13055", "132")];

/// An INSEE or i-milo commune code as it should be: a spreadsheet drops the zero of `01001`.
pub fn insee(text: &str) -> Option<String> {
    let text = text.trim().to_uppercase();
    let padded = if text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit()) {
        format!("0{text}")
    } else {
        text
    };
    let bytes = padded.as_bytes();
    let ok = bytes.len() == 5
        && bytes[0].is_ascii_digit()
        && (bytes[1].is_ascii_digit() || matches!(bytes[1], b'A' | b'B'))
        && bytes[2..].iter().all(u8::is_ascii_digit);
    ok.then_some(padded)
}

/// The i-milo code of a mission locale: `13201S00`, or the five characters before `S00`.
pub fn code_imilo(text: &str) -> Option<String> {
    let text = text.trim().to_uppercase();
    let (commune, suite) = match text.split_once('S') {
        Some((commune, suite)) => (commune, suite),
        None => (text.as_str(), "00"),
    };
    let commune = insee(commune)?;
    (suite.len() == 2 && suite.bytes().all(|b| b.is_ascii_digit()))
        .then(|| format!("{commune}S{suite}"))
}

/// `association`, `gip` or `inconnue`, from what a column or the name says.
pub fn forme_juridique(colonne: &str, nom: &str) -> &'static str {
    let folded = kernel::text::fold(colonne);
    let name = kernel::text::fold(nom);
    if folded.starts_with("gip") || folded.starts_with("groupement d interet public") {
        "gip"
    } else if folded.starts_with("asso") || folded.starts_with("loi 1901") {
        "association"
    } else if name.split(' ').any(|word| word == "gip") {
        "gip"
    } else {
        "inconnue"
    }
}

/// A point on the earth, in degrees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// East of Greenwich.
    pub longitude: f64,
    /// North of the equator.
    pub latitude: f64,
}

impl Point {
    /// A point, when both numbers are possible.
    pub fn new(longitude: f64, latitude: f64) -> Option<Self> {
        ((-180.0..=180.0).contains(&longitude) && (-90.0..=90.0).contains(&latitude)).then_some(
            Self {
                longitude,
                latitude,
            },
        )
    }

    /// Kilometres on the sphere.
    pub fn distance(self, other: Self) -> f64 {
        let (a, b) = (self.latitude.to_radians(), other.latitude.to_radians());
        let half_lat = ((b - a) / 2.0).sin();
        let half_lon = ((other.longitude - self.longitude).to_radians() / 2.0).sin();
        let h = half_lat.mul_add(half_lat, a.cos() * b.cos() * half_lon * half_lon);
        2.0 * 6371.0 * h.clamp(0.0, 1.0).sqrt().asin()
    }
}

/// A mission locale as a site may belong to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// The mission locale.
    pub ml: i32,
    /// The commune of its seat: technical codes have none.
    pub commune_siege: Option<String>,
    /// Its département.
    pub departement: Option<String>,
    /// The identifier of its seat in the file of sites, or an empty string.
    pub site_siege: String,
    /// Where its seat is.
    pub siege: Option<Point>,
}

/// A site to place.
#[derive(Debug, Clone, PartialEq)]
pub struct ASituer {
    /// Its identifier in the file.
    pub code_source: String,
    /// Its commune.
    pub commune: String,
    /// The département of the commune.
    pub departement: String,
    /// Where it is.
    pub point: Option<Point>,
}

/// How the mission locale of a site was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Voie {
    /// The site was imported before: it stays where it is.
    DejaRattache,
    /// The file of missions locales names it as a seat.
    SiegeDesigne,
    /// Its commune is in the zone.
    Zone,
    /// The seat is in the same commune.
    MemeCommune,
    /// The nearest seat of the same département.
    SiegeLePlusProche,
    /// The only mission locale of the département.
    SeuleDuDepartement,
}

impl Voie {
    /// As the report says it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::DejaRattache => "déjà rattachés",
            Self::SiegeDesigne => "par le siège désigné",
            Self::Zone => "par la zone d’intervention",
            Self::MemeCommune => "par la commune du siège",
            Self::SiegeLePlusProche => "par le siège le plus proche du département",
            Self::SeuleDuDepartement => "par la seule mission locale du département",
        }
    }
}

/// What is known when a site is placed.
#[derive(Debug, Default)]
pub struct Connu {
    /// The missions locales.
    pub candidates: Vec<Candidate>,
    /// Sites imported before.
    pub deja: HashMap<String, i32>,
    /// The missions locales of each commune.
    pub zones: HashMap<String, Vec<i32>>,
}

/// Which mission locale a site belongs to. In this order: where it already is; the one whose seat
/// it is; the one whose zone holds its commune; the one whose seat is in its commune; the nearest
/// seat of its département; the only one of its département. Among several, the nearest seat wins.
pub fn place(site: &ASituer, connu: &Connu) -> Option<(i32, Voie)> {
    if let Some(ml) = connu.deja.get(&site.code_source) {
        return Some((*ml, Voie::DejaRattache));
    }
    let all = || connu.candidates.iter();
    if let Some(c) = all().find(|c| c.site_siege == site.code_source) {
        return Some((c.ml, Voie::SiegeDesigne));
    }
    if let Some(mls) = connu.zones.get(&site.commune)
        && let Some(ml) = nearest(site, all().filter(|c| mls.contains(&c.ml)))
    {
        return Some((ml, Voie::Zone));
    }
    let same = all().filter(|c| c.commune_siege.as_deref() == Some(site.commune.as_str()));
    if let Some(ml) = nearest(site, same) {
        return Some((ml, Voie::MemeCommune));
    }
    let of_departement: Vec<&Candidate> = all()
        .filter(|c| c.departement.as_deref() == Some(site.departement.as_str()))
        .collect();
    let placed = of_departement.iter().copied().filter(|c| c.siege.is_some());
    if site.point.is_some()
        && let Some(ml) = nearest(site, placed)
    {
        return Some((ml, Voie::SiegeLePlusProche));
    }
    match of_departement.as_slice() {
        [only] => Some((only.ml, Voie::SeuleDuDepartement)),
        _ => None,
    }
}

/// The candidate whose seat is nearest; the smallest number when distances are unknown or equal.
fn nearest<'a>(site: &ASituer, among: impl Iterator<Item = &'a Candidate>) -> Option<i32> {
    let distance = |c: &Candidate| match (site.point, c.siege) {
        (Some(here), Some(there)) => here.distance(there),
        _ => f64::INFINITY,
    };
    among
        .min_by(|a, b| distance(a).total_cmp(&distance(b)).then(a.ml.cmp(&b.ml)))
        .map(|c| c.ml)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn reads_codes_as_files_write_them() {
        assert_eq!(insee("1001").as_deref(), Some("01001"));
        assert_eq!(insee("2a004").as_deref(), Some("2A004"));
        assert_eq!(insee("97801").as_deref(), Some("97801"));
        for wrong in ["", "123", "ABCDE", "750566", "A1234"] {
            assert_eq!(insee(wrong), None, "{wrong}");
        }
        assert_eq!(code_imilo("75119").as_deref(), Some("75119S00"));
        assert_eq!(code_imilo("1053S00").as_deref(), Some("01053S00"));
        assert_eq!(code_imilo("75119S0"), None);
        assert_eq!(code_imilo("S00"), None);
    }

    #[test]
    fn reads_the_legal_form() {
        assert_eq!(forme_juridique("", "GIP Mission locale de la Brume"), "gip");
        assert_eq!(forme_juridique("Association loi 1901", "x"), "association");
        assert_eq!(forme_juridique("", "Mission locale d’Agipe"), "inconnue");
    }

    fn candidate(ml: i32, commune: Option<&str>, lon: f64) -> Candidate {
        Candidate {
            ml,
            commune_siege: commune.map(str::to_owned),
            departement: Some("00".to_owned()),
            site_siege: format!("siege-{ml}"),
            siege: commune.and_then(|_| Point::new(lon, 45.0)),
        }
    }

    fn site(code: &str, commune: &str, lon: Option<f64>) -> ASituer {
        ASituer {
            code_source: code.to_owned(),
            commune: commune.to_owned(),
            departement: "00".to_owned(),
            point: lon.and_then(|lon| Point::new(lon, 45.0)),
        }
    }

    #[test]
    fn places_a_site_by_the_first_rule_that_answers() {
        let mut connu = Connu {
            candidates: vec![
                candidate(1, Some("00001"), 1.0),
                candidate(2, Some("00002"), 2.0),
                candidate(3, None, 0.0),
            ],
            ..Connu::default()
        };
        connu.deja.insert("ici".to_owned(), 3);
        connu.zones.insert("00007".to_owned(), vec![2]);
        connu.zones.insert("00008".to_owned(), vec![1, 2]);
        let of = |code: &str, commune: &str, lon| place(&site(code, commune, lon), &connu);
        assert_eq!(of("ici", "00001", None), Some((3, Voie::DejaRattache)));
        assert_eq!(of("siege-2", "00001", None), Some((2, Voie::SiegeDesigne)));
        assert_eq!(of("x", "00007", Some(1.0)), Some((2, Voie::Zone)));
        assert_eq!(of("x", "00008", Some(1.9)), Some((2, Voie::Zone)));
        assert_eq!(of("x", "00002", Some(1.0)), Some((2, Voie::MemeCommune)));
        assert_eq!(
            of("x", "00009", Some(1.4)),
            Some((1, Voie::SiegeLePlusProche))
        );
        assert_eq!(of("x", "00009", None), None);
        connu.candidates.truncate(1);
        assert_eq!(
            place(&site("x", "00009", None), &connu),
            Some((1, Voie::SeuleDuDepartement))
        );
    }

    #[test]
    fn measures_the_earth() {
        let paris = Point::new(2.3522, 48.8566).expect("a point");
        let lyon = Point::new(4.8357, 45.7640).expect("a point");
        assert!((paris.distance(lyon) - 392.0).abs() < 2.0);
        assert_eq!(Point::new(181.0, 0.0), None);
        assert_eq!(Point::new(f64::NAN, 0.0), None);
    }

    proptest! {
        #[test]
        fn distance_is_the_same_both_ways(a in -180.0..180.0, b in -90.0..90.0,
                                          c in -180.0..180.0, d in -90.0..90.0) {
            let (p, q) = (Point::new(a, b).expect("p"), Point::new(c, d).expect("q"));
            prop_assert!((p.distance(q) - q.distance(p)).abs() < 1e-6);
            prop_assert!(p.distance(p) < 1e-6);
        }

        #[test]
        fn a_code_read_twice_is_the_same(text in "[0-9]{4,5}|2[AB][0-9]{3}") {
            let once = insee(&text).expect("a code");
            prop_assert_eq!(insee(&once), Some(once.clone()));
            let code = code_imilo(&once).expect("a code");
            prop_assert_eq!(code_imilo(&code), Some(code.clone()));
        }
    }
}
