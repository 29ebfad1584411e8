//! Comparing all the dossiers of a mission locale with one another.

use std::collections::{HashMap, HashSet};

use kernel::{JeuneId, Permission, new_uuid};
use platform::{
    Error, Result, Tx,
    audit::{self, Entry},
};
use serde_json::json;
use uuid::Uuid;

use super::{
    actions::by_id,
    model::Origine,
    queries::{self, Fiche},
};
use crate::identite::{
    Population,
    moteur::{Fichier, apparier},
    rules,
};

/// Pairs compared at most by one search.
const CANDIDATES: i64 = 50_000;
/// Dossiers from which the engine has enough to estimate its weights.
const FICHIER_MIN: usize = 500;
/// Dossiers said to be one person beyond which something else is wrong.
const GROUPE_MAX: usize = 6;

/// Compares the dossiers of the mission locale with one another, and puts in the queue those that
/// look alike and that nobody has seen yet: pairs that share a birth date or a contact and weigh
/// enough, and those the linkage engine finds in the whole file, where one typo in any field loses
/// no pair. What was found is not said: a protected dossier may be in it, which only some see.
///
/// # Errors
/// `Forbidden` for those who may not merge dossiers.
pub async fn chercher(tx: &mut Tx) -> Result<usize> {
    tx.require(Permission::FusionnerDossiers)?;
    let candidates = queries::candidates(tx, CANDIDATES).await?;
    let fiches = queries::fiches(tx).await?;
    let sure = tokio::task::spawn_blocking(move || engine(&fiches))
        .await
        .map_err(|error| Error::Internal(error.into()))?;
    let mut known: HashSet<(Uuid, Uuid)> = queries::known(tx).await?.into_iter().collect();
    let mut ids: Vec<Uuid> = candidates
        .iter()
        .chain(&sure)
        .flat_map(|(a, b)| [*a, *b])
        .collect();
    ids.sort_unstable();
    ids.dedup();
    let cotes = by_id(queries::cotes(tx, &ids).await?);
    let today = tx.today();
    let population = Population {
        effectif: queries::effectif(tx).await?,
        homonymes: None,
    };
    let seuil = rules::seuil(&population);
    let mut found = 0;
    let all = sure.iter().map(|pair| (pair, true));
    for ((one, other), certain) in all.chain(candidates.iter().map(|pair| (pair, false))) {
        let both = (
            cotes.get(&JeuneId::from(*one)),
            cotes.get(&JeuneId::from(*other)),
        );
        let (Some(a), Some(b)) = both else { continue };
        let score = rules::compare(&a.portrait, &b.portrait, today).score;
        let pair = ((*one).min(*other), (*one).max(*other));
        if (certain || score >= seuil) && known.insert(pair) {
            let id = new_uuid(tx.clock(), tx.rng());
            queries::propose(tx, id, pair, score, Origine::Recherche, false).await?;
            found += 1;
        }
    }
    let entry = Entry {
        action: "recherche",
        objet: "paire",
        objet_id: None,
        jeune: None,
        details: json!({ "trouvees": found }),
    };
    audit::record(tx, entry).await?;
    Ok(found)
}

/// The pairs that the engine says are one person.
fn engine(fiches: &[Fiche]) -> Vec<(Uuid, Uuid)> {
    if fiches.len() < FICHIER_MIN {
        return Vec::new();
    }
    let mut fichier = Fichier::de_personnes();
    for fiche in fiches {
        let born = fiche.naissance.map(|day| day.format("%Y%m%d").to_string());
        fichier.ajouter(&[
            &fiche.prenom,
            &fiche.nom,
            born.as_deref().unwrap_or_default(),
            &fiche.commune,
            &fiche.telephone,
            &fiche.courriel,
        ]);
    }
    let mut groups: HashMap<u32, Vec<Uuid>> = HashMap::new();
    for (person, fiche) in apparier(&fichier).personnes.iter().zip(fiches) {
        groups.entry(*person).or_default().push(fiche.id);
    }
    let mut pairs = Vec::new();
    for group in groups.values().filter(|g| g.len() <= GROUPE_MAX) {
        for (rank, one) in group.iter().enumerate() {
            pairs.extend(group[rank + 1..].iter().map(|other| (*one, *other)));
        }
    }
    pairs.sort_unstable();
    pairs
}
