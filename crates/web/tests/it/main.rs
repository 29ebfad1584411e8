//! The pages, through the router in process: users as clients, the table of routes tried whole.

mod acces_compte;
mod droits;
mod essai;
mod exemples;
mod journal;
mod murs;
mod reponse;
mod securite;
mod sessions;
