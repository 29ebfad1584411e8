//! The team, its meeting, and a portefeuille handed over.

use kernel::Role;
use testkit::ML_A;

use crate::{essai::Essai, exemples::Exemples};

#[tokio::test]
async fn the_chief_sees_the_load_designates_and_prints() {
    let essai = Essai::new().await;
    let exemples = Exemples::new(&essai, ML_A).await;
    sqlx::query("update jeune set referent_id = $1 where referent_id is null")
        .bind(essai.agent(Role::Conseiller, ML_A).id.uuid())
        .execute(&essai.base.brut)
        .await
        .unwrap();
    let mut chief = essai.client(Role::ResponsableSecteur, ML_A).await;
    let before = chief.get("/equipe").await;
    assert!(
        before
            .texte()
            .contains("Chaque dossier actif a un référent")
    );
    sqlx::query("update jeune set referent_id = null where id = $1")
        .bind(exemples.jeune())
        .execute(&essai.base.brut)
        .await
        .unwrap();
    let page = chief.get("/equipe").await;
    assert_eq!(page.sql(), before.sql());
    assert!(page.sql() <= 7, "{}", page.sql());
    assert!(page.texte().contains("Zéphyrine TINTORET"));
    let meeting = chief.get("/equipe/reunion").await.texte();
    assert!(meeting.contains("Zéphyrine TINTORET") && meeting.contains("Questions et décisions"));
    let agent = essai.agent(Role::Conseiller, ML_A).id.to_string();
    let path = format!("/jeunes/{}/designer", exemples.jeune());
    let done = chief.post(&path, &[("referent", &agent)]).await;
    assert_eq!(done.status, 303);
    let page = chief.get("/equipe").await.texte();
    assert!(
        page.contains("Chaque dossier actif a un référent"),
        "{page}"
    );
    sqlx::query(
        "update jeune set protege = true, protege_motif = 'lien_equipe', referent_id = null",
    )
    .execute(&essai.base.brut)
    .await
    .unwrap();
    for path in ["/equipe", "/equipe/reunion"] {
        let page = chief.get(path).await.texte();
        assert!(!page.contains("TINTORET"), "{page}");
    }
}

#[tokio::test]
async fn one_screen_hands_a_portefeuille_over_and_it_is_given_back() {
    let essai = Essai::new().await;
    let exemples = Exemples::new(&essai, ML_A).await;
    sqlx::query("delete from remplacement")
        .execute(&essai.base.brut)
        .await
        .unwrap();
    let mut conseiller = essai.client(Role::Conseiller, ML_A).await;
    let page = conseiller.get("/equipe/passation").await;
    assert!(page.texte().contains("Zéphyrine TINTORET"));
    let id = page.champ("id").unwrap();
    let chief = essai.agent(Role::ResponsableSecteur, ML_A).id.to_string();
    let row = format!("d_{}", exemples.jeune());
    let mut fields = vec![
        ("id", id.as_str()),
        ("duree", "absence"),
        ("portee", "choisis"),
        ("receveur", chief.as_str()),
        ("du", "2026-11-23"),
        (row.as_str(), "1"),
    ];
    let refused = conseiller.post("/equipe/passation", &fields).await;
    assert_eq!(refused.status, 422);
    assert_eq!(refused.champ(&row).as_deref(), Some("1"));
    fields.push(("au", "2026-11-27"));
    for _ in 0..2 {
        let done = conseiller.post("/equipe/passation", &fields).await;
        assert_eq!(done.location(), "/remplacements");
    }
    let list = conseiller.get("/remplacements").await.texte();
    assert!(list.contains("pour une partie du portefeuille"), "{list}");
    let mut chief = essai.client(Role::ResponsableSecteur, ML_A).await;
    let mine = chief.get("/portefeuille").await.texte();
    assert!(
        mine.contains("En remplacement de Prénom1 Conseiller-1"),
        "{mine}"
    );
    let absent = essai.agent(Role::Conseiller, ML_A).id;
    let theirs = chief.get(&format!("/portefeuille?qui={absent}")).await;
    assert!(
        theirs
            .sens()
            .contains("# En remplacement de Prénom1 Conseiller-1")
    );
    assert!(theirs.texte().contains("Zéphyrine TINTORET"));
    let back = conseiller
        .post(&format!("/remplacements/{id}/rendre"), &[])
        .await;
    assert_eq!(back.status, 303);
    let mine = chief.get("/portefeuille").await.texte();
    assert!(!mine.contains("En remplacement de"), "{mine}");
}
