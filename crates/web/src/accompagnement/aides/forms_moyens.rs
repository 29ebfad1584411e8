//! The forms of vouchers and loans.

use accompagnement::moyens::{
    EtatBon, NouveauBon, NouveauCarnet, NouveauMateriel, NouveauPret, RepriseBon, RetourPret,
    Retrait, Signature, SignatureEcran,
};
use kernel::{BonId, FieldErrors, MaterielId, PretId};
use uuid::Uuid;

use super::forms::{amount, number};
use crate::accompagnement::saisie::{Lecteur, Saisie};

/// A book of vouchers.
pub(super) fn carnet(saisie: &Saisie) -> Result<NouveauCarnet, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let new = NouveauCarnet {
        id: lecteur.id("id").into(),
        fonds: chosen(&mut lecteur, saisie, "fonds", "un fonds").into(),
        premier: number(&mut lecteur, saisie, "premier"),
        dernier: number(&mut lecteur, saisie, "dernier"),
        valeur: amount(&mut lecteur, saisie, "valeur"),
        recu_le: lecteur.date("recu_le"),
    };
    lecteur.fin(new)
}

/// A voucher that is given.
pub(super) fn bon(saisie: &Saisie) -> Result<NouveauBon, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let new = NouveauBon {
        id: lecteur.id("id").into(),
        carnet: chosen(&mut lecteur, saisie, "carnet", "un carnet").into(),
        numero: number(&mut lecteur, saisie, "numero"),
        remis_le: lecteur.date("remis_le"),
        signature: lecteur.choix("signature", Signature::from_code, Signature::Papier),
        ecran: SignatureEcran {
            nom: lecteur.ligne("nom"),
            lu: saisie.un("lu") == "oui",
            empreinte: saisie.un("empreinte").to_owned(),
        },
    };
    lecteur.fin(new)
}

/// A voucher that comes back.
pub(super) fn reprise(id: BonId, saisie: &Saisie) -> Result<RepriseBon, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let new = RepriseBon {
        id,
        version: lecteur.version(),
        etat: lecteur.choix("etat", EtatBon::from_code, EtatBon::Rendu),
        motif: lecteur.ligne("motif"),
    };
    lecteur.fin(new)
}

/// A thing to lend.
pub(super) fn materiel(saisie: &Saisie) -> Result<NouveauMateriel, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let new = NouveauMateriel {
        id: lecteur.id("id").into(),
        genre: lecteur.code("genre"),
        libelle: lecteur.ligne("libelle"),
        inventaire: lecteur.ligne("inventaire"),
    };
    lecteur.fin(new)
}

/// A thing taken off the stock; a version that cannot be read is none of those that stand.
pub(super) fn retrait(id: MaterielId, saisie: &Saisie) -> Retrait {
    Retrait {
        id,
        version: saisie.un("version").parse().unwrap_or(0),
    }
}

/// A loan.
pub(super) fn pret(saisie: &Saisie) -> Result<NouveauPret, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let new = NouveauPret {
        id: lecteur.id("id").into(),
        materiel: chosen(&mut lecteur, saisie, "materiel", "un matériel").into(),
        remis_le: lecteur.date("remis_le"),
        retour_le: lecteur.date("retour_le"),
        etat: lecteur.ligne("etat"),
    };
    lecteur.fin(new)
}

/// A thing that comes back.
pub(super) fn retour(id: PretId, saisie: &Saisie) -> Result<RetourPret, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let new = RetourPret {
        id,
        version: lecteur.version(),
        le: lecteur.date("le"),
        etat: lecteur.ligne("etat"),
    };
    lecteur.fin(new)
}

fn chosen(lecteur: &mut Lecteur<'_>, saisie: &Saisie, nom: &str, what: &str) -> Uuid {
    saisie.un(nom).parse().unwrap_or_else(|_| {
        lecteur
            .errors
            .add(nom, format!("Choisissez {what} dans la liste."));
        Uuid::nil()
    })
}
