//! A dispositif of one mission locale: added, examined, entered, left, corrected, closed.

use std::collections::BTreeMap;

use accompagnement::dispositifs::{
    self, Adhesion, Dispositif, Entree, EtatCondition, LocalSaisi, Reponse, Sortie, examine,
};
use chrono::NaiveDate;
use jeunes::situations;
use kernel::{Role, Section};
use testkit::ML_B;
use uuid::Uuid;

use crate::{
    dispositifs::{enter, entree, old_scene},
    outils::{Scene, days_ago, forbidden, not_found, refused, today},
};

fn saisi(scene: &Scene) -> LocalSaisi {
    LocalSaisi {
        id: scene.id(),
        code: scene.id(),
        valide_du: days_ago(100),
        valide_au: None,
        libelle: "Action fictive de la région".into(),
        nom_court: "Action région".into(),
        resume: "Six mois pour découvrir un métier.".into(),
        groupe: String::new(),
        age_min: 18,
        age_max: 25,
        age_max_rqth: Some(29),
        age_sortie: None,
        duree_mois: Some(6),
        duree_max_mois: Some(9),
        signature: true,
        minutes_semaine: Some(600),
        phases: true,
        documents: vec!["Fiche de liaison".into()],
        conditions: vec!["volonte".into(), "hors_formation".into()],
        questions: vec!["Habite dans un quartier prioritaire".into()],
        sorties: vec!["emploi".into(), "autre".into()],
        prescripteur: "La région".into(),
        reference: "Convention fictive 2026-7".into(),
        motif: String::new(),
    }
}

async fn add(scene: &Scene, new: &LocalSaisi) -> platform::Result<()> {
    let mut tx = scene.tx_of(Role::Directeur).await;
    dispositifs::add(&mut tx, new).await?;
    tx.commit().await
}

async fn correct(scene: &Scene, new: &LocalSaisi, avant: Uuid) -> platform::Result<()> {
    let mut tx = scene.tx_of(Role::Directeur).await;
    dispositifs::correct(&mut tx, new, avant).await?;
    tx.commit().await
}

async fn offered(scene: &Scene, code: Uuid, le: NaiveDate) -> Option<Dispositif> {
    let mut tx = scene.tx().await;
    let all = dispositifs::catalogue(&mut tx, le).await.unwrap();
    all.into_iter().find(|d| d.code == code.to_string())
}

async fn only(scene: &Scene) -> Adhesion {
    let mut tx = scene.tx().await;
    let dossier = scene.read(&mut tx, Section::Plan).await;
    let all = dispositifs::list(&mut tx, &dossier).await.unwrap();
    assert_eq!(all.len(), 1);
    all.into_iter().next().unwrap()
}

fn entering(scene: &Scene, code: Uuid) -> Entree {
    let mut new = entree(scene, &code.to_string(), days_ago(30));
    new.reponses.insert("question_1".into(), Reponse::Oui);
    new.derogation = "Situation à noter".into();
    new
}

#[tokio::test]
async fn it_is_offered_examined_entered_and_left_as_the_others() {
    let scene = old_scene().await;
    let new = saisi(&scene);
    add(&scene, &new).await.unwrap();
    add(&scene, &new).await.unwrap();
    let d = offered(&scene, new.code, today()).await.unwrap();
    assert!(d.local && d.groupe == new.code.to_string());
    assert!(offered(&scene, new.code, days_ago(101)).await.is_none());

    let mut tx = scene.tx().await;
    let dossier = scene.read(&mut tx, Section::Plan).await;
    let lived = situations::list(&mut tx, &dossier).await.unwrap();
    let lues = examine(
        &mut tx,
        &dossier,
        &lived,
        &d,
        days_ago(30),
        &BTreeMap::new(),
    )
    .await
    .unwrap();
    let codes: Vec<&str> = lues.iter().map(|c| c.code.as_str()).collect();
    assert_eq!(
        codes,
        [
            "age",
            "volonte",
            "question_1",
            "hors_formation",
            "sans_autre"
        ]
    );
    assert_eq!(lues[0].etat, EtatCondition::Remplie);
    assert_eq!(lues[2].libelle, "Habite dans un quartier prioritaire");
    assert!(lues.iter().all(|c| c.reference == new.reference));
    drop(tx);

    let mut no = entering(&scene, new.code);
    no.reponses.insert("question_1".into(), Reponse::Non);
    refused(enter(&scene, &no).await, "conditions");
    enter(&scene, &entering(&scene, new.code)).await.unwrap();
    let a = only(&scene).await;
    assert_eq!(a.nom, new.libelle);
    assert_eq!(a.fin_prevue, NaiveDate::from_ymd_opt(2027, 4, 23));
    let natures = scene.natures().await;
    assert!(
        natures.contains(&"signer_contrat".to_owned()),
        "{natures:?}"
    );

    let sortie = |motif: &str| Sortie {
        id: a.id,
        version: a.version,
        le: days_ago(1),
        motif: motif.into(),
        mots: String::new(),
    };
    let end = async |sortie: Sortie| {
        let mut tx = scene.tx().await;
        let dossier = scene.write(&mut tx, Section::Plan).await;
        dispositifs::end(&mut tx, &dossier, &sortie).await?;
        tx.commit().await
    };
    refused(end(sortie("abandon")).await, "motif");
    end(sortie("emploi")).await.unwrap();
    assert_eq!(only(&scene).await.sortie_le, Some(days_ago(1)));
    let titles: Vec<String> = scene.frise().await.into_iter().map(|e| e.titre).collect();
    for said in ["Entrée : Action région", "Sortie : Action région"] {
        assert!(titles.iter().any(|t| t == said), "{said}: {titles:?}");
    }
}

#[tokio::test]
async fn a_correction_is_a_new_row_and_who_entered_keeps_hers() {
    let scene = old_scene().await;
    let first = saisi(&scene);
    add(&scene, &first).await.unwrap();
    enter(&scene, &entering(&scene, first.code)).await.unwrap();
    let next = LocalSaisi {
        id: scene.id(),
        valide_du: today(),
        duree_mois: Some(3),
        duree_max_mois: None,
        ..first.clone()
    };
    refused(correct(&scene, &next, first.id).await, "motif");
    let next = LocalSaisi {
        motif: "Avenant fictif".into(),
        ..next
    };
    let early = LocalSaisi {
        id: scene.id(),
        valide_du: days_ago(200),
        ..next.clone()
    };
    refused(correct(&scene, &early, first.id).await, "valide_du");
    correct(&scene, &next, first.id).await.unwrap();
    correct(&scene, &next, first.id).await.unwrap();
    let stale = LocalSaisi {
        id: scene.id(),
        ..next.clone()
    };
    refused(correct(&scene, &stale, first.id).await, "valide_du");
    let same_day = LocalSaisi {
        id: scene.id(),
        duree_mois: Some(4),
        ..next.clone()
    };
    correct(&scene, &same_day, next.id).await.unwrap();
    assert_eq!(
        offered(&scene, first.code, today())
            .await
            .unwrap()
            .duree_mois,
        Some(4)
    );
    let before = offered(&scene, first.code, days_ago(1)).await.unwrap();
    assert_eq!(before.duree_mois, Some(6));
    let a = only(&scene).await;
    let mut tx = scene.tx().await;
    let hers = dispositifs::dispositif_of(&mut tx, &a).await.unwrap();
    assert_eq!(hers.duree_mois, Some(6));
    let rows = dispositifs::local(&mut tx, first.code).await.unwrap();
    assert_eq!(rows.len(), 3, "every row is kept");
    drop(tx);

    let mut tx = scene.tx_of(Role::Directeur).await;
    dispositifs::close(&mut tx, first.code, Some(today()))
        .await
        .unwrap();
    let early = dispositifs::close(&mut tx, first.code, Some(days_ago(3))).await;
    refused(early, "valide_au");
    tx.commit().await.unwrap();
    assert!(offered(&scene, first.code, today()).await.is_some());
    assert!(
        offered(&scene, first.code, today().succ_opt().unwrap())
            .await
            .is_none()
    );
}

#[tokio::test]
async fn another_mission_locale_neither_sees_nor_offers_it() {
    let scene = old_scene().await;
    let new = saisi(&scene);
    let mut tx = scene.tx().await;
    forbidden(dispositifs::add(&mut tx, &new).await);
    drop(tx);
    add(&scene, &new).await.unwrap();
    let elsewhere = scene.test.reseau.agent(ML_B, Role::Directeur);
    let mut tx = scene.test.tx(elsewhere).await;
    let all = dispositifs::catalogue(&mut tx, today()).await.unwrap();
    assert!(all.iter().all(|d| !d.local));
    not_found(dispositifs::local(&mut tx, new.code).await);
    assert!(dispositifs::locaux(&mut tx).await.unwrap().is_empty());

    let mut wrong = saisi(&scene);
    wrong.age_max = 12;
    wrong.duree_max_mois = Some(2);
    wrong.libelle = String::new();
    wrong.conditions = vec!["sante".into()];
    wrong.sorties = vec!["ailleurs".into()];
    wrong.groupe = "inconnu".into();
    let wrong = add(&scene, &wrong).await;
    for field in [
        "age_max",
        "duree_max_mois",
        "libelle",
        "conditions",
        "sorties",
        "groupe",
    ] {
        assert!(
            matches!(&wrong, Err(platform::Error::Invalid(e)) if !e.get(field).is_empty()),
            "{field}: {wrong:?}"
        );
    }
}

/// After a transfer the course is known by its name only, and can be left.
#[tokio::test]
async fn a_course_of_another_mission_locale_has_a_name() {
    let scene = old_scene().await;
    let new = saisi(&scene);
    add(&scene, &new).await.unwrap();
    enter(&scene, &entering(&scene, new.code)).await.unwrap();
    sqlx::query("delete from dispositif_local")
        .execute(&scene.test.brut)
        .await
        .unwrap();
    let a = only(&scene).await;
    let mut tx = scene.tx().await;
    let d = dispositifs::dispositif_of(&mut tx, &a).await.unwrap();
    assert_eq!(d.libelle, new.libelle);
    let dossier = scene.write(&mut tx, Section::Plan).await;
    let sortie = Sortie {
        id: a.id,
        version: a.version,
        le: today(),
        motif: "demenagement".into(),
        mots: String::new(),
    };
    dispositifs::end(&mut tx, &dossier, &sortie).await.unwrap();
}
