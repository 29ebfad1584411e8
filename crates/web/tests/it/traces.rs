//! The audit shows who read what: one row a page of a dossier, one a search, one an export.

use kernel::Role;
use testkit::ML_A;

use crate::{essai::Essai, exemples::Exemples};

/// The rows of an action: the young person, and the details.
async fn rows(essai: &Essai, action: &str) -> Vec<(Option<uuid::Uuid>, String)> {
    sqlx::query_as(
        "select jeune_id, details::text from audit where action = $1 order by survenu_le, id",
    )
    .bind(action)
    .fetch_all(&essai.base.brut)
    .await
    .expect("the audit")
}

#[tokio::test]
async fn each_page_of_a_dossier_leaves_one_reading_row() {
    let essai = Essai::new().await;
    let exemples = Exemples::new(&essai, ML_A).await;
    let mut faults = Vec::new();
    let mut pages = 0;
    let mut client = essai.client(Role::Directeur, ML_A).await;
    for ligne in web::routes().lignes() {
        if ligne.methode != "GET" || !ligne.chemin.starts_with("/jeunes/{id}") {
            continue;
        }
        let path = exemples.adresse(ligne.chemin);
        let before = essai.base.audit("lecture").await;
        let status = client.get(&path).await.status.as_u16();
        let traces = essai.base.audit("lecture").await - before;
        let right = if status == 200 {
            pages += 1;
            traces == 1
        } else {
            status < 500 && traces <= 1
        };
        if !right {
            faults.push(format!("{path} → {status}, {traces} rows"));
        }
    }
    assert_eq!(faults, Vec::<String>::new());
    assert!(pages > 5, "the pages of a dossier were found");
    for (jeune, _) in rows(&essai, "lecture").await {
        assert_eq!(jeune, Some(exemples.jeune()));
    }
}

#[tokio::test]
async fn what_was_refused_leaves_no_reading_row() {
    let essai = Essai::new().await;
    let exemples = Exemples::new(&essai, ML_A).await;
    let mut client = essai.client(Role::ChargeAccueil, ML_A).await;
    let base = format!("/jeunes/{}", exemples.jeune());
    assert_eq!(client.get(&format!("{base}/plan")).await.status, 403);
    assert_eq!(essai.base.audit("lecture").await, 0);
    assert_eq!(client.get(&base).await.status, 200);
    assert_eq!(essai.base.audit("lecture").await, 1);
}

#[tokio::test]
async fn a_search_and_an_export_are_traced_without_the_words_typed() {
    let essai = Essai::new().await;
    let exemples = Exemples::new(&essai, ML_A).await;
    let mut client = essai.client(Role::Conseiller, ML_A).await;
    let found = client.get("/recherche?q=tintoret+zephyrine").await;
    assert!(found.html().contains(&exemples.jeune().to_string()));
    let searches = rows(&essai, "recherche").await;
    assert_eq!(searches.len(), 1, "{searches:?}");
    let shown = searches[0].1.to_lowercase();
    assert!(
        !shown.contains("tintoret") && !shown.contains("zephyrine"),
        "{shown}"
    );
    let exported = client.get("/portefeuille/export").await;
    assert_eq!(exported.status, 200);
    assert!(
        exported.html().to_uppercase().contains("TINTORET"),
        "{}",
        exported.html()
    );
    let exports = rows(&essai, "export").await;
    assert_eq!(exports.len(), 1, "{exports:?}");
    let shown = &exports[0].1;
    assert!(
        shown.contains(&exemples.jeune().to_string()),
        "the identifiers: {shown}"
    );
    assert!(!shown.to_lowercase().contains("tintoret"), "{shown}");
}

#[tokio::test]
async fn the_direction_sees_who_consulted() {
    let essai = Essai::new().await;
    let exemples = Exemples::new(&essai, ML_A).await;
    let base = format!("/jeunes/{}", exemples.jeune());
    let mut accueil = essai.client(Role::ChargeAccueil, ML_A).await;
    accueil.get(&base).await;
    let mut direction = essai.client(Role::Directeur, ML_A).await;
    let page = direction.get(&format!("{base}/consultations")).await;
    assert_eq!(page.status, 200);
    assert!(
        page.texte().contains("Chargé d’accueil-1"),
        "{}",
        page.texte()
    );
    let mut conseiller = essai.client(Role::Conseiller, ML_A).await;
    assert_eq!(
        conseiller
            .get(&format!("{base}/consultations"))
            .await
            .status,
        403
    );
}
