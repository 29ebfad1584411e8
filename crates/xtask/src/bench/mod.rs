//! `xtask bench`: figures of the pages that people open all day, on the fictional nation. Figures,
//! never assertions: they are read, compared and kept by whoever runs them. `JEUNES=75000` measures a
//! part of the nation; each set is made once, in the folder of Jalon's data.

mod client;
mod floor;
mod measure;
mod pages;
mod seances;
mod server;
mod tailles;

use std::{
    hash::{DefaultHasher, Hash as _, Hasher as _},
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result, ensure};

use self::{client::Client, pages::Pages, server::Server};
use crate::{cluster::Cluster, files};

/// Young people of the nation.
const NATION: u32 = 1_500_000;

/// Where a set is kept: another one for other migrations.
fn folder(root: &Path, jeunes: u32) -> Result<PathBuf> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(root.join("migrations"))?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_>>()?;
    files.sort();
    let mut hash = DefaultHasher::new();
    for file in files {
        std::fs::read(&file)?.hash(&mut hash);
    }
    let name = format!("mesures-{jeunes}-{:016x}", hash.finish());
    Ok(localpg::dossier_par_defaut().join(name))
}

/// Measures every page, or the one named.
pub(crate) fn run(page: Option<&str>) -> Result<bool> {
    let names: Vec<&str> = match page {
        Some(name) => vec![name],
        None => pages::NAMES.to_vec(),
    };
    for name in &names {
        ensure!(
            pages::NAMES.contains(name),
            "page inconnue : « {name} » (parmi {})",
            pages::NAMES.join(", ")
        );
    }
    let root = files::root()?;
    let jeunes = match std::env::var("JEUNES") {
        Ok(text) if !text.is_empty() => text.parse().context("JEUNES n’est pas un nombre")?,
        _ => NATION,
    };
    let cluster = Cluster::kept(&root, &folder(&root, jeunes)?)?;
    let server = Server::start(&root, &cluster, jeunes)?;
    println!("{}", server::header(&root, &cluster)?);
    let cookie = Client::connect(server.address)?.sign_in()?;
    let mut pages = Pages::of(&cluster, cookie)?;
    for name in names {
        if let Some(said) = pages.ready(&cluster, name)? {
            println!("# {name} : {said}");
        }
        let line = if name == pages::PAPIERS {
            measure::papers(&server, &mut pages)?
        } else {
            measure::measure(&server, &cluster, name, &mut pages)?
        };
        println!("{line}");
    }
    println!("# serveur : {} Mio au plus", server.memory()?);
    drop(server);
    cluster.stop()?;
    Ok(true)
}
