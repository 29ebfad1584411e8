//! `GET` and `POST /jeunes/{id}/information`: what was given when, and noting it.

use jeunes::{
    DossierForRead, DossierForWrite,
    information::{self, InformationDonnee},
};
use kernel::{Access, EvenementId, Permission, Section, dates};
use platform::{Tx, new_id, nomenclatures::Nomenclatures};

use super::{
    forms::InformationForm,
    pages::{DonneeVue, InformationPage},
};
use crate::{
    http::routes::{Besoin, Routes},
    jeunes::{
        chemin::Chemin,
        formulaire::{self, Formulaire, Vue},
        lire,
    },
    ui::Choix,
};

pub(super) fn register(routes: &mut Routes) {
    let chemin = "/jeunes/{id}/information";
    routes.get(chemin, Besoin::lire(Section::Identite), form);
    routes.post(chemin, Besoin::ecrire(Section::Identite), save);
}

formulaire::handlers!(InformationForm, form, save);

impl Formulaire for InformationForm {
    const SECTION: Section = Section::Identite;
    type Chemin = Chemin;
    type Page = InformationPage;

    async fn initial(tx: &mut Tx, _: Chemin, _: &DossierForRead) -> platform::Result<Self> {
        Ok(Self {
            id: new_id!(tx, EvenementId).to_string(),
            donnee_le: lire::field(tx.today()),
            langue: "fr".to_owned(),
            ..Self::default()
        })
    }

    async fn page(self, tx: &mut Tx, _: Chemin, vue: Vue) -> platform::Result<InformationPage> {
        let given = information::list(tx, &vue.dossier).await?;
        let (words, today) = (tx.nomenclatures(), tx.today());
        Ok(InformationPage {
            donnees: given.iter().map(|one| seen(words, one)).collect(),
            langues: Choix::of(words, "langue_notice", today),
            moyens: Choix::of(words, "moyen_information", today),
            aujourdhui: lire::field(today),
            modifiable: tx.may(Permission::Dossier(Section::Identite, Access::Write)),
            cadre: vue.cadre,
            tete: vue.tete,
            brouillon: vue.brouillon,
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
        information::give(tx, dossier, &self.parse()?).await?;
        Ok("C’est noté : la personne a eu l’information sur ses données.")
    }
}

fn seen(words: &Nomenclatures, one: &InformationDonnee) -> DonneeVue {
    DonneeVue {
        le: dates::long(one.donnee_le),
        langue: words.libelle("langue_notice", &one.langue).to_owned(),
        moyen: words.libelle("moyen_information", &one.moyen).to_owned(),
        version: one.version.clone(),
        lien: format!("/information?langue={}", one.langue),
        par: one.saisi_par.clone(),
    }
}
