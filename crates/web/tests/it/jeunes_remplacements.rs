//! Naming a replacement for an absence.

use kernel::Role;
use testkit::{ML_A, ML_B};

use crate::essai::Essai;

#[tokio::test]
async fn one_names_a_replacement_for_oneself_and_ends_it() {
    let essai = Essai::new().await;
    let mut conseiller = essai.client(Role::Conseiller, ML_A).await;
    let page = conseiller.get("/remplacements").await;
    assert!(page.texte().contains("Aucun remplacement"));
    let id = page.champ("id").unwrap();
    let other = essai.agent(Role::ResponsableSecteur, ML_A).id.to_string();
    let form = [
        ("id", id.as_str()),
        ("remplacant", other.as_str()),
        ("du", "2026-11-23"),
        ("au", "2026-12-04"),
    ];
    for _ in 0..2 {
        let done = conseiller.post("/remplacements", &form).await;
        assert_eq!(
            done.location(),
            "/remplacements",
            "a second post adds nothing"
        );
    }
    let texte = conseiller.get("/remplacements").await.texte();
    assert_eq!(
        texte.matches("du 23/11/2026 au 04/12/2026").count(),
        1,
        "{texte}"
    );
    let end = format!("/remplacements/{id}/fin");
    let ended = conseiller.post(&end, &[("au", "2026-11-23")]).await;
    assert_eq!(ended.status, 303);
    let texte = conseiller.get("/remplacements").await.texte();
    assert!(texte.contains("du 23/11/2026 au 23/11/2026"), "{texte}");
}

#[tokio::test]
async fn a_wrong_replacement_keeps_what_was_typed() {
    let essai = Essai::new().await;
    let mut conseiller = essai.client(Role::Conseiller, ML_A).await;
    let id = conseiller.get("/remplacements").await.champ("id").unwrap();
    let elsewhere = essai.agent(Role::Conseiller, ML_B).id.to_string();
    let form = [
        ("id", id.as_str()),
        ("remplacant", elsewhere.as_str()),
        ("du", "2026-12-04"),
        ("au", "2026-12-01"),
    ];
    let refused = conseiller.post("/remplacements", &form).await;
    assert_eq!(refused.status, 422);
    assert_eq!(refused.champ("du").as_deref(), Some("2026-12-04"));
    assert!(refused.texte().contains("La fin est avant le début"));
}
