//! The pages of the accompaniment: what is asked and offered, the diagnostic, the plan, the
//! interviews, the notes, the contact in twenty seconds, agendas, rendez-vous, ateliers and aides.

mod agenda;
mod aides;
mod ateliers;
mod commun;
mod contact;
mod demandes;
mod diagnostic;
mod disponibilites;
mod entretiens;
mod notes;
mod plan;
mod rendez_vous;
pub(crate) mod saisie;

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
    aides::routes::register(routes);
}
