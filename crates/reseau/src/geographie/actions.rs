//! Imports of places, and the search while typing.

use std::collections::{HashMap, HashSet};

use kernel::text::{fold, tidy_line};
use platform::{Error, Result, Tx};
use serde::de::DeserializeOwned;

use super::{
    model::{CommuneLue, CommuneTrouvee, DepartementLu, EpciLu, RegionLue},
    queries::{self, Colonnes},
    rules::{self, Recherche},
};
use crate::imports::{
    Rapport,
    lecture::{Table, text},
    operator_only, record,
    rules::{Point, insee},
};

/// The four files of `@etalab/decoupage-administratif`, JSON lists, compressed or not: of the
/// package itself, or made from it (`assets/dist/*.json.gz`).
#[derive(Debug, Clone, Copy)]
pub struct Territoires<'a> {
    /// `regions.json`.
    pub regions: &'a [u8],
    /// `departements.json`.
    pub departements: &'a [u8],
    /// `epci.json`.
    pub epci: &'a [u8],
    /// `communes.json`.
    pub communes: &'a [u8],
}

/// Imports régions, départements and communes. Former communes are left out.
///
/// # Errors
/// `Forbidden` except for whoever runs the server; `Invalid` on `fichier`.
pub async fn import_territoires(tx: &mut Tx, fichiers: Territoires<'_>) -> Result<Vec<Rapport>> {
    operator_only(tx)?;
    let regions: Vec<RegionLue> = json("regions", &text(fichiers.regions)?)?;
    let (codes, noms): (Vec<_>, Vec<_>) = regions.into_iter().map(|r| (r.code, r.nom)).unzip();
    let mut premier = Rapport::new("Régions");
    premier.add(
        codes.len(),
        queries::write_regions(tx, &codes, &noms).await?,
    );
    let connues: HashSet<String> = codes.into_iter().collect();

    let lus: Vec<DepartementLu> = json("departements", &text(fichiers.departements)?)?;
    let mut second = Rapport::new("Départements");
    let (mut codes, mut noms, mut leurs) = (Vec::new(), Vec::new(), Vec::new());
    for (rang, lu) in (1..).zip(lus) {
        if connues.contains(&lu.region) {
            codes.push(lu.code);
            noms.push(lu.nom);
            leurs.push(lu.region);
        } else {
            second.reject(rang, format!("région inconnue « {} »", lu.region));
        }
    }
    second.add(
        codes.len(),
        queries::write_departements(tx, &codes, &noms, &leurs).await?,
    );

    let epci: Vec<EpciLu> = json("epci", &text(fichiers.epci)?)?;
    let communes = json("communes", &text(fichiers.communes)?)?;
    let troisieme = write(tx, communes, &epci).await?;
    let rapports = vec![premier.done(), second.done(), troisieme];
    for rapport in &rapports {
        record(tx, "import_territoires", rapport).await?;
    }
    Ok(rapports)
}

/// Imports communes: the JSON list of the official geo API (`nom`, `code`, `centre`,
/// `codesPostaux`, `population`, `codeEpci`, `codeDepartement`), or a CSV of centres (`code_insee,
/// lon, lat`), which only completes communes already known.
///
/// # Errors
/// `Forbidden` except for whoever runs the server; `Invalid` on `fichier`.
pub async fn import_communes(tx: &mut Tx, bytes: &[u8]) -> Result<Rapport> {
    operator_only(tx)?;
    let text = text(bytes)?;
    let rapport = if text.trim_start().starts_with('[') {
        let communes = json("communes", &text)?;
        write(tx, communes, &[]).await?
    } else {
        centres(tx, &Table::parse(&text)?).await?
    };
    record(tx, "import_communes", &rapport).await?;
    Ok(rapport)
}

fn json<T: DeserializeOwned>(nom: &str, text: &str) -> Result<Vec<T>> {
    serde_json::from_str(text).map_err(|error| {
        Error::invalid(
            "fichier",
            format!("« {nom} » n’est pas la liste attendue : {error}."),
        )
    })
}

async fn write(tx: &mut Tx, communes: Vec<CommuneLue>, epci: &[EpciLu]) -> Result<Rapport> {
    let noms: HashMap<&str, &str> = epci.iter().map(|e| (e.code.as_str(), &*e.nom)).collect();
    let membres: HashMap<&str, &EpciLu> = epci
        .iter()
        .flat_map(|e| e.membres.iter().map(move |m| (m.code.as_str(), e)))
        .collect();
    let departements: HashSet<String> = queries::departements(tx)
        .await?
        .into_iter()
        .map(|d| d.code)
        .collect();
    let connues = queries::known(tx).await?;
    let mut rapport = Rapport::new("Communes");
    let mut colonnes = Colonnes::default();
    let mut vues = HashSet::new();
    for (rang, lue) in (1..).zip(communes) {
        if !current(&lue) {
            continue;
        }
        let nom = tidy_line(&lue.nom);
        let departement = lue.departement.clone().unwrap_or_default();
        let raison = refusal(&lue.code, &nom, &departement, &departements, &connues)
            .or_else(|| (!vues.insert(lue.code.clone())).then(|| "déjà dans la liste".to_owned()));
        if let Some(raison) = raison {
            rapport.reject(rang, format!("{} {nom} : {raison}", lue.code));
            continue;
        }
        let membre = membres.get(lue.code.as_str());
        let epci = lue
            .epci
            .clone()
            .or_else(|| membre.map(|e| e.code.clone()))
            .unwrap_or_default();
        let centre = centre(&lue);
        colonnes.epci_nom.push(
            noms.get(epci.as_str())
                .copied()
                .unwrap_or_default()
                .to_owned(),
        );
        colonnes.epci.push(epci);
        colonnes.code.push(lue.code);
        colonnes.nom_recherche.push(fold(&nom));
        colonnes.nom.push(nom);
        colonnes.departement.push(departement);
        colonnes.codes_postaux.push(lue.codes_postaux.join(" "));
        colonnes.population.push(lue.population.unwrap_or(-1));
        colonnes
            .longitude
            .push(centre.map_or(f64::NAN, |p| p.longitude));
        colonnes
            .latitude
            .push(centre.map_or(f64::NAN, |p| p.latitude));
    }
    let compte = queries::write_communes(tx, &colonnes).await?;
    rapport.add(colonnes.code.len(), compte);
    Ok(rapport.done())
}

/// Not a former commune.
fn current(lue: &CommuneLue) -> bool {
    let current = ["commune-actuelle", "arrondissement-municipal"];
    lue.nature
        .as_deref()
        .is_none_or(|nature| current.contains(&nature))
}

/// Why a commune is left out.
fn refusal(
    code: &str,
    nom: &str,
    departement: &str,
    departements: &HashSet<String>,
    connues: &HashSet<String>,
) -> Option<String> {
    if insee(code).as_deref() != Some(code) || nom.is_empty() {
        Some("code ou nom illisible".to_owned())
    } else if departement.is_empty() && !connues.contains(code) {
        Some("département absent".to_owned())
    } else if !departement.is_empty() && !departements.contains(departement) {
        Some(format!("département inconnu « {departement} »"))
    } else {
        None
    }
}

fn centre(lue: &CommuneLue) -> Option<Point> {
    match lue.centre.as_ref()?.coordinates.as_slice() {
        [longitude, latitude, ..] => Point::new(*longitude, *latitude),
        _ => None,
    }
}

async fn centres(tx: &mut Tx, table: &Table) -> Result<Rapport> {
    table.require(&["code_insee", "lon", "lat"])?;
    let connues = queries::known(tx).await?;
    let mut rapport = Rapport::new("Centres des communes");
    let (mut codes, mut longitudes, mut latitudes) = (Vec::new(), Vec::new(), Vec::new());
    let mut vues = HashSet::new();
    for ligne in table.lignes() {
        let ligne = match ligne {
            Ok(ligne) => ligne,
            Err((numero, raison)) => {
                rapport.reject(numero, raison);
                continue;
            }
        };
        let brut = ligne.get("code_insee");
        let number = |colonne| {
            ligne
                .get(colonne)
                .replace(',', ".")
                .parse()
                .unwrap_or(f64::NAN)
        };
        match (insee(brut), Point::new(number("lon"), number("lat"))) {
            (Some(code), Some(point)) if connues.contains(&code) => {
                if vues.insert(code.clone()) {
                    codes.push(code);
                    longitudes.push(point.longitude);
                    latitudes.push(point.latitude);
                } else {
                    rapport.reject(ligne.numero, format!("« {code} » est déjà dans le fichier"));
                }
            }
            (Some(code), Some(_)) => rapport.reject(
                ligne.numero,
                format!("commune inconnue « {code} {} »", ligne.get("nom")),
            ),
            (None, _) => rapport.reject(ligne.numero, format!("code illisible « {brut} »")),
            (_, None) => rapport.reject(ligne.numero, format!("{brut} : coordonnées illisibles")),
        }
    }
    let compte = queries::write_centres(tx, &codes, &longitudes, &latitudes).await?;
    rapport.add(codes.len(), compte);
    Ok(rapport.done())
}

/// Communes for autocomplete, by name (its beginning first, then what looks like it) or by postal
/// code (from three digits). Places are no secret: no permission is asked.
pub async fn search_communes(
    tx: &mut Tx,
    text: &str,
    limite: usize,
) -> Result<Vec<CommuneTrouvee>> {
    let limite = limite.clamp(1, 50);
    let lignes = i64::try_from(limite).unwrap_or(50);
    match rules::recherche(text) {
        Recherche::Rien => Ok(Vec::new()),
        Recherche::Code(debut) => queries::by_code(tx, &debut, lignes).await,
        Recherche::Nom(nom) => {
            let mut trouvees = queries::by_prefix(tx, &nom, lignes).await?;
            if trouvees.len() < limite && nom.len() > 2 {
                for autre in queries::by_likeness(tx, &nom, lignes).await? {
                    if trouvees.len() < limite && !trouvees.contains(&autre) {
                        trouvees.push(autre);
                    }
                }
            }
            Ok(trouvees)
        }
    }
}
