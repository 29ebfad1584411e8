//! Routes of ateliers.

use kernel::{Permission, Section};

use super::{deplacer, dossier, lien, liste, offres, papier, planifier, seance};
use crate::http::routes::{Besoin, Routes};

pub(crate) fn register(routes: &mut Routes) {
    let voir = Besoin::Permission(Permission::VoirAgenda);
    let animer = Besoin::Permission(Permission::AnimerAteliers);
    routes.get("/ateliers", voir, liste::show);
    routes.get("/ateliers/offres", animer, offres::show);
    routes.post("/ateliers/offres", animer, offres::create);
    routes.get("/ateliers/offres/{offre}", animer, offres::edit);
    routes.post("/ateliers/offres/{offre}", animer, offres::change);
    routes.get("/ateliers/sessions/nouvelle", animer, planifier::show);
    routes.post("/ateliers/sessions/nouvelle", animer, planifier::save);
    routes.get("/ateliers/sessions/{session}", voir, seance::show);
    routes.post("/ateliers/sessions/{session}", animer, seance::settings);
    routes.get(
        "/ateliers/sessions/{session}/emargement",
        voir,
        seance::paper,
    );
    let feuille = "/ateliers/sessions/{session}/emargement.pdf";
    routes.get(feuille, voir, papier::sheet);
    routes.post(
        "/ateliers/sessions/{session}/emargement",
        animer,
        seance::mark,
    );
    routes.post(
        "/ateliers/sessions/{session}/cloture",
        animer,
        seance::close,
    );
    routes.post(
        "/ateliers/sessions/{session}/annulation",
        animer,
        seance::cancel,
    );
    let deplacement = "/ateliers/sessions/{session}/deplacement";
    routes.get(deplacement, animer, deplacer::show);
    routes.post(deplacement, animer, deplacer::save);
    routes.get(
        "/jeunes/{id}/ateliers",
        Besoin::lire(Section::Agenda),
        dossier::show,
    );
    let ecrire = Besoin::ecrire(Section::Agenda);
    routes.post("/jeunes/{id}/ateliers", ecrire, dossier::register);
    routes.post("/jeunes/{id}/seances", ecrire, dossier::propose);
    lien::register(routes);
    routes.post(
        "/jeunes/{id}/ateliers/{inscription}",
        ecrire,
        dossier::withdraw,
    );
}
