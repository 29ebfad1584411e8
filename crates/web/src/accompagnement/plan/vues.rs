//! What the page of the plan shows of freins, objectifs and actions.

use accompagnement::plan::{
    Action, EtatAction, EtatObjectif, FreinDuPlan, ObjectifDuPlan, Qui, Reponse,
};
use kernel::dates;
use platform::Tx;

use crate::accompagnement::{commun, saisie::Reprise};

/// A frein and what answers it.
pub(super) struct VueFrein {
    pub(super) id: String,
    pub(super) libelle: String,
    pub(super) domaine: String,
    pub(super) liste_objectifs: String,
    pub(super) ouvert_le: String,
    pub(super) leve: String,
    pub(super) ouvert: bool,
    pub(super) version: i32,
    /// The forms: to lift it, to open it again, to set an objectif.
    pub(super) cle_levee: String,
    pub(super) cle_retour: String,
    pub(super) cle_objectif: String,
    pub(super) id_retour: String,
    pub(super) id_objectif: String,
    pub(super) objectifs: Vec<VueObjectif>,
}

/// An objectif and what is to do.
pub(super) struct VueObjectif {
    pub(super) id: String,
    pub(super) libelle: String,
    pub(super) souhait: String,
    pub(super) domaine: String,
    pub(super) liste_actions: String,
    pub(super) etat: EtatObjectif,
    pub(super) depuis: String,
    pub(super) en_cours: bool,
    pub(super) a_clore: bool,
    pub(super) reponse: Reponse,
    pub(super) reponse_le: String,
    pub(super) version: i32,
    pub(super) version_etat: i32,
    pub(super) version_lue: i32,
    pub(super) cle: String,
    pub(super) cle_etat: String,
    pub(super) cle_action: String,
    pub(super) id_action: String,
    pub(super) faites: usize,
    pub(super) total: usize,
    pub(super) actions: Vec<VueAction>,
}

/// An action.
pub(super) struct VueAction {
    pub(super) id: String,
    pub(super) libelle: String,
    pub(super) qui: Qui,
    pub(super) qui_nom: String,
    pub(super) partenaire: String,
    pub(super) echeance: String,
    pub(super) pour_le: String,
    pub(super) etat: EtatAction,
    pub(super) depuis: String,
    pub(super) motif: String,
    pub(super) ouverte: bool,
    pub(super) en_retard: bool,
    pub(super) version: i32,
    pub(super) version_etat: i32,
    pub(super) cle: String,
    pub(super) cle_etat: String,
}

impl VueFrein {
    pub(super) fn new(tx: &Tx, r: &Reprise, jeune: &str, vu: &FreinDuPlan) -> Self {
        let frein = &vu.frein;
        let cle_levee = format!("levee-{}", frein.id);
        let leve = frein.leve_le.map_or_else(String::new, |le| {
            let how = commun::label(tx, "motif_levee_frein", &frein.leve_motif);
            format!("Levé le {}\u{a0}: {}", dates::short(le), how.to_lowercase())
        });
        Self {
            id: frein.id.to_string(),
            libelle: commun::label(tx, "frein", &frein.code),
            domaine: commun::label(tx, "domaine", &frein.domaine),
            liste_objectifs: format!("list=\"objectif-{}\"", frein.domaine),
            ouvert_le: dates::short(frein.ouvert_le),
            leve,
            ouvert: frein.est_ouvert(),
            version: r.version(&cle_levee, frein.version),
            cle_levee,
            cle_retour: format!("retour-{}", frein.id),
            cle_objectif: format!("objectif-frein-{}", frein.id),
            id_retour: commun::fresh(tx),
            id_objectif: commun::fresh(tx),
            objectifs: vu
                .objectifs
                .iter()
                .map(|o| VueObjectif::new(tx, r, jeune, o))
                .collect(),
        }
    }
}

impl VueObjectif {
    pub(super) fn new(tx: &Tx, r: &Reprise, jeune: &str, vu: &ObjectifDuPlan) -> Self {
        let objectif = &vu.objectif;
        let cle = format!("objectif-{}", objectif.id);
        let cle_etat = format!("etat-objectif-{}", objectif.id);
        Self {
            id: objectif.id.to_string(),
            libelle: objectif.libelle.clone(),
            souhait: objectif.souhait.clone(),
            domaine: commun::label(tx, "domaine", &objectif.domaine),
            liste_actions: format!("list=\"action_type-{}\"", objectif.domaine),
            etat: objectif.etat,
            depuis: dates::short(objectif.etat_le),
            en_cours: objectif.etat == EtatObjectif::EnCours,
            a_clore: vu.a_clore,
            reponse: objectif.reponse,
            reponse_le: objectif.reponse_le.map(dates::short).unwrap_or_default(),
            version: r.version(&cle, objectif.version),
            version_etat: r.version(&cle_etat, objectif.version),
            version_lue: objectif.version,
            cle,
            cle_etat,
            cle_action: format!("action-objectif-{}", objectif.id),
            id_action: commun::fresh(tx),
            faites: vu.faites,
            total: vu.total,
            actions: vu
                .actions
                .iter()
                .map(|a| VueAction::new(tx, r, jeune, a))
                .collect(),
        }
    }

    pub(super) const fn ton(&self) -> &'static str {
        match self.etat {
            EtatObjectif::EnCours => "info",
            EtatObjectif::Atteint => "succes",
            EtatObjectif::Abandonne => "neutre",
        }
    }

    pub(super) const fn symbole(&self) -> &'static str {
        match self.etat {
            EtatObjectif::EnCours => "bullseye",
            EtatObjectif::Atteint => "check-circle-fill",
            EtatObjectif::Abandonne => "dash-circle",
        }
    }

    pub(super) const fn ton_reponse(&self) -> &'static str {
        match self.reponse {
            Reponse::EnAttente => "neutre",
            Reponse::Oui => "succes",
            Reponse::Non => "attention",
        }
    }

    pub(super) const fn symbole_reponse(&self) -> &'static str {
        match self.reponse {
            Reponse::EnAttente => "hourglass-split",
            Reponse::Oui => "check-lg",
            Reponse::Non => "x-circle",
        }
    }

    /// The answer that was typed and refused.
    pub(super) fn reponse_tapee<'a>(&self, r: &'a Reprise) -> &'a str {
        r.valeur("accord", &format!("reponse_{}", self.id), "")
    }

    /// What closing does to the actions.
    pub(super) const fn aide_cloture(&self) -> &'static str {
        if self.en_cours {
            "Ses actions encore ouvertes seront closes."
        } else {
            ""
        }
    }

    /// `D’accord le 3 décembre`.
    pub(super) fn accord(&self) -> String {
        if self.reponse_le.is_empty() {
            self.reponse.label().to_owned()
        } else {
            format!("{} le {}", self.reponse.label(), self.reponse_le)
        }
    }
}

impl VueAction {
    fn new(tx: &Tx, r: &Reprise, jeune: &str, action: &Action) -> Self {
        let cle = format!("action-{}", action.id);
        let cle_etat = format!("etat-action-{}", action.id);
        Self {
            id: action.id.to_string(),
            libelle: action.libelle.clone(),
            qui: action.qui,
            qui_nom: match action.qui {
                Qui::Jeune => jeune.to_owned(),
                Qui::Conseiller => action.qui.label().to_owned(),
                Qui::Partenaire => action.partenaire.clone(),
            },
            partenaire: action.partenaire.clone(),
            echeance: action.echeance_le.map(commun::field).unwrap_or_default(),
            pour_le: action.echeance_le.map(dates::short).unwrap_or_default(),
            etat: action.etat,
            depuis: dates::short(action.etat_le),
            motif: if action.motif_abandon.is_empty() {
                String::new()
            } else {
                commun::label(tx, "motif_abandon_action", &action.motif_abandon)
            },
            ouverte: action.est_ouverte(),
            en_retard: action.en_retard(tx.today()),
            version: r.version(&cle, action.version),
            version_etat: r.version(&cle_etat, action.version),
            cle,
            cle_etat,
        }
    }

    pub(super) const fn ton(&self) -> &'static str {
        match self.etat {
            _ if self.en_retard => "erreur",
            EtatAction::Planifiee | EtatAction::Abandonnee => "neutre",
            EtatAction::EnCours => "info",
            EtatAction::Faite => "succes",
        }
    }

    pub(super) const fn symbole(&self) -> &'static str {
        match self.etat {
            _ if self.en_retard => "clock",
            EtatAction::Planifiee => "circle",
            EtatAction::EnCours => "play-circle",
            EtatAction::Faite => "check-lg",
            EtatAction::Abandonnee => "dash-circle",
        }
    }

    pub(super) const fn mot(&self) -> &'static str {
        if self.en_retard {
            "En retard"
        } else {
            self.etat.label()
        }
    }
}
