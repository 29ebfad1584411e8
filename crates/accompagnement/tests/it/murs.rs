//! The walls: strangers, other dossiers, sections, transactions, the audit.

use accompagnement::{
    contacts_rapides,
    demandes::{self, ChangementDemande, EtatDemande},
    diagnostic::{self, Niveau},
    entretiens::{self, FreinLeve, ModificationEntretien, NoteSaisie},
    freins::{self, LeveeFrein},
    notes,
    plan::{self, Decision, NouvelAccord},
};
use jeunes::acces::{open_for_read, open_for_write};
use kernel::{DemandeId, EntretienId, FreinId, JeuneId, NoteId, ObjectifId, Role, Section};
use testkit::{ML_A, ML_B};

use crate::outils::{Scene, faits, forbidden, not_found, today};

const LIBRE: &str = "Vit chez sa tante Odile";

struct Ids {
    demande: DemandeId,
    frein: FreinId,
    objectif: ObjectifId,
    entretien: EntretienId,
    note: NoteId,
}

/// One of each thing, with free text everywhere.
async fn fill(scene: &Scene) -> Ids {
    let mut tx = scene.tx().await;
    let dossier = scene.write(&mut tx, Section::Entretiens).await;
    let mut demande = scene.demande();
    demande.precisions = LIBRE.into();
    demandes::create(&mut tx, &dossier, &demande).await.unwrap();
    let mut said = scene.diagnostic(&[("mobilite", Niveau::CaBloque), ("emploi", Niveau::CaVa)]);
    said.domaines[0].mots_du_jeune = LIBRE.into();
    diagnostic::record(&mut tx, &dossier, &said).await.unwrap();
    let frein = scene.frein("code_route");
    freins::add(&mut tx, &dossier, &frein).await.unwrap();
    let mut objectif = scene.objectif(frein.id);
    objectif.libelle = LIBRE.into();
    plan::add_objectif(&mut tx, &dossier, &objectif)
        .await
        .unwrap();
    let mut action = scene.action(objectif.id);
    action.libelle = LIBRE.into();
    plan::add_action(&mut tx, &dossier, &action).await.unwrap();
    let accord = NouvelAccord {
        id: scene.id(),
        donne_le: today(),
        decisions: vec![Decision {
            objectif: objectif.id,
            version: 1,
            oui: true,
        }],
    };
    plan::give_agreement(&mut tx, &dossier, &accord)
        .await
        .unwrap();
    let mut draft = scene.entretien();
    draft.faits.resume = LIBRE.into();
    let note = NoteSaisie {
        id: scene.id(),
        texte: LIBRE.into(),
    };
    draft.note_confidentielle = Some(note.clone());
    entretiens::record(&mut tx, &dossier, &draft).await.unwrap();
    let mut contact = scene.contact();
    contact.ligne = LIBRE.into();
    contacts_rapides::record(&mut tx, &dossier, &contact)
        .await
        .unwrap();
    let (demande, entretien) = (demande.id, draft.id);
    let mut change = ModificationEntretien {
        id: draft.id,
        version: 1,
        faits: faits(),
    };
    change.faits.resume = format!("{LIBRE}, encore");
    entretiens::update(&mut tx, &dossier, &change)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    Ids {
        demande,
        frein: frein.id,
        objectif: objectif.id,
        entretien,
        note: note.id,
    }
}

/// Every identifier of `ids` through the dossier of someone else: nothing is found, or changed.
async fn try_all(scene: &Scene, tx: &mut platform::Tx, other: JeuneId, ids: &Ids) {
    let read = open_for_read(tx, other, Section::Plan).await.unwrap();
    let write = open_for_write(tx, other, Section::Plan).await.unwrap();
    let lists = demandes::list(tx, &read).await.unwrap();
    assert!(lists.demandes.is_empty() && lists.propositions.is_empty());
    assert!(diagnostic::history(tx, &read).await.unwrap().is_empty());
    assert!(freins::list(tx, &read).await.unwrap().is_empty());
    assert!(
        plan::read(tx, &read)
            .await
            .unwrap()
            .objectifs()
            .next()
            .is_none()
    );
    assert!(plan::agreements(tx, &read).await.unwrap().is_empty());
    assert!(entretiens::list(tx, &read, 10).await.unwrap().is_empty());
    assert!(notes::list(tx, &read).await.unwrap().is_empty());
    not_found(entretiens::find(tx, &read, ids.entretien).await);
    not_found(notes::open_with_reason(tx, &read, ids.note, "urgence").await);
    let close = ChangementDemande {
        id: ids.demande,
        version: 1,
        etat: EtatDemande::Satisfaite,
        le: today(),
    };
    not_found(demandes::change_state(tx, &write, &close).await);
    let offered = demandes::NouvelleProposition {
        id: scene.id(),
        demande: Some(ids.demande),
        nature: "atelier".into(),
        libelle: "Atelier".into(),
        proposee_le: today(),
    };
    not_found(demandes::propose(tx, &write, &offered).await);
    let levee = LeveeFrein {
        id: ids.frein,
        version: 1,
        le: today(),
        motif: "reglee_seul".into(),
        precisions: String::new(),
    };
    not_found(freins::lift(tx, &write, &levee).await);
    not_found(plan::add_objectif(tx, &write, &scene.objectif(ids.frein)).await);
    not_found(plan::add_action(tx, &write, &scene.action(ids.objectif)).await);
    let accord = NouvelAccord {
        id: scene.id(),
        donne_le: today(),
        decisions: vec![Decision {
            objectif: ids.objectif,
            version: 2,
            oui: false,
        }],
    };
    not_found(plan::give_agreement(tx, &write, &accord).await);
    let change = ModificationEntretien {
        id: ids.entretien,
        version: 2,
        faits: faits(),
    };
    not_found(entretiens::update(tx, &write, &change).await);
    let mut draft = scene.entretien();
    draft.freins_leves = vec![FreinLeve {
        frein: ids.frein,
        motif: "reglee_seul".into(),
    }];
    not_found(entretiens::record(tx, &write, &draft).await);
    draft.freins_leves.clear();
    (draft.id, draft.faits.resume) = (ids.entretien, "Écrasé".into());
    let taken = entretiens::record(tx, &write, &draft).await;
    assert!(
        taken.is_ok() || matches!(taken, Err(platform::Error::NotFound)),
        "{taken:?}"
    );
}

#[tokio::test]
async fn a_stranger_finds_nothing_anywhere() {
    let scene = Scene::new().await;
    let ids = fill(&scene).await;
    let stranger = scene.test.reseau.conseiller(ML_B).clone();
    let mut tx = scene.test.tx(&stranger).await;
    for section in Section::ALL
        .iter()
        .filter(|s| **s != Section::Consultations)
    {
        not_found(open_for_read(&mut tx, scene.jeune, *section).await);
        not_found(open_for_write(&mut tx, scene.jeune, *section).await);
    }
    drop(tx);
    let other = Scene::person(&scene.test, ML_B).await;
    let mut tx = scene.test.tx(&stranger).await;
    try_all(&scene, &mut tx, other, &ids).await;
    tx.commit().await.unwrap();
    let seen = scene
        .count("select count(*) from entretien where ml_id = 1 and version = 2")
        .await;
    assert_eq!(seen, 1, "untouched");
}

#[tokio::test]
async fn what_is_of_another_dossier_of_the_house_is_not_found_either() {
    let scene = Scene::new().await;
    let ids = fill(&scene).await;
    let other = Scene::person(&scene.test, ML_A).await;
    let mut tx = scene.tx().await;
    try_all(&scene, &mut tx, other, &ids).await;
    tx.commit().await.unwrap();
    let same = "select count(*) from entretien where version = 2 and resume like 'Vit chez%'";
    assert_eq!(scene.count(same).await, 1, "untouched");
}

#[tokio::test]
async fn the_right_of_the_section_is_checked_whatever_the_dossier_was_opened_for() {
    let scene = Scene::new().await;
    let mut tx = scene.tx_of(Role::ChargeAccueil).await;
    let read = scene.read(&mut tx, Section::Contacts).await;
    let write = scene.write(&mut tx, Section::Contacts).await;
    forbidden(demandes::list(&mut tx, &read).await);
    forbidden(diagnostic::latest(&mut tx, &read).await);
    forbidden(freins::list_open(&mut tx, &read).await);
    forbidden(plan::read(&mut tx, &read).await);
    forbidden(entretiens::list(&mut tx, &read, 5).await);
    forbidden(notes::list(&mut tx, &read).await);
    forbidden(demandes::create(&mut tx, &write, &scene.demande()).await);
    forbidden(freins::add(&mut tx, &write, &scene.frein("code_route")).await);
    forbidden(entretiens::record(&mut tx, &write, &scene.entretien()).await);
    forbidden(plan::add_action(&mut tx, &write, &scene.action(scene.id())).await);
    contacts_rapides::record(&mut tx, &write, &scene.contact())
        .await
        .unwrap();
}

#[tokio::test]
async fn a_transaction_dropped_half_way_leaves_nothing() {
    let scene = Scene::new().await;
    let counts = "select (select count(*) from entretien) + (select count(*) from frein)
        + (select count(*) from note) + (select count(*) from evenement)
        + (select count(*) from echeance where close_le is null) + (select count(*) from audit)";
    let before = scene.count(counts).await;
    let mut tx = scene.tx().await;
    let dossier = scene.write(&mut tx, Section::Entretiens).await;
    let mut draft = scene.entretien();
    draft.freins_trouves = vec!["code_route".into()];
    draft.note_confidentielle = Some(NoteSaisie {
        id: scene.id(),
        texte: LIBRE.into(),
    });
    entretiens::record(&mut tx, &dossier, &draft).await.unwrap();
    drop(tx);
    assert_eq!(scene.count(counts).await, before);

    // Refused after the interview itself was written: the caller drops it too.
    let mut tx = scene.tx().await;
    let dossier = scene.write(&mut tx, Section::Entretiens).await;
    draft.freins_leves = vec![FreinLeve {
        frein: scene.id(),
        motif: "reglee_seul".into(),
    }];
    not_found(entretiens::record(&mut tx, &dossier, &draft).await);
    drop(tx);
    assert_eq!(scene.count(counts).await, before);
}

#[tokio::test]
async fn free_text_is_never_in_clear_in_the_audit() {
    let scene = Scene::new().await;
    fill(&scene).await;
    assert!(
        scene
            .count("select count(*) from audit where action = 'creation'")
            .await
            > 7
    );
    let clear = "select count(*) from audit where details::text ~* 'odile|tante|vit chez'";
    assert_eq!(scene.count(clear).await, 0);
    let coded = "select count(*) from audit where details ->> 'niveau_mobilite' = 'ca_bloque'";
    assert_eq!(scene.count(coded).await, 1);
}

#[tokio::test]
async fn in_a_protected_dossier_everything_is_hashed() {
    let scene = Scene::new().await;
    sqlx::query("update jeune set protege = true, protege_motif = 'menace'")
        .execute(&scene.test.brut)
        .await
        .unwrap();
    fill(&scene).await;
    let rows = "select count(*) from audit where objet <> 'dossier'";
    assert!(scene.count(rows).await > 7);
    let clear = "select count(*) from audit a, jsonb_each(a.details) d where a.objet <> 'dossier'
        and not (d.value ?& array['longueur', 'empreinte']
          or (d.value -> 'avant') ?& array['longueur', 'empreinte'])";
    assert_eq!(scene.count(clear).await, 0);
    let mut tx = scene.tx_of(Role::ResponsableSecteur).await;
    not_found(open_for_read(&mut tx, scene.jeune, Section::Plan).await);
}
