//! The amounts that hold on a day, read in the dated parameters.

use chrono::NaiveDate;
use chrono_tz::{Indian::Mayotte, Tz};
use kernel::Centimes;
use platform::{Result, parametres::Parametres};

use super::model::Bareme;

const CEJ: [&str; 3] = [
    "cej_montant_non_imposable",
    "cej_montant_premiere_tranche",
    "cej_montant_mineur",
];

const CEJ_MAYOTTE: [&str; 3] = [
    "cej_montant_non_imposable_mayotte",
    "cej_montant_premiere_tranche_mayotte",
    "cej_montant_mineur_mayotte",
];

impl Bareme {
    /// The amounts of the CEJ on `day`, for a mission locale of this time zone: Mayotte has its own
    /// since April 2024.
    ///
    /// # Errors
    /// Internal when a parameter has no value on that day.
    pub fn read(parametres: &Parametres, day: NaiveDate, fuseau: Tz) -> Result<Self> {
        let known = |code: &&str| parametres.get(code, day).is_some();
        if fuseau == Mayotte && CEJ_MAYOTTE.iter().all(known) {
            return Self::of(parametres, day, CEJ_MAYOTTE);
        }
        Self::of(parametres, day, CEJ)
    }

    fn of(parametres: &Parametres, day: NaiveDate, codes: [&str; 3]) -> Result<Self> {
        let amount = |code: &str| parametres.entier(code, day).map(Centimes);
        let [none, first, minor] = codes;
        let unsure = codes
            .iter()
            .chain(&["smic_brut_mensuel", "cej_franchise", "cej_smic_pourcent"])
            .any(|code| parametres.get(code, day).is_some_and(|p| p.a_confirmer));
        let main = parametres.get(none, day);
        Ok(Self {
            du: main.map_or(day, |p| p.valide_du),
            majeur_non_imposable: amount(none)?,
            majeur_premiere_tranche: amount(first)?,
            mineur: amount(minor)?,
            franchise: amount("cej_franchise")?,
            smic: amount("smic_brut_mensuel")?,
            smic_pourcent: parametres.entier("cej_smic_pourcent", day)?,
            reference: "C. trav. D5131-19 et D5131-23".to_owned(),
            a_confirmer: unsure,
        })
    }
}
