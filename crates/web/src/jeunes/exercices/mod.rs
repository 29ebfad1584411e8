//! The register of the requests that people make of their own data.

mod forms;
mod noter;
mod pages;
mod registre;

use crate::http::routes::Routes;

pub(crate) fn register(routes: &mut Routes) {
    noter::register(routes);
    registre::register(routes);
}
