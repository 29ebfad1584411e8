//! Bank accounts: entered by one, confirmed by another, in the list that leaves.

use accompagnement::{
    allocations,
    iban::{self, Compte, EtatCompte, NouveauCompte, Titulaire},
};
use jeunes::acces;
use kernel::{Role, Section};
use platform::Error;
use testkit::{ML_A, ML_B};

use crate::{
    allocations::{declaration, declare, in_cej, month},
    outils::{Scene, days_ago, forbidden, refused},
};

const UN: &str = "FR14 2004 1010 0505 0001 3M02 606";
const AUTRE: &str = "DE89 3704 0044 0532 0130 00";

fn compte(scene: &Scene, iban: &str) -> NouveauCompte {
    NouveauCompte {
        id: scene.id(),
        iban: iban.into(),
        bic: String::new(),
        titulaire: Titulaire::Jeune,
        titulaire_nom: String::new(),
        accord_le: None,
    }
}

async fn propose(scene: &Scene, role: Role, new: &NouveauCompte) -> platform::Result<()> {
    let mut tx = scene.tx_of(role).await;
    let dossier = scene.write(&mut tx, Section::Contacts).await;
    iban::propose(&mut tx, &dossier, new).await?;
    tx.commit().await
}

async fn confirm(scene: &Scene, role: Role, new: &NouveauCompte) -> platform::Result<()> {
    let mut tx = scene.tx_of(role).await;
    let dossier = scene.write(&mut tx, Section::Contacts).await;
    iban::confirm(&mut tx, &dossier, new.id).await?;
    tx.commit().await
}

async fn all(scene: &Scene) -> Vec<Compte> {
    let mut tx = scene.tx().await;
    let dossier = scene.read(&mut tx, Section::Ressources).await;
    iban::list(&mut tx, &dossier).await.unwrap()
}

async fn etats(scene: &Scene) -> Vec<EtatCompte> {
    all(scene).await.iter().map(Compte::etat).collect()
}

#[tokio::test]
async fn who_enters_an_account_does_not_confirm_it() {
    let scene = Scene::new().await;
    let new = compte(&scene, UN);
    for _ in 0..2 {
        propose(&scene, Role::Directeur, &new).await.unwrap();
    }
    assert_eq!(etats(&scene).await, [EtatCompte::AConfirmer]);
    let todo = "iban_a_confirmer".to_owned();
    assert!(scene.natures().await.contains(&todo));
    let alone = confirm(&scene, Role::Directeur, &new).await;
    assert!(refused(alone, "iban").contains("une autre personne"));
    forbidden(confirm(&scene, Role::Conseiller, &new).await);
    for _ in 0..2 {
        confirm(&scene, Role::Gestionnaire, &new).await.unwrap();
    }
    assert_eq!(etats(&scene).await, [EtatCompte::Confirme]);
    assert!(!scene.natures().await.contains(&todo));
    let same = propose(&scene, Role::Conseiller, &compte(&scene, UN)).await;
    assert!(refused(same, "iban").contains("déjà"));
}

#[tokio::test]
async fn a_change_takes_effect_once_confirmed_and_leaves_its_history() {
    let scene = Scene::new().await;
    let first = compte(&scene, UN);
    propose(&scene, Role::Conseiller, &first).await.unwrap();
    confirm(&scene, Role::Gestionnaire, &first).await.unwrap();
    let wrong = compte(&scene, AUTRE);
    propose(&scene, Role::Conseiller, &wrong).await.unwrap();
    let tiers = NouveauCompte {
        titulaire: Titulaire::Tiers,
        titulaire_nom: "Odile Exemple".into(),
        accord_le: Some(days_ago(1)),
        ..compte(&scene, AUTRE)
    };
    propose(&scene, Role::Conseiller, &tiers).await.unwrap();
    assert_eq!(
        etats(&scene).await,
        [
            EtatCompte::AConfirmer,
            EtatCompte::Confirme,
            EtatCompte::Ecarte
        ],
        "what waits leaves its place, what is in force stays"
    );
    let late = confirm(&scene, Role::Gestionnaire, &wrong).await;
    assert!(refused(late, "iban").contains("rechargez"));
    confirm(&scene, Role::Gestionnaire, &tiers).await.unwrap();
    let now = all(&scene).await;
    assert_eq!(now[0].id, tiers.id);
    assert_eq!(now[0].titulaire_nom, "Odile Exemple");
    assert_eq!(
        now.iter()
            .filter(|c| c.etat() == EtatCompte::Remplace)
            .count(),
        1
    );
}

#[tokio::test]
async fn a_wrong_account_says_what_to_look_at() {
    let scene = Scene::new().await;
    let typo = compte(&scene, "FR14 2004 1010 0505 0001 3M02 607");
    let said = refused(propose(&scene, Role::Conseiller, &typo).await, "iban");
    assert!(said.contains("n’est pas juste"), "{said}");
    let alone = NouveauCompte {
        titulaire: Titulaire::Tiers,
        ..compte(&scene, UN)
    };
    refused(
        propose(&scene, Role::Conseiller, &alone).await,
        "titulaire_nom",
    );
    let short = NouveauCompte {
        bic: "PSST".into(),
        ..compte(&scene, UN)
    };
    refused(propose(&scene, Role::Conseiller, &short).await, "bic");
    assert_eq!(all(&scene).await.len(), 0);
}

#[tokio::test]
async fn the_number_is_neither_in_the_audit_nor_elsewhere() {
    let scene = Scene::new().await;
    let new = compte(&scene, UN);
    propose(&scene, Role::Conseiller, &new).await.unwrap();
    confirm(&scene, Role::Gestionnaire, &new).await.unwrap();
    let told = scene
        .count("select count(*) from audit where details::text like '%0505%'")
        .await;
    let todo = scene
        .count("select count(*) from echeance where libelle like '%0505%'")
        .await;
    assert_eq!((told, todo), (0, 0));
    let traced = scene
        .count("select count(*) from audit where objet = 'coordonnees_bancaires'")
        .await;
    assert_eq!(traced, 2);
    let mut tx = scene.test.tx(scene.test.reseau.conseiller(ML_B)).await;
    let there = acces::open_for_read(&mut tx, scene.jeune, Section::Ressources).await;
    assert!(matches!(there, Err(Error::NotFound)));
    assert_ne!(ML_A, ML_B);
}

#[tokio::test]
async fn the_list_that_leaves_says_which_account() {
    let (scene, adhesion) = in_cej(month(9)).await;
    declare(&scene, &declaration(&scene, adhesion, month(10)))
        .await
        .unwrap();
    let last = async || {
        let mut tx = scene.tx_of(Role::Gestionnaire).await;
        let table = allocations::export(&mut tx, month(10)).await.unwrap();
        assert!(table.lignes.iter().all(|l| l.len() == table.colonnes.len()));
        table.lignes[0].last().unwrap().clone()
    };
    assert_eq!(last().await, "Sans IBAN");
    let new = compte(&scene, UN);
    propose(&scene, Role::Conseiller, &new).await.unwrap();
    assert_eq!(last().await, "IBAN à confirmer");
    confirm(&scene, Role::Gestionnaire, &new).await.unwrap();
    assert_eq!(last().await, "FR1420041010050500013M02606");
    propose(&scene, Role::Conseiller, &compte(&scene, AUTRE))
        .await
        .unwrap();
    assert_eq!(last().await, "FR1420041010050500013M02606");
}
