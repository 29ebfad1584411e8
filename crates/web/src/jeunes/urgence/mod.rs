//! Urgent moments: who to call, who is here, a moment today, a protection in one click.

pub(crate) mod routes;
