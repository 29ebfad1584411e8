//! What people do with representations.

use chrono::NaiveDate;
use kernel::{Access, Permission, Section, dates, phone, text};
use platform::{Error, Result, Tx};

use super::{
    model::{LigneActe, NouvelleRepresentation, Representant, Representation, vide},
    queries,
    rules::{self, Age, Requis},
};
use crate::{
    DossierForRead, DossierForWrite, acces,
    conflit::Differences,
    echeances::{self, NouvelleEcheance},
    frise::{self, NouvelEvenement},
};

const READ: Permission = Permission::Dossier(Section::Famille, Access::Read);
const WRITE: Permission = Permission::Dossier(Section::Famille, Access::Write);

/// The kind of the échéance of a minor whose representative is not known.
const NATURE: &str = "representation";

/// Every representation of the dossier, the latest begun first.
pub async fn list(tx: &mut Tx, dossier: &DossierForRead) -> Result<Vec<Representation>> {
    tx.require(READ)?;
    queries::list(tx, dossier.id).await
}

/// What each act needs today (table `acte_representant`).
pub async fn actes(tx: &mut Tx) -> Result<Vec<LigneActe>> {
    let today = tx.today();
    queries::actes(tx, today).await
}

/// Whether `acte` needs a representative of this person today: what contracts, immersions and
/// sanctions ask before they are signed.
pub async fn requis(tx: &mut Tx, dossier: &DossierForRead, acte: &str) -> Result<Requis> {
    let (today, majorite) = (tx.today(), majority(tx)?);
    let age = Age::of(dossier.naissance, today);
    let all = queries::list(tx, dossier.id).await?;
    let lines = queries::actes(tx, today).await?;
    let lines: Vec<&LigneActe> = lines.iter().filter(|l| l.acte == acte).collect();
    let regime = rules::en_vigueur(&all, age.mineur(majorite), today).map(|r| r.regime);
    Ok(rules::exige_representant(&lines, regime, age, majorite))
}

/// Adds a representation. A second post of the same form adds nothing.
///
/// # Errors
/// `Invalid` (`regime`, `du`, `au`, `vu_le`, `nom1`, `telephone1`, `courriel1`…).
pub async fn add(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    new: &NouvelleRepresentation,
) -> Result<()> {
    tx.require(WRITE)?;
    let new = normalized(tx, new)?;
    if !queries::insert(tx, dossier.id, &new).await? {
        return Ok(());
    }
    written(tx, dossier, "ajout", &new).await
}

/// Corrects a representation, or ends it: `new` carries its identifier.
///
/// # Errors
/// `Conflict` when someone else changed it since `version`; `Invalid` as [`add`].
pub async fn correct(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    version: i32,
    new: &NouvelleRepresentation,
) -> Result<()> {
    tx.require(WRITE)?;
    let new = normalized(tx, new)?;
    let all = queries::list(tx, dossier.id).await?;
    let old = all.iter().find(|r| r.id == new.id).ok_or(Error::NotFound)?;
    if !queries::update(tx, dossier.id, version, &new).await? {
        return Err(conflict(tx, old, &new));
    }
    written(tx, dossier, "correction", &new).await
}

/// Pushes, or closes, « Noter qui représente la personne » as the dossier stands now.
pub(crate) async fn follow(tx: &mut Tx, dossier: &DossierForWrite) -> Result<()> {
    let (today, majorite) = (tx.today(), majority(tx)?);
    let all = queries::list(tx, dossier.id).await?;
    let known = rules::en_vigueur(&all, true, today).is_some();
    let delay = tx.parametre("delai_representant_jours")?;
    let id = dossier.id.uuid();
    let Some(echeance_le) = rules::echeance(dossier.naissance, known, today, delay, majorite)
    else {
        return echeances::close(tx, dossier, "dossier", &[id], Some(NATURE)).await;
    };
    let echeance = NouvelleEcheance {
        nature: NATURE.to_owned(),
        libelle: "Noter qui représente la personne mineure".to_owned(),
        visible_le: today,
        echeance_le,
        objet: "dossier",
        objet_id: id,
    };
    echeances::push(tx, dossier, &[echeance]).await
}

fn majority(tx: &Tx) -> Result<i32> {
    let years = tx.parametre("age_majorite")?;
    i32::try_from(years).map_err(|error| anyhow::Error::from(error).into())
}

fn normalized(tx: &Tx, new: &NouvelleRepresentation) -> Result<NouvelleRepresentation> {
    let tidied = NouvelleRepresentation {
        titulaires: new
            .titulaires
            .iter()
            .filter(|holder| !vide(holder))
            .cloned()
            .collect(),
        ..new.clone()
    };
    let errors = rules::check(&tidied, tx.today());
    errors.check(()).map_err(Error::Invalid)?;
    let titulaires = tidied
        .titulaires
        .iter()
        .map(|holder| Representant {
            nom: text::tidy_line(&holder.nom),
            organisme: text::tidy_line(&holder.organisme),
            telephone: phone::normalize(&holder.telephone).unwrap_or_default(),
            courriel: holder.courriel.trim().to_lowercase(),
        })
        .collect();
    Ok(NouvelleRepresentation {
        titulaires,
        ..tidied
    })
}

async fn written(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    action: &str,
    new: &NouvelleRepresentation,
) -> Result<()> {
    queries::replace_holders(tx, dossier.id, new.id, &new.titulaires).await?;
    follow(tx, dossier).await?;
    let event = NouvelEvenement {
        survenu_le: new.du,
        nature: "representation".to_owned(),
        titre: "Représentation notée".to_owned(),
        ..NouvelEvenement::of("representation", new.id)
    };
    frise::replace(tx, dossier, "representation", new.id, &[event]).await?;
    let holders: Vec<String> = new.titulaires.iter().map(|t| format!("{t:?}")).collect();
    let details = acces::details(tx, dossier)
        .coded("regime", new.regime.code())
        .coded("du", new.du)
        .coded("au", said(new.au))
        .coded("vu_le", said(new.vu_le))
        .secret("titulaires", &holders.join("\n"))
        .into_value();
    acces::record(tx, dossier, action, "representation", new.id, details).await
}

fn said(day: Option<NaiveDate>) -> String {
    day.map(|d| d.to_string()).unwrap_or_default()
}

fn conflict(tx: &Tx, now: &Representation, typed: &NouvelleRepresentation) -> Error {
    let lists = tx.nomenclatures();
    let day = |day: Option<NaiveDate>| day.map(dates::short).unwrap_or_default();
    let names = |all: &[Representant]| {
        let names: Vec<&str> = all.iter().map(|t| t.nom.as_str()).collect();
        names.join(", ")
    };
    Differences::new()
        .field(
            "Représentation",
            lists.libelle("regime_representation", typed.regime.code()),
            lists.libelle("regime_representation", now.regime.code()),
        )
        .field("Depuis le", dates::short(typed.du), dates::short(now.du))
        .field("Jusqu’au", day(typed.au), day(now.au))
        .field("Justificatif vu le", day(typed.vu_le), day(now.vu_le))
        .field("Qui", names(&typed.titulaires), names(&now.titulaires))
        .into_error(now.version)
}
