//! The forms of the plan.

use accompagnement::{
    freins::{LeveeFrein, NouveauFrein, Reouverture},
    plan::{
        ChangementAction, ChangementObjectif, Decision, EtatAction, EtatObjectif,
        ModificationAction, ModificationObjectif, NouvelAccord, NouvelObjectif, NouvelleAction,
        Origine, Qui,
    },
};
use kernel::{ActionId, FieldErrors, FreinId, ObjectifId};

use crate::accompagnement::saisie::{Lecteur, Saisie};

type Lu<T> = Result<T, FieldErrors>;

/// What blocks.
pub(super) fn frein(saisie: &Saisie) -> Lu<NouveauFrein> {
    let mut lecteur = Lecteur::new(saisie);
    let new = NouveauFrein {
        id: lecteur.id("id").into(),
        code: lecteur.code("code"),
        ouvert_le: lecteur.date("ouvert_le"),
    };
    lecteur.fin(new)
}

/// What no longer blocks.
pub(super) fn levee(id: FreinId, saisie: &Saisie) -> Lu<LeveeFrein> {
    let mut lecteur = Lecteur::new(saisie);
    let levee = LeveeFrein {
        id,
        version: lecteur.version(),
        le: lecteur.date("le"),
        motif: lecteur.code("motif"),
        precisions: lecteur.ligne("precisions"),
    };
    lecteur.fin(levee)
}

/// What blocks again.
pub(super) fn reouverture(ancien: FreinId, saisie: &Saisie) -> Lu<Reouverture> {
    let mut lecteur = Lecteur::new(saisie);
    let nouveau = lecteur.id("id").into();
    let ouvert_le = lecteur.date("ouvert_le");
    lecteur.fin(Reouverture {
        ancien,
        nouveau,
        ouvert_le,
    })
}

/// What the young person wants to reach, from a frein or from a wish.
pub(super) fn objectif(saisie: &Saisie) -> Lu<NouvelObjectif> {
    let mut lecteur = Lecteur::new(saisie);
    let origine = if saisie.un("frein").is_empty() {
        Origine::Souhait {
            texte: lecteur.ligne("souhait"),
            domaine: lecteur.code("domaine"),
        }
    } else {
        Origine::Frein(lecteur.id("frein").into())
    };
    let mut libelle = lecteur.ligne("libelle");
    if let (true, Origine::Souhait { texte, .. }) = (libelle.is_empty(), &origine) {
        libelle.clone_from(texte);
    }
    let new = NouvelObjectif {
        id: lecteur.id("id").into(),
        origine,
        libelle,
    };
    lecteur.fin(new)
}

/// An objectif worded anew.
pub(super) fn modification_objectif(id: ObjectifId, saisie: &Saisie) -> Lu<ModificationObjectif> {
    let mut lecteur = Lecteur::new(saisie);
    let change = ModificationObjectif {
        id,
        version: lecteur.version(),
        libelle: lecteur.ligne("libelle"),
    };
    lecteur.fin(change)
}

/// An objectif reached, given up or taken up again.
pub(super) fn etat_objectif(id: ObjectifId, saisie: &Saisie) -> Lu<ChangementObjectif> {
    let mut lecteur = Lecteur::new(saisie);
    let change = ChangementObjectif {
        id,
        version: lecteur.version(),
        etat: lecteur.choix("etat", EtatObjectif::from_code, EtatObjectif::EnCours),
        le: lecteur.date("le"),
    };
    lecteur.fin(change)
}

/// Something to do.
pub(super) fn action(saisie: &Saisie) -> Lu<NouvelleAction> {
    let mut lecteur = Lecteur::new(saisie);
    let new = NouvelleAction {
        id: lecteur.id("id").into(),
        objectif: lecteur.id("objectif").into(),
        libelle: lecteur.ligne("libelle"),
        qui: lecteur.choix("qui", Qui::from_code, Qui::Jeune),
        partenaire: lecteur.ligne("partenaire"),
        echeance_le: lecteur.date_libre("echeance_le"),
    };
    lecteur.fin(new)
}

/// An action worded, given or dated anew.
pub(super) fn modification_action(id: ActionId, saisie: &Saisie) -> Lu<ModificationAction> {
    let mut lecteur = Lecteur::new(saisie);
    let change = ModificationAction {
        id,
        version: lecteur.version(),
        libelle: lecteur.ligne("libelle"),
        qui: lecteur.choix("qui", Qui::from_code, Qui::Jeune),
        partenaire: lecteur.ligne("partenaire"),
        echeance_le: lecteur.date_libre("echeance_le"),
    };
    lecteur.fin(change)
}

/// An action that moves. A reason typed and then not needed is left out.
pub(super) fn etat_action(id: ActionId, saisie: &Saisie) -> Lu<ChangementAction> {
    let mut lecteur = Lecteur::new(saisie);
    let etat = lecteur.choix("etat", EtatAction::from_code, EtatAction::Planifiee);
    let motif_abandon = if etat == EtatAction::Abandonnee {
        lecteur.code("motif_abandon")
    } else {
        String::new()
    };
    let change = ChangementAction {
        id,
        version: lecteur.version(),
        etat,
        le: lecteur.date("le"),
        motif_abandon,
    };
    lecteur.fin(change)
}

/// The answers to the objectifs, those left without an answer apart; `objectifs` are those of the
/// page.
pub(super) fn accord(saisie: &Saisie) -> Lu<NouvelAccord> {
    let mut lecteur = Lecteur::new(saisie);
    let mut decisions = Vec::new();
    for objectif in saisie.tous("objectif") {
        let reponse = saisie.un(&format!("reponse_{objectif}"));
        if !matches!(reponse, "oui" | "non") {
            continue;
        }
        let version = saisie.un(&format!("version_{objectif}")).parse();
        match (objectif.parse::<ObjectifId>(), version) {
            (Ok(objectif), Ok(version)) => {
                decisions.push(Decision {
                    objectif,
                    version,
                    oui: reponse == "oui",
                });
            }
            _ => lecteur.errors.add(
                "decisions",
                "Ce formulaire est abîmé\u{a0}: rechargez la page.",
            ),
        }
    }
    let new = NouvelAccord {
        id: lecteur.id("id").into(),
        donne_le: lecteur.date("donne_le"),
        decisions,
    };
    lecteur.fin(new)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "0193a5c0-0000-7000-8000-000000000001";
    const AUTRE: &str = "0193a5c0-0000-7000-8000-000000000002";

    #[test]
    fn a_wish_alone_makes_its_objectif() {
        let body = format!("id={ID}&frein=&souhait=Devenir+soudeur&domaine=formation&libelle=");
        let read = objectif(&Saisie::from_draft(&body)).unwrap();
        assert_eq!(read.libelle, "Devenir soudeur");
        let body = format!("id={ID}&frein={AUTRE}&libelle=Avoir+un+toit");
        let read = objectif(&Saisie::from_draft(&body)).unwrap();
        assert_eq!(read.origine, Origine::Frein(AUTRE.parse().unwrap()));
    }

    #[test]
    fn an_objectif_without_an_answer_keeps_its_own() {
        let body = format!(
            "id={ID}&donne_le=2026-12-03&objectif={ID}&reponse_{ID}=oui&version_{ID}=2\
             &objectif={AUTRE}&reponse_{AUTRE}=&version_{AUTRE}=1"
        );
        let read = accord(&Saisie::from_draft(&body)).unwrap();
        assert_eq!(read.decisions.len(), 1);
        assert!(read.decisions[0].oui);
        assert_eq!(read.decisions[0].version, 2);
    }

    #[test]
    fn a_reason_is_kept_only_when_something_is_given_up() {
        let body = "version=1&le=2026-12-03&motif_abandon=plus_utile&etat=";
        let id: ActionId = ID.parse().unwrap();
        let done = etat_action(id, &Saisie::from_draft(&format!("{body}faite"))).unwrap();
        assert_eq!(done.motif_abandon, "");
        let given_up = etat_action(id, &Saisie::from_draft(&format!("{body}abandonnee"))).unwrap();
        assert_eq!(given_up.motif_abandon, "plus_utile");
    }

    #[test]
    fn an_action_may_have_no_deadline() {
        let body = format!("id={ID}&objectif={AUTRE}&libelle=Appeler&qui=jeune&echeance_le=");
        assert_eq!(
            action(&Saisie::from_draft(&body)).unwrap().echeance_le,
            None
        );
        let errors = action(&Saisie::from_draft(&format!("{body}bientôt"))).unwrap_err();
        assert!(!errors.get("echeance_le").is_empty());
    }
}
