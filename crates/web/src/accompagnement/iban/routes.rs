//! Routes of the bank account.

use kernel::Permission;

use super::page;
use crate::http::routes::{Besoin, Routes};

pub(crate) fn register(routes: &mut Routes) {
    let tenir = Besoin::Permission(Permission::TenirIban);
    let confirmer = Besoin::Permission(Permission::ControlerAllocations);
    routes.get("/jeunes/{id}/iban", tenir, page::show);
    routes.post("/jeunes/{id}/iban", tenir, page::propose);
    routes.post("/jeunes/{id}/iban/abandon", tenir, page::discard);
    routes.post("/jeunes/{id}/iban/confirmation", confirmer, page::confirm);
}
