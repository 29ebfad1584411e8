//! Words every crate uses: typed identifiers, actors and permissions, time, chance, text, money,
//! field errors and pages of a list. No I/O, and no other crate of ours.

pub mod actor;
pub mod argent;
pub mod dates;
pub mod feries;
pub mod field_errors;
pub mod ids;
pub mod page;
pub mod permission;
pub mod phone;
pub mod rng;
pub mod text;
pub mod time;

pub use actor::{Actor, AgentActor};
pub use argent::Centimes;
pub use field_errors::FieldErrors;
pub use ids::*;
pub use page::Page;
pub use permission::{Access, Permission, Role, Section};
pub use rng::Rng;
pub use time::Clock;
