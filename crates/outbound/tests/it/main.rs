//! Mail and text messages as they leave: to real servers of the test, and to files.

#![expect(
    clippy::unwrap_used,
    reason = "a helper of a test may panic as the test itself"
)]

mod blobs;
mod courriels;
mod textos;
