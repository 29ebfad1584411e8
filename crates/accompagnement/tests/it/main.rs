//! Tests of the accompaniment on a real PostgreSQL.

#[cfg(test)]
mod agenda;
#[cfg(test)]
mod aides;
#[cfg(test)]
mod aides_commissions;
#[cfg(test)]
mod aides_moyens;
#[cfg(test)]
mod allocations;
#[cfg(test)]
mod allocations_lien;
#[cfg(test)]
mod ateliers;
#[cfg(test)]
mod ateliers_deplacer;
#[cfg(test)]
mod ateliers_messages;
#[cfg(test)]
mod conflits;
#[cfg(test)]
mod delegations;
#[cfg(test)]
mod disponibilites;
#[cfg(test)]
mod dispositifs;
#[cfg(test)]
mod dispositifs_locaux;
#[cfg(test)]
mod doubles;
#[cfg(test)]
mod entretiens;
#[cfg(test)]
mod envois;
#[cfg(test)]
mod formations;
#[cfg(test)]
mod iban;
#[cfg(test)]
mod murs;
#[cfg(test)]
mod nomenclatures;
#[cfg(test)]
mod notes;
#[cfg(test)]
mod obligations;
#[cfg(test)]
mod outils;
#[cfg(test)]
mod parametres;
#[cfg(test)]
mod parcours;
#[cfg(test)]
mod parrainages;
#[cfg(test)]
mod pieces;
#[cfg(test)]
mod plan;
#[cfg(test)]
mod sanctions;
#[cfg(test)]
mod semaine;
#[cfg(test)]
mod transferts;
