//! Routes of aides.

use kernel::{Permission, Section};

use super::{dossier, fiche, fonds, gestes, liste, notification};
use crate::http::routes::{Besoin, Routes};

pub(crate) fn register(routes: &mut Routes) {
    let voir = Besoin::Permission(Permission::VoirAides);
    let gerer = Besoin::Permission(Permission::GererFonds);
    let payer = Besoin::Permission(Permission::PayerAide);
    routes.get("/aides", voir, liste::show);
    routes.post("/aides/demandes/{demande_aide}/paiement", payer, liste::pay);
    routes.get("/aides/fonds/nouveau", gerer, fonds::blank);
    routes.post("/aides/fonds/nouveau", gerer, fonds::create);
    routes.get("/aides/fonds/{fonds}", voir, fonds::show);
    routes.post("/aides/fonds/{fonds}", gerer, fonds::change);
    routes.post("/aides/fonds/{fonds}/dotations", gerer, fonds::endow);
    let lire = Besoin::lire(Section::Plan);
    let ecrire = Besoin::ecrire(Section::Plan);
    let decider = Besoin::Permission(Permission::DeciderAide);
    routes.get("/jeunes/{id}/aides", lire, dossier::show);
    routes.post("/jeunes/{id}/aides", ecrire, dossier::ask);
    routes.get("/jeunes/{id}/aides/{demande_aide}", lire, fiche::show);
    routes.post("/jeunes/{id}/aides/{demande_aide}", ecrire, gestes::act);
    routes.post(
        "/jeunes/{id}/aides/{demande_aide}/decision",
        decider,
        gestes::decide,
    );
    routes.get(
        "/jeunes/{id}/aides/{demande_aide}/notification",
        lire,
        notification::show,
    );
}
