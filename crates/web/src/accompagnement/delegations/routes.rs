//! Routes of délégations.

use kernel::Permission;

use super::{conventions, import, liste, nouvelle, une};
use crate::http::routes::{Besoin, Routes};

pub(crate) fn register(routes: &mut Routes) {
    let voir = Besoin::Permission(Permission::VoirPortefeuille);
    let tenir = Besoin::Permission(Permission::TenirDelegations);
    routes.get("/delegations", voir, liste::show);
    routes.get("/delegations/nouvelle", tenir, nouvelle::blank);
    routes.post("/delegations/nouvelle", tenir, nouvelle::create);
    routes.get("/delegations/import", tenir, import::blank);
    routes.post("/delegations/import", tenir, import::act);
    routes.get("/delegations/conventions", voir, conventions::list);
    routes.post("/delegations/conventions", tenir, conventions::create);
    let convention = "/delegations/conventions/{convention}";
    routes.get(convention, voir, conventions::one);
    routes.post(convention, tenir, conventions::change);
    routes.get("/delegations/{delegation}", voir, une::show);
    let matched = "/delegations/{delegation}/rapprochement";
    routes.get(matched, voir, une::show);
    routes.post(matched, tenir, une::attach);
    let returned = "/delegations/{delegation}/retour";
    routes.get(returned, voir, une::show);
    routes.post(returned, tenir, une::give_back);
}
