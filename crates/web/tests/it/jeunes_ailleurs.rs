//! « Avez-vous déjà été suivi ailleurs ? »: asked at creation, followed up on its page.

use kernel::Role;
use testkit::{ML_A, ML_B};

use crate::{essai::Essai, jeunes_creation::ouvrir, jeunes_joindre::change};

#[tokio::test]
async fn a_yes_at_creation_leads_to_the_other_front_desk() {
    let essai = Essai::new().await;
    let mut there = essai.client(Role::ChargeAccueil, ML_B).await;
    ouvrir(&mut there, &[]).await;
    let mut accueil = essai.client(Role::ChargeAccueil, ML_A).await;
    let path = ouvrir(&mut accueil, &[("ailleurs", "oui")]).await;
    assert!(path.ends_with("/ailleurs"), "{path}");
    // Nothing is looked for before the answer is posted here.
    assert_eq!(essai.base.audit("suivi_ailleurs").await, 0);
    let mute = change(&mut accueil, &path, &["id"], &[]).await;
    assert_eq!(mute.status, 422);
    assert!(
        mute.texte()
            .contains("Choisissez ce que répond la personne.")
    );
    let done = change(&mut accueil, &path, &["id"], &[("reponse", "oui")]).await;
    assert_eq!(done.location(), path);
    let page = accueil.get(&path).await;
    let texte = page.texte();
    assert!(texte.contains("Peut-être déjà suivie ailleurs"), "{texte}");
    assert!(
        texte.contains("Mission locale des Hauts-Fictifs"),
        "{texte}"
    );
    let id = path.trim_end_matches("/ailleurs");
    assert_eq!(there.get(id).await.status, 404);
}

#[tokio::test]
async fn a_no_at_creation_is_kept_at_once() {
    let essai = Essai::new().await;
    let mut accueil = essai.client(Role::ChargeAccueil, ML_A).await;
    let path = ouvrir(&mut accueil, &[("ailleurs", "non")]).await;
    assert!(!path.ends_with("/ailleurs"), "{path}");
    assert_eq!(essai.base.audit("suivi_ailleurs").await, 1);
    let texte = accueil.get(&format!("{path}/ailleurs")).await.texte();
    assert!(texte.contains("23 novembre 2026 : non."), "{texte}");
    for _ in 0..6 {
        let typed = [("reponse", "oui")];
        change(&mut accueil, &format!("{path}/ailleurs"), &["id"], &typed).await;
    }
    let typed = [("reponse", "oui")];
    let refused = change(&mut accueil, &format!("{path}/ailleurs"), &["id"], &typed).await;
    assert_eq!(refused.status, 422);
    let texte = refused.texte();
    assert!(
        texte.contains("Trop de recherches en une minute"),
        "{texte}"
    );
    assert!(
        refused.html().contains("value=\"oui\" checked"),
        "what was chosen stays"
    );
}
