//! Rules of a délégation, pure: the clock, the places, where someone stands.

use chrono::{Days, NaiveDate};
use kernel::{FieldErrors, dates, text};

use super::model::{
    Confiee, ConventionSaisie, EtatDelegation, NouvelleDelegation, Places, Retour, Vue,
};
use crate::commun::{check_label, check_past, check_text, check_written};

/// The reason that asks for words.
pub const MOTIF_AUTRE: &str = "autre";

/// The longest words of a reason.
pub const MOTS_MAX: usize = 500;

/// Where someone stands; `sortie`: her course is left.
pub const fn vue(etat: EtatDelegation, sortie: bool) -> Vue {
    match etat {
        EtatDelegation::Recue => Vue::ATraiter,
        EtatDelegation::Acceptee if sortie => Vue::Terminee,
        EtatDelegation::Acceptee => Vue::EnCours,
        EtatDelegation::Retournee | EtatDelegation::Renvoyee => Vue::Retournee,
    }
}

/// The last day to answer what came on `recue_le`.
pub fn reponse_avant(recue_le: NaiveDate, jours: i64) -> NaiveDate {
    let days = u64::try_from(jours).unwrap_or(0);
    recue_le
        .checked_add_days(Days::new(days))
        .unwrap_or(recue_le)
}

/// Names and birth, folded: two lines that say the same are one person.
pub fn cle(confiee: &Confiee) -> String {
    let (nom, prenom) = (text::fold(&confiee.nom), text::fold(&confiee.prenom));
    format!("{nom}|{prenom}|{}", confiee.naissance)
}

/// Whether there is a place; `None`: no convention holds, nobody can say.
pub fn libre(places: &Places) -> Option<bool> {
    let total = places.total?;
    let site = places
        .total_site
        .is_none_or(|total| places.prises_site < total);
    Some(places.prises < total && site)
}

/// The places in a sentence.
pub fn dites(places: &Places) -> String {
    let Some(total) = places.total else {
        return "Aucune convention n’est notée pour ce jour.".to_owned();
    };
    if let Some(site) = places.total_site
        && places.prises_site >= site
        && places.prises < total
    {
        return match site {
            0 => "Aucune place n’est donnée à son site.".to_owned(),
            1 => "La place de son site est prise.".to_owned(),
            n => format!("Les {n} places de son site sont prises."),
        };
    }
    let left = total - places.prises;
    match (total, left) {
        (0, _) => "La convention ne donne aucune place.".to_owned(),
        (1, ..=0) => "La place de la convention est prise.".to_owned(),
        (n, ..=0) => format!("Les {n} places de la convention sont prises."),
        (n, 1) => format!("Il reste une place sur {n}."),
        (n, left) => format!("Il reste {left} places sur {n}."),
    }
}

/// What is wrong with someone handed over.
pub fn check(new: &NouvelleDelegation, today: NaiveDate) -> FieldErrors {
    let mut errors = FieldErrors::new();
    let c = &new.confiee;
    check_written(&mut errors, "nom", (&c.nom, 80), "Écrivez le nom.");
    check_written(&mut errors, "prenom", (&c.prenom, 80), "Écrivez le prénom.");
    let age = dates::age(c.naissance, today);
    if c.naissance > today || !(14..=99).contains(&age) {
        errors.add("naissance", "Vérifiez cette date de naissance.");
    }
    check_text(&mut errors, "agence", &new.agence, 120);
    check_text(&mut errors, "commune", &c.commune, 120);
    if c.identifiant.chars().count() > 20
        || c.identifiant.contains(|x: char| !x.is_ascii_alphanumeric())
    {
        errors.add("identifiant", "Des lettres et des chiffres, vingt au plus.");
    }
    for (champ, moyen, value) in [
        (
            "telephone",
            jeunes::contacts::MoyenContact::Telephone,
            &c.telephone,
        ),
        (
            "courriel",
            jeunes::contacts::MoyenContact::Courriel,
            &c.courriel,
        ),
    ] {
        if !value.is_empty()
            && let Err(why) = jeunes::contacts::rules::normalize(moyen, value)
        {
            errors.add(champ, why);
        }
    }
    check_past(&mut errors, "recue_le", new.recue_le, today);
    if new.recue_le + Days::new(730) < today {
        errors.add("recue_le", "Cette date est trop loin.");
    }
    errors
}

/// What is wrong with a return, apart from the list of reasons; it is not before `depuis`.
pub fn check_retour(retour: &Retour, depuis: NaiveDate, today: NaiveDate) -> FieldErrors {
    let mut errors = FieldErrors::new();
    check_past(&mut errors, "le", retour.le, today);
    if retour.le < depuis {
        let day = dates::short(depuis);
        errors.add("le", format!("Cette date est avant le {day}."));
    }
    if retour.motif == MOTIF_AUTRE {
        check_label(&mut errors, "mots", &retour.mots, MOTS_MAX);
    } else {
        check_text(&mut errors, "mots", &retour.mots, MOTS_MAX);
    }
    errors
}

/// What is wrong with a convention.
pub fn check_convention(new: &ConventionSaisie) -> FieldErrors {
    let mut errors = FieldErrors::new();
    if !(0..=10_000).contains(&new.places) {
        errors.add("places", "Écrivez un nombre de places, de 0 à 10 000.");
    }
    if new.au.is_some_and(|au| au < new.du) {
        errors.add("au", "La fin est avant le début.");
    }
    check_label(&mut errors, "reference", &new.reference, 160);
    errors
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, d).unwrap()
    }

    #[test]
    fn where_someone_stands_is_read_from_the_answer_and_the_course() {
        use EtatDelegation::{Acceptee, Recue, Renvoyee, Retournee};
        assert_eq!(vue(Recue, false), Vue::ATraiter);
        assert_eq!(vue(Acceptee, false), Vue::EnCours);
        assert_eq!(vue(Acceptee, true), Vue::Terminee);
        assert_eq!(vue(Retournee, false), Vue::Retournee);
        assert_eq!(vue(Renvoyee, true), Vue::Retournee);
    }

    #[test]
    fn a_place_is_free_for_everyone_and_at_the_site() {
        let places = |total, prises, total_site, prises_site| Places {
            total,
            prises,
            total_site,
            prises_site,
        };
        assert_eq!(libre(&places(None, 0, None, 0)), None);
        assert_eq!(libre(&places(Some(2), 1, None, 0)), Some(true));
        assert_eq!(libre(&places(Some(2), 2, None, 0)), Some(false));
        assert_eq!(libre(&places(Some(9), 2, Some(1), 1)), Some(false));
        assert_eq!(libre(&places(Some(9), 9, Some(5), 1)), Some(false));
        assert_eq!(
            dites(&places(Some(9), 8, None, 0)),
            "Il reste une place sur 9."
        );
        assert_eq!(
            dites(&places(Some(9), 2, Some(1), 1)),
            "La place de son site est prise."
        );
        assert!(dites(&places(Some(1), 3, None, 0)).contains("est prise"));
    }

    #[test]
    fn the_clock_starts_the_day_it_came() {
        assert_eq!(reponse_avant(day(2), 15), day(17));
        assert_eq!(reponse_avant(day(2), -1), day(2));
    }

    #[test]
    fn two_spellings_are_one_person() {
        let one = Confiee {
            nom: "L’Étang".into(),
            prenom: "Zoé".into(),
            naissance: day(1),
            ..Confiee::default()
        };
        let other = Confiee {
            nom: "L'ETANG".into(),
            prenom: "ZOE".into(),
            ..one.clone()
        };
        assert_eq!(cle(&one), cle(&other));
    }

    #[test]
    fn another_reason_needs_words() {
        let retour = |motif: &str, le| Retour {
            version: 1,
            le,
            motif: motif.into(),
            mots: String::new(),
        };
        let bad = check_retour(&retour("autre", day(3)), day(4), day(20));
        assert!(!bad.get("mots").is_empty() && !bad.get("le").is_empty());
        let good = check_retour(&retour("sans_place", day(5)), day(4), day(20));
        assert!(good.check(()).is_ok());
    }
}
