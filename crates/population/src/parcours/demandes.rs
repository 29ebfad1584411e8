//! What is asked, and what is offered.

use chrono::NaiveDate;
use uuid::Uuid;

use super::Trace;
use crate::{
    calendrier::{ecart, plus},
    lignes::{Demande, Proposition},
    textes,
};

/// A theme of demande, how often, and what answers it.
const THEMES: &[((&str, &str), u32)] = &[
    (("trouver_emploi", "offre_emploi"), 30),
    (("trouver_formation", "offre_formation"), 16),
    (("trouver_alternance", "offre_alternance"), 9),
    (("trouver_voie", "atelier"), 10),
    (("passer_permis", "solution_mobilite"), 9),
    (("entrer_dispositif", "dispositif"), 9),
    (("aide_cv", "atelier"), 6),
    (("faire_point", "information_collective"), 5),
    (("trouver_logement", "solution_logement"), 5),
    (("aide_financiere", "aide_financiere"), 5),
    (("decouvrir_metier", "immersion"), 4),
    (("demarches", "appui_demarches"), 4),
    (("service_civique", "service_civique"), 3),
    (("trouver_petit_job", "offre_emploi"), 3),
    (("acces_soins", "acces_droits_soins"), 2),
    (("apprendre_francais", "apprentissage_francais"), 2),
    (("aide_numerique", "appui_numerique"), 1),
    (("garde_enfant", "partenaire"), 1),
];

const METIERS: &[&str] = &[
    "Employé de rayon",
    "Aide-cuisinier",
    "Préparateur de commandes",
    "Agent d’entretien",
    "Serveuse en salle",
    "Ouvrier paysagiste",
    "Assistante administrative",
    "Aide maçon",
    "Vendeur en boulangerie",
    "Animatrice périscolaire",
    "Mécanicien cycles",
    "Agent de tri",
];

impl Trace<'_> {
    pub(super) fn demandes(&mut self) {
        let accueil = self.qui.accueil;
        self.demande(accueil);
        let days: Vec<NaiveDate> = self.out.entretiens.iter().map(|e| e.realise_le).collect();
        for day in days.into_iter().skip(1) {
            if self.out.demandes.len() < 4 && self.h.chance(170) {
                self.demande(day);
            }
        }
    }

    fn demande(&mut self, day: NaiveDate) {
        let (theme, offer) = self.h.pese(THEMES);
        let (saisi_le, id) = self.saisie(day);
        let old = ecart(day, self.ctx.aujourd_hui);
        let open = if self.actif() {
            if old < 40 { 950 } else { 450 }
        } else {
            120
        };
        let etat = if self.h.chance(open) {
            "ouverte"
        } else {
            self.h.pese(&[("satisfaite", 68), ("sans_suite", 32)])
        };
        let close = self.jour(plus(day, 10), self.fin);
        let row = Demande {
            ml_id: self.ml(),
            id,
            jeune_id: self.id(),
            theme,
            precisions: textes::precisions(&mut self.h),
            exprimee_le: day,
            etat,
            close_le: (etat != "ouverte").then_some(close.min(self.fin).max(day)),
            saisi_le,
            saisi_par: self.agent(day),
        };
        self.out.demandes.push(row);
        if self.h.chance(if etat == "satisfaite" { 900 } else { 480 }) {
            self.proposition(Some(id), offer, day, etat == "satisfaite");
        }
        if self.h.chance(140) {
            self.proposition(None, "information_collective", day, false);
        }
    }

    fn proposition(
        &mut self,
        demande: Option<Uuid>,
        nature: &'static str,
        from: NaiveDate,
        done: bool,
    ) {
        let le = self.jour(from, plus(from, 45));
        let etat = self.etat_proposition(le, done);
        let moved = if etat == "prescrite" {
            le
        } else {
            self.jour(le, plus(le, 40))
        };
        let resultat = match etat {
            "realisee" => self.h.pese(&[
                ("", 4),
                ("Commence lundi", 1),
                ("S’est bien passé", 1),
                ("Fait", 2),
            ]),
            "refus_jeune" => self
                .h
                .pese(&[("Trop loin", 2), ("Horaires du soir", 1), ("", 2)]),
            "refus_tiers" => self.h.pese(&[
                ("Place déjà prise", 2),
                ("Demande une expérience", 2),
                ("", 1),
            ]),
            _ => "",
        };
        let (saisi_le, id) = self.saisie(le);
        let libelle = self.libelle(nature);
        self.out.propositions.push(Proposition {
            ml_id: self.ml(),
            id,
            jeune_id: self.id(),
            demande_id: demande,
            nature,
            libelle,
            proposee_le: le,
            etat,
            etat_le: moved,
            resultat,
            saisi_le,
            saisi_par: self.agent(le),
        });
    }

    fn etat_proposition(&mut self, le: NaiveDate, done: bool) -> &'static str {
        if done {
            return "realisee";
        }
        if self.actif() && ecart(le, self.ctx.aujourd_hui) < 30 {
            return self
                .h
                .pese(&[("prescrite", 60), ("en_cours", 30), ("refus_jeune", 10)]);
        }
        self.h.pese(&[
            ("realisee", 40),
            ("refus_jeune", 17),
            ("refus_tiers", 20),
            ("abandonnee", 14),
            ("en_cours", 5),
            ("prescrite", 4),
        ])
    }

    /// What the line says.
    fn libelle(&mut self, nature: &str) -> String {
        let h = &mut self.h;
        match nature {
            "offre_emploi" => format!("{} – {}", h.choix(METIERS), textes::entreprise(h)),
            "offre_alternance" => format!(
                "Apprentissage : {} – {}",
                h.choix(METIERS),
                textes::entreprise(h)
            ),
            "offre_formation" | "apprentissage_francais" => {
                format!("Formation – {}", textes::organisme(h))
            }
            "immersion" => format!("Immersion – {}", textes::entreprise(h)),
            "atelier" => (h.choix(&[
                "Atelier CV",
                "Atelier simulation d’entretien",
                "Atelier découverte des métiers",
                "Atelier projet",
            ]))
            .to_owned(),
            "dispositif" => (h.choix(&["Contrat d’engagement jeune", "PACEA"])).to_owned(),
            "aide_financiere" => "Fonds d’aide aux jeunes".to_owned(),
            "information_collective" => "Information collective d’accueil".to_owned(),
            _ => textes::partenaire(h).to_owned(),
        }
    }
}
