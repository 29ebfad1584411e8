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

/// The list the reason of this state is chosen from; `None`: no reason is asked.
pub const fn reasons(etat: EtatDossier) -> Option<&'static str> {
    match etat {
        EnVeille => Some("motif_veille"),
        FinAccompagnement => Some("motif_fin"),
        Actif | Archive => None,
    }
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
}
