//! A real PostgreSQL, as root or as an ordinary user.

#[cfg(test)]
mod outils;

use std::fs::{self, Metadata, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;

use localpg::{Erreur, Grappe, Programmes, Regime};
use outils::{Second, bientot, demarrer, dossier, reglages, root, vit};

#[test]
fn starts_answers_and_stops() {
    let dossier = dossier();
    let grappe = demarrer(dossier.path());
    assert_eq!(grappe.psql("postgres", "select 1 + 1").unwrap(), "2");
    let encodage = "select current_setting('server_encoding'), current_setting('fsync')";
    assert_eq!(grappe.psql("postgres", encodage).unwrap(), "UTF8|off");
    assert_eq!(
        grappe.psql("postgres", "show listen_addresses").unwrap(),
        ""
    );

    let (socket, pid) = (grappe.dossier_socket().to_path_buf(), grappe.pid());
    assert_eq!(socket.metadata().unwrap().mode() & 0o777, 0o700);
    UnixStream::connect(socket.join(".s.PGSQL.5432")).unwrap();
    grappe.arreter().unwrap();
    assert!(!vit(pid));
    assert!(!socket.exists());
}

#[test]
fn address_is_understood_by_libpq() {
    let dossier = dossier();
    let dossier = dossier.path().join("à l'étroit & 100 %");
    let grappe = demarrer(&dossier);
    grappe
        .psql(
            "postgres",
            "create role \"rôle/1\" login; create database \"b?1\"",
        )
        .unwrap();
    let sortie = Command::new(grappe.programmes().psql())
        .args(["-XAt", "-c", "select current_user, current_database()"])
        .arg(grappe.url("rôle/1", "b?1"))
        // The address says everything: nothing is left to the environment.
        .env("PGPORT", "1")
        .env("LC_ALL", "C.UTF-8")
        .output()
        .unwrap();
    assert_eq!(
        String::from_utf8(sortie.stdout).unwrap().trim_end(),
        "rôle/1|b?1"
    );
}

#[test]
fn bad_sql_is_quoted() {
    let dossier = dossier();
    let grappe = demarrer(dossier.path());
    let erreur = grappe
        .psql("postgres", "selekt 1; create table t()")
        .unwrap_err();
    assert!(
        matches!(&erreur, Erreur::Sql { sortie, .. } if sortie.contains("selekt")),
        "{erreur}"
    );
    let tables = "select count(*) from pg_tables where tablename = 't'";
    assert_eq!(grappe.psql("postgres", tables).unwrap(), "0");
}

#[test]
fn large_input_and_output_do_not_block() {
    let dossier = dossier();
    let grappe = demarrer(dossier.path());
    let lignes = "select repeat('x', 1000);\n".repeat(2000);
    assert_eq!(
        grappe.psql("postgres", &lignes).unwrap().len(),
        2000 * 1001 - 1
    );
}

#[test]
fn second_start_keeps_data_and_takes_new_settings() {
    let dossier = dossier();
    let grappe = demarrer(dossier.path());
    grappe
        .psql("postgres", "create table t as select 42 as n")
        .unwrap();
    // Dropped, not stopped: it comes to the same.
    drop(grappe);
    let mut autres = reglages(dossier.path()).avec("work_mem", "7MB");
    autres.regime = Regime::Durable;
    let grappe = Grappe::demarrer(&autres).unwrap();
    let sql = "select n, current_setting('work_mem'), current_setting('fsync') from t";
    assert_eq!(grappe.psql("postgres", sql).unwrap(), "42|7MB|on");
}

#[test]
fn survives_the_thread_that_started_it() {
    let dossier = dossier();
    let chemin = dossier.path();
    let grappe = thread::scope(|portee| portee.spawn(|| demarrer(chemin)).join().unwrap());
    // Long enough for a stop to cut it.
    assert_eq!(
        grappe
            .psql("postgres", "select 1 from pg_sleep(0.5)")
            .unwrap(),
        "1"
    );
}

#[test]
fn second_process_is_told_who_runs() {
    if let Some(chemin) = Second::dossier() {
        let _grappe = demarrer(&chemin);
        Second::dire("prêt");
        return Second::rester();
    }
    let dossier = dossier();
    let (second, _) = Second::lancer("second_process_is_told_who_runs", dossier.path(), |_| ());
    let erreur = Grappe::demarrer(&reglages(dossier.path())).unwrap_err();
    let Erreur::DejaEnMarche { pid, .. } = erreur else {
        panic!("{erreur}")
    };
    assert_eq!(pid, Some(second.0.id()));
    let phrase = erreur.to_string();
    assert!(
        phrase.starts_with("Jalon tourne déjà sur le dossier «"),
        "{phrase}"
    );
}

#[test]
fn killed_parent_leaves_no_server() {
    if let Some(chemin) = Second::dossier() {
        let grappe = demarrer(&chemin);
        grappe
            .psql("postgres", "create table t as select 42 as n")
            .unwrap();
        Second::dire(grappe.pid());
        return Second::rester();
    }
    let dossier = dossier();
    let (second, pid) = Second::lancer("killed_parent_leaves_no_server", dossier.path(), |_| ());
    let pid = pid.parse().unwrap();
    assert!(vit(pid));
    drop(second); // kill -9
    bientot("la fin de PostgreSQL", || !vit(pid));
    // It ended in good order: it took its witness away after its last process.
    assert!(!donnees(dossier.path()).join("postmaster.pid").exists());
    let grappe = demarrer(dossier.path());
    assert_eq!(grappe.psql("postgres", "select n from t").unwrap(), "42");
}

#[test]
fn restart_waits_for_the_orphan() {
    if let Some(chemin) = Second::dossier() {
        let grappe = demarrer(&chemin);
        Second::dire(grappe.pid());
        return Second::rester();
    }
    let dossier = dossier();
    drop(Second::lancer(
        "restart_waits_for_the_orphan",
        dossier.path(),
        |_| (),
    ));
    let grappe = demarrer(dossier.path());
    assert_eq!(grappe.psql("postgres", "select 1").unwrap(), "1");
}

#[test]
fn stale_witness_of_a_reused_number_does_not_block() {
    let dossier = dossier();
    drop(demarrer(dossier.path()));
    let donnees = donnees(dossier.path());
    let proprietaire = donnees.metadata().unwrap();
    // A living process of the same account, which PostgreSQL alone would take for a server.
    let mut leurre = comme(&proprietaire, "cat")
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    let temoin = donnees.join("postmaster.pid");
    fs::write(&temoin, format!("{}\n{}\n", leurre.id(), donnees.display())).unwrap();
    chown(&temoin, Some(proprietaire.uid()), Some(proprietaire.gid())).unwrap();

    let grappe = Grappe::demarrer(&reglages(dossier.path()));
    leurre.kill().unwrap();
    leurre.wait().unwrap();
    assert_eq!(grappe.unwrap().psql("postgres", "select 1").unwrap(), "1");
}

#[test]
fn forgotten_server_is_stopped() {
    let dossier = dossier();
    let grappe = demarrer(dossier.path());
    let postgres = grappe.programmes().postgres();
    grappe.arreter().unwrap();
    let donnees = donnees(dossier.path());
    // As if its parent had died before the signal of its death was asked for.
    let mut oublie = comme(&donnees.metadata().unwrap(), postgres.to_str().unwrap())
        .args(["-c", "listen_addresses=", "-D"])
        .arg(&donnees)
        .arg("-k")
        .arg(&donnees)
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    bientot("le témoin", || donnees.join("postmaster.pid").exists());
    let collecte = thread::spawn(move || oublie.wait().unwrap());
    let grappe = demarrer(dossier.path());
    assert!(collecte.join().unwrap().success());
    assert_eq!(grappe.psql("postgres", "select 1").unwrap(), "1");
}

#[test]
fn data_of_another_version_is_refused() {
    let dossier = dossier();
    drop(demarrer(dossier.path()));
    fs::write(donnees(dossier.path()).join("PG_VERSION"), "7\n").unwrap();
    let erreur = Grappe::demarrer(&reglages(dossier.path())).unwrap_err();
    assert!(matches!(erreur, Erreur::AutreVersion { .. }), "{erreur}");
    let phrase = erreur.to_string();
    assert!(
        phrase.contains("faites par PostgreSQL 7 et cette machine a PostgreSQL"),
        "{phrase}"
    );
}

#[test]
fn closed_folder_is_refused_and_left_as_it_was() {
    let dossier = tempfile::tempdir().unwrap();
    // As root the database's account cannot enter; as an ordinary user nothing can be made.
    fs::set_permissions(dossier.path(), Permissions::from_mode(0o500)).unwrap();
    let erreur = Grappe::demarrer(&reglages(dossier.path())).unwrap_err();
    assert!(matches!(erreur, Erreur::DossierFerme { .. }), "{erreur}");
    assert!(erreur.to_string().contains("JALON_DATA"));
    assert_eq!(fs::read_dir(dossier.path()).unwrap().count(), 0);
}

#[test]
fn file_in_the_way_is_refused() {
    let dossier = dossier();
    fs::write(dossier.path().join("jalon"), "").unwrap();
    let erreur = Grappe::demarrer(&reglages(dossier.path())).unwrap_err();
    assert!(
        erreur.to_string().contains("un fichier occupe la place"),
        "{erreur}"
    );
}

#[test]
fn interrupted_initdb_is_done_again() {
    let dossier = dossier();
    let reste = dossier.path().join("jalon/grappe.nouvelle");
    fs::create_dir_all(&reste).unwrap();
    fs::write(reste.join("PG_VERSION"), "15").unwrap();
    fs::set_permissions(dossier.path().join("jalon"), Permissions::from_mode(0o711)).unwrap();
    let grappe = demarrer(dossier.path());
    assert_eq!(grappe.psql("postgres", "select 1").unwrap(), "1");
    assert!(!reste.exists());
}

#[test]
fn long_folder_gets_a_short_socket() {
    let dossier = dossier();
    let grappe = demarrer(&dossier.path().join("d".repeat(120)));
    assert_eq!(grappe.psql("postgres", "select 1").unwrap(), "1");
    let socket = grappe.dossier_socket().to_path_buf();
    assert!(!socket.starts_with(dossier.path()));
    assert_eq!(socket.metadata().unwrap().mode() & 0o777, 0o700);
    grappe.arreter().unwrap();
    assert!(!socket.exists());
}

#[test]
fn failed_start_quotes_the_log() {
    let dossier = dossier();
    let faux = reglages(dossier.path()).avec("work_mem", "beaucoup");
    let erreur = Grappe::demarrer(&faux).unwrap_err();
    let Erreur::Demarrage {
        journal,
        dernieres_lignes,
    } = &erreur
    else {
        panic!("{erreur}")
    };
    assert!(dernieres_lignes.contains("beaucoup"), "{erreur}");
    assert!(journal.is_file());
    // The folder is free again and the data is good.
    assert_eq!(
        demarrer(dossier.path())
            .psql("postgres", "select 1")
            .unwrap(),
        "1"
    );
}

#[test]
fn wrong_pg_bindir_is_not_replaced() {
    if let Some(chemin) = Second::dossier() {
        let erreur = Programmes::trouver().unwrap_err();
        assert!(Grappe::demarrer(&reglages(&chemin)).is_err());
        return Second::dire(erreur);
    }
    let dossier = dossier();
    let (_second, phrase) = Second::lancer(
        "wrong_pg_bindir_is_not_replaced",
        dossier.path(),
        |commande| {
            commande.env("PG_BINDIR", "/nulle/part");
        },
    );
    assert!(
        phrase.contains("« /nulle/part »") && phrase.contains("apt-get install"),
        "{phrase}"
    );
}

#[test]
fn programs_are_found() {
    let programmes = Programmes::trouver().unwrap();
    assert!(programmes.version_majeure().unwrap() >= 15);
    for programme in [
        programmes.postgres(),
        programmes.initdb(),
        programmes.psql(),
    ] {
        assert!(programme.is_file(), "{}", programme.display());
    }
    assert_eq!(Programmes::dans(programmes.bindir()).unwrap(), programmes);
}

/// A command run as the owner of the data.
#[cfg(test)]
fn comme(proprietaire: &Metadata, programme: &str) -> Command {
    if !root() {
        return Command::new(programme);
    }
    let mut commande = Command::new("setpriv");
    commande.arg(format!("--reuid={}", proprietaire.uid()));
    commande.args(["--clear-groups", programme]);
    commande
}

/// PostgreSQL's data in the folder of a test.
fn donnees(dossier: &Path) -> std::path::PathBuf {
    dossier.join("jalon/grappe")
}
