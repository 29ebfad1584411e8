//! Contacts and address.

use jeunes::{
    contacts::{self, Consignes, MoyenContact, NouveauContact, Reponse},
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
        consignes: Consignes::default(),
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
    let fields = champs(contacts::update_lieu(&mut tx, &dossier, 1, &nowhere, false, None).await);
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
    contacts::update_lieu(&mut tx, &dossier, 1, &at("3 rue d’Ici"), true, None)
        .await
        .unwrap();
    let both =
        conflit(contacts::update_lieu(&mut tx, &dossier, 1, &at("4 rue de Là"), true, None).await);
    let expected = (
        "Adresse".to_owned(),
        "4 rue de Là".to_owned(),
        "3 rue d’Ici".to_owned(),
    );
    assert_eq!(both, [expected]);
}

#[tokio::test]
async fn a_move_keeps_the_former_address_and_a_correction_does_not() {
    let test = TestDb::new().await;
    let accueil = test.reseau.agent(ML_A, Role::ChargeAccueil);
    let id = cree(&test, accueil, "Faure", "Lina", None).await;
    let mut tx = test.tx(accueil).await;
    let (mut version, today) = (1, tx.today());
    let day = |ago: i64| today - chrono::Duration::days(ago);
    let live = async |tx: &mut platform::Tx, street: &str, moved, version: &mut i32| {
        let dossier = ecrit(tx, id, Section::Contacts).await;
        let lieu = Lieu {
            adresse: street.to_owned(),
            ..dossier.lieu.clone()
        };
        let done = contacts::update_lieu(tx, &dossier, *version, &lieu, false, moved).await;
        *version += i32::from(done.is_ok());
        done
    };
    live(&mut tx, "3 rue d’Ici", None, &mut version)
        .await
        .unwrap();
    live(&mut tx, "4 rue de Là", Some(day(40)), &mut version)
        .await
        .unwrap();
    live(&mut tx, "5 rue d’Ailleurs", Some(day(3)), &mut version)
        .await
        .unwrap();
    for wrong in [day(41), day(-1)] {
        let refused = live(&mut tx, "6 rue", Some(wrong), &mut version).await;
        assert_eq!(champs(refused), ["demenage_le"]);
    }
    let dossier = lit(&mut tx, id, Section::Contacts).await;
    let former = contacts::former_addresses(&mut tx, &dossier).await.unwrap();
    let seen: Vec<_> = former
        .iter()
        .map(|a| (a.adresse.as_str(), a.du, a.au))
        .collect();
    assert_eq!(
        seen,
        [
            ("4 rue de Là", Some(day(40)), day(3)),
            ("3 rue d’Ici", None, day(40)),
        ]
    );
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

fn of_parent(tx: &Tx, valeur: &str) -> NouveauContact {
    NouveauContact {
        titulaire: "parent".to_owned(),
        ..telephone(tx, valeur)
    }
}

#[tokio::test]
async fn a_number_never_to_be_used_is_in_no_list_of_calls() {
    let test = TestDb::new().await;
    let conseiller = test.reseau.conseiller(ML_A);
    let id = cree(&test, conseiller, "Faure", "Lina", None).await;
    let mut tx = test.tx(conseiller).await;
    let dossier = ecrit(&mut tx, id, Section::Contacts).await;
    let own = telephone(&tx, "06 39 98 00 01");
    let parent = of_parent(&tx, "06 39 98 00 02");
    let mut watched = telephone(&tx, "06 39 98 00 03");
    watched.consignes.jamais = "surveille".to_owned();
    let mut first = of_parent(&tx, "06 39 98 00 04");
    first.consignes = Consignes {
        dire_ml: Reponse::Oui,
        preference: 1,
        ..Consignes::default()
    };
    for new in [&own, &parent, &watched, &first] {
        contacts::add(&mut tx, &dossier, new).await.unwrap();
    }
    let read = lit(&mut tx, id, Section::Contacts).await;
    let usable = contacts::moyens_autorises(&mut tx, &read).await.unwrap();
    let said: Vec<(&str, &str)> = usable
        .iter()
        .map(|m| (m.contact.valeur.as_str(), m.consigne()))
        .collect();
    assert_eq!(
        said,
        [
            ("+33639980004", "Ne pas laisser de message"),
            ("+33639980001", ""),
            (
                "+33639980002",
                "Ne pas dire « Mission locale », ne pas laisser de message"
            ),
        ]
    );
    let page = jeunes::synthese::synthese(&mut tx, &read).await.unwrap();
    let shown: Vec<(&str, &str)> = page
        .contacts
        .iter()
        .map(|c| (c.valeur.as_str(), c.consigne.as_str()))
        .collect();
    assert_eq!(shown, said, "the first page obeys the same rule");
    for (contact, expected) in [(own.id, true), (parent.id, false), (watched.id, false)] {
        let may = contacts::peut_ecrire(&mut tx, &read, contact)
            .await
            .unwrap();
        assert_eq!(may.is_some(), expected);
    }
    tx.commit().await.unwrap();
    assert!(!audit_text(&test).await.contains("surveille"));
}

#[tokio::test]
async fn the_reason_of_a_never_is_for_those_who_accompany_and_survives_the_others() {
    let test = TestDb::new().await;
    let (conseiller, accueil) = (
        test.reseau.conseiller(ML_A),
        test.reseau.agent(ML_A, Role::ChargeAccueil),
    );
    let id = cree(&test, conseiller, "Faure", "Lina", None).await;
    let mut tx = test.tx(conseiller).await;
    let dossier = ecrit(&mut tx, id, Section::Contacts).await;
    let mut watched = telephone(&tx, "06 39 98 00 03");
    watched.consignes.jamais = "surveille".to_owned();
    contacts::add(&mut tx, &dossier, &watched).await.unwrap();
    let mut wrong = telephone(&tx, "06 39 98 00 05");
    wrong.consignes.jamais = "humeur".to_owned();
    wrong.consignes.preference = 6;
    let fields = champs(contacts::add(&mut tx, &dossier, &wrong).await);
    assert_eq!(fields, ["preference", "jamais"]);
    tx.commit().await.unwrap();

    let mut tx = test.tx(accueil).await;
    let read = lit(&mut tx, id, Section::Contacts).await;
    let seen = contacts::list(&mut tx, &read).await.unwrap();
    assert_eq!(seen[0].consignes.jamais, contacts::SANS_PRECISION);
    let mut corrected = telephone(&tx, "06 39 98 00 04");
    corrected.consignes = seen[0].consignes.clone();
    let dossier = ecrit(&mut tx, id, Section::Contacts).await;
    contacts::correct(&mut tx, &dossier, watched.id, 1, &corrected)
        .await
        .unwrap();
    tx.commit().await.unwrap();

    let mut tx = test.tx(conseiller).await;
    let read = lit(&mut tx, id, Section::Contacts).await;
    let seen = contacts::list(&mut tx, &read).await.unwrap();
    let now = seen.iter().find(|c| c.id == corrected.id).unwrap();
    assert_eq!(now.consignes.jamais, "surveille");
    let before = seen.iter().find(|c| c.id == watched.id).unwrap();
    assert!(
        before.vrai_au.is_some(),
        "the former number stays in the history"
    );
}
