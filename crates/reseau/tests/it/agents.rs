use chrono::NaiveDate;
use kernel::{AffectationId, AgentId, Role, SiteId};
use platform::{Error, Tx, comptes, new_id, sessions::Jeton, tx::Ouverture};
use reseau::agents::{
    self, AffectationSaisie, AgentSaisi, Declaration, EtatCompte, add_affectation, attach_agent,
    declare_agent, end_affectation,
};
use secrecy::SecretString;
use testkit::{AgentDeTest, ML_A, ML_B, TestDb};

fn day(m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, m, d).unwrap()
}

fn personne(courriel: &str) -> AgentSaisi {
    AgentSaisi {
        prenom: "Ysolde".to_owned(),
        nom: "Imaginaire".to_owned(),
        courriel: courriel.to_owned(),
        telephone: String::new(),
    }
}

fn role(tx: &Tx, role: Role, site: Option<SiteId>) -> AffectationSaisie {
    AffectationSaisie {
        id: new_id!(tx, AffectationId),
        role,
        site,
        du: day(11, 1),
        au: None,
    }
}

fn admin(base: &TestDb, ml: i32) -> &AgentDeTest {
    base.reseau.agent(ml, Role::AdministrateurLocal)
}

fn direction(base: &TestDb, ml: i32) -> &AgentDeTest {
    base.reseau.agent(ml, Role::Directeur)
}

fn invalid(result: Result<impl std::fmt::Debug, Error>, field: &str) -> String {
    match result {
        Err(Error::Invalid(errors)) if !errors.get(field).is_empty() => {
            errors.get(field).to_owned()
        }
        other => panic!("an error on {field}, not {other:?}"),
    }
}

async fn declare(base: &TestDb, courriel: &str) -> AgentId {
    let mut tx = base.tx(admin(base, ML_A)).await;
    let (id, affectation) = (new_id!(tx, AgentId), role(&tx, Role::Conseiller, None));
    let done = declare_agent(&mut tx, id, &personne(courriel), &affectation)
        .await
        .unwrap();
    assert_eq!(done, Declaration::Nouvelle(id));
    let again = declare_agent(&mut tx, id, &personne(courriel), &affectation)
        .await
        .unwrap();
    assert_eq!(again, done, "a second post");
    tx.commit().await.unwrap();
    id
}

#[tokio::test]
async fn only_the_administration_sees_its_own_agents() {
    let base = TestDb::new().await;
    let mut tx = base.tx(admin(&base, ML_A)).await;
    let all = agents::list_agents(&mut tx).await.unwrap();
    assert_eq!(all.len(), 10);
    assert!(
        all.iter()
            .all(|a| a.courriel.ends_with(".1@essai.invalid") && a.at_work(day(11, 23)))
    );
    assert_eq!(all[0].compte.as_ref().unwrap().etat, EtatCompte::AActiver);
    let stranger = base.reseau.conseiller(ML_B).id;
    assert!(matches!(
        agents::agent(&mut tx, stranger).await,
        Err(Error::NotFound)
    ));
    for other in [
        base.reseau.conseiller(ML_A),
        base.reseau.hors_ml(Role::National),
    ] {
        let mut tx = base.tx(other).await;
        assert!(matches!(
            agents::list_agents(&mut tx).await,
            Err(Error::Forbidden)
        ));
    }
}

#[tokio::test]
async fn a_person_is_declared_once_in_the_nation() {
    let base = TestDb::new().await;
    let id = declare(&base, " Ysolde@essai.invalid").await;
    let mut tx = base.tx(admin(&base, ML_B)).await;
    let other = new_id!(tx, AgentId);
    let affectation = role(&tx, Role::Conseiller, Some(base.reseau.sites[&ML_B]));
    let found = declare_agent(
        &mut tx,
        other,
        &personne("ysolde@essai.invalid"),
        &affectation,
    )
    .await
    .unwrap();
    let expected = Declaration::DejaDeclaree {
        agent: id,
        prenom: "Ysolde".to_owned(),
        nom: "Imaginaire".to_owned(),
        ici: false,
    };
    assert_eq!(found, expected);
    assert!(matches!(
        add_affectation(&mut tx, id, &affectation).await,
        Err(Error::NotFound)
    ));
    invalid(
        attach_agent(&mut tx, "personne@essai.invalid", &affectation).await,
        "courriel",
    );
    assert_eq!(
        attach_agent(&mut tx, "Ysolde@essai.invalid", &affectation)
            .await
            .unwrap(),
        id
    );
    let fiche = agents::agent(&mut tx, id).await.unwrap();
    assert!(fiche.ailleurs && fiche.affectations.len() == 1);
    invalid(agents::create_account(&mut tx, id).await, "compte");
    invalid(
        agents::update_agent(&mut tx, id, 1, &personne("y@essai.invalid")).await,
        "courriel",
    );
}

#[tokio::test]
async fn affectations_are_local_dated_and_on_a_site_of_the_house() {
    let base = TestDb::new().await;
    let id = declare(&base, "y@essai.invalid").await;
    let mut tx = base.tx(admin(&base, ML_A)).await;
    let abroad = role(&tx, Role::ChargeAccueil, Some(base.reseau.sites[&ML_B]));
    invalid(add_affectation(&mut tx, id, &abroad).await, "site");
    for wrong in [Role::National, Role::Directeur] {
        let saisie = role(&tx, wrong, None);
        invalid(add_affectation(&mut tx, id, &saisie).await, "role");
    }
    let same = role(&tx, Role::Conseiller, None);
    invalid(add_affectation(&mut tx, id, &same).await, "du");
    let backwards = AffectationSaisie {
        au: Some(day(10, 1)),
        ..role(&tx, Role::Gestionnaire, None)
    };
    invalid(add_affectation(&mut tx, id, &backwards).await, "au");
    let me = admin(&base, ML_A).id;
    let myself = role(&tx, Role::Conseiller, None);
    invalid(add_affectation(&mut tx, me, &myself).await, "role");
    let second = role(&tx, Role::ChargeAccueil, Some(base.reseau.sites[&ML_A]));
    add_affectation(&mut tx, id, &second).await.unwrap();
    add_affectation(&mut tx, id, &second).await.unwrap();
    assert_eq!(
        agents::agent(&mut tx, id).await.unwrap().affectations.len(),
        2
    );

    tx.commit().await.unwrap();
    let mut tx = base.tx(direction(&base, ML_A)).await;
    let chief = role(&tx, Role::DirecteurAdjoint, None);
    let them = base.reseau.conseiller(ML_A).id;
    add_affectation(&mut tx, them, &chief).await.unwrap();
}

#[tokio::test]
async fn an_affectation_ends_once_and_conflicts_show_both_days() {
    let base = TestDb::new().await;
    let conseiller = base.reseau.conseiller(ML_A);
    let mut tx = base.tx(admin(&base, ML_A)).await;
    let id = conseiller.affectation;
    invalid(end_affectation(&mut tx, id, 1, NaiveDate::MIN).await, "au");
    end_affectation(&mut tx, id, 1, day(11, 22)).await.unwrap();
    let Err(Error::Conflict(conflit)) = end_affectation(&mut tx, id, 1, day(12, 1)).await else {
        panic!("a conflict");
    };
    assert_eq!(
        (conflit.version, conflit.champs[0].actuel.as_str()),
        (2, "2026-11-22")
    );
    let stranger = base.reseau.conseiller(ML_B).affectation;
    assert!(matches!(
        end_affectation(&mut tx, stranger, 1, day(12, 1)).await,
        Err(Error::NotFound)
    ));
    let chief = direction(&base, ML_A).affectation;
    assert!(matches!(
        end_affectation(&mut tx, chief, 1, day(12, 1)).await,
        Err(Error::Forbidden)
    ));
    tx.commit().await.unwrap();
    let jeton = base.jeton(conseiller).await;
    let Ouverture::Ouverte(tx) = Tx::open(&base.db, &jeton).await.unwrap() else {
        panic!("the session opens");
    };
    assert!(tx.ml().is_err(), "no role is left");
}

#[tokio::test]
async fn someone_always_remains_to_administer() {
    let base = TestDb::new().await;
    let (chief, second) = (
        direction(&base, ML_A),
        base.reseau.agent(ML_A, Role::DirecteurAdjoint),
    );
    let mut tx = base.tx(chief).await;
    agents::close_account(&mut tx, admin(&base, ML_A).id, 1)
        .await
        .unwrap();
    end_affectation(&mut tx, second.affectation, 1, day(11, 30))
        .await
        .unwrap();
    invalid(
        end_affectation(&mut tx, chief.affectation, 1, day(12, 31)).await,
        "au",
    );
    invalid(agents::close_account(&mut tx, chief.id, 1).await, "compte");
    agents::reopen_account(&mut tx, admin(&base, ML_A).id, 2)
        .await
        .unwrap();
    end_affectation(&mut tx, chief.affectation, 1, day(12, 31))
        .await
        .unwrap();
}

#[tokio::test]
async fn an_account_is_opened_by_its_link_closed_and_reopened() {
    let base = TestDb::new().await;
    let id = declare(&base, "y@essai.invalid").await;
    let mut tx = base.tx(admin(&base, ML_A)).await;
    let first = agents::create_account(&mut tx, id).await.unwrap();
    assert_eq!(first.expire_le, tx.now() + chrono::Duration::hours(72));
    invalid(agents::create_account(&mut tx, id).await, "compte");
    let second = agents::renew_link(&mut tx, id).await.unwrap();
    tx.commit().await.unwrap();

    let password = || SecretString::from("quatre mots bien inattendus");
    let old = comptes::choose_password(&base.db, &first.token, password()).await;
    assert!(matches!(old, Err(Error::NotFound)));
    comptes::choose_password(&base.db, &second.token, password())
        .await
        .unwrap();
    let jeton: Jeton = comptes::sign_in(&base.db, "y@essai.invalid", password(), None)
        .await
        .unwrap();

    let mut tx = base.tx(admin(&base, ML_A)).await;
    let compte = agents::agent(&mut tx, id).await.unwrap().compte.unwrap();
    assert_eq!((compte.etat, compte.sessions), (EtatCompte::Ouvert, 1));
    let Err(Error::Conflict(conflit)) = agents::close_account(&mut tx, id, 1).await else {
        panic!("a conflict: the password was chosen meanwhile");
    };
    agents::close_account(&mut tx, id, conflit.version)
        .await
        .unwrap();
    invalid(agents::renew_link(&mut tx, id).await, "compte");
    tx.commit().await.unwrap();
    let opened = Tx::open(&base.db, &jeton).await.unwrap();
    assert!(matches!(opened, Ouverture::Expiree { .. }));
    assert!(
        comptes::sign_in(&base.db, "y@essai.invalid", password(), None)
            .await
            .is_err()
    );

    let mut tx = base.tx(admin(&base, ML_A)).await;
    agents::reopen_account(&mut tx, id, conflit.version + 1)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    comptes::sign_in(&base.db, "y@essai.invalid", password(), None)
        .await
        .unwrap();
    let mut tx = base.tx(admin(&base, ML_A)).await;
    assert_eq!(agents::sign_out_everywhere(&mut tx, id).await.unwrap(), 1);
    tx.commit().await.unwrap();
    for (action, count) in [
        ("creation", 3),
        ("lien", 1),
        ("fermeture", 1),
        ("reouverture", 1),
        ("deconnexion", 1),
    ] {
        assert_eq!(base.audit(action).await, count, "{action}");
    }
}

#[tokio::test]
async fn an_administrator_does_not_take_the_accounts_of_others() {
    let base = TestDb::new().await;
    let mut tx = base.tx(admin(&base, ML_A)).await;
    let chief = direction(&base, ML_A).id;
    assert!(matches!(
        agents::renew_link(&mut tx, chief).await,
        Err(Error::Forbidden)
    ));
    assert!(matches!(
        agents::close_account(&mut tx, chief, 1).await,
        Err(Error::Forbidden)
    ));
    let stranger = base.reseau.conseiller(ML_B);
    assert!(matches!(
        agents::renew_link(&mut tx, stranger.id).await,
        Err(Error::NotFound)
    ));
    assert!(matches!(
        agents::close_account(&mut tx, stranger.id, 1).await,
        Err(Error::NotFound)
    ));
    assert!(matches!(
        agents::sign_out_everywhere(&mut tx, stranger.id).await,
        Err(Error::NotFound)
    ));
    // Attaching a colleague of another mission locale does not open her account to this one.
    let affectation = role(&tx, Role::Conseiller, None);
    attach_agent(&mut tx, &stranger.courriel, &affectation)
        .await
        .unwrap();
    invalid(agents::renew_link(&mut tx, stranger.id).await, "compte");
    invalid(
        agents::close_account(&mut tx, stranger.id, 1).await,
        "compte",
    );
    invalid(
        agents::close_account(&mut tx, admin(&base, ML_A).id, 1).await,
        "compte",
    );
}

#[tokio::test]
async fn an_agent_is_corrected_and_conflicts_show_both() {
    let base = TestDb::new().await;
    let id = declare(&base, "y@essai.invalid").await;
    let mut tx = base.tx(admin(&base, ML_A)).await;
    let taken = base.reseau.conseiller(ML_B).courriel.clone();
    let savepoint = agents::update_agent(&mut tx, id, 1, &personne(&taken)).await;
    invalid(savepoint, "courriel");
    drop(tx);
    let mut tx = base.tx(admin(&base, ML_A)).await;
    agents::update_agent(&mut tx, id, 1, &personne("ysolde@essai.invalid"))
        .await
        .unwrap();
    let Err(Error::Conflict(conflit)) =
        agents::update_agent(&mut tx, id, 1, &personne("i@essai.invalid")).await
    else {
        panic!("a conflict");
    };
    assert_eq!(conflit.champs.len(), 1);
    assert_eq!(conflit.champs[0].actuel, "ysolde@essai.invalid");
}
