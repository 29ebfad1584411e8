//! The least a page can cost: its own statements, as PostgreSQL logged them during one request,
//! replayed by `pgbench -M prepared` without the program. Nothing is copied by hand, so a page that
//! changes changes its floor.

use std::{collections::BTreeMap, fs, process::Command};

use anyhow::{Context as _, Result, bail, ensure};

use super::pages::{BASE, FORM_ID};
use crate::cluster::Cluster;

/// The statement that every request of someone signed in starts with.
const SESSION: &str = "from session s";
/// How often the statements are replayed.
const TURNS: &str = "500";
/// Requests made until one is logged from end to end.
const TRIES: usize = 50;

/// A statement with the values it was run with.
#[derive(Debug, Default, PartialEq, Eq)]
struct Logged {
    sql: String,
    values: Vec<Option<String>>,
}

/// Milliseconds of the transaction of a page.
pub(super) fn floor(cluster: &Cluster, name: &str, one: impl FnMut() -> Result<()>) -> Result<f64> {
    let start = cluster.psql(
        BASE,
        "select floor(extract(epoch from clock_timestamp()) * 1000)",
    )?;
    let start: u64 = start.parse().context("l'heure du serveur")?;
    let statements = logged(cluster, one)?;
    let mut script = "begin;\n".to_owned();
    for statement in &statements {
        script.push_str(&inlined(cluster, statement, start)?);
        script.push_str(";\n");
    }
    script.push_str("rollback;\n");
    replay(cluster, name, &script)
}

/// What PostgreSQL logs while one request is answered.
fn logged(cluster: &Cluster, mut one: impl FnMut() -> Result<()>) -> Result<Vec<Logged>> {
    let set = |statement: &str, value: &str| {
        cluster.psql(
            BASE,
            &format!("alter system {statement} log_statement{value}"),
        )?;
        // Marks each entry with its process.
        let prefix = if value.is_empty() { "" } else { " = '§%p§'" };
        cluster.psql(
            BASE,
            &format!("alter system {statement} log_line_prefix{prefix}"),
        )?;
        cluster.psql(BASE, "select pg_reload_conf()")
    };
    set("set", " = 'all'")?;
    // Each connection of the server hears of it in its own time.
    let mut found = Ok(Vec::new());
    for _ in 0..TRIES {
        let start = usize::try_from(fs::metadata(cluster.journal())?.len())?;
        found = one().and_then(|()| {
            let bytes = fs::read(cluster.journal())?;
            let log = String::from_utf8_lossy(bytes.get(start..).unwrap_or_default());
            Ok(of_the_request(&log))
        });
        if !found.as_ref().is_ok_and(Vec::is_empty) {
            break;
        }
    }
    set("reset", "")?;
    let found = found?;
    ensure!(!found.is_empty(), "aucune requête SQL dans le journal");
    Ok(found)
}

/// The statements of the processes that served the request, in order; transactions apart.
fn of_the_request(log: &str) -> Vec<Logged> {
    let mut by_process: BTreeMap<&str, Vec<Logged>> = BTreeMap::new();
    let mut rest = log;
    while let Some((_, after)) = rest.split_once('§') {
        let Some((process, after)) = after.split_once('§') else {
            break;
        };
        let (text, _) = after.split_once('§').unwrap_or((after, ""));
        read(text, by_process.entry(process).or_default());
        rest = after.get(text.len()..).unwrap_or_default();
    }
    by_process
        .into_values()
        .filter(|all| all.iter().any(|one| one.sql.contains(SESSION)))
        .flatten()
        .filter(|one| !one.sql.is_empty())
        .collect()
}

/// Reads one entry of the log into the statements of its process.
fn read(entry: &str, statements: &mut Vec<Logged>) {
    let entry = entry.trim_end().replace("\n\t", "\n");
    if let Some(rest) = entry.strip_prefix("LOG:  execute ") {
        let sql = rest.split_once(": ").map_or("", |(_, sql)| sql).trim();
        statements.push(Logged {
            sql: sql.to_owned(),
            values: Vec::new(),
        });
    } else if let Some(rest) = entry.strip_prefix("DETAIL:  ")
        && let Some((head, values)) = rest.split_once(": ")
        && head.eq_ignore_ascii_case("parameters")
        && let Some(last) = statements.last_mut()
    {
        last.values = parameters(values);
    }
}

/// Reads `$1 = 'a', $2 = NULL`.
fn parameters(text: &str) -> Vec<Option<String>> {
    let mut values = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once(" = ") {
        if let Some(quoted) = after.strip_prefix('\'') {
            let (value, tail) = quoted_value(quoted);
            values.push(Some(value));
            rest = tail;
        } else {
            values.push(None);
            rest = after.strip_prefix("NULL").unwrap_or_default();
        }
    }
    values
}

/// A value up to its closing quote, doubled quotes undone; and what follows.
fn quoted_value(text: &str) -> (String, &str) {
    let mut value = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\'') {
        value.push_str(before);
        match after.strip_prefix('\'') {
            Some(more) => {
                value.push('\'');
                rest = more;
            }
            None => return (value, after),
        }
    }
    (value, "")
}

/// The statement with its values in place, under the types that PostgreSQL gives them.
fn inlined(cluster: &Cluster, statement: &Logged, start: u64) -> Result<String> {
    let types = if statement.values.is_empty() {
        Vec::new()
    } else {
        types(cluster, statement)?
    };
    let mut sql = statement.sql.clone();
    // From the last one, or $1 would be found in $12.
    for (at, value) in statement.values.iter().enumerate().rev() {
        let kind = types.get(at).context("un paramètre sans type")?;
        let value = value.as_ref().map_or("null".to_owned(), |value| {
            format!("'{}'", renewed(value, start).replace('\'', "''"))
        });
        sql = sql.replace(&format!("${}", at + 1), &format!("({value}::{kind})"));
    }
    // A line for each statement, and no variable of pgbench in a text.
    let sql = sql.replace('\n', " ");
    if sql.contains(" :") {
        bail!("une requête contient « : » : {sql}");
    }
    Ok(sql)
}

/// The identifiers that the request made, or that its form brought, changed: the rows it wrote stay,
/// and the replay, which is rolled back, must not meet them.
fn renewed(value: &str, start: u64) -> String {
    let is_word = |c: char| c.is_ascii_hexdigit() || c == '-';
    let mut all = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(at) = rest.find(is_word) {
        let (before, after) = rest.split_at(at);
        let (word, after) = after.split_at(after.find(|c| !is_word(c)).unwrap_or(after.len()));
        all.push_str(before);
        match (word.get(..24), word.get(24..25), word.get(25..)) {
            (Some(head), Some(digit), Some(tail)) if word.len() == 36 && is_new(word, start) => {
                all.push_str(head);
                all.push(if digit == "f" { 'e' } else { 'f' });
                all.push_str(tail);
            }
            _ => all.push_str(word),
        }
        rest = after;
    }
    all + rest
}

/// A UUID v7 made since `start`, in milliseconds, or one of our forms.
fn is_new(uuid: &str, start: u64) -> bool {
    let made = uuid.get(..13).map(|text| text.replace('-', ""));
    let made = made.and_then(|text| u64::from_str_radix(&text, 16).ok());
    uuid.starts_with(FORM_ID) || made.is_some_and(|made| made >= start)
}

/// The types of the parameters of a statement.
fn types(cluster: &Cluster, statement: &Logged) -> Result<Vec<String>> {
    let sql = &statement.sql;
    let found = cluster.psql(
        BASE,
        &format!(
            "prepare plancher as {sql};
             select array_to_string(parameter_types, '|') from pg_prepared_statements
             where name = 'plancher'"
        ),
    )?;
    Ok(found.split('|').map(str::to_owned).collect())
}

/// The median time of the script, alone: pgbench writes that of each turn in microseconds.
fn replay(cluster: &Cluster, name: &str, script: &str) -> Result<f64> {
    let folder = tempfile::Builder::new()
        .prefix("jalon-plancher-")
        .tempdir()?;
    let file = folder.path().join(name).with_extension("sql");
    fs::write(&file, script)?;
    let output = Command::new(cluster.pgbench())
        .args(["-n", "-M", "prepared", "-c", "1", "-t", TURNS, "-l", "-f"])
        .arg(&file)
        .arg(cluster.url_as("jalon_app", BASE))
        .current_dir(folder.path())
        .output()
        .context("pgbench ne se lance pas")?;
    let complaint = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "pgbench : {}", complaint.trim());
    let log = fs::read_dir(folder.path())?
        .filter_map(Result::ok)
        .find(|entry| {
            entry
                .file_name()
                .to_string_lossy()
                .starts_with("pgbench_log")
        })
        .context("pgbench n'a rien mesuré")?;
    median(&fs::read_to_string(log.path())?).context("pgbench n'a rien mesuré")
}

/// The median of the third column, from microseconds to milliseconds.
fn median(log: &str) -> Option<f64> {
    let times = log
        .lines()
        .filter_map(|line| line.split(' ').nth(2)?.parse().ok());
    let mut times: Vec<f64> = times.collect();
    times.sort_unstable_by(f64::total_cmp);
    times.get(times.len() / 2).map(|time| time / 1000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_read_from_the_third_column() {
        assert_eq!(
            median("0 1 900 0 1 2\n0 2 1500 0 1 2\n0 3 80000 0 1 2\n"),
            Some(1.5)
        );
        assert_eq!(median(""), None);
    }

    #[test]
    fn only_new_identifiers_are_renewed() {
        let new = "019b0000-0000-7000-8000-000000000001";
        let old = "01900000-0000-7000-8000-000000000001";
        let changed = renewed(
            &format!("{{{new},{old}}} 2026-12-03 décédé"),
            0x019b_0000_0000,
        );
        let expected = "019b0000-0000-7000-8000-f00000000001";
        assert_eq!(changed, format!("{{{expected},{old}}} 2026-12-03 décédé"));
        let form = format!("{FORM_ID}0001-7000-8000-00000000000f");
        assert!(renewed(&form, u64::MAX).ends_with("f0000000000f"));
    }

    #[test]
    fn the_log_gives_back_the_statements_of_one_process() {
        let log = "§7§LOG:  execute sqlx_s_1: select 1\n\tfrom session s where a = $1\n\
                   §7§DETAIL:  Parameters: $1 = 'l''été, $2 = x', $2 = NULL\n\
                   §8§LOG:  execute sqlx_s_9: select other\n\
                   §7§LOG:  statement: COMMIT\n";
        let found = of_the_request(log);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].sql, "select 1\nfrom session s where a = $1");
        assert_eq!(found[0].values, [Some("l'été, $2 = x".to_owned()), None]);
    }
}
