//! Routes of the parameters.

use kernel::Permission;

use super::{fiche, liste};
use crate::http::routes::{Besoin, Routes};

pub(crate) fn register(routes: &mut Routes) {
    let voir = Besoin::Permission(Permission::VoirParametres);
    let corriger = Besoin::Permission(Permission::CorrigerParametres);
    routes.get("/reglages/parametres", voir, liste::show);
    routes.get("/reglages/parametres/{parametre}", voir, fiche::show);
    routes.post("/reglages/parametres/{parametre}", corriger, fiche::correct);
}
