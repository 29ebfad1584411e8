//! The amounts that hold on a day, read in the dated parameters.

use chrono::NaiveDate;
use kernel::Centimes;
use platform::{Result, parametres::Parametres};

use super::model::Bareme;

const CEJ: [&str; 3] = [
    "cej_montant_non_imposable",
    "cej_montant_premiere_tranche",
    "cej_montant_mineur",
];

impl Bareme {
    /// The amounts of the CEJ on `day`.
    ///
    /// # Errors
    /// Internal when a parameter has no value on that day.
    pub fn read(parametres: &Parametres, day: NaiveDate) -> Result<Self> {
        let amount = |code: &str| parametres.entier(code, day).map(Centimes);
        let [none, first, minor] = CEJ;
        let unsure = CEJ
            .iter()
            .chain(&["smic_brut_mensuel"])
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
