//! The demonstration, loaded: every key and check holds, every code is in its list, and the shares
//! are those of a mission locale.

#[cfg(test)]
mod base;
#[cfg(test)]
mod demonstration;
mod derives;
