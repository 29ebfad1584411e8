//! `/jeunes/{id}/sejour`: the right to stay, alone on its page, for the référent and the direction.

use jeunes::{
    DossierForRead, DossierForWrite,
    sejour::{self, CHAMPS},
};
use kernel::{EvenementId, Section};
use platform::{Tx, new_id};

use super::{
    forms::{Saisie, SejourForm},
    pages::FaitPage,
};
use crate::{
    http::routes::{Besoin, Routes},
    jeunes::{
        chemin::Chemin,
        formulaire::{self, Formulaire, Vue},
    },
};

pub(super) fn register(routes: &mut Routes) {
    let write = Besoin::ecrire(Section::Sejour);
    routes.get("/jeunes/{id}/sejour", write, form);
    routes.post("/jeunes/{id}/sejour", write, save);
}

formulaire::handlers!(SejourForm, form, save);

impl Formulaire for SejourForm {
    const SECTION: Section = Section::Sejour;
    type Chemin = Chemin;
    type Page = FaitPage;

    async fn initial(tx: &mut Tx, _: Chemin, dossier: &DossierForRead) -> platform::Result<Self> {
        let known = sejour::find(tx, dossier).await?;
        let id = new_id!(tx, EvenementId).uuid();
        let (version, valeurs) = known.map(|s| (s.version, s.valeurs)).unwrap_or_default();
        Ok(Self(Saisie::of(id, version, &valeurs, tx.today())))
    }

    async fn page(self, tx: &mut Tx, _: Chemin, vue: Vue) -> platform::Result<FaitPage> {
        let mut page = FaitPage::new(tx, vue, &self.0, ("Titre de séjour", "/sejour"), CHAMPS);
        page.note = "Seuls le référent, la personne qui le remplace et la direction voient cette \
                     page. Rien n’en sort : ni export, ni partenaire, ni rapprochement.";
        Ok(page)
    }

    async fn save(
        &self,
        tx: &mut Tx,
        _: Chemin,
        dossier: &DossierForWrite,
    ) -> platform::Result<&'static str> {
        let (version, typed) = self.0.parse(CHAMPS)?;
        sejour::save(tx, dossier, version, &typed).await?;
        Ok("C’est enregistré.")
    }
}
