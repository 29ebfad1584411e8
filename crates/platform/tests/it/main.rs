//! Tests of the walls on a real PostgreSQL.

mod murs;
