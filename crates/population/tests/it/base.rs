//! A database without the network of the other tests, and the demonstration in it.

use chrono::NaiveDate;
use platform::audit::Empreintes;
use population::{Options, Resume, demo};
use testkit::TestDb;

/// Monday 23 November 2026.
pub(crate) fn aujourd_hui() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()
}

/// Options of a small demonstration.
pub(crate) fn options(jeunes: u32) -> Options {
    Options {
        seed: 42,
        aujourd_hui: aujourd_hui(),
        jeunes,
        mot_de_passe_hash: "$argon2id$fictif".to_owned(),
        empreintes: Empreintes::new("a key for fictional people only".into()),
    }
}

/// A migrated database where nobody works.
pub(crate) async fn nue() -> TestDb {
    let base = TestDb::new().await;
    for table in [
        "affectation",
        "compte",
        "agent",
        "mandat",
        "organisme",
        "zone",
        "site",
        "mission_locale",
        "commune",
        "departement",
        "region",
    ] {
        let sql = format!("delete from {table}");
        sqlx::query(sqlx::AssertSqlSafe(sql))
            .execute(&base.brut)
            .await
            .unwrap();
    }
    base
}

/// A database with a demonstration of `jeunes` people.
pub(crate) async fn peuplee(jeunes: u32) -> (TestDb, Resume) {
    let base = nue().await;
    let resume = demo(&base.brut, &options(jeunes)).await.unwrap();
    (base, resume)
}

/// One number.
pub(crate) async fn nombre(base: &TestDb, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql).fetch_one(&base.brut).await.unwrap()
}
