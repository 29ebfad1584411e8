//! From a row as PostgreSQL writes it to what the person reads, pure.

use std::collections::HashMap;

use kernel::{Centimes, Role, Section};
use platform::nomenclatures::Nomenclatures;
use serde_json::{Map, Value};

use super::model::{Champ, Code, Colonne, LigneCopiee, Pourquoi, Sens, TableCopiee, Valeur};
use crate::{
    faits::{self, Sorte},
    sejour,
};

/// What leaves of every table, besides its own columns.
const PARTOUT: [Colonne; 2] = [
    super::col("id", "Référence", Sens::Reference),
    super::col("saisi_le", "Noté le", Sens::Instant),
];

/// What stays of every table, besides its own.
const JAMAIS: [(&str, Pourquoi); 4] = [
    ("ml_id", Pourquoi::Technique),
    ("jeune_id", Pourquoi::Technique),
    ("version", Pourquoi::Technique),
    ("saisi_par", Pourquoi::Agents),
];

/// The words of codes and of names.
#[derive(Debug, Clone, Copy)]
pub struct Mots<'a> {
    /// Every list.
    pub listes: &'a Nomenclatures,
    /// Agents and sites by identifier, communes by code, métiers by [`metier`].
    pub noms: &'a HashMap<String, String>,
}

/// The columns of `table` that leave.
pub fn columns(table: &TableCopiee) -> impl Iterator<Item = &Colonne> {
    table.colonnes.iter().chain(&PARTOUT)
}

/// Whether someone decided of this column: it leaves, or it stays.
pub fn decided(table: &TableCopiee, column: &str) -> bool {
    let stays = table.tait.iter().chain(&JAMAIS);
    columns(table).any(|c| c.nom == column) || stays.into_iter().any(|(nom, _)| *nom == column)
}

/// What a row says.
pub fn line(table: &TableCopiee, row: &Map<String, Value>, mots: Mots<'_>) -> LigneCopiee {
    let withheld: &[&str] = match table.sauf {
        Some((column, own, columns)) if text(row, column) != own => columns,
        _ => &[],
    };
    let mut tus = Vec::new();
    let mut champs = Vec::new();
    for column in columns(table) {
        let Some(valeur) = cell(column, row, mots) else {
            continue;
        };
        if withheld.contains(&column.nom) {
            tus.push(column.libelle);
            continue;
        }
        champs.push(Champ {
            nom: column.nom.to_owned(),
            libelle: column.libelle.to_owned(),
            valeur,
        });
    }
    LigneCopiee { champs, tus }
}

fn text<'a>(row: &'a Map<String, Value>, column: &str) -> &'a str {
    row.get(column).and_then(Value::as_str).unwrap_or_default()
}

/// What a cell says; `None` when it is empty.
fn cell(column: &Colonne, row: &Map<String, Value>, mots: Mots<'_>) -> Option<Valeur> {
    let value = row.get(column.nom)?;
    let said = value.as_str().unwrap_or_default();
    let empty = match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(all) => all.is_empty(),
        _ => false,
    };
    if empty {
        return None;
    }
    let brut = || Valeur::Brut(value.clone());
    Some(match column.sens {
        Sens::Texte | Sens::Plan => brut(),
        Sens::Argent => value.as_i64().map_or_else(brut, |cents| {
            Valeur::Brut(Centimes(cents).to_string().into())
        }),
        Sens::Jour => day(said).unwrap_or_else(brut),
        Sens::Instant => Valeur::Instant(said.to_owned()),
        Sens::Reference => Valeur::Reference(said.to_owned()),
        Sens::Agent | Sens::Site => Valeur::Brut(mots.noms.get(said)?.as_str().into()),
        Sens::Commune => one(said, mots.noms.get(said).map_or(said, String::as_str)),
        Sens::Metier => {
            let known = mots.noms.get(&metier(said));
            one(said, known.map_or(said, String::as_str))
        }
        Sens::Mots(words) => {
            let known = words.iter().find(|(code, _)| *code == said);
            one(said, known.map_or(said, |(_, words)| words))
        }
        Sens::Liste(lists) => Valeur::Codes(codes(value, lists, mots.listes)),
        Sens::Theme => one(
            said,
            faits::declaration::genre(said).map_or(said, |g| g.titre),
        ),
        Sens::Fait => {
            let theme = faits::declaration::genre(text(row, "genre"));
            fields(value, theme.map_or(&[], |g| g.champs), mots.listes)
        }
        Sens::Sejour => fields(value, sejour::CHAMPS, mots.listes),
        Sens::Role => one(said, Role::from_code(said).map_or(said, |r| r.label())),
        Sens::Section => {
            let code = value.get("section").and_then(Value::as_str)?;
            one(code, Section::from_code(code).map_or(code, |s| s.label()))
        }
    })
}

/// The key of a métier among the names: its codes look like those of communes.
pub(super) fn metier(code: &str) -> String {
    format!("rome {code}")
}

fn day(said: &str) -> Option<Valeur> {
    said.parse().ok().map(Valeur::Jour)
}

fn one(code: &str, libelle: &str) -> Valeur {
    Valeur::Codes(vec![Code {
        code: code.to_owned(),
        libelle: libelle.to_owned(),
    }])
}

fn codes(value: &Value, lists: &[&str], words: &Nomenclatures) -> Vec<Code> {
    let all = match value {
        Value::Array(all) => all.iter().filter_map(Value::as_str).collect(),
        other => other.as_str().into_iter().collect::<Vec<_>>(),
    };
    all.into_iter()
        .map(|code| Code {
            code: code.to_owned(),
            libelle: lists
                .iter()
                .find_map(|list| words.entree(list, code))
                .map_or_else(|| code.replace('_', " "), |entry| entry.libelle.clone()),
        })
        .collect()
}

/// The fields of a fact, in the order of its form; one that is not declared any more, as it is.
fn fields(value: &Value, declared: &[faits::Champ], words: &Nomenclatures) -> Valeur {
    let empty = Map::new();
    let held = value.as_object().unwrap_or(&empty);
    let rank = |name: &str| declared.iter().position(|champ| champ.nom == name);
    let mut all: Vec<(&String, &Value)> = held.iter().collect();
    all.sort_by_key(|(name, _)| rank(name).unwrap_or(usize::MAX));
    let read = |(name, value): (&String, &Value)| {
        let said = value.as_str().unwrap_or_default();
        let champ = declared.iter().find(|champ| champ.nom == name);
        let list = |list: &str| {
            let split = said.split(',').map(Value::from).collect();
            Valeur::Codes(codes(&Value::Array(split), &[list], words))
        };
        let brut = || Valeur::Brut(value.clone());
        Champ {
            nom: name.clone(),
            libelle: champ.map_or_else(|| name.replace('_', " "), |c| c.libelle.to_owned()),
            valeur: match champ.map(|c| c.sorte) {
                Some(Sorte::Choix(name) | Sorte::Cases(name)) => list(name),
                Some(Sorte::Date | Sorte::Fin) => day(said).unwrap_or_else(brut),
                _ => brut(),
            },
        }
    };
    Valeur::Champs(all.into_iter().map(read).collect())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::copie::COPIE;

    fn copied(table: &str, row: &Value) -> LigneCopiee {
        let table = COPIE.iter().find(|t| t.nom == table).unwrap();
        let mots = Mots {
            listes: &Nomenclatures::default(),
            noms: &HashMap::new(),
        };
        line(table, row.as_object().unwrap(), mots)
    }

    #[test]
    fn the_number_of_someone_else_stays() {
        let row = |whose| json!({"moyen": "telephone", "valeur": "+33", "titulaire": whose});
        let own = copied("contact", &row("jeune"));
        assert!(own.tus.is_empty() && format!("{own:?}").contains("+33"));
        let other = copied("contact", &row("mere"));
        assert_eq!(other.tus, ["Numéro ou adresse"]);
        let seen = format!("{other:?}");
        assert!(!seen.contains("+33") && seen.contains("mere"), "{seen}");
    }

    #[test]
    fn an_undeclared_column_stays_and_empty_ones_are_left_out() {
        let row = json!({"organisme": "", "lien": "mere", "nom": "Rose", "nouvelle": "x"});
        let seen = copied("tiers", &row);
        let names: Vec<&str> = seen.champs.iter().map(|c| c.nom.as_str()).collect();
        assert_eq!(names, ["lien"]);
    }

    #[test]
    fn a_fact_is_said_in_the_words_of_its_form() {
        let valeurs = json!({"montant": "450", "sources": "salaire,bourse"});
        let seen = copied("fait", &json!({"genre": "ressources", "valeurs": valeurs}));
        let Valeur::Champs(fields) = &seen.champs[1].valeur else {
            panic!("{seen:?}")
        };
        let labels: Vec<&str> = fields.iter().map(|c| c.libelle.as_str()).collect();
        assert_eq!(
            labels,
            ["D’où viennent les ressources", "Montant par mois (€)"]
        );
    }
}
