//! What happens to one young person, from her arrival to today: every row of her dossier, a pure
//! function of the seed, her mission locale and her rank.

mod accords;
mod demandes;
mod plan;
mod situations;
mod suivi;

use chrono::{DateTime, NaiveDate, Utc};
use jeunes::dossiers::Identite;
use platform::audit::Empreintes;
use uuid::Uuid;

use crate::{
    calendrier::{ecart, instant, ouvre_avant, plus},
    derives,
    hasard::{Flux, Hasard},
    lignes::{
        Accord, Action, Audit, Contact, Demande, DepotIdentite, Diagnostic, DiagnosticDomaine,
        Echeance, Entretien, Evenement, Frein, Jeune, Note, Objectif, Proposition, Referent,
        Situation,
    },
    listes::Listes,
    moyens::Moyen,
    personnes::{self, Etat, Personne},
    reseau::Maison,
};

/// What is the same for everyone of a mission locale.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Contexte<'a> {
    pub(crate) seed: u64,
    pub(crate) aujourd_hui: NaiveDate,
    pub(crate) maison: &'a Maison,
    pub(crate) listes: &'a Listes,
    pub(crate) empreintes: &'a Empreintes,
}

/// Every row of one dossier.
#[derive(Debug)]
pub(crate) struct Parcours {
    pub(crate) jeune: Jeune,
    pub(crate) contacts: Vec<Contact>,
    pub(crate) depots: Vec<DepotIdentite>,
    pub(crate) referents: Vec<Referent>,
    pub(crate) situations: Vec<Situation>,
    pub(crate) demandes: Vec<Demande>,
    pub(crate) propositions: Vec<Proposition>,
    pub(crate) diagnostics: Vec<Diagnostic>,
    pub(crate) domaines: Vec<DiagnosticDomaine>,
    pub(crate) freins: Vec<Frein>,
    pub(crate) objectifs: Vec<Objectif>,
    pub(crate) actions: Vec<Action>,
    pub(crate) accords: Vec<Accord>,
    pub(crate) entretiens: Vec<Entretien>,
    pub(crate) notes: Vec<Note>,
    pub(crate) evenements: Vec<Evenement>,
    pub(crate) echeances: Vec<Echeance>,
    pub(crate) audits: Vec<Audit>,
    /// Themes of each entretien: they are only on the frise.
    pub(crate) themes: Vec<Vec<&'static str>>,
    /// The last day of an accompaniment that is over or asleep.
    pub(crate) jusque: Option<NaiveDate>,
    /// The end that came before the archive, with its reason.
    pub(crate) fin_avant_archive: Option<(NaiveDate, &'static str)>,
}

/// A dossier being written.
pub(crate) struct Trace<'a> {
    ctx: Contexte<'a>,
    h: Hasard,
    qui: Personne,
    /// The last day something may happen on.
    fin: NaiveDate,
    out: Parcours,
}

/// The dossier of rank `index`.
pub(crate) fn parcours(ctx: Contexte<'_>, index: u32) -> Parcours {
    let mut h = Hasard::new(ctx.seed, Flux::Parcours, ctx.maison.ml, index);
    let qui = personnes::personne(ctx.seed, ctx.maison, ctx.aujourd_hui, index);
    let fin = qui.jusque().unwrap_or(ctx.aujourd_hui);
    let jeune = jeune(&mut h, ctx, &qui, index);
    let mut trace = Trace {
        ctx,
        h,
        fin,
        out: vide(jeune, &qui),
        qui,
    };
    trace.moyens();
    trace.referents(index);
    trace.situations();
    trace.entretiens();
    trace.demandes();
    trace.plan();
    trace.accords();
    trace.contacts_rapides();
    trace.notes();
    let mut out = trace.out;
    derives::deriver(ctx, index, &mut out);
    out
}

fn vide(jeune: Jeune, qui: &Personne) -> Parcours {
    let fin_avant_archive = match qui.etat {
        Etat::Archive { fin, motif, .. } => Some((fin, motif)),
        _ => None,
    };
    Parcours {
        jeune,
        contacts: Vec::new(),
        depots: Vec::new(),
        referents: Vec::new(),
        situations: Vec::new(),
        demandes: Vec::new(),
        propositions: Vec::new(),
        diagnostics: Vec::new(),
        domaines: Vec::new(),
        freins: Vec::new(),
        objectifs: Vec::new(),
        actions: Vec::new(),
        accords: Vec::new(),
        entretiens: Vec::new(),
        notes: Vec::new(),
        evenements: Vec::new(),
        echeances: Vec::new(),
        audits: Vec::new(),
        themes: Vec::new(),
        jusque: qui.jusque(),
        fin_avant_archive,
    }
}

fn jeune(h: &mut Hasard, ctx: Contexte<'_>, qui: &Personne, index: u32) -> Jeune {
    let (etat, etat_depuis, etat_motif) = match qui.etat {
        Etat::Actif => ("actif", qui.accueil, ""),
        Etat::EnVeille { depuis, motif } => ("en_veille", depuis, motif),
        Etat::Fin { depuis, motif } => ("fin_accompagnement", depuis, motif),
        Etat::Archive { depuis, .. } => ("archive", depuis, ""),
    };
    let cree_le = saisi(ctx, h, qui.accueil);
    let counter = i32::try_from(index + 1).unwrap_or(i32::MAX);
    let identite = Identite {
        nom_naissance: qui.nom.clone(),
        nom_usage: qui.nom_usage.clone(),
        prenom: qui.prenom.clone(),
        prenom_usage: qui.prenom_usage.clone(),
        sexe: None,
    };
    let recherche = identite.recherche();
    Jeune {
        ml_id: ctx.maison.ml,
        id: h.id(cree_le),
        numero: jeunes::dossiers::rules::numero(ctx.maison.ml, counter),
        etat,
        etat_depuis,
        etat_motif,
        nom_naissance: identite.nom_naissance,
        nom_usage: identite.nom_usage,
        prenom: identite.prenom,
        prenom_usage: identite.prenom_usage,
        sexe: qui.sexe,
        date_naissance: qui.naissance,
        age_declare: qui.age_declare,
        age_declare_le: qui.age_declare.map(|_| qui.accueil),
        sans_domicile_stable: qui.lieu.sans_domicile,
        commune: qui.lieu.commune,
        adresse: qui.lieu.adresse.clone(),
        code_postal: qui.lieu.code_postal.clone(),
        a_voir_sur_place: !qui.contacts.iter().any(|c| !c.ancien),
        identite_vue_le: h.chance(720).then_some(qui.accueil),
        orienteur: orienteur(h, qui.age(qui.accueil) < 18),
        premier_accueil_le: qui.accueil,
        site_id: site(h, ctx.maison),
        referent_id: None,
        protege: qui.protege.is_some(),
        protege_motif: qui.protege,
        recherche,
        cree_le,
        cree_par: ctx.maison.accueil.first().copied(),
    }
}

fn site(h: &mut Hasard, maison: &Maison) -> Option<Uuid> {
    let weighted: Vec<(usize, u32)> = (0..maison.sites.len())
        .map(|at| (at, if at == 0 { 6 } else { 2 }))
        .collect();
    (!weighted.is_empty()).then(|| maison.sites[h.pese(&weighted)])
}

fn orienteur(h: &mut Hasard, mineur: bool) -> Option<&'static str> {
    let school = if mineur { 40 } else { 6 };
    Some(h.pese(&[
        ("venu_seul", 28),
        ("famille_ami", 22),
        ("france_travail", 20),
        ("etablissement_scolaire", school),
        ("psad", school / 4),
        ("reseaux_sociaux", 5),
        ("association", 5),
        ("mairie_ccas", 4),
        ("organisme_formation", 4),
        ("aller_vers", 4),
        ("service_departement", 3),
        ("ase", 2),
        ("entreprise", 2),
        ("", 9),
    ]))
    .filter(|code| !code.is_empty())
}

/// When something of `day` was typed: within the hours of work, at dawn if it is today's.
fn saisi(ctx: Contexte<'_>, h: &mut Hasard, day: NaiveDate) -> DateTime<Utc> {
    let minute = u32::try_from(h.entre(0, 59)).unwrap_or(0);
    if day >= ctx.aujourd_hui {
        return instant(ctx.aujourd_hui, 5, minute);
    }
    instant(day, u32::try_from(h.entre(8, 15)).unwrap_or(9), minute)
}

impl Trace<'_> {
    fn ml(&self) -> i32 {
        self.ctx.maison.ml
    }

    fn id(&self) -> Uuid {
        self.out.jeune.id
    }

    fn actif(&self) -> bool {
        self.out.jusque.is_none()
    }

    /// When something of `day` was typed, and an identifier of that instant.
    fn saisie(&mut self, day: NaiveDate) -> (DateTime<Utc>, Uuid) {
        let le = saisi(self.ctx, &mut self.h, day);
        (le, self.h.id(le))
    }

    /// The référent of that day, else someone of the counter.
    fn agent(&self, day: NaiveDate) -> Option<Uuid> {
        let held = self.out.referents.iter().rev().find(|r| r.du <= day);
        held.or(self.out.referents.first())
            .map(|r| r.agent_id)
            .or_else(|| self.ctx.maison.accueil.first().copied())
    }

    /// A working day of the accompaniment between `from` and `to`.
    fn jour(&mut self, from: NaiveDate, to: NaiveDate) -> NaiveDate {
        let to = to.min(self.fin).max(from);
        ouvre_avant(plus(from, self.h.entre(0, ecart(from, to)))).max(from)
    }

    fn moyens(&mut self) {
        let (accueil, fin) = (self.qui.accueil, self.fin);
        for moyen in std::mem::take(&mut self.qui.contacts) {
            let changed = self.jour(accueil, fin);
            let row = self.contact(&moyen, changed);
            self.out.contacts.push(row);
        }
    }

    fn contact(&mut self, moyen: &Moyen, changed: NaiveDate) -> Contact {
        let accueil = self.qui.accueil;
        let (saisi_le, id) = self.saisie(accueil);
        Contact {
            ml_id: self.ml(),
            id,
            jeune_id: self.id(),
            moyen: moyen.nature,
            valeur: moyen.valeur.clone(),
            titulaire: moyen.titulaire,
            precisions: moyen.precisions,
            vrai_du: accueil,
            vrai_au: moyen.ancien.then_some(changed),
            saisi_le,
            saisi_par: self.out.jeune.cree_par,
        }
    }

    /// One référent from the start; a tenth has another since. Some who came lately wait for one.
    fn referents(&mut self, index: u32) {
        let (accueil, fin) = (self.qui.accueil, self.fin);
        let tour = &self.ctx.maison.tour;
        let late = ecart(accueil, self.ctx.aujourd_hui) < 12;
        if tour.is_empty() || (late && self.h.chance(350)) {
            return;
        }
        let mine = tour[index as usize % tour.len()];
        let others: Vec<Uuid> = tour
            .iter()
            .copied()
            .filter(|other| *other != mine)
            .collect();
        let span = ecart(accueil, fin);
        if span > 90 && !others.is_empty() && self.h.chance(110) {
            let du = self.jour(plus(accueil, 30), plus(fin, -10));
            let motif = self.h.pese(&[
                ("depart_absence", 5),
                ("secteur", 3),
                ("equilibre", 3),
                ("specialite", 1),
                ("demande_jeune", 1),
            ]);
            let before = self.h.choix(&others);
            self.referent(before, accueil, Some(du), "premier_accueil");
            self.referent(mine, du, None, motif);
        } else {
            self.referent(mine, accueil, None, "premier_accueil");
        }
        self.out.jeune.referent_id = Some(mine);
    }

    fn referent(&mut self, agent: Uuid, du: NaiveDate, au: Option<NaiveDate>, motif: &'static str) {
        let (saisi_le, id) = self.saisie(du);
        self.out.referents.push(Referent {
            ml_id: self.ml(),
            id,
            jeune_id: self.id(),
            agent_id: agent,
            du,
            au,
            motif,
            saisi_le,
            saisi_par: self.out.jeune.cree_par,
        });
    }
}
