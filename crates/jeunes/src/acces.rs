//! The door of a dossier. Opening it checks the section's right, hides what the actor may not know,
//! and writes the reading trace: one row per page opened.

use kernel::{Access, Actor, AgentId, JeuneId, Permission, Section};
use platform::{
    Acces, Error, Result, Tx,
    acces::Gardien,
    audit::{self, Details, Entry},
};

use crate::dossiers::{Dossier, queries};

/// A dossier opened for reading.
#[derive(Debug, Clone)]
pub struct Lecture(Dossier);

/// A dossier opened for a change.
#[derive(Debug, Clone)]
pub struct Ecriture(Lecture);

/// Proof that the actor may read a section of this dossier, and that the reading is traced.
pub type DossierForRead = Acces<Lecture>;

/// Proof that the actor may change a section of this dossier.
pub type DossierForWrite = Acces<Ecriture>;

/// People met together, in an atelier: what a list may say of each.
#[derive(Debug, Clone)]
pub struct Ensemble(Vec<Membre>);

/// Someone met with others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membre {
    /// The dossier.
    pub id: JeuneId,
    /// Its number, or an empty string when the actor may not know whose it is.
    pub numero: String,
    /// `Prénom NOM`; `None`: the dossier is protected from the actor.
    pub nom: Option<String>,
    /// A protected dossier.
    pub protege: bool,
    /// A death is noted.
    pub deces: bool,
}

/// Proof that what happened to several people at once, or comes next, may be pushed to their
/// dossiers: it names them and opens none.
pub type DossiersTogether = Acces<Ensemble>;

impl Gardien for Lecture {}
impl Gardien for Ecriture {}
impl Gardien for Ensemble {}

impl Ensemble {
    /// Everyone.
    pub fn membres(&self) -> &[Membre] {
        &self.0
    }

    /// One of them.
    pub fn membre(&self, jeune: JeuneId) -> Option<&Membre> {
        self.0.iter().find(|membre| membre.id == jeune)
    }

    /// Everyone named is among them.
    pub(crate) fn require(&self, jeunes: impl IntoIterator<Item = JeuneId>) -> Result<()> {
        let known = |jeune| self.membre(jeune).is_some();
        if jeunes.into_iter().all(known) {
            Ok(())
        } else {
            Err(Error::NotFound)
        }
    }
}

impl std::ops::Deref for Lecture {
    type Target = Dossier;

    fn deref(&self) -> &Dossier {
        &self.0
    }
}

impl std::ops::Deref for Ecriture {
    type Target = Lecture;

    fn deref(&self) -> &Lecture {
        &self.0
    }
}

/// Opens `section` of the dossier of `jeune`, and traces it.
///
/// # Errors
/// `Forbidden` when the role never sees the section; `NotFound` when there is no such dossier in the
/// mission locale, or when it is protected from the actor: the two cannot be told apart.
pub async fn open_for_read(
    tx: &mut Tx,
    jeune: JeuneId,
    section: Section,
) -> Result<DossierForRead> {
    let dossier = load(tx, jeune, section, Access::Read).await?;
    let details = Details::new(tx.empreintes(), false)
        .coded("section", section)
        .into_value();
    let entry = Entry {
        action: "lecture",
        objet: "dossier",
        objet_id: Some(jeune.uuid()),
        jeune: Some(jeune),
        details,
    };
    audit::record(tx, entry).await?;
    Ok(Lecture(dossier).ouvrir())
}

/// Opens `section` of the dossier of `jeune` for a change. The action that follows records what it
/// changed; a page that only shows a form opens for reading.
///
/// # Errors
/// As [`open_for_read`].
pub async fn open_for_write(
    tx: &mut Tx,
    jeune: JeuneId,
    section: Section,
) -> Result<DossierForWrite> {
    let dossier = load(tx, jeune, section, Access::Write).await?;
    Ok(Ecriture(Lecture(dossier)).ouvrir())
}

/// Opens the dossier of `jeune` to note a contact: more roles may do it than may change how to reach
/// her.
///
/// # Errors
/// As [`open_for_read`].
pub async fn open_for_contact(tx: &mut Tx, jeune: JeuneId) -> Result<DossierForWrite> {
    tx.require(Permission::SaisirContact)?;
    let dossier = load(tx, jeune, Section::Contacts, Access::Read).await?;
    Ok(Ecriture(Lecture(dossier)).ouvrir())
}

/// Opens the dossier of `jeune` for a job or the holder of a link, in one mission locale: nobody
/// reads it, and what is done leaves its own trace.
///
/// # Errors
/// `Forbidden` for anyone else; `NotFound`.
pub async fn open_for_job(tx: &mut Tx, jeune: JeuneId) -> Result<DossierForRead> {
    if !matches!(tx.actor(), Actor::Systeme { .. }) {
        return Err(Error::Forbidden);
    }
    let dossier = queries::find(tx, jeune).await?.ok_or(Error::NotFound)?;
    Ok(Lecture(dossier).ouvrir())
}

/// The dossiers of people met together, for an act that `permission` allows.
///
/// # Errors
/// `Forbidden` without the permission; `NotFound` when one of them is not of the mission locale.
pub async fn open_together(
    tx: &mut Tx,
    permission: Permission,
    jeunes: &[JeuneId],
) -> Result<DossiersTogether> {
    tx.require(permission)?;
    let ensemble = if jeunes.is_empty() {
        Ensemble(Vec::new())
    } else {
        Ensemble(queries::members(tx, jeunes).await?)
    };
    ensemble.require(jeunes.iter().copied())?;
    Ok(ensemble.ouvrir())
}

/// The dossier that a creating form made, now or at its first post.
pub(crate) async fn of_new(tx: &mut Tx, jeune: JeuneId) -> Result<DossierForWrite> {
    let dossier = queries::find(tx, jeune).await?.ok_or(Error::NotFound)?;
    if visible(tx.actor(), &dossier) {
        Ok(Ecriture(Lecture(dossier)).ouvrir())
    } else {
        Err(Error::NotFound)
    }
}

async fn load(tx: &mut Tx, jeune: JeuneId, section: Section, access: Access) -> Result<Dossier> {
    tx.require(Permission::Dossier(section, access))?;
    let dossier = queries::find(tx, jeune).await?.ok_or(Error::NotFound)?;
    let seen =
        visible(tx.actor(), &dossier) && (section != Section::Sejour || suit(tx.actor(), &dossier));
    if seen {
        Ok(dossier)
    } else {
        Err(Error::NotFound)
    }
}

/// Whether the actor is the référent, her named replacement or the direction: what the right to
/// stay asks besides the role, as a protected dossier does.
pub(crate) fn suit(actor: &Actor, dossier: &Dossier) -> bool {
    sees_protected(actor, &[dossier.referent, dossier.remplacant])
}

/// A protected dossier is for its référent (or her named replacement) and the direction.
fn visible(actor: &Actor, dossier: &Dossier) -> bool {
    !dossier.protege || suit(actor, dossier)
}

/// Whether the actor sees a protected dossier that `suivi` (référent, her replacement) follows.
pub(crate) fn sees_protected(actor: &Actor, suivi: &[Option<AgentId>]) -> bool {
    match actor {
        Actor::Agent(agent) => agent.role.is_direction() || suivi.contains(&Some(agent.agent)),
        Actor::Systeme { .. } => true,
        _ => false,
    }
}

/// What an action on an open dossier records: `details` comes from [`details`].
pub async fn record(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    action: &str,
    objet: &str,
    objet_id: uuid::Uuid,
    details: serde_json::Value,
) -> Result<()> {
    let jeune = Some(dossier.id);
    audit::record(
        tx,
        Entry {
            action,
            objet,
            objet_id: Some(objet_id),
            jeune,
            details,
        },
    )
    .await
}

/// Details of a change, everything hashed when the dossier is protected.
pub fn details<'a>(tx: &'a Tx, dossier: &Dossier) -> Details<'a> {
    Details::new(tx.empreintes(), dossier.protege)
}
