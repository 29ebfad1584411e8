//! `GET` and `POST /jeunes/{id}/referent`.

use jeunes::{DossierForRead, DossierForWrite, referents};
use kernel::{Permission, Section};
use platform::Tx;

use super::{forms::ReferentForm, pages::ReferentPage};
use crate::{
    http::routes::{Besoin, Routes},
    jeunes::{
        chemin::Chemin,
        formulaire::{self, Formulaire, Vue},
        lire, listes,
    },
    ui::Choix,
};

pub(crate) fn register(routes: &mut Routes) {
    let besoin = Besoin::Permission(Permission::DesignerReferent);
    routes.get("/jeunes/{id}/referent", besoin, form);
    routes.post("/jeunes/{id}/referent", besoin, designate);
}

formulaire::handlers!(ReferentForm, form, designate);

impl Formulaire for ReferentForm {
    const SECTION: Section = Section::Identite;
    type Chemin = Chemin;
    type Page = ReferentPage;

    async fn initial(tx: &mut Tx, _: Chemin, dossier: &DossierForRead) -> platform::Result<Self> {
        let first = dossier.referent.is_none();
        Ok(Self {
            referent: String::new(),
            motif: if first { "premier_accueil" } else { "" }.to_owned(),
            du: lire::field(tx.today()),
        })
    }

    async fn page(self, tx: &mut Tx, _: Chemin, vue: Vue) -> platform::Result<ReferentPage> {
        let present = vue.dossier.referent.map(|id| id.to_string());
        let mut all = listes::referents(tx).await?;
        all.retain(|choix| Some(&choix.code) != present.as_ref());
        Ok(ReferentPage {
            cadre: vue.cadre,
            tete: vue.tete,
            brouillon: vue.brouillon,
            form: self,
            erreurs: vue.refus.erreurs,
            referents: all,
            motifs: Choix::of(tx.nomenclatures(), "motif_referent", tx.today()),
            aujourdhui: lire::field(tx.today()),
        })
    }

    async fn save(
        &self,
        tx: &mut Tx,
        _: Chemin,
        dossier: &DossierForWrite,
    ) -> platform::Result<&'static str> {
        referents::designate(tx, dossier, &self.parse()?).await?;
        Ok("Le référent est désigné.")
    }
}
