//! Adding, lifting and listing what blocks.

use chrono::NaiveDate;
use jeunes::{
    DossierForRead, DossierForWrite, acces,
    frise::{self, NouvelEvenement},
};
use kernel::{Access, FieldErrors, FreinId, Permission, Section, dates};
use platform::{Result, Tx};

use super::{
    model::{Frein, LeveeFrein, NouveauFrein, Reouverture},
    queries, rules,
};
use crate::commun::{already_there, check_choice, check_past, conflict, short, truncated};

const LIRE: Permission = Permission::Dossier(Section::Diagnostic, Access::Read);
const ECRIRE: Permission = Permission::Dossier(Section::Diagnostic, Access::Write);

/// Adds what blocks.
///
/// # Errors
/// `Invalid` on the field `code` when it is already open.
pub async fn add(tx: &mut Tx, dossier: &DossierForWrite, new: &NouveauFrein) -> Result<()> {
    tx.require(ECRIRE)?;
    let mut errors = FieldErrors::new();
    check_past(&mut errors, "ouvert_le", new.ouvert_le, tx.today());
    check_choice(tx, &mut errors, "code", "frein", &new.code, new.ouvert_le);
    errors.check(())?;
    insert(tx, dossier, new).await
}

async fn insert(tx: &mut Tx, dossier: &DossierForWrite, new: &NouveauFrein) -> Result<()> {
    if queries::find(tx, dossier.id, new.id).await?.is_some() {
        return Ok(());
    }
    let domaine = domain_of(tx, &new.code);
    if !queries::insert(tx, dossier.id, new, &domaine).await? {
        return already_there(queries::find(tx, dossier.id, new.id).await?).map(drop);
    }
    let details = acces::details(tx, dossier)
        .coded("code", &new.code)
        .coded("ouvert_le", new.ouvert_le)
        .into_value();
    acces::record(tx, dossier, "creation", "frein", new.id.uuid(), details).await
}

/// The domain of the list `domaine` under which `code` stands.
pub(crate) fn domain_of(tx: &Tx, code: &str) -> String {
    tx.nomenclatures()
        .entree("frein", code)
        .map(|entry| entry.parent.clone())
        .unwrap_or_default()
}

/// Lifts a frein, with how. An objectif it led to stays open: the plan suggests to close it.
///
/// # Errors
/// `Conflict` when someone else lifted or changed it since: both values are in it.
pub async fn lift(tx: &mut Tx, dossier: &DossierForWrite, levee: &LeveeFrein) -> Result<()> {
    tx.require(ECRIRE)?;
    let frein = already_there(queries::find(tx, dossier.id, levee.id).await?)?;
    let mut errors = rules::check_lift(&frein, levee, tx.today());
    check_choice(
        tx,
        &mut errors,
        "motif",
        "motif_levee_frein",
        &levee.motif,
        levee.le,
    );
    errors.check(())?;
    if !queries::lift(tx, dossier.id, levee).await? {
        let now = already_there(queries::find(tx, dossier.id, levee.id).await?)?;
        let motif = |code: &str| {
            tx.nomenclatures()
                .libelle("motif_levee_frein", code)
                .to_owned()
        };
        let fields = vec![
            ("Levé le", dates::short(levee.le), short(now.leve_le)),
            ("Comment", motif(&levee.motif), motif(&now.leve_motif)),
            (
                "Précisions",
                levee.precisions.clone(),
                now.leve_precisions.clone(),
            ),
        ];
        return conflict(fields, now.version);
    }
    let details = acces::details(tx, dossier)
        .coded("code", &frein.code)
        .coded("leve_le", levee.le)
        .coded("motif", &levee.motif)
        .secret("precisions", &levee.precisions)
        .into_value();
    acces::record(tx, dossier, "levee", "frein", levee.id.uuid(), details).await?;
    let event = lifted_event(tx, levee.id, &frein.code, levee.le);
    frise::push(tx, dossier, &[event]).await
}

/// What the frise says of a lifted frein.
pub(crate) fn lifted_event(tx: &Tx, id: FreinId, code: &str, le: NaiveDate) -> NouvelEvenement {
    let libelle = tx.nomenclatures().libelle("frein", code);
    NouvelEvenement {
        survenu_le: le,
        nature: "frein".to_owned(),
        titre: truncated(&format!("Levé : {libelle}"), 120),
        ..NouvelEvenement::of("frein", id.uuid())
    }
}

/// Notes that a lifted frein blocks again: a new row of the same code, even if the list no longer
/// offers it.
///
/// # Errors
/// `Invalid` when it was not lifted, or is already open again.
pub async fn reopen(tx: &mut Tx, dossier: &DossierForWrite, again: &Reouverture) -> Result<()> {
    tx.require(ECRIRE)?;
    let ancien = already_there(queries::find(tx, dossier.id, again.ancien).await?)?;
    rules::check_reopen(&ancien, again.ouvert_le, tx.today()).check(())?;
    let new = NouveauFrein {
        id: again.nouveau,
        code: ancien.code,
        ouvert_le: again.ouvert_le,
    };
    insert(tx, dossier, &new).await
}

/// What blocks now, oldest first.
pub async fn list_open(tx: &mut Tx, dossier: &DossierForRead) -> Result<Vec<Frein>> {
    tx.require(LIRE)?;
    queries::list(tx, dossier.id, true).await
}

/// What blocks and what blocked: open ones first, then the latest lifted.
pub async fn list(tx: &mut Tx, dossier: &DossierForRead) -> Result<Vec<Frein>> {
    tx.require(LIRE)?;
    queries::list(tx, dossier.id, false).await
}
