//! Routes of allowances.

use kernel::{Permission, Section};

use super::{dossier, lien, mois};
use crate::http::routes::{Besoin, Routes};

pub(crate) fn register(routes: &mut Routes) {
    let lire = Besoin::lire(Section::Ressources);
    let ecrire = Besoin::ecrire(Section::Ressources);
    let months = "/jeunes/{id}/adhesions/{adhesion}/allocations";
    routes.get(months, lire, dossier::show);
    routes.post(months, ecrire, dossier::declare);
    let rights = "/jeunes/{id}/adhesions/{adhesion}/regularisations";
    routes.get(rights, lire, dossier::show);
    routes.post(rights, ecrire, dossier::regularise);
    let asked = "/jeunes/{id}/adhesions/{adhesion}/declarations";
    routes.get(asked, lire, dossier::show);
    routes.post(asked, ecrire, dossier::ask);
    lien::register(routes);
    let controler = Besoin::Permission(Permission::ControlerAllocations);
    let valider = Besoin::Permission(Permission::ValiderAllocations);
    routes.get("/allocations", controler, mois::show);
    routes.get("/allocations/export", controler, mois::export);
    routes.post("/allocations/relances", controler, mois::chase);
    routes.post("/allocations/controle", controler, mois::check);
    routes.post("/allocations/validation", valider, mois::validate);
    routes.post("/allocations/cloture", valider, mois::close);
}
