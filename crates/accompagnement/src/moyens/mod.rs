//! Means given or lent: vouchers with a number, and equipment.
//!
//! Invariants: a number is given once, and one that comes back is not given again; a voucher takes
//! its value from its fund and counts in the ceilings of the person, without derogation; a thing is
//! lent to one person at a time, until a day. The young person signs for a voucher, on paper or on
//! screen: there, the words that were shown and their SHA-256 are kept and never changed.

mod bons;
mod model;
mod prets;
mod queries;
pub mod rules;

pub use bons::{bons_of, carnets, donner, entrer, recu, reprendre};
pub use model::{
    Bon, Carnet, EtatBon, Materiel, NouveauBon, NouveauCarnet, NouveauMateriel, NouveauPret,
    PretEnCours, PretMateriel, Recu, RecuSigne, RepriseBon, RetourPret, Retrait, Signature,
    SignatureEcran,
};
pub use prets::{ajouter, disponibles, materiels, preter, prets_of, rendre, retirer};
