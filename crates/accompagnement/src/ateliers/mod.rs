//! Ateliers and informations collectives: what is offered, its dated sessions, who is registered,
//! who came.
//!
//! Invariants: never more people with a place than places, whoever registers and however many at
//! once (the row of the session is locked); nobody twice; the waiting list keeps its order and
//! promotes by itself; a session that moves tells each of its people once, and asks again
//! who had said that she comes; the hours of the animateur, of the room and of each person are taken in
//! `occupations`; a session is closed once, for all: events, hours and states are written together
//! or not at all. A protected dossier is counted, and named only to those who may see it.

mod attente;
mod departs;
mod deplacer;
mod emargement;
mod inscriptions;
mod messages;
mod model;
mod offres;
mod queries;
pub mod rules;
mod sessions;
mod seule;

pub(crate) use departs::retirer;
pub use deplacer::{deplacer, taken_until};
pub use emargement::{cloturer, emarger};
pub use inscriptions::{desinscrire, inscrire, inscrits, of_dossier};
pub use model::{
    APrevenir, Animateur, Cloture, Deplacee, Deplacement, Desinscription, EtatInscription,
    EtatSession, FiltreSessions, Genre, Inscription, InscriptionDuJeune, Inscrit, Inscrite, Marque,
    NouvelleInscription, NouvelleSession, Offre, OffreSaisie, Place, Planifiees, Presence,
    Reglages, Salle, SessionAtelier, Visible,
};
pub use offres::{change_offre, create_offre, offre, offres};
pub use sessions::{annuler, plan, prevenus, regler, salles, session, sessions};
pub use seule::{choisir, confirmer, ouvertes, place_of, proposer};
