//! Dossiers made by every core while they are loaded: one COPY per table, each on its own connection,
//! fed lot by lot. A table emptied in the transaction that fills it needs no journal, and its rows are
//! frozen at once: nothing is left to vacuum.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, AtomicUsize, Ordering},
    },
    time::Duration,
};

use anyhow::{Context as _, Result, ensure};
use platform::audit::Empreintes;
use sha2::{Digest as _, Sha256};
use sqlx::PgPool;
use tokio::{
    sync::mpsc::{self, Receiver, Sender},
    task::JoinSet,
};

use super::Annonce;
use crate::{
    copie::Entete, demo::lot, listes::Listes, lots::Lot, parcours::Contexte, reseau::Maison,
};

/// Dossiers made at once: some megabytes.
const LOT: u32 = 500;
/// Lots that may wait for a table.
const ATTENTE: usize = 3;
/// How often progress is told.
const RYTHME: Duration = Duration::from_secs(10);

/// What every maker shares.
struct Atelier {
    seed: u64,
    aujourd_hui: chrono::NaiveDate,
    maisons: Vec<Maison>,
    listes: Listes,
    empreintes: Empreintes,
    /// The mission locale and ranks of each lot.
    lots: Vec<(usize, u32, u32)>,
    next: AtomicUsize,
    made: AtomicU64,
    digests: Mutex<BTreeMap<usize, [u8; 32]>>,
    lignes: Mutex<BTreeMap<&'static str, u64>>,
}

/// What was loaded.
#[derive(Debug)]
pub(crate) struct Charge {
    pub(crate) lignes: BTreeMap<&'static str, u64>,
    /// The digest of each lot, in order.
    pub(crate) empreinte: Sha256,
}

/// What the dossiers are made of.
pub(crate) struct Matiere {
    pub(crate) seed: u64,
    pub(crate) aujourd_hui: chrono::NaiveDate,
    pub(crate) maisons: Vec<Maison>,
    pub(crate) listes: Listes,
    pub(crate) empreintes: Empreintes,
}

/// Makes and loads every dossier.
pub(crate) async fn charger(pool: &PgPool, matiere: Matiere, annonce: &Annonce) -> Result<Charge> {
    let atelier = Arc::new(Atelier::new(matiere));
    let mut senders = Vec::new();
    let mut loading = JoinSet::new();
    for tampon in Lot::new().tampons() {
        let (sender, receiver) = mpsc::channel(ATTENTE);
        senders.push(sender);
        loading.spawn(table(pool.clone(), tampon.entete(), receiver));
    }
    let mut making = JoinSet::new();
    for _ in 0..std::thread::available_parallelism().map_or(2, usize::from) {
        let (atelier, senders) = (Arc::clone(&atelier), senders.clone());
        making.spawn_blocking(move || atelier.fabriquer(&senders));
    }
    drop(senders);
    let mut lignes = BTreeMap::new();
    let total: u64 = atelier.maisons.iter().map(|m| u64::from(m.effectif)).sum();
    let mut ticks = tokio::time::interval(RYTHME);
    ticks.tick().await;
    loop {
        tokio::select! {
            done = loading.join_next() => match done {
                Some(done) => {
                    let (table, taken) = done.context("une connexion s’est arrêtée")??;
                    lignes.insert(table, taken);
                }
                None => break,
            },
            _ = ticks.tick() => {
                let made = atelier.made.load(Ordering::Relaxed);
                annonce(&format!("  {made} dossiers sur {total}"));
            }
        }
    }
    while let Some(done) = making.join_next().await {
        done.context("la fabrique des personnes s’est arrêtée")?;
    }
    atelier.bilan(lignes)
}

/// One table, emptied and filled in one transaction.
async fn table(
    pool: PgPool,
    entete: Entete,
    mut receiver: Receiver<String>,
) -> Result<(&'static str, u64)> {
    let failed = || format!("chargement de {}", entete.table);
    let mut tx = pool.begin().await.with_context(failed)?;
    super::queries::executer(&mut tx, format!("truncate {}", entete.table)).await?;
    let sql = format!("{} with (freeze)", entete.copy());
    let mut copy = tx.copy_in_raw(&sql).await.with_context(failed)?;
    while let Some(texte) = receiver.recv().await {
        copy.send(texte.into_bytes()).await.with_context(failed)?;
    }
    let taken = copy.finish().await.with_context(failed)?;
    tx.commit().await.with_context(failed)?;
    Ok((entete.table, taken))
}

impl Atelier {
    fn new(matiere: Matiere) -> Self {
        let lots = matiere.maisons.iter().enumerate().flat_map(|(at, maison)| {
            let starts = (0..maison.effectif).step_by(LOT as usize);
            starts.map(move |from| (at, from, maison.effectif.min(from + LOT)))
        });
        Self {
            lots: lots.collect(),
            seed: matiere.seed,
            aujourd_hui: matiere.aujourd_hui,
            maisons: matiere.maisons,
            listes: matiere.listes,
            empreintes: matiere.empreintes,
            next: AtomicUsize::new(0),
            made: AtomicU64::new(0),
            digests: Mutex::default(),
            lignes: Mutex::default(),
        }
    }

    /// Makes lots until there are no more, or nobody takes them.
    fn fabriquer(&self, senders: &[Sender<String>]) {
        loop {
            let at = self.next.fetch_add(1, Ordering::Relaxed);
            let Some((maison, from, to)) = self.lots.get(at).copied() else {
                return;
            };
            let ctx = Contexte {
                seed: self.seed,
                aujourd_hui: self.aujourd_hui,
                maison: &self.maisons[maison],
                listes: &self.listes,
                empreintes: &self.empreintes,
            };
            let lot = lot(ctx, from, to);
            self.noter(at, &lot);
            for (tampon, sender) in lot.into_tampons().into_iter().zip(senders) {
                let texte = tampon.into_texte();
                if !texte.is_empty() && sender.blocking_send(texte).is_err() {
                    return;
                }
            }
            self.made.fetch_add(u64::from(to - from), Ordering::Relaxed);
        }
    }

    fn noter(&self, at: usize, lot: &Lot) {
        let mut digest = Sha256::new();
        let mut lignes = self.lignes.lock().unwrap_or_else(PoisonError::into_inner);
        for tampon in lot.tampons() {
            *lignes.entry(tampon.table()).or_default() += tampon.lignes;
        }
        drop(lignes);
        for tampon in lot.tampons() {
            tampon.digerer(&mut digest);
        }
        let digest = digest.finalize().into();
        let mut digests = self.digests.lock().unwrap_or_else(PoisonError::into_inner);
        digests.insert(at, digest);
    }

    /// Nothing was lost between the makers and the tables.
    fn bilan(&self, lignes: BTreeMap<&'static str, u64>) -> Result<Charge> {
        let made = self.lignes.lock().unwrap_or_else(PoisonError::into_inner);
        ensure!(
            *made == lignes,
            "des lignes se sont perdues : {made:?}, {lignes:?}"
        );
        let mut empreinte = Sha256::new();
        let digests = self.digests.lock().unwrap_or_else(PoisonError::into_inner);
        for digest in digests.values() {
            empreinte.update(digest);
        }
        Ok(Charge { lignes, empreinte })
    }
}
