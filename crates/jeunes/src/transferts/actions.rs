//! Finding the person in the other mission locale, and letting her dossier go there.

use chrono::NaiveDate;
use kernel::{JeuneId, MlId, Section, new_uuid, text};
use platform::{
    Error, Result, Tx,
    rattachement::{self, BilanDepart, Demande, Tables, Transfert},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::queries;
use crate::{
    DossierForWrite, acces, ailleurs,
    dossiers::{self, Dossier},
    frise::{self, NouvelEvenement},
};

/// Why a dossier that arrives is joined to the one the person has there (list `motif_fusion`).
const MOTIF: &str = "transfert";

/// Who the person is, as told to the mission locale that is asked, with her agreement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signalement {
    /// Name at birth.
    pub nom: String,
    /// Name used, or an empty string.
    pub nom_usage: String,
    /// Given name.
    pub prenom: String,
    /// Birth date.
    pub naissance: NaiveDate,
}

/// Where a dossier goes.
#[derive(Debug, Clone, Copy)]
pub struct Depart<'a> {
    /// The request.
    pub demande: Uuid,
    /// The mission locale that asked.
    pub vers: MlId,
    /// The dossier that the person has there.
    pub garde: JeuneId,
    /// She agrees that the confidential notes follow her.
    pub notes: bool,
    /// What comes next and comes from these kinds of objects stays, and is closed.
    pub restent: &'a [&'a str],
}

/// What is told of the person; `None` without a birth date, which the other side needs to find her.
pub fn identity(dossier: &Dossier) -> Option<Signalement> {
    let identite = &dossier.identite;
    Some(Signalement {
        nom: identite.nom_naissance.clone(),
        nom_usage: identite.nom_usage.clone(),
        prenom: identite.prenom.clone(),
        naissance: dossier.naissance.date()?,
    })
}

/// The only dossier of the mission locale in sight with this birth date and these names; `None`
/// when there is none, or several, or when it is protected: someone looks for it then.
pub async fn find(tx: &mut Tx, who: &Signalement) -> Result<Option<JeuneId>> {
    let names = [text::fold(&who.nom), text::fold(&who.prenom)];
    let found = queries::alike(tx, who.naissance, &names).await?;
    Ok(match found.as_slice() {
        [only] => Some(*only),
        _ => None,
    })
}

/// The dossier of this number, in the mission locale in sight.
pub async fn numbered(tx: &mut Tx, numero: &str) -> Result<Option<JeuneId>> {
    let Some(numero) = dossiers::rules::parse_numero(numero) else {
        return Ok(None);
    };
    queries::numbered(tx, &numero).await
}

/// Lets the dossier go: it is joined to the one that the person has in the other mission locale.
/// The request is marked as done before, by the caller, who records the act here.
///
/// # Errors
/// `Invalid` (`dossier`) when it is held, of someone dead, or when the other dossier is not there
/// any more.
pub async fn partir(
    tx: &mut Tx,
    tables: &Tables,
    dossier: &DossierForWrite,
    depart: &Depart<'_>,
) -> Result<BilanDepart> {
    check(tx, dossier).await?;
    let here = tx.ml()?;
    ailleurs::retirer(tx, dossier.id).await?;
    let passage = tx.passer(depart.vers).await?;
    let numero = dossiers::next_number(tx).await?;
    tx.revenir(passage).await?;
    let transfert = Transfert {
        jeune: dossier.id,
        vers: depart.vers,
        numero: &numero,
        notes: depart.notes,
    };
    let bilan = rattachement::transferer(tx, tables, &transfert).await?;
    let passage = tx.passer(depart.vers).await?;
    arrive(tx, tables, dossier.id, depart, here).await?;
    tx.revenir(passage).await?;
    Ok(bilan)
}

/// On the other side: the dossier that arrived is joined to the person's own.
async fn arrive(
    tx: &mut Tx,
    tables: &Tables,
    arrived: JeuneId,
    depart: &Depart<'_>,
    de: MlId,
) -> Result<()> {
    queries::leave_behind(tx, arrived, depart.restent).await?;
    let gone = || {
        Error::invalid(
            "dossier",
            "Le dossier n’existe plus dans l’autre mission locale : appelez-la.",
        )
    };
    let garde = acces::open_for_write(tx, depart.garde, Section::Identite).await;
    let garde = garde.map_err(|error| match error {
        Error::NotFound => gone(),
        other => other,
    })?;
    let other = acces::open_for_write(tx, arrived, Section::Identite).await?;
    let demande = Demande {
        id: new_uuid(tx.clock(), tx.rng()),
        garde: (garde.id, garde.version),
        absorbe: (other.id, other.version),
        motif: MOTIF,
    };
    rattachement::reunir(tx, tables, &demande).await?;
    ailleurs::deposer(tx, garde.id).await?;
    let from = queries::name_of(tx, de).await?;
    let event = NouvelEvenement {
        survenu_le: tx.today(),
        nature: "etat".to_owned(),
        titre: format!("Dossier reçu de {from}"),
        ..NouvelEvenement::of("transfert", depart.demande)
    };
    frise::push(tx, &garde, &[event]).await?;
    let details = acces::details(tx, &garde).coded("de", de).into_value();
    let id = depart.demande;
    acces::record(tx, &garde, "transfert_recu", "transfert", id, details).await
}

async fn check(tx: &mut Tx, dossier: &DossierForWrite) -> Result<()> {
    let refuse = |sentence: &str| Err(Error::invalid("dossier", sentence));
    if dossier.deces.is_some() {
        return refuse("Un décès est noté dans ce dossier : il ne se transfère pas.");
    }
    if queries::held(tx, dossier.id).await? {
        return refuse(
            "Ce dossier est gelé, ou une demande sur ses données attend une réponse : il ne part pas \
             avant.",
        );
    }
    Ok(())
}
