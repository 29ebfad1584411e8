//! The bank account of a person, as people use its page.

use kernel::Role;
use testkit::{ML_A, ML_B};

use crate::{
    accompagnement::{Formulaire, count, dossier},
    essai::Essai,
};

const IBAN: &str = "FR14 2004 1010 0505 0001 3M02 606";

#[tokio::test]
async fn one_enters_another_confirms_and_the_rest_see_its_end() {
    let essai = Essai::new().await;
    let (mut conseiller, base) = dossier(&essai).await;
    let path = format!("{base}/iban");
    let page = conseiller.get(&path).await;
    assert_eq!(page.status, 200, "{}", page.sens());
    assert!(page.texte().contains("Aucun IBAN n’est confirmé"));
    let form = Formulaire::of(&page, &path);
    let wrong = form
        .clone()
        .avec("compte-iban", "FR14 2004 1010 0505 0001 3M02 607");
    let refused = wrong.post(&mut conseiller).await;
    assert_eq!(refused.status, 422);
    assert!(
        refused.texte().contains("n’est pas juste"),
        "{}",
        refused.texte()
    );
    assert!(refused.champ("compte-iban").unwrap().ends_with("607"));
    let form = form.avec("compte-iban", IBAN);
    for _ in 0..2 {
        assert_eq!(form.post(&mut conseiller).await.status, 303);
    }
    assert_eq!(count(&essai, "coordonnees_bancaires").await, 1);
    let seen = conseiller.get(&path).await.texte();
    assert!(seen.contains("•••• 2606"), "{seen}");
    assert!(!seen.contains("0505"), "{seen}");
    let id = form.champ("compte-id").to_owned();
    let forced = [
        ("formulaire", "confirmation"),
        ("confirmation-id", id.as_str()),
    ];
    let there = format!("{path}/confirmation");
    assert_eq!(conseiller.post(&there, &forced).await.status, 403);

    let mut gestionnaire = essai.client(Role::Gestionnaire, ML_A).await;
    let page = gestionnaire.get(&path).await;
    assert!(page.texte().contains("0505"), "{}", page.texte());
    let confirm = Formulaire::of(&page, &there);
    assert_eq!(confirm.post(&mut gestionnaire).await.status, 303);
    let seen = gestionnaire.get(&path).await.texte();
    assert!(seen.contains("Confirmé le"), "{seen}");

    let mut ailleurs = essai.client(Role::Directeur, ML_B).await;
    assert_eq!(ailleurs.get(&path).await.status, 404);
    assert_eq!(ailleurs.post(&there, &forced).await.status, 404);
    let mut accueil = essai.client(Role::ChargeAccueil, ML_A).await;
    assert_eq!(accueil.get(&path).await.status, 403);
}

#[tokio::test]
async fn who_entered_it_finds_no_button_and_is_refused() {
    let essai = Essai::new().await;
    let (_, base) = dossier(&essai).await;
    let path = format!("{base}/iban");
    let mut direction = essai.client(Role::Directeur, ML_A).await;
    let page = direction.get(&path).await;
    let form = Formulaire::of(&page, &path).avec("compte-iban", IBAN);
    assert_eq!(form.post(&mut direction).await.status, 303);
    let page = direction.get(&path).await;
    assert!(
        page.texte().contains("Vous l’avez saisi"),
        "{}",
        page.texte()
    );
    assert!(!page.html().contains("Confirmer cet IBAN"));
    let id = form.champ("compte-id").to_owned();
    let forced = [
        ("formulaire", "confirmation"),
        ("confirmation-id", id.as_str()),
    ];
    let refused = direction
        .post(&format!("{path}/confirmation"), &forced)
        .await;
    assert_eq!(refused.status, 422);
    assert!(
        refused.texte().contains("une autre personne doit"),
        "{}",
        refused.texte()
    );
    let away = Formulaire::of(&page, &format!("{path}/abandon"));
    assert_eq!(away.post(&mut direction).await.status, 303);
    assert!(direction.get(&path).await.texte().contains("Écarté le"));
}
