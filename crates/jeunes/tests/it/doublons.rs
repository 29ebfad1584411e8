//! Comparing all the dossiers of a mission locale.

use jeunes::doublons;
use kernel::JeuneId;
use testkit::{ML_A, TestDb};

use crate::masse::{charge, id};

#[tokio::test]
async fn a_typo_in_the_birth_date_alone_does_not_hide_a_double() {
    let test = TestDb::new().await;
    let conseiller = test.reseau.conseiller(ML_A);
    charge(&test, ML_A, 1_200, conseiller.id).await;
    // The same person, born another day by a slip, and with no contact of her own.
    let double = id(ML_A, 5_000);
    sqlx::query(
        "insert into jeune (ml_id, id, numero, etat_depuis, nom_naissance, prenom, date_naissance,
           commune, premier_accueil_le, recherche, cree_le)
         select ml_id, $1, 'DOUBLE', etat_depuis, 'Quérimoine', 'Théodosia', date '2005-04-17', commune,
           premier_accueil_le, 'querimoine theodosia', cree_le from jeune where id = $2
         union all
         select ml_id, $3, 'PREMIER', etat_depuis, 'Quérimoine', 'Théodosia', date '2005-04-11', commune,
           premier_accueil_le, 'querimoine theodosia', cree_le from jeune where id = $2",
    )
    .bind(double)
    .bind(id(ML_A, 7))
    .bind(id(ML_A, 5_001))
    .execute(&test.brut)
    .await
    .expect("a double");
    let mut tx = test.tx(conseiller).await;
    doublons::chercher(&mut tx).await.expect("a search");
    let queue = doublons::file(&mut tx, None, 25).await.expect("a queue");
    let pair = queue
        .rows
        .iter()
        .find(|row| [row.paire.premier, row.paire.second].contains(&JeuneId::from(double)));
    assert!(pair.is_some(), "{} pairs", queue.rows.len());
    let again = doublons::chercher(&mut tx).await.expect("a search");
    assert_eq!(again, 0, "what was seen is not proposed twice");
}
