//! The forms of délégations.

use accompagnement::delegations::{Confiee, ConventionSaisie, NouvelleDelegation, Retour};
use kernel::{ConventionId, FieldErrors, JeuneId};

use crate::accompagnement::saisie::{Lecteur, Saisie};

/// Someone handed over.
pub(super) fn nouvelle(saisie: &Saisie) -> Result<NouvelleDelegation, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let new = NouvelleDelegation {
        id: lecteur.id("id").into(),
        confiee: Confiee {
            nom: lecteur.ligne("nom"),
            prenom: lecteur.ligne("prenom"),
            naissance: lecteur.date("naissance"),
            identifiant: lecteur.ligne("identifiant").to_uppercase(),
            telephone: lecteur.ligne("telephone"),
            courriel: lecteur.ligne("courriel"),
            commune: lecteur.ligne("commune"),
        },
        agence: lecteur.ligne("agence"),
        recue_le: lecteur.date("recue_le"),
    };
    lecteur.fin(new)
}

/// The version that was shown, and the dossier that is hers.
pub(super) fn rapprochement(saisie: &Saisie) -> Result<(i32, JeuneId), FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let read = (lecteur.version(), lecteur.id("dossier").into());
    lecteur.fin(read)
}

/// A return to France Travail.
pub(super) fn retour(saisie: &Saisie) -> Result<Retour, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let retour = Retour {
        version: lecteur.version(),
        le: lecteur.date("le"),
        motif: lecteur.code("motif"),
        mots: lecteur.texte("mots"),
    };
    lecteur.fin(retour)
}

/// Places; `id` is that of the path when they are there already.
pub(super) fn convention(
    saisie: &Saisie,
    id: Option<ConventionId>,
) -> Result<ConventionSaisie, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let site = match saisie.un("site") {
        "" => None,
        _ => Some(lecteur.id("site").into()),
    };
    let places = saisie.un("places").trim().parse().unwrap_or_else(|_| {
        let why = "Écrivez un nombre entier, par exemple 40.";
        lecteur.errors.add("places", why);
        0
    });
    let new = ConventionSaisie {
        id: id.unwrap_or_else(|| lecteur.id("id").into()),
        site,
        du: lecteur.date("du"),
        au: lecteur.date_libre("au"),
        places,
        reference: lecteur.ligne("reference"),
    };
    lecteur.fin(new)
}

/// The version that the page wrote.
pub(super) fn version(saisie: &Saisie) -> Result<i32, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let version = lecteur.version();
    lecteur.fin(version)
}
