//! The copy as a file for another program.

use serde_json::{Map, Value, json};

use super::model::{Champ, Copie, LigneCopiee, Partie, Pourquoi, Valeur};

/// The whole copy, as JSON: one object per table, ISO dates, codes with their words.
///
/// # Errors
/// Internal when it cannot be written.
pub fn write(copie: &Copie) -> platform::Result<Vec<u8>> {
    let tables: Map<String, Value> = copie
        .parties
        .iter()
        .map(|partie| (partie.nom.to_owned(), table(partie)))
        .collect();
    let left_out: Vec<&str> = Pourquoi::DITS.iter().map(|why| why.phrase()).collect();
    let whole = json!({
        "titre": "Copie de votre dossier à la mission locale",
        "mission_locale": copie.structure,
        "dossier": copie.numero,
        "faite_le": copie.faite_le,
        "ce_qui_n_y_est_pas": left_out,
        "tables": tables,
    });
    let bytes = serde_json::to_vec_pretty(&whole).map_err(anyhow::Error::from)?;
    Ok(bytes)
}

fn table(partie: &Partie) -> Value {
    let columns: Map<String, Value> = partie
        .lignes
        .iter()
        .flat_map(|line| &line.champs)
        .map(|champ| (champ.nom.clone(), Value::from(champ.libelle.as_str())))
        .collect();
    let lines: Vec<Value> = partie.lignes.iter().map(line).collect();
    json!({"libelle": partie.libelle, "colonnes": columns, "lignes": lines})
}

fn line(line: &LigneCopiee) -> Value {
    let mut object = fields(&line.champs);
    if !line.tus.is_empty() {
        object.insert("non_communique".to_owned(), line.tus.clone().into());
    }
    Value::Object(object)
}

fn fields(all: &[Champ]) -> Map<String, Value> {
    all.iter()
        .map(|champ| (champ.nom.clone(), value(&champ.valeur)))
        .collect()
}

fn value(valeur: &Valeur) -> Value {
    match valeur {
        Valeur::Brut(value) => value.clone(),
        Valeur::Jour(day) => json!(day),
        Valeur::Instant(text) | Valeur::Reference(text) => json!(text),
        Valeur::Codes(codes) => {
            let said = |code: &super::Code| json!({"code": code.code, "libelle": code.libelle});
            match codes.as_slice() {
                [only] => said(only),
                all => all.iter().map(said).collect(),
            }
        }
        Valeur::Champs(all) => {
            let labelled = all.iter().map(|champ| {
                let said = json!({"libelle": champ.libelle, "valeur": value(&champ.valeur)});
                (champ.nom.clone(), said)
            });
            Value::Object(labelled.collect())
        }
    }
}
