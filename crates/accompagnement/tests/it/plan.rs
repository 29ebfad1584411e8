//! The plan, its échéances, and the agreements kept as they were.

use accompagnement::{
    freins::{self, Reouverture},
    plan::{
        self, ChangementAction, ChangementObjectif, Decision, EtatAction, EtatObjectif,
        ModificationAction, ModificationObjectif, NouvelAccord, NouvelObjectif, Origine, Qui,
        Reponse,
    },
};
use chrono::Days;
use jeunes::DossierForWrite;
use kernel::{ObjectifId, Section};
use platform::Tx;

use crate::outils::{Scene, days_ago, not_found, refused, today};

async fn with_objectif(scene: &Scene, tx: &mut Tx) -> (DossierForWrite, ObjectifId) {
    let dossier = scene.write(tx, Section::Plan).await;
    let frein = scene.frein("code_route");
    freins::add(tx, &dossier, &frein).await.unwrap();
    let objectif = scene.objectif(frein.id);
    plan::add_objectif(tx, &dossier, &objectif).await.unwrap();
    (dossier, objectif.id)
}

fn to(scene_action: kernel::ActionId, version: i32, etat: EtatAction) -> ChangementAction {
    ChangementAction {
        id: scene_action,
        version,
        etat,
        le: today(),
        motif_abandon: if etat == EtatAction::Abandonnee {
            "delai_passe".into()
        } else {
            String::new()
        },
    }
}

#[tokio::test]
async fn an_open_action_is_an_echeance_until_it_ends() {
    let scene = Scene::new().await;
    let mut tx = scene.tx().await;
    let (dossier, objectif) = with_objectif(&scene, &mut tx).await;
    let mut action = scene.action(objectif);
    action.libelle = "Très long ".repeat(20);
    action.echeance_le = Some(today() + Days::new(14));
    plan::add_action(&mut tx, &dossier, &action).await.unwrap();
    let mut undated = scene.action(objectif);
    undated.echeance_le = None;
    plan::add_action(&mut tx, &dossier, &undated).await.unwrap();
    tx.commit().await.unwrap();
    let rows: Vec<(String, chrono::NaiveDate, chrono::NaiveDate)> = sqlx::query_as(
        "select libelle, visible_le, echeance_le from echeance where nature = 'action'
         order by echeance_le",
    )
    .fetch_all(&scene.test.brut)
    .await
    .unwrap();
    assert_eq!(rows[0].0.chars().count(), 120);
    assert_eq!((rows[0].1, rows[0].2), (today(), today() + Days::new(14)));
    assert_eq!(
        rows[1].2,
        today() + Days::new(30),
        "delai_rappel_contact_jours"
    );
    let shown = scene
        .to_do()
        .await
        .iter()
        .filter(|e| e.nature == "action")
        .count();
    assert_eq!(shown, 1, "the other one is not yet to be seen");

    for (version, etat, open) in [
        (1, EtatAction::EnCours, 1),
        (2, EtatAction::Faite, 0),
        (3, EtatAction::EnCours, 1),
        (4, EtatAction::Abandonnee, 0),
    ] {
        let mut tx = scene.tx().await;
        let dossier = scene.write(&mut tx, Section::Plan).await;
        plan::change_action_state(&mut tx, &dossier, &to(action.id, version, etat))
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let shown = scene
            .to_do()
            .await
            .iter()
            .filter(|e| e.nature == "action")
            .count();
        assert_eq!(shown, open, "{etat}");
        let done = scene
            .frise()
            .await
            .iter()
            .filter(|e| e.objet == "action")
            .count();
        assert_eq!(done, usize::from(etat == EtatAction::Faite), "{etat}");
    }
}

#[tokio::test]
async fn an_action_follows_the_rules_of_its_states() {
    let scene = Scene::new().await;
    let mut tx = scene.tx().await;
    let (dossier, objectif) = with_objectif(&scene, &mut tx).await;
    let action = scene.action(objectif);
    plan::add_action(&mut tx, &dossier, &action).await.unwrap();
    let mut without_reason = to(action.id, 1, EtatAction::Abandonnee);
    without_reason.motif_abandon = String::new();
    let done = plan::change_action_state(&mut tx, &dossier, &without_reason).await;
    refused(done, "motif_abandon");
    let change = to(action.id, 1, EtatAction::Faite);
    plan::change_action_state(&mut tx, &dossier, &change)
        .await
        .unwrap();
    let change = to(action.id, 2, EtatAction::Abandonnee);
    refused(
        plan::change_action_state(&mut tx, &dossier, &change).await,
        "etat",
    );
    let close = ChangementObjectif {
        id: objectif,
        version: 1,
        etat: EtatObjectif::Atteint,
        le: today(),
    };
    plan::change_objectif_state(&mut tx, &dossier, &close)
        .await
        .unwrap();
    let change = to(action.id, 2, EtatAction::EnCours);
    let sentence = refused(
        plan::change_action_state(&mut tx, &dossier, &change).await,
        "etat",
    );
    assert!(sentence.contains("l’objectif"));
    not_found(plan::add_action(&mut tx, &dossier, &scene.action(objectif)).await);
    let mut partner = scene.action(objectif);
    partner.qui = Qui::Partenaire;
    refused(
        plan::add_action(&mut tx, &dossier, &partner).await,
        "partenaire",
    );
}

#[tokio::test]
async fn a_closed_objectif_gives_up_its_open_actions() {
    let scene = Scene::new().await;
    let mut tx = scene.tx().await;
    let (dossier, objectif) = with_objectif(&scene, &mut tx).await;
    let (done, open) = (scene.action(objectif), scene.action(objectif));
    for action in [&done, &open] {
        plan::add_action(&mut tx, &dossier, action).await.unwrap();
    }
    plan::change_action_state(&mut tx, &dossier, &to(done.id, 1, EtatAction::Faite))
        .await
        .unwrap();
    let close = ChangementObjectif {
        id: objectif,
        version: 1,
        etat: EtatObjectif::Atteint,
        le: today(),
    };
    plan::change_objectif_state(&mut tx, &dossier, &close)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let mut tx = scene.tx().await;
    let read = scene.read(&mut tx, Section::Plan).await;
    let plan = plan::read(&mut tx, &read).await.unwrap();
    let vu = plan.objectifs().next().unwrap();
    assert_eq!((vu.faites, vu.total, vu.a_clore), (1, 1, false));
    let given_up = vu.actions.iter().find(|a| a.id == open.id).unwrap();
    assert_eq!(
        (given_up.etat, &*given_up.motif_abandon),
        (EtatAction::Abandonnee, "plus_utile")
    );
    assert_eq!(scene.natures().await, ["premier_entretien"]);
    let titles: Vec<String> = scene.frise().await.into_iter().map(|e| e.titre).collect();
    assert!(titles.contains(&"Objectif atteint : Obtenir le code de la route".to_owned()));
}

#[tokio::test]
async fn an_agreement_is_kept_as_it_was() {
    let scene = Scene::new().await;
    let mut tx = scene.tx().await;
    let (dossier, objectif) = with_objectif(&scene, &mut tx).await;
    let wish = NouvelObjectif {
        id: scene.id(),
        origine: Origine::Souhait {
            texte: "Faire du théâtre".into(),
            domaine: "famille".into(),
        },
        libelle: "Trouver une troupe".into(),
    };
    plan::add_objectif(&mut tx, &dossier, &wish).await.unwrap();
    let mut action = scene.action(objectif);
    (action.qui, action.partenaire) = (Qui::Partenaire, "Auto-école du Pont".into());
    plan::add_action(&mut tx, &dossier, &action).await.unwrap();
    plan::add_action(&mut tx, &dossier, &scene.action(wish.id))
        .await
        .unwrap();
    let decision = |objectif, oui| Decision {
        objectif,
        version: 1,
        oui,
    };
    let accord = NouvelAccord {
        id: scene.id(),
        donne_le: today(),
        decisions: vec![decision(objectif, true), decision(wish.id, false)],
    };
    plan::give_agreement(&mut tx, &dossier, &accord)
        .await
        .unwrap();
    let read = scene.read(&mut tx, Section::Plan).await;
    let kept = plan::agreement(&mut tx, &read, accord.id).await.unwrap();

    // The plan moves; the agreement does not.
    let change = ModificationObjectif {
        id: objectif,
        version: 2,
        libelle: "Avoir le permis".into(),
    };
    plan::update_objectif(&mut tx, &dossier, &change)
        .await
        .unwrap();
    let change = ModificationAction {
        id: action.id,
        version: 1,
        libelle: "Autre chose".into(),
        qui: Qui::Jeune,
        partenaire: String::new(),
        echeance_le: None,
    };
    plan::update_action(&mut tx, &dossier, &change)
        .await
        .unwrap();
    let again = plan::agreement(&mut tx, &read, accord.id).await.unwrap();
    assert_eq!(kept, again);
    let shown = &again.instantane;
    assert_eq!((shown.version, &*shown.jeune), (1, "Inès FICTIVE"));
    assert!(shown.agent.contains("Conseiller") && shown.structure.contains("Val de Brume"));
    assert_eq!(shown.freins[0].libelle, "Code de la route à obtenir");
    let first = &shown.objectifs[0];
    assert_eq!(
        (&*first.domaine, &*first.origine),
        ("Mobilité", "Code de la route à obtenir")
    );
    assert_eq!(
        (&*first.libelle, first.reponse),
        ("Obtenir le code de la route", Reponse::Oui)
    );
    assert!(first.repondu_ce_jour);
    assert_eq!(first.actions[0].qui_nom, "Auto-école du Pont");
    let second = &shown.objectifs[1];
    assert_eq!(
        (&*second.origine, second.reponse),
        ("Faire du théâtre", Reponse::Non)
    );
    assert_eq!(second.actions[0].qui_nom, "Inès FICTIVE");
    let list = plan::agreements(&mut tx, &read).await.unwrap();
    assert_eq!((list.len(), list[0].oui, list[0].non), (1, 1, 1));

    let plan = plan::read(&mut tx, &read).await.unwrap();
    let asked_again = plan.objectifs().next().unwrap();
    assert_eq!(
        asked_again.objectif.reponse,
        Reponse::EnAttente,
        "new words, new answer"
    );
    tx.commit().await.unwrap();
    let mut tx = scene.tx().await;
    let update = sqlx::query("update accord set donne_le = donne_le")
        .execute(tx.conn())
        .await;
    assert!(
        update.is_err(),
        "the application cannot change an agreement"
    );
}

#[tokio::test]
async fn a_lifted_frein_blocks_again_by_a_new_row() {
    let scene = Scene::new().await;
    let mut tx = scene.tx().await;
    let (dossier, _) = with_objectif(&scene, &mut tx).await;
    let read = scene.read(&mut tx, Section::Diagnostic).await;
    let frein = freins::list_open(&mut tx, &read).await.unwrap().remove(0);
    let mut again = Reouverture {
        ancien: frein.id,
        nouveau: scene.id(),
        ouvert_le: today(),
    };
    refused(freins::reopen(&mut tx, &dossier, &again).await, "ouvert_le");
    let levee = freins::LeveeFrein {
        id: frein.id,
        version: 1,
        le: days_ago(1),
        motif: "demarche_aboutie".into(),
        precisions: String::new(),
    };
    freins::lift(&mut tx, &dossier, &levee).await.unwrap();
    let plan = plan::read(&mut tx, &read).await.unwrap();
    assert!(plan.freins[0].objectifs[0].a_clore, "suggested, not done");
    assert_eq!(
        plan.freins[0].objectifs[0].objectif.etat,
        EtatObjectif::EnCours
    );
    freins::reopen(&mut tx, &dossier, &again).await.unwrap();
    freins::reopen(&mut tx, &dossier, &again).await.unwrap();
    let all = freins::list(&mut tx, &read).await.unwrap();
    assert_eq!(
        all.iter()
            .map(freins::Frein::est_ouvert)
            .collect::<Vec<_>>(),
        [true, false]
    );
    tx.commit().await.unwrap();

    let mut tx = scene.tx().await;
    let dossier = scene.write(&mut tx, Section::Diagnostic).await;
    again.nouveau = scene.id();
    refused(freins::reopen(&mut tx, &dossier, &again).await, "code");
    drop(tx);
    let mut tx = scene.tx().await;
    let dossier = scene.write(&mut tx, Section::Diagnostic).await;
    let sentence = refused(
        freins::add(&mut tx, &dossier, &scene.frein("code_route")).await,
        "code",
    );
    assert!(sentence.contains("déjà"));
}
