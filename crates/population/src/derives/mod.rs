//! What the wings push from the facts: the frise, the échéances, the reading traces. Words, days and
//! delays are the wings' own rules wherever they are public; the order of what is pushed and closed
//! is theirs too, and is written here once for every wing.

mod cles;
mod echeances;

use accompagnement::diagnostic;
use chrono::{DateTime, NaiveDate, Utc};
use jeunes::{dossiers::EtatDossier, etats};
use uuid::Uuid;

use crate::{
    calendrier::{instant, plus},
    hasard::{Flux, Hasard},
    lignes::{Audit, Evenement},
    parcours::{Contexte, Parcours},
};

/// How far back reading traces go.
const LECTURES: i64 = 100;
/// The longest title.
const TITRE_MAX: usize = 120;

/// Fills the frise, the échéances and the reading traces from the facts.
pub(crate) fn deriver(ctx: Contexte<'_>, index: u32, out: &mut Parcours) {
    let h = Hasard::new(ctx.seed, Flux::Derives, ctx.maison.ml, index);
    let mut derives = Derives { ctx, h, out };
    derives.dossier();
    derives.cles();
    derives.etats();
    derives.situations();
    derives.demandes();
    derives.diagnostics();
    derives.plan();
    derives.entretiens();
    derives.echeances();
    derives.lectures();
}

struct Derives<'a> {
    ctx: Contexte<'a>,
    h: Hasard,
    out: &'a mut Parcours,
}

/// What the frise says of an object.
struct Fait {
    le: NaiveDate,
    nature: &'static str,
    theme: &'static str,
    titre: String,
    objet: &'static str,
    objet_id: Uuid,
    agent: Option<Uuid>,
    saisi_le: DateTime<Utc>,
}

impl Derives<'_> {
    fn frise(&mut self, fait: &Fait) {
        // The frise orders one day by identifier: what opens the dossier comes first.
        let hour = match fait.objet {
            "dossier" => 5,
            "referent" => 6,
            "demande" => 7,
            "etat" => 20,
            _ => 16,
        };
        let id = self.h.id(instant(fait.le, hour, 0));
        self.out.evenements.push(Evenement {
            ml_id: self.ctx.maison.ml,
            id,
            jeune_id: self.out.jeune.id,
            survenu_le: fait.le,
            heure: None,
            nature: fait.nature,
            theme: fait.theme,
            resultat: "",
            agent_id: fait.agent,
            titre: truncated(&fait.titre, TITRE_MAX),
            objet: fait.objet,
            objet_id: fait.objet_id,
            saisi_le: fait.saisi_le,
        });
    }

    fn dossier(&mut self) {
        let jeune = &self.out.jeune;
        let first = Fait {
            le: jeune.premier_accueil_le,
            nature: "passage",
            theme: "accueil",
            titre: "Premier accueil".to_owned(),
            objet: "dossier",
            objet_id: jeune.id,
            agent: jeune.cree_par,
            saisi_le: jeune.cree_le,
        };
        self.frise(&first);
        for at in 0..self.out.referents.len() {
            let referent = &self.out.referents[at];
            let fait = Fait {
                le: referent.du,
                nature: "referent",
                theme: "",
                titre: "Nouveau référent".to_owned(),
                objet: "referent",
                objet_id: referent.id,
                agent: Some(referent.agent_id),
                saisi_le: referent.saisi_le,
            };
            self.frise(&fait);
        }
    }

    fn etats(&mut self) {
        use EtatDossier::{Actif, Archive, EnVeille, FinAccompagnement};
        let (depuis, motif) = (self.out.jeune.etat_depuis, self.out.jeune.etat_motif);
        match EtatDossier::from_code(self.out.jeune.etat) {
            Some(EnVeille) => self.etat(depuis, (Actif, EnVeille), "motif_veille", motif),
            Some(FinAccompagnement) => {
                self.etat(depuis, (Actif, FinAccompagnement), "motif_fin", motif);
            }
            Some(Archive) => {
                if let Some((fin, motif)) = self.out.fin_avant_archive {
                    self.etat(fin, (Actif, FinAccompagnement), "motif_fin", motif);
                }
                self.etat(depuis, (FinAccompagnement, Archive), "motif_fin", "");
            }
            _ => {}
        }
    }

    fn etat(
        &mut self,
        le: NaiveDate,
        (avant, apres): (EtatDossier, EtatDossier),
        liste: &str,
        motif: &str,
    ) {
        let reason = if motif.is_empty() {
            String::new()
        } else {
            self.ctx.listes.libelle(liste, motif)
        };
        let saisi_le = instant(le, 5, 30);
        let fait = Fait {
            le,
            nature: "etat",
            theme: "",
            titre: etats::rules::title(avant, apres, &reason),
            objet: "etat",
            objet_id: self.h.id(saisi_le),
            agent: self.out.jeune.referent_id.or(self.out.jeune.cree_par),
            saisi_le,
        };
        self.frise(&fait);
    }

    fn situations(&mut self) {
        for at in 0..self.out.situations.len() {
            let s = &self.out.situations[at];
            let title = self.ctx.listes.libelle("situation_type", s.nature);
            let (id, agent, saisi_le, fin) = (s.id, s.saisi_par, s.saisi_le, s.fin);
            let said = [(Some(s.debut), "Début"), (fin, "Fin")];
            for (le, word) in said.into_iter().filter_map(|(le, word)| Some((le?, word))) {
                self.frise(&Fait {
                    le,
                    nature: "situation",
                    theme: "",
                    titre: format!("{word} : {title}"),
                    objet: "situation",
                    objet_id: id,
                    agent,
                    saisi_le,
                });
            }
        }
    }

    fn demandes(&mut self) {
        for at in 0..self.out.demandes.len() {
            let d = &self.out.demandes[at];
            let fait = Fait {
                le: d.exprimee_le,
                nature: "demande",
                theme: "",
                titre: format!(
                    "Demande : {}",
                    self.ctx.listes.libelle("demande_theme", d.theme)
                ),
                objet: "demande",
                objet_id: d.id,
                agent: d.saisi_par,
                saisi_le: d.saisi_le,
            };
            self.frise(&fait);
        }
        for at in 0..self.out.propositions.len() {
            let p = self.out.propositions[at].clone();
            let mut said = vec![(p.proposee_le, format!("Proposition : {}", p.libelle))];
            if p.etat != "prescrite" {
                let word = self.ctx.listes.libelle("proposition_etat", p.etat);
                said.push((p.etat_le, format!("{word} : {}", p.libelle)));
            }
            for (le, titre) in said {
                self.frise(&Fait {
                    le,
                    nature: "proposition",
                    theme: "",
                    titre,
                    objet: "proposition",
                    objet_id: p.id,
                    agent: p.saisi_par,
                    saisi_le: p.saisi_le,
                });
            }
        }
    }

    fn diagnostics(&mut self) {
        for at in 0..self.out.diagnostics.len() {
            let d = &self.out.diagnostics[at];
            let count = self
                .out
                .domaines
                .iter()
                .filter(|x| x.diagnostic_id == d.id)
                .count();
            let fait = Fait {
                le: d.realise_le,
                nature: "diagnostic",
                theme: "diagnostic",
                titre: diagnostic::rules::title(count),
                objet: "diagnostic",
                objet_id: d.id,
                agent: Some(d.agent_id),
                saisi_le: d.saisi_le,
            };
            self.frise(&fait);
        }
    }

    fn plan(&mut self) {
        let freins = self.out.freins.clone();
        let (objectifs, actions) = (self.out.objectifs.clone(), self.out.actions.clone());
        let accords: Vec<(NaiveDate, Uuid, Uuid)> = self
            .out
            .accords
            .iter()
            .map(|a| (a.donne_le, a.id, a.agent_id))
            .collect();
        for frein in freins {
            if let Some(le) = frein.leve_le {
                let label = self.ctx.listes.libelle("frein", frein.code);
                self.du_plan(
                    le,
                    "frein",
                    format!("Levé : {label}"),
                    frein.id,
                    frein.saisi_par,
                );
            }
        }
        for o in objectifs.iter().filter(|o| o.etat != "en_cours") {
            let word = if o.etat == "atteint" {
                "atteint"
            } else {
                "abandonné"
            };
            let titre = format!("Objectif {word} : {}", o.libelle);
            self.du_plan(o.etat_le, "objectif", titre, o.id, o.saisi_par);
        }
        for action in actions.into_iter().filter(|a| a.etat == "faite") {
            let titre = format!("Fait : {}", action.libelle);
            self.du_plan(action.etat_le, "action", titre, action.id, action.saisi_par);
        }
        for (donne_le, id, agent) in accords {
            let of_day = objectifs.iter().filter(|o| o.accord_le == Some(donne_le));
            let oui = of_day.filter(|o| o.accord == "oui").count();
            let s = if oui > 1 { "s" } else { "" };
            let titre = format!("Plan d’action : accord sur {oui} objectif{s}");
            self.du_plan(donne_le, "accord", titre, id, Some(agent));
        }
    }

    fn du_plan(
        &mut self,
        le: NaiveDate,
        nature: &'static str,
        titre: String,
        objet_id: Uuid,
        agent: Option<Uuid>,
    ) {
        let saisi_le = instant(le, 5, 45);
        self.frise(&Fait {
            le,
            nature,
            theme: "",
            titre,
            objet: nature,
            objet_id,
            agent,
            saisi_le,
        });
    }

    fn entretiens(&mut self) {
        for at in 0..self.out.entretiens.len() {
            let e = self.out.entretiens[at].clone();
            let themes = self.out.themes[at].clone();
            let modalite = self.ctx.listes.libelle("modalite_entretien", e.modalite);
            for (rank, theme) in themes.into_iter().enumerate() {
                let titre = if rank == 0 {
                    format!("{modalite}, {} min", e.duree_minutes)
                } else {
                    String::new()
                };
                self.frise(&Fait {
                    le: e.realise_le,
                    nature: "entretien_individuel",
                    theme,
                    titre,
                    objet: "entretien",
                    objet_id: e.id,
                    agent: Some(e.agent_id),
                    saisi_le: e.saisi_le,
                });
                if let Some(last) = self.out.evenements.last_mut() {
                    last.heure = e.heure;
                }
            }
        }
    }

    /// Who read what, these last months: each interview reads two sections, a contact sometimes one.
    fn lectures(&mut self) {
        let since = plus(self.ctx.aujourd_hui, -LECTURES);
        let mut read: Vec<(Uuid, DateTime<Utc>, &'static str)> = Vec::new();
        for e in self.out.entretiens.iter().filter(|e| e.realise_le > since) {
            read.push((e.agent_id, e.saisi_le, "identite"));
            read.push((e.agent_id, e.saisi_le, "plan"));
        }
        let calls = self
            .out
            .evenements
            .iter()
            .filter(|e| e.objet == "contact" && e.survenu_le > since);
        for call in calls {
            if let Some(agent) = call.agent_id {
                read.push((agent, call.saisi_le, "identite"));
            }
        }
        for (agent, survenu_le, section) in read {
            let Some(seen) = self.ctx.maison.agents.get(&agent) else {
                continue;
            };
            let id = self.h.id(survenu_le);
            self.out.audits.push(Audit {
                ml_id: self.ctx.maison.ml,
                id,
                survenu_le,
                compte_id: Some(seen.compte),
                agent_id: Some(agent),
                role: seen.role,
                action: "lecture",
                objet: "dossier",
                objet_id: self.out.jeune.id,
                jeune_id: self.out.jeune.id,
                details: format!("{{\"section\":\"{section}\"}}"),
            });
        }
    }
}

/// The first `max` characters, with an ellipsis when something was cut.
fn truncated(text: &str, max: usize) -> String {
    if text.chars().count() <= max {
        return text.to_owned();
    }
    let mut cut: String = text.chars().take(max.saturating_sub(1)).collect();
    cut.truncate(cut.trim_end().len());
    cut.push('…');
    cut
}
