//! The lists that the form of an interview shows, new or to correct.

use platform::Tx;

use crate::{accompagnement::saisie::Saisie, ui::Choix};

/// The usual durations, in minutes.
const DUREES: [&str; 5] = ["15", "30", "45", "60", "90"];

/// Spare rows, so that the form needs no script.
const LIBRES: usize = 2;

/// What the facts of an interview are chosen from.
pub(super) struct Listes {
    pub(super) durees: Vec<Choix>,
    pub(super) duree_autre: String,
    pub(super) modalites: Vec<Choix>,
    pub(super) presents: Vec<Choix>,
    pub(super) themes: Vec<Choix>,
    pub(super) types: Vec<Choix>,
    pub(super) moyens: Vec<Choix>,
    pub(super) evenements: Vec<RangEvenement>,
}

/// A row of événement.
pub(super) struct RangEvenement {
    pub(super) rang: usize,
    pub(super) nature: String,
    pub(super) theme: String,
}

impl Listes {
    pub(super) fn new(tx: &Tx, saisie: &Saisie) -> Self {
        let of = |liste: &str| Choix::of(tx.nomenclatures(), liste, tx.today());
        let minutes = saisie.un("duree_minutes");
        let usual = minutes.is_empty() || DUREES.contains(&minutes);
        let typed = saisie.un("duree_autre");
        let row = |rang: usize| RangEvenement {
            rang,
            nature: saisie.un(&format!("evenement_{rang}_nature")).to_owned(),
            theme: saisie.un(&format!("evenement_{rang}_theme")).to_owned(),
        };
        Self {
            durees: DUREES
                .iter()
                .map(|d| Choix::new(*d, format!("{d} min")))
                .collect(),
            duree_autre: if usual { typed } else { minutes }.to_owned(),
            modalites: of("modalite_entretien"),
            presents: Choix::ticked(of("present_entretien"), &saisie.tous("presents")),
            themes: of("evenement_theme"),
            types: of("evenement_type"),
            moyens: of("contact_moyen"),
            evenements: (0..with_spare(saisie.rangs("evenement")))
                .map(row)
                .collect(),
        }
    }
}

/// At least two rows, the first time.
pub(super) const fn with_spare(rows: usize) -> usize {
    if rows < LIBRES { LIBRES } else { rows }
}
