//! The queue of doubtful pairs.

use std::collections::HashMap;

use kernel::{JeuneId, Page, Permission, Section, new_uuid};
use platform::{
    Conflit, Error, Result, Tx,
    audit::{self, Entry},
};
use serde_json::json;
use uuid::Uuid;

use super::{
    model::{Cote, Origine, Paire, PaireVue},
    queries::{self, Vues},
};
use crate::{acces, identite::rules};

pub(super) async fn vues(tx: &mut Tx) -> Result<Vues> {
    let tous = match tx.actor() {
        kernel::Actor::Systeme { .. } => true,
        actor => actor.role().is_some_and(kernel::Role::is_direction),
    };
    Ok(Vues {
        tous,
        moi: queries::moi(tx).await?,
    })
}

/// The pairs to look at, most alike first; `after` is the key the previous page gave. What was shown
/// is traced.
///
/// # Errors
/// `Forbidden` for those who may not merge dossiers.
pub async fn file(tx: &mut Tx, after: Option<&str>, size: usize) -> Result<Page<PaireVue>> {
    tx.require(Permission::FusionnerDossiers)?;
    let key = after.and_then(|text| {
        let (score, id) = text.split_once('_')?;
        Some((score.parse().ok()?, id.parse().ok()?))
    });
    let vues = vues(tx).await?;
    let limit = i64::try_from(size).unwrap_or(25) + 1;
    let pairs = queries::list(tx, &vues, key, limit).await?;
    let page = Page::cut(pairs, size, |p| format!("{}_{}", p.score, p.id));
    let ids: Vec<Uuid> = page
        .rows
        .iter()
        .flat_map(|p| [p.premier.uuid(), p.second.uuid()])
        .collect();
    let cotes = by_id(queries::cotes(tx, &ids).await?);
    let rows: Vec<PaireVue> = page
        .rows
        .into_iter()
        .filter_map(|paire| seen(tx, paire, &cotes))
        .collect();
    if !rows.is_empty() {
        let shown: Vec<String> = ids.iter().map(ToString::to_string).collect();
        let entry = Entry {
            action: "doublons",
            objet: "paire",
            objet_id: None,
            jeune: None,
            details: json!({ "nombre": rows.len(), "dossiers": shown }),
        };
        audit::record(tx, entry).await?;
    }
    Ok(Page {
        rows,
        next: page.next,
    })
}

pub(super) fn by_id(all: Vec<Cote>) -> HashMap<JeuneId, Cote> {
    all.into_iter().map(|cote| (cote.id, cote)).collect()
}

fn seen(tx: &Tx, paire: Paire, cotes: &HashMap<JeuneId, Cote>) -> Option<PaireVue> {
    let premier = cotes.get(&paire.premier)?.clone();
    let second = cotes.get(&paire.second)?.clone();
    let today = tx.today();
    Some(PaireVue {
        comparaison: rules::compare(&premier.portrait, &second.portrait, today),
        champs: rules::side_by_side(&premier.portrait, &second.portrait),
        paire,
        premier,
        second,
    })
}

/// One pair, side by side; opening it opens both dossiers, and is traced on both.
///
/// # Errors
/// `NotFound` when there is no such pair here, when one of its dossiers is not the actor's to see,
/// or was absorbed since.
pub async fn paire(tx: &mut Tx, id: Uuid) -> Result<PaireVue> {
    tx.require(Permission::FusionnerDossiers)?;
    let paire = queries::find(tx, id).await?.ok_or(Error::NotFound)?;
    acces::open_for_read(tx, paire.premier, Section::Identite).await?;
    acces::open_for_read(tx, paire.second, Section::Identite).await?;
    let ids = [paire.premier.uuid(), paire.second.uuid()];
    let cotes = by_id(queries::cotes(tx, &ids).await?);
    seen(tx, paire, &cotes).ok_or(Error::NotFound)
}

/// Puts two dossiers in the queue, because someone says they may be one person; returns the pair.
///
/// # Errors
/// `Invalid` (`autre`) for a dossier with itself; `NotFound` for one the actor may not see.
pub async fn signaler(tx: &mut Tx, jeune: JeuneId, autre: JeuneId) -> Result<Uuid> {
    tx.require(Permission::FusionnerDossiers)?;
    if jeune == autre {
        return Err(Error::invalid("autre", "Choisissez un autre dossier."));
    }
    acces::open_for_read(tx, jeune, Section::Identite).await?;
    acces::open_for_read(tx, autre, Section::Identite).await?;
    let pair = (jeune.uuid(), autre.uuid());
    let score = score(tx, pair).await?.ok_or(Error::NotFound)?;
    let id = new_uuid(tx.clock(), tx.rng());
    let id = queries::propose(tx, id, pair, score, Origine::Signalement, true).await?;
    trace(tx, "signalement", id, [jeune, autre]).await?;
    Ok(id)
}

/// Notes the likely duplicates set aside when `jeune` was created: someone looks at them again.
pub(crate) async fn noter(tx: &mut Tx, jeune: JeuneId, ecartes: &[JeuneId]) -> Result<()> {
    for autre in ecartes.iter().filter(|autre| **autre != jeune) {
        let pair = (jeune.uuid(), autre.uuid());
        if let Some(score) = score(tx, pair).await? {
            let id = new_uuid(tx.clock(), tx.rng());
            queries::propose(tx, id, pair, score, Origine::Creation, false).await?;
        }
    }
    Ok(())
}

async fn score(tx: &mut Tx, (one, other): (Uuid, Uuid)) -> Result<Option<f64>> {
    let today = tx.today();
    let cotes = queries::cotes(tx, &[one, other]).await?;
    let [a, b] = cotes.as_slice() else {
        return Ok(None);
    };
    Ok(Some(rules::compare(&a.portrait, &b.portrait, today).score))
}

/// Says that the two dossiers are of two people: the pair is not proposed again.
///
/// # Errors
/// As [`paire`]; `Conflict` when it was decided upon since `version`.
pub async fn differents(tx: &mut Tx, id: Uuid, version: i32) -> Result<()> {
    let paire = open(tx, id, version).await?;
    queries::decide(tx, id, "differents", None).await?;
    trace(
        tx,
        "personnes_differentes",
        id,
        [paire.premier, paire.second],
    )
    .await
}

/// Puts the pair off: it comes back after `doublon_revoir_jours`.
///
/// # Errors
/// As [`differents`].
pub async fn plus_tard(tx: &mut Tx, id: Uuid, version: i32) -> Result<()> {
    let paire = open(tx, id, version).await?;
    let days = tx.parametre("doublon_revoir_jours")?;
    let day = tx.today() + chrono::Duration::days(days);
    queries::decide(tx, id, "a_voir", Some(day)).await?;
    trace(tx, "remise", id, [paire.premier, paire.second]).await
}

/// The pair, to decide upon, both dossiers open for a change.
pub(super) async fn open(tx: &mut Tx, id: Uuid, version: i32) -> Result<Paire> {
    tx.require(Permission::FusionnerDossiers)?;
    let paire = queries::find(tx, id).await?.ok_or(Error::NotFound)?;
    acces::open_for_write(tx, paire.premier, Section::Identite).await?;
    acces::open_for_write(tx, paire.second, Section::Identite).await?;
    if paire.version != version {
        return Err(Error::Conflict(Box::new(Conflit {
            champs: Vec::new(),
            version: paire.version,
        })));
    }
    Ok(paire)
}

/// One row of the audit on each dossier.
pub(super) async fn trace(tx: &mut Tx, action: &str, id: Uuid, both: [JeuneId; 2]) -> Result<()> {
    for (jeune, autre) in [(both[0], both[1]), (both[1], both[0])] {
        let entry = Entry {
            action,
            objet: "dossier",
            objet_id: Some(id),
            jeune: Some(jeune),
            details: json!({ "autre": autre.to_string() }),
        };
        audit::record(tx, entry).await?;
    }
    Ok(())
}
