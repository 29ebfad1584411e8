//! Stub.
pub(crate) fn register(_: &mut crate::http::routes::Routes) {}
