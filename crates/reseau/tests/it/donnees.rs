//! The real network, from the folder named by `JALON_DONNEES`.

use std::{path::PathBuf, time::Instant};

use kernel::Role;
use platform::Tx;
use reseau::{
    geographie::{Territoires, import_communes, import_territoires, search_communes},
    imports::{Rapport, import_missions_locales, import_sites, import_zones},
    structures::{FiltreAnnuaire, list_missions_locales},
};
use testkit::TestDb;

fn file(path: &str) -> Vec<u8> {
    let folder = std::env::var("JALON_DONNEES").expect(
        "JALON_DONNEES doit nommer le dossier des données publiques (missions_locales/, geo/)",
    );
    let path = PathBuf::from(folder).join(path);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{} : {error}", path.display()))
}

async fn territoires(base: &TestDb) -> Vec<Rapport> {
    let mut tx = Tx::operateur(&base.db).await.unwrap();
    let (regions, departements) = (file("geo/regions.json"), file("geo/departements.json"));
    let (epci, communes) = (file("geo/epci.json.gz"), file("geo/communes.json.gz"));
    let fichiers = Territoires {
        regions: &regions,
        departements: &departements,
        epci: &epci,
        communes: &communes,
    };
    let rapports = import_territoires(&mut tx, fichiers).await.unwrap();
    tx.commit().await.unwrap();
    rapports
}

async fn centres(base: &TestDb) -> Rapport {
    let mut tx = Tx::operateur(&base.db).await.unwrap();
    let rapport = import_communes(&mut tx, &file("geo/centroides_communes_2018.csv.gz"))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    rapport
}

async fn structures(base: &TestDb) -> Rapport {
    let mut tx = Tx::operateur(&base.db).await.unwrap();
    let bytes = file("missions_locales/structures_imilo_2023.csv");
    let rapport = import_missions_locales(&mut tx, &bytes).await.unwrap();
    tx.commit().await.unwrap();
    rapport
}

async fn sites(base: &TestDb) -> Rapport {
    let mut tx = Tx::operateur(&base.db).await.unwrap();
    let bytes = file("missions_locales/sites_dila_2016.csv");
    let rapport = import_sites(&mut tx, &bytes).await.unwrap();
    tx.commit().await.unwrap();
    rapport
}

async fn zones(base: &TestDb, path: &str) -> Rapport {
    let mut tx = Tx::operateur(&base.db).await.unwrap();
    let rapport = import_zones(&mut tx, &file(path), false).await.unwrap();
    tx.commit().await.unwrap();
    rapport
}

#[tokio::test]
async fn donnees_the_whole_network_is_imported_twice() {
    let base = TestDb::new().await;
    let rapports = territoires(&base).await;
    let counts: Vec<u64> = rapports.iter().map(|r| r.crees).collect();
    assert_eq!(
        (counts[0] > 17, counts[1] > 100, counts[2]),
        (true, true, 35_014),
        "{counts:?}"
    );
    assert!(rapports.iter().all(|r| r.rejets.is_empty()));
    println!("{}", rapports[2]);
    let rapport = centres(&base).await;
    assert!(rapport.modifies > 34_000, "{rapport}");
    println!("{rapport}");

    let rapport = structures(&base).await;
    println!("{rapport}");
    assert_eq!((rapport.crees, rapport.rejets.len()), (450, 0), "{rapport}");
    let rapport = sites(&base).await;
    println!("{rapport}");
    assert_eq!((rapport.crees, rapport.rejets.len()), (726, 0), "{rapport}");
    let rapport = zones(&base, "missions_locales/zone_couverture_echantillon.csv").await;
    println!("{rapport}");
    assert_eq!((rapport.crees, rapport.rejets.len()), (25, 0), "{rapport}");
    let all = "missions_locales/zones_reconstituees_NON_OFFICIELLES.csv.gz";
    let start = Instant::now();
    let rapport = zones(&base, all).await;
    println!("{rapport}en {:?}", start.elapsed());
    assert_eq!(rapport.crees + rapport.modifies, 34_847, "{rapport}");
    assert!(rapport.rejets.is_empty());

    assert!(
        territoires(&base)
            .await
            .iter()
            .all(Rapport::changes_nothing)
    );
    for again in [
        centres(&base).await,
        structures(&base).await,
        sites(&base).await,
    ] {
        assert!(again.changes_nothing(), "{again}");
    }
    let again = zones(&base, all).await;
    assert!(again.changes_nothing(), "{again}");
    assert_eq!(again.inchanges, 34_847);
}

#[tokio::test]
async fn donnees_search_and_directory_are_quick_enough_to_type_in() {
    let base = TestDb::new().await;
    territoires(&base).await;
    structures(&base).await;
    sqlx::query("analyze commune")
        .execute(&base.brut)
        .await
        .ok();
    let mut tx = base.tx(base.reseau.hors_ml(Role::National)).await;
    for (text, expected) in [
        ("st etienne", "Saint-Étienne"),
        ("marseile", "Marseille"),
        ("bordeau", "Bordeaux"),
        ("l'hay les r", "L'Haÿ-les-Roses"),
        ("paris 14", "Paris 14e Arrondissement"),
        ("clermont fd", "Clermont-Ferrand"),
        ("13001", "Marseille"),
        ("352", "Rennes"),
        ("sa", "Saint-Étienne"),
        ("saint", "Saint-Étienne"),
    ] {
        let start = Instant::now();
        let found = search_communes(&mut tx, text, 10).await.unwrap();
        let first: Vec<_> = found.iter().map(|c| c.nom.as_str()).collect();
        println!("{text} : {:?} {first:?}", start.elapsed());
        assert_eq!(first[0], expected, "{text}");
    }
    let filtre = FiltreAnnuaire {
        texte: "brest".to_owned(),
        ..FiltreAnnuaire::default()
    };
    let start = Instant::now();
    let page = list_missions_locales(&mut tx, &filtre, None, 20)
        .await
        .unwrap();
    println!("annuaire : {:?}", start.elapsed());
    assert!(
        page.rows.iter().any(|ml| ml.commune == "Brest"),
        "{:?}",
        page.rows
    );
}
