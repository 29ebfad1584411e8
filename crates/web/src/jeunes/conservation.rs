//! The card of the fiche that says until when the dossier is kept, and why.

use jeunes::{
    DossierForRead,
    conservation::{self, Raison},
};
use kernel::dates;
use platform::Tx;

/// What the card says.
#[derive(Debug)]
pub(super) struct Carte {
    pub(super) jusque: String,
    pub(super) raison: String,
    /// The age of the rule is not confirmed by a text in force.
    pub(super) a_confirmer: bool,
}

impl Carte {
    /// No statement: the dossier and the parameter say it all.
    pub(super) fn of(tx: &Tx, dossier: &DossierForRead) -> platform::Result<Self> {
        const AGE: &str = "conservation_age_ans";
        let ans = tx.parametre(AGE)?;
        let found = conservation::of(tx, dossier)?;
        let raison = match found.raison {
            Raison::Anniversaire => format!("C’est le jour de ses {ans}\u{a0}ans."),
            Raison::AgeDeclare => {
                format!("Ses {ans}\u{a0}ans au plus tard, d’après l’âge déclaré.")
            }
            Raison::FinAccompagnement => {
                format!("L’accompagnement a pris fin ce jour-là, après ses {ans}\u{a0}ans.")
            }
            Raison::EnCours => format!("Les {ans}\u{a0}ans sont passés, le dossier est actif."),
        };
        Ok(Self {
            jusque: match found.fin {
                Some(day) => format!("Jusqu’au {}", dates::long(day)),
                None => "Tant que dure l’accompagnement".to_owned(),
            },
            raison,
            a_confirmer: tx
                .parametres()
                .get(AGE, tx.today())
                .is_some_and(|p| p.a_confirmer),
        })
    }
}
