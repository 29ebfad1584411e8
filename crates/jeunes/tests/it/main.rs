//! The wing on a real database.

mod accueil;
mod ailleurs;
mod commun;
mod contacts;
mod creation;
#[cfg(feature = "donnees")]
mod donnees;
#[cfg(feature = "donnees")]
mod donnees_rome;
mod doublons;
mod faits;
mod identite;
mod imports;
mod information;
mod masse;
mod metiers;
mod parcours;
mod passations;
mod portefeuille;
mod protection;
mod purge;
mod recherche;
mod referents;
mod situations;
mod surete;
