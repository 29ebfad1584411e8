//! The catalogue: who teaches, what, when. It names no young person.

use kernel::{FormationId, OrganismeFormationId, Page, Permission, SessionFormationId};
use platform::{
    Error, Result, Tx,
    audit::{self, Details, Entry},
};
use serde_json::Value;
use uuid::Uuid;

use super::{
    model::{
        FiltreFormations, Formation, FormationSaisie, Organisme, OrganismeSaisi, SessionFormation,
        SessionSaisie,
    },
    queries::{catalogue as queries, ecrire},
    rules,
};
use crate::commun::{already_there, check_choice, conflict, short};

pub(super) const VOIR: Permission = Permission::VoirFormations;
const GERER: Permission = Permission::GererFormations;

/// One line of the audit about no person in particular.
pub(super) async fn record(
    tx: &mut Tx,
    action: &str,
    (objet, objet_id): (&str, Option<Uuid>),
    details: Value,
) -> Result<()> {
    let entry = Entry {
        action,
        objet,
        objet_id,
        jeune: None,
        details,
    };
    audit::record(tx, entry).await
}

/// Every organisme, those still open first, by name.
pub async fn organismes(tx: &mut Tx) -> Result<Vec<Organisme>> {
    tx.require(VOIR)?;
    queries::organismes(tx).await
}

/// One organisme.
///
/// # Errors
/// `NotFound` when it is not of the mission locale.
pub async fn organisme(tx: &mut Tx, id: OrganismeFormationId) -> Result<Organisme> {
    tx.require(VOIR)?;
    queries::organisme(tx, id).await?.ok_or(Error::NotFound)
}

/// Adds an organisme. A second post of the same form changes nothing.
///
/// # Errors
/// `Invalid` (`nom`, `siret`, `contact`, `telephone`, `courriel`).
pub async fn create_organisme(tx: &mut Tx, new: &OrganismeSaisi) -> Result<()> {
    tx.require(GERER)?;
    if queries::organisme(tx, new.id).await?.is_some() {
        return Ok(());
    }
    rules::check_organisme(new).check(())?;
    free_name(tx, new).await?;
    if !ecrire::insert_organisme(tx, new).await? {
        return Err(Error::NotFound);
    }
    let details = Details::new(tx.empreintes(), false)
        .coded("siret", &new.siret)
        .secret("nom", &new.nom)
        .into_value();
    let object = ("organisme_formation", Some(new.id.uuid()));
    record(tx, "creation", object, details).await
}

async fn free_name(tx: &mut Tx, new: &OrganismeSaisi) -> Result<()> {
    if ecrire::nom_pris(tx, new).await? {
        return Err(ecrire::nom_deja_pris());
    }
    Ok(())
}

/// Changes or closes an organisme.
///
/// # Errors
/// As [`create_organisme`]; `Conflict` when someone else changed it since: both values are in it.
pub async fn change_organisme(tx: &mut Tx, new: &OrganismeSaisi, version: i32) -> Result<()> {
    tx.require(GERER)?;
    let before = organisme(tx, new.id).await?;
    rules::check_organisme(new).check(())?;
    free_name(tx, new).await?;
    if !ecrire::update_organisme(tx, new, version).await? {
        let now = organisme(tx, new.id).await?;
        let fields = vec![
            ("Nom", new.nom.clone(), now.nom),
            ("SIRET", new.siret.clone(), now.siret),
            ("Contact", new.contact.clone(), now.contact),
            ("Téléphone", new.telephone.clone(), now.telephone),
            ("Courriel", new.courriel.clone(), now.courriel),
            (
                "Fermé à partir du",
                short(new.ferme_le),
                short(now.ferme_le),
            ),
        ];
        return conflict(fields, now.version);
    }
    let details = Details::new(tx.empreintes(), false)
        .changed("siret", &before.siret, &new.siret)
        .changed("ferme_le", short(before.ferme_le), short(new.ferme_le))
        .changed_secret("nom", &before.nom, &new.nom)
        .changed_secret("contact", &before.contact, &new.contact)
        .into_value();
    let object = ("organisme_formation", Some(new.id.uuid()));
    record(tx, "modification", object, details).await
}

/// One page of the catalogue, by title; `apres` is the key the previous page gave.
pub async fn formations(
    tx: &mut Tx,
    filtre: &FiltreFormations,
    apres: Option<&str>,
    taille: usize,
) -> Result<Page<Formation>> {
    tx.require(VOIR)?;
    let key = apres.and_then(|text| text.parse::<FormationId>().ok());
    let limit = i64::try_from(taille).unwrap_or(50) + 1;
    let rows = queries::formations(tx, filtre, key, limit).await?;
    Ok(Page::cut(rows, taille, |f| f.id.to_string()))
}

/// One formation.
///
/// # Errors
/// `NotFound` when it is not of the mission locale.
pub async fn formation(tx: &mut Tx, id: FormationId) -> Result<Formation> {
    tx.require(VOIR)?;
    queries::formation(tx, id).await?.ok_or(Error::NotFound)
}

pub(super) fn check_formation(tx: &Tx, new: &FormationSaisie) -> Result<()> {
    let mut errors = rules::check_formation(new);
    let today = tx.today();
    check_choice(
        tx,
        &mut errors,
        "genre",
        "formation_genre",
        &new.genre,
        today,
    );
    let modalite = &new.modalite;
    check_choice(
        tx,
        &mut errors,
        "modalite",
        "formation_modalite",
        modalite,
        today,
    );
    if !new.financeur.is_empty() {
        let financeur = &new.financeur;
        check_choice(
            tx,
            &mut errors,
            "financeur",
            "formation_financeur",
            financeur,
            today,
        );
    }
    Ok(errors.check(())?)
}

/// Adds a formation. A second post of the same form changes nothing.
///
/// # Errors
/// `NotFound` when the organisme is not of the mission locale; `Invalid` (`intitule`, `genre`,
/// `numero`, `formacode`, `rome`, `certification`, `financeur`, `modalite`, `lieu`, `contenu`).
pub async fn create_formation(tx: &mut Tx, new: &FormationSaisie) -> Result<()> {
    tx.require(GERER)?;
    if queries::formation(tx, new.id).await?.is_some() {
        return Ok(());
    }
    organisme(tx, new.organisme).await?;
    check_formation(tx, new)?;
    if !ecrire::insert_formation(tx, new).await? {
        return Err(Error::NotFound);
    }
    let details = Details::new(tx.empreintes(), false)
        .coded("genre", &new.genre)
        .coded("organisme", new.organisme)
        .secret("intitule", &new.intitule)
        .into_value();
    let object = ("formation", Some(new.id.uuid()));
    record(tx, "creation", object, details).await
}

/// Changes or closes a formation.
///
/// # Errors
/// As [`create_formation`]; `Conflict` when someone else changed it since: both values are in it.
pub async fn change_formation(tx: &mut Tx, new: &FormationSaisie, version: i32) -> Result<()> {
    tx.require(GERER)?;
    let before = formation(tx, new.id).await?;
    organisme(tx, new.organisme).await?;
    check_formation(tx, new)?;
    if !ecrire::update_formation(tx, new, version).await? {
        let now = formation(tx, new.id).await?;
        let fields = vec![
            ("Intitulé", new.intitule.clone(), now.intitule),
            ("Type", new.genre.clone(), now.genre),
            ("Numéro", new.numero.clone(), now.numero),
            (
                "Certification",
                new.certification.clone(),
                now.certification,
            ),
            ("Modalité", new.modalite.clone(), now.modalite),
            ("Lieu", new.lieu.clone(), now.lieu),
            ("Contenu", new.contenu.clone(), now.contenu),
            (
                "Fermée à partir du",
                short(new.fermee_le),
                short(now.fermee_le),
            ),
        ];
        return conflict(fields, now.version);
    }
    let details = Details::new(tx.empreintes(), false)
        .changed("genre", &before.genre, &new.genre)
        .changed("organisme", before.organisme, new.organisme)
        .changed("certification", &before.certification, &new.certification)
        .changed("fermee_le", short(before.fermee_le), short(new.fermee_le))
        .changed_secret("intitule", &before.intitule, &new.intitule)
        .changed_secret("contenu", &before.contenu, &new.contenu)
        .into_value();
    let object = ("formation", Some(new.id.uuid()));
    record(tx, "modification", object, details).await
}

/// Every session of a formation, the first begun first.
pub async fn sessions(tx: &mut Tx, formation: FormationId) -> Result<Vec<SessionFormation>> {
    tx.require(VOIR)?;
    queries::sessions(tx, formation).await
}

/// The sessions one may still prescribe, soonest first, `taille` at most.
pub async fn sessions_ouvertes(
    tx: &mut Tx,
    texte: &str,
    taille: i64,
) -> Result<Vec<SessionFormation>> {
    tx.require(VOIR)?;
    queries::ouvertes(tx, texte, taille).await
}

/// One session.
///
/// # Errors
/// `NotFound` when it is not of the mission locale.
pub async fn session(tx: &mut Tx, id: SessionFormationId) -> Result<SessionFormation> {
    tx.require(VOIR)?;
    queries::session(tx, id).await?.ok_or(Error::NotFound)
}

/// Adds a session. A second post of the same form changes nothing.
///
/// # Errors
/// `NotFound` when the formation is not of the mission locale; `Invalid` (`debut`, `fin`, `numero`,
/// `reunion_le`, `limite_le`, `places`, `heures`).
pub async fn create_session(tx: &mut Tx, new: &SessionSaisie) -> Result<()> {
    tx.require(GERER)?;
    formation(tx, new.formation).await?;
    if let Some(known) = queries::session(tx, new.id).await? {
        return already_there((known.formation == new.formation).then_some(()));
    }
    rules::check_session(new).check(())?;
    if !ecrire::insert_session(tx, new).await? {
        return Err(Error::NotFound);
    }
    let details = Details::new(tx.empreintes(), false)
        .coded("formation", new.formation)
        .coded("debut", new.debut)
        .coded("fin", new.fin)
        .into_value();
    let object = ("session_formation", Some(new.id.uuid()));
    record(tx, "creation", object, details).await
}

/// Changes a session, or calls it off. Those it was prescribed to keep what was noted.
///
/// # Errors
/// As [`create_session`]; `Conflict` when someone else changed it since: both values are in it.
pub async fn change_session(tx: &mut Tx, new: &SessionSaisie, version: i32) -> Result<()> {
    tx.require(GERER)?;
    let before = session(tx, new.id).await?;
    already_there((before.formation == new.formation).then_some(()))?;
    rules::check_session(new).check(())?;
    if !ecrire::update_session(tx, new, version).await? {
        let now = session(tx, new.id).await?;
        let fields = vec![
            ("Début", short(Some(new.debut)), short(Some(now.debut))),
            ("Fin", short(Some(new.fin)), short(Some(now.fin))),
            ("Numéro", new.numero.clone(), now.numero),
            (
                "Information collective",
                short(new.reunion_le),
                short(now.reunion_le),
            ),
            ("Date limite", short(new.limite_le), short(now.limite_le)),
            ("Annulée le", short(new.annulee_le), short(now.annulee_le)),
        ];
        return conflict(fields, now.version);
    }
    let details = Details::new(tx.empreintes(), false)
        .changed("debut", before.debut, new.debut)
        .changed("fin", before.fin, new.fin)
        .changed(
            "reunion_le",
            short(before.reunion_le),
            short(new.reunion_le),
        )
        .changed("limite_le", short(before.limite_le), short(new.limite_le))
        .changed(
            "annulee_le",
            short(before.annulee_le),
            short(new.annulee_le),
        )
        .into_value();
    let object = ("session_formation", Some(new.id.uuid()));
    record(tx, "modification", object, details).await
}
