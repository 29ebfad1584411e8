use kernel::{MlId, Role};
use platform::Error;
use reseau::comptages::{Cellule, comptages, publish_all, publish_comptages};
use testkit::{ML_A, ML_B, TestDb};

async fn dossiers(base: &TestDb, ml: i32, etat: &str, nombre: i32) {
    sqlx::query(
        "insert into jeune (ml_id, id, numero, etat, etat_depuis, nom_naissance, prenom,
           date_naissance, premier_accueil_le, recherche, cree_le)
         select $1, gen_random_uuid(), $2 || n, $2, '2026-01-01', 'Nom', 'Prénom', '2006-01-01',
           case when n % 2 = 0 then date '2026-03-01' else date '2025-03-01' end, 'nom', now()
         from generate_series(1, $3) n",
    )
    .bind(ml)
    .bind(etat)
    .bind(nombre)
    .execute(&base.brut)
    .await
    .unwrap();
}

async fn publish(base: &TestDb) {
    assert_eq!(publish_all(&base.db).await.unwrap(), 2);
}

#[tokio::test]
async fn territories_see_grouped_counts_and_the_direction_its_own() {
    let base = TestDb::new().await;
    dossiers(&base, ML_A, "actif", 40).await;
    dossiers(&base, ML_A, "en_veille", 4).await;
    dossiers(&base, ML_B, "actif", 30).await;
    dossiers(&base, ML_B, "en_veille", 25).await;
    publish(&base).await;
    publish(&base).await;
    for role in [
        Role::AnimateurRegional,
        Role::ChargeMissionEtat,
        Role::National,
    ] {
        let mut tx = base.tx(base.reseau.hors_ml(role)).await;
        let tableau = comptages(&mut tx, 2026).await.unwrap();
        assert_eq!(tableau.lignes[1].ml, MlId::from(ML_A));
        let text = |cells: &[Cellule]| cells.iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(
            text(&tableau.lignes[1].cellules),
            ["40", "moins de 11", "22"]
        );
        assert_eq!(text(&tableau.lignes[0].cellules), ["30", "masqué", "27"]);
        assert_eq!(text(&tableau.totaux), ["70", "29", "49"]);
    }
    let mut tx = base.tx(base.reseau.agent(ML_A, Role::Directeur)).await;
    let own = comptages(&mut tx, 2026).await.unwrap();
    assert_eq!(own.lignes.len(), 1);
    assert_eq!(own.lignes[0].cellules[1], Cellule::Valeur(4));
    assert_eq!(
        comptages(&mut tx, 2020).await.unwrap().totaux[0],
        Cellule::Absente
    );
}

#[tokio::test]
async fn people_neither_publish_nor_see_another_territory() {
    let base = TestDb::new().await;
    dossiers(&base, ML_A, "actif", 40).await;
    publish(&base).await;
    let mut tx = base.tx(base.reseau.agent(ML_A, Role::Directeur)).await;
    assert!(matches!(
        publish_comptages(&mut tx).await,
        Err(Error::Forbidden)
    ));
    let mut tx = base.tx(base.reseau.conseiller(ML_A)).await;
    assert!(matches!(
        comptages(&mut tx, 2026).await,
        Err(Error::Forbidden)
    ));
    sqlx::query("insert into region values ('99', 'Autre')")
        .execute(&base.brut)
        .await
        .unwrap();
    for region in [Some("99"), None] {
        sqlx::query("update organisme set region = $1, departement = null")
            .bind(region)
            .execute(&base.brut)
            .await
            .unwrap();
        let mut tx = base.tx(base.reseau.hors_ml(Role::ChargeMissionEtat)).await;
        match comptages(&mut tx, 2026).await {
            Ok(tableau) => assert!(region.is_some() && tableau.lignes.is_empty()),
            Err(error) => assert!(region.is_none() && matches!(error, Error::Forbidden)),
        }
    }
}
