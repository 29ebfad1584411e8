//! The pages, through the router in process: users as clients, the table of routes tried whole.

mod acces_compte;
mod accompagnement;
mod accompagnement_contact;
mod accompagnement_demandes;
mod accompagnement_diagnostic;
mod accompagnement_entretien;
mod accompagnement_plan;
mod droits;
mod essai;
mod exemples;
mod jeunes_creation;
mod jeunes_doublons;
mod jeunes_faits;
mod jeunes_fiche;
mod jeunes_joindre;
mod jeunes_listes;
mod jeunes_remplacements;
mod journal;
mod murs;
mod protege;
mod rattachement;
mod reponse;
mod saisies;
mod securite;
mod sessions;
mod traces;
