//! What comes next: the first interview, the next contact, actions, urgencies, open or closed as the
//! wings would have left them.

use accompagnement::{contacts_rapides, entretiens, plan};
use chrono::NaiveDate;
use uuid::Uuid;

use super::{Derives, truncated};
use crate::{
    calendrier::{ecart, instant, plus},
    lignes::Echeance,
};

impl Derives<'_> {
    fn echeance(
        &mut self,
        nature: String,
        libelle: &str,
        (visible_le, echeance_le): (NaiveDate, NaiveDate),
        (objet, objet_id): (&'static str, Uuid),
        close_le: Option<NaiveDate>,
    ) {
        let id = self.h.id(instant(visible_le, 5, 50));
        self.out.echeances.push(Echeance {
            ml_id: self.ctx.maison.ml,
            id,
            jeune_id: self.out.jeune.id,
            nature,
            libelle: truncated(libelle, plan::rules::ECHEANCE_MAX),
            visible_le,
            le: echeance_le,
            objet,
            objet_id,
            close_le,
        });
    }

    pub(super) fn echeances(&mut self) {
        self.premier_entretien();
        self.prochain_contact();
        self.urgences();
        let reminder = self.ctx.listes.delai("delai_rappel_contact_jours");
        for action in self.out.actions.clone() {
            let le = action.saisi_le.date_naive();
            let days = plan::rules::due(action.echeance_le, le, reminder);
            let open = matches!(action.etat, "planifiee" | "en_cours");
            let close = if open {
                self.out.jusque
            } else {
                Some(action.etat_le)
            };
            self.echeance(
                "action".to_owned(),
                &action.libelle,
                days,
                ("action", action.id),
                close,
            );
        }
    }

    fn premier_entretien(&mut self) {
        let delay = self.ctx.listes.delai("delai_premier_entretien_jours");
        let jeune = &self.out.jeune;
        let (id, le) = (jeune.id, jeune.premier_accueil_le);
        let first = self.out.entretiens.first().map(|e| e.realise_le);
        let libelle = "Faire le premier entretien".to_owned();
        let days = (le, plus(le, delay));
        let close = first.or(self.out.jusque);
        self.echeance(
            "premier_entretien".to_owned(),
            &libelle,
            days,
            ("dossier", id),
            close,
        );
    }

    /// One per dossier: the one the latest interview set, until someone is reached.
    fn prochain_contact(&mut self) {
        let set = self
            .out
            .entretiens
            .iter()
            .rev()
            .find(|e| e.prochain_contact_le.is_some());
        let Some(set) = set else {
            return;
        };
        let (Some(due), Some(moyen)) = (set.prochain_contact_le, set.prochain_contact_moyen) else {
            return;
        };
        let after = set.realise_le;
        let reached = self.out.evenements.iter().filter(|e| {
            e.objet == "contact"
                && e.survenu_le > after.max(plus(due, -8))
                && contacts_rapides::rules::joint(e.resultat)
        });
        let met = self
            .out
            .entretiens
            .iter()
            .map(|e| e.realise_le)
            .filter(|le| *le > after);
        let close = reached
            .map(|e| e.survenu_le)
            .chain(met)
            .min()
            .or(self.out.jusque);
        let moyen = self.ctx.listes.libelle("contact_moyen", moyen);
        let visible = due
            .checked_sub_days(entretiens::rules::VISIBLE_AVANT)
            .unwrap_or(due);
        let (libelle, id) = (format!("Reprendre contact ({moyen})"), self.out.jeune.id);
        let nature = "prochain_contact".to_owned();
        self.echeance(nature, &libelle, (visible, due), ("dossier", id), close);
    }

    /// What was urgent the last time its domain was spoken of; answered within days.
    fn urgences(&mut self) {
        let mut seen: Vec<&'static str> = Vec::new();
        let diagnostics = self.out.diagnostics.clone();
        for (rank, diagnostic) in diagnostics.iter().enumerate().rev() {
            let of_it: Vec<(&'static str, &'static str)> = self
                .out
                .domaines
                .iter()
                .filter(|d| d.diagnostic_id == diagnostic.id)
                .map(|d| (d.domaine, d.niveau))
                .collect();
            for (domaine, niveau) in of_it {
                let spoken_later = seen.contains(&domaine);
                seen.push(domaine);
                if niveau != "urgent" {
                    continue;
                }
                let le = diagnostic.realise_le;
                let next = diagnostics
                    .get(rank + 1)
                    .filter(|_| spoken_later)
                    .map(|d| d.realise_le);
                let recent = ecart(le, self.ctx.aujourd_hui) < 25;
                let answered = (!recent).then(|| plus(le, self.h.entre(1, 12)));
                let close = next.or(answered).or(self.out.jusque);
                if self
                    .out
                    .echeances
                    .iter()
                    .any(|e| e.nature == format!("urgence_{domaine}"))
                {
                    continue;
                }
                let label = self.ctx.listes.libelle("domaine", domaine);
                let (nature, libelle) = (
                    format!("urgence_{domaine}"),
                    format!("Répondre à l’urgence : {label}"),
                );
                self.echeance(
                    nature,
                    &libelle,
                    (le, le),
                    ("dossier", self.out.jeune.id),
                    close,
                );
            }
        }
    }
}
