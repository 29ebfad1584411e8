//! The program killed in the middle of saves: all or nothing, and what was answered is there.

use std::{
    fs,
    net::{SocketAddr, TcpStream},
    os::unix::fs::PermissionsExt as _,
    path::Path,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

use localpg::{Grappe, Regime, Reglages};
use nix::sys::signal::Signal;

use crate::jalon::{Running, assert_postgres_ends, free, jalon, post, try_post};

const CONNEXION: &str =
    "courriel=conseiller@demo.invalid&mot_de_passe=brume-lanterne-caillou-violet&suite=";

/// A creating form about someone like nobody else.
fn form(n: usize) -> String {
    let word: String = (0..6_u32)
        .map(|i| char::from(b'a' + u8::try_from((n * 7919 / 26_usize.pow(i)) % 26).unwrap()))
        .collect();
    format!(
        "id=01935f00-00aa-7000-8000-{n:012}&contact_id=01935f00-00ab-7000-8000-{n:012}\
         &nom_naissance={word}in&prenom=Es{word}&age_declare=&date_naissance=200{}-0{}-1{}\
         &sans_domicile_stable=oui&a_voir_sur_place=oui&premier_accueil_le=2026-03-02",
        2 + n % 7,
        1 + n % 9,
        n % 10
    )
}

/// Posts until the program is gone; counts what it said was saved.
fn save_until_killed(address: SocketAddr, cookie: &str, rank: usize, saved: &AtomicUsize) {
    for n in (rank..10_000).step_by(4) {
        let Some(answer) = try_post(address, "/jeunes/nouveau", &form(n), cookie) else {
            return;
        };
        if answer.starts_with("HTTP/1.1 303") && answer.contains("location: /jeunes/0") {
            saved.fetch_add(1, Ordering::SeqCst);
        }
    }
}

fn count(grappe: &Grappe, sql: &str) -> usize {
    grappe
        .psql("jalon_demo", sql)
        .unwrap()
        .trim()
        .parse()
        .unwrap()
}

fn check(data: &Path, saved: usize) {
    let grappe = Grappe::demarrer(&Reglages::new(data.to_path_buf(), Regime::Durable)).unwrap();
    let mine = "id::text like '01935f00-00aa-%'";
    let found = count(&grappe, &format!("select count(*) from jeune where {mine}"));
    assert!(found >= saved, "{saved} answered, {found} found");
    let half = format!(
        "select count(*) from jeune j where {mine} and (
           not exists (select from audit a where a.jeune_id = j.id and a.action = 'creation')
           or not exists (select from evenement e where e.jeune_id = j.id)
           or not exists (select from echeance e where e.jeune_id = j.id))"
    );
    assert_eq!(count(&grappe, &half), 0, "something is saved by half");
    let orphans = "select count(*) from audit a where a.action = 'creation' and a.objet = 'dossier'
       and not exists (select from jeune j where j.id = a.jeune_id)";
    assert_eq!(count(&grappe, orphans), 0, "a trace without its act");
    grappe.arreter().unwrap();
}

#[test]
fn killed_in_the_middle_of_saves_it_keeps_all_or_nothing() {
    let root = tempfile::Builder::new()
        .prefix("jalon-coupure-")
        .permissions(fs::Permissions::from_mode(0o755))
        .tempdir_in("/tmp")
        .unwrap();
    let data = root.path().join("d");
    let address = free();
    let mut command = jalon(&["demo", "--jeunes", "40", "--adresse", &address.to_string()]);
    let mut running = Running::start(command.arg("--dossier").arg(&data));
    running.wait_for("Ctrl-C");
    let answer = post(address, "/connexion", CONNEXION);
    let cookie = answer
        .split("set-cookie: ")
        .nth(1)
        .unwrap()
        .split(';')
        .next()
        .unwrap();
    let saved = AtomicUsize::new(0);
    thread::scope(|scope| {
        for rank in 1..=4 {
            let saved = &saved;
            scope.spawn(move || save_until_killed(address, cookie, rank, saved));
        }
        while saved.load(Ordering::SeqCst) < 30 {
            assert!(TcpStream::connect(address).is_ok(), "it ended by itself");
            thread::park_timeout(std::time::Duration::from_millis(5));
        }
        running.signal(Signal::SIGKILL);
    });
    assert_eq!(running.end(), None);
    assert_postgres_ends(&data);
    check(&data, saved.load(Ordering::SeqCst));
}
