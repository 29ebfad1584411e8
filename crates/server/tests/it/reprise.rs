//! `jalon importer dossiers` on a bad file: what can be read is there once, what cannot is listed,
//! and killed half-way it is taken up where it was.

use std::{
    fmt::Write as _,
    fs, thread,
    time::{Duration, Instant},
};

use localpg::Grappe;
use nix::sys::signal::Signal;

use crate::{
    jalon::{LIMIT, Running, jalon},
    service::{owner, printed, server},
};

const LINES: usize = 400;

const PLACE: &str = "
    insert into region values ('00', 'R'); insert into departement values ('00', 'D', '00');
    insert into commune (code, nom, nom_recherche, departement)
    values ('00001', 'Brumeville', 'brumeville', '00');
    insert into mission_locale (ml_id, code, nom, nom_usuel, fuseau)
    values (1, '00001S00', 'Brume', 'Brume', 'Europe/Paris');";

/// A name like nobody else's.
fn word(n: usize) -> String {
    (0..6_u32)
        .map(|i| char::from(b'a' + u8::try_from((n * 7919 / 26_usize.pow(i)) % 26).unwrap()))
        .collect()
}

/// Every tenth line has a wrong date, an unknown code or bytes of another encoding; one in fifty is
/// too short to be a person.
fn file() -> Vec<u8> {
    let mut bytes =
        b"N\xc2\xb0 dossier;Nom;Pr\xc3\xa9nom;Sexe;Date de naissance;Commune;Statut\n".to_vec();
    for n in 0..LINES {
        let (year, month, day) = (2001 + n % 8, 1 + n % 12, 1 + n % 28);
        let mut line = String::new();
        let birth = match n % 40 {
            10 => "31/02/2007".to_owned(),
            _ => format!("{day:02}/{month:02}/{year}"),
        };
        let sexe = if n % 40 == 20 { "peut-être" } else { "F" };
        let nom = if n % 50 == 7 {
            String::new()
        } else {
            format!("Fictif{}", word(n))
        };
        write!(
            line,
            "D{n};{nom};Es{};{sexe};{birth};00001;Actif",
            word(n + 5)
        )
        .unwrap();
        bytes.extend_from_slice(line.as_bytes());
        // Windows-1252 in the middle of UTF-8.
        bytes.extend_from_slice(if n % 40 == 30 { b"\xe9\n" } else { b"\n" });
    }
    bytes
}

fn ask(grappe: &Grappe, sql: &str) -> usize {
    grappe.psql("jalon", sql).unwrap().trim().parse().unwrap()
}

#[test]
fn a_bad_file_killed_half_way_loses_and_doubles_nothing() {
    let (grappe, folder) = server();
    printed(&mut owner(&grappe, &["migrate"]));
    grappe.psql("jalon", PLACE).unwrap();
    let table = folder.path().join("anciens.csv");
    fs::write(&table, file()).unwrap();
    let path = table.to_str().unwrap();
    let import = |more: &[&str]| {
        let mut words = vec!["importer", "dossiers", path, "--ml", "00001S00"];
        words.extend(more);
        let mut command = jalon(&words);
        command
            .env("DATABASE_URL", grappe.url("jalon_app", "jalon"))
            .env("JALON_CLE", "c".repeat(32));
        command
    };
    let tried = printed(&mut import(&["--essai"]));
    assert!(tried.contains("rien n’est gardé"), "{tried}");
    let there = || ask(&grappe, "select count(*) from jeune");
    assert_eq!(there(), 0, "a trial keeps nothing");

    let mut running = Running::start(&mut import(&[]));
    let limit = Instant::now() + LIMIT;
    while there() < LINES / 5 {
        assert!(Instant::now() < limit, "nothing comes");
        thread::park_timeout(Duration::from_millis(5));
    }
    running.signal(Signal::SIGKILL);
    assert_eq!(running.end(), None, "it was over before it was killed");
    let half = there();
    assert!(half < LINES, "{half}");
    let numbered = "select count(distinct numero) from jeune";
    assert_eq!(ask(&grappe, numbered), half);

    let said = printed(&mut import(&[]));
    let nameless = (0..LINES).filter(|n| n % 50 == 7).count();
    let whole = there();
    assert_eq!(
        ask(&grappe, "select count(*) from ligne_importee"),
        whole,
        "one line, one dossier"
    );
    assert_eq!(
        ask(&grappe, "select count(distinct nom_naissance) from jeune"),
        whole,
        "nobody twice"
    );
    assert!(
        said.contains(&format!("{half}")),
        "{half} known already:\n{said}"
    );
    let left = fs::read_to_string(folder.path().join("anciens-a-revoir.csv")).unwrap();
    let refused = left.lines().filter(|line| line.contains("ejet")).count();
    assert!(refused >= nameless, "{left}");
    assert!(
        left.contains("Date de naissance"),
        "a wrong date is said:\n{left}"
    );
    assert!(
        whole + refused <= LINES && whole > LINES * 8 / 10,
        "{whole} {refused}\n{left}"
    );
    let again = printed(&mut import(&[]));
    assert_eq!(there(), whole, "{again}");
}
