//! Finding the dossiers whose day has passed, and erasing one.

use std::collections::HashMap;

use chrono::Months;
use kernel::{Actor, JeuneId};
use platform::{
    Error, Result, Tx,
    audit::{self, Entry},
    rattachement::{self, Tables},
};
use serde_json::json;

use super::{
    model::{Echu, Issue, Lot, MissionLocale},
    queries::{self, Candidat},
};
use crate::{
    ailleurs,
    conservation::{self, Conservation},
    dossiers,
};

/// Dossiers read at once.
const LOT: usize = 1000;

/// Every mission locale, closed ones too: their dossiers come due all the same.
///
/// # Errors
/// `Forbidden` but for a command of whoever runs the server.
pub async fn missions_locales(tx: &mut Tx) -> Result<Vec<MissionLocale>> {
    match tx.actor() {
        Actor::Operateur => queries::missions_locales(tx).await,
        _ => Err(Error::Forbidden),
    }
}

/// The dossiers whose day has passed, among the next ones after `apres` by identifier.
///
/// # Errors
/// `Forbidden` for people.
pub async fn due(tx: &mut Tx, apres: Option<JeuneId>) -> Result<Lot> {
    system_only(tx)?;
    let years = u32::try_from(tx.parametre("conservation_age_ans")?).unwrap_or(u32::MAX);
    // One day more than the rule: it decides, the statement only leaves out the far too young.
    let born_by = tx
        .today()
        .checked_sub_months(Months::new(years.saturating_mul(12)))
        .and_then(|day| day.succ_opt())
        .unwrap_or(tx.today());
    let limit = i64::try_from(LOT).unwrap_or(i64::MAX);
    let found = queries::candidates(tx, apres, born_by, limit).await?;
    let suite = (found.len() == LOT)
        .then(|| found.last().map(|last| last.jeune))
        .flatten();
    let mut passed = Vec::new();
    let mut sans_terme = 0;
    for candidate in &found {
        match kept(tx, candidate)?.fin {
            Some(day) if day < tx.today() => passed.push(candidate.jeune),
            Some(_) => {}
            None => sans_terme += 1,
        }
    }
    let mut held: HashMap<_, _> = queries::held(tx, &passed).await?.into_iter().collect();
    Ok(Lot {
        echus: passed
            .into_iter()
            .map(|jeune| Echu {
                retenue: held.remove(&jeune),
                jeune,
            })
            .collect(),
        sans_terme,
        suite,
    })
}

/// The dossier whose number is `numero`, in the mission locale in sight.
///
/// # Errors
/// `Forbidden` for people.
pub async fn find(tx: &mut Tx, numero: &str) -> Result<Option<JeuneId>> {
    system_only(tx)?;
    match dossiers::rules::parse_numero(numero) {
        Some(numero) => queries::by_numero(tx, &numero).await,
        None => Ok(None),
    }
}

/// Erases the dossier whole if its day has passed and nothing holds it. What decides is read again
/// here, with the dossier kept from any change until the transaction ends.
///
/// # Errors
/// `Forbidden` for people.
pub async fn erase(tx: &mut Tx, tables: &Tables, jeune: JeuneId) -> Result<Issue> {
    system_only(tx)?;
    let Some(candidate) = queries::lock(tx, jeune).await? else {
        return Ok(Issue::Absent);
    };
    // A hold comes before the day: who asks about a held dossier reads first why it is held.
    if let Some((_, held)) = queries::held(tx, &[jeune]).await?.pop() {
        return Ok(Issue::Retenu(held));
    }
    let fin = kept(tx, &candidate)?.fin;
    if fin.is_none_or(|day| day >= tx.today()) {
        return Ok(Issue::PasEchu(fin));
    }
    queries::remember(tx, jeune).await?;
    queries::empty_requests(tx, jeune).await?;
    ailleurs::retirer(tx, jeune).await?;
    let gone = rattachement::purger(tx, tables, jeune).await?;
    let rows: u64 = gone.iter().map(|(_, rows)| rows).sum();
    let entry = Entry {
        action: "effacement",
        objet: "dossier",
        objet_id: Some(jeune.uuid()),
        jeune: Some(jeune),
        details: json!({ "lignes": rows }),
    };
    audit::record(tx, entry).await?;
    Ok(Issue::Efface(gone))
}

/// Erases the keyed hashes of identities that no longer count, of the whole nation; returns how many.
///
/// # Errors
/// `Forbidden` but for a command of whoever runs the server.
pub async fn sweep_keys(tx: &mut Tx) -> Result<u64> {
    match tx.actor() {
        Actor::Operateur => queries::sweep_keys(tx).await,
        _ => Err(Error::Forbidden),
    }
}

fn kept(tx: &Tx, candidate: &Candidat) -> Result<Conservation> {
    let years = tx.parametre("conservation_age_ans")?;
    Ok(conservation::rules::until(
        candidate.naissance,
        candidate.etat,
        years,
        tx.today(),
    ))
}

fn system_only(tx: &Tx) -> Result<()> {
    match tx.actor() {
        Actor::Systeme { .. } => Ok(()),
        _ => Err(Error::Forbidden),
    }
}
