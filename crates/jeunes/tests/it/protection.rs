//! A protected dossier shows nowhere but to its référent, her replacement and the direction.

use jeunes::{
    acces,
    dossiers::{self, NouveauJeune},
    identite::{self, Doublon},
    portefeuille::{self, Filtre, Suivi},
    recherche,
    referents::{self, NouveauRemplacement},
};
use kernel::{JeuneId, Permission, Role, Section};
use platform::{Error, authz};
use testkit::{ML_A, ML_B, TestDb};
use uuid::Uuid;

use crate::commun::{cree, d, ecrit, nouveau, today};

async fn protected(test: &TestDb) -> JeuneId {
    let conseiller = test.reseau.conseiller(ML_A);
    let id = cree(test, conseiller, "Secret", "Ambre", Some(conseiller.id)).await;
    let mut tx = test.tx(conseiller).await;
    let dossier = ecrit(&mut tx, id, Section::Identite).await;
    dossiers::protect(&mut tx, &dossier, "mise_en_securite")
        .await
        .expect("it is done");
    tx.commit().await.expect("it is done");
    id
}

#[tokio::test]
async fn by_role() {
    let test = TestDb::new().await;
    let id = protected(&test).await;
    for role in Role::ALL.iter().copied().filter(|r| r.is_local()) {
        let sees = role.is_direction() || role == Role::Conseiller;
        let mut tx = test.tx(test.reseau.agent(ML_A, role)).await;
        let opened = acces::open_for_read(&mut tx, id, Section::Identite).await;
        assert_eq!(opened.is_ok(), sees, "{role} opens");
        if authz::allows(role, Permission::RechercherJeunes) {
            for typed in ["secret ambre", "secert", "12/03/2007", "amb"] {
                let found = recherche::search(&mut tx, typed, 20).await.unwrap();
                assert_eq!(found.len(), usize::from(sees), "{role} searches {typed}");
            }
        }
        if authz::allows(role, Permission::CreerDossier) {
            let same: NouveauJeune = nouveau(&tx, "Secret", "Ambre");
            let likely = identite::likely_duplicates(&mut tx, &same).await.unwrap();
            assert_eq!(likely.len(), 1, "{role}");
            assert_eq!(matches!(likely[0], Doublon::Visible(_)), sees, "{role}");
            // Not alike enough: not even the hint.
            let mut vague = nouveau(&tx, "Secret", "Ambre");
            vague.naissance = jeunes::dossiers::Naissance::Date(d(2004, 8, 1));
            let likely = identite::likely_duplicates(&mut tx, &vague).await.unwrap();
            assert!(sees || likely.is_empty(), "{role}");
        }
        // The identifier of the dossier, posted as a creation, opens nothing either.
        if authz::allows(role, Permission::CreerDossier) && !sees {
            let mut forged = nouveau(&tx, "Autre", "Nom");
            forged.id = id;
            let refused = dossiers::create(&mut tx, &forged).await;
            assert!(matches!(refused, Err(Error::NotFound)), "{role}");
        }
    }
    let mut tx = test.tx(test.reseau.agent(ML_B, Role::Directeur)).await;
    assert!(
        recherche::search(&mut tx, "secret", 20)
            .await
            .unwrap()
            .is_empty()
    );
    let same = nouveau(&tx, "Secret", "Ambre");
    assert!(
        identite::likely_duplicates(&mut tx, &same)
            .await
            .unwrap()
            .is_empty()
    );
}

#[tokio::test]
async fn a_named_replacement_sees_it_meanwhile() {
    let test = TestDb::new().await;
    let id = protected(&test).await;
    let chef = test.reseau.agent(ML_A, Role::ResponsableSecteur);
    let mut tx = test.tx(test.reseau.conseiller(ML_A)).await;
    let new = NouveauRemplacement {
        id: Uuid::from_u128(7),
        agent: test.reseau.conseiller(ML_A).id,
        remplacant: chef.id,
        du: today(),
        au: today(),
    };
    referents::create_remplacement(&mut tx, &new).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = test.tx(chef).await;
    assert!(
        acces::open_for_read(&mut tx, id, Section::Notes)
            .await
            .is_ok()
    );
    assert_eq!(
        recherche::search(&mut tx, "secret", 20)
            .await
            .unwrap()
            .len(),
        1
    );
    drop(tx);
    test.db.clock().advance(chrono::Duration::days(1));
    let mut tx = test.tx(chef).await;
    assert!(
        acces::open_for_read(&mut tx, id, Section::Notes)
            .await
            .is_err()
    );
    assert!(
        recherche::search(&mut tx, "secret", 20)
            .await
            .unwrap()
            .is_empty()
    );
}

#[tokio::test]
async fn only_its_referents_own_list_shows_it_and_no_export() {
    let test = TestDb::new().await;
    protected(&test).await;
    let conseiller = test.reseau.conseiller(ML_A);
    let mut tx = test.tx(conseiller).await;
    let mine = Filtre::default();
    let list = portefeuille::list(&mut tx, &mine, None, 10).await.unwrap();
    assert_eq!((list.page.rows.len(), list.comptes.toutes), (1, 1));
    assert!(list.page.rows[0].protege);
    let table = portefeuille::export(&mut tx, &mine).await.unwrap();
    assert!(table.lignes.is_empty());
    let hers = Filtre {
        suivi: Suivi::Agent(conseiller.id),
        ..Filtre::default()
    };
    let mut tx = test.tx(test.reseau.agent(ML_A, Role::Directeur)).await;
    let list = portefeuille::list(&mut tx, &hers, None, 10).await.unwrap();
    assert_eq!((list.page.rows.len(), list.comptes.toutes), (0, 0));
}
