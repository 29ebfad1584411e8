//! Routes of formations.

use kernel::{Permission, Section};

use super::{dossier, fiche, formation, gestes, import, liste, organismes, recopier};
use crate::http::routes::{Besoin, Routes};

pub(crate) fn register(routes: &mut Routes) {
    let voir = Besoin::Permission(Permission::VoirFormations);
    let gerer = Besoin::Permission(Permission::GererFormations);
    routes.get("/formations", voir, liste::show);
    routes.get("/formations/nouvelle", gerer, formation::blank);
    routes.post("/formations/nouvelle", gerer, formation::create);
    routes.get("/formations/import", gerer, import::blank);
    routes.post("/formations/import", gerer, import::act);
    routes.get("/formations/organismes", voir, organismes::list);
    routes.post("/formations/organismes", gerer, organismes::create);
    let organisme = "/formations/organismes/{organisme_formation}";
    routes.get(organisme, voir, organismes::show);
    routes.post(organisme, gerer, organismes::change);
    routes.get("/formations/{formation}", voir, formation::show);
    routes.post("/formations/{formation}", gerer, formation::change);
    routes.post("/formations/{formation}/sessions", gerer, formation::add);
    routes.post(
        "/formations/{formation}/sessions/{session_formation}",
        gerer,
        formation::move_session,
    );
    let lire = Besoin::lire(Section::Plan);
    let ecrire = Besoin::ecrire(Section::Plan);
    routes.get("/jeunes/{id}/formations", lire, dossier::show);
    routes.post("/jeunes/{id}/formations", ecrire, dossier::prescribe);
    routes.get("/jeunes/{id}/formations/{prescription}", lire, fiche::show);
    routes.post(
        "/jeunes/{id}/formations/{prescription}",
        ecrire,
        gestes::act,
    );
    routes.get(
        "/jeunes/{id}/formations/{prescription}/recopier",
        lire,
        recopier::show,
    );
}
