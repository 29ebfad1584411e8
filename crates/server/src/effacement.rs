//! Erasing the dossiers whose day has passed: which ones, how much, what is held and why. Numbers,
//! never names.

use std::collections::BTreeMap;

use accompagnement::pieces;
use anyhow::Result;
use jeunes::purge::{self, Issue, MissionLocale, Retenue};
use kernel::{JeuneId, MlId, dates};
use platform::{Db, Error, Tx, ports::Blobs, rattachement};
use web::TABLES;

use crate::{cli::say, failure::phrase, magasin};

/// What was found, or done, in a mission locale.
#[derive(Debug, Default)]
struct Bilan {
    effaces: usize,
    lignes: BTreeMap<&'static str, u64>,
    retenus: BTreeMap<String, usize>,
    sans_terme: usize,
}

/// Every dossier that comes due, of one mission locale or of all; with `essai`, only counts.
pub(crate) async fn all(db: &Db, blobs: &dyn Blobs, code: Option<&str>, essai: bool) -> Result<()> {
    let mut tx = Tx::operateur(db).await?;
    let mut missions = purge::missions_locales(&mut tx).await?;
    drop(tx);
    if let Some(code) = code {
        missions.retain(|mission| mission.code.eq_ignore_ascii_case(code.trim()));
        if missions.is_empty() {
            let sentence = format!("Aucune mission locale n’a le code « {code} ».");
            return Err(phrase(sentence));
        }
    }
    let (mut erased, mut held, mut orphans, mut named) = (0, 0, 0, 0);
    for mission in &missions {
        let bilan = of_mission(db, blobs, mission.ml, essai).await?;
        orphans += magasin::sweep(db, blobs, mission.ml, essai).await?;
        named += forget_named(db, mission.ml, essai).await?;
        bilan.print(mission, essai);
        erased += bilan.effaces;
        held += bilan.retenus.values().sum::<usize>();
    }
    let word = if essai { "à effacer" } else { "effacés" };
    say(format!("Dossiers {word} : {erased} ; gelés : {held}"));
    say(format!(
        "Fichiers sans pièce, de plus d’un jour : {orphans}"
    ));
    if named > 0 {
        say(format!(
            "Identités transmises par France Travail, retournées sans dossier : {named}"
        ));
    }
    if held > 0 && !essai {
        say("Les dossiers gelés sont gardés tels quels : rien n’en est effacé.");
    }
    Ok(())
}

/// The keyed hashes of identities that no longer count.
pub(crate) async fn sweep_keys(db: &Db) -> Result<()> {
    let mut tx = Tx::operateur(db).await?;
    let rows = purge::sweep_keys(&mut tx).await?;
    tx.commit().await?;
    say(format!(
        "Empreintes d’identité remplacées ou retirées : {rows}"
    ));
    Ok(())
}

/// What France Travail wrote of those who were returned long enough ago, without a dossier.
async fn forget_named(db: &Db, ml: MlId, essai: bool) -> Result<u64> {
    let mut tx = Tx::systeme(db, ml).await?;
    let rows = accompagnement::delegations::effacer_identites(&mut tx).await?;
    if !essai {
        tx.commit().await?;
    }
    Ok(rows)
}

async fn of_mission(db: &Db, blobs: &dyn Blobs, ml: MlId, essai: bool) -> Result<Bilan> {
    let mut bilan = Bilan::default();
    let mut after = None;
    loop {
        let mut tx = Tx::systeme(db, ml).await?;
        let lot = purge::due(&mut tx, after).await?;
        bilan.sans_terme += lot.sans_terme;
        let mut free = Vec::new();
        for echu in lot.echus {
            match echu.retenue {
                Some(held) => bilan.hold(&tx, &held),
                None => free.push(echu.jeune),
            }
        }
        if essai {
            bilan.effaces += free.len();
            for (table, rows) in rattachement::compter_ensemble(&mut tx, &TABLES, &free).await? {
                bilan.add(table.name, rows.unsigned_abs());
            }
        }
        drop(tx);
        if !essai {
            for jeune in free {
                bilan.erase(db, blobs, ml, jeune).await?;
            }
        }
        match lot.suite {
            Some(last) => after = Some(last),
            None => return Ok(bilan),
        }
    }
}

impl Bilan {
    /// One dossier, one transaction: whatever stops the purge, it is whole or it is gone.
    async fn erase(&mut self, db: &Db, blobs: &dyn Blobs, ml: MlId, jeune: JeuneId) -> Result<()> {
        let mut tx = Tx::systeme(db, ml).await?;
        let files = pieces::of_person(&mut tx, jeune).await?;
        match purge::erase(&mut tx, &TABLES, jeune).await? {
            Issue::Efface(gone) => {
                tx.commit().await?;
                // A file that stays because of a stop here is nobody's: the next purge sweeps it.
                magasin::remove(blobs, ml, files).await?;
                self.effaces += 1;
                for (table, rows) in gone {
                    self.add(table, rows);
                }
            }
            Issue::Retenu(held) => self.hold(&tx, &held),
            // Someone changed it, or erased it, since the list was read.
            Issue::PasEchu(_) | Issue::Absent => {}
        }
        Ok(())
    }

    fn add(&mut self, table: &'static str, rows: u64) {
        // The dossiers themselves have their own line.
        if let Some(table) = TABLES.find(table).filter(|_| rows > 0) {
            *self.lignes.entry(table.libelle).or_default() += rows;
        }
    }

    fn hold(&mut self, tx: &Tx, held: &Retenue) {
        let why = match held {
            Retenue::Gel { motif, .. } => tx.nomenclatures().libelle("motif_gel", motif).to_owned(),
            Retenue::Demande => "Demande sur ses données en attente de réponse".to_owned(),
        };
        *self.retenus.entry(why).or_default() += 1;
    }

    fn print(&self, mission: &MissionLocale, essai: bool) {
        let held: usize = self.retenus.values().sum();
        if self.effaces + held + self.sans_terme == 0 {
            return;
        }
        let MissionLocale { code, nom, .. } = mission;
        say(format!("{nom} ({code})"));
        let word = if essai { "à effacer" } else { "effacés" };
        say(format!("  Dossiers {word} : {}", self.effaces));
        for (libelle, rows) in &self.lignes {
            say(format!("    {libelle} : {rows}"));
        }
        if held > 0 {
            say(format!("  Dossiers gelés : {held}"));
        }
        for (why, count) in &self.retenus {
            say(format!("    {why} : {count}"));
        }
        if self.sans_terme > 0 {
            let count = self.sans_terme;
            say(format!(
                "  Dossiers actifs au-delà de l’âge, sans date de fin : {count}"
            ));
        }
    }
}

/// The dossier `numero` alone: erased, or one sentence that says why not.
pub(crate) async fn one(db: &Db, blobs: &dyn Blobs, numero: &str, essai: bool) -> Result<()> {
    let unknown = || phrase(format!("Aucun dossier n’a le numéro « {numero} »."));
    let ml = numero.split(['-', ' ']).find(|part| !part.is_empty());
    let ml: i32 = ml
        .and_then(|part| part.trim().parse().ok())
        .ok_or_else(unknown)?;
    let mut tx = match Tx::systeme(db, MlId::from(ml)).await {
        Err(Error::NotFound) => return Err(unknown()),
        other => other?,
    };
    let jeune = purge::find(&mut tx, numero).await?.ok_or_else(unknown)?;
    let files = pieces::of_person(&mut tx, jeune).await?;
    match purge::erase(&mut tx, &TABLES, jeune).await? {
        Issue::Efface(gone) => {
            let rows: u64 = gone.iter().map(|(_, rows)| rows).sum();
            let word = if essai { "à effacer" } else { "effacé" };
            say(format!("Dossier {word} : {rows} lignes"));
            if !essai {
                tx.commit().await?;
                magasin::remove(blobs, MlId::from(ml), files).await?;
            }
            Ok(())
        }
        Issue::Retenu(held) => Err(phrase(why_held(&tx, &held))),
        Issue::PasEchu(Some(day)) => Err(phrase(format!(
            "Ce dossier est à garder jusqu’au {}. Rien n’est effacé.",
            dates::long(day)
        ))),
        Issue::PasEchu(None) => Err(phrase(
            "Cette personne est encore accompagnée : son dossier n’a pas de date de fin. Rien \
             n’est effacé.",
        )),
        Issue::Absent => Err(unknown()),
    }
}

fn why_held(tx: &Tx, held: &Retenue) -> String {
    match held {
        Retenue::Gel { motif, jusqu_au } => {
            let until = jusqu_au.map_or_else(
                || ", sans date de fin".to_owned(),
                |day| format!(" jusqu’au {}", dates::long(day)),
            );
            let why = tx
                .nomenclatures()
                .libelle("motif_gel", motif)
                .to_lowercase();
            format!("Ce dossier est gelé{until} : {why}. Rien n’est effacé.")
        }
        Retenue::Demande => {
            "Une demande de cette personne sur ses données attend sa réponse. Rien n’est effacé."
                .to_owned()
        }
    }
}
