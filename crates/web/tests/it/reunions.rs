//! Two missions locales become one: nothing is lost, nothing is doubled, and a try changes nothing.

use std::collections::BTreeMap;

use kernel::{MlId, Role};
use platform::{
    Error,
    rattachement::{LigneReunion, ReunionMl, reunir_ou_essayer},
};
use sqlx::{AssertSqlSafe, Connection as _, PgConnection};
use testkit::{ML_A, ML_B};
use uuid::Uuid;

use crate::{essai::Essai, exemples::Exemples};

async fn join(essai: &Essai, essayer: bool) -> Result<Vec<LigneReunion>, Error> {
    let mut owner = PgConnection::connect(&essai.base.url("jalon_owner"))
        .await
        .expect("the test server");
    let reunion = ReunionMl {
        de: MlId::from(ML_A),
        vers: MlId::from(ML_B),
        le: chrono::NaiveDate::from_ymd_opt(2026, 11, 23).unwrap(),
        maintenant: essai.base.db.clock().now(),
        trace: Uuid::from_u128(9),
    };
    reunir_ou_essayer(&mut owner, &reunion, essayer).await
}

/// The same dossiers on both sides, whose numbers tell the mission locale as real ones do.
async fn both(essai: &Essai) -> Exemples {
    let ours = Exemples::new(essai, ML_A).await;
    Exemples::new(essai, ML_B).await;
    for sql in [
        "update jeune set numero = ml_id || '-' || numero",
        // The same regional catalogue was imported on both sides.
        "update organisme_formation set siret = '', nom = 'Organisme fictif'",
        "update formation set numero = 'F-1'",
        "update session_formation set numero = 'S-1'",
    ] {
        sqlx::query(sql).execute(&essai.base.brut).await.unwrap();
    }
    ours
}

/// How many rows each tenant table holds, by mission locale.
async fn counts(essai: &Essai) -> BTreeMap<String, BTreeMap<i32, i64>> {
    let names: Vec<String> = sqlx::query_scalar(
        "select c.relname::text from pg_class c where c.relnamespace = 'public'::regnamespace
           and c.relkind = 'r' and c.relrowsecurity order by 1",
    )
    .fetch_all(&essai.base.brut)
    .await
    .unwrap();
    let mut all = BTreeMap::new();
    for name in names {
        let sql = format!("select ml_id, count(*) from {name} group by 1");
        let rows: Vec<(i32, i64)> = sqlx::query_as(AssertSqlSafe(sql))
            .fetch_all(&essai.base.brut)
            .await
            .unwrap();
        all.insert(name, rows.into_iter().collect());
    }
    all
}

#[tokio::test]
async fn everything_goes_once_and_the_day_after_work_goes_on() {
    let essai = Essai::new().await;
    let ours = both(&essai).await;
    for (ml, nombre, total) in [(ML_A, 10_i64, 50_000_i64), (ML_B, 20, 90_000)] {
        sqlx::query(
            "insert into cloture_mois (ml_id, mois, nombre, total_centimes, close_par, close_le)
             select $1, '2026-09-01', $2, $3, id, '2026-10-05' from agent limit 1",
        )
        .bind(ml)
        .bind(nombre)
        .bind(total)
        .execute(&essai.base.brut)
        .await
        .unwrap();
    }
    let before = counts(&essai).await;
    let tried = join(&essai, true).await.unwrap();
    assert_eq!(before, counts(&essai).await, "a try changes nothing");
    let done = join(&essai, false).await.unwrap();
    assert_eq!(tried, done, "and tells what will be");

    let after = counts(&essai).await;
    for (table, by_ml) in &before {
        let held = |ml: i32| by_ml.get(&ml).copied().unwrap_or(0);
        let line = done.iter().find(|line| line.table == *table).unwrap();
        assert_eq!((line.de, line.vers), (held(ML_A), held(ML_B)), "{table}");
        assert_eq!(after[table].get(&ML_A), None, "{table}: nothing is left");
        let now = after[table].get(&ML_B).copied().unwrap_or(0);
        assert_eq!(now, held(ML_A) + held(ML_B) - line.communes, "{table}");
        let shared = matches!(
            table.as_str(),
            "cloture_mois"
                | "compteur_dossier"
                | "organisme_formation"
                | "formation"
                | "session_formation"
        );
        assert!(line.communes == 0 || shared, "{line:?}");
    }
    let closed: (i64, i64) = sqlx::query_as(
        "select nombre::bigint, total_centimes from cloture_mois where mois = '2026-09-01'",
    )
    .fetch_one(&essai.base.brut)
    .await
    .unwrap();
    assert_eq!(closed, (30, 140_000), "a month that both closed adds up");
    let sessions: (i64, i64) =
        sqlx::query_as("select count(*), count(distinct session_id) from prescription_formation")
            .fetch_one(&essai.base.brut)
            .await
            .unwrap();
    assert_eq!(
        sessions,
        (2, 1),
        "both are prescribed the one session that is left"
    );
    // The conseiller of the former one opens the dossier where it is now.
    let mut client = essai.client(Role::Conseiller, ML_A).await;
    let page = client.get(&format!("/jeunes/{}", ours.jeune())).await;
    assert_eq!(page.status.as_u16(), 200, "{}", page.texte());
    let after = counts(&essai).await;
    let again = join(&essai, false).await;
    assert!(matches!(again, Err(Error::Invalid(_))), "{again:?}");
    assert_eq!(after, counts(&essai).await, "a second time changes nothing");
}

#[tokio::test]
async fn a_key_that_both_hold_stops_everything_with_its_name() {
    let essai = Essai::new().await;
    both(&essai).await;
    let before = counts(&essai).await;
    // A unique key that no rule foresees.
    let mut admin = PgConnection::connect(&essai.base.url("postgres"))
        .await
        .unwrap();
    sqlx::query("create unique index tiers_du_jour on tiers (ml_id, du)")
        .execute(&mut admin)
        .await
        .unwrap();
    let stopped = join(&essai, false).await;
    let Err(Error::Invalid(errors)) = stopped else {
        panic!("{stopped:?}");
    };
    assert!(errors.get("tiers").contains("tiers_du_jour"), "{errors:?}");
    assert_eq!(before, counts(&essai).await);
}
