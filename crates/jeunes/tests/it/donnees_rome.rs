//! The whole ROME, from the folder named by `JALON_DONNEES`.

use std::{path::PathBuf, time::Instant};

use jeunes::metiers::{self, FichiersRome};
use platform::Tx;
use testkit::TestDb;

fn file(name: &str) -> Vec<u8> {
    let folder = std::env::var("JALON_DONNEES").expect("JALON_DONNEES names the public data");
    let path = PathBuf::from(folder).join("rome").join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{} : {error}", path.display()))
}

#[tokio::test]
async fn donnees_rome_whole_twice() {
    let test = TestDb::new().await;
    let metiers = file("unix_referentiel_code_rome_v460_utf8.csv");
    let appellations = file("appellations_public.csv.gz");
    let fichiers = FichiersRome {
        metiers: &metiers,
        appellations: &appellations,
        source: "ROME 4.0",
    };
    let mut tx = Tx::operateur(&test.db).await.expect("an answer");
    let first = metiers::import(&mut tx, fichiers).await.expect("an answer");
    assert_eq!(first.lus, 1_584 + 11_118, "{first}");
    assert_eq!(first.rejetes, 0, "{first}");
    assert!(
        metiers::import(&mut tx, fichiers)
            .await
            .expect("an answer")
            .changes_nothing()
    );
    tx.commit().await.expect("an answer");
    let mut tx = Tx::operateur(&test.db).await.expect("an answer");
    let start = Instant::now();
    for (typed, expected) in [
        ("boulanger", "Boulanger"),
        ("aide soign", "Aide-soignant"),
        ("plombier", "Plombier"),
        ("mecanicien auto", "Mécanicien"),
        ("coifeur", "Coiffeur"),
    ] {
        let found = metiers::search(&mut tx, typed, 12)
            .await
            .expect("an answer");
        assert!(
            found.iter().any(|a| a.libelle.contains(expected)),
            "{typed}: {found:?}"
        );
    }
    println!("5 recherches : {:?}", start.elapsed());
}
