//! The schema against the house's rules, read from PostgreSQL's own catalogue: a table that breaks
//! one is named by the test.

use std::collections::BTreeMap;

use platform::{Tx, migrations::MIGRATOR};
use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection, PgPool};
use testkit::{ML_A, ML_B, TestDb};

/// The kind of each table, as its migration declares it.
fn natures() -> BTreeMap<String, String> {
    let mut natures = BTreeMap::new();
    for migration in MIGRATOR.iter() {
        let mut nature = None;
        for line in migration.sql.as_str().lines() {
            if let Some(word) = line.strip_prefix("-- nature: ") {
                nature = Some(word.trim().to_owned());
            } else if let Some(rest) = line.strip_prefix("create table ") {
                let name = rest.split([' ', '(']).next().unwrap_or_default().to_owned();
                let nature = nature.take();
                natures.insert(
                    name,
                    nature.unwrap_or_else(|| "no `-- nature:` above it".to_owned()),
                );
            } else if let Some(name) = line.strip_prefix("drop table ") {
                natures.remove(name.trim_end_matches(';'));
            }
        }
    }
    natures
}

fn of_nature(nature: &str) -> Vec<String> {
    let all = natures().into_iter();
    all.filter(|(_, n)| n == nature)
        .map(|(name, _)| name)
        .collect()
}

/// The names a query of the catalogue finds at fault; `$1` are the tenant tables.
async fn at_fault(pool: &PgPool, sql: &'static str) -> Vec<String> {
    sqlx::query_scalar(sql)
        .bind(of_nature("locataire"))
        .fetch_all(pool)
        .await
        .expect("the catalogue")
}

#[tokio::test]
async fn every_table_says_what_kind_it_is() {
    let test = TestDb::new().await;
    let tables: Vec<String> = sqlx::query_scalar(
        "select relname::text from pg_class
         where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
           and relname <> '_sqlx_migrations' order by relname collate \"C\"",
    )
    .fetch_all(&test.brut)
    .await
    .unwrap();
    let declared: Vec<String> = natures().into_keys().collect();
    assert_eq!(
        tables, declared,
        "a table is made by one `create table` of a migration"
    );
    for (table, nature) in natures() {
        assert!(
            ["locataire", "reference", "nationale"].contains(&nature.as_str()),
            "{table}: {nature}"
        );
    }
    assert!(
        of_nature("locataire").len() > 15,
        "the tenant tables were found"
    );
}

#[tokio::test]
async fn a_tenant_table_starts_with_its_mission_locale() {
    let test = TestDb::new().await;
    let without = at_fault(
        &test.brut,
        "select t from unnest($1::text[]) t where not exists (
           select from pg_attribute a where a.attrelid = t::regclass and a.attname = 'ml_id'
             and a.attnotnull and a.atttypid = 'integer'::regtype)",
    )
    .await;
    assert_eq!(without, Vec::<String>::new(), "ml_id integer not null");
    let unkeyed = at_fault(
        &test.brut,
        "select t from unnest($1::text[]) t where not exists (
           select from pg_index i where i.indrelid = t::regclass and i.indisprimary)",
    )
    .await;
    assert_eq!(unkeyed, Vec::<String>::new(), "no primary key");
    let elsewhere = at_fault(
        &test.brut,
        "select i.indexrelid::regclass::text from pg_index i
         join unnest($1::text[]) t on i.indrelid = t::regclass
         where (i.indisunique or i.indisexclusion) and not exists (
           select from pg_attribute a where a.attrelid = i.indrelid and a.attname = 'ml_id'
             and a.attnum = i.indkey[0])",
    )
    .await;
    assert_eq!(
        elsewhere,
        Vec::<String>::new(),
        "ml_id is not first in this key"
    );
    let counted = at_fault(
        &test.brut,
        "select t || '.' || a.attname from unnest($1::text[]) t
         join pg_attribute a on a.attrelid = t::regclass and a.attnum > 0
         left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
         where a.attidentity <> '' or pg_get_expr(d.adbin, d.adrelid) like '%nextval%'",
    )
    .await;
    assert_eq!(
        counted,
        Vec::<String>::new(),
        "an identity column, or a sequence"
    );
}

#[tokio::test]
async fn a_tenant_table_has_one_direct_policy() {
    let test = TestDb::new().await;
    let open = at_fault(
        &test.brut,
        "select relname::text from pg_class
         where oid = any (array(select t::regclass from unnest($1::text[]) t))
           and not (relrowsecurity and relforcerowsecurity)",
    )
    .await;
    assert_eq!(
        open,
        Vec::<String>::new(),
        "row-level security is not forced"
    );
    let direct = "(ml_id = jalon_ml_id())";
    for table in of_nature("locataire") {
        let policies: Vec<Vec<String>> = sqlx::query_scalar(
            "select array[policyname, permissive, cmd, qual, with_check] from pg_policies
             where schemaname = 'public' and tablename = $1
               and roles::text[] && '{public,jalon_app,jalon_chargement,jalon_recherche}'",
        )
        .bind(&table)
        .fetch_all(&test.brut)
        .await
        .unwrap();
        assert_eq!(
            policies,
            [["locataire", "PERMISSIVE", "ALL", direct, direct]],
            "{table}"
        );
    }
}

#[tokio::test]
async fn foreign_keys_stay_in_one_mission_locale_or_point_at_references() {
    let test = TestDb::new().await;
    let natures = natures();
    let keys: Vec<(String, String, String, bool, bool)> = sqlx::query_as(
        "select c.conname::text, c.conrelid::regclass::text, c.confrelid::regclass::text,
           coalesce((select a.attname from pg_attribute a
             where a.attrelid = c.conrelid and a.attnum = c.conkey[1]) = 'ml_id'
           and (select a.attname from pg_attribute a
             where a.attrelid = c.confrelid and a.attnum = c.confkey[1]) = 'ml_id', false),
           c.confdeltype in ('n', 'd') or c.confupdtype in ('n', 'd')
         from pg_constraint c
         where c.contype = 'f' and c.connamespace = 'public'::regnamespace",
    )
    .fetch_all(&test.brut)
    .await
    .unwrap();
    assert!(keys.len() > 20, "the foreign keys were found");
    for (key, from, to, by_ml, sets_null) in keys {
        let pair = (natures[&from].as_str(), natures[&to].as_str());
        let allowed = match pair {
            ("locataire", "locataire") => by_ml,
            (_, "reference") | ("nationale", "nationale") => true,
            _ => false,
        };
        assert!(
            allowed,
            "{key}: {} {from} → {} {to}, by ml_id: {by_ml}",
            pair.0, pair.1
        );
        assert!(!sets_null, "{key}: cascade or restrict, never set null");
    }
}

#[tokio::test]
async fn no_trigger_carries_a_rule() {
    let test = TestDb::new().await;
    let triggers: Vec<String> = sqlx::query_scalar(
        "select t.tgname::text from pg_trigger t join pg_class c on c.oid = t.tgrelid
         where not t.tgisinternal and c.relnamespace = 'public'::regnamespace",
    )
    .fetch_all(&test.brut)
    .await
    .unwrap();
    assert_eq!(triggers, Vec::<String>::new());
}

#[tokio::test]
async fn the_application_is_no_owner_and_cannot_rewrite_what_is_kept() {
    let test = TestDb::new().await;
    let (bypass, superuser, creates, owner): (bool, bool, bool, bool) = sqlx::query_as(
        "select rolbypassrls, rolsuper, rolcreaterole or rolcreatedb,
           pg_has_role('jalon_app', 'jalon_owner', 'member')
             or pg_has_role('jalon_app', 'jalon_chargement', 'member')
             or pg_has_role('jalon_app', 'jalon_recherche', 'member')
             or exists (select from pg_class where relowner = 'jalon_app'::regrole)
             or has_schema_privilege('jalon_app', 'public', 'create')
         from pg_roles where rolname = 'jalon_app'",
    )
    .fetch_one(&test.brut)
    .await
    .unwrap();
    assert_eq!(
        (bypass, superuser, creates, owner),
        (false, false, false, false)
    );
    let rewritable: Vec<String> = sqlx::query_scalar(
        "select t || ' ' || p from unnest(array['audit', 'audit_national', 'accord',
             'nomenclature', 'parametre']) t, unnest(array['update', 'delete', 'truncate']) p
         where has_table_privilege('jalon_app', t, p)
           or (p = 'update' and has_any_column_privilege('jalon_app', t, p))",
    )
    .fetch_all(&test.brut)
    .await
    .unwrap();
    assert_eq!(rewritable, Vec::<String>::new());
    let truncatable: Vec<String> = sqlx::query_scalar(
        "select relname::text from pg_class
         where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
           and has_table_privilege('jalon_app', oid, 'truncate, trigger, references')",
    )
    .fetch_all(&test.brut)
    .await
    .unwrap();
    assert_eq!(
        truncatable,
        Vec::<String>::new(),
        "truncate ignores policies"
    );
}

#[tokio::test]
async fn what_bypasses_the_policies_checks_the_mission_locale_itself() {
    let test = TestDb::new().await;
    let definers: Vec<(String, String, bool, bool, bool)> = sqlx::query_as(
        "select proname::text, proowner::regrole::text,
           coalesce(array_to_string(proconfig, ' ') like '%search_path=public, pg_temp%', false),
           coalesce(proargnames[1] = 'p_ml_id', false)
             and prosrc like '%p_ml_id is distinct from jalon_ml_id()%',
           has_function_privilege('jalon_chargement', oid, 'execute')
         from pg_proc where pronamespace = 'public'::regnamespace and prosecdef",
    )
    .fetch_all(&test.brut)
    .await
    .unwrap();
    assert!(!definers.is_empty(), "the search is one");
    for (name, owner, fixed_path, checks, public) in definers {
        assert_eq!(owner, "jalon_recherche", "{name}");
        assert!(fixed_path, "{name}: a fixed search_path");
        assert!(
            checks,
            "{name}: takes p_ml_id first, and compares it with jalon_ml_id()"
        );
        assert!(!public, "{name}: granted to jalon_app alone");
    }
}

/// Puts one row of `ml` into every tenant table. The base is this test's alone: what would need
/// sensible values (checks, foreign keys) is taken away first.
async fn fill(test: &TestDb, tables: &[String]) {
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
    for table in tables {
        let columns: Vec<(String, String)> = sqlx::query_as(
            "select a.attname::text, case
                 when a.attname = 'ml_id' then '{ml}'
                 when t.typcategory = 'A' then '''{}'''
                 when t.typcategory = 'N' then '1'
                 when t.typcategory = 'B' then 'false'
                 when t.typcategory = 'D' then '''2026-01-01 10:00'''
                 when t.typname = 'uuid' then 'gen_random_uuid()'
                 when t.typname = 'jsonb' then '''{}'''
                 else '''x''' end
             from pg_attribute a join pg_type t on t.oid = a.atttypid
             where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped
               and a.attnotnull and (not a.atthasdef or a.attname = 'ml_id')",
        )
        .bind(table)
        .fetch_all(&mut admin)
        .await
        .expect("the test server");
        let (names, values): (Vec<String>, Vec<String>) = columns.into_iter().unzip();
        let (names, values) = (names.join(", "), values.join(", "));
        for ml in [ML_A, ML_B] {
            let values = values.replace("{ml}", &ml.to_string());
            let sql = format!("insert into {table} ({names}) values ({values})");
            if let Err(error) = admin.execute(AssertSqlSafe(sql)).await {
                panic!("{table}: teach this test to fill it: {error}");
            }
        }
    }
    admin.close().await.expect("the test server");
}

async fn seen(tx: &mut Tx, table: &str) -> Vec<i32> {
    let sql = format!("select ml_id from {table} order by ml_id");
    sqlx::query_scalar(AssertSqlSafe(sql))
        .fetch_all(tx.conn())
        .await
        .expect("the test server")
}

#[tokio::test]
async fn every_tenant_table_shows_its_own_mission_locale_and_nothing_to_nobody() {
    let test = TestDb::new().await;
    let tables = of_nature("locataire");
    fill(&test, &tables).await;
    let mut nobody = Tx::public(&test.db).await.unwrap();
    let mut a = test.tx(test.reseau.conseiller(ML_A)).await;
    let mut b = test.tx(test.reseau.conseiller(ML_B)).await;
    for table in &tables {
        assert_eq!(seen(&mut nobody, table).await, [] as [i32; 0], "{table}");
        assert_eq!(seen(&mut a, table).await, [ML_A], "{table}");
        assert_eq!(seen(&mut b, table).await, [ML_B], "{table}");
    }
}

#[tokio::test]
async fn every_tenant_table_refuses_a_row_of_another_mission_locale() {
    let test = TestDb::new().await;
    let tables = of_nature("locataire");
    fill(&test, &tables).await;
    for table in &tables {
        let mut b = test.tx(test.reseau.conseiller(ML_B)).await;
        let sql = format!(
            "insert into {table} select (jsonb_populate_record(x, '{{\"ml_id\": {ML_A}}}')).*
             from {table} x"
        );
        let refused = b.conn().execute(AssertSqlSafe(sql)).await.unwrap_err();
        assert!(
            refused.to_string().contains("row-level security"),
            "{table}: {refused}"
        );
    }
}
