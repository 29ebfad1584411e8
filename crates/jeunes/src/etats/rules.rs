//! Rules of states, pure.

use crate::dossiers::EtatDossier::{self, Actif, Archive, EnVeille, FinAccompagnement};

/// The states that may follow `etat`, in the order people see.
pub const fn following(etat: EtatDossier) -> &'static [EtatDossier] {
    match etat {
        Actif => &[EnVeille, FinAccompagnement],
        EnVeille => &[Actif, FinAccompagnement],
        FinAccompagnement => &[Actif, Archive],
        Archive => &[Actif],
    }
}

/// The list the reason of this state is chosen from. To be accompanied again, it is what happened
/// (list `evenement_type`), as far as [`permet_reprise`] says.
pub const fn reasons(etat: EtatDossier) -> &'static str {
    match etat {
        Actif => "evenement_type",
        EnVeille => "motif_veille",
        FinAccompagnement => "motif_fin",
        Archive => "motif_archive",
    }
}

/// Whether this kind of événement may open the accompaniment again. « La médiation ne permet pas
/// de réactiver un dossier en veille » (charter of the network).
pub fn permet_reprise(evenement: &str) -> bool {
    evenement != "mediation"
}

/// What the frise says.
pub fn title(avant: EtatDossier, apres: EtatDossier, motif: &str) -> String {
    let title = match (avant, apres) {
        (_, EnVeille) => "Dossier mis en veille",
        (_, FinAccompagnement) => "Fin de l’accompagnement",
        (_, Archive) => "Dossier archivé",
        (EnVeille, Actif) => "Reprise après une veille",
        (_, Actif) => "Reprise de l’accompagnement",
    };
    if motif.is_empty() {
        title.to_owned()
    } else {
        format!("{title} : {motif}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_can_be_left_and_never_for_itself() {
        for etat in EtatDossier::ALL.iter().copied() {
            assert!(!following(etat).is_empty());
            assert!(!following(etat).contains(&etat));
            // A dossier always finds its way back to the accompaniment.
            assert!(etat == Actif || following(etat).contains(&Actif));
        }
        assert!(!following(Actif).contains(&Archive));
    }

    #[test]
    fn a_mediation_opens_nothing_again() {
        assert!(!permet_reprise("mediation"));
        assert!(permet_reprise("entretien_individuel"));
    }
}
