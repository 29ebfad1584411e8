//! The pages of transfers: asking for a dossier, answering another mission locale, reading what is
//! needed to go on.

mod continuite;
mod dossier;
mod forms;
mod recus;

use crate::http::routes::Routes;

pub(super) fn register(routes: &mut Routes) {
    dossier::register(routes);
    continuite::register(routes);
    recus::register(routes);
}
