//! `/jeunes/{id}/parcours/formations/nouvelle`, `/jeunes/{id}/parcours/formations/{cursus}`.

use jeunes::{
    DossierForRead, DossierForWrite,
    parcours::{self, EtatFormation, Formation, Ligne},
};
use kernel::{EvenementId, Section};
use platform::{Error, Tx, new_id};
use serde::Deserialize;
use uuid::Uuid;

use super::{forms::FormationForm, pages::FormationPage};
use crate::{
    http::routes::{Besoin, Routes},
    jeunes::{
        chemin::{self, Chemin, CheminCursus},
        formulaire::{self, Formulaire, Vue},
    },
    ui::Choix,
};

pub(super) fn register(routes: &mut Routes) {
    let write = Besoin::ecrire(Section::Situation);
    let new = "/jeunes/{id}/parcours/formations/nouvelle";
    routes.get(new, write, add_form);
    routes.post(new, write, add);
    let one = "/jeunes/{id}/parcours/formations/{cursus}";
    routes.get(one, write, correct_form);
    routes.post(one, write, correct);
}

formulaire::handlers!(Ajout, add_form, add);
formulaire::handlers!(Correction, correct_form, correct);

/// The form that adds a formation.
#[derive(Debug, Clone, Deserialize)]
#[serde(transparent)]
struct Ajout(FormationForm);

/// The form that corrects or deletes one.
#[derive(Debug, Clone, Deserialize)]
#[serde(transparent)]
struct Correction(FormationForm);

impl Formulaire for Ajout {
    const SECTION: Section = Section::Situation;
    type Chemin = Chemin;
    type Page = FormationPage;

    async fn initial(tx: &mut Tx, _: Chemin, _: &DossierForRead) -> platform::Result<Self> {
        Ok(Self(FormationForm::blank(new_id!(tx, EvenementId).uuid())))
    }

    async fn page(self, tx: &mut Tx, _: Chemin, vue: Vue) -> platform::Result<FormationPage> {
        let adresse = format!("{}/parcours/formations/nouvelle", vue.tete.base);
        Ok(page(tx, self.0, vue, true, adresse))
    }

    async fn save(
        &self,
        tx: &mut Tx,
        _: Chemin,
        dossier: &DossierForWrite,
    ) -> platform::Result<&'static str> {
        let (id, new) = self.0.parse()?;
        parcours::add_formation(tx, dossier, id, &new).await?;
        Ok("La formation est ajoutée.")
    }

    fn suite(&self, _: &Tx, dossier: &DossierForWrite) -> String {
        chemin::parcours(dossier.id)
    }
}

impl Formulaire for Correction {
    const SECTION: Section = Section::Situation;
    type Chemin = CheminCursus;
    type Page = FormationPage;

    async fn initial(
        tx: &mut Tx,
        chemin: CheminCursus,
        dossier: &DossierForRead,
    ) -> platform::Result<Self> {
        let known = find(tx, dossier, chemin.cursus).await?;
        Ok(Self(FormationForm::of(&known)))
    }

    async fn page(
        mut self,
        tx: &mut Tx,
        chemin: CheminCursus,
        vue: Vue,
    ) -> platform::Result<FormationPage> {
        let known = find(tx, &vue.dossier, chemin.cursus).await?;
        let adresse = format!("{}/parcours/formations/{}", vue.tete.base, known.id);
        if self.0.removes() {
            // The form that deletes carries no field: the other one shows what is known.
            let version = std::mem::take(&mut self.0.version);
            self.0 = FormationForm {
                version,
                ..FormationForm::of(&known)
            };
        }
        self.0.version = vue.refus.version(&self.0.version);
        Ok(page(tx, self.0, vue, false, adresse))
    }

    async fn save(
        &self,
        tx: &mut Tx,
        chemin: CheminCursus,
        dossier: &DossierForWrite,
    ) -> platform::Result<&'static str> {
        let (id, version) = (chemin.cursus, self.0.version()?);
        if self.0.removes() {
            parcours::remove_formation(tx, dossier, id, version).await?;
            return Ok("La formation est effacée.");
        }
        let (_, new) = self.0.parse()?;
        parcours::correct_formation(tx, dossier, id, version, &new).await?;
        Ok("La formation est enregistrée.")
    }

    fn suite(&self, _: &Tx, dossier: &DossierForWrite) -> String {
        chemin::parcours(dossier.id)
    }
}

async fn find(
    tx: &mut Tx,
    dossier: &DossierForRead,
    id: Uuid,
) -> platform::Result<Ligne<Formation>> {
    let all = parcours::formations(tx, dossier).await?;
    all.into_iter().find(|l| l.id == id).ok_or(Error::NotFound)
}

fn page(tx: &Tx, form: FormationForm, vue: Vue, nouvelle: bool, adresse: String) -> FormationPage {
    let etats = EtatFormation::ALL.iter();
    FormationPage {
        cadre: vue.cadre,
        tete: vue.tete,
        brouillon: vue.brouillon,
        form,
        erreurs: vue.refus.erreurs,
        conflit: vue.refus.conflit,
        nouvelle,
        adresse,
        niveaux: Choix::of(tx.nomenclatures(), "niveau_formation", tx.today()),
        etats: etats.map(|e| Choix::new(e.code(), e.label())).collect(),
    }
}
