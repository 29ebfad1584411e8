//! Two people change the same thing: the second one sees both values, and nothing is lost.

use accompagnement::{
    demandes::{
        self, ChangementDemande, ChangementProposition, CorrectionDemande, EtatDemande,
        EtatProposition, NouvelleProposition,
    },
    diagnostic::{self, Niveau},
    entretiens::{self, ActionFaite, ModificationEntretien, ProchainContact},
    freins::{self, LeveeFrein},
    plan::{
        self, ChangementAction, ChangementObjectif, Decision, EtatAction, EtatObjectif,
        ModificationAction, ModificationObjectif, NouvelAccord, Qui,
    },
};
use kernel::Section;

use crate::outils::{Scene, conflict, days_ago, domaine, faits, refused, today};

#[tokio::test]
async fn a_demande_and_a_proposition() {
    let scene = Scene::new().await;
    let mut tx = scene.tx().await;
    let dossier = scene.write(&mut tx, Section::Demandes).await;
    let demande = scene.demande();
    demandes::create(&mut tx, &dossier, &demande).await.unwrap();
    let mut typed = demande.clone();
    typed.theme = "aide_cv".into();
    let first = CorrectionDemande {
        demande: typed.clone(),
        version: 1,
    };
    demandes::correct(&mut tx, &dossier, &first).await.unwrap();
    typed.theme = "passer_permis".into();
    let second = CorrectionDemande {
        demande: typed,
        version: 1,
    };
    let done = demandes::correct(&mut tx, &dossier, &second).await;
    let conflit = conflict(
        done,
        "Demande",
        "Passer le permis",
        "Faire un CV ou une candidature",
    );
    assert_eq!((conflit.version, conflit.champs.len()), (2, 1));

    let close = |etat, version| ChangementDemande {
        id: demande.id,
        version,
        etat,
        le: today(),
    };
    let change = close(EtatDemande::Satisfaite, 2);
    demandes::change_state(&mut tx, &dossier, &change)
        .await
        .unwrap();
    let change = close(EtatDemande::SansSuite, 2);
    let done = demandes::change_state(&mut tx, &dossier, &change).await;
    conflict(done, "État de la demande", "Sans suite", "Satisfaite");

    let new = NouvelleProposition {
        id: scene.id(),
        demande: Some(demande.id),
        nature: "atelier".into(),
        libelle: "Atelier CV".into(),
        proposee_le: days_ago(2),
    };
    demandes::propose(&mut tx, &dossier, &new).await.unwrap();
    let mut change = ChangementProposition {
        id: new.id,
        version: 1,
        etat: EtatProposition::Realisee,
        etat_le: today(),
        resultat: "CV prêt".into(),
    };
    demandes::change_proposition(&mut tx, &dossier, &change)
        .await
        .unwrap();
    change.etat = EtatProposition::RefusJeune;
    let done = demandes::change_proposition(&mut tx, &dossier, &change).await;
    conflict(
        done,
        "État",
        "Non retenue par la personne accompagnée",
        "Réalisée",
    );
    change.version = 2;
    let done = demandes::change_proposition(&mut tx, &dossier, &change).await;
    assert!(refused(done, "etat").contains("Réalisée"));
}

#[tokio::test]
async fn a_frein_and_a_diagnostic() {
    let scene = Scene::new().await;
    let mut tx = scene.tx().await;
    let dossier = scene.write(&mut tx, Section::Diagnostic).await;
    let frein = scene.frein("code_route");
    freins::add(&mut tx, &dossier, &frein).await.unwrap();
    let levee = |motif: &str| LeveeFrein {
        id: frein.id,
        version: 1,
        le: today(),
        motif: motif.into(),
        precisions: String::new(),
    };
    freins::lift(&mut tx, &dossier, &levee("reglee_seul"))
        .await
        .unwrap();
    let done = freins::lift(&mut tx, &dossier, &levee("aide_obtenue")).await;
    conflict(
        done,
        "Comment",
        "Une aide financière a été obtenue",
        "Réglé en autonomie",
    );

    let mut draft = scene.diagnostic(&[("mobilite", Niveau::CaVa), ("emploi", Niveau::CaVa)]);
    diagnostic::record(&mut tx, &dossier, &draft).await.unwrap();
    draft.domaines[0].niveau = Niveau::CaBloque;
    diagnostic::correct(&mut tx, &dossier, 1, &draft)
        .await
        .unwrap();
    draft.domaines[0] = domaine("logement", Niveau::Urgent);
    let done = diagnostic::correct(&mut tx, &dossier, 1, &draft).await;
    let conflit = conflict(done, "Mobilité", "Pas abordé", "Ça bloque");
    assert!(
        conflit
            .champs
            .iter()
            .any(|c| c.libelle == "Logement" && c.saisi == "Urgent")
    );
}

#[tokio::test]
async fn the_plan() {
    let scene = Scene::new().await;
    let mut tx = scene.tx().await;
    let dossier = scene.write(&mut tx, Section::Plan).await;
    let frein = scene.frein("code_route");
    freins::add(&mut tx, &dossier, &frein).await.unwrap();
    let objectif = scene.objectif(frein.id);
    plan::add_objectif(&mut tx, &dossier, &objectif)
        .await
        .unwrap();
    let words = |libelle: &str| ModificationObjectif {
        id: objectif.id,
        version: 1,
        libelle: libelle.into(),
    };
    plan::update_objectif(&mut tx, &dossier, &words("Avoir le code"))
        .await
        .unwrap();
    let done = plan::update_objectif(&mut tx, &dossier, &words("Avoir le permis")).await;
    conflict(done, "Objectif", "Avoir le permis", "Avoir le code");

    let accord = NouvelAccord {
        id: scene.id(),
        donne_le: today(),
        decisions: vec![Decision {
            objectif: objectif.id,
            version: 1,
            oui: true,
        }],
    };
    let done = plan::give_agreement(&mut tx, &dossier, &accord).await;
    let now = "« Avoir le code », En attente de réponse";
    conflict(done, "Objectif changé depuis", "D’accord", now);

    let action = scene.action(objectif.id);
    plan::add_action(&mut tx, &dossier, &action).await.unwrap();
    let change = |qui, partenaire: &str| ModificationAction {
        id: action.id,
        version: 1,
        libelle: action.libelle.clone(),
        qui,
        partenaire: partenaire.into(),
        echeance_le: None,
    };
    plan::update_action(&mut tx, &dossier, &change(Qui::Partenaire, "Auto-école"))
        .await
        .unwrap();
    let done = plan::update_action(&mut tx, &dossier, &change(Qui::Conseiller, "")).await;
    conflict(done, "Qui", "Mission locale", "Partenaire");

    let mv = |etat, motif: &str| ChangementAction {
        id: action.id,
        version: 2,
        etat,
        le: today(),
        motif_abandon: motif.into(),
    };
    let give_up = mv(EtatAction::Abandonnee, "changement_projet");
    plan::change_action_state(&mut tx, &dossier, &give_up)
        .await
        .unwrap();
    let done = plan::change_action_state(&mut tx, &dossier, &mv(EtatAction::Faite, "")).await;
    conflict(done, "État de l’action", "Faite", "Abandonnée");

    let close = |etat| ChangementObjectif {
        id: objectif.id,
        version: 2,
        etat,
        le: today(),
    };
    let reached = close(EtatObjectif::Atteint);
    plan::change_objectif_state(&mut tx, &dossier, &reached)
        .await
        .unwrap();
    let dropped = close(EtatObjectif::Abandonne);
    let done = plan::change_objectif_state(&mut tx, &dossier, &dropped).await;
    conflict(done, "État de l’objectif", "Abandonné", "Atteint");
}

#[tokio::test]
async fn an_interview() {
    let scene = Scene::new().await;
    let mut tx = scene.tx().await;
    let dossier = scene.write(&mut tx, Section::Entretiens).await;
    let draft = scene.entretien();
    entretiens::record(&mut tx, &dossier, &draft).await.unwrap();
    let mut change = ModificationEntretien {
        id: draft.id,
        version: 1,
        faits: faits(),
    };
    change.faits.resume = "Première correction".into();
    change.faits.duree_minutes = 30;
    entretiens::update(&mut tx, &dossier, &change)
        .await
        .unwrap();
    change.faits.resume = "Seconde correction".into();
    let next = ProchainContact {
        le: today(),
        moyen: "sms".into(),
    };
    change.faits.prochain_contact = Some(next);
    let done = entretiens::update(&mut tx, &dossier, &change).await;
    let conflit = conflict(done, "Résumé", "Seconde correction", "Première correction");
    assert_eq!(conflit.version, 2);
    assert!(
        conflit
            .champs
            .iter()
            .any(|c| c.saisi == "23/11/2026 (SMS)" && c.actuel.is_empty())
    );
    assert!(conflit.champs.iter().all(|c| c.libelle != "Durée"));
}

#[tokio::test]
async fn an_action_done_in_an_interview_after_someone_gave_it_up() {
    let scene = Scene::new().await;
    let mut tx = scene.tx().await;
    let dossier = scene.write(&mut tx, Section::Plan).await;
    let frein = scene.frein("code_route");
    freins::add(&mut tx, &dossier, &frein).await.unwrap();
    let objectif = scene.objectif(frein.id);
    plan::add_objectif(&mut tx, &dossier, &objectif)
        .await
        .unwrap();
    let action = scene.action(objectif.id);
    plan::add_action(&mut tx, &dossier, &action).await.unwrap();
    let mut change = ChangementAction {
        id: action.id,
        version: 1,
        etat: EtatAction::Abandonnee,
        le: today(),
        motif_abandon: "choix_jeune".into(),
    };
    plan::change_action_state(&mut tx, &dossier, &change)
        .await
        .unwrap();
    tx.commit().await.unwrap();

    let mut draft = scene.entretien();
    draft.actions_faites = vec![ActionFaite {
        action: action.id,
        version: Some(1),
    }];
    let mut tx = scene.tx().await;
    let dossier = scene.write(&mut tx, Section::Entretiens).await;
    let done = entretiens::record(&mut tx, &dossier, &draft).await;
    let label = "Action « S’inscrire à l’auto-école »";
    conflict(done, label, "Faite", "Abandonnée (changée depuis)");
    drop(tx);

    // Done by someone else: as it should be.
    let mut tx = scene.tx().await;
    let dossier = scene.write(&mut tx, Section::Entretiens).await;
    for (version, etat) in [(2, EtatAction::EnCours), (3, EtatAction::Faite)] {
        change = ChangementAction {
            version,
            etat,
            motif_abandon: String::new(),
            ..change
        };
        plan::change_action_state(&mut tx, &dossier, &change)
            .await
            .unwrap();
    }
    entretiens::record(&mut tx, &dossier, &draft).await.unwrap();
}
