//! What the young person agreed to, and the plan as it was that day: the wing's own snapshot.

use accompagnement::plan::{
    ActionFigee, EtatAction, EtatObjectif, FreinFige, Instantane, ObjectifFige, Qui, Reponse,
};
use chrono::NaiveDate;
use jeunes::dossiers::Identite;

use super::Trace;
use crate::lignes::{Accord, Action, Frein, Objectif};

/// The form of snapshots that the wing writes today.
const VERSION: u32 = 1;

impl Trace<'_> {
    pub(super) fn accords(&mut self) {
        let mut days: Vec<NaiveDate> = self
            .out
            .objectifs
            .iter()
            .filter_map(|o| o.accord_le)
            .collect();
        days.sort_unstable();
        days.dedup();
        for day in days {
            self.accord(day);
        }
    }

    fn accord(&mut self, le: NaiveDate) {
        let Some(agent_id) = self.agent(le) else {
            return;
        };
        let (saisi_le, id) = self.saisie(le);
        // A snapshot is plain data: turning it into JSON does not fail.
        let instantane = serde_json::to_string(&self.instantane(le)).unwrap_or_default();
        self.out.accords.push(Accord {
            ml_id: self.ml(),
            id,
            jeune_id: self.id(),
            donne_le: le,
            agent_id,
            instantane,
            saisi_le,
        });
    }

    fn instantane(&self, le: NaiveDate) -> Instantane {
        let agent = self.nom_agent(le);
        let freins = self.out.freins.iter();
        let objectifs = self.out.objectifs.iter();
        Instantane {
            version: VERSION,
            jeune: self.nom_affiche(),
            structure: self.ctx.maison.structure.to_owned(),
            agent: agent.clone(),
            referent: agent,
            donne_le: le,
            freins: freins
                .filter(|f| f.ouvert_le <= le && f.leve_le.is_none_or(|leve| leve > le))
                .map(|f| self.frein_fige(f))
                .collect(),
            objectifs: objectifs
                .filter(|o| o.saisi_le.date_naive() <= le)
                .map(|o| self.objectif_fige(o, le))
                .collect(),
        }
    }

    fn nom_affiche(&self) -> String {
        let jeune = &self.out.jeune;
        Identite {
            nom_naissance: jeune.nom_naissance.clone(),
            nom_usage: jeune.nom_usage.clone(),
            prenom: jeune.prenom.clone(),
            prenom_usage: jeune.prenom_usage.clone(),
            sexe: None,
        }
        .nom_affiche()
    }

    fn nom_agent(&self, le: NaiveDate) -> String {
        let agent = self
            .agent(le)
            .and_then(|id| self.ctx.maison.agents.get(&id));
        agent.map(|a| a.nom.clone()).unwrap_or_default()
    }

    fn frein_fige(&self, frein: &Frein) -> FreinFige {
        FreinFige {
            id: frein.id.into(),
            code: frein.code.to_owned(),
            libelle: self.ctx.listes.libelle("frein", frein.code),
            domaine: self.ctx.listes.libelle("domaine", frein.domaine),
            ouvert_le: frein.ouvert_le,
        }
    }

    fn objectif_fige(&self, objectif: &Objectif, le: NaiveDate) -> ObjectifFige {
        let frein = self
            .out
            .freins
            .iter()
            .find(|f| Some(f.id) == objectif.frein_id);
        let origine = frein.map_or_else(
            || objectif.souhait.to_owned(),
            |f| self.ctx.listes.libelle("frein", f.code),
        );
        let answered = objectif.accord_le.filter(|day| *day <= le);
        let reponse = answered.and_then(|_| Reponse::from_code(objectif.accord));
        let etat = EtatObjectif::from_code(objectif.etat).filter(|_| objectif.etat_le < le);
        let actions = self.out.actions.iter();
        ObjectifFige {
            id: objectif.id.into(),
            domaine: self.ctx.listes.libelle("domaine", objectif.domaine),
            origine,
            libelle: objectif.libelle.clone(),
            etat: etat.unwrap_or(EtatObjectif::EnCours),
            reponse: reponse.unwrap_or(Reponse::EnAttente),
            reponse_le: answered,
            repondu_ce_jour: answered == Some(le),
            actions: actions
                .filter(|a| a.objectif_id == objectif.id && a.saisi_le.date_naive() <= le)
                .map(|a| self.action_figee(a, le))
                .collect(),
        }
    }

    fn action_figee(&self, action: &Action, le: NaiveDate) -> ActionFigee {
        let qui = Qui::from_code(action.qui).unwrap_or(Qui::Jeune);
        let etat = EtatAction::from_code(action.etat).filter(|_| action.etat_le < le);
        ActionFigee {
            id: action.id.into(),
            libelle: action.libelle.clone(),
            qui,
            qui_nom: match qui {
                Qui::Jeune => self.nom_affiche(),
                Qui::Conseiller => self.nom_agent(le),
                Qui::Partenaire => action.partenaire.to_owned(),
            },
            echeance_le: action.echeance_le,
            etat: etat.unwrap_or(EtatAction::Planifiee),
        }
    }
}
