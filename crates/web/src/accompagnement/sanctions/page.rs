//! The page of the sanctions of a course.

use accompagnement::{
    dispositifs,
    sanctions::{self, EtatSanction, Fait, Palier, Sanction, Voie, rules},
};
use askama::Template;
use jeunes::acces;
use kernel::{Access, AdhesionId, JeuneId, Permission, Section, dates};
use platform::Tx;
use serde::Deserialize;

use super::notification;
use crate::{
    accompagnement::{commun, saisie::Reprise},
    http::extract::Contexte,
    jeunes::tete::{OngletDossier, Tete},
    ui::{Cadre, Choix},
};

/// The course in the path; what follows it is read by the route that needs it.
#[derive(Debug, Clone, Copy, Deserialize)]
pub(super) struct Adresse {
    pub(super) id: JeuneId,
    pub(super) adhesion: AdhesionId,
}

impl Adresse {
    pub(super) fn chemin(self) -> String {
        format!("/jeunes/{}/adhesions/{}/sanctions", self.id, self.adhesion)
    }
}

#[derive(Template)]
#[template(path = "accompagnement/sanctions/page.html")]
pub(super) struct SanctionsPage {
    cadre: Cadre,
    tete: Tete,
    base: String,
    parcours: String,
    pub(super) r: Reprise,
    proposer: bool,
    faits: Vec<LigneFait>,
    delai: i64,
    /// Where the delay is corrected, while it waits for confirmation; else empty.
    delai_lien: String,
    sanctions: Vec<LigneSanction>,
    paliers: Vec<Choix>,
    propose: String,
    voies: Vec<Choix>,
    aujourdhui: String,
    id_proposition: String,
    mots_sante: String,
}

/// An absence.
struct LigneFait {
    id: String,
    quand: String,
    fonde: bool,
    pourquoi: String,
}

/// A sanction.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each act is offered or not, on its own"
)]
struct LigneSanction {
    cle: String,
    base: String,
    titre: String,
    pastille: (&'static str, &'static str, &'static str),
    faits: Vec<(&'static str, String)>,
    version: i32,
    a_entendre: bool,
    a_abandonner: bool,
    a_decider: bool,
    a_notifier: bool,
    decidee: bool,
}

/// What the actor may do on the page.
#[derive(Clone, Copy)]
struct Droits {
    ecrire: bool,
    decider: bool,
}

impl LigneFait {
    fn new(tx: &Tx, f: &Fait) -> Self {
        let local = f.debut.with_timezone(&tx.fuseau());
        let pourquoi = match (f.non_excusee, f.jointe) {
            (true, true) => "Non excusée, et la personne a été jointe depuis.",
            (false, _) => "Ne peut pas fonder de proposition : excusée, ou rien n’est noté.",
            (true, false) => {
                "Ne peut pas fonder de proposition : la personne n’a pas été jointe depuis."
            }
        };
        Self {
            id: f.rendez_vous.to_string(),
            quand: format!(
                "{} à {}",
                dates::long(local.date_naive()),
                dates::hour(local.time())
            ),
            fonde: f.fonde(),
            pourquoi: pourquoi.to_owned(),
        }
    }
}

impl LigneSanction {
    fn new(tx: &Tx, base: &str, r: &Reprise, s: &Sanction, droits: Droits) -> Self {
        let cle = format!("sanction-{}", s.id);
        let open = s.etat == EtatSanction::Proposee;
        let pastille = match s.etat {
            EtatSanction::Proposee => ("attention", "question-circle", "Proposée"),
            EtatSanction::Abandonnee => ("neutre", "dash-circle", "Abandonnée"),
            EtatSanction::Decidee => ("attention", "clock", "Décidée, à notifier"),
            EtatSanction::Notifiee => ("neutre", "lock", "Notifiée"),
        };
        Self {
            base: format!("{base}/{}", s.id),
            titre: format!("Proposition du {}", dates::long(s.proposee_le)),
            pastille,
            faits: facts(tx, s),
            version: s.version.max(
                ["entendre", "abandonner", "decider", "notifier"]
                    .map(|act| r.version(&format!("{cle}-{act}"), s.version))
                    .into_iter()
                    .max()
                    .unwrap_or(0),
            ),
            a_entendre: open && droits.ecrire,
            a_abandonner: open && droits.ecrire,
            a_decider: open && droits.decider && rules::may_decide(s, tx.today()).is_ok(),
            decidee: matches!(s.etat, EtatSanction::Decidee | EtatSanction::Notifiee),
            a_notifier: s.etat == EtatSanction::Decidee && droits.decider,
            cle,
        }
    }
}

fn facts(tx: &Tx, s: &Sanction) -> Vec<(&'static str, String)> {
    let day = |le: Option<chrono::NaiveDate>| le.map(dates::short).unwrap_or_default();
    let absences: Vec<String> = s
        .faits
        .iter()
        .map(|f| dates::short(f.debut.with_timezone(&tx.fuseau()).date_naive()))
        .collect();
    let situation = match s.situation.as_str() {
        "" => "Situation inconnue".to_owned(),
        code => commun::label(tx, "situation_categorie", code),
    };
    let all = [
        ("Absences", absences.join(", ")),
        ("Situation ce jour-là", situation),
        ("Avis du conseiller", s.avis.clone()),
        ("Proposée par", s.proposee_par.clone()),
        ("Peut répondre jusqu’au", dates::short(s.observations_avant)),
        ("A répondu le", day(s.observations_le)),
        ("Ses observations", s.observations.clone()),
        ("Accompagnée par", s.accompagnee_par.clone()),
        ("Décision", notification::decision(s)),
        ("Raison", s.motivation.clone()),
        ("Décidée le", day(s.decidee_le)),
        ("Décidée par", s.decidee_par.clone()),
        ("Notifiée le", day(s.notifiee_le)),
        ("Effet le", day(s.effet_le)),
    ];
    all.into_iter()
        .filter(|(_, said)| !said.is_empty())
        .collect()
}

/// The page, with the form `r` as it was typed.
pub(super) async fn page(
    mut tx: Tx,
    contexte: &Contexte,
    adresse: Adresse,
    r: Reprise,
) -> platform::Result<SanctionsPage> {
    let dossier = acces::open_for_read(&mut tx, adresse.id, Section::Plan).await?;
    let course = dispositifs::find(&mut tx, &dossier, adresse.adhesion).await?;
    let all = sanctions::list(&mut tx, &dossier, adresse.adhesion).await?;
    let known = sanctions::facts(&mut tx, &dossier).await?;
    let scale = sanctions::scale(&tx, tx.today())?;
    let droits = Droits {
        ecrire: tx.may(Permission::Dossier(Section::Plan, Access::Write)),
        decider: tx.may(Permission::DeciderSanction),
    };
    let base = adresse.chemin();
    let open = |s: &Sanction| matches!(s.etat, EtatSanction::Proposee | EtatSanction::Decidee);
    let page = SanctionsPage {
        cadre: Cadre::new(&tx, contexte),
        tete: Tete::new(&tx, &dossier, OngletDossier::Dispositifs),
        parcours: format!("/jeunes/{}/adhesions/{}", adresse.id, adresse.adhesion),
        proposer: droits.ecrire && course.est_ouverte() && !all.iter().any(open),
        faits: known.iter().map(|f| LigneFait::new(&tx, f)).collect(),
        delai: tx.parametre(DELAI)?,
        delai_lien: to_confirm(&tx),
        sanctions: all
            .iter()
            .map(|s| LigneSanction::new(&tx, &base, &r, s, droits))
            .collect(),
        propose: rules::next_step(&scale, &all).map_or_else(String::new, |p| p.rang.to_string()),
        paliers: scale.iter().map(step).collect(),
        voies: Voie::ALL
            .iter()
            .map(|v| Choix::new(v.code(), v.label()))
            .collect(),
        aujourdhui: commun::field(tx.today()),
        id_proposition: commun::fresh(&tx),
        mots_sante: commun::mots_sante(&tx),
        base,
        r,
    };
    tx.commit().await?;
    Ok(page)
}

/// The delay left to the person.
const DELAI: &str = "sanction_observations_jours";

/// The page of the delay, while no public source confirms it.
fn to_confirm(tx: &Tx) -> String {
    match tx.parametres().get(DELAI, tx.today()) {
        Some(p) if p.a_confirmer => format!("/reglages/parametres/{DELAI}"),
        _ => String::new(),
    }
}

fn step(p: &Palier) -> Choix {
    let unsure = if p.a_confirmer { " (à confirmer)" } else { "" };
    let rang = match p.rang {
        1 => "Premier",
        2 => "Deuxième",
        _ => "Troisième",
    };
    let said = rules::mots(p.pourcent, p.mois, p.fin_contrat);
    Choix::new(
        p.rang.to_string(),
        format!("{rang} manquement\u{a0}: {said}{unsure}"),
    )
}
