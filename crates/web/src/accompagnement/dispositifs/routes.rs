//! Routes of dispositifs, démarches and hours.

use kernel::{Permission, Section};

use super::{entree, fiche, liste, phases, semaine, semaines};
use crate::{
    accompagnement::delegations::cours,
    http::routes::{Besoin, Routes},
};

pub(crate) fn register(routes: &mut Routes) {
    let lire = Besoin::lire(Section::Plan);
    let ecrire = Besoin::ecrire(Section::Plan);
    routes.get("/jeunes/{id}/dispositifs", lire, liste::show);
    routes.get(
        "/jeunes/{id}/dispositifs/{dispositif}",
        ecrire,
        entree::show,
    );
    routes.post(
        "/jeunes/{id}/dispositifs/{dispositif}",
        ecrire,
        entree::enter,
    );
    routes.get("/jeunes/{id}/adhesions/{adhesion}", lire, fiche::show);
    let signature = "/jeunes/{id}/adhesions/{adhesion}/signature";
    routes.get(signature, lire, fiche::show);
    routes.post(signature, ecrire, fiche::sign);
    let prolongation = "/jeunes/{id}/adhesions/{adhesion}/prolongation";
    routes.get(prolongation, lire, fiche::show);
    routes.post(prolongation, ecrire, fiche::prolong);
    let sortie = "/jeunes/{id}/adhesions/{adhesion}/sortie";
    routes.get(sortie, lire, fiche::show);
    routes.post(sortie, ecrire, fiche::end);
    let renvoi = "/jeunes/{id}/adhesions/{adhesion}/renvoi";
    routes.get(renvoi, lire, fiche::show);
    routes.post(renvoi, ecrire, cours::send_back);
    let suivis = "/jeunes/{id}/adhesions/{adhesion}/suivis";
    routes.get(suivis, lire, fiche::show);
    routes.post(suivis, ecrire, fiche::follow);
    let all = "/jeunes/{id}/adhesions/{adhesion}/phases";
    routes.get(all, lire, fiche::show);
    routes.post(all, ecrire, phases::open);
    let one = "/jeunes/{id}/adhesions/{adhesion}/phases/{phase}";
    routes.get(one, lire, phases::show);
    routes.post(one, ecrire, phases::evaluate);
    routes.get("/jeunes/{id}/semaine", lire, semaine::show);
    routes.get("/jeunes/{id}/demarches", lire, semaine::show);
    routes.post("/jeunes/{id}/demarches", ecrire, semaine::declare);
    routes.get("/jeunes/{id}/demarches/{demarche}", lire, semaine::show);
    routes.post("/jeunes/{id}/demarches/{demarche}", ecrire, semaine::decide);
    routes.get("/jeunes/{id}/cible-heures", lire, semaine::show);
    routes.post("/jeunes/{id}/cible-heures", ecrire, semaine::target);
    routes.get(
        "/semaines",
        Besoin::Permission(Permission::VoirPortefeuille),
        semaines::show,
    );
}
