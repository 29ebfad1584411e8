//! The forms of the catalogue, and that of a prescription.

use accompagnement::formations::{
    FormationSaisie, NouvellePrescription, OrganismeSaisi, SessionSaisie,
};
use kernel::{FieldErrors, FormationId, OrganismeFormationId, SessionFormationId};
use uuid::Uuid;

use crate::accompagnement::saisie::{Lecteur, Saisie};

/// An organisme; `id` is that of the path when it is there already.
pub(super) fn organisme(
    saisie: &Saisie,
    id: Option<OrganismeFormationId>,
) -> Result<OrganismeSaisi, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let new = OrganismeSaisi {
        id: id.unwrap_or_else(|| lecteur.id("id").into()),
        nom: lecteur.ligne("nom"),
        siret: lecteur.ligne("siret").replace([' ', '\u{a0}'], ""),
        contact: lecteur.ligne("contact"),
        telephone: lecteur.ligne("telephone"),
        courriel: lecteur.ligne("courriel"),
        ferme_le: lecteur.date_libre("ferme_le"),
    };
    lecteur.fin(new)
}

/// A formation; `id` is that of the path when it is there already.
pub(super) fn formation(
    saisie: &Saisie,
    id: Option<FormationId>,
) -> Result<FormationSaisie, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let new = FormationSaisie {
        id: id.unwrap_or_else(|| lecteur.id("id").into()),
        organisme: chosen(&mut lecteur, saisie, "organisme"),
        numero: lecteur.ligne("numero"),
        intitule: lecteur.ligne("intitule"),
        genre: lecteur.code("genre"),
        formacode: lecteur.ligne("formacode"),
        rome: lecteur.ligne("rome").to_uppercase(),
        certification: lecteur
            .ligne("certification")
            .to_uppercase()
            .replace(' ', ""),
        financeur: lecteur.code("financeur"),
        remuneree: match saisie.un("remuneree") {
            "oui" => Some(true),
            "non" => Some(false),
            _ => None,
        },
        modalite: lecteur.code("modalite"),
        lieu: lecteur.ligne("lieu"),
        contenu: lecteur.texte("contenu"),
        fermee_le: lecteur.date_libre("fermee_le"),
    };
    lecteur.fin(new)
}

/// Something chosen in a list of the page.
fn chosen<T: From<Uuid>>(lecteur: &mut Lecteur<'_>, saisie: &Saisie, nom: &str) -> T {
    let read = saisie.un(nom).parse::<Uuid>();
    read.unwrap_or_else(|_| {
        lecteur
            .errors
            .add(nom, "Choisissez une réponse de la liste.");
        Uuid::nil()
    })
    .into()
}

/// Something that may be left out.
fn linked<T: From<Uuid>>(lecteur: &mut Lecteur<'_>, saisie: &Saisie, nom: &str) -> Option<T> {
    (!saisie.un(nom).is_empty()).then(|| chosen(lecteur, saisie, nom))
}

/// A whole number that may be left out.
pub(super) fn free_number(lecteur: &mut Lecteur<'_>, saisie: &Saisie, nom: &str) -> Option<i32> {
    let typed = saisie.un(nom).trim();
    if typed.is_empty() {
        return None;
    }
    let read = typed.parse().ok();
    if read.is_none() {
        let why = "Écrivez un nombre entier, par exemple 12.";
        lecteur.errors.add(nom, why);
    }
    read
}

/// A session; `id` is that of the path when it is there already.
pub(super) fn session(
    saisie: &Saisie,
    formation: FormationId,
    id: Option<SessionFormationId>,
) -> Result<SessionSaisie, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let new = SessionSaisie {
        id: id.unwrap_or_else(|| lecteur.id("id").into()),
        formation,
        numero: lecteur.ligne("numero"),
        debut: lecteur.date("debut"),
        fin: lecteur.date("fin"),
        heures: free_number(&mut lecteur, saisie, "heures"),
        places: free_number(&mut lecteur, saisie, "places"),
        reunion_le: lecteur.date_libre("reunion_le"),
        limite_le: lecteur.date_libre("limite_le"),
        annulee_le: lecteur.date_libre("annulee_le"),
    };
    lecteur.fin(new)
}

/// The version that the page wrote.
pub(super) fn version(saisie: &Saisie) -> Result<i32, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let version = lecteur.version();
    lecteur.fin(version)
}

/// A session to prescribe.
pub(super) fn prescription(saisie: &Saisie) -> Result<NouvellePrescription, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let new = NouvellePrescription {
        id: lecteur.id("id").into(),
        session: lecteur.id("session").into(),
        prescrite_le: lecteur.date("prescrite_le"),
        motif: lecteur.code("motif"),
        objectif: lecteur.texte("objectif"),
        frein: linked(&mut lecteur, saisie, "frein"),
        demande: linked(&mut lecteur, saisie, "demande"),
        proposition: linked(&mut lecteur, saisie, "proposition"),
    };
    lecteur.fin(new)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "0193a5c0-0000-7000-8000-000000000001";

    #[test]
    fn numbers_are_read_as_people_write_them() {
        let body = format!("id={ID}&nom=Organisme&siret=000+000+000+00018&ferme_le=");
        let read = organisme(&Saisie::from_draft(&body), None).unwrap();
        assert_eq!(read.siret, "00000000000018");
        let body = format!("id={ID}&organisme={ID}&certification=rncp+35506&rome=k1304");
        let read = formation(&Saisie::from_draft(&body), None).unwrap();
        assert_eq!(
            (&read.certification[..], &read.rome[..]),
            ("RNCP35506", "K1304")
        );
        assert_eq!(read.remuneree, None);
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        let body = format!("id={ID}&debut=demain&fin=2027-01-11&places=douze");
        let errors = session(&Saisie::from_draft(&body), ID.parse().unwrap(), None).unwrap_err();
        let fields: Vec<&str> = errors.iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["debut", "places"]);
        let body = format!("id={ID}&session={ID}&prescrite_le=2026-11-23&frein=x");
        let errors = prescription(&Saisie::from_draft(&body)).unwrap_err();
        assert!(!errors.get("frein").is_empty());
    }
}
