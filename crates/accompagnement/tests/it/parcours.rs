//! The main job, once through.

use accompagnement::{
    contacts_rapides, demandes,
    diagnostic::{self, Evolution, Niveau},
    entretiens::{self, ActionFaite, EvenementSaisi, FreinLeve, NoteSaisie, ProchainContact},
    freins, plan,
};
use chrono::{Days, Duration};
use kernel::{ActionId, ObjectifId, Role, Section};
use platform::brouillons;

use crate::outils::{Scene, days_ago, domaine, today};

/// A demande, a diagnostic of two domains, a plan agreed to, on three earlier days.
async fn before_the_interview(scene: &Scene) -> (ObjectifId, ActionId) {
    let mut tx = scene.tx().await;
    let dossier = scene.write(&mut tx, Section::Demandes).await;
    let mut demande = scene.demande();
    demande.exprimee_le = days_ago(400);
    demandes::create(&mut tx, &dossier, &demande).await.unwrap();
    let mut draft = scene.diagnostic(&[
        ("mobilite", Niveau::CaBloque),
        ("emploi", Niveau::ASurveiller),
    ]);
    draft.realise_le = days_ago(6);
    draft.freins_trouves = vec!["code_route".into(), "cv_a_creer".into()];
    diagnostic::record(&mut tx, &dossier, &draft).await.unwrap();
    tx.commit().await.unwrap();

    let mut tx = scene.tx().await;
    let read = scene.read(&mut tx, Section::Diagnostic).await;
    let open = freins::list_open(&mut tx, &read).await.unwrap();
    let code = open.iter().find(|f| f.code == "code_route").unwrap();
    let dossier = scene.write(&mut tx, Section::Plan).await;
    let objectif = scene.objectif(code.id);
    plan::add_objectif(&mut tx, &dossier, &objectif)
        .await
        .unwrap();
    let action = scene.action(objectif.id);
    plan::add_action(&mut tx, &dossier, &action).await.unwrap();
    let accord = plan::NouvelAccord {
        id: scene.id(),
        donne_le: days_ago(5),
        decisions: vec![plan::Decision {
            objectif: objectif.id,
            version: 1,
            oui: true,
        }],
    };
    plan::give_agreement(&mut tx, &dossier, &accord)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    (objectif.id, action.id)
}

/// The interview: one frein lifted, one action done, one found and one wish with its action.
async fn interview(scene: &Scene, done: ActionId) {
    let mut tx = scene.tx().await;
    let read = scene.read(&mut tx, Section::Diagnostic).await;
    let open = freins::list_open(&mut tx, &read).await.unwrap();
    let cv = open.iter().find(|f| f.code == "cv_a_creer").unwrap();
    let mut draft = scene.entretien();
    draft.faits.realise_le = days_ago(1);
    draft.faits.evenements = vec![
        EvenementSaisi {
            nature: "prestation".into(),
            theme: "mobilite".into(),
        },
        EvenementSaisi {
            nature: "entretien_partenaire".into(),
            theme: "emploi".into(),
        },
    ];
    draft.faits.prochain_contact = Some(ProchainContact {
        le: today() + Days::new(5),
        moyen: "telephone".into(),
    });
    draft.note_confidentielle = Some(NoteSaisie {
        id: scene.id(),
        texte: "Parle peu de la famille.".into(),
    });
    draft.freins_trouves = vec!["sans_vehicule".into(), "code_route".into()];
    draft.freins_leves = vec![FreinLeve {
        frein: cv.id,
        motif: "formation_suivie".into(),
    }];
    draft.actions_faites = vec![ActionFaite {
        action: done,
        version: Some(1),
    }];
    let wish: ObjectifId = scene.id();
    draft.objectifs_ajoutes = vec![plan::NouvelObjectif {
        id: wish,
        origine: plan::Origine::FreinOuvert("sans_vehicule".into()),
        libelle: "Avoir un vélo".into(),
    }];
    draft.actions_ajoutees = vec![scene.action(wish), scene.action(wish)];
    brouillons::save(&mut tx, &format!("entretien/{}", scene.jeune), "/", "a=b")
        .await
        .unwrap();
    let dossier = scene.write(&mut tx, Section::Entretiens).await;
    entretiens::record(&mut tx, &dossier, &draft).await.unwrap();
    assert!(
        brouillons::list(&mut tx).await.unwrap().is_empty(),
        "the draft is forgotten"
    );
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn from_the_counter_to_a_plan_that_moves() {
    let scene = Scene::new().await;
    assert_eq!(scene.natures().await, ["premier_entretien"]);
    let (objectif, action) = before_the_interview(&scene).await;
    assert_eq!(scene.natures().await, ["premier_entretien", "action"]);
    interview(&scene, action).await;
    let natures = scene.natures().await;
    assert_eq!(natures, ["prochain_contact", "action", "action"]);

    // A contact in twenty seconds, at the counter.
    let mut tx = scene.tx_of(Role::ChargeAccueil).await;
    let dossier = scene.write(&mut tx, Section::Contacts).await;
    contacts_rapides::record(&mut tx, &dossier, &scene.contact())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(scene.natures().await, ["action", "action"]);

    let frise = scene.frise().await;
    let seen: Vec<(u64, &str)> = frise
        .iter()
        .map(|e| {
            (
                (today() - e.survenu_le).num_days().unsigned_abs(),
                e.nature.as_str(),
            )
        })
        .collect();
    assert_eq!(seen[0], (0, "telephone"));
    let mut of_interview: Vec<&str> = seen[1..6].iter().map(|(_, nature)| *nature).collect();
    of_interview.sort_unstable();
    let expected = [
        "action",
        "entretien_individuel",
        "entretien_partenaire",
        "frein",
        "prestation",
    ];
    assert_eq!(of_interview, expected);
    let rest = [
        (5, "accord"),
        (6, "diagnostic"),
        (10, "passage"),
        (400, "demande"),
    ];
    // The notice is given the day of the first reception, before or after it.
    let mut told = seen[6..].to_vec();
    told.retain(|(_, nature)| *nature != "information");
    assert_eq!(told, rest);
    let titles: Vec<&str> = frise.iter().map(|e| e.titre.as_str()).collect();
    for title in [
        "Vient jeudi",
        "Sur place, 45 min",
        "Levé : CV à créer ou à mettre à jour",
        "Fait : S’inscrire à l’auto-école",
        "Plan d’action : accord sur 1 objectif",
        "Diagnostic : 2 domaines abordés",
        "Demande : Trouver un emploi",
    ] {
        assert!(titles.contains(&title), "{title} in {titles:?}");
    }
    assert!(
        titles.iter().all(|t| !t.contains("famille")),
        "no confidence on the frise"
    );

    let mut tx = scene.tx().await;
    let read = scene.read(&mut tx, Section::Plan).await;
    let plan = plan::read(&mut tx, &read).await.unwrap();
    assert_eq!((plan.faites, plan.total), (1, 3));
    let first = plan
        .objectifs()
        .find(|o| o.objectif.id == objectif)
        .unwrap();
    assert!(first.a_clore, "all its actions are done");
    let codes: Vec<&str> = plan.freins.iter().map(|f| f.frein.code.as_str()).collect();
    assert_eq!(codes, ["code_route", "sans_vehicule"]);
}

#[tokio::test]
async fn the_diagnostic_is_drawn_over_time() {
    let scene = Scene::new().await;
    for (ago, said) in [
        (
            60,
            vec![("mobilite", Niveau::Urgent), ("emploi", Niveau::CaVa)],
        ),
        (
            0,
            vec![
                ("mobilite", Niveau::ASurveiller),
                ("logement", Niveau::Urgent),
            ],
        ),
        // Typed late: it changes nothing of what the later ones say.
        (
            30,
            vec![("mobilite", Niveau::Urgent), ("logement", Niveau::CaVa)],
        ),
    ] {
        let mut tx = scene.tx().await;
        let dossier = scene.write(&mut tx, Section::Diagnostic).await;
        let mut draft = scene.diagnostic(&said);
        draft.realise_le = days_ago(ago);
        diagnostic::record(&mut tx, &dossier, &draft).await.unwrap();
        tx.commit().await.unwrap();
    }
    let mut tx = scene.tx().await;
    let read = scene.read(&mut tx, Section::Diagnostic).await;
    let latest = diagnostic::latest(&mut tx, &read).await.unwrap().unwrap();
    assert_eq!(latest.realise_le, today());
    assert_eq!(
        latest.domaine("mobilite").unwrap().niveau,
        Niveau::ASurveiller
    );
    assert!(latest.domaine("emploi").is_none(), "not spoken of");
    let history = diagnostic::history(&mut tx, &read).await.unwrap();
    let domaines = tx.nomenclatures().choix("domaine", today());
    let profil = diagnostic::profil(&domaines, &history);
    assert_eq!(profil.lignes.len(), 12);
    let of = |code: &str| {
        profil
            .lignes
            .iter()
            .find(|l| l.domaine == code)
            .unwrap()
            .evolution
    };
    assert_eq!(of("mobilite"), Some(Evolution::Mieux));
    assert_eq!(of("logement"), Some(Evolution::MoinsBien));
    assert_eq!(of("emploi"), Some(Evolution::Nouveau));
    assert_eq!(of("famille"), None);

    let to_do = scene.to_do().await;
    let urgent: Vec<_> = to_do
        .iter()
        .filter(|e| e.nature.starts_with("urgence"))
        .collect();
    assert_eq!(urgent.len(), 1, "mobilité is no longer urgent: {to_do:?}");
    assert_eq!(urgent[0].libelle, "Répondre à l’urgence : Logement");
    assert_eq!(urgent[0].echeance_le, today());
    let dossier = scene.write(&mut tx, Section::Diagnostic).await;
    diagnostic::answer_urgency(&mut tx, &dossier, "logement")
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(scene.natures().await, ["premier_entretien"]);
}

#[tokio::test]
async fn a_diagnostic_is_corrected_on_the_day_it_was_typed() {
    let scene = Scene::new().await;
    let mut tx = scene.tx().await;
    let dossier = scene.write(&mut tx, Section::Diagnostic).await;
    let mut draft = scene.diagnostic(&[("mobilite", Niveau::Urgent), ("emploi", Niveau::CaVa)]);
    diagnostic::record(&mut tx, &dossier, &draft).await.unwrap();
    draft.domaines = vec![
        domaine("logement", Niveau::CaVa),
        domaine("emploi", Niveau::CaBloque),
        domaine("famille", Niveau::CaVa),
    ];
    diagnostic::correct(&mut tx, &dossier, 1, &draft)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(
        scene.natures().await,
        ["premier_entretien"],
        "the urgency was a mistake"
    );
    let mut told = scene.frise().await;
    told.retain(|e| e.nature != "information");
    let titles: Vec<String> = told.into_iter().map(|e| e.titre).collect();
    assert_eq!(
        titles,
        ["Diagnostic : 3 domaines abordés", "Premier accueil"]
    );

    scene.test.db.clock().advance(Duration::days(1));
    let mut tx = scene.tx().await;
    let dossier = scene.write(&mut tx, Section::Diagnostic).await;
    let late = diagnostic::correct(&mut tx, &dossier, 2, &draft).await;
    assert!(crate::outils::refused(late, "realise_le").contains("un autre jour"));
}
