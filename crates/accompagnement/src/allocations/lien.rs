//! The month that the young person declares herself, behind a link sent by a means she allows.

use chrono::{Datelike as _, NaiveDate, NaiveTime};
use jeunes::{DossierForRead, DossierForWrite, acces};
use kernel::{AdhesionId, Centimes};
use platform::{Error, Result, Tx};

use super::{
    actions::{ECRIRE, OBJET, declare_as, months},
    model::{Declaration, EtatAllocation, EtatParLien, MoisParLien},
};
use crate::{
    creneaux,
    envois::{self, Nature, NouvelEnvoi, Sujet},
};

/// The dispositif whose months are declared without being asked for an amount.
const MENSUELLE: &str = "cej";

/// The message that asks for a month: one a day at most, whoever asks.
pub(super) fn message(tx: &Tx, adhesion: AdhesionId, mois: NaiveDate) -> NouvelEnvoi {
    NouvelEnvoi {
        sujet: Sujet::Declaration,
        objet_id: adhesion.uuid(),
        nature: Nature::Declarer,
        pour_le: creneaux::instant(mois, NaiveTime::MIN, tx.fuseau()),
        a_partir_de: tx.now(),
        tour: tx.today().num_days_from_ce(),
    }
}

/// A month of a course as the holder of its link may see it.
///
/// # Errors
/// `NotFound` when the course is not of the dossier or declares no month.
pub async fn par_lien(
    tx: &mut Tx,
    dossier: &DossierForRead,
    adhesion: AdhesionId,
    mois: NaiveDate,
) -> Result<MoisParLien> {
    let parcours = months(tx, dossier, adhesion).await?;
    if parcours.genre != MENSUELLE {
        return Err(Error::NotFound);
    }
    let connu = parcours.mois.iter().find_map(|m| m.allocation.as_ref());
    let connu = connu.map(|a| (a.foyer, a.autonome));
    let found = parcours.mois.into_iter().find(|m| m.mois == mois);
    let etat = match &found {
        None => EtatParLien::Close,
        Some(m) => match &m.allocation {
            Some(a) if a.etat != EtatAllocation::Declaree => EtatParLien::Controlee,
            _ if m.clos => EtatParLien::Close,
            Some(a) if a.par_lien => EtatParLien::Declaree,
            Some(_) => EtatParLien::AvecConseiller,
            None => EtatParLien::ADeclarer,
        },
    };
    Ok(MoisParLien {
        adhesion,
        mois,
        etat,
        allocation: found.and_then(|m| m.allocation),
        connu,
    })
}

/// Sends her the link on which she declares a month. The same day, it is sent once.
///
/// # Errors
/// `Invalid` (`mois`) when nothing of it is to declare; `NotFound`.
pub async fn demander(
    tx: &mut Tx,
    (read, dossier): (&DossierForRead, &DossierForWrite),
    (adhesion, mois): (AdhesionId, NaiveDate),
) -> Result<()> {
    tx.require(ECRIRE)?;
    let un = par_lien(tx, read, adhesion, mois).await?;
    if un.etat != EtatParLien::ADeclarer || dossier.deces.is_some() {
        return Err(Error::invalid("mois", "Ce mois n’est plus à déclarer."));
    }
    let asked = message(tx, adhesion, mois);
    envois::plan(tx, dossier, &[asked]).await?;
    let details = acces::details(tx, dossier).coded("mois", mois).into_value();
    acces::record(tx, dossier, "demande", OBJET, adhesion.uuid(), details).await
}

/// She declares the month, or corrects what she declared as long as nobody checked it: the same rules
/// as with her conseiller. Proofs stay to be seen.
///
/// # Errors
/// `Invalid`: `mois` when it is not hers to declare any more, and as [`super::declare`]; `Conflict`.
pub async fn declare_par_lien(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    un: &MoisParLien,
    d: &Declaration,
) -> Result<()> {
    let (id, version) = match (&un.etat, &un.allocation) {
        (EtatParLien::ADeclarer, None) => (d.id, 0),
        // The first post of this form, again.
        (EtatParLien::Declaree, Some(a)) if d.version == 0 && a.id == d.id => return Ok(()),
        (EtatParLien::Declaree, Some(a)) => (a.id, d.version),
        _ => {
            return Err(Error::invalid("mois", "Ce mois n’est plus à déclarer ici."));
        }
    };
    let d = Declaration {
        id,
        version,
        adhesion: un.adhesion,
        mois: un.mois,
        demandee: None,
        justifiee: false,
        ..d.clone()
    };
    if d.deduites < Centimes::ZERO || d.partielles < Centimes::ZERO {
        return Err(Error::invalid(
            "partielles",
            "Un montant n’est jamais négatif.",
        ));
    }
    declare_as(tx, dossier, (&d, true)).await
}
