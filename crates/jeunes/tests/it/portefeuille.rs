//! The portefeuille.

use jeunes::portefeuille::{self, Comptes, Filtre, FiltreEcheance, Ligne, Suivi, Tri};
use kernel::Role;
use platform::{Error, Tx};
use testkit::{ML_A, ML_B, TestDb};

use crate::{
    commun::{audit_text, champs, cree, today},
    masse,
};

async fn all(tx: &mut Tx, filtre: &Filtre, size: usize) -> Vec<Ligne> {
    let (mut rows, mut after) = (Vec::new(), None);
    loop {
        let list = portefeuille::list(tx, filtre, after.as_deref(), size)
            .await
            .expect("a list");
        assert!(list.page.rows.len() <= size);
        rows.extend(list.page.rows);
        after = list.page.next;
        if after.is_none() {
            return rows;
        }
    }
}

#[tokio::test]
async fn pages_hold_everyone_once_in_every_order() {
    let test = TestDb::new().await;
    let conseiller = test.reseau.conseiller(ML_A);
    masse::charge(&test, ML_A, 5_000, conseiller.id).await;
    let mut tx = test.tx(conseiller).await;
    for tri in Tri::ALL.iter().copied() {
        let filtre = Filtre {
            tri,
            ..Filtre::default()
        };
        let paged = all(&mut tx, &filtre, 7).await;
        let whole = all(&mut tx, &filtre, 1000).await;
        assert_eq!(paged, whole, "{tri:?}");
        assert_eq!(whole.len(), 25);
        assert!(
            whole
                .iter()
                .all(|l| l.situation == "Formation" && l.prochaine.is_some())
        );
        let keys: Vec<String> = whole
            .iter()
            .map(|l| match tri {
                Tri::Prochaine => l.prochaine.as_ref().unwrap().le.to_string(),
                Tri::Recent => (chrono::NaiveDate::MAX - l.dernier_evenement.unwrap())
                    .num_days()
                    .to_string(),
                Tri::Nom => String::new(),
            })
            .collect();
        assert!(keys.is_sorted(), "{tri:?} {keys:?}");
    }
    let counts = portefeuille::list(&mut tx, &Filtre::default(), None, 1)
        .await
        .unwrap()
        .comptes;
    let mut sum = 0;
    for (echeance, expected) in [
        (FiltreEcheance::EnRetard, counts.en_retard),
        (FiltreEcheance::CetteSemaine, counts.cette_semaine),
        (FiltreEcheance::Sans, counts.sans),
        (FiltreEcheance::Toutes, counts.toutes),
    ] {
        let filtre = Filtre {
            echeance,
            ..Filtre::default()
        };
        let rows = all(&mut tx, &filtre, 4).await;
        assert_eq!(i64::try_from(rows.len()).unwrap(), expected, "{echeance:?}");
        sum += i64::from(echeance == FiltreEcheance::EnRetard) * expected;
        if echeance == FiltreEcheance::EnRetard {
            assert!(
                rows.iter()
                    .all(|l| l.prochaine.as_ref().unwrap().le < today())
            );
        }
    }
    assert!(sum > 0);
}

#[tokio::test]
async fn filters_narrow_and_an_empty_page_keeps_the_counts() {
    let test = TestDb::new().await;
    let conseiller = test.reseau.conseiller(ML_A);
    let lea = cree(&test, conseiller, "Lefèvre", "Léa", Some(conseiller.id)).await;
    cree(&test, conseiller, "Martin", "Hugo", Some(conseiller.id)).await;
    cree(&test, conseiller, "Sans", "Référent", None).await;
    let mut tx = test.tx(conseiller).await;
    let list = portefeuille::list(&mut tx, &Filtre::default(), None, 10)
        .await
        .unwrap();
    let counts = Comptes {
        toutes: 2,
        en_retard: 2,
        cette_semaine: 0,
        sans: 0,
    };
    assert_eq!(list.comptes, counts);
    assert!(
        list.page
            .rows
            .iter()
            .all(|l| l.situation == "Situation inconnue")
    );
    assert_eq!(
        list.page.rows[0].prochaine.as_ref().unwrap().libelle,
        "Faire le premier entretien"
    );
    let by_name = Filtre {
        texte: "  LÉ lef".to_owned(),
        ..Filtre::default()
    };
    let rows = all(&mut tx, &by_name, 10).await;
    assert_eq!(rows.iter().map(|l| l.id).collect::<Vec<_>>(), [lea]);
    let none = Filtre {
        echeance: FiltreEcheance::Sans,
        ..Filtre::default()
    };
    let list = portefeuille::list(&mut tx, &none, None, 10).await.unwrap();
    assert_eq!((list.page.rows.len(), list.comptes), (0, counts));
    let elsewhere = Filtre {
        site: Some(test.reseau.sites[&ML_B]),
        ..Filtre::default()
    };
    assert!(all(&mut tx, &elsewhere, 10).await.is_empty());
    let asleep = Filtre {
        etat: Some(jeunes::dossiers::EtatDossier::EnVeille),
        ..Filtre::default()
    };
    assert!(all(&mut tx, &asleep, 10).await.is_empty());
    let wrong = portefeuille::list(&mut tx, &Filtre::default(), Some("demain"), 10).await;
    assert_eq!(champs(wrong), ["apres"]);
}

#[tokio::test]
async fn a_list_and_an_export_leave_their_traces() {
    let test = TestDb::new().await;
    let conseiller = test.reseau.conseiller(ML_A);
    let lea = cree(&test, conseiller, "Lefèvre", "=Léa", Some(conseiller.id)).await;
    let mut tx = test.tx(conseiller).await;
    let filtre = Filtre {
        texte: "lefevre".to_owned(),
        ..Filtre::default()
    };
    portefeuille::list(&mut tx, &filtre, None, 10)
        .await
        .unwrap();
    let table = portefeuille::export(&mut tx, &filtre).await.unwrap();
    assert_eq!(table.lignes.len(), 1);
    assert_eq!(table.lignes[0].len(), table.colonnes.len());
    tx.commit().await.unwrap();
    assert_eq!(
        (test.audit("liste").await, test.audit("export").await),
        (1, 1)
    );
    let traces = audit_text(&test).await;
    assert!(traces.contains(&lea.to_string()));
    assert!(!traces.contains("lefevre") && !traces.contains("Lefèvre"));
}

#[tokio::test]
async fn a_colleagues_list_needs_the_right() {
    let test = TestDb::new().await;
    let conseiller = test.reseau.conseiller(ML_A);
    let chef = test.reseau.agent(ML_A, Role::ResponsableSecteur);
    cree(&test, conseiller, "Lefèvre", "Léa", Some(conseiller.id)).await;
    let of = |agent| Filtre {
        suivi: Suivi::Agent(agent),
        ..Filtre::default()
    };
    let mut tx = test.tx(chef).await;
    assert_eq!(all(&mut tx, &of(conseiller.id), 10).await.len(), 1);
    let mut tx = test.tx(conseiller).await;
    assert_eq!(all(&mut tx, &of(conseiller.id), 10).await.len(), 1);
    let refused = portefeuille::list(&mut tx, &of(chef.id), None, 10).await;
    assert!(matches!(refused, Err(Error::Forbidden)));
    let mut tx = test.tx(test.reseau.agent(ML_B, Role::Directeur)).await;
    assert!(all(&mut tx, &of(conseiller.id), 10).await.is_empty());
    for role in [
        Role::ChargeAccueil,
        Role::Gestionnaire,
        Role::AnimateurAtelier,
    ] {
        let mut tx = test.tx(test.reseau.agent(ML_A, role)).await;
        let refused = portefeuille::list(&mut tx, &Filtre::default(), None, 10).await;
        assert!(matches!(refused, Err(Error::Forbidden)), "{role}");
        let refused = portefeuille::export(&mut tx, &Filtre::default()).await;
        assert!(matches!(refused, Err(Error::Forbidden)), "{role}");
    }
}
