//! A bank account entered, confirmed by someone else, or put aside.

use chrono::Days;
use jeunes::{
    DossierForRead, DossierForWrite, acces,
    echeances::{self, NouvelleEcheance},
};
use kernel::{FieldErrors, Permission};
use platform::{Error, Result, Tx};
use uuid::Uuid;

use super::{
    model::{Compte, EtatCompte, Iban, NouveauCompte, Titulaire},
    queries, rules,
};
use crate::commun::{already_there, check_label, check_past};

const OBJET: &str = "coordonnees_bancaires";

/// The accounts of the dossier, the present ones first. Who does not confirm shows them masked.
///
/// # Errors
/// `Forbidden`.
pub async fn list(tx: &mut Tx, dossier: &DossierForRead) -> Result<Vec<Compte>> {
    tx.require(Permission::TenirIban)?;
    queries::list(tx, dossier.id).await
}

/// Enters an account: it waits for someone else, and the one in force stays until then.
///
/// # Errors
/// `Invalid` (`iban`, `bic`, `titulaire_nom`, `accord_le`).
pub async fn propose(tx: &mut Tx, dossier: &DossierForWrite, new: &NouveauCompte) -> Result<()> {
    tx.require(Permission::TenirIban)?;
    let all = queries::list(tx, dossier.id).await?;
    if all.iter().any(|c| c.id == new.id) {
        return Ok(());
    }
    let (iban, bic, new) = check(tx, new)?;
    let same = |c: &&Compte| c.etat() == EtatCompte::Confirme && c.iban == iban;
    if all
        .iter()
        .find(same)
        .is_some_and(|c| c.titulaire == new.titulaire && c.titulaire_nom == new.titulaire_nom)
    {
        let sentence = "C’est déjà l’IBAN confirmé de cette personne.";
        return Err(Error::invalid("iban", sentence));
    }
    put_aside(tx, dossier, &all).await?;
    if !queries::insert(tx, dossier.id, &new, &iban, &bic).await? {
        return Err(Error::NotFound);
    }
    let details = acces::details(tx, dossier)
        .coded("titulaire", new.titulaire)
        .secret("iban", iban.clair())
        .into_value();
    acces::record(tx, dossier, "saisie", OBJET, new.id, details).await?;
    let wait = u64::try_from(tx.parametre("iban_confirmer_jours")?).unwrap_or(5);
    let todo = NouvelleEcheance {
        nature: "iban_a_confirmer".to_owned(),
        libelle: "Confirmer l’IBAN, par une autre personne".to_owned(),
        visible_le: tx.today(),
        echeance_le: tx.today() + Days::new(wait),
        objet: OBJET,
        objet_id: new.id,
    };
    echeances::push(tx, dossier, &[todo]).await
}

/// What waits leaves its place, with what was to do about it.
async fn put_aside(tx: &mut Tx, dossier: &DossierForWrite, all: &[Compte]) -> Result<()> {
    let waiting = |c: &&Compte| c.etat() == EtatCompte::AConfirmer;
    let ids: Vec<Uuid> = all.iter().filter(waiting).map(|c| c.id).collect();
    if ids.is_empty() {
        return Ok(());
    }
    queries::end(tx, dossier.id, false).await?;
    echeances::close(tx, dossier, OBJET, &ids, None).await
}

fn check(tx: &Tx, new: &NouveauCompte) -> Result<(Iban, String, NouveauCompte)> {
    let mut errors = FieldErrors::new();
    let mut new = new.clone();
    let iban = Iban::parse(&new.iban);
    if let Err(sentence) = iban {
        errors.add("iban", sentence);
    }
    let bic = rules::bic(&new.bic).unwrap_or_else(|sentence| {
        errors.add("bic", sentence);
        String::new()
    });
    match new.titulaire {
        Titulaire::Jeune => {
            new.titulaire_nom.clear();
            new.accord_le = None;
        }
        Titulaire::Tiers => {
            check_label(
                &mut errors,
                "titulaire_nom",
                &new.titulaire_nom,
                rules::NOM_MAX,
            );
            match new.accord_le {
                Some(day) => check_past(&mut errors, "accord_le", day, tx.today()),
                None => errors.add("accord_le", "Donnez le jour de son accord."),
            }
        }
    }
    let iban = iban.map_err(|_| Error::NotFound);
    errors.check(())?;
    Ok((iban?, bic, new))
}

/// Confirms the account that waits: it takes the place of the one in force.
///
/// # Errors
/// `Invalid` on `iban` for who entered it, or when it does not wait any more; `NotFound`.
pub async fn confirm(tx: &mut Tx, dossier: &DossierForWrite, id: Uuid) -> Result<()> {
    tx.require(Permission::ControlerAllocations)?;
    let all = queries::list(tx, dossier.id).await?;
    let one = already_there(all.iter().find(|c| c.id == id))?;
    match one.etat() {
        EtatCompte::Confirme => return Ok(()),
        EtatCompte::AConfirmer => (),
        EtatCompte::Remplace | EtatCompte::Ecarte => return Err(gone()),
    }
    queries::end(tx, dossier.id, true).await?;
    if !queries::confirm(tx, dossier.id, id).await? {
        return Err(gone());
    }
    done(tx, dossier, id, "confirmation").await
}

fn gone() -> Error {
    Error::invalid("iban", "Cet IBAN n’attend plus : rechargez la page.")
}

/// Puts aside the account that waits; the one in force stays.
///
/// # Errors
/// `NotFound`; `Invalid` on `iban` when it does not wait any more.
pub async fn discard(tx: &mut Tx, dossier: &DossierForWrite, id: Uuid) -> Result<()> {
    tx.require(Permission::TenirIban)?;
    let all = queries::list(tx, dossier.id).await?;
    match already_there(all.iter().find(|c| c.id == id))?.etat() {
        EtatCompte::Ecarte => return Ok(()),
        EtatCompte::AConfirmer => (),
        EtatCompte::Confirme | EtatCompte::Remplace => return Err(gone()),
    }
    queries::end(tx, dossier.id, false).await?;
    done(tx, dossier, id, "abandon").await
}

async fn done(tx: &mut Tx, dossier: &DossierForWrite, id: Uuid, action: &str) -> Result<()> {
    let details = acces::details(tx, dossier).into_value();
    acces::record(tx, dossier, action, OBJET, id, details).await?;
    echeances::close(tx, dossier, OBJET, &[id], None).await
}
