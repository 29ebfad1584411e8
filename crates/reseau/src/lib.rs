//! The network of the missions locales: geography, structures and their mandates, imports of the
//! real network, agents and their affectations, published counts. Reference and national tables
//! only: nothing here is in the dossier of a young person.

pub mod agents;
pub mod comptages;
pub mod geographie;
pub mod imports;
pub mod structures;
