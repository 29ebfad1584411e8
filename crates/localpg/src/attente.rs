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
        pause();
    }
}

/// Lets one step pass.
#[expect(
    clippy::disallowed_methods,
    reason = "another process's state (a file, /proc, a child) raises no event that std can await"
)]
fn pause() {
    thread::sleep(PAS);
}
