//! Routes of aides.

use kernel::{Permission, Section};

use super::{
    commission, dossier, fiche, fonds, gestes, liste, moyens, notification, seance, stock,
};
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
    routes.get("/aides/bons", voir, stock::bons);
    routes.post("/aides/bons", gerer, stock::enter);
    routes.get("/aides/materiel", voir, stock::materiel);
    routes.post("/aides/materiel", gerer, stock::add);
    routes.post("/aides/materiel/{materiel}", gerer, stock::withdraw);
    commissions(routes);
    of_dossier(routes);
}

fn commissions(routes: &mut Routes) {
    let voir = Besoin::Permission(Permission::VoirAides);
    let gerer = Besoin::Permission(Permission::GererFonds);
    let decider = Besoin::Permission(Permission::DeciderAide);
    routes.get("/aides/commissions/nouvelle", gerer, commission::blank);
    routes.post("/aides/commissions/nouvelle", gerer, seance::create);
    routes.get("/aides/commissions/{commission}", voir, commission::show);
    routes.post("/aides/commissions/{commission}", gerer, seance::act);
    routes.post(
        "/aides/commissions/{commission}/decisions",
        decider,
        seance::decide,
    );
    routes.post(
        "/aides/commissions/{commission}/cloture",
        decider,
        seance::close,
    );
    routes.get(
        "/aides/commissions/{commission}/proces-verbal",
        voir,
        commission::minutes,
    );
}

fn of_dossier(routes: &mut Routes) {
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
    routes.get("/jeunes/{id}/moyens", lire, moyens::show);
    routes.post("/jeunes/{id}/moyens", ecrire, moyens::give);
    routes.post("/jeunes/{id}/moyens/bons/{bon}", ecrire, moyens::take_back);
    routes.post(
        "/jeunes/{id}/moyens/prets/{pret}",
        ecrire,
        moyens::give_back,
    );
}
