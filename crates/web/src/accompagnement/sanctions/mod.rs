//! Pages of what is proposed, heard and decided when engagements are not kept.

mod forms;
mod notification;
mod page;
pub(super) mod routes;
