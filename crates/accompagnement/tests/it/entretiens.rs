//! The one screen.

use accompagnement::{
    contacts_rapides,
    entretiens::{self, EvenementSaisi, FreinLeve, ModificationEntretien, ProchainContact},
    freins,
};
use chrono::{Days, NaiveTime};
use kernel::{EntretienId, Section};

use crate::outils::{Scene, days_ago, faits, not_found, refused, today};

fn next(n: u64) -> ProchainContact {
    ProchainContact {
        le: today() + Days::new(n),
        moyen: "telephone".into(),
    }
}

async fn record(scene: &Scene, ago: u64, prochain_contact: Option<ProchainContact>) -> EntretienId {
    let mut draft = scene.entretien();
    draft.faits.realise_le = days_ago(ago);
    draft.faits.prochain_contact = prochain_contact;
    let mut tx = scene.tx().await;
    let dossier = scene.write(&mut tx, Section::Entretiens).await;
    entretiens::record(&mut tx, &dossier, &draft).await.unwrap();
    tx.commit().await.unwrap();
    draft.id
}

#[tokio::test]
async fn the_latest_interview_alone_sets_the_next_contact() {
    let scene = Scene::new().await;
    record(&scene, 5, Some(next(3))).await;
    assert_eq!(scene.natures().await, ["prochain_contact"]);
    assert_eq!(
        scene.to_do().await[0].libelle,
        "Reprendre contact (Téléphone)"
    );
    record(&scene, 40, None).await;
    assert_eq!(
        scene.natures().await,
        ["prochain_contact"],
        "typed late, changes nothing"
    );
    record(&scene, 40, Some(next(1))).await;
    assert_eq!(scene.to_do().await[0].echeance_le, today() + Days::new(3));
    let last = record(&scene, 1, Some(next(5))).await;
    assert_eq!(scene.to_do().await[0].echeance_le, today() + Days::new(5));

    let mut tx = scene.tx().await;
    let dossier = scene.write(&mut tx, Section::Entretiens).await;
    let mut change = ModificationEntretien {
        id: last,
        version: 1,
        faits: faits(),
    };
    change.faits.prochain_contact = Some(next(6));
    entretiens::update(&mut tx, &dossier, &change)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(scene.to_do().await[0].echeance_le, today() + Days::new(6));

    // Nobody was reached: still to do. Someone was: done, and a correction does not bring it back.
    for (resultat, left) in [("sans_reponse", 1), ("tiers_joint", 0)] {
        let mut contact = scene.contact();
        contact.resultat = resultat.into();
        let mut tx = scene.tx().await;
        let dossier = scene.write(&mut tx, Section::Contacts).await;
        contacts_rapides::record(&mut tx, &dossier, &contact)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        assert_eq!(scene.to_do().await.len(), left, "{resultat}");
    }
    (change.version, change.faits.resume) = (2, "Autre résumé".into());
    let mut tx = scene.tx().await;
    let dossier = scene.write(&mut tx, Section::Entretiens).await;
    entretiens::update(&mut tx, &dossier, &change)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert!(scene.to_do().await.is_empty());
}

#[tokio::test]
async fn an_interview_is_read_and_corrected_with_its_evenements() {
    let scene = Scene::new().await;
    let mut draft = scene.entretien();
    draft.faits.heure = NaiveTime::from_hms_opt(14, 30, 0);
    draft.faits.presents = vec!["jeune".into(), "parent".into()];
    let event = |nature: &str, theme: &str| EvenementSaisi {
        nature: nature.into(),
        theme: theme.into(),
    };
    // The same as the interview's own: it is not lost.
    draft.faits.evenements = vec![
        event("entretien_individuel", "emploi"),
        event("telephone", "logement"),
        event("telephone", "emploi"),
    ];
    let mut tx = scene.tx().await;
    let dossier = scene.write(&mut tx, Section::Entretiens).await;
    entretiens::record(&mut tx, &dossier, &draft).await.unwrap();
    let read = scene.read(&mut tx, Section::Entretiens).await;
    let found = entretiens::find(&mut tx, &read, draft.id).await.unwrap();
    let mut expected = draft.faits.clone();
    expected.evenements.swap(1, 2);
    assert_eq!(found.faits, expected, "in the order of the lists");
    assert!(found.agent_nom.contains("Conseiller") && !found.a_une_note);

    let mut change = ModificationEntretien {
        id: draft.id,
        version: 1,
        faits: found.faits,
    };
    change.faits.evenements.truncate(1);
    change.faits.realise_le = days_ago(2);
    entretiens::update(&mut tx, &dossier, &change)
        .await
        .unwrap();
    let found = entretiens::find(&mut tx, &read, draft.id).await.unwrap();
    assert_eq!((found.faits, found.version), (change.faits, 2));
    let list = entretiens::list(&mut tx, &read, 10).await.unwrap();
    assert_eq!((list.len(), list[0].realise_le), (1, days_ago(2)));
    not_found(entretiens::find(&mut tx, &read, scene.id()).await);
    tx.commit().await.unwrap();
    let frise = scene.frise().await;
    let of = frise.iter().filter(|e| e.objet == "entretien");
    let days: Vec<_> = of.map(|e| e.survenu_le).collect();
    assert_eq!(days, [days_ago(2), days_ago(2)]);
}

#[tokio::test]
async fn what_is_not_acceptable_says_the_field() {
    let scene = Scene::new().await;
    let mut tx = scene.tx().await;
    let dossier = scene.write(&mut tx, Section::Entretiens).await;
    let mut draft = scene.entretien();
    draft.faits.realise_le = today() + Days::new(1);
    draft.faits.duree_minutes = 0;
    draft.faits.modalite = "telepathie".into();
    draft.faits.evenements = vec![EvenementSaisi {
        nature: "danse".into(),
        theme: "emploi".into(),
    }];
    draft.freins_trouves = vec!["maladie".into()];
    draft.actions_ajoutees = vec![scene.action(scene.id())];
    draft.actions_ajoutees[0].libelle = String::new();
    for field in [
        "realise_le",
        "duree_minutes",
        "modalite",
        "evenements",
        "freins_trouves",
        "actions_ajoutees",
    ] {
        refused(entretiens::record(&mut tx, &dossier, &draft).await, field);
    }
    let mut draft = scene.entretien();
    draft.actions_ajoutees = vec![scene.action(scene.id())];
    refused(
        entretiens::record(&mut tx, &dossier, &draft).await,
        "actions_ajoutees",
    );
    drop(tx);

    let mut tx = scene.tx().await;
    let dossier = scene.write(&mut tx, Section::Entretiens).await;
    let frein = scene.frein("code_route");
    freins::add(&mut tx, &dossier, &frein).await.unwrap();
    let mut draft = scene.entretien();
    draft.faits.realise_le = days_ago(9);
    draft.freins_leves = vec![FreinLeve {
        frein: frein.id,
        motif: "reglee_seul".into(),
    }];
    let sentence = refused(
        entretiens::record(&mut tx, &dossier, &draft).await,
        "freins_leves",
    );
    assert!(sentence.contains("après cet entretien"), "{sentence}");
    draft.id = scene.id();
    draft.faits.realise_le = days_ago(1);
    entretiens::record(&mut tx, &dossier, &draft).await.unwrap();
    draft.id = scene.id();
    draft.freins_leves[0].motif = "aide_obtenue".into();
    let sentence = refused(
        entretiens::record(&mut tx, &dossier, &draft).await,
        "freins_leves",
    );
    assert!(sentence.contains("Réglé en autonomie") && sentence.contains("22/11/2026"));
    draft.id = scene.id();
    draft.freins_leves[0].frein = scene.id();
    not_found(entretiens::record(&mut tx, &dossier, &draft).await);
}

#[tokio::test]
async fn the_form_proposes_a_weekday_for_the_next_contact() {
    let scene = Scene::new().await;
    let tx = scene.tx().await;
    // 23 November + 30 days is Wednesday 23 December.
    let day = entretiens::default_next_contact(&tx, today()).unwrap();
    assert_eq!(day, today() + Days::new(30));
}
