//! Reading the list of those handed over. The reading is traced.

use chrono::Days;
use jeunes::{
    acces,
    dossiers::{Identite, Lieu, Moyen, Naissance, NouveauJeune},
    identite::{self, Doublon},
};
use kernel::{Access, Actor, AdhesionId, DelegationId, JeuneId, Page, Permission, Section};
use platform::{
    Error, Result, Tx,
    audit::{self, Entry},
};
use serde_json::json;
use uuid::Uuid;

use super::{
    model::{Comptes, Confiee, Delegation, LigneDelegation, Vue},
    queries::{self, Choix},
};

/// Lines of a page.
pub const TAILLE: usize = 50;

/// How many stand where.
///
/// # Errors
/// `Forbidden` to those who accompany nobody.
pub async fn comptes(tx: &mut Tx) -> Result<Comptes> {
    tx.require(Permission::VoirPortefeuille)?;
    queries::counts(tx).await
}

/// A page of those who stand there; `apres` is the key the previous page gave.
///
/// # Errors
/// `Forbidden` to those who accompany nobody.
pub async fn page(tx: &mut Tx, vue: Vue, apres: Option<&str>) -> Result<Page<LigneDelegation>> {
    tx.require(Permission::VoirPortefeuille)?;
    let choix = Choix {
        vue: Some(vue),
        apres: apres.and_then(|key| key.parse().ok()),
        limite: i64::try_from(TAILLE).unwrap_or(50) + 1,
        ..Choix::default()
    };
    let rows = queries::select(tx, &choix).await?;
    let found = Page::cut(rows, TAILLE, |d| d.id.to_string());
    let mut jeunes: Vec<JeuneId> = found.rows.iter().filter_map(|d| d.jeune).collect();
    jeunes.sort_unstable();
    jeunes.dedup();
    let ensemble = acces::open_together(tx, Permission::VoirPortefeuille, &jeunes).await?;
    if !found.rows.is_empty() {
        trace(tx, found.rows.len()).await?;
    }
    let line = |delegation: Delegation| LigneDelegation {
        nom: match delegation.jeune {
            Some(jeune) => ensemble.membre(jeune).and_then(|m| m.nom.clone()),
            None => delegation.identite.as_ref().map(Confiee::nom_affiche),
        },
        delegation,
    };
    Ok(Page {
        rows: found.rows.into_iter().map(line).collect(),
        next: found.next,
    })
}

async fn trace(tx: &mut Tx, nombre: usize) -> Result<()> {
    let entry = Entry {
        action: "liste",
        objet: "delegation",
        objet_id: None,
        jeune: None,
        details: json!({ "nombre": nombre }),
    };
    audit::record(tx, entry).await
}

pub(super) async fn found(tx: &mut Tx, id: DelegationId) -> Result<Delegation> {
    let choix = Choix {
        id: Some(id),
        limite: 1,
        ..Choix::default()
    };
    let rows = queries::select(tx, &choix).await?;
    rows.into_iter().next().ok_or(Error::NotFound)
}

/// Someone handed over, and the name of her dossier when the actor may know it.
///
/// # Errors
/// `NotFound`; `Forbidden` to those who accompany nobody.
pub async fn find(tx: &mut Tx, id: DelegationId) -> Result<LigneDelegation> {
    tx.require(Permission::VoirPortefeuille)?;
    let delegation = found(tx, id).await?;
    let jeunes: Vec<JeuneId> = delegation.jeune.into_iter().collect();
    let ensemble = acces::open_together(tx, Permission::VoirPortefeuille, &jeunes).await?;
    let nom = match delegation.jeune {
        Some(jeune) => ensemble.membre(jeune).and_then(|m| m.nom.clone()),
        None => delegation.identite.as_ref().map(Confiee::nom_affiche),
    };
    trace(tx, 1).await?;
    Ok(LigneDelegation { delegation, nom })
}

/// The row of a course, for its page.
pub async fn of_adhesion(
    tx: &mut Tx,
    dossier: &jeunes::DossierForRead,
    adhesion: AdhesionId,
) -> Result<Option<Delegation>> {
    tx.require(Permission::Dossier(Section::Plan, Access::Read))?;
    let choix = Choix {
        jeune: Some(dossier.id),
        adhesion: Some(adhesion),
        limite: 1,
        ..Choix::default()
    };
    Ok(queries::select(tx, &choix).await?.into_iter().next())
}

/// Who waits for an answer in this dossier, the oldest first.
///
/// # Errors
/// `Forbidden` without the right to read a plan.
pub async fn waiting(tx: &mut Tx, dossier: &jeunes::DossierForRead) -> Result<Option<Delegation>> {
    tx.require(Permission::Dossier(Section::Plan, Access::Read))?;
    let choix = Choix {
        jeune: Some(dossier.id),
        vue: Some(Vue::ATraiter),
        limite: 1,
        ..Choix::default()
    };
    Ok(queries::select(tx, &choix).await?.into_iter().next())
}

/// The dossiers that may be hers, by the search for duplicates.
///
/// # Errors
/// `Forbidden` without the right to open a dossier.
pub async fn ressemblances(tx: &mut Tx, confiee: &Confiee) -> Result<Vec<Doublon>> {
    let moyen = match (confiee.telephone.is_empty(), confiee.courriel.is_empty()) {
        (false, _) => Moyen::Telephone(confiee.telephone.clone()),
        (true, false) => Moyen::Courriel(confiee.courriel.clone()),
        (true, true) => Moyen::SurPlace,
    };
    let who = NouveauJeune {
        id: Uuid::nil().into(),
        identite: Identite {
            nom_naissance: confiee.nom.clone(),
            prenom: confiee.prenom.clone(),
            ..Identite::default()
        },
        naissance: Naissance::Date(confiee.naissance),
        lieu: Lieu::default(),
        moyen,
        orienteur: String::new(),
        referent: None,
        site: None,
        premier_accueil_le: tx.today(),
        derogation_rqth: false,
        informe: false,
        doublons_ecartes: Vec::new(),
    };
    identite::likely_duplicates(tx, &who).await
}

/// What France Travail wrote of those returned long enough ago, who have no dossier, goes. Returns
/// how many.
///
/// # Errors
/// `Forbidden` for people.
pub async fn effacer_identites(tx: &mut Tx) -> Result<u64> {
    if !matches!(tx.actor(), Actor::Systeme { .. }) {
        return Err(Error::Forbidden);
    }
    let jours = u64::try_from(tx.parametre("delegation_identite_jours")?).unwrap_or(u64::MAX);
    match tx.today().checked_sub_days(Days::new(jours)) {
        Some(day) => queries::forget(tx, day).await,
        None => Ok(0),
    }
}
