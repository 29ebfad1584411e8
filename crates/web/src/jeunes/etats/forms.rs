//! A change of state as posted. Each state that asks a reason has its own field for it.

use jeunes::{
    dossiers::EtatDossier,
    etats::{Changement, rules},
};
use kernel::FieldErrors;
use platform::Error;
use serde::Deserialize;

use crate::jeunes::lire;

/// Every field, as strings.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct EtatForm {
    /// The state the form showed.
    pub(super) avant: String,
    pub(super) etat: String,
    pub(super) motif_veille: String,
    pub(super) motif_fin: String,
    pub(super) motif_archive: String,
    /// What happened, when the accompaniment begins again.
    pub(super) evenement_type: String,
    pub(super) depuis: String,
}

impl EtatForm {
    pub(super) fn parse(&self) -> Result<Changement, FieldErrors> {
        let mut errors = FieldErrors::new();
        let avant = EtatDossier::from_code(&self.avant);
        if avant.is_none() {
            errors.add("avant", "Ce formulaire est abîmé : rechargez la page.");
        }
        let apres = EtatDossier::from_code(&self.etat);
        if apres.is_none() {
            errors.add("etat", "Choisissez le nouvel état.");
        }
        let depuis = lire::date(
            &mut errors,
            "depuis",
            &self.depuis,
            "Indiquez depuis quand.",
        );
        let apres = apres.unwrap_or(EtatDossier::Actif);
        let motif = match rules::reasons(apres) {
            "motif_veille" => self.motif_veille.clone(),
            "motif_fin" => self.motif_fin.clone(),
            "motif_archive" => self.motif_archive.clone(),
            _ => self.evenement_type.clone(),
        };
        errors.check(Changement {
            avant: avant.unwrap_or(EtatDossier::Actif),
            apres,
            motif,
            depuis,
        })
    }

    /// What the wing says of the reason goes to the field of the state chosen.
    pub(super) fn on_reason(&self, error: Error) -> Error {
        let Error::Invalid(errors) = error else {
            return error;
        };
        let field = EtatDossier::from_code(&self.etat).map_or("etat", rules::reasons);
        let mut moved = FieldErrors::new();
        for (name, sentence) in errors.iter() {
            moved.add(if name == "motif" { field } else { name }, sentence);
        }
        Error::Invalid(moved)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(etat: &str) -> EtatForm {
        EtatForm {
            avant: "actif".into(),
            etat: etat.into(),
            motif_veille: "sans_contact".into(),
            motif_fin: "emploi".into(),
            motif_archive: "termine".into(),
            evenement_type: "passage".into(),
            depuis: "2026-11-23".into(),
        }
    }

    #[test]
    fn the_reason_is_that_of_the_state_chosen() {
        assert_eq!(form("en_veille").parse().unwrap().motif, "sans_contact");
        assert_eq!(form("fin_accompagnement").parse().unwrap().motif, "emploi");
        assert_eq!(form("archive").parse().unwrap().motif, "termine");
        assert_eq!(form("actif").parse().unwrap().motif, "passage");
        let errors = form("").parse().unwrap_err();
        assert!(!errors.get("etat").is_empty());
        let Error::Invalid(moved) = form("en_veille").on_reason(Error::invalid("motif", "Non."))
        else {
            panic!("still invalid");
        };
        assert_eq!(moved.get("motif_veille"), "Non.");
    }
}
