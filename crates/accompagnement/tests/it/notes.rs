//! Who reads the confidential notes.

use accompagnement::notes::{self, NouvelleNote};
use jeunes::acces::{open_for_read, open_for_write};
use kernel::{AgentId, NoteId, Role, Section};
use testkit::ML_A;

use crate::outils::{Scene, forbidden, not_found, refused, today};

const SECRET: &str = "Ne veut pas que sa famille le sache.";

async fn written_by(scene: &Scene, role: Role) -> NoteId {
    let mut tx = scene.tx_of(role).await;
    let dossier = scene.write(&mut tx, Section::Notes).await;
    let note = NouvelleNote {
        id: scene.id(),
        texte: SECRET.into(),
        entretien: None,
    };
    notes::write(&mut tx, &dossier, &note).await.unwrap();
    tx.commit().await.unwrap();
    note.id
}

/// Whether `role` reads the text of the only note.
async fn reads(scene: &Scene, role: Role) -> bool {
    let mut tx = scene.tx_of(role).await;
    let dossier = scene.read(&mut tx, Section::Notes).await;
    let list = notes::list(&mut tx, &dossier).await.unwrap();
    assert_eq!(list.len(), 1, "she knows that it exists");
    assert!(!list[0].auteur_nom.is_empty());
    list[0].texte.as_deref() == Some(SECRET)
}

async fn set_referent(scene: &Scene, role: Role) -> AgentId {
    let agent = scene.test.reseau.agent(ML_A, role).id;
    sqlx::query("update jeune set referent_id = $1")
        .bind(agent.uuid())
        .execute(&scene.test.brut)
        .await
        .unwrap();
    agent
}

#[tokio::test]
async fn the_author_the_referent_her_replacement_and_the_direction_read_it() {
    let scene = Scene::new().await;
    // Written by the responsable de secteur, who is not the référent.
    written_by(&scene, Role::ResponsableSecteur).await;
    for role in [
        Role::ResponsableSecteur,
        Role::Conseiller,
        Role::Directeur,
        Role::DirecteurAdjoint,
    ] {
        assert!(reads(&scene, role).await, "{role}");
    }
    let referent = set_referent(&scene, Role::Directeur).await;
    assert!(
        !reads(&scene, Role::Conseiller).await,
        "no longer the référent"
    );
    let conseiller = scene.test.reseau.agent(ML_A, Role::Conseiller).id;
    sqlx::query(
        "insert into remplacement (ml_id, id, agent_id, remplacant_id, du, au)
         values ($1, gen_random_uuid(), $2, $3, $4, $4)",
    )
    .bind(ML_A)
    .bind(referent.uuid())
    .bind(conseiller.uuid())
    .bind(today())
    .execute(&scene.test.brut)
    .await
    .unwrap();
    assert!(
        reads(&scene, Role::Conseiller).await,
        "the replacement of the day"
    );
    for role in [
        Role::ChargeAccueil,
        Role::Gestionnaire,
        Role::RelationEntreprises,
    ] {
        let mut tx = scene.tx_of(role).await;
        forbidden(open_for_read(&mut tx, scene.jeune, Section::Notes).await);
        forbidden(open_for_write(&mut tx, scene.jeune, Section::Notes).await);
    }
}

#[tokio::test]
async fn another_one_gives_a_reason_which_is_traced() {
    let scene = Scene::new().await;
    let note = written_by(&scene, Role::ResponsableSecteur).await;
    set_referent(&scene, Role::Directeur).await;
    assert!(!reads(&scene, Role::Conseiller).await);
    let mut tx = scene.tx().await;
    let dossier = scene.read(&mut tx, Section::Notes).await;
    refused(
        notes::open_with_reason(&mut tx, &dossier, note, "").await,
        "motif",
    );
    refused(
        notes::open_with_reason(&mut tx, &dossier, note, "curiosite").await,
        "motif",
    );
    not_found(notes::open_with_reason(&mut tx, &dossier, scene.id(), "urgence").await);
    let opened = notes::open_with_reason(&mut tx, &dossier, note, "urgence")
        .await
        .unwrap();
    assert_eq!(opened.texte.as_deref(), Some(SECRET));
    tx.commit().await.unwrap();
    assert!(!reads(&scene, Role::Conseiller).await, "once, not for ever");
    let motif: String = sqlx::query_scalar(
        "select details ->> 'motif' from audit where action = 'note_ouverte' and objet_id = $1",
    )
    .bind(note.uuid())
    .fetch_one(&scene.test.brut)
    .await
    .unwrap();
    assert_eq!(motif, "urgence");
}

#[tokio::test]
async fn a_note_says_something_in_at_most_eight_thousand_characters() {
    let scene = Scene::new().await;
    let mut tx = scene.tx().await;
    let dossier = scene.write(&mut tx, Section::Notes).await;
    for texte in [" ".to_owned(), "x".repeat(8_001), "a\0b".to_owned()] {
        let note = NouvelleNote {
            id: scene.id(),
            texte,
            entretien: None,
        };
        refused(notes::write(&mut tx, &dossier, &note).await, "texte");
    }
    let of_another = NouvelleNote {
        id: scene.id(),
        texte: "Note".into(),
        entretien: Some(scene.id()),
    };
    not_found(notes::write(&mut tx, &dossier, &of_another).await);
}
