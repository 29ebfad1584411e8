//! The facts of a person, as users say and confirm them.

use kernel::Role;
use testkit::ML_A;

use crate::{essai::Essai, jeunes_creation::ouvrir, jeunes_joindre::change};

const CACHES: [&str; 3] = ["id", "version", "vrai_du"];

#[tokio::test]
async fn a_fact_is_said_shown_confirmed_and_kept_when_it_changes() {
    let essai = Essai::new().await;
    let mut conseiller = essai.client(Role::Conseiller, ML_A).await;
    let base = ouvrir(&mut conseiller, &[]).await;
    let fiche = format!("{base}/identite");
    assert!(conseiller.get(&fiche).await.texte().contains("Mobilité"));
    let path = format!("{base}/faits/mobilite");
    let wrong = change(&mut conseiller, &path, &CACHES, &[("rayon", "loin")]).await;
    assert_eq!(wrong.status, 422);
    assert_eq!(wrong.champ("rayon").unwrap(), "loin");
    let typed = [
        ("permis", "code"),
        ("rayon", "20"),
        ("vrai_du", "2026-03-02"),
    ];
    let said = change(&mut conseiller, &path, &CACHES, &typed).await;
    assert_eq!(said.location(), fiche, "{}", said.sens());
    sqlx::query("update fait set confirme_le = '2025-03-02'")
        .execute(&essai.base.brut)
        .await
        .unwrap();
    let page = conseiller.get(&fiche).await;
    assert!(
        page.texte()
            .contains("À vérifier : confirmé il y a 21 mois"),
        "{}",
        page.texte()
    );
    let id: uuid::Uuid = sqlx::query_scalar("select id from fait")
        .fetch_one(&essai.base.brut)
        .await
        .unwrap();
    let click = format!("{path}/confirmer");
    let done = conseiller.post(&click, &[("id", &id.to_string())]).await;
    assert_eq!(done.location(), fiche);
    let page = conseiller.get(&fiche).await.texte();
    assert!(page.contains("Confirmé aujourd’hui"), "{page}");
    assert!(page.contains("Code obtenu"), "{page}");

    let old = conseiller.get(&path).await.champ("version").unwrap();
    let said = change(&mut conseiller, &path, &CACHES, &[("permis", "b")]).await;
    assert_eq!(said.status, 303, "{}", said.sens());
    let form = conseiller.get(&path).await.texte();
    assert!(form.contains("Du 02/03/2026 au 22/11/2026"), "{form}");
    let late = [("version", old.as_str()), ("permis", "a")];
    let met = change(&mut conseiller, &path, &CACHES, &late).await;
    assert_eq!(met.status, 409);
    assert!(
        met.texte().contains("A, A1 ou A2 (moto) B (voiture)"),
        "{}",
        met.texte()
    );
}

#[tokio::test]
async fn the_right_to_stay_shows_only_to_those_who_follow() {
    let essai = Essai::new().await;
    let mut conseiller = essai.client(Role::Conseiller, ML_A).await;
    let mut direction = essai.client(Role::Directeur, ML_A).await;
    let mut accueil = essai.client(Role::ChargeAccueil, ML_A).await;
    let mut secteur = essai.client(Role::ResponsableSecteur, ML_A).await;
    let base = ouvrir(&mut accueil, &[]).await;
    let path = format!("{base}/sejour");
    let typed = [("titre", "recepisse"), ("fin", "2026-12-20")];
    let said = change(&mut direction, &path, &CACHES, &typed).await;
    assert_eq!(said.status, 303, "{}", said.sens());
    assert!(direction.get(&path).await.html().contains("2026-12-20"));
    assert_eq!(accueil.get(&path).await.status, 403);
    assert_eq!(secteur.get(&path).await.status, 404);
    for client in [&mut conseiller, &mut accueil, &mut secteur] {
        for page in ["", "/identite", "/frise"] {
            let page = client.get(&format!("{base}{page}")).await.html();
            for word in ["récépissé", "Récépissé", "Titre de séjour", "/sejour"] {
                assert!(!page.contains(word) || client_follows(&page), "{word}");
            }
        }
    }
    let export = direction
        .get("/portefeuille/export?format=csv")
        .await
        .html();
    assert!(!export.to_lowercase().contains("séjour"), "{export}");
}

/// The link is on the fiche of the one who follows the dossier, and on no other.
fn client_follows(page: &str) -> bool {
    page.contains("/sejour\"") && !page.contains("Récépissé")
}
