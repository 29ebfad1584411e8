//! Two dossiers that were made one are two again.

use std::collections::BTreeSet;

use kernel::JeuneId;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    model::{BilanSeparation, Fusion, TableDuDossier, Tables},
    queries::{self, JEUNE, Ligne, Trace},
    reunir::{key, uuid_of},
};
use crate::{Error, Result, Tx};

/// Gives the absorbed dossier back what it held. The caller has opened the kept dossier for writing,
/// and records the act in the audit. A second post changes nothing.
///
/// What was added since stays with the kept dossier, unless it hangs under a row that goes back; a
/// value changed since is kept as it is now.
///
/// # Errors
/// `NotFound` for no such fusion in the mission locale; `Invalid` (`fusion`) when the kept dossier
/// was itself absorbed since: that one is separated first.
pub async fn separer(
    tx: &mut Tx,
    tables: &Tables,
    fusion: Uuid,
) -> Result<(JeuneId, BilanSeparation)> {
    let ecrite = queries::fusion(tx, fusion).await?.ok_or(Error::NotFound)?;
    let mut work = Separation {
        garde: ecrite.garde,
        absorbe: ecrite.absorbe,
        back: BTreeSet::new(),
        bilan: BilanSeparation::default(),
    };
    let absorbe = JeuneId::from(ecrite.absorbe);
    if ecrite.defaite {
        return Ok((absorbe, work.bilan));
    }
    let both = [ecrite.garde, ecrite.absorbe];
    let rows = queries::rows(tx, &JEUNE, &both, true).await?;
    let own = |row: &Ligne| row.get("absorbe_par").is_none_or(Value::is_null);
    let kept = json!(ecrite.garde);
    if !rows.iter().any(|r| r.get("id") == Some(&kept) && own(r)) {
        return Err(Error::invalid(
            "fusion",
            "Ce dossier a lui-même été réuni à un autre : séparez d’abord ces deux-là.",
        ));
    }
    for line in queries::journal(tx, fusion).await? {
        work.give_back(tx, tables, &line).await?;
    }
    work.follow(tx, tables).await?;
    queries::end_fusion(tx, fusion).await?;
    Ok((absorbe, work.bilan))
}

struct Separation {
    garde: Uuid,
    absorbe: Uuid,
    /// Identifiers of the rows given back.
    back: BTreeSet<Uuid>,
    bilan: BilanSeparation,
}

impl Separation {
    async fn give_back(&mut self, tx: &mut Tx, tables: &Tables, line: &Trace) -> Result<()> {
        if line.avant.is_empty() {
            return Ok(());
        }
        if line.table == JEUNE.name {
            return self.give_back_dossier(tx, tables, line).await;
        }
        let Some(table) = tables.find(&line.table) else {
            self.bilan.restees += 1;
            return Ok(());
        };
        let Some(now) = queries::row(tx, table, &line.cle).await? else {
            return Ok(());
        };
        if now.get(table.jeune) != Some(&json!(self.garde)) {
            self.bilan.restees += 1;
            return Ok(());
        }
        let mut changes = Ligne::new();
        let moved: Vec<&str> = std::iter::once(table.jeune)
            .chain(table.nomme.iter().copied())
            .collect();
        for column in &moved {
            take(&mut changes, line, &now, &[column]);
        }
        let rest: Vec<&str> = line.avant.keys().map(String::as_str).collect();
        let rest: Vec<&str> = rest.into_iter().filter(|c| !moved.contains(c)).collect();
        if !take(&mut changes, line, &now, &rest) {
            self.bilan.modifiees += 1;
        }
        if self.write(tx, table, &now, &line.cle, &changes).await? {
            self.bilan.rendues += 1;
            self.remember(table, &now);
        } else {
            self.bilan.restees += 1;
        }
        Ok(())
    }

    async fn write(
        &self,
        tx: &mut Tx,
        table: &TableDuDossier,
        now: &Ligne,
        cle: &Ligne,
        changes: &Ligne,
    ) -> Result<bool> {
        if table.fusion == Fusion::Fige {
            let id = uuid_of(now, "id");
            return queries::move_frozen(tx, table, id, self.garde, self.absorbe).await;
        }
        Ok(queries::set(tx, table, cle, changes).await?.is_some())
    }

    fn remember(&mut self, table: &TableDuDossier, row: &Ligne) {
        if table.cle == ["id"] {
            self.back.insert(uuid_of(row, "id"));
        }
    }

    /// Each group of columns of a dossier goes back, unless one of it was changed since.
    async fn give_back_dossier(
        &mut self,
        tx: &mut Tx,
        tables: &Tables,
        line: &Trace,
    ) -> Result<()> {
        let Some(now) = queries::row(tx, &JEUNE, &line.cle).await? else {
            return Ok(());
        };
        let mut changes = Ligne::new();
        let mut left: BTreeSet<&str> = line.avant.keys().map(String::as_str).collect();
        let mut whole = true;
        for group in tables.racine.complete {
            let present: Vec<&str> = group.iter().copied().filter(|c| left.remove(c)).collect();
            whole &= take(&mut changes, line, &now, &present);
        }
        for column in left {
            whole &= take(&mut changes, line, &now, &[column]) || column == "version";
        }
        if !whole {
            self.bilan.modifiees += 1;
        }
        if !changes.is_empty()
            && queries::set(tx, &JEUNE, &line.cle, &changes)
                .await?
                .is_none()
        {
            return Err(anyhow::anyhow!("a dossier refuses its separation").into());
        }
        Ok(())
    }

    /// Rows added since under a row given back follow it, and those under them.
    async fn follow(&mut self, tx: &mut Tx, tables: &Tables) -> Result<()> {
        loop {
            let before = self.back.len();
            let parents: Vec<Uuid> = self.back.iter().copied().collect();
            for table in tables.iter() {
                for column in table.sous {
                    let found = queries::under(tx, table, column, self.garde, &parents).await?;
                    for row in found {
                        self.follow_one(tx, table, &row).await?;
                    }
                }
            }
            if self.back.len() == before {
                return Ok(());
            }
        }
    }

    async fn follow_one(&mut self, tx: &mut Tx, table: &TableDuDossier, row: &Ligne) -> Result<()> {
        let mut changes = Ligne::new();
        changes.insert(table.jeune.to_owned(), json!(self.absorbe));
        let cle = key(table, row);
        if self.write(tx, table, row, &cle, &changes).await? {
            self.bilan.suivies += 1;
            self.remember(table, row);
        } else {
            self.bilan.restees += 1;
        }
        Ok(())
    }
}

/// Puts the former values of `columns` in `changes` when none of them was changed since; says
/// whether it did.
fn take(changes: &mut Ligne, line: &Trace, now: &Ligne, columns: &[&str]) -> bool {
    let touched = columns.iter().filter(|c| line.avant.contains_key(**c));
    let touched: Vec<&str> = touched.copied().collect();
    if touched.iter().any(|c| now.get(*c) != line.apres.get(*c)) {
        return false;
    }
    for column in touched {
        let value = line.avant.get(column).cloned().unwrap_or_default();
        changes.insert(column.to_owned(), value);
    }
    true
}
