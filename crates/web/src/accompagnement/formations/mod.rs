//! Formations.

pub(super) mod routes {
    pub(crate) fn register(_: &mut crate::http::routes::Routes) {}
}
