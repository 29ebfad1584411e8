//! Rules of phases, pure.

use kernel::{FieldErrors, dates};

use super::model::{NouvellePhase, Phase};
use crate::{commun::check_label, dispositifs::Adhesion};

/// The longest words.
pub const MOTS_MAX: usize = 2000;

/// What is wrong with a phase of `course`, after those it has.
pub fn check(new: &NouvellePhase, course: &Adhesion, known: &[Phase]) -> FieldErrors {
    let mut errors = FieldErrors::new();
    check_label(&mut errors, "objectifs", &new.objectifs, MOTS_MAX);
    if !course.est_ouverte() {
        errors.add("debut", "Ce parcours est fini.");
    }
    if new.fin < new.debut {
        errors.add("fin", "La fin est avant le début.");
    }
    if new.debut < course.entree_le {
        let day = dates::short(course.entree_le);
        errors.add("debut", format!("Le contrat commence le {day}."));
    }
    if let Some(last) = course.fin_prevue
        && new.fin > last
    {
        let day = dates::short(last);
        errors.add("fin", format!("Le contrat va au plus tard jusqu’au {day}."));
    }
    if known.iter().any(|p| p.evaluation.is_none()) {
        errors.add("debut", "Évaluez d’abord la phase en cours.");
    } else if let Some(other) = known
        .iter()
        .find(|p| new.debut <= p.fin && p.debut <= new.fin)
    {
        let (du, au) = (dates::short(other.debut), dates::short(other.fin));
        errors.add("debut", format!("Une phase va déjà du {du} au {au}."));
    }
    errors
}

#[cfg(test)]
mod tests {
    use chrono::{Days, NaiveDate};
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::{dispositifs::Adhesion, phases::Evaluation};

    fn start() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 1, 1).unwrap()
    }

    fn course() -> Adhesion {
        Adhesion {
            id: Uuid::nil().into(),
            dispositif: "pacea".into(),
            nom: String::new(),
            groupe: "engagement".into(),
            prescripteur_nom: String::new(),
            referent_nom: String::new(),
            avec: String::new(),
            entree_le: start(),
            signature: None,
            fin_prevue: Some(start() + Days::new(700)),
            prolongation: None,
            prolongee_au: None,
            prolongation_mots: String::new(),
            derogation: String::new(),
            conditions: Vec::new(),
            sortie_le: None,
            sortie_motif: String::new(),
            sortie_mots: String::new(),
            situation_sortie: String::new(),
            version: 1,
        }
    }

    fn new(debut: i64, fin: i64) -> NouvellePhase {
        NouvellePhase {
            id: Uuid::nil(),
            adhesion: Uuid::nil().into(),
            genre: "projet".into(),
            debut: start() + chrono::Duration::days(debut),
            fin: start() + chrono::Duration::days(fin),
            objectifs: "Choisir un métier".into(),
        }
    }

    fn noted(p: &NouvellePhase) -> Phase {
        Phase {
            id: Uuid::nil(),
            genre: p.genre.clone(),
            debut: p.debut,
            fin: p.fin,
            objectifs: p.objectifs.clone(),
            evaluation: Some(Evaluation::Atteints),
            evaluee_le: Some(p.fin),
            evaluee_par: String::new(),
            bilan: String::new(),
            version: 2,
        }
    }

    #[test]
    fn another_begins_once_the_one_before_is_evaluated() {
        let first = new(0, 90);
        assert!(check(&first, &course(), &[]).is_empty());
        let running = Phase {
            evaluation: None,
            evaluee_le: None,
            ..noted(&first)
        };
        assert!(!check(&new(91, 120), &course(), &[running]).is_empty());
        assert!(check(&new(91, 120), &course(), &[noted(&first)]).is_empty());
    }

    proptest! {
        #[test]
        fn phases_lie_within_the_contract_and_never_overlap(
            tried in prop::collection::vec((-50_i64..800, -50_i64..800), 1..20),
        ) {
            let course = course();
            let mut kept: Vec<Phase> = Vec::new();
            for (debut, fin) in tried {
                let one = new(debut, fin);
                if check(&one, &course, &kept).is_empty() {
                    kept.push(noted(&one));
                }
            }
            for (rank, one) in kept.iter().enumerate() {
                prop_assert!(one.debut >= course.entree_le && Some(one.fin) <= course.fin_prevue);
                for other in &kept[rank + 1..] {
                    prop_assert!(one.fin < other.debut || other.fin < one.debut);
                }
            }
        }
    }
}
