//! One line of figures.

use std::{
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, ensure};

use super::{
    client::{Answer, Client},
    floor,
    pages::{self, Pages},
    server::Server,
};
use crate::cluster::Cluster;

/// Requests before the figures count.
const WARM: usize = 50;
/// Requests of the percentiles, one after the other.
const ALONE: usize = 500;
/// Papers of their line.
const PAPERS: usize = 200;
/// Connections at once.
const TOGETHER: u64 = 16;
/// How long they insist.
const INSIST: Duration = Duration::from_secs(5);

/// The line of a page.
pub(super) fn measure(
    server: &Server,
    cluster: &Cluster,
    name: &str,
    pages: &mut Pages,
) -> Result<String> {
    let mut client = Client::connect(server.address)?;
    let mut ask = |pages: &mut Pages| -> Result<(Duration, Answer)> {
        let request = pages.next(name);
        let start = Instant::now();
        let answer = client.send(&request)?;
        let took = start.elapsed();
        ensure!(
            answer.succeeded(name),
            "{name} : réponse {} à\n{}",
            answer.status,
            request.0
        );
        Ok((took, answer))
    };
    for _ in 0..WARM {
        ask(pages)?;
    }
    let mut times = Vec::with_capacity(ALONE);
    let mut counts = String::new();
    for _ in 0..ALONE {
        let (took, answer) = ask(pages)?;
        times.push(took);
        answer
            .header("x-sql")
            .unwrap_or("sql=? socle=?")
            .clone_into(&mut counts);
    }
    times.sort_unstable();
    let floor = floor::floor(cluster, name, || ask(pages).map(|_| ()));
    let (rps, cpu) = together(server, name, pages)?;
    let (sql, base) = counts.split_once(' ').unwrap_or((&counts, "socle=?"));
    let floor = match floor {
        Ok(floor) => format!("{floor:.2}"),
        Err(error) => {
            eprintln!("{name} : pas de plancher ({error:#})");
            "?".to_owned()
        }
    };
    Ok(format!(
        "{name} p50_ms={:.2} p99_ms={:.2} rps16={rps:.0} cpu_ms={cpu:.2} {sql} {base} \
         plancher_ms={floor}",
        percentile(&times, 50),
        percentile(&times, 99)
    ))
}

/// The line of two hundred papers, one after the other.
pub(super) fn papers(server: &Server, pages: &mut Pages) -> Result<String> {
    let mut client = Client::connect(server.address)?;
    let mut times = Vec::with_capacity(PAPERS);
    let before = server.cpu()?;
    for _ in 0..PAPERS {
        let start = Instant::now();
        let answer = client.send(&pages.next(pages::PAPIERS))?;
        ensure!(answer.status == 200, "réponse {}", answer.status);
        times.push(start.elapsed());
    }
    let cpu = (server.cpu()? - before) * 1000.0 / 200.0;
    let all: Duration = times.iter().sum();
    times.sort_unstable();
    Ok(format!(
        "{} total_s={:.2} p50_ms={:.2} p99_ms={:.2} cpu_ms={cpu:.2} memoire_mio={}",
        pages::PAPIERS,
        all.as_secs_f64(),
        percentile(&times, 50),
        percentile(&times, 99),
        server.memory()?
    ))
}

/// Milliseconds under which `part` hundredths of the sorted times are.
fn percentile(sorted: &[Duration], part: usize) -> f64 {
    let at = (sorted.len() * part / 100).min(sorted.len().saturating_sub(1));
    sorted
        .get(at)
        .map_or(f64::NAN, |time| time.as_secs_f64() * 1000.0)
}

/// Requests per second of all connections, and the program's processor time for each, in ms.
fn together(server: &Server, name: &str, pages: &mut Pages) -> Result<(f64, f64)> {
    let before = server.cpu()?;
    let start = Instant::now();
    let done = thread::scope(|scope| {
        let all: Vec<_> = (1..=TOGETHER)
            .map(|rank| {
                let mut pages = pages.shifted(rank);
                scope.spawn(move || insist(server, name, &mut pages, start))
            })
            .collect();
        all.into_iter()
            .map(|one| {
                one.join()
                    .map_err(|_| anyhow::anyhow!("une connexion s'est arrêtée"))?
            })
            .sum::<Result<u32>>()
    })?;
    *pages = pages.shifted(TOGETHER + 1);
    let elapsed = start.elapsed().as_secs_f64();
    let cpu = (server.cpu()? - before) * 1000.0 / f64::from(done.max(1));
    Ok((f64::from(done) / elapsed, cpu))
}

/// One connection among others: how many requests it had answered.
fn insist(server: &Server, name: &str, pages: &mut Pages, start: Instant) -> Result<u32> {
    let mut client = Client::connect(server.address)?;
    let mut done = 0;
    while start.elapsed() < INSIST {
        let answer = client.send(&pages.next(name)).context("requête")?;
        ensure!(
            answer.succeeded(name),
            "{name} : réponse {} sous la charge",
            answer.status
        );
        done += 1;
    }
    Ok(done)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_times_that_were_measured() {
        let times: Vec<Duration> = (1..=200).map(Duration::from_millis).collect();
        assert!((percentile(&times, 50) - 101.0).abs() < 1e-9);
        assert!((percentile(&times, 99) - 199.0).abs() < 1e-9);
        assert!(percentile(&[], 50).is_nan());
    }
}
