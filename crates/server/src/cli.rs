//! The command line: what each command takes, in French, and which module does it.

use std::{fmt::Display, io::Write as _, process::ExitCode};

use anyhow::{Context as _, Result};
use clap::{
    ColorChoice, CommandFactory as _, FromArgMatches as _, Parser, Subcommand,
    error::{ContextKind, ErrorKind},
};
use tokio::runtime::Runtime;

use crate::{
    config, demo, fusionner,
    imports::{self, Import},
    migrer, purger, serve, telemetry,
    verifier::{self, Verification},
};

const TEMPLATE: &str = "{about}\n\nUsage : {usage}\n\n{all-args}{after-help}\n";

/// Jalon, le système d'information des missions locales.
#[derive(Debug, Parser)]
#[command(name = "jalon", version, after_help = config::SECRETS)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

/// Every command.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Sert Jalon sur la base de DATABASE_URL
    Serve(config::Serving),
    /// Met la base à jour, au nom de son propriétaire
    Migrate,
    /// Sert un département fictif, avec sa propre base de données
    Demo(demo::Options),
    /// Peuple une nation fictive, ou une partie, dans un dossier
    Population(demo::nation::Options),
    /// Importe le réseau réel depuis les fichiers officiels
    #[command(subcommand)]
    Importer(Import),
    /// Publie les comptages de chaque mission locale, à faire chaque jour
    PublierComptages,
    /// Réunit deux missions locales : tout passe de l’une à l’autre
    FusionnerMissionsLocales(fusionner::Options),
    /// Efface ce qui a été gardé assez longtemps
    Purger(purger::Options),
    /// Mesure les moteurs de Jalon sur des fichiers dont la vérité est connue
    #[command(subcommand)]
    Verifier(Verification),
}

/// Reads the command line; prints help, or what is wrong with it.
pub(crate) fn read() -> Result<Command, ExitCode> {
    let matches = french(Cli::command()).try_get_matches();
    match matches.and_then(|found| Cli::from_arg_matches(&found)) {
        Ok(cli) => Ok(cli.command),
        Err(error) => Err(refuse(&error)),
    }
}

/// Does what a command says.
pub(crate) fn run(command: Command) -> Result<()> {
    match command {
        Command::Serve(options) => {
            telemetry::start("info");
            runtime()?.block_on(serve::run(options))
        }
        Command::Migrate => outside_service(migrer::run()),
        Command::Demo(options) => {
            telemetry::start("warn");
            demo::run(&options)
        }
        Command::Population(options) => {
            telemetry::start("warn");
            demo::nation::run(&options)
        }
        Command::Importer(import) => outside_service(imports::run(import)),
        Command::PublierComptages => outside_service(imports::publish()),
        Command::FusionnerMissionsLocales(options) => outside_service(fusionner::run(options)),
        Command::Purger(options) => outside_service(purger::run(options)),
        Command::Verifier(what) => verifier::run(what),
    }
}

/// A command that ends by itself.
fn outside_service(work: impl Future<Output = Result<()>>) -> Result<()> {
    telemetry::start("warn");
    runtime()?.block_on(work)
}

/// The async threads.
pub(crate) fn runtime() -> Result<Runtime> {
    Runtime::new().context("the async threads")
}

/// Prints a line; a reader that has gone is no failure.
pub(crate) fn say(line: impl Display) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// The words that clap adds by itself, in French, in every command.
fn french(command: clap::Command) -> clap::Command {
    let inner = command
        .get_subcommands()
        .map(|sub| sub.get_name().to_owned());
    let inner: Vec<String> = inner.collect();
    let help = clap::Arg::new("aide")
        .short('h')
        .long("help")
        .alias("aide")
        .action(clap::ArgAction::Help)
        .help("Affiche cette aide");
    let mut command = command
        .color(ColorChoice::Auto)
        .help_template(TEMPLATE)
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .disable_version_flag(true)
        .subcommand_help_heading("Commandes")
        .subcommand_value_name("COMMANDE")
        .arg(help)
        .mut_args(described);
    if command.get_version().is_some() {
        command = command.arg(
            clap::Arg::new("version")
                .short('V')
                .long("version")
                .action(clap::ArgAction::Version)
                .help("Affiche la version"),
        );
    }
    for name in inner {
        command = command.mut_subcommand(name, french);
    }
    command
}

/// Says in French what clap would add in English: the variable, the value by default, the choice.
fn described(arg: clap::Arg) -> clap::Arg {
    if !arg.get_action().takes_values() {
        return arg;
    }
    let mut more = Vec::new();
    if let Some(variable) = arg.get_env() {
        more.push(variable.to_string_lossy().into_owned());
    }
    let choices = arg.get_possible_values();
    if !choices.is_empty() {
        let names: Vec<&str> = choices
            .iter()
            .map(clap::builder::PossibleValue::get_name)
            .collect();
        more.push(names.join(", "));
    }
    if let Some(value) = arg.get_default_values().first() {
        more.push(format!("{} par défaut", value.to_string_lossy()));
    }
    let arg = arg
        .hide_env(true)
        .hide_default_value(true)
        .hide_possible_values(true);
    match (arg.get_help(), more.is_empty()) {
        (Some(help), false) => {
            let help = format!("{help} [{}]", more.join(" ; "));
            arg.help(help)
        }
        _ => arg,
    }
}

/// Help goes to stdout; a mistake is one French sentence on stderr.
fn refuse(error: &clap::Error) -> ExitCode {
    if !error.use_stderr() {
        let _ = error.print();
        return ExitCode::SUCCESS;
    }
    eprintln!(
        "{} Tapez « jalon --help » pour la liste des commandes et options.",
        mistake(error)
    );
    ExitCode::from(2)
}

fn mistake(error: &clap::Error) -> String {
    let said = |kind| error.get(kind).map(ToString::to_string).unwrap_or_default();
    let argument = said(ContextKind::InvalidArg);
    match error.kind() {
        ErrorKind::InvalidSubcommand => {
            format!(
                "« {} » n'est pas une commande de Jalon.",
                said(ContextKind::InvalidSubcommand)
            )
        }
        ErrorKind::UnknownArgument => format!("« {argument} » n'est pas attendu ici."),
        ErrorKind::MissingRequiredArgument => format!("Il manque {argument}."),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            format!(
                "« {} » ne convient pas à {argument}.",
                said(ContextKind::InvalidValue)
            )
        }
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            "Il manque une commande.".to_owned()
        }
        ErrorKind::ArgumentConflict => format!("« {argument} » est de trop."),
        _ => "Cette commande n'est pas comprise.".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(words: &[&str]) -> String {
        let words = std::iter::once(&"jalon").chain(words);
        let error = french(Cli::command())
            .try_get_matches_from(words)
            .unwrap_err();
        mistake(&error)
    }

    #[test]
    fn the_command_line_is_consistent() {
        french(Cli::command()).debug_assert();
    }

    #[test]
    fn mistakes_are_told_in_french() {
        assert_eq!(
            said(&["servir"]),
            "« servir » n'est pas une commande de Jalon."
        );
        assert_eq!(said(&["demo", "--x"]), "« --x » n'est pas attendu ici.");
        assert_eq!(said(&[]), "Il manque une commande.");
        let value = said(&["demo", "--adresse", "ici"]);
        assert_eq!(value, "« ici » ne convient pas à --adresse <ADRESSE>.");
    }

    #[test]
    fn help_is_in_french() {
        let mut command = french(Cli::command());
        let mut help = command.render_long_help().to_string();
        for sub in command.get_subcommands_mut() {
            help.push_str(&sub.render_long_help().to_string());
        }
        assert!(
            help.contains("JALON_ADRESSE ; 127.0.0.1:8080 par défaut"),
            "{help}"
        );
        for english in [
            "Usage:",
            "Commands:",
            "Print",
            "default",
            "env:",
            "possible",
        ] {
            assert!(!help.contains(english), "{english} in {help}");
        }
    }
}
