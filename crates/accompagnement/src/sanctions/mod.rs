//! When engagements are not kept: what is proposed, heard, decided and notified.
//!
//! Invariants: nothing is automatic; a proposal rests on absences noted as not excused, after which
//! the person was reached, never on a state left unsaid nor on a message that did not arrive; she
//! may answer until a dated day, with someone of her choice; the direction decides, never who
//! proposed (`sanction_deux_agents`), with a reason; the effect is on the first of the month that
//! follows the notification; one proposal at a time for a course.

mod actions;
mod model;
pub(crate) mod queries;
pub mod rules;

pub use actions::{decide, drop_it, facts, hear, list, notify, propose, scale};
pub use model::{
    Decision, EtatSanction, Fait, Notification, NouvelleSanction, Observations, Palier, Sanction,
    Voie,
};
