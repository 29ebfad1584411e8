//! A store of files in memory, for tests.

use std::{
    collections::HashMap,
    sync::{
        Mutex,
        atomic::{AtomicBool, Ordering},
    },
};

use chrono::{DateTime, Utc};
use kernel::MlId;
use platform::ports::{Attente, Blobs, CleBlob};
use uuid::Uuid;

/// Files in memory.
#[derive(Debug, Default)]
pub struct Memoire {
    files: Mutex<HashMap<CleBlob, Vec<u8>>>,
    broken: AtomicBool,
}

impl Memoire {
    /// How many files are kept.
    pub fn nombre(&self) -> usize {
        self.files.lock().map_or(0, |files| files.len())
    }

    /// From now on nothing is written or read.
    pub fn casser(&self) {
        self.broken.store(true, Ordering::Relaxed);
    }

    fn with<T>(&self, act: impl FnOnce(&mut HashMap<CleBlob, Vec<u8>>) -> T) -> anyhow::Result<T> {
        anyhow::ensure!(!self.broken.load(Ordering::Relaxed), "the store is broken");
        let mut files = self
            .files
            .lock()
            .map_err(|_| anyhow::anyhow!("a test stopped"))?;
        Ok(act(&mut files))
    }
}

impl Blobs for Memoire {
    fn ecrire(&self, cle: CleBlob, contenu: Vec<u8>) -> Attente<'_, ()> {
        Box::pin(async move { self.with(|files| drop(files.insert(cle, contenu))) })
    }

    fn lire(&self, cle: CleBlob) -> Attente<'_, Option<Vec<u8>>> {
        Box::pin(async move { self.with(|files| files.get(&cle).cloned()) })
    }

    fn effacer(&self, cle: CleBlob) -> Attente<'_, ()> {
        Box::pin(async move { self.with(|files| drop(files.remove(&cle))) })
    }

    fn lister(&self, ml: MlId) -> Attente<'_, Vec<(Uuid, DateTime<Utc>)>> {
        Box::pin(async move {
            self.with(|files| {
                let of = files.keys().filter(|cle| cle.ml == ml);
                of.map(|cle| (cle.id, DateTime::UNIX_EPOCH)).collect()
            })
        })
    }
}
