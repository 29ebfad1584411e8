//! Two dossiers become one.

use chrono::NaiveDate;
use kernel::JeuneId;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    model::{Bilan, Fusion, Racine, TableDuDossier, Tables, Valeur},
    queries::{self, JEUNE, Ligne, Trace},
};
use crate::{Conflit, Error, Result, Tx};

/// What is asked: which dossier is kept, which one is absorbed, as they were seen.
#[derive(Debug, Clone, Copy)]
pub struct Demande<'a> {
    /// The identifier of the fusion, from the form: a second post finds it.
    pub id: Uuid,
    /// The dossier kept, and the version seen.
    pub garde: (JeuneId, i32),
    /// The dossier absorbed, and the version seen.
    pub absorbe: (JeuneId, i32),
    /// Why: a code of the list `motif_fusion`, checked by the caller.
    pub motif: &'a str,
}

/// Puts everything of the absorbed dossier in the kept one. The caller has opened both dossiers for
/// writing, and records the act in the audit. A second post of the same form changes nothing.
///
/// # Errors
/// `Invalid` (`garde`) for a dossier with itself; `NotFound` when one of them is not of this mission
/// locale; `Conflict` when one was changed, or absorbed, since the versions seen.
pub async fn reunir(tx: &mut Tx, tables: &Tables, demande: &Demande<'_>) -> Result<Bilan> {
    let (garde, absorbe) = (demande.garde.0.uuid(), demande.absorbe.0.uuid());
    if garde == absorbe {
        return Err(Error::invalid(
            "garde",
            "C’est deux fois le même dossier : il n’y a rien à réunir.",
        ));
    }
    if queries::fusion(tx, demande.id).await?.is_some() {
        return Ok(Bilan::default());
    }
    // Both rows are kept, always in the same order: two fusions at once wait for one another.
    let both = queries::rows(tx, &JEUNE, &[garde, absorbe], true).await?;
    let kept = find(&both, garde)?;
    let other = find(&both, absorbe)?;
    for (row, version) in [(kept, demande.garde.1), (other, demande.absorbe.1)] {
        let now = row.get("version").and_then(Value::as_i64).unwrap_or(0);
        if now != i64::from(version) || !is_null(row, "absorbe_par") {
            return Err(Error::Conflict(Box::new(Conflit {
                champs: Vec::new(),
                version: i32::try_from(now).unwrap_or(0),
            })));
        }
    }
    queries::insert_fusion(tx, demande.id, garde, absorbe, demande.motif).await?;
    let today = tx.today();
    let mut journal = Vec::new();
    for table in tables.iter() {
        for row in queries::rows(tx, table, &[absorbe], true).await? {
            journal.push(move_row(tx, table, &row, garde, today).await?);
        }
    }
    let changes = completed(tables.racine, kept, other);
    journal.push(change_dossier(tx, kept, changes).await?);
    let changes = tombstone(tables.racine, other, garde, today);
    journal.push(change_dossier(tx, other, changes).await?);
    queries::insert_journal(tx, demande.id, &journal).await?;
    let count = |issue: &str| journal.iter().filter(|t| t.issue == issue).count();
    Ok(Bilan {
        deplacees: count("deplacee") + count("fermee"),
        fermees: count("fermee"),
        ecartees: count("ecartee"),
    })
}

fn find(rows: &[Ligne], id: Uuid) -> Result<&Ligne> {
    let text = json!(id);
    let mut found = rows.iter().filter(|row| row.get("id") == Some(&text));
    found.next().ok_or(Error::NotFound)
}

pub(super) fn is_null(row: &Ligne, column: &str) -> bool {
    row.get(column).is_none_or(Value::is_null)
}

pub(super) fn is_empty(row: &Ligne, column: &str) -> bool {
    match row.get(column) {
        None | Some(Value::Null | Value::Bool(false)) => true,
        Some(Value::String(text)) => text.is_empty(),
        Some(_) => false,
    }
}

/// The columns of the key of `row`.
pub(super) fn key(table: &TableDuDossier, row: &Ligne) -> Ligne {
    let columns = table.cle.iter();
    columns
        .map(|c| ((*c).to_owned(), row.get(*c).cloned().unwrap_or_default()))
        .collect()
}

async fn move_row(
    tx: &mut Tx,
    table: &TableDuDossier,
    row: &Ligne,
    garde: Uuid,
    today: NaiveDate,
) -> Result<Trace> {
    let cle = key(table, row);
    let absorbe = row.get(table.jeune).cloned().unwrap_or_default();
    let mut changes = Ligne::new();
    changes.insert(table.jeune.to_owned(), json!(garde));
    if table.fusion == Fusion::Reste {
        return Ok(trace(table, row, None, "ecartee"));
    }
    if table.fusion == Fusion::Fige {
        let (id, de) = (uuid_of(&cle, "id"), uuid_of(row, table.jeune));
        if !queries::move_frozen(tx, table, id, de, garde).await? {
            return Ok(trace(table, row, None, "ecartee"));
        }
        let mut after = row.clone();
        after.extend(changes);
        return Ok(trace(table, row, Some(&after), "deplacee"));
    }
    let mut named = changes.clone();
    for column in table.nomme {
        if row.get(*column) == Some(&absorbe) {
            named.insert((*column).to_owned(), json!(garde));
        }
    }
    if let Some(after) = queries::set(tx, table, &cle, &named).await? {
        return Ok(trace(table, row, Some(&after), "deplacee"));
    }
    if let Fusion::SuitOuFerme(closing) = table.fusion {
        for (column, value) in closing {
            if is_empty(row, column) {
                changes.insert((*column).to_owned(), written(*value, row, today));
            }
        }
        if let Some(after) = queries::set(tx, table, &cle, &changes).await? {
            return Ok(trace(table, row, Some(&after), "fermee"));
        }
    }
    Ok(trace(table, row, None, "ecartee"))
}

pub(super) fn uuid_of(row: &Ligne, column: &str) -> Uuid {
    let text = row.get(column).and_then(Value::as_str).unwrap_or_default();
    text.parse().unwrap_or_default()
}

pub(super) fn written(value: Valeur, row: &Ligne, today: NaiveDate) -> Value {
    match value {
        Valeur::Nul => Value::Null,
        Valeur::Non => json!(false),
        Valeur::Texte(text) => json!(text),
        Valeur::Entier(number) => json!(number),
        Valeur::Colonne(column) => row.get(column).cloned().unwrap_or_default(),
        Valeur::Annee(column) => {
            let day = row.get(column).and_then(Value::as_str);
            let year = day.and_then(|day| day.get(..4));
            year.map_or(Value::Null, |year| json!(format!("{year}-01-01")))
        }
        Valeur::JourDepuis(column) => {
            let since = row.get(column).and_then(Value::as_str).unwrap_or_default();
            // Both are written AAAA-MM-JJ: the order of the texts is the order of the days.
            json!(since.to_owned().max(today.to_string()))
        }
    }
}

/// The line of the journal: only what changed.
fn trace(table: &TableDuDossier, before: &Ligne, after: Option<&Ligne>, issue: &str) -> Trace {
    let after = after.unwrap_or(before);
    let changed = |from: &Ligne| -> Ligne {
        from.iter()
            .filter(|(column, _)| before.get(*column) != after.get(*column))
            .map(|(column, value)| (column.clone(), value.clone()))
            .collect()
    };
    Trace {
        table: table.name.to_owned(),
        cle: key(table, after),
        avant: changed(before),
        apres: changed(after),
        issue: issue.to_owned(),
    }
}

async fn change_dossier(tx: &mut Tx, row: &Ligne, mut changes: Ligne) -> Result<Trace> {
    let version = row.get("version").and_then(Value::as_i64).unwrap_or(0);
    changes.insert("version".to_owned(), json!(version + 1));
    let after = queries::set(tx, &JEUNE, &key(&JEUNE, row), &changes).await?;
    let after = after.ok_or_else(|| anyhow::anyhow!("a dossier refuses its fusion"))?;
    Ok(trace(&JEUNE, row, Some(&after), "dossier"))
}

/// What the kept dossier learns from the absorbed one.
fn completed(racine: &Racine, kept: &Ligne, other: &Ligne) -> Ligne {
    let mut changes = Ligne::new();
    let theirs = |column: &str| other.get(column).cloned().unwrap_or_default();
    for group in racine.complete {
        let Some(first) = group.first() else { continue };
        if is_empty(kept, first) && !is_empty(other, first) {
            for column in *group {
                changes.insert((*column).to_owned(), theirs(column));
            }
        }
    }
    let text = |row: &Ligne, column: &str| {
        let value = row.get(column).and_then(Value::as_str);
        value.unwrap_or_default().to_owned()
    };
    for column in racine.cumule {
        let both = format!("{} {}", text(kept, column), text(other, column));
        changes.insert((*column).to_owned(), json!(both.trim()));
    }
    for column in racine.plus_ancien {
        let earlier = text(kept, column).min(text(other, column));
        changes.insert((*column).to_owned(), json!(earlier));
    }
    changes
}

/// What is left of the absorbed dossier: nothing finds it, its address leads to the kept one.
fn tombstone(racine: &Racine, other: &Ligne, garde: Uuid, today: NaiveDate) -> Ligne {
    let mut changes: Ligne = racine
        .efface
        .iter()
        .map(|(column, value)| ((*column).to_owned(), written(*value, other, today)))
        .collect();
    changes.insert("absorbe_par".to_owned(), json!(garde));
    changes
}
