//! Rules of a parrainage, pure.

use chrono::NaiveDate;
use kernel::{FieldErrors, dates};

use super::model::{
    FinParrainage, Issue, NouveauParrainage, NouvelleRencontre, Parrain, ParrainSaisi, Parrainage,
};
use crate::{
    commun::{check_label, check_past, check_text, check_written},
    dispositifs::Adhesion,
};

/// The reason that asks for words.
pub const MOTIF_AUTRE: &str = "autre";

/// The longest words of a reason.
pub const MOTS_MAX: usize = 500;

/// What is wrong with a parrain or a marraine.
pub fn check_parrain(new: &ParrainSaisi, today: NaiveDate) -> FieldErrors {
    let mut errors = FieldErrors::new();
    check_written(&mut errors, "nom", (&new.nom, 80), "Écrivez le nom.");
    check_written(
        &mut errors,
        "prenom",
        (&new.prenom, 80),
        "Écrivez le prénom.",
    );
    check_text(&mut errors, "metier", &new.metier, 120);
    check_text(&mut errors, "reseau", &new.reseau, 200);
    for (champ, moyen, value) in [
        (
            "telephone",
            jeunes::contacts::MoyenContact::Telephone,
            &new.telephone,
        ),
        (
            "courriel",
            jeunes::contacts::MoyenContact::Courriel,
            &new.courriel,
        ),
    ] {
        if !value.is_empty()
            && let Err(why) = jeunes::contacts::rules::normalize(moyen, value)
        {
            errors.add(champ, why);
        }
    }
    if new.telephone.is_empty() && new.courriel.is_empty() {
        errors.add("telephone", "Donnez un téléphone ou un courriel.");
    }
    if !(1..=20).contains(&new.filleuls_max) {
        errors.add("filleuls_max", "Écrivez un nombre, de 1 à 20.");
    }
    check_past(&mut errors, "depuis", new.depuis, today);
    if let Some(day) = new.charte_le {
        check_past(&mut errors, "charte_le", day, today);
    }
    if new.parti_le.is_some_and(|day| day < new.depuis) {
        errors.add("parti_le", "Cette date est avant la première.");
    }
    errors
}

/// What is wrong with giving someone to `parrain`.
pub fn check_designation(
    new: &NouveauParrainage,
    course: &Adhesion,
    parrain: &Parrain,
    today: NaiveDate,
) -> FieldErrors {
    let mut errors = FieldErrors::new();
    check_past(&mut errors, "debut", new.debut, today);
    if !course.est_ouverte() {
        errors.add("parrain", "Ce parcours est fini.");
    }
    if new.debut < course.entree_le {
        let entree = dates::short(course.entree_le);
        errors.add(
            "debut",
            format!("Cette date est avant l’entrée, le {entree}."),
        );
    }
    if parrain.depuis > new.debut || parrain.parti_le.is_some_and(|day| new.debut >= day) {
        let nom = parrain.nom_affiche();
        errors.add(
            "parrain",
            format!("{nom} n’est pas disponible à cette date."),
        );
    } else if !parrain.disponible(new.debut) {
        let (nom, most) = (parrain.nom_affiche(), parrain.filleuls_max);
        let why = match most {
            1 => format!("{nom} accompagne déjà quelqu’un, et n’accepte qu’une personne."),
            n => format!("{nom} accompagne déjà {n} personnes, autant qu’accepté."),
        };
        errors.add("parrain", why);
    }
    if let Some(day) = new.charte_le {
        check_charte(&mut errors, day, today);
    }
    errors
}

/// A charter is not signed in the future.
pub fn check_charte(errors: &mut FieldErrors, le: NaiveDate, today: NaiveDate) {
    check_past(errors, "charte_le", le, today);
}

/// The charter binds once both signed it.
pub const fn charte_signee(p: &Parrainage) -> bool {
    p.charte_le.is_some() && p.parrain_charte_le.is_some()
}

/// What is wrong with an end, apart from the list of reasons; `derniere`: the latest meeting.
pub fn check_fin(
    fin: &FinParrainage,
    p: &Parrainage,
    derniere: Option<NaiveDate>,
    today: NaiveDate,
) -> FieldErrors {
    let mut errors = FieldErrors::new();
    check_past(&mut errors, "le", fin.le, today);
    if fin.le < p.debut {
        let debut = dates::short(p.debut);
        errors.add("le", format!("Cette date est avant le début, le {debut}."));
    } else if let Some(day) = derniere
        && fin.le < day
    {
        let day = dates::short(day);
        errors.add(
            "le",
            format!("Une rencontre est notée le {day}, après cette date."),
        );
    }
    if fin.motif == MOTIF_AUTRE {
        check_label(&mut errors, "mots", &fin.mots, MOTS_MAX);
    } else {
        check_text(&mut errors, "mots", &fin.mots, MOTS_MAX);
    }
    errors
}

/// What is wrong with a meeting, apart from its lists.
pub fn check_rencontre(new: &NouvelleRencontre, p: &Parrainage, today: NaiveDate) -> FieldErrors {
    let mut errors = FieldErrors::new();
    check_past(&mut errors, "le", new.le, today);
    if new.le < p.debut {
        let debut = dates::short(p.debut);
        errors.add("le", format!("Cette date est avant le début, le {debut}."));
    }
    if let Some(fin) = p.fin_le
        && new.le > fin
    {
        let fin = dates::short(fin);
        errors.add("le", format!("Ce parrainage a pris fin le {fin}."));
    }
    match (new.issue, new.minutes) {
        (Issue::Tenue, Some(5..=600)) | (Issue::JeuneAbsent | Issue::ParrainAbsent, None) => {}
        (Issue::Tenue, _) => {
            errors.add("minutes", "Écrivez une durée en minutes, de 5 à 600.");
        }
        _ => errors.add(
            "minutes",
            "Laissez la durée vide : la rencontre n’a pas eu lieu.",
        ),
    }
    errors
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, d).unwrap()
    }

    fn parrain(filleuls: i64) -> Parrain {
        Parrain {
            id: uuid::Uuid::nil().into(),
            nom: "Marraine".into(),
            prenom: "Maud".into(),
            metier: String::new(),
            reseau: String::new(),
            telephone: String::new(),
            courriel: String::new(),
            charte_le: None,
            filleuls_max: 2,
            depuis: day(2),
            parti_le: Some(day(20)),
            filleuls,
            version: 1,
        }
    }

    fn parrainage() -> Parrainage {
        Parrainage {
            id: uuid::Uuid::nil().into(),
            adhesion: uuid::Uuid::nil().into(),
            parrain: uuid::Uuid::nil().into(),
            parrain_nom: String::new(),
            parrain_metier: String::new(),
            parrain_charte_le: None,
            debut: day(3),
            charte_le: Some(day(3)),
            fin_le: None,
            fin_motif: String::new(),
            fin_mots: String::new(),
            version: 1,
        }
    }

    #[test]
    fn nobody_is_given_to_who_is_full_or_gone() {
        assert!(parrain(1).disponible(day(5)));
        assert!(!parrain(2).disponible(day(5)));
        assert!(!parrain(0).disponible(day(20)));
        assert!(!parrain(0).disponible(day(1)));
    }

    #[test]
    fn a_charter_binds_once_both_signed() {
        assert!(!charte_signee(&parrainage()));
        let both = Parrainage {
            parrain_charte_le: Some(day(1)),
            ..parrainage()
        };
        assert!(charte_signee(&both));
    }

    #[test]
    fn only_a_meeting_that_was_held_has_a_length() {
        let meeting = |issue, minutes, le| NouvelleRencontre {
            id: uuid::Uuid::nil().into(),
            parrainage: uuid::Uuid::nil().into(),
            le,
            moyen: String::new(),
            sujet: String::new(),
            issue,
            minutes,
        };
        let wrong = |m: &NouvelleRencontre| {
            check_rencontre(m, &parrainage(), day(23))
                .check(())
                .is_err()
        };
        assert!(!wrong(&meeting(Issue::Tenue, Some(60), day(4))));
        assert!(wrong(&meeting(Issue::Tenue, None, day(4))));
        assert!(wrong(&meeting(Issue::Tenue, Some(1500), day(4))));
        assert!(wrong(&meeting(Issue::JeuneAbsent, Some(30), day(4))));
        assert!(!wrong(&meeting(Issue::ParrainAbsent, None, day(4))));
        assert!(wrong(&meeting(Issue::Tenue, Some(60), day(2))));
        assert!(wrong(&meeting(Issue::Tenue, Some(60), day(24))));
    }

    #[test]
    fn an_end_is_after_the_last_meeting() {
        let fin = FinParrainage {
            id: uuid::Uuid::nil().into(),
            version: 1,
            le: day(10),
            motif: MOTIF_AUTRE.into(),
            mots: String::new(),
        };
        let errors = check_fin(&fin, &parrainage(), Some(day(12)), day(23));
        assert!(!errors.get("le").is_empty() && !errors.get("mots").is_empty());
    }
}
