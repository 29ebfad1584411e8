//! Rules of representation, pure. The acts and the age of majority are data, given as arguments.

use chrono::NaiveDate;
use kernel::FieldErrors;

use super::model::{LigneActe, NouvelleRepresentation, Regime, Representation};
use crate::dossiers::{Naissance, rules::plausible_mail};

/// Who must sign or come along.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Qui {
    /// One of the two parents.
    UnParent,
    /// Both parents.
    DeuxParents,
    /// The only parent.
    LeParent,
    /// The tuteur of a minor.
    Tuteur,
    /// The service of the aide sociale à l'enfance.
    Ase,
    /// The curateur, with the person.
    Curateur,
    /// The tuteur of an adult.
    TuteurMajeur,
    /// The relative whom the judge empowered.
    PersonneHabilitee,
}

impl Qui {
    /// What people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::UnParent => "un parent",
            Self::DeuxParents => "les deux parents",
            Self::LeParent => "le parent",
            Self::Tuteur | Self::TuteurMajeur => "le tuteur ou la tutrice",
            Self::Ase => "le service de l’aide sociale à l’enfance",
            Self::Curateur => "la personne, avec son curateur",
            Self::PersonneHabilitee => "la personne habilitée",
        }
    }
}

/// Why it cannot be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doute {
    /// A minor, and nobody knows who represents her.
    RepresentantInconnu,
    /// The age is only declared, and close to majority.
    Age,
    /// No text of the table speaks of it.
    ActeInconnu,
    /// The judgment or the placement says.
    Jugement,
}

impl Doute {
    /// What people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::RepresentantInconnu => "à vérifier : le représentant n’est pas encore noté",
            Self::Age => "à vérifier : la date de naissance n’est pas connue",
            Self::ActeInconnu => "à vérifier : ce cas n’est pas prévu",
            Self::Jugement => "à vérifier : cela dépend de la décision du juge",
        }
    }
}

/// Whether an act needs a representative.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Requis {
    /// Yes: this one.
    Oui(Qui),
    /// No: the person alone.
    Non,
    /// A person must look.
    AVerifier(Doute),
}

impl Requis {
    /// What people read, after « Pour signer … : ».
    pub const fn label(self) -> &'static str {
        match self {
            Self::Oui(qui) => qui.label(),
            Self::Non => "la personne, seule",
            Self::AVerifier(doute) => doute.label(),
        }
    }
}

/// The age of a person on a day, and whether it is certain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Age {
    /// Completed years.
    pub ans: i32,
    /// From a date of birth; a declared age may be one year off.
    pub certain: bool,
}

impl Age {
    /// The age on `today`.
    pub fn of(naissance: Naissance, today: NaiveDate) -> Self {
        Self {
            ans: naissance.age(today),
            certain: naissance.date().is_some(),
        }
    }

    /// Under the age of majority, as far as one knows.
    pub const fn mineur(self, majorite: i32) -> bool {
        self.ans < majorite
    }
}

/// Whether the act whose lines are `acte` needs a representative of a person of this age under
/// `regime`. With an age only declared, close to majority, the answer is sure only when it is the
/// same on both sides.
pub fn exige_representant(
    acte: &[&LigneActe],
    regime: Option<Regime>,
    age: Age,
    majorite: i32,
) -> Requis {
    let close = !age.certain && (age.ans - majorite).abs() <= 1;
    if !close {
        return answer(acte, regime, age.mineur(majorite));
    }
    let (minor, adult) = (answer(acte, regime, true), answer(acte, regime, false));
    if minor == adult {
        minor
    } else {
        Requis::AVerifier(Doute::Age)
    }
}

fn answer(acte: &[&LigneActe], regime: Option<Regime>, mineur: bool) -> Requis {
    let of = |qui: &str| {
        acte.iter()
            .find(|l| l.qui == qui)
            .map(|l| l.exigence.as_str())
    };
    if mineur {
        if regime == Some(Regime::Emancipe) {
            return Requis::Non;
        }
        return match of("mineur") {
            Some("aucune") => Requis::Non,
            Some("un_parent") => of_minor(regime, false),
            Some("deux_parents") => of_minor(regime, true),
            Some(_) => Requis::AVerifier(Doute::Jugement),
            None => Requis::AVerifier(Doute::ActeInconnu),
        };
    }
    let Some(measure) = regime.filter(|r| !r.de_mineur()) else {
        return Requis::Non;
    };
    match of(measure.code()) {
        Some("aucune") => Requis::Non,
        Some("assistance") => Requis::Oui(Qui::Curateur),
        Some("representation") => Requis::Oui(match measure {
            Regime::HabilitationFamiliale => Qui::PersonneHabilitee,
            _ => Qui::TuteurMajeur,
        }),
        Some(_) => Requis::AVerifier(Doute::Jugement),
        None => Requis::AVerifier(Doute::ActeInconnu),
    }
}

/// Who signs for a minor; `grave`: both parents must agree.
const fn of_minor(regime: Option<Regime>, grave: bool) -> Requis {
    match (regime, grave) {
        (Some(Regime::DeuxParents), true) => Requis::Oui(Qui::DeuxParents),
        (Some(Regime::DeuxParents), false) => Requis::Oui(Qui::UnParent),
        (Some(Regime::UnParent), _) => Requis::Oui(Qui::LeParent),
        (Some(Regime::TuteurMineur), _) => Requis::Oui(Qui::Tuteur),
        (Some(Regime::Ase), false) => Requis::Oui(Qui::Ase),
        (Some(Regime::Emancipe), _) => Requis::Non,
        (Some(Regime::Ase), true) | (Some(Regime::MineurNonAccompagne), _) => {
            Requis::AVerifier(Doute::Jugement)
        }
        (Some(_) | None, _) => Requis::AVerifier(Doute::RepresentantInconnu),
    }
}

/// The representation in force on `today`: of a minor or of an adult as the person is; an
/// emancipation first, then the latest begun.
pub fn en_vigueur(
    all: &[Representation],
    mineur: bool,
    today: NaiveDate,
) -> Option<&Representation> {
    all.iter()
        .filter(|r| r.regime.de_mineur() == mineur)
        .filter(|r| r.du <= today && r.au.is_none_or(|au| au >= today))
        .max_by_key(|r| (r.regime == Regime::Emancipe, r.du, r.id))
}

/// The day by which to note who represents a person: `delai` days from `today`, the day of majority
/// at the latest; `None` when she is an adult or it is known.
pub fn echeance(
    naissance: Naissance,
    connu: bool,
    today: NaiveDate,
    delai: i64,
    majorite: i32,
) -> Option<NaiveDate> {
    if connu || !Age::of(naissance, today).mineur(majorite) {
        return None;
    }
    let due = today + chrono::Duration::days(delai);
    let of_age = u32::try_from(majorite)
        .ok()
        .zip(naissance.date())
        .and_then(|(years, born)| kernel::dates::birthday(born, years));
    Some(of_age.map_or(due, |day| due.min(day)))
}

/// What is wrong with a representation to add.
pub fn check(new: &NouvelleRepresentation, today: NaiveDate) -> FieldErrors {
    let mut errors = FieldErrors::new();
    if new.du > today {
        errors.add("du", "Cette date est dans l’avenir.");
    }
    if new.au.is_some_and(|au| au < new.du) {
        errors.add("au", "La fin est avant le début.");
    }
    if new.vu_le.is_some_and(|le| le > today) {
        errors.add("vu_le", "Cette date est dans l’avenir.");
    }
    if new.titulaires.is_empty() && new.regime != Regime::Emancipe {
        errors.add(
            "nom1",
            "Indiquez qui représente la personne, ou le service.",
        );
    }
    for (rank, holder) in (1..).zip(&new.titulaires) {
        if holder.nom.is_empty() {
            errors.add(format!("nom{rank}"), "Indiquez un nom.");
        }
        if holder.nom.chars().count() > 120 || holder.organisme.chars().count() > 120 {
            let sentence = "Ce nom est trop long : 120 caractères au plus.";
            errors.add(format!("nom{rank}"), sentence);
        }
        if !holder.telephone.is_empty() && kernel::phone::normalize(&holder.telephone).is_none() {
            let sentence = "Ce numéro ne semble pas complet, par exemple 06 12 34 56 78.";
            errors.add(format!("telephone{rank}"), sentence);
        }
        if !holder.courriel.is_empty() && !plausible_mail(&holder.courriel) {
            let sentence = "Cette adresse ne semble pas complète, par exemple prenom@exemple.fr.";
            errors.add(format!("courriel{rank}"), sentence);
        }
    }
    errors
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn line(qui: &str, exigence: &str) -> LigneActe {
        LigneActe {
            acte: "contrat_engagement".to_owned(),
            qui: qui.to_owned(),
            exigence: exigence.to_owned(),
            source: String::new(),
            a_confirmer: false,
        }
    }

    fn acte() -> Vec<LigneActe> {
        vec![
            line("mineur", "un_parent"),
            line("curatelle_simple", "assistance"),
            line("curatelle_renforcee", "assistance"),
            line("tutelle", "representation"),
            line("habilitation_familiale", "a_verifier"),
            line("sauvegarde", "aucune"),
        ]
    }

    fn asked(regime: Option<Regime>, ans: i32) -> Requis {
        let acte = acte();
        let lines: Vec<&LigneActe> = acte.iter().collect();
        exige_representant(&lines, regime, Age { ans, certain: true }, 18)
    }

    #[test]
    fn a_minor_needs_whom_the_dossier_says() {
        use Regime::{Ase, DeuxParents, Emancipe, MineurNonAccompagne, TuteurMineur, UnParent};
        for (regime, expected) in [
            (Some(DeuxParents), Requis::Oui(Qui::UnParent)),
            (Some(UnParent), Requis::Oui(Qui::LeParent)),
            (Some(TuteurMineur), Requis::Oui(Qui::Tuteur)),
            (Some(Ase), Requis::Oui(Qui::Ase)),
            (
                Some(MineurNonAccompagne),
                Requis::AVerifier(Doute::Jugement),
            ),
            (Some(Emancipe), Requis::Non),
            (None, Requis::AVerifier(Doute::RepresentantInconnu)),
        ] {
            assert_eq!(asked(regime, 17), expected, "{regime:?}");
            assert_eq!(asked(regime, 18), Requis::Non, "an adult: {regime:?}");
        }
        let grave = [line("mineur", "deux_parents")];
        let lines: Vec<&LigneActe> = grave.iter().collect();
        let age = Age {
            ans: 16,
            certain: true,
        };
        let both = exige_representant(&lines, Some(DeuxParents), age, 18);
        assert_eq!(both, Requis::Oui(Qui::DeuxParents));
        let nothing = exige_representant(&[], Some(DeuxParents), age, 18);
        assert_eq!(nothing, Requis::AVerifier(Doute::ActeInconnu));
    }

    #[test]
    fn a_protected_adult_is_assisted_or_represented() {
        use Regime::{CuratelleRenforcee, HabilitationFamiliale, Sauvegarde, Tutelle};
        for (regime, expected) in [
            (CuratelleRenforcee, Requis::Oui(Qui::Curateur)),
            (Tutelle, Requis::Oui(Qui::TuteurMajeur)),
            (HabilitationFamiliale, Requis::AVerifier(Doute::Jugement)),
            (Sauvegarde, Requis::Non),
        ] {
            assert_eq!(asked(Some(regime), 20), expected, "{regime:?}");
        }
    }

    #[test]
    fn born_on_a_29_february_one_is_of_age_when_the_law_says() {
        let born = NaiveDate::from_ymd_opt(2008, 2, 29).unwrap();
        let on = |y, m, d| {
            let day = NaiveDate::from_ymd_opt(y, m, d).unwrap();
            Age::of(Naissance::Date(born), day).mineur(18)
        };
        assert!(!on(2026, 3, 1));
        assert!(on(2026, 2, 28), "the eve of the 1 March that makes of age");
    }

    #[test]
    fn who_represents_a_minor_is_to_note_before_majority() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
        let today = day(2026, 2, 10);
        let born = |y, m, d| Naissance::Date(day(y, m, d));
        let due = |naissance, connu| echeance(naissance, connu, today, 30, 18);
        assert_eq!(due(born(2009, 5, 4), false), Some(day(2026, 3, 12)));
        assert_eq!(due(born(2008, 2, 29), false), Some(day(2026, 3, 1)));
        assert_eq!(due(born(2008, 2, 10), false), None);
        assert_eq!(due(born(2009, 5, 4), true), None);
    }

    fn regimes() -> impl Strategy<Value = Option<Regime>> {
        prop::option::of(prop::sample::select(Regime::ALL))
    }

    proptest! {
        #[test]
        fn a_doubt_on_the_age_never_says_alone_when_a_minor_could_not(
            regime in regimes(),
            ans in 10_i32..30,
        ) {
            let acte = acte();
            let lines: Vec<&LigneActe> = acte.iter().collect();
            let said = exige_representant(&lines, regime, Age { ans, certain: false }, 18);
            if (17..=19).contains(&ans) && said == Requis::Non {
                prop_assert_eq!(asked(regime, 17), Requis::Non);
                prop_assert_eq!(asked(regime, 18), Requis::Non);
            }
            if !(17..=19).contains(&ans) {
                prop_assert_eq!(said, asked(regime, ans));
            }
        }

        #[test]
        fn only_what_is_of_ones_age_is_in_force(
            regimes in prop::collection::vec((prop::sample::select(Regime::ALL), -400_i64..30, prop::option::of(0_i64..400)), 0..6),
            mineur: bool,
        ) {
            let today = NaiveDate::from_ymd_opt(2028, 2, 29).unwrap();
            let day = |offset| today + chrono::Duration::days(offset);
            let all: Vec<Representation> = regimes.into_iter().zip(1_u128..).map(|((regime, du, long), id)| Representation {
                id: uuid::Uuid::from_u128(id),
                regime,
                du: day(du),
                au: long.map(|l| day(du + l)),
                vu_le: None,
                vu_par: String::new(),
                titulaires: Vec::new(),
                version: 1,
            }).collect();
            let holds = |r: &Representation| r.regime.de_mineur() == mineur && r.du <= today && r.au.is_none_or(|au| au >= today);
            match en_vigueur(&all, mineur, today) {
                None => prop_assert!(!all.iter().any(holds)),
                Some(found) => prop_assert!(holds(found)),
            }
        }
    }
}
