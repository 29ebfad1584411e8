//! Recording what was said, and reading it over time.

use jeunes::{
    DossierForRead, DossierForWrite, acces,
    echeances::{self, NouvelleEcheance},
    frise::{self, NouvelEvenement},
};
use kernel::{Access, DiagnosticId, Permission, Section, dates};
use platform::{Error, Result, Tx, audit::Details};

use super::{
    model::{Diagnostic, DiagnosticDraft, DomaineAborde, Niveau},
    queries, rules,
};
use crate::{
    commun::{already_there, check_choice, conflict},
    freins,
};

const LIRE: Permission = Permission::Dossier(Section::Diagnostic, Access::Read);
const ECRIRE: Permission = Permission::Dossier(Section::Diagnostic, Access::Write);

/// Profiles look back at most at this many diagnostics.
const HISTORY: i64 = 24;

/// Records a diagnostic and the freins it found.
///
/// # Errors
/// `Invalid` when too few domains were spoken of.
pub async fn record(tx: &mut Tx, dossier: &DossierForWrite, draft: &DiagnosticDraft) -> Result<()> {
    tx.require(ECRIRE)?;
    check(tx, draft)?;
    if !queries::insert(tx, dossier.id, draft).await? {
        return find(tx, dossier, draft.id).await.map(drop);
    }
    queries::insert_domains(tx, dossier.id, draft.id, &draft.domaines).await?;
    let found = add_freins(tx, dossier, draft).await?;
    let details = described(acces::details(tx, dossier), draft)
        .coded("freins_trouves", found.join(","))
        .into_value();
    acces::record(
        tx,
        dossier,
        "creation",
        "diagnostic",
        draft.id.uuid(),
        details,
    )
    .await?;
    push(tx, dossier, draft, &[]).await
}

/// Corrects a diagnostic typed today; later, a new one tells what changed. Freins found are added.
///
/// # Errors
/// `Conflict` when someone else changed it since: both values are in it; `Invalid` when it was typed
/// on another day.
pub async fn correct(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    version: i32,
    draft: &DiagnosticDraft,
) -> Result<()> {
    tx.require(ECRIRE)?;
    check(tx, draft)?;
    let before = find(tx, dossier, draft.id).await?;
    if !before.corrigeable {
        let sentence = "Ce diagnostic a été saisi un autre jour : faites-en un nouveau, il reste.";
        return Err(Error::invalid("realise_le", sentence));
    }
    if !queries::correct(tx, dossier.id, version, draft).await? {
        let now = find(tx, dossier, draft.id).await?;
        return differences(tx, draft, &now);
    }
    queries::delete_domains(tx, dossier.id, draft.id).await?;
    queries::insert_domains(tx, dossier.id, draft.id, &draft.domaines).await?;
    let found = add_freins(tx, dossier, draft).await?;
    let details = described(acces::details(tx, dossier), draft)
        .coded("freins_trouves", found.join(","))
        .into_value();
    acces::record(
        tx,
        dossier,
        "modification",
        "diagnostic",
        draft.id.uuid(),
        details,
    )
    .await?;
    push(tx, dossier, draft, &before.domaines).await
}

async fn find(tx: &mut Tx, dossier: &DossierForWrite, id: DiagnosticId) -> Result<Diagnostic> {
    already_there(queries::list(tx, dossier.id, Some(id), 1).await?.pop())
}

fn check(tx: &Tx, draft: &DiagnosticDraft) -> Result<()> {
    let min = tx.parametre("diagnostic_domaines_min")?;
    let mut errors = rules::check(draft, min, tx.today());
    let day = draft.realise_le;
    for said in &draft.domaines {
        check_choice(tx, &mut errors, "domaines", "domaine", &said.domaine, day);
    }
    for code in &draft.freins_trouves {
        check_choice(tx, &mut errors, "freins_trouves", "frein", code, day);
    }
    Ok(errors.check(())?)
}

async fn add_freins(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    draft: &DiagnosticDraft,
) -> Result<Vec<String>> {
    let codes = &draft.freins_trouves;
    if codes.is_empty() {
        return Ok(Vec::new());
    }
    let domaines: Vec<String> = codes
        .iter()
        .map(|code| freins::domain_of(tx, code))
        .collect();
    freins::queries::insert_missing(tx, dossier.id, codes, &domaines, draft.realise_le).await
}

fn described<'a>(mut details: Details<'a>, draft: &DiagnosticDraft) -> Details<'a> {
    details = details.coded("realise_le", draft.realise_le);
    for said in &draft.domaines {
        details = details.coded(&format!("niveau_{}", said.domaine), said.niveau);
        let texts = [&said.raison, &said.points_forts, &said.mots_du_jeune];
        if texts.iter().any(|text| !text.is_empty()) {
            let words = texts.map(String::as_str).join("\n");
            details = details.secret(&format!("textes_{}", said.domaine), &words);
        }
    }
    details
}

/// The frise and the urgencies; `before` are the domains of the version corrected.
async fn push(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    draft: &DiagnosticDraft,
    before: &[DomaineAborde],
) -> Result<()> {
    let event = NouvelEvenement {
        survenu_le: draft.realise_le,
        nature: "diagnostic".to_owned(),
        theme: "diagnostic".to_owned(),
        titre: rules::title(draft.domaines.len()),
        ..NouvelEvenement::of("diagnostic", draft.id.uuid())
    };
    frise::replace(tx, dossier, "diagnostic", draft.id.uuid(), &[event]).await?;
    push_urgencies(tx, dossier, draft, before).await
}

/// A domain that a later diagnostic speaks of is left alone.
async fn push_urgencies(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    draft: &DiagnosticDraft,
    before: &[DomaineAborde],
) -> Result<()> {
    let elsewhere = queries::elsewhere(tx, dossier.id, draft.id, draft.realise_le).await?;
    let later = |code: &str| elsewhere.iter().any(|a| a.plus_tard && a.domaine == code);
    let is_urgent = |d: &&DomaineAborde| d.niveau == Niveau::Urgent;
    let now: Vec<&str> = draft
        .domaines
        .iter()
        .filter(is_urgent)
        .map(|d| &*d.domaine)
        .collect();
    let was = before.iter().filter(is_urgent).map(|d| &*d.domaine);
    let was = was.chain(elsewhere.iter().filter(|a| a.urgent).map(|a| &*a.domaine));
    let said = |code: &str| {
        draft
            .domaines
            .iter()
            .chain(before)
            .any(|d| d.domaine == code)
    };
    let over: Vec<&str> = was
        .filter(|code| said(code) && !now.contains(code) && !later(code))
        .collect();
    for code in over {
        close_urgency(tx, dossier, code).await?;
    }
    let urgent: Vec<NouvelleEcheance> = now
        .into_iter()
        .filter(|code| !later(code))
        .map(|code| urgency(tx, dossier, code, draft))
        .collect();
    echeances::push(tx, dossier, &urgent).await
}

fn urgency(
    tx: &Tx,
    dossier: &DossierForWrite,
    domaine: &str,
    draft: &DiagnosticDraft,
) -> NouvelleEcheance {
    let label = tx.nomenclatures().libelle("domaine", domaine);
    NouvelleEcheance {
        nature: format!("urgence_{domaine}"),
        libelle: format!("Répondre à l’urgence : {label}"),
        visible_le: draft.realise_le,
        echeance_le: draft.realise_le,
        objet: "dossier",
        objet_id: dossier.id.uuid(),
    }
}

async fn close_urgency(tx: &mut Tx, dossier: &DossierForWrite, domaine: &str) -> Result<()> {
    let nature = format!("urgence_{domaine}");
    let id = dossier.id.uuid();
    echeances::close(tx, dossier, "dossier", &[id], Some(&nature)).await
}

/// Says that the urgency of `domaine` was answered; the level stays until the next diagnostic.
pub async fn answer_urgency(tx: &mut Tx, dossier: &DossierForWrite, domaine: &str) -> Result<()> {
    tx.require(ECRIRE)?;
    if tx.nomenclatures().entree("domaine", domaine).is_none() {
        return Err(Error::NotFound);
    }
    close_urgency(tx, dossier, domaine).await?;
    let details = acces::details(tx, dossier)
        .coded("domaine", domaine)
        .into_value();
    let id = dossier.id.uuid();
    acces::record(tx, dossier, "urgence_traitee", "dossier", id, details).await
}

/// What this person chose beside what stands now, domain by domain.
fn differences(tx: &Tx, draft: &DiagnosticDraft, now: &Diagnostic) -> Result<()> {
    let label = |domaine: &str| tx.nomenclatures().libelle("domaine", domaine).to_owned();
    let mut codes: Vec<&str> = draft.domaines.iter().map(|d| d.domaine.as_str()).collect();
    for said in &now.domaines {
        if !codes.contains(&said.domaine.as_str()) {
            codes.push(&said.domaine);
        }
    }
    let typed = |code: &str| draft.domaines.iter().find(|d| d.domaine == code);
    let labels: Vec<String> = codes.iter().map(|code| label(code)).collect();
    let mut fields = vec![(
        "Réalisé le",
        dates::short(draft.realise_le),
        dates::short(now.realise_le),
    )];
    for (code, label) in codes.iter().zip(&labels) {
        fields.push((
            label.as_str(),
            in_words(typed(code)),
            in_words(now.domaine(code)),
        ));
    }
    conflict(fields, now.version)
}

fn in_words(said: Option<&DomaineAborde>) -> String {
    let Some(said) = said else {
        return "Pas abordé".to_owned();
    };
    let parts = [
        said.niveau.label(),
        &said.raison,
        &said.points_forts,
        &said.mots_du_jeune,
    ];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" · ")
}

/// The latest diagnostic.
pub async fn latest(tx: &mut Tx, dossier: &DossierForRead) -> Result<Option<Diagnostic>> {
    tx.require(LIRE)?;
    Ok(queries::list(tx, dossier.id, None, 1).await?.pop())
}

/// The last two dozen diagnostics, latest first, for [`rules::profil`].
pub async fn history(tx: &mut Tx, dossier: &DossierForRead) -> Result<Vec<Diagnostic>> {
    tx.require(LIRE)?;
    queries::list(tx, dossier.id, None, HISTORY).await
}
