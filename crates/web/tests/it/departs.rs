//! A person goes to another mission locale whole: every table by its rule, nothing lost or doubled,
//! and coming back finds everything again.

use std::collections::BTreeMap;

use kernel::{JeuneId, MlId};
use platform::{
    Tx,
    rattachement::{self, Conservation, Depart, Transfert},
};
use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection};
use testkit::{ML_A, ML_B, TestDb};
use web::TABLES;

use crate::rattachement::{dossier, fill};

/// What each mission locale holds, table by table, without the mission locale's own number.
async fn photo(test: &TestDb, ml: i32) -> BTreeMap<&'static str, Vec<String>> {
    let mut all = BTreeMap::new();
    for table in TABLES.iter() {
        let sql = format!(
            "select (to_jsonb(x) - 'ml_id')::text from {} x where ml_id = $1 order by 1",
            table.name
        );
        let rows = sqlx::query_scalar(AssertSqlSafe(sql))
            .bind(ml)
            .fetch_all(&test.brut)
            .await
            .expect("the test server");
        all.insert(table.name, rows);
    }
    all
}

/// A dossier with rows in every table, whose values no other table knows.
async fn filled() -> (TestDb, JeuneId) {
    let test = TestDb::new().await;
    let jeune = dossier(&test, ML_A, "A-1", 0xa1).await;
    fill(&test, ML_A, &[jeune], 7).await;
    let mut admin = PgConnection::connect(&test.url("postgres"))
        .await
        .expect("the test server");
    for name in TABLES.iter().map(|t| t.name).chain(["jeune"]) {
        let sql = format!("alter table {name} disable trigger all");
        admin.execute(AssertSqlSafe(sql)).await.unwrap();
    }
    admin.close().await.unwrap();
    (test, jeune)
}

/// The request that lets it go, and the departure.
async fn go(test: &TestDb, jeune: JeuneId, (de, vers): (i32, i32), notes: bool) {
    sqlx::query("update transfert set sens = 'sortant', etat = 'fait' where ml_id = $1")
        .bind(de)
        .execute(&test.brut)
        .await
        .unwrap();
    let mut tx = Tx::systeme(&test.db, MlId::from(de)).await.unwrap();
    let transfert = Transfert {
        jeune,
        vers: MlId::from(vers),
        numero: "NEUF-1",
        notes,
    };
    rattachement::transferer(&mut tx, &TABLES, &transfert)
        .await
        .unwrap();
    assert_eq!(tx.ml().unwrap().get(), de, "back where it began");
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn every_row_goes_or_stays_by_the_rule_of_its_table() {
    for notes in [true, false] {
        let (test, jeune) = filled().await;
        let before = photo(&test, ML_A).await;
        go(&test, jeune, (ML_A, ML_B), notes).await;
        let (left, arrived) = (photo(&test, ML_A).await, photo(&test, ML_B).await);
        for table in TABLES.iter() {
            let name = table.name;
            let all = before[name].len();
            assert!(all > 0, "{name}");
            let (stays, goes) = match table.depart {
                _ if table.conservation == Conservation::Trace => (all, 0),
                Depart::SiAccord { .. } if notes => (0, all),
                Depart::Suit { si: None, .. } => (all, all),
                // None of the filled rows has the value that stays: a test of its own says more.
                Depart::Part | Depart::Suit { .. } => (0, all),
                Depart::SiAccord { .. } | Depart::Reste { .. } => (all, 0),
            };
            assert_eq!(
                (left[name].len(), arrived[name].len()),
                (stays, goes),
                "{name}"
            );
            if goes > 0 && table.detache.is_empty() {
                assert_eq!(before[name], arrived[name], "{name}: as it was");
            }
        }
        let named: i64 = sqlx::query_scalar(
            "select count(*) from jeune where ml_id = $1 and (nom_naissance = 'Brumegart'
               or prenom = 'Manon' or recherche <> '' or date_naissance <> '2006-01-01'
               or transfere_le is null)",
        )
        .bind(ML_A)
        .fetch_one(&test.brut)
        .await
        .unwrap();
        assert_eq!(named, 0, "what is left names nobody");
    }
}

#[tokio::test]
async fn of_the_months_only_those_that_were_paid_stay() {
    let (test, jeune) = filled().await;
    let paid = "update allocation_mois set etat = 'figee' where id = (select min(id::text)::uuid from allocation_mois)";
    sqlx::query(paid).execute(&test.brut).await.unwrap();
    let before = photo(&test, ML_A).await;
    go(&test, jeune, (ML_A, ML_B), true).await;
    let (left, arrived) = (photo(&test, ML_A).await, photo(&test, ML_B).await);
    assert_eq!(left["allocation_mois"].len(), 1);
    assert_eq!(arrived["allocation_mois"], before["allocation_mois"]);
}

#[tokio::test]
async fn coming_back_finds_everything_again() {
    let (test, jeune) = filled().await;
    let before = photo(&test, ML_A).await;
    go(&test, jeune, (ML_A, ML_B), true).await;
    sqlx::query(
        "insert into transfert (ml_id, id, sens, autre_ml, jeune_id, motif, accord_le, notes, etat,
           demande_le, demande_par, reponse_avant)
         values ($1, gen_random_uuid(), 'sortant', $2, $3, 'choix', '2026-11-23', true, 'fait',
           '2026-11-23', gen_random_uuid(), '2026-11-30')",
    )
    .bind(ML_B)
    .bind(ML_A)
    .bind(jeune.uuid())
    .execute(&test.brut)
    .await
    .unwrap();
    go(&test, jeune, (ML_B, ML_A), true).await;
    let after = photo(&test, ML_A).await;
    for table in TABLES.iter() {
        let trace = table.conservation == Conservation::Trace;
        let left = trace || matches!(table.depart, Depart::Reste { .. });
        if !left && table.detache.is_empty() {
            assert_eq!(before[table.name], after[table.name], "{}", table.name);
        }
    }
    let living: String = sqlx::query_scalar(
        "select nom_naissance from jeune where ml_id = $1 and transfere_le is null",
    )
    .bind(ML_A)
    .fetch_one(&test.brut)
    .await
    .unwrap();
    assert_eq!(living, "Brumegart");
}

#[tokio::test]
async fn half_a_departure_is_nothing() {
    let (test, jeune) = filled().await;
    let before = (photo(&test, ML_A).await, photo(&test, ML_B).await);
    let mut tx = Tx::systeme(&test.db, MlId::from(ML_A)).await.unwrap();
    let transfert = Transfert {
        jeune,
        vers: MlId::from(ML_B),
        numero: "NEUF-1",
        notes: true,
    };
    // No request was answered: what only a departure may remove says no.
    let done = rattachement::transferer(&mut tx, &TABLES, &transfert).await;
    assert!(done.is_err());
    drop(tx);
    assert_eq!(before, (photo(&test, ML_A).await, photo(&test, ML_B).await));
}

#[tokio::test]
async fn what_goes_hangs_under_nothing_that_stays() {
    let test = TestDb::new().await;
    let goes = |name: &str| {
        let found = TABLES.find(name);
        name == "jeune" || found.is_some_and(|t| !matches!(t.depart, Depart::Reste { .. }))
    };
    let links: Vec<(String, String, String, bool)> = sqlx::query_as(
        "select k.conrelid::regclass::text, k.confrelid::regclass::text, k.conname::text,
           k.confrelid in (select c.oid from pg_class c where c.relrowsecurity)
         from pg_constraint k join pg_class c on c.oid = k.conrelid
         where k.contype = 'f' and c.relrowsecurity",
    )
    .fetch_all(&test.brut)
    .await
    .unwrap();
    for (child, parent, name, tenant) in &links {
        let detached = TABLES.find(child).is_some_and(|t| {
            let column = format!("{parent}_id");
            t.detache.contains(&column.as_str())
        });
        if *tenant && child != "jeune" && goes(child) && !detached {
            assert!(
                goes(parent),
                "{name}: {child} goes to another mission locale, {parent} stays: say what becomes \
                 of it in tables.rs"
            );
        }
        // What stays and hangs under what goes without a trace would go with it.
        let leaves = TABLES
            .find(parent)
            .is_some_and(|t| t.depart == Depart::Part);
        if leaves && TABLES.find(child).is_some_and(|t| t.depart != Depart::Part) {
            let perd: &[_] = match TABLES.find(child).map(|t| t.depart) {
                Some(
                    Depart::Suit { perd, .. } | Depart::Reste { perd } | Depart::SiAccord { perd },
                ) => perd,
                _ => &[],
            };
            let column = format!("{parent}_id");
            assert!(
                perd.iter().any(|(lost, _)| *lost == column),
                "{name}: {child} stays, {parent} goes: {column} is lost"
            );
        }
    }
}
