//! Rules of demandes and propositions, pure.

use chrono::NaiveDate;
use kernel::FieldErrors;

use super::model::{
    ChangementProposition, EtatProposition, NouvelleDemande, NouvelleProposition, Proposition,
};
use crate::commun::{check_label, check_past, check_text};

/// The longest words on a demande.
pub const PRECISIONS_MAX: usize = 500;
/// The longest name of a proposition.
pub const LIBELLE_MAX: usize = 200;
/// The longest result of a proposition.
pub const RESULTAT_MAX: usize = 2_000;

/// What is wrong with a demande, apart from its theme.
pub fn check_demande(new: &NouvelleDemande, today: NaiveDate) -> FieldErrors {
    let mut errors = FieldErrors::new();
    check_text(&mut errors, "precisions", &new.precisions, PRECISIONS_MAX);
    check_past(&mut errors, "exprimee_le", new.exprimee_le, today);
    errors
}

/// What is wrong with a proposition, apart from its type.
pub fn check_proposition(new: &NouvelleProposition, today: NaiveDate) -> FieldErrors {
    let mut errors = FieldErrors::new();
    check_label(&mut errors, "libelle", &new.libelle, LIBELLE_MAX);
    check_past(&mut errors, "proposee_le", new.proposee_le, today);
    errors
}

/// What is wrong with a change of `before`.
pub fn check_change(
    before: &Proposition,
    change: &ChangementProposition,
    today: NaiveDate,
) -> FieldErrors {
    let mut errors = FieldErrors::new();
    if !may_become(before.etat, change.etat) {
        errors.add(
            "etat",
            format!(
                "Une proposition « {} » ne peut pas devenir « {} ».",
                before.etat.label(),
                change.etat.label()
            ),
        );
    }
    check_past(&mut errors, "etat_le", change.etat_le, today);
    if change.etat_le < before.proposee_le {
        errors.add("etat_le", "Cette date est avant celle de la proposition.");
    }
    check_text(&mut errors, "resultat", &change.resultat, RESULTAT_MAX);
    errors
}

/// Nothing more is expected of a proposition in this state.
pub const fn is_closed(etat: EtatProposition) -> bool {
    !matches!(etat, EtatProposition::Prescrite | EtatProposition::EnCours)
}

/// Whether a proposition may go from one state to the other: what is offered may start or end in any
/// way, what has started never is only offered again, what has ended can be taken up again.
pub fn may_become(from: EtatProposition, to: EtatProposition) -> bool {
    use EtatProposition::{EnCours, Prescrite};
    match from {
        Prescrite => true,
        EnCours => to != Prescrite,
        closed => to == closed || to == EnCours,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn etat() -> impl Strategy<Value = EtatProposition> {
        proptest::sample::select(EtatProposition::ALL)
    }

    proptest! {
        #[test]
        fn an_ended_proposition_is_only_taken_up_again(from in etat(), to in etat()) {
            if is_closed(from) && is_closed(to) {
                prop_assert_eq!(may_become(from, to), from == to);
            }
            prop_assert!(may_become(from, from));
            prop_assert!(may_become(from, EtatProposition::EnCours));
        }
    }

    #[test]
    fn what_has_started_is_not_only_offered() {
        assert!(!may_become(
            EtatProposition::EnCours,
            EtatProposition::Prescrite
        ));
        assert!(!may_become(
            EtatProposition::Realisee,
            EtatProposition::Prescrite
        ));
    }
}
