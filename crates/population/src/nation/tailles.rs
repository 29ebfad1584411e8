//! How many young people each mission locale of the nation has: a few very large ones, many small.

/// The nation as it is: missions locales, sites, agents, young people.
pub(crate) const NATION: [u32; 4] = [445, 6_500, 13_000, 1_500_000];
/// The smallest and the largest mission locale of the nation.
const BORNES: (f64, f64) = (700.0, 28_000.0);

/// Missions locales for so many young people, at the mean size of the nation.
pub(crate) fn missions_locales(jeunes: u32) -> u32 {
    let [structures, .., nation] = NATION;
    let nation = u64::from(nation);
    let proportional = (u64::from(jeunes) * u64::from(structures) + nation / 2) / nation;
    u32::try_from(proportional)
        .unwrap_or(1)
        .clamp(1, structures)
}

/// The share of `total` due to a mission locale of `effectif` people: sites or agents.
pub(crate) fn part(total: u32, effectif: u32) -> u32 {
    let [.., nation] = NATION;
    let rounded = u64::from(effectif) * u64::from(total) + u64::from(nation) / 2;
    u32::try_from(rounded / u64::from(nation)).unwrap_or(0)
}

/// Sizes from the largest to the smallest; their sum is `jeunes`. Bounds follow the mean: 700 and
/// 28 000 for 1 500 000 people in 445 missions locales.
pub(crate) fn tailles(jeunes: u32, combien: u32) -> Vec<u32> {
    let [structures, .., nation] = NATION;
    let mean = f64::from(jeunes) / f64::from(combien.max(1));
    let scale = mean * f64::from(structures) / f64::from(nation);
    let (low, high) = (BORNES.0 * scale, BORNES.1 * scale);
    if combien < 3 {
        return egales(jeunes, combien.max(1));
    }
    let curve = |power: f64| -> Vec<f64> {
        let last = f64::from(combien - 1);
        let rank = |at| 1.0 - f64::from(at) / last;
        (0..combien)
            .map(|at| (high - low).mul_add(rank(at).powf(power), low))
            .collect()
    };
    // The steeper the curve, the fewer people: halve until the sum is right.
    let (mut flat, mut steep) = (0.1, 60.0);
    for _ in 0..60 {
        let middle = f64::midpoint(flat, steep);
        if curve(middle).iter().sum::<f64>() > f64::from(jeunes) {
            flat = middle;
        } else {
            steep = middle;
        }
    }
    settle(jeunes, &curve(f64::midpoint(flat, steep)))
}

fn egales(jeunes: u32, combien: u32) -> Vec<u32> {
    let each = jeunes / combien;
    let mut all = vec![each; combien as usize];
    all[0] += jeunes - each * combien;
    all
}

/// Whole numbers whose sum is `jeunes`; the extremes keep their size, the second takes what is left.
fn settle(jeunes: u32, sizes: &[f64]) -> Vec<u32> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "sizes are between 0 and 28 000 times a small scale"
    )]
    let mut all: Vec<u32> = sizes.iter().map(|size| size.round() as u32).collect();
    let sum: i64 = all.iter().map(|size| i64::from(*size)).sum();
    let left = i64::from(jeunes) - sum;
    let second = all.get(1).map_or(0, |second| i64::from(*second) + left);
    match (u32::try_from(second), all.get_mut(1)) {
        (Ok(rest), Some(second)) => {
            *second = rest;
            all
        }
        // Too few missions locales for the curve.
        _ => egales(jeunes, u32::try_from(sizes.len()).unwrap_or(1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nation_has_the_sizes_of_the_nation() {
        let all = tailles(1_500_000, 445);
        assert_eq!(all.iter().sum::<u32>(), 1_500_000);
        assert_eq!((all[0], all[444]), (28_000, 700));
        assert!(all.is_sorted_by(|a, b| a >= b), "{:?}", &all[..4]);
    }

    #[test]
    fn a_tenth_of_the_nation_has_the_same_shape() {
        assert_eq!(missions_locales(151_685), 45);
        let all = tailles(151_685, 45);
        assert_eq!(all.iter().sum::<u32>(), 151_685);
        assert!((27_900..=28_100).contains(&all[0]), "{}", all[0]);
        assert!((690..=710).contains(&all[44]), "{}", all[44]);
    }

    #[test]
    fn any_number_is_shared_out_whole() {
        for (jeunes, combien) in [(1, 1), (50, 2), (400, 3), (75_000, 22), (9_999, 17)] {
            let all = tailles(jeunes, combien);
            assert_eq!(all.len(), combien as usize);
            assert_eq!(all.iter().sum::<u32>(), jeunes);
        }
        assert_eq!(missions_locales(10), 1);
    }

    #[test]
    fn sites_and_agents_follow_the_people() {
        assert_eq!(part(6_500, 1_500_000), 6_500);
        assert_eq!(part(13_000, 28_000), 243);
        assert_eq!(part(6_500, 700), 3);
    }
}
