//! Prescribing a session, and moving a prescription step by step. The entry creates the situation
//! through `jeunes::situations`, the end closes it.

use jeunes::{
    DossierForRead, DossierForWrite, acces,
    situations::{self, NouvelleSituation, Precisions},
};
use kernel::{Access, FieldErrors, Permission, PrescriptionId, Section};
use platform::{Error, Result, Tx};

use super::{
    catalogue,
    model::{
        Changement, EtatPrescription, FinFormation, Formation, Geste, NouvellePrescription,
        Prescription, Reponse, Suivi,
    },
    pousser,
    queries::prescriptions as queries,
    rules,
};
use crate::commun::{already_there, check_choice, conflict, short};

/// The kind of object of what is pushed.
pub(super) const OBJET: &str = "prescription_formation";
pub(super) const LIRE: Permission = Permission::Dossier(Section::Plan, Access::Read);
pub(super) const ECRIRE: Permission = Permission::Dossier(Section::Plan, Access::Write);

/// Prescribes a session. A second post of the same form changes nothing.
///
/// # Errors
/// `NotFound` when the session is not of the mission locale, or what it is linked to not of this
/// dossier; `Invalid` (`session`, `motif`, `objectif`, `prescrite_le`).
pub async fn prescrire(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    new: &NouvellePrescription,
) -> Result<()> {
    tx.require(ECRIRE)?;
    if let Some(known) = queries::find(tx, new.id).await? {
        return already_there((known.jeune == dossier.id).then_some(()));
    }
    let session = catalogue::session(tx, new.session).await?;
    let days = (dossier.premier_accueil_le, tx.today());
    let mut errors = rules::check_prescription(new, &session, days);
    if dossier.deces.is_some() {
        errors.add(
            "session",
            "Un décès est noté\u{a0}: rien ne se prescrit plus.",
        );
    }
    let (motif, le) = (&new.motif, new.prescrite_le);
    check_choice(tx, &mut errors, "motif", "prescription_motif", motif, le);
    errors.check(())?;
    let prescripteur = tx.agent()?.agent;
    if !queries::insert(tx, dossier.id, new, prescripteur).await? {
        return Err(Error::NotFound);
    }
    let details = acces::details(tx, dossier)
        .coded("session", new.session)
        .coded("motif", &new.motif)
        .coded("prescrite_le", new.prescrite_le)
        .secret("objectif", &new.objectif)
        .into_value();
    acces::record(tx, dossier, "creation", OBJET, new.id.uuid(), details).await?;
    let made = of(tx, dossier, new.id).await?;
    pousser::pousser(tx, dossier, &made).await
}

/// Moves a prescription.
///
/// # Errors
/// `NotFound` when it is not of this dossier; `Invalid`: `le` and the fields of the gesture;
/// `Conflict` when someone else changed it since: both values are in it.
pub async fn changer(tx: &mut Tx, dossier: &DossierForWrite, change: &Changement) -> Result<()> {
    tx.require(ECRIRE)?;
    let before = of(tx, dossier, change.id).await?;
    if before.version != change.version {
        return conflict(compared(&change.geste, &before.suivi), before.version);
    }
    check_lists(tx, &change.geste)?;
    let after = rules::apply(&before, &change.geste, tx.today())?;
    if let Geste::Entree { .. } = change.geste {
        enter(tx, dossier, &before, &after).await?;
    }
    if !queries::update(tx, (change.id, change.version), &after).await? {
        let now = of(tx, dossier, change.id).await?;
        return conflict(compared(&change.geste, &now.suivi), now.version);
    }
    if let Geste::Fin { .. } = change.geste {
        leave(tx, dossier, &after).await?;
    }
    trace(tx, dossier, (&before, &after), &change.geste).await?;
    let made = of(tx, dossier, change.id).await?;
    pousser::pousser(tx, dossier, &made).await
}

/// Every code is one that its list offers on the day of the fact.
fn check_lists(tx: &Tx, geste: &Geste) -> Result<()> {
    let mut errors = FieldErrors::new();
    let mut check = |field: &str, liste: &str, code: &str, le| {
        check_choice(tx, &mut errors, field, liste, code, le);
    };
    match geste {
        Geste::Tests { le, resultat } => check("resultat", "tests_resultat", resultat, *le),
        Geste::Reponse {
            le,
            reponse: Reponse::Refuse,
            motif,
            ..
        } => {
            check("motif", "refus_tiers_formation", motif, *le);
        }
        Geste::RefusJeune { le, motif, .. } => {
            check("motif", "refus_jeune_formation", motif, *le);
        }
        Geste::Fin {
            le,
            genre: FinFormation::Abandon,
            motif,
        } => {
            check("motif", "abandon_formation", motif, *le);
        }
        Geste::Remuneration {
            le,
            demandee: true,
            payeur,
        } => {
            check("payeur", "remuneration_payeur", payeur, *le);
        }
        Geste::Bilan(b) => {
            check("obtenu", "bilan_obtenu", &b.obtenu, b.le);
            check("suite", "bilan_suite", &b.suite, b.le);
        }
        _ => {}
    }
    Ok(errors.check(())?)
}

/// The situation that an entry creates.
async fn enter(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    p: &Prescription,
    after: &Suivi,
) -> Result<()> {
    let (Some(id), Some(debut)) = (after.situation, after.entree_le) else {
        return Ok(());
    };
    let formation = catalogue::formation(tx, p.formation).await?;
    let known = situations::list_after_write(tx, dossier).await?;
    if known.iter().any(|s| s.id == id) {
        return Err(Error::NotFound);
    }
    let new = NouvelleSituation {
        id,
        categorie: "formation".to_owned(),
        type_code: kind(tx, &formation),
        debut,
        fin: after.fin_prevue,
        structure: p.organisme_nom.clone(),
        precisions: Precisions {
            rome: formation.rome,
            ..Precisions::default()
        },
    };
    situations::add(tx, dossier, &new).await.map_err(as_entry)
}

/// The kind of situation of a kind of formation: its parent in the list.
fn kind(tx: &Tx, formation: &Formation) -> String {
    let lists = tx.nomenclatures();
    let entry = lists.entree("formation_genre", &formation.genre);
    entry.map(|e| e.parent.clone()).unwrap_or_default()
}

/// What is wrong with the situation is said on the fields of the entry.
fn as_entry(error: Error) -> Error {
    let Error::Invalid(errors) = error else {
        return error;
    };
    let mut said = FieldErrors::new();
    for (field, why) in errors.iter() {
        let field = if field == "fin" { "fin_prevue" } else { "le" };
        said.add(field, why);
    }
    Error::Invalid(said)
}

/// The end closes the situation, unless someone deleted or closed it that day already.
async fn leave(tx: &mut Tx, dossier: &DossierForWrite, after: &Suivi) -> Result<()> {
    let (Some(id), Some(fin)) = (after.situation, after.fin_le) else {
        return Ok(());
    };
    let known = situations::list_after_write(tx, dossier).await?;
    match known.iter().find(|s| s.id == id) {
        Some(s) if s.fin != Some(fin) => {
            let done = situations::end(tx, dossier, id, s.version, fin).await;
            done.map_err(as_entry)
        }
        _ => Ok(()),
    }
}

async fn trace(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    (before, after): (&Prescription, &Suivi),
    geste: &Geste,
) -> Result<()> {
    let old = &before.suivi;
    let code = |code: &Option<String>| code.clone().unwrap_or_default();
    let answer = |r: Option<Reponse>| r.map(Reponse::code).unwrap_or_default();
    let ending = |f: Option<FinFormation>| f.map(FinFormation::code).unwrap_or_default();
    let details = acces::details(tx, dossier)
        .changed("etat", old.etat, after.etat)
        .changed("reunion_le", short(old.reunion_le), short(after.reunion_le))
        .changed("tests_le", short(old.tests_le), short(after.tests_le))
        .changed("reponse", answer(old.reponse), answer(after.reponse))
        .changed("reponse_le", short(old.reponse_le), short(after.reponse_le))
        .changed(
            "refus_motif",
            code(&old.refus_motif),
            code(&after.refus_motif),
        )
        .changed("entree_le", short(old.entree_le), short(after.entree_le))
        .changed("fin_le", short(old.fin_le), short(after.fin_le))
        .changed("fin", ending(old.fin_genre), ending(after.fin_genre))
        .changed(
            "abandon",
            code(&old.abandon_motif),
            code(&after.abandon_motif),
        )
        .changed("bilan_le", short(old.bilan_le), short(after.bilan_le))
        .changed_secret("refus_mots", &old.refus_mots, &after.refus_mots)
        .changed_secret("bilan_mots", &old.bilan_mots, &after.bilan_mots)
        .into_value();
    let id = before.id.uuid();
    acces::record(tx, dossier, name(geste), OBJET, id, details).await
}

/// The name of a gesture in the audit.
const fn name(geste: &Geste) -> &'static str {
    match geste {
        Geste::Reunion { .. } => "information_collective",
        Geste::Tests { .. } => "positionnement",
        Geste::Reponse { .. } => "reponse",
        Geste::RefusJeune { .. } => "refus",
        Geste::Rouvrir => "reouverture",
        Geste::Entree { .. } => "entree",
        Geste::Fin { .. } => "fin",
        Geste::Remuneration { .. } => "remuneration",
        Geste::Bilan(_) => "bilan",
    }
}

/// What was typed beside what stands.
fn compared(geste: &Geste, now: &Suivi) -> Vec<(&'static str, String, String)> {
    let state = |to: EtatPrescription| ("État", to.label().to_owned(), now.etat.label().to_owned());
    let day = |label, typed, stands| (label, short(Some(typed)), short(stands));
    let yes = |b: Option<bool>| b.map_or("", |b| if b { "Oui" } else { "Non" }).to_owned();
    let code = |code: &Option<String>| code.clone().unwrap_or_default();
    match geste {
        Geste::Reunion { le, present, .. } => vec![
            day("Information collective le", *le, now.reunion_le),
            ("Présence", yes(Some(*present)), yes(now.reunion_present)),
        ],
        Geste::Tests { le, resultat } => vec![
            day("Positionnement le", *le, now.tests_le),
            ("Résultat", resultat.clone(), code(&now.tests_resultat)),
        ],
        Geste::Reponse { le, reponse, .. } => vec![
            day("Réponse le", *le, now.reponse_le),
            (
                "Réponse",
                reponse.label().to_owned(),
                now.reponse.map_or("", Reponse::label).to_owned(),
            ),
        ],
        Geste::RefusJeune { le, motif, .. } => vec![
            state(EtatPrescription::RefusJeune),
            day("Refus le", *le, now.refus_le),
            ("Pourquoi", motif.clone(), code(&now.refus_motif)),
        ],
        Geste::Rouvrir => vec![state(EtatPrescription::Prescrit)],
        Geste::Entree { le, fin_prevue, .. } => vec![
            state(EtatPrescription::Realise),
            day("Entrée le", *le, now.entree_le),
            day("Fin prévue le", *fin_prevue, now.fin_prevue),
        ],
        Geste::Fin { le, genre, .. } => vec![
            day("Fin le", *le, now.fin_le),
            (
                "Fin",
                genre.label().to_owned(),
                now.fin_genre.map_or("", FinFormation::label).to_owned(),
            ),
        ],
        Geste::Remuneration { le, demandee, .. } => vec![
            day("Rémunération, le", *le, now.remuneration_le),
            ("Demandée", yes(Some(*demandee)), yes(now.remuneration)),
        ],
        Geste::Bilan(b) => vec![
            day("Bilan le", b.le, now.bilan_le),
            ("Certification", b.obtenu.clone(), code(&now.bilan_obtenu)),
            ("Suite", b.suite.clone(), code(&now.bilan_suite)),
        ],
    }
}

/// One prescription of this dossier.
pub(super) async fn of(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    id: PrescriptionId,
) -> Result<Prescription> {
    let found = queries::find(tx, id).await?;
    already_there(found.filter(|p| p.jeune == dossier.id))
}

/// One prescription of the dossier.
///
/// # Errors
/// `NotFound` when it is not of this dossier.
pub async fn find(
    tx: &mut Tx,
    dossier: &DossierForRead,
    id: PrescriptionId,
) -> Result<Prescription> {
    tx.require(LIRE)?;
    let found = queries::find(tx, id).await?;
    already_there(found.filter(|p| p.jeune == dossier.id))
}

/// Every prescription of the dossier, latest first.
pub async fn of_dossier(tx: &mut Tx, dossier: &DossierForRead) -> Result<Vec<Prescription>> {
    tx.require(LIRE)?;
    queries::of_jeune(tx, dossier.id).await
}
