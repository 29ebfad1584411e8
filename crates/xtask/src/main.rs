//! The project's own chores: what `make` calls and what Cargo cannot do alone.

mod bench;
mod cluster;
mod files;
mod prepare;
mod test;
mod tidy;
mod tools;

use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask COMMANDE

  tidy                              vérifie les règles de la maison que Cargo ne vérifie pas
  test [--sans-e2e] [-- ARGS]       grappe PostgreSQL jetable, nextest (avec ARGS), puis les parcours e2e
  e2e [SCRIPT]                      les parcours e2e seuls (e2e/lancer.mjs, ou le script nommé)
  bench [PAGE]                      mesure les pages sur les données de démonstration
  prepare [--verifie]               refait .sqlx/ depuis les migrations, ou vérifie qu'il est à jour
";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match run(&args) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("xtask : {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Runs one command; `false` when what it checks is not as it should be.
fn run(args: &[String]) -> anyhow::Result<bool> {
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["tidy"] => tidy::run(),
        ["test", rest @ ..] => test::run(&test::Options::parse(rest)?),
        ["e2e"] => test::journeys_alone(test::JOURNEYS),
        ["e2e", script] => test::journeys_alone(script),
        ["bench"] => bench::run(None),
        ["bench", page] => bench::run(Some(page)),
        ["prepare"] => prepare::run(prepare::Mode::Refresh),
        ["prepare", "--verifie"] => prepare::run(prepare::Mode::Verify),
        _ => anyhow::bail!("commande inconnue : « {} »\n\n{USAGE}", words.join(" ")),
    }
}
