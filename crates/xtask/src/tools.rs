//! Running other programs, with the tools that `make` installs in `target/outils/` in front.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};

/// The one target folder, whatever the environment says.
pub(crate) fn target(root: &Path) -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |dir| root.join(dir))
}

/// A command run from the root that finds our own tools first.
pub(crate) fn command(root: &Path, program: &str) -> Command {
    let ours = ["target/outils/python/bin", "target/outils/bin"].map(|dir| root.join(dir));
    let path = std::env::var_os("PATH").unwrap_or_default();
    let all = ours.into_iter().chain(std::env::split_paths(&path));
    let mut command = Command::new(program);
    command.current_dir(root);
    if let Ok(path) = std::env::join_paths(all) {
        command.env("PATH", path);
    }
    command
}

/// The very Cargo that runs us.
pub(crate) fn cargo(root: &Path) -> Command {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let mut command = command(root, &cargo);
    // What `cargo run` says of xtask would make every other crate believe that it changed.
    for (key, _) in std::env::vars() {
        if key.starts_with("CARGO_PKG_") || key.starts_with("CARGO_MANIFEST") {
            command.env_remove(key);
        }
    }
    command
}

/// Runs to the end, everything shown; `true` on success.
pub(crate) fn succeeds(command: &mut Command) -> Result<bool> {
    let program = command.get_program().to_string_lossy().into_owned();
    let status = command
        .status()
        .with_context(|| format!("{program} ne se lance pas"))?;
    Ok(status.success())
}
