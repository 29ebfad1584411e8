//! What no committed text says: the address of a package registry, a folder of one's own machine.

use super::Finding;

/// Hosts, cut in two so that this file obeys its own rule.
const HOSTS: &[&str] = &[
    concat!("crates", ".io"),
    concat!("pypi", ".org"),
    concat!("python", "hosted.org"),
    concat!("npm", "js.org"),
    concat!("npm", "js.com"),
    concat!("deb.", "debian.org"),
    concat!("security.", "debian.org"),
    concat!("un", "pkg.com"),
    concat!("jsdelivr", ".net"),
];

/// Folders that exist on one machine only.
const FOLDERS: &[&str] = &[concat!("/wo", "rk/"), concat!("/ro", "ot/")];

/// Looks at every line of a text file.
pub(super) fn check(path: &str, text: &str) -> Vec<Finding> {
    let lines = text.lines().enumerate();
    lines
        .filter_map(|(at, line)| check_line(path, at + 1, line))
        .collect()
}

fn check_line(path: &str, number: usize, line: &str) -> Option<Finding> {
    let lock = path == "Cargo.lock" && line.starts_with("source = \"registry+");
    if let Some(host) = HOSTS
        .iter()
        .find(|host| line.contains(**host))
        .filter(|_| !lock)
    {
        let advice = format!("ne pas écrire « {host} » : le client du registre sait où il est");
        return Some(Finding::new(path, number, "registre", advice));
    }
    let folder = FOLDERS.iter().find(|folder| names(line, folder))?;
    let advice = format!("« {folder}… » n'existe que sur une machine : un chemin relatif");
    Some(Finding::new(path, number, "chemin", advice))
}

/// Whether the line names this folder from the root, and not as the middle of another path.
fn names(line: &str, folder: &str) -> bool {
    line.match_indices(folder).any(|(at, _)| {
        let before = line.get(..at).and_then(|before| before.chars().next_back());
        before.is_none_or(|c| !(c.is_alphanumeric() || "._-}~*$/)".contains(c)))
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::rules;
    use super::*;

    #[test]
    fn a_registry_and_a_machine_path_are_found() {
        let host = format!("voir https://{}/crates/syn", concat!("crates", ".io"));
        let folder = format!("cd {}main && make", concat!("/wo", "rk/"));
        let findings = check("README.md", &format!("{host}\nrien\n{folder}\n"));
        assert_eq!(rules(&findings), ["registre", "chemin"]);
        assert_eq!(findings[1].line, 3);
    }

    #[test]
    fn the_lock_of_cargo_keeps_its_usual_line_and_the_lock_of_npm_has_none() {
        let host = concat!("crates", ".io");
        let source = format!("source = \"registry+https://github.com/rust-lang/{host}-index\"");
        assert_eq!(check("Cargo.lock", &source), []);
        let npm = format!(
            "\"resolved\": \"https://registry.{}/x\"",
            concat!("npm", "js.org")
        );
        assert_eq!(rules(&check("package-lock.json", &npm)), ["registre"]);
    }

    #[test]
    fn a_relative_path_is_left_alone() {
        let line = format!("crates{}x et https://exemple.fr{}y", FOLDERS[0], FOLDERS[1]);
        assert_eq!(check("README.md", &line), []);
    }
}
