//! « Avez-vous déjà été suivi ailleurs ? »: never without a yes, never for a protected dossier,
//! never too often; a mission locale comes out and nothing else.

use jeunes::{
    ailleurs::{self, NouveauSuivi, Reponse},
    dossiers,
};
use kernel::{ContactId, JeuneId, Role, Section};
use platform::{Result, new_id};
use testkit::{AgentDeTest, ML_A, ML_B, TestDb};
use uuid::Uuid;

use crate::commun::{champs, cree, ecrit, lit};

async fn says(
    test: &TestDb,
    agent: &AgentDeTest,
    jeune: JeuneId,
    id: u128,
    reponse: Reponse,
) -> Result<()> {
    let mut tx = test.tx(agent).await;
    let dossier = ecrit(&mut tx, jeune, Section::Identite).await;
    let id = Uuid::from_u128(id);
    ailleurs::answer(&mut tx, &dossier, &NouveauSuivi { id, reponse }).await?;
    tx.commit().await.expect("a commit");
    Ok(())
}

/// The missions locales hinted at by the last answer.
async fn hints(test: &TestDb, agent: &AgentDeTest, jeune: JeuneId) -> Vec<i32> {
    let mut tx = test.tx(agent).await;
    let dossier = lit(&mut tx, jeune, Section::Identite).await;
    let last = ailleurs::last(&mut tx, &dossier).await.expect("an answer");
    last.map(|last| last.indices.iter().map(|i| i.ml.get()).collect())
        .unwrap_or_default()
}

#[tokio::test]
async fn a_yes_names_the_other_mission_locale_and_a_no_nobody() {
    let test = TestDb::new().await;
    let (here, there) = (test.reseau.conseiller(ML_A), test.reseau.conseiller(ML_B));
    cree(&test, there, "Brumegart", "Manon", None).await;
    let jeune = cree(&test, here, "BRUMEGART", "manon", None).await;
    let other = cree(&test, here, "Brumegart", "Solène", None).await;
    says(&test, here, jeune, 1, Reponse::Non).await.unwrap();
    assert_eq!(hints(&test, here, jeune).await, [0; 0]);
    says(&test, here, jeune, 2, Reponse::Oui).await.unwrap();
    says(&test, here, jeune, 2, Reponse::Oui).await.unwrap();
    assert_eq!(hints(&test, here, jeune).await, [ML_B]);
    assert_eq!(test.audit("suivi_ailleurs").await, 2);
    // The same name and birth with another given name is someone else; so is her own dossier here.
    says(&test, here, other, 3, Reponse::Oui).await.unwrap();
    assert_eq!(hints(&test, here, other).await, [0; 0]);
}

#[tokio::test]
async fn a_contact_makes_up_for_a_badly_typed_name() {
    let test = TestDb::new().await;
    let (here, there) = (test.reseau.conseiller(ML_A), test.reseau.conseiller(ML_B));
    let known = cree(&test, there, "Brumegart", "Manon", None).await;
    let jeune = cree(&test, here, "Brumedart", "Manon", None).await;
    says(&test, here, jeune, 1, Reponse::Oui).await.unwrap();
    assert_eq!(hints(&test, here, jeune).await, [0; 0]);
    for (agent, jeune) in [(there, known), (here, jeune)] {
        let mut tx = test.tx(agent).await;
        let dossier = ecrit(&mut tx, jeune, Section::Contacts).await;
        let contact = jeunes::contacts::NouveauContact {
            id: new_id!(tx, ContactId),
            moyen: jeunes::contacts::MoyenContact::Telephone,
            valeur: "06 39 98 55 10".to_owned(),
            titulaire: "jeune".to_owned(),
            precisions: String::new(),
            consignes: jeunes::contacts::Consignes::default(),
            vrai_du: tx.today(),
        };
        jeunes::contacts::add(&mut tx, &dossier, &contact)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }
    says(&test, here, jeune, 2, Reponse::Oui).await.unwrap();
    assert_eq!(hints(&test, here, jeune).await, [ML_B]);
}

#[tokio::test]
async fn a_protected_dossier_is_neither_found_nor_looked_for() {
    let test = TestDb::new().await;
    let (here, there) = (
        test.reseau.conseiller(ML_A),
        test.reseau.agent(ML_B, Role::Directeur),
    );
    let known = cree(&test, there, "Brumegart", "Manon", None).await;
    let jeune = cree(&test, here, "Brumegart", "Manon", None).await;
    let mut tx = test.tx(there).await;
    let dossier = ecrit(&mut tx, known, Section::Identite).await;
    dossiers::protect(&mut tx, &dossier, "mise_en_securite")
        .await
        .unwrap();
    tx.commit().await.unwrap();
    says(&test, here, jeune, 1, Reponse::Oui).await.unwrap();
    assert_eq!(hints(&test, here, jeune).await, [0; 0]);
    // The other way round: refused, and nothing is kept.
    let refused = says(&test, there, known, 2, Reponse::Oui).await;
    assert_eq!(champs(refused), ["reponse"]);
    says(&test, there, known, 3, Reponse::NeDitPas)
        .await
        .unwrap();
    // The protection lifted, she is found again.
    let mut tx = test.tx(there).await;
    let dossier = ecrit(&mut tx, known, Section::Identite).await;
    dossiers::unprotect(&mut tx, &dossier).await.unwrap();
    tx.commit().await.unwrap();
    says(&test, here, jeune, 4, Reponse::Oui).await.unwrap();
    assert_eq!(hints(&test, here, jeune).await, [ML_B]);
}

#[tokio::test]
async fn asked_a_hundred_times_a_minute_it_stops_and_says_so() {
    let test = TestDb::new().await;
    let here = test.reseau.conseiller(ML_A);
    let jeune = cree(&test, here, "Brumegart", "Manon", None).await;
    let mut done = 0;
    for id in 0..100 {
        match says(&test, here, jeune, 100 + id, Reponse::Oui).await {
            Ok(()) => done += 1,
            refused => assert_eq!(champs(refused), ["reponse"]),
        }
    }
    assert_eq!(done, 6);
    assert_eq!(test.audit("suivi_ailleurs").await, 6);
    // A colleague still may.
    let accueil = test.reseau.agent(ML_A, Role::ChargeAccueil);
    says(&test, accueil, jeune, 1, Reponse::Oui).await.unwrap();
}

#[tokio::test]
async fn the_application_adds_keys_and_never_reads_them() {
    let test = TestDb::new().await;
    let here = test.reseau.conseiller(ML_A);
    cree(&test, here, "Brumegart", "Manon", None).await;
    let mut tx = test.tx(here).await;
    let seen = sqlx::query("select * from depot_identite")
        .fetch_all(tx.conn())
        .await;
    assert!(seen.unwrap_err().to_string().contains("permission denied"));
    // The function answers for the mission locale in sight only.
    let mut tx = test.tx(here).await;
    let (prenom, identite): (i64, i64) = sqlx::query_as(
        "select prenom_naissance, identite from depot_identite where identite is not null",
    )
    .fetch_one(&test.brut)
    .await
    .unwrap();
    let asked = sqlx::query("select * from indice_ailleurs($1, null, $2, $3, null, null)")
        .bind(ML_B)
        .bind(prenom)
        .bind(identite)
        .fetch_all(tx.conn())
        .await
        .unwrap();
    assert!(asked.is_empty());
}
