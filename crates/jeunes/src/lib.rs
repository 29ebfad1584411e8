//! jeunes
