//! Motifs and rooms, decided by who regulates the agenda.

use jeunes::accueil;
use kernel::{MotifRdvId, Permission, new_uuid};
use platform::{
    Error, Result, Tx,
    audit::{self, Details, Entry},
};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    model::{Motif, MotifSaisi, Salle, SalleSaisie},
    mots,
    queries::{ecrire, lire},
    rules,
};
use crate::{
    commun::{check_choice, conflict},
    rendez_vous::Lieu,
};

const REGLER: Permission = Permission::ReglerAgenda;
/// The list that a mission locale may start from.
const USUELS: &str = "motif_rdv_usuel";
const THEMES: &str = "evenement_theme";

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

/// Adds or changes a motif; what is booked already keeps its hours. A second post of a new one
/// changes nothing.
///
/// # Errors
/// `Invalid` (`libelle`, `duree`, `lieux`, `theme`, `consignes`); `NotFound`; `Conflict` when someone
/// changed it since.
pub async fn save_motif(tx: &mut Tx, motif: &MotifSaisi) -> Result<()> {
    tx.require(REGLER)?;
    let before = match motif.version {
        Some(_) => Some(motif_of(tx, motif.id).await?),
        None => None,
    };
    let mut errors = rules::check_motif(motif);
    let today = tx.today();
    let kept = before.as_ref().is_some_and(|b| b.theme == motif.theme);
    if !motif.theme.is_empty() && !kept {
        check_choice(tx, &mut errors, "theme", THEMES, &motif.theme, today);
    }
    errors.check(())?;
    match before {
        Some(before) => change_motif(tx, &before, motif).await,
        None => add_motif(tx, motif).await,
    }
}

async fn motif_of(tx: &mut Tx, id: MotifRdvId) -> Result<Motif> {
    let all = lire::motifs(tx).await?;
    all.into_iter().find(|m| m.id == id).ok_or(Error::NotFound)
}

async fn add_motif(tx: &mut Tx, motif: &MotifSaisi) -> Result<()> {
    if !ecrire::insert_motif(tx, motif).await? {
        return motif_of(tx, motif.id).await.map(drop);
    }
    let details = Details::new(tx.empreintes(), false)
        .secret("libelle", &motif.libelle)
        .coded("duree_minutes", motif.duree_minutes)
        .coded("lieux", mots::places(&motif.lieux))
        .coded("theme", &motif.theme)
        .coded("par_personne", motif.par_personne)
        .coded("referent_seul", motif.referent_seul)
        .secret("consignes", &motif.consignes)
        .into_value();
    record(tx, "motif_rdv", motif.id.uuid(), "creation", details).await
}

async fn change_motif(tx: &mut Tx, before: &Motif, motif: &MotifSaisi) -> Result<()> {
    if !ecrire::update_motif(tx, motif).await? {
        let now = motif_of(tx, motif.id).await?;
        return motif_differs(tx, motif, &now);
    }
    let details = Details::new(tx.empreintes(), false)
        .changed_secret("libelle", &before.libelle, &motif.libelle)
        .changed("duree_minutes", before.duree_minutes, motif.duree_minutes)
        .changed(
            "lieux",
            mots::places(&before.lieux),
            mots::places(&motif.lieux),
        )
        .changed("theme", &before.theme, &motif.theme)
        .changed("par_personne", before.par_personne, motif.par_personne)
        .changed("referent_seul", before.referent_seul, motif.referent_seul)
        .changed_secret("consignes", &before.consignes, &motif.consignes)
        .into_value();
    record(tx, "motif_rdv", motif.id.uuid(), "modification", details).await
}

/// What was typed beside what stands now.
fn motif_differs(tx: &Tx, typed: &MotifSaisi, now: &Motif) -> Result<()> {
    let theme = |code: &str| tx.nomenclatures().libelle(THEMES, code).to_owned();
    let minutes = |n: i32| format!("{n}\u{a0}min");
    let yes = |on: bool| mots::yes(on).to_owned();
    let fields = vec![
        ("Intitulé", typed.libelle.clone(), now.libelle.clone()),
        (
            "Durée",
            minutes(typed.duree_minutes),
            minutes(now.duree_minutes),
        ),
        (
            "Comment",
            mots::places(&typed.lieux),
            mots::places(&now.lieux),
        ),
        ("Thème sur la frise", theme(&typed.theme), theme(&now.theme)),
        (
            "Le jeune peut le déplacer",
            yes(typed.par_personne),
            yes(now.par_personne),
        ),
        (
            "Seulement avec le référent",
            yes(typed.referent_seul),
            yes(now.referent_seul),
        ),
        (
            "À dire en le prenant",
            typed.consignes.clone(),
            now.consignes.clone(),
        ),
    ];
    conflict(fields, now.version)
}

/// No longer offered from today on, or offered again; again changes nothing.
pub async fn close_motif(tx: &mut Tx, id: MotifRdvId, ouvrir: bool) -> Result<()> {
    tx.require(REGLER)?;
    motif_of(tx, id).await?;
    let today = tx.today();
    if !ecrire::close_motif(tx, id, (!ouvrir).then_some(today)).await? {
        return Ok(());
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

/// Adds or changes a room. A second post of a new one changes nothing.
///
/// # Errors
/// `Invalid` (`site`, `nom`, `places`); `NotFound`; `Conflict` when someone changed it since.
pub async fn save_salle(tx: &mut Tx, salle: &SalleSaisie) -> Result<()> {
    tx.require(REGLER)?;
    let before = match salle.version {
        Some(_) => Some(salle_of(tx, salle.id).await?),
        None => None,
    };
    let mut errors = rules::check_salle(salle);
    if before.is_none() && !accueil::is_site(tx, salle.site).await? {
        errors.add("site", "Choisissez un site de la liste.");
    }
    errors.check(())?;
    match before {
        Some(before) => change_salle(tx, &before, salle).await,
        None => add_salle(tx, salle).await,
    }
}

async fn salle_of(tx: &mut Tx, id: Uuid) -> Result<Salle> {
    let all = lire::salles(tx, None).await?;
    all.into_iter().find(|s| s.id == id).ok_or(Error::NotFound)
}

async fn add_salle(tx: &mut Tx, salle: &SalleSaisie) -> Result<()> {
    if !ecrire::insert_salle(tx, salle).await? {
        return salle_of(tx, salle.id).await.map(drop);
    }
    let details = Details::new(tx.empreintes(), false)
        .coded("site", salle.site)
        .secret("nom", &salle.nom)
        .coded("places", salle.places)
        .into_value();
    record(tx, "salle", salle.id, "creation", details).await
}

async fn change_salle(tx: &mut Tx, before: &Salle, salle: &SalleSaisie) -> Result<()> {
    if !ecrire::update_salle(tx, salle).await? {
        let now = salle_of(tx, salle.id).await?;
        let fields = vec![
            ("Nom", salle.nom.clone(), now.nom.clone()),
            ("Places", salle.places.to_string(), now.places.to_string()),
        ];
        return conflict(fields, now.version);
    }
    let details = Details::new(tx.empreintes(), false)
        .changed_secret("nom", &before.nom, &salle.nom)
        .changed("places", before.places, salle.places)
        .into_value();
    record(tx, "salle", salle.id, "modification", details).await
}

/// No longer used from today on, or used again; again changes nothing.
pub async fn close_salle(tx: &mut Tx, id: Uuid, ouvrir: bool) -> Result<()> {
    tx.require(REGLER)?;
    salle_of(tx, id).await?;
    let today = tx.today();
    if !ecrire::close_salle(tx, id, (!ouvrir).then_some(today)).await? {
        return Ok(());
    }
    let action = if ouvrir { "reouverture" } else { "fermeture" };
    record(tx, "salle", id, action, json!({})).await
}

/// One row of the audit, about nobody in particular.
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
