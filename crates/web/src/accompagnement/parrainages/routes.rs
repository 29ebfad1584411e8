//! Routes of parrainages.

use kernel::{Permission, Section};

use super::{cours, liste};
use crate::http::routes::{Besoin, Routes};

pub(crate) fn register(routes: &mut Routes) {
    let voir = Besoin::Permission(Permission::VoirPortefeuille);
    let tenir = Besoin::Permission(Permission::TenirParrains);
    routes.get("/parrains", voir, liste::list);
    routes.post("/parrains", tenir, liste::create);
    routes.get("/parrains/{parrain}", voir, liste::show);
    routes.post("/parrains/{parrain}", tenir, liste::change);
    let lire = Besoin::lire(Section::Plan);
    let ecrire = Besoin::ecrire(Section::Plan);
    let all = "/jeunes/{id}/adhesions/{adhesion}/parrainages";
    routes.get(all, lire, cours::show);
    routes.post(all, ecrire, cours::choose);
    let charter = "/jeunes/{id}/adhesions/{adhesion}/parrainages/{parrainage}/charte";
    routes.get(charter, lire, cours::show_one);
    routes.post(charter, ecrire, cours::sign);
    let end = "/jeunes/{id}/adhesions/{adhesion}/parrainages/{parrainage}/fin";
    routes.get(end, lire, cours::show_one);
    routes.post(end, ecrire, cours::end);
    let meetings = "/jeunes/{id}/adhesions/{adhesion}/parrainages/{parrainage}/rencontres";
    routes.get(meetings, lire, cours::show_one);
    routes.post(meetings, ecrire, cours::meet);
    let one = "/jeunes/{id}/adhesions/{adhesion}/parrainages/{parrainage}/rencontres/{rencontre}";
    routes.get(one, lire, cours::show_meeting);
    routes.post(one, ecrire, cours::take_back);
}
