//! The page of the plan.

use accompagnement::plan;
use askama::Template;
use jeunes::acces;
use kernel::{Access, JeuneId, Permission, Section, dates};
use platform::Tx;

use super::vues::{VueFrein, VueObjectif};
use crate::{
    accompagnement::{
        commun::{self, Groupe},
        saisie::Reprise,
    },
    http::extract::Contexte,
    jeunes::tete::{OngletDossier, Tete},
    ui::{Cadre, Choix},
};

#[derive(Template)]
#[template(path = "accompagnement/plan/plan.html")]
pub(super) struct PlanPage {
    cadre: Cadre,
    tete: Tete,
    base: String,
    pub(super) r: Reprise,
    ecrire: bool,
    aujourdhui: String,
    prenom: String,
    freins: Vec<VueFrein>,
    souhaits: Vec<VueObjectif>,
    faites: usize,
    total: usize,
    pourcent: usize,
    progres: String,
    accords: Vec<LigneAccord>,
    qui: Vec<Choix>,
    domaines: Vec<Choix>,
    motifs_levee: Vec<Choix>,
    motifs_abandon: Vec<Choix>,
    groupes_freins: Vec<Groupe>,
    suggestions: Vec<Suggestions>,
    id_frein: String,
    id_souhait: String,
    id_accord: String,
    mots_sante: String,
}

/// An agreement of the past.
struct LigneAccord {
    lien: String,
    le: String,
    par: String,
    oui: i64,
    non: i64,
}

/// Words to choose from while typing.
struct Suggestions {
    id: String,
    libelles: Vec<String>,
}

impl PlanPage {
    /// Every objectif in progress, to answer them.
    fn en_cours(&self) -> Vec<&VueObjectif> {
        let of_freins = self.freins.iter().flat_map(|frein| &frein.objectifs);
        of_freins
            .chain(&self.souhaits)
            .filter(|o| o.en_cours)
            .collect()
    }
}

/// The page, with the form `r` as it was typed.
pub(super) async fn page(
    mut tx: Tx,
    contexte: &Contexte,
    jeune: JeuneId,
    r: Reprise,
) -> platform::Result<PlanPage> {
    let dossier = acces::open_for_read(&mut tx, jeune, Section::Plan).await?;
    let read = plan::read(&mut tx, &dossier).await?;
    let accords = plan::agreements(&mut tx, &dossier).await?;
    let prenom = dossier.identite.prenom_affiche().to_owned();
    let base = format!("/jeunes/{jeune}");
    let today = tx.today();
    let nomenclatures = tx.nomenclatures();
    let page = PlanPage {
        cadre: Cadre::new(&tx, contexte),
        tete: Tete::new(&tx, &dossier, OngletDossier::Plan),
        ecrire: tx.may(Permission::Dossier(Section::Plan, Access::Write)),
        aujourdhui: commun::field(today),
        freins: read
            .freins
            .iter()
            .map(|f| VueFrein::new(&tx, &r, &prenom, f))
            .collect(),
        souhaits: read
            .souhaits
            .iter()
            .map(|o| VueObjectif::new(&tx, &r, &prenom, o))
            .collect(),
        faites: read.faites,
        total: read.total,
        pourcent: (read.faites * 100).checked_div(read.total).unwrap_or(0),
        progres: format!("{} actions faites sur {}", read.faites, read.total),
        accords: accords.iter().map(|a| past(&base, a)).collect(),
        qui: who(&prenom),
        domaines: Choix::of(nomenclatures, "domaine", today),
        motifs_levee: Choix::of(nomenclatures, "motif_levee_frein", today),
        motifs_abandon: Choix::of(nomenclatures, "motif_abandon_action", today),
        groupes_freins: commun::by_domain(&tx, "frein", today),
        suggestions: suggestions(&tx),
        id_frein: commun::fresh(&tx),
        id_souhait: commun::fresh(&tx),
        id_accord: commun::fresh(&tx),
        mots_sante: commun::mots_sante(&tx),
        prenom,
        base,
        r,
    };
    tx.commit().await?;
    Ok(page)
}

fn past(base: &str, accord: &plan::AccordResume) -> LigneAccord {
    LigneAccord {
        lien: format!("{base}/plan/accords/{}", accord.id),
        le: dates::long(accord.donne_le),
        par: accord.agent_nom.clone(),
        oui: accord.oui,
        non: accord.non,
    }
}

/// Who does an action: the young person by her name.
fn who(prenom: &str) -> Vec<Choix> {
    let words = |qui: &plan::Qui| match qui {
        plan::Qui::Jeune => prenom.to_owned(),
        other => other.label().to_owned(),
    };
    plan::Qui::ALL
        .iter()
        .map(|qui| Choix::new(qui.code(), words(qui)))
        .collect()
}

/// Objectifs and actions that the lists suggest, by domain.
fn suggestions(tx: &Tx) -> Vec<Suggestions> {
    let of = |liste: &'static str| {
        commun::by_domain(tx, liste, tx.today())
            .into_iter()
            .map(move |groupe| Suggestions {
                id: format!("{liste}-{}", groupe.code),
                libelles: groupe.options.into_iter().map(|o| o.libelle).collect(),
            })
    };
    of("objectif").chain(of("action_type")).collect()
}
