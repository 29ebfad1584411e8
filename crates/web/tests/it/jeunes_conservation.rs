//! The retention of a dossier: what the fiche says, what the direction holds.

use kernel::Role;
use testkit::ML_A;

use crate::{essai::Essai, jeunes_creation::ouvrir};

#[tokio::test]
async fn the_direction_holds_a_dossier_and_lets_it_go() {
    let essai = Essai::new().await;
    let mut accueil = essai.client(Role::ChargeAccueil, ML_A).await;
    let mut directeur = essai.client(Role::Directeur, ML_A).await;
    let base = ouvrir(&mut accueil, &[]).await;
    let path = format!("{base}/conservation");
    let page = directeur.get(&path).await;
    assert!(
        page.texte()
            .contains("Passé ce jour, le dossier est effacé en entier")
    );
    let id = page.champ("id").unwrap();

    let typed = [("id", id.as_str()), ("jusqu_au", "01/02/2020")];
    let wrong = directeur.post(&path, &typed).await;
    assert_eq!(wrong.status, 422);
    let texte = wrong.texte();
    assert!(texte.contains("2 réponses sont à corriger"), "{texte}");

    let typed = [("id", id.as_str()), ("motif", "requisition")];
    let done = directeur.post(&path, &typed).await;
    assert_eq!(done.location(), format!("{base}/identite"));
    let again = directeur.post(&path, &typed).await;
    assert_eq!(again.status, 303, "a second post");
    assert_eq!(essai.base.audit("gel").await, 1);
    let fiche = directeur.follow(&done).await.texte();
    assert!(fiche.contains("Effacement gelé"), "{fiche}");

    // The counter knows that it is held, and not why.
    let seen = accueil.get(&format!("{base}/identite")).await.texte();
    assert!(seen.contains("Effacement gelé"), "{seen}");
    assert!(!seen.contains("Réquisition"), "{seen}");
    assert_eq!(accueil.get(&path).await.status, 403);

    let page = directeur.get(&path).await;
    assert!(page.texte().contains("Gelé : Réquisition d’une autorité"));
    let gel = page.champ("lever").unwrap();
    let lifted = directeur.post(&path, &[("lever", &gel)]).await;
    let fiche = directeur.follow(&lifted).await.texte();
    assert!(!fiche.contains("Effacement gelé"), "{fiche}");
    let gone = directeur.post(&path, &[("lever", &gel)]).await;
    assert_eq!(gone.status, 404);
}
