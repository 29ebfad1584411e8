//! Who may enter: each condition of the text read in the dossier, or asked.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use jeunes::{
    dossiers::Dossier,
    faits::{self, GENRES, Valeurs},
    situations::{EtatSituation, Situation},
};
use kernel::dates;
use platform::{Result, Tx};

use super::{
    model::{Adhesion, Condition, ConditionLue, Dispositif, EtatCondition, Reponse},
    queries, rules,
};
use crate::delegations::{self, DELEGATION, Places};

/// Another dispositif of the same group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Autre {
    /// In words.
    pub nom: String,
    /// Its first day.
    pub entree_le: NaiveDate,
    /// Its last day, once out.
    pub sortie_le: Option<NaiveDate>,
}

/// What the dossier tells on a day, for the conditions.
#[derive(Debug, Clone, Default)]
pub struct Faits {
    /// The day of entry.
    pub le: NaiveDate,
    /// Completed years on that day.
    pub age: i32,
    /// The age was declared, without a date of birth.
    pub age_declare: bool,
    /// RQTH valid on that day; `None`: not said.
    pub rqth: Option<bool>,
    /// Code of `inscription_ft`, or an empty string.
    pub france_travail: String,
    /// The day the orientation was notified.
    pub oriente_le: Option<NaiveDate>,
    /// Categories of the situations lived on that day.
    pub situations: Vec<String>,
    /// Last day of the latest diagnostic approfondi, the day itself while it is open.
    pub diagnostic_le: Option<NaiveDate>,
    /// A dispositif of the same group that is open, or was on that day or later.
    pub autre: Option<Autre>,
    /// Months that a diagnostic may be old by exception.
    pub diagnostic_exception_mois: i32,
    /// The places of the conventions with France Travail on that day.
    pub places: Places,
    /// Answers, by code of condition.
    pub reponses: BTreeMap<String, Reponse>,
}

impl Faits {
    /// What the dossier tells on `le`.
    pub(super) async fn read(
        tx: &mut Tx,
        dossier: &Dossier,
        situations: &[Situation],
        adhesions: &[Adhesion],
        dispositif: &Dispositif,
        le: NaiveDate,
    ) -> Result<Self> {
        let handicap = values(tx, dossier, "handicap").await?;
        let ft = values(tx, dossier, "france_travail").await?;
        let catalogue = queries::catalogue(tx, le).await?;
        let court = |code: &str| {
            let found = catalogue.iter().find(|d| d.code == code);
            found.map_or_else(|| code.to_owned(), |d| d.nom_court.clone())
        };
        let autre = adhesions
            .iter()
            .filter(|a| a.groupe == dispositif.groupe)
            .filter(|a| a.sortie_le.is_none_or(|sortie| sortie >= le))
            .max_by_key(|a| a.sortie_le)
            .map(|a| Autre {
                nom: court(&a.dispositif),
                entree_le: a.entree_le,
                sortie_le: a.sortie_le,
            });
        let places = if dispositif.code == DELEGATION {
            delegations::places(tx, le, dossier.site).await?
        } else {
            Places::default()
        };
        let exception = tx.parametres().entier("diagnostic_exception_mois", le)?;
        Ok(Self {
            le,
            age: dossier.age(le),
            age_declare: dossier.naissance.date().is_none(),
            rqth: rqth(&handicap, le),
            france_travail: ft.get("inscription").cloned().unwrap_or_default(),
            oriente_le: ft.get("oriente_le").and_then(|day| dates::parse(day)),
            situations: lived(situations, le),
            diagnostic_le: latest_diagnostic(adhesions, le),
            autre,
            diagnostic_exception_mois: i32::try_from(exception).unwrap_or(0),
            places,
            reponses: BTreeMap::new(),
        })
    }
}

async fn values(tx: &mut Tx, dossier: &Dossier, code: &str) -> Result<Valeurs> {
    let Some(genre) = GENRES.iter().find(|genre| genre.code == code) else {
        return Ok(Valeurs::new());
    };
    let found = faits::find(tx, dossier, genre).await?;
    Ok(found.map(|fait| fait.valeurs).unwrap_or_default())
}

fn rqth(valeurs: &Valeurs, le: NaiveDate) -> Option<bool> {
    let day = |nom: &str| valeurs.get(nom).and_then(|day| dates::parse(day));
    match valeurs.get("rqth").map(String::as_str) {
        Some("oui") => Some(
            day("rqth_du").is_none_or(|du| du <= le) && day("rqth_fin").is_none_or(|au| le <= au),
        ),
        Some("non" | "demande") => Some(false),
        _ => None,
    }
}

fn lived(situations: &[Situation], le: NaiveDate) -> Vec<String> {
    situations
        .iter()
        .filter(|s| s.debut <= le && s.fin.is_none_or(|fin| le <= fin))
        .filter(|s| s.etat != EtatSituation::Prevu || s.debut <= le)
        .map(|s| s.categorie.clone())
        .filter(|categorie| categorie != "inconnue")
        .collect()
}

fn latest_diagnostic(adhesions: &[Adhesion], le: NaiveDate) -> Option<NaiveDate> {
    adhesions
        .iter()
        .filter(|a| a.dispositif == "diagnostic_approfondi" && a.entree_le <= le)
        .map(|a| a.sortie_le.unwrap_or(le).min(le))
        .max()
}

/// Every condition of `dispositif` on the day `le`, with what is answered so far.
///
/// # Errors
/// Those of the sections that the conditions read: `Forbidden` without the right to one of them.
pub async fn examine(
    tx: &mut Tx,
    dossier: &Dossier,
    situations: &[Situation],
    dispositif: &Dispositif,
    le: NaiveDate,
    reponses: &BTreeMap<String, Reponse>,
) -> Result<Vec<ConditionLue>> {
    let adhesions = queries::list(tx, dossier.id).await?;
    let mut faits = Faits::read(tx, dossier, situations, &adhesions, dispositif, le).await?;
    faits.reponses.clone_from(reponses);
    let asked = queries::conditions(tx, &dispositif.code, le).await?;
    Ok(conditions(dispositif, &asked, &faits))
}

/// Each condition read on `faits`, in the order of the text.
pub fn conditions(
    dispositif: &Dispositif,
    conditions: &[Condition],
    faits: &Faits,
) -> Vec<ConditionLue> {
    let read = |condition: &Condition| {
        let (etat, explication, demandee) = match condition.code.as_str() {
            "age" => own(age(dispositif, faits)),
            "diagnostic" => own(diagnostic(faits)),
            "hors_etudes" => own(outside(faits, &["scolarite"], "Scolarité en cours.")),
            "hors_formation" => own(outside(
                faits,
                &["formation", "alternance"],
                "Formation ou alternance en cours.",
            )),
            "france_travail" => own(registered(faits)),
            "orientation" => own(oriented(faits)),
            "sans_autre" => own(alone(faits)),
            "place" => own(place(faits)),
            _ => asked(&condition.code, faits),
        };
        ConditionLue {
            code: condition.code.clone(),
            libelle: condition.libelle.clone(),
            etat,
            explication,
            repond: condition.repond.clone(),
            reference: condition.reference.clone(),
            a_confirmer: condition.a_confirmer,
            demandee,
        }
    };
    conditions.iter().map(read).collect()
}

type Lue = (EtatCondition, String);

fn own((etat, explication): Lue) -> (EtatCondition, String, bool) {
    (etat, explication, false)
}

fn met(explication: impl Into<String>) -> Lue {
    (EtatCondition::Remplie, explication.into())
}

fn unmet(explication: impl Into<String>) -> Lue {
    (EtatCondition::NonRemplie, explication.into())
}

fn unknown(explication: impl Into<String>) -> Lue {
    (EtatCondition::Inconnue, explication.into())
}

fn asked(code: &str, faits: &Faits) -> (EtatCondition, String, bool) {
    let (etat, words) = match faits.reponses.get(code) {
        Some(Reponse::Oui) => met("Répondu : oui."),
        Some(Reponse::Non) => unmet("Répondu : non."),
        Some(Reponse::NeSaitPas) | None => unknown("À demander."),
    };
    (etat, words, true)
}

fn age(dispositif: &Dispositif, faits: &Faits) -> Lue {
    let age = faits.age;
    let said = if faits.age_declare {
        format!("{age} ans environ, âge déclaré")
    } else {
        format!("{age} ans le {}", dates::short(faits.le))
    };
    let (min, max) = (dispositif.age_min, dispositif.age_max);
    if age < min {
        return unmet(format!("{said} : à partir de {min} ans."));
    }
    if age <= max {
        return met(format!("{said}."));
    }
    match (dispositif.age_max_rqth, faits.rqth) {
        (Some(most), Some(true)) if age <= most => met(format!("{said}, avec une RQTH.")),
        (Some(most), None) if age <= most => unknown(format!(
            "{said} : possible avec une RQTH, qui n’est pas dite au dossier."
        )),
        (Some(most), _) => unmet(format!(
            "{said} : jusqu’à {max} ans, {most} avec une RQTH valable."
        )),
        (None, _) => unmet(format!("{said} : jusqu’à {max} ans.")),
    }
}

/// One month (C. trav. L5131-4); by exception, with a reason, the months of the parameter.
fn diagnostic(faits: &Faits) -> Lue {
    let Some(day) = faits.diagnostic_le else {
        return unmet("Aucun diagnostic approfondi : commencez par là.");
    };
    let said = dates::short(day);
    if rules::apres_mois(day, 1).is_some_and(|last| faits.le <= last) {
        return met(format!("Diagnostic approfondi du {said}."));
    }
    let most = faits.diagnostic_exception_mois;
    if rules::apres_mois(day, most).is_some_and(|last| faits.le <= last) {
        return unknown(format!(
            "Diagnostic approfondi du {said} : plus d’un mois. Possible par exception, avec une raison, jusqu’à {most} mois."
        ));
    }
    unmet(format!(
        "Diagnostic approfondi du {said} : plus de {most} mois. Faites-en un autre."
    ))
}

fn outside(faits: &Faits, categories: &[&str], sentence: &str) -> Lue {
    if faits.situations.is_empty() {
        return unknown("Aucune situation n’est notée ce jour-là.");
    }
    let lived = faits
        .situations
        .iter()
        .any(|s| categories.contains(&s.as_str()));
    if lived {
        unmet(sentence)
    } else {
        met("Rien de tel dans ses situations.")
    }
}

fn registered(faits: &Faits) -> Lue {
    match faits.france_travail.as_str() {
        "inscrit" => met("Inscription notée au dossier."),
        "en_cours" => unknown("Inscription en cours."),
        "non" => unmet("Non inscrite, d’après le dossier."),
        _ => unknown("Le dossier ne le dit pas."),
    }
}

fn oriented(faits: &Faits) -> Lue {
    match faits.oriente_le {
        Some(day) if day <= faits.le => {
            let said = dates::short(day);
            if rules::apres_mois(day, 1).is_some_and(|last| faits.le <= last) {
                met(format!("Orientation notifiée le {said}."))
            } else {
                unknown(format!(
                    "Orientation notifiée le {said} : le contrat se signe dans le mois."
                ))
            }
        }
        Some(_) => unmet("L’orientation notée est plus tard."),
        None => unknown("Aucune orientation n’est notée au dossier."),
    }
}

/// Someone may be taken beyond the places, for a reason that is written.
fn place(faits: &Faits) -> Lue {
    let said = delegations::rules::dites(&faits.places);
    match delegations::rules::libre(&faits.places) {
        Some(true) => met(said),
        Some(false) => unknown(format!("{said} Possible au-delà, avec une raison.")),
        None => unknown(said),
    }
}

fn alone(faits: &Faits) -> Lue {
    match &faits.autre {
        None => met("Aucun."),
        Some(Autre {
            nom,
            sortie_le: Some(sortie),
            ..
        }) => unmet(format!(
            "{nom} va jusqu’au {} : jamais deux en même temps, entrez après.",
            dates::short(*sortie)
        )),
        Some(autre) if autre.entree_le < faits.le => {
            met(format!("{} sera fermé la veille de l’entrée.", autre.nom))
        }
        Some(autre) => unmet(format!(
            "{} est ouvert depuis le {} : entrez un jour plus tard.",
            autre.nom,
            dates::short(autre.entree_le)
        )),
    }
}

#[cfg(test)]
mod tests;
