//! A form about one dossier: shown (with its draft when there is one), saved, or shown again with
//! what was typed and what is wrong. Each slice says what is its own.

use askama::Template;
use jeunes::{DossierForRead, DossierForWrite, acces};
use kernel::{JeuneId, Section};
use platform::Tx;
use serde::de::DeserializeOwned;

use super::{
    chemin,
    tete::{OngletDossier, Tete},
};
use crate::{
    App,
    http::{
        drafts::{self, BrouillonRepris},
        errors::PageError,
        extract::Contexte,
        refus::{Refus, reopen},
        render::{self, PageResult},
    },
    ui::Cadre,
};

/// What surrounds the form on its page.
#[derive(Debug)]
pub(super) struct Vue {
    pub(super) dossier: DossierForRead,
    pub(super) cadre: Cadre,
    pub(super) tete: Tete,
    pub(super) brouillon: Option<BrouillonRepris>,
    pub(super) refus: Refus,
}

/// A form about one dossier.
pub(super) trait Formulaire: DeserializeOwned + Send + Sync {
    /// The section whose right it needs.
    const SECTION: Section;
    /// The variable parts of its path.
    type Chemin: Into<JeuneId> + Copy + Send + Sync;
    /// Its page.
    type Page: Template + Send;

    /// The form the first time.
    fn initial(
        tx: &mut Tx,
        chemin: Self::Chemin,
        dossier: &DossierForRead,
    ) -> impl Future<Output = platform::Result<Self>> + Send;

    /// The page that shows it.
    fn page(
        self,
        tx: &mut Tx,
        chemin: Self::Chemin,
        vue: Vue,
    ) -> impl Future<Output = platform::Result<Self::Page>> + Send;

    /// Saves it, and says so in one sentence.
    fn save(
        &self,
        tx: &mut Tx,
        chemin: Self::Chemin,
        dossier: &DossierForWrite,
    ) -> impl Future<Output = platform::Result<&'static str>> + Send;

    /// Where to go once it is saved.
    fn suite(&self, _tx: &Tx, dossier: &DossierForWrite) -> String {
        chemin::fiche(dossier.id)
    }
}

/// `GET`: the form, or its draft.
pub(super) async fn show<F: Formulaire>(
    app: &App,
    contexte: &Contexte,
    chemin: F::Chemin,
    mut tx: Tx,
) -> PageResult {
    let dossier = acces::open_for_read(&mut tx, chemin.into(), F::SECTION).await?;
    let (form, brouillon) = match drafts::resume(&mut tx, &contexte.chemin).await? {
        Some((form, notice)) => (form, Some(notice)),
        None => (F::initial(&mut tx, chemin, &dossier).await?, None),
    };
    let mut vue = Vue::new(&tx, contexte, dossier, Refus::default());
    vue.brouillon = brouillon;
    let page = form.page(&mut tx, chemin, vue).await?;
    tx.commit().await?;
    render::page(app, &page)
}

/// `POST`: saved and elsewhere, or the form again.
pub(super) async fn post<F: Formulaire>(
    app: &App,
    contexte: &Contexte,
    chemin: F::Chemin,
    mut tx: Tx,
    form: F,
) -> PageResult {
    match save(&mut tx, chemin, &form).await {
        Ok((suite, message)) => {
            drafts::forget(&mut tx, &contexte.chemin).await?;
            tx.commit().await?;
            render::done(app, &suite, message)
        }
        Err(error) => {
            let refus = Refus::of(error)?;
            drop(tx);
            again(app, contexte, chemin, form, refus).await
        }
    }
}

async fn save<F: Formulaire>(
    tx: &mut Tx,
    chemin: F::Chemin,
    form: &F,
) -> platform::Result<(String, &'static str)> {
    let dossier = acces::open_for_write(tx, chemin.into(), F::SECTION).await?;
    let message = form.save(tx, chemin, &dossier).await?;
    Ok((form.suite(tx, &dossier), message))
}

async fn again<F: Formulaire>(
    app: &App,
    contexte: &Contexte,
    chemin: F::Chemin,
    form: F,
    refus: Refus,
) -> Result<axum::response::Response, PageError> {
    let status = refus.status();
    let mut tx = reopen(app, contexte).await?;
    let dossier = acces::open_for_read(&mut tx, chemin.into(), F::SECTION).await?;
    let vue = Vue::new(&tx, contexte, dossier, refus);
    let page = form.page(&mut tx, chemin, vue).await?;
    tx.commit().await?;
    render::with_status(app, status, &page)
}

impl Vue {
    pub(super) fn new(tx: &Tx, contexte: &Contexte, dossier: DossierForRead, refus: Refus) -> Self {
        Self {
            cadre: Cadre::new(tx, contexte),
            tete: Tete::new(tx, &dossier, OngletDossier::Identite),
            brouillon: None,
            refus,
            dossier,
        }
    }
}

/// Declares the two handlers of a form.
macro_rules! handlers {
    ($form:ty, $show:ident, $save:ident) => {
        async fn $show(
            axum::extract::State(app): axum::extract::State<crate::App>,
            contexte: crate::http::extract::Contexte,
            crate::http::extract::PathOf(chemin): crate::http::extract::PathOf<
                <$form as crate::jeunes::formulaire::Formulaire>::Chemin,
            >,
            crate::http::gate::ReqTx(tx): crate::http::gate::ReqTx,
        ) -> crate::http::render::PageResult {
            crate::jeunes::formulaire::show::<$form>(&app, &contexte, chemin, tx).await
        }

        async fn $save(
            axum::extract::State(app): axum::extract::State<crate::App>,
            contexte: crate::http::extract::Contexte,
            crate::http::extract::PathOf(chemin): crate::http::extract::PathOf<
                <$form as crate::jeunes::formulaire::Formulaire>::Chemin,
            >,
            crate::http::gate::ReqTx(tx): crate::http::gate::ReqTx,
            crate::http::extract::FormOf(form): crate::http::extract::FormOf<$form>,
        ) -> crate::http::render::PageResult {
            crate::jeunes::formulaire::post(&app, &contexte, chemin, tx, form).await
        }
    };
}

pub(super) use handlers;
