//! The variable parts of the paths of a dossier.

use kernel::{ContactId, JeuneId, SituationId};
use serde::Deserialize;
use uuid::Uuid;

/// `/jeunes/{id}/…`.
#[derive(Debug, Clone, Copy, Deserialize)]
pub(super) struct Chemin {
    pub(super) id: JeuneId,
}

/// `/jeunes/{id}/contacts/{contact}`.
#[derive(Debug, Clone, Copy, Deserialize)]
pub(super) struct CheminContact {
    pub(super) id: JeuneId,
    pub(super) contact: ContactId,
}

/// `/jeunes/{id}/situations/{situation}`.
#[derive(Debug, Clone, Copy, Deserialize)]
pub(super) struct CheminSituation {
    pub(super) id: JeuneId,
    pub(super) situation: SituationId,
}

/// `/jeunes/{id}/representation/{representation}`.
#[derive(Debug, Clone, Copy, Deserialize)]
pub(super) struct CheminRepresentation {
    pub(super) id: JeuneId,
    pub(super) representation: Uuid,
}

/// `/jeunes/{id}/tiers/{tiers}`.
#[derive(Debug, Clone, Copy, Deserialize)]
pub(super) struct CheminTiers {
    pub(super) id: JeuneId,
    pub(super) tiers: Uuid,
}

/// `/jeunes/{id}/parcours/formations/{cursus}`.
#[derive(Debug, Clone, Copy, Deserialize)]
pub(super) struct CheminCursus {
    pub(super) id: JeuneId,
    pub(super) cursus: Uuid,
}

/// `/jeunes/{id}/parcours/experiences/{experience}`.
#[derive(Debug, Clone, Copy, Deserialize)]
pub(super) struct CheminExperience {
    pub(super) id: JeuneId,
    pub(super) experience: Uuid,
}

/// `/jeunes/{id}/parcours/metiers/{vise}`.
#[derive(Debug, Clone, Copy, Deserialize)]
pub(super) struct CheminVise {
    pub(super) id: JeuneId,
    pub(super) vise: Uuid,
}

impl From<CheminCursus> for JeuneId {
    fn from(chemin: CheminCursus) -> Self {
        chemin.id
    }
}

impl From<CheminExperience> for JeuneId {
    fn from(chemin: CheminExperience) -> Self {
        chemin.id
    }
}

impl From<CheminVise> for JeuneId {
    fn from(chemin: CheminVise) -> Self {
        chemin.id
    }
}

impl From<CheminRepresentation> for JeuneId {
    fn from(chemin: CheminRepresentation) -> Self {
        chemin.id
    }
}

impl From<CheminTiers> for JeuneId {
    fn from(chemin: CheminTiers) -> Self {
        chemin.id
    }
}

impl From<Chemin> for JeuneId {
    fn from(chemin: Chemin) -> Self {
        chemin.id
    }
}

impl From<CheminContact> for JeuneId {
    fn from(chemin: CheminContact) -> Self {
        chemin.id
    }
}

impl From<CheminSituation> for JeuneId {
    fn from(chemin: CheminSituation) -> Self {
        chemin.id
    }
}

/// The page « Identité et contacts », where its forms lead back.
pub(super) fn fiche(id: JeuneId) -> String {
    format!("/jeunes/{id}/identite")
}

/// The page « Parcours et métiers », where its forms lead back.
pub(super) fn parcours(id: JeuneId) -> String {
    format!("/jeunes/{id}/parcours")
}
