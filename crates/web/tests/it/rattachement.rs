//! A person moves whole: every table is declared, and merging then separating two dossiers with a
//! row in each of them is the identity.

use std::collections::{BTreeMap, BTreeSet};

use kernel::JeuneId;
use platform::{
    Error, Tx,
    rattachement::{self, Conservation, Demande, Fusion},
};
use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection};
use testkit::{ML_A, ML_B, TestDb};
use uuid::Uuid;
use web::TABLES;

/// Tables of the schema with a `jeune_id`, from PostgreSQL's own catalogue.
async fn held(test: &TestDb) -> BTreeSet<String> {
    let found: Vec<String> = sqlx::query_scalar(
        "select c.relname::text from pg_attribute a join pg_class c on c.oid = a.attrelid
         where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
           and a.attname = 'jeune_id' and not a.attisdropped
           and exists (select from pg_attribute m where m.attrelid = c.oid and m.attname = 'ml_id')",
    )
    .fetch_all(&test.brut)
    .await
    .expect("the test server");
    found.into_iter().collect()
}

#[tokio::test]
async fn every_table_of_a_person_is_declared_once() {
    let test = TestDb::new().await;
    let declared: Vec<String> = TABLES.iter().map(|t| t.name.to_owned()).collect();
    let once: BTreeSet<String> = declared.iter().cloned().collect();
    assert_eq!(
        declared.len(),
        once.len(),
        "a table is in one list: {declared:?}"
    );
    assert_eq!(
        once,
        held(&test).await,
        "left: tables.rs of the wings; right: the tables with a jeune_id"
    );
    for table in TABLES.iter() {
        let key: Vec<String> = sqlx::query_scalar(
            "select a.attname::text from pg_index i
             join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
             where i.indrelid = $1::regclass and i.indisprimary and a.attname <> 'ml_id'
             order by array_position(i.indkey, a.attnum)",
        )
        .bind(table.name)
        .fetch_all(&test.brut)
        .await
        .unwrap();
        assert_eq!(key, table.cle, "{}: its key", table.name);
        let closing: &[(&str, _)] = match table.fusion {
            Fusion::SuitOuFerme(closing) => closing,
            _ => &[],
        };
        let named = closing.iter().map(|(column, _)| *column);
        let named = named.chain([table.jeune]);
        for column in named
            .chain(table.nomme.iter().copied())
            .chain(table.sous.iter().copied())
        {
            let known: bool = sqlx::query_scalar(
                "select exists (select from pg_attribute
                 where attrelid = $1::regclass and attname = $2)",
            )
            .bind(table.name)
            .bind(column)
            .fetch_one(&test.brut)
            .await
            .unwrap();
            assert!(known, "{}.{column}", table.name);
        }
        let may: bool =
            sqlx::query_scalar("select has_column_privilege('jalon_app', $1, $2, 'update')")
                .bind(table.name)
                .bind(table.jeune)
                .fetch_one(&test.brut)
                .await
                .unwrap();
        let moves = matches!(table.fusion, Fusion::Suit | Fusion::SuitOuFerme(_));
        assert_eq!(
            may, moves,
            "{}: Fige or Reste when it may not change",
            table.name
        );
    }
}

/// A dossier of `ml`.
pub(crate) async fn dossier(test: &TestDb, ml: i32, numero: &str, id: u128) -> JeuneId {
    let id = Uuid::from_u128(id);
    sqlx::query(
        "insert into jeune (ml_id, id, numero, etat_depuis, nom_naissance, prenom, date_naissance,
           premier_accueil_le, recherche, cree_le)
         values ($1, $2, $3, '2026-03-02', 'Brumegart', 'Manon', '2006-01-13', '2026-03-02',
           'brumegart manon', '2026-03-02')",
    )
    .bind(ml)
    .bind(id)
    .bind(numero)
    .execute(&test.brut)
    .await
    .expect("the test server");
    id.into()
}

/// The columns that a row of `table` must say.
async fn columns(admin: &mut PgConnection, table: &str) -> Vec<(String, String)> {
    sqlx::query_as(
        "select a.attname::text, case
             when a.attname = 'ml_id' then '{ml}'
             when a.attname = 'jeune_id' then '{jeune}'
             when t.typcategory = 'A' then '''{}'''
             when t.typcategory = 'N' then '{n}'
             when t.typcategory = 'B' then 'false'
             when t.typcategory = 'D' and t.typname <> 'time' then '''2026-01-01 10:00'''
             when t.typname = 'time' then '''10:00'''
             when t.typname = 'uuid' then '{uuid}'
             when t.typname = 'jsonb' then '''{\"n\": {n}}'''
             when t.typname = 'bytea' then 'decode(md5(''{texte}''), ''hex'')'
             else '''{texte}''' end
         from pg_attribute a join pg_type t on t.oid = a.atttypid
         where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped
           and a.attgenerated = ''
           and (a.attname in ('ml_id', 'jeune_id') or a.attnotnull and not a.atthasdef)",
    )
    .bind(table)
    .fetch_all(admin)
    .await
    .expect("the test server")
}

/// Fills every table of a person: for each of `jeunes`, rows like each other's (which meet every
/// unique key) and rows of her own. The base is this test's alone: checks and foreign keys, which
/// would need sensible values, are taken away.
pub(crate) async fn fill(test: &TestDb, ml: i32, jeunes: &[JeuneId], seed: u64) {
    let mut admin = PgConnection::connect(&test.url("postgres"))
        .await
        .expect("the test server");
    admin
        .execute(
            "do $$ declare k record; begin
               for k in select conrelid::regclass as t, conname from pg_constraint
                 where contype = 'c' and connamespace = 'public'::regnamespace and conrelid <> 0
               loop execute format('alter table %s drop constraint %I', k.t, k.conname); end loop;
             end $$;
             set session_replication_role = replica",
        )
        .await
        .expect("the test server");
    for table in TABLES.iter() {
        let columns = columns(&mut admin, table.name).await;
        let (names, values): (Vec<String>, Vec<String>) = columns.into_iter().unzip();
        for (rank, jeune) in jeunes.iter().enumerate() {
            for row in 0..3_u64 {
                // The rows 0 of every dossier say the same; the others are of one dossier.
                let n = if row == 0 {
                    seed
                } else {
                    seed + 10 * rank as u64 + row
                };
                let values: Vec<String> = names
                    .iter()
                    .zip(&values)
                    .map(|(name, value)| {
                        let own = table.cle.contains(&name.as_str()) && value == "{uuid}";
                        let uuid = if own || name == "objet_id" && row > 0 {
                            Uuid::new_v5_like(table.name, rank as u64, row, seed)
                        } else if name == "objet_id" {
                            jeune.uuid()
                        } else {
                            Uuid::from_u128(u128::from(n))
                        };
                        value
                            .replace("{ml}", &ml.to_string())
                            .replace("{jeune}", &format!("'{jeune}'"))
                            .replace("{uuid}", &format!("'{uuid}'"))
                            .replace("{n}", &(n % 90).to_string())
                            .replace("{texte}", &format!("t{n}"))
                    })
                    .collect();
                let (names, values) = (names.join(", "), values.join(", "));
                let sql = format!(
                    "insert into {} ({names}) values ({values}) on conflict do nothing",
                    table.name
                );
                if let Err(error) = admin.execute(AssertSqlSafe(sql.clone())).await {
                    panic!("{}: teach this test to fill it: {error}: {sql}", table.name);
                }
            }
        }
        for jeune in jeunes {
            let sql = format!("select count(*) from {} where jeune_id = $1", table.name);
            let count: i64 = sqlx::query_scalar(AssertSqlSafe(sql))
                .bind(jeune.uuid())
                .fetch_one(&mut admin)
                .await
                .expect("the test server");
            assert!(count > 0, "{} holds rows of each dossier", table.name);
        }
    }
    admin.close().await.expect("the test server");
}

/// A stable identifier made of what it is for.
trait Stable {
    fn new_v5_like(table: &str, rank: u64, row: u64, seed: u64) -> Uuid;
}

impl Stable for Uuid {
    fn new_v5_like(table: &str, rank: u64, row: u64, seed: u64) -> Uuid {
        let hash = table.bytes().fold(seed ^ 0xcbf2_9ce4_8422_2325, |h, b| {
            (h ^ u64::from(b)).wrapping_mul(0x100_0000_01b3)
        });
        Uuid::from_u64_pair(hash, 0x8000_0000_0000_0000 | (rank << 8) | row)
    }
}

/// Every row of every tenant table of a person and of `jeune`, as text.
async fn photo(test: &TestDb) -> BTreeMap<String, BTreeSet<String>> {
    let mut all = BTreeMap::new();
    for name in TABLES.iter().map(|t| t.name).chain(["jeune"]) {
        let sql = format!("select to_jsonb(x)::text from {name} x");
        let rows: Vec<String> = sqlx::query_scalar(AssertSqlSafe(sql))
            .fetch_all(&test.brut)
            .await
            .expect("the test server");
        all.insert(name.to_owned(), rows.into_iter().collect());
    }
    all
}

fn of(photo: &BTreeMap<String, BTreeSet<String>>, jeune: JeuneId) -> Vec<String> {
    let text = jeune.to_string();
    let rows = photo.values().flatten();
    rows.filter(|row| row.contains(&text)).cloned().collect()
}

fn demande(garde: JeuneId, absorbe: JeuneId) -> Demande<'static> {
    Demande {
        id: Uuid::from_u128(77),
        garde: (garde, 1),
        absorbe: (absorbe, 1),
        motif: "cree_deux_fois",
    }
}

async fn tx(test: &TestDb) -> Tx {
    test.tx(test.reseau.conseiller(ML_A)).await
}

#[tokio::test]
async fn merging_then_separating_is_the_identity() {
    for seed in [1_u64, 2, 3] {
        let test = TestDb::new().await;
        let a = dossier(&test, ML_A, "A-1", 0xa1).await;
        let b = dossier(&test, ML_A, "A-2", 0xb2).await;
        let third = dossier(&test, ML_A, "A-3", 0xc3).await;
        fill(&test, ML_A, &[a, b, third], seed * 1000).await;
        if seed == 2 {
            sqlx::query("update jeune set protege = true, nom_usage = 'Autre' where id = $1")
                .bind(b.uuid())
                .execute(&test.brut)
                .await
                .unwrap();
        }
        let before = photo(&test).await;
        let (garde, absorbe) = if seed == 3 { (b, a) } else { (a, b) };

        let mut open = tx(&test).await;
        let bilan = rattachement::reunir(&mut open, &TABLES, &demande(garde, absorbe))
            .await
            .unwrap();
        open.commit().await.unwrap();
        let merged = photo(&test).await;
        assert!(bilan.deplacees > TABLES.iter().count(), "{bilan:?}");
        assert!(bilan.fermees > 0, "unique keys were met: {bilan:?}");
        for (table, rows) in &before {
            assert_eq!(
                rows.len(),
                merged[table].len(),
                "{table}: no row is lost or made"
            );
        }
        assert_eq!(
            of(&before, third),
            of(&merged, third),
            "nothing of a third dossier"
        );

        let mut open = tx(&test).await;
        let (back, bilan) = rattachement::separer(&mut open, &TABLES, Uuid::from_u128(77))
            .await
            .unwrap();
        open.commit().await.unwrap();
        assert_eq!(back, absorbe);
        assert_eq!((bilan.modifiees, bilan.restees, bilan.suivies), (0, 0, 0));
        let after = photo(&test).await;
        for (table, rows) in &before {
            assert_eq!(rows, &after[table], "{table}, seed {seed}");
        }
    }
}

#[tokio::test]
async fn a_fusion_moves_all_but_the_traces_and_half_of_it_is_nothing() {
    let test = TestDb::new().await;
    let a = dossier(&test, ML_A, "A-1", 0xa1).await;
    let b = dossier(&test, ML_A, "A-2", 0xb2).await;
    fill(&test, ML_A, &[a, b], 5).await;
    let before = photo(&test).await;
    let mut dropped = tx(&test).await;
    rattachement::reunir(&mut dropped, &TABLES, &demande(a, b))
        .await
        .unwrap();
    drop(dropped);
    assert_eq!(before, photo(&test).await, "not committed: never happened");

    let mut open = tx(&test).await;
    let bilan = rattachement::reunir(&mut open, &TABLES, &demande(a, b))
        .await
        .unwrap();
    let again = rattachement::reunir(&mut open, &TABLES, &demande(a, b))
        .await
        .unwrap();
    assert_eq!(again, rattachement::Bilan::default(), "a second post");
    let left = rattachement::compter(&mut open, &TABLES, b).await.unwrap();
    let aside: i64 = left.iter().map(|(_, n)| n).sum();
    let traces = 3_usize;
    assert_eq!(
        usize::try_from(aside).unwrap() + traces,
        bilan.ecartees,
        "{left:?}"
    );
    assert_eq!(rattachement::garde_de(&mut open, b).await.unwrap(), Some(a));
    assert_eq!(rattachement::garde_de(&mut open, a).await.unwrap(), None);
    let exported = rattachement::exporter(&mut open, &TABLES, a).await.unwrap();
    assert_eq!(
        exported[0].1.len(),
        2,
        "the dossier and the one it absorbed"
    );
    let rows: usize = exported[1..].iter().map(|(_, rows)| rows.len()).sum();
    let held: usize = TABLES.iter().map(|t| before[t.name].len()).sum();
    assert_eq!(rows, held, "every row of both");
}

#[tokio::test]
async fn what_cannot_be_merged_says_so_and_changes_nothing() {
    let test = TestDb::new().await;
    let a = dossier(&test, ML_A, "A-1", 0xa1).await;
    let b = dossier(&test, ML_A, "A-2", 0xb2).await;
    let elsewhere = dossier(&test, ML_B, "B-1", 0xd4).await;
    let mut open = tx(&test).await;
    let itself = rattachement::reunir(&mut open, &TABLES, &demande(a, a)).await;
    assert!(matches!(itself, Err(Error::Invalid(_))), "{itself:?}");
    let across = rattachement::reunir(&mut open, &TABLES, &demande(a, elsewhere)).await;
    assert!(matches!(across, Err(Error::NotFound)), "{across:?}");
    let stale = Demande {
        garde: (a, 9),
        ..demande(a, b)
    };
    let stale = rattachement::reunir(&mut open, &TABLES, &stale).await;
    assert!(matches!(stale, Err(Error::Conflict(_))), "{stale:?}");
    let unknown = rattachement::separer(&mut open, &TABLES, Uuid::from_u128(5)).await;
    assert!(matches!(unknown, Err(Error::NotFound)), "{unknown:?}");
}

#[tokio::test]
async fn two_fusions_at_once_make_one() {
    let test = TestDb::new().await;
    let a = dossier(&test, ML_A, "A-1", 0xa1).await;
    let b = dossier(&test, ML_A, "A-2", 0xb2).await;
    let (mut one, mut two) = (tx(&test).await, tx(&test).await);
    rattachement::reunir(&mut one, &TABLES, &demande(a, b))
        .await
        .unwrap();
    let other = Demande {
        id: Uuid::from_u128(78),
        ..demande(b, a)
    };
    let (second, ()) = tokio::join!(rattachement::reunir(&mut two, &TABLES, &other), async {
        one.commit().await.unwrap();
    });
    assert!(matches!(second, Err(Error::Conflict(_))), "{second:?}");
}

#[tokio::test]
async fn later_work_stays_and_newer_values_are_never_lost() {
    let test = TestDb::new().await;
    let a = dossier(&test, ML_A, "A-1", 0xa1).await;
    let b = dossier(&test, ML_A, "A-2", 0xb2).await;
    let frein = |id: u128, jeune: JeuneId| {
        format!(
            "insert into frein (ml_id, id, jeune_id, code, domaine, ouvert_le, saisi_le) values
             ({ML_A}, '{}', '{jeune}', 'permis', 'mobilite', '2026-03-02', '2026-03-02')",
            Uuid::from_u128(id)
        )
    };
    for sql in [frein(1, a), frein(2, b)] {
        test.brut.execute(AssertSqlSafe(sql)).await.unwrap();
    }
    let mut open = tx(&test).await;
    let bilan = rattachement::reunir(&mut open, &TABLES, &demande(a, b))
        .await
        .unwrap();
    open.commit().await.unwrap();
    assert_eq!((bilan.deplacees, bilan.fermees, bilan.ecartees), (1, 1, 0));
    // Since then: the closed frein was said to be lifted otherwise, an objective hangs under it, a
    // demand was added, and the kept dossier has another name.
    let since = format!(
        "update frein set leve_motif = 'reglee_seul' where id = '{}';
         insert into objectif (ml_id, id, jeune_id, frein_id, domaine, libelle, etat_le, saisi_le)
           values ({ML_A}, '{}', '{a}', '{}', 'mobilite', 'Code', '2026-04-01', '2026-04-01');
         insert into demande (ml_id, id, jeune_id, theme, exprimee_le, saisi_le)
           values ({ML_A}, '{}', '{a}', 'emploi', '2026-04-01', '2026-04-01');
         update jeune set recherche = 'nouveau nom', version = version + 1 where id = '{a}'",
        Uuid::from_u128(2),
        Uuid::from_u128(3),
        Uuid::from_u128(2),
        Uuid::from_u128(4),
    );
    test.brut
        .execute(sqlx::raw_sql(AssertSqlSafe(since)))
        .await
        .unwrap();
    let mut open = tx(&test).await;
    let (_, bilan) = rattachement::separer(&mut open, &TABLES, Uuid::from_u128(77))
        .await
        .unwrap();
    open.commit().await.unwrap();
    assert_eq!(
        (bilan.rendues, bilan.modifiees, bilan.suivies),
        (1, 2, 1),
        "{bilan:?}"
    );
    let of: Vec<(String, Uuid)> = sqlx::query_as(
        "select coalesce(leve_motif, 'ouvert'), jeune_id from frein
         union all select 'objectif', jeune_id from objectif
         union all select 'demande', jeune_id from demande
         union all select recherche, id from jeune where ml_id = $1 order by 1, 2",
    )
    .bind(ML_A)
    .fetch_all(&test.brut)
    .await
    .unwrap();
    let (a, b) = (a.uuid(), b.uuid());
    let expected = [
        ("brumegart manon", b),
        ("demande", a),
        ("nouveau nom", a),
        ("objectif", b),
        ("ouvert", a),
        ("reglee_seul", b),
    ];
    let expected: Vec<(String, Uuid)> = expected
        .iter()
        .map(|(text, id)| ((*text).to_owned(), *id))
        .collect();
    assert_eq!(of, expected);
}

#[tokio::test]
async fn a_purge_leaves_only_the_traces() {
    let test = TestDb::new().await;
    let a = dossier(&test, ML_A, "A-1", 0xa1).await;
    let b = dossier(&test, ML_A, "A-2", 0xb2).await;
    let other = dossier(&test, ML_A, "A-3", 0xc3).await;
    fill(&test, ML_A, &[a, b, other], 5).await;
    let mut open = tx(&test).await;
    rattachement::reunir(&mut open, &TABLES, &demande(a, b))
        .await
        .unwrap();
    open.commit().await.unwrap();
    let before = photo(&test).await;
    let mut open = Tx::systeme(&test.db, ML_A.into()).await.unwrap();
    let gone = rattachement::purger(&mut open, &TABLES, a).await.unwrap();
    open.commit().await.unwrap();
    assert_eq!(gone.last(), Some(&("jeune", 2)), "the tombstone goes too");
    let after = photo(&test).await;
    assert_eq!(of(&before, other), of(&after, other));
    for table in TABLES
        .iter()
        .filter(|t| t.conservation == Conservation::Dossier)
    {
        for jeune in [a, b] {
            let named = format!("\"{}\": \"{jeune}\"", table.jeune);
            let left = after[table.name].iter().filter(|row| row.contains(&named));
            assert_eq!(left.count(), 0, "{}", table.name);
        }
    }
    let left: i64 = sqlx::query_scalar("select count(*) from fusion_ligne")
        .fetch_one(&test.brut)
        .await
        .unwrap();
    assert_eq!(left, 0, "the journal goes with its dossiers");
}
