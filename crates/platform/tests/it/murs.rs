//! Tenancy, sessions, roles of the database.

use kernel::{Actor, Role};
use platform::{Tx, tx::Ouverture};
use testkit::{ML_A, ML_B, TestDb};

#[tokio::test]
async fn a_session_opens_a_transaction_in_its_mission_locale() {
    let test = TestDb::new().await;
    let conseiller = test.reseau.conseiller(ML_A);
    let mut tx = test.tx(conseiller).await;
    assert!(
        matches!(tx.actor(), Actor::Agent(a) if a.ml.get() == ML_A && a.role == Role::Conseiller)
    );
    let seen: Option<i32> = sqlx::query_scalar("select jalon_ml_id()")
        .fetch_one(tx.conn())
        .await
        .unwrap();
    assert_eq!(seen, Some(ML_A));
    assert_ne!(ML_A, ML_B);
}

#[tokio::test]
async fn an_idle_session_ends_and_an_unknown_one_opens_nothing() {
    let test = TestDb::new().await;
    let jeton = test.jeton(test.reseau.conseiller(ML_A)).await;
    test.db.clock().advance(chrono::Duration::minutes(61));
    let ended = Tx::open(&test.db, &jeton).await.unwrap();
    assert!(matches!(ended, Ouverture::Expiree { ml: Some(ml), .. } if ml.get() == ML_A));
    let stranger = platform::sessions::Jeton::parse(&"0".repeat(64)).unwrap();
    assert!(matches!(
        Tx::open(&test.db, &stranger).await.unwrap(),
        Ouverture::Inconnue
    ));
}

#[tokio::test]
async fn nobody_sees_a_tenant_row_without_a_mission_locale() {
    let test = TestDb::new().await;
    sqlx::query("insert into compteur_dossier (ml_id, dernier) values ($1, 7)")
        .bind(ML_A)
        .execute(&test.brut)
        .await
        .unwrap();
    let count = async |tx: &mut Tx| -> i64 {
        sqlx::query_scalar("select count(*) from compteur_dossier")
            .fetch_one(tx.conn())
            .await
            .unwrap()
    };
    assert_eq!(count(&mut Tx::public(&test.db).await.unwrap()).await, 0);
    assert_eq!(
        count(&mut test.tx(test.reseau.hors_ml(Role::National)).await).await,
        0
    );
    assert_eq!(
        count(&mut test.tx(test.reseau.conseiller(ML_B)).await).await,
        0
    );
    assert_eq!(
        count(&mut test.tx(test.reseau.conseiller(ML_A)).await).await,
        1
    );
}
