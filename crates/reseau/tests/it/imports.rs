use platform::{Error, Tx};
use reseau::imports::{Rapport, import_missions_locales, import_sites, import_zones};
use testkit::TestDb;

const STRUCTURES: &str = "id_imilo,nom_officiel,nom_usuel,code_region,nom_region,code_departement,\
nom_departement,timezone,code_insee_siege,commune_siege,site_dila_2016,forme_juridique
00101S00,00-ML BRUME,Mission locale de la Brume,00,R,00,D,Europe/Paris,00001,Brumeville,s-1,GIP
00102S00,00-ML HAUTS,,00,R,00,D,Indian/Reunion,00002,Hautfictif,,
99994S00,ML temporaire pour Fusion,,77,R,00,D,Europe/Paris,,,,
00103S00,Sans fuseau,,00,R,00,D,Europe/Brume,,,,
00104S00,Ailleurs,,00,R,98,D,Europe/Paris,,,,
00105S00,Siège inconnu,,00,R,00,D,Europe/Paris,00999,,,
00101S00,Double,,00,R,00,D,Europe/Paris,,,,
abc,Code,,00,R,00,D,Europe/Paris,,,,
trop,court
";

async fn structures(base: &TestDb, text: &str, keep: bool) -> Rapport {
    let mut tx = Tx::operateur(&base.db).await.unwrap();
    let rapport = import_missions_locales(&mut tx, text.as_bytes())
        .await
        .unwrap();
    if keep {
        tx.commit().await.unwrap();
    }
    rapport
}

async fn numbers(base: &TestDb) -> Vec<(String, i32)> {
    sqlx::query_as("select code, ml_id from mission_locale order by ml_id")
        .fetch_all(&base.brut)
        .await
        .unwrap()
}

#[tokio::test]
async fn good_lines_are_kept_and_wrong_ones_reported() {
    let base = TestDb::new().await;
    let rapport = structures(&base, STRUCTURES, true).await;
    assert_eq!(
        (rapport.crees, rapport.modifies, rapport.inchanges),
        (3, 0, 0)
    );
    let rejets: Vec<_> = rapport
        .rejets
        .iter()
        .map(|r| (r.ligne, r.raison.as_str()))
        .collect();
    assert_eq!(
        rejets,
        [
            (5, "fuseau horaire inconnu « Europe/Brume »"),
            (6, "département inconnu « 98 »"),
            (7, "commune du siège inconnue « 00999 »"),
            (8, "« 00101S00 » est déjà à la ligne 2"),
            (9, "code i-milo illisible « abc »"),
            (10, "2 cellules au lieu de 12"),
        ]
    );
    assert_eq!(
        rapport.avis,
        ["99994S00 : région « 77 » lue « 00 », celle du département 00"]
    );
    assert_eq!(
        numbers(&base).await[2..],
        [
            ("00101S00".to_owned(), 3),
            ("00102S00".to_owned(), 4),
            ("99994S00".to_owned(), 5)
        ]
    );
    let forme: String =
        sqlx::query_scalar("select forme_juridique from mission_locale where ml_id = 3")
            .fetch_one(&base.brut)
            .await
            .unwrap();
    assert_eq!(forme, "gip");
}

#[tokio::test]
async fn a_second_run_changes_nothing_and_numbers_stay() {
    let base = TestDb::new().await;
    structures(&base, STRUCTURES, true).await;
    let before = numbers(&base).await;
    let again = structures(&base, STRUCTURES, true).await;
    assert!(again.changes_nothing());
    assert_eq!(again.inchanges, 3);
    let more = STRUCTURES
        .replace("Mission locale de la Brume", "ML Brume")
        .replace(
            "00102S00,00-ML",
            "00100S00,Nouvelle,,00,R,00,D,Europe/Paris,,,,\n00102S00,00-ML",
        );
    let rapport = structures(&base, &more, true).await;
    assert_eq!(
        (rapport.crees, rapport.modifies, rapport.inchanges),
        (1, 1, 2)
    );
    let after = numbers(&base).await;
    assert_eq!(after[..before.len()], before);
    assert_eq!(after.last(), Some(&("00100S00".to_owned(), 6)));
}

#[tokio::test]
async fn a_dry_run_says_the_same_and_keeps_nothing() {
    let base = TestDb::new().await;
    let dry = structures(&base, STRUCTURES, false).await;
    assert_eq!(numbers(&base).await.len(), 2);
    assert_eq!(dry, structures(&base, STRUCTURES, true).await);
}

const SITES: &str =
    "id;nom;code_insee;adresse;code_postal;ville;longitude;latitude;telephone;site_web
s-1;Siège de la Brume;00001;1 rue du Test;00100;Brumeville;1,5;45;01 99 00 12 34;www.brume.example
s-2;Antenne;00002;;00200;Hautfictif;;;;javascript:x
s-3;Perdue;00999;;;;;;;
s-1;Double;00001;;;;;;;
";

async fn sites(base: &TestDb, text: &[u8]) -> Rapport {
    let mut tx = Tx::operateur(&base.db).await.unwrap();
    let rapport = import_sites(&mut tx, text).await.unwrap();
    tx.commit().await.unwrap();
    rapport
}

#[tokio::test]
async fn sites_find_their_mission_locale_and_keep_their_hours() {
    let base = TestDb::new().await;
    structures(&base, STRUCTURES, true).await;
    // Windows-1252, as a spreadsheet writes it.
    let cp1252: Vec<u8> = SITES
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap())
        .collect();
    let rapport = sites(&base, &cp1252).await;
    assert_eq!((rapport.crees, rapport.rejets.len()), (2, 2), "{rapport}");
    assert_eq!(
        rapport.precisions,
        [
            ("par le siège désigné".to_owned(), 1),
            ("par la zone d’intervention".to_owned(), 1)
        ]
    );
    sqlx::query(
        "update site set horaires = 'le matin', nature = 'permanence' where code_source = 's-2'",
    )
    .execute(&base.brut)
    .await
    .unwrap();
    let again = sites(&base, SITES.as_bytes()).await;
    assert!(again.changes_nothing(), "{again}");
    let moved = sites(&base, SITES.replace("1 rue", "2 rue").as_bytes()).await;
    assert_eq!((moved.crees, moved.modifies, moved.inchanges), (0, 1, 1));
    let rows: Vec<(i32, String, String, String, String, Option<f64>)> = sqlx::query_as(
        "select ml_id, nature, nom, telephone, site_web, longitude from site
         where code_source like 's-%' order by code_source",
    )
    .fetch_all(&base.brut)
    .await
    .unwrap();
    let text = |t: &str| t.to_owned();
    assert_eq!(
        rows,
        [
            (
                3,
                text("siege"),
                text("Siège de la Brume"),
                text("+33199001234"),
                text("http://www.brume.example"),
                Some(1.5)
            ),
            (
                2,
                text("permanence"),
                text("Antenne"),
                text(""),
                text(""),
                None
            ),
        ]
    );
}

async fn zones(base: &TestDb, text: &str, remplacer: bool) -> Rapport {
    let mut tx = Tx::operateur(&base.db).await.unwrap();
    let rapport = import_zones(&mut tx, text.as_bytes(), remplacer)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    rapport
}

#[tokio::test]
async fn zones_are_many_to_many_with_gaps_and_overlaps() {
    let base = TestDb::new().await;
    sqlx::query(
        "insert into commune (code, nom, nom_recherche, departement)
         values ('00003', 'Creux', 'creux', '00')",
    )
    .execute(&base.brut)
    .await
    .unwrap();
    structures(&base, STRUCTURES, true).await;
    let official = "Code INSEE;Nom Commune;Code ML;Nom Officiel ML
00001;Brumeville;00101;x
00002;Hautfictif;101;x
00009;Rien;00101;x
00001;Brumeville;00101;x
00001;Brumeville;00999;x
";
    let rapport = zones(&base, official, false).await;
    assert_eq!((rapport.crees, rapport.rejets.len()), (1, 4), "{rapport}");
    assert_eq!(rapport.rejets[0].raison, "mission locale inconnue « 101 »");
    assert!(rapport.rejets[2].raison.ends_with("est déjà à la ligne 2"));
    let trous = rapport.trous.unwrap();
    assert_eq!(
        (trous.nombre, trous.exemples),
        (1, vec!["00003 Creux".to_owned()])
    );
    let chevauchements = rapport.chevauchements.unwrap();
    assert_eq!(
        chevauchements.exemples,
        ["00001 Brumeville (00001S00, 00101S00)"]
    );

    let other = "code_insee,id_imilo,km\n00002,00101S00,1.0\n";
    let rapport = zones(&base, other, true).await;
    assert_eq!((rapport.crees, rapport.supprimes), (1, 1));
    let again = zones(&base, other, true).await;
    assert!(again.changes_nothing());
}

#[tokio::test]
async fn an_arrondissement_stands_for_its_commune() {
    let base = TestDb::new().await;
    sqlx::query(
        "insert into commune (code, nom, nom_recherche, departement)
         values ('75056', 'Paris', 'paris', '00'), ('75101', 'Paris 1er', 'paris 1er', '00'),
           ('75102', 'Paris 2e', 'paris 2e', '00')",
    )
    .execute(&base.brut)
    .await
    .unwrap();
    let gaps = |rapport: Rapport| rapport.trous.unwrap().exemples;
    let rapport = zones(&base, "Code INSEE;Code ML\n75101;00001\n", false).await;
    assert_eq!(gaps(rapport), ["75102 Paris 2e"]);
    let rapport = zones(&base, "Code INSEE;Code ML\n75056;00001\n", false).await;
    assert!(gaps(rapport).is_empty());
}

#[tokio::test]
async fn imports_are_the_operators_and_leave_a_trace() {
    let base = TestDb::new().await;
    let mut tx = base
        .tx(base.reseau.agent(testkit::ML_A, kernel::Role::Directeur))
        .await;
    let bytes = STRUCTURES.as_bytes();
    assert!(matches!(
        import_missions_locales(&mut tx, bytes).await,
        Err(Error::Forbidden)
    ));
    assert!(matches!(
        import_sites(&mut tx, bytes).await,
        Err(Error::Forbidden)
    ));
    assert!(matches!(
        import_zones(&mut tx, bytes, false).await,
        Err(Error::Forbidden)
    ));
    structures(&base, STRUCTURES, true).await;
    structures(&base, STRUCTURES, true).await;
    let mut tx = Tx::operateur(&base.db).await.unwrap();
    let traces: i64 = sqlx::query_scalar(
        "select count(*) from audit_national where action = 'import_missions_locales'",
    )
    .fetch_one(tx.conn())
    .await
    .unwrap();
    assert_eq!(traces, 1);
}
