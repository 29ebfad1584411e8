//! The obligation de formation of 16–18: who was reported, how they are received, what is offered,
//! the convocation and its clock, what the direction tells the département.
//!
//! Invariants: one obligation at a time for a person (`obligation_une_ouverte`), which is also her
//! entry in the dispositif: entered and left together, nothing is typed twice; a report of someone
//! already reported adds a line, never a second obligation; the département is told after the clock
//! of a convocation (`obligation_apres_horloge`), on the decision of someone else than who proposed
//! it (`obligation_deux_agents`); of a dispense, only that a proof was seen, when and by whom; an
//! obligation that a situation satisfies is shown as such, and closed by a person; at 18 it is over.

mod actions;
mod decision;
mod listes;
mod model;
mod queries;
pub mod rules;
mod signaler;
mod suites;

pub use actions::{convoke, end, offer, receive};
pub use decision::{advise, decide};
pub use listes::tous;
pub use model::{
    Avis, Convocation, Decision, Etape, EtatObligation, FinObligation, LigneObligation,
    NatureEtape, Obligation, Proposition, Reception, Satisfait, Signale, Signalement, Terme, Voie,
};
pub use signaler::{exists, find, last, list, satisfait, signaler, steps};
