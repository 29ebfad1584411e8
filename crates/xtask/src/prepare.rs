//! `xtask prepare`: what the SQL macros need to know of the database, kept in `.sqlx/`.
//!
//! A database is made from the migrations; the crates that use the macros are checked against it
//! with `SQLX_OFFLINE_DIR`, which makes each macro write one file. Cargo does not know that the
//! macros read a database, so the files that call them are touched first, and given back their
//! dates afterwards when nothing changed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::{Context as _, Result};

use crate::cluster::Cluster;
use crate::{files, tools};

/// The committed folder.
const FOLDER: &str = ".sqlx";
/// The database made for the macros.
const BASE: &str = "jalon_prepare";
const MACROS: [&str; 5] = [
    "query!(",
    "query_as!(",
    "query_scalar!(",
    "query_file",
    "_unchecked!(",
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    Refresh,
    Verify,
}

/// Texts by file name.
type Set = BTreeMap<String, String>;

/// Refreshes `.sqlx/`, or says that it should be.
pub(crate) fn run(mode: Mode) -> Result<bool> {
    let root = files::root()?;
    let callers = callers(&root)?;
    let stamp = tools::target(&root).join("outils/sqlx.empreinte");
    let known = fs::read_to_string(&stamp).unwrap_or_default();
    if known == fingerprint(&root, &callers)? {
        println!("prepare : {FOLDER}/ est à jour, rien n'a changé depuis");
        return Ok(true);
    }
    let committed = read(&root.join(FOLDER))?;
    let dates = Dates::touch(&root, &callers)?;
    let Some(fresh) = ask(&root, &callers)? else {
        dates.restore()?;
        return Ok(false);
    };
    if fresh == committed {
        dates.restore()?;
        println!("prepare : {FOLDER}/ est à jour, {} requêtes", fresh.len());
    } else if mode == Mode::Verify {
        dates.restore()?;
        for name in difference(&committed, &fresh) {
            println!("{FOLDER}/{name}");
        }
        println!("prepare : {FOLDER}/ n'est plus à jour, lancez `make prepare`");
        return Ok(false);
    } else {
        replace(&root.join(FOLDER), &committed, &fresh)?;
        println!("prepare : {FOLDER}/ refait, {} requêtes", fresh.len());
    }
    fs::create_dir_all(stamp.parent().context("target/ sans parent ?")?)?;
    fs::write(&stamp, fingerprint(&root, &callers)?)?;
    Ok(true)
}

/// Rust files that call the macros, by package.
fn callers(root: &Path) -> Result<BTreeMap<String, Vec<String>>> {
    let mut callers: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for path in files::listed(root)? {
        let Some((folder, _)) = path
            .strip_prefix("crates/")
            .and_then(|rest| rest.split_once('/'))
        else {
            continue;
        };
        if folder == "xtask" || !files::has_extension(&path, "rs") {
            continue;
        }
        let text = files::text(root, &path)?.unwrap_or_default();
        if MACROS.iter().any(|name| text.contains(name)) {
            callers
                .entry(package(root, folder)?)
                .or_default()
                .push(path);
        }
    }
    Ok(callers)
}

/// The package's name in a crate's folder.
fn package(root: &Path, folder: &str) -> Result<String> {
    let manifest = files::text(root, &format!("crates/{folder}/Cargo.toml"))?.unwrap_or_default();
    let name = manifest
        .lines()
        .find_map(|line| line.strip_prefix("name = \""));
    let name = name.and_then(|name| name.strip_suffix('"'));
    Ok(name
        .with_context(|| format!("crates/{folder}/Cargo.toml sans nom"))?
        .to_owned())
}

/// Makes the database and collects what the macros write; `None` when a crate does not compile.
fn ask(root: &Path, callers: &BTreeMap<String, Vec<String>>) -> Result<Option<Set>> {
    let cluster = Cluster::start(root)?;
    let made = cluster.migrate(root, BASE);
    let fresh = made.and_then(|()| check(root, &cluster.url(BASE), callers.keys()));
    cluster.stop()?;
    fresh
}

fn check<'a>(
    root: &Path,
    url: &str,
    packages: impl Iterator<Item = &'a String>,
) -> Result<Option<Set>> {
    let folder = tempfile::Builder::new().prefix("jalon-sqlx-").tempdir()?;
    let mut cargo = tools::cargo(root);
    cargo.args(["check", "--quiet", "--all-targets", "--all-features"]);
    let mut any = false;
    for package in packages {
        cargo.args(["-p", package]);
        any = true;
    }
    cargo.env("DATABASE_URL", url).env("SQLX_OFFLINE", "false");
    cargo.env("SQLX_OFFLINE_DIR", folder.path());
    if any && !tools::succeeds(&mut cargo)? {
        println!("prepare : une requête ou son code ne compile pas sur les migrations (ci-dessus)");
        return Ok(None);
    }
    read(folder.path()).map(Some)
}

fn read(folder: &Path) -> Result<Set> {
    let mut set = Set::new();
    if folder.is_dir() {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            set.insert(name, fs::read_to_string(entry.path())?);
        }
    }
    Ok(set)
}

/// Names of the files that are missing, too many or different.
fn difference<'a>(one: &'a Set, other: &'a Set) -> BTreeSet<&'a str> {
    let names = one.keys().chain(other.keys());
    names
        .filter(|name| one.get(*name) != other.get(*name))
        .map(String::as_str)
        .collect()
}

/// Writes what differs, removes what no query needs any more.
fn replace(folder: &Path, committed: &Set, fresh: &Set) -> Result<()> {
    fs::create_dir_all(folder)?;
    for name in difference(committed, fresh) {
        match fresh.get(name) {
            Some(text) => fs::write(folder.join(name), text)?,
            None => fs::remove_file(folder.join(name))?,
        }
    }
    Ok(())
}

/// A number that changes with the migrations, the queries, or `.sqlx/` itself.
fn fingerprint(root: &Path, callers: &BTreeMap<String, Vec<String>>) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    let used = callers
        .values()
        .flatten()
        .map(String::as_str)
        .collect::<BTreeSet<_>>();
    for path in files::listed(root)? {
        let input = used.contains(path.as_str())
            || path.starts_with("migrations/")
            || path.starts_with(".sqlx/")
            || matches!(
                files::name(&path),
                "amorce.sql" | "sqlx.toml" | "Cargo.lock"
            );
        if input {
            (&path, files::text(root, &path)?).hash(&mut hasher);
        }
    }
    Ok(format!("{:016x}\n", hasher.finish()))
}

/// Files made newer than what was built, and the dates they had.
#[derive(Debug)]
struct Dates(Vec<(PathBuf, SystemTime)>);

impl Dates {
    fn touch(root: &Path, callers: &BTreeMap<String, Vec<String>>) -> Result<Self> {
        // The instant as the file system gives it, without reading the clock.
        let now = tempfile::tempfile()?.metadata()?.modified()?;
        let mut dates = Vec::new();
        for path in callers.values().flatten().map(|path| root.join(path)) {
            let file = fs::File::options().append(true).open(&path)?;
            dates.push((path, file.metadata()?.modified()?));
            file.set_modified(now)?;
        }
        Ok(Self(dates))
    }

    fn restore(self) -> Result<()> {
        for (path, date) in self.0 {
            fs::File::options()
                .append(true)
                .open(path)?
                .set_modified(date)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(files: &[(&str, &str)]) -> Set {
        files
            .iter()
            .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
            .collect()
    }

    #[test]
    fn a_refresh_writes_what_differs_and_removes_what_is_stale() {
        let folder = tempfile::tempdir().unwrap();
        let committed = set(&[
            ("query-a.json", "1"),
            ("query-b.json", "2"),
            ("query-c.json", "3"),
        ]);
        let fresh = set(&[
            ("query-a.json", "1"),
            ("query-b.json", "20"),
            ("query-d.json", "4"),
        ]);
        for (name, text) in &committed {
            fs::write(folder.path().join(name), text).unwrap();
        }
        let names: Vec<&str> = difference(&committed, &fresh).into_iter().collect();
        assert_eq!(names, ["query-b.json", "query-c.json", "query-d.json"]);
        replace(folder.path(), &committed, &fresh).unwrap();
        assert_eq!(read(folder.path()).unwrap(), fresh);
    }

    #[test]
    fn dates_are_given_back() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.rs");
        fs::write(&file, "query!(1)").unwrap();
        let before = SystemTime::UNIX_EPOCH + std::time::Duration::from_hours(1);
        fs::File::options()
            .append(true)
            .open(&file)
            .unwrap()
            .set_modified(before)
            .unwrap();
        let callers = BTreeMap::from([("x".to_owned(), vec!["a.rs".to_owned()])]);
        let dates = Dates::touch(folder.path(), &callers).unwrap();
        assert!(fs::metadata(&file).unwrap().modified().unwrap() > before);
        dates.restore().unwrap();
        assert_eq!(fs::metadata(&file).unwrap().modified().unwrap(), before);
        assert_eq!(fs::read_to_string(&file).unwrap(), "query!(1)");
    }

    #[test]
    fn no_folder_is_an_empty_set() {
        assert_eq!(read(Path::new("nulle-part")).unwrap(), Set::new());
    }
}
