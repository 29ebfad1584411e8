//! Interviews, quick contacts, confidential notes.

use chrono::NaiveDate;

use super::Trace;
use crate::{
    calendrier::{ecart, heure, ouvre_apres, plus},
    lignes::{Entretien, Evenement, Note},
    personnes::Etat,
    pistes, textes,
};

/// A line of the frise for a quick contact.
const LIGNES: &[(&str, u32)] = &[
    ("Rappel du rendez-vous", 22),
    ("Confirme sa présence", 14),
    ("Demande un report", 9),
    ("Prend des nouvelles", 14),
    ("Envoie son CV", 8),
    ("Documents reçus", 7),
    ("Question sur la formation", 6),
    ("A trouvé un contrat", 5),
    ("Offre transmise", 9),
    ("", 6),
];

impl Trace<'_> {
    pub(super) fn entretiens(&mut self) {
        let accueil = self.qui.accueil;
        let never = match self.qui.etat {
            Etat::Actif => 15,
            Etat::EnVeille {
                motif: "sans_contact",
                ..
            } => 300,
            _ => 120,
        };
        if self.out.referents.is_empty() || self.h.chance(never) {
            return;
        }
        let wait = if self.h.chance(170) {
            0
        } else {
            self.h.entre(2, 24)
        };
        let mut day = ouvre_apres(plus(accueil, wait));
        while day <= self.fin {
            self.entretien(day);
            let start = ecart(accueil, day) < 90;
            let gap = if start {
                self.h.entre(30, 70)
            } else {
                self.h.entre(70, 180)
            };
            day = ouvre_apres(plus(day, gap));
        }
    }

    fn entretien(&mut self, day: NaiveDate) {
        let Some(agent_id) = self.agent(day) else {
            return;
        };
        let mut domaines = vec![self.h.pese(pistes::DOMAINES)];
        if self.h.chance(350) {
            let other = self.h.pese(pistes::DOMAINES);
            if other != domaines[0] {
                domaines.push(other);
            }
        }
        let modalite = self.h.pese(&[
            ("sur_place", 74),
            ("telephone", 15),
            ("visio", 5),
            ("chez_partenaire", 3),
            ("exterieur", 2),
            ("domicile", 1),
        ]);
        let next = self
            .h
            .chance(850)
            .then(|| ouvre_apres(plus(day, self.h.entre(20, 75))));
        let (saisi_le, id) = self.saisie(day);
        let row = Entretien {
            ml_id: self.ml(),
            id,
            jeune_id: self.id(),
            agent_id,
            realise_le: day,
            heure: Some(heure(&mut self.h)),
            modalite,
            duree_minutes: self
                .h
                .pese(&[(20, 10), (30, 35), (45, 35), (60, 17), (75, 3)]),
            presents: self.presents(day),
            resume: textes::resume(&mut self.h, &domaines),
            prochain_contact_le: next,
            prochain_contact_moyen: next.map(|_| {
                self.h.pese(&[
                    ("telephone", 5),
                    ("sms", 3),
                    ("courriel", 1),
                    ("passage", 3),
                ])
            }),
            saisi_le,
        };
        self.out
            .themes
            .push(domaines.iter().map(|d| pistes::theme(d)).collect());
        self.out.entretiens.push(row);
    }

    fn presents(&mut self, day: NaiveDate) -> Vec<&'static str> {
        let mut all = vec!["jeune"];
        if self.qui.age(day) < 18 && self.h.chance(330) {
            all.push("parent");
        } else if self.h.chance(45) {
            all.push(self.h.pese(&[
                ("parent", 4),
                ("educateur", 3),
                ("partenaire", 2),
                ("autre_conseiller", 2),
                ("interprete", 1),
            ]));
        }
        all
    }

    /// Phone, SMS, mail, passing by: a line each on the frise.
    pub(super) fn contacts_rapides(&mut self) {
        let lost = matches!(
            self.qui.etat,
            Etat::EnVeille {
                motif: "sans_contact",
                ..
            } | Etat::Fin {
                motif: "sans_nouvelles",
                ..
            } | Etat::Archive {
                motif: "sans_nouvelles",
                ..
            }
        );
        let mut day = ouvre_apres(plus(self.qui.accueil, self.h.entre(3, 40)));
        while day <= self.fin {
            let silent = lost && ecart(day, self.fin) < 70;
            self.contact_rapide(day, silent);
            day = ouvre_apres(plus(day, self.h.entre(25, 135)));
        }
        if lost {
            let day = self.jour(plus(self.fin, -6), self.fin);
            if day >= self.qui.accueil {
                self.contact_rapide(day, true);
            }
        }
    }

    fn contact_rapide(&mut self, day: NaiveDate, silent: bool) {
        let moyen = self.h.pese(&[
            ("telephone", 46),
            ("sms", 26),
            ("courriel", 14),
            ("passage", if silent { 0 } else { 11 }),
            ("tiers", if silent { 0 } else { 3 }),
        ]);
        let resultat = match (moyen, silent) {
            ("telephone", true) => self.h.pese(&[("sans_reponse", 6), ("message_laisse", 4)]),
            ("telephone", false) => self.h.pese(&[
                ("abouti", 62),
                ("message_laisse", 18),
                ("sans_reponse", 16),
                ("a_rappeler", 4),
            ]),
            (_, true) => "envoye",
            ("sms" | "courriel", _) => self.h.pese(&[("abouti", 55), ("envoye", 45)]),
            ("tiers", _) => "tiers_joint",
            _ => "abouti",
        };
        let agent = if moyen == "passage" {
            self.ctx.maison.accueil.first().copied()
        } else {
            self.agent(day)
        };
        let titre = if silent {
            "Prend des nouvelles"
        } else {
            self.h.pese(LIGNES)
        };
        let (saisi_le, id) = self.saisie(day);
        let objet_id = self.h.id(saisi_le);
        self.out.evenements.push(Evenement {
            ml_id: self.ml(),
            id,
            jeune_id: self.id(),
            survenu_le: day,
            heure: Some(heure(&mut self.h)),
            nature: moyen,
            theme: "",
            resultat,
            agent_id: agent,
            titre: titre.to_owned(),
            objet: "contact",
            objet_id,
            saisi_le,
        });
    }

    pub(super) fn notes(&mut self) {
        if self.out.entretiens.is_empty() || !self.h.chance(55) {
            return;
        }
        let at = self.h.rang(self.out.entretiens.len());
        let entretien = &self.out.entretiens[at];
        let (of, auteur_id, ecrite_le) = (entretien.id, entretien.agent_id, entretien.saisi_le);
        let id = self.h.id(ecrite_le);
        self.out.notes.push(Note {
            ml_id: self.ml(),
            id,
            jeune_id: self.id(),
            entretien_id: Some(of),
            auteur_id,
            texte: textes::note(&mut self.h),
            ecrite_le,
        });
    }
}
