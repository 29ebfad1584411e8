//! The pages of the network: the directory, the agents and their accounts, the published counts.

mod agents;
mod annuaire;
mod comptages;
mod parametres;
mod structure;

use crate::http::routes::Routes;

pub(crate) fn register(routes: &mut Routes) {
    annuaire::routes::register(routes);
    agents::routes::register(routes);
    comptages::routes::register(routes);
    structure::routes::register(routes);
    parametres::routes::register(routes);
}
