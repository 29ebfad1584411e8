//! `GET` and `POST /jeunes/{id}/conservation`: for the direction, what holds the dossier.

use jeunes::{
    DossierForRead, DossierForWrite,
    gels::{self, Gel},
};
use kernel::{EvenementId, Permission, Section, dates};
use platform::{Tx, new_id};

use super::{
    carte,
    forms::GelForm,
    pages::{ConservationPage, GelVu},
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

pub(crate) fn register(routes: &mut Routes) {
    let besoin = Besoin::Permission(Permission::GelerDossier);
    routes.get("/jeunes/{id}/conservation", besoin, form);
    routes.post("/jeunes/{id}/conservation", besoin, save);
}

formulaire::handlers!(GelForm, form, save);

impl Formulaire for GelForm {
    const SECTION: Section = Section::Identite;
    type Chemin = Chemin;
    type Page = ConservationPage;

    async fn initial(tx: &mut Tx, _: Chemin, _: &DossierForRead) -> platform::Result<Self> {
        Ok(Self {
            id: new_id!(tx, EvenementId).to_string(),
            ..Self::default()
        })
    }

    async fn page(self, tx: &mut Tx, _: Chemin, vue: Vue) -> platform::Result<ConservationPage> {
        let gels = gels::in_force(tx, &vue.dossier).await?;
        let (jusque, raison) = carte::words(tx, &vue.dossier)?;
        let fse = gels::propose(tx, &vue.dossier, "audit_fse")?;
        Ok(ConservationPage {
            gels: gels.iter().map(|gel| seen(tx, gel)).collect(),
            motifs: Choix::of(tx.nomenclatures(), "motif_gel", tx.today()),
            aujourdhui: lire::field(tx.today()),
            fse: fse.map(dates::long).unwrap_or_default(),
            jusque,
            raison,
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
        if let Some(gel) = self.lifts()? {
            gels::lift(tx, dossier, gel).await?;
            return Ok("Le gel est levé : le dossier suit de nouveau sa durée de conservation.");
        }
        gels::put(tx, dossier, &self.parse()?).await?;
        Ok("Le dossier est gelé : rien n’en sera effacé.")
    }
}

fn seen(tx: &Tx, gel: &Gel) -> GelVu {
    let du = dates::long(gel.du);
    GelVu {
        id: gel.id.to_string(),
        motif: tx
            .nomenclatures()
            .libelle("motif_gel", &gel.motif)
            .to_owned(),
        periode: gel.jusqu_au.map_or_else(
            || format!("Depuis le {du}, jusqu’à ce qu’il soit levé"),
            |day| format!("Du {du} au {}", dates::long(day)),
        ),
        pose_par: gel.pose_par.clone(),
    }
}
