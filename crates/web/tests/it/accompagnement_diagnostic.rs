//! The diagnostic: said, corrected, shown.

use kernel::Role;
use testkit::ML_A;

use crate::{
    accompagnement::{Formulaire, count, dossier},
    essai::{Client, Essai},
};

/// Two domains said, with a frein.
async fn said(client: &mut Client, base: &str) -> Formulaire {
    let path = format!("{base}/diagnostic/nouveau");
    let page = client.get(&path).await;
    Formulaire::of(&page, &path)
        .avec("niveau_mobilite", "ca_bloque")
        .avec("mots_du_jeune_mobilite", "Je dépends de ma mère.")
        .avec("niveau_emploi", "a_surveiller")
        .et("freins_trouves", "permis_a_passer")
}

#[tokio::test]
async fn two_domains_make_a_diagnostic_once() {
    let essai = Essai::new().await;
    let (mut conseiller, base) = dossier(&essai).await;
    let empty = conseiller.get(&format!("{base}/diagnostic")).await;
    assert!(empty.texte().contains("Pas encore de diagnostic"));
    let form = said(&mut conseiller, &base).await;
    for _ in 0..2 {
        let done = form.post(&mut conseiller).await;
        assert_eq!(
            done.location(),
            format!("{base}/diagnostic"),
            "{}",
            done.sens()
        );
    }
    assert_eq!(count(&essai, "diagnostic").await, 1);
    let texte = conseiller.get(&format!("{base}/diagnostic")).await.texte();
    assert!(texte.contains("« Je dépends de ma mère. »"), "{texte}");
    assert!(texte.contains("Permis de conduire à passer"), "{texte}");
    let shown = conseiller
        .get(&format!("{base}/diagnostic?vue=a_montrer"))
        .await;
    assert!(!shown.texte().contains("Référent"), "{}", shown.texte());
    assert!(shown.html().contains("<svg class=\"j-profil\""));
    let again = conseiller
        .get(&format!("{base}/diagnostic/nouveau"))
        .await
        .texte();
    assert!(
        again.contains("Permis de conduire à passer déjà noté le 23/11/2026"),
        "{again}"
    );
}

#[tokio::test]
async fn one_domain_is_not_enough_and_nothing_typed_is_lost() {
    let essai = Essai::new().await;
    let (mut conseiller, base) = dossier(&essai).await;
    let form = said(&mut conseiller, &base).await;
    let refused = form
        .avec("niveau_emploi", "")
        .avec("raison_emploi", "Plus envie")
        .post(&mut conseiller)
        .await;
    assert_eq!(refused.status, 422);
    assert_eq!(refused.champ("niveau_mobilite").unwrap(), "ca_bloque");
    assert_eq!(
        refused.champ("raison_emploi").unwrap(),
        "\nPlus envie".trim_start()
    );
    assert_eq!(refused.champ("freins_trouves").unwrap(), "permis_a_passer");
    assert!(
        refused.html().contains("href=\"#niveau_emploi\""),
        "{}",
        refused.sens()
    );
    assert_eq!(count(&essai, "diagnostic").await, 0);
}

#[tokio::test]
async fn the_second_of_two_corrections_sees_both_values() {
    let essai = Essai::new().await;
    let (mut conseiller, base) = dossier(&essai).await;
    let form = said(&mut conseiller, &base).await;
    form.post(&mut conseiller).await;
    let path = format!("{base}/diagnostic/{}/corriger", form.champ("id"));
    let page = conseiller.get(&path).await;
    let correction = Formulaire::of(&page, &path);
    assert_eq!(
        correction.champ("mots_du_jeune_mobilite"),
        "Je dépends de ma mère."
    );
    let mut autre = essai.client(Role::ResponsableSecteur, ML_A).await;
    let first = correction
        .clone()
        .avec("niveau_emploi", "ca_va")
        .post(&mut autre)
        .await;
    assert_eq!(first.status, 303, "{}", first.sens());
    let second = correction
        .avec("niveau_emploi", "urgent")
        .post(&mut conseiller)
        .await;
    assert_eq!(second.status, 409);
    assert!(
        second.texte().contains("Emploi Urgent Ça va"),
        "{}",
        second.texte()
    );
    let knowing = Formulaire::of(&second, &path);
    assert_eq!(knowing.champ("niveau_emploi"), "urgent");
    assert_eq!(knowing.post(&mut conseiller).await.status, 303);
}

#[tokio::test]
async fn what_is_being_typed_comes_back() {
    let essai = Essai::new().await;
    let (mut conseiller, base) = dossier(&essai).await;
    let path = format!("{base}/diagnostic/nouveau");
    let form = said(&mut conseiller, &base).await;
    let draft = format!("/brouillon?adresse={path}");
    let fields = [
        ("id", form.champ("id")),
        ("realise_le", form.champ("realise_le")),
        ("niveau_logement", "urgent"),
        ("raison_logement", "À la rue lundi"),
    ];
    assert_eq!(conseiller.post(&draft, &fields).await.status, 204);
    let page = conseiller.get(&path).await;
    assert!(
        page.texte().contains("Brouillon repris"),
        "{}",
        page.texte()
    );
    assert_eq!(page.champ("niveau_logement").unwrap(), "urgent");
    form.post(&mut conseiller).await;
    let page = conseiller.get(&path).await;
    assert!(!page.texte().contains("Brouillon repris"));
}
