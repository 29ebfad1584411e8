//! Who a young person is: state of the dossier, names, birth, home, means of contact. One person is
//! a pure function of the seed, her mission locale and her rank of arrival.

use chrono::{Datelike as _, NaiveDate};
use kernel::dates;

use crate::{
    calendrier::{ecart, ouvre_avant, plus},
    hasard::{Flux, Hasard},
    lieux,
    moyens::{self, Moyen},
    noms,
    reseau::Maison,
};

/// Two years of history.
const RECUL: i64 = 730;

/// The state of a dossier and when it came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Etat {
    Actif,
    EnVeille {
        depuis: NaiveDate,
        motif: &'static str,
    },
    Fin {
        depuis: NaiveDate,
        motif: &'static str,
    },
    Archive {
        fin: NaiveDate,
        motif: &'static str,
        depuis: NaiveDate,
    },
}

/// A person as she comes in.
#[derive(Debug, Clone)]
pub(crate) struct Personne {
    pub(crate) accueil: NaiveDate,
    pub(crate) etat: Etat,
    pub(crate) sexe: Option<&'static str>,
    pub(crate) nom: String,
    pub(crate) nom_usage: String,
    pub(crate) prenom: String,
    pub(crate) prenom_usage: String,
    pub(crate) naissance: Option<NaiveDate>,
    pub(crate) age_declare: Option<i32>,
    pub(crate) lieu: Lieu,
    pub(crate) contacts: Vec<Moyen>,
    pub(crate) protege: Option<&'static str>,
    /// The rank of the person she may be, under another dossier.
    pub(crate) double_de: Option<u32>,
}

/// Where she lives.
#[derive(Debug, Clone)]
pub(crate) struct Lieu {
    pub(crate) sans_domicile: bool,
    pub(crate) commune: Option<&'static str>,
    pub(crate) adresse: String,
    pub(crate) code_postal: String,
}

impl Personne {
    /// Completed years on `day`.
    pub(crate) fn age(&self, day: NaiveDate) -> i32 {
        match (self.naissance, self.age_declare) {
            (Some(birth), _) => dates::age(birth, day),
            (None, Some(age)) => age,
            (None, None) => 20,
        }
    }

    /// The last day of the accompaniment, if it is over or asleep.
    pub(crate) const fn jusque(&self) -> Option<NaiveDate> {
        match self.etat {
            Etat::Actif => None,
            Etat::EnVeille { depuis, .. } | Etat::Fin { depuis, .. } => Some(depuis),
            Etat::Archive { fin, .. } => Some(fin),
        }
    }
}

/// The person of rank `index` (0 came first) among those of `maison`.
pub(crate) fn personne(seed: u64, maison: &Maison, aujourd_hui: NaiveDate, index: u32) -> Personne {
    let mut h = Hasard::new(seed, Flux::Personne, maison.ml, index);
    let mut made = nouvelle(&mut h, maison, aujourd_hui, index);
    // About one dossier in eighty is of someone who has one already.
    if index >= 40 && (u64::from(index) + seed % 83).is_multiple_of(83) {
        let other = index - 1 - u32::try_from(h.rang(39)).unwrap_or(0);
        let mut stream = Hasard::new(seed, Flux::Personne, maison.ml, other);
        let before = nouvelle(&mut stream, maison, aujourd_hui, other);
        doubler(&mut h, &mut made, &before, other);
    }
    made
}

fn nouvelle(h: &mut Hasard, maison: &Maison, aujourd_hui: NaiveDate, index: u32) -> Personne {
    let accueil = accueil(h, maison, aujourd_hui, index);
    let sexe = h.pese(&[(Some("femme"), 485), (Some("homme"), 505), (None, 10)]);
    let (nom, prenom) = if h.chance(12) {
        noms::autre_ecriture(h, sexe)
    } else {
        (noms::nom(h), noms::prenom(h, sexe))
    };
    let age = i64::from(
        h.pese(
            &[
                (16, 6),
                (17, 8),
                (18, 14),
                (19, 14),
                (20, 13),
                (21, 12),
                (22, 10),
                (23, 9),
                (24, 8),
                (25, 6_u32),
            ]
            .map(|(age, weight)| (age, weight)),
        ),
    );
    let mut naissance = plus(accueil, -(age * 365 + age / 4 + h.entre(1, 363)));
    let etat = etat(h, accueil, naissance, aujourd_hui, maison, index);
    while matches!(etat, Etat::Actif) && dates::age(naissance, aujourd_hui) > 25 {
        naissance = plus(naissance, 365);
    }
    let declared = h.chance(12);
    let usage = h.chance(if sexe == Some("femme") { 45 } else { 8 });
    let mut made = Personne {
        accueil,
        etat,
        sexe,
        nom_usage: if usage { noms::nom(h) } else { String::new() },
        prenom_usage: if h.chance(20) {
            noms::prenom(h, None)
        } else {
            String::new()
        },
        nom,
        prenom,
        naissance: (!declared).then(|| round_to_29_february(h, naissance)),
        age_declare: declared.then(|| dates::age(naissance, accueil)),
        lieu: lieu(h, maison),
        contacts: Vec::new(),
        protege: None,
        double_de: None,
    };
    made.contacts = moyens::moyens(h, &made, maison.ml, index);
    made.protege = protege(h);
    made
}

/// A few dossiers are kept from all but the référent and the direction.
fn protege(h: &mut Hasard) -> Option<&'static str> {
    h.chance(6).then(|| {
        h.pese(&[
            ("mise_en_securite", 5),
            ("lien_equipe", 3),
            ("demande_personne", 2),
            ("decision_direction", 1),
        ])
    })
}

/// Arrivals are even over the two years, a little fewer in summer, never at the weekend.
fn accueil(h: &mut Hasard, maison: &Maison, aujourd_hui: NaiveDate, index: u32) -> NaiveDate {
    let behind = i64::from(maison.effectif.saturating_sub(1).saturating_sub(index));
    let days = behind * RECUL / i64::from(maison.effectif.max(1));
    let mut day = plus(aujourd_hui, -days);
    if day.month() == 8 && h.chance(500) {
        day = plus(day, -20);
    }
    ouvre_avant(day)
}

/// Those who came lately are active; then dossiers fall asleep, end and are put away.
fn etat(
    h: &mut Hasard,
    accueil: NaiveDate,
    naissance: NaiveDate,
    aujourd_hui: NaiveDate,
    maison: &Maison,
    index: u32,
) -> Etat {
    let behind = f64::from(maison.effectif.saturating_sub(index));
    let old = behind / f64::from(maison.effectif.max(1));
    let active = 0.06 + 0.90 * (1.0 - old).powf(1.25);
    // Places follow one another by large steps, so that shares hold in any few dozens of rows.
    let place = f64::from((index * 21) % 53) / 53.0
        + f64::from(u32::try_from(h.rang(18)).unwrap_or(0)) / 1000.0;
    let span = ecart(accueil, aujourd_hui);
    if place < active || span < 75 {
        return Etat::Actif;
    }
    let end = ouvre_avant(plus(accueil, h.entre(45, span - 10)));
    let fin = motif_fin(h, naissance, end);
    if span > 400 && h.chance(170) && ecart(end, aujourd_hui) > 190 {
        let depuis = ouvre_avant(plus(end, 180));
        return Etat::Archive {
            fin: end,
            motif: fin,
            depuis,
        };
    }
    if h.chance(240) || fin == "age" {
        return Etat::Fin {
            depuis: end,
            motif: fin,
        };
    }
    let motif = h.pese(&[
        ("sans_contact", 45),
        ("solution_en_cours", 32),
        ("demande_jeune", 6),
        ("relais_partenaire", 7),
        ("indisponible", 5),
        ("absence_territoire", 5),
    ]);
    Etat::EnVeille { depuis: end, motif }
}

fn motif_fin(h: &mut Hasard, naissance: NaiveDate, end: NaiveDate) -> &'static str {
    if dates::age(naissance, end) > 25 {
        return "age";
    }
    h.pese(&[
        ("emploi", 32),
        ("formation", 13),
        ("alternance", 10),
        ("objectifs_atteints", 9),
        ("sans_nouvelles", 12),
        ("demenagement", 8),
        ("scolarite", 5),
        ("volontariat", 4),
        ("demande_jeune", 4),
        ("autre_accompagnement", 3),
    ])
}

/// Someone born in the last days of February of a leap year may well be born on the 29th.
fn round_to_29_february(h: &mut Hasard, day: NaiveDate) -> NaiveDate {
    let leap = NaiveDate::from_ymd_opt(day.year(), 2, 29);
    leap.filter(|_| day.month() == 2 && day.day() > 24 && h.chance(500))
        .unwrap_or(day)
}

fn lieu(h: &mut Hasard, maison: &Maison) -> Lieu {
    let weighted: Vec<(usize, u32)> = maison
        .communes
        .iter()
        .enumerate()
        .map(|(at, c)| (at, c.population))
        .collect();
    let commune = maison.communes[h.pese(&weighted)];
    let sans_domicile = h.chance(35);
    let known = !sans_domicile || h.chance(500);
    let adresse = if sans_domicile || h.chance(60) {
        String::new()
    } else {
        format!("{} {}", h.entre(1, 120), h.choix(lieux::RUES))
    };
    Lieu {
        sans_domicile,
        commune: known.then_some(commune.code),
        code_postal: if known {
            commune.code_postal.to_owned()
        } else {
            String::new()
        },
        adresse,
    }
}

/// Makes `made` someone the mission locale knows already, as badly typed as it happens.
fn doubler(h: &mut Hasard, made: &mut Personne, before: &Personne, other: u32) {
    made.double_de = Some(other);
    made.sexe = before.sexe;
    (made.nom, made.prenom) = (before.nom.clone(), before.prenom.clone());
    (made.nom_usage, made.prenom_usage) = (String::new(), String::new());
    made.naissance = before.naissance;
    made.age_declare = before.age_declare;
    match h.rang(6) {
        0 => std::mem::swap(&mut made.nom, &mut made.prenom),
        1 => made.nom = kernel::text::fold(&made.nom).to_uppercase(),
        2 => made.naissance = before.naissance.map(day_and_month_swapped),
        3 => made.prenom = without_one_letter(h, &made.prenom),
        4 => made.nom_usage = noms::nom(h),
        _ => made.nom = without_one_letter(h, &made.nom),
    }
    if let Some(phone) = before
        .contacts
        .iter()
        .find(|c| c.nature == "telephone" && !c.ancien)
    {
        made.contacts.retain(|c| c.nature != "telephone");
        made.contacts.push(phone.clone());
    }
}

fn day_and_month_swapped(day: NaiveDate) -> NaiveDate {
    NaiveDate::from_ymd_opt(day.year(), day.day(), day.month()).unwrap_or_else(|| plus(day, 1))
}

fn without_one_letter(h: &mut Hasard, name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    if letters.len() < 4 {
        return name.to_owned();
    }
    let gone = 1 + h.rang(letters.len() - 2);
    letters
        .iter()
        .enumerate()
        .filter(|(at, _)| *at != gone)
        .map(|(_, c)| *c)
        .collect()
}
