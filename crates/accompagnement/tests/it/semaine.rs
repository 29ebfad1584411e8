//! The hours of a week: what counts, what is wanted, what is declared.

use accompagnement::semaine::{self, Decision, NouvelleCible, NouvelleDemarche, SemaineComptee};
use chrono::Days;
use jeunes::heures::{self, NouvelleHeure};
use kernel::Section;
use platform::Error;

use crate::{
    dispositifs::{enter, entree, old_scene},
    outils::{Scene, days_ago, refused, today},
};

pub(crate) async fn week(scene: &Scene) -> SemaineComptee {
    let mut tx = scene.tx().await;
    let dossier = scene.read(&mut tx, Section::Plan).await;
    semaine::week(&mut tx, &dossier, today()).await.unwrap()
}

async fn declare(scene: &Scene, new: &NouvelleDemarche) -> platform::Result<()> {
    let mut tx = scene.tx().await;
    let dossier = scene.write(&mut tx, Section::Plan).await;
    semaine::declare(&mut tx, &dossier, new).await?;
    tx.commit().await
}

fn demarche(scene: &Scene, minutes: i32) -> NouvelleDemarche {
    NouvelleDemarche {
        id: scene.id(),
        faite_le: today(),
        categorie: "emploi".into(),
        libelle: "Trois candidatures".into(),
        minutes,
    }
}

async fn decide(scene: &Scene, decision: Decision) -> platform::Result<()> {
    let mut tx = scene.tx().await;
    let dossier = scene.write(&mut tx, Section::Plan).await;
    semaine::decide(&mut tx, &dossier, &decision).await?;
    tx.commit().await
}

#[tokio::test]
async fn a_demarche_counts_once_it_is_validated() {
    let scene = old_scene().await;
    let new = demarche(&scene, 90);
    declare(&scene, &new).await.unwrap();
    declare(&scene, &new).await.unwrap();
    let before = week(&scene).await;
    assert_eq!((before.validees, before.prevues), (0, 90));
    let validate = Decision {
        id: new.id,
        version: 1,
        retenues: Some(60),
    };
    decide(&scene, validate).await.unwrap();
    let after = week(&scene).await;
    assert_eq!((after.validees, after.prevues), (60, 0));
    let stale = Decision {
        retenues: None,
        ..validate
    };
    assert!(matches!(
        decide(&scene, stale).await,
        Err(Error::Conflict(_))
    ));
    let aside = Decision {
        version: 2,
        ..stale
    };
    decide(&scene, aside).await.unwrap();
    assert_eq!(week(&scene).await.validees, 0);
}

#[tokio::test]
async fn a_bad_length_is_refused() {
    let scene = old_scene().await;
    for minutes in [0, -30, 25 * 60] {
        refused(declare(&scene, &demarche(&scene, minutes)).await, "minutes");
    }
    let late = NouvelleDemarche {
        faite_le: today() + Days::new(1),
        ..demarche(&scene, 30)
    };
    refused(declare(&scene, &late).await, "faite_le");
}

#[tokio::test]
async fn the_list_counts_as_the_dossier_does() {
    let mut scene = old_scene().await;
    enter(&scene, &entree(&scene, "cej", days_ago(30)))
        .await
        .unwrap();
    declare(&scene, &demarche(&scene, 45)).await.unwrap();
    let mut tx = scene.tx().await;
    let dossier = scene.write(&mut tx, Section::Plan).await;
    for (nature, minutes, validee) in [
        ("rendez_vous", 50, true),
        ("atelier", 180, false),
        ("emploi", 600, true),
        ("sans_regle", 70, true),
    ] {
        let hour = NouvelleHeure {
            jour: today(),
            minutes,
            nature,
            validee,
            objet: nature,
            objet_id: scene.id(),
        };
        heures::push(&mut tx, &dossier, &hour).await.unwrap();
    }
    tx.commit().await.unwrap();
    let one = week(&scene).await;
    assert_eq!((one.validees, one.prevues), (50, 225));
    assert_eq!(one.cible.as_ref().map(|c| c.minutes), Some(900));
    let mut tx = scene.tx().await;
    let rows = semaine::of_mine(&mut tx, today()).await.unwrap();
    assert_eq!(rows.len(), 1);
    let row = &rows[0];
    assert_eq!((row.validees, row.prevues, row.cible), (50, 225, 900));
    assert_eq!(row.a_voir, 1);
    tx.commit().await.unwrap();

    // The flat lengths of the incumbent, when the parameter says so.
    scene.test.parametre("heures_au_forfait", 1).await;
    let one = week(&scene).await;
    assert_eq!((one.validees, one.prevues), (60, 240 + 120));
    let mut tx = scene.tx().await;
    let rows = semaine::of_mine(&mut tx, today()).await.unwrap();
    assert_eq!((rows[0].validees, rows[0].prevues), (60, 360));
}

#[tokio::test]
async fn a_target_is_dated_and_replaces_the_former() {
    let scene = old_scene().await;
    let set = async |new: NouvelleCible| -> platform::Result<()> {
        let mut tx = scene.tx().await;
        let dossier = scene.write(&mut tx, Section::Plan).await;
        semaine::set_target(&mut tx, &dossier, &new).await?;
        semaine::set_target(&mut tx, &dossier, &new).await?;
        tx.commit().await
    };
    let cible = |minutes, du| NouvelleCible {
        id: scene.id(),
        du,
        minutes,
        motif: "montee".into(),
    };
    refused(set(cible(41 * 60, today())).await, "minutes");
    set(cible(600, days_ago(20))).await.unwrap();
    set(cible(300, days_ago(3))).await.unwrap();
    assert_eq!(week(&scene).await.cible.map(|c| c.minutes), Some(300));
    let open = "select count(*) from cible_heures where au is null";
    assert_eq!(scene.count(open).await, 1);
}
