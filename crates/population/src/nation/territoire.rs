//! Where the missions locales of the nation are: the real communes of the database, shared out by
//! département in proportion to their inhabitants; the fictional ones when it has none.

use crate::lieux::{self, Commune};

/// A commune of the database.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(crate) struct CommuneLue {
    pub(crate) code: String,
    pub(crate) nom: String,
    pub(crate) departement: String,
    pub(crate) region: String,
    pub(crate) code_postal: String,
    pub(crate) population: i32,
    pub(crate) longitude: f64,
    pub(crate) latitude: f64,
}

/// A commune with its place on the map.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Point {
    pub(crate) commune: Commune,
    pub(crate) longitude: f64,
    pub(crate) latitude: f64,
}

/// The zone of one mission locale: its communes, the most populated first.
#[derive(Debug, Clone)]
pub(crate) struct Territoire {
    pub(crate) region: &'static str,
    pub(crate) departement: &'static str,
    pub(crate) points: Vec<Point>,
}

impl Territoire {
    fn population(&self) -> u64 {
        self.points
            .iter()
            .map(|point| u64::from(point.commune.population))
            .sum()
    }
}

/// Places live as long as the program: they are read once, and every row names them.
pub(crate) fn keep(text: &str) -> &'static str {
    Box::leak(text.to_owned().into_boxed_str())
}

/// The fictional communes of the demonstration, as if they had been read.
pub(crate) fn fictives() -> Vec<CommuneLue> {
    lieux::communes()
        .into_iter()
        .zip(lieux::COMMUNES)
        .map(|(row, commune)| CommuneLue {
            code: commune.code.to_owned(),
            nom: commune.nom.to_owned(),
            departement: lieux::DEPARTEMENT.code.to_owned(),
            region: lieux::REGION.code.to_owned(),
            code_postal: commune.code_postal.to_owned(),
            population: row.population,
            longitude: row.longitude,
            latitude: row.latitude,
        })
        .collect()
}

/// `combien` zones, the most populated first. `communes` are in the order of départements.
pub(crate) fn territoires(communes: &[CommuneLue], combien: usize) -> Vec<Territoire> {
    let departements: Vec<&[CommuneLue]> = communes
        .chunk_by(|a, b| a.departement == b.departement)
        .collect();
    let inhabitants: Vec<u64> = departements.iter().map(|all| inhabitants(all)).collect();
    let shares = shares(&inhabitants, combien);
    let mut zones: Vec<Territoire> = departements
        .iter()
        .zip(shares)
        .flat_map(|(all, share)| cut(all, share))
        .collect();
    zones.sort_by_key(|zone| {
        let first = zone.points.first().map_or("", |point| point.commune.code);
        (std::cmp::Reverse(zone.population()), first)
    });
    zones
}

fn inhabitants(communes: &[CommuneLue]) -> u64 {
    communes
        .iter()
        .map(|commune| u64::from(commune.population.unsigned_abs()))
        .sum()
}

/// How many zones each département gets: at least one while there are enough, then always the one
/// whose zones are the most populated.
fn shares(inhabitants: &[u64], combien: usize) -> Vec<usize> {
    let mut shares = vec![0_usize; inhabitants.len()];
    for _ in 0..combien {
        let fullest = (0..inhabitants.len()).max_by_key(|at| {
            let share = shares[*at] as u64;
            (share == 0, inhabitants[*at] / (share + 1))
        });
        if let Some(at) = fullest {
            shares[at] += 1;
        }
    }
    shares
}

/// Cuts a département from west to east into `share` zones of about as many inhabitants.
fn cut(communes: &[CommuneLue], share: usize) -> Vec<Territoire> {
    if share == 0 {
        return Vec::new();
    }
    let mut ordered: Vec<&CommuneLue> = communes.iter().collect();
    ordered.sort_by(|a, b| {
        a.longitude
            .total_cmp(&b.longitude)
            .then(a.code.cmp(&b.code))
    });
    let total = inhabitants(communes).max(1);
    let mut zones: Vec<Vec<Point>> = vec![Vec::new(); share];
    let mut before = 0;
    for commune in &ordered {
        let people = u64::from(commune.population.unsigned_abs());
        let middle = before + people / 2;
        let at = usize::try_from(middle * share as u64 / total).unwrap_or(0);
        zones[at.min(share - 1)].push(point(commune));
        before += people;
    }
    // A large town alone leaves its neighbours in the cut empty: they share it.
    let largest = ordered.iter().max_by_key(|commune| commune.population);
    for zone in &mut zones {
        if zone.is_empty() {
            zone.extend(largest.map(|commune| point(commune)));
        }
        zone.sort_by_key(|point| {
            (
                std::cmp::Reverse(point.commune.population),
                point.commune.code,
            )
        });
    }
    let (region, departement) = communes.first().map_or(("", ""), |first| {
        (keep(&first.region), keep(&first.departement))
    });
    let of = |points| Territoire {
        region,
        departement,
        points,
    };
    zones.into_iter().map(of).collect()
}

fn point(commune: &CommuneLue) -> Point {
    Point {
        commune: Commune {
            code: keep(&commune.code),
            nom: keep(&commune.nom),
            code_postal: keep(&commune.code_postal),
            population: commune.population.unsigned_abs(),
        },
        longitude: commune.longitude,
        latitude: commune.latitude,
    }
}

/// The time zone of a département.
pub(crate) fn fuseau(departement: &str) -> &'static str {
    match departement {
        "971" => "America/Guadeloupe",
        "972" => "America/Martinique",
        "973" => "America/Cayenne",
        "974" => "Indian/Reunion",
        "975" => "America/Miquelon",
        "976" => "Indian/Mayotte",
        "987" => "Pacific/Tahiti",
        "988" => "Pacific/Noumea",
        _ => "Europe/Paris",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_commune_is_in_a_zone() {
        let zones = territoires(&fictives(), 5);
        assert_eq!(zones.len(), 5);
        let mut codes: Vec<&str> = zones
            .iter()
            .flat_map(|zone| zone.points.iter().map(|point| point.commune.code))
            .collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), 40);
        assert!(zones.iter().all(|zone| !zone.points.is_empty()));
        assert!(zones.is_sorted_by(|a, b| a.population() >= b.population()));
    }

    #[test]
    fn more_zones_than_communes_share_the_town() {
        let one = &fictives()[..1];
        let zones = territoires(one, 4);
        assert_eq!(zones.len(), 4);
        assert!(
            zones
                .iter()
                .all(|zone| zone.points[0].commune.nom == "Brumeville")
        );
    }
}
