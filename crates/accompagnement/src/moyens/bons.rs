//! Books of vouchers, and giving one.

use jeunes::{DossierForRead, DossierForWrite, acces, dossiers::Dossier, frise};
use kernel::{Access, BonId, Permission, Section, dates};
use platform::{
    Error, Result, Tx,
    audit::{self, Details, Entry},
};

use super::{
    model::{Bon, Carnet, EtatBon, NouveauBon, NouveauCarnet, Recu, RepriseBon, Signature},
    queries::bons as queries,
    rules,
};
use crate::{
    aides,
    commun::{already_there, conflict},
    pieces::rules::hash,
};

const LIRE: Permission = Permission::Dossier(Section::Plan, Access::Read);
const ECRIRE: Permission = Permission::Dossier(Section::Plan, Access::Write);
const OBJET: &str = "bon";

/// Enters a book of vouchers in the stock of a fund.
///
/// # Errors
/// `NotFound` when the fund is not of the mission locale; `Invalid` (`premier`, also when another
/// book of the fund has one of its numbers, `dernier`, `valeur`, `recu_le`).
pub async fn entrer(tx: &mut Tx, new: &NouveauCarnet) -> Result<()> {
    tx.require(Permission::GererFonds)?;
    aides::fonds(tx, new.fonds).await?;
    rules::check_carnet(new, tx.today()).check(())?;
    if !queries::insert_carnet(tx, new).await? {
        let found = queries::carnets(tx, Some(new.id)).await?.pop();
        return already_there(found.filter(|c| c.fonds == new.fonds)).map(drop);
    }
    let details = Details::new(tx.empreintes(), false)
        .coded("fonds", new.fonds)
        .coded("premier", new.premier)
        .coded("dernier", new.dernier)
        .coded("valeur", new.valeur.field())
        .into_value();
    let entry = Entry {
        action: "creation",
        objet: "carnet_bons",
        objet_id: Some(new.id.uuid()),
        jeune: None,
        details,
    };
    audit::record(tx, entry).await
}

/// Every book, by fund and number.
pub async fn carnets(tx: &mut Tx) -> Result<Vec<Carnet>> {
    tx.require(Permission::VoirAides)?;
    queries::carnets(tx, None).await
}

/// The words that she signs on screen for this voucher, checked as if it was given.
///
/// # Errors
/// As [`donner`], what is signed apart.
pub async fn recu(tx: &mut Tx, dossier: &DossierForWrite, new: &NouveauBon) -> Result<Recu> {
    tx.require(ECRIRE)?;
    let (carnet, _) = check(tx, dossier, new).await?;
    Ok(words(tx, dossier, (new, &carnet)))
}

fn words(tx: &Tx, dossier: &Dossier, (new, carnet): (&NouveauBon, &Carnet)) -> Recu {
    let texte = format!(
        "{}, dossier n°\u{a0}{}, a reçu de {}, le {}, le bon n°\u{a0}{} de {}, du fonds «\u{a0}{}\u{a0}».",
        dossier.nom_affiche(),
        dossier.numero,
        tx.entete().structure,
        dates::long(new.remis_le),
        new.numero,
        carnet.valeur,
        carnet.fonds_nom,
    );
    Recu {
        empreinte: hash(texte.as_bytes()),
        texte,
    }
}

/// Gives a voucher, for which she signed, on paper or on screen. The fund is held: its money and her
/// ceilings are those of the aides, and no derogation goes past them here.
///
/// # Errors
/// `NotFound` when the book is not of the mission locale; `Invalid`: `numero` when it is not of the
/// book, was given, or its value is beyond what the fund allows, `remis_le`; on screen, `nom` and
/// `lu`, also when the words are no longer those that were shown.
pub async fn donner(tx: &mut Tx, dossier: &DossierForWrite, new: &NouveauBon) -> Result<()> {
    tx.require(ECRIRE)?;
    if let Some(known) = queries::find(tx, new.id).await? {
        return already_there((known.jeune == dossier.id).then_some(()));
    }
    let (carnet, fonds) = check(tx, dossier, new).await?;
    let recu = match new.signature {
        Signature::Papier => None,
        Signature::Ecran => {
            let recu = words(tx, dossier, (new, &carnet));
            rules::check_signature(&new.ecran, &recu, &dossier.nom_affiche()).check(())?;
            Some(recu)
        }
    };
    queries::insert(tx, dossier.id, (new, recu.as_ref()), carnet.valeur).await?;
    let details = acces::details(tx, dossier)
        .coded("carnet", new.carnet)
        .coded("numero", new.numero)
        .coded("remis_le", new.remis_le)
        .coded("signature", new.signature)
        .coded("empreinte", recu.map(|r| r.empreinte).unwrap_or_default())
        .into_value();
    acces::record(tx, dossier, "creation", OBJET, new.id.uuid(), details).await?;
    let title = format!("Bon de {} remis\u{a0}: {}", carnet.valeur, fonds);
    let event = aides::event(OBJET, new.id.uuid(), new.remis_le, &title);
    frise::push(tx, dossier, &[event]).await
}

/// The book and the name of the fund, held, once the voucher may be given.
async fn check(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    new: &NouveauBon,
) -> Result<(Carnet, String)> {
    let carnet = queries::carnets(tx, Some(new.carnet)).await?.pop();
    let carnet = carnet.ok_or(Error::NotFound)?;
    let (fonds, reste) = aides::hold(tx, carnet.fonds, (dossier.id, new.remis_le)).await?;
    let mut errors = rules::check_bon(new, &carnet, tx.today());
    if !fonds.est_ouvert(new.remis_le) {
        errors.add("carnet", "Ce fonds est fermé à cette date.");
    }
    if let Some(why) = aides::rules::beyond(&fonds, carnet.valeur, reste) {
        errors.add("numero", format!("{why} Faites plutôt une demande d’aide."));
    }
    errors.check(())?;
    Ok((carnet, fonds.nom))
}

/// Takes a voucher back, or cancels it: its number is not given again, its value goes back to the
/// fund.
///
/// # Errors
/// `NotFound` when it is not of this dossier; `Invalid` (`motif`, `etat`); `Conflict` when someone
/// else changed it since: both values are in it.
pub async fn reprendre(tx: &mut Tx, dossier: &DossierForWrite, change: &RepriseBon) -> Result<()> {
    tx.require(ECRIRE)?;
    let bon = of(tx, dossier, change.id).await?;
    if bon.version == change.version {
        rules::check_reprise(&bon, change).check(())?;
    }
    if !queries::take_back(tx, change).await? {
        let now = of(tx, dossier, change.id).await?;
        let fields = vec![
            ("Bon", change.etat.label().into(), now.etat.label().into()),
            ("Pourquoi", change.motif.clone(), now.etat_motif.clone()),
        ];
        return conflict(fields, now.version);
    }
    let details = acces::details(tx, dossier)
        .changed("etat", EtatBon::Remis, change.etat)
        .secret("motif", &change.motif)
        .into_value();
    acces::record(
        tx,
        dossier,
        "modification",
        OBJET,
        change.id.uuid(),
        details,
    )
    .await
}

async fn of(tx: &mut Tx, dossier: &DossierForWrite, id: BonId) -> Result<Bon> {
    let found = queries::find(tx, id).await?;
    already_there(found.filter(|bon| bon.jeune == dossier.id))
}

/// Every voucher of the dossier, latest first.
pub async fn bons_of(tx: &mut Tx, dossier: &DossierForRead) -> Result<Vec<Bon>> {
    tx.require(LIRE)?;
    queries::of_jeune(tx, dossier.id).await
}
