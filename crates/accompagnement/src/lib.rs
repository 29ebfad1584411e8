//! accompagnement
