//! Registering, withdrawing, and the waiting list.

use jeunes::{
    DossierForRead, DossierForWrite, DossiersTogether, acces, echeances,
    echeances::NouvelleEcheance,
};
use kernel::{Access, FieldErrors, JeuneId, Permission, Section, SessionAtelierId};
use platform::{
    Error, Result, Tx,
    audit::{self, Details, Entry},
};
use serde_json::json;

use super::{
    attente, messages,
    model::{
        APrevenir, Desinscription, EtatInscription, FiltreSessions, Inscription,
        InscriptionDuJeune, Inscrit, Inscrite, NouvelleInscription, Place, SessionAtelier,
    },
    queries::inscriptions as queries,
    rules, sessions,
};
use crate::{
    commun::{check_text, conflict, truncated},
    occupations::{self, Objet, Prise},
};

/// The kind of object of what is pushed.
pub(super) const OBJET: &str = "inscription";
pub(super) const LIRE: Permission = Permission::Dossier(Section::Agenda, Access::Read);
pub(super) const ECRIRE: Permission = Permission::Dossier(Section::Agenda, Access::Write);
const QUAND_MEME: &str = "Pour l’inscrire quand même, dites pourquoi.";

/// Registers the person: with a place, or on the waiting list when there is none left. Already on
/// the list, nothing changes.
///
/// # Errors
/// `Invalid`: `session` when it has ended, `derogation` when her hour is taken or the limit has
/// passed and nothing says why it is done all the same.
pub async fn inscrire(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    new: &NouvelleInscription,
) -> Result<Inscrite> {
    tx.require(ECRIRE)?;
    let session = sessions::hold(tx, new.session).await?;
    if let Some(known) = known(tx, dossier.id, new).await? {
        return Ok(inscrite(&known, Vec::new()));
    }
    sessions::check_alive(&session)?;
    check(tx, &session, new)?;
    // Once it has begun nobody is called from the waiting list: a place is for who comes.
    let direct = session.attente == 0 || session.debut <= tx.now();
    let rang = if session.libres() > 0 && direct {
        if !take(tx, &session, (dossier.id, new)).await? {
            return Err(Error::invalid("derogation", occupied()));
        }
        None
    } else {
        Some(queries::last_rank(tx, new.session).await? + 1)
    };
    if !queries::insert(tx, dossier.id, new, rang).await? {
        return Err(Error::NotFound);
    }
    if rang.is_none() {
        let due = due(tx, &session, new.id.uuid());
        echeances::push(tx, dossier, &[due]).await?;
        messages::registered(tx, dossier, &session, new.id.uuid()).await?;
    }
    let details = acces::details(tx, dossier)
        .coded("session", new.session)
        .coded("place", if rang.is_none() { "prise" } else { "attente" })
        .secret("derogation", &new.derogation)
        .into_value();
    acces::record(tx, dossier, "creation", OBJET, new.id.uuid(), details).await?;
    // A place is left when the hours of those who wait are taken: hers may be free.
    let promus = if rang.is_some() && session.libres() > 0 {
        attente::promote(tx, new.session, false).await?
    } else {
        Vec::new()
    };
    let found = queries::find(tx, new.id).await?.ok_or(Error::NotFound)?;
    Ok(inscrite(&found, promus))
}

/// Her registration, when she is on the list or when the form was already posted.
async fn known(
    tx: &mut Tx,
    jeune: JeuneId,
    new: &NouvelleInscription,
) -> Result<Option<Inscription>> {
    let live = sessions::live(tx, new.session).await?;
    if let Some(there) = live.into_iter().find(|i| i.jeune == jeune) {
        return Ok(Some(there));
    }
    match queries::find(tx, new.id).await? {
        Some(other) if other.jeune != jeune || other.session != new.session => Err(Error::NotFound),
        found => Ok(found),
    }
}

fn check(tx: &Tx, session: &SessionAtelier, new: &NouvelleInscription) -> Result<()> {
    let mut errors = FieldErrors::new();
    check_text(
        &mut errors,
        "derogation",
        &new.derogation,
        rules::DEROGATION_MAX,
    );
    if new.derogation.trim().is_empty()
        && let Some(why) = rules::late(session.inscriptions_jusqu_au, tx.today())
    {
        errors.add("derogation", format!("{why} {QUAND_MEME}"));
    }
    Ok(errors.check(())?)
}

fn occupied() -> String {
    let pris = occupations::Pris {
        jeune: true,
        ..occupations::Pris::default()
    };
    format!("{} {QUAND_MEME}", pris.phrase())
}

/// Takes the hours of the person; false when they are taken and no reason goes past it.
async fn take(
    tx: &mut Tx,
    session: &SessionAtelier,
    (jeune, new): (JeuneId, &NouvelleInscription),
) -> Result<bool> {
    let mut prise = Prise {
        objet: Objet::Atelier,
        objet_id: new.id.uuid(),
        agent: None,
        salle: None,
        jeune: Some(jeune),
        debut: session.debut,
        fin: session.fin,
        derogation: false,
    };
    if occupations::take(tx, &prise).await?.is_none() {
        return Ok(true);
    }
    prise.derogation = !new.derogation.trim().is_empty();
    Ok(prise.derogation && occupations::take(tx, &prise).await?.is_none())
}

pub(super) fn due(tx: &Tx, session: &SessionAtelier, objet_id: uuid::Uuid) -> NouvelleEcheance {
    let words = format!("{}\u{a0}: {}", session.genre.label(), session.nom);
    NouvelleEcheance {
        nature: "atelier".to_owned(),
        libelle: truncated(&words, 120),
        visible_le: tx.today(),
        echeance_le: rules::day(session.debut, tx.fuseau()),
        objet: OBJET,
        objet_id,
    }
}

fn inscrite(inscription: &Inscription, mut promus: Vec<APrevenir>) -> Inscrite {
    promus.retain(|p| p.inscription != inscription.id);
    Inscrite {
        id: inscription.id,
        place: match inscription.rang {
            None => Place::Prise,
            Some(_) => Place::Attente,
        },
        promus,
    }
}

/// Withdraws the person. A place that she leaves goes to the first of the waiting list whose hour is
/// free: who has one now is in the answer, and must be told.
///
/// # Errors
/// `NotFound` when it is not of this dossier; `Invalid` (`session`) when the session has ended;
/// `Conflict` when it changed since it was shown.
pub async fn desinscrire(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    change: &Desinscription,
) -> Result<Vec<APrevenir>> {
    tx.require(ECRIRE)?;
    let found = of(tx, dossier.id, change).await?;
    let session = sessions::hold(tx, found.session).await?;
    // It may have moved before the session was held.
    let found = of(tx, dossier.id, change).await?;
    if found.retiree_le.is_some() {
        return Ok(Vec::new());
    }
    sessions::check_alive(&session)?;
    if !matches!(
        change.etat,
        EtatInscription::RefusJeune | EtatInscription::RefusTiers
    ) {
        return Err(Error::invalid(
            "etat",
            "Choisissez une réponse de la liste.",
        ));
    }
    if found.version != change.version {
        let now = match (found.presence(), found.rang) {
            (Some(presence), _) => presence.label(),
            (None, Some(_)) => "En liste d’attente",
            (None, None) => "Inscrit, avec une place",
        };
        let fields = vec![("Inscription", change.etat.label().into(), now.into())];
        return conflict(fields, found.version).map(|()| Vec::new());
    }
    queries::withdraw(tx, change.id, change.etat).await?;
    occupations::release(tx, change.id.uuid()).await?;
    echeances::close(tx, dossier, OBJET, &[change.id.uuid()], None).await?;
    let tell = change.etat == EtatInscription::RefusTiers;
    messages::withdrawn(tx, dossier, (&session, &found), tell).await?;
    let details = acces::details(tx, dossier)
        .coded("session", found.session)
        .changed("etat", found.etat, change.etat)
        .into_value();
    let id = change.id.uuid();
    acces::record(tx, dossier, "modification", OBJET, id, details).await?;
    attente::promote(tx, found.session, false).await
}

async fn of(tx: &mut Tx, jeune: JeuneId, change: &Desinscription) -> Result<Inscription> {
    let found = queries::find(tx, change.id).await?;
    found
        .filter(|found| found.jeune == jeune)
        .ok_or(Error::NotFound)
}

/// The hours of the session, for her.
pub(super) const fn prise(session: &SessionAtelier, i: &Inscription) -> Prise {
    Prise {
        objet: Objet::Atelier,
        objet_id: i.id.uuid(),
        agent: None,
        salle: None,
        jeune: Some(i.jeune),
        debut: session.debut,
        fin: session.fin,
        derogation: false,
    }
}

/// One line of the audit for each, with what her place or her presence became.
pub(super) async fn record_each(
    tx: &mut Tx,
    ensemble: &DossiersTogether,
    all: &[Inscription],
    action: &str,
    became: impl Fn(&Inscription) -> &'static str,
) -> Result<()> {
    let entries: Vec<Entry<'_>> = all
        .iter()
        .map(|i| {
            let protege = ensemble.membre(i.jeune).is_none_or(|m| m.protege);
            let details = Details::new(tx.empreintes(), protege)
                .coded("session", i.session)
                .coded("devient", became(i))
                .into_value();
            Entry {
                action,
                objet: OBJET,
                objet_id: Some(i.id.uuid()),
                jeune: Some(i.jeune),
                details,
            }
        })
        .collect();
    audit::record_all(tx, &entries).await
}

/// Who must be told, named to those who may see them.
pub(super) fn to_tell(ensemble: &DossiersTogether, all: &[Inscription]) -> Vec<APrevenir> {
    all.iter()
        .map(|i| APrevenir {
            inscription: i.id,
            jeune: i.jeune,
            nom: ensemble.membre(i.jeune).and_then(|m| m.nom.clone()),
        })
        .collect()
}

/// Everyone of a session, by name: places, then the waiting list in its order, then those who
/// withdrew. The reading is traced.
///
/// # Errors
/// `NotFound` when it is not of the mission locale.
pub async fn inscrits(tx: &mut Tx, id: SessionAtelierId) -> Result<Vec<Inscrit>> {
    sessions::session(tx, id).await?;
    let all = queries::of_session(tx, id).await?;
    let jeunes: Vec<JeuneId> = all.iter().map(|i| i.jeune).collect();
    let ensemble = acces::open_together(tx, Permission::VoirAgenda, &jeunes).await?;
    let mut named: Vec<Inscrit> = all
        .into_iter()
        .map(|inscription| {
            let membre = ensemble.membre(inscription.jeune);
            Inscrit {
                nom: membre.and_then(|m| m.nom.clone()),
                numero: membre.map(|m| m.numero.clone()).unwrap_or_default(),
                protege: membre.is_none_or(|m| m.protege),
                inscription,
            }
        })
        .collect();
    named.sort_by_key(order);
    let entry = Entry {
        action: "liste",
        objet: "session_atelier",
        objet_id: Some(id.uuid()),
        jeune: None,
        details: json!({ "nombre": named.len() }),
    };
    audit::record(tx, entry).await?;
    Ok(named)
}

fn order(one: &Inscrit) -> (bool, Option<i32>, bool, String) {
    let i = &one.inscription;
    let rang = i.rang.filter(|_| i.retiree_le.is_none());
    let name = one.nom.clone().unwrap_or_default();
    let unknown = one.nom.is_none();
    (i.retiree_le.is_some(), rang, unknown, name)
}

/// Every registration of the dossier with its session, latest session first.
pub async fn of_dossier(tx: &mut Tx, dossier: &DossierForRead) -> Result<Vec<InscriptionDuJeune>> {
    tx.require(LIRE)?;
    with_session(tx, dossier.id).await
}

pub(super) async fn with_session(tx: &mut Tx, jeune: JeuneId) -> Result<Vec<InscriptionDuJeune>> {
    let all = queries::of_jeune(tx, jeune).await?;
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<uuid::Uuid> = all.iter().map(|i| i.session.uuid()).collect();
    let filtre = FiltreSessions {
        parmi: Some(ids),
        ..FiltreSessions::default()
    };
    let found = sessions::sessions(tx, &filtre).await?;
    let mut joined: Vec<InscriptionDuJeune> = all
        .into_iter()
        .filter_map(|inscription| {
            let session = found.iter().find(|s| s.id == inscription.session)?.clone();
            Some(InscriptionDuJeune {
                inscription,
                session,
            })
        })
        .collect();
    joined.sort_by_key(|one| std::cmp::Reverse(one.session.debut));
    Ok(joined)
}
