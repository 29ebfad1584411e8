//! Finding a métier; importing the ROME.

use std::collections::HashMap;

use kernel::Actor;
use platform::{Error, Result, Tx};
use reseau::imports::lecture::{Ligne, Table};

use super::{
    model::{Appellation, FichiersRome, RapportRome},
    queries::{self, Colonnes, Compte},
    rules,
};

/// The appellations meant by what was typed, most likely first, `limite` at most. One statement.
pub async fn search(tx: &mut Tx, typed: &str, limite: i64) -> Result<Vec<Appellation>> {
    match rules::requete(typed) {
        Some(requete) => queries::search(tx, &requete, limite).await,
        None => Ok(Vec::new()),
    }
}

/// The appellation of this code, retired or not.
pub async fn appellation(tx: &mut Tx, code: &str) -> Result<Option<Appellation>> {
    queries::find(tx, code).await
}

/// Imports a version of the ROME, for whoever runs the server.
///
/// # Errors
/// `Invalid` on `fichier` for a file without its columns, or that holds nothing.
pub async fn import(tx: &mut Tx, fichiers: FichiersRome<'_>) -> Result<RapportRome> {
    if *tx.actor() != Actor::Operateur {
        return Err(Error::Forbidden);
    }
    let mut rapport = RapportRome::default();
    let metiers = metiers(&Table::read(fichiers.metiers)?, &mut rapport)?;
    let table = Table::read(fichiers.appellations)?;
    let appellations = appellations(&table, &metiers, &mut rapport)?;
    if metiers.code.is_empty() || appellations.code.len() <= metiers.code.len() {
        return Err(Error::invalid(
            "fichier",
            "Ces fichiers ne contiennent pas le ROME.",
        ));
    }
    let today = tx.today();
    let source = fichiers.source;
    let written = [
        queries::write_metiers(tx, &metiers, source).await?,
        queries::write_appellations(tx, &appellations, source).await?,
    ];
    for Compte { crees, modifies } in written {
        rapport.crees += crees.unsigned_abs();
        rapport.modifies += modifies.unsigned_abs();
    }
    rapport.retires = queries::retire(tx, &metiers.code, &appellations.code, today).await?;
    Ok(rapport)
}

/// The métiers of a file. Version 4 lists finer fiches under a parent métier: the one whose own code
/// is its parent's names it, else the first.
fn metiers(table: &Table, rapport: &mut RapportRome) -> Result<Colonnes> {
    table.require(&["code_rome", "libelle_rome"])?;
    let mut found = Colonnes::default();
    let mut ranks: HashMap<String, usize> = HashMap::new();
    for line in table.lignes() {
        rapport.lus += 1;
        let Some((code, libelle)) = line.ok().and_then(|l| code_and_label(&l, "libelle_rome"))
        else {
            rapport.rejetes += 1;
            continue;
        };
        if ranks.contains_key(&code) {
            continue;
        }
        ranks.insert(code.clone(), found.code.len());
        found.code.push(code);
        found.libelle.push(libelle);
    }
    Ok(found)
}

fn code_and_label(line: &Ligne<'_>, label: &str) -> Option<(String, String)> {
    let code = line.get("code_rome").to_uppercase();
    let libelle = line.get(label).replace('\'', "’");
    (is_code(&code) && !libelle.is_empty()).then_some((code, libelle))
}

/// A letter from A to N and four digits.
fn is_code(code: &str) -> bool {
    let mut bytes = code.bytes();
    code.len() == 5
        && bytes.next().is_some_and(|b| (b'A'..=b'N').contains(&b))
        && bytes.all(|b| b.is_ascii_digit())
}

/// The appellations of a file, and each métier by its own name.
fn appellations(table: &Table, metiers: &Colonnes, rapport: &mut RapportRome) -> Result<Colonnes> {
    let column = |names: [&'static str; 2]| {
        let found = names.into_iter().find(|name| table.has(name));
        found.map_or_else(|| table.require(&names[..1]).map(|()| names[0]), Ok)
    };
    let code = column(["code_ogr", "ogr_appellation"])?;
    let metier = column(["code_rome", "rome_code"])?;
    let libelle = column(["libelle", "libelle_appellation_long"])?;
    let known: HashMap<&str, &str> = metiers
        .code
        .iter()
        .zip(&metiers.libelle)
        .map(|(code, libelle)| (code.as_str(), libelle.as_str()))
        .collect();
    let mut found = Colonnes::default();
    let mut push = |code: &str, metier: &str, libelle: &str| {
        found.code.push(code.to_owned());
        found.metier.push(metier.to_owned());
        found.libelle.push(libelle.to_owned());
        found.recherche.push(rules::recherche(libelle));
    };
    for (code, libelle) in metiers.code.iter().zip(&metiers.libelle) {
        push(code, code, libelle);
    }
    let mut seen = std::collections::HashSet::new();
    for line in table.lignes() {
        rapport.lus += 1;
        let good = line.ok().filter(|line| {
            !line.get(code).is_empty()
                && !line.get(libelle).is_empty()
                && known.contains_key(line.get(metier))
                && seen.insert(line.get(code).to_owned())
        });
        match good {
            Some(line) => push(
                line.get(code),
                line.get(metier),
                &line.get(libelle).replace('\'', "’"),
            ),
            None => rapport.rejetes += 1,
        }
    }
    Ok(found)
}
