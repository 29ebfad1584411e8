//! The lines of a parcours as posted.

use chrono::NaiveDate;
use jeunes::{
    metiers::Appellation,
    parcours::{
        EtatFormation, Experience, Formation, Ligne, MetierVise, NatureExperience, NouveauMetier,
        Piste, Quand,
    },
};
use kernel::{FieldErrors, text};
use serde::Deserialize;
use uuid::Uuid;

use crate::jeunes::{
    lire,
    metiers::{self, MetierLu, MetierSaisi},
};

/// A formation, as strings.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct FormationForm {
    pub(super) id: String,
    pub(super) version: String,
    pub(super) niveau: String,
    pub(super) intitule: String,
    pub(super) etablissement: String,
    pub(super) du: String,
    pub(super) au: String,
    pub(super) etat: String,
    /// `supprimer`, else the line is added or corrected.
    pub(super) geste: String,
}

/// An experience, as strings.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct ExperienceForm {
    pub(super) id: String,
    pub(super) version: String,
    pub(super) nature: String,
    pub(super) metier: String,
    pub(super) metier_code: String,
    pub(super) metier_pour: String,
    pub(super) libelle: String,
    pub(super) employeur: String,
    pub(super) du: String,
    pub(super) au: String,
    /// `supprimer`, else the line is added or corrected.
    pub(super) geste: String,
}

/// A métier aimed at, as strings.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct ViseForm {
    pub(super) id: String,
    pub(super) version: String,
    pub(super) metier: String,
    pub(super) metier_code: String,
    pub(super) metier_pour: String,
    pub(super) piste: String,
    pub(super) vrai_du: String,
    /// `terminer`, else the métier is added or changed.
    pub(super) geste: String,
    /// The last day, in the form that ends it.
    pub(super) dernier_jour: String,
}

/// The button that moves a métier up: where it stood on the page.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct MonterForm {
    pub(super) place: String,
}

impl FormationForm {
    pub(super) fn blank(id: Uuid) -> Self {
        Self {
            id: id.to_string(),
            ..Self::default()
        }
    }

    pub(super) fn of(known: &Ligne<Formation>) -> Self {
        let dit = &known.dit;
        Self {
            id: known.id.to_string(),
            version: known.version.to_string(),
            niveau: dit.niveau.clone(),
            intitule: dit.intitule.clone(),
            etablissement: dit.etablissement.clone(),
            du: month_field(dit.du),
            au: month_field(dit.au),
            etat: dit.etat.code().to_owned(),
            geste: String::new(),
        }
    }

    pub(super) fn parse(&self) -> Result<(Uuid, Formation), FieldErrors> {
        let mut errors = FieldErrors::new();
        let id = lire::hidden(&mut errors, "id", &self.id).unwrap_or_default();
        if self.niveau.is_empty() {
            errors.add("niveau", "Choisissez un niveau.");
        }
        let etat = EtatFormation::from_code(&self.etat);
        if etat.is_none() {
            errors.add("etat", "Indiquez si elle est obtenue, ou en cours.");
        }
        let (du, au) = months(&mut errors, &self.du, &self.au);
        let formation = Formation {
            niveau: self.niveau.clone(),
            intitule: text::tidy_line(&self.intitule),
            etablissement: text::tidy_line(&self.etablissement),
            du,
            au,
            etat: etat.unwrap_or(EtatFormation::EnCours),
        };
        errors.check((id, formation))
    }

    pub(super) fn version(&self) -> Result<i32, FieldErrors> {
        version(&self.version)
    }

    pub(super) fn removes(&self) -> bool {
        self.geste == "supprimer"
    }
}

impl ExperienceForm {
    pub(super) fn blank(id: Uuid) -> Self {
        Self {
            id: id.to_string(),
            ..Self::default()
        }
    }

    pub(super) fn of(known: &Ligne<Experience>) -> Self {
        let dit = &known.dit;
        Self {
            id: known.id.to_string(),
            version: known.version.to_string(),
            nature: dit.nature.code().to_owned(),
            metier: dit.metier.as_ref().map(metiers::known).unwrap_or_default(),
            libelle: dit.libelle.clone(),
            employeur: dit.employeur.clone(),
            du: month_field(dit.du),
            au: month_field(dit.au),
            ..Self::default()
        }
    }

    pub(super) fn metier(&self) -> MetierSaisi<'_> {
        MetierSaisi {
            texte: &self.metier,
            code: &self.metier_code,
            pour: &self.metier_pour,
        }
    }

    pub(super) fn parse(&self, lu: MetierLu) -> Result<(Uuid, Experience), FieldErrors> {
        let mut errors = lu.errors;
        let id = lire::hidden(&mut errors, "id", &self.id).unwrap_or_default();
        let nature = NatureExperience::from_code(&self.nature);
        if nature.is_none() {
            errors.add("nature", "Choisissez un genre d’expérience.");
        }
        let (du, au) = months(&mut errors, &self.du, &self.au);
        let experience = Experience {
            nature: nature.unwrap_or(NatureExperience::Autre),
            metier: lu.metier,
            libelle: text::tidy_line(&self.libelle),
            employeur: text::tidy_line(&self.employeur),
            du,
            au,
        };
        errors.check((id, experience))
    }

    pub(super) fn version(&self) -> Result<i32, FieldErrors> {
        version(&self.version)
    }

    pub(super) fn removes(&self) -> bool {
        self.geste == "supprimer"
    }
}

impl ViseForm {
    pub(super) fn blank(id: Uuid, today: NaiveDate) -> Self {
        Self {
            id: id.to_string(),
            piste: Piste::Idee.code().to_owned(),
            vrai_du: lire::field(today),
            ..Self::default()
        }
    }

    pub(super) fn of(known: &MetierVise, today: NaiveDate) -> Self {
        Self {
            id: known.id.to_string(),
            version: known.version.to_string(),
            piste: known.piste.code().to_owned(),
            vrai_du: lire::field(known.vrai_du),
            dernier_jour: lire::field(today),
            ..Self::default()
        }
    }

    pub(super) fn metier(&self) -> MetierSaisi<'_> {
        MetierSaisi {
            texte: &self.metier,
            code: &self.metier_code,
            pour: &self.metier_pour,
        }
    }

    pub(super) fn parse(&self, lu: MetierLu) -> Result<NouveauMetier, FieldErrors> {
        let mut errors = lu.errors;
        let id = lire::hidden(&mut errors, "id", &self.id).unwrap_or_default();
        if self.metier.trim().is_empty() {
            errors.add("metier", "Indiquez un métier.");
        }
        let (piste, vrai_du) = self.read(&mut errors);
        let metier = lu.metier.unwrap_or_else(nobody);
        errors.check(NouveauMetier {
            id,
            metier,
            piste,
            vrai_du,
        })
    }

    /// What may be changed: how sure it is, since when.
    pub(super) fn changed(&self) -> Result<(Piste, NaiveDate), FieldErrors> {
        let mut errors = FieldErrors::new();
        let read = self.read(&mut errors);
        errors.check(read)
    }

    fn read(&self, errors: &mut FieldErrors) -> (Piste, NaiveDate) {
        let piste = Piste::from_code(&self.piste);
        if piste.is_none() {
            errors.add("piste", "Choisissez une réponse.");
        }
        let vrai_du = lire::date(errors, "vrai_du", &self.vrai_du, "Indiquez depuis quand.");
        (piste.unwrap_or(Piste::Idee), vrai_du)
    }

    pub(super) fn ends(&self) -> bool {
        self.geste == "terminer"
    }

    pub(super) fn last_day(&self) -> Result<NaiveDate, FieldErrors> {
        let mut errors = FieldErrors::new();
        let absent = "Indiquez le dernier jour.";
        let day = lire::date(&mut errors, "dernier_jour", &self.dernier_jour, absent);
        errors.check(day)
    }

    pub(super) fn version(&self) -> Result<i32, FieldErrors> {
        version(&self.version)
    }
}

impl MonterForm {
    pub(super) fn place(&self) -> Result<usize, FieldErrors> {
        let mut errors = FieldErrors::new();
        let place = lire::hidden(&mut errors, "place", &self.place);
        errors.check(place.unwrap_or_default())
    }
}

/// Never kept: its absence is an error of the form.
const fn nobody() -> Appellation {
    Appellation {
        code: String::new(),
        metier: String::new(),
        libelle: String::new(),
        metier_libelle: String::new(),
    }
}

fn version(posted: &str) -> Result<i32, FieldErrors> {
    let mut errors = FieldErrors::new();
    let version = lire::hidden(&mut errors, "version", posted);
    errors.check(version.unwrap_or_default())
}

fn months(errors: &mut FieldErrors, du: &str, au: &str) -> (Option<Quand>, Option<Quand>) {
    let mut read = |field: &str, typed: &str| {
        if typed.trim().is_empty() {
            return None;
        }
        let read = Quand::parse(typed);
        if read.is_none() {
            errors.add(
                field,
                "Écrivez un mois et une année, ainsi : 09/2023, ou 2023.",
            );
        }
        read
    };
    (read("du", du), read("au", au))
}

fn month_field(quand: Option<Quand>) -> String {
    quand.map(Quand::field).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields<T: std::fmt::Debug>(read: Result<T, FieldErrors>) -> Vec<String> {
        let errors = read.expect_err("a refusal");
        errors.iter().map(|(field, _)| field.to_owned()).collect()
    }

    #[test]
    fn says_what_is_missing_and_what_cannot_be_read() {
        let form = FormationForm {
            du: "hier".into(),
            ..FormationForm::default()
        };
        assert_eq!(fields(form.parse()), ["id", "niveau", "etat", "du"]);
        let form = ExperienceForm {
            au: "32/2020".into(),
            ..ExperienceForm::default()
        };
        assert_eq!(
            fields(form.parse(MetierLu::default())),
            ["id", "nature", "au"]
        );
        let form = ViseForm::default();
        assert_eq!(
            fields(form.parse(MetierLu::default())),
            ["id", "metier", "piste", "vrai_du"]
        );
        assert_eq!(fields(form.last_day()), ["dernier_jour"]);
        assert_eq!(fields(MonterForm::default().place()), ["place"]);
    }
}
