//! Tests of the walls on a real PostgreSQL.

mod jobs;
mod murs;
