//! The métiers of the ROME.

use jeunes::metiers::{self, FichiersRome, RapportRome};
use kernel::Role;
use platform::{Error, Tx};
use testkit::{ML_A, TestDb};

const METIERS: &str = "code_rome;libelle_rome\nD1102;Boulangerie - viennoiserie\nK1304;Services domestiques\n\
                       X9999;Rien\n";
const APPELLATIONS: &str = "code_ogr\tlibelle\tcode_rome\n11573\tBoulanger / Boulangère\tD1102\n\
    11987\tAide à domicile\tK1304\n11988\tEmployé / Employée de ménage à domicile\tK1304\n\
    1\tSans métier\tZ1\n";

async fn import(test: &TestDb, appellations: &str) -> RapportRome {
    let mut tx = Tx::operateur(&test.db).await.expect("an answer");
    let fichiers = FichiersRome {
        metiers: METIERS.as_bytes(),
        appellations: appellations.as_bytes(),
        source: "essai",
    };
    let rapport = metiers::import(&mut tx, fichiers).await.expect("an answer");
    tx.commit().await.expect("an answer");
    rapport
}

async fn found(test: &TestDb, typed: &str) -> Vec<String> {
    let mut tx = test.tx(test.reseau.agent(ML_A, Role::Conseiller)).await;
    let found = metiers::search(&mut tx, typed, 5).await.expect("an answer");
    found.into_iter().map(|a| a.libelle).collect()
}

#[tokio::test]
async fn a_second_import_changes_nothing_and_what_left_is_retired() {
    let test = TestDb::new().await;
    let first = import(&test, APPELLATIONS).await;
    assert_eq!((first.crees, first.rejetes), (3, 2), "{first}");
    assert!(
        first.retires > 0,
        "the métiers that came with the program and are not in the file"
    );
    assert!(import(&test, APPELLATIONS).await.changes_nothing());
    let shorter = APPELLATIONS.replace("11987\tAide à domicile\tK1304\n", "");
    assert_eq!(import(&test, &shorter).await.retires, 1);
    let after = found(&test, "aide domicile").await;
    assert!(!after.contains(&"Aide à domicile".to_owned()), "{after:?}");
    assert_eq!(
        import(&test, APPELLATIONS).await.modifies,
        1,
        "it came back"
    );
    assert_eq!(found(&test, "aide domicile").await, ["Aide à domicile"]);
}

#[tokio::test]
async fn a_metier_is_found_as_people_type_it() {
    let test = TestDb::new().await;
    import(&test, APPELLATIONS).await;
    assert_eq!(
        found(&test, "boul").await,
        ["Boulanger / Boulangère", "Boulangerie - viennoiserie"]
    );
    assert_eq!(found(&test, "BOULANGÈRE").await, ["Boulanger / Boulangère"]);
    assert_eq!(
        found(&test, "domicile").await,
        ["Aide à domicile", "Employé / Employée de ménage à domicile"]
    );
    assert_eq!(
        found(&test, "boulagner").await.first().map(String::as_str),
        Some("Boulanger / Boulangère")
    );
    assert_eq!(found(&test, "b").await, Vec::<String>::new());
    assert_eq!(found(&test, "%_").await, Vec::<String>::new());
}

#[tokio::test]
async fn only_who_runs_the_server_imports() {
    let test = TestDb::new().await;
    let mut tx = test.tx(test.reseau.agent(ML_A, Role::Directeur)).await;
    let fichiers = FichiersRome {
        metiers: METIERS.as_bytes(),
        appellations: APPELLATIONS.as_bytes(),
        source: "essai",
    };
    let refused = metiers::import(&mut tx, fichiers).await;
    assert!(matches!(refused, Err(Error::Forbidden)));
    let mut tx = Tx::operateur(&test.db).await.expect("an answer");
    let wrong = FichiersRome {
        appellations: METIERS.as_bytes(),
        ..fichiers
    };
    assert!(matches!(
        metiers::import(&mut tx, wrong).await,
        Err(Error::Invalid(_))
    ));
}
