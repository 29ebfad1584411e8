//! The demonstration: a fictional department, loaded in one transaction.

use std::{collections::BTreeMap, fmt::Write as _};

use anyhow::{Context as _, Result};
use chrono::NaiveDate;
use platform::audit::Empreintes;
use sha2::{Digest as _, Sha256};
use sqlx::{PgConnection, PgPool};
use tokio::sync::mpsc;

use crate::{
    agenda,
    calendrier::{instant, plus},
    contrats,
    copie::Tampon,
    formations,
    hasard::{Flux, Hasard},
    lieux,
    lignes::{CompteurDossier, Remplacement},
    listes::Listes,
    lots::Lot,
    obligations,
    parcours::{self, Contexte},
    queries,
    reseau::{self, Maison, Reseau},
};

/// People made and sent at once: the whole of a mission locale here. The keys of a first small lot
/// would be checked for ever by the plan of a table that looked empty.
const LOT: u32 = 2500;

/// What the demonstration is made of.
#[derive(Debug, Clone)]
pub struct Options {
    /// The same seed and day give the same rows, to the last byte.
    pub seed: u64,
    /// The day everything is told from.
    pub aujourd_hui: NaiveDate,
    /// How many young people, in all.
    pub jeunes: u32,
    /// The hash of the password common to every account.
    pub mot_de_passe_hash: String,
    /// The keyed hashes of the application that will serve this database.
    pub empreintes: Empreintes,
}

/// What was loaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resume {
    /// Rows by table.
    pub lignes: BTreeMap<&'static str, u64>,
    /// SHA-256 of every row, in the order of loading: equal for equal options.
    pub empreinte: String,
}

impl Resume {
    /// Rows in all.
    pub fn total(&self) -> u64 {
        self.lignes.values().sum()
    }
}

/// Whether the database holds a network already.
pub async fn est_deja_peuplee(conn: &mut PgConnection) -> Result<bool> {
    queries::une_mission_locale(conn).await
}

/// Loads the demonstration, whole or not at all. `pool` is of the role `jalon_chargement`.
///
/// # Errors
/// The database holds a network already, lacks the coded lists, or refuses a row.
pub async fn demo(pool: &PgPool, options: &Options) -> Result<Resume> {
    let mut tx = pool.begin().await.context("la base ne répond pas")?;
    anyhow::ensure!(
        !est_deja_peuplee(&mut tx).await?,
        "la base est déjà peuplée"
    );
    let listes = Listes::charger(&mut tx).await?;
    let mut charge = Chargement::default();
    let mdp = &options.mot_de_passe_hash;
    let reseau = reseau::demonstration(options.seed, options.aujourd_hui, options.jeunes, mdp);
    charge.reseau(&mut tx, &reseau).await?;
    let maisons = reseau.maisons.clone();
    charge.personnes(&mut tx, options, maisons, listes).await?;
    tx.commit().await?;
    Ok(charge.resume())
}

/// What was sent so far.
#[derive(Debug, Default)]
struct Chargement {
    lignes: BTreeMap<&'static str, u64>,
    digest: Sha256,
}

impl Chargement {
    async fn envoyer(&mut self, conn: &mut PgConnection, tampon: &Tampon) -> Result<()> {
        tampon.digerer(&mut self.digest);
        *self.lignes.entry(tampon.table()).or_default() += tampon.envoyer(conn).await?;
        Ok(())
    }

    async fn reseau(&mut self, conn: &mut PgConnection, reseau: &Reseau) -> Result<()> {
        for tampon in [
            Tampon::of(&[lieux::REGION]),
            Tampon::of(&[lieux::DEPARTEMENT]),
            Tampon::of(&lieux::communes()),
            Tampon::of(&reseau.missions_locales),
            Tampon::of(&reseau.sites),
            Tampon::of(&reseau.zones),
            Tampon::of(&reseau.organismes),
            Tampon::of(&reseau.mandats),
            Tampon::of(&reseau.agents.personnes),
            Tampon::of(&reseau.agents.comptes),
            Tampon::of(&reseau.agents.affectations),
        ] {
            self.envoyer(conn, &tampon).await?;
        }
        Ok(())
    }

    /// People are made in one thread while the former ones are loaded.
    async fn personnes(
        &mut self,
        conn: &mut PgConnection,
        options: &Options,
        maisons: Vec<Maison>,
        listes: Listes,
    ) -> Result<()> {
        let (seed, aujourd_hui) = (options.seed, options.aujourd_hui);
        let empreintes = options.empreintes.clone();
        // The smallest first: the base has something to do sooner.
        let mut maisons = maisons;
        maisons.sort_by_key(|maison| maison.effectif);
        let (sender, mut receiver) = mpsc::channel::<Lot>(2);
        let maker = tokio::task::spawn_blocking(move || {
            for maison in &maisons {
                let ctx = Contexte {
                    seed,
                    aujourd_hui,
                    maison,
                    listes: &listes,
                    empreintes: &empreintes,
                };
                let mut from = 0;
                while from < maison.effectif {
                    let to = maison.effectif.min(from + LOT);
                    if sender.blocking_send(lot(ctx, from, to)).is_err() {
                        return;
                    }
                    from = to;
                }
            }
        });
        while let Some(lot) = receiver.recv().await {
            for tampon in lot.tampons() {
                self.envoyer(conn, tampon).await?;
            }
        }
        maker
            .await
            .context("la fabrique des personnes s’est arrêtée")
    }

    fn resume(self) -> Resume {
        let digest = self.digest.finalize();
        Resume {
            lignes: self.lignes,
            empreinte: hexadecimal(&digest),
        }
    }
}

pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a String never fails.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The dossiers from `from` to `to`; the first lot opens the counter, names a replacement, and holds
/// motifs and hours.
pub(crate) fn lot(ctx: Contexte<'_>, from: u32, to: u32) -> Lot {
    let mut lot = Lot::new();
    if from == 0 {
        let dernier = i32::try_from(ctx.maison.effectif).unwrap_or(i32::MAX);
        lot.compteurs.ajouter(&[CompteurDossier {
            ml_id: ctx.maison.ml,
            dernier,
        }]);
        lot.remplacements.ajouter(&remplacement(ctx));
        lot.motifs.ajouter(&agenda::motifs(ctx));
        lot.plages.ajouter(&agenda::plages(ctx));
        lot.ajouter_catalogue(&formations::catalogue(ctx));
    }
    for index in from..to {
        let mut one = parcours::parcours(ctx, index);
        let rendez = agenda::rendez_vous(ctx, index, &mut one);
        let contrat = contrats::contrat(ctx, index, &mut one);
        let prescription = match &contrat {
            Some(_) => None,
            None => formations::prescription(ctx, index, &mut one),
        };
        let signalee = obligations::obligation(ctx, index, &mut one);
        lot.ajouter(&one);
        lot.prescriptions.ajouter(prescription.as_slice());
        if let Some(rendez) = &rendez {
            lot.ajouter_rendez_vous(rendez);
        }
        if let Some(contrat) = &contrat {
            lot.ajouter_contrat(contrat);
        }
        if let Some(signalee) = &signalee {
            lot.ajouter_obligation(signalee);
        }
    }
    lot
}

/// Someone is away this week, and a colleague reads for her.
fn remplacement(ctx: Contexte<'_>) -> Vec<Remplacement> {
    let mut agents = ctx.maison.tour.clone();
    agents.dedup();
    let [.., remplacant_id, agent_id] = agents.as_slice() else {
        return Vec::new();
    };
    let du = plus(ctx.aujourd_hui, -3);
    let mut h = Hasard::new(ctx.seed, Flux::Reseau, ctx.maison.ml, 1);
    vec![Remplacement {
        ml_id: ctx.maison.ml,
        id: h.id(instant(du, 7, 0)),
        agent_id: *agent_id,
        remplacant_id: *remplacant_id,
        du,
        au: plus(ctx.aujourd_hui, 8),
    }]
}
