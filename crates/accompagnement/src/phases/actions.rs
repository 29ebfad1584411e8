//! Opening a phase, evaluating it.

use chrono::Days;
use jeunes::{
    DossierForRead, DossierForWrite, acces,
    echeances::{self, NouvelleEcheance},
    frise::{self, NouvelEvenement},
};
use kernel::{Access, AdhesionId, FieldErrors, Permission, Section};
use platform::{Error, Result, Tx};

use super::{
    model::{NouvelleEvaluation, NouvellePhase, Phase},
    queries, rules,
};
use crate::{
    commun::{already_there, check_choice, check_past, check_text, conflict},
    dispositifs::{self, Adhesion},
};

const LIRE: Permission = Permission::Dossier(Section::Plan, Access::Read);
const ECRIRE: Permission = Permission::Dossier(Section::Plan, Access::Write);

/// The kind of object in the audit and on the frise.
const OBJET: &str = "phase";

/// What is to do is with the course: an exit closes it.
const PARCOURS: &str = "dispositif";

const FIN_PHASE: &str = "fin_phase";

/// Whether the course goes by phases.
pub async fn offered(tx: &mut Tx, course: &Adhesion) -> Result<bool> {
    queries::offered(tx, &course.dispositif, course.entree_le).await
}

/// The phases of a course, in order.
pub async fn list(
    tx: &mut Tx,
    dossier: &DossierForRead,
    adhesion: AdhesionId,
) -> Result<Vec<Phase>> {
    tx.require(LIRE)?;
    queries::list(tx, dossier.id, adhesion).await
}

/// Opens a phase within the contract.
///
/// # Errors
/// `NotFound` when the course goes without phases; `Invalid` (`genre`, `debut`, `fin`, `objectifs`).
pub async fn open(tx: &mut Tx, dossier: &DossierForWrite, new: &NouvellePhase) -> Result<()> {
    tx.require(ECRIRE)?;
    let all = dispositifs::queries::list(tx, dossier.id).await?;
    let course = already_there(all.into_iter().find(|a| a.id == new.adhesion))?;
    if !offered(tx, &course).await? {
        return Err(Error::NotFound);
    }
    let known = queries::list(tx, dossier.id, new.adhesion).await?;
    if known.iter().any(|p| p.id == new.id) {
        return Ok(());
    }
    let mut errors = rules::check(new, &course, &known);
    check_choice(
        tx,
        &mut errors,
        "genre",
        "phase_genre",
        &new.genre,
        new.debut,
    );
    errors.check(())?;
    if !queries::insert(tx, dossier.id, new).await? {
        return Err(Error::NotFound);
    }
    let details = acces::details(tx, dossier)
        .coded("genre", &new.genre)
        .coded("debut", new.debut)
        .coded("fin", new.fin)
        .secret("objectifs", &new.objectifs)
        .into_value();
    acces::record(tx, dossier, "creation", OBJET, new.id, details).await?;
    let words = tx
        .nomenclatures()
        .libelle("phase_genre", &new.genre)
        .to_owned();
    happened(
        tx,
        dossier,
        new.debut.min(tx.today()),
        new.id,
        &format!("Phase ouverte : {words}"),
    )
    .await?;
    let days = u64::try_from(tx.parametre("phase_fin_visible_jours")?).unwrap_or(15);
    let todo = NouvelleEcheance {
        nature: FIN_PHASE.to_owned(),
        libelle: "Évaluer la phase du contrat, et décider de la suite".to_owned(),
        visible_le: new.fin - Days::new(days),
        echeance_le: new.fin,
        objet: PARCOURS,
        objet_id: new.adhesion.uuid(),
    };
    echeances::push(tx, dossier, &[todo]).await
}

/// Evaluates a phase: another may begin.
///
/// # Errors
/// `Invalid` (`le`, `bilan`); `Conflict`.
pub async fn evaluate(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    new: &NouvelleEvaluation,
) -> Result<()> {
    tx.require(ECRIRE)?;
    let known = queries::list(tx, dossier.id, new.adhesion).await?;
    let phase = already_there(known.into_iter().find(|p| p.id == new.id))?;
    let mut errors = FieldErrors::new();
    check_past(&mut errors, "le", new.le, tx.today());
    if new.le < phase.debut {
        errors.add("le", "Cette date est avant le début de la phase.");
    }
    check_text(&mut errors, "bilan", &new.bilan, rules::MOTS_MAX);
    errors.check(())?;
    if !queries::evaluate(tx, dossier.id, new).await? {
        let known = queries::list(tx, dossier.id, new.adhesion).await?;
        let now = already_there(known.into_iter().find(|p| p.id == new.id))?;
        let stands = now.evaluation.map_or("", super::model::Evaluation::label);
        let fields = vec![
            (
                "Évaluation",
                new.evaluation.label().to_owned(),
                stands.to_owned(),
            ),
            ("Bilan", new.bilan.clone(), now.bilan.clone()),
        ];
        return conflict(fields, now.version);
    }
    let details = acces::details(tx, dossier)
        .coded("evaluation", new.evaluation)
        .coded("le", new.le)
        .secret("bilan", &new.bilan)
        .into_value();
    acces::record(tx, dossier, "evaluation", OBJET, new.id, details).await?;
    let words = format!("Phase évaluée : {}", new.evaluation.label().to_lowercase());
    happened(tx, dossier, new.le, new.id, &words).await?;
    let course = [new.adhesion.uuid()];
    echeances::close(tx, dossier, PARCOURS, &course, Some(FIN_PHASE)).await
}

async fn happened(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    le: chrono::NaiveDate,
    id: uuid::Uuid,
    titre: &str,
) -> Result<()> {
    let event = NouvelEvenement {
        survenu_le: le,
        nature: OBJET.to_owned(),
        titre: titre.to_owned(),
        ..NouvelEvenement::of(OBJET, id)
    };
    frise::push(tx, dossier, &[event]).await
}
