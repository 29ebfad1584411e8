//! Studies, experiences, métiers aimed at.

use jeunes::{
    acces, frise,
    metiers::{self, Appellation},
    parcours::{
        self, EtatFormation, Experience, Formation, NatureExperience, NouveauMetier, Piste, Quand,
    },
};
use kernel::{EvenementId, JeuneId, Role, Section};
use platform::{Error, Tx, new_id};
use testkit::{AgentDeTest, ML_A, ML_B, TestDb};
use uuid::Uuid;

use crate::commun::{audit_text, champs, conflit, cree, d, ecrit, lit, today};

const SECTION: Section = Section::Situation;

async fn dossier(test: &TestDb) -> (&AgentDeTest, JeuneId) {
    let conseiller = test.reseau.conseiller(ML_A);
    let id = cree(test, conseiller, "Faure", "Lina", Some(conseiller.id)).await;
    (conseiller, id)
}

fn id(tx: &Tx) -> Uuid {
    new_id!(tx, EvenementId).uuid()
}

fn formation(niveau: &str, etat: EtatFormation) -> Formation {
    Formation {
        niveau: niveau.to_owned(),
        intitule: "CAP boulanger".to_owned(),
        etablissement: "Lycée des Farines".to_owned(),
        du: Quand::parse("09/2022"),
        au: Quand::parse("2024"),
        etat,
    }
}

fn experience(metier: Option<Appellation>) -> Experience {
    Experience {
        nature: NatureExperience::Stage,
        metier,
        libelle: "Préparer la pâte".to_owned(),
        employeur: "Fournil des Essais".to_owned(),
        du: Quand::parse("01/2024"),
        au: None,
    }
}

async fn metier(tx: &mut Tx, code: &str) -> Appellation {
    let found = metiers::appellation(tx, code).await.expect("a search");
    found.expect("a métier of the program")
}

async fn vise(tx: &mut Tx, code: &str, piste: Piste) -> NouveauMetier {
    NouveauMetier {
        id: id(tx),
        metier: metier(tx, code).await,
        piste,
        vrai_du: d(2026, 11, 2),
    }
}

#[tokio::test]
async fn the_level_follows_what_was_obtained() {
    let test = TestDb::new().await;
    let (conseiller, jeune) = dossier(&test).await;
    let mut tx = test.tx(conseiller).await;
    let write = ecrit(&mut tx, jeune, SECTION).await;
    let cap = (id(&tx), formation("niveau_3", EtatFormation::Obtenu));
    for _ in 0..2 {
        parcours::add_formation(&mut tx, &write, cap.0, &cap.1)
            .await
            .expect("added");
    }
    let mut bac = formation("niveau_4", EtatFormation::EnCours);
    bac.au = Quand::parse("06/2027");
    let bac_id = id(&tx);
    parcours::add_formation(&mut tx, &write, bac_id, &bac)
        .await
        .expect("added");
    let read = lit(&mut tx, jeune, SECTION).await;
    let all = parcours::formations(&mut tx, &read).await.expect("a list");
    let levels: Vec<_> = all.iter().map(|l| l.dit.niveau.as_str()).collect();
    assert_eq!(levels, ["niveau_4", "niveau_3"]);
    let level = parcours::niveau(&all, tx.nomenclatures()).expect("a level");
    assert!(level.starts_with("Niveau 3"), "{level}");

    bac.etat = EtatFormation::Obtenu;
    bac.au = Quand::parse("2026");
    parcours::correct_formation(&mut tx, &write, bac_id, 1, &bac)
        .await
        .expect("corrected");
    let all = parcours::formations(&mut tx, &read).await.expect("a list");
    let level = parcours::niveau(&all, tx.nomenclatures()).expect("a level");
    assert!(level.starts_with("Niveau 4"), "{level}");

    let mut wrong = formation("niveau_12", EtatFormation::Obtenu);
    (wrong.du, wrong.au) = (Quand::parse("2024"), Quand::parse("2022"));
    let other = id(&tx);
    let refused = parcours::add_formation(&mut tx, &write, other, &wrong).await;
    assert_eq!(champs(refused), ["au", "niveau"]);
}

#[tokio::test]
async fn a_line_changed_by_someone_else_is_a_conflict_and_a_wrong_one_leaves_a_trace() {
    let test = TestDb::new().await;
    let (conseiller, jeune) = dossier(&test).await;
    let mut tx = test.tx(conseiller).await;
    let write = ecrit(&mut tx, jeune, SECTION).await;
    let line = id(&tx);
    let first = formation("niveau_3", EtatFormation::EnCours);
    parcours::add_formation(&mut tx, &write, line, &first)
        .await
        .expect("added");
    let got = formation("niveau_3", EtatFormation::Obtenu);
    parcours::correct_formation(&mut tx, &write, line, 1, &got)
        .await
        .expect("corrected");
    let failed = formation("niveau_3", EtatFormation::NonObtenu);
    let both = conflit(parcours::correct_formation(&mut tx, &write, line, 1, &failed).await);
    let expected = ["Résultat", "Non obtenu", "Obtenu"].map(str::to_owned);
    let [label, typed, now] = expected;
    assert_eq!(both, [(label, typed, now)]);
    let late = parcours::remove_formation(&mut tx, &write, line, 1).await;
    assert_eq!(conflit(late)[0].2, "corrigée entre-temps");
    parcours::remove_formation(&mut tx, &write, line, 2)
        .await
        .expect("deleted");
    let again = parcours::remove_formation(&mut tx, &write, line, 2).await;
    assert!(matches!(again, Err(Error::NotFound)), "{again:?}");
    tx.commit().await.expect("a commit");
    assert_eq!(test.audit("suppression").await, 1);
    let traces = audit_text(&test).await;
    assert!(
        traces.contains("niveau_3") && !traces.contains("Farines"),
        "{traces}"
    );
}

#[tokio::test]
async fn an_experience_keeps_its_metier_and_both_values_of_a_conflict() {
    let test = TestDb::new().await;
    let (conseiller, jeune) = dossier(&test).await;
    let mut tx = test.tx(conseiller).await;
    let write = ecrit(&mut tx, jeune, SECTION).await;
    let boulangerie = metier(&mut tx, "D1102").await;
    let line = id(&tx);
    let first = experience(Some(boulangerie));
    for _ in 0..2 {
        parcours::add_experience(&mut tx, &write, line, &first)
            .await
            .expect("added");
    }
    let read = lit(&mut tx, jeune, SECTION).await;
    let all = parcours::experiences(&mut tx, &read).await.expect("a list");
    assert_eq!((all.len(), &all[0].dit), (1, &first));
    let bare = experience(None);
    parcours::correct_experience(&mut tx, &write, line, 1, &bare)
        .await
        .expect("corrected");
    let both = conflit(parcours::correct_experience(&mut tx, &write, line, 1, &first).await);
    assert_eq!(both[0].0, "Métier");
    assert_eq!(both[0].1, "Boulangerie - viennoiserie");
    assert_eq!(both[0].2, "");
    let card = parcours::resume(&mut tx, &read).await.expect("a card");
    assert_eq!((card.niveau, card.experience), (None, Some(bare)));
    let empty = Experience {
        libelle: String::new(),
        employeur: String::new(),
        ..experience(None)
    };
    let other = id(&tx);
    let refused = parcours::add_experience(&mut tx, &write, other, &empty).await;
    assert_eq!(champs(refused), ["libelle"]);
    parcours::remove_experience(&mut tx, &write, line, 2)
        .await
        .expect("deleted");
    tx.commit().await.expect("a commit");
    assert!(!audit_text(&test).await.contains("Fournil"));
}

/// The métiers that go on, in their order.
async fn order(tx: &mut Tx, jeune: JeuneId) -> Vec<String> {
    let read = lit(tx, jeune, SECTION).await;
    let all = parcours::metiers(tx, &read).await.expect("a list");
    all.into_iter()
        .filter(|v| v.vrai_au.is_none())
        .map(|v| v.metier.code)
        .collect()
}

#[tokio::test]
async fn five_metiers_at_most_go_on_in_the_order_of_preference() {
    let test = TestDb::new().await;
    let (conseiller, jeune) = dossier(&test).await;
    let mut tx = test.tx(conseiller).await;
    let write = ecrit(&mut tx, jeune, SECTION).await;
    let codes = ["D1102", "D1104", "D1106", "D1202", "D1208"];
    let mut made = Vec::new();
    for code in codes {
        let new = vise(&mut tx, code, Piste::Idee).await;
        for _ in 0..2 {
            parcours::add_metier(&mut tx, &write, &new)
                .await
                .expect("added");
        }
        made.push(new);
    }
    assert_eq!(order(&mut tx, jeune).await, codes);
    let sixth = vise(&mut tx, "F1703", Piste::Projet).await;
    let refused = parcours::add_metier(&mut tx, &write, &sixth).await;
    assert_eq!(champs(refused), ["metier"]);

    for _ in 0..2 {
        parcours::move_metier_up(&mut tx, &write, made[2].id, 3)
            .await
            .expect("moved once");
    }
    let moved = ["D1102", "D1106", "D1104", "D1202", "D1208"];
    assert_eq!(order(&mut tx, jeune).await, moved);

    let (first, day) = (made[0].id, today());
    let early = parcours::end_metier(&mut tx, &write, first, 1, d(2026, 11, 1)).await;
    assert_eq!(champs(early), ["dernier_jour"]);
    parcours::end_metier(&mut tx, &write, first, 1, day)
        .await
        .expect("ended");
    let twice = parcours::end_metier(&mut tx, &write, first, 2, day).await;
    assert!(matches!(twice, Err(Error::NotFound)), "{twice:?}");
    let same = vise(&mut tx, "D1104", Piste::Projet).await;
    let refused = parcours::add_metier(&mut tx, &write, &same).await;
    assert_eq!(champs(refused), ["metier"]);
    parcours::add_metier(&mut tx, &write, &sixth)
        .await
        .expect("there is room");
    let now = ["D1106", "D1104", "D1202", "D1208", "F1703"];
    assert_eq!(order(&mut tx, jeune).await, now);
    let read = lit(&mut tx, jeune, SECTION).await;
    let all = parcours::metiers(&mut tx, &read).await.expect("a list");
    let last = all.last().expect("history");
    assert_eq!((last.id, last.vrai_au), (first, Some(day)));
}

async fn titles(tx: &mut Tx, jeune: JeuneId) -> Vec<String> {
    let read = lit(tx, jeune, Section::Frise).await;
    let page = frise::list(tx, &read, None, 50).await.expect("a frise");
    let all = page.rows.into_iter().filter(|e| e.objet == "metier_vise");
    all.map(|e| e.titre).collect()
}

#[tokio::test]
async fn the_frise_tells_a_metier_that_is_validated_while_it_is() {
    let test = TestDb::new().await;
    let (conseiller, jeune) = dossier(&test).await;
    let mut tx = test.tx(conseiller).await;
    let write = ecrit(&mut tx, jeune, SECTION).await;
    let new = vise(&mut tx, "D1102", Piste::Projet).await;
    parcours::add_metier(&mut tx, &write, &new)
        .await
        .expect("added");
    assert!(titles(&mut tx, jeune).await.is_empty());
    let (line, du) = (new.id, new.vrai_du);
    for version in 1..=2 {
        parcours::correct_metier(&mut tx, &write, line, version, Piste::Valide, du)
            .await
            .expect("validated");
        let told = titles(&mut tx, jeune).await;
        assert_eq!(told, ["Métier validé\u{a0}: Boulangerie - viennoiserie"]);
    }
    let both = conflit(parcours::correct_metier(&mut tx, &write, line, 1, Piste::Idee, du).await);
    assert_eq!((both[0].1.as_str(), both[0].2.as_str()), ("Idée", "Validé"));
    parcours::correct_metier(&mut tx, &write, line, 3, Piste::Projet, du)
        .await
        .expect("not so sure");
    assert!(titles(&mut tx, jeune).await.is_empty());
}

#[tokio::test]
async fn another_mission_locale_sees_and_changes_nothing() {
    let test = TestDb::new().await;
    let (conseiller, jeune) = dossier(&test).await;
    let mut tx = test.tx(conseiller).await;
    let write = ecrit(&mut tx, jeune, SECTION).await;
    let line = id(&tx);
    let cap = formation("niveau_3", EtatFormation::Obtenu);
    parcours::add_formation(&mut tx, &write, line, &cap)
        .await
        .expect("added");
    let new = vise(&mut tx, "D1102", Piste::Projet).await;
    parcours::add_metier(&mut tx, &write, &new)
        .await
        .expect("added");
    tx.commit().await.expect("a commit");

    let other = test.reseau.conseiller(ML_B);
    let here = cree(&test, other, "Faure", "Lina", Some(other.id)).await;
    let mut tx = test.tx(other).await;
    let opened = acces::open_for_read(&mut tx, jeune, SECTION).await;
    assert!(matches!(opened, Err(Error::NotFound)));
    let read = lit(&mut tx, here, SECTION).await;
    let known = parcours::resume(&mut tx, &read).await.expect("a card");
    assert_eq!(known.niveau, None);
    assert!(known.metiers.is_empty());
    let write = ecrit(&mut tx, here, SECTION).await;
    let refused = [
        parcours::correct_formation(&mut tx, &write, line, 1, &cap).await,
        parcours::remove_formation(&mut tx, &write, line, 1).await,
        parcours::end_metier(&mut tx, &write, new.id, 1, today()).await,
        parcours::move_metier_up(&mut tx, &write, new.id, 1).await,
    ];
    for one in refused {
        assert!(matches!(one, Err(Error::NotFound)), "{one:?}");
    }
}

#[tokio::test]
async fn relation_entreprises_reads_and_accueil_does_not() {
    let test = TestDb::new().await;
    let (_, jeune) = dossier(&test).await;
    let mut tx = test
        .tx(test.reseau.agent(ML_A, Role::RelationEntreprises))
        .await;
    let read = lit(&mut tx, jeune, SECTION).await;
    parcours::resume(&mut tx, &read).await.expect("a card");
    let opened = acces::open_for_write(&mut tx, jeune, SECTION).await;
    assert!(matches!(opened, Err(Error::Forbidden)));
    let mut tx = test.tx(test.reseau.agent(ML_A, Role::ChargeAccueil)).await;
    let read = lit(&mut tx, jeune, Section::Identite).await;
    let refused = parcours::formations(&mut tx, &read).await;
    assert!(matches!(refused, Err(Error::Forbidden)));
}
