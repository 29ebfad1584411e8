//! The information on one's data: the notice, given or to give.

use jeunes::{
    dossiers, echeances, frise,
    information::{self, Moyen, NouvelleInformation, Passage, rules},
};
use kernel::{Role, Section};
use platform::{Error, Tx, new_id};
use testkit::{ML_A, TestDb};

use crate::commun::{champs, count, cree, d, ecrit, lit, nouveau, today};

fn donnee(tx: &Tx, langue: &str) -> NouvelleInformation {
    NouvelleInformation {
        id: new_id!(tx, kernel::EvenementId).uuid(),
        donnee_le: today(),
        langue: langue.to_owned(),
        moyen: Moyen::Interprete,
    }
}

async fn to_do(tx: &mut Tx, jeune: kernel::JeuneId) -> Vec<String> {
    let dossier = lit(tx, jeune, Section::Identite).await;
    let open = echeances::list_open(tx, &dossier, 9).await.expect("a list");
    open.into_iter().map(|e| e.nature).collect()
}

#[tokio::test]
async fn every_language_of_the_list_has_its_notice_and_the_enum_its_words() {
    let test = TestDb::new().await;
    let mut tx = test.tx(test.reseau.conseiller(ML_A)).await;
    let all = information::notices(&mut tx).await.unwrap();
    let written: Vec<&str> = all.iter().map(|n| n.langue.as_str()).collect();
    let lists = tx.nomenclatures();
    let codes = |list: &str| -> Vec<String> {
        let all = lists.liste(list).iter();
        all.map(|entry| entry.code.clone()).collect()
    };
    assert_eq!(written, codes("langue_notice"));
    let means: Vec<&str> = Moyen::ALL.iter().map(|m| m.code()).collect();
    assert_eq!(means, codes("moyen_information"));
    let mots = rules::Mots {
        structure: "Mission locale A",
        conservation_age_ans: 26,
    };
    for notice in &all {
        let read = rules::read(&notice.texte, mots);
        let titles = read.iter().filter(|p| matches!(p, Passage::Titre(_)));
        assert!(titles.count() >= 6, "{}", notice.langue);
        let words = read.iter().map(|passage| match passage {
            Passage::Titre(said) | Passage::Paragraphe(said) => said.as_str(),
        });
        let joined = words.collect::<Vec<_>>().join("\n");
        for said in ["Mission locale A", "26", "CNIL"] {
            assert!(joined.contains(said), "{said} in {}", notice.langue);
        }
        assert!(
            !joined.contains('{') && !joined.contains('#'),
            "{}",
            notice.langue
        );
    }
}

#[tokio::test]
async fn what_is_to_give_is_recalled_until_it_is_given() {
    let test = TestDb::new().await;
    let accueil = test.reseau.agent(ML_A, Role::ChargeAccueil);
    let id = cree(&test, accueil, "Faure", "Lina", None).await;
    let mut tx = test.tx(accueil).await;
    let due: chrono::NaiveDate = sqlx::query_scalar(
        "select echeance_le from echeance where jeune_id = $1 and nature = 'information'",
    )
    .bind(id.uuid())
    .fetch_one(&test.brut)
    .await
    .unwrap();
    assert_eq!(due, d(2026, 12, 2), "thirty days after the first reception");
    assert_eq!(
        to_do(&mut tx, id).await,
        ["premier_entretien", "information"]
    );

    let write = ecrit(&mut tx, id, Section::Identite).await;
    let mut wrong = donnee(&tx, "la");
    wrong.donnee_le = d(2027, 1, 1);
    let fields = champs(information::give(&mut tx, &write, &wrong).await);
    assert_eq!(fields, ["donnee_le", "langue"]);
    let mut early = donnee(&tx, "fr");
    early.donnee_le = d(2019, 1, 1);
    let fields = champs(information::give(&mut tx, &write, &early).await);
    assert_eq!(fields, ["donnee_le"]);

    let new = donnee(&tx, "uk");
    for _ in 0..2 {
        information::give(&mut tx, &write, &new).await.unwrap();
    }
    assert_eq!(to_do(&mut tx, id).await, ["premier_entretien"]);
    let read = lit(&mut tx, id, Section::Identite).await;
    let given = information::list(&mut tx, &read).await.unwrap();
    assert_eq!(given.len(), 1);
    assert_eq!(
        (given[0].version.as_str(), given[0].langue.as_str()),
        ("2026-1", "uk")
    );
    let page = frise::list(&mut tx, &read, None, 9).await.unwrap();
    let told = page.rows.iter().filter(|e| e.objet == "information");
    assert_eq!(told.count(), 1);
    tx.commit().await.unwrap();
    assert_eq!(test.audit("ajout").await, 1);
}

#[tokio::test]
async fn given_while_the_dossier_is_opened_nothing_recalls_it() {
    let test = TestDb::new().await;
    let mut tx = test.tx(test.reseau.conseiller(ML_A)).await;
    let mut new = nouveau(&tx, "Faure", "Lina");
    new.informe = true;
    for _ in 0..2 {
        dossiers::create(&mut tx, &new).await.unwrap();
    }
    let read = lit(&mut tx, new.id, Section::Identite).await;
    let given = information::list(&mut tx, &read).await.unwrap();
    assert_eq!(given.len(), 1);
    assert_eq!(given[0].donnee_le, new.premier_accueil_le);
    assert_eq!(
        (given[0].moyen.as_str(), given[0].langue.as_str()),
        ("lue_ensemble", "fr")
    );
    tx.commit().await.unwrap();
    let sql = "select count(*) from echeance where jeune_id = $1 and nature = 'information'";
    assert_eq!(count(&test, sql, new.id).await, 0);

    let mut tx = test.tx(test.reseau.conseiller(ML_A)).await;
    let mut old = nouveau(&tx, "Autre", "Personne");
    (old.informe, old.premier_accueil_le) = (true, d(2025, 6, 2));
    assert_eq!(champs(dossiers::create(&mut tx, &old).await), ["informe"]);
}

#[tokio::test]
async fn who_only_reads_the_identity_notes_nothing() {
    let test = TestDb::new().await;
    let conseiller = test.reseau.conseiller(ML_A);
    let id = cree(&test, conseiller, "Faure", "Lina", None).await;
    let mut tx = test.tx(conseiller).await;
    let write = ecrit(&mut tx, id, Section::Identite).await;
    let mut reader = test
        .tx(test.reseau.agent(ML_A, Role::RelationEntreprises))
        .await;
    let new = donnee(&reader, "fr");
    let refused = information::give(&mut reader, &write, &new).await;
    assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
}
