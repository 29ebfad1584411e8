//! `/jeunes/{id}/situations/nouvelle`, `/jeunes/{id}/situations/{situation}`.

use chrono::NaiveDate;
use jeunes::{
    DossierForRead, DossierForWrite,
    situations::{self, Situation},
};
use kernel::{Section, SituationId, dates};
use platform::{Error, Tx, new_id};

use super::{
    forms::{Ajout, Correction, SituationForm, on_last_day, on_one_field},
    pages::{SituationPage, groups},
};
use crate::{
    http::routes::{Besoin, Routes},
    jeunes::{
        chemin::{Chemin, CheminSituation},
        formulaire::{self, Formulaire, Vue},
        lire,
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
        Ok(page(tx, self.0, vue, String::new(), adresse))
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
        said(tx, dossier, new.id, "La situation est ajoutée.", AJOUTEE).await
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
        let (known, fin) = proposed(tx, dossier, chemin.situation).await?;
        Ok(Self(SituationForm {
            dernier_jour: lire::field(fin),
            ..SituationForm::of(&known)
        }))
    }

    async fn page(
        mut self,
        tx: &mut Tx,
        chemin: CheminSituation,
        vue: Vue,
    ) -> platform::Result<SituationPage> {
        let (known, fin) = proposed(tx, &vue.dossier, chemin.situation).await?;
        let adresse = format!("{}/situations/{}", vue.tete.base, known.id);
        let words = format!(
            "{}, {}",
            known.libelle(tx.nomenclatures()),
            format_args!("depuis le {}", dates::long(known.debut))
        );
        if self.0.ends() {
            // The form that ends carries its day only: the other one shows what is known.
            let dernier_jour = std::mem::take(&mut self.0.dernier_jour);
            self.0 = SituationForm {
                dernier_jour,
                ..SituationForm::of(&known)
            };
        } else if self.0.dernier_jour.is_empty() {
            self.0.dernier_jour = lire::field(fin);
        }
        self.0.version = vue.refus.version(&self.0.version);
        Ok(page(tx, self.0, vue, words, adresse))
    }

    async fn save(
        &self,
        tx: &mut Tx,
        chemin: CheminSituation,
        dossier: &DossierForWrite,
    ) -> platform::Result<&'static str> {
        let (id, version) = (chemin.situation, self.0.version()?);
        if self.0.ends() {
            situations::end(tx, dossier, id, version, self.0.last_day()?)
                .await
                .map_err(on_last_day)?;
            return Ok("La situation est terminée.");
        }
        let mut new = self.0.parse()?;
        new.id = id;
        situations::correct(tx, dossier, version, &new)
            .await
            .map_err(on_one_field)?;
        said(
            tx,
            dossier,
            id,
            "La situation est enregistrée.",
            ENREGISTREE,
        )
        .await
    }
}

const AJOUTEE: &str =
    "La situation est ajoutée. Elle se superpose à une autre : les dates sont à vérifier.";
const ENREGISTREE: &str =
    "La situation est enregistrée. Elle se superpose à une autre : les dates sont à vérifier.";

/// `plain`, or `overlap` when the situation does not go with another one at the same time.
async fn said(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    id: SituationId,
    plain: &'static str,
    overlap: &'static str,
) -> platform::Result<&'static str> {
    let all = situations::list_after_write(tx, dossier).await?;
    let pairs = situations::chevauchements(&all);
    let mine = pairs.iter().any(|(a, b)| a.id == id || b.id == id);
    Ok(if mine { overlap } else { plain })
}

/// The situation, and the end to propose for it.
async fn proposed(
    tx: &mut Tx,
    dossier: &DossierForRead,
    id: SituationId,
) -> platform::Result<(Situation, NaiveDate)> {
    let all = situations::list(tx, dossier).await?;
    let known = all.iter().find(|s| s.id == id).ok_or(Error::NotFound)?;
    let fin = situations::fin_proposee(known, &all, tx.today());
    Ok((known.clone(), fin))
}

/// `a_terminer`: the situation corrected, in words; an empty string for a new one.
fn page(
    tx: &Tx,
    form: SituationForm,
    vue: Vue,
    a_terminer: String,
    adresse: String,
) -> SituationPage {
    SituationPage {
        cadre: vue.cadre,
        tete: vue.tete,
        brouillon: vue.brouillon,
        form,
        erreurs: vue.refus.erreurs,
        conflit: vue.refus.conflit,
        nouvelle: a_terminer.is_empty(),
        adresse,
        groupes: groups(tx.nomenclatures()),
        a_terminer,
    }
}
