//! The project's files: where it is, and what it is made of.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};

/// The folder of the workspace, from where Cargo runs us.
pub(crate) fn root() -> Result<PathBuf> {
    let here = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    let root = here
        .parent()
        .and_then(Path::parent)
        .context("xtask hors de crates/ ?")?;
    Ok(root.to_path_buf())
}

/// Paths, from the root, of all files that are committed or would be: what Git ignores is left out.
pub(crate) fn listed(root: &Path) -> Result<Vec<String>> {
    let output = Command::new("git")
        .args([
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ])
        .current_dir(root)
        .output()
        .context("git est introuvable")?;
    anyhow::ensure!(
        output.status.success(),
        "git ls-files a échoué dans {}",
        root.display()
    );
    let mut paths: Vec<String> = String::from_utf8_lossy(&output.stdout)
        .split('\0')
        .filter(|path| !path.is_empty() && root.join(path).is_file())
        .map(str::to_owned)
        .collect();
    paths.sort();
    paths.dedup();
    Ok(paths)
}

/// Text of a file, or `None` when it is not text (a picture, a font).
pub(crate) fn text(root: &Path, path: &str) -> Result<Option<String>> {
    let bytes = std::fs::read(root.join(path)).with_context(|| format!("lecture de {path}"))?;
    Ok(String::from_utf8(bytes).ok())
}

/// Last part of a path.
pub(crate) fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// Whether the name ends with this extension (no dot).
pub(crate) fn has_extension(path: &str, extension: &str) -> bool {
    Path::new(path)
        .extension()
        .is_some_and(|found| found == extension)
}
