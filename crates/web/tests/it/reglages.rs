//! The dated rules and amounts, as people read and correct them.

use kernel::Role;
use testkit::{ML_A, ML_B};

use crate::{
    accompagnement::{Formulaire, count},
    essai::Essai,
};

const LISTE: &str = "/reglages/parametres";

#[tokio::test]
async fn what_waits_for_confirmation_is_found_and_corrected() {
    let essai = Essai::new().await;
    let mut direction = essai.client(Role::Directeur, ML_A).await;
    let all = direction.get(LISTE).await;
    assert_eq!(all.status, 200, "{}", all.sens());
    assert!(all.sql() <= 1, "{} statements", all.sql());
    let found = direction
        .get(&format!(
            "{LISTE}?q=premiere+tranche&sujet=allocations&etat=a_confirmer"
        ))
        .await
        .texte();
    assert!(
        found.contains("Allocation du CEJ, première tranche"),
        "{found}"
    );
    assert!(found.contains("337,00"), "{found}");
    let none = direction.get(&format!("{LISTE}?q=zzz")).await.texte();
    assert!(none.contains("Rien ne répond"), "{none}");

    let path = format!("{LISTE}/cej_montant_premiere_tranche");
    let page = direction.get(&path).await;
    let form = Formulaire::of(&page, &path)
        .avec("correction-valide_du", "2026-04-01")
        .avec("correction-reference", "Décret fictif")
        .avec("correction-motif", "Lu au Journal officiel");
    let negative = form.clone().avec("correction-valeur", "-3");
    let refused = negative.post(&mut direction).await;
    assert_eq!(refused.status, 422);
    assert!(refused.texte().contains("négatif"), "{}", refused.texte());
    assert_eq!(
        refused.champ("correction-reference").unwrap(),
        "Décret fictif"
    );
    let backwards = form
        .clone()
        .avec("correction-valeur", "340")
        .avec("correction-valide_au", "2026-03-01");
    let refused = backwards.post(&mut direction).await;
    assert!(refused.texte().contains("La fin vient avant le début"));

    let form = form.avec("correction-valeur", "340,12");
    let preview = form
        .clone()
        .et("geste", "apercu")
        .post(&mut direction)
        .await;
    assert_eq!(preview.status, 200, "{}", preview.sens());
    let said = preview.texte();
    assert!(
        said.contains("340,12") && said.contains("au lieu de 337,00"),
        "{said}"
    );
    assert_eq!(count(&essai, "parametre_local").await, 0);
    for _ in 0..2 {
        assert_eq!(form.post(&mut direction).await.status, 303);
    }
    assert_eq!(count(&essai, "parametre_local").await, 1);
    let now = direction.get(&path).await.texte();
    assert!(now.contains("Corrigé ici le 23/11/2026"), "{now}");
    let list = direction.get(&format!("{LISTE}?etat=local")).await.texte();
    assert!(list.contains("340,12"), "{list}");

    let mut ailleurs = essai.client(Role::Directeur, ML_B).await;
    let there = ailleurs.get(&path).await.texte();
    assert!(!there.contains("340,12"), "{there}");
}

#[tokio::test]
async fn only_the_direction_corrects_and_not_everything() {
    let essai = Essai::new().await;
    let mut conseiller = essai.client(Role::Conseiller, ML_A).await;
    let path = format!("{LISTE}/cej_franchise");
    let page = conseiller.get(&path).await;
    assert!(page.texte().contains("La direction peut la corriger"));
    assert!(
        !page
            .html()
            .contains("<form method=\"post\" action=\"/reglages")
    );
    assert_eq!(conseiller.post(&path, &[]).await.status, 403);
    let mut direction = essai.client(Role::Directeur, ML_A).await;
    let fixed = format!("{LISTE}/seuil_secret_statistique");
    let page = direction.get(&fixed).await;
    assert!(
        page.texte().contains("La même pour tout le réseau"),
        "{}",
        page.texte()
    );
    let forced = [
        ("formulaire", "correction"),
        ("correction-id", "0193a5c0-0000-7000-8000-000000000001"),
        ("correction-valeur", "3"),
        ("correction-valide_du", "2026-04-01"),
        ("correction-reference", "Texte"),
        ("correction-motif", "Motif"),
    ];
    assert_eq!(direction.post(&fixed, &forced).await.status, 403);
    assert_eq!(direction.get(&format!("{LISTE}/rien")).await.status, 404);
    let mut accueil = essai.client(Role::ChargeAccueil, ML_A).await;
    assert_eq!(accueil.get(LISTE).await.status, 403);
    let hours = format!("{LISTE}/message_heure_fin");
    let page = direction.get(&hours).await;
    let form = Formulaire::of(&page, &hours)
        .avec("correction-valeur", "25")
        .avec("correction-reference", "Règle d’ici")
        .avec("correction-motif", "Essai");
    let refused = form.post(&mut direction).await;
    assert_eq!(refused.status, 422);
    assert!(
        refused.texte().contains("entre 1 et 24"),
        "{}",
        refused.texte()
    );
}
