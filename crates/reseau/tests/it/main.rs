//! The network on a real PostgreSQL.

#![expect(clippy::unwrap_used, reason = "the helpers of the tests are tests too")]

mod agents;
mod comptages;
#[cfg(feature = "donnees")]
mod donnees;
mod geographie;
mod imports;
mod structures;
