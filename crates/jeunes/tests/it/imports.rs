//! Dossiers taken over from another program.

use jeunes::imports::{self, Champ, Correspondance, Options, Rapport};
use kernel::MlId;
use platform::{Error, Tx};
use reseau::imports::lecture::Table;
use testkit::{COMMUNE_A, ML_A, ML_B, TestDb};

fn options(table: &Table, essai: bool) -> Options {
    Options {
        source: "ancien".to_owned(),
        correspondance: Correspondance::guess(table.entetes()),
        essai,
    }
}

async fn import(test: &TestDb, bytes: &[u8], essai: bool) -> Rapport {
    let table = Table::read(bytes).expect("a table");
    let options = options(&table, essai);
    imports::import(&test.db, MlId::from(ML_A), &table, &options, |_| {})
        .await
        .expect("an import")
}

async fn count(test: &TestDb, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql)
        .fetch_one(&test.brut)
        .await
        .expect("an answer")
}

fn file(lines: &[&str]) -> String {
    let head = "N° dossier;Nom;Prénom;Sexe;Date de naissance;Commune;Téléphone;Mail;\
                Premier accueil;Conseiller;Statut;Situation;Début situation";
    let mut lines_read = head.to_owned();
    for line in lines {
        lines_read.push('\n');
        lines_read.push_str(&line.replace("{c}", COMMUNE_A));
    }
    lines_read.push('\n');
    lines_read
}

const GOOD: &str = "D1;Brumefeu;Aurèle;M;12/03/2007;{c};06 39 98 00 01;aurele@exemple.invalid;\
                    02/03/2026;;En veille;Demandeur d'emploi;01/02/2026";

#[tokio::test]
async fn a_line_becomes_a_dossier_once() {
    let test = TestDb::new().await;
    let content = file(&[GOOD]);
    let tried = import(&test, content.as_bytes(), true).await;
    assert_eq!((tried.crees, tried.rejets.len()), (1, 0), "{tried}");
    assert_eq!(
        count(&test, "select count(*) from jeune").await,
        0,
        "a dry run keeps nothing"
    );
    let first = import(&test, content.as_bytes(), false).await;
    assert_eq!((first.crees, first.avis.len()), (1, 0), "{first}");
    let second = import(&test, content.as_bytes(), false).await;
    assert_eq!((second.crees, second.deja), (0, 1), "{second}");
    assert_eq!(
        count(
            &test,
            "select count(*) from jeune where etat = 'en_veille' and etat_motif = 'reprise_donnees'"
        )
        .await,
        1
    );
    assert_eq!(count(&test, "select count(*) from contact").await, 2);
    assert_eq!(
        count(
            &test,
            "select count(*) from situation where categorie = 'demandeur_emploi'"
        )
        .await,
        1
    );
    assert_eq!(
        count(
            &test,
            "select count(*) from audit where action = 'creation' and objet = 'dossier'"
        )
        .await,
        1
    );
}

#[tokio::test]
async fn wrong_lines_are_told_and_the_good_ones_kept() {
    let test = TestDb::new().await;
    let content = file(&[
        "D1;Brumefeu;Aurèle;M;31/02/2007;{c};;;;;;;",
        "D2;;Ondine;F;12/03/2007;{c};;;;;;;",
        "D3;Vaudrelune;Ondine;F;12/03/2007;Nulle-Part;;;;;;;",
        "D4;Vaudrelune;Ondine;F;12/03/2015;{c};;;;;;;",
        "D5;Valombre;Isaure;F;01/09/2006;{c};123;pas un mail;hier;Personne;zzz;zzz;",
        "D6;trop court",
    ]);
    let report = import(&test, content.as_bytes(), false).await;
    assert_eq!(report.crees, 1, "{report}");
    let told: Vec<(u64, &str)> = report
        .rejets
        .iter()
        .map(|r| (r.ligne, r.raison.as_str()))
        .collect();
    assert_eq!(told.len(), 5, "{told:?}");
    let said = report.to_string();
    for words in [
        "ligne 2, colonne « Date de naissance »",
        "Indiquez le nom de naissance",
        "Commune inconnue",
        "Moins de 16 ans",
        "2 cellules au lieu de 13",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    assert_eq!(report.avis.len(), 6, "{said}");
    for person in ["Brumefeu", "Vaudrelune", "Isaure", "123", "Nulle-Part"] {
        assert!(!said.contains(person), "{person} is quoted: {said}");
    }
}

#[tokio::test]
async fn who_looks_known_is_set_aside() {
    let test = TestDb::new().await;
    import(&test, file(&[GOOD]).as_bytes(), false).await;
    let again = file(&["D9;Brumefeu;Aurele;M;12/03/2007;{c};06 39 98 00 01;;;;;;"]);
    let report = import(&test, again.as_bytes(), false).await;
    assert_eq!((report.crees, report.a_verifier.len()), (0, 1), "{report}");
    assert_eq!(count(&test, "select count(*) from jeune").await, 1);
    // Twice in one file, without a number.
    let twice = "Nom;Prénom;Date de naissance\nOrmefeuille;Zélie;05/05/2006\nOrmefeuille;Zélie;05/05/2006\n";
    let report = import(&test, twice.as_bytes(), false).await;
    assert_eq!((report.crees, report.deja), (1, 1), "{report}");
}

#[tokio::test]
async fn encodings_may_be_mixed() {
    let test = TestDb::new().await;
    let mut bytes = "Nom;Prénom;Date de naissance\nÉtoilefeu;Noé;05/05/2006\n"
        .as_bytes()
        .to_vec();
    bytes.extend(b"Brum\xe8laine;Zo\xeb;06/06/2006\n");
    let report = import(&test, &bytes, false).await;
    assert_eq!(report.crees, 2, "{report}");
    assert_eq!(
        count(
            &test,
            "select count(*) from jeune where prenom in ('Noé', 'Zoë')"
        )
        .await,
        2
    );
}

#[tokio::test]
async fn a_file_without_what_is_needed_is_refused() {
    let test = TestDb::new().await;
    let table = Table::read("Nom;Prénom\nA;B\n".as_bytes()).expect("a table");
    let ml = MlId::from(ML_A);
    let refused = imports::import(&test.db, ml, &table, &options(&table, false), |_| {}).await;
    let Err(Error::Invalid(errors)) = refused else {
        panic!("the birth date is missing");
    };
    assert!(errors.get("correspondance").contains("Date de naissance"));
}

#[tokio::test]
async fn a_correspondence_is_kept_in_its_mission_locale() {
    let test = TestDb::new().await;
    let mut told = Correspondance::default();
    told.set(Champ::Prenom, "Petit nom");
    let mut tx = Tx::systeme(&test.db, MlId::from(ML_A))
        .await
        .expect("an answer");
    imports::save_correspondance(&mut tx, "export", &told)
        .await
        .expect("an answer");
    let found = imports::load_correspondance(&mut tx, "export")
        .await
        .expect("an answer");
    assert_eq!(found, Some(told));
    tx.commit().await.expect("an answer");
    let mut elsewhere = Tx::systeme(&test.db, MlId::from(ML_B))
        .await
        .expect("an answer");
    let found = imports::load_correspondance(&mut elsewhere, "export")
        .await
        .expect("an answer");
    assert_eq!(found, None);
}
