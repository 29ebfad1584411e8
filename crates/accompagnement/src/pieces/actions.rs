//! Reading, adding, withdrawing pieces.

use jeunes::{
    DossierForRead, DossierForWrite, acces,
    echeances::{self, NouvelleEcheance},
};
use kernel::{Access, Actor, JeuneId, Permission, PieceId, Section};
use platform::{
    Error, Result, Tx,
    audit::{self, Entry},
    ports::CleBlob,
};
use uuid::Uuid;

use super::{
    contenu::Format,
    model::{Depot, Fichier, Nature, NouvellePiece, Piece, Retrait},
    queries, rules,
};
use crate::commun::{already_there, conflict, short};

const LIRE: Permission = Permission::Dossier(Section::Plan, Access::Read);
const ECRIRE: Permission = Permission::Dossier(Section::Plan, Access::Write);
const OBJET: &str = "piece";
const FIN: &str = "fin_piece";

/// The kinds as they hold today, those that are refused too.
pub async fn kinds(tx: &mut Tx) -> Result<Vec<Nature>> {
    let today = tx.today();
    queries::natures(tx, today).await
}

/// Every piece of the dossier, latest first.
pub async fn list(tx: &mut Tx, dossier: &DossierForRead) -> Result<Vec<Piece>> {
    tx.require(LIRE)?;
    queries::list(tx, dossier.id).await
}

/// A piece whose file is kept, with what it is and where.
///
/// # Errors
/// `NotFound` when it is not of this dossier, or has no file any more.
pub async fn file(
    tx: &mut Tx,
    dossier: &DossierForRead,
    id: PieceId,
) -> Result<(Piece, Format, Uuid)> {
    let all = list(tx, dossier).await?;
    let piece = already_there(all.into_iter().find(|p| p.id == id))?;
    let (format, blob) = piece.format.zip(piece.blob).ok_or(Error::NotFound)?;
    let entry = Entry {
        action: "telechargement",
        objet: OBJET,
        objet_id: Some(id.uuid()),
        jeune: Some(dossier.id),
        details: acces::details(tx, dossier)
            .coded("nature", &piece.nature)
            .into_value(),
    };
    audit::record(tx, entry).await?;
    Ok((piece, format, blob))
}

/// What is needed to judge a piece while no transaction is open: the kinds of today, and a random
/// place for its file.
pub async fn deposit(tx: &mut Tx) -> Result<Depot> {
    tx.require(ECRIRE)?;
    let mut random = [0_u8; 16];
    tx.rng().fill(&mut random);
    Ok(Depot {
        natures: kinds(tx).await?,
        today: tx.today(),
        cle: CleBlob {
            ml: tx.ml()?,
            id: uuid::Builder::from_random_bytes(random).into_uuid(),
        },
    })
}

/// Adds a piece: `fichier` is already written in the store. False when a second post finds the piece
/// there: the file of this one is not kept.
///
/// # Errors
/// `Invalid` (`nature`, `sante`, `fichier`, `vue_le`, `valable_au`, `remplace`); `NotFound` when the
/// identifier is of another dossier.
pub async fn add(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    new: &NouvellePiece,
    fichier: Option<&Fichier>,
) -> Result<bool> {
    tx.require(ECRIRE)?;
    let before = queries::list(tx, dossier.id).await?;
    if before.iter().any(|p| p.id == new.id) {
        return Ok(false);
    }
    let today = tx.today();
    let kinds = kinds(tx).await?;
    let offered = tx
        .nomenclatures()
        .accepte("piece_nature", &new.nature, today);
    let nature = kinds.iter().find(|n| offered && n.code == new.nature);
    let mut errors = rules::check(new, nature, fichier.is_some(), today);
    let replaced = new
        .remplace
        .map(|id| before.iter().find(|p| p.id == id && p.est_courante()));
    if matches!(replaced, Some(None)) {
        errors.add("remplace", "Cette pièce a déjà été remplacée ou retirée.");
    }
    errors.check(())?;
    if !queries::insert(tx, dossier.id, new, fichier).await? {
        return Err(Error::NotFound);
    }
    let details = acces::details(tx, dossier)
        .coded("nature", &new.nature)
        .coded("format", fichier.map_or("vue", |f| f.format.code()))
        .coded("empreinte", fichier.map_or("", |f| f.empreinte.as_str()))
        .coded("valable_au", short(new.valable_au))
        .into_value();
    acces::record(tx, dossier, "creation", OBJET, new.id.uuid(), details).await?;
    if let Some(old) = new.remplace {
        queries::supersede(tx, dossier.id, old).await?;
        echeances::close(tx, dossier, OBJET, &[old.uuid()], None).await?;
    }
    if let Some(nature) = nature {
        alert(tx, dossier, new, nature).await?;
    }
    Ok(true)
}

/// What its end leaves to do.
async fn alert(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    new: &NouvellePiece,
    nature: &Nature,
) -> Result<()> {
    let Some(fin) = new.valable_au else {
        return Ok(());
    };
    let kind = tx.nomenclatures().libelle("piece_nature", &nature.code);
    let todo = NouvelleEcheance {
        nature: FIN.to_owned(),
        libelle: format!("Demander la nouvelle pièce : {kind}"),
        visible_le: rules::visible(nature, fin),
        echeance_le: fin,
        objet: OBJET,
        objet_id: new.id.uuid(),
    };
    echeances::push(tx, dossier, &[todo]).await
}

/// Withdraws a piece: its row keeps who and why. Returns where its file was, to remove it once the
/// transaction is over.
///
/// # Errors
/// `Invalid` (`motif`); `Conflict`; `NotFound`.
pub async fn withdraw(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    retrait: &Retrait,
) -> Result<Option<Uuid>> {
    tx.require(ECRIRE)?;
    let find = |all: Vec<Piece>| already_there(all.into_iter().find(|p| p.id == retrait.id));
    let piece = find(queries::list(tx, dossier.id).await?)?;
    rules::check_withdrawal(retrait).check(())?;
    if !queries::withdraw(tx, dossier.id, retrait).await? {
        let now = find(queries::list(tx, dossier.id).await?)?;
        let fields = vec![
            ("Pourquoi", retrait.motif.clone(), now.retiree_motif),
            ("Retirée le", String::new(), short(now.retiree_le)),
        ];
        conflict(fields, now.version)?;
        return Ok(None);
    }
    let details = acces::details(tx, dossier)
        .coded("nature", &piece.nature)
        .secret("motif", &retrait.motif)
        .into_value();
    acces::record(tx, dossier, "retrait", OBJET, retrait.id.uuid(), details).await?;
    echeances::close(tx, dossier, OBJET, &[retrait.id.uuid()], None).await?;
    Ok(piece.blob)
}

/// Where the files of a person are, before she is erased.
///
/// # Errors
/// `Forbidden` for people.
pub async fn of_person(tx: &mut Tx, jeune: JeuneId) -> Result<Vec<Uuid>> {
    system_only(tx)?;
    queries::blobs(tx, Some(jeune)).await
}

/// Where the files of a person are, before she goes to another mission locale: they are copied there
/// by whoever lets her dossier go.
pub(crate) async fn leaving(tx: &mut Tx, dossier: &DossierForWrite) -> Result<Vec<Uuid>> {
    queries::blobs(tx, Some(dossier.id)).await
}

/// Where every file of the mission locale is: what the store holds besides is nobody's.
///
/// # Errors
/// `Forbidden` for people.
pub async fn known_blobs(tx: &mut Tx) -> Result<Vec<Uuid>> {
    system_only(tx)?;
    queries::blobs(tx, None).await
}

fn system_only(tx: &Tx) -> Result<()> {
    match tx.actor() {
        Actor::Systeme { .. } => Ok(()),
        _ => Err(Error::Forbidden),
    }
}
