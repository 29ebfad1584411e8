//! The forms of demandes and propositions.

use accompagnement::demandes::{
    ChangementDemande, ChangementProposition, EtatDemande, EtatProposition, NouvelleDemande,
    NouvelleProposition,
};
use kernel::{DemandeId, FieldErrors, PropositionId};

use crate::accompagnement::saisie::{Lecteur, Saisie};

/// What the young person asks.
pub(super) fn demande(saisie: &Saisie) -> Result<NouvelleDemande, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let new = NouvelleDemande {
        id: lecteur.id("id").into(),
        theme: lecteur.code("theme"),
        precisions: lecteur.ligne("precisions"),
        exprimee_le: lecteur.date("exprimee_le"),
    };
    lecteur.fin(new)
}

/// A demande closed, or opened again.
pub(super) fn etat_demande(
    id: DemandeId,
    saisie: &Saisie,
) -> Result<ChangementDemande, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let change = ChangementDemande {
        id,
        version: lecteur.version(),
        etat: lecteur.choix("etat", EtatDemande::from_code, EtatDemande::Ouverte),
        le: lecteur.date("le"),
    };
    lecteur.fin(change)
}

/// What is offered.
pub(super) fn proposition(saisie: &Saisie) -> Result<NouvelleProposition, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let answers = !saisie.un("demande").is_empty();
    let new = NouvelleProposition {
        id: lecteur.id("id").into(),
        demande: answers.then(|| lecteur.id("demande").into()),
        nature: lecteur.code("nature"),
        libelle: lecteur.ligne("libelle"),
        proposee_le: lecteur.date("proposee_le"),
    };
    lecteur.fin(new)
}

/// A proposition that moves.
pub(super) fn etat_proposition(
    id: PropositionId,
    saisie: &Saisie,
) -> Result<ChangementProposition, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let change = ChangementProposition {
        id,
        version: lecteur.version(),
        etat: lecteur.choix(
            "etat",
            EtatProposition::from_code,
            EtatProposition::Prescrite,
        ),
        etat_le: lecteur.date("etat_le"),
        resultat: lecteur.texte("resultat"),
    };
    lecteur.fin(change)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "0193a5c0-0000-7000-8000-000000000001";

    #[test]
    fn a_proposition_may_answer_no_demande() {
        let body =
            format!("id={ID}&nature=atelier&libelle=Atelier&proposee_le=2026-12-03&demande=");
        let read = proposition(&Saisie::from_draft(&body)).unwrap();
        assert_eq!(read.demande, None);
        let body = format!("{body}{ID}");
        let read = proposition(&Saisie::from_draft(&body)).unwrap();
        assert_eq!(read.demande.map(|id| id.to_string()).as_deref(), Some(ID));
    }

    #[test]
    fn a_demande_needs_a_day_that_exists() {
        let body = format!("id={ID}&theme=trouver_emploi&exprimee_le=30/02/2026");
        let errors = demande(&Saisie::from_draft(&body)).unwrap_err();
        assert!(!errors.get("exprimee_le").is_empty());
    }

    #[test]
    fn an_unknown_state_is_refused() {
        let saisie = Saisie::from_draft("version=1&etat=oubliee&le=2026-12-03");
        let errors = etat_demande(ID.parse().unwrap(), &saisie).unwrap_err();
        assert!(!errors.get("etat").is_empty());
    }
}
