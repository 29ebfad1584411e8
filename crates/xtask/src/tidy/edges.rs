//! Who may depend on whom: the picture of `ARCHITECTURE.md` §1 as one table.

use std::path::Path;

use anyhow::{Context as _, Result};
use serde_json::Value;

use super::Finding;
use crate::tools;

/// The wings, from left to right: each one may call those after it.
pub(super) const WINGS: [&str; 6] = [
    "pilotage",
    "entreprises",
    "territoire",
    "accompagnement",
    "jeunes",
    "reseau",
];

/// What the wings and the platform never see: screens, letters and mail are behind ports.
const NO_EDGE: &[&str] = &[
    "axum*",
    "tower-http",
    "askama*",
    "typst*",
    "lettre",
    "minijinja",
];

/// One crate of ours: what it may depend on among ours, and the outside crates it must not.
struct Room {
    name: &'static str,
    ours: &'static [&'static str],
    wings: bool,
    forbidden: &'static [&'static str],
}

/// Everything but the wings, which have a rule and not a row.
const ROOMS: &[Room] = &[
    Room {
        name: "kernel",
        ours: &[],
        wings: false,
        forbidden: NO_IO,
    },
    Room {
        name: "platform",
        ours: &["kernel"],
        wings: false,
        forbidden: NO_EDGE,
    },
    Room {
        name: "documents",
        ours: &["kernel"],
        wings: false,
        forbidden: NO_NETWORK,
    },
    Room {
        name: "outbound",
        ours: &["kernel", "platform"],
        wings: false,
        forbidden: NO_SCREEN,
    },
    Room {
        name: "web",
        ours: &["kernel", "platform"],
        wings: true,
        forbidden: NO_SQL,
    },
    Room {
        name: "population",
        ours: &["kernel", "platform"],
        wings: true,
        forbidden: NO_EDGE,
    },
    Room {
        name: "testkit",
        ours: &["kernel", "platform", "localpg"],
        wings: true,
        forbidden: NO_EDGE,
    },
    Room {
        name: "jalon",
        ours: &[
            "kernel",
            "platform",
            "documents",
            "outbound",
            "web",
            "population",
            "localpg",
        ],
        wings: true,
        forbidden: &[],
    },
    Room {
        name: "localpg",
        ours: &[],
        wings: false,
        forbidden: NO_APPLICATION,
    },
    Room {
        name: "xtask",
        ours: &["localpg"],
        wings: false,
        forbidden: NO_APPLICATION,
    },
];

const NO_IO: &[&str] = &[
    "axum*",
    "tower-http",
    "askama*",
    "typst*",
    "lettre",
    "minijinja",
    "tokio",
    "hyper*",
];
const NO_NETWORK: &[&str] = &["sqlx", "axum*", "tower-http", "hyper*", "reqwest", "lettre"];
const NO_SCREEN: &[&str] = &["sqlx", "axum*", "askama*", "typst*"];
const NO_SQL: &[&str] = &["sqlx", "typst*", "lettre", "minijinja", "graphile_worker*"];
const NO_APPLICATION: &[&str] = &["sqlx", "axum*", "askama*", "typst*", "lettre"];

/// A crate of the workspace and what its manifest asks for, development dependencies left out:
/// they are free (the tests of `web` use `localpg` and `sqlx`).
#[derive(Debug)]
pub(super) struct Package {
    name: String,
    manifest: String,
    /// Dependencies by path, hence ours.
    ours: Vec<String>,
    others: Vec<String>,
}

/// Asks Cargo, without network.
pub(super) fn packages(root: &Path) -> Result<Vec<Package>> {
    let output = tools::cargo(root)
        .args([
            "metadata",
            "--no-deps",
            "--offline",
            "--format-version",
            "1",
        ])
        .output()
        .context("cargo metadata")?;
    anyhow::ensure!(
        output.status.success(),
        "cargo metadata : {}",
        String::from_utf8_lossy(&output.stderr).trim()
    );
    let metadata: Value = serde_json::from_slice(&output.stdout).context("cargo metadata")?;
    let all = metadata["packages"]
        .as_array()
        .context("cargo metadata sans paquets")?;
    Ok(all.iter().map(|package| read(root, package)).collect())
}

fn read(root: &Path, package: &Value) -> Package {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let manifest = text(&package["manifest_path"]);
    let manifest = Path::new(&manifest).strip_prefix(root).map_or_else(
        |_| manifest.clone(),
        |path| path.to_string_lossy().into_owned(),
    );
    let (ours, others): (Vec<&Value>, Vec<&Value>) = package["dependencies"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default()
        .iter()
        .filter(|dependency| dependency["kind"].as_str() != Some("dev"))
        .partition(|dependency| dependency["path"].is_string());
    let names = |found: Vec<&Value>| found.iter().map(|one| text(&one["name"])).collect();
    Package {
        name: text(&package["name"]),
        manifest,
        ours: names(ours),
        others: names(others),
    }
}

/// Compares every manifest with the table.
pub(super) fn check(packages: &[Package]) -> Vec<Finding> {
    packages.iter().flat_map(check_one).collect()
}

fn check_one(package: &Package) -> Vec<Finding> {
    let name = package.name.as_str();
    let finding = |advice: String| Finding::new(&package.manifest, 1, "aretes", advice);
    let room = ROOMS.iter().find(|room| room.name == name);
    let place = WINGS.iter().position(|wing| *wing == name);
    let (forbidden, allowed): (&[&str], Vec<&str>) = match (room, place) {
        (Some(room), _) => {
            let wings: &[&str] = if room.wings { &WINGS } else { &[] };
            (room.forbidden, [room.ours, wings].concat())
        }
        (None, Some(place)) => {
            let right = WINGS.get(place + 1..).unwrap_or_default();
            (NO_EDGE, [&["kernel", "platform"][..], right].concat())
        }
        (None, None) => {
            let advice = format!("« {name} » n'a pas sa place dans tidy/edges.rs : l'y inscrire");
            return vec![finding(advice)];
        }
    };
    let ours = package
        .ours
        .iter()
        .filter(|other| !allowed.contains(&other.as_str()))
        .map(|other| {
            finding(format!(
                "{name} ne dépend pas de {other} ; permis : {}",
                allowed.join(", ")
            ))
        });
    let others = package
        .others
        .iter()
        .filter(|other| forbidden.iter().any(|rule| matches(rule, other)));
    let others = others.map(|other| {
        finding(format!(
            "{name} n'emploie pas {other} : c'est l'affaire d'une autre pièce"
        ))
    });
    ours.chain(others).collect()
}

/// A name, or a beginning followed by `*`.
fn matches(rule: &str, name: &str) -> bool {
    match rule.strip_suffix('*') {
        Some(beginning) => name.starts_with(beginning),
        None => rule == name,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::rules;
    use super::*;

    fn package(name: &str, ours: &[&str], others: &[&str]) -> Package {
        let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let manifest = format!("crates/{name}/Cargo.toml");
        Package {
            name: name.to_owned(),
            manifest,
            ours: owned(ours),
            others: owned(others),
        }
    }

    #[test]
    fn arrows_run_down_and_between_wings_to_the_right() {
        let good = [
            package(
                "accompagnement",
                &["kernel", "platform", "jeunes", "reseau"],
                &["sqlx"],
            ),
            package(
                "web",
                &["kernel", "platform", "reseau", "pilotage"],
                &["axum", "askama"],
            ),
            package("jalon", &["web", "outbound", "localpg"], &["axum", "sqlx"]),
            package("documents", &["kernel"], &["typst-pdf"]),
        ];
        assert_eq!(rules(&check(&good)), Vec::<&str>::new());
    }

    #[test]
    fn an_arrow_upwards_or_to_the_left_is_found() {
        let bad = [
            package("reseau", &["jeunes"], &[]),
            package("platform", &["reseau"], &[]),
            package("web", &["documents"], &[]),
            package("localpg", &["kernel"], &[]),
            package("jalon", &["testkit"], &[]),
        ];
        assert_eq!(check(&bad).len(), 5);
        assert!(
            check(&bad)[0]
                .advice
                .contains("reseau ne dépend pas de jeunes")
        );
    }

    #[test]
    fn an_outside_crate_out_of_place_is_found() {
        let bad = [
            package("web", &[], &["sqlx"]),
            package("jeunes", &[], &["axum-extra"]),
            package("documents", &[], &["sqlx"]),
            package("platform", &[], &["lettre"]),
        ];
        assert_eq!(check(&bad).len(), 4);
    }

    #[test]
    fn an_unknown_crate_must_be_given_a_place() {
        let findings = check(&[package("grenier", &[], &[])]);
        assert!(findings[0].advice.contains("tidy/edges.rs"));
    }
}
