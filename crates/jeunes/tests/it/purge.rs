//! Retention, legal holds and the erasing of dossiers.

use jeunes::{
    gels::{self, NouveauGel},
    purge::{self, Issue, Retenue},
};
use kernel::{JeuneId, MlId, Role, Section};
use platform::{Error, Tx, rattachement::Tables};
use testkit::{ML_A, ML_B, TestDb};
use uuid::Uuid;

use crate::commun::{champs, count, cree, d, ecrit, lit};

/// The tables of this wing are enough here; the whole is tried on the built program.
const TABLES: Tables = Tables {
    racine: &jeunes::RACINE,
    listes: &[jeunes::TABLES],
};

/// An archived dossier born in 1990.
async fn passed(test: &TestDb, ml: i32) -> JeuneId {
    let jeune = cree(test, test.reseau.conseiller(ml), "Brumegart", "Manon", None).await;
    sqlx::query(
        "update jeune set date_naissance = '1990-02-03', etat = 'archive',
           etat_depuis = '2012-01-01' where id = $1",
    )
    .bind(jeune.uuid())
    .execute(&test.brut)
    .await
    .expect("an answer");
    jeune
}

async fn systeme(test: &TestDb, ml: i32) -> Tx {
    Tx::systeme(&test.db, MlId::from(ml))
        .await
        .expect("an answer")
}

async fn erased(test: &TestDb, jeune: JeuneId) -> Issue {
    let mut tx = systeme(test, ML_A).await;
    let issue = purge::erase(&mut tx, &TABLES, jeune)
        .await
        .expect("an answer");
    tx.commit().await.expect("an answer");
    issue
}

fn gel(id: u128, motif: &str) -> NouveauGel {
    NouveauGel {
        id: Uuid::from_u128(id),
        motif: motif.to_owned(),
        jusqu_au: None,
    }
}

const LEFT: &str = "select count(*) from jeune where id = $1";

#[tokio::test]
async fn a_hold_keeps_the_dossier_until_it_is_lifted() {
    let test = TestDb::new().await;
    let jeune = passed(&test, ML_A).await;
    let directeur = test.reseau.agent(ML_A, Role::Directeur);
    let mut tx = test.tx(directeur).await;
    let dossier = ecrit(&mut tx, jeune, Section::Identite).await;
    for _ in 0..2 {
        gels::put(&mut tx, &dossier, &gel(1, "contentieux"))
            .await
            .unwrap();
    }
    tx.commit().await.expect("an answer");
    assert_eq!(
        test.audit("gel").await,
        1,
        "a second post puts nothing more"
    );
    let held = Issue::Retenu(Retenue::Gel {
        motif: "contentieux".to_owned(),
        jusqu_au: None,
    });
    assert_eq!(erased(&test, jeune).await, held);
    assert_eq!(count(&test, LEFT, jeune).await, 1);
    let mut tx = systeme(&test, ML_A).await;
    let lot = purge::due(&mut tx, None).await.expect("an answer");
    assert_eq!(lot.echus.len(), 1);
    assert!(lot.echus[0].retenue.is_some() && lot.suite.is_none());
    drop(tx);

    let mut tx = test.tx(directeur).await;
    let dossier = ecrit(&mut tx, jeune, Section::Identite).await;
    gels::lift(&mut tx, &dossier, Uuid::from_u128(1))
        .await
        .unwrap();
    let again = gels::lift(&mut tx, &dossier, Uuid::from_u128(1)).await;
    assert!(matches!(again, Err(Error::NotFound)), "{again:?}");
    tx.commit().await.expect("an answer");
    assert!(matches!(erased(&test, jeune).await, Issue::Efface(_)));
    assert_eq!(count(&test, LEFT, jeune).await, 0);
    assert_eq!(erased(&test, jeune).await, Issue::Absent);
    assert_eq!(test.audit("effacement").await, 1);
}

#[tokio::test]
async fn the_direction_alone_puts_and_lifts_a_hold() {
    let test = TestDb::new().await;
    let jeune = passed(&test, ML_A).await;
    let mut tx = test.tx(test.reseau.conseiller(ML_A)).await;
    let dossier = ecrit(&mut tx, jeune, Section::Identite).await;
    let refused = gels::put(&mut tx, &dossier, &gel(1, "contentieux")).await;
    assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
    let refused = gels::lift(&mut tx, &dossier, Uuid::from_u128(1)).await;
    assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
    let lot = purge::due(&mut tx, None).await;
    assert!(matches!(lot, Err(Error::Forbidden)), "people do not purge");
    let erased = purge::erase(&mut tx, &TABLES, jeune).await;
    assert!(
        matches!(erased, Err(Error::Forbidden)),
        "people do not purge"
    );

    let mut tx = test.tx(test.reseau.agent(ML_A, Role::Directeur)).await;
    let dossier = ecrit(&mut tx, jeune, Section::Identite).await;
    let mut past = gel(1, "rien");
    past.jusqu_au = Some(d(2026, 11, 22));
    assert_eq!(
        champs(gels::put(&mut tx, &dossier, &past).await),
        ["motif", "jusqu_au"]
    );
}

#[tokio::test]
async fn the_hold_of_the_social_fund_lasts_from_the_first_reception() {
    let test = TestDb::new().await;
    let jeune = passed(&test, ML_A).await;
    let mut tx = test.tx(test.reseau.agent(ML_A, Role::Directeur)).await;
    let dossier = ecrit(&mut tx, jeune, Section::Identite).await;
    gels::put(&mut tx, &dossier, &gel(1, "audit_fse"))
        .await
        .unwrap();
    let dossier = lit(&mut tx, jeune, Section::Identite).await;
    let held = gels::in_force(&mut tx, &dossier).await.expect("an answer");
    assert_eq!(held[0].jusqu_au, Some(d(2045, 11, 2)));
    assert!(held[0].pose_par.contains("Directeur"), "{held:?}");
}

#[tokio::test]
async fn a_request_without_its_answer_holds_the_dossier() {
    let test = TestDb::new().await;
    let jeune = passed(&test, ML_A).await;
    sqlx::query(
        "insert into exercice (ml_id, id, jeune_id, genre, recu_le, canal, demandeur, identite,
           saisi_le) values ($1, $2, $2, 'acces', '2026-11-20', 'courriel', 'personne', 'connue',
           '2026-11-20')",
    )
    .bind(ML_A)
    .bind(jeune.uuid())
    .execute(&test.brut)
    .await
    .expect("an answer");
    assert_eq!(erased(&test, jeune).await, Issue::Retenu(Retenue::Demande));
    sqlx::query("update exercice set repondu_le = '2026-11-22', reponse = 'acceptee'")
        .execute(&test.brut)
        .await
        .unwrap();
    assert!(matches!(erased(&test, jeune).await, Issue::Efface(_)));
    let kept = "select count(*) from exercice where jeune_id = $1";
    assert_eq!(
        count(&test, kept, jeune).await,
        1,
        "the proof of the answer stays"
    );
}

#[tokio::test]
async fn who_is_accompanied_or_young_is_not_erased_nor_seen_from_elsewhere() {
    let test = TestDb::new().await;
    let young = cree(&test, test.reseau.conseiller(ML_A), "Fictif", "Ana", None).await;
    assert_eq!(
        erased(&test, young).await,
        Issue::PasEchu(Some(d(2033, 3, 12)))
    );
    let jeune = passed(&test, ML_A).await;
    let mut elsewhere = systeme(&test, ML_B).await;
    assert!(
        purge::due(&mut elsewhere, None)
            .await
            .unwrap()
            .echus
            .is_empty()
    );
    let issue = purge::erase(&mut elsewhere, &TABLES, jeune)
        .await
        .expect("an answer");
    assert_eq!(issue, Issue::Absent);
    drop(elsewhere);
    sqlx::query("update jeune set etat = 'actif' where id = $1")
        .bind(jeune.uuid())
        .execute(&test.brut)
        .await
        .unwrap();
    assert_eq!(erased(&test, jeune).await, Issue::PasEchu(None));
    let mut tx = systeme(&test, ML_A).await;
    let lot = purge::due(&mut tx, None).await.expect("an answer");
    assert_eq!((lot.echus.len(), lot.sans_terme), (0, 1));
}

#[tokio::test]
async fn a_hold_put_while_the_purge_decides_comes_first_or_not_at_all() {
    let test = TestDb::new().await;
    let jeune = passed(&test, ML_A).await;
    let mut direction = test.tx(test.reseau.agent(ML_A, Role::Directeur)).await;
    let dossier = ecrit(&mut direction, jeune, Section::Identite).await;
    gels::put(&mut direction, &dossier, &gel(1, "contentieux"))
        .await
        .unwrap();
    let mut tx = systeme(&test, ML_A).await;
    let (issue, ()) = tokio::join!(purge::erase(&mut tx, &TABLES, jeune), async {
        direction.commit().await.expect("an answer");
    });
    assert!(matches!(issue.unwrap(), Issue::Retenu(_)));
    tx.commit().await.expect("an answer");
    assert_eq!(count(&test, LEFT, jeune).await, 1);
}
