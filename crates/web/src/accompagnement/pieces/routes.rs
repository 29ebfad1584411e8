//! Routes of pieces.

use axum::{extract::DefaultBodyLimit, handler::Handler as _};
use kernel::Section;

use super::{deposer, page};
use crate::http::{
    routes::{Besoin, Routes},
    televersement::LU_MAX,
};

pub(crate) fn register(routes: &mut Routes) {
    let lire = Besoin::lire(Section::Plan);
    let ecrire = Besoin::ecrire(Section::Plan);
    routes.get("/jeunes/{id}/pieces", lire, page::show);
    let add = deposer::add.layer(DefaultBodyLimit::max(LU_MAX));
    routes.post("/jeunes/{id}/pieces", ecrire, add);
    routes.get("/jeunes/{id}/pieces/{piece}", lire, page::download);
    let withdrawal = "/jeunes/{id}/pieces/{piece}/retrait";
    routes.get(withdrawal, lire, page::show);
    routes.post(withdrawal, ecrire, deposer::withdraw);
}
