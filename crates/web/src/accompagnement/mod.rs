//! The pages of the accompaniment: what is asked and offered, the diagnostic, the plan, the
//! interviews, the notes, the contact in twenty seconds, agendas, rendez-vous, ateliers and aides.

mod agenda;
mod aides;
mod allocations;
mod ateliers;
mod attestations;
mod commun;
mod contact;
mod contrats;
mod delegations;
mod demandes;
mod diagnostic;
mod disponibilites;
mod dispositifs;
mod dispositifs_locaux;
mod entretiens;
mod formations;
mod iban;
mod imports;
mod notes;
mod obligations;
mod parrainages;
mod pieces;
mod plan;
mod registre;
mod rendez_vous;
pub(crate) mod saisie;
mod sanctions;
mod transferts;

pub(crate) use rendez_vous::{place, words};

use crate::http::routes::Routes;

pub(crate) fn register(routes: &mut Routes) {
    demandes::routes::register(routes);
    diagnostic::routes::register(routes);
    plan::routes::register(routes);
    entretiens::routes::register(routes);
    notes::routes::register(routes);
    contact::routes::register(routes);
    agenda::routes::register(routes);
    disponibilites::routes::register(routes);
    rendez_vous::routes::register(routes);
    ateliers::routes::register(routes);
    dispositifs::routes::register(routes);
    dispositifs_locaux::routes::register(routes);
    allocations::routes::register(routes);
    iban::routes::register(routes);
    sanctions::routes::register(routes);
    obligations::routes::register(routes);
    delegations::routes::register(routes);
    parrainages::routes::register(routes);
    aides::routes::register(routes);
    transferts::register(routes);
    formations::routes::register(routes);
    pieces::routes::register(routes);
    attestations::register(routes);
    contrats::routes::register(routes);
}
