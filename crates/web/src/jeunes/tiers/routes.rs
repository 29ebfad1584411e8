//! `/jeunes/{id}/tiers/nouveau`, `/jeunes/{id}/tiers/{tiers}`.

use jeunes::{
    DossierForRead, DossierForWrite,
    tiers::{self, Tiers},
};
use kernel::{EvenementId, Section};
use platform::{Error, Tx, new_id};
use uuid::Uuid;

use super::{
    forms::{Ajout, Correction, TiersForm},
    pages::TiersPage,
};
use crate::{
    http::routes::{Besoin, Routes},
    jeunes::{
        chemin::{Chemin, CheminTiers},
        formulaire::{self, Formulaire, Vue},
        lire,
    },
    ui::Choix,
};

pub(crate) fn register(routes: &mut Routes) {
    let write = Besoin::ecrire(Section::Contacts);
    routes.get("/jeunes/{id}/tiers/nouveau", write, add_form);
    routes.post("/jeunes/{id}/tiers/nouveau", write, add);
    let one = "/jeunes/{id}/tiers/{tiers}";
    routes.get(one, write, correct_form);
    routes.post(one, write, correct);
}

formulaire::handlers!(Ajout, add_form, add);
formulaire::handlers!(Correction, correct_form, correct);

impl Formulaire for Ajout {
    const SECTION: Section = Section::Contacts;
    type Chemin = Chemin;
    type Page = TiersPage;

    async fn initial(tx: &mut Tx, _: Chemin, _: &DossierForRead) -> platform::Result<Self> {
        let id = new_id!(tx, EvenementId).uuid();
        Ok(Self(TiersForm::blank(id, tx.today())))
    }

    async fn page(self, tx: &mut Tx, _: Chemin, vue: Vue) -> platform::Result<TiersPage> {
        let adresse = format!("{}/tiers/nouveau", vue.tete.base);
        Ok(page(tx, self.0, vue, true, adresse))
    }

    async fn save(
        &self,
        tx: &mut Tx,
        _: Chemin,
        dossier: &DossierForWrite,
    ) -> platform::Result<&'static str> {
        tiers::add(tx, dossier, &self.0.parse()?).await?;
        Ok("C’est noté : qui peut savoir, et quoi.")
    }
}

impl Formulaire for Correction {
    const SECTION: Section = Section::Contacts;
    type Chemin = CheminTiers;
    type Page = TiersPage;

    async fn initial(
        tx: &mut Tx,
        chemin: CheminTiers,
        dossier: &DossierForRead,
    ) -> platform::Result<Self> {
        let known = find(tx, dossier, chemin.tiers).await?;
        Ok(Self(TiersForm::of(&known)))
    }

    async fn page(
        mut self,
        tx: &mut Tx,
        chemin: CheminTiers,
        vue: Vue,
    ) -> platform::Result<TiersPage> {
        let known = find(tx, &vue.dossier, chemin.tiers).await?;
        let adresse = format!("{}/tiers/{}", vue.tete.base, known.id);
        self.0.version = vue.refus.version(&self.0.version);
        Ok(page(tx, self.0, vue, false, adresse))
    }

    async fn save(
        &self,
        tx: &mut Tx,
        chemin: CheminTiers,
        dossier: &DossierForWrite,
    ) -> platform::Result<&'static str> {
        let mut new = self.0.parse()?;
        new.id = chemin.tiers;
        tiers::correct(tx, dossier, self.0.version()?, &new).await?;
        Ok("C’est enregistré.")
    }
}

async fn find(tx: &mut Tx, dossier: &DossierForRead, id: Uuid) -> platform::Result<Tiers> {
    let all = tiers::list(tx, dossier).await?;
    all.into_iter().find(|r| r.id == id).ok_or(Error::NotFound)
}

fn page(tx: &Tx, form: TiersForm, vue: Vue, nouveau: bool, adresse: String) -> TiersPage {
    let all = Choix::of(tx.nomenclatures(), "peut_savoir", tx.today());
    let savoirs = Choix::ticked(all, &form.peut_savoir);
    TiersPage {
        cadre: vue.cadre,
        tete: vue.tete,
        brouillon: vue.brouillon,
        form,
        erreurs: vue.refus.erreurs,
        conflit: vue.refus.conflit,
        nouveau,
        adresse,
        liens: links(tx),
        savoirs,
        aujourdhui: lire::field(tx.today()),
    }
}

/// Who she may be: anyone but the young person.
fn links(tx: &Tx) -> Vec<Choix> {
    let all = Choix::of(tx.nomenclatures(), "lien_personne", tx.today());
    all.into_iter().filter(|c| c.code != "jeune").collect()
}
