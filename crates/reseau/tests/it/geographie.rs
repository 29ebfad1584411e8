use platform::{Error, Tx};
use reseau::geographie::{Territoires, import_communes, import_territoires, search_communes};
use testkit::TestDb;

const TERRITOIRES: Territoires<'_> = Territoires {
    regions: br#"[{"code":"01","nom":"R\u00e9gion d'essai"}]"#,
    departements: br#"[{"code":"01","nom":"Essai","region":"01"},{"code":"02","nom":"X","region":"99"}]"#,
    epci: br#"[{"code":"200000001","nom":"CC d'essai","membres":[{"code":"01001"}]}]"#,
    communes: r#"[
        {"code":"01001","nom":"L'Étang-Vergé","departement":"01","codesPostaux":["01400"],"population":860,"type":"commune-actuelle"},
        {"code":"01002","nom":"Saint-Étienne-du-Test","departement":"01","codesPostaux":["01410","01420"],"population":9},
        {"code":"01003","nom":"Saint-Étienne","departement":"01","codesPostaux":["01500"],"population":4},
        {"code":"01004","nom":"Ancienne","departement":"01","type":"commune-deleguee"},
        {"code":"02001","nom":"Ailleurs","departement":"02"}]"#
        .as_bytes(),
};

async fn load(base: &TestDb) -> Vec<reseau::imports::Rapport> {
    let mut tx = Tx::operateur(&base.db).await.unwrap();
    let rapports = import_territoires(&mut tx, TERRITOIRES).await.unwrap();
    tx.commit().await.unwrap();
    rapports
}

async fn names(base: &TestDb, text: &str) -> Vec<String> {
    let mut tx = Tx::public(&base.db).await.unwrap();
    let found = search_communes(&mut tx, text, 10).await.unwrap();
    found.into_iter().map(|c| c.nom).collect()
}

#[tokio::test]
async fn territories_are_loaded_once() {
    let base = TestDb::new().await;
    let rapports = load(&base).await;
    assert_eq!(
        (rapports[0].crees, rapports[1].crees, rapports[2].crees),
        (1, 1, 3)
    );
    assert_eq!(rapports[1].rejets[0].raison, "région inconnue « 99 »");
    assert!(
        rapports[2].rejets[0]
            .raison
            .contains("département inconnu « 02 »")
    );
    let again = load(&base).await;
    assert!(
        again.iter().all(reseau::imports::Rapport::changes_nothing),
        "{again:?}"
    );
    assert_eq!(again[2].inchanges, 3);
}

#[tokio::test]
async fn communes_are_found_by_name_and_postal_code() {
    let base = TestDb::new().await;
    load(&base).await;
    assert_eq!(
        names(&base, "St Etienne").await,
        ["Saint-Étienne", "Saint-Étienne-du-Test"]
    );
    assert_eq!(names(&base, "etang").await, ["L'Étang-Vergé"]);
    assert_eq!(names(&base, "l'étang vergez").await, ["L'Étang-Vergé"]);
    assert_eq!(
        names(&base, "014").await,
        ["L'Étang-Vergé", "Saint-Étienne-du-Test"]
    );
    assert_eq!(names(&base, "01420").await, ["Saint-Étienne-du-Test"]);
    assert_eq!(names(&base, "01003").await, ["Saint-Étienne"]);
    assert!(names(&base, "%").await.is_empty());
    assert!(names(&base, "zzzzzz").await.is_empty());
}

#[tokio::test]
async fn centres_come_from_the_api_or_a_csv_and_stay() {
    let base = TestDb::new().await;
    load(&base).await;
    let mut tx = Tx::operateur(&base.db).await.unwrap();
    let api = r#"[{"nom":"L'Étang-Vergé","code":"01001","centre":{"type":"Point","coordinates":[5.1,46.2]},
        "codesPostaux":["01400"],"population":900,"codeEpci":"200000001"},
        {"nom":"Nouvelle","code":"01009","codeDepartement":"01","codeRegion":"01"},
        {"nom":"Sans lieu","code":"01008"}]"#;
    let rapport = import_communes(&mut tx, api.as_bytes()).await.unwrap();
    assert_eq!(
        (rapport.crees, rapport.modifies, rapport.rejets.len()),
        (1, 1, 1)
    );
    let csv = "code_insee,nom,lon,lat\n01002,x,5.5,46.5\n01777,Fusionnée,5,46\n01003,x,abc,46\n";
    let rapport = import_communes(&mut tx, csv.as_bytes()).await.unwrap();
    assert_eq!((rapport.crees, rapport.modifies), (0, 1));
    assert_eq!(
        rapport.rejets[0].raison,
        "commune inconnue « 01777 Fusionnée »"
    );
    assert_eq!(rapport.rejets[1].ligne, 4);
    tx.commit().await.unwrap();
    load(&base).await;
    let kept: (f64, Option<String>) =
        sqlx::query_as("select longitude, epci_nom from commune where code = '01001'")
            .fetch_one(&base.brut)
            .await
            .unwrap();
    assert_eq!(kept, (5.1, Some("CC d'essai".to_owned())));
}

#[tokio::test]
async fn only_the_operator_imports_and_a_strange_file_is_named() {
    let base = TestDb::new().await;
    let mut tx = base.tx(base.reseau.conseiller(testkit::ML_A)).await;
    assert!(matches!(
        import_communes(&mut tx, b"[]").await,
        Err(Error::Forbidden)
    ));
    let mut tx = Tx::operateur(&base.db).await.unwrap();
    let Err(Error::Invalid(errors)) = import_communes(&mut tx, b"a,b\n1,2\n").await else {
        panic!("columns are missing");
    };
    assert_eq!(
        errors.get("fichier"),
        "Il manque les colonnes « code_insee », « lon », « lat »."
    );
}
