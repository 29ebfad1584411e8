//! Tests of the walls on a real PostgreSQL.

mod audit;
mod catalogue;
mod jobs;
mod murs;
