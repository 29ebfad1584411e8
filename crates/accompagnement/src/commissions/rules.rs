//! Rules of commissions, pure.

use chrono::NaiveDate;
use kernel::{AgentId, FieldErrors};

use super::model::{Deport, Membre, NouveauMembre, NouvelleCommission, Passage, Seance};
use crate::{
    aides::EtatAide,
    commun::{check_label, check_text},
};

/// The longest name of someone from outside.
pub const NOM_MAX: usize = 120;

/// The brackets of age of a sheet: code, words, last age.
const AGES: [(&str, &str, i32); 4] = [
    ("moins_18", "Moins de 18 ans", 17),
    ("18_21", "18 à 21 ans", 21),
    ("22_25", "22 à 25 ans", 25),
    ("26_plus", "26 ans ou plus", i32::MAX),
];

/// The bracket of an age.
pub fn bracket(age: i32) -> &'static str {
    AGES.iter()
        .find(|(_, _, last)| age <= *last)
        .map_or("26_plus", |(code, _, _)| code)
}

/// A bracket in words.
pub fn bracket_words(code: &str) -> &'static str {
    AGES.iter()
        .find(|(known, _, _)| *known == code)
        .map_or("", |(_, words, _)| words)
}

/// What is wrong with a commission to open.
pub fn check_commission(new: &NouvelleCommission, today: NaiveDate) -> FieldErrors {
    let mut errors = FieldErrors::new();
    let far = chrono::Days::new(366);
    let late = today
        .checked_add_days(far)
        .is_none_or(|far| new.tenue_le > far);
    let early = today
        .checked_sub_days(far)
        .is_none_or(|far| new.tenue_le < far);
    if late || early {
        errors.add("tenue_le", "Cette date est à plus d’un an.");
    }
    errors
}

/// What is wrong with a member to add.
pub fn check_membre(new: &NouveauMembre, seance: &Seance) -> FieldErrors {
    let mut errors = FieldErrors::new();
    if new.agent.is_none() {
        check_label(&mut errors, "nom", &new.nom, NOM_MAX);
    } else {
        check_text(&mut errors, "nom", &new.nom, NOM_MAX);
        if seance.membres.iter().any(|m| m.agent == new.agent) {
            errors.add("agent", "Cette personne est déjà dans la liste.");
        }
    }
    errors
}

/// Who sits out this request: she asked for it, or it was noted.
pub fn sits_out(membre: &Membre, passage: &Passage, deports: &[Deport]) -> bool {
    let asked = membre.agent == Some(passage.demandeur);
    let noted = Deport {
        demande: passage.demande,
        membre: membre.id,
    };
    asked || deports.contains(&noted)
}

/// Who decides on this request: present, and not sitting out.
pub fn deciding<'a>(seance: &'a Seance, passage: &'a Passage) -> impl Iterator<Item = &'a Membre> {
    let all = seance.membres.iter();
    all.filter(move |m| m.present && !sits_out(m, passage, &seance.deports))
}

/// Who decides and who sits out, by name: as noted when it was decided, else as things stand.
pub fn names(seance: &Seance, passage: &Passage) -> (Vec<String>, Vec<String>) {
    if passage.ici {
        return (passage.presents.clone(), passage.deports.clone());
    }
    let out = seance.membres.iter();
    let out = out.filter(|m| sits_out(m, passage, &seance.deports));
    let here = deciding(seance, passage).map(|m| m.nom.clone());
    (here.collect(), out.map(|m| m.nom.clone()).collect())
}

/// What is wrong with deciding on this request in this commission, by `acteur` who writes it down.
pub fn check_decision(
    seance: &Seance,
    passage: &Passage,
    (acteur, today): (AgentId, NaiveDate),
) -> FieldErrors {
    let mut errors = FieldErrors::new();
    if seance.commission.tenue_le > today {
        errors.add("issue", "Cette commission n’a pas encore eu lieu.");
    }
    if deciding(seance, passage).next().is_none() {
        errors.add(
            "issue",
            "Personne n’est présent pour décider\u{a0}: notez les membres et les déports.",
        );
    }
    let mut own = seance.membres.iter().filter(|m| m.agent == Some(acteur));
    if own.any(|m| sits_out(m, passage, &seance.deports)) {
        errors.add(
            "issue",
            "Vous êtes en déport sur cette demande\u{a0}: une autre personne note la décision.",
        );
    }
    errors
}

/// What is wrong with closing.
pub fn check_close(seance: &Seance, today: NaiveDate) -> FieldErrors {
    let mut errors = FieldErrors::new();
    if seance.commission.tenue_le > today {
        errors.add("cloture", "Cette commission n’a pas encore eu lieu.");
    }
    if !seance.membres.iter().any(|m| m.present) {
        errors.add("cloture", "Notez au moins une personne présente.");
    }
    errors
}

/// What a procès-verbal says of a request that was not decided here.
pub const fn outcome(etat: EtatAide, ici: bool) -> &'static str {
    match (ici, etat.attend()) {
        (true, _) if etat.engage() => EtatAide::Accordee.label(),
        (true, _) => etat.label(),
        (false, _) if matches!(etat, EtatAide::Annulee) => etat.label(),
        (false, true) => "Reportée",
        (false, false) => "Décidée hors de la commission",
    }
}

#[cfg(test)]
mod tests {
    use kernel::{Centimes, MembreId};
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::commissions::model::Commission;

    fn id<T: From<Uuid>>(n: u128) -> T {
        Uuid::from_u128(n).into()
    }

    fn day(n: u64) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 1, 1).unwrap() + chrono::Days::new(n)
    }

    fn membre(n: u128, present: bool) -> Membre {
        Membre {
            id: id(n),
            agent: Some(id(n)),
            nom: format!("Membre {n}"),
            present,
        }
    }

    fn passage() -> Passage {
        Passage {
            demande: id(100),
            rang: 1,
            age: "18_21".into(),
            situation: String::new(),
            motif: "mobilite".into(),
            fonds: id(1),
            fonds_nom: String::new(),
            demande_montant: Centimes(100),
            pieces: 0,
            jeune: id(1),
            demandeur: id(1),
            etat: EtatAide::ADecider,
            accorde: None,
            ici: false,
            presents: Vec::new(),
            deports: Vec::new(),
            version: 1,
        }
    }

    fn seance(membres: Vec<Membre>, deports: Vec<Deport>) -> Seance {
        Seance {
            commission: Commission {
                id: id(1),
                tenue_le: day(10),
                fonds: Vec::new(),
                close_le: None,
                passages: 1,
            },
            membres,
            passages: vec![passage()],
            deports,
        }
    }

    #[test]
    fn who_asked_or_is_noted_sits_out_and_is_not_counted() {
        let deport = Deport {
            demande: id(100),
            membre: id::<MembreId>(2),
        };
        let all = seance(
            vec![
                membre(1, true),
                membre(2, true),
                membre(3, false),
                membre(4, true),
            ],
            vec![deport],
        );
        let left: Vec<&str> = deciding(&all, &all.passages[0])
            .map(|m| m.nom.as_str())
            .collect();
        assert_eq!(left, ["Membre 4"]);
        assert!(check_decision(&all, &all.passages[0], (id(4), day(10))).is_empty());
        for acteur in [1, 2] {
            let errors = check_decision(&all, &all.passages[0], (id(acteur), day(10)));
            assert!(errors.get("issue").contains("déport"), "{acteur}");
        }
        let nobody = seance(vec![membre(1, true), membre(3, false)], Vec::new());
        let errors = check_decision(&nobody, &nobody.passages[0], (id(4), day(10)));
        assert!(errors.get("issue").contains("Personne"));
        assert!(!check_decision(&all, &all.passages[0], (id(4), day(9))).is_empty());
    }

    proptest! {
        #[test]
        fn every_age_has_one_bracket_with_words(age in -5_i32..120) {
            prop_assert!(!bracket_words(bracket(age)).is_empty());
            prop_assert_eq!(bracket(age) == "moins_18", age < 18);
        }

        #[test]
        fn nobody_sitting_out_or_absent_ever_decides(
            members in prop::collection::vec((2_u128..8, any::<bool>(), any::<bool>()), 0..8)
        ) {
            let mut membres = Vec::new();
            let mut deports = Vec::new();
            for (n, present, out) in members {
                if membres.iter().all(|m: &Membre| m.id != id(n)) {
                    membres.push(membre(n, present));
                    if out {
                        deports.push(Deport { demande: id(100), membre: id(n) });
                    }
                }
            }
            let all = seance(membres, deports);
            for one in deciding(&all, &all.passages[0]) {
                prop_assert!(one.present && !all.deports.iter().any(|d| d.membre == one.id));
            }
        }
    }
}
