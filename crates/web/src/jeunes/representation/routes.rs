//! `/jeunes/{id}/representation/nouvelle`, `/jeunes/{id}/representation/{representation}`.

use jeunes::{
    DossierForRead, DossierForWrite,
    representation::{self, Representation},
};
use kernel::{EvenementId, Section};
use platform::{Error, Tx, new_id};
use uuid::Uuid;

use super::{
    forms::{Ajout, Correction, RepresentationForm},
    pages::RepresentationPage,
};
use crate::{
    http::routes::{Besoin, Routes},
    jeunes::{
        chemin::{Chemin, CheminRepresentation},
        formulaire::{self, Formulaire, Vue},
        lire,
    },
    ui::Choix,
};

pub(crate) fn register(routes: &mut Routes) {
    let write = Besoin::ecrire(Section::Famille);
    routes.get("/jeunes/{id}/representation/nouvelle", write, add_form);
    routes.post("/jeunes/{id}/representation/nouvelle", write, add);
    let one = "/jeunes/{id}/representation/{representation}";
    routes.get(one, write, correct_form);
    routes.post(one, write, correct);
}

formulaire::handlers!(Ajout, add_form, add);
formulaire::handlers!(Correction, correct_form, correct);

impl Formulaire for Ajout {
    const SECTION: Section = Section::Famille;
    type Chemin = Chemin;
    type Page = RepresentationPage;

    async fn initial(tx: &mut Tx, _: Chemin, _: &DossierForRead) -> platform::Result<Self> {
        let id = new_id!(tx, EvenementId).uuid();
        Ok(Self(RepresentationForm::blank(id, tx.today())))
    }

    async fn page(self, tx: &mut Tx, _: Chemin, vue: Vue) -> platform::Result<RepresentationPage> {
        let adresse = format!("{}/representation/nouvelle", vue.tete.base);
        Ok(page(tx, self.0, vue, true, adresse))
    }

    async fn save(
        &self,
        tx: &mut Tx,
        _: Chemin,
        dossier: &DossierForWrite,
    ) -> platform::Result<&'static str> {
        representation::add(tx, dossier, &self.0.parse()?).await?;
        Ok("La représentation est notée.")
    }
}

impl Formulaire for Correction {
    const SECTION: Section = Section::Famille;
    type Chemin = CheminRepresentation;
    type Page = RepresentationPage;

    async fn initial(
        tx: &mut Tx,
        chemin: CheminRepresentation,
        dossier: &DossierForRead,
    ) -> platform::Result<Self> {
        let known = find(tx, dossier, chemin.representation).await?;
        Ok(Self(RepresentationForm::of(&known)))
    }

    async fn page(
        mut self,
        tx: &mut Tx,
        chemin: CheminRepresentation,
        vue: Vue,
    ) -> platform::Result<RepresentationPage> {
        let known = find(tx, &vue.dossier, chemin.representation).await?;
        let adresse = format!("{}/representation/{}", vue.tete.base, known.id);
        self.0.version = vue.refus.version(&self.0.version);
        Ok(page(tx, self.0, vue, false, adresse))
    }

    async fn save(
        &self,
        tx: &mut Tx,
        chemin: CheminRepresentation,
        dossier: &DossierForWrite,
    ) -> platform::Result<&'static str> {
        let mut new = self.0.parse()?;
        new.id = chemin.representation;
        representation::correct(tx, dossier, self.0.version()?, &new).await?;
        Ok("La représentation est enregistrée.")
    }
}

async fn find(tx: &mut Tx, dossier: &DossierForRead, id: Uuid) -> platform::Result<Representation> {
    let all = representation::list(tx, dossier).await?;
    all.into_iter().find(|r| r.id == id).ok_or(Error::NotFound)
}

fn page(
    tx: &Tx,
    form: RepresentationForm,
    vue: Vue,
    nouvelle: bool,
    adresse: String,
) -> RepresentationPage {
    RepresentationPage {
        cadre: vue.cadre,
        tete: vue.tete,
        brouillon: vue.brouillon,
        form,
        erreurs: vue.refus.erreurs,
        conflit: vue.refus.conflit,
        nouvelle,
        adresse,
        regimes: Choix::of(tx.nomenclatures(), "regime_representation", tx.today()),
        aujourdhui: lire::field(tx.today()),
    }
}
