//! The person whole: what the dossier holds, its export, its purge.

use kernel::JeuneId;
use serde_json::Value;

use super::{
    model::{Conservation, Fusion, TableDuDossier, Tables},
    queries::{self, JEUNE},
};
use crate::{Error, Result, Tx, brouillons};

/// Everything held of `jeune`, table by table in the order of the declarations, the dossier itself
/// first (`jeune`); each row as a JSON object of its columns. Rows of absorbed dossiers are in it.
/// Confidential notes and the audit are in it too: the caller says what may leave, and opens the
/// dossier first.
///
/// # Errors
/// `NotFound` when there is no such dossier in the mission locale.
pub async fn exporter(
    tx: &mut Tx,
    tables: &Tables,
    jeune: JeuneId,
) -> Result<Vec<(&'static str, Vec<Value>)>> {
    let family = queries::family(tx, jeune.uuid()).await?;
    let own = queries::rows(tx, &JEUNE, &family, false).await?;
    if own.is_empty() {
        return Err(Error::NotFound);
    }
    let objects = |rows: Vec<queries::Ligne>| rows.into_iter().map(Value::Object).collect();
    let mut all = vec![(JEUNE.name, objects(own))];
    for table in tables.iter() {
        let rows = queries::rows(tx, table, &family, false).await?;
        all.push((table.name, objects(rows)));
    }
    Ok(all)
}

/// How many rows each table holds of `jeune`, in one statement, in the order of the declarations;
/// tables that hold none are left out, and so is the audit.
pub async fn compter(
    tx: &mut Tx,
    tables: &Tables,
    jeune: JeuneId,
) -> Result<Vec<(&'static TableDuDossier, i64)>> {
    let ml = tx.ml()?.get();
    let counted: Vec<&TableDuDossier> = tables
        .iter()
        .filter(|t| t.conservation == Conservation::Dossier)
        .collect();
    let found = queries::count(tx.conn(), ml, &counted, &[jeune.uuid()]).await?;
    Ok(found
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .filter_map(|(name, count)| Some((tables.find(&name)?, count)))
        .collect())
}

/// How many rows each table holds of all of `jeunes` together, those of the dossiers they absorbed
/// included; the dossiers themselves are not counted.
pub async fn compter_ensemble(
    tx: &mut Tx,
    tables: &Tables,
    jeunes: &[JeuneId],
) -> Result<Vec<(&'static TableDuDossier, i64)>> {
    let ml = tx.ml()?.get();
    let mut all = Vec::new();
    for jeune in jeunes {
        all.extend(queries::family(tx, jeune.uuid()).await?);
    }
    let counted: Vec<&TableDuDossier> = tables
        .iter()
        .filter(|t| t.conservation == Conservation::Dossier)
        .collect();
    let found = queries::count(tx.conn(), ml, &counted, &all).await?;
    Ok(found
        .into_iter()
        .filter_map(|(name, count)| Some((tables.find(&name)?, count)))
        .collect())
}

/// Removes the person whole: every row that lives with the dossier ([`Conservation::Dossier`]),
/// children first, what anyone was typing about it, then the dossier and those it absorbed. Traces
/// stay, for their own time. Returns the rows removed by table, the dossiers under `jeune`; the
/// caller decides, and audits.
///
/// # Errors
/// `NotFound` when there is no such dossier in the mission locale.
pub async fn purger(
    tx: &mut Tx,
    tables: &Tables,
    jeune: JeuneId,
) -> Result<Vec<(&'static str, u64)>> {
    let family = queries::family(tx, jeune.uuid()).await?;
    let ml = tx.ml()?.get();
    let gone: Vec<&'static TableDuDossier> = tables
        .iter()
        .filter(|t| t.conservation == Conservation::Dossier)
        .collect();
    let borrowed: Vec<&TableDuDossier> = gone.clone();
    let counted = queries::count(tx.conn(), ml, &borrowed, &family).await?;
    for table in gone.iter().rev() {
        // What the application may not remove goes with its dossier, by the foreign key.
        if table.fusion != Fusion::Fige {
            queries::delete(tx, table, &family).await?;
        }
    }
    brouillons::forget_about(tx, &family).await?;
    let dossiers = queries::delete(tx, &JEUNE, &family).await?;
    if dossiers == 0 {
        return Err(Error::NotFound);
    }
    let mut all: Vec<(&'static str, u64)> = counted
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .filter_map(|(name, count)| Some((tables.find(&name)?.name, u64::try_from(count).ok()?)))
        .collect();
    all.push((JEUNE.name, dossiers));
    Ok(all)
}

/// The dossier where an absorbed one is now; `None` for a dossier of its own, or of nobody.
pub async fn garde_de(tx: &mut Tx, jeune: JeuneId) -> Result<Option<JeuneId>> {
    Ok(queries::kept(tx, jeune.uuid()).await?.map(JeuneId::from))
}
