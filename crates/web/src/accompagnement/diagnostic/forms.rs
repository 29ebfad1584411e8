//! The form of a diagnostic: one level, three texts and some freins a domain.

use accompagnement::diagnostic::{Diagnostic, DiagnosticDraft, DomaineAborde, Niveau};
use kernel::{FieldErrors, text};

use crate::accompagnement::{
    commun,
    saisie::{Lecteur, Saisie},
};

/// The texts of a domain: the beginning of their names.
pub(super) const TEXTES: [&str; 3] = ["raison", "points_forts", "mots_du_jeune"];

/// Reads the form; `domaines` are the codes of the list.
pub(super) fn parse(saisie: &Saisie, domaines: &[String]) -> Result<DiagnosticDraft, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let mut draft = DiagnosticDraft {
        id: lecteur.id("id").into(),
        realise_le: lecteur.date("realise_le"),
        domaines: Vec::new(),
        freins_trouves: saisie.tous("freins_trouves"),
    };
    for domaine in domaines {
        let [raison, points_forts, mots_du_jeune] =
            TEXTES.map(|nom| text::tidy_text(saisie.un(&format!("{nom}_{domaine}"))));
        let champ = format!("niveau_{domaine}");
        match Niveau::from_code(saisie.un(&champ)) {
            Some(niveau) => draft.domaines.push(DomaineAborde {
                domaine: domaine.clone(),
                niveau,
                raison,
                points_forts,
                mots_du_jeune,
            }),
            None if raison.is_empty() && points_forts.is_empty() && mots_du_jeune.is_empty() => {}
            None => lecteur.errors.add(
                champ,
                "Choisissez un niveau pour garder ce que vous avez écrit.",
            ),
        }
    }
    lecteur.fin(draft)
}

/// The form of a diagnostic to correct.
pub(super) fn of(diagnostic: &Diagnostic) -> Saisie {
    let mut saisie = Saisie::default()
        .avec("id", diagnostic.id.to_string())
        .avec("version", diagnostic.version.to_string())
        .avec("realise_le", commun::field(diagnostic.realise_le));
    for said in &diagnostic.domaines {
        let domaine = &said.domaine;
        saisie = saisie
            .avec(&format!("niveau_{domaine}"), said.niveau.code())
            .avec(&format!("raison_{domaine}"), said.raison.as_str())
            .avec(
                &format!("points_forts_{domaine}"),
                said.points_forts.as_str(),
            )
            .avec(
                &format!("mots_du_jeune_{domaine}"),
                said.mots_du_jeune.as_str(),
            );
    }
    saisie
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "0193a5c0-0000-7000-8000-000000000001";

    fn domaines() -> Vec<String> {
        ["emploi", "logement"].map(str::to_owned).to_vec()
    }

    #[test]
    fn a_domain_left_alone_was_not_spoken_of() {
        let body = format!(
            "id={ID}&realise_le=2026-12-03&niveau_emploi=urgent&raison_emploi=+Plus+rien+\
             &niveau_logement=&freins_trouves=code_route&freins_trouves=permis"
        );
        let draft = parse(&Saisie::from_draft(&body), &domaines()).unwrap();
        assert_eq!(draft.domaines.len(), 1);
        assert_eq!(draft.domaines[0].niveau, Niveau::Urgent);
        assert_eq!(draft.domaines[0].raison, "Plus rien");
        assert_eq!(draft.freins_trouves, ["code_route", "permis"]);
    }

    #[test]
    fn words_without_a_level_are_not_lost() {
        let body = format!("id={ID}&realise_le=2026-12-03&mots_du_jeune_logement=Je+dors+mal");
        let errors = parse(&Saisie::from_draft(&body), &domaines()).unwrap_err();
        assert!(!errors.get("niveau_logement").is_empty());
    }

    #[test]
    fn a_corrected_diagnostic_is_read_as_it_was() {
        let body = format!("id={ID}&realise_le=2026-12-03&niveau_emploi=ca_va&raison_emploi=Bien");
        let draft = parse(&Saisie::from_draft(&body), &domaines()).unwrap();
        let diagnostic = Diagnostic {
            id: draft.id,
            realise_le: draft.realise_le,
            agent: uuid::Uuid::nil().into(),
            agent_nom: String::new(),
            corrigeable: true,
            domaines: draft.domaines.clone(),
            version: 4,
        };
        let again = of(&diagnostic);
        assert_eq!(again.un("version"), "4");
        assert_eq!(parse(&again, &domaines()).unwrap().domaines, draft.domaines);
    }
}
