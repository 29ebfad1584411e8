//! Keeping an answer, looking after a yes, and keeping the keys of dossiers up to date.

use kernel::JeuneId;
use platform::{Error, Result, Tx};

use super::{
    model::{NouveauSuivi, Reponse, Suivi},
    queries,
};
use crate::{
    DossierForRead, DossierForWrite, acces,
    identite::cles::{self, Cles, Parties},
};

/// The last answer of the person, if she was asked.
pub async fn last(tx: &mut Tx, dossier: &DossierForRead) -> Result<Option<Suivi>> {
    queries::last(tx, dossier.id).await
}

/// Keeps what the person answers; after a yes, looks for the missions locales that may know her. A
/// second post of the same form keeps and looks for nothing more.
///
/// # Errors
/// `Invalid` (`reponse`) for a yes on a protected dossier, without a birth date, or when the agent
/// has looked too often: nothing is kept then.
pub async fn answer(tx: &mut Tx, dossier: &DossierForWrite, new: &NouveauSuivi) -> Result<()> {
    if queries::exists(tx, new.id).await? {
        return Ok(());
    }
    let mut indices = Vec::new();
    if new.reponse == Reponse::Oui {
        let keys = searchable(tx, dossier).await?;
        indices = queries::indices(tx, &keys).await?;
    }
    if !queries::insert(tx, dossier.id, new, &indices).await? {
        return Ok(());
    }
    let details = acces::details(tx, dossier)
        .coded("reponse", new.reponse.code())
        .coded("indices", indices.len())
        .into_value();
    acces::record(
        tx,
        dossier,
        "suivi_ailleurs",
        "suivi_ailleurs",
        new.id,
        details,
    )
    .await
}

/// The keys to look with, when looking is allowed.
async fn searchable(tx: &mut Tx, dossier: &DossierForWrite) -> Result<Cles> {
    let refuse = |sentence: &str| Err(Error::invalid("reponse", sentence));
    if dossier.protege {
        return refuse(
            "Ce dossier est protégé : aucune recherche n’est faite hors de la mission locale.",
        );
    }
    if dossier.naissance.date().is_none() {
        return refuse(
            "Il faut la date de naissance pour chercher : complétez d’abord son identité.",
        );
    }
    let (minute, jour) = (
        tx.parametre("indice_ailleurs_par_minute")?,
        tx.parametre("indice_ailleurs_par_jour")?,
    );
    let (last_minute, last_day) = queries::made(tx).await?;
    if last_minute >= minute {
        return refuse(
            "Trop de recherches en une minute : attendez un peu, puis recommencez. Rien n’est perdu.",
        );
    }
    if last_day >= jour {
        return refuse(
            "Vous avez atteint le nombre de recherches d’une journée : demain, ou un collègue.",
        );
    }
    keys(tx, dossier.id).await
}

async fn keys(tx: &mut Tx, jeune: JeuneId) -> Result<Cles> {
    let Some(found) = queries::parts(tx, jeune).await? else {
        return Ok(Cles::default());
    };
    let parts = Parties {
        nom: &found.nom_naissance,
        prenom: &found.prenom,
        naissance: found.date_naissance,
        telephone: &found.telephone,
        courriel: &found.courriel,
    };
    Ok(cles::cles(tx.empreintes(), &parts))
}

/// Puts the keys of the dossier as it stands now in place of the former ones: none when it is
/// protected, of someone dead, or turned into another.
pub(crate) async fn deposer(tx: &mut Tx, jeune: JeuneId) -> Result<()> {
    let keys = keys(tx, jeune).await?;
    queries::deposit(tx, jeune, &keys).await
}

/// Withdraws the keys of the dossier.
pub(crate) async fn retirer(tx: &mut Tx, jeune: JeuneId) -> Result<()> {
    queries::deposit(tx, jeune, &Cles::default()).await
}
