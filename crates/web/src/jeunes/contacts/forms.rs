//! Contacts and address as posted.

use chrono::NaiveDate;
use jeunes::{
    contacts::{Consignes, Contact, MoyenContact, NouveauContact, Reponse},
    dossiers::{Dossier, Lieu},
};
use kernel::{ContactId, FieldErrors, text};
use serde::Deserialize;

use crate::jeunes::{
    communes::{CommuneLue, CommuneSaisie},
    lire,
};

/// Every field of a contact, as strings.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct ContactForm {
    pub(super) id: String,
    pub(super) version: String,
    pub(super) moyen: String,
    pub(super) valeur: String,
    pub(super) titulaire: String,
    pub(super) precisions: String,
    pub(super) message: String,
    pub(super) dire_ml: String,
    /// Why it is never used, or an empty string.
    pub(super) jamais: String,
    /// Its rank, from 1 to 5, or an empty string.
    pub(super) preference: String,
    pub(super) vrai_du: String,
    pub(super) vrai_au: String,
    /// `terminer`, else the contact is added or corrected.
    pub(super) geste: String,
}

/// The form that adds a contact.
#[derive(Debug, Clone, Deserialize)]
#[serde(transparent)]
pub(super) struct Ajout(pub(super) ContactForm);

/// The form that corrects or ends one.
#[derive(Debug, Clone, Deserialize)]
#[serde(transparent)]
pub(super) struct Correction(pub(super) ContactForm);

impl ContactForm {
    /// An empty form: the young person's own phone, true today.
    pub(super) fn blank(id: ContactId, today: NaiveDate) -> Self {
        Self {
            id: id.to_string(),
            moyen: MoyenContact::Telephone.code().to_owned(),
            titulaire: "jeune".to_owned(),
            message: Reponse::Inconnu.code().to_owned(),
            dire_ml: Reponse::Inconnu.code().to_owned(),
            vrai_du: lire::field(today),
            ..Self::default()
        }
    }

    /// The form of a known contact; `id` is that of the row that will replace it.
    pub(super) fn of(contact: &Contact, id: ContactId, today: NaiveDate) -> Self {
        Self {
            id: id.to_string(),
            version: contact.version.to_string(),
            moyen: contact.moyen.code().to_owned(),
            valeur: contact.valeur_affichee(),
            titulaire: contact.titulaire.clone(),
            precisions: contact.precisions.clone(),
            message: contact.consignes.message.code().to_owned(),
            dire_ml: contact.consignes.dire_ml.code().to_owned(),
            jamais: contact.consignes.jamais.clone(),
            preference: match contact.consignes.preference {
                0 => String::new(),
                rank => rank.to_string(),
            },
            vrai_du: lire::field(today),
            vrai_au: lire::field(today),
            geste: String::new(),
        }
    }

    pub(super) fn ends(&self) -> bool {
        self.geste == "terminer"
    }

    pub(super) fn parse(&self) -> Result<NouveauContact, FieldErrors> {
        let mut errors = FieldErrors::new();
        let id = lire::hidden(&mut errors, "id", &self.id);
        let moyen = MoyenContact::from_code(&self.moyen);
        if moyen.is_none() {
            errors.add("moyen", "Choisissez un moyen de contact.");
        }
        let absent = "Indiquez depuis quand.";
        let vrai_du = lire::date(&mut errors, "vrai_du", &self.vrai_du, absent);
        let preference = match self.preference.trim() {
            "" => 0,
            rank => rank.parse().unwrap_or(-1),
        };
        errors.check(NouveauContact {
            id: id.unwrap_or_else(|| uuid::Uuid::nil().into()),
            moyen: moyen.unwrap_or(MoyenContact::Autre),
            valeur: text::tidy_line(&self.valeur),
            titulaire: self.titulaire.clone(),
            precisions: text::tidy_line(&self.precisions),
            consignes: Consignes {
                message: Reponse::from_code(&self.message),
                dire_ml: Reponse::from_code(&self.dire_ml),
                jamais: self.jamais.clone(),
                preference,
            },
            vrai_du,
        })
    }

    /// The version shown, of the row that is corrected or ended.
    pub(super) fn version(&self) -> Result<i32, FieldErrors> {
        let mut errors = FieldErrors::new();
        let version = lire::hidden(&mut errors, "version", &self.version);
        errors.check(version.unwrap_or_default())
    }

    /// The last day of a contact that is over.
    pub(super) fn last_day(&self) -> Result<NaiveDate, FieldErrors> {
        let mut errors = FieldErrors::new();
        let absent = "Indiquez le dernier jour.";
        let day = lire::date(&mut errors, "vrai_au", &self.vrai_au, absent);
        errors.check(day)
    }
}

/// Every field of the address, as strings.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct LieuForm {
    pub(super) version: String,
    pub(super) sans_domicile_stable: String,
    pub(super) adresse: String,
    pub(super) code_postal: String,
    pub(super) commune: String,
    pub(super) commune_code: String,
    pub(super) commune_pour: String,
    pub(super) a_voir_sur_place: String,
    /// Empty: the change is a correction.
    pub(super) demenage_le: String,
}

/// What the form changes.
#[derive(Debug)]
pub(super) struct LieuLu {
    pub(super) version: i32,
    pub(super) lieu: Lieu,
    pub(super) a_voir_sur_place: bool,
    pub(super) demenage_le: Option<NaiveDate>,
}

impl LieuForm {
    /// The form of what is known; `commune` as the field shows it.
    pub(super) fn of(dossier: &Dossier, commune: String) -> Self {
        let lieu = &dossier.lieu;
        Self {
            version: dossier.version.to_string(),
            sans_domicile_stable: lire::tick(lieu.sans_domicile_stable).to_owned(),
            adresse: lieu.adresse.clone(),
            code_postal: lieu.code_postal.clone(),
            commune,
            a_voir_sur_place: lire::tick(dossier.a_voir_sur_place).to_owned(),
            ..Self::default()
        }
    }

    pub(super) fn commune(&self) -> CommuneSaisie<'_> {
        CommuneSaisie {
            texte: &self.commune,
            code: &self.commune_code,
            pour: &self.commune_pour,
        }
    }

    /// `commune` is what the place fields mean; its only postal code is not asked.
    pub(super) fn parse(&self, commune: CommuneLue) -> Result<LieuLu, FieldErrors> {
        let mut errors = commune.errors;
        let version = lire::hidden(&mut errors, "version", &self.version).unwrap_or_default();
        let typed: String = self.code_postal.split_whitespace().collect();
        let code_postal = if typed.is_empty() {
            commune.code_postal
        } else {
            typed
        };
        let demenage_le = lire::optional_date(&mut errors, "demenage_le", &self.demenage_le);
        errors.check(LieuLu {
            version,
            lieu: Lieu {
                sans_domicile_stable: lire::ticked(&self.sans_domicile_stable),
                commune: commune.code,
                adresse: text::tidy_line(&self.adresse),
                code_postal,
            },
            a_voir_sur_place: lire::ticked(&self.a_voir_sur_place),
            demenage_le,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_a_contact_and_says_what_is_missing() {
        let form = ContactForm {
            id: "01935f00-0001-7000-8000-000000000001".into(),
            moyen: "courriel".into(),
            valeur: " ines@exemple.invalid ".into(),
            titulaire: "jeune".into(),
            vrai_du: "2026-11-23".into(),
            ..ContactForm::default()
        };
        let new = form.parse().unwrap();
        assert_eq!(new.moyen, MoyenContact::Courriel);
        assert_eq!(new.valeur, "ines@exemple.invalid");
        let wrong = ContactForm {
            moyen: "pigeon".into(),
            vrai_du: String::new(),
            ..form
        };
        let errors = wrong.parse().unwrap_err();
        assert!(!errors.get("moyen").is_empty() && !errors.get("vrai_du").is_empty());
        assert!(!wrong.version().unwrap_err().get("version").is_empty());
        assert!(!wrong.last_day().unwrap_err().get("vrai_au").is_empty());
    }

    #[test]
    fn the_postal_code_follows_the_commune_unless_it_is_typed() {
        let commune = || CommuneLue {
            code: Some("00001".into()),
            code_postal: "00100".into(),
            ..CommuneLue::default()
        };
        let mut form = LieuForm {
            version: "2".into(),
            ..LieuForm::default()
        };
        assert_eq!(form.parse(commune()).unwrap().lieu.code_postal, "00100");
        form.code_postal = "00 110".into();
        assert_eq!(form.parse(commune()).unwrap().lieu.code_postal, "00110");
    }
}
