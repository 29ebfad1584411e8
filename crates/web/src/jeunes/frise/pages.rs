//! The page of the frise: months, and in each what happened, latest first.

use askama::Template;
use chrono::{Datelike as _, NaiveDate};
use jeunes::frise::Evenement;
use kernel::{Access, Permission, Section, dates};
use platform::Tx;

use super::forms::Vue;
use crate::{
    jeunes::tete::Tete,
    ui::{Cadre, Onglet},
};

#[derive(Template)]
#[template(path = "jeunes/frise/page.html")]
pub(super) struct FrisePage {
    pub(super) cadre: Cadre,
    pub(super) tete: Tete,
    pub(super) vues: Vec<Onglet>,
    pub(super) tout: bool,
    pub(super) mois: Vec<Mois>,
    pub(super) montre: String,
    pub(super) suite: String,
}

/// A month and what happened in it.
#[derive(Debug)]
pub(super) struct Mois {
    pub(super) titre: String,
    pub(super) evenements: Vec<Point>,
    clef: (i32, u32),
}

/// Something that happened, in words.
#[derive(Debug)]
pub(super) struct Point {
    pub(super) datetime: String,
    pub(super) jour: String,
    pub(super) premier: bool,
    pub(super) icone: &'static str,
    pub(super) ton: &'static str,
    pub(super) titre: String,
    pub(super) lien: String,
    pub(super) details: String,
}

/// The views as tabs; each keeps its own address.
pub(super) fn views(tete: &Tete, current: Vue) -> Vec<Onglet> {
    Vue::ALL
        .into_iter()
        .map(|vue| Onglet {
            lien: match vue {
                Vue::Tout => format!("{}/frise", tete.base),
                other => format!("{}/frise?nature={}", tete.base, other.code()),
            },
            libelle: vue.label(),
            actif: vue == current,
            nombre: None,
        })
        .collect()
}

/// `rows` by month, in their order.
pub(super) fn by_month(tx: &Tx, base: &str, rows: &[Evenement]) -> Vec<Mois> {
    let mut all: Vec<Mois> = Vec::new();
    for row in rows {
        let clef = (row.survenu_le.year(), row.survenu_le.month());
        let point = Point::new(tx, base, row);
        match all.last_mut() {
            Some(mois) if mois.clef == clef => mois.evenements.push(point),
            _ => all.push(Mois {
                titre: dates::month(row.survenu_le),
                evenements: vec![point],
                clef,
            }),
        }
    }
    all
}

impl Point {
    fn new(tx: &Tx, base: &str, row: &Evenement) -> Self {
        let (icone, ton) = drawn(row);
        let (day, month) = day(row.survenu_le);
        Self {
            datetime: row.survenu_le.to_string(),
            premier: row.survenu_le.day() == 1,
            jour: if row.survenu_le.day() == 1 {
                month
            } else {
                format!("{day} {month}")
            },
            icone,
            ton,
            titre: title(tx, row),
            lien: link(tx, base, row),
            details: details(tx, row),
        }
    }
}

/// `Téléphone : rappel du rendez-vous`; what the wings write says its own kind.
fn title(tx: &Tx, row: &Evenement) -> String {
    let lists = tx.nomenclatures();
    let known = lists.entree("evenement_type", &row.nature);
    match (known, row.titre.is_empty()) {
        (Some(kind), true) => kind.libelle.clone(),
        (Some(_), false) if row.titre == "Premier accueil" => row.titre.clone(),
        (Some(kind), false) => format!("{} : {}", kind.libelle, row.titre),
        (None, false) => row.titre.clone(),
        (None, true) => row.nature.replace('_', " "),
    }
}

/// Hour, theme, result and agent, those that are known.
fn details(tx: &Tx, row: &Evenement) -> String {
    let lists = tx.nomenclatures();
    let hour = row
        .heure
        .map(|hour| hour.format("%-H h %M").to_string())
        .unwrap_or_default();
    let theme = lists.libelle("evenement_theme", &row.theme);
    let contact = lists.entree("contact_resultat", &row.resultat);
    let result = contact.map_or_else(
        || lists.libelle("etat_rdv", &row.resultat),
        |entry| entry.libelle.as_str(),
    );
    [hour.as_str(), theme, result, &row.agent_nom]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" · ")
}

/// The page of what happened, for those who read its section.
fn link(tx: &Tx, base: &str, row: &Evenement) -> String {
    let reads = |section| tx.may(Permission::Dossier(section, Access::Read));
    let id = row.objet_id;
    match row.objet.as_str() {
        "entretien" if reads(Section::Entretiens) => format!("{base}/entretiens/{id}"),
        "rendez_vous" if reads(Section::Agenda) => format!("{base}/rendez-vous/{id}"),
        "diagnostic" if reads(Section::Diagnostic) => format!("{base}/diagnostic?le={id}"),
        "accord" if reads(Section::Plan) => format!("{base}/plan/accords/{id}"),
        "objectif" | "action" | "frein" if reads(Section::Plan) => format!("{base}/plan"),
        "bon" | "pret_materiel" if reads(Section::Plan) => format!("{base}/moyens"),
        "demande_aide" if reads(Section::Plan) => format!("{base}/aides/{id}"),
        "prescription_formation" if reads(Section::Plan) => format!("{base}/formations/{id}"),
        "inscription" if reads(Section::Agenda) => format!("{base}/ateliers"),
        "dispositif" if reads(Section::Plan) => format!("{base}/adhesions/{id}"),
        "demande" | "proposition" if reads(Section::Demandes) => format!("{base}/demandes"),
        "metier_vise" if reads(Section::Situation) => format!("{base}/parcours"),
        "information" if reads(Section::Identite) => format!("{base}/information"),
        "situation" | "referent" if reads(Section::Identite) => format!("{base}/identite"),
        _ => String::new(),
    }
}

/// Icon and tone.
fn drawn(row: &Evenement) -> (&'static str, &'static str) {
    match row.nature.as_str() {
        "telephone" if matches!(&row.resultat[..], "abouti" | "tiers_joint") => ("telephone", ""),
        "telephone" => ("telephone-outbound", ""),
        "sms" | "messagerie" => ("chat-dots", ""),
        "courriel" | "courrier" => ("envelope", ""),
        "entretien_individuel" | "entretien_partenaire" => ("journal-text", ""),
        "atelier" | "information_collective" | "parrainage" => ("people", ""),
        "rendez_vous" => ("calendar-check", ""),
        "aide" => ("cash-coin", ""),
        "formation" => ("mortarboard", ""),
        "passage" => ("door-open", ""),
        "urgence" => ("life-preserver", "attention"),
        "visite" | "visite_entreprise" | "activite_exterieure" => ("geo-alt", ""),
        "diagnostic" => ("clipboard-check", "attention"),
        "frein" => ("unlock", "succes"),
        "accord" => ("check-circle", "succes"),
        "objectif" => ("bullseye", ""),
        "action" => ("check-lg", "succes"),
        "demande" => ("chat-left-text", ""),
        "dispositif" => ("signpost-split", "succes"),
        "proposition" => ("signpost-split", ""),
        "situation" => ("briefcase", ""),
        "metier" => ("patch-check", "succes"),
        "referent" => ("person-badge", ""),
        "etat" => ("flag", ""),
        "information" => ("shield-check", ""),
        _ => ("circle", ""),
    }
}

/// The day, and its month as short as French writes it.
fn day(day: NaiveDate) -> (u32, String) {
    const SHORT: [&str; 12] = [
        "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.",
        "déc.",
    ];
    let month = SHORT.get(day.month0() as usize).copied().unwrap_or("");
    (day.day(), month.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_as_french_writes_them() {
        let first = NaiveDate::from_ymd_opt(2026, 8, 1).unwrap();
        assert_eq!(day(first), (1, "août".to_owned()));
    }
}
