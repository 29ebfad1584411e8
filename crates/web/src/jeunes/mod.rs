//! The pages of the young people: search, creation, identity and contacts, référent, situations,
//! state, frise, portefeuille, who consulted.

pub(crate) mod tete;

use crate::http::routes::Routes;

pub(crate) fn register(_routes: &mut Routes) {}
