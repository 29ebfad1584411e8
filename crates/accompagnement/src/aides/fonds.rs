//! Funds and what is put in them.

use kernel::{FondsId, Permission};
use platform::{
    Error, Result, Tx,
    audit::{self, Details, Entry},
};
use serde_json::Value;
use uuid::Uuid;

use super::{
    model::{Dotation, Fonds, FondsSaisi, NouvelleDotation},
    queries::fonds as queries,
    rules,
};
use crate::commun::{already_there, conflict, short};

/// One line of the audit about no person in particular.
async fn record(
    tx: &mut Tx,
    action: &str,
    (objet, objet_id): (&str, Uuid),
    details: Value,
) -> Result<()> {
    let entry = Entry {
        action,
        objet,
        objet_id: Some(objet_id),
        jeune: None,
        details,
    };
    audit::record(tx, entry).await
}

/// Opens a fund.
///
/// # Errors
/// `Invalid` (`nom`, `envoi`, `pieces`, the ceilings).
pub async fn create_fonds(tx: &mut Tx, new: &FondsSaisi) -> Result<()> {
    tx.require(Permission::GererFonds)?;
    rules::check_fonds(new).check(())?;
    if !queries::insert(tx, new).await? {
        return already_there(queries::find(tx, new.id).await?).map(drop);
    }
    let details = Details::new(tx.empreintes(), false)
        .coded("decideur", new.decideur)
        .secret("nom", &new.nom)
        .into_value();
    record(tx, "creation", ("fonds_aide", new.id.uuid()), details).await
}

/// Changes or closes a fund.
///
/// # Errors
/// As [`create_fonds`]; `Conflict` when someone else changed it since: both values are in it.
pub async fn change_fonds(tx: &mut Tx, new: &FondsSaisi, version: i32) -> Result<()> {
    tx.require(Permission::GererFonds)?;
    let before = fonds(tx, new.id).await?;
    rules::check_fonds(new).check(())?;
    if !queries::update(tx, new, version).await? {
        let now = fonds(tx, new.id).await?;
        return differs(new, &now);
    }
    let details = Details::new(tx.empreintes(), false)
        .changed("decideur", before.decideur, new.decideur)
        .changed(
            "plafond_demande",
            field(before.plafond_demande),
            field(new.plafond_demande),
        )
        .changed(
            "plafond_personne",
            field(before.plafond_personne),
            field(new.plafond_personne),
        )
        .changed("periode_mois", before.periode_mois, new.periode_mois)
        .changed("urgence", before.urgence, new.urgence)
        .changed("ferme_le", short(before.ferme_le), short(new.ferme_le))
        .changed_secret("nom", &before.nom, &new.nom)
        .changed_secret("envoi", &before.envoi, &new.envoi)
        .changed_secret("pieces", &before.pieces.join("\n"), &new.pieces.join("\n"))
        .into_value();
    record(tx, "modification", ("fonds_aide", new.id.uuid()), details).await
}

fn field(amount: Option<kernel::Centimes>) -> String {
    amount.map(kernel::Centimes::field).unwrap_or_default()
}

fn differs(new: &FondsSaisi, now: &Fonds) -> Result<()> {
    let yes = |urgence: bool| if urgence { "Oui" } else { "Non" }.to_owned();
    let fields = vec![
        ("Nom", new.nom.clone(), now.nom.clone()),
        (
            "Qui décide",
            new.decideur.label().into(),
            now.decideur.label().into(),
        ),
        ("Envoi du dossier", new.envoi.clone(), now.envoi.clone()),
        ("Pièces", new.pieces.join(", "), now.pieces.join(", ")),
        (
            "Plafond d’une demande",
            field(new.plafond_demande),
            field(now.plafond_demande),
        ),
        (
            "Plafond d’une personne",
            field(new.plafond_personne),
            field(now.plafond_personne),
        ),
        (
            "Période, en mois",
            new.periode_mois.to_string(),
            now.periode_mois.to_string(),
        ),
        ("Décision en urgence", yes(new.urgence), yes(now.urgence)),
        (
            "Fermé à partir du",
            short(new.ferme_le),
            short(now.ferme_le),
        ),
    ];
    conflict(fields, now.version)
}

/// Writes down money put in a fund, or taken back from it.
///
/// # Errors
/// `NotFound` when the fund is not of the mission locale; `Invalid` (`montant`, `recue_le`,
/// `origine`), `montant` when more would be taken back than is left.
pub async fn doter(tx: &mut Tx, new: &NouvelleDotation) -> Result<()> {
    tx.require(Permission::GererFonds)?;
    if !queries::lock(tx, new.fonds).await? {
        return Err(Error::NotFound);
    }
    if let Some(of) = queries::dotation_of(tx, new.id).await? {
        return already_there((of == new.fonds).then_some(()));
    }
    rules::check_dotation(new, tx.today()).check(())?;
    let held = fonds(tx, new.fonds).await?;
    if new.reprise && new.montant > held.solde() {
        let left = held.solde();
        let why = format!("Il reste {left} dans ce fonds\u{a0}: on ne peut pas en reprendre plus.");
        return Err(Error::invalid("montant", why));
    }
    queries::insert_dotation(tx, new).await?;
    let details = Details::new(tx.empreintes(), false)
        .coded("fonds", new.fonds)
        .coded("recue_le", new.recue_le)
        .coded("montant", new.montant.field())
        .coded("reprise", new.reprise)
        .secret("origine", &new.origine)
        .into_value();
    record(tx, "creation", ("dotation_fonds", new.id.uuid()), details).await
}

/// One fund with what is left of it.
///
/// # Errors
/// `NotFound` when it is not of the mission locale.
pub async fn fonds(tx: &mut Tx, id: FondsId) -> Result<Fonds> {
    tx.require(Permission::VoirAides)?;
    queries::find(tx, id).await?.ok_or(Error::NotFound)
}

/// Every fund, those still open first, by name.
pub async fn tous(tx: &mut Tx) -> Result<Vec<Fonds>> {
    tx.require(Permission::VoirAides)?;
    queries::list(tx).await
}

/// What was put in a fund, latest first.
pub async fn dotations(tx: &mut Tx, id: FondsId) -> Result<Vec<Dotation>> {
    tx.require(Permission::VoirAides)?;
    queries::dotations(tx, id).await
}
