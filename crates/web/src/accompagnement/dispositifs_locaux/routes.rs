//! Routes of the dispositifs of the mission locale.

use kernel::Permission;

use super::{liste, un};
use crate::http::routes::{Besoin, Routes};

pub(crate) fn register(routes: &mut Routes) {
    let voir = Besoin::Permission(Permission::VoirPortefeuille);
    let tenir = Besoin::Permission(Permission::TenirDispositifs);
    routes.get("/dispositifs", voir, liste::show);
    routes.get("/dispositifs/nouveau", tenir, un::blank);
    routes.post("/dispositifs/nouveau", tenir, un::create);
    routes.get("/dispositifs/{dispositif_local}", voir, un::show);
    routes.post("/dispositifs/{dispositif_local}", tenir, un::correct);
    let close = "/dispositifs/{dispositif_local}/fermeture";
    routes.get(close, voir, un::show);
    routes.post(close, tenir, un::close);
}
