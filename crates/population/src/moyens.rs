//! How to reach a young person: numbers of the ranges kept for fiction, addresses in `.invalid`.

use crate::{hasard::Hasard, noms, personnes::Personne};

/// A means of contact.
#[derive(Debug, Clone)]
pub(crate) struct Moyen {
    pub(crate) nature: &'static str,
    pub(crate) valeur: String,
    pub(crate) titulaire: &'static str,
    pub(crate) precisions: &'static str,
    /// No longer true: she changed.
    pub(crate) ancien: bool,
}

/// Her means of contact on the day she comes; sometimes none.
pub(crate) fn moyens(h: &mut Hasard, who: &Personne, ml: i32, index: u32) -> Vec<Moyen> {
    let mut all = Vec::new();
    let mut add = |nature, valeur, titulaire, precisions| {
        all.push(Moyen {
            nature,
            valeur,
            titulaire,
            precisions,
            ancien: false,
        });
    };
    if h.chance(900) {
        let words = h.pese(&[
            ("", 80),
            ("SMS de préférence", 10),
            ("Après 17 h", 6),
            ("Pas de message vocal", 4),
        ]);
        add("telephone", mobile(h), "jeune", words);
    }
    if h.chance(680) {
        let local = noms::adresse_locale(&who.prenom, &who.nom);
        let local = if local.is_empty() {
            format!("jeune{ml}")
        } else {
            local
        };
        add(
            "courriel",
            format!("{local}{index}@exemple.invalid"),
            "jeune",
            "",
        );
    }
    tiers(h, who.age(who.accueil) < 18, &mut all);
    all
}

/// Those who can pass a message on, and the number she had before.
fn tiers(h: &mut Hasard, mineur: bool, all: &mut Vec<Moyen>) {
    let mut add = |nature, valeur, titulaire, precisions, ancien| {
        all.push(Moyen {
            nature,
            valeur,
            titulaire,
            precisions,
            ancien,
        });
    };
    if h.chance(if mineur { 700 } else { 60 }) {
        add("telephone", fixe(h), "parent", "", false);
    } else if h.chance(20) {
        add(
            "telephone",
            fixe(h),
            "educateur",
            "Aux heures de bureau",
            false,
        );
    }
    if h.chance(8) {
        add(
            "autre",
            "Par la permanence de la mairie".to_owned(),
            "autre_tiers",
            "",
            false,
        );
    }
    if h.chance(50) {
        add("telephone", mobile(h), "jeune", "", true);
    }
}

/// A mobile number kept for fiction: 06 39 98 xx xx.
fn mobile(h: &mut Hasard) -> String {
    format!("+3363998{:04}", h.entre(0, 9_999))
}

/// A fixed one: 01 99 00 xx xx.
fn fixe(h: &mut Hasard) -> String {
    format!("+3319900{:04}", h.entre(0, 9_999))
}
