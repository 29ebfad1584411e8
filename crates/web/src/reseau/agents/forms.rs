//! The forms of agents, as posted.

use chrono::NaiveDate;
use kernel::{AffectationId, AgentId, FieldErrors, Role, SiteId, dates};
use reseau::agents::{AffectationSaisie, AgentSaisi};
use serde::Deserialize;

/// A new agent with her first affectation, or one more affectation of an agent.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct AgentForm {
    pub(super) id: String,
    pub(super) affectation: String,
    pub(super) prenom: String,
    pub(super) nom: String,
    pub(super) courriel: String,
    pub(super) telephone: String,
    pub(super) role: String,
    pub(super) site: String,
    pub(super) du: String,
    pub(super) au: String,
    /// The person with this mail is the one meant.
    pub(super) rattacher: String,
    pub(super) version: String,
}

impl AgentForm {
    pub(super) fn agent(&self) -> AgentSaisi {
        AgentSaisi {
            prenom: self.prenom.clone(),
            nom: self.nom.clone(),
            courriel: self.courriel.clone(),
            telephone: self.telephone.clone(),
        }
    }

    pub(super) fn agent_id(&self) -> Result<AgentId, FieldErrors> {
        self.id.parse().map_err(|_| broken())
    }

    pub(super) fn affectation(&self) -> Result<AffectationSaisie, FieldErrors> {
        let id: AffectationId = self.affectation.parse().map_err(|_| broken())?;
        let mut errors = FieldErrors::new();
        let role = Role::from_code(&self.role);
        if role.is_none() {
            errors.add("role", "Choisissez une fonction.");
        }
        let du = day(&mut errors, "du", &self.du);
        if du.is_none() && errors.get("du").is_empty() {
            errors.add("du", "Indiquez le premier jour.");
        }
        let au = day(&mut errors, "au", &self.au);
        let site: Option<SiteId> = self.site.parse().ok();
        let saisie = role.zip(du).map(|(role, du)| AffectationSaisie {
            id,
            role,
            site,
            du,
            au,
        });
        errors.check(())?;
        saisie.ok_or_else(broken)
    }

    pub(super) fn version(&self) -> i32 {
        self.version.parse().unwrap_or(0)
    }
}

fn broken() -> FieldErrors {
    FieldErrors::one("", "Ce formulaire est abîmé : rechargez la page.")
}

fn day(errors: &mut FieldErrors, field: &str, typed: &str) -> Option<NaiveDate> {
    if typed.trim().is_empty() {
        return None;
    }
    let day = dates::parse(typed);
    if day.is_none() {
        errors.add(
            field,
            "Cette date n’existe pas. Écrivez-la ainsi : 14/03/2027.",
        );
    }
    day
}

/// The end of an affectation.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct FinForm {
    pub(super) au: String,
    pub(super) version: String,
}

impl FinForm {
    pub(super) fn parse(&self) -> Result<(NaiveDate, i32), FieldErrors> {
        let mut errors = FieldErrors::new();
        let au = day(&mut errors, "au", &self.au);
        if au.is_none() && errors.is_empty() {
            errors.add("au", "Indiquez le dernier jour.");
        }
        errors.check(())?;
        au.map(|au| (au, self.version.parse().unwrap_or(0)))
            .ok_or_else(broken)
    }
}

/// An act on an account.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct CompteForm {
    pub(super) geste: String,
    pub(super) version: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_affectation_needs_a_function_and_a_first_day() {
        let form = AgentForm {
            affectation: "01935f00-0003-7000-8000-000000000001".to_owned(),
            du: "31/02/2027".to_owned(),
            ..AgentForm::default()
        };
        let errors = form.affectation().unwrap_err();
        assert!(!errors.get("role").is_empty());
        assert!(errors.get("du").starts_with("Cette date n’existe pas"));
    }
}
