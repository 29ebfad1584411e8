//! Noting a request, prolonging its clock, answering it.

use chrono::NaiveDate;
use kernel::{FieldErrors, JeuneId, Permission};
use platform::{
    Error, Result, Tx,
    audit::{self, Details, Entry},
};
use uuid::Uuid;

use super::{
    model::{Exercice, NouvelExercice, Reponse},
    queries::{self, Ligne},
    rules,
};
use crate::{DossierForRead, acces, conflit::Differences};

/// The register: what waits first, the oldest first.
///
/// # Errors
/// `Forbidden` but for the direction.
pub async fn register(tx: &mut Tx, limit: i64) -> Result<Vec<Exercice>> {
    tx.require(Permission::TenirRegistre)?;
    let lines = queries::list(tx, None, limit).await?;
    dated(tx, lines)
}

/// One request of the register.
///
/// # Errors
/// `Forbidden` but for the direction; `NotFound`.
pub async fn find(tx: &mut Tx, id: Uuid) -> Result<Exercice> {
    tx.require(Permission::TenirRegistre)?;
    let line = queries::lock(tx, id).await?.ok_or(Error::NotFound)?;
    dated(tx, vec![line])?.pop().ok_or(Error::NotFound)
}

/// The requests about one dossier, for those who may note one.
///
/// # Errors
/// `Forbidden` for who may not note one.
pub async fn of_dossier(tx: &mut Tx, dossier: &DossierForRead) -> Result<Vec<Exercice>> {
    tx.require(Permission::NoterExercice)?;
    let lines = queries::list(tx, Some(dossier.id), 50).await?;
    dated(tx, lines)
}

fn dated(tx: &Tx, lines: Vec<Ligne>) -> Result<Vec<Exercice>> {
    let mois = tx.parametre("exercice_reponse_mois")?;
    let more = tx.parametre("exercice_prolongation_mois")?;
    let last = |recu, prolonged: bool| rules::echeance(recu, mois, prolonged.then_some(more));
    Ok(lines.into_iter().map(|line| line.read(last)).collect())
}

/// Notes a request, about an open dossier or about someone without one (`dossier` is `None`, and
/// `new.nom` says who). A second post of the same form notes nothing more.
///
/// # Errors
/// `Forbidden` for who may not; `Invalid` (`nom`, `recu_le`, `canal`, `demandeur`, `identite`).
pub async fn note(
    tx: &mut Tx,
    dossier: Option<&DossierForRead>,
    new: &NouvelExercice,
) -> Result<()> {
    tx.require(Permission::NoterExercice)?;
    check(tx, dossier.is_some(), new)?;
    let jeune = dossier.map(|dossier| dossier.id);
    if !queries::insert(tx, jeune, new).await? {
        return Ok(());
    }
    let details = match dossier {
        Some(dossier) => acces::details(tx, dossier),
        None => Details::new(tx.empreintes(), false),
    }
    .coded("genre", new.genre.code())
    .coded("recu_le", new.recu_le)
    .into_value();
    record(tx, "ajout", new.id, jeune, details).await
}

fn check(tx: &Tx, about_dossier: bool, new: &NouvelExercice) -> Result<()> {
    let today = tx.today();
    let mut errors = FieldErrors::new();
    if !about_dossier && new.nom.trim().is_empty() {
        errors.add("nom", "Indiquez qui fait la demande.");
    }
    if new.recu_le > today {
        errors.add("recu_le", "Cette date est dans l’avenir.");
    }
    for (field, list, code) in [
        ("canal", "exercice_canal", &new.canal),
        ("demandeur", "exercice_demandeur", &new.demandeur),
        ("identite", "exercice_identite", &new.identite),
    ] {
        if !tx.nomenclatures().accepte(list, code, today) {
            errors.add(field, "Choisissez une réponse de la liste.");
        }
    }
    errors.check(()).map_err(Error::Invalid)
}

/// Notes that the person was told, with the reason (list `exercice_prolongation`), that the answer
/// takes longer.
///
/// # Errors
/// `Forbidden` but for the direction; `Invalid` once the first month is over, or answered;
/// `Conflict` when someone else changed the request since `version`.
pub async fn prolong(tx: &mut Tx, id: Uuid, version: i32, motif: &str) -> Result<()> {
    let known = open(tx, id, version).await?;
    let today = tx.today();
    let mut errors = FieldErrors::new();
    if !tx
        .nomenclatures()
        .accepte("exercice_prolongation", motif, today)
    {
        errors.add("motif", "Choisissez une raison de la liste.");
    }
    if known.prolonge_le.is_some() {
        errors.add("motif", "Cette demande est déjà prolongée.");
    } else if known.echeance_le < today {
        let sentence = "Le premier délai est passé : une prolongation n’est plus possible.";
        errors.add("motif", sentence);
    }
    errors.check(()).map_err(Error::Invalid)?;
    queries::prolong(tx, id, today, motif).await?;
    let details = Details::new(tx.empreintes(), false)
        .coded("motif", motif)
        .into_value();
    record(tx, "prolongation", id, known.jeune, details).await
}

/// Notes the answer given.
///
/// # Errors
/// `Forbidden` but for the direction; `Invalid` (`le`, `reponse`, `identite`); `Conflict` when someone else
/// changed the request since `version`.
pub async fn answer(tx: &mut Tx, id: Uuid, version: i32, reponse: &Reponse) -> Result<()> {
    let known = open(tx, id, version).await?;
    let today = tx.today();
    let mut errors = FieldErrors::new();
    if reponse.le > today {
        errors.add("le", "Cette date est dans l’avenir.");
    } else if reponse.le < known.recu_le {
        errors.add("le", "Cette date est avant la demande.");
    }
    if !tx
        .nomenclatures()
        .accepte("exercice_reponse", &reponse.reponse, today)
    {
        errors.add("reponse", "Choisissez une réponse de la liste.");
    }
    if !tx
        .nomenclatures()
        .accepte("exercice_identite", &reponse.identite, today)
    {
        errors.add("identite", "Choisissez une réponse de la liste.");
    } else if reponse.identite == "a_verifier" && reponse.reponse.starts_with("acceptee") {
        let sentence = "L’identité n’est pas encore vérifiée : rien ne peut être remis.";
        errors.add("identite", sentence);
    }
    errors.check(()).map_err(Error::Invalid)?;
    queries::answer(tx, id, reponse).await?;
    let details = Details::new(tx.empreintes(), false)
        .coded("reponse", &reponse.reponse)
        .coded("repondu_le", reponse.le)
        .into_value();
    record(tx, "reponse", id, known.jeune, details).await
}

/// A request that waits, as it was seen.
async fn open(tx: &mut Tx, id: Uuid, version: i32) -> Result<Exercice> {
    let known = find(tx, id).await?;
    if known.version != version || known.repondu_le.is_some() {
        let answered = |day: Option<NaiveDate>| day.map(kernel::dates::short).unwrap_or_default();
        return Err(Differences::new()
            .field("Répondu le", "", answered(known.repondu_le))
            .into_error(known.version));
    }
    Ok(known)
}

async fn record(
    tx: &mut Tx,
    action: &str,
    id: Uuid,
    jeune: Option<JeuneId>,
    details: serde_json::Value,
) -> Result<()> {
    let entry = Entry {
        action,
        objet: "demande_sur_ses_donnees",
        objet_id: Some(id),
        jeune,
        details,
    };
    audit::record(tx, entry).await
}
