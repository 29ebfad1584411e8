//! The program under measure: the release build, on the cluster of the measures, over the nation that
//! `jalon population` makes there once.

use std::{
    fs,
    io::{BufRead as _, BufReader},
    net::{SocketAddr, TcpListener},
    path::Path,
    process::{Child, Stdio},
};

use anyhow::{Context as _, Result, ensure};
use tempfile::TempDir;

use super::pages::BASE;
use crate::{cluster::Cluster, tools};

/// Clock ticks per second of `/proc/<pid>/stat`, the same on every Linux that Rust knows.
const TICKS: f64 = 100.0;

/// The running program; killed when dropped.
#[derive(Debug)]
pub(super) struct Server {
    child: Child,
    /// Its mails and key, gone at the end.
    _folder: TempDir,
    /// Where it answers.
    pub(super) address: SocketAddr,
}

impl Server {
    /// Builds it, makes the nation if it is not there, and waits until it serves.
    pub(super) fn start(root: &Path, cluster: &Cluster, jeunes: u32) -> Result<Self> {
        let mut build = tools::cargo(root);
        build
            .args(["build", "--release", "-p", "jalon"])
            .env("SQLX_OFFLINE", "true");
        ensure!(tools::succeeds(&mut build)?, "la construction a échoué");
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let folder = tempfile::Builder::new()
            .prefix("jalon-mesures-")
            .tempdir()?;
        let program = tools::target(root).join("release/jalon");
        let mut population = std::process::Command::new(&program);
        population
            .args(["population", "--jeunes", &jeunes.to_string(), "--dossier"])
            .arg(folder.path())
            .env("DATABASE_URL", cluster.url("postgres"));
        ensure!(
            tools::succeeds(&mut population)?,
            "la nation n’est pas faite"
        );
        let mut child = std::process::Command::new(&program)
            .args(["demo", "--adresse", &address.to_string(), "--dossier"])
            .arg(folder.path())
            .env("DATABASE_URL", cluster.url("postgres"))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("{} ne se lance pas", program.display()))?;
        let stdout = child.stdout.take().context("sans sortie")?;
        let ready = BufReader::new(stdout)
            .lines()
            .map_while(Result::ok)
            .any(|line| line.starts_with("Ctrl-C"));
        let server = Self {
            child,
            _folder: folder,
            address,
        };
        ensure!(ready, "le serveur n'a pas démarré");
        Ok(server)
    }

    /// The processor time it took so far, in seconds.
    pub(super) fn cpu(&self) -> Result<f64> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id()))?;
        let after_name = stat.rsplit_once(')').context("/proc illisible")?.1;
        let ticks = after_name.split_whitespace().skip(11).take(2);
        let ticks: Vec<f64> = ticks.filter_map(|word| word.parse().ok()).collect();
        Ok(ticks.iter().sum::<f64>() / TICKS)
    }
}

impl Server {
    /// The most memory it held so far, in mebibytes.
    pub(super) fn memory(&self) -> Result<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find(|line| line.starts_with("VmHWM:"));
        let kibibytes = line.and_then(|line| line.split_whitespace().nth(1));
        let kibibytes: u64 = kibibytes.context("/proc illisible")?.parse()?;
        Ok(kibibytes / 1024)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// What the figures are about: data, machine, commit.
pub(super) fn header(root: &Path, cluster: &Cluster) -> Result<String> {
    let sizes = cluster.psql(
        BASE,
        "select (select count(*) from mission_locale) || ' missions locales, '
             || (select count(*) from jeune) || ' jeunes, '
             || (select count(*) from evenement) || ' événements, '
             || (select count(*) from entretien) || ' entretiens, '
             || pg_size_pretty(pg_database_size(current_database()))",
    )?;
    let version = cluster.psql(BASE, "show server_version")?;
    let cpus = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpus.lines().find(|line| line.starts_with("model name"));
    let model = model
        .and_then(|line| line.split_once(": "))
        .map_or("?", |(_, name)| name);
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let git = |args: &[&str]| -> String {
        let output = tools::command(root, "git").args(args).output();
        output.map_or_else(
            |_| String::new(),
            |out| String::from_utf8_lossy(&out.stdout).trim().to_owned(),
        )
    };
    let changed = if git(&["status", "--porcelain"]).is_empty() {
        ""
    } else {
        ", modifié"
    };
    Ok(format!(
        "# données : {sizes}\n# machine : {cores} × {model}, PostgreSQL {version}\n\
         # commit : {}{changed}\n\
         # plancher : la transaction entière de la page par pgbench -M prepared, sans COMMIT",
        git(&["rev-parse", "--short", "HEAD"])
    ))
}
