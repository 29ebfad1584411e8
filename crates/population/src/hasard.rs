//! Chance, reproducible: one stream per thing to make, from the seed and the place of the thing, so
//! that any row can be made again alone and in any order.

use chrono::{DateTime, Utc};
use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use uuid::Uuid;

/// What a stream is for; two families never share their draws.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flux {
    /// The network of one mission locale.
    Reseau = 1,
    /// Who a person is.
    Personne = 2,
    /// What happens to her.
    Parcours = 3,
    /// Rows derived from what happened.
    Derives = 4,
    /// Her rendez-vous.
    Agenda = 5,
    /// Her contract, what she does alone.
    Contrats = 6,
    /// Formations prescribed to her, and the catalogue.
    Formations = 7,
    /// Her obligation de formation.
    Obligations = 8,
}

/// One stream of chance.
#[derive(Debug)]
pub(crate) struct Hasard(ChaCha8Rng);

impl Hasard {
    /// The stream of thing `index` of mission locale `ml`.
    pub(crate) fn new(seed: u64, flux: Flux, ml: i32, index: u32) -> Self {
        let mut key = [0_u8; 32];
        key[..8].copy_from_slice(&seed.to_le_bytes());
        key[8..12].copy_from_slice(&ml.to_le_bytes());
        key[12..16].copy_from_slice(&index.to_le_bytes());
        key[16] = flux as u8;
        Self(ChaCha8Rng::from_seed(key))
    }

    /// An integer from `low` to `high`, both included.
    pub(crate) fn entre(&mut self, low: i64, high: i64) -> i64 {
        if high <= low {
            return low;
        }
        self.0.random_range(low..=high)
    }

    /// A place in a list of `len` things.
    pub(crate) fn rang(&mut self, len: usize) -> usize {
        if len < 2 {
            return 0;
        }
        self.0.random_range(0..len)
    }

    /// True `pour_mille` times in a thousand.
    pub(crate) fn chance(&mut self, pour_mille: u32) -> bool {
        self.0.random_range(0..1000_u32) < pour_mille
    }

    /// One of a list that is not empty.
    pub(crate) fn choix<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.rang(list.len())]
    }

    /// One of a list, as often as its weight says.
    pub(crate) fn pese<T: Copy>(&mut self, list: &[(T, u32)]) -> T {
        let total: u32 = list.iter().map(|(_, weight)| weight).sum();
        let mut draw = self.0.random_range(0..total.max(1));
        for (value, weight) in list {
            if draw < *weight {
                return *value;
            }
            draw -= weight;
        }
        list[list.len() - 1].0
    }

    /// An identifier shaped as a UUID version 7 of a fictional instant.
    pub(crate) fn id(&mut self, instant: DateTime<Utc>) -> Uuid {
        let millis = u64::try_from(instant.timestamp_millis()).unwrap_or(0);
        let mut random = [0_u8; 10];
        self.0.fill(&mut random);
        uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }
}
