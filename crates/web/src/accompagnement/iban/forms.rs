//! The forms of a bank account.

use accompagnement::iban::{NouveauCompte, Titulaire};
use kernel::FieldErrors;
use uuid::Uuid;

use crate::accompagnement::saisie::{Lecteur, Saisie};

/// An account entered.
pub(super) fn compte(saisie: &Saisie) -> Result<NouveauCompte, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let new = NouveauCompte {
        id: lecteur.id("id"),
        iban: lecteur.ligne("iban"),
        bic: lecteur.ligne("bic"),
        titulaire: lecteur.choix("titulaire", Titulaire::from_code, Titulaire::Jeune),
        titulaire_nom: lecteur.ligne("titulaire_nom"),
        accord_le: lecteur.date_libre("accord_le"),
    };
    lecteur.fin(new)
}

/// The account that a small form is about.
pub(super) fn chosen(saisie: &Saisie) -> Result<Uuid, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let id = lecteur.id("id");
    lecteur.fin(id)
}
