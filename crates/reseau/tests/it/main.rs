//! The network on a real PostgreSQL.

mod agents;
mod comptages;
#[cfg(feature = "donnees")]
mod donnees;
mod geographie;
mod imports;
mod structures;
