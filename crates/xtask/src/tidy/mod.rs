//! `xtask tidy`: the rules of the house that neither Cargo nor Clippy checks, one line per finding.

mod edges;
mod layout;
mod migrations;
mod rust;
mod rust_tokens;
mod templates;
mod texts;

use std::fmt;
use std::path::Path;

use anyhow::Result;

use crate::files;

/// Longest file, in lines.
const FILE_LINES: usize = 400;

/// Something to repair: where, which rule, what to do.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Finding {
    path: String,
    line: usize,
    rule: &'static str,
    advice: String,
}

impl Finding {
    fn new(path: &str, line: usize, rule: &'static str, advice: impl Into<String>) -> Self {
        Self {
            path: path.to_owned(),
            line,
            rule,
            advice: advice.into(),
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}:{}: [{}] {}",
            self.path, self.line, self.rule, self.advice
        )
    }
}

/// Runs every check on the tree; `true` when there is nothing to repair.
pub(crate) fn run() -> Result<bool> {
    let root = files::root()?;
    let mut findings = edges::check(&edges::packages(&root)?);
    let sources = read(&root)?;
    findings.append(&mut check(&sources));
    findings.sort();
    findings.dedup();
    for finding in &findings {
        println!("{finding}");
    }
    if findings.is_empty() {
        println!("tidy : {} fichiers, rien à reprendre", sources.len());
    } else {
        println!("tidy : {} point(s) à reprendre", findings.len());
    }
    Ok(findings.is_empty())
}

/// Every text of the tree, by path.
fn read(root: &Path) -> Result<Vec<(String, String)>> {
    let mut sources = Vec::new();
    for path in files::listed(root)? {
        if let Some(text) = files::text(root, &path)? {
            sources.push((path, text));
        }
    }
    Ok(sources)
}

/// All checks that need nothing but the text of the files.
fn check(sources: &[(String, String)]) -> Vec<Finding> {
    let mut findings = layout::check(sources);
    findings.append(&mut migrations::check(sources));
    findings.append(&mut rust::check(sources));
    for (path, text) in sources {
        findings.append(&mut templates::check(path, text));
        findings.append(&mut texts::check(path, text));
    }
    findings
}

/// Whether a file says in its first lines that a program wrote it.
fn is_generated(text: &str) -> bool {
    text.lines().take(3).any(|line| line.contains("@generated"))
}

#[cfg(test)]
mod tests {
    use super::Finding;

    /// Rules found, without the rest: what most tests look at.
    pub(super) fn rules(findings: &[Finding]) -> Vec<&'static str> {
        findings.iter().map(|finding| finding.rule).collect()
    }

    #[test]
    fn a_finding_is_one_line_that_an_editor_can_follow() {
        let finding = Finding::new("crates/web/src/lib.rs", 12, "regle", "faire ceci");
        assert_eq!(
            finding.to_string(),
            "crates/web/src/lib.rs:12: [regle] faire ceci"
        );
    }

    #[test]
    fn a_generated_file_says_so_in_its_first_lines() {
        assert!(super::is_generated(
            "//! x\n// @generated par make\nfn a() {}"
        ));
        assert!(!super::is_generated("//! x\n\n\nfn a() {} // @generated"));
    }
}
