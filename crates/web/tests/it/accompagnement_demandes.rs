//! What is asked and what is offered.

use kernel::Role;
use testkit::ML_A;

use crate::{
    accompagnement::{Formulaire, count, dossier},
    essai::Essai,
};

#[tokio::test]
async fn a_demande_is_noted_once_answered_and_closed() {
    let essai = Essai::new().await;
    let (mut conseiller, base) = dossier(&essai).await;
    let path = format!("{base}/demandes");
    let page = conseiller.get(&path).await;
    let form = Formulaire::of(&page, &path)
        .avec("demande-nouvelle-theme", "passer_permis")
        .avec("demande-nouvelle-precisions", "Le code d’abord");
    for _ in 0..2 {
        assert_eq!(form.post(&mut conseiller).await.location(), path);
    }
    assert_eq!(count(&essai, "demande").await, 1);
    let id = form.champ("demande-nouvelle-id").to_owned();

    let page = conseiller.get(&path).await;
    assert!(
        page.texte().contains("« Le code d’abord »"),
        "{}",
        page.texte()
    );
    let offer = Formulaire::of(&page, &format!("{base}/propositions"))
        .avec("proposition-nouvelle-nature", "atelier")
        .avec("proposition-nouvelle-libelle", "Atelier code")
        .avec("proposition-nouvelle-demande", &id);
    assert_eq!(offer.post(&mut conseiller).await.status, 303);
    let page = conseiller.get(&path).await;
    let close = Formulaire::of(&page, &format!("{base}/demandes/{id}"));
    let etat = close.cle("etat");
    let done = close
        .clone()
        .avec(&etat, "satisfaite")
        .post(&mut conseiller)
        .await;
    assert_eq!(done.status, 303, "{}", done.sens());
    assert!(conseiller.get(&path).await.texte().contains("Satisfaite"));

    let mut autre = essai.client(Role::ResponsableSecteur, ML_A).await;
    let met = close
        .clone()
        .avec(&etat, "sans_suite")
        .post(&mut autre)
        .await;
    assert_eq!(met.status, 409);
    assert!(
        met.texte().contains("Sans suite Satisfaite"),
        "{}",
        met.texte()
    );
    let again = Formulaire::of(&met, &format!("{base}/demandes/{id}")).avec(&etat, "sans_suite");
    assert_ne!(
        again.champ(&again.cle("version")),
        close.champ(&close.cle("version"))
    );
}

#[tokio::test]
async fn a_refused_proposition_keeps_what_was_typed() {
    let essai = Essai::new().await;
    let (mut conseiller, base) = dossier(&essai).await;
    let page = conseiller.get(&format!("{base}/demandes")).await;
    let refused = Formulaire::of(&page, &format!("{base}/propositions"))
        .avec("proposition-nouvelle-nature", "atelier")
        .avec("proposition-nouvelle-proposee_le", "2030-01-01")
        .avec("proposition-nouvelle-libelle", "Atelier d’été")
        .post(&mut conseiller)
        .await;
    assert_eq!(refused.status, 422);
    assert_eq!(
        refused.champ("proposition-nouvelle-libelle").unwrap(),
        "Atelier d’été"
    );
    assert_eq!(
        refused.champ("proposition-nouvelle-nature").unwrap(),
        "atelier"
    );
    assert!(
        refused
            .html()
            .contains("href=\"#proposition-nouvelle-proposee_le\"")
    );
}
