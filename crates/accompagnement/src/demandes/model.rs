//! The shapes of demandes and propositions.

use chrono::NaiveDate;
use kernel::{DemandeId, PropositionId};

use crate::commun::coded;

coded! {
    /// Where a demande stands.
    EtatDemande {
        Ouverte = "ouverte", "Ouverte";
        Satisfaite = "satisfaite", "Satisfaite";
        SansSuite = "sans_suite", "Sans suite";
    }
}

coded! {
    /// Where a proposition stands; the labels are those of the list `proposition_etat`.
    EtatProposition {
        Prescrite = "prescrite", "Proposée";
        EnCours = "en_cours", "En cours";
        Realisee = "realisee", "Réalisée";
        RefusJeune = "refus_jeune", "Non retenue par la personne accompagnée";
        RefusTiers = "refus_tiers", "Non retenue par l’organisme";
        Abandonnee = "abandonnee", "Abandonnée";
    }
}

/// What the young person asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Demande {
    /// Its identifier.
    pub id: DemandeId,
    /// What it is about (list `demande_theme`).
    pub theme: String,
    /// In a few words, or an empty string.
    pub precisions: String,
    /// The day it was said.
    pub exprimee_le: NaiveDate,
    /// Where it stands.
    pub etat: EtatDemande,
    /// The day it was closed.
    pub close_le: Option<NaiveDate>,
    /// Who wrote it down, or an empty string.
    pub saisi_par: String,
    /// Posted back to change it.
    pub version: i32,
}

/// A demande as a form creates it.
#[derive(Debug, Clone)]
pub struct NouvelleDemande {
    /// Chosen by the form: a second post finds it.
    pub id: DemandeId,
    /// What it is about (list `demande_theme`).
    pub theme: String,
    /// In a few words, or an empty string.
    pub precisions: String,
    /// The day it was said: today or earlier, even before the first reception.
    pub exprimee_le: NaiveDate,
}

/// A demande put right.
#[derive(Debug, Clone)]
pub struct CorrectionDemande {
    /// What it says now; the identifier is that of the demande.
    pub demande: NouvelleDemande,
    /// The version that was shown.
    pub version: i32,
}

/// A demande closed, or opened again.
#[derive(Debug, Clone)]
pub struct ChangementDemande {
    /// Which.
    pub id: DemandeId,
    /// The version that was shown.
    pub version: i32,
    /// Where it stands now.
    pub etat: EtatDemande,
    /// Since when.
    pub le: NaiveDate,
}

/// What is offered, with its result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposition {
    /// Its identifier.
    pub id: PropositionId,
    /// The demande it answers.
    pub demande: Option<DemandeId>,
    /// Its type (list `proposition_type`).
    pub nature: String,
    /// What is offered, in a few words.
    pub libelle: String,
    /// The day it was offered.
    pub proposee_le: NaiveDate,
    /// Where it stands.
    pub etat: EtatProposition,
    /// Since when.
    pub etat_le: NaiveDate,
    /// What came of it, or an empty string.
    pub resultat: String,
    /// Who offered it, or an empty string.
    pub saisi_par: String,
    /// Posted back to change it.
    pub version: i32,
}

/// A proposition as a form creates it; it starts as [`EtatProposition::Prescrite`].
#[derive(Debug, Clone)]
pub struct NouvelleProposition {
    /// Chosen by the form: a second post finds it.
    pub id: PropositionId,
    /// The demande it answers.
    pub demande: Option<DemandeId>,
    /// Its type (list `proposition_type`).
    pub nature: String,
    /// What is offered, in a few words.
    pub libelle: String,
    /// The day it is offered: today or earlier.
    pub proposee_le: NaiveDate,
}

/// A proposition that moves, or whose result is written down.
#[derive(Debug, Clone)]
pub struct ChangementProposition {
    /// Which.
    pub id: PropositionId,
    /// The version that was shown.
    pub version: i32,
    /// Where it stands now.
    pub etat: EtatProposition,
    /// Since when.
    pub etat_le: NaiveDate,
    /// What came of it, or an empty string.
    pub resultat: String,
}

/// Both lists of a dossier, latest first.
#[derive(Debug, Clone, Default)]
pub struct Demandes {
    /// What was asked.
    pub demandes: Vec<Demande>,
    /// What was offered.
    pub propositions: Vec<Proposition>,
}

impl Demandes {
    /// The propositions that answer `demande`.
    pub fn reponses(&self, demande: DemandeId) -> impl Iterator<Item = &Proposition> {
        self.propositions
            .iter()
            .filter(move |p| p.demande == Some(demande))
    }

    /// The propositions that answer no demande.
    pub fn spontanees(&self) -> impl Iterator<Item = &Proposition> {
        self.propositions.iter().filter(|p| p.demande.is_none())
    }
}
