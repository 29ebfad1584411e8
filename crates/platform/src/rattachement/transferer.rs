//! A person goes to another mission locale.

use kernel::{JeuneId, MlId};
use serde_json::{Value, json};

use super::{
    model::{BilanDepart, Conservation, Depart, Fusion, TableDuDossier, Tables, Valeur},
    queries::{self, JEUNE, Ligne},
    reunir::{is_empty, is_null, key, written},
};
use crate::{Error, Result, Tx};

/// Who goes, where.
#[derive(Debug, Clone, Copy)]
pub struct Transfert<'a> {
    /// The dossier, of the mission locale in sight.
    pub jeune: JeuneId,
    /// The new mission locale.
    pub vers: MlId,
    /// The number of the dossier there.
    pub numero: &'a str,
    /// The person agrees that the confidential notes follow her.
    pub notes: bool,
}

/// Copies the dossier to the other mission locale under the same identifiers, and leaves here what
/// its statistics need. The caller has opened the dossier for writing and records the act on both
/// sides. The dossier that arrives has neither référent nor site.
///
/// # Errors
/// `NotFound` when there is no such dossier here, or when it was absorbed.
pub async fn transferer(
    tx: &mut Tx,
    tables: &Tables,
    transfert: &Transfert<'_>,
) -> Result<BilanDepart> {
    let own = queries::rows(tx, &JEUNE, &[transfert.jeune.uuid()], true).await?;
    let own = own.into_iter().find(|row| is_null(row, "absorbe_par"));
    let own = own.ok_or(Error::NotFound)?;
    let mut held = Vec::new();
    for table in tables.iter() {
        if table.conservation == Conservation::Dossier {
            let rows = queries::rows(tx, table, &[transfert.jeune.uuid()], true).await?;
            held.push((table, rows));
        }
    }
    let passage = tx.passer(transfert.vers).await?;
    queries::arrive(tx, &JEUNE, &[arriving(&own, transfert)]).await?;
    let mut bilan = BilanDepart::default();
    for (table, rows) in &held {
        if goes(table, transfert.notes) {
            bilan.recues += queries::arrive(tx, table, rows).await?;
        }
    }
    tx.revenir(passage).await?;
    for (table, rows) in &held {
        if !leaves(table, transfert.notes) {
            bilan.gardees += keep(tx, table, rows).await?;
        }
    }
    for (table, rows) in held.iter().rev() {
        if leaves(table, transfert.notes) {
            leave(tx, table, transfert.jeune).await?;
        } else {
            for row in rows.iter().filter(|row| !stays(table, row)) {
                queries::delete_row(tx, table, &key(table, row)).await?;
            }
        }
    }
    let mut changes = values(
        tx,
        tables.racine.efface.iter().chain(tables.racine.depart),
        &own,
    );
    let version = own.get("version").and_then(Value::as_i64);
    changes.insert("version".to_owned(), json!(version.unwrap_or(0) + 1));
    changes.insert("transfere_le".to_owned(), json!(tx.today()));
    queries::set(tx, &JEUNE, &key(&JEUNE, &own), &changes)
        .await?
        .ok_or_else(|| anyhow::anyhow!("a dossier refuses its departure"))?;
    Ok(bilan)
}

/// Whether the new mission locale receives the rows.
const fn goes(table: &TableDuDossier, notes: bool) -> bool {
    match table.depart {
        Depart::Part | Depart::Suit { .. } => true,
        Depart::SiAccord { .. } => notes,
        Depart::Reste { .. } => false,
    }
}

/// Whether nothing of the rows stays here.
const fn leaves(table: &TableDuDossier, notes: bool) -> bool {
    match table.depart {
        Depart::Part => true,
        Depart::SiAccord { .. } => notes,
        Depart::Suit { .. } | Depart::Reste { .. } => false,
    }
}

fn arriving(own: &Ligne, transfert: &Transfert<'_>) -> Ligne {
    let mut row = own.clone();
    for (column, value) in [
        ("numero", json!(transfert.numero)),
        ("site_id", json!(null)),
        ("referent_id", json!(null)),
    ] {
        row.insert(column.to_owned(), value);
    }
    row
}

/// Whether the row is one of those that the statistics need.
fn stays(table: &TableDuDossier, row: &Ligne) -> bool {
    match table.depart {
        Depart::Suit {
            si: Some((column, value)),
            ..
        } => row.get(column).and_then(Value::as_str) == Some(value),
        _ => true,
    }
}

/// What rows that stay lose; returns how many stay.
async fn keep(tx: &mut Tx, table: &TableDuDossier, rows: &[Ligne]) -> Result<usize> {
    let (ferme, perd): (&[_], &[_]) = match table.depart {
        Depart::Suit { ferme, perd, .. } => (ferme, perd),
        Depart::Reste { perd } | Depart::SiAccord { perd } => (&[], perd),
        Depart::Part => (&[], &[]),
    };
    let mut kept = 0;
    for row in rows.iter().filter(|row| stays(table, row)) {
        kept += 1;
        let open = ferme.iter().filter(|(column, _)| is_empty(row, column));
        let changes = values(tx, open.chain(perd), row);
        if !changes.is_empty() {
            queries::set(tx, table, &key(table, row), &changes)
                .await?
                .ok_or_else(|| anyhow::anyhow!("a row of {} refuses a departure", table.name))?;
        }
    }
    Ok(kept)
}

async fn leave(tx: &mut Tx, table: &TableDuDossier, jeune: JeuneId) -> Result<()> {
    if table.fusion == Fusion::Fige {
        queries::remove_frozen(tx, table, jeune.uuid()).await
    } else {
        queries::delete(tx, table, &[jeune.uuid()]).await.map(drop)
    }
}

fn values<'a>(
    tx: &Tx,
    from: impl Iterator<Item = &'a (&'static str, Valeur)>,
    row: &Ligne,
) -> Ligne {
    let today = tx.today();
    from.map(|(column, value)| ((*column).to_owned(), written(*value, row, today)))
        .collect()
}
