//! Situations one after the other: looking for a job, a contract, a formation, looking again.

use chrono::NaiveDate;

use super::Trace;
use crate::{
    calendrier::{ecart, ouvre_apres, plus},
    lignes::Situation,
    personnes::Etat,
    textes,
};

/// A category and a type.
type Code = (&'static str, &'static str);

const EMPLOIS: &[(Code, u32)] = &[
    (("emploi", "cdd_temps_plein"), 24),
    (("emploi", "cdd_temps_partiel"), 16),
    (("emploi", "interim"), 26),
    (("emploi", "saisonnier"), 12),
    (("emploi", "cdi_temps_plein"), 8),
    (("emploi", "cdi_temps_partiel"), 6),
    (("emploi", "iae_contrat_insertion"), 6),
];

const FORMATIONS: &[(Code, u32)] = &[
    (("formation", "formation_certifiante"), 30),
    (("formation", "formation_qualifiante"), 25),
    (("formation", "formation_preparatoire"), 20),
    (("formation", "fle"), 8),
    (("formation", "e2c"), 9),
    (("formation", "savoirs_base"), 6),
];

const RECHERCHES: &[(Code, u32)] = &[
    (("demandeur_emploi", "inscrit_france_travail"), 60),
    (("demandeur_emploi", "recherche_sans_inscription"), 26),
    (("non_professionnelle", "snp_projet_professionnel"), 14),
];

impl Trace<'_> {
    pub(super) fn situations(&mut self) {
        let mut code = self.depart();
        let accueil = self.qui.accueil;
        let mut debut = plus(accueil, -self.h.entre(10, 260));
        let horizon = self.fin;
        loop {
            let length = if en_recherche(code) {
                self.h.entre(120, 460)
            } else {
                self.h.entre(25, 190)
            };
            let last = plus(debut, length).max(plus(accueil, 1));
            if last >= horizon || self.out.situations.len() > 5 {
                break;
            }
            self.situation(code, debut, Some(last));
            (code, debut) = (self.suivante(code), plus(last, 1));
            if en_recherche(code) && self.h.chance(160) {
                self.immersion(debut, horizon);
            }
        }
        self.derniere(code, debut, horizon);
        if self.actif() && self.h.chance(35) {
            let debut = ouvre_apres(plus(self.ctx.aujourd_hui, self.h.entre(3, 30)));
            let code = self.h.pese(FORMATIONS);
            let fin = plus(debut, self.h.entre(30, 200));
            self.situation(code, debut, Some(fin));
        }
    }

    /// Where she stands when she comes.
    fn depart(&mut self) -> Code {
        let age = self.qui.age(self.qui.accueil);
        if age < 18 && self.h.chance(350) {
            let school = self.h.pese(&[
                ("lycee_professionnel", 6),
                ("lycee_general_technologique", 2),
                ("retour_ecole", 2),
            ]);
            return ("scolarite", school);
        }
        match self.h.rang(100) {
            0..=73 => self.h.pese(RECHERCHES),
            74..=81 => self.h.pese(EMPLOIS),
            82..=84 => ("scolarite", "enseignement_superieur"),
            85..=89 => ("non_professionnelle", "temps_famille"),
            _ => ("inconnue", "a_preciser"),
        }
    }

    fn suivante(&mut self, code: Code) -> Code {
        if !en_recherche(code) {
            return self.h.pese(RECHERCHES);
        }
        match self.h.rang(100) {
            0..=51 => self.h.pese(EMPLOIS),
            52..=77 => self.h.pese(FORMATIONS),
            78..=85 => (
                "alternance",
                self.h
                    .pese(&[("apprentissage", 4), ("professionnalisation", 1)]),
            ),
            86..=91 => ("volontariat", "service_civique"),
            _ => self.h.pese(RECHERCHES),
        }
    }

    /// The one in progress; the end of an accompaniment says which.
    fn derniere(&mut self, code: Code, debut: NaiveDate, horizon: NaiveDate) {
        let motif = match self.qui.etat {
            Etat::Actif => "",
            Etat::EnVeille { motif, .. }
            | Etat::Fin { motif, .. }
            | Etat::Archive { motif, .. } => motif,
        };
        let solution = match motif {
            "emploi" | "solution_en_cours" => self.h.pese(EMPLOIS),
            "formation" => self.h.pese(FORMATIONS),
            "alternance" => ("alternance", "apprentissage"),
            "volontariat" => ("volontariat", "service_civique"),
            "scolarite" => ("scolarite", "lycee_professionnel"),
            "sans_contact" | "sans_nouvelles" => ("inconnue", "sans_nouvelles"),
            _ => {
                let length = self.h.entre(15, 150);
                let ends = !en_recherche(code);
                let known = ends.then(|| plus(self.ctx.aujourd_hui.min(horizon), length));
                return self.situation(code, debut, known);
            }
        };
        if debut < horizon {
            self.situation(code, debut, Some(plus(horizon, -1)));
        }
        let debut = debut.max(horizon);
        let length = self.h.entre(60, 700);
        let known = matches!(
            solution.0,
            "formation" | "alternance" | "volontariat" | "scolarite"
        );
        self.situation(solution, debut, known.then(|| plus(debut, length)));
    }

    fn immersion(&mut self, debut: NaiveDate, horizon: NaiveDate) {
        let first = ouvre_apres(plus(debut, self.h.entre(5, 40)));
        let last = plus(first, self.h.pese(&[(4, 4), (11, 4), (25, 2)]));
        if ecart(last, horizon) < 0 {
            return;
        }
        let code = self.h.pese(&[
            ("pmsmp_decouvrir", 5),
            ("pmsmp_confirmer", 4),
            ("pmsmp_recruter", 2),
        ]);
        self.situation(("pmsmp", code), first, Some(last));
    }

    fn situation(&mut self, code: Code, debut: NaiveDate, fin: Option<NaiveDate>) {
        let typed = debut.max(self.qui.accueil).min(self.ctx.aujourd_hui);
        let (saisi_le, id) = self.saisie(typed);
        let fin = fin.map(|day| day.max(debut));
        let structure = match code.0 {
            "emploi" | "pmsmp" | "alternance" => textes::entreprise(&mut self.h),
            "formation" | "scolarite" => textes::organisme(&mut self.h),
            "volontariat" => textes::partenaire(&mut self.h),
            _ => "",
        };
        let today = self.ctx.aujourd_hui;
        self.out.situations.push(Situation {
            ml_id: self.ml(),
            id,
            jeune_id: self.id(),
            categorie: code.0,
            nature: code.1,
            etat: jeunes::situations::rules::etat(debut, fin, today).code(),
            debut,
            fin,
            structure,
            saisi_le,
            saisi_par: self.agent(typed),
        });
    }
}

fn en_recherche(code: Code) -> bool {
    matches!(
        code.0,
        "demandeur_emploi" | "non_professionnelle" | "inconnue" | "scolarite"
    )
}
