//! Contacts and address.

use jeunes::{
    contacts::{self, MoyenContact, NouveauContact},
    dossiers::Lieu,
};
use kernel::{ContactId, Role, Section};
use platform::{Error, Tx, new_id};
use testkit::{ML_A, TestDb};

use crate::commun::{audit_text, champs, conflit, cree, d, ecrit, lit, today};

fn telephone(tx: &Tx, valeur: &str) -> NouveauContact {
    NouveauContact {
        id: new_id!(tx, ContactId),
        moyen: MoyenContact::Telephone,
        valeur: valeur.to_owned(),
        titulaire: "jeune".to_owned(),
        precisions: String::new(),
        vrai_du: d(2026, 11, 10),
    }
}

#[tokio::test]
async fn a_correction_keeps_what_was_true() {
    let test = TestDb::new().await;
    let accueil = test.reseau.agent(ML_A, Role::ChargeAccueil);
    let id = cree(&test, accueil, "Faure", "Lina", None).await;
    let mut tx = test.tx(accueil).await;
    let dossier = ecrit(&mut tx, id, Section::Contacts).await;
    let first = telephone(&tx, "06 39 98 00 01");
    contacts::add(&mut tx, &dossier, &first).await.unwrap();
    contacts::add(&mut tx, &dossier, &first).await.unwrap();
    let mut right = telephone(&tx, "06 39 98 00 02");
    right.vrai_du = today();
    for _ in 0..2 {
        contacts::correct(&mut tx, &dossier, first.id, 1, &right)
            .await
            .unwrap();
    }
    let other = telephone(&tx, "06 39 98 00 03");
    let both = conflit(contacts::correct(&mut tx, &dossier, first.id, 1, &other).await);
    assert!(both.contains(&(
        "Valeur".to_owned(),
        "+33639980003".to_owned(),
        "+33639980001".to_owned()
    )));
    contacts::end(&mut tx, &dossier, right.id, 1, today())
        .await
        .unwrap();
    let again = contacts::end(&mut tx, &dossier, right.id, 1, today()).await;
    assert!(matches!(again, Err(Error::Conflict(_))));
    tx.commit().await.unwrap();

    let mut tx = test.tx(accueil).await;
    let dossier = lit(&mut tx, id, Section::Contacts).await;
    let all = contacts::list(&mut tx, &dossier).await.unwrap();
    assert_eq!(all.len(), 2);
    assert!(all.iter().all(|c| c.vrai_au == Some(today())));
    assert!(!audit_text(&test).await.contains("3998000"));
}

#[tokio::test]
async fn wrong_contacts_are_refused_by_field() {
    let test = TestDb::new().await;
    let accueil = test.reseau.agent(ML_A, Role::ChargeAccueil);
    let id = cree(&test, accueil, "Faure", "Lina", None).await;
    let mut tx = test.tx(accueil).await;
    let dossier = ecrit(&mut tx, id, Section::Contacts).await;
    let mut wrong = telephone(&tx, "12");
    wrong.titulaire = "voisin".to_owned();
    wrong.vrai_du = d(2026, 12, 1);
    let fields = champs(contacts::add(&mut tx, &dossier, &wrong).await);
    assert_eq!(fields, ["valeur", "vrai_du", "titulaire"]);
    let huge = NouveauContact {
        moyen: MoyenContact::Autre,
        valeur: "x".repeat(10_000_000),
        ..telephone(&tx, "")
    };
    assert_eq!(
        champs(contacts::add(&mut tx, &dossier, &huge).await),
        ["valeur"]
    );
    let nowhere = Lieu::default();
    let fields = champs(contacts::update_lieu(&mut tx, &dossier, 1, &nowhere, false).await);
    assert_eq!(fields, ["commune"]);
}

#[tokio::test]
async fn two_agents_on_one_address_see_both_values() {
    let test = TestDb::new().await;
    let accueil = test.reseau.agent(ML_A, Role::ChargeAccueil);
    let id = cree(&test, accueil, "Faure", "Lina", None).await;
    let mut tx = test.tx(accueil).await;
    let dossier = ecrit(&mut tx, id, Section::Contacts).await;
    let at = |adresse: &str| Lieu {
        adresse: adresse.to_owned(),
        code_postal: "00100".to_owned(),
        ..dossier.lieu.clone()
    };
    contacts::update_lieu(&mut tx, &dossier, 1, &at("3 rue d’Ici"), true)
        .await
        .unwrap();
    let both = conflit(contacts::update_lieu(&mut tx, &dossier, 1, &at("4 rue de Là"), true).await);
    let expected = (
        "Adresse".to_owned(),
        "4 rue de Là".to_owned(),
        "3 rue d’Ici".to_owned(),
    );
    assert_eq!(both, [expected]);
}

#[tokio::test]
async fn an_atelier_leader_sees_no_contact() {
    let test = TestDb::new().await;
    let accueil = test.reseau.agent(ML_A, Role::ChargeAccueil);
    let id = cree(&test, accueil, "Faure", "Lina", None).await;
    let mut tx = test
        .tx(test.reseau.agent(ML_A, Role::AnimateurAtelier))
        .await;
    let dossier = lit(&mut tx, id, Section::Identite).await;
    let refused = contacts::list(&mut tx, &dossier).await;
    assert!(matches!(refused, Err(Error::Forbidden)));
    let first = jeunes::synthese::synthese(&mut tx, &dossier).await.unwrap();
    assert!(first.contacts.is_empty() && !first.situation_visible);
}
