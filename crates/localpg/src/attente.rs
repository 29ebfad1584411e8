//! Bounded waiting: the only place of the crate that looks at the clock.

use std::thread;
use std::time::{Duration, Instant};

/// Time between two looks.
const PAS: Duration = Duration::from_millis(10);

/// Asks `essai` again and again until it answers or `limite` has passed.
pub(crate) fn attendre<T>(limite: Duration, mut essai: impl FnMut() -> Option<T>) -> Option<T> {
    let debut = Instant::now();
    loop {
        if let Some(reponse) = essai() {
            return Some(reponse);
        }
        if debut.elapsed() >= limite {
            return None;
        }
        thread::sleep(PAS);
    }
}
