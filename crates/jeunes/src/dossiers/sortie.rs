//! Preparing the exit: someone thinks of what comes after, half a year before the age at which a
//! mission locale may no longer accompany (C. trav. L5314-2: 16 to 25; 29 with an RQTH).

use chrono::{Months, NaiveDate};
use platform::{Result, Tx};

use crate::{
    DossierForWrite,
    dossiers::EtatDossier,
    echeances::{self, NouvelleEcheance},
    faits,
};

const NATURE: &str = "preparer_sortie";

/// Pushes, moves or closes « Préparer la sortie » as the dossier stands now.
pub(crate) async fn follow(tx: &mut Tx, dossier: &DossierForWrite) -> Result<()> {
    let id = dossier.id.uuid();
    let over = matches!(
        dossier.etat,
        EtatDossier::FinAccompagnement | EtatDossier::Archive
    );
    let born = dossier.naissance.date().filter(|_| !over);
    let known = faits::known(tx, dossier, "handicap").await?;
    let rqth = known.is_some_and(|fait| fait.valeurs.get("rqth").is_some_and(|v| v == "oui"));
    let code = if rqth {
        "age_public_max_rqth"
    } else {
        "age_public_max"
    };
    let (years, before) = (tx.parametre(code)?, tx.parametre("sortie_preparee_mois")?);
    let Some((visible_le, echeance_le)) = born.and_then(|born| days(born, years, before)) else {
        return echeances::close(tx, dossier, "dossier", &[id], Some(NATURE)).await;
    };
    let next = NouvelleEcheance {
        nature: NATURE.to_owned(),
        libelle: "Préparer la sortie : l’âge limite approche".to_owned(),
        visible_le,
        echeance_le,
        objet: "dossier",
        objet_id: id,
    };
    echeances::push(tx, dossier, &[next]).await
}

/// The day it begins to be shown, and the birthday after the last age (in completed years).
fn days(born: NaiveDate, last_age: i64, months_before: i64) -> Option<(NaiveDate, NaiveDate)> {
    let years = u32::try_from(last_age + 1).ok()?;
    let limit = born.checked_add_months(Months::new(12 * years))?;
    let before = u32::try_from(months_before).ok()?;
    Some((limit.checked_sub_months(Months::new(before))?, limit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_year_before_the_birthday_that_ends_it() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
        let born = day(2001, 8, 31);
        assert_eq!(
            days(born, 25, 6),
            Some((day(2027, 2, 28), day(2027, 8, 31)))
        );
        assert_eq!(
            days(born, 29, 6),
            Some((day(2031, 2, 28), day(2031, 8, 31)))
        );
    }
}
