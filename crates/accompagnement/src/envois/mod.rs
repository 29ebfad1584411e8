//! Messages to the person about a rendez-vous or an atelier: planned in the transaction of the act,
//! sent by the queue, by the first means she allows at that moment.
//!
//! Invariants: once per object, nature and hour; a message that may have left is never sent again;
//! none goes outside the allowed hours, after a death, to a means that says no, or about something
//! that changed since; its text names neither motif nor dispositif, and is kept nowhere; without any
//! means the page says that the person is to be told otherwise.

mod actions;
mod jobs;
mod lien;
mod model;
mod preparer;
mod propos;
mod queries;
mod rules;

pub(crate) use actions::{drop_pending, drop_pending_many, plan, plan_many};
pub use actions::{receipt, sent_for, sent_for_each};
pub use jobs::{EnvoyerMessage, referenced};
pub use lien::{
    ChoixOuvert, DeclarationOuverte, Invite, PlaceOfferte, choosing, declaring, invited, placed,
};
pub use model::{Envoi, EtatEnvoi, Nature, NouvelEnvoi, Sujet};
