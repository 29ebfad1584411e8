//! The built program as people run it: what it prints, what it leaves running, what it refuses.

#![expect(
    clippy::unwrap_used,
    reason = "a helper of a test may panic as the test itself"
)]

mod coupure;
mod demo;
mod effacement;
mod jalon;
mod refus;
mod reprise;
mod reunion;
mod service;
