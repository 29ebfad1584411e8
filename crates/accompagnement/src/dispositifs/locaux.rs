//! Dispositifs of the mission locale: added, corrected and closed by its direction (ADR 26).

use chrono::NaiveDate;
use kernel::{FieldErrors, Permission};
use platform::{
    Error, Result, Tx,
    audit::{self, Details, Entry},
};
use uuid::Uuid;

use super::{
    model::{DispositifLocal, LocalSaisi},
    queries::locaux as queries,
    rules,
};
use crate::commun::{already_there, check_label, check_text, check_written};

/// The kinds of condition that a local dispositif may ask, as the built-in ones do. Age and « not
/// two of one kind » are always asked.
pub const CONDITIONS: &[(&str, &str)] = &[
    ("diagnostic", "Un diagnostic approfondi de moins d’un mois"),
    (
        "difficulte",
        "Des difficultés à accéder à un emploi durable",
    ),
    ("volonte", "La personne veut s’engager"),
    ("hors_etudes", "N’est pas étudiante ni scolarisée"),
    ("hors_formation", "Ne suit pas de formation"),
    ("france_travail", "Est inscrite à France Travail"),
    (
        "orientation",
        "Une orientation notifiée vers la mission locale",
    ),
    ("cej_ailleurs", "Pas de CEJ en cours à France Travail"),
];

/// The most questions of its own.
pub const QUESTIONS_MAX: usize = 5;

/// The dispositifs of the mission locale, every row: the latest of each first.
///
/// # Errors
/// `Forbidden` to those who accompany nobody.
pub async fn locaux(tx: &mut Tx) -> Result<Vec<DispositifLocal>> {
    tx.require(Permission::VoirPortefeuille)?;
    queries::list(tx, None).await
}

/// Every row of one of them, the latest first.
///
/// # Errors
/// As [`locaux`]; `NotFound`.
pub async fn local(tx: &mut Tx, code: Uuid) -> Result<Vec<DispositifLocal>> {
    tx.require(Permission::VoirPortefeuille)?;
    let all = queries::list(tx, Some(code)).await?;
    if all.is_empty() {
        return Err(Error::NotFound);
    }
    Ok(all)
}

fn check(tx: &Tx, new: &LocalSaisi) -> FieldErrors {
    let mut errors = rules::check_local(new);
    for (champ, texte, max, missing) in [
        ("libelle", &new.libelle, 120, "Écrivez le nom."),
        ("nom_court", &new.nom_court, 40, "Écrivez le nom court."),
        (
            "resume",
            &new.resume,
            300,
            "Dites en une phrase ce que c’est.",
        ),
        (
            "reference",
            &new.reference,
            160,
            "Écrivez la convention ou le texte.",
        ),
    ] {
        check_written(&mut errors, champ, (texte, max), missing);
    }
    check_text(&mut errors, "prescripteur", &new.prescripteur, 120);
    let unknown = |code: &String| CONDITIONS.iter().all(|(known, _)| known != code);
    if new.conditions.iter().any(unknown) {
        errors.add("conditions", "Choisissez des conditions de la liste.");
    }
    let lists = tx.nomenclatures();
    let gone = |code: &String| !lists.accepte("dispositif_sortie", code, new.valide_du);
    if new.sorties.iter().any(gone) {
        errors.add("sorties", "Choisissez des motifs de la liste.");
    }
    errors
}

/// The groups that already exist, with the short names of what is in each: what a local one may
/// exclude.
pub async fn groupes(tx: &mut Tx) -> Result<Vec<(String, String)>> {
    tx.require(Permission::VoirPortefeuille)?;
    let today = tx.today();
    let mut all: Vec<(String, String)> = Vec::new();
    for d in super::queries::catalogue(tx, today).await? {
        match all.iter_mut().find(|(groupe, _)| *groupe == d.groupe) {
            Some((_, noms)) => {
                noms.push_str(", ");
                noms.push_str(&d.nom_court);
            }
            None => all.push((d.groupe, d.nom_court)),
        }
    }
    Ok(all)
}

async fn check_groupe(tx: &mut Tx, new: &LocalSaisi) -> Result<FieldErrors> {
    let mut errors = check(tx, new);
    let own = new.groupe.is_empty() || new.groupe == new.code.to_string();
    if !own && !groupes(tx).await?.iter().any(|(g, _)| *g == new.groupe) {
        errors.add("groupe", "Choisissez une réponse de la liste.");
    }
    Ok(errors)
}

/// Adds a dispositif. A second post of the same form changes nothing.
///
/// # Errors
/// `Invalid`, field by field.
pub async fn add(tx: &mut Tx, new: &LocalSaisi) -> Result<()> {
    tx.require(Permission::TenirDispositifs)?;
    let known = queries::list(tx, Some(new.code)).await?;
    if let Some(first) = known.first() {
        return already_there((first.id == new.id).then_some(()));
    }
    check_groupe(tx, new).await?.check(())?;
    if !queries::insert(tx, new).await? {
        return Err(Error::NotFound);
    }
    record(tx, "creation", new).await
}

/// Corrects a dispositif from a day on: who entered before keeps the terms of her entry. The former
/// row is kept.
///
/// # Errors
/// `NotFound`; `Invalid`, field by field: `valide_du` before the row it corrects, `motif`;
/// `valide_du` too when someone else corrected it since `id` was read (`avant`).
pub async fn correct(tx: &mut Tx, new: &LocalSaisi, avant: Uuid) -> Result<()> {
    tx.require(Permission::TenirDispositifs)?;
    let known = local(tx, new.code).await?;
    if known.iter().any(|row| row.id == new.id) {
        return Ok(());
    }
    queries::lock(tx, new.code).await?;
    let now = latest(tx, new.code).await?;
    let mut errors = check_groupe(tx, new).await?;
    check_label(&mut errors, "motif", &new.motif, 300);
    if now.id != avant {
        errors.add(
            "valide_du",
            "Quelqu’un d’autre vient de corriger ce dispositif : rechargez la page.",
        );
    } else if new.valide_du < now.valide_du {
        let day = kernel::dates::short(now.valide_du);
        let why = format!("La correction part du {day} au plus tôt.");
        errors.add("valide_du", why);
    }
    errors.check(())?;
    if new.valide_du == now.valide_du {
        queries::replace(tx, now.id).await?;
    } else {
        let eve = new.valide_du.pred_opt().unwrap_or(new.valide_du);
        queries::end(tx, now.id, Some(eve)).await?;
    }
    queries::insert(tx, new).await?;
    record(tx, "correction", new).await
}

/// Closes a dispositif: nobody enters after `le`; who is in it stays. `None` opens it again.
///
/// # Errors
/// `NotFound`; `Invalid` on `valide_au`.
pub async fn close(tx: &mut Tx, code: Uuid, le: Option<NaiveDate>) -> Result<()> {
    tx.require(Permission::TenirDispositifs)?;
    queries::lock(tx, code).await?;
    let now = latest(tx, code).await?;
    if le.is_some_and(|le| le < now.valide_du) {
        let day = kernel::dates::short(now.valide_du);
        let why = format!("Cette date est avant le {day}.");
        return Err(Error::invalid("valide_au", why));
    }
    queries::end(tx, now.id, le).await?;
    let details = Details::new(tx.empreintes(), false)
        .coded("valide_au", crate::commun::short(le))
        .into_value();
    entry(tx, "fermeture", code, details).await
}

async fn latest(tx: &mut Tx, code: Uuid) -> Result<DispositifLocal> {
    let all = queries::list(tx, Some(code)).await?;
    all.into_iter()
        .find(|row| !row.remplace)
        .ok_or(Error::NotFound)
}

async fn record(tx: &mut Tx, action: &str, new: &LocalSaisi) -> Result<()> {
    let details = Details::new(tx.empreintes(), false)
        .coded("ligne", new.id)
        .coded("valide_du", new.valide_du)
        .coded("groupe", &new.groupe)
        .coded("duree_mois", new.duree_mois.unwrap_or_default())
        .coded("conditions", new.conditions.join(","))
        .secret("libelle", &new.libelle)
        .secret("motif", &new.motif)
        .into_value();
    entry(tx, action, new.code, details).await
}

async fn entry(tx: &mut Tx, action: &str, code: Uuid, details: serde_json::Value) -> Result<()> {
    let entry = Entry {
        action,
        objet: "dispositif_local",
        objet_id: Some(code),
        jeune: None,
        details,
    };
    audit::record(tx, entry).await
}
