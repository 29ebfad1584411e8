//! reseau
