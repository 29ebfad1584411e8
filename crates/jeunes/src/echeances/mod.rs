//! What comes next for a young person. Every wing pushes here in its own transaction; the
//! *prochaine chose à faire* is the first open one. Rows hold dates, so nothing is recalculated at
//! night. There is one échéance per nature and object: pushing it again moves it.

mod actions;
mod model;
mod queries;
mod report;
mod rules;

pub use actions::{close, close_many, list_open, push, push_many};
pub(crate) use actions::{close_all, reopen};
pub use model::{Echeance, EcheanceDue, NouvelleEcheance, ReportEcheance};
pub use report::{dues, put_off};
