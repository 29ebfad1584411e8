//! The page of the obligation of a person.

use accompagnement::{
    obligations::{
        self, EtatObligation, FinObligation, NatureEtape, Obligation, Satisfait,
        rules::{self, Marche},
    },
    rendez_vous::{self, EtatRdv, RendezVous},
};
use askama::Template;
use axum::extract::State;
use jeunes::{DossierForRead, acces};
use kernel::{Access, JeuneId, ObligationId, Permission, Section, dates};
use platform::{Error, Tx};
use serde::Deserialize;

use super::vues::{self, LigneEtape, Pastille};
use crate::{
    App,
    accompagnement::{
        commun::{self, Chemin},
        saisie::Reprise,
    },
    http::{
        extract::{Contexte, PathOf},
        gate::ReqTx,
        render::{self, PageResult},
    },
    jeunes::tete::{OngletDossier, Tete},
    ui::{Cadre, Choix},
};

/// One obligation of a dossier.
#[derive(Debug, Clone, Copy, Deserialize)]
pub(super) struct Une {
    pub(super) id: JeuneId,
    pub(super) obligation: ObligationId,
}

/// The forms of the page, in any order: each has an identifier of its own.
const FORMES: [&str; 8] = [
    "signalement",
    "reception",
    "proposition",
    "convocation",
    "avis",
    "decision",
    "satisfaction",
    "fin",
];

#[derive(Template)]
#[template(path = "accompagnement/obligations/page.html")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each act is offered or not, on its own"
)]
pub(super) struct ObligationPage {
    cadre: Cadre,
    tete: Tete,
    pub(super) r: Reprise,
    o: Option<Vue>,
    avant: Vec<Vec<(&'static str, String)>>,
    signaler: bool,
    /// Why nobody can be reported, or an empty string.
    hors_age: String,
    agir: bool,
    saisir: bool,
    decider: bool,
    /// The actor proposed it: someone else decides.
    mienne: bool,
    finir: bool,
    satisfait: Option<(String, String, String)>,
    sources: Vec<Choix>,
    voies: Vec<Choix>,
    motifs: Vec<Choix>,
    rendez_vous: Vec<Choix>,
    fins: Vec<Choix>,
    decisions: Vec<Choix>,
    horloge_mois: i64,
    aujourdhui: String,
    dernier_jour: String,
    frais: Vec<String>,
    mots_sante: String,
}

/// An obligation, as the page shows it.
struct Vue {
    base: String,
    pastille: Pastille,
    horloge: String,
    faits: Vec<(&'static str, String)>,
    etapes: Vec<LigneEtape>,
    version: i32,
    lettre: bool,
    departement: bool,
}

impl ObligationPage {
    /// The identifier that the form `cle` will create.
    fn id(&self, cle: &str) -> &str {
        let rank = FORMES.iter().position(|f| *f == cle).unwrap_or(0);
        self.r.valeur(cle, "id", &self.frais[rank])
    }

    /// The version that the form `cle` posts back.
    fn version(&self, cle: &str) -> i32 {
        let version = self.o.as_ref().map_or(1, |o| o.version);
        self.r.version(cle, version)
    }

    fn lien_rendez_vous(&self) -> String {
        format!("{}/rendez-vous/nouveau", self.tete.base)
    }
}

pub(super) async fn show(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(chemin): PathOf<Chemin>,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let reprise = commun::resumed(&mut tx, &contexte).await?;
    render::page(&app, &page(tx, &contexte, chemin.id, None, reprise).await?)
}

/// The same, at the address of a form that was being typed.
pub(super) async fn show_one(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(une): PathOf<Une>,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let reprise = commun::resumed(&mut tx, &contexte).await?;
    let which = Some(une.obligation);
    render::page(&app, &page(tx, &contexte, une.id, which, reprise).await?)
}

pub(super) async fn page(
    mut tx: Tx,
    contexte: &Contexte,
    jeune: JeuneId,
    which: Option<ObligationId>,
    r: Reprise,
) -> platform::Result<ObligationPage> {
    let dossier = acces::open_for_read(&mut tx, jeune, Section::Plan).await?;
    let all = obligations::list(&mut tx, &dossier).await?;
    if which.is_some_and(|id| !all.iter().any(|o| o.id == id)) {
        return Err(Error::NotFound);
    }
    let open = all.iter().find(|o| o.est_ouverte());
    let tete = Tete::new(&tx, &dossier, OngletDossier::Dispositifs);
    let ecrire = tx.may(Permission::Dossier(Section::Plan, Access::Write));
    let o = match open {
        Some(o) => Some(view(&mut tx, &dossier, &tete.base, o).await?),
        None => None,
    };
    let (found, planned) = match open {
        Some(_) => around(&mut tx, &dossier).await?,
        None => (None, Vec::new()),
    };
    let facts = Facts::new(&tx, &dossier, open)?;
    let page = ObligationPage {
        cadre: Cadre::new(&tx, contexte),
        avant: all
            .iter()
            .filter(|o| !o.est_ouverte())
            .map(|o| vues::facts(&tx, o))
            .collect(),
        signaler: ecrire && open.is_none() && facts.hors_age.is_empty(),
        agir: ecrire && facts.agir,
        saisir: ecrire && facts.saisir,
        decider: facts.decider && tx.may(Permission::DeciderObligation),
        mienne: open.is_some_and(|o| o.proposee_par.is_some() && o.proposee_par == tx.agent_id()),
        finir: ecrire && open.is_some(),
        satisfait: found.filter(|_| ecrire).map(|s| satisfied(&tx, s)),
        rendez_vous: choices(&tx, &planned),
        fins: facts.fins,
        decisions: vec![
            Choix::new("informer", "Informer le département"),
            Choix::new("attendre", "Attendre encore"),
        ],
        sources: Choix::of(tx.nomenclatures(), "obligation_source", tx.today()),
        voies: Choix::of(tx.nomenclatures(), "obligation_voie", tx.today()),
        motifs: Choix::of(tx.nomenclatures(), "obligation_motif", tx.today()),
        horloge_mois: tx.parametre("obligation_horloge_mois")?,
        aujourdhui: commun::field(tx.today()),
        dernier_jour: commun::field(facts.dernier_jour),
        hors_age: facts.hors_age,
        frais: FORMES.iter().map(|_| commun::fresh(&tx)).collect(),
        mots_sante: commun::mots_sante(&tx),
        tete,
        o,
        r,
    };
    tx.commit().await?;
    Ok(page)
}

/// What seems to satisfy the obligation, and the rendez-vous that the role may see.
async fn around(
    tx: &mut Tx,
    dossier: &DossierForRead,
) -> platform::Result<(Option<Satisfait>, Vec<RendezVous>)> {
    let found = obligations::satisfait(tx, dossier).await?;
    if !tx.may(Permission::Dossier(Section::Agenda, Access::Read)) {
        return Ok((found, Vec::new()));
    }
    Ok((found, rendez_vous::list(tx, dossier).await?))
}

/// What the rules allow today.
struct Facts {
    hors_age: String,
    agir: bool,
    saisir: bool,
    decider: bool,
    fins: Vec<Choix>,
    dernier_jour: chrono::NaiveDate,
}

impl Facts {
    fn new(tx: &Tx, dossier: &DossierForRead, open: Option<&Obligation>) -> platform::Result<Self> {
        let today = tx.today();
        let years = u32::try_from(tx.parametre("age_majorite")?).unwrap_or(18);
        let birth = dossier.naissance.date();
        let majorite = birth.and_then(|day| dates::birthday(day, years));
        let adult = majorite.is_some_and(|day| today >= day);
        let age = dossier.age(today);
        let marche = open.map(Marche::of);
        let hors_age = if (16..18).contains(&age) {
            String::new()
        } else {
            format!("Elle concerne les jeunes de 16 et 17 ans : cette personne a {age} ans.")
        };
        Ok(Self {
            hors_age,
            agir: !adult && marche.is_some_and(|m| m.en_cours()),
            saisir: !adult && marche.is_some_and(|m| m.a_saisir(today)),
            decider: !adult && open.is_some_and(|o| o.etat == EtatObligation::ATransmettre),
            fins: FinObligation::ALL
                .iter()
                .filter(|fin| adult || **fin != FinObligation::Majorite)
                .map(|fin| Choix::new(fin.code(), fin.label()))
                .collect(),
            dernier_jour: rules::dernier_jour(today, majorite),
        })
    }
}

async fn view(
    tx: &mut Tx,
    dossier: &DossierForRead,
    base: &str,
    o: &Obligation,
) -> platform::Result<Vue> {
    let steps = obligations::steps(tx, dossier, o.id).await?;
    Ok(Vue {
        base: format!("{base}/obligations/{}", o.id),
        pastille: vues::pastille(o.etat),
        horloge: vues::horloge(tx, o),
        faits: vues::facts(tx, o),
        lettre: steps.iter().any(|e| e.nature == NatureEtape::Convocation),
        departement: o.etat == EtatObligation::Transmise,
        etapes: steps.iter().map(|e| LigneEtape::new(tx, e)).collect(),
        version: o.version,
    })
}

/// The words, the code of the way, when it began.
fn satisfied(tx: &Tx, s: Satisfait) -> (String, String, String) {
    let way = commun::label(tx, "obligation_voie", &s.voie);
    let since = dates::short(s.depuis);
    let words = format!("{way}, depuis le {since}");
    (words, s.voie, format!("Commencée le {since}"))
}

/// The rendez-vous to come: one of them is the convocation's.
fn choices(tx: &Tx, all: &[RendezVous]) -> Vec<Choix> {
    let words = |r: &RendezVous| {
        let here = r.debut.with_timezone(&tx.fuseau());
        format!(
            "{} à {}, avec {}",
            dates::with_weekday(here.date_naive()),
            dates::hour(here.time()),
            r.agent_nom
        )
    };
    all.iter()
        .filter(|r| r.etat == EtatRdv::Planifie && r.debut > tx.now())
        .map(|r| Choix::new(r.id.to_string(), words(r)))
        .collect()
}
