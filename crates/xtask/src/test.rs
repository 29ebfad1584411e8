//! `xtask test`: one throw-away cluster, every Rust test, then the journeys in a browser.

use std::path::Path;

use anyhow::Result;

use crate::cluster::Cluster;
use crate::{files, tools};

/// The script that plays every journey.
pub(crate) const JOURNEYS: &str = "e2e/lancer.mjs";

/// What the command line asks for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Options {
    journeys: bool,
    nextest: Vec<String>,
}

impl Options {
    pub(crate) fn parse(words: &[&str]) -> Result<Self> {
        let mut options = Self {
            journeys: true,
            nextest: Vec::new(),
        };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            match *word {
                "--sans-e2e" => options.journeys = false,
                "--" => options.nextest = words.by_ref().map(|word| (*word).to_owned()).collect(),
                other => anyhow::bail!("option inconnue de test : « {other} »"),
            }
        }
        Ok(options)
    }
}

/// Runs everything asked for, even after a failure, and always stops the cluster.
pub(crate) fn run(options: &Options) -> Result<bool> {
    let root = files::root()?;
    let cluster = Cluster::start(&root)?;
    let address = cluster.url("postgres");
    let mut outcome = nextest(&root, &address, &options.nextest);
    if options.journeys {
        let journeys = journeys(&root, JOURNEYS, Some(&address));
        outcome = outcome.and_then(|tests| Ok(journeys? && tests));
    }
    cluster.stop()?;
    outcome
}

fn nextest(root: &Path, address: &str, args: &[String]) -> Result<bool> {
    let mut nextest = tools::cargo(root);
    nextest.args(["nextest", "run", "--retries", "0"]);
    if !names_a_package(args) {
        nextest.arg("--workspace");
    }
    nextest.args(args);
    nextest
        .env("JALON_TEST_PG", address)
        .env("SQLX_OFFLINE", "true");
    tools::succeeds(&mut nextest)
}

/// Whether the arguments choose packages: then only these are built.
fn names_a_package(args: &[String]) -> bool {
    args.iter()
        .any(|arg| arg == "-p" || arg.starts_with("--package"))
}

/// The journeys without the Rust tests; the binary brings its own PostgreSQL.
pub(crate) fn journeys_alone(script: &str) -> Result<bool> {
    journeys(&files::root()?, script, None)
}

/// Builds the binary and lets the script drive it.
fn journeys(root: &Path, script: &str, address: Option<&str>) -> Result<bool> {
    let mut build = tools::cargo(root);
    build
        .args(["build", "-p", "jalon"])
        .env("SQLX_OFFLINE", "true");
    if !tools::succeeds(&mut build)? {
        return Ok(false);
    }
    anyhow::ensure!(root.join(script).is_file(), "{script} n'existe pas");
    let mut node = tools::command(root, "node");
    node.arg(script)
        .env("JALON_BIN", tools::target(root).join("debug/jalon"));
    if let Some(address) = address {
        node.env("JALON_TEST_PG", address);
    }
    tools::succeeds(&mut node)
}

#[cfg(test)]
mod tests {
    use super::Options;

    #[test]
    fn a_chosen_package_is_built_alone() {
        assert!(super::names_a_package(&[
            "-p".to_owned(),
            "jeunes".to_owned()
        ]));
        assert!(super::names_a_package(&["--package=jeunes".to_owned()]));
        assert!(!super::names_a_package(&[
            "-E".to_owned(),
            "package(jeunes)".to_owned()
        ]));
    }

    #[test]
    fn everything_after_two_dashes_is_for_nextest() {
        let options = Options::parse(&["--sans-e2e", "--", "-E", "test(a)", "--sans-e2e"]).unwrap();
        assert!(!options.journeys);
        assert_eq!(options.nextest, ["-E", "test(a)", "--sans-e2e"]);
        assert!(Options::parse(&[]).unwrap().journeys);
        assert!(Options::parse(&["--vite"]).is_err());
    }
}
