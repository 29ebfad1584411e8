//! The secret address at which the calendar program of an agent reads her agenda. What leaves this
//! way goes to someone else's servers: hours and places, never a person nor a motif.
//!
//! Invariants: one address per agent and mission locale; a new one ends the former; its secret is
//! kept as a hash.

mod actions;
mod queries;

pub use actions::{Flux, create, end, exists, holder, read};
