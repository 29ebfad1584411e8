//! `GET` and `POST /jeunes/{id}/protection`.

use jeunes::{DossierForRead, DossierForWrite, dossiers};
use kernel::{AgentId, Permission, Role, Section};
use platform::Tx;

use super::{forms::ProtectionForm, pages::ProtectionPage};
use crate::{
    http::routes::{Besoin, Routes},
    jeunes::{
        chemin::{self, Chemin},
        formulaire::{self, Formulaire, Vue},
    },
    ui::Choix,
};

pub(crate) fn register(routes: &mut Routes) {
    let besoin = Besoin::Permission(Permission::ProtegerDossier);
    routes.get("/jeunes/{id}/protection", besoin, form);
    routes.post("/jeunes/{id}/protection", besoin, change);
}

formulaire::handlers!(ProtectionForm, form, change);

impl Formulaire for ProtectionForm {
    const SECTION: Section = Section::Identite;
    type Chemin = Chemin;
    type Page = ProtectionPage;

    async fn initial(_: &mut Tx, _: Chemin, _: &DossierForRead) -> platform::Result<Self> {
        Ok(Self::default())
    }

    async fn page(self, tx: &mut Tx, _: Chemin, vue: Vue) -> platform::Result<ProtectionPage> {
        let follows = [vue.dossier.referent, vue.dossier.remplacant];
        Ok(ProtectionPage {
            motifs: Choix::of(tx.nomenclatures(), "motif_protection", tx.today()),
            perdra_acces: !keeps_access(tx, follows),
            peut_lever: tx.may(Permission::LeverProtection),
            cadre: vue.cadre,
            tete: vue.tete,
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
        if self.ends() {
            dossiers::unprotect(tx, dossier).await?;
            return Ok("La protection est levée.");
        }
        dossiers::protect(tx, dossier, &self.motif).await?;
        Ok("Le dossier est protégé.")
    }

    fn suite(&self, tx: &Tx, dossier: &DossierForWrite) -> String {
        let follows = [dossier.referent, dossier.remplacant];
        if self.ends() || keeps_access(tx, follows) {
            chemin::fiche(dossier.id)
        } else {
            "/portefeuille".to_owned()
        }
    }
}

/// Whether the person signed in still sees the dossier once it is protected.
fn keeps_access(tx: &Tx, follows: [Option<AgentId>; 2]) -> bool {
    let direction = tx.actor().role().is_some_and(Role::is_direction);
    direction || tx.agent_id().is_some_and(|me| follows.contains(&Some(me)))
}
