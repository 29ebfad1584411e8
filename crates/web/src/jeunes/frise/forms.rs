//! What the address of the frise chooses.

use jeunes::frise::Evenement;
use platform::nomenclatures::Nomenclatures;
use serde::Deserialize;

/// The query of the page.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct FriseQuery {
    /// The code of a [`Vue`].
    pub(super) nature: String,
    /// The key of the previous page.
    pub(super) apres: String,
}

/// A part of the story.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Vue {
    Tout,
    /// Interviews, contacts, collective moments: the list `evenement_type`.
    Echanges,
    /// Diagnostic, freins, plan, demandes.
    Accompagnement,
    /// Situations, state, référent.
    Parcours,
}

impl Vue {
    pub(super) const ALL: [Self; 4] = [
        Self::Tout,
        Self::Echanges,
        Self::Accompagnement,
        Self::Parcours,
    ];

    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Tout => "",
            Self::Echanges => "echanges",
            Self::Accompagnement => "accompagnement",
            Self::Parcours => "parcours",
        }
    }

    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Tout => "Tout",
            Self::Echanges => "Entretiens et contacts",
            Self::Accompagnement => "Diagnostic, plan, demandes",
            Self::Parcours => "Situations et suivi",
        }
    }

    pub(super) fn from_code(code: &str) -> Self {
        let mut all = Self::ALL.into_iter();
        all.find(|vue| vue.code() == code).unwrap_or(Self::Tout)
    }

    /// Whether it shows `evenement`.
    pub(super) fn shows(self, lists: &Nomenclatures, evenement: &Evenement) -> bool {
        let nature = evenement.nature.as_str();
        let parcours = matches!(nature, "situation" | "etat" | "referent");
        let echange = lists.entree("evenement_type", nature).is_some();
        match self {
            Self::Tout => true,
            Self::Echanges => echange,
            Self::Parcours => parcours,
            Self::Accompagnement => !echange && !parcours,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_code_shows_all() {
        for vue in Vue::ALL {
            assert_eq!(Vue::from_code(vue.code()), vue);
        }
        assert_eq!(Vue::from_code("autre"), Vue::Tout);
    }
}
