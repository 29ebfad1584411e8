//! The forms of aides.

use accompagnement::{
    aides::{
        Annulation, Decideur, Decision, Envoi, FondsSaisi, Notification, NouvelleAide,
        NouvelleDotation, Paiement, Regularisation,
    },
    commissions::NouveauPassage,
};
use kernel::{Centimes, DemandeAideId, FieldErrors, FondsId};
use uuid::Uuid;

use crate::accompagnement::saisie::{Lecteur, Saisie};

/// A fund; `id` is that of the path when it is there already.
pub(super) fn fonds(saisie: &Saisie, id: Option<FondsId>) -> Result<FondsSaisi, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let new = FondsSaisi {
        id: id.unwrap_or_else(|| lecteur.id("id").into()),
        nom: lecteur.ligne("nom"),
        decideur: lecteur.choix("decideur", Decideur::from_code, Decideur::MissionLocale),
        envoi: lecteur.texte("envoi"),
        pieces: lines(&lecteur.texte("pieces")),
        plafond_demande: free_amount(&mut lecteur, saisie, "plafond_demande"),
        plafond_personne: free_amount(&mut lecteur, saisie, "plafond_personne"),
        periode_mois: number(&mut lecteur, saisie, "periode_mois"),
        urgence: saisie.contient("urgence", "oui"),
        ferme_le: lecteur.date_libre("ferme_le"),
    };
    lecteur.fin(new)
}

/// Money put in a fund.
pub(super) fn dotation(fonds: FondsId, saisie: &Saisie) -> Result<NouvelleDotation, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let new = NouvelleDotation {
        id: lecteur.id("id").into(),
        fonds,
        recue_le: lecteur.date("recue_le"),
        montant: amount(&mut lecteur, saisie, "montant"),
        reprise: saisie.contient("reprise", "oui"),
        origine: lecteur.ligne("origine"),
    };
    lecteur.fin(new)
}

/// An aide that is asked.
pub(super) fn demande(saisie: &Saisie) -> Result<NouvelleAide, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let lifts = !saisie.un("frein").is_empty();
    let new = NouvelleAide {
        id: lecteur.id("id").into(),
        fonds: lecteur.id("fonds").into(),
        frein: lifts.then(|| lecteur.id("frein").into()),
        motif: lecteur.code("motif"),
        precisions: lecteur.texte("precisions"),
        pieces: saisie.tous("pieces"),
        montant: amount(&mut lecteur, saisie, "montant"),
        demandee_le: lecteur.date("demandee_le"),
    };
    lecteur.fin(new)
}

/// The file leaves.
pub(super) fn envoi(id: DemandeAideId, saisie: &Saisie) -> Result<Envoi, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let new = Envoi {
        id,
        version: lecteur.version(),
        le: lecteur.date("le"),
    };
    lecteur.fin(new)
}

/// A decision.
pub(super) fn decision(id: DemandeAideId, saisie: &Saisie) -> Result<Decision, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let yes = |code: &str| match code {
        "accordee" => Some(true),
        "refusee" => Some(false),
        _ => None,
    };
    let granted = lecteur.choix("issue", yes, false);
    let new = Decision {
        id,
        version: lecteur.version(),
        accorde: granted.then(|| amount(&mut lecteur, saisie, "montant")),
        le: lecteur.date("le"),
        motif: lecteur.texte("motif"),
        derogation: lecteur.ligne("derogation"),
        urgence: saisie.contient("urgence", "oui"),
    };
    lecteur.fin(new)
}

/// An emergency put in order.
pub(super) fn regularisation(
    id: DemandeAideId,
    saisie: &Saisie,
) -> Result<Regularisation, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let new = Regularisation {
        id,
        version: lecteur.version(),
        le: lecteur.date("le"),
    };
    lecteur.fin(new)
}

/// A payment.
pub(super) fn paiement(id: DemandeAideId, saisie: &Saisie) -> Result<Paiement, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let new = Paiement {
        id,
        version: lecteur.version(),
        le: lecteur.date("le"),
        moyen: lecteur.code("moyen"),
    };
    lecteur.fin(new)
}

/// The decision is told.
pub(super) fn notification(
    id: DemandeAideId,
    saisie: &Saisie,
) -> Result<Notification, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let new = Notification {
        id,
        version: lecteur.version(),
        le: lecteur.date("le"),
        moyen: lecteur.code("moyen"),
    };
    lecteur.fin(new)
}

/// An aide given up.
pub(super) fn annulation(id: DemandeAideId, saisie: &Saisie) -> Result<Annulation, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let new = Annulation {
        id,
        version: lecteur.version(),
        motif: lecteur.ligne("motif"),
    };
    lecteur.fin(new)
}

/// A request that joins an ordre du jour.
pub(super) fn passage(
    demande: DemandeAideId,
    saisie: &Saisie,
) -> Result<NouveauPassage, FieldErrors> {
    let commission = saisie.un("commission").parse::<Uuid>();
    let commission = commission
        .map_err(|_| FieldErrors::one("commission", "Choisissez une commission dans la liste."))?;
    Ok(NouveauPassage {
        commission: commission.into(),
        demande,
    })
}

/// The version that the page wrote.
pub(super) fn version(saisie: &Saisie) -> Result<i32, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let version = lecteur.version();
    lecteur.fin(version)
}

/// One piece a line, blank lines and doubles left out.
fn lines(text: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if !all.iter().any(|known| known == line) {
            all.push(line.to_owned());
        }
    }
    all
}

pub(super) fn amount(lecteur: &mut Lecteur<'_>, saisie: &Saisie, nom: &str) -> Centimes {
    Centimes::parse(saisie.un(nom)).unwrap_or_else(|why| {
        lecteur.errors.add(nom, why);
        Centimes::ZERO
    })
}

fn free_amount(lecteur: &mut Lecteur<'_>, saisie: &Saisie, nom: &str) -> Option<Centimes> {
    (!saisie.un(nom).trim().is_empty()).then(|| amount(lecteur, saisie, nom))
}

/// A whole number; zero, which is refused further on, when it cannot be read.
pub(super) fn number(lecteur: &mut Lecteur<'_>, saisie: &Saisie, nom: &str) -> i32 {
    saisie.un(nom).trim().parse().unwrap_or_else(|_| {
        lecteur
            .errors
            .add(nom, "Écrivez un nombre entier, par exemple 12.");
        0
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "0193a5c0-0000-7000-8000-000000000001";

    #[test]
    fn a_fund_may_have_no_ceiling() {
        let body = format!(
            "id={ID}&nom=FAJ&decideur=departement&pieces=RIB%0A%0A+Devis+%0ARIB&periode_mois=12\
             &plafond_demande=+&plafond_personne=1+500,50&urgence=oui"
        );
        let read = fonds(&Saisie::from_draft(&body), None).unwrap();
        assert_eq!(read.pieces, ["RIB", "Devis"]);
        assert_eq!(read.plafond_demande, None);
        assert_eq!(read.plafond_personne, Some(Centimes(150_050)));
        assert!(read.urgence);
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        let body = "version=1&issue=accordee&montant=-3&le=demain";
        let errors = decision(ID.parse().unwrap(), &Saisie::from_draft(body)).unwrap_err();
        let fields: Vec<&str> = errors.iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["montant", "le"]);
        let refus = "version=1&issue=refusee&montant=-3&le=2026-12-03&motif=Non";
        let read = decision(ID.parse().unwrap(), &Saisie::from_draft(refus)).unwrap();
        assert_eq!(read.accorde, None, "no amount is read for a refusal");
        assert!(version(&Saisie::from_draft("version=un")).is_err());
    }
}
