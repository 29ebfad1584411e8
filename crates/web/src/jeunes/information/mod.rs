//! What a person is told of her data: the notice, and to whom it was given.

mod dossier;
mod forms;
mod notice;
mod pages;

use crate::http::routes::Routes;

pub(crate) fn register(routes: &mut Routes) {
    notice::register(routes);
    dossier::register(routes);
}
