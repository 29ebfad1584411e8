//! Référents and replacements.

use jeunes::referents::{self, Designation, NouveauRemplacement};
use kernel::{AgentId, Role, Section};
use platform::Error;
use testkit::{ML_A, ML_B, TestDb};
use uuid::Uuid;

use crate::commun::{champs, cree, d, ecrit, lit, today};

fn designation(agent: AgentId) -> Designation {
    Designation {
        agent,
        motif: "secteur".to_owned(),
        du: d(2026, 11, 20),
    }
}

#[tokio::test]
async fn changing_a_referent_keeps_the_former_one() {
    let test = TestDb::new().await;
    let conseiller = test.reseau.conseiller(ML_A);
    let chef = test.reseau.agent(ML_A, Role::ResponsableSecteur);
    let id = cree(&test, conseiller, "Faure", "Lina", Some(conseiller.id)).await;
    let mut tx = test.tx(chef).await;
    let dossier = ecrit(&mut tx, id, Section::Identite).await;
    for _ in 0..2 {
        referents::designate(&mut tx, &dossier, &designation(chef.id))
            .await
            .unwrap();
    }
    let dossier = lit(&mut tx, id, Section::Identite).await;
    assert_eq!(dossier.referent, Some(chef.id));
    let all = referents::history(&mut tx, &dossier).await.unwrap();
    let dates: Vec<_> = all.iter().map(|r| (r.agent, r.du, r.au)).collect();
    assert_eq!(
        dates,
        [
            (chef.id, d(2026, 11, 20), None),
            (conseiller.id, d(2026, 11, 2), Some(d(2026, 11, 19))),
        ]
    );
    tx.commit().await.unwrap();
    assert_eq!(test.audit("referent").await, 1);
}

#[tokio::test]
async fn a_referent_is_someone_of_the_list() {
    let test = TestDb::new().await;
    let conseiller = test.reseau.conseiller(ML_A);
    let id = cree(&test, conseiller, "Faure", "Lina", None).await;
    let mut tx = test.tx(conseiller).await;
    let list = referents::possible(&mut tx).await.unwrap();
    assert_eq!(list.len(), 4);
    assert!(
        list.iter()
            .all(|r| r.role.can_be_referent() && r.site == "Siège")
    );
    let dossier = ecrit(&mut tx, id, Section::Identite).await;
    let strangers = [
        test.reseau.conseiller(ML_B).id,
        test.reseau.agent(ML_A, Role::ChargeAccueil).id,
    ];
    for agent in strangers {
        let refused = referents::designate(&mut tx, &dossier, &designation(agent)).await;
        assert_eq!(champs(refused), ["referent"]);
    }
    let wrong = Designation {
        motif: "parce_que".to_owned(),
        du: d(2026, 12, 1),
        ..designation(conseiller.id)
    };
    let refused = referents::designate(&mut tx, &dossier, &wrong).await;
    assert_eq!(champs(refused), ["motif", "du"]);
    let mut tx = test
        .tx(test.reseau.agent(ML_A, Role::RelationEntreprises))
        .await;
    assert!(matches!(
        referents::possible(&mut tx).await,
        Err(Error::Forbidden)
    ));
}

#[tokio::test]
async fn an_absence_has_one_replacement() {
    let test = TestDb::new().await;
    let conseiller = test.reseau.conseiller(ML_A);
    let chef = test.reseau.agent(ML_A, Role::ResponsableSecteur);
    let new = NouveauRemplacement {
        id: Uuid::from_u128(7),
        agent: conseiller.id,
        remplacant: chef.id,
        du: today(),
        au: d(2026, 12, 4),
    };
    let mut tx = test.tx(conseiller).await;
    for _ in 0..2 {
        referents::create_remplacement(&mut tx, &new).await.unwrap();
    }
    let again = NouveauRemplacement {
        id: Uuid::from_u128(8),
        du: d(2026, 12, 4),
        au: d(2026, 12, 5),
        ..new.clone()
    };
    assert_eq!(
        champs(referents::create_remplacement(&mut tx, &again).await),
        ["du"]
    );
    let other = NouveauRemplacement {
        id: Uuid::from_u128(9),
        agent: chef.id,
        remplacant: conseiller.id,
        ..new.clone()
    };
    let refused = referents::create_remplacement(&mut tx, &other).await;
    assert!(matches!(refused, Err(Error::Forbidden)));
    referents::end_remplacement(&mut tx, new.id, d(2026, 11, 30))
        .await
        .unwrap();
    let all = referents::remplacements(&mut tx).await.unwrap();
    assert_eq!((all.len(), all[0].au), (1, d(2026, 11, 30)));
    referents::end_remplacement(&mut tx, new.id, d(2026, 11, 20))
        .await
        .unwrap();
    assert!(referents::remplacements(&mut tx).await.unwrap().is_empty());
    let gone = referents::end_remplacement(&mut tx, new.id, today()).await;
    assert!(matches!(gone, Err(Error::NotFound)));
}
