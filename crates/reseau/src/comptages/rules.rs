//! Statistical secrecy of a column of counts and its total. Pure.

use super::model::Cellule;

/// Values that a hidden cell must at least leave possible.
const DOUTE: u64 = 3;

/// Hides what must be hidden in a column of counts and its total. Cells below `seuil` are hidden
/// (zero too). When the total and the visible cells would leave a hidden one fewer than three
/// possible values, the smallest visible cell is hidden too, and so on; at last, the total.
pub fn secret(valeurs: &[Option<u64>], seuil: u64) -> (Vec<Cellule>, Cellule) {
    let mut cells: Vec<Cellule> = valeurs
        .iter()
        .map(|valeur| match valeur {
            None => Cellule::Absente,
            Some(n) if *n < seuil => Cellule::MoinsDe(seuil),
            Some(n) => Cellule::Valeur(*n),
        })
        .collect();
    let total: u64 = valeurs.iter().flatten().sum();
    if valeurs.iter().all(Option::is_none) {
        return (cells, Cellule::Absente);
    }
    if total < seuil {
        return (cells, Cellule::MoinsDe(seuil));
    }
    while !is_safe(&cells, total, seuil) {
        let smallest = cells
            .iter()
            .enumerate()
            .filter_map(|(rang, cell)| match cell {
                Cellule::Valeur(n) => Some((*n, rang)),
                _ => None,
            })
            .min();
        let Some((_, rang)) = smallest else {
            return (cells, Cellule::Masquee);
        };
        cells[rang] = Cellule::Masquee;
    }
    (cells, Cellule::Valeur(total))
}

/// Whether every cell below the threshold keeps enough possible values for someone who knows the
/// total, the visible cells, the threshold and how cells are chosen.
fn is_safe(cells: &[Cellule], total: u64, seuil: u64) -> bool {
    let visible: u64 = cells.iter().filter_map(shown).sum();
    let hidden_sum = total.saturating_sub(visible);
    // A cell hidden with the others is no larger than the smallest one still visible.
    let most = cells
        .iter()
        .filter_map(shown)
        .min()
        .unwrap_or(hidden_sum)
        .min(hidden_sum);
    let small = seuil.saturating_sub(1);
    let hidden: Vec<(u64, u64)> = cells
        .iter()
        .filter_map(|cell| match cell {
            Cellule::MoinsDe(_) => Some((0, small)),
            Cellule::Masquee => Some((seuil, most.max(seuil))),
            Cellule::Valeur(_) | Cellule::Absente => None,
        })
        .collect();
    let (low, high) = hidden
        .iter()
        .fold((0_u64, 0_u64), |(l, h), (a, b)| (l + a, h + b));
    let room = |(a, b): (u64, u64)| {
        let least = a.max(hidden_sum.saturating_sub(high - b));
        let greatest = b.min(hidden_sum.saturating_sub(low - a));
        (greatest + 1).saturating_sub(least)
    };
    hidden
        .iter()
        .all(|bounds| bounds.1 >= seuil || room(*bounds) >= DOUTE.min(seuil))
}

const fn shown(cell: &Cellule) -> Option<u64> {
    match cell {
        Cellule::Valeur(n) => Some(*n),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use Cellule::{Absente, Masquee, MoinsDe, Valeur};

    fn of(valeurs: &[u64]) -> (Vec<Cellule>, Cellule) {
        secret(&valeurs.iter().copied().map(Some).collect::<Vec<_>>(), 11)
    }

    #[test]
    fn shows_what_can_be_shown() {
        assert_eq!(of(&[11, 40]), (vec![Valeur(11), Valeur(40)], Valeur(51)));
        assert_eq!(
            of(&[10, 5, 40]),
            (vec![MoinsDe(11), MoinsDe(11), Valeur(40)], Valeur(55))
        );
        assert_eq!(secret(&[None], 11), (vec![Absente], Absente));
        assert_eq!(of(&[]), (vec![], Absente));
    }

    #[test]
    fn one_hidden_cell_takes_another_with_it() {
        assert_eq!(
            of(&[3, 20, 40, 50]),
            (
                vec![MoinsDe(11), Masquee, Valeur(40), Valeur(50)],
                Valeur(113)
            )
        );
        // Two cells of 10 would be found from their sum; so would two of 0.
        assert_eq!(of(&[10, 10, 30, 90]).0[2], Masquee);
        assert_eq!(of(&[0, 0, 30, 90]).0[2], Masquee);
        // 0 and 11: nothing else adds up to 11.
        assert_eq!(of(&[0, 11]), (vec![MoinsDe(11), Masquee], Masquee));
        assert_eq!(of(&[4]), (vec![MoinsDe(11)], MoinsDe(11)));
    }

    /// Every value that a hidden small cell could have, by trying them all.
    fn possible(cells: &[Cellule], total: u64, rang: usize) -> usize {
        let left: u64 = total - cells.iter().filter_map(shown).sum::<u64>();
        let most = cells.iter().filter_map(shown).min().unwrap_or(left);
        let mut sums = std::collections::HashSet::from([0_u64]);
        for (i, cell) in cells.iter().enumerate() {
            let range = match cell {
                MoinsDe(seuil) => 0..=seuil - 1,
                Masquee => 11..=most.max(11),
                _ => continue,
            };
            if i != rang {
                sums = sums
                    .iter()
                    .flat_map(|s| range.clone().map(move |v| s + v))
                    .filter(|s| *s <= left)
                    .collect();
            }
        }
        (0..11)
            .filter(|v| *v <= left && sums.contains(&(left - v)))
            .count()
    }

    proptest! {
        #[test]
        fn no_hidden_cell_can_be_worked_out(valeurs in prop::collection::vec(0_u64..40, 1..7)) {
            let (cells, total) = of(&valeurs);
            prop_assert_eq!(cells.len(), valeurs.len());
            for (rang, (cell, valeur)) in cells.iter().zip(&valeurs).enumerate() {
                prop_assert_eq!(*valeur < 11, matches!(cell, MoinsDe(11)));
                if let (MoinsDe(_), Valeur(total)) = (cell, total) {
                    prop_assert!(possible(&cells, total, rang) >= 3);
                }
            }
        }

        #[test]
        fn large_counts_are_shown_whole(valeurs in prop::collection::vec(11_u64..500, 1..9)) {
            let (cells, total) = of(&valeurs);
            prop_assert_eq!(total, Valeur(valeurs.iter().sum()));
            prop_assert!(cells.iter().all(|c| shown(c).is_some()));
        }
    }
}
