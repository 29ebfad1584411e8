//! Representation, « Qui peut savoir », a death, the history of states.

use std::collections::BTreeSet;

use jeunes::{
    contacts::{self, Consignes, MoyenContact, NouveauContact},
    deces::{self, NouveauDeces},
    dossiers::{self, EtatDossier, Naissance},
    echeances,
    etats::{self, Changement},
    recherche,
    representation::{
        self, NouvelleRepresentation, Regime, Representant,
        rules::{Doute, Qui, Requis},
    },
    tiers::{self, NouveauTiers},
};
use kernel::{AgentId, ContactId, EvenementId, JeuneId, Role, Section};
use platform::{Error, Tx, new_id};
use testkit::{AgentDeTest, ML_A, TestDb};

use crate::commun::{audit_text, champs, conflit, count, cree, d, ecrit, lit, nouveau, today};

/// A dossier of someone born on that day.
async fn born(
    test: &TestDb,
    agent: &AgentDeTest,
    born: chrono::NaiveDate,
    referent: Option<AgentId>,
) -> JeuneId {
    let mut tx = test.tx(agent).await;
    let mut new = nouveau(&tx, "Faure", "Lina");
    new.naissance = Naissance::Date(born);
    new.referent = referent;
    let id = dossiers::create(&mut tx, &new).await.expect("a dossier").id;
    tx.commit().await.expect("a commit");
    id
}

fn parents(tx: &Tx) -> NouvelleRepresentation {
    NouvelleRepresentation {
        id: new_id!(tx, EvenementId).uuid(),
        regime: Regime::DeuxParents,
        du: d(2026, 11, 2),
        au: None,
        vu_le: Some(d(2026, 11, 20)),
        titulaires: vec![Representant {
            nom: "Paule Fictive".to_owned(),
            telephone: "06 39 98 77 77".to_owned(),
            ..Representant::default()
        }],
    }
}

#[tokio::test]
async fn a_minor_without_a_known_representative_is_something_to_complete() {
    let test = TestDb::new().await;
    let conseiller = test.reseau.conseiller(ML_A);
    let id = born(&test, conseiller, d(2009, 5, 4), None).await;
    let mut tx = test.tx(conseiller).await;
    let dossier = ecrit(&mut tx, id, Section::Famille).await;
    let read = lit(&mut tx, id, Section::Famille).await;
    let natures = |all: Vec<echeances::Echeance>| -> Vec<String> {
        all.into_iter().map(|e| e.nature).collect()
    };
    let open = echeances::list_open(&mut tx, &read, 9).await.unwrap();
    assert_eq!(
        natures(open),
        ["premier_entretien", "information", "representation"]
    );
    let asked = representation::requis(&mut tx, &read, "contrat_engagement").await;
    assert_eq!(
        asked.unwrap(),
        Requis::AVerifier(Doute::RepresentantInconnu)
    );
    let alone = representation::requis(&mut tx, &read, "entretien").await;
    assert_eq!(alone.unwrap(), Requis::Non, "a minor may be received alone");

    let new = parents(&tx);
    representation::add(&mut tx, &dossier, &new).await.unwrap();
    representation::add(&mut tx, &dossier, &new).await.unwrap();
    let asked = representation::requis(&mut tx, &read, "contrat_engagement").await;
    assert_eq!(asked.unwrap(), Requis::Oui(Qui::UnParent));
    let photo = representation::requis(&mut tx, &read, "image").await;
    assert_eq!(photo.unwrap(), Requis::Oui(Qui::DeuxParents));
    let open = echeances::list_open(&mut tx, &read, 9).await.unwrap();
    assert_eq!(natures(open), ["premier_entretien", "information"]);
    let all = representation::list(&mut tx, &read).await.unwrap();
    assert_eq!(all.len(), 1);
    assert_eq!(all[0].titulaires[0].telephone, "+33639987777");
    assert!(all[0].vu_par.contains("Conseiller"));

    // Ended, it is to complete again.
    let ended = NouvelleRepresentation {
        au: Some(d(2026, 11, 10)),
        ..new.clone()
    };
    representation::correct(&mut tx, &dossier, 1, &ended)
        .await
        .unwrap();
    let open = echeances::list_open(&mut tx, &read, 9).await.unwrap();
    assert_eq!(
        natures(open),
        ["premier_entretien", "information", "representation"]
    );
    let both = conflit(representation::correct(&mut tx, &dossier, 1, &new).await);
    assert_eq!(both[0].0, "Jusqu’au");
    tx.commit().await.unwrap();
    assert!(!audit_text(&test).await.contains("Fictive"));
}

#[tokio::test]
async fn wrong_representations_are_refused_by_field_and_hidden_from_the_counter() {
    let test = TestDb::new().await;
    let conseiller = test.reseau.conseiller(ML_A);
    let id = born(&test, conseiller, d(2009, 5, 4), None).await;
    let mut tx = test.tx(conseiller).await;
    let dossier = ecrit(&mut tx, id, Section::Famille).await;
    let mut wrong = parents(&tx);
    wrong.du = d(2026, 12, 1);
    wrong.au = Some(d(2026, 11, 30));
    wrong.vu_le = Some(d(2026, 12, 1));
    wrong.titulaires[0].nom = String::new();
    wrong.titulaires[0].telephone = "12".to_owned();
    wrong.titulaires[0].courriel = "paule".to_owned();
    assert_eq!(
        champs(representation::add(&mut tx, &dossier, &wrong).await),
        ["du", "au", "vu_le", "nom1", "telephone1", "courriel1"]
    );
    let nobody = NouvelleRepresentation {
        titulaires: vec![Representant::default()],
        ..parents(&tx)
    };
    assert_eq!(
        champs(representation::add(&mut tx, &dossier, &nobody).await),
        ["nom1"]
    );
    let free = NouvelleRepresentation {
        regime: Regime::Emancipe,
        ..nobody
    };
    representation::add(&mut tx, &dossier, &free).await.unwrap();
    tx.commit().await.unwrap();
    let accueil = test.reseau.agent(ML_A, Role::ChargeAccueil);
    let mut tx = test.tx(accueil).await;
    let read = lit(&mut tx, id, Section::Identite).await;
    let refused = representation::list(&mut tx, &read).await;
    assert!(matches!(refused, Err(Error::Forbidden)));
}

#[tokio::test]
async fn the_lists_and_the_rules_of_representation_say_the_same() {
    let test = TestDb::new().await;
    let lists = test.db.nomenclatures();
    let words: Vec<&str> = lists
        .liste("regime_representation")
        .iter()
        .map(|e| e.code.as_str())
        .collect();
    let rules: Vec<&str> = Regime::ALL.iter().map(|r| r.code()).collect();
    assert_eq!(words, rules);
    let mut tx = test.tx(test.reseau.conseiller(ML_A)).await;
    let lines = representation::actes(&mut tx).await.unwrap();
    let of_table: BTreeSet<&str> = lines.iter().map(|l| l.acte.as_str()).collect();
    let of_list: BTreeSet<&str> = lists
        .liste("acte_representant")
        .iter()
        .map(|e| e.code.as_str())
        .collect();
    assert_eq!(of_table, of_list);
    for acte in of_table {
        let who: BTreeSet<&str> = lines
            .iter()
            .filter(|l| l.acte == acte)
            .map(|l| l.qui.as_str())
            .collect();
        assert_eq!(who.len(), 6, "{acte}: a minor and the five measures");
    }
    assert!(lines.iter().all(|l| !l.source.is_empty()));
}

#[tokio::test]
async fn what_may_be_told_follows_the_agreement() {
    let test = TestDb::new().await;
    let accueil = test.reseau.agent(ML_A, Role::ChargeAccueil);
    let id = cree(&test, accueil, "Faure", "Lina", None).await;
    let mut tx = test.tx(accueil).await;
    let dossier = ecrit(&mut tx, id, Section::Contacts).await;
    let new = NouveauTiers {
        id: new_id!(tx, EvenementId).uuid(),
        nom: "Foyer des Fictifs".to_owned(),
        lien: "educateur".to_owned(),
        organisme: String::new(),
        joindre: "06 39 98 66 66".to_owned(),
        peut_savoir: vec!["rendez_vous".to_owned()],
        accord_le: Some(today()),
        du: today(),
        au: None,
        retire_le: None,
    };
    let wrong = NouveauTiers {
        nom: String::new(),
        lien: "jeune".to_owned(),
        peut_savoir: vec!["rien".to_owned(), "parcours".to_owned(), "tout".to_owned()],
        accord_le: Some(d(2026, 12, 1)),
        ..new.clone()
    };
    assert_eq!(
        champs(tiers::add(&mut tx, &dossier, &wrong).await),
        ["nom", "peut_savoir", "accord_le", "lien", "peut_savoir"]
    );
    let without = NouveauTiers {
        accord_le: None,
        ..new.clone()
    };
    assert_eq!(
        champs(tiers::add(&mut tx, &dossier, &without).await),
        ["accord_le"]
    );
    tiers::add(&mut tx, &dossier, &new).await.unwrap();
    tiers::add(&mut tx, &dossier, &new).await.unwrap();
    let read = lit(&mut tx, id, Section::Contacts).await;
    let all = tiers::list(&mut tx, &read).await.unwrap();
    assert_eq!(all.len(), 1);
    assert!(tiers::rules::peut_savoir(&all[0], "rendez_vous", today()));
    assert!(!tiers::rules::peut_savoir(&all[0], "parcours", today()));
    let withdrawn = NouveauTiers {
        retire_le: Some(today()),
        ..new.clone()
    };
    tiers::correct(&mut tx, &dossier, 1, &withdrawn)
        .await
        .unwrap();
    let all = tiers::list(&mut tx, &read).await.unwrap();
    assert!(!tiers::rules::peut_savoir(&all[0], "rendez_vous", today()));
    let both = conflit(tiers::correct(&mut tx, &dossier, 1, &new).await);
    assert_eq!(both[0].0, "Accord retiré le");
    tx.commit().await.unwrap();
    let traced = audit_text(&test).await;
    assert!(traced.contains("rendez_vous") && !traced.contains("Fictifs"));
}

fn told(tx: &Tx) -> NouveauDeces {
    NouveauDeces {
        id: new_id!(tx, EvenementId).uuid(),
        le: d(2026, 11, 21),
        source: "famille".to_owned(),
    }
}

#[tokio::test]
async fn a_death_silences_everything_and_an_error_is_put_right() {
    let test = TestDb::new().await;
    let conseiller = test.reseau.conseiller(ML_A);
    let chef = test.reseau.agent(ML_A, Role::ResponsableSecteur);
    let id = cree(&test, conseiller, "Faure", "Lina", Some(conseiller.id)).await;
    let mut tx = test.tx(conseiller).await;
    let dossier = ecrit(&mut tx, id, Section::Contacts).await;
    let phone = NouveauContact {
        id: new_id!(tx, ContactId),
        moyen: MoyenContact::Telephone,
        valeur: "06 39 98 00 01".to_owned(),
        titulaire: "jeune".to_owned(),
        precisions: String::new(),
        consignes: Consignes::default(),
        vrai_du: today(),
    };
    contacts::add(&mut tx, &dossier, &phone).await.unwrap();
    tx.commit().await.unwrap();

    let mut tx = test.tx(chef).await;
    let other = ecrit(&mut tx, id, Section::Identite).await;
    let new = told(&tx);
    let refused = deces::note(&mut tx, &other, &new).await;
    assert!(matches!(refused, Err(Error::Forbidden)), "not her référent");
    drop(tx);

    let mut tx = test.tx(conseiller).await;
    let dossier = ecrit(&mut tx, id, Section::Identite).await;
    let wrong = NouveauDeces {
        le: d(2026, 12, 1),
        source: "rumeur".to_owned(),
        ..new.clone()
    };
    assert_eq!(
        champs(deces::note(&mut tx, &dossier, &wrong).await),
        ["le", "source"]
    );
    deces::note(&mut tx, &dossier, &new).await.unwrap();
    deces::note(&mut tx, &dossier, &new).await.unwrap();
    let again = told(&tx);
    assert_eq!(champs(deces::note(&mut tx, &dossier, &again).await), ["le"]);
    let read = lit(&mut tx, id, Section::Contacts).await;
    assert_eq!(
        (read.deces, read.etat),
        (Some(new.le), EtatDossier::Archive)
    );
    assert!(
        contacts::moyens_autorises(&mut tx, &read)
            .await
            .unwrap()
            .is_empty()
    );
    // A message queued before does not go.
    assert!(
        contacts::peut_ecrire(&mut tx, &read, phone.id)
            .await
            .unwrap()
            .is_none()
    );
    assert!(
        echeances::list_open(&mut tx, &read, 9)
            .await
            .unwrap()
            .is_empty()
    );
    let closed = count(
        &test,
        "select count(*) from echeance where jeune_id = $1 and close_le is not null",
        id,
    );
    assert_eq!(closed.await, 0, "not committed yet");
    let dossier = ecrit(&mut tx, id, Section::Situation).await;
    let revive = Changement {
        avant: EtatDossier::Archive,
        apres: EtatDossier::Actif,
        motif: "passage".to_owned(),
        depuis: today(),
    };
    assert_eq!(
        champs(etats::change(&mut tx, &dossier, &revive).await),
        ["etat"]
    );
    let found = recherche::search(&mut tx, "faure", 5).await.unwrap();
    assert!(found[0].deces);
    tx.commit().await.unwrap();
    let mut tx = test.tx(test.reseau.agent(ML_A, Role::ChargeAccueil)).await;
    let found = recherche::search(&mut tx, "faure", 5).await.unwrap();
    assert!(!found[0].deces, "the counter reads « Archivé »");
    drop(tx);

    let mut tx = test.tx(conseiller).await;
    let dossier = ecrit(&mut tx, id, Section::Identite).await;
    let refused = deces::cancel(&mut tx, &dossier).await;
    assert!(matches!(refused, Err(Error::Forbidden)));
    drop(tx);
    let mut tx = test.tx(test.reseau.agent(ML_A, Role::Directeur)).await;
    let dossier = ecrit(&mut tx, id, Section::Identite).await;
    deces::cancel(&mut tx, &dossier).await.unwrap();
    let read = lit(&mut tx, id, Section::Contacts).await;
    assert_eq!((read.deces, read.etat), (None, EtatDossier::Actif));
    assert_eq!(
        echeances::list_open(&mut tx, &read, 9).await.unwrap().len(),
        2
    );
    assert_eq!(
        contacts::moyens_autorises(&mut tx, &read)
            .await
            .unwrap()
            .len(),
        1
    );
    let states = etats::history(&mut tx, &read).await.unwrap();
    assert_eq!(states.len(), 1, "as before: {states:?}");
}

#[tokio::test]
async fn states_keep_a_dated_history_and_a_mediation_opens_nothing() {
    use EtatDossier::{Actif, Archive, EnVeille, FinAccompagnement};
    let test = TestDb::new().await;
    let conseiller = test.reseau.conseiller(ML_A);
    let id = cree(&test, conseiller, "Faure", "Lina", None).await;
    let mut tx = test.tx(conseiller).await;
    let to = |avant, apres, motif: &str, jour| Changement {
        avant,
        apres,
        motif: motif.to_owned(),
        depuis: d(2026, 11, jour),
    };
    let steps = [
        to(Actif, EnVeille, "sans_contact", 5),
        to(EnVeille, Actif, "passage", 10),
        to(Actif, FinAccompagnement, "emploi", 12),
        to(FinAccompagnement, Archive, "termine", 15),
    ];
    for step in &steps {
        let dossier = ecrit(&mut tx, id, Section::Situation).await;
        if step.apres == Actif {
            let mediation = to(EnVeille, Actif, "mediation", 10);
            let fields = champs(etats::change(&mut tx, &dossier, &mediation).await);
            assert_eq!(fields, ["motif"]);
            let early = to(EnVeille, Actif, "passage", 4);
            let fields = champs(etats::change(&mut tx, &dossier, &early).await);
            assert_eq!(fields, ["depuis"]);
        }
        etats::change(&mut tx, &dossier, step).await.unwrap();
    }
    let read = lit(&mut tx, id, Section::Situation).await;
    let all = etats::history(&mut tx, &read).await.unwrap();
    let seen: Vec<(EtatDossier, &str, u32, Option<u32>)> = all
        .iter()
        .map(|e| {
            use chrono::Datelike as _;
            (
                e.etat,
                e.motif.as_str(),
                e.du.day(),
                e.au.map(|au| au.day()),
            )
        })
        .collect();
    assert_eq!(
        seen,
        [
            (Archive, "termine", 15, None),
            (FinAccompagnement, "emploi", 12, Some(15)),
            (Actif, "passage", 10, Some(12)),
            (EnVeille, "sans_contact", 5, Some(10)),
            (Actif, "", 2, Some(5)),
        ]
    );
}
