//! The plan: what blocks, objectifs, actions, the agreement.

use kernel::Role;
use testkit::ML_A;

use crate::{
    accompagnement::{Formulaire, count, dossier},
    essai::{Client, Essai},
};

/// A frein, an objectif for it and an action; their identifiers.
async fn planned(client: &mut Client, base: &str) -> [String; 3] {
    let path = format!("{base}/plan");
    let page = client.get(&path).await;
    let frein = Formulaire::of(&page, &format!("{path}/freins"))
        .avec("frein-nouveau-code", "permis_a_passer");
    for _ in 0..2 {
        let done = frein.post(client).await;
        assert_eq!(done.location(), path, "{}", done.sens());
    }
    let id = frein.champ("frein-nouveau-id").to_owned();
    let cle = format!("objectif-frein-{id}");
    let nouveau = uuid::Uuid::from_u128(0x0193_0000_0000_7000_8000_0000_0000_0001).to_string();
    let objectif = [
        ("formulaire".to_owned(), cle.clone()),
        (format!("{cle}-id"), nouveau.clone()),
        (format!("{cle}-frein"), id.clone()),
        (format!("{cle}-libelle"), "Avoir le permis".to_owned()),
    ];
    let fields: Vec<(&str, &str)> = objectif
        .iter()
        .map(|(n, v)| (n.as_str(), v.as_str()))
        .collect();
    for _ in 0..2 {
        assert_eq!(
            client
                .post(&format!("{path}/objectifs"), &fields)
                .await
                .status,
            303
        );
    }
    let page = client.get(&path).await;
    let action = Formulaire::of(&page, &format!("{path}/actions"));
    let action = action
        .clone()
        .avec(&action.cle("libelle"), "S’inscrire au code");
    for _ in 0..2 {
        let done = action.post(client).await;
        assert_eq!(done.status, 303, "{}", done.sens());
    }
    [id, nouveau, action.champ(&action.cle("id")).to_owned()]
}

#[tokio::test]
async fn a_plan_moves_and_is_agreed() {
    let essai = Essai::new().await;
    let (mut conseiller, base) = dossier(&essai).await;
    let path = format!("{base}/plan");
    let [frein, objectif, action] = planned(&mut conseiller, &base).await;
    for table in ["frein", "objectif", "action"] {
        assert_eq!(count(&essai, table).await, 1, "{table}");
    }
    let page = conseiller.get(&path).await;
    let accord = Formulaire::of(&page, &format!("{path}/accords"))
        .avec(&format!("accord-reponse_{objectif}"), "oui");
    for _ in 0..2 {
        let done = accord.post(&mut conseiller).await;
        assert_eq!(done.location(), path, "{}", done.sens());
    }
    assert_eq!(count(&essai, "accord").await, 1);
    let kept = format!("{path}/accords/{}", accord.champ("accord-id"));
    let page = conseiller.get(&path).await;
    let move_it = Formulaire::of(&page, &format!("{path}/actions/{action}/etat"));
    let etat = move_it.cle("etat");
    assert_eq!(
        move_it
            .avec(&etat, "faite")
            .post(&mut conseiller)
            .await
            .status,
        303
    );
    let page = conseiller.get(&path).await;
    assert!(
        page.texte().contains("1 action faite sur 1"),
        "{}",
        page.texte()
    );
    assert!(
        page.texte().contains("D’accord le 23/11/2026"),
        "{}",
        page.texte()
    );
    let lift = Formulaire::of(&page, &format!("{path}/freins/{frein}/lever"));
    let motif = lift.cle("motif");
    let lifted = lift
        .avec(&motif, "demarche_aboutie")
        .post(&mut conseiller)
        .await;
    assert_eq!(lifted.status, 303, "{}", lifted.sens());
    let texte = conseiller.get(&path).await.texte();
    assert!(
        texte.contains("Levé le 23/11/2026 : la démarche a abouti"),
        "{texte}"
    );
    let texte = conseiller.get(&kept).await.texte();
    assert!(texte.contains("Avoir le permis D’accord"), "{texte}");
    assert!(!texte.contains("faite"), "the plan as it was: {texte}");
}

#[tokio::test]
async fn the_second_of_two_moves_sees_both_values() {
    let essai = Essai::new().await;
    let (mut conseiller, base) = dossier(&essai).await;
    let [_, _, action] = planned(&mut conseiller, &base).await;
    let path = format!("{base}/plan/actions/{action}/etat");
    let page = conseiller.get(&format!("{base}/plan")).await;
    let form = Formulaire::of(&page, &path);
    let (etat, motif) = (form.cle("etat"), form.cle("motif_abandon"));
    let mut autre = essai.client(Role::ResponsableSecteur, ML_A).await;
    assert_eq!(
        form.clone()
            .avec(&etat, "en_cours")
            .post(&mut autre)
            .await
            .status,
        303
    );
    let late = form.avec(&etat, "abandonnee").avec(&motif, "plus_utile");
    let met = late.post(&mut conseiller).await;
    assert_eq!(met.status, 409);
    assert!(
        met.texte().contains("Abandonnée En cours"),
        "{}",
        met.texte()
    );
    let knowing = Formulaire::of(&met, &path).avec(&etat, "abandonnee");
    assert_eq!(knowing.champ(&motif), "plus_utile");
    assert_eq!(knowing.post(&mut conseiller).await.status, 303);
}

#[tokio::test]
async fn a_refused_form_opens_again_with_what_was_typed() {
    let essai = Essai::new().await;
    let (mut conseiller, base) = dossier(&essai).await;
    let path = format!("{base}/plan/objectifs");
    let page = conseiller.get(&format!("{base}/plan")).await;
    let wish = Formulaire::of(&page, &path).avec("souhait-souhait", "Devenir soudeuse");
    let refused = wish.post(&mut conseiller).await;
    assert_eq!(refused.status, 422);
    assert_eq!(
        refused.champ("souhait-souhait").unwrap(),
        "Devenir soudeuse"
    );
    assert!(
        refused.html().contains("href=\"#souhait-domaine\""),
        "{}",
        refused.sens()
    );
    let done = Formulaire::of(&refused, &path)
        .avec("souhait-domaine", "formation")
        .post(&mut conseiller)
        .await;
    assert_eq!(done.status, 303, "{}", done.sens());
    let texte = conseiller.get(&format!("{base}/plan")).await.texte();
    assert!(
        texte.contains("Ce que j’ai envie de faire Devenir soudeuse"),
        "{texte}"
    );
    let [_, _, action] = planned(&mut conseiller, &base).await;
    let path = format!("{base}/plan/actions/{action}");
    let page = conseiller.get(&format!("{base}/plan")).await;
    let form = Formulaire::of(&page, &path);
    let (qui, libelle) = (form.cle("qui"), form.cle("libelle"));
    let refused = form
        .avec(&qui, "partenaire")
        .avec(&libelle, "Appeler")
        .post(&mut conseiller)
        .await;
    assert_eq!(refused.status, 422);
    assert_eq!(refused.champ(&libelle).unwrap(), "Appeler");
    assert_eq!(refused.champ(&qui).unwrap(), "partenaire");
}
