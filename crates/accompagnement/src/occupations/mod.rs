//! What is taken: an agent, a room, a young person, for a time. Rendez-vous and ateliers take here,
//! in their own transaction, so that no two of them can take the same hour.
//!
//! Invariants: the database refuses a second taking (three exclusion constraints), whoever asks and
//! however many at once; one made knowingly stands outside them and its object says why; the hours
//! of an agent who works in several missions locales are published, without person nor reason.

mod actions;
mod model;
mod queries;

pub use actions::{elsewhere, in_the_way, release, release_all, take, take_all};
pub use model::{Genant, Objet, Pris, Prise};
