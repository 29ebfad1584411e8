//! Receiving, offering, calling, ending.

use chrono::NaiveDate;
use jeunes::DossierForWrite;
use kernel::{FieldErrors, ObligationId, dates};
use platform::{Error, Result, Tx};

use super::{
    model::{
        Convocation, Etape, EtatObligation, FinObligation, NatureEtape, Obligation, Proposition,
        Reception, Terme,
    },
    queries::{self, Ecrit},
    rules::{self, Cadre, Geste, Marche},
    signaler::ECRIRE,
    suites::trace,
};
use crate::{
    commun::{already_there, check_choice, check_text, conflict},
    dispositifs::{self, Sortie},
    rendez_vous::{self, EtatRdv},
};

/// Notes that she was received.
///
/// # Errors
/// `Invalid` (`le`, `mots`); `Conflict`.
pub async fn receive(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    id: ObligationId,
    new: &Reception,
) -> Result<()> {
    let etape = Etape {
        representants: new.representants,
        mots: new.mots.clone(),
        ..step(new.id, NatureEtape::Reception, new.le)
    };
    let mut errors = FieldErrors::new();
    check_text(&mut errors, "mots", &new.mots, rules::MOTS_MAX);
    go(
        tx,
        dossier,
        (id, new.version),
        Geste::Recevoir,
        &etape,
        errors,
    )
    .await
}

/// Notes a solution that was offered.
///
/// # Errors
/// `Invalid` (`le`, `voie`, `mots`); `Conflict`.
pub async fn offer(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    id: ObligationId,
    new: &Proposition,
) -> Result<()> {
    let etape = Etape {
        code: new.voie.clone(),
        mots: new.mots.clone(),
        ..step(new.id, NatureEtape::Proposition, new.le)
    };
    let mut errors = FieldErrors::new();
    check_text(&mut errors, "mots", &new.mots, rules::MOTS_MAX);
    let today = tx.today();
    check_choice(tx, &mut errors, "voie", "obligation_voie", &new.voie, today);
    go(
        tx,
        dossier,
        (id, new.version),
        Geste::Proposer,
        &etape,
        errors,
    )
    .await
}

/// Calls her and who represents her, by letter: the clock begins, or begins again.
///
/// # Errors
/// `Invalid` (`le`, `motif`, `rendez_vous`); `Conflict`.
pub async fn convoke(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    id: ObligationId,
    new: &Convocation,
) -> Result<()> {
    let etape = Etape {
        code: new.motif.clone(),
        rendez_vous: Some(new.rendez_vous),
        ..step(new.id, NatureEtape::Convocation, new.le)
    };
    let mut errors = FieldErrors::new();
    let today = tx.today();
    check_choice(
        tx,
        &mut errors,
        "motif",
        "obligation_motif",
        &new.motif,
        today,
    );
    let called = match rendez_vous::by_id(tx, dossier.id, new.rendez_vous).await {
        Err(Error::NotFound) => None,
        found => Some(found?),
    };
    if called.is_none_or(|r| r.etat != EtatRdv::Planifie) {
        errors.add("rendez_vous", "Choisissez un rendez-vous prévu.");
    }
    go(
        tx,
        dossier,
        (id, new.version),
        Geste::Convoquer,
        &etape,
        errors,
    )
    .await
}

/// Ends it: satisfied, dispensed, of age, gone, reported by mistake. She leaves the dispositif.
///
/// # Errors
/// `Invalid` (`le`, `fin`, `voie`); `Conflict`.
pub async fn end(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    id: ObligationId,
    new: &Terme,
) -> Result<()> {
    let satisfied = new.fin == FinObligation::Satisfaite;
    let etape = Etape {
        code: new.fin.code().to_owned(),
        ..step(new.id, NatureEtape::Fin, new.le)
    };
    let mut errors = FieldErrors::new();
    let today = tx.today();
    if satisfied {
        check_choice(tx, &mut errors, "voie", "obligation_voie", &new.voie, today);
    }
    let ecrit = Ecrit {
        voie: if satisfied { &new.voie } else { "" },
        ..Ecrit::default()
    };
    let geste = Geste::Finir(new.fin);
    let moved = advance(
        tx,
        dossier,
        (id, new.version),
        geste,
        &etape,
        (ecrit, errors),
    )
    .await?;
    let Some(before) = moved else {
        return Ok(());
    };
    leave(tx, dossier, &before, new).await
}

/// The exit of the dispositif that goes with the end.
async fn leave(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    before: &Obligation,
    new: &Terme,
) -> Result<()> {
    let all = dispositifs::queries::list(tx, dossier.id).await?;
    let course = all
        .iter()
        .find(|a| a.id == before.adhesion && a.est_ouverte());
    let Some(course) = course else {
        return Ok(());
    };
    let le = new.le.max(course.entree_le);
    let sortie = Sortie {
        id: course.id,
        version: course.version,
        le: course.fin_prevue.map_or(le, |fin| fin.min(le)),
        motif: match new.fin {
            FinObligation::Satisfaite => "obligation_satisfaite",
            FinObligation::Dispensee => "obligation_dispense",
            FinObligation::Majorite => "limite_age",
            FinObligation::Demenagement => "demenagement",
            FinObligation::Double => "double",
        }
        .to_owned(),
        mots: String::new(),
    };
    dispositifs::end_any(tx, dossier, course, &sortie).await
}

pub(super) fn step(id: uuid::Uuid, nature: NatureEtape, le: NaiveDate) -> Etape {
    Etape {
        id,
        nature,
        le,
        code: String::new(),
        representants: false,
        mots: String::new(),
        rendez_vous: None,
        par: String::new(),
    }
}

async fn go(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    which: (ObligationId, i32),
    geste: Geste,
    etape: &Etape,
    errors: FieldErrors,
) -> Result<()> {
    let write = (Ecrit::default(), errors);
    advance(tx, dossier, which, geste, etape, write)
        .await
        .map(drop)
}

/// Moves an obligation and notes why; the obligation as it was, or none when this very step is
/// noted already.
pub(super) async fn advance(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    (id, version): (ObligationId, i32),
    geste: Geste,
    etape: &Etape,
    (ecrit, mut errors): (Ecrit<'_>, FieldErrors),
) -> Result<Option<Obligation>> {
    tx.require(ECRIRE)?;
    let all = queries::list(tx, dossier.id).await?;
    let before = already_there(all.into_iter().find(|o| o.id == id))?;
    if queries::noted(tx, dossier.id, etape.id).await?.is_some() {
        return Ok(None);
    }
    let cadre = frame(tx, dossier, &before)?;
    let after = match rules::avance(&Marche::of(&before), geste, etape.le, &cadre) {
        Ok(after) if errors.is_empty() => after,
        Ok(_) => return Err(errors.into()),
        Err(more) => {
            for (field, sentence) in more.iter() {
                errors.add(field, sentence);
            }
            return Err(errors.into());
        }
    };
    let avis = if ecrit.avis.is_empty() {
        &before.avis
    } else {
        ecrit.avis
    };
    let motivation = if ecrit.motivation.is_empty() {
        &before.motivation
    } else {
        ecrit.motivation
    };
    let ecrit = Ecrit {
        avis,
        motivation,
        ..ecrit
    };
    if !queries::advance(tx, &before, version, &after, ecrit).await? {
        return differs(tx, dossier, id, after.etat).await.map(|()| None);
    }
    queries::note(
        tx,
        (dossier.id, id),
        etape,
        after
            .horloge_fin
            .filter(|_| etape.nature == NatureEtape::Convocation),
    )
    .await?;
    trace(tx, dossier, &before, &after, etape, ecrit).await?;
    Ok(Some(before))
}

fn frame(tx: &Tx, dossier: &DossierForWrite, before: &Obligation) -> Result<Cadre> {
    let majorite = tx.parametre("age_majorite")?;
    let years = u32::try_from(majorite).unwrap_or(18);
    let mois = tx.parametre("obligation_horloge_mois")?;
    let birth = dossier.naissance.date();
    Ok(Cadre {
        today: tx.today(),
        signalee_le: before.signalee_le,
        majorite: birth.and_then(|day| dates::birthday(day, years)),
        horloge_mois: i32::try_from(mois).unwrap_or(2),
    })
}

async fn differs(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    id: ObligationId,
    wanted: EtatObligation,
) -> Result<()> {
    let all = queries::list(tx, dossier.id).await?;
    let now = already_there(all.into_iter().find(|o| o.id == id))?;
    let stands = now.fin.map_or(now.etat.label(), FinObligation::label);
    let stands = format!("{stands}, noté entre-temps");
    let fields = vec![("Où en est-elle", wanted.label().to_owned(), stands)];
    conflict(fields, now.version)
}
