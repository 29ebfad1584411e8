//! Rules of the obligation de formation, pure: the machine of its states, its clock, its ends.

use chrono::{Days, Months, NaiveDate};
use jeunes::situations::Situation;
use kernel::{AgentId, FieldErrors, dates};

use super::model::{EtatObligation, FinObligation, Obligation, Satisfait, Voie};
use crate::dispositifs::Adhesion;

/// The longest words.
pub const MOTS_MAX: usize = 500;

/// The longest reason.
pub const MOTIVATION_MAX: usize = 2000;

/// What the machine knows of an obligation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Marche {
    /// Where it stands.
    pub etat: EtatObligation,
    /// The latest convocation.
    pub convoquee_le: Option<NaiveDate>,
    /// The last day of its clock.
    pub horloge_fin: Option<NaiveDate>,
    /// Who proposed to tell the département, and when.
    pub proposee: Option<(NaiveDate, AgentId)>,
    /// Who decided it, and when.
    pub decidee: Option<(NaiveDate, AgentId)>,
    /// How it ended, and when.
    pub fin: Option<(FinObligation, NaiveDate)>,
}

/// What someone does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Geste {
    /// Receives her.
    Recevoir,
    /// Offers a solution.
    Proposer,
    /// Calls her by letter: the clock begins, or begins again.
    Convoquer,
    /// Proposes to tell the département.
    Saisir(AgentId),
    /// Decides to tell it.
    Transmettre(AgentId),
    /// Decides to wait.
    Attendre,
    /// Ends.
    Finir(FinObligation),
}

/// What the law counts with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cadre {
    /// Today.
    pub today: NaiveDate,
    /// The day of the report.
    pub signalee_le: NaiveDate,
    /// Her 18 years, when her birth is known.
    pub majorite: Option<NaiveDate>,
    /// Months of the clock.
    pub horloge_mois: i32,
}

impl Marche {
    /// What is known of a report.
    pub const fn nouvelle() -> Self {
        Self {
            etat: EtatObligation::Signalee,
            convoquee_le: None,
            horloge_fin: None,
            proposee: None,
            decidee: None,
            fin: None,
        }
    }

    /// What is known of `o`.
    pub fn of(o: &Obligation) -> Self {
        Self {
            etat: o.etat,
            convoquee_le: o.convoquee_le,
            horloge_fin: o.horloge_fin,
            proposee: o.transmission_proposee_le.zip(o.proposee_par),
            decidee: o.decidee_le.zip(o.decidee_par),
            fin: o.fin.zip(o.fin_le),
        }
    }

    /// The clock of a convocation is over.
    pub fn horloge_passee(&self, today: NaiveDate) -> bool {
        self.horloge_fin.is_some_and(|last| today > last)
    }

    /// She may be received, offered something or called.
    pub const fn en_cours(&self) -> bool {
        self.fin.is_none() && !matches!(self.etat, EtatObligation::ATransmettre)
    }

    /// It may be proposed to tell the département.
    pub fn a_saisir(&self, today: NaiveDate) -> bool {
        self.fin.is_none()
            && !matches!(
                self.etat,
                EtatObligation::ATransmettre | EtatObligation::Transmise
            )
            && self.horloge_passee(today)
    }
}

/// The last day of the clock of a convocation: the same day, two months later.
pub fn horloge(convocation: NaiveDate, mois: i32) -> NaiveDate {
    let months = Months::new(u32::try_from(mois).unwrap_or(0));
    convocation
        .checked_add_months(months)
        .unwrap_or(convocation)
}

/// Days left of a clock: none when it is over.
pub fn reste(last: NaiveDate, today: NaiveDate) -> i64 {
    (last - today).num_days().max(0)
}

/// The last day that an end may have: today, or the eve of her 18 years.
pub fn dernier_jour(today: NaiveDate, majorite: Option<NaiveDate>) -> NaiveDate {
    majorite
        .and_then(|day| day.checked_sub_days(Days::new(1)))
        .map_or(today, |eve| eve.min(today))
}

/// `marche` after `geste` on `le`.
///
/// # Errors
/// By field: `le`, `fin`, `mots`, `motivation`.
pub fn avance(
    marche: &Marche,
    geste: Geste,
    le: NaiveDate,
    cadre: &Cadre,
) -> Result<Marche, FieldErrors> {
    let mut errors = FieldErrors::new();
    check_day(&mut errors, le, cadre);
    let adult = cadre.majorite.is_some_and(|day| cadre.today >= day);
    if marche.fin.is_some() {
        errors.add("le", "Cette obligation est déjà terminée.");
    } else if adult && !matches!(geste, Geste::Finir(_)) {
        errors.add("le", "La personne a 18 ans : notez la fin, à la majorité.");
    }
    let next = match geste {
        Geste::Recevoir | Geste::Proposer | Geste::Convoquer => {
            ordinary(marche, geste, le, cadre, &mut errors)
        }
        Geste::Saisir(par) => proposed(marche, par, le, &mut errors),
        Geste::Transmettre(par) => told(marche, par, le, &mut errors),
        Geste::Attendre => waiting(marche, &mut errors),
        Geste::Finir(fin) => ended(marche, fin, le, cadre, &mut errors),
    };
    errors.check(next)
}

fn check_day(errors: &mut FieldErrors, le: NaiveDate, cadre: &Cadre) {
    if le > cadre.today {
        errors.add("le", "Cette date est dans l’avenir.");
    }
    if le < cadre.signalee_le {
        let day = dates::short(cadre.signalee_le);
        errors.add(
            "le",
            format!("Cette date est avant le signalement, le {day}."),
        );
    }
}

fn ordinary(
    marche: &Marche,
    geste: Geste,
    le: NaiveDate,
    cadre: &Cadre,
    errors: &mut FieldErrors,
) -> Marche {
    if marche.etat == EtatObligation::ATransmettre {
        errors.add("le", "La direction doit d’abord décider.");
    }
    // Once the département is told, what is done with her goes on and changes nothing of it.
    let told = marche.etat == EtatObligation::Transmise;
    match geste {
        Geste::Convoquer if told => {
            errors.add(
                "le",
                "Le département est informé : il n’y a plus de convocation.",
            );
            *marche
        }
        Geste::Convoquer => {
            if marche.convoquee_le.is_some_and(|before| le < before) {
                errors.add("le", "Une convocation plus récente est déjà notée.");
            }
            Marche {
                etat: EtatObligation::Convoquee,
                convoquee_le: Some(le),
                horloge_fin: Some(horloge(le, cadre.horloge_mois)),
                ..*marche
            }
        }
        _ if told => *marche,
        Geste::Proposer => Marche {
            etat: EtatObligation::Proposee,
            ..*marche
        },
        _ => Marche {
            etat: EtatObligation::Recue,
            ..*marche
        },
    }
}

fn proposed(marche: &Marche, par: AgentId, le: NaiveDate, errors: &mut FieldErrors) -> Marche {
    match marche.horloge_fin {
        None => errors.add(
            "mots",
            "Il faut d’abord une convocation, et le temps qu’elle laisse.",
        ),
        Some(last) if le <= last => errors.add(
            "mots",
            format!(
                "La convocation laisse jusqu’au {} : on ne propose rien avant.",
                dates::short(last)
            ),
        ),
        Some(_) => {}
    }
    if matches!(
        marche.etat,
        EtatObligation::ATransmettre | EtatObligation::Transmise
    ) {
        errors.add("mots", "C’est déjà proposé.");
    }
    Marche {
        etat: EtatObligation::ATransmettre,
        proposee: Some((le, par)),
        decidee: None,
        ..*marche
    }
}

fn told(marche: &Marche, par: AgentId, le: NaiveDate, errors: &mut FieldErrors) -> Marche {
    if marche.etat != EtatObligation::ATransmettre {
        errors.add("motivation", "Rien n’est proposé à la direction.");
    }
    if marche.proposee.is_some_and(|(_, proposer)| proposer == par) {
        errors.add("motivation", MEME_PERSONNE);
    }
    Marche {
        etat: EtatObligation::Transmise,
        decidee: Some((le, par)),
        ..*marche
    }
}

/// What is said to who would decide what she proposed.
pub const MEME_PERSONNE: &str =
    "Vous avez fait cette proposition : quelqu’un d’autre doit décider.";

fn waiting(marche: &Marche, errors: &mut FieldErrors) -> Marche {
    if marche.etat != EtatObligation::ATransmettre {
        errors.add("motivation", "Rien n’est proposé à la direction.");
    }
    Marche {
        etat: EtatObligation::Convoquee,
        proposee: None,
        ..*marche
    }
}

fn ended(
    marche: &Marche,
    fin: FinObligation,
    le: NaiveDate,
    cadre: &Cadre,
    errors: &mut FieldErrors,
) -> Marche {
    let last = dernier_jour(cadre.today, cadre.majorite);
    if fin == FinObligation::Majorite && cadre.majorite.is_none_or(|day| cadre.today < day) {
        errors.add("fin", "La personne n’a pas encore 18 ans.");
    } else if le > last {
        errors.add(
            "le",
            format!(
                "Le dernier jour de l’obligation est le {}.",
                dates::short(last)
            ),
        );
    }
    Marche {
        fin: Some((fin, le)),
        ..*marche
    }
}

/// What seems to satisfy the obligation on `le`, in the order of the law.
pub fn satisfait(
    voies: &[Voie],
    situations: &[Situation],
    adhesions: &[Adhesion],
    le: NaiveDate,
) -> Option<Satisfait> {
    let lived = |voie: &Voie| {
        situations
            .iter()
            .filter(|s| !voie.situation.is_empty() && s.categorie == voie.situation)
            .filter(|s| voie.types.is_empty() || voie.types.contains(&s.type_code))
            .filter(|s| s.debut <= le && s.fin.is_none_or(|fin| le <= fin))
            .map(|s| s.debut)
            .min()
    };
    let open = |voie: &Voie| {
        adhesions
            .iter()
            .filter(|a| !voie.groupe.is_empty() && a.groupe == voie.groupe)
            .filter(|a| a.est_ouverte() && a.entree_le <= le)
            .map(|a| a.entree_le)
            .min()
    };
    voies.iter().find_map(|voie| {
        lived(voie).or_else(|| open(voie)).map(|depuis| Satisfait {
            voie: voie.voie.clone(),
            depuis,
        })
    })
}

#[cfg(test)]
#[path = "rules_tests.rs"]
mod tests;
