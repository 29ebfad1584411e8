//! The server's process: started, watched, stopped.

use std::io;
use std::process::{Child, Command};
use std::sync::mpsc::{self, Sender};
use std::thread;
use std::time::Duration;

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use crate::attente::attendre;

/// What is tried to stop the server, and how long each may take: a clean stop that cuts
/// connections and writes a checkpoint, an immediate one, then the system's.
const ARRETS: [(Signal, Duration); 3] = [
    (Signal::SIGINT, Duration::from_mins(1)),
    (Signal::SIGQUIT, Duration::from_secs(10)),
    (Signal::SIGKILL, Duration::from_secs(5)),
];

/// A running server, stopped when dropped.
#[derive(Debug)]
pub(crate) struct Serveur {
    enfant: Child,
    /// Dropping it ends the thread that started the server.
    _veille: Sender<()>,
}

impl Serveur {
    /// Starts the command from a thread of its own.
    ///
    /// The signal that ends the server when its parent dies is tied to the thread that started
    /// it, not to the process: the caller's may be short-lived (a pool, a test), this one lives
    /// as long as the server.
    pub(crate) fn lancer(mut commande: Command) -> io::Result<Self> {
        let (naissance, ne) = mpsc::channel();
        let (veille, fin) = mpsc::channel::<()>();
        thread::Builder::new()
            .name("localpg".to_owned())
            .spawn(move || {
                if naissance.send(commande.spawn()).is_ok() {
                    // Answers when the other end is dropped.
                    fin.recv().ok();
                }
            })?;
        let enfant = ne.recv().map_err(io::Error::other)??;
        Ok(Self {
            enfant,
            _veille: veille,
        })
    }

    /// The server's number.
    pub(crate) fn pid(&self) -> u32 {
        self.enfant.id()
    }

    /// Whether the server has ended.
    pub(crate) fn est_fini(&mut self) -> bool {
        // An error means that there is no such child any more.
        !matches!(self.enfant.try_wait(), Ok(None))
    }

    /// Stops the server and waits for it; says whether it ended in good order.
    pub(crate) fn arreter(&mut self) -> bool {
        for (signal, limite) in ARRETS {
            if self.est_fini() {
                break;
            }
            // The child is not reaped yet, so the number is still its own.
            if !signaler(self.pid(), signal) {
                continue;
            }
            if attendre(limite, || self.est_fini().then_some(())).is_some() {
                break;
            }
        }
        self.enfant
            .try_wait()
            .is_ok_and(|etat| etat.is_some_and(|etat| etat.success()))
    }
}

impl Drop for Serveur {
    fn drop(&mut self) {
        self.arreter();
    }
}

/// Asks a server for a clean stop that does not wait for its clients.
pub(crate) fn interrompre(pid: u32) {
    // A refusal shows in the wait that follows.
    signaler(pid, Signal::SIGINT);
}

/// Sends a signal, and says whether it could.
fn signaler(pid: u32, signal: Signal) -> bool {
    i32::try_from(pid).is_ok_and(|pid| kill(Pid::from_raw(pid), signal).is_ok())
}
