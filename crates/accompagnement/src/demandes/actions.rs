//! Asking, offering, and what comes of it.

use jeunes::{
    DossierForRead, DossierForWrite, acces,
    frise::{self, NouvelEvenement},
};
use kernel::{Access, Permission, Section, dates};
use platform::{Result, Tx};

use super::{
    model::{
        ChangementDemande, ChangementProposition, CorrectionDemande, Demandes, EtatDemande,
        NouvelleDemande, NouvelleProposition,
    },
    queries, rules,
};
use crate::commun::{already_there, check_choice, check_past, conflict, short, truncated};

const LIRE: Permission = Permission::Dossier(Section::Demandes, Access::Read);
const ECRIRE: Permission = Permission::Dossier(Section::Demandes, Access::Write);

/// Writes down what the young person asks.
pub async fn create(tx: &mut Tx, dossier: &DossierForWrite, new: &NouvelleDemande) -> Result<()> {
    tx.require(ECRIRE)?;
    check(tx, new)?;
    if !queries::insert(tx, dossier.id, new).await? {
        return already_there(queries::find(tx, dossier.id, new.id).await?).map(drop);
    }
    let details = acces::details(tx, dossier)
        .coded("theme", &new.theme)
        .coded("exprimee_le", new.exprimee_le)
        .secret("precisions", &new.precisions)
        .into_value();
    acces::record(tx, dossier, "creation", "demande", new.id.uuid(), details).await?;
    let event = asked(tx, new);
    frise::push(tx, dossier, &[event]).await
}

fn check(tx: &Tx, new: &NouvelleDemande) -> Result<()> {
    let mut errors = rules::check_demande(new, tx.today());
    check_choice(
        tx,
        &mut errors,
        "theme",
        "demande_theme",
        &new.theme,
        new.exprimee_le,
    );
    Ok(errors.check(())?)
}

fn asked(tx: &Tx, demande: &NouvelleDemande) -> NouvelEvenement {
    let theme = tx.nomenclatures().libelle("demande_theme", &demande.theme);
    NouvelEvenement {
        survenu_le: demande.exprimee_le,
        nature: "demande".to_owned(),
        titre: format!("Demande : {theme}"),
        ..NouvelEvenement::of("demande", demande.id.uuid())
    }
}

/// Puts a demande right.
///
/// # Errors
/// `Conflict` when someone else changed it since: both values are in it.
pub async fn correct(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    correction: &CorrectionDemande,
) -> Result<()> {
    tx.require(ECRIRE)?;
    let typed = &correction.demande;
    check(tx, typed)?;
    let before = already_there(queries::find(tx, dossier.id, typed.id).await?)?;
    if !queries::correct(tx, dossier.id, correction).await? {
        let now = already_there(queries::find(tx, dossier.id, typed.id).await?)?;
        let theme = |code: &str| tx.nomenclatures().libelle("demande_theme", code).to_owned();
        let fields = vec![
            ("Demande", theme(&typed.theme), theme(&now.theme)),
            (
                "Précisions",
                typed.precisions.clone(),
                now.precisions.clone(),
            ),
            (
                "Exprimée le",
                dates::short(typed.exprimee_le),
                dates::short(now.exprimee_le),
            ),
        ];
        return conflict(fields, now.version);
    }
    let details = acces::details(tx, dossier)
        .changed("theme", &before.theme, &typed.theme)
        .changed("exprimee_le", before.exprimee_le, typed.exprimee_le)
        .changed_secret("precisions", &before.precisions, &typed.precisions)
        .into_value();
    acces::record(
        tx,
        dossier,
        "modification",
        "demande",
        typed.id.uuid(),
        details,
    )
    .await?;
    let event = asked(tx, typed);
    frise::replace(tx, dossier, "demande", typed.id.uuid(), &[event]).await
}

/// Closes a demande as satisfied or without follow-up, or opens it again.
///
/// # Errors
/// `Conflict` when someone else changed it since: both values are in it.
pub async fn change_state(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    change: &ChangementDemande,
) -> Result<()> {
    tx.require(ECRIRE)?;
    let before = already_there(queries::find(tx, dossier.id, change.id).await?)?;
    let mut errors = kernel::FieldErrors::new();
    check_past(&mut errors, "le", change.le, tx.today());
    if change.etat != EtatDemande::Ouverte && change.le < before.exprimee_le {
        errors.add("le", "Cette date est avant celle de la demande.");
    }
    errors.check(())?;
    if !queries::set_state(tx, dossier.id, change).await? {
        let now = already_there(queries::find(tx, dossier.id, change.id).await?)?;
        let le = Some(change.le).filter(|_| change.etat != EtatDemande::Ouverte);
        let fields = vec![
            (
                "État de la demande",
                change.etat.label().into(),
                now.etat.label().into(),
            ),
            ("Close le", short(le), short(now.close_le)),
        ];
        return conflict(fields, now.version);
    }
    let details = acces::details(tx, dossier)
        .changed("etat", before.etat, change.etat)
        .coded("le", change.le)
        .into_value();
    acces::record(
        tx,
        dossier,
        "modification",
        "demande",
        change.id.uuid(),
        details,
    )
    .await
}

/// Writes down what is offered.
///
/// # Errors
/// `NotFound` when the demande it answers is not of this dossier.
pub async fn propose(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    new: &NouvelleProposition,
) -> Result<()> {
    tx.require(ECRIRE)?;
    let mut errors = rules::check_proposition(new, tx.today());
    check_choice(
        tx,
        &mut errors,
        "nature",
        "proposition_type",
        &new.nature,
        new.proposee_le,
    );
    errors.check(())?;
    if !queries::insert_proposition(tx, dossier.id, new).await? {
        return already_there(queries::find_proposition(tx, dossier.id, new.id).await?).map(drop);
    }
    let mut details = acces::details(tx, dossier)
        .coded("nature", &new.nature)
        .coded("proposee_le", new.proposee_le)
        .secret("libelle", &new.libelle);
    if let Some(demande) = new.demande {
        details = details.coded("demande", demande);
    }
    let details = details.into_value();
    acces::record(
        tx,
        dossier,
        "creation",
        "proposition",
        new.id.uuid(),
        details,
    )
    .await?;
    let event = NouvelEvenement {
        survenu_le: new.proposee_le,
        nature: "proposition".to_owned(),
        titre: truncated(&format!("Proposition : {}", new.libelle), 120),
        ..NouvelEvenement::of("proposition", new.id.uuid())
    };
    frise::push(tx, dossier, &[event]).await
}

/// Moves a proposition, or writes down its result.
///
/// # Errors
/// `Conflict` when someone else changed it since: both values are in it; `Invalid` when it cannot go
/// to that state.
pub async fn change_proposition(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    change: &ChangementProposition,
) -> Result<()> {
    tx.require(ECRIRE)?;
    let before = already_there(queries::find_proposition(tx, dossier.id, change.id).await?)?;
    if before.version == change.version {
        rules::check_change(&before, change, tx.today()).check(())?;
    }
    if !queries::change_proposition(tx, dossier.id, change).await? {
        let now = already_there(queries::find_proposition(tx, dossier.id, change.id).await?)?;
        let fields = vec![
            ("État", change.etat.label().into(), now.etat.label().into()),
            (
                "Depuis le",
                dates::short(change.etat_le),
                dates::short(now.etat_le),
            ),
            ("Résultat", change.resultat.clone(), now.resultat.clone()),
        ];
        return conflict(fields, now.version);
    }
    let details = acces::details(tx, dossier)
        .changed("etat", before.etat, change.etat)
        .coded("etat_le", change.etat_le)
        .changed_secret("resultat", &before.resultat, &change.resultat)
        .into_value();
    acces::record(
        tx,
        dossier,
        "modification",
        "proposition",
        change.id.uuid(),
        details,
    )
    .await?;
    if before.etat == change.etat {
        return Ok(());
    }
    let titre = format!("{} : {}", change.etat.label(), before.libelle);
    let event = NouvelEvenement {
        survenu_le: change.etat_le,
        nature: "proposition".to_owned(),
        titre: truncated(&titre, 120),
        ..NouvelEvenement::of("proposition", change.id.uuid())
    };
    frise::push(tx, dossier, &[event]).await
}

/// What was asked and what was offered, latest first.
pub async fn list(tx: &mut Tx, dossier: &DossierForRead) -> Result<Demandes> {
    tx.require(LIRE)?;
    Ok(Demandes {
        demandes: queries::list(tx, dossier.id).await?,
        propositions: queries::list_propositions(tx, dossier.id).await?,
    })
}
