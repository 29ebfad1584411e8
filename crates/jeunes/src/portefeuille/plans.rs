//! Plans of the list at 20 000 rows.
