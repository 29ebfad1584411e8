//! The plan of action: from what blocks, or from a wish, to objectifs, to actions; and the young
//! person's agreement.
//!
//! Invariants: an objectif comes from a frein or a wish of the dossier; an agreement is given to an
//! objectif as it is worded, so new words ask for it again; each agreement keeps the whole plan as it
//! was, and is never changed; an open action is one échéance (objet `action`, nature `action`), due
//! on its deadline, else after the parameter `delai_rappel_contact_jours`. Closing an objectif gives
//! up its open actions with the reason `plus_utile`, whether it was reached or abandoned. Lifting a
//! frein closes nothing: [`ObjectifDuPlan::a_clore`] suggests it.

mod accords;
mod actions;
mod instantane;
mod model;
mod objectifs;
pub(crate) mod queries;
pub mod rules;

pub use accords::{agreement, agreements, give_agreement};
pub(crate) use actions::{action_done_event, action_echeance, check_new_action};
pub use actions::{add_action, change_action_state, read, update_action};
pub use instantane::{ActionFigee, FreinFige, Instantane, ObjectifFige};
pub use model::{
    Accord, AccordResume, Action, ChangementAction, ChangementObjectif, Decision, EtatAction,
    EtatObjectif, FreinDuPlan, ModificationAction, ModificationObjectif, NouvelAccord,
    NouvelObjectif, NouvelleAction, Objectif, ObjectifDuPlan, Origine, Plan, Qui, Reponse,
};
pub(crate) use objectifs::check_new_objectif;
pub use objectifs::{add_objectif, change_objectif_state, update_objectif};
