//! The pages, through the router in process: users as clients, the table of routes tried whole.

mod acces_compte;
mod accompagnement;
mod accompagnement_agenda;
mod accompagnement_aides;
mod accompagnement_aides_moyens;
mod accompagnement_ateliers;
mod accompagnement_contact;
mod accompagnement_declaration;
#[cfg(test)]
mod accompagnement_delegations;
mod accompagnement_demandes;
mod accompagnement_diagnostic;
mod accompagnement_disponibilites;
mod accompagnement_dispositifs;
#[cfg(test)]
mod accompagnement_dispositifs_locaux;
mod accompagnement_empechement;
mod accompagnement_entretien;
mod accompagnement_formations;
mod accompagnement_horaires;
#[cfg(test)]
mod accompagnement_iban;
mod accompagnement_obligations;
mod accompagnement_pieces;
mod accompagnement_plan;
#[cfg(test)]
mod accompagnement_seances;
#[cfg(test)]
mod accompagnement_transferts;
#[cfg(test)]
mod departs;
mod droits;
mod essai;
mod exemples;
mod jeunes_accueil;
mod jeunes_ailleurs;
mod jeunes_conservation;
mod jeunes_copie;
mod jeunes_creation;
mod jeunes_doublons;
mod jeunes_equipe;
mod jeunes_exercices;
mod jeunes_faits;
mod jeunes_fiche;
mod jeunes_information;
mod jeunes_joindre;
mod jeunes_listes;
mod jeunes_parcours;
mod jeunes_remplacements;
mod journal;
mod murs;
mod papiers;
mod prenom_usage;
mod protege;
mod rattachement;
mod reglages;
mod reponse;
#[cfg(test)]
mod reunions;
mod saisies;
mod securite;
mod sessions;
mod traces;
