//! Routes of the obligation de formation.

use kernel::{Permission, Section};

use super::{gestes, liste, page, papiers};
use crate::http::routes::{Besoin, Routes};

pub(crate) fn register(routes: &mut Routes) {
    let lire = Besoin::lire(Section::Plan);
    let ecrire = Besoin::ecrire(Section::Plan);
    let decider = Besoin::Permission(Permission::DeciderObligation);
    let voir = Besoin::Permission(Permission::VoirPortefeuille);
    routes.get("/obligations", voir, liste::show);
    routes.get("/jeunes/{id}/obligation", lire, page::show);
    routes.post("/jeunes/{id}/obligation", ecrire, gestes::report);
    let received = "/jeunes/{id}/obligations/{obligation}/reception";
    routes.get(received, lire, page::show_one);
    routes.post(received, ecrire, gestes::receive);
    let offered = "/jeunes/{id}/obligations/{obligation}/proposition";
    routes.get(offered, lire, page::show_one);
    routes.post(offered, ecrire, gestes::offer);
    let called = "/jeunes/{id}/obligations/{obligation}/convocation";
    routes.get(called, lire, page::show_one);
    routes.post(called, ecrire, gestes::convoke);
    let advised = "/jeunes/{id}/obligations/{obligation}/avis";
    routes.get(advised, lire, page::show_one);
    routes.post(advised, ecrire, gestes::advise);
    let verdict = "/jeunes/{id}/obligations/{obligation}/decision";
    routes.get(verdict, lire, page::show_one);
    routes.post(verdict, decider, gestes::decide);
    let ended = "/jeunes/{id}/obligations/{obligation}/fin";
    routes.get(ended, lire, page::show_one);
    routes.post(ended, ecrire, gestes::end);
    routes.get(
        "/jeunes/{id}/obligations/{obligation}/convocation.pdf",
        lire,
        papiers::convocation,
    );
    routes.get(
        "/jeunes/{id}/obligations/{obligation}/departement.pdf",
        lire,
        papiers::departement,
    );
}
