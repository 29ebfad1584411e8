//! Diagnostics that evolve, what blocks and is lifted, objectifs and actions.

use chrono::NaiveDate;
use uuid::Uuid;

use super::Trace;
use crate::{
    calendrier::{ecart, ouvre_apres, plus},
    lignes::{Action, Diagnostic, DiagnosticDomaine, Frein, Objectif},
    pistes::{self, Piste},
    textes,
};

/// A domain of someone's diagnostics, with what blocks in it if anything does.
struct Domaine {
    code: &'static str,
    depuis: NaiveDate,
    frein: Option<Blocage>,
}

#[derive(Clone, Copy)]
struct Blocage {
    piste: &'static Piste,
    id: Uuid,
    leve: Option<NaiveDate>,
}

/// What an objectif is made of.
struct But {
    domaine: &'static str,
    frein: Option<Uuid>,
    souhait: &'static str,
    code: &'static str,
    actions: Vec<&'static str>,
    /// When what blocked was lifted, or the wish came true.
    atteint: Option<NaiveDate>,
}

impl Trace<'_> {
    pub(super) fn plan(&mut self) {
        let jours: Vec<NaiveDate> = self.out.entretiens.iter().map(|e| e.realise_le).collect();
        let skip = usize::from(self.h.chance(180));
        let Some(premier) = jours.get(skip).copied() else {
            return;
        };
        if self.h.chance(60) {
            return;
        }
        let mut domaines = self.premiers_domaines(premier, &jours);
        self.diagnostic(premier, &domaines, true);
        let mut dernier = premier;
        for jour in jours.iter().copied().filter(|jour| *jour > premier) {
            if ecart(dernier, jour) < 160 || !self.h.chance(600) {
                continue;
            }
            if self.h.chance(350) {
                self.ajouter(&mut domaines, jour, &jours);
            }
            self.diagnostic(jour, &domaines, false);
            dernier = jour;
        }
        for domaine in &domaines {
            if let Some(blocage) = domaine.frein {
                self.but_du_frein(blocage, domaine.depuis);
            }
        }
        if self.h.chance(280) {
            self.souhait(premier);
        }
        for jour in jours
            .iter()
            .rev()
            .copied()
            .take(2)
            .filter(|jour| *jour > premier)
        {
            self.relance(jour);
        }
    }

    /// A plan moves: at the last interviews, one more action for a goal that is still open.
    fn relance(&mut self, le: NaiveDate) {
        let open = |o: &&Objectif| o.etat == "en_cours" && o.saisi_le.date_naive() < le;
        let goals: Vec<(Uuid, &'static str)> = self
            .out
            .objectifs
            .iter()
            .filter(open)
            .map(|o| (o.id, o.domaine))
            .collect();
        if goals.is_empty() || !self.actif() || !self.h.chance(850) {
            return;
        }
        let (objectif, domaine) = self.h.choix(&goals);
        let piste = self.h.choix(&pistes::of(domaine));
        let code = self.h.choix(piste.actions);
        self.action(objectif, code, le, self.fin, "en_cours");
    }

    fn premiers_domaines(&mut self, premier: NaiveDate, jours: &[NaiveDate]) -> Vec<Domaine> {
        let count = self.h.pese(&[(2, 22), (3, 32), (4, 25), (5, 13), (6, 8)]);
        let mut all = Vec::new();
        for _ in 0..20 {
            if all.len() < count {
                self.ajouter(&mut all, premier, jours);
            }
        }
        all
    }

    /// One more domain; two times in three something blocks in it.
    fn ajouter(&mut self, all: &mut Vec<Domaine>, depuis: NaiveDate, jours: &[NaiveDate]) {
        let code = self.h.pese(pistes::DOMAINES);
        if all.iter().any(|d| d.code == code) {
            return;
        }
        let blocks = self.h.chance(660);
        let frein = if blocks {
            self.frein(code, depuis, jours)
        } else {
            None
        };
        all.push(Domaine {
            code,
            depuis,
            frein,
        });
    }

    fn frein(
        &mut self,
        domaine: &'static str,
        le: NaiveDate,
        jours: &[NaiveDate],
    ) -> Option<Blocage> {
        let adult = self.qui.age(le) >= 18;
        let possible: Vec<&Piste> = pistes::of(domaine)
            .into_iter()
            .filter(|p| !(adult && p.frein == "obligation_formation"))
            .collect();
        if possible.is_empty() {
            return None;
        }
        let piste = self.h.choix(&possible);
        let later: Vec<NaiveDate> = jours.iter().copied().filter(|jour| *jour > le).collect();
        let lifts = !later.is_empty() && self.h.chance(560);
        let leve = lifts.then(|| self.h.choix(&later));
        let (saisi_le, id) = self.saisie(le);
        let motif = if self.h.chance(700) {
            piste.levee
        } else {
            self.h.pese(&[
                ("demarche_aboutie", 3),
                ("situation_changee", 3),
                ("reglee_seul", 2),
                ("plus_actualite", 2),
            ])
        };
        self.out.freins.push(Frein {
            ml_id: self.ml(),
            id,
            jeune_id: self.id(),
            code: piste.frein,
            domaine,
            ouvert_le: le,
            leve_le: leve,
            leve_motif: leve.map(|_| motif),
            saisi_le,
            saisi_par: self.agent(le),
        });
        Some(Blocage { piste, id, leve })
    }

    fn diagnostic(&mut self, le: NaiveDate, domaines: &[Domaine], premier: bool) {
        let Some(agent_id) = self.agent(le) else {
            return;
        };
        let (saisi_le, id) = self.saisie(le);
        for domaine in domaines.iter().filter(|d| d.depuis <= le) {
            let bloque = domaine
                .frein
                .is_some_and(|f| f.leve.is_none_or(|leve| leve > le));
            let niveau = if bloque {
                let urgent = if premier { 5 } else { 2 };
                self.h
                    .pese(&[("ca_bloque", 48), ("a_surveiller", 47), ("urgent", urgent)])
            } else {
                self.h.pese(&[("ca_va", 74), ("a_surveiller", 26)])
            };
            let atout = if self.h.chance(260) {
                textes::atout(&mut self.h, domaine.code)
            } else {
                None
            };
            let row = DiagnosticDomaine {
                ml_id: self.ml(),
                diagnostic_id: id,
                domaine: domaine.code,
                jeune_id: self.id(),
                niveau,
                raison: if bloque && self.h.chance(550) {
                    textes::raison(&mut self.h, domaine.code)
                } else {
                    ""
                },
                points_forts: atout
                    .map(|code| self.ctx.listes.libelle("atout", code))
                    .unwrap_or_default(),
                mots_du_jeune: if self.h.chance(200) {
                    textes::mots(&mut self.h, bloque)
                } else {
                    ""
                },
            };
            self.out.domaines.push(row);
        }
        self.out.diagnostics.push(Diagnostic {
            ml_id: self.ml(),
            id,
            jeune_id: self.id(),
            realise_le: le,
            agent_id,
            saisi_le,
        });
    }

    fn but_du_frein(&mut self, blocage: Blocage, le: NaiveDate) {
        if !self.h.chance(780) {
            return;
        }
        let known = blocage.piste.actions;
        let count = 1 + self.h.rang(known.len());
        let but = But {
            domaine: blocage.piste.domaine,
            frein: Some(blocage.id),
            souhait: "",
            code: blocage.piste.objectif,
            actions: known[..count].to_vec(),
            atteint: blocage.leve,
        };
        self.objectif(&but, le);
    }

    fn souhait(&mut self, le: NaiveDate) {
        let (souhait, domaine, code, action) = self.h.choix(textes::SOUHAITS);
        let atteint = (ecart(le, self.fin) > 60 && self.h.chance(300))
            .then(|| self.jour(plus(le, 30), self.fin));
        let but = But {
            domaine,
            frein: None,
            souhait,
            code,
            actions: vec![action],
            atteint,
        };
        self.objectif(&but, le);
    }

    fn objectif(&mut self, but: &But, le: NaiveDate) {
        let accord = self.h.pese(&[("oui", 87), ("en_attente", 10), ("non", 3)]);
        let given_up = !self.actif() && self.h.chance(250) || accord == "non";
        let (etat, etat_le) = match but.atteint {
            Some(day) => ("atteint", day.max(le)),
            None if given_up => ("abandonne", self.fin.max(le)),
            None => ("en_cours", le),
        };
        let (saisi_le, id) = self.saisie(le);
        let row = Objectif {
            ml_id: self.ml(),
            id,
            jeune_id: self.id(),
            frein_id: but.frein,
            souhait: but.souhait,
            domaine: but.domaine,
            libelle: self.ctx.listes.libelle("objectif", but.code),
            etat,
            etat_le,
            accord,
            accord_le: (accord != "en_attente").then_some(le),
            saisi_le,
            saisi_par: self.agent(le),
        };
        self.out.objectifs.push(row);
        for code in &but.actions {
            let decided = if self.h.chance(250) {
                self.jour(le, plus(le, 30))
            } else {
                le
            };
            let limit = if etat == "en_cours" {
                self.fin
            } else {
                etat_le
            };
            self.action(id, code, decided.min(limit), limit, etat);
        }
    }

    fn action(&mut self, objectif: Uuid, code: &str, le: NaiveDate, limit: NaiveDate, but: &str) {
        let due = ouvre_apres(plus(le, self.h.entre(5, 56)));
        let (etat, etat_le) = self.etat_action(le, due, limit, but);
        let qui = self
            .h
            .pese(&[("jeune", 64), ("conseiller", 24), ("partenaire", 12)]);
        let abandon = self.h.pese(&[
            ("plus_utile", 22),
            ("autre_solution", 22),
            ("changement_projet", 14),
            ("choix_jeune", 14),
            ("conditions_non_remplies", 8),
            ("refus_organisme", 7),
            ("delai_passe", 8),
            ("moyens_manquants", 5),
        ]);
        let (saisi_le, id) = self.saisie(le);
        let row = Action {
            ml_id: self.ml(),
            id,
            jeune_id: self.id(),
            objectif_id: objectif,
            libelle: self.ctx.listes.libelle("action_type", code),
            qui,
            partenaire: if qui == "partenaire" {
                textes::partenaire(&mut self.h)
            } else {
                ""
            },
            echeance_le: (!self.h.chance(80)).then_some(due),
            etat,
            etat_le,
            motif_abandon: (etat == "abandonnee").then_some(abandon),
            saisi_le,
            saisi_par: self.agent(le),
        };
        self.out.actions.push(row);
    }

    /// Where an action stands: nothing stays open in a goal that is closed; late ones are rare, and
    /// rarer the longer ago they were due.
    fn etat_action(
        &mut self,
        le: NaiveDate,
        due: NaiveDate,
        limit: NaiveDate,
        but: &str,
    ) -> (&'static str, NaiveDate) {
        let end = self.jour(le, due.min(limit).max(le)).min(limit).max(le);
        if but == "atteint" {
            return (self.h.pese(&[("faite", 88), ("abandonnee", 12)]), end);
        }
        if but == "abandonne" {
            return (self.h.pese(&[("faite", 30), ("abandonnee", 70)]), end);
        }
        if !self.actif() {
            let etat = self
                .h
                .pese(&[("faite", 52), ("abandonnee", 36), ("planifiee", 12)]);
            return (etat, if etat == "planifiee" { le } else { end });
        }
        let late = ecart(due, self.ctx.aujourd_hui);
        let closed = match late {
            ..0 => 170,
            0..14 => 520,
            14..45 => 820,
            45..100 => 940,
            _ => 1000,
        };
        if self.h.chance(closed) {
            return (self.h.pese(&[("faite", 84), ("abandonnee", 16)]), end);
        }
        if self.h.chance(330) {
            return ("en_cours", end);
        }
        ("planifiee", le)
    }
}
