//! The forms of the counter, as posted.

use jeunes::accueil::{Arrivee, Fin};
use kernel::FieldErrors;
use serde::Deserialize;

use crate::jeunes::lire;

/// Which site, and who is looked for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct AccueilQuery {
    pub(super) site: String,
    pub(super) q: String,
}

/// An arrival.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct ArriveeForm {
    pub(super) id: String,
    pub(super) site: String,
    pub(super) agent: String,
    pub(super) prevue: String,
    pub(super) motif: String,
    pub(super) souhait: String,
    pub(super) accompagne_par: String,
}

impl ArriveeForm {
    pub(super) fn parse(&self) -> Result<Arrivee, FieldErrors> {
        let mut errors = FieldErrors::new();
        let id = lire::hidden(&mut errors, "id", &self.id);
        let site: Option<uuid::Uuid> = self.site.parse().ok();
        if site.is_none() {
            errors.add("site", "Choisissez le site.");
        }
        match (id, site, errors.is_empty()) {
            (Some(id), Some(site), true) => Ok(Arrivee {
                id,
                site: site.into(),
                agent: self.agent.parse().ok(),
                prevue: lire::ticked(&self.prevue),
                urgence: false,
                motif: self.motif.clone(),
                souhait: self.souhait.clone(),
                accompagne_par: self.accompagne_par.clone(),
            }),
            _ => Err(errors),
        }
    }
}

/// The end of a waiting.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct FinForm {
    pub(super) etat: String,
    /// `entretien`, `arrivees`, or the counter.
    pub(super) suite: String,
}

impl FinForm {
    pub(super) fn fin(&self) -> Fin {
        if self.etat == "parti" {
            Fin::Parti
        } else {
            Fin::Recu
        }
    }
}

/// Someone came for information.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct PassageForm {
    pub(super) id: String,
    pub(super) site: String,
    pub(super) sujet: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_arrival_is_somewhere_and_known_by_its_identifier() {
        let errors = ArriveeForm::default().parse().unwrap_err();
        assert!(!errors.get("id").is_empty() && !errors.get("site").is_empty());
        let gone = FinForm {
            etat: "parti".into(),
            ..FinForm::default()
        };
        assert_eq!(gone.fin(), Fin::Parti);
        assert_eq!(FinForm::default().fin(), Fin::Recu);
    }
}
