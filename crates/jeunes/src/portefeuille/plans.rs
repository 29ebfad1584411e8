//! Plans of the list among 20 000 people: never a whole reading of a table of people.

use std::time::Instant;

use kernel::{MlId, SiteId};
use sqlx::QueryBuilder;
use testkit::{ML_A, TestDb};

use super::{
    model::{Filtre, FiltreEcheance, Tri},
    queries::{self, Cadre, Cle},
};
use crate::dossiers::EtatDossier;

#[path = "../../tests/it/masse.rs"]
mod masse;

fn filters(site: SiteId) -> Vec<Filtre> {
    let base = Filtre::default;
    let mut all = vec![
        Filtre {
            etat: Some(EtatDossier::Actif),
            ..base()
        },
        Filtre {
            site: Some(site),
            ..base()
        },
        Filtre {
            texte: "mar lea".to_owned(),
            ..base()
        },
    ];
    all.extend(FiltreEcheance::ALL.iter().map(|echeance| Filtre {
        echeance: *echeance,
        ..base()
    }));
    all
}

#[tokio::test]
async fn every_filter_and_order_reads_by_an_index() {
    let test = TestDb::new().await;
    let conseiller = test.reseau.conseiller(ML_A);
    masse::charge(&test, ML_A, 20_000, conseiller.id).await;
    let mut tx = test.tx(conseiller).await;
    let after = Cle {
        day: Some(tx.today()),
        id: masse::id(ML_A, 400).into(),
    };
    for filtre in filters(test.reseau.sites[&ML_A]) {
        for tri in Tri::ALL.iter().copied() {
            for after in [None, Some(after)] {
                let filtre = Filtre {
                    tri,
                    ..filtre.clone()
                };
                let cadre = Cadre {
                    ml: MlId::from(ML_A),
                    today: tx.today(),
                    referent: conseiller.id,
                    proteges: true,
                    confies: None,
                    after,
                    limit: 51,
                };
                let mut builder = QueryBuilder::new("explain ");
                queries::push(&mut builder, &cadre, &filtre);
                let plan: Vec<(String,)> = builder
                    .build_query_as()
                    .fetch_all(tx.conn())
                    .await
                    .expect("a plan");
                for table in ["jeune", "echeance", "evenement", "situation"] {
                    let whole = format!("Seq Scan on {table} ");
                    let read = plan.iter().any(|(line,)| line.contains(&whole));
                    assert!(!read, "{filtre:?} {plan:#?}");
                }
            }
        }
    }
    let filtre = Filtre::default();
    let start = Instant::now();
    for _ in 0..20 {
        super::list(&mut tx, &filtre, None, 100)
            .await
            .expect("a list");
    }
    eprintln!("portefeuille of 100: {:?}", start.elapsed() / 20);
}
