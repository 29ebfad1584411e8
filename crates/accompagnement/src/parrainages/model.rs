//! The shapes of a parrainage.

use chrono::NaiveDate;
use kernel::{AdhesionId, JeuneId, ParrainId, ParrainageId, RencontreId};

use crate::commun::coded;

/// The code of the dispositif.
pub const PARRAINAGE: &str = "parrainage";

coded! {
    /// What came of a meeting.
    Issue {
        Tenue = "tenue", "A eu lieu";
        JeuneAbsent = "jeune_absent", "Le jeune n’est pas venu";
        ParrainAbsent = "parrain_absent", "Le parrain ou la marraine n’est pas venu";
    }
}

/// A parrain or a marraine, as a form posts it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParrainSaisi {
    /// Chosen by the form: a second post finds it.
    pub id: ParrainId,
    /// Name.
    pub nom: String,
    /// Given name.
    pub prenom: String,
    /// What they do or did, or an empty string.
    pub metier: String,
    /// Where they know people, or an empty string.
    pub reseau: String,
    /// A phone, or an empty string.
    pub telephone: String,
    /// A mail, or an empty string.
    pub courriel: String,
    /// The day they signed the charter.
    pub charte_le: Option<NaiveDate>,
    /// Filleuls they accept at one time.
    pub filleuls_max: i32,
    /// First day.
    pub depuis: NaiveDate,
    /// From that day on, nobody is given to them.
    pub parti_le: Option<NaiveDate>,
}

/// A parrain or a marraine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parrain {
    /// Its identifier.
    pub id: ParrainId,
    /// Name.
    pub nom: String,
    /// Given name.
    pub prenom: String,
    /// What they do or did, or an empty string.
    pub metier: String,
    /// Where they know people, or an empty string.
    pub reseau: String,
    /// A phone, or an empty string.
    pub telephone: String,
    /// A mail, or an empty string.
    pub courriel: String,
    /// The day they signed the charter.
    pub charte_le: Option<NaiveDate>,
    /// Filleuls they accept at one time.
    pub filleuls_max: i32,
    /// First day.
    pub depuis: NaiveDate,
    /// From that day on, nobody is given to them.
    pub parti_le: Option<NaiveDate>,
    /// Filleuls now.
    pub filleuls: i64,
    /// Posted back to change it.
    pub version: i32,
}

impl Parrain {
    /// `Prénom Nom`.
    pub fn nom_affiche(&self) -> String {
        format!("{} {}", self.prenom, self.nom)
    }

    /// Someone may be given to them on `le`.
    pub fn disponible(&self, le: NaiveDate) -> bool {
        self.depuis <= le
            && self.parti_le.is_none_or(|day| le < day)
            && self.filleuls < i64::from(self.filleuls_max)
    }
}

/// Someone to go with, as a form posts it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NouveauParrainage {
    /// Chosen by the form: a second post finds it.
    pub id: ParrainageId,
    /// The course.
    pub adhesion: AdhesionId,
    /// Who goes with her.
    pub parrain: ParrainId,
    /// First day: today or earlier, within the course.
    pub debut: NaiveDate,
    /// The day she signed the charter.
    pub charte_le: Option<NaiveDate>,
}

/// A parrain or a marraine who goes with someone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parrainage {
    /// Its identifier.
    pub id: ParrainageId,
    /// The course.
    pub adhesion: AdhesionId,
    /// Who goes with her.
    pub parrain: ParrainId,
    /// `Prénom Nom`.
    pub parrain_nom: String,
    /// What they do or did, or an empty string.
    pub parrain_metier: String,
    /// The day the parrain signed the charter.
    pub parrain_charte_le: Option<NaiveDate>,
    /// First day.
    pub debut: NaiveDate,
    /// The day she signed the charter.
    pub charte_le: Option<NaiveDate>,
    /// Last day: its own, or that of the course.
    pub fin_le: Option<NaiveDate>,
    /// Why (list `parrainage_fin`), or an empty string when the course ended it.
    pub fin_motif: String,
    /// In words, or an empty string.
    pub fin_mots: String,
    /// Posted back to change it.
    pub version: i32,
}

impl Parrainage {
    /// It goes on.
    pub const fn est_ouvert(&self) -> bool {
        self.fin_le.is_none()
    }
}

/// An end as a form posts it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FinParrainage {
    /// Which.
    pub id: ParrainageId,
    /// The version that was shown.
    pub version: i32,
    /// Last day.
    pub le: NaiveDate,
    /// Why (list `parrainage_fin`).
    pub motif: String,
    /// In words: needed for « Autre ».
    pub mots: String,
}

/// A meeting as a form posts it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NouvelleRencontre {
    /// Chosen by the form: a second post finds it.
    pub id: RencontreId,
    /// Of which parrainage.
    pub parrainage: ParrainageId,
    /// The day: today or earlier.
    pub le: NaiveDate,
    /// Where or how (list `parrainage_moyen`).
    pub moyen: String,
    /// About what (list `parrainage_sujet`).
    pub sujet: String,
    /// What came of it.
    pub issue: Issue,
    /// Whole minutes, when it was held.
    pub minutes: Option<i32>,
}

/// A meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rencontre {
    /// Its identifier.
    pub id: RencontreId,
    /// Of which parrainage.
    pub parrainage: ParrainageId,
    /// The day.
    pub le: NaiveDate,
    /// Where or how.
    pub moyen: String,
    /// About what.
    pub sujet: String,
    /// What came of it.
    pub issue: Issue,
    /// Whole minutes, when it was held.
    pub minutes: Option<i32>,
}

/// Someone a parrain goes with, or went with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filleul {
    /// Her dossier.
    pub jeune: JeuneId,
    /// Her course.
    pub adhesion: AdhesionId,
    /// `Prénom NOM`; `None`: her dossier is protected from the actor.
    pub nom: Option<String>,
    /// First day.
    pub debut: NaiveDate,
    /// Last day.
    pub fin_le: Option<NaiveDate>,
    /// Meetings held.
    pub rencontres: i64,
    /// The last one.
    pub derniere_le: Option<NaiveDate>,
}
