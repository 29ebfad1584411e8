//! Transfers: the mission locale where the person stands asks, the one that followed her answers,
//! her dossier goes whole (décret 2015-59, art. 3-II for the access in between).
//!
//! Invariants: nothing is asked without the agreement of the person, which has a date; the other
//! side is told who she is, and nothing else; the confidential notes go only if she agrees; after
//! the delay (`transfert_delai_jours_ouvres`) without an answer, whoever asked reads what is needed
//! to go on, without the notes, and both sides keep the trace. What was to come with agents of the
//! former mission locale is cancelled there and left to be taken up here.

mod actions;
mod model;
mod queries;
mod reponses;

pub use actions::{annuler, continuite, demander, of_dossier};
pub use model::{
    Accepte, EtatTransfert, MissionLocaleOuDemander, NouveauTransfert, Reponse, Transfert,
    TransfertRecu,
};
pub use reponses::{accepter, destinations, recu, recus, refuser};
