//! The counter: expected, arrived, received; two clicks at once; protected dossiers; messages.

use jeunes::{
    acces,
    accueil::{self, Arrivee, DemiJournee, EtatVenue, Fin, Planning},
    dossiers, frise, messages, urgences,
};
use kernel::{Role, Section, new_uuid};
use platform::{Error, Tx, tx::Ouverture};
use testkit::{AgentDeTest, ML_A, ML_B, TestDb};

use crate::commun::{champs, cree, ecrit, lit, today};

fn arrivee(tx: &Tx, test: &TestDb) -> Arrivee {
    Arrivee {
        id: new_uuid(tx.clock(), tx.rng()),
        site: test.reseau.sites[&ML_A],
        agent: None,
        prevue: false,
        urgence: false,
        motif: "emploi".to_owned(),
        souhait: "recu_aujourdhui".to_owned(),
        accompagne_par: "parent".to_owned(),
    }
}

/// What the head of the pages counts for `agent`: arrivals, messages.
async fn avis(test: &TestDb, agent: &AgentDeTest) -> (i64, i64) {
    let jeton = test.jeton(agent).await;
    match Tx::open(&test.db, &jeton).await.expect("a transaction") {
        Ouverture::Ouverte(tx) => (tx.entete().arrivees, tx.entete().messages),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn an_arrival_tells_the_referent_once_and_is_on_the_frise_once_received() {
    let test = TestDb::new().await;
    let (desk, conseiller) = (
        test.reseau.agent(ML_A, Role::ChargeAccueil),
        test.reseau.conseiller(ML_A),
    );
    let jeune = cree(&test, conseiller, "Martin", "Léa", Some(conseiller.id)).await;
    let mut tx = test.tx(desk).await;
    let new = arrivee(&tx, &test);
    for _ in 0..2 {
        let dossier = ecrit(&mut tx, jeune, Section::Agenda).await;
        accueil::arrive(&mut tx, &dossier, &new).await.unwrap();
    }
    let again = arrivee(&tx, &test);
    let dossier = ecrit(&mut tx, jeune, Section::Agenda).await;
    accueil::arrive(&mut tx, &dossier, &again).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(avis(&test, conseiller).await, (1, 0));
    assert_eq!(avis(&test, desk).await, (0, 0));

    let mut tx = test.tx(conseiller).await;
    let mine = accueil::mes_arrivees(&mut tx).await.unwrap();
    assert_eq!(mine.len(), 1);
    assert_eq!(mine[0].accompagne_par, "parent");
    for fin in [Fin::Recu, Fin::Parti] {
        let dossier = ecrit(&mut tx, jeune, Section::Agenda).await;
        let now = accueil::finish(&mut tx, &dossier, new.id, fin)
            .await
            .unwrap();
        assert_eq!(now.etat, EtatVenue::Recu, "the first click wins");
    }
    let dossier = lit(&mut tx, jeune, Section::Frise).await;
    let page = frise::list(&mut tx, &dossier, None, 20).await.unwrap();
    let passages = page.rows.iter().filter(|e| e.objet == "venue").count();
    assert_eq!(passages, 1);
    tx.commit().await.unwrap();
    assert_eq!(avis(&test, conseiller).await, (0, 0));
}

#[tokio::test]
async fn two_clicks_at_once_one_wins_and_neither_fails() {
    let test = TestDb::new().await;
    let conseiller = test.reseau.conseiller(ML_A);
    let jeune = cree(&test, conseiller, "Martin", "Léa", Some(conseiller.id)).await;
    let mut tx = test.tx(conseiller).await;
    let new = arrivee(&tx, &test);
    let dossier = ecrit(&mut tx, jeune, Section::Agenda).await;
    accueil::arrive(&mut tx, &dossier, &new).await.unwrap();
    tx.commit().await.unwrap();
    let desk = test.reseau.agent(ML_A, Role::ChargeAccueil);
    let (one, two) = (test.tx(conseiller).await, test.tx(desk).await);
    let click = async |mut tx: Tx, fin: Fin| {
        let dossier = ecrit(&mut tx, jeune, Section::Agenda).await;
        let now = accueil::finish(&mut tx, &dossier, new.id, fin)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        now.etat
    };
    let (a, b) = tokio::join!(click(one, Fin::Recu), click(two, Fin::Parti));
    assert_eq!(a, b);
    assert_eq!(test.audit("fin_arrivee").await, 1);
}

#[tokio::test]
async fn expected_today_comes_from_what_is_due_and_hides_the_protected() {
    let test = TestDb::new().await;
    let conseiller = test.reseau.conseiller(ML_A);
    let desk = test.reseau.agent(ML_A, Role::ChargeAccueil);
    let site = test.reseau.sites[&ML_A];
    let seen = cree(&test, conseiller, "Martin", "Léa", Some(conseiller.id)).await;
    let hidden = cree(&test, conseiller, "Secret", "Zoé", Some(conseiller.id)).await;
    for jeune in [seen, hidden] {
        sqlx::query(
            "insert into echeance (ml_id, id, jeune_id, nature, libelle, visible_le, echeance_le,
               objet, objet_id)
             values (1, gen_random_uuid(), $1, 'prochain_contact', 'Reprendre contact', $2, $2,
               'essai', $1)",
        )
        .bind(jeune.uuid())
        .bind(today())
        .execute(&test.brut)
        .await
        .unwrap();
    }
    let mut tx = test.tx(conseiller).await;
    let dossier = ecrit(&mut tx, hidden, Section::Identite).await;
    dossiers::protect(&mut tx, &dossier, "mise_en_securite")
        .await
        .unwrap();
    assert_eq!(accueil::attendus(&mut tx, site).await.unwrap().len(), 2);
    tx.commit().await.unwrap();
    let mut tx = test.tx(desk).await;
    let expected = accueil::attendus(&mut tx, site).await.unwrap();
    assert_eq!(expected.len(), 1);
    assert_eq!(expected[0].jeune, seen);
    let dossier = ecrit(&mut tx, seen, Section::Agenda).await;
    let mut new = arrivee(&tx, &test);
    new.prevue = true;
    accueil::arrive(&mut tx, &dossier, &new).await.unwrap();
    assert!(accueil::attendus(&mut tx, site).await.unwrap().is_empty());
    let there = accueil::jour(&mut tx, site).await.unwrap();
    assert_eq!(there[0].source, "prevu");
    let elsewhere = test.reseau.agent(ML_B, Role::ChargeAccueil);
    let mut tx2 = test.tx(elsewhere).await;
    assert!(accueil::jour(&mut tx2, site).await.unwrap().is_empty());
}

#[tokio::test]
async fn who_is_on_duty_receives_those_without_a_referent() {
    let test = TestDb::new().await;
    let chief = test.reseau.agent(ML_A, Role::ResponsableSecteur);
    let conseiller = test.reseau.conseiller(ML_A);
    let site = test.reseau.sites[&ML_A];
    let planning = Planning {
        site,
        lignes: vec![(today(), DemiJournee::Matin, Some(conseiller.id))],
    };
    let mut tx = test.tx(conseiller).await;
    let refused = accueil::plan_permanences(&mut tx, &planning).await;
    assert!(matches!(refused, Err(Error::Forbidden)));
    let mut tx = test.tx(chief).await;
    for _ in 0..2 {
        accueil::plan_permanences(&mut tx, &planning).await.unwrap();
    }
    let on_duty = accueil::on_duty(&mut tx, Some(site)).await.unwrap();
    assert_eq!(on_duty.len(), 1);
    tx.commit().await.unwrap();
    let jeune = cree(&test, conseiller, "Sans", "Référent", None).await;
    let mut tx = test.tx(chief).await;
    let new = arrivee(&tx, &test);
    let dossier = ecrit(&mut tx, jeune, Section::Agenda).await;
    accueil::arrive(&mut tx, &dossier, &new).await.unwrap();
    let there = accueil::jour(&mut tx, site).await.unwrap();
    assert_eq!(there[0].agent, Some(conseiller.id));
    let wrong = accueil::count_passage(&mut tx, new.id, site, "inconnu").await;
    assert_eq!(champs(wrong), ["sujet"]);
    for _ in 0..2 {
        accueil::count_passage(&mut tx, new.id, site, "logement")
            .await
            .unwrap();
    }
    let counted = accueil::passages(&mut tx, site).await.unwrap();
    assert_eq!((counted.jour, counted.mois), (1, 1));
}

#[tokio::test]
async fn a_message_is_for_its_receiver_alone() {
    let test = TestDb::new().await;
    let desk = test.reseau.agent(ML_A, Role::ChargeAccueil);
    let conseiller = test.reseau.conseiller(ML_A);
    let jeune = cree(&test, conseiller, "Martin", "Léa", Some(conseiller.id)).await;
    let mut tx = test.tx(desk).await;
    let new = messages::NouveauMessage {
        id: new_uuid(tx.clock(), tx.rng()),
        destinataire: conseiller.id,
        de_la_part_de: "Mme Durand".to_owned(),
        sujet: "nouvelles".to_owned(),
        texte: "Léa a trouvé un stage".to_owned(),
        rappel: String::new(),
    };
    let dossier = lit(&mut tx, jeune, Section::Identite).await;
    for _ in 0..2 {
        messages::take(&mut tx, Some(&dossier), &new).await.unwrap();
    }
    tx.commit().await.unwrap();
    assert_eq!(avis(&test, conseiller).await, (0, 1));
    let chief = test.reseau.agent(ML_A, Role::ResponsableSecteur);
    let mut tx = test.tx(chief).await;
    let gone = messages::mark(&mut tx, new.id, messages::Etape::Lu).await;
    assert!(matches!(gone, Err(Error::NotFound)));
    let mut tx = test.tx(conseiller).await;
    let mine = messages::list(&mut tx, messages::Boite::Recus)
        .await
        .unwrap();
    assert_eq!(mine[0].texte, new.texte);
    messages::mark(&mut tx, new.id, messages::Etape::Traite)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(avis(&test, conseiller).await, (0, 0));
    let audit = crate::commun::audit_text(&test).await;
    assert!(!audit.contains("stage") && !audit.contains("Durand"));
}

#[tokio::test]
async fn an_urgent_moment_leaves_a_neutral_title_and_someone_to_meet() {
    let test = TestDb::new().await;
    let desk = test.reseau.agent(ML_A, Role::ChargeAccueil);
    let conseiller = test.reseau.conseiller(ML_A);
    let jeune = cree(&test, conseiller, "Martin", "Léa", Some(conseiller.id)).await;
    let mut tx = test.tx(desk).await;
    let mut new = urgences::NouvelleUrgence {
        id: new_uuid(tx.clock(), tx.rng()),
        motif: "récit".to_owned(),
        moment: Some((conseiller.id, test.reseau.sites[&ML_A])),
    };
    let dossier = ecrit(&mut tx, jeune, Section::Agenda).await;
    assert_eq!(
        champs(urgences::open(&mut tx, &dossier, &new).await),
        ["motif"]
    );
    new.motif = "mise_en_securite".to_owned();
    for _ in 0..2 {
        urgences::open(&mut tx, &dossier, &new).await.unwrap();
    }
    tx.commit().await.unwrap();
    assert_eq!(avis(&test, conseiller).await.0, 1);
    let mut tx = test.tx(conseiller).await;
    let dossier = acces::open_for_read(&mut tx, jeune, Section::Frise)
        .await
        .unwrap();
    let page = frise::list(&mut tx, &dossier, None, 20).await.unwrap();
    let urgent: Vec<&str> = page
        .rows
        .iter()
        .filter(|e| e.nature == "urgence")
        .map(|e| e.titre.as_str())
        .collect();
    assert_eq!(urgent, ["Point urgent"]);
    let mine = accueil::mes_arrivees(&mut tx).await.unwrap();
    assert_eq!(mine[0].source, "urgence");
}
