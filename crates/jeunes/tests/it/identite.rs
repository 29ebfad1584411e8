//! Likely duplicates.

use jeunes::{
    dossiers::{self, Moyen, Naissance},
    identite::{self, Doublon, DoublonVisible},
};
use kernel::Role;
use testkit::{ML_A, ML_B, TestDb};

use crate::commun::{audit_text, cree, d, nouveau, today};

fn visible(doublon: &Doublon) -> &DoublonVisible {
    match doublon {
        Doublon::Visible(visible) => visible,
        Doublon::Protege => panic!("a visible duplicate was expected"),
    }
}

#[tokio::test]
async fn a_likely_duplicate_is_shown_side_by_side() {
    let test = TestDb::new().await;
    let accueil = test.reseau.agent(ML_A, Role::ChargeAccueil);
    let mut tx = test.tx(accueil).await;
    let mut known = nouveau(&tx, "Lefèvre", "Léa-Marie");
    known.moyen = Moyen::Telephone("06 39 98 00 01".to_owned());
    dossiers::create(&mut tx, &known).await.unwrap();
    tx.commit().await.unwrap();
    cree(&test, accueil, "Martin", "Hugo", None).await;

    let mut tx = test.tx(accueil).await;
    let mut new = nouveau(&tx, "Lefebvre", "Lea");
    new.naissance = Naissance::Date(d(2007, 12, 3));
    new.moyen = known.moyen.clone();
    let likely = identite::likely_duplicates(&mut tx, &new).await.unwrap();
    assert_eq!(likely.len(), 1);
    let shown = visible(&likely[0]);
    assert_eq!(shown.id, known.id);
    let agrees = shown.comparaison.concorde.join(" / ");
    assert!(agrees.contains("jour et mois inversés"), "{agrees}");
    assert!(agrees.contains("même téléphone"), "{agrees}");
    let contact = shown
        .champs
        .iter()
        .find(|c| c.libelle == "Contacts")
        .unwrap();
    assert_eq!(contact.existant, "06 39 98 00 01");
    for (nom, prenom, birth) in [
        ("Léa Marie", "LEFEVRE", Naissance::Date(d(2007, 3, 12))),
        ("Lefvère", "Léa-Marie", Naissance::Date(d(2007, 3, 13))),
        (
            "Lefèvre",
            "Léa-Marie",
            Naissance::Declaree {
                age: 19,
                le: today(),
            },
        ),
    ] {
        let mut new = nouveau(&tx, nom, prenom);
        new.naissance = birth;
        let likely = identite::likely_duplicates(&mut tx, &new).await.unwrap();
        assert_eq!(likely.len(), 1, "{prenom} {nom}");
    }
    let other = nouveau(&tx, "Garnier", "Tom");
    assert!(
        identite::likely_duplicates(&mut tx, &other)
            .await
            .unwrap()
            .is_empty()
    );
    tx.commit().await.unwrap();
    assert_eq!(test.audit("doublons").await, 4);
    let traces = audit_text(&test).await.to_lowercase();
    assert!(!traces.contains("lef") && !traces.contains("3998"));
}

#[tokio::test]
async fn another_mission_locale_is_not_compared() {
    let test = TestDb::new().await;
    cree(&test, test.reseau.conseiller(ML_A), "Lefèvre", "Léa", None).await;
    let mut tx = test.tx(test.reseau.conseiller(ML_B)).await;
    let new = nouveau(&tx, "Lefèvre", "Léa");
    assert!(
        identite::likely_duplicates(&mut tx, &new)
            .await
            .unwrap()
            .is_empty()
    );
    let mut tx = test
        .tx(test.reseau.agent(ML_A, Role::RelationEntreprises))
        .await;
    let refused = identite::likely_duplicates(&mut tx, &new).await;
    assert!(matches!(refused, Err(platform::Error::Forbidden)));
}
