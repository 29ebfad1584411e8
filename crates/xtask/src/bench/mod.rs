//! `xtask bench`: figures of the pages that people open all day, on the demonstration data. Figures,
//! never assertions: they are read, compared and kept by whoever runs them.

mod client;
mod floor;
mod measure;
mod pages;
mod server;

use anyhow::{Result, ensure};

use self::{client::Client, pages::Pages, server::Server};
use crate::{cluster::Cluster, files};

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
    let cluster = Cluster::start(&root)?;
    let server = Server::start(&root, &cluster)?;
    println!("{}", server::header(&root, &cluster)?);
    let cookie = Client::connect(server.address)?.sign_in()?;
    let mut pages = Pages::of(&cluster, cookie)?;
    for name in names {
        let line = measure::measure(&server, &cluster, name, &mut pages)?;
        println!("{line}");
    }
    drop(server);
    cluster.stop()?;
    Ok(true)
}
