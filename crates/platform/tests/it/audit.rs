//! The audit: the application adds and reads; nothing in it says who a person is.

use std::borrow::Cow;

use platform::{
    Db, Error, Tx,
    audit::{self, Details, Entry},
    db::DbConfig,
};
use serde_json::json;
use sqlx::{Connection as _, Executor as _, PgConnection, error::DatabaseError};
use testkit::{ML_A, ML_B, TestDb};

fn entry(action: &str) -> Entry<'_> {
    Entry {
        action,
        objet: "dossier",
        objet_id: None,
        jeune: None,
        details: json!({}),
    }
}

async fn record(test: &TestDb, ml: i32, action: &str) {
    let mut tx = test.tx(test.reseau.conseiller(ml)).await;
    audit::record(&mut tx, entry(action)).await.expect("a row");
    tx.commit().await.expect("a commit");
}

#[tokio::test]
async fn the_application_cannot_change_nor_remove_a_row() {
    let test = TestDb::new().await;
    record(&test, ML_A, "lecture").await;
    for sql in [
        "update audit set action = 'rien'",
        "delete from audit",
        "truncate audit",
        "update audit_national set action = 'rien'",
        "delete from audit_national",
        "truncate audit_national",
    ] {
        let mut tx = test.tx(test.reseau.conseiller(ML_A)).await;
        let refused = tx.conn().execute(sql).await.unwrap_err();
        let code = refused
            .as_database_error()
            .and_then(DatabaseError::code)
            .map(Cow::into_owned);
        assert_eq!(code.as_deref(), Some("42501"), "{sql}");
    }
    assert_eq!(test.audit("lecture").await, 1);
}

#[tokio::test]
async fn the_owner_purges_every_mission_locale_by_date() {
    let test = TestDb::new().await;
    record(&test, ML_A, "ancienne").await;
    record(&test, ML_B, "ancienne").await;
    test.db.clock().advance(chrono::Duration::minutes(30));
    record(&test, ML_A, "recente").await;
    let mut owner = PgConnection::connect(&test.url("jalon_owner"))
        .await
        .unwrap();
    let done = sqlx::query("delete from audit where survenu_le < $1")
        .bind(test.db.clock().now())
        .execute(&mut owner)
        .await
        .unwrap();
    assert_eq!(done.rows_affected(), 2);
    assert_eq!(test.audit("ancienne").await, 0);
    assert_eq!(test.audit("recente").await, 1);
}

#[tokio::test]
async fn a_row_says_who_acted_by_identifiers_alone() {
    let test = TestDb::new().await;
    record(&test, ML_A, "lecture").await;
    let row: serde_json::Value = sqlx::query_scalar("select to_jsonb(a) from audit a")
        .fetch_one(&test.brut)
        .await
        .unwrap();
    let conseiller = test.reseau.conseiller(ML_A);
    assert_eq!(row["ml_id"], ML_A);
    assert_eq!(row["agent_id"], conseiller.id.to_string());
    assert_eq!(row["compte_id"], conseiller.compte.to_string());
    assert_eq!(row["role"], "conseiller");
    assert!(!row.to_string().contains("@essai"), "{row}");
}

#[tokio::test]
async fn without_a_mission_locale_nothing_is_recorded_in_one() {
    let test = TestDb::new().await;
    let mut tx = Tx::public(&test.db).await.unwrap();
    let refused = audit::record(&mut tx, entry("lecture")).await;
    assert!(matches!(refused, Err(Error::Forbidden)));
}

#[tokio::test]
async fn identity_enters_as_a_length_and_a_keyed_hash() {
    let test = TestDb::new().await;
    let tx = test.tx(test.reseau.conseiller(ML_A)).await;
    let value = Details::new(tx.empreintes(), false)
        .secret("nom", "Élodie")
        .coded("motif", "relais")
        .changed("etat", "actif", "en_veille")
        .changed("site", "a", "a")
        .changed_secret("adresse", "1 rue Basse", "2 rue Haute")
        .changed_secret("telephone", "0600000000", "0600000000")
        .into_value();
    let shown = value.to_string();
    for hidden in ["Élodie", "rue", "Basse", "0600000000"] {
        assert!(!shown.contains(hidden), "{shown}");
    }
    assert_eq!(value["nom"]["longueur"], 6);
    assert_eq!(value["nom"]["empreinte"], tx.empreintes().hash("Élodie"));
    assert_eq!(value["motif"], "relais");
    assert_eq!(
        value["etat"],
        json!({ "avant": "actif", "apres": "en_veille" })
    );
    assert_eq!(value["adresse"]["avant"]["longueur"], 11);
    assert!(value.get("site").is_none() && value.get("telephone").is_none());
}

#[tokio::test]
async fn everything_of_a_protected_dossier_enters_hashed() {
    let test = TestDb::new().await;
    let tx = test.tx(test.reseau.conseiller(ML_A)).await;
    let value = Details::new(tx.empreintes(), true)
        .coded("motif", "violence")
        .changed("etat", "actif", "en_veille")
        .changed("commune", "00001", "00001")
        .into_value();
    let shown = value.to_string();
    for hidden in ["violence", "actif", "en_veille"] {
        assert!(!shown.contains(hidden), "{shown}");
    }
    assert_eq!(value["motif"]["longueur"], 8);
    assert!(value.get("commune").is_none());
}

#[tokio::test]
async fn another_key_gives_another_hash() {
    let test = TestDb::new().await;
    let config = DbConfig {
        url: test.url("jalon_app"),
        connexions: 1,
        cle: "une autre clé".into(),
    };
    let other = Db::connect(&config, test.db.clock().clone(), test.db.rng().clone())
        .await
        .unwrap();
    let hash = async |db: &Db| Tx::public(db).await.unwrap().empreintes().hash("Élodie");
    assert_eq!(hash(&test.db).await, hash(&test.db).await);
    assert_ne!(hash(&test.db).await, hash(&other).await);
}
