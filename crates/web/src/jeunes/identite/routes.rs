//! `GET /jeunes/{id}/identite`, `GET` and `POST /jeunes/{id}/identite/modifier`.

use axum::extract::State;
use jeunes::{DossierForRead, DossierForWrite, acces, dossiers};
use kernel::Section;
use platform::Tx;

use super::{
    fiche::Fiche,
    forms::IdentiteForm,
    pages::{FichePage, ModifierPage},
};
use crate::{
    App,
    http::{
        extract::{Contexte, PathOf},
        gate::ReqTx,
        render::{self, PageResult},
        routes::{Besoin, Routes},
    },
    jeunes::{
        chemin::Chemin,
        formulaire::{self, Formulaire, Vue},
        lire, listes,
        tete::{OngletDossier, Tete},
    },
    ui::Cadre,
};

pub(crate) fn register(routes: &mut Routes) {
    let (read, write) = (
        Besoin::lire(Section::Identite),
        Besoin::ecrire(Section::Identite),
    );
    routes.get("/jeunes/{id}/identite", read, fiche);
    routes.get("/jeunes/{id}/identite/modifier", write, edit);
    routes.post("/jeunes/{id}/identite/modifier", write, update);
}

async fn fiche(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(chemin): PathOf<Chemin>,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let dossier = acces::open_for_read(&mut tx, chemin.id, Section::Identite).await?;
    let page = FichePage {
        fiche: Fiche::read(&mut tx, &dossier).await?,
        cadre: Cadre::new(&tx, &contexte),
        tete: Tete::new(&tx, &dossier, OngletDossier::Identite),
    };
    tx.commit().await?;
    render::page(&app, &page)
}

formulaire::handlers!(IdentiteForm, edit, update);

impl Formulaire for IdentiteForm {
    const SECTION: Section = Section::Identite;
    type Chemin = Chemin;
    type Page = ModifierPage;

    async fn initial(tx: &mut Tx, _: Chemin, dossier: &DossierForRead) -> platform::Result<Self> {
        Ok(Self::of(dossier, tx.today()))
    }

    async fn page(mut self, tx: &mut Tx, _: Chemin, vue: Vue) -> platform::Result<ModifierPage> {
        self.version = vue.refus.version(&self.version);
        Ok(ModifierPage {
            cadre: vue.cadre,
            tete: vue.tete,
            brouillon: vue.brouillon,
            form: self,
            erreurs: vue.refus.erreurs,
            conflit: vue.refus.conflit,
            sexes: listes::sexes(),
            aujourdhui: lire::field(tx.today()),
        })
    }

    async fn save(
        &self,
        tx: &mut Tx,
        _: Chemin,
        dossier: &DossierForWrite,
    ) -> platform::Result<&'static str> {
        let new = self.parse(tx.today(), dossier.naissance)?;
        dossiers::update_identity(
            tx,
            dossier,
            new.version,
            &new.identite,
            new.naissance,
            new.vue_le,
        )
        .await?;
        Ok("L’identité est enregistrée.")
    }
}
