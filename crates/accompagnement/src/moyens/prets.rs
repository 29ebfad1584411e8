//! Equipment, and lending it.

use jeunes::{
    DossierForRead, DossierForWrite, acces,
    echeances::{self, NouvelleEcheance},
    frise,
};
use kernel::{Access, JeuneId, Permission, PretId, Section};
use platform::{
    Error, Result, Tx,
    audit::{self, Details, Entry},
};
use serde_json::Value;
use uuid::Uuid;

use super::{
    model::{
        Materiel, NouveauMateriel, NouveauPret, PretEnCours, PretMateriel, RetourPret, Retrait,
    },
    queries::prets as queries,
    rules,
};
use crate::{
    aides,
    commun::{already_there, check_choice, conflict, short, truncated},
};

const LIRE: Permission = Permission::Dossier(Section::Plan, Access::Read);
const ECRIRE: Permission = Permission::Dossier(Section::Plan, Access::Write);
const OBJET: &str = "pret_materiel";
/// What waits for a return.
const RETOUR: &str = "retour_materiel";

async fn record(tx: &mut Tx, action: &str, id: Uuid, details: Value) -> Result<()> {
    let entry = Entry {
        action,
        objet: "materiel",
        objet_id: Some(id),
        jeune: None,
        details,
    };
    audit::record(tx, entry).await
}

/// Adds a thing to lend.
///
/// # Errors
/// `Invalid` (`genre`, `libelle`, `inventaire`, also when another thing has this number).
pub async fn ajouter(tx: &mut Tx, new: &NouveauMateriel) -> Result<()> {
    tx.require(Permission::GererFonds)?;
    let mut errors = rules::check_materiel(new);
    let today = tx.today();
    check_choice(
        tx,
        &mut errors,
        "genre",
        "materiel_genre",
        &new.genre,
        today,
    );
    errors.check(())?;
    if !queries::insert_materiel(tx, new).await? {
        return already_there(queries::stock(tx, Some(new.id)).await?.pop()).map(drop);
    }
    let details = Details::new(tx.empreintes(), false)
        .coded("genre", &new.genre)
        .secret("libelle", &new.libelle)
        .into_value();
    record(tx, "creation", new.id.uuid(), details).await
}

/// Takes a thing off the stock.
///
/// # Errors
/// `NotFound` when it is not of the mission locale; `Invalid` (`materiel`) when it is lent;
/// `Conflict` when someone else changed it since.
pub async fn retirer(tx: &mut Tx, change: &Retrait) -> Result<()> {
    tx.require(Permission::GererFonds)?;
    if !queries::lock(tx, change.id).await? {
        return Err(Error::NotFound);
    }
    let held = queries::stock(tx, Some(change.id)).await?.pop();
    let held = held.ok_or(Error::NotFound)?;
    if held.jeune.is_some() {
        let why = "Ce matériel est prêté\u{a0}: notez d’abord son retour.";
        return Err(Error::invalid("materiel", why));
    }
    if !queries::withdraw(tx, change).await? {
        let typed = short(Some(tx.today()));
        let fields = vec![("Retiré le", typed, short(held.retire_le))];
        return conflict(fields, held.version);
    }
    let details = Details::new(tx.empreintes(), false).into_value();
    record(tx, "retrait", change.id.uuid(), details).await
}

/// The stock, with who has what: named to those who may see it.
pub async fn materiels(tx: &mut Tx) -> Result<Vec<Materiel>> {
    tx.require(Permission::VoirAides)?;
    let all = queries::stock(tx, None).await?;
    let mut jeunes: Vec<JeuneId> = all.iter().filter_map(|one| one.jeune).collect();
    jeunes.sort();
    jeunes.dedup();
    let ensemble = acces::open_together(tx, Permission::VoirAides, &jeunes).await?;
    if !jeunes.is_empty() {
        let details = serde_json::json!({ "nombre": jeunes.len() });
        let entry = Entry {
            action: "liste",
            objet: OBJET,
            objet_id: None,
            jeune: None,
            details,
        };
        audit::record(tx, entry).await?;
    }
    let lent = |jeune: Option<JeuneId>, until: Option<chrono::NaiveDate>| {
        let (jeune, retour_le) = (jeune?, until?);
        Some(PretEnCours {
            nom: ensemble.membre(jeune).and_then(|m| m.nom.clone()),
            jeune,
            retour_le,
        })
    };
    Ok(all
        .into_iter()
        .map(|one| {
            let pret = lent(one.jeune, one.retour_le);
            thing(one, pret)
        })
        .collect())
}

/// What may be lent now.
pub async fn disponibles(tx: &mut Tx) -> Result<Vec<Materiel>> {
    tx.require(Permission::VoirAides)?;
    let all = queries::stock(tx, None).await?.into_iter();
    let free = all.filter(|one| one.jeune.is_none() && one.retire_le.is_none());
    Ok(free.map(|one| thing(one, None)).collect())
}

fn thing(one: queries::Ligne, pret: Option<PretEnCours>) -> Materiel {
    Materiel {
        pret,
        id: one.id,
        genre: one.genre,
        libelle: one.libelle,
        inventaire: one.inventaire,
        retire_le: one.retire_le,
        version: one.version,
    }
}

/// Lends a thing until a day.
///
/// # Errors
/// `NotFound` when the thing is not of the mission locale; `Invalid`: `materiel` when it is lent or
/// left the stock, `remis_le`, `retour_le`, `etat`.
pub async fn preter(tx: &mut Tx, dossier: &DossierForWrite, new: &NouveauPret) -> Result<()> {
    tx.require(ECRIRE)?;
    if !queries::lock(tx, new.materiel).await? {
        return Err(Error::NotFound);
    }
    if let Some(known) = queries::find(tx, new.id).await? {
        return already_there((known.jeune == dossier.id).then_some(()));
    }
    let thing = queries::stock(tx, Some(new.materiel)).await?.pop();
    let thing = thing.ok_or(Error::NotFound)?;
    let mut errors = rules::check_pret(new, tx.today());
    if thing.retire_le.is_some() {
        errors.add("materiel", "Ce matériel n’est plus prêté.");
    }
    errors.check(())?;
    queries::insert(tx, dossier.id, new).await?;
    let id = new.id.uuid();
    let details = acces::details(tx, dossier)
        .coded("materiel", new.materiel)
        .coded("remis_le", new.remis_le)
        .coded("retour_le", new.retour_le)
        .secret("etat", &new.etat)
        .into_value();
    acces::record(tx, dossier, "creation", OBJET, id, details).await?;
    let due = NouvelleEcheance {
        nature: RETOUR.to_owned(),
        libelle: truncated(&format!("Retour d’un prêt\u{a0}: {}", thing.libelle), 120),
        visible_le: tx.today(),
        echeance_le: new.retour_le,
        objet: OBJET,
        objet_id: id,
    };
    echeances::push(tx, dossier, &[due]).await?;
    let title = format!("Matériel prêté\u{a0}: {}", thing.libelle);
    let event = aides::event(OBJET, id, new.remis_le, &title);
    frise::push(tx, dossier, &[event]).await
}

/// Notes that a thing came back.
///
/// # Errors
/// `NotFound` when it is not of this dossier; `Invalid` (`le`, `etat`); `Conflict` when someone else
/// changed it since: both values are in it.
pub async fn rendre(tx: &mut Tx, dossier: &DossierForWrite, retour: &RetourPret) -> Result<()> {
    tx.require(ECRIRE)?;
    let pret = of(tx, dossier, retour.id).await?;
    if pret.version == retour.version {
        rules::check_retour(&pret, retour, tx.today()).check(())?;
    }
    if !queries::give_back(tx, retour).await? {
        let now = of(tx, dossier, retour.id).await?;
        let fields = vec![
            ("Rendu le", short(Some(retour.le)), short(now.rendu_le)),
            ("État", retour.etat.clone(), now.etat_rendu.clone()),
        ];
        return conflict(fields, now.version);
    }
    let id = retour.id.uuid();
    let details = acces::details(tx, dossier)
        .coded("rendu_le", retour.le)
        .secret("etat", &retour.etat)
        .into_value();
    acces::record(tx, dossier, "retour", OBJET, id, details).await?;
    echeances::close(tx, dossier, OBJET, &[id], None).await?;
    let title = format!("Matériel rendu\u{a0}: {}", pret.libelle);
    let event = aides::event(OBJET, id, retour.le, &title);
    frise::push(tx, dossier, &[event]).await
}

async fn of(tx: &mut Tx, dossier: &DossierForWrite, id: PretId) -> Result<PretMateriel> {
    let found = queries::find(tx, id).await?;
    already_there(found.filter(|pret| pret.jeune == dossier.id))
}

/// Every loan of the dossier, those still open first.
pub async fn prets_of(tx: &mut Tx, dossier: &DossierForRead) -> Result<Vec<PretMateriel>> {
    tx.require(LIRE)?;
    queries::of_jeune(tx, dossier.id).await
}
