//! `GET` and `POST /jeunes/{id}/etat`.

use jeunes::{
    DossierForRead, DossierForWrite,
    dossiers::EtatDossier,
    etats::{self, rules},
};
use kernel::{Section, dates};
use platform::Tx;

use super::{forms::EtatForm, pages::EtatPage};
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
    let write = Besoin::ecrire(Section::Situation);
    routes.get("/jeunes/{id}/etat", write, form);
    routes.post("/jeunes/{id}/etat", write, change);
}

formulaire::handlers!(EtatForm, form, change);

impl Formulaire for EtatForm {
    const SECTION: Section = Section::Situation;
    type Chemin = Chemin;
    type Page = EtatPage;

    async fn initial(tx: &mut Tx, _: Chemin, dossier: &DossierForRead) -> platform::Result<Self> {
        Ok(Self {
            avant: dossier.etat.code().to_owned(),
            depuis: lire::field(tx.today()),
            ..Self::default()
        })
    }

    async fn page(mut self, tx: &mut Tx, _: Chemin, vue: Vue) -> platform::Result<EtatPage> {
        let (today, now) = (tx.today(), vue.dossier.etat);
        // Once both values were seen, the form starts from the state that stands.
        now.code().clone_into(&mut self.avant);
        let next = rules::following(now);
        let reasons = |list: &str| -> Vec<Choix> {
            if next.iter().any(|etat| rules::reasons(*etat) == list) {
                Choix::of(tx.nomenclatures(), list, today)
            } else {
                Vec::new()
            }
        };
        Ok(EtatPage {
            depuis: format!(
                "{}, depuis le {}",
                now.label(),
                dates::long(vue.dossier.etat_depuis)
            ),
            etats: next.iter().map(|etat| etat_choice(now, *etat)).collect(),
            motifs_veille: reasons("motif_veille"),
            motifs_fin: reasons("motif_fin"),
            motifs_archive: reasons("motif_archive"),
            reprises: reasons("evenement_type")
                .into_iter()
                .filter(|choice| rules::permet_reprise(&choice.code))
                .collect(),
            aujourdhui: lire::field(today),
            cadre: vue.cadre,
            tete: vue.tete,
            brouillon: vue.brouillon,
            form: self,
            erreurs: vue.refus.erreurs,
            conflit: vue.refus.conflit,
        })
    }

    async fn save(
        &self,
        tx: &mut Tx,
        _: Chemin,
        dossier: &DossierForWrite,
    ) -> platform::Result<&'static str> {
        etats::change(tx, dossier, &self.parse()?)
            .await
            .map_err(|error| self.on_reason(error))?;
        Ok("L’état du dossier est changé.")
    }
}

/// What choosing `apres` does.
fn etat_choice(avant: EtatDossier, apres: EtatDossier) -> Choix {
    Choix::new(apres.code(), rules::title(avant, apres, ""))
}
