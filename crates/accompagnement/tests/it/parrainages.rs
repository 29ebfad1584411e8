//! Parrainage: a list of volunteers, an entry with one of them, the charter, meetings, the end.

use accompagnement::{
    dispositifs::{self, Entree, Sortie},
    parrainages::{
        self, FinParrainage, Issue, NouveauParrainage, NouvelleRencontre, ParrainSaisi, Parrainage,
    },
    semaine,
};
use chrono::NaiveDate;
use jeunes::acces;
use kernel::{AdhesionId, ParrainId, Role, Section};
use testkit::{ML_A, ML_B};

use crate::{
    dispositifs::{entree, old_scene},
    outils::{Scene, conflict, days_ago, forbidden, not_found, refused, today},
};

fn saisi(scene: &Scene, prenom: &str) -> ParrainSaisi {
    ParrainSaisi {
        id: scene.id(),
        nom: "Marraine".into(),
        prenom: prenom.into(),
        metier: "Menuisière retraitée".into(),
        reseau: "Artisans du bâtiment".into(),
        telephone: "06 39 98 00 01".into(),
        courriel: String::new(),
        charte_le: Some(days_ago(200)),
        filleuls_max: 1,
        depuis: days_ago(200),
        parti_le: None,
    }
}

async fn parrain(scene: &Scene, prenom: &str) -> ParrainId {
    let new = saisi(scene, prenom);
    let mut tx = scene.tx().await;
    parrainages::create_parrain(&mut tx, &new).await.unwrap();
    parrainages::create_parrain(&mut tx, &new).await.unwrap();
    tx.commit().await.unwrap();
    new.id
}

fn entering(scene: &Scene, le: NaiveDate) -> Entree {
    Entree {
        derogation: String::new(),
        ..entree(scene, "parrainage", le)
    }
}

async fn enter(scene: &Scene, new: &Entree, who: ParrainId) -> platform::Result<()> {
    let mut tx = scene.tx().await;
    let dossier = scene.write(&mut tx, Section::Plan).await;
    parrainages::entrer(&mut tx, &dossier, new, (scene.id(), who), None).await?;
    tx.commit().await
}

async fn last(scene: &Scene, course: AdhesionId) -> Parrainage {
    let mut tx = scene.tx().await;
    let dossier = scene.read(&mut tx, Section::Plan).await;
    let all = parrainages::of_adhesion(&mut tx, &dossier, course)
        .await
        .unwrap();
    all.into_iter().next().unwrap()
}

fn rencontre(scene: &Scene, p: &Parrainage, le: NaiveDate) -> NouvelleRencontre {
    NouvelleRencontre {
        id: scene.id(),
        parrainage: p.id,
        le,
        moyen: "entreprise".into(),
        sujet: "reseau".into(),
        issue: Issue::Tenue,
        minutes: Some(90),
    }
}

async fn meet(scene: &Scene, new: &NouvelleRencontre) -> platform::Result<()> {
    let mut tx = scene.tx().await;
    let dossier = scene.write(&mut tx, Section::Plan).await;
    parrainages::noter_rencontre(&mut tx, &dossier, new).await?;
    tx.commit().await
}

fn fin(p: &Parrainage, motif: &str, le: NaiveDate) -> FinParrainage {
    FinParrainage {
        id: p.id,
        version: p.version,
        le,
        motif: motif.into(),
        mots: String::new(),
    }
}

async fn stop(scene: &Scene, fin: &FinParrainage) -> platform::Result<()> {
    let mut tx = scene.tx().await;
    let dossier = scene.write(&mut tx, Section::Plan).await;
    parrainages::terminer(&mut tx, &dossier, fin).await?;
    tx.commit().await
}

#[tokio::test]
async fn from_the_charter_to_the_end() {
    let scene = old_scene().await;
    let maud = parrain(&scene, "Maud").await;
    let new = entering(&scene, days_ago(40));
    enter(&scene, &new, maud).await.unwrap();
    let p = last(&scene, new.id).await;
    assert_eq!((p.parrain, p.debut), (maud, days_ago(40)));
    let natures = scene.natures().await;
    assert!(
        natures.contains(&"charte_parrainage".to_owned()),
        "{natures:?}"
    );

    let sign = async |version, le| {
        let mut tx = scene.tx().await;
        let dossier = scene.write(&mut tx, Section::Plan).await;
        parrainages::signer_charte(&mut tx, &dossier, p.id, (version, le)).await?;
        tx.commit().await
    };
    refused(sign(1, today().succ_opt().unwrap()).await, "charte_le");
    sign(1, days_ago(39)).await.unwrap();
    sign(1, days_ago(39)).await.unwrap();
    conflict(
        sign(1, days_ago(30)).await,
        "Charte signée le",
        "24/10/2026",
        "15/10/2026",
    );
    assert!(
        !scene
            .natures()
            .await
            .contains(&"charte_parrainage".to_owned())
    );

    let first = rencontre(&scene, &p, days_ago(10));
    meet(&scene, &first).await.unwrap();
    meet(&scene, &first).await.unwrap();
    let early = rencontre(&scene, &p, days_ago(60));
    refused(meet(&scene, &early).await, "le");
    let missed = NouvelleRencontre {
        issue: Issue::JeuneAbsent,
        minutes: None,
        ..rencontre(&scene, &p, days_ago(3))
    };
    meet(&scene, &missed).await.unwrap();
    let unknown = NouvelleRencontre {
        sujet: "sante".into(),
        ..rencontre(&scene, &p, days_ago(2))
    };
    refused(meet(&scene, &unknown).await, "sujet");

    // Its hours are kept; no rule says that they count.
    let mut tx = scene.tx().await;
    let dossier = scene.read(&mut tx, Section::Plan).await;
    let week = semaine::week(&mut tx, &dossier, days_ago(10))
        .await
        .unwrap();
    assert_eq!(week.validees, 0);
    drop(tx);
    assert_eq!(
        scene
            .count("select sum(minutes) from heure where nature = 'parrainage'")
            .await,
        90
    );
    let titles: Vec<String> = scene.frise().await.into_iter().map(|e| e.titre).collect();
    for said in [
        "Parrainage : début",
        "Charte",
        "Rencontre de parrainage : réseau",
        "non tenue",
    ] {
        assert!(
            titles.iter().any(|t| t.contains(said)),
            "{said}: {titles:?}"
        );
    }

    let p = last(&scene, new.id).await;
    refused(stop(&scene, &fin(&p, "autre", today())).await, "mots");
    refused(stop(&scene, &fin(&p, "objectif", days_ago(5))).await, "le");
    stop(&scene, &fin(&p, "objectif", days_ago(1)))
        .await
        .unwrap();
    stop(&scene, &fin(&p, "objectif", days_ago(1)))
        .await
        .unwrap();
    let p = last(&scene, new.id).await;
    assert_eq!(
        (p.fin_le, p.fin_motif.as_str()),
        (Some(days_ago(1)), "objectif")
    );
    let natures = scene.natures().await;
    assert!(
        !natures.contains(&"nouvelles_parrainage".to_owned()),
        "{natures:?}"
    );
    assert!(natures.contains(&"fin_dispositif".to_owned()) || !natures.is_empty());
}

#[tokio::test]
async fn nobody_has_more_filleuls_than_they_accept_and_an_exit_frees_them() {
    let scene = old_scene().await;
    let maud = parrain(&scene, "Maud").await;
    let new = entering(&scene, days_ago(40));
    enter(&scene, &new, maud).await.unwrap();

    let other = Scene::person(&scene.test, ML_A).await;
    sqlx::query("update jeune set premier_accueil_le = '2024-06-03'")
        .execute(&scene.test.brut)
        .await
        .unwrap();
    let second = entering(&scene, days_ago(5));
    let give = async || {
        let mut tx = scene.tx().await;
        let dossier = acces::open_for_write(&mut tx, other, Section::Plan).await?;
        parrainages::entrer(&mut tx, &dossier, &second, (scene.id(), maud), None).await?;
        tx.commit().await
    };
    let why = refused(give().await, "parrain");
    assert!(why.contains("n’accepte qu’une personne"), "{why}");

    let sortie = Sortie {
        id: new.id,
        version: 1,
        le: days_ago(2),
        motif: "emploi".into(),
        mots: String::new(),
    };
    let mut tx = scene.tx().await;
    let dossier = scene.write(&mut tx, Section::Plan).await;
    dispositifs::end(&mut tx, &dossier, &sortie).await.unwrap();
    tx.commit().await.unwrap();
    let p = last(&scene, new.id).await;
    assert_eq!((p.fin_le, p.fin_motif.as_str()), (Some(days_ago(2)), ""));
    let natures = scene.natures().await;
    assert!(
        !natures.iter().any(|n| n.contains("parrainage")),
        "{natures:?}"
    );
    give().await.unwrap();

    let mut tx = scene.tx().await;
    let all = parrainages::filleuls(&mut tx, maud).await.unwrap();
    let open: Vec<bool> = all.iter().map(|f| f.fin_le.is_none()).collect();
    assert_eq!(open, [true, false]);
    assert_eq!(
        parrainages::parrain(&mut tx, maud).await.unwrap().filleuls,
        1
    );
    assert!(
        parrainages::choix(&mut tx, today())
            .await
            .unwrap()
            .is_empty()
    );
}

#[tokio::test]
async fn another_may_follow_and_a_meeting_be_taken_back() {
    let scene = old_scene().await;
    let (maud, paul) = (
        parrain(&scene, "Maud").await,
        parrain(&scene, "Paule").await,
    );
    let new = entering(&scene, days_ago(40));
    enter(&scene, &new, maud).await.unwrap();
    let next = NouveauParrainage {
        id: scene.id(),
        adhesion: new.id,
        parrain: paul,
        debut: days_ago(10),
        charte_le: Some(days_ago(10)),
    };
    let follow = async || {
        let mut tx = scene.tx().await;
        let dossier = scene.write(&mut tx, Section::Plan).await;
        parrainages::designer(&mut tx, &dossier, &next).await?;
        tx.commit().await
    };
    refused(follow().await, "parrain");
    let p = last(&scene, new.id).await;
    stop(&scene, &fin(&p, "indisponible", days_ago(11)))
        .await
        .unwrap();
    follow().await.unwrap();
    let p = last(&scene, new.id).await;
    assert_eq!(p.parrain, paul);
    assert!(
        !scene
            .natures()
            .await
            .contains(&"charte_parrainage".to_owned())
    );

    let wrong = rencontre(&scene, &p, days_ago(4));
    meet(&scene, &wrong).await.unwrap();
    let mut tx = scene.tx().await;
    let dossier = scene.write(&mut tx, Section::Plan).await;
    not_found(parrainages::retirer_rencontre(&mut tx, &dossier, p.id, scene.id()).await);
    parrainages::retirer_rencontre(&mut tx, &dossier, p.id, wrong.id)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(
        scene
            .count("select count(*) from heure where nature = 'parrainage'")
            .await,
        0
    );
}

#[tokio::test]
async fn the_list_is_kept_by_those_who_accompany_and_stays_here() {
    let scene = old_scene().await;
    let maud = parrain(&scene, "Maud").await;
    let mut tx = scene.tx_of(Role::ChargeAccueil).await;
    forbidden(parrainages::parrains(&mut tx).await);
    forbidden(parrainages::create_parrain(&mut tx, &saisi(&scene, "Nina")).await);
    let mut tx = scene.test.tx(scene.test.reseau.conseiller(ML_B)).await;
    not_found(parrainages::parrain(&mut tx, maud).await);
    assert!(parrainages::parrains(&mut tx).await.unwrap().is_empty());

    let mut tx = scene.tx().await;
    let now = parrainages::parrain(&mut tx, maud).await.unwrap();
    let wrong = ParrainSaisi {
        nom: " ".into(),
        telephone: String::new(),
        filleuls_max: 0,
        parti_le: Some(days_ago(900)),
        ..saisi(&scene, "Maud")
    };
    let wrong = parrainages::create_parrain(&mut tx, &wrong).await;
    for field in ["nom", "telephone", "filleuls_max", "parti_le"] {
        assert!(matches!(&wrong, Err(platform::Error::Invalid(e)) if !e.get(field).is_empty()));
    }
    let gone = ParrainSaisi {
        id: maud,
        parti_le: Some(today()),
        ..saisi(&scene, "Maud")
    };
    parrainages::change_parrain(&mut tx, &gone, now.version)
        .await
        .unwrap();
    assert!(
        parrainages::choix(&mut tx, today())
            .await
            .unwrap()
            .is_empty()
    );
    let met = parrainages::change_parrain(
        &mut tx,
        &ParrainSaisi {
            filleuls_max: 3,
            ..gone
        },
        1,
    )
    .await;
    conflict(met, "Filleuls acceptés", "3", "1");
    tx.commit().await.unwrap();
    let late = enter(&scene, &entering(&scene, today()), maud).await;
    refused(late, "parrain");
}
