//! `jalon demo` from the first fill to the last signal.

use std::{fs, os::unix::fs::PermissionsExt as _, path::Path};

use nix::sys::signal::Signal;

use crate::jalon::{Running, assert_postgres_ends, free, get, jalon, post, postgres_on, refusal};

const PASSWORD: &str = "brume-lanterne-caillou-violet";

/// A folder that the account of PostgreSQL may enter, as any under `/tmp`.
fn folder() -> tempfile::TempDir {
    tempfile::Builder::new()
        .prefix("jalon-demo-")
        .permissions(fs::Permissions::from_mode(0o755))
        .tempdir_in("/tmp")
        .unwrap()
}

fn demo(folder: &Path, address: &str) -> std::process::Command {
    let mut command = jalon(&["demo", "--jeunes", "40", "--adresse", address]);
    command.arg("--dossier").arg(folder);
    command
}

#[test]
fn it_fills_once_serves_stops_and_starts_again() {
    let root = folder();
    let data = root.path().join("d");
    let address = free();
    let mut first = Running::start(&mut demo(&data, &address.to_string()));
    first.wait_for("Ctrl-C");
    assert!(first.printed.contains("40 jeunes"), "{}", first.printed);
    assert!(
        first.printed.contains(&format!("http://{address}")),
        "{}",
        first.printed
    );
    assert!(first.printed.contains(PASSWORD), "{}", first.printed);
    assert!(get(address, "/sante").ends_with("\r\n\r\nok"));
    let page = get(address, "/connexion");
    assert!(page.starts_with("HTTP/1.1 200"), "{page}");
    assert!(page.contains("name=\"mot_de_passe\""), "{page}");
    assert!(!postgres_on(&data).is_empty());

    let key = fs::metadata(data.join("cle")).unwrap().permissions().mode();
    assert_eq!(key & 0o777, 0o600);
    assert!(data.join("courriels").is_dir());
    assert!(data.join("sms").is_dir());
    assert!(
        first.printed.contains("Les SMS sont écrits dans"),
        "{}",
        first.printed
    );
    let other = refusal(&mut demo(&data, &free().to_string()));
    assert!(other.contains("Jalon tourne déjà"), "{other}");

    first.signal(Signal::SIGINT);
    assert_eq!(first.end(), Some(0));
    assert!(
        first.printed.ends_with("Jalon est arrêté.\n"),
        "{}",
        first.printed
    );
    assert_eq!(postgres_on(&data), Vec::<String>::new());

    let mut second = Running::start(&mut demo(&data, &address.to_string()));
    second.wait_for("Ctrl-C");
    assert!(
        !second.printed.contains("Préparation"),
        "{}",
        second.printed
    );
    second.signal(Signal::SIGTERM);
    assert_eq!(second.end(), Some(0));

    let mut command = jalon(&["demo", "--jeunes", "41", "--adresse", &address.to_string()]);
    let said = refusal(command.arg("--dossier").arg(&data));
    assert!(said.contains("40 jeunes"), "{said}");
}

#[test]
fn every_account_it_prints_can_sign_in() {
    let root = folder();
    let data = root.path().join("d");
    let address = free();
    let mut running = Running::start(&mut demo(&data, &address.to_string()));
    running.wait_for("Ctrl-C");
    let words = running.printed.split_whitespace();
    let accounts: Vec<&str> = words.filter(|word| word.contains("@demo.")).collect();
    assert!(accounts.len() > 12, "{}", running.printed);
    for account in accounts {
        let form = format!("courriel={account}&mot_de_passe={PASSWORD}&suite=");
        let answer = post(address, "/connexion", &form);
        assert!(answer.starts_with("HTTP/1.1 303"), "{account}: {answer}");
        assert!(
            answer.contains("set-cookie: jalon_session="),
            "{account}: {answer}"
        );
    }
}

#[test]
fn killed_it_leaves_no_postgres_and_fills_again() {
    let root = folder();
    let data = root.path().join("d");
    let address = free().to_string();
    let mut first = Running::start(&mut demo(&data, &address));
    // In the middle of the first fill.
    first.wait_for("Préparation");
    first.signal(Signal::SIGKILL);
    assert_eq!(first.end(), None);
    assert_postgres_ends(&data);

    let mut second = Running::start(&mut demo(&data, &address));
    second.wait_for("Ctrl-C");
    assert!(second.printed.contains("Préparation"), "{}", second.printed);
    second.signal(Signal::SIGKILL);
    assert_eq!(second.end(), None);
    assert_postgres_ends(&data);

    let mut third = Running::start(&mut demo(&data, &address));
    third.wait_for("Ctrl-C");
    assert!(!third.printed.contains("Préparation"), "{}", third.printed);
}
