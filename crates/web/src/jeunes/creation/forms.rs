//! The creating form as posted.

use chrono::NaiveDate;
use jeunes::{
    contacts::{MoyenContact, NouveauContact},
    dossiers::{Identite, Lieu, Moyen, Naissance, NouveauJeune, rules},
};
use kernel::{ContactId, FieldErrors, JeuneId, SiteId, dates, text};
use serde::Deserialize;

use crate::jeunes::{communes::CommuneSaisie, lire};

/// Every field, as strings; the search fills some of them by the address.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct CreationForm {
    pub(super) id: String,
    pub(super) contact_id: String,
    pub(super) nom_naissance: String,
    pub(super) nom_usage: String,
    pub(super) prenom: String,
    pub(super) prenom_usage: String,
    pub(super) sexe: String,
    pub(super) date_naissance: String,
    pub(super) age_declare: String,
    pub(super) sans_domicile_stable: String,
    pub(super) commune: String,
    pub(super) commune_code: String,
    pub(super) commune_pour: String,
    pub(super) telephone: String,
    pub(super) courriel: String,
    pub(super) a_voir_sur_place: String,
    pub(super) orienteur: String,
    pub(super) referent: String,
    pub(super) premier_accueil_le: String,
    pub(super) derogation_rqth: String,
    /// What the person answers about another mission locale, if she was asked.
    pub(super) ailleurs: String,
    /// The notice on her data was given and explained.
    pub(super) informe: String,
    /// Dossiers said to be someone else's.
    pub(super) doublons_ecartes: Vec<String>,
    /// Dossiers the page showed; the button `ecarter` says they are someone else's.
    pub(super) doublons_montres: Vec<String>,
    pub(super) ecarter: String,
    /// Who France Travail hands over, when the dossier is hers.
    pub(super) delegation: String,
    /// The direction said that the protected dossier is someone else's.
    pub(super) protege_montre: String,
    pub(super) protege_ecarte: String,
}

/// The fields as the page shows them: the summary of errors follows.
const ORDRE: [&str; 13] = [
    "prenom",
    "nom_naissance",
    "prenom_usage",
    "nom_usage",
    "date_naissance",
    "age_declare",
    "sexe",
    "telephone",
    "courriel",
    "commune",
    "commune_code",
    "premier_accueil_le",
    "informe",
];

/// The same errors, in the order of the page.
pub(super) fn in_order(errors: &FieldErrors) -> FieldErrors {
    let rank = |field: &str| ORDRE.iter().position(|name| *name == field);
    let mut all: Vec<(&str, &str)> = errors.iter().collect();
    all.sort_by_key(|(field, _)| rank(field).unwrap_or(ORDRE.len()));
    let mut sorted = FieldErrors::new();
    for (field, sentence) in all {
        sorted.add(field, sentence);
    }
    sorted
}

/// What the form opens.
#[derive(Debug)]
pub(super) struct Nouveau {
    pub(super) jeune: NouveauJeune,
    /// The mail, when a phone was given too.
    pub(super) autre_contact: Option<NouveauContact>,
}

impl CreationForm {
    /// Nothing was carried by the address.
    pub(super) fn is_blank(&self) -> bool {
        [
            &self.nom_naissance,
            &self.prenom,
            &self.date_naissance,
            &self.telephone,
            &self.courriel,
        ]
        .iter()
        .all(|field| field.is_empty())
    }

    pub(super) fn commune(&self) -> CommuneSaisie<'_> {
        CommuneSaisie {
            texte: &self.commune,
            code: &self.commune_code,
            pour: &self.commune_pour,
        }
    }

    /// Takes as someone else's what the page showed, when the button says so.
    pub(super) fn set_aside(&mut self) {
        if lire::ticked(&self.ecarter) {
            let shown = std::mem::take(&mut self.doublons_montres);
            self.doublons_ecartes.extend(shown);
            if lire::ticked(&self.protege_montre) {
                lire::tick(true).clone_into(&mut self.protege_ecarte);
            }
        }
        self.doublons_montres.clear();
        self.protege_montre.clear();
        self.ecarter.clear();
    }

    /// The dossier to open; `commune` is what the place fields mean.
    pub(super) fn parse(
        &self,
        today: NaiveDate,
        commune: Option<String>,
        site: Option<SiteId>,
    ) -> Result<Nouveau, FieldErrors> {
        let mut errors = FieldErrors::new();
        let e = &mut errors;
        let id: Option<JeuneId> = lire::hidden(e, "id", &self.id);
        let contact: Option<ContactId> = lire::hidden(e, "contact_id", &self.contact_id);
        let accueil = lire::date(
            e,
            "premier_accueil_le",
            &self.premier_accueil_le,
            "Indiquez le jour du premier accueil.",
        );
        let naissance = self.naissance(e, accueil);
        let moyen = self.moyen(e);
        let referent = (!self.referent.is_empty())
            .then(|| lire::hidden(e, "referent", &self.referent))
            .flatten();
        let new = NouveauJeune {
            id: id.unwrap_or_else(|| uuid::Uuid::nil().into()),
            identite: self.identite(),
            naissance,
            lieu: Lieu {
                sans_domicile_stable: lire::ticked(&self.sans_domicile_stable),
                commune,
                ..Lieu::default()
            },
            moyen,
            orienteur: self.orienteur.clone(),
            referent,
            site,
            premier_accueil_le: accueil,
            derogation_rqth: lire::ticked(&self.derogation_rqth),
            informe: lire::ticked(&self.informe),
            doublons_ecartes: self
                .doublons_ecartes
                .iter()
                .filter_map(|id| id.parse().ok())
                .collect(),
        };
        self.check(&mut errors, &new, today);
        let autre_contact = contact.and_then(|id| self.second_contact(id, &new));
        errors.check(Nouveau {
            jeune: new,
            autre_contact,
        })
    }

    /// Completed years on the day of the first reception, when they can be read.
    pub(super) fn age(&self, today: NaiveDate) -> Option<i32> {
        let le = dates::parse(&self.premier_accueil_le).unwrap_or(today);
        match dates::parse(&self.date_naissance) {
            Some(day) => Some(dates::age(day, le)),
            None => self.age_declare.trim().parse().ok(),
        }
    }

    fn identite(&self) -> Identite {
        Identite {
            nom_naissance: text::tidy_line(&self.nom_naissance),
            nom_usage: text::tidy_line(&self.nom_usage),
            prenom: text::tidy_line(&self.prenom),
            prenom_usage: text::tidy_line(&self.prenom_usage),
            sexe: (!self.sexe.is_empty()).then(|| self.sexe.clone()),
        }
    }

    fn naissance(&self, errors: &mut FieldErrors, accueil: NaiveDate) -> Naissance {
        if let Some(day) = lire::optional_date(errors, "date_naissance", &self.date_naissance) {
            return Naissance::Date(day);
        }
        let age = self.age_declare.trim();
        if age.is_empty() && errors.get("date_naissance").is_empty() {
            let sentence = "Indiquez la date de naissance, ou l’âge que la personne déclare.";
            errors.add("date_naissance", sentence);
        }
        let age = match age.parse() {
            Ok(age) => age,
            Err(_) if age.is_empty() => 18,
            Err(_) => 0,
        };
        Naissance::Declaree { age, le: accueil }
    }

    fn moyen(&self, errors: &mut FieldErrors) -> Moyen {
        let (phone, mail) = (self.telephone.trim(), self.courriel.trim());
        if !phone.is_empty() {
            return Moyen::Telephone(phone.to_owned());
        }
        if !mail.is_empty() {
            return Moyen::Courriel(mail.to_owned());
        }
        if !lire::ticked(&self.a_voir_sur_place) {
            let sentence = "Indiquez un téléphone ou un courriel, ou cochez « À voir sur place ».";
            errors.add("telephone", sentence);
        }
        Moyen::SurPlace
    }

    /// The rules of the wing, for what could be read: every error is shown at once.
    fn check(&self, errors: &mut FieldErrors, new: &NouveauJeune, today: NaiveDate) {
        for (field, sentence) in rules::check_new(new, today).iter() {
            let place_said = field == "commune" && !self.commune.trim().is_empty();
            if errors.get(field).is_empty() && !place_said {
                errors.add(field, sentence);
            }
        }
        if matches!(&self.sexe[..], "" | "femme" | "homme") {
            return;
        }
        errors.add("sexe", "Choisissez une réponse de la liste.");
    }

    fn second_contact(&self, id: ContactId, new: &NouveauJeune) -> Option<NouveauContact> {
        let mail = self.courriel.trim();
        let wanted = matches!(new.moyen, Moyen::Telephone(_)) && !mail.is_empty();
        wanted.then(|| NouveauContact {
            id,
            moyen: MoyenContact::Courriel,
            valeur: mail.to_owned(),
            titulaire: "jeune".to_owned(),
            precisions: String::new(),
            consignes: jeunes::contacts::Consignes::default(),
            vrai_du: new.premier_accueil_le,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()
    }

    fn form() -> CreationForm {
        CreationForm {
            id: "01935f00-0001-7000-8000-000000000001".into(),
            contact_id: "01935f00-0001-7000-8000-000000000002".into(),
            nom_naissance: " N’Diaye ".into(),
            prenom: "Aïcha".into(),
            date_naissance: "2008-02-29".into(),
            a_voir_sur_place: "oui".into(),
            premier_accueil_le: "2026-11-20".into(),
            ..CreationForm::default()
        }
    }

    fn parse(form: &CreationForm) -> Result<Nouveau, FieldErrors> {
        form.parse(today(), Some("00001".into()), None)
    }

    #[test]
    fn the_least_that_is_needed_is_enough() {
        let new = parse(&form()).unwrap().jeune;
        assert_eq!(new.identite.nom_naissance, "N’Diaye");
        assert_eq!(new.moyen, Moyen::SurPlace);
        assert_eq!(new.referent, None);
    }

    #[test]
    fn an_age_is_enough_and_dates_from_the_first_reception() {
        let mut form = form();
        form.date_naissance = String::new();
        form.age_declare = "19".into();
        let new = parse(&form).unwrap().jeune;
        let le = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
        assert_eq!(new.naissance, Naissance::Declaree { age: 19, le });
        form.age_declare = "dix-neuf".into();
        assert!(!parse(&form).unwrap_err().get("age_declare").is_empty());
        form.age_declare = String::new();
        assert!(!parse(&form).unwrap_err().get("date_naissance").is_empty());
    }

    #[test]
    fn every_error_is_said_at_once() {
        let mut form = form();
        form.prenom = "--".into();
        form.date_naissance = "30/02/2008".into();
        form.a_voir_sur_place = String::new();
        form.premier_accueil_le = "2026-12-01".into();
        let errors = form.parse(today(), None, None).unwrap_err();
        for field in [
            "prenom",
            "date_naissance",
            "telephone",
            "premier_accueil_le",
            "commune",
        ] {
            assert!(!errors.get(field).is_empty(), "{field}");
        }
        assert_eq!(errors.iter().count(), 5);
    }

    #[test]
    fn the_summary_follows_the_page() {
        let mut errors = FieldErrors::one("commune", "a");
        errors.add("autre", "b");
        errors.add("prenom", "c");
        let sorted = in_order(&errors);
        let fields: Vec<&str> = sorted.iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["prenom", "commune", "autre"]);
    }

    #[test]
    fn a_phone_and_a_mail_are_both_kept() {
        let mut form = form();
        form.telephone = "06 39 98 00 01".into();
        form.courriel = "aicha@exemple.invalid".into();
        let new = parse(&form).unwrap();
        assert!(matches!(new.jeune.moyen, Moyen::Telephone(_)));
        assert_eq!(new.autre_contact.unwrap().valeur, "aicha@exemple.invalid");
    }

    #[test]
    fn only_the_button_sets_duplicates_aside() {
        let shown = "01935f00-0001-7000-8000-000000000009".to_owned();
        let mut form = form();
        form.doublons_montres = vec![shown.clone()];
        form.protege_montre = "oui".into();
        let mut kept = form.clone();
        kept.set_aside();
        assert!(kept.doublons_ecartes.is_empty() && kept.protege_ecarte.is_empty());
        form.ecarter = "oui".into();
        form.set_aside();
        assert_eq!(form.doublons_ecartes, [shown]);
        assert_eq!(form.protege_ecarte, "oui");
    }
}
