//! `GET` and `POST /jeunes/{id}/arrivee`: she is here.

use askama::Template;
use axum::extract::State;
use jeunes::{DossierForRead, DossierForWrite, acces, accueil};
use kernel::{Section, new_uuid};
use platform::Tx;

use super::{
    forms::{AccueilQuery, ArriveeForm},
    pages,
};
use crate::{
    App,
    http::{
        extract::{Contexte, FormOf, PathOf, QueryOf},
        gate::ReqTx,
        refus::Refus,
        render::{self, PageResult},
    },
    jeunes::{
        chemin::Chemin,
        formulaire::{self, Formulaire, Vue},
        listes,
        tete::Tete,
    },
    ui::{Cadre, Choix, Erreurs},
};

#[derive(Template)]
#[template(path = "jeunes/accueil/arrivee.html")]
pub(super) struct ArriveePage {
    cadre: Cadre,
    tete: Tete,
    form: ArriveeForm,
    erreurs: Erreurs,
    sites: Vec<Choix>,
    agents: Vec<Choix>,
    motifs: Vec<Choix>,
    souhaits: Vec<Choix>,
    liens: Vec<Choix>,
    aide_accompagne: &'static str,
    aide_agent: &'static str,
}

impl Formulaire for ArriveeForm {
    const SECTION: Section = Section::Agenda;
    type Chemin = Chemin;
    type Page = ArriveePage;

    async fn initial(tx: &mut Tx, _: Chemin, _: &DossierForRead) -> platform::Result<Self> {
        Ok(Self {
            id: new_uuid(tx.clock(), tx.rng()).to_string(),
            site: tx.site().map(|site| site.to_string()).unwrap_or_default(),
            ..Self::default()
        })
    }

    async fn page(self, tx: &mut Tx, _: Chemin, vue: Vue) -> platform::Result<ArriveePage> {
        let today = tx.today();
        let mut liens = Choix::of(tx.nomenclatures(), "lien_personne", today);
        liens.retain(|choix| choix.code != "jeune");
        Ok(ArriveePage {
            sites: pages::sites(tx).await?,
            agents: listes::referents(tx).await?,
            motifs: Choix::of(tx.nomenclatures(), "motif_venue", today),
            souhaits: Choix::of(tx.nomenclatures(), "souhait_venue", today),
            liens,
            aide_accompagne: if vue.dossier.age(today) < 18 {
                "Un mineur peut être reçu seul, même s’il vient avec un parent."
            } else {
                ""
            },
            aide_agent: if vue.dossier.referent.is_none() {
                "Sans choix : la personne de permanence."
            } else {
                "Sans choix : son référent, ou qui le remplace."
            },
            cadre: vue.cadre,
            tete: vue.tete,
            form: self,
            erreurs: vue.refus.erreurs,
        })
    }

    async fn save(
        &self,
        tx: &mut Tx,
        _: Chemin,
        dossier: &DossierForWrite,
    ) -> platform::Result<&'static str> {
        accueil::arrive(tx, dossier, &self.parse()?).await?;
        Ok("Son arrivée est notée.")
    }

    fn suite(&self, _: &Tx, _: &DossierForWrite) -> String {
        format!("/accueil?site={}", self.site)
    }
}

pub(super) async fn show(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(chemin): PathOf<Chemin>,
    QueryOf(query): QueryOf<AccueilQuery>,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let dossier = acces::open_for_read(&mut tx, chemin.id, ArriveeForm::SECTION).await?;
    let mut form = ArriveeForm::initial(&mut tx, chemin, &dossier).await?;
    if !query.site.is_empty() {
        form.site = query.site;
    }
    let vue = Vue::new(&tx, &contexte, dossier, Refus::default());
    let page = form.page(&mut tx, chemin, vue).await?;
    tx.commit().await?;
    render::page(&app, &page)
}

pub(super) async fn save(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(chemin): PathOf<Chemin>,
    ReqTx(tx): ReqTx,
    FormOf(form): FormOf<ArriveeForm>,
) -> PageResult {
    formulaire::post(&app, &contexte, chemin, tx, form).await
}
