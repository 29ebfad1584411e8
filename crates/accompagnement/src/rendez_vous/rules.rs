//! Rules of rendez-vous, pure.

use chrono::{DateTime, Duration, Utc};
use kernel::FieldErrors;

use super::model::{EtatRdv, Issue, Lieu, NouveauRendezVous, Ou};
use crate::commun::check_text;

/// The longest reason of a derogation.
pub const DEROGATION_MAX: usize = 300;

/// What the rules look at in a motif.
#[derive(Debug, Clone, Copy)]
pub struct Regle<'a> {
    /// Whole minutes.
    pub minutes: i32,
    /// Where it may take place.
    pub lieux: &'a [String],
    /// Only with the référent, or who replaces her.
    pub referent_seul: bool,
    /// It may still be chosen.
    pub ouvert: bool,
}

/// Whether a planned rendez-vous is to be specified at `now`.
pub fn to_specify(etat: EtatRdv, fin: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    etat == EtatRdv::Planifie && fin <= now
}

/// What is wrong with a place.
pub fn check_ou(errors: &mut FieldErrors, ou: Ou, regle: Regle<'_>) {
    if !regle.lieux.iter().any(|code| code == ou.lieu.code()) {
        errors.add(
            "lieu",
            "Ce motif ne se fait pas ainsi : choisissez un lieu de la liste.",
        );
    }
    if ou.lieu == Lieu::Site && ou.site.is_none() {
        errors.add("site", "Choisissez le site.");
    }
    if ou.lieu != Lieu::Site && ou.salle.is_some() {
        errors.add("salle", "Une salle ne se réserve que sur place.");
    }
}

/// What is wrong with a rendez-vous to book at `now`.
pub fn check(
    new: &NouveauRendezVous,
    regle: Regle<'_>,
    avec_referent: bool,
    now: DateTime<Utc>,
) -> FieldErrors {
    let mut errors = FieldErrors::new();
    if !regle.ouvert {
        errors.add("motif", "Ce motif n’est plus proposé.");
    }
    if regle.referent_seul && !avec_referent {
        errors.add(
            "agent",
            "Ce motif se fait avec le référent, ou qui le remplace.",
        );
    }
    check_ou(&mut errors, new.ou, regle);
    check_time(&mut errors, new.debut, now);
    check_text(&mut errors, "derogation", &new.derogation, DEROGATION_MAX);
    errors
}

/// The hour is to come, and within two years.
pub fn check_time(errors: &mut FieldErrors, debut: DateTime<Utc>, now: DateTime<Utc>) {
    if debut < now - Duration::minutes(15) {
        errors.add(
            "heure",
            "Cet horaire est passé. Pour un entretien qui a eu lieu, notez l’entretien.",
        );
    }
    if debut > now + Duration::days(730) {
        errors.add("jour", "Cette date est trop lointaine : deux ans au plus.");
    }
}

/// Whether `issue` may be said of a rendez-vous that is `etat` and begins at `debut`.
pub fn may_mark(
    etat: EtatRdv,
    debut: DateTime<Utc>,
    issue: Issue,
    now: DateTime<Utc>,
) -> Result<(), &'static str> {
    if matches!(etat, EtatRdv::Annule | EtatRdv::Reporte) {
        return Err("Ce rendez-vous est déjà annulé ou reporté.");
    }
    let begun = debut <= now + Duration::minutes(30);
    match issue {
        Issue::Absent { .. } | Issue::NonPrecise if debut > now => {
            Err("Ce rendez-vous n’a pas encore commencé.")
        }
        Issue::Present if !begun => Err("Ce rendez-vous n’a pas encore commencé."),
        Issue::Annule { .. } if etat != EtatRdv::Planifie => {
            Err("Son issue est déjà notée : corrigez-la plutôt.")
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(minutes: i64) -> DateTime<Utc> {
        DateTime::<Utc>::UNIX_EPOCH + Duration::days(20_000) + Duration::minutes(minutes)
    }

    fn issues() -> impl Strategy<Value = Issue> {
        prop::sample::select(vec![
            Issue::Present,
            Issue::Absent { excuse: None },
            Issue::Absent { excuse: Some(true) },
            Issue::Annule {
                par_jeune: true,
                prevenir: false,
            },
            Issue::NonPrecise,
        ])
    }

    proptest! {
        #[test]
        fn nobody_is_absent_before_the_hour_nor_marked_once_moved(
            etat in prop::sample::select(EtatRdv::ALL),
            issue in issues(),
            debut in -500_i64..500,
        ) {
            let said = may_mark(etat, at(debut), issue, at(0));
            if matches!(etat, EtatRdv::Annule | EtatRdv::Reporte) {
                prop_assert!(said.is_err());
            }
            if said.is_ok() && matches!(issue, Issue::Absent { .. } | Issue::NonPrecise) {
                prop_assert!(debut <= 0);
            }
            if said.is_ok() && issue == Issue::Present {
                prop_assert!(debut <= 30);
            }
        }
    }

    #[test]
    fn only_a_planned_one_that_has_passed_is_to_specify() {
        assert!(to_specify(EtatRdv::Planifie, at(-1), at(0)));
        assert!(!to_specify(EtatRdv::Planifie, at(1), at(0)));
        assert!(!to_specify(EtatRdv::Present, at(-1), at(0)));
    }

    #[test]
    fn a_room_is_on_the_site_and_a_motif_says_where() {
        let lieux = ["telephone".to_owned()];
        let regle = Regle {
            minutes: 20,
            lieux: &lieux,
            referent_seul: true,
            ouvert: true,
        };
        let new = NouveauRendezVous {
            id: uuid::Uuid::nil().into(),
            agent: uuid::Uuid::nil().into(),
            motif: uuid::Uuid::nil().into(),
            ou: Ou {
                lieu: Lieu::Visio,
                site: None,
                salle: Some(uuid::Uuid::nil()),
            },
            debut: at(-60),
            derogation: String::new(),
            prevenir: true,
        };
        let errors = check(&new, regle, false, at(0));
        let fields: Vec<&str> = errors.iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["agent", "lieu", "salle", "heure"]);
    }
}
