//! `/jeunes/{id}/situations/nouvelle`, `/jeunes/{id}/situations/{situation}`.

use jeunes::{
    DossierForRead, DossierForWrite,
    situations::{self, Situation},
};
use kernel::{Section, SituationId};
use platform::{Error, Tx, new_id};

use super::{
    forms::{Ajout, Correction, SituationForm, on_one_field},
    pages::{SituationPage, groups},
};
use crate::{
    http::routes::{Besoin, Routes},
    jeunes::{
        chemin::{Chemin, CheminSituation},
        formulaire::{self, Formulaire, Vue},
    },
};

pub(crate) fn register(routes: &mut Routes) {
    let write = Besoin::ecrire(Section::Situation);
    routes.get("/jeunes/{id}/situations/nouvelle", write, add_form);
    routes.post("/jeunes/{id}/situations/nouvelle", write, add);
    routes.get("/jeunes/{id}/situations/{situation}", write, correct_form);
    routes.post("/jeunes/{id}/situations/{situation}", write, correct);
}

formulaire::handlers!(Ajout, add_form, add);
formulaire::handlers!(Correction, correct_form, correct);

impl Formulaire for Ajout {
    const SECTION: Section = Section::Situation;
    type Chemin = Chemin;
    type Page = SituationPage;

    async fn initial(tx: &mut Tx, _: Chemin, _: &DossierForRead) -> platform::Result<Self> {
        let id = new_id!(tx, SituationId);
        Ok(Self(SituationForm::blank(id, tx.today())))
    }

    async fn page(self, tx: &mut Tx, _: Chemin, vue: Vue) -> platform::Result<SituationPage> {
        let adresse = format!("{}/situations/nouvelle", vue.tete.base);
        Ok(page(tx, self.0, vue, true, adresse))
    }

    async fn save(
        &self,
        tx: &mut Tx,
        _: Chemin,
        dossier: &DossierForWrite,
    ) -> platform::Result<&'static str> {
        let new = self.0.parse()?;
        situations::add(tx, dossier, &new)
            .await
            .map_err(on_one_field)?;
        Ok("La situation est ajoutée.")
    }
}

impl Formulaire for Correction {
    const SECTION: Section = Section::Situation;
    type Chemin = CheminSituation;
    type Page = SituationPage;

    async fn initial(
        tx: &mut Tx,
        chemin: CheminSituation,
        dossier: &DossierForRead,
    ) -> platform::Result<Self> {
        let known = find(tx, dossier, chemin.situation).await?;
        Ok(Self(SituationForm::of(&known)))
    }

    async fn page(
        mut self,
        tx: &mut Tx,
        chemin: CheminSituation,
        vue: Vue,
    ) -> platform::Result<SituationPage> {
        let known = find(tx, &vue.dossier, chemin.situation).await?;
        let adresse = format!("{}/situations/{}", vue.tete.base, known.id);
        self.0.version = vue.refus.version(&self.0.version);
        Ok(page(tx, self.0, vue, false, adresse))
    }

    async fn save(
        &self,
        tx: &mut Tx,
        chemin: CheminSituation,
        dossier: &DossierForWrite,
    ) -> platform::Result<&'static str> {
        let mut new = self.0.parse()?;
        new.id = chemin.situation;
        situations::correct(tx, dossier, self.0.version()?, &new)
            .await
            .map_err(on_one_field)?;
        Ok("La situation est enregistrée.")
    }
}

async fn find(
    tx: &mut Tx,
    dossier: &DossierForRead,
    id: SituationId,
) -> platform::Result<Situation> {
    let all = situations::list(tx, dossier).await?;
    all.into_iter().find(|s| s.id == id).ok_or(Error::NotFound)
}

fn page(tx: &Tx, form: SituationForm, vue: Vue, nouvelle: bool, adresse: String) -> SituationPage {
    SituationPage {
        cadre: vue.cadre,
        tete: vue.tete,
        brouillon: vue.brouillon,
        form,
        erreurs: vue.refus.erreurs,
        conflit: vue.refus.conflit,
        nouvelle,
        adresse,
        groupes: groups(tx.nomenclatures()),
    }
}
