//! Aides: the funds, what is asked of them for a young person, who decides, who pays.
//!
//! Invariants: who asks, who decides and who pays are three people; a fund never gives more than it
//! holds, nor a person more than its ceilings, unless a derogation says why, however many decide at
//! once (the row of the fund is locked); an emergency is decided the same day, and put in order
//! later; a decision is told with its reason and what can be done against it. Nothing is ever asked
//! of the young person.

mod decision;
mod demandes;
mod fonds;
mod listes;
mod model;
mod paiement;
mod queries;
pub mod rules;

pub(crate) use decision::hold;
pub use decision::{decider, notifier, recours_jusqu_au, regulariser};
pub use demandes::{annuler, create, envoyer, find, of_dossier};
pub(crate) use demandes::{event, of};
pub use fonds::{change_fonds, create_fonds, dotations, doter, fonds, tous};
pub use listes::{a_decider, a_payer};
pub use model::{
    AideNommee, Annulation, Decideur, Decision, DemandeAide, Dotation, Envoi, EtatAide, Fonds,
    FondsSaisi, Notification, NouvelleAide, NouvelleDotation, Paiement, Regularisation, Reste,
};
pub use paiement::{payable, payer};
