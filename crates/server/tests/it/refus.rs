//! What the program refuses, in one sentence, before it starts anything.

use std::fs;

use crate::jalon::{free, jalon, postgres_on, refusal, run, taken};

#[test]
fn a_port_in_use_is_told_before_postgres_starts() {
    let folder = tempfile::tempdir().unwrap();
    let (_claim, address) = taken();
    let mut command = jalon(&["demo", "--adresse", &address.to_string()]);
    let said = refusal(command.arg("--dossier").arg(folder.path()));
    assert!(
        said.contains(&format!("L'adresse {address} est déjà prise")),
        "{said}"
    );
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    assert_eq!(postgres_on(folder.path()), Vec::<String>::new());
}

#[test]
fn missing_programs_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = jalon(&["demo", "--adresse", &free().to_string()]);
    command
        .arg("--dossier")
        .arg(folder.path())
        .env("PG_BINDIR", "/nulle/part");
    let said = refusal(&mut command);
    assert!(said.contains("PG_BINDIR"), "{said}");
}

#[test]
fn a_folder_that_cannot_be_written_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("fichier");
    fs::write(&file, "").unwrap();
    for place in [file.join("demo").as_path(), "/proc/jalon".as_ref()] {
        let mut command = jalon(&["demo", "--adresse", &free().to_string()]);
        let said = refusal(command.arg("--dossier").arg(place));
        assert!(
            said.contains(&place.display().to_string()) || said.contains("fichier"),
            "{said}"
        );
    }
}

#[test]
fn serve_says_what_it_lacks() {
    let mut serve = jalon(&["serve", "--adresse", &free().to_string()]);
    let folder = tempfile::tempdir().unwrap();
    serve.env("JALON_COURRIELS", folder.path());
    assert!(refusal(&mut serve).contains("Il manque DATABASE_URL"));
    serve.env("DATABASE_URL", "postgres://jalon_app@127.0.0.1:1/x");
    assert!(refusal(&mut serve).contains("Il manque JALON_CLE"));
    serve.env("JALON_CLE", "courte");
    assert!(refusal(&mut serve).contains("trop courte"));
    serve.env("JALON_CLE", "é".repeat(32));
    assert!(refusal(&mut serve).contains("ne répond pas"));
    serve.env("DATABASE_URL", "n'importe quoi");
    assert!(refusal(&mut serve).contains("n'est pas une adresse de base"));
}

#[test]
fn a_secret_may_be_in_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let key = folder.path().join("cle");
    let mut serve = jalon(&["serve", "--adresse", &free().to_string()]);
    serve
        .env("JALON_COURRIELS", folder.path())
        .env("DATABASE_URL", "postgres://jalon_app@127.0.0.1:1/x")
        .env("JALON_CLE_FILE", &key);
    assert!(refusal(&mut serve).contains("JALON_CLE_FILE n'est pas lisible"));
    fs::write(&key, format!("{}\n", "c".repeat(32))).unwrap();
    assert!(refusal(&mut serve).contains("ne répond pas"));
}

#[test]
fn mail_settings_must_fit_together() {
    let mut serve = jalon(&["serve", "--adresse", &free().to_string()]);
    serve
        .env("DATABASE_URL", "postgres://jalon_app@127.0.0.1:1/x")
        .env("JALON_CLE", "c".repeat(32))
        .env("JALON_SMTP_HOTE", "smtp.example.org");
    assert!(refusal(&mut serve).contains("Il manque JALON_URL"));
    serve.env("JALON_URL", "jalon.example.org");
    assert!(refusal(&mut serve).contains("doit commencer par https://"));
    serve
        .env("JALON_URL", "https://jalon.example.org")
        .env("JALON_SMTP_SECURITE", "aucune");
    assert!(refusal(&mut serve).contains("doit être chiffrée"));
    serve
        .env("JALON_SMTP_SECURITE", "tls")
        .env("JALON_SMTP_UTILISATEUR", "jalon");
    assert!(refusal(&mut serve).contains("vont ensemble"));
}

#[test]
fn text_messages_need_a_gateway_over_tls_and_its_token() {
    let mut serve = jalon(&["serve", "--adresse", &free().to_string()]);
    let folder = tempfile::tempdir().unwrap();
    serve
        .env("JALON_COURRIELS", folder.path())
        .env("DATABASE_URL", "postgres://jalon_app@127.0.0.1:1/x")
        .env("JALON_CLE", "c".repeat(32))
        .env("JALON_SMS_URL", "http://sms.example.org/envois");
    assert!(refusal(&mut serve).contains("vont ensemble"));
    serve.env("JALON_SMS_JETON", "jeton-secret");
    let said = refusal(&mut serve);
    assert!(said.contains("https://"), "{said}");
    assert!(!said.contains("jeton-secret"), "{said}");
    serve.env("JALON_SMS_URL", "https://sms.example.org/envois");
    assert!(refusal(&mut serve).contains("ne répond pas"));
    serve.env("JALON_SMS_URL", "");
    assert!(refusal(&mut serve).contains("vont ensemble"));
}

#[test]
fn help_goes_to_stdout_and_mistakes_to_stderr() {
    let help = run(&mut jalon(&["--help"]));
    assert!(help.status.success());
    assert!(
        String::from_utf8(help.stdout)
            .unwrap()
            .contains("Usage : jalon")
    );
    let mistake = run(&mut jalon(&["servir"]));
    assert_eq!(mistake.status.code(), Some(2));
    let said = String::from_utf8(mistake.stderr).unwrap();
    assert!(
        said.starts_with("« servir » n'est pas une commande de Jalon."),
        "{said}"
    );
}
