//! `/aides/commissions/…`: who meets, on what, what is decided, and the procès-verbal.

use accompagnement::{
    aides::{self, Fonds},
    commissions::{self, Passage, ProcesVerbal, Seance, rules},
};
use askama::Template;
use axum::extract::State;
use jeunes::accueil;
use kernel::{CommissionId, Permission, dates};
use platform::Tx;

use super::mots;
use crate::{
    App,
    accompagnement::{
        commun,
        saisie::{Reprise, Saisie},
    },
    http::{
        extract::{Contexte, PathOf},
        gate::ReqTx,
        render::{self, PageResult},
    },
    jeunes::tete::Pastille,
    ui::{Cadre, Choix},
};

#[derive(Template)]
#[template(path = "accompagnement/aides/commission_nouvelle.html")]
pub(super) struct NouvellePage {
    cadre: Cadre,
    id: String,
    fonds: Vec<Choix>,
    aujourdhui: String,
    r: Reprise,
}

#[derive(Template)]
#[template(path = "accompagnement/aides/commission.html")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is shown or not, on its own"
)]
pub(super) struct CommissionPage {
    cadre: Cadre,
    adresse: String,
    titre: String,
    fonds: String,
    gerer: bool,
    decider: bool,
    /// Its day has come.
    tenue: bool,
    close: bool,
    membres: Vec<MembreVue>,
    agents: Vec<Choix>,
    passages: Vec<PassageVue>,
    issues: Vec<Choix>,
    id_membre: String,
    mots_sante: String,
    pub(super) r: Reprise,
}

struct MembreVue {
    id: String,
    nom: String,
    present: bool,
}

/// A sheet: it names nobody.
struct PassageVue {
    id: String,
    cle: String,
    titre: String,
    lignes: Vec<(&'static str, String)>,
    etat: Pastille,
    a_decider: bool,
    demande: String,
    version: i32,
    deports: Vec<DeportVue>,
}

struct DeportVue {
    membre: String,
    nom: String,
    /// She asked for it: nobody changes that.
    demandeur: bool,
    deporte: bool,
}

fn sheet(tx: &Tx, seance: &Seance, passage: &Passage) -> PassageVue {
    let (presents, deports) = rules::names(seance, passage);
    let or_nobody = |names: Vec<String>| {
        if names.is_empty() {
            "Personne".to_owned()
        } else {
            names.join(", ")
        }
    };
    let mut lignes = vec![
        ("Âge", rules::bracket_words(&passage.age).to_owned()),
        (
            "Situation",
            commun::label(tx, "situation_categorie", &passage.situation),
        ),
        ("Pour", commun::label(tx, "motif_aide", &passage.motif)),
        ("Fonds", passage.fonds_nom.clone()),
        ("Montant demandé", passage.demande_montant.to_string()),
        ("Pièces reçues", passage.pieces.to_string()),
        ("Montant accordé", mots::amount(passage.accorde)),
        ("Décident", or_nobody(presents)),
        ("En déport", or_nobody(deports)),
    ];
    lignes.retain(|(_, said)| !said.is_empty());
    let members = seance.membres.iter().map(|m| DeportVue {
        membre: m.id.to_string(),
        nom: m.nom.clone(),
        demandeur: m.agent == Some(passage.demandeur),
        deporte: rules::sits_out(m, passage, &seance.deports),
    });
    PassageVue {
        id: passage.demande.to_string(),
        cle: format!("decision-{}", passage.demande),
        titre: format!("Demande n°\u{a0}{}", passage.rang),
        lignes,
        etat: mots::state(passage.etat),
        a_decider: passage.etat.attend(),
        demande: passage.demande_montant.field(),
        version: passage.version,
        deports: members.collect(),
    }
}

/// The form of a new commission.
pub(super) async fn new_page(
    tx: &mut Tx,
    contexte: &Contexte,
    r: Reprise,
    saisie: &Saisie,
) -> platform::Result<NouvellePage> {
    let today = tx.today();
    let all = aides::tous(tx).await?;
    let open = all.iter().filter(|f| f.est_ouvert(today));
    let fonds = open.map(|f| Choix::new(f.id.to_string(), &f.nom)).collect();
    Ok(NouvellePage {
        id: commun::fresh(tx),
        fonds: Choix::ticked(fonds, &saisie.tous("fonds")),
        aujourdhui: commun::field(today),
        r,
        cadre: Cadre::new(tx, contexte),
    })
}

/// One commission, with the form `r` as it was typed.
pub(super) async fn page(
    tx: &mut Tx,
    contexte: &Contexte,
    id: CommissionId,
    r: Reprise,
) -> platform::Result<CommissionPage> {
    let seance = commissions::commission(tx, id).await?;
    let funds = aides::tous(tx).await?;
    let close = seance.commission.close_le.is_some();
    let gerer = !close && tx.may(Permission::GererFonds);
    Ok(CommissionPage {
        adresse: format!("/aides/commissions/{id}"),
        titre: format!("Commission du {}", dates::long(seance.commission.tenue_le)),
        fonds: on(&seance, &funds),
        gerer,
        decider: !close && tx.may(Permission::DeciderAide),
        tenue: seance.commission.tenue_le <= tx.today(),
        close,
        membres: seance
            .membres
            .iter()
            .map(|m| MembreVue {
                id: m.id.to_string(),
                nom: m.nom.clone(),
                present: m.present,
            })
            .collect(),
        agents: if gerer {
            colleagues(tx, &seance).await?
        } else {
            Vec::new()
        },
        passages: seance
            .passages
            .iter()
            .map(|p| sheet(tx, &seance, p))
            .collect(),
        issues: vec![
            Choix::new("accordee", "Accordée"),
            Choix::new("refusee", "Refusée"),
        ],
        id_membre: commun::fresh(tx),
        mots_sante: commun::mots_sante(tx),
        r,
        cadre: Cadre::new(tx, contexte),
    })
}

/// Who may be added.
async fn colleagues(tx: &mut Tx, seance: &Seance) -> platform::Result<Vec<Choix>> {
    let all = accueil::collegues(tx).await?;
    let there = |id| seance.membres.iter().any(|m| m.agent == Some(id));
    Ok(all
        .into_iter()
        .filter(|agent| !there(agent.id))
        .map(|agent| {
            Choix::new(
                agent.id.to_string(),
                format!("{} ({})", agent.nom, agent.role),
            )
        })
        .collect())
}

/// The funds it looks at, in words.
fn on(seance: &Seance, funds: &[Fonds]) -> String {
    if seance.commission.fonds.is_empty() {
        return "Tous les fonds".to_owned();
    }
    let some = funds
        .iter()
        .filter(|f| seance.commission.fonds.contains(&f.id));
    some.map(|f| f.nom.as_str()).collect::<Vec<_>>().join(", ")
}

pub(super) async fn blank(
    State(app): State<App>,
    contexte: Contexte,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let page = new_page(&mut tx, &contexte, Reprise::default(), &Saisie::default()).await?;
    tx.commit().await?;
    render::page(&app, &page)
}

pub(super) async fn show(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(id): PathOf<CommissionId>,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let page = page(&mut tx, &contexte, id, Reprise::default()).await?;
    tx.commit().await?;
    render::page(&app, &page)
}

#[derive(Template)]
#[template(path = "accompagnement/aides/proces_verbal.html")]
struct ProcesVerbalPage {
    cadre: Cadre,
    retour: String,
    le: String,
    pv: ProcesVerbal,
}

pub(super) async fn minutes(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(id): PathOf<CommissionId>,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let pv = commissions::proces_verbal(&mut tx, id).await?;
    let page = ProcesVerbalPage {
        retour: format!("/aides/commissions/{id}"),
        le: dates::long(pv.tenue_le),
        pv,
        cadre: Cadre::new(&tx, &contexte),
    };
    tx.commit().await?;
    render::page(&app, &page)
}
