//! The least a page can cost: its own statements, as PostgreSQL logged them during one request,
//! replayed by `pgbench -M prepared` without the program. Nothing is copied by hand, so a page that
//! changes changes its floor.

use std::{collections::BTreeMap, fs, io::Write as _, process::Command};

use anyhow::{Context as _, Result, bail, ensure};

use super::pages::BASE;
use crate::cluster::Cluster;

/// The statement that every request of someone signed in starts with.
const SESSION: &str = "from session s";
/// How often the statements are replayed.
const TURNS: &str = "500";

/// A statement with the values it was run with.
#[derive(Debug, Default, PartialEq, Eq)]
struct Logged {
    sql: String,
    values: Vec<Option<String>>,
}

/// Milliseconds of the transaction of a page.
pub(super) fn floor(
    cluster: &Cluster,
    name: &str,
    one: impl FnOnce() -> Result<()>,
) -> Result<f64> {
    let log = logged(cluster, one)?;
    let statements = of_the_request(&log);
    ensure!(!statements.is_empty(), "aucune requête SQL dans le journal");
    let mut script = "begin;\n".to_owned();
    for statement in &statements {
        script.push_str(&inlined(cluster, statement)?);
        script.push_str(";\n");
    }
    script.push_str("rollback;\n");
    replay(cluster, name, &script)
}

/// What PostgreSQL logs while one request is answered.
fn logged(cluster: &Cluster, one: impl FnOnce() -> Result<()>) -> Result<String> {
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
    let start = fs::metadata(cluster.journal())?.len();
    set("set", " = 'all'")?;
    let done = one();
    set("reset", "")?;
    done?;
    let bytes = fs::read(cluster.journal())?;
    let from = usize::try_from(start)?;
    Ok(String::from_utf8_lossy(bytes.get(from..).unwrap_or_default()).into_owned())
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
fn inlined(cluster: &Cluster, statement: &Logged) -> Result<String> {
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
            format!("'{}'", value.replace('\'', "''"))
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

/// The mean time of the script, alone.
fn replay(cluster: &Cluster, name: &str, script: &str) -> Result<f64> {
    let mut file = tempfile::Builder::new()
        .prefix(name)
        .suffix(".sql")
        .tempfile()?;
    file.write_all(script.as_bytes())?;
    file.flush()?;
    let output = Command::new(cluster.pgbench())
        .args(["-n", "-M", "prepared", "-c", "1", "-t", TURNS, "-f"])
        .arg(file.path())
        .arg(cluster.url_as("jalon_app", BASE))
        .output()
        .context("pgbench ne se lance pas")?;
    let said = String::from_utf8_lossy(&output.stdout);
    let complaint = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "pgbench : {}", complaint.trim());
    let latency = said
        .lines()
        .find_map(|line| line.strip_prefix("latency average = "));
    let latency = latency.and_then(|rest| rest.split(' ').next());
    latency
        .context("pgbench sans durée")?
        .parse()
        .context("pgbench sans durée")
}

#[cfg(test)]
mod tests {
    use super::*;

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
