//! The délégation with France Travail: handed over, matched, accepted or returned, sent back.

use accompagnement::{
    delegations::{
        self, Confiee, ConventionSaisie, Delegation, EtatDelegation, NouvelleDelegation, Retour,
        Vue,
    },
    dispositifs::{self, Entree},
};
use chrono::{Days, NaiveDate};
use jeunes::{acces, identite::Doublon};
use kernel::{ConventionId, DelegationId, JeuneId, MlId, Role, Section};
use platform::Tx;
use testkit::{ML_A, ML_B};

use crate::{
    dispositifs::{enter, entree, old_scene},
    outils::{Scene, conflict, days_ago, forbidden, not_found, refused, today},
};

/// The same person as the dossier of the scene.
fn ines() -> Confiee {
    Confiee {
        nom: "FICTIVE".into(),
        prenom: "Ines".into(),
        naissance: NaiveDate::from_ymd_opt(2006, 5, 4).unwrap(),
        identifiant: "1234567A".into(),
        ..Confiee::default()
    }
}

fn nouvelle(scene: &Scene, confiee: Confiee, le: NaiveDate) -> NouvelleDelegation {
    NouvelleDelegation {
        id: scene.id(),
        confiee,
        agence: "Agence d’exemple".into(),
        recue_le: le,
    }
}

async fn chef(scene: &Scene) -> Tx {
    scene.tx_of(Role::ResponsableSecteur).await
}

async fn receive(scene: &Scene, new: &NouvelleDelegation) -> platform::Result<()> {
    let mut tx = chef(scene).await;
    delegations::recevoir(&mut tx, new).await?;
    tx.commit().await
}

async fn find(scene: &Scene, id: DelegationId) -> Delegation {
    let mut tx = chef(scene).await;
    delegations::find(&mut tx, id).await.unwrap().delegation
}

async fn matched(scene: &Scene, id: DelegationId) {
    let mut tx = chef(scene).await;
    let dossier = scene.write(&mut tx, Section::Plan).await;
    delegations::rapprocher(&mut tx, &dossier, id, 1)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

async fn places(scene: &Scene, n: i32) -> ConventionId {
    let new = ConventionSaisie {
        id: scene.id(),
        site: None,
        du: days_ago(300),
        au: None,
        places: n,
        reference: "Convention fictive de 2026".into(),
    };
    let mut tx = chef(scene).await;
    delegations::create_convention(&mut tx, &new).await.unwrap();
    delegations::create_convention(&mut tx, &new).await.unwrap();
    tx.commit().await.unwrap();
    new.id
}

fn retour(motif: &str, version: i32) -> Retour {
    Retour {
        version,
        le: today(),
        motif: motif.into(),
        mots: String::new(),
    }
}

fn delegated(scene: &Scene) -> Entree {
    Entree {
        derogation: String::new(),
        ..entree(scene, "delegation", days_ago(1))
    }
}

async fn send_back(scene: &Scene, retour: &Retour) -> platform::Result<()> {
    let mut tx = scene.tx().await;
    let dossier = scene.write(&mut tx, Section::Plan).await;
    let read = scene.read(&mut tx, Section::Plan).await;
    let all = dispositifs::list(&mut tx, &read).await?;
    let course = all.iter().find(|a| a.dispositif == "delegation").unwrap();
    delegations::renvoyer(&mut tx, &dossier, course.id, retour).await?;
    tx.commit().await
}

#[tokio::test]
async fn from_the_list_of_france_travail_to_the_return() {
    let scene = old_scene().await;
    places(&scene, 1).await;
    let new = nouvelle(&scene, ines(), days_ago(5));
    receive(&scene, &new).await.unwrap();
    receive(&scene, &new).await.unwrap();
    let d = find(&scene, new.id).await;
    assert_eq!(d.vue(), Vue::ATraiter);
    assert_eq!(d.reponse_avant, days_ago(5) + Days::new(15));

    let mut tx = chef(&scene).await;
    let found = delegations::ressemblances(&mut tx, &ines()).await.unwrap();
    assert!(
        matches!(&found[..], [Doublon::Visible(one)] if one.id == scene.jeune),
        "{found:?}"
    );
    drop(tx);
    matched(&scene, new.id).await;
    matched(&scene, new.id).await;
    assert!(
        scene
            .natures()
            .await
            .contains(&"delegation_repondre".to_owned())
    );
    let todo = scene.to_do().await;
    let answer = todo.iter().find(|e| e.nature == "delegation_repondre");
    assert_eq!(answer.unwrap().echeance_le, d.reponse_avant);

    // Registered at France Travail, with a place: nothing is unknown, no reason is asked.
    enter(&scene, &delegated(&scene)).await.unwrap();
    let d = find(&scene, new.id).await;
    assert_eq!((d.etat, d.vue()), (EtatDelegation::Acceptee, Vue::EnCours));
    assert_eq!(d.repondue_le, Some(today()));
    assert_eq!(d.identite, None, "the dossier holds it now");
    assert!(
        !scene
            .natures()
            .await
            .contains(&"delegation_repondre".to_owned())
    );

    refused(send_back(&scene, &retour("autre", 1)).await, "mots");
    refused(send_back(&scene, &retour("inconnue", 1)).await, "motif");
    send_back(&scene, &retour("injoignable", 1)).await.unwrap();
    let d = find(&scene, new.id).await;
    assert_eq!((d.vue(), d.motif.as_str()), (Vue::Retournee, "injoignable"));
    assert_eq!((d.fin_le, d.sortie_le), (Some(today()), Some(today())));
    assert!(!scene.natures().await.contains(&"fin_dispositif".to_owned()));
    let titles: Vec<String> = scene.frise().await.into_iter().map(|e| e.titre).collect();
    for said in [
        "Confiée par France Travail",
        "Entrée : Délégation",
        "Sortie : Délégation",
    ] {
        assert!(
            titles.iter().any(|t| t.starts_with(said)),
            "{said}: {titles:?}"
        );
    }
    let mut tx = chef(&scene).await;
    let counts = delegations::comptes(&mut tx).await.unwrap();
    assert_eq!(
        (counts.a_traiter, counts.en_cours, counts.retournees),
        (0, 0, 1)
    );
}

#[tokio::test]
async fn beyond_the_places_a_reason_is_written() {
    let scene = old_scene().await;
    let convention = places(&scene, 0).await;
    let new = nouvelle(&scene, ines(), days_ago(5));
    receive(&scene, &new).await.unwrap();
    matched(&scene, new.id).await;
    let why = refused(enter(&scene, &delegated(&scene)).await, "derogation");
    assert!(why.contains("inconnue"), "{why}");
    let with = Entree {
        derogation: "Accord de l’agence pour une place de plus".into(),
        ..delegated(&scene)
    };
    enter(&scene, &with).await.unwrap();
    let read: String = sqlx::query_scalar(
        "select c ->> 'explication' from adhesion, jsonb_array_elements(conditions) c
         where c ->> 'code' = 'place'",
    )
    .fetch_one(&scene.test.brut)
    .await
    .unwrap();
    assert!(read.contains("aucune place"), "{read}");

    let larger = ConventionSaisie {
        id: convention,
        site: None,
        du: days_ago(300),
        au: None,
        places: 3,
        reference: "Avenant fictif".into(),
    };
    let mut tx = chef(&scene).await;
    delegations::change_convention(&mut tx, &larger, 1)
        .await
        .unwrap();
    let (now, _) = delegations::etat_des_places(&mut tx).await.unwrap();
    assert_eq!((now.total, now.prises), (Some(3), 1));
    let other = ConventionSaisie {
        places: 9,
        ..larger.clone()
    };
    let met = delegations::change_convention(&mut tx, &other, 1).await;
    conflict(met, "Places", "9", "3");
    let bad = ConventionSaisie {
        au: Some(days_ago(400)),
        places: -1,
        reference: String::new(),
        ..larger
    };
    let bad = delegations::change_convention(&mut tx, &bad, 2).await;
    refused(bad, "places");
}

#[tokio::test]
async fn a_return_before_any_answer_says_why_and_forgets() {
    let scene = old_scene().await;
    let other = Confiee {
        prenom: "Manon".into(),
        ..ines()
    };
    let new = nouvelle(&scene, other.clone(), days_ago(5));
    receive(&scene, &new).await.unwrap();
    let twice = nouvelle(&scene, other, days_ago(3));
    assert!(refused(receive(&scene, &twice).await, "nom").contains("déjà"));
    let give = async |retour: Retour| {
        let mut tx = chef(&scene).await;
        delegations::retourner(&mut tx, new.id, &retour).await?;
        tx.commit().await
    };
    refused(give(retour("autre", 1)).await, "mots");
    let early = Retour {
        le: days_ago(9),
        ..retour("hors_public", 1)
    };
    refused(give(early).await, "le");
    give(retour("hors_public", 1)).await.unwrap();
    give(retour("hors_public", 1)).await.unwrap();
    let met = give(retour("sans_place", 1)).await;
    assert!(met.is_err(), "{met:?}");
    assert!(find(&scene, new.id).await.identite.is_some());
    sqlx::query("update delegation set repondue_le = '2026-06-01', recue_le = '2026-05-20', reponse_avant = '2026-06-04'")
        .execute(&scene.test.brut)
        .await
        .unwrap();
    let mut tx = Tx::systeme(&scene.test.db, MlId::from(ML_A)).await.unwrap();
    assert_eq!(delegations::effacer_identites(&mut tx).await.unwrap(), 1);
    tx.commit().await.unwrap();
    assert_eq!(find(&scene, new.id).await.identite, None);
    let mut tx = chef(&scene).await;
    forbidden(delegations::effacer_identites(&mut tx).await);
}

#[tokio::test]
async fn a_list_is_tried_then_imported_and_twice_adds_nobody() {
    let scene = old_scene().await;
    let good = "nom;prenom;naissance;telephone;recue_le\n\
                Exemple;Manon;14/02/2006;06 39 98 00 01;20/11/2026\n\
                Exemple;Théo;03/05/2005;;\n";
    let mut tx = chef(&scene).await;
    let tried = delegations::previsualiser(&mut tx, good.as_bytes())
        .await
        .unwrap();
    assert_eq!(
        (tried.nouvelles, tried.deja, tried.ecarts.len()),
        (2, 0, 0),
        "{tried:?}"
    );
    assert_eq!(delegations::comptes(&mut tx).await.unwrap().a_traiter, 0);
    delegations::importer(&mut tx, good.as_bytes())
        .await
        .unwrap();
    let again = delegations::importer(&mut tx, good.as_bytes())
        .await
        .unwrap();
    assert_eq!((again.nouvelles, again.deja), (0, 2));
    tx.commit().await.unwrap();

    let bad = "nom;prenom;naissance\nExemple;=1+1;31/02/2006\nAutre;Léa;01/01/2006\nAUTRE;Lea;2006-01-01\n;Nina;01/01/1890\n";
    let mut tx = chef(&scene).await;
    let report = delegations::importer(&mut tx, bad.as_bytes())
        .await
        .unwrap();
    let wrong: Vec<(u64, &str)> = report
        .ecarts
        .iter()
        .map(|e| (e.ligne, e.colonne.as_str()))
        .collect();
    for at in [
        (2, "prenom"),
        (2, "naissance"),
        (4, "nom"),
        (5, "nom"),
        (5, "naissance"),
    ] {
        assert!(wrong.contains(&at), "{at:?}: {wrong:?}");
    }
    assert_eq!(delegations::comptes(&mut tx).await.unwrap().a_traiter, 2);
    refused(delegations::importer(&mut tx, b"  ").await, "fichier");
    refused(
        delegations::importer(&mut tx, b"nom;prenom\nA;B").await,
        "fichier",
    );
}

#[tokio::test]
async fn who_may_and_where() {
    let scene = old_scene().await;
    let new = nouvelle(&scene, ines(), days_ago(5));
    let mut tx = scene.tx().await;
    forbidden(delegations::recevoir(&mut tx, &new).await);
    forbidden(delegations::importer(&mut tx, b"x").await);
    receive(&scene, &new).await.unwrap();
    let elsewhere = scene.test.reseau.agent(ML_B, Role::ResponsableSecteur);
    let mut tx = scene.test.tx(elsewhere).await;
    not_found(delegations::find(&mut tx, new.id).await);
    not_found(delegations::retourner(&mut tx, new.id, &retour("erreur", 1)).await);
    let theirs: JeuneId = Scene::person(&scene.test, ML_B).await;
    let dossier = acces::open_for_write(&mut tx, theirs, Section::Plan)
        .await
        .unwrap();
    not_found(delegations::rapprocher(&mut tx, &dossier, new.id, 1).await);
}

#[tokio::test]
async fn the_last_place_is_taken_once() {
    let scene = old_scene().await;
    places(&scene, 1).await;
    let other = Scene::person(&scene.test, ML_A).await;
    sqlx::query("update jeune set premier_accueil_le = '2024-06-03'")
        .execute(&scene.test.brut)
        .await
        .unwrap();
    for jeune in [scene.jeune, other] {
        let new = nouvelle(
            &scene,
            Confiee {
                prenom: jeune.to_string(),
                ..ines()
            },
            days_ago(5),
        );
        receive(&scene, &new).await.unwrap();
        let mut tx = chef(&scene).await;
        let dossier = acces::open_for_write(&mut tx, jeune, Section::Plan)
            .await
            .unwrap();
        delegations::rapprocher(&mut tx, &dossier, new.id, 1)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }
    let take = async |jeune: JeuneId| {
        let mut tx = scene.tx().await;
        let dossier = acces::open_for_write(&mut tx, jeune, Section::Plan).await?;
        dispositifs::enter(&mut tx, &dossier, &delegated(&scene)).await?;
        tx.commit().await
    };
    let (one, two) = tokio::join!(take(scene.jeune), take(other));
    assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
}
