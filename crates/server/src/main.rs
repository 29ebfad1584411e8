//! The program `jalon`: reads the command line, wires the crates together, and says in one French
//! sentence what cannot be done.

mod adapters;
mod cli;
mod config;
mod database;
mod demo;
mod dossiers;
mod effacement;
mod failure;
mod formations;
mod fusionner;
mod importer;
mod imports;
mod magasin;
mod migrer;
mod purger;
mod queries;
mod rome;
mod serve;
mod signals;
mod telemetry;
mod verifier;

use std::process::ExitCode;

fn main() -> ExitCode {
    let command = match cli::read() {
        Ok(command) => command,
        Err(code) => return code,
    };
    match cli::run(command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{}", failure::sentence(&error));
            ExitCode::FAILURE
        }
    }
}
