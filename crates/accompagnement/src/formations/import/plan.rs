//! Comparing what was read with what is there: what is new, what changes, what is to correct.

use std::collections::HashMap;

use kernel::{FormationId, OrganismeFormationId, SessionFormationId, text::fold};
use uuid::Uuid;

use super::{
    Ecart, Rapport,
    lecture::{LigneLue, Lu},
};
use crate::formations::model::{
    Formation, FormationSaisie, Organisme, OrganismeSaisi, SessionFormation, SessionSaisie,
};

/// What the mission locale already has.
#[derive(Debug, Clone, Copy)]
pub(super) struct Connu<'a> {
    pub(super) organismes: &'a [Organisme],
    pub(super) formations: &'a [Formation],
    pub(super) sessions: &'a [SessionFormation],
}

/// What is to write: each thing with the version it replaces, or `None` when it is new.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub(super) rapport: Rapport,
    pub(super) organismes: Vec<(OrganismeSaisi, Option<i32>)>,
    pub(super) formations: Vec<(FormationSaisie, Option<i32>)>,
    pub(super) sessions: Vec<(SessionSaisie, Option<i32>)>,
}

/// What stands by now in the making of a plan.
struct Chantier<'a> {
    connu: &'a Connu<'a>,
    plan: Plan,
    /// By SIRET, or by name: the identifier, the name and SIRET as first written.
    organismes: HashMap<String, (OrganismeFormationId, String)>,
    /// By number: the formation as first written, and its line.
    formations: HashMap<String, (FormationSaisie, u64)>,
    /// By number: the line.
    sessions: HashMap<String, u64>,
}

/// The plan of what was read.
pub(super) fn plan(lu: Lu, connu: &Connu<'_>, mut fresh: impl FnMut() -> Uuid) -> Plan {
    let mut work = Chantier {
        connu,
        plan: Plan::default(),
        organismes: HashMap::new(),
        formations: HashMap::new(),
        sessions: HashMap::new(),
    };
    work.plan.rapport.lignes = lu.total;
    work.plan.rapport.ecarts = lu.ecarts;
    for ligne in lu.lignes {
        work.line(ligne, &mut fresh);
    }
    work.plan.rapport.ecarts.sort_by_key(|ecart| ecart.ligne);
    work.plan
}

impl Chantier<'_> {
    fn line(&mut self, ligne: LigneLue, fresh: &mut impl FnMut() -> Uuid) {
        let Some(organisme) = self.organisme(&ligne, fresh) else {
            return;
        };
        let mut formation = ligne.formation;
        formation.organisme = organisme;
        let Some(id) = self.formation(ligne.numero, formation, fresh) else {
            return;
        };
        let mut session = ligne.session;
        session.formation = id;
        self.session(ligne.numero, session, fresh);
    }

    fn wrong(&mut self, ligne: u64, colonne: &str, raison: String) {
        self.plan.rapport.ecarts.push(Ecart {
            ligne,
            colonne: colonne.to_owned(),
            raison,
        });
    }

    fn organisme(
        &mut self,
        ligne: &LigneLue,
        fresh: &mut impl FnMut() -> Uuid,
    ) -> Option<OrganismeFormationId> {
        let name = fold(&ligne.organisme);
        let key = if ligne.siret.is_empty() {
            name.clone()
        } else {
            ligne.siret.clone()
        };
        if let Some((id, first)) = self.organismes.get(&key) {
            if *first == name {
                return Some(*id);
            }
            let why = format!(
                "Le SIRET {key} porte deux noms dans ce fichier\u{a0}: gardez le même partout."
            );
            self.wrong(ligne.numero, "organisme", why);
            return None;
        }
        let known = self.known_organisme(&ligne.siret, &name);
        let id = if let Some(known) = known {
            let id = known.id;
            if known.siret.is_empty() && !ligne.siret.is_empty() {
                let (new, version) = (with_siret(known, &ligne.siret), known.version);
                self.plan.organismes.push((new, Some(version)));
            }
            id
        } else {
            let id = fresh().into();
            self.plan.rapport.organismes += 1;
            self.plan.organismes.push((created(id, ligne), None));
            id
        };
        self.organismes.insert(key, (id, name));
        Some(id)
    }

    /// By SIRET; else by name, when one of the two has no SIRET.
    fn known_organisme(&self, siret: &str, name: &str) -> Option<&Organisme> {
        let all = self.connu.organismes;
        let same = |o: &&Organisme| !siret.is_empty() && o.siret == siret;
        let named =
            |o: &&Organisme| (siret.is_empty() || o.siret.is_empty()) && fold(&o.nom) == name;
        all.iter().find(same).or_else(|| all.iter().find(named))
    }

    fn formation(
        &mut self,
        ligne: u64,
        mut new: FormationSaisie,
        fresh: &mut impl FnMut() -> Uuid,
    ) -> Option<FormationId> {
        if let Some((first, at)) = self.formations.get(&new.numero) {
            let id = first.id;
            new.id = id;
            new.fermee_le = first.fermee_le;
            if new == *first {
                return Some(id);
            }
            let (numero, at) = (&new.numero, *at);
            let why = format!(
                "La formation {numero} n’est pas décrite comme à la ligne {at}\u{a0}: gardez les \
                 mêmes mots."
            );
            self.wrong(ligne, "numero_formation", why);
            return None;
        }
        let known = self
            .connu
            .formations
            .iter()
            .find(|f| f.numero == new.numero);
        if let Some(known) = known {
            new.id = known.id;
            new.fermee_le = known.fermee_le;
            if new != written(known) {
                self.plan.rapport.formations_changees += 1;
                self.plan
                    .formations
                    .push((new.clone(), Some(known.version)));
            }
        } else {
            new.id = fresh().into();
            self.plan.rapport.formations += 1;
            self.plan.formations.push((new.clone(), None));
        }
        let id = new.id;
        self.formations.insert(new.numero.clone(), (new, ligne));
        Some(id)
    }

    fn session(&mut self, ligne: u64, mut new: SessionSaisie, fresh: &mut impl FnMut() -> Uuid) {
        if let Some(at) = self.sessions.get(&new.numero) {
            let why = format!(
                "Le numéro de session {} est déjà à la ligne {at}\u{a0}: une ligne par session.",
                new.numero
            );
            return self.wrong(ligne, "numero_session", why);
        }
        self.sessions.insert(new.numero.clone(), ligne);
        let known = self.connu.sessions.iter().find(|s| s.numero == new.numero);
        let Some(known) = known else {
            new.id = SessionFormationId::from(fresh());
            self.plan.rapport.sessions += 1;
            self.plan.sessions.push((new, None));
            return;
        };
        new.id = known.id;
        new.annulee_le = known.annulee_le;
        if new == dated(known) {
            self.plan.rapport.inchangees += 1;
        } else {
            self.plan.rapport.sessions_changees += 1;
            self.plan.sessions.push((new, Some(known.version)));
        }
    }
}

fn created(id: OrganismeFormationId, ligne: &LigneLue) -> OrganismeSaisi {
    OrganismeSaisi {
        id,
        nom: ligne.organisme.clone(),
        siret: ligne.siret.clone(),
        contact: String::new(),
        telephone: String::new(),
        courriel: String::new(),
        ferme_le: None,
    }
}

fn with_siret(known: &Organisme, siret: &str) -> OrganismeSaisi {
    OrganismeSaisi {
        id: known.id,
        nom: known.nom.clone(),
        siret: siret.to_owned(),
        contact: known.contact.clone(),
        telephone: known.telephone.clone(),
        courriel: known.courriel.clone(),
        ferme_le: known.ferme_le,
    }
}

/// A formation of the catalogue as a file would write it.
fn written(f: &Formation) -> FormationSaisie {
    FormationSaisie {
        id: f.id,
        organisme: f.organisme,
        numero: f.numero.clone(),
        intitule: f.intitule.clone(),
        genre: f.genre.clone(),
        formacode: f.formacode.clone(),
        rome: f.rome.clone(),
        certification: f.certification.clone(),
        financeur: f.financeur.clone(),
        remuneree: f.remuneree,
        modalite: f.modalite.clone(),
        lieu: f.lieu.clone(),
        contenu: f.contenu.clone(),
        fermee_le: f.fermee_le,
    }
}

/// A session of the catalogue as a file would write it.
fn dated(s: &SessionFormation) -> SessionSaisie {
    SessionSaisie {
        id: s.id,
        formation: s.formation,
        numero: s.numero.clone(),
        debut: s.debut,
        fin: s.fin,
        heures: s.heures,
        places: s.places,
        reunion_le: s.reunion_le,
        limite_le: s.limite_le,
        annulee_le: s.annulee_le,
    }
}
