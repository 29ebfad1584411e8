//! Making one dossier of two, and two of one again.

use chrono::DateTime;
use kernel::{JeuneId, Page, Permission, Section, new_uuid};
use platform::{
    Error, Result, Tx,
    rattachement::{self, Bilan, BilanSeparation, Demande, Tables},
};
use uuid::Uuid;

use super::{
    actions::{open, trace, vues},
    model::Fusionnee,
    queries,
};
use crate::{acces, ailleurs};

/// A fusion, as decided on the page of a pair.
#[derive(Debug, Clone)]
pub struct Reunion {
    /// The identifier the form carries: a second post finds it.
    pub id: Uuid,
    /// The pair.
    pub paire: Uuid,
    /// The version of the pair seen.
    pub version: i32,
    /// The dossier to keep, one of the two.
    pub garde: JeuneId,
    /// The versions seen, of each dossier.
    pub versions: [(JeuneId, i32); 2],
    /// Why (list `motif_fusion`).
    pub motif: String,
}

/// Puts everything of the other dossier in the one kept; returns it, and what was done.
///
/// # Errors
/// `Invalid` (`garde`, `motif`); `Conflict` when the pair or a dossier changed since it was seen;
/// `NotFound` as for the page of the pair.
pub async fn reunir(tx: &mut Tx, tables: &Tables, reunion: &Reunion) -> Result<(JeuneId, Bilan)> {
    tx.require(Permission::FusionnerDossiers)?;
    if let Some(done) = one(tx, reunion.id).await? {
        return Ok((done.garde, Bilan::default()));
    }
    let paire = open(tx, reunion.paire, reunion.version).await?;
    let both = [paire.premier, paire.second];
    if !both.contains(&reunion.garde) {
        return Err(Error::invalid("garde", "Choisissez le dossier à garder."));
    }
    let motif = &reunion.motif;
    if !tx
        .nomenclatures()
        .accepte("motif_fusion", motif, tx.today())
    {
        return Err(Error::invalid(
            "motif",
            "Choisissez un motif dans la liste.",
        ));
    }
    let absorbe = if reunion.garde == both[0] {
        both[1]
    } else {
        both[0]
    };
    let version = |jeune: JeuneId| {
        let mut seen = reunion.versions.iter().filter(|(id, _)| *id == jeune);
        seen.next().map_or(0, |(_, version)| *version)
    };
    let demande = Demande {
        id: reunion.id,
        garde: (reunion.garde, version(reunion.garde)),
        absorbe: (absorbe, version(absorbe)),
        motif,
    };
    let bilan = rattachement::reunir(tx, tables, &demande).await?;
    for jeune in both {
        ailleurs::deposer(tx, jeune).await?;
    }
    queries::decide(tx, paire.id, "reunie", None).await?;
    trace(tx, "fusion", reunion.id, both).await?;
    Ok((reunion.garde, bilan))
}

/// Separates two dossiers again, and remembers that they are two people; returns both, the kept one
/// first, and what was done.
///
/// # Errors
/// `NotFound` when there is no such fusion here, or when its dossier is not the actor's to see;
/// `Invalid` (`fusion`) when another one is separated first.
pub async fn separer(
    tx: &mut Tx,
    tables: &Tables,
    fusion: Uuid,
) -> Result<(JeuneId, JeuneId, BilanSeparation)> {
    tx.require(Permission::FusionnerDossiers)?;
    let faite = one(tx, fusion).await?.ok_or(Error::NotFound)?;
    let held = rattachement::garde_de(tx, faite.garde).await?;
    let open = held.unwrap_or(faite.garde);
    acces::open_for_write(tx, open, Section::Identite).await?;
    let (absorbe, bilan) = rattachement::separer(tx, tables, fusion).await?;
    if faite.defaite_le.is_some() {
        return Ok((faite.garde, absorbe, bilan));
    }
    let both = [faite.garde, absorbe];
    let ids = [faite.garde.uuid(), absorbe.uuid()];
    if bilan.modifiees + bilan.restees > 0 {
        queries::sync_referents(tx, &ids).await?;
    }
    for jeune in both {
        ailleurs::deposer(tx, jeune).await?;
    }
    let id = new_uuid(tx.clock(), tx.rng());
    queries::remember_different(tx, id, (ids[0], ids[1])).await?;
    trace(tx, "separation", fusion, both).await?;
    Ok((faite.garde, absorbe, bilan))
}

async fn one(tx: &mut Tx, id: Uuid) -> Result<Option<Fusionnee>> {
    let vues = vues(tx).await?;
    Ok(queries::fusions(tx, &vues, Some(id), None, 1).await?.pop())
}

/// The fusions of the mission locale, latest first; `after` is the key the previous page gave.
///
/// # Errors
/// `Forbidden` for those who may not merge dossiers.
pub async fn fusions(tx: &mut Tx, after: Option<&str>, size: usize) -> Result<Page<Fusionnee>> {
    tx.require(Permission::FusionnerDossiers)?;
    let key = after.and_then(|text| {
        let (micros, id) = text.split_once('_')?;
        let instant = DateTime::from_timestamp_micros(micros.parse().ok()?)?;
        Some((instant, id.parse().ok()?))
    });
    let vues = vues(tx).await?;
    let limit = i64::try_from(size).unwrap_or(25) + 1;
    let rows = queries::fusions(tx, &vues, None, key, limit).await?;
    Ok(Page::cut(rows, size, |f| {
        format!("{}_{}", f.faite_le.timestamp_micros(), f.id)
    }))
}
