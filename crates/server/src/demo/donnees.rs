//! What fills the database of the demonstration.

use anyhow::{Context as _, Result};
use kernel::{Clock, Rng, actor::FUSEAU_NATIONAL};
use platform::{audit::Empreintes, mots_de_passe};

use super::{
    MOT_DE_PASSE,
    base::{Demande, NOM, Nation},
    lieu::Lieu,
};
use crate::{cli::say, imports, serve};

/// Connections while filling.
const CONNEXIONS: u32 = 2;

/// One account per role: the role, the address of mail.
pub(crate) const COMPTES: &[(&str, &str)] = population::COMPTES_DEMO;

/// Fills an empty database: the fictional département, then the real places around it.
pub(crate) async fn fill(lieu: &Lieu, jeunes: u32, graine: u64) -> Result<()> {
    let options = population::Options {
        seed: graine,
        aujourd_hui: Clock::System.today(FUSEAU_NATIONAL),
        jeunes,
        mot_de_passe_hash: mots_de_passe::hash(MOT_DE_PASSE.into(), &Rng::system()).await?,
        empreintes: Empreintes::new(lieu.cle()?),
    };
    let pool = platform::db::pool(&lieu.url("jalon_chargement", NOM), CONNEXIONS).await?;
    let filled = population::demo(&pool, &options).await;
    pool.close().await;
    let resume = filled.context("the fictional département")?;
    say(format!("{} lignes fictives.", resume.total()));
    let db = serve::open(&lieu.url("jalon_app", NOM), CONNEXIONS, lieu.cle()?).await?;
    let done = around(&db).await;
    db.close().await;
    done
}

/// Fills an empty database with a nation over the real communes, when this program has them.
pub(crate) async fn fill_nation(lieu: &Lieu, demande: &Demande, nation: Nation) -> Result<()> {
    let db = serve::open(&lieu.url("jalon_app", NOM), CONNEXIONS, lieu.cle()?).await?;
    imports::decoupage(&db).await.context("the real places")?;
    let options = population::OptionsNation {
        seed: demande.graine(),
        aujourd_hui: Clock::System.today(FUSEAU_NATIONAL),
        jeunes: demande.jeunes(),
        missions_locales: nation.missions_locales,
        mot_de_passe_hash: mots_de_passe::hash(MOT_DE_PASSE.into(), &Rng::system()).await?,
        empreintes: Empreintes::new(lieu.cle()?),
    };
    let start = std::time::Instant::now();
    let loader = lieu.url("jalon_chargement", NOM);
    let acces = population::Acces {
        proprietaire: platform::db::pool(&lieu.url("jalon_owner", NOM), 3).await?,
        chargement: platform::db::pool(&loader, population::CONNEXIONS).await?,
    };
    let filled = population::nation(&acces, &options, &|line: &str| say(line)).await;
    acces.proprietaire.close().await;
    acces.chargement.close().await;
    let resume = filled.context("the fictional nation")?;
    say(format!(
        "{} lignes, dont {} faits datés, pour {} jeunes : {:.0} s (copie {:.0} s, clés et index \
         {:.0} s).",
        resume.total(),
        resume.faits(),
        resume.de("jeune"),
        start.elapsed().as_secs_f64(),
        resume.copie.as_secs_f64(),
        resume.contraintes.as_secs_f64()
    ));
    let published = reseau::comptages::publish_all(&db).await;
    db.close().await;
    published.context("the published counts")?;
    Ok(())
}

/// The real places, when this program has them, and the published counts.
async fn around(db: &platform::Db) -> Result<()> {
    imports::decoupage(db).await.context("the real places")?;
    reseau::comptages::publish_all(db)
        .await
        .context("the published counts")?;
    Ok(())
}
