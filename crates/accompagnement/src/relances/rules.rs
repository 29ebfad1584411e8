//! Rules of the chain, pure.

use chrono::{Days, NaiveDate};

use super::model::{Etape, Tentative};

/// Results with which the person was reached: the chain ends.
const JOINT: [&str; 2] = ["abouti", "a_rappeler"];

/// Whether `resultat` ends the chain.
pub(super) fn reached(resultat: &str) -> bool {
    JOINT.contains(&resultat)
}

/// The chain after an absence on `jour`: `etapes` are code, words and days, in their order.
pub(super) fn chain(
    jour: NaiveDate,
    etapes: Vec<(String, String, i64)>,
    tentatives: &[Tentative],
) -> Vec<Etape> {
    let over = tentatives.iter().any(|t| reached(&t.resultat));
    let mut found = over;
    etapes
        .into_iter()
        .map(|(code, libelle, days)| {
            let faite = tentatives.iter().find(|t| t.etape == code).cloned();
            let prochaine = !found && faite.is_none();
            found |= prochaine;
            let days = Days::new(u64::try_from(days).unwrap_or(0));
            Etape {
                due_le: jour.checked_add_days(days).unwrap_or(jour),
                code,
                libelle,
                faite,
                prochaine,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Utc};
    use proptest::prelude::*;

    use super::*;

    fn steps() -> Vec<(String, String, i64)> {
        [("message", 0), ("appel", 1), ("courrier", 10)]
            .map(|(code, days)| (code.to_owned(), code.to_owned(), days))
            .into()
    }

    fn tried(etape: &str, resultat: &str) -> Tentative {
        Tentative {
            etape: etape.to_owned(),
            resultat: resultat.to_owned(),
            faite_le: DateTime::<Utc>::UNIX_EPOCH,
            agent_nom: String::new(),
        }
    }

    #[test]
    fn the_next_step_follows_what_was_tried() {
        let jour = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        let next = |all: &[Tentative]| {
            let chain = chain(jour, steps(), all);
            chain
                .into_iter()
                .find(|e| e.prochaine)
                .map(|e| (e.code, e.due_le))
        };
        assert_eq!(next(&[]), Some(("message".to_owned(), jour)));
        let once = [tried("message", "envoye")];
        assert_eq!(next(&once), Some(("appel".to_owned(), jour + Days::new(1))));
        let reached = [tried("message", "envoye"), tried("appel", "abouti")];
        assert_eq!(next(&reached), None);
    }

    proptest! {
        #[test]
        fn at_most_one_step_is_next(picked in prop::collection::vec(0_usize..3, 0..4), ends in any::<bool>()) {
            let jour = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
            let result = if ends { "abouti" } else { "sans_reponse" };
            let tried: Vec<Tentative> = picked.iter().map(|i| tried(&steps()[*i].0, result)).collect();
            let all = chain(jour, steps(), &tried);
            prop_assert!(all.iter().filter(|e| e.prochaine).count() <= 1);
            if ends && !tried.is_empty() {
                prop_assert!(!all.iter().any(|e| e.prochaine));
            }
        }
    }
}
