//! Allowances month by month: declared, computed, checked, validated, frozen, put right.
//!
//! Invariants: amounts are whole centimes; each month keeps its inputs, the rule that held, its
//! reference and each line of the sum; who checks is not who validates (`allocation_mois_deux_agents`);
//! a closed month is never changed, a régularisation is dated beside it; what leaves is a list to
//! check against, never a payment order.

mod actions;
mod bareme;
mod cloture;
mod lien;
mod liste_controle;
mod model;
mod queries;
pub mod rules;

pub(crate) use actions::redo;
pub use actions::{declare, examine, months, regularise};
pub use cloture::{chase, check, close, declared_since, month, validate};
pub use lien::{declare_par_lien, demander, par_lien};
pub use liste_controle::export;
pub use model::{
    AllocationMois, Bareme, Calcul, Choisie, ClotureMois, Declaration, EtatAllocation, EtatParLien,
    Foyer, LigneCalcul, LigneMois, Mois, MoisDuDossier, MoisParLien, Parcours, Regularisation,
};
