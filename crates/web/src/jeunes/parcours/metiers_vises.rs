//! `/jeunes/{id}/parcours/metiers/nouveau`, `/jeunes/{id}/parcours/metiers/{vise}` and its place.

use axum::extract::State;
use jeunes::{
    DossierForRead, DossierForWrite, acces,
    parcours::{self, MetierVise, Piste},
};
use kernel::{EvenementId, Section};
use platform::{Error, Tx, new_id};
use serde::Deserialize;
use uuid::Uuid;

use super::{
    forms::{MonterForm, ViseForm},
    pages::VisePage,
};
use crate::{
    App,
    http::{
        extract::{FormOf, PathOf},
        gate::ReqTx,
        render::{self, PageResult},
        routes::{Besoin, Routes},
    },
    jeunes::{
        chemin::{self, Chemin, CheminVise},
        formulaire::{self, Formulaire, Vue},
        lire,
    },
    ui::Choix,
};

pub(super) fn register(routes: &mut Routes) {
    let write = Besoin::ecrire(Section::Situation);
    let new = "/jeunes/{id}/parcours/metiers/nouveau";
    routes.get(new, write, add_form);
    routes.post(new, write, add);
    let one = "/jeunes/{id}/parcours/metiers/{vise}";
    routes.get(one, write, change_form);
    routes.post(one, write, change);
    routes.post(
        "/jeunes/{id}/parcours/metiers/{vise}/monter",
        write,
        move_up,
    );
}

formulaire::handlers!(Ajout, add_form, add);
formulaire::handlers!(Suite, change_form, change);

/// The form that adds a métier.
#[derive(Debug, Clone, Deserialize)]
#[serde(transparent)]
struct Ajout(ViseForm);

/// The form that changes or ends one.
#[derive(Debug, Clone, Deserialize)]
#[serde(transparent)]
struct Suite(ViseForm);

async fn move_up(
    State(app): State<App>,
    PathOf(chemin): PathOf<CheminVise>,
    ReqTx(mut tx): ReqTx,
    FormOf(form): FormOf<MonterForm>,
) -> PageResult {
    let dossier = acces::open_for_write(&mut tx, chemin.id, Section::Situation).await?;
    let place = form.place().map_err(Error::Invalid)?;
    parcours::move_metier_up(&mut tx, &dossier, chemin.vise, place).await?;
    tx.commit().await?;
    render::done(
        &app,
        &chemin::parcours(chemin.id),
        "L’ordre est enregistré.",
    )
}

impl Formulaire for Ajout {
    const SECTION: Section = Section::Situation;
    type Chemin = Chemin;
    type Page = VisePage;

    async fn initial(tx: &mut Tx, _: Chemin, _: &DossierForRead) -> platform::Result<Self> {
        let id = new_id!(tx, EvenementId).uuid();
        Ok(Self(ViseForm::blank(id, tx.today())))
    }

    async fn page(self, tx: &mut Tx, _: Chemin, vue: Vue) -> platform::Result<VisePage> {
        let adresse = format!("{}/parcours/metiers/nouveau", vue.tete.base);
        let metiers = if vue.refus.erreurs.de("metier_code").is_empty() {
            Vec::new()
        } else {
            self.0.metier().read(tx).await?.choix
        };
        let mut page = page(tx, self.0, vue, String::new(), adresse);
        page.metiers = metiers;
        Ok(page)
    }

    async fn save(
        &self,
        tx: &mut Tx,
        _: Chemin,
        dossier: &DossierForWrite,
    ) -> platform::Result<&'static str> {
        let metier = self.0.metier().read(tx).await?;
        parcours::add_metier(tx, dossier, &self.0.parse(metier)?).await?;
        Ok("Le métier est ajouté.")
    }

    fn suite(&self, _: &Tx, dossier: &DossierForWrite) -> String {
        chemin::parcours(dossier.id)
    }
}

impl Formulaire for Suite {
    const SECTION: Section = Section::Situation;
    type Chemin = CheminVise;
    type Page = VisePage;

    async fn initial(
        tx: &mut Tx,
        chemin: CheminVise,
        dossier: &DossierForRead,
    ) -> platform::Result<Self> {
        let known = find(tx, dossier, chemin.vise).await?;
        Ok(Self(ViseForm::of(&known, tx.today())))
    }

    async fn page(
        mut self,
        tx: &mut Tx,
        chemin: CheminVise,
        vue: Vue,
    ) -> platform::Result<VisePage> {
        let known = find(tx, &vue.dossier, chemin.vise).await?;
        let adresse = format!("{}/parcours/metiers/{}", vue.tete.base, known.id);
        let shown = ViseForm::of(&known, tx.today());
        // Each of the two forms carries its own fields: the other one shows what is known.
        self.0 = if self.0.ends() {
            ViseForm {
                version: self.0.version,
                dernier_jour: self.0.dernier_jour,
                ..shown
            }
        } else {
            ViseForm {
                version: self.0.version,
                piste: self.0.piste,
                vrai_du: self.0.vrai_du,
                ..shown
            }
        };
        self.0.version = vue.refus.version(&self.0.version);
        Ok(page(tx, self.0, vue, known.metier.libelle, adresse))
    }

    async fn save(
        &self,
        tx: &mut Tx,
        chemin: CheminVise,
        dossier: &DossierForWrite,
    ) -> platform::Result<&'static str> {
        let (id, version) = (chemin.vise, self.0.version()?);
        if self.0.ends() {
            parcours::end_metier(tx, dossier, id, version, self.0.last_day()?).await?;
            return Ok("Ce métier n’est plus visé. Il reste dans l’historique.");
        }
        let (piste, vrai_du) = self.0.changed()?;
        parcours::correct_metier(tx, dossier, id, version, piste, vrai_du).await?;
        Ok("Le métier est enregistré.")
    }

    fn suite(&self, _: &Tx, dossier: &DossierForWrite) -> String {
        chemin::parcours(dossier.id)
    }
}

/// One that goes on: those that ended are history.
async fn find(tx: &mut Tx, dossier: &DossierForRead, id: Uuid) -> platform::Result<MetierVise> {
    let all = parcours::metiers(tx, dossier).await?;
    all.into_iter()
        .find(|v| v.id == id && v.vrai_au.is_none())
        .ok_or(Error::NotFound)
}

/// `connu`: the métier changed, in words; an empty string for a new one.
fn page(tx: &Tx, form: ViseForm, vue: Vue, connu: String, adresse: String) -> VisePage {
    let pistes = Piste::ALL.iter();
    VisePage {
        cadre: vue.cadre,
        tete: vue.tete,
        brouillon: vue.brouillon,
        form,
        erreurs: vue.refus.erreurs,
        conflit: vue.refus.conflit,
        connu,
        adresse,
        metiers: Vec::new(),
        pistes: pistes.map(|p| Choix::new(p.code(), p.label())).collect(),
        aujourdhui: lire::field(tx.today()),
    }
}
