//! The forms of allowances.

use accompagnement::allocations::{Choisie, Declaration, Foyer, Regularisation};
use chrono::{DateTime, NaiveDate, Utc};
use kernel::{AdhesionId, Centimes, FieldErrors, dates};

use crate::accompagnement::saisie::{Lecteur, Saisie};

/// A month declared in `adhesion`.
pub(super) fn declaration(
    adhesion: AdhesionId,
    saisie: &Saisie,
) -> Result<Declaration, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let asked = !saisie.un("demandee").trim().is_empty();
    let d = Declaration {
        id: lecteur.id("id").into(),
        adhesion,
        mois: lecteur.date("mois"),
        version: lecteur.version(),
        foyer: lecteur.choix("foyer", Foyer::from_code, Foyer::Autre),
        autonome: saisie.un("autonome") == "oui",
        deduites: amount(&mut lecteur, saisie, "deduites"),
        partielles: amount(&mut lecteur, saisie, "partielles"),
        demandee: asked.then(|| amount(&mut lecteur, saisie, "demandee")),
        justifiee: saisie.un("justifiee") == "oui",
    };
    lecteur.fin(d)
}

/// The month that a form names.
pub(super) fn premier(saisie: &Saisie) -> Result<NaiveDate, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let mois = lecteur.date("mois");
    lecteur.fin(mois)
}

/// A month as she declares it herself. `connu`: her household and autonomy as last declared, which
/// hold when she says that nothing changed.
pub(super) fn par_elle_meme(
    (adhesion, mois): (AdhesionId, NaiveDate),
    connu: Option<(Foyer, bool)>,
    saisie: &Saisie,
) -> Result<Declaration, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let rien = saisie.un("rien") == "oui";
    let typed = |nom: &str| !saisie.un(nom).trim().is_empty();
    let (deduites, partielles) = (
        amount(&mut lecteur, saisie, "deduites"),
        amount(&mut lecteur, saisie, "partielles"),
    );
    if rien && (deduites, partielles) != (Centimes::ZERO, Centimes::ZERO) {
        lecteur.errors.add(
            "rien",
            "Vous avez coché «\u{a0}rien\u{a0}» et écrit un montant\u{a0}: gardez l’un des deux.",
        );
    } else if !rien && !typed("deduites") && !typed("partielles") {
        lecteur.errors.add(
            "partielles",
            "Écrivez ce que vous avez gagné, ou cochez «\u{a0}Rien ce mois-ci\u{a0}».",
        );
    }
    let (foyer, autonome) = situation(&mut lecteur, saisie, connu);
    let d = Declaration {
        id: lecteur.id("id").into(),
        adhesion,
        mois,
        version: lecteur.version(),
        foyer,
        autonome,
        deduites,
        partielles,
        demandee: None,
        justifiee: false,
    };
    lecteur.fin(d)
}

fn situation(
    lecteur: &mut Lecteur<'_>,
    saisie: &Saisie,
    connu: Option<(Foyer, bool)>,
) -> (Foyer, bool) {
    if let Some(connu) = connu {
        match saisie.un("change") {
            "non" => return connu,
            "oui" => {}
            _ => {
                lecteur.errors.add("change", "Répondez à cette question.");
                return connu;
            }
        }
    }
    let foyer = Foyer::from_code(saisie.un("foyer"));
    if foyer.is_none() {
        let sentence = "Choisissez une réponse. Vous ne savez pas\u{a0}? Appelez-nous.";
        lecteur.errors.add("foyer", sentence);
    }
    let autonome = match saisie.un("autonome") {
        "oui" => true,
        "non" => false,
        _ => {
            lecteur.errors.add("autonome", "Choisissez une réponse.");
            false
        }
    };
    (foyer.unwrap_or(Foyer::Autre), autonome)
}

/// A frozen month put right: `sens` says which way.
pub(super) fn regularisation(
    saisie: &Saisie,
    now: DateTime<Utc>,
) -> Result<Regularisation, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let amount = amount(&mut lecteur, saisie, "montant");
    let taken = lecteur.choix(
        "sens",
        |code| match code {
            "rappel" => Some(false),
            "trop_percu" => Some(true),
            _ => None,
        },
        false,
    );
    let new = Regularisation {
        id: lecteur.id("id"),
        allocation: lecteur.id("allocation").into(),
        montant: if taken { Centimes(-amount.0) } else { amount },
        motif: lecteur.texte("motif"),
        saisie_le: now,
    };
    lecteur.fin(new)
}

/// An amount; nothing typed is nothing earned.
fn amount(lecteur: &mut Lecteur<'_>, saisie: &Saisie, nom: &str) -> Centimes {
    let typed = saisie.un(nom);
    if typed.trim().is_empty() {
        return Centimes::ZERO;
    }
    Centimes::parse(typed).unwrap_or_else(|sentence| {
        lecteur.errors.add(nom, sentence);
        Centimes::ZERO
    })
}

/// The lines ticked: `identifiant|version`.
pub(super) fn choisies(saisie: &Saisie) -> Result<Vec<Choisie>, FieldErrors> {
    let read = |value: &String| {
        let (id, version) = value.split_once('|')?;
        Some(Choisie {
            id: id.parse().ok()?,
            version: version.parse().ok()?,
        })
    };
    let all: Option<Vec<Choisie>> = saisie.tous("choix").iter().map(read).collect();
    all.ok_or_else(|| {
        FieldErrors::one("choix", "Ce formulaire est abîmé\u{a0}: rechargez la page.")
    })
}

/// The month typed in an address or a form: `2026-10` or a day of it.
pub(super) fn mois(text: &str, today: NaiveDate) -> NaiveDate {
    dates::parse(text)
        .or_else(|| dates::parse(&format!("{text}-01")))
        .unwrap_or(today)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "0193a5c0-0000-7000-8000-000000000001";

    #[test]
    fn a_month_is_read_with_its_amounts() {
        let body = format!(
            "id={ID}&mois=2026-10-01&version=0&foyer=non_imposable&autonome=oui&partielles=600%2C50"
        );
        let d = declaration(ID.parse().unwrap(), &Saisie::from_draft(&body)).unwrap();
        assert_eq!(d.partielles, Centimes(60_050));
        assert_eq!(
            (d.deduites, d.demandee, d.autonome),
            (Centimes(0), None, true)
        );
        let body = body.replace("600%2C50", "-3");
        let errors = declaration(ID.parse().unwrap(), &Saisie::from_draft(&body)).unwrap_err();
        assert!(errors.get("partielles").contains("négatif"));
    }

    #[test]
    fn she_says_what_she_earned_or_that_it_is_nothing() {
        let mois = NaiveDate::from_ymd_opt(2026, 11, 1).unwrap();
        let known = Some((Foyer::NonImposable, true));
        let read = |body: &str, known| {
            let saisie = Saisie::from_draft(&format!("id={ID}&version=0&{body}"));
            par_elle_meme((ID.parse().unwrap(), mois), known, &saisie)
        };
        let d = read("rien=oui&change=non", known).unwrap();
        assert_eq!(
            (d.partielles, d.foyer, d.autonome),
            (Centimes(0), Foyer::NonImposable, true)
        );
        let d = read("partielles=12&foyer=premiere_tranche&autonome=non", None).unwrap();
        assert_eq!((d.partielles, d.autonome), (Centimes(1_200), false));
        for (body, known, field) in [
            ("change=non", known, "partielles"),
            ("rien=oui&partielles=3&change=non", known, "rien"),
            ("partielles=-3&change=non", known, "partielles"),
            ("partielles=beaucoup&change=non", known, "partielles"),
            ("rien=oui", known, "change"),
            ("rien=oui&change=oui", known, "foyer"),
            ("rien=oui&foyer=autre", None, "autonome"),
        ] {
            let errors = read(body, known).unwrap_err();
            assert!(!errors.get(field).is_empty(), "{body}");
        }
    }

    #[test]
    fn a_broken_choice_chooses_nothing() {
        let one = format!("choix={ID}|3");
        assert_eq!(choisies(&Saisie::from_draft(&one)).unwrap().len(), 1);
        assert!(choisies(&Saisie::from_draft("choix=abc")).is_err());
        assert!(choisies(&Saisie::from_draft("")).unwrap().is_empty());
    }

    #[test]
    fn a_month_is_typed_with_or_without_its_day() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        let october = NaiveDate::from_ymd_opt(2026, 10, 1).unwrap();
        assert_eq!(mois("2026-10", today), october);
        assert_eq!(mois("2026-10-01", today), october);
        assert_eq!(mois("octobre", today), today);
    }
}
