//! `/jeunes/{id}/parcours/experiences/nouvelle`, `/jeunes/{id}/parcours/experiences/{experience}`.

use jeunes::{
    DossierForRead, DossierForWrite,
    parcours::{self, Experience, Ligne, NatureExperience},
};
use kernel::{EvenementId, Section};
use platform::{Error, Tx, new_id};
use serde::Deserialize;
use uuid::Uuid;

use super::{forms::ExperienceForm, pages::ExperiencePage};
use crate::{
    http::routes::{Besoin, Routes},
    jeunes::{
        chemin::{self, Chemin, CheminExperience},
        formulaire::{self, Formulaire, Vue},
    },
    ui::Choix,
};

pub(super) fn register(routes: &mut Routes) {
    let write = Besoin::ecrire(Section::Situation);
    let new = "/jeunes/{id}/parcours/experiences/nouvelle";
    routes.get(new, write, add_form);
    routes.post(new, write, add);
    let one = "/jeunes/{id}/parcours/experiences/{experience}";
    routes.get(one, write, correct_form);
    routes.post(one, write, correct);
}

formulaire::handlers!(Ajout, add_form, add);
formulaire::handlers!(Correction, correct_form, correct);

/// The form that adds an experience.
#[derive(Debug, Clone, Deserialize)]
#[serde(transparent)]
struct Ajout(ExperienceForm);

/// The form that corrects or deletes one.
#[derive(Debug, Clone, Deserialize)]
#[serde(transparent)]
struct Correction(ExperienceForm);

impl Formulaire for Ajout {
    const SECTION: Section = Section::Situation;
    type Chemin = Chemin;
    type Page = ExperiencePage;

    async fn initial(tx: &mut Tx, _: Chemin, _: &DossierForRead) -> platform::Result<Self> {
        Ok(Self(ExperienceForm::blank(new_id!(tx, EvenementId).uuid())))
    }

    async fn page(self, tx: &mut Tx, _: Chemin, vue: Vue) -> platform::Result<ExperiencePage> {
        let adresse = format!("{}/parcours/experiences/nouvelle", vue.tete.base);
        page(tx, self.0, vue, true, adresse).await
    }

    async fn save(
        &self,
        tx: &mut Tx,
        _: Chemin,
        dossier: &DossierForWrite,
    ) -> platform::Result<&'static str> {
        let metier = self.0.metier().read(tx).await?;
        let (id, new) = self.0.parse(metier)?;
        parcours::add_experience(tx, dossier, id, &new).await?;
        Ok("L’expérience est ajoutée.")
    }

    fn suite(&self, _: &Tx, dossier: &DossierForWrite) -> String {
        chemin::parcours(dossier.id)
    }
}

impl Formulaire for Correction {
    const SECTION: Section = Section::Situation;
    type Chemin = CheminExperience;
    type Page = ExperiencePage;

    async fn initial(
        tx: &mut Tx,
        chemin: CheminExperience,
        dossier: &DossierForRead,
    ) -> platform::Result<Self> {
        let known = find(tx, dossier, chemin.experience).await?;
        Ok(Self(ExperienceForm::of(&known)))
    }

    async fn page(
        mut self,
        tx: &mut Tx,
        chemin: CheminExperience,
        vue: Vue,
    ) -> platform::Result<ExperiencePage> {
        let known = find(tx, &vue.dossier, chemin.experience).await?;
        let adresse = format!("{}/parcours/experiences/{}", vue.tete.base, known.id);
        if self.0.removes() {
            // The form that deletes carries no field: the other one shows what is known.
            let version = std::mem::take(&mut self.0.version);
            self.0 = ExperienceForm {
                version,
                ..ExperienceForm::of(&known)
            };
        }
        self.0.version = vue.refus.version(&self.0.version);
        page(tx, self.0, vue, false, adresse).await
    }

    async fn save(
        &self,
        tx: &mut Tx,
        chemin: CheminExperience,
        dossier: &DossierForWrite,
    ) -> platform::Result<&'static str> {
        let (id, version) = (chemin.experience, self.0.version()?);
        if self.0.removes() {
            parcours::remove_experience(tx, dossier, id, version).await?;
            return Ok("L’expérience est effacée.");
        }
        let metier = self.0.metier().read(tx).await?;
        let (_, new) = self.0.parse(metier)?;
        parcours::correct_experience(tx, dossier, id, version, &new).await?;
        Ok("L’expérience est enregistrée.")
    }

    fn suite(&self, _: &Tx, dossier: &DossierForWrite) -> String {
        chemin::parcours(dossier.id)
    }
}

async fn find(
    tx: &mut Tx,
    dossier: &DossierForRead,
    id: Uuid,
) -> platform::Result<Ligne<Experience>> {
    let all = parcours::experiences(tx, dossier).await?;
    all.into_iter().find(|l| l.id == id).ok_or(Error::NotFound)
}

async fn page(
    tx: &mut Tx,
    form: ExperienceForm,
    vue: Vue,
    nouvelle: bool,
    adresse: String,
) -> platform::Result<ExperiencePage> {
    let erreurs = vue.refus.erreurs;
    let metiers = if erreurs.de("metier_code").is_empty() {
        Vec::new()
    } else {
        form.metier().read(tx).await?.choix
    };
    let natures = NatureExperience::ALL.iter();
    Ok(ExperiencePage {
        cadre: vue.cadre,
        tete: vue.tete,
        brouillon: vue.brouillon,
        form,
        erreurs,
        conflit: vue.refus.conflit,
        nouvelle,
        adresse,
        metiers,
        natures: natures.map(|n| Choix::new(n.code(), n.label())).collect(),
    })
}
