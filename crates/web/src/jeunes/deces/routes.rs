//! `GET` and `POST /jeunes/{id}/deces`.

use accompagnement::rendez_vous;
use jeunes::{DossierForRead, DossierForWrite, deces};
use kernel::{EvenementId, Permission, Section, dates};
use platform::{Tx, new_id};

use super::{forms::DecesForm, pages::DecesPage};
use crate::{
    http::routes::{Besoin, Routes},
    jeunes::{
        chemin::Chemin,
        formulaire::{self, Formulaire, Vue},
        lire,
    },
    ui::Choix,
};

pub(crate) fn register(routes: &mut Routes) {
    let besoin = Besoin::Permission(Permission::NoterDeces);
    routes.get("/jeunes/{id}/deces", besoin, form);
    routes.post("/jeunes/{id}/deces", besoin, note);
}

formulaire::handlers!(DecesForm, form, note);

impl Formulaire for DecesForm {
    const SECTION: Section = Section::Identite;
    type Chemin = Chemin;
    type Page = DecesPage;

    async fn initial(tx: &mut Tx, _: Chemin, _: &DossierForRead) -> platform::Result<Self> {
        Ok(Self {
            id: new_id!(tx, EvenementId).to_string(),
            ..Self::default()
        })
    }

    async fn page(self, tx: &mut Tx, _: Chemin, vue: Vue) -> platform::Result<DecesPage> {
        let known = deces::find(tx, &vue.dossier).await?;
        let words = tx.nomenclatures();
        Ok(DecesPage {
            note: known.map_or_else(String::new, |d| {
                let source = words.libelle("source_deces", &d.source).to_lowercase();
                let by = if d.saisi_par.is_empty() {
                    String::new()
                } else {
                    format!(" Noté par {}.", d.saisi_par)
                };
                format!("Décès le {}, d’après : {source}.{by}", dates::long(d.le))
            }),
            peut_noter: deces::may_note(tx, &vue.dossier),
            peut_corriger: tx.may(Permission::CorrigerDeces),
            sources: Choix::of(words, "source_deces", tx.today()),
            aujourdhui: lire::field(tx.today()),
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
        if self.cancels() {
            deces::cancel(tx, dossier).await?;
            return Ok("L’erreur est corrigée : le dossier est comme avant.");
        }
        deces::note(tx, dossier, &self.parse()?).await?;
        rendez_vous::cancel_planned(tx, dossier).await?;
        Ok("Le décès est noté. Plus aucun message ne partira.")
    }
}
