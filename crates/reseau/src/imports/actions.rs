//! The imports, in the caller's transaction: it commits, or not for a dry run.

use std::collections::{BTreeMap, HashMap, HashSet, hash_map::Entry};

use kernel::{
    SiteId,
    text::{fold, tidy_line},
};
use platform::{Result, Tx, audit, new_id};
use serde_json::json;

use super::{
    lecture::{Ligne, Table},
    model::Rapport,
    operator_only,
    queries::{self, ColonnesMl, ColonnesSite},
    rules::{self, ASituer, Connu, Point, Voie},
};

/// Imports missions locales: `id_imilo, nom_officiel, nom_usuel, code_region, code_departement,
/// timezone, code_insee_siege` (and `site_dila_2016`, `forme_juridique` when there are). Technical
/// codes are kept too. The région of a known département wins over a code that is not INSEE's.
///
/// # Errors
/// `Forbidden` except for whoever runs the server; `Invalid` on `fichier`.
pub async fn import_missions_locales(tx: &mut Tx, bytes: &[u8]) -> Result<Rapport> {
    operator_only(tx)?;
    let table = Table::read(bytes)?;
    table.require(&[
        "id_imilo",
        "nom_officiel",
        "nom_usuel",
        "code_region",
        "code_departement",
        "timezone",
        "code_insee_siege",
    ])?;
    queries::lock(tx).await?;
    let lieux = Lieux {
        communes: queries::communes(tx).await?,
        departements: queries::departements(tx).await?,
        regions: queries::regions(tx).await?,
    };
    let mut rapport = Rapport::new("Missions locales");
    let mut colonnes = ColonnesMl::default();
    let mut vus = Vus::default();
    for ligne in table.lignes() {
        match ligne {
            Err((numero, raison)) => rapport.reject(numero, raison),
            Ok(ligne) => {
                if let Err(raison) =
                    mission_locale(&ligne, &lieux, &mut vus, &mut colonnes, &mut rapport.avis)
                {
                    rapport.reject(ligne.numero, raison);
                }
            }
        }
    }
    let compte = queries::write_missions_locales(tx, &colonnes).await?;
    rapport.add(colonnes.code.len(), compte);
    finish(tx, "import_missions_locales", rapport).await
}

struct Lieux {
    communes: HashMap<String, String>,
    departements: HashMap<String, String>,
    regions: HashSet<String>,
}

/// The line each key was first seen at.
#[derive(Default)]
struct Vus(HashMap<String, u64>);

impl Vus {
    fn enter(&mut self, key: &str, ligne: u64) -> std::result::Result<(), String> {
        match self.0.entry(key.to_owned()) {
            Entry::Vacant(free) => {
                free.insert(ligne);
                Ok(())
            }
            Entry::Occupied(first) => Err(format!("« {key} » est déjà à la ligne {}", first.get())),
        }
    }
}

fn mission_locale(
    ligne: &Ligne<'_>,
    lieux: &Lieux,
    vus: &mut Vus,
    colonnes: &mut ColonnesMl,
    avis: &mut Vec<String>,
) -> std::result::Result<(), String> {
    let brut = ligne.get("id_imilo");
    let code = rules::code_imilo(brut).ok_or(format!("code i-milo illisible « {brut} »"))?;
    let nom = tidy_line(ligne.get("nom_officiel"));
    let usuel = tidy_line(ligne.get("nom_usuel"));
    let (nom, usuel) = match (nom.is_empty(), usuel.is_empty()) {
        (true, true) => return Err("sans nom".to_owned()),
        (true, false) => (usuel.clone(), usuel),
        (false, true) => (nom.clone(), nom),
        (false, false) => (nom, usuel),
    };
    let fuseau = ligne.get("timezone");
    if fuseau.parse::<chrono_tz::Tz>().is_err() {
        return Err(format!("fuseau horaire inconnu « {fuseau} »"));
    }
    let departement = ligne.get("code_departement");
    let region = region(&code, ligne.get("code_region"), departement, lieux, avis)?;
    let siege = match ligne.get("code_insee_siege") {
        "" => String::new(),
        text => rules::insee(text)
            .filter(|code| lieux.communes.contains_key(code))
            .ok_or(format!("commune du siège inconnue « {text} »"))?,
    };
    vus.enter(&code, ligne.numero)?;
    colonnes
        .forme
        .push(rules::forme_juridique(ligne.get("forme_juridique"), &nom).to_owned());
    colonnes.code.push(code);
    colonnes.nom.push(nom);
    colonnes.nom_usuel.push(usuel);
    colonnes.fuseau.push(fuseau.to_owned());
    colonnes.region.push(region);
    colonnes.departement.push(departement.to_owned());
    colonnes.commune.push(siege);
    colonnes.site.push(ligne.get("site_dila_2016").to_owned());
    Ok(())
}

/// The région: the département's own; else the one given, which must exist.
fn region(
    code: &str,
    donnee: &str,
    departement: &str,
    lieux: &Lieux,
    avis: &mut Vec<String>,
) -> std::result::Result<String, String> {
    if departement.is_empty() {
        if donnee.is_empty() {
            avis.push(format!("{code} : ni région ni département"));
        } else if !lieux.regions.contains(donnee) {
            return Err(format!("région inconnue « {donnee} »"));
        }
        return Ok(donnee.to_owned());
    }
    let region = lieux
        .departements
        .get(departement)
        .ok_or(format!("département inconnu « {departement} »"))?;
    if donnee != region && !donnee.is_empty() {
        avis.push(format!(
            "{code} : région « {donnee} » lue « {region} », celle du département {departement}"
        ));
    }
    Ok(region.clone())
}

/// Imports sites: `id, nom, code_insee, adresse, code_postal, ville, longitude, latitude,
/// telephone, site_web`. Which mission locale: see [`rules::place`].
///
/// # Errors
/// `Forbidden` except for whoever runs the server; `Invalid` on `fichier`.
pub async fn import_sites(tx: &mut Tx, bytes: &[u8]) -> Result<Rapport> {
    operator_only(tx)?;
    let table = Table::read(bytes)?;
    table.require(&["id", "nom", "code_insee", "adresse", "code_postal", "ville"])?;
    queries::lock(tx).await?;
    let communes = queries::communes(tx).await?;
    let codes: Vec<String> = table
        .lignes()
        .flatten()
        .map(|ligne| ligne.get("id").to_owned())
        .collect();
    let connu = with_seats(queries::known(tx, &codes).await?, &table);
    let mut rapport = Rapport::new("Sites");
    let mut colonnes = ColonnesSite::default();
    let mut vus = Vus::default();
    let mut voies: BTreeMap<Voie, u64> = BTreeMap::new();
    for ligne in table.lignes() {
        match ligne {
            Err((numero, raison)) => rapport.reject(numero, raison),
            Ok(ligne) => match site(tx, &ligne, &communes, &connu, &mut vus, &mut colonnes) {
                Ok(voie) => *voies.entry(voie).or_default() += 1,
                Err(raison) => rapport.reject(ligne.numero, raison),
            },
        }
    }
    let compte = queries::write_sites(tx, &colonnes).await?;
    rapport.add(colonnes.code_source.len(), compte);
    rapport.precisions = voies
        .into_iter()
        .map(|(voie, nombre)| (voie.label().to_owned(), nombre))
        .collect();
    finish(tx, "import_sites", rapport).await
}

/// The seats that the file itself places.
fn with_seats(mut connu: Connu, table: &Table) -> Connu {
    let points: HashMap<&str, Point> = table
        .lignes()
        .flatten()
        .filter_map(|ligne| Some((ligne.get("id"), point(&ligne)?)))
        .collect();
    for candidate in &mut connu.candidates {
        if let Some(point) = points.get(candidate.site_siege.as_str()) {
            candidate.siege = Some(*point);
        }
    }
    connu
}

fn point(ligne: &Ligne<'_>) -> Option<Point> {
    let number = |colonne| ligne.get(colonne).replace(',', ".").parse().ok();
    Point::new(number("longitude")?, number("latitude")?)
}

fn site(
    tx: &Tx,
    ligne: &Ligne<'_>,
    communes: &HashMap<String, String>,
    connu: &Connu,
    vus: &mut Vus,
    colonnes: &mut ColonnesSite,
) -> std::result::Result<Voie, String> {
    let (code, nom) = (ligne.get("id"), tidy_line(ligne.get("nom")));
    if code.is_empty() || nom.is_empty() {
        return Err("sans identifiant ou sans nom".to_owned());
    }
    let brut = ligne.get("code_insee");
    let unknown = || format!("commune inconnue « {brut} »");
    let commune = rules::insee(brut).ok_or_else(unknown)?;
    let departement = communes.get(&commune).ok_or_else(unknown)?.clone();
    let a_situer = ASituer {
        code_source: code.to_owned(),
        commune,
        departement,
        point: point(ligne),
    };
    let (ml, voie) = rules::place(&a_situer, connu).ok_or_else(|| {
        format!(
            "aucune mission locale trouvée pour « {nom} » (commune {})",
            a_situer.commune
        )
    })?;
    vus.enter(code, ligne.numero)?;
    let siege = connu
        .candidates
        .iter()
        .any(|c| c.ml == ml && c.site_siege == code);
    colonnes.id.push(new_id!(tx, SiteId).uuid());
    colonnes.ml.push(ml);
    colonnes.code_source.push(a_situer.code_source);
    colonnes
        .nature
        .push(if siege { "siege" } else { "antenne" }.to_owned());
    colonnes.nom.push(nom);
    colonnes.adresse.push(tidy_line(ligne.get("adresse")));
    colonnes
        .code_postal
        .push(ligne.get("code_postal").to_owned());
    colonnes.commune.push(a_situer.commune);
    colonnes.ville.push(tidy_line(ligne.get("ville")));
    colonnes.telephone.push(telephone(ligne.get("telephone")));
    colonnes.site_web.push(web(ligne.get("site_web")));
    colonnes
        .longitude
        .push(a_situer.point.map_or(f64::NAN, |p| p.longitude));
    colonnes
        .latitude
        .push(a_situer.point.map_or(f64::NAN, |p| p.latitude));
    Ok(voie)
}

/// The number as E.164, or as given when it cannot be read.
fn telephone(text: &str) -> String {
    kernel::phone::normalize(text).unwrap_or_else(|| tidy_line(text))
}

/// Only an address that a page may link to.
fn web(text: &str) -> String {
    let text = tidy_line(text);
    let lower = text.to_lowercase();
    match () {
        () if lower.starts_with("http://") || lower.starts_with("https://") => text,
        () if lower.starts_with("www.") => format!("http://{text}"),
        () => String::new(),
    }
}

/// Imports zones d'intervention: the official file (`Code INSEE`, `Code ML`) or `code_insee,
/// id_imilo`. Adds what is missing; with `remplacer`, the missions locales of the file also lose the
/// communes that it does not name, unless a line of the file was wrong. Gaps and overlaps are looked
/// for in all the zones known.
///
/// # Errors
/// `Forbidden` except for whoever runs the server; `Invalid` on `fichier`.
pub async fn import_zones(tx: &mut Tx, bytes: &[u8], remplacer: bool) -> Result<Rapport> {
    operator_only(tx)?;
    let table = Table::read(bytes)?;
    let (commune, ml, source) = if table.has("id_imilo") {
        ("code_insee", "id_imilo", "reconstituee")
    } else {
        ("Code INSEE", "Code ML", "officielle")
    };
    table.require(&[commune, ml])?;
    queries::lock(tx).await?;
    let communes = queries::communes(tx).await?;
    let numeros = queries::numbers(tx).await?;
    let mut rapport = Rapport::new("Zones d’intervention");
    let mut vus = Vus::default();
    let (mut mls, mut codes) = (Vec::new(), Vec::new());
    for ligne in table.lignes() {
        let paire = ligne.and_then(|ligne| {
            zone(ligne.get(commune), ligne.get(ml), &communes, &numeros)
                .and_then(|(ml, code)| {
                    let paire = format!("{code} dans la mission locale n° {ml}");
                    vus.enter(&paire, ligne.numero)?;
                    Ok((ml, code))
                })
                .map_err(|raison| (ligne.numero, raison))
        });
        match paire {
            Ok((ml, code)) => {
                mls.push(ml);
                codes.push(code);
            }
            Err((numero, raison)) => rapport.reject(numero, raison),
        }
    }
    let compte = queries::write_zones(tx, &mls, &codes, source).await?;
    rapport.add(mls.len(), compte);
    if remplacer && rapport.rejets.is_empty() {
        rapport.supprimes = queries::drop_others(tx, &mls, &codes).await?;
    } else if remplacer {
        rapport
            .avis
            .push("rien n’est retiré tant que des lignes sont rejetées".to_owned());
    }
    rapport.trous = Some(queries::gaps(tx).await?);
    rapport.chevauchements = Some(queries::overlaps(tx).await?);
    finish(tx, "import_zones", rapport).await
}

fn zone(
    commune: &str,
    ml: &str,
    communes: &HashMap<String, String>,
    numeros: &HashMap<String, i32>,
) -> std::result::Result<(i32, String), String> {
    let code = rules::insee(commune)
        .filter(|code| communes.contains_key(code))
        .ok_or(format!("commune inconnue « {commune} »"))?;
    let numero = rules::code_imilo(ml)
        .and_then(|code| numeros.get(&code))
        .ok_or(format!("mission locale inconnue « {ml} »"))?;
    Ok((*numero, code))
}

/// Writes the import in the audit and hands back its report.
async fn finish(tx: &mut Tx, action: &str, rapport: Rapport) -> Result<Rapport> {
    record(tx, action, &rapport).await?;
    Ok(rapport.done())
}

/// One row of the national audit, for an import that changed something.
pub(crate) async fn record(tx: &mut Tx, action: &str, rapport: &Rapport) -> Result<()> {
    if rapport.changes_nothing() {
        return Ok(());
    }
    let details = json!({
        "crees": rapport.crees,
        "modifies": rapport.modifies,
        "supprimes": rapport.supprimes,
        "rejetes": rapport.rejets.len(),
    });
    audit::record_national(tx, action, &fold(rapport.objet), None, details).await
}
