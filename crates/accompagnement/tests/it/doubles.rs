//! A form posted twice makes one thing.

use accompagnement::{
    contacts_rapides, demandes, diagnostic,
    diagnostic::Niveau,
    entretiens,
    entretiens::{NoteSaisie, ProchainContact},
    freins, notes, plan,
};
use kernel::Section;

use crate::outils::{Scene, today};

#[tokio::test]
async fn every_creation_may_be_posted_twice() {
    let scene = Scene::new().await;
    let demande = scene.demande();
    let proposition = demandes::NouvelleProposition {
        id: scene.id(),
        demande: Some(demande.id),
        nature: "atelier".into(),
        libelle: "Atelier CV".into(),
        proposee_le: today(),
    };
    let mut said = scene.diagnostic(&[("mobilite", Niveau::Urgent), ("emploi", Niveau::CaVa)]);
    said.freins_trouves = vec!["cv_a_creer".into()];
    let frein = scene.frein("code_route");
    let objectif = scene.objectif(frein.id);
    let action = scene.action(objectif.id);
    let accord = plan::NouvelAccord {
        id: scene.id(),
        donne_le: today(),
        decisions: vec![plan::Decision {
            objectif: objectif.id,
            version: 1,
            oui: false,
        }],
    };
    let mut entretien = scene.entretien();
    entretien.note_confidentielle = Some(NoteSaisie {
        id: scene.id(),
        texte: "Note".into(),
    });
    entretien.faits.prochain_contact = Some(ProchainContact {
        le: today(),
        moyen: "sms".into(),
    });
    entretien.actions_ajoutees = vec![scene.action(objectif.id)];
    let note = notes::NouvelleNote {
        id: scene.id(),
        texte: "Seule".into(),
        entretien: None,
    };
    let contact = scene.contact();
    let mut counts = Vec::new();
    for _ in 0..2 {
        let mut tx = scene.tx().await;
        let dossier = scene.write(&mut tx, Section::Entretiens).await;
        demandes::create(&mut tx, &dossier, &demande).await.unwrap();
        demandes::propose(&mut tx, &dossier, &proposition)
            .await
            .unwrap();
        diagnostic::record(&mut tx, &dossier, &said).await.unwrap();
        freins::add(&mut tx, &dossier, &frein).await.unwrap();
        plan::add_objectif(&mut tx, &dossier, &objectif)
            .await
            .unwrap();
        plan::add_action(&mut tx, &dossier, &action).await.unwrap();
        plan::give_agreement(&mut tx, &dossier, &accord)
            .await
            .unwrap();
        entretiens::record(&mut tx, &dossier, &entretien)
            .await
            .unwrap();
        notes::write(&mut tx, &dossier, &note).await.unwrap();
        contacts_rapides::record(&mut tx, &dossier, &contact)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let sql = "select (select count(*) from demande) * 1000000 + (select count(*) from
             proposition) * 100000 + (select count(*) from diagnostic_domaine) * 10000 +
             (select count(*) from frein) * 1000 + (select count(*) from action) * 100 +
             (select count(*) from note) * 10 + (select count(*) from accord)";
        let rows = scene.count(sql).await;
        let frise = scene.count("select count(*) from evenement").await;
        let to_do = scene
            .count("select count(*) from echeance where close_le is null")
            .await;
        let audit = scene
            .count("select count(*) from audit where action <> 'lecture'")
            .await;
        counts.push((rows, frise, to_do, audit));
    }
    assert_eq!(counts[0], counts[1]);
    assert_eq!(counts[0].0, 1_122_221);
}

#[tokio::test]
async fn two_posts_at_the_same_instant_make_one_contact() {
    let scene = Scene::new().await;
    let contact = scene.contact();
    let post = async || {
        let mut tx = scene.tx().await;
        let dossier = scene.write(&mut tx, Section::Contacts).await;
        contacts_rapides::record(&mut tx, &dossier, &contact)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    };
    tokio::join!(post(), post(), post());
    assert_eq!(
        scene
            .count("select count(*) from evenement where objet = 'contact'")
            .await,
        1
    );
}

#[tokio::test]
async fn two_posts_at_the_same_instant_make_one_interview() {
    let scene = Scene::new().await;
    let draft = scene.entretien();
    let post = async || {
        let mut tx = scene.tx().await;
        let dossier = scene.write(&mut tx, Section::Entretiens).await;
        entretiens::record(&mut tx, &dossier, &draft).await.unwrap();
        tx.commit().await.unwrap();
    };
    tokio::join!(post(), post(), post());
    assert_eq!(scene.count("select count(*) from entretien").await, 1);
    assert_eq!(
        scene
            .count("select count(*) from evenement where objet = 'entretien'")
            .await,
        1
    );
}

#[tokio::test]
async fn a_change_posted_twice_is_no_conflict() {
    let scene = Scene::new().await;
    let mut tx = scene.tx().await;
    let dossier = scene.write(&mut tx, Section::Diagnostic).await;
    let frein = scene.frein("code_route");
    freins::add(&mut tx, &dossier, &frein).await.unwrap();
    let levee = freins::LeveeFrein {
        id: frein.id,
        version: 1,
        le: today(),
        motif: "reglee_seul".into(),
        precisions: "Examen réussi".into(),
    };
    freins::lift(&mut tx, &dossier, &levee).await.unwrap();
    freins::lift(&mut tx, &dossier, &levee).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(
        scene
            .count("select count(*) from evenement where objet = 'frein'")
            .await,
        1
    );
    assert_eq!(scene.test.audit("levee").await, 1);
}
