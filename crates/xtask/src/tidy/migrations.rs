//! Migrations: their names, and the three kinds of table that they declare.

use std::collections::BTreeMap;

use super::Finding;
use crate::files;

const NATURES: [&str; 5] = ["locataire", "tenant", "reference", "nationale", "national"];

/// Checks `migrations/` as a whole: a policy may come in a later file than its table.
pub(super) fn check(sources: &[(String, String)]) -> Vec<Finding> {
    let migrations: Vec<&(String, String)> = sources
        .iter()
        .filter(|(path, _)| path.starts_with("migrations/") && files::has_extension(path, "sql"))
        .collect();
    let all = migrations
        .iter()
        .map(|(_, text)| flat(text))
        .collect::<Vec<_>>()
        .join(" ; ");
    let mut findings = names(&migrations);
    for (path, text) in migrations {
        findings.extend(
            tables(text)
                .into_iter()
                .flat_map(|table| table.check(path, &all)),
        );
        findings.extend(set_null(path, text));
    }
    findings
}

/// `YYYYMMDDhhmmss_subject.sql`, flat, one per version.
fn names(migrations: &[&(String, String)]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut versions: BTreeMap<&str, &str> = BTreeMap::new();
    for (path, _) in migrations {
        let name = path.trim_start_matches("migrations/");
        let Some(version) = version(name) else {
            let advice = "nom attendu : AAAAMMJJhhmmss_sujet.sql, à plat, en minuscules";
            findings.push(Finding::new(path, 1, "migration", advice));
            continue;
        };
        if let Some(other) = versions.insert(version, path) {
            let advice = format!("même version que {other} : prendre l'instant d'après");
            findings.push(Finding::new(path, 1, "migration", advice));
        }
    }
    findings
}

/// The instant that opens a well-formed name.
fn version(name: &str) -> Option<&str> {
    let (version, subject) = name.strip_suffix(".sql")?.split_once('_')?;
    let number = |from: usize, to: usize| version.get(from..to)?.parse::<u32>().ok();
    let dated = version.len() == 14
        && version.bytes().all(|b| b.is_ascii_digit())
        && (1..=12).contains(&number(4, 6)?)
        && (1..=31).contains(&number(6, 8)?)
        && number(8, 10)? < 24
        && number(10, 12)? < 60
        && number(12, 14)? < 60;
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
    (dated && !subject.is_empty() && subject.bytes().all(plain)).then_some(version)
}

fn set_null(path: &str, text: &str) -> Vec<Finding> {
    let advice = "ni `set null` ni `set default` : cascade ou restrict";
    let found = |line: &str| {
        let line = flat(line);
        line.contains("on delete set null") || line.contains("on delete set default")
    };
    let lines = text.lines().enumerate().filter(|(_, line)| found(line));
    lines
        .map(|(at, _)| Finding::new(path, at + 1, "cle_etrangere", advice))
        .collect()
}

/// A `create table` and the comment above it.
#[derive(Debug)]
struct Table {
    name: String,
    line: usize,
    nature: Option<String>,
    /// Between its parentheses, on one line in lower case; empty for a partition.
    body: String,
}

impl Table {
    fn check(&self, path: &str, all: &str) -> Vec<Finding> {
        let name = &self.name;
        let finding = |advice: String| Finding::new(path, self.line, "table", advice);
        let nature = match self.nature.as_deref() {
            Some(nature) if NATURES.contains(&nature) => nature,
            _ => {
                let advice = "écrire au-dessus `-- nature: locataire`, `reference` ou `nationale`";
                return vec![finding(format!("{name} : {advice}"))];
            }
        };
        if !matches!(nature, "locataire" | "tenant") || self.body.is_empty() {
            return Vec::new();
        }
        let forced = statements(all, &format!("alter table {name} "))
            .any(|statement| statement.contains("force row level security"));
        let policy = statements(all, "create policy ")
            .any(|statement| statement.split(' ').skip_while(|w| *w != "on").nth(1) == Some(name));
        let wanted = [
            (
                self.body.contains("ml_id integer not null"),
                "`ml_id integer not null`",
            ),
            (
                self.body.contains("primary key (ml_id"),
                "clé primaire qui commence par ml_id",
            ),
            (forced, "`force row level security`"),
            (policy, "`create policy … on` cette table"),
        ];
        let missing = wanted.iter().filter(|(present, _)| !present);
        missing
            .map(|(_, what)| finding(format!("{name} (locataire) : il manque {what}")))
            .collect()
    }
}

/// The statements of a flat text that begin so.
fn statements<'a>(all: &'a str, beginning: &'a str) -> impl Iterator<Item = &'a str> {
    all.split(';')
        .map(str::trim)
        .filter(move |statement| statement.starts_with(beginning))
}

fn tables(text: &str) -> Vec<Table> {
    let lines: Vec<&str> = text.lines().collect();
    let table = |(at, line): (usize, &&str)| {
        let line = flat(line);
        let rest = ["create table ", "create unlogged table "]
            .iter()
            .find_map(|beginning| line.strip_prefix(beginning))?;
        let rest = rest.strip_prefix("if not exists ").unwrap_or(rest);
        let name = rest
            .split([' ', '('])
            .next()
            .unwrap_or_default()
            .replace('"', "");
        let nature = nature(lines.get(..at).unwrap_or_default());
        let body = body(&lines.get(at..).unwrap_or_default().join("\n"));
        Some(Table {
            name,
            line: at + 1,
            nature,
            body,
        })
    };
    lines.iter().enumerate().filter_map(table).collect()
}

/// What the comment right above says.
fn nature(above: &[&str]) -> Option<String> {
    let comments = above
        .iter()
        .rev()
        .take_while(|line| line.trim_start().starts_with("--"));
    comments
        .filter_map(|line| {
            line.trim_start()
                .trim_start_matches("--")
                .trim()
                .strip_prefix("nature:")
        })
        .map(|nature| {
            nature
                .split_whitespace()
                .next()
                .unwrap_or_default()
                .to_owned()
        })
        .next()
}

/// What is between the parentheses of the statement that opens this text.
fn body(text: &str) -> String {
    let flat = flat(text);
    let end = flat.find(';').unwrap_or(flat.len());
    let Some(open) = flat.find('(').filter(|open| *open < end) else {
        return String::new();
    };
    if flat
        .get(..open)
        .is_some_and(|head| head.contains(" partition of "))
    {
        return String::new();
    }
    let mut depth = 0_usize;
    for (at, c) in flat.char_indices().skip_while(|(at, _)| *at < open) {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return flat.get(open + 1..at).unwrap_or_default().to_owned();
        }
    }
    String::new()
}

/// Lower case, comments gone, one space between words.
fn flat(text: &str) -> String {
    let bare = text
        .lines()
        .map(|line| line.split_once("--").map_or(line, |(code, _)| code));
    let words = bare
        .flat_map(str::split_whitespace)
        .collect::<Vec<_>>()
        .join(" ");
    words
        .to_lowercase()
        .replace("primary key(", "primary key (")
        .replace("( ", "(")
}

#[cfg(test)]
mod tests {
    use super::super::tests::rules;
    use super::*;

    const GOOD: &str = "-- nature: locataire\n\
        create table note (\n  ml_id integer not null, -- x\n  id uuid,\n\
        \u{20} primary key (ml_id, id)\n);\n\
        alter table note enable row level security;\n\
        alter table note force row level security;\n\
        create policy locataire on note using (ml_id = jalon_ml_id());\n";

    fn one(text: &str) -> Vec<Finding> {
        check(&[(
            "migrations/20261123120000_notes.sql".to_owned(),
            text.to_owned(),
        )])
    }

    #[test]
    fn a_tenant_table_is_complete() {
        assert_eq!(one(GOOD), []);
        for part in [
            "force row level",
            "create policy",
            "integer not null",
            "primary key (ml_id",
        ] {
            let findings = one(&GOOD.replace(part, "autre"));
            assert_eq!(rules(&findings), ["table"], "sans {part}");
            assert_eq!(findings[0].line, 2);
        }
    }

    #[test]
    fn a_policy_on_another_table_does_not_count() {
        assert_eq!(
            rules(&one(&GOOD.replace("on note using", "on notes using"))),
            ["table"]
        );
    }

    #[test]
    fn every_table_says_its_nature() {
        assert_eq!(
            one("-- nature: reference (a comment)\ncreate table a (b text);"),
            []
        );
        assert_eq!(
            one("-- nature: nationale\n-- Et encore.\ncreate table a (b text);"),
            []
        );
        assert_eq!(rules(&one("create table a (b text);")), ["table"]);
        assert_eq!(
            rules(&one("-- nature: locale\ncreate table a (b text);")),
            ["table"]
        );
        assert_eq!(
            rules(&one("-- nature: reference\n\ncreate table a (b text);")),
            ["table"]
        );
    }

    #[test]
    fn a_deleted_row_never_leaves_a_hole() {
        let text =
            "-- nature: reference\ncreate table a (\n b uuid references c ON DELETE  SET NULL\n);";
        let findings = one(text);
        assert_eq!((findings[0].rule, findings[0].line), ("cle_etrangere", 3));
        assert_eq!(one("-- never on delete set null\n"), []);
    }

    #[test]
    fn names_are_dated_and_unique() {
        assert_eq!(version("20261123120000_socle.sql"), Some("20261123120000"));
        for bad in [
            "2026_a.sql",
            "20261323120000_a.sql",
            "20261123120000_Été.sql",
            "a/20261123120000_a.sql",
        ] {
            assert_eq!(version(bad), None, "{bad}");
        }
        let twice = ["a", "b"].map(|name| {
            (
                format!("migrations/20261123120000_{name}.sql"),
                String::new(),
            )
        });
        assert_eq!(rules(&check(&twice)), ["migration"]);
    }
}
