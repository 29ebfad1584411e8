//! `serve`, `migrate` and `purger` on a PostgreSQL that someone else runs.

use std::{
    fs,
    net::SocketAddr,
    path::{Path, PathBuf},
    process::Command,
};

use localpg::{Grappe, Regime, Reglages};
use nix::sys::signal::Signal;

use crate::jalon::{Running, free, get, jalon, post, refusal, run};

const AMORCE: &str = include_str!("../../../platform/amorce.sql");

/// A server with the four roles and an empty database.
pub(crate) fn server() -> (Grappe, tempfile::TempDir) {
    let folder = tempfile::Builder::new()
        .prefix("jalon-service-")
        .tempdir_in("/tmp")
        .unwrap();
    let grappe = Grappe::demarrer(&Reglages::new(folder.path(), Regime::Jetable)).unwrap();
    grappe.psql("postgres", AMORCE).unwrap();
    grappe
        .psql("postgres", "create database jalon owner jalon_owner")
        .unwrap();
    (grappe, folder)
}

/// Where the files people bring are kept.
pub(crate) fn pieces(grappe: &Grappe) -> PathBuf {
    grappe.dossier().join("fichiers")
}

pub(crate) fn owner(grappe: &Grappe, words: &[&str]) -> Command {
    let mut command = jalon(words);
    command
        .env("DATABASE_URL_OWNER", grappe.url("jalon_owner", "jalon"))
        .env("JALON_PIECES", pieces(grappe));
    command
}

fn serve(grappe: &Grappe, role: &str, address: SocketAddr, folder: &Path) -> Command {
    let mut command = jalon(&["serve", "--adresse", &address.to_string()]);
    command
        .env("DATABASE_URL", grappe.url(role, "jalon"))
        .env("JALON_CLE", "c".repeat(32))
        .env("JALON_PIECES", pieces(grappe))
        .env("JALON_COURRIELS", folder.join("courriels"));
    command
}

/// What a command that succeeded printed.
#[track_caller]
pub(crate) fn printed(command: &mut Command) -> String {
    let output = run(command);
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn it_serves_only_a_database_of_its_version_under_the_right_role() {
    let (grappe, folder) = server();
    let address = free();
    let mut service = serve(&grappe, "jalon_app", address, folder.path());
    assert!(refusal(&mut service).contains("jalon migrate"));

    assert_eq!(
        printed(&mut owner(&grappe, &["migrate"])),
        "La base est à jour.\n"
    );
    assert_eq!(
        printed(&mut owner(&grappe, &["migrate"])),
        "La base était déjà à jour.\n"
    );

    for role in ["jalon_owner", "jalon_chargement", "postgres"] {
        let said = refusal(&mut serve(&grappe, role, address, folder.path()));
        assert!(said.contains(&format!("« {role} »")), "{said}");
    }

    let log = folder.path().join("journal");
    service
        .env("RUST_LOG", "trace")
        .stderr(fs::File::create(&log).unwrap());
    let mut running = Running::start(&mut service);
    running.wait_until_it_listens(address);
    assert!(get(address, "/sante").ends_with("\r\n\r\nok"));
    let form = "courriel=ines%40example.org&mot_de_passe=lune-rousse&suite=";
    assert!(post(address, "/connexion", form).starts_with("HTTP/1.1 422"));
    running.signal(Signal::SIGTERM);
    assert_eq!(running.end(), Some(0));
    let log = fs::read_to_string(&log).unwrap();
    assert!(log.contains("\"route\":\"/connexion\""), "{log}");
    for never in ["select", "ines", "lune-rousse", "jalon_session"] {
        let line = log.lines().find(|line| line.contains(never));
        assert_eq!(line, None, "{never}");
    }

    let newer =
        "insert into _sqlx_migrations values (99990101000000, 'x', now(), true, '\\x00', 1)";
    grappe.psql("jalon", newer).unwrap();
    let mut service = serve(&grappe, "jalon_app", address, folder.path());
    assert!(refusal(&mut service).contains("d'une autre version de Jalon"));
    assert!(refusal(&mut owner(&grappe, &["migrate"])).contains("d'une autre version de Jalon"));
}

#[test]
fn the_purge_counts_then_removes_what_is_old() {
    let (grappe, _folder) = server();
    printed(&mut owner(&grappe, &["migrate"]));
    let seed = "
        insert into audit_national (id, survenu_le, action, objet)
        select gen_random_uuid(), now() - age::interval, 'x', 'x'
        from unnest(array['2 years', '13 months', '11 months', '1 day']) age;
        insert into region values ('00', 'R'); insert into departement values ('00', 'D', '00');
        insert into mission_locale (ml_id, code, nom, nom_usuel, fuseau)
        values (1, 'A', 'A', 'A', 'Europe/Paris');
        insert into audit (ml_id, id, survenu_le, action, objet)
        select 1, gen_random_uuid(), now() - age::interval, 'x', 'x'
        from unnest(array['13 months', '1 day']) age;
        insert into lien (empreinte, motif, objet_id, cree_le, expire_le, usages_max)
        select sha256(age::bytea), 'x', gen_random_uuid(), now(), now() - age::interval, 1
        from unnest(array['2 days', '-1 day']) age;";
    grappe.psql("jalon", seed).unwrap();
    let rows = || {
        let sql = "select (select count(*) from audit), (select count(*) from audit_national),
                     (select count(*) from lien)";
        grappe.psql("jalon", sql).unwrap()
    };
    let trial = printed(&mut owner(&grappe, &["purger", "--essai"]));
    assert!(trial.contains("Traces d’audit nationales : 2\n"), "{trial}");
    assert!(trial.contains("rien n’est effacé"), "{trial}");
    assert_eq!(rows(), "2|4|2");
    let done = printed(&mut owner(&grappe, &["purger"]));
    assert!(
        done.contains("Traces d’audit des missions locales : 1\n"),
        "{done}"
    );
    assert!(done.contains("Liens finis : 1\n"), "{done}");
    assert_eq!(rows(), "1|2|1");
}
