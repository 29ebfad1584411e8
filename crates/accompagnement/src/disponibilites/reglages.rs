//! Motifs and rooms, decided by who regulates the agenda.

use jeunes::accueil;
use kernel::{FieldErrors, MotifRdvId, Permission, new_uuid};
use platform::{
    Conflit, Error, Result, Tx,
    audit::{self, Entry},
};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    model::{Motif, MotifSaisi, Salle, SalleSaisie},
    queries::{ecrire, lire},
    rules,
};
use crate::{commun::check_choice, rendez_vous::Lieu};

const REGLER: Permission = Permission::ReglerAgenda;
/// The list that a mission locale may start from.
const USUELS: &str = "motif_rdv_usuel";

/// Every motif, closed ones too.
pub async fn all_motifs(tx: &mut Tx) -> Result<Vec<Motif>> {
    tx.require(REGLER)?;
    lire::motifs(tx).await
}

/// Every room, closed ones too.
pub async fn all_salles(tx: &mut Tx) -> Result<Vec<Salle>> {
    tx.require(REGLER)?;
    lire::salles(tx, None).await
}

/// Adds or changes a motif; what is booked already keeps its hours.
///
/// # Errors
/// `Invalid` (`libelle`, `duree`, `lieux`, `theme`, `consignes`); `Conflict`.
pub async fn save_motif(tx: &mut Tx, motif: &MotifSaisi) -> Result<()> {
    tx.require(REGLER)?;
    let mut errors = rules::check_motif(motif);
    let today = tx.today();
    if !motif.theme.is_empty() {
        check_choice(
            tx,
            &mut errors,
            "theme",
            "evenement_theme",
            &motif.theme,
            today,
        );
    }
    errors.check(())?;
    let done = ecrire::motif(tx, motif).await?;
    settle(done, motif.version)?;
    let details = json!({
        "libelle": motif.libelle, "duree": motif.duree_minutes, "referent_seul": motif.referent_seul,
    });
    record(tx, "motif_rdv", motif.id.uuid(), "enregistrement", details).await
}

/// No longer offered from today on, or offered again.
pub async fn close_motif(tx: &mut Tx, id: MotifRdvId, ouvrir: bool) -> Result<()> {
    tx.require(REGLER)?;
    let today = tx.today();
    if !ecrire::close_motif(tx, id, (!ouvrir).then_some(today)).await? {
        return Err(Error::NotFound);
    }
    let action = if ouvrir { "reouverture" } else { "fermeture" };
    record(tx, "motif_rdv", id.uuid(), action, json!({})).await
}

/// Copies the usual motifs that have no namesake here. Returns how many were added.
pub async fn copy_usual_motifs(tx: &mut Tx) -> Result<usize> {
    tx.require(REGLER)?;
    let today = tx.today();
    let known = lire::motifs(tx).await?;
    let usual: Vec<(String, String)> = tx
        .nomenclatures()
        .offertes(USUELS, today)
        .map(|entry| (entry.code.clone(), entry.libelle.clone()))
        .filter(|(_, libelle)| !known.iter().any(|m| m.libelle == *libelle))
        .collect();
    for (code, libelle) in &usual {
        let motif = usual_motif(new_uuid(tx.clock(), tx.rng()).into(), code, libelle);
        save_motif(tx, &motif).await?;
    }
    Ok(usual.len())
}

/// How long and where a usual motif is.
fn usual_motif(id: MotifRdvId, code: &str, libelle: &str) -> MotifSaisi {
    let (duree_minutes, theme) = match code {
        "premier_entretien" => (60, "accueil"),
        "diagnostic" => (90, "diagnostic"),
        "telephone" => (20, ""),
        "demarche" => (30, "droits_citoyennete"),
        "emploi" => (45, "emploi"),
        _ => (45, ""),
    };
    let lieux = match code {
        "telephone" => vec![Lieu::Telephone],
        "premier_entretien" | "diagnostic" => vec![Lieu::Site],
        _ => vec![Lieu::Site, Lieu::Telephone, Lieu::Visio],
    };
    MotifSaisi {
        id,
        version: None,
        libelle: libelle.to_owned(),
        duree_minutes,
        lieux,
        theme: theme.to_owned(),
        par_personne: !matches!(code, "premier_entretien" | "diagnostic"),
        referent_seul: false,
        consignes: String::new(),
    }
}

/// Adds or changes a room.
///
/// # Errors
/// `Invalid` (`site`, `nom`, `places`); `Conflict`.
pub async fn save_salle(tx: &mut Tx, salle: &SalleSaisie) -> Result<()> {
    tx.require(REGLER)?;
    let mut errors: FieldErrors = rules::check_salle(salle);
    if !accueil::is_site(tx, salle.site).await? {
        errors.add("site", "Choisissez un site de la liste.");
    }
    errors.check(())?;
    let done = ecrire::salle(tx, salle).await?;
    settle(done, salle.version)?;
    let details = json!({ "nom": salle.nom, "places": salle.places });
    record(tx, "salle", salle.id, "enregistrement", details).await
}

/// No longer used from today on, or used again.
pub async fn close_salle(tx: &mut Tx, id: Uuid, ouvrir: bool) -> Result<()> {
    tx.require(REGLER)?;
    let today = tx.today();
    if !ecrire::close_salle(tx, id, (!ouvrir).then_some(today)).await? {
        return Err(Error::NotFound);
    }
    let action = if ouvrir { "reouverture" } else { "fermeture" };
    record(tx, "salle", id, action, json!({})).await
}

/// A creating form posted again finds its row; a change that meets another one is a conflict.
fn settle(done: bool, version: Option<i32>) -> Result<()> {
    match (done, version) {
        (true, _) | (false, None) => Ok(()),
        (false, Some(_)) => Err(Error::Conflict(Box::new(Conflit::default()))),
    }
}

pub(super) async fn record(
    tx: &mut Tx,
    objet: &str,
    id: Uuid,
    action: &str,
    details: Value,
) -> Result<()> {
    let entry = Entry {
        action,
        objet,
        objet_id: Some(id),
        jeune: None,
        details,
    };
    audit::record(tx, entry).await
}
