//! Who is handed over enters the list, then finds her dossier.

use jeunes::{
    DossierForWrite, acces,
    echeances::{self, NouvelleEcheance},
    faits::{self, GENRES, NouveauFait, Valeurs},
    frise::{self, NouvelEvenement},
};
use kernel::{DelegationId, Permission, new_uuid};
use platform::{
    Error, Result, Tx,
    audit::{self, Details, Entry},
};

use super::{
    liste::found,
    model::{Confiee, EtatDelegation, NouvelleDelegation},
    queries, rules,
};

/// The kind of object on the frise, in the échéances and in the audit.
pub(super) const OBJET: &str = "delegation";

/// What there is to do while nobody answered.
pub(super) const REPONDRE: &str = "delegation_repondre";

/// Adds someone to the list. A second post of the same form changes nothing.
///
/// # Errors
/// `Invalid` (`nom`, `prenom`, `naissance`, `identifiant`, `telephone`, `courriel`, `agence`,
/// `recue_le`); `nom` when she waits already.
pub async fn recevoir(tx: &mut Tx, new: &NouvelleDelegation) -> Result<()> {
    tx.require(Permission::TenirDelegations)?;
    rules::check(new, tx.today()).check(())?;
    let here = queries::Choix {
        id: Some(new.id),
        limite: 1,
        ..queries::Choix::default()
    };
    if !queries::select(tx, &here).await?.is_empty() {
        return Ok(());
    }
    queries::one_at_a_time(tx).await?;
    let empreinte = tx.empreintes().hash(&rules::cle(&new.confiee));
    if !queries::known(tx, std::slice::from_ref(&empreinte), &[new.recue_le])
        .await?
        .is_empty()
    {
        return Err(Error::invalid(
            "nom",
            "Cette personne est déjà sur la liste : même nom, même date de naissance.",
        ));
    }
    let jours = tx.parametre("delegation_reponse_jours")?;
    let avant = rules::reponse_avant(new.recue_le, jours);
    if !queries::insert(tx, new, &empreinte, avant).await? {
        return Ok(());
    }
    let details = Details::new(tx.empreintes(), false)
        .coded("recue_le", new.recue_le)
        .secret("nom", &new.confiee.nom_affiche())
        .into_value();
    let entry = Entry {
        action: "reception",
        objet: OBJET,
        objet_id: Some(new.id.uuid()),
        jeune: None,
        details,
    };
    audit::record(tx, entry).await
}

/// Her dossier is this one: the answer to give shows there, with its delay; what France Travail says
/// of her registration is told once, when the dossier says nothing of it.
///
/// # Errors
/// `NotFound`; `Invalid` on `dossier` when she was answered or matched since.
pub async fn rapprocher(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    id: DelegationId,
    version: i32,
) -> Result<()> {
    tx.require(Permission::TenirDelegations)?;
    let delegation = found(tx, id).await?;
    if delegation.jeune == Some(dossier.id) {
        return Ok(());
    }
    let waiting = delegation.etat == EtatDelegation::Recue && delegation.jeune.is_none();
    if !waiting || !queries::attach(tx, id, version, dossier.id).await? {
        return Err(Error::invalid(
            "dossier",
            "Quelqu’un d’autre vient de traiter cette personne : rechargez la page.",
        ));
    }
    let details = acces::details(tx, dossier)
        .coded("recue_le", delegation.recue_le)
        .into_value();
    acces::record(tx, dossier, "rapprochement", OBJET, id.uuid(), details).await?;
    let event = NouvelEvenement {
        survenu_le: delegation.recue_le,
        nature: "dispositif".to_owned(),
        titre: "Confiée par France Travail".to_owned(),
        ..NouvelEvenement::of(OBJET, id.uuid())
    };
    frise::push(tx, dossier, &[event]).await?;
    let todo = NouvelleEcheance {
        nature: REPONDRE.to_owned(),
        libelle: "Répondre à France Travail : accepter ou retourner la délégation".to_owned(),
        visible_le: delegation.recue_le,
        echeance_le: delegation.reponse_avant,
        objet: OBJET,
        objet_id: id.uuid(),
    };
    echeances::push(tx, dossier, &[todo]).await?;
    match &delegation.identite {
        Some(confiee) => tell(tx, dossier, confiee, delegation.recue_le).await,
        None => Ok(()),
    }
}

/// She is registered at France Travail, under that number.
async fn tell(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    confiee: &Confiee,
    le: chrono::NaiveDate,
) -> Result<()> {
    let Some(genre) = GENRES.iter().find(|g| g.code == "france_travail") else {
        return Ok(());
    };
    if faits::find(tx, dossier, genre).await?.is_some() {
        return Ok(());
    }
    let mut valeurs = Valeurs::new();
    valeurs.insert("inscription".to_owned(), "inscrit".to_owned());
    if !confiee.identifiant.is_empty() {
        valeurs.insert("identifiant".to_owned(), confiee.identifiant.clone());
    }
    let new = NouveauFait {
        id: new_uuid(tx.clock(), tx.rng()),
        valeurs,
        vrai_du: le,
    };
    faits::save(tx, dossier, genre, 0, &new).await
}
