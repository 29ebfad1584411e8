//! The information on one's data: the notice to read, and what was given to a person.

use kernel::Role;
use testkit::ML_A;

use crate::{essai::Essai, jeunes_creation::ouvrir};

#[tokio::test]
async fn the_notice_is_read_in_each_language_by_anyone_signed_in() {
    let essai = Essai::new().await;
    for role in [Role::Conseiller, Role::IntervenantExterieur, Role::National] {
        let mut client = essai.client(role, ML_A).await;
        let page = client.get("/information").await;
        assert_eq!(page.status, 200, "{role}");
        let texte = page.texte();
        assert!(texte.contains("Vos données à la mission locale"), "{texte}");
        assert!(texte.contains("www.cnil.fr"), "{texte}");
        assert!(!texte.contains('{'), "{texte}");
    }
    let mut client = essai.client(Role::ChargeAccueil, ML_A).await;
    let easy = client.get("/information?langue=fr_facile").await.texte();
    assert!(easy.contains("Vous pouvez voir votre dossier."), "{easy}");
    let arabic = client.get("/information?langue=ar").await;
    assert!(arabic.html().contains("lang=\"ar\" dir=\"rtl\""));
    let unknown = client.get("/information?langue=xx").await.texte();
    assert!(unknown.contains("Vos données à la mission locale"));
    assert_eq!(essai.anonyme().get("/information").await.status, 303);
}

#[tokio::test]
async fn the_counter_notes_that_it_is_given() {
    let essai = Essai::new().await;
    let mut accueil = essai.client(Role::ChargeAccueil, ML_A).await;
    let base = ouvrir(&mut accueil, &[]).await;
    let fiche = accueil.get(&format!("{base}/identite")).await.texte();
    assert!(
        fiche.contains("Information sur ses données : à donner"),
        "{fiche}"
    );
    let path = format!("{base}/information");
    let form = accueil.get(&path).await;
    assert_eq!(form.champ("donnee_le").unwrap(), "2026-11-23");
    let id = form.champ("id").unwrap();

    let wrong = [
        ("id", id.as_str()),
        ("donnee_le", "01/01/2027"),
        ("langue", "fr"),
    ];
    let refused = accueil.post(&path, &wrong).await;
    assert_eq!(refused.status, 422);
    assert!(
        refused
            .texte()
            .contains("Choisissez comment la notice a été donnée.")
    );
    let good = [
        ("id", id.as_str()),
        ("donnee_le", "2026-11-20"),
        ("langue", "fr_facile"),
        ("moyen", "remise"),
    ];
    for _ in 0..2 {
        let done = accueil.post(&path, &good).await;
        assert_eq!(done.location(), format!("{base}/identite"));
    }
    let fiche = accueil.get(&format!("{base}/identite")).await.texte();
    assert!(
        fiche.contains("Information sur ses données donnée le 20 novembre 2026"),
        "{fiche}"
    );
    let page = accueil.get(&path).await.texte();
    assert_eq!(page.matches("Le 20 novembre 2026").count(), 1, "{page}");

    let mut atelier = essai.client(Role::AnimateurAtelier, ML_A).await;
    let seen = atelier.get(&path).await;
    assert!(seen.champ("moyen").is_none(), "no form for who only reads");
    assert_eq!(atelier.post(&path, &good).await.status, 403);
}

#[tokio::test]
async fn the_creation_form_notes_it_at_once() {
    let essai = Essai::new().await;
    let mut conseiller = essai.client(Role::Conseiller, ML_A).await;
    let base = ouvrir(&mut conseiller, &[("informe", "oui")]).await;
    let page = conseiller.get(&format!("{base}/information")).await.texte();
    assert!(page.contains("Remise et lue ensemble"), "{page}");
    let open: i64 =
        sqlx::query_scalar("select count(*) from echeance where nature = 'information'")
            .fetch_one(&essai.base.brut)
            .await
            .unwrap();
    assert_eq!(open, 0);
    let frise = conseiller.get(&format!("{base}/frise")).await.texte();
    assert!(
        frise.contains("Information sur ses données donnée"),
        "{frise}"
    );
}
