//! Rules of the allowances, pure.
//!
//! CEJ (C. trav. D5131-19, D5131-23): `M − D − max(P − F, 0) × M ÷ (s × SMIC − F)`, never under 0;
//! `M` the flat amount by age and household, `D` what is taken away whole, `P` the income from work,
//! `F` the part of it that takes nothing away, `s` the part of the SMIC where nothing is left.
//! Fractions are kept to the end and rounded once, to the nearest centime, a half upwards.

use chrono::{Datelike as _, Days, Months, NaiveDate};
use kernel::{Centimes, FieldErrors};

use super::model::{Bareme, Calcul, Entrees, Foyer, LigneCalcul};

/// The most a month may come to in the database.
pub const MONTANT_MAX: Centimes = Centimes(200_000);

/// The longest reason of a régularisation.
pub const MOTIF_MAX: usize = 500;

/// The first day of the month of `day`.
pub fn premier(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

/// The last day of the month that begins on `mois`.
pub fn dernier(mois: NaiveDate) -> NaiveDate {
    let next = premier(mois).checked_add_months(Months::new(1));
    next.and_then(|day| day.checked_sub_days(Days::new(1)))
        .unwrap_or(mois)
}

/// Days of the month `mois` between `du` and `au`, both in, then days of the month.
pub fn jours(mois: NaiveDate, du: NaiveDate, au: Option<NaiveDate>) -> (u32, u32) {
    let (first, last) = (premier(mois), dernier(mois));
    let from = du.max(first);
    let to = au.map_or(last, |au| au.min(last));
    let kept = (to - from).num_days() + 1;
    (u32::try_from(kept).unwrap_or(0), last.day())
}

/// The flat amount: nothing for a higher bracket, or for who lives with parents who help.
pub fn forfait(bareme: &Bareme, age: i32, foyer: Foyer, autonome: bool) -> Centimes {
    match foyer {
        _ if !autonome => Centimes::ZERO,
        Foyer::Autre => Centimes::ZERO,
        _ if age < 18 => bareme.mineur,
        Foyer::NonImposable => bareme.majeur_non_imposable,
        Foyer::PremiereTranche => bareme.majeur_premiere_tranche,
    }
}

/// What was declared of a month: taken away whole, from work.
pub type Ressources = (NaiveDate, Centimes, Centimes);

/// The average of the resources of `mois` and of the months before it: over three months or over
/// six, the lower of the two; months that were not declared are left out.
pub fn moyenne(declarees: &[Ressources], mois: NaiveDate) -> (Centimes, Centimes) {
    let over = |months: u32| {
        let from = mois
            .checked_sub_months(Months::new(months - 1))
            .unwrap_or(mois);
        let kept: Vec<&Ressources> = declarees
            .iter()
            .filter(|(m, _, _)| from <= *m && *m <= mois)
            .collect();
        let count = i64::try_from(kept.len()).unwrap_or(1).max(1);
        let mean = |amount: &dyn Fn(&Ressources) -> Centimes| {
            Centimes(kept.iter().map(|r| amount(r).0).sum::<i64>() / count)
        };
        (mean(&|r| r.1), mean(&|r| r.2))
    };
    let (three, six) = (over(3), over(6));
    if six.0.plus(six.1) < three.0.plus(three.1) {
        six
    } else {
        three
    }
}

/// The allowance of a month, line by line.
pub fn cej(bareme: &Bareme, e: Entrees) -> Calcul {
    let m = forfait(bareme, e.age, e.foyer, e.autonome);
    let mut lignes = vec![LigneCalcul {
        texte: flat_words(e),
        montant: Some(m),
    }];
    let numerator = i128::from(e.partielles.moins(bareme.franchise).0.max(0)) * i128::from(m.0);
    let denominator = i128::from(bareme.smic.0) * i128::from(bareme.smic_pourcent) / 100
        - i128::from(bareme.franchise.0);
    let denominator = denominator.max(1);
    // Over `denominator`, so that nothing is rounded on the way.
    let whole = i128::from(m.moins(e.deduites).0) * denominator - numerator;
    let days = i128::from(e.jours);
    let kept = i128::from(100 - e.reduction_pourcent.clamp(0, 100));
    let top = whole.max(0) * days * kept;
    let bottom = denominator * i128::from(e.jours_du_mois.max(1)) * 100;
    let montant = rounded(top, bottom);
    if m > Centimes::ZERO {
        lignes.extend(steps(bareme, e, numerator, denominator));
    }
    Calcul {
        montant,
        lignes,
        entrees: Some(e),
        regle_du: bareme.du,
        reference: bareme.reference.clone(),
        a_confirmer: bareme.a_confirmer,
    }
}

/// To the nearest centime, a half upwards; both are positive.
fn rounded(top: i128, bottom: i128) -> Centimes {
    Centimes(i64::try_from((2 * top + bottom) / (2 * bottom)).unwrap_or(i64::MAX))
}

fn flat_words(e: Entrees) -> String {
    if !e.autonome {
        return "Le jeune vit chez ses parents, qui l’aident : pas d’allocation.".to_owned();
    }
    match e.foyer {
        Foyer::Autre => "Les impôts du foyer dépassent la première tranche : pas d’allocation.",
        _ if e.age < 18 => "Montant de base avant 18 ans.",
        Foyer::NonImposable => "Montant de base, foyer non imposable.",
        Foyer::PremiereTranche => "Montant de base, foyer imposable à la première tranche.",
    }
    .to_owned()
}

fn steps(bareme: &Bareme, e: Entrees, numerator: i128, denominator: i128) -> Vec<LigneCalcul> {
    let mut lignes = Vec::new();
    let mut add = |texte: String, montant: Option<Centimes>| {
        lignes.push(LigneCalcul { texte, montant });
    };
    if e.deduites > Centimes::ZERO {
        let texte = "Stage, chômage et revenus semblables : retirés en entier.".to_owned();
        add(texte, Some(Centimes(-e.deduites.0)));
    }
    if e.partielles > bareme.franchise {
        let taken = rounded(numerator, denominator);
        let texte = format!(
            "Revenus du travail de {} : les {} premiers ne comptent pas, le reste fait baisser l’allocation peu à peu.",
            e.partielles, bareme.franchise
        );
        add(texte, Some(Centimes(-taken.0)));
    } else if e.partielles > Centimes::ZERO {
        let texte = format!(
            "Revenus du travail de {} : jusqu’à {}, ils ne changent rien.",
            e.partielles, bareme.franchise
        );
        add(texte, None);
    }
    if e.jours < e.jours_du_mois {
        let texte = format!(
            "{} jours sur {} dans le contrat ce mois-ci : l’allocation est comptée pour ces jours.",
            e.jours, e.jours_du_mois
        );
        add(texte, None);
    }
    if e.reduction_pourcent > 0 {
        let texte = format!(
            "Décision notifiée : {} % de l’allocation du mois en moins.",
            e.reduction_pourcent
        );
        add(texte, None);
    }
    lignes
}

/// What bounds the occasional allowance of the PACEA.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plafonds {
    /// Other income of the month, at most.
    pub ressources: Centimes,
    /// A month, at most.
    pub mois: Centimes,
    /// Twelve months, at most.
    pub an: Centimes,
}

/// The occasional allowance of the PACEA: what is asked, within its bounds.
///
/// # Errors
/// `demandee`, `partielles`: what passes a bound.
pub fn pacea(
    demandee: Option<Centimes>,
    ressources: Centimes,
    deja: Centimes,
    plafonds: Plafonds,
) -> Result<Centimes, FieldErrors> {
    let mut errors = FieldErrors::new();
    let Some(asked) = demandee else {
        return Err(FieldErrors::one("demandee", "Donnez le montant demandé."));
    };
    if ressources > plafonds.ressources && asked > Centimes::ZERO {
        errors.add(
            "partielles",
            format!(
                "Avec plus de {} d’autres ressources ce mois-ci, l’allocation du PACEA n’est pas versée.",
                plafonds.ressources
            ),
        );
    }
    if asked > plafonds.mois {
        errors.add("demandee", format!("Au plus {} par mois.", plafonds.mois));
    }
    if asked.plus(deja) > plafonds.an {
        errors.add(
            "demandee",
            format!(
                "Au plus {} sur douze mois : {} sont déjà accordés.",
                plafonds.an, deja
            ),
        );
    }
    errors.check(asked)
}

#[cfg(test)]
mod tests;
