//! The obligation de formation, from a report to its end.

use accompagnement::{
    dispositifs,
    obligations::{
        self, Avis, Convocation, Decision, EtatObligation, FinObligation, LigneObligation,
        Obligation, Proposition, Reception, Signale, Signalement, Terme,
    },
};
use chrono::NaiveDate;
use jeunes::{
    DossierForWrite,
    acces::{open_for_read, open_for_write},
    situations::{self, NouvelleSituation, Precisions},
};
use kernel::{ObligationId, RendezVousId, Role, Section};
use platform::{Error, Result, Tx};
use testkit::{ML_A, ML_B};
use uuid::Uuid;

use crate::{
    agenda::MOTIF,
    dispositifs::{entree, old_scene},
    outils::{Scene, days_ago, forbidden, not_found, refused, today},
};

fn day(y: i32, m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(y, m, d).unwrap()
}

/// Someone of 16, known for long.
async fn sixteen() -> Scene {
    let scene = old_scene().await;
    born(&scene, day(2010, 1, 10)).await;
    scene
}

async fn born(scene: &Scene, le: NaiveDate) {
    sqlx::query("update jeune set date_naissance = $1")
        .bind(le)
        .execute(&scene.test.brut)
        .await
        .unwrap();
}

async fn act<T>(
    scene: &Scene,
    role: Role,
    act: impl AsyncFnOnce(&mut Tx, &DossierForWrite) -> Result<T>,
) -> Result<T> {
    let mut tx = scene.tx_of(role).await;
    let dossier = scene.write(&mut tx, Section::Plan).await;
    let done = act(&mut tx, &dossier).await?;
    tx.commit().await?;
    Ok(done)
}

async fn report(scene: &Scene, source: &str, le: NaiveDate) -> Result<Signale> {
    let new = Signalement {
        id: scene.id(),
        source: source.into(),
        le,
    };
    act(scene, Role::Conseiller, async |tx, dossier| {
        let first = obligations::signaler(tx, dossier, &new).await?;
        obligations::signaler(tx, dossier, &new).await?;
        Ok(first)
    })
    .await
}

async fn last(scene: &Scene) -> Obligation {
    let mut tx = scene.tx().await;
    let dossier = scene.read(&mut tx, Section::Plan).await;
    obligations::last(&mut tx, &dossier).await.unwrap().unwrap()
}

async fn reported(scene: &Scene) -> Obligation {
    report(scene, "siei", day(2026, 9, 1)).await.unwrap();
    last(scene).await
}

/// A rendez-vous planned on 26 November.
async fn planned(scene: &Scene) -> RendezVousId {
    scene.agenda().await;
    let id: Uuid = scene.id();
    sqlx::query(
        "insert into rendez_vous (ml_id, id, jeune_id, agent_id, motif_id, lieu, debut, fin, cree_le)
         values ($1, $2, $3, $4, $5, 'telephone', '2026-11-26 09:00+00', '2026-11-26 09:45+00',
           '2026-11-02')",
    )
    .bind(ML_A)
    .bind(id)
    .bind(scene.jeune.uuid())
    .bind(scene.test.reseau.conseiller(ML_A).id.uuid())
    .bind(MOTIF)
    .execute(&scene.test.brut)
    .await
    .unwrap();
    id.into()
}

async fn convoke(scene: &Scene, o: &Obligation, le: NaiveDate) -> Result<()> {
    let rendez_vous = planned_once(scene).await;
    let new = Convocation {
        id: scene.id(),
        version: o.version,
        le,
        motif: "silence".into(),
        rendez_vous,
    };
    act(scene, Role::Conseiller, async |tx, dossier| {
        obligations::convoke(tx, dossier, o.id, &new).await?;
        obligations::convoke(tx, dossier, o.id, &new).await
    })
    .await
}

async fn planned_once(scene: &Scene) -> RendezVousId {
    let found: Option<Uuid> = sqlx::query_scalar("select id from rendez_vous limit 1")
        .fetch_optional(&scene.test.brut)
        .await
        .unwrap();
    match found {
        Some(id) => id.into(),
        None => planned(scene).await,
    }
}

async fn advise(scene: &Scene, role: Role, o: &Obligation) -> Result<()> {
    let new = Avis {
        id: scene.id(),
        version: o.version,
        mots: "Appels, visite, deux courriers".into(),
    };
    act(scene, role, async |tx, dossier| {
        obligations::advise(tx, dossier, o.id, &new).await
    })
    .await
}

async fn decide(scene: &Scene, role: Role, o: &Obligation, transmettre: bool) -> Result<()> {
    let new = Decision {
        id: scene.id(),
        version: o.version,
        transmettre,
        motivation: "Aucune réponse depuis septembre".into(),
    };
    act(scene, role, async |tx, dossier| {
        obligations::decide(tx, dossier, o.id, &new).await
    })
    .await
}

async fn end(scene: &Scene, o: &Obligation, fin: FinObligation, le: NaiveDate) -> Result<()> {
    let new = Terme {
        id: scene.id(),
        version: o.version,
        fin,
        voie: "scolarite".into(),
        le,
    };
    act(scene, Role::Conseiller, async |tx, dossier| {
        obligations::end(tx, dossier, o.id, &new).await
    })
    .await
}

async fn everyone(scene: &Scene) -> Vec<LigneObligation> {
    let mut tx = scene.tx().await;
    obligations::tous(&mut tx).await.unwrap()
}

/// Eligibility, entry, end date and exit, as each dispositif that is built in.
#[tokio::test]
async fn a_report_enters_the_dispositif_and_its_end_leaves_it() {
    let scene = sixteen().await;
    let adult = old_scene().await;
    let said = refused(report(&adult, "siei", day(2026, 9, 1)).await, "le");
    assert!(said.contains("16–17 ans"), "{said}");
    refused(report(&scene, "voisin", day(2026, 9, 1)).await, "source");
    refused(report(&scene, "siei", day(2026, 12, 1)).await, "le");

    let o = reported(&scene).await;
    assert_eq!(o.etat, EtatObligation::Signalee);
    let mut tx = scene.tx().await;
    let dossier = scene.read(&mut tx, Section::Plan).await;
    let course = dispositifs::find(&mut tx, &dossier, o.adhesion)
        .await
        .unwrap();
    drop(tx);
    assert_eq!(course.dispositif, dispositifs::OBLIGATION);
    assert_eq!(course.entree_le, day(2026, 9, 1));
    assert_eq!(course.fin_prevue, Some(day(2028, 1, 9)));
    assert!(course.conditions.iter().all(|c| !c.reference.is_empty()));
    assert!(
        scene
            .natures()
            .await
            .contains(&"obligation_recevoir".to_owned())
    );

    end(&scene, &o, FinObligation::Satisfaite, days_ago(1))
        .await
        .unwrap();
    let mut tx = scene.tx().await;
    let dossier = scene.read(&mut tx, Section::Plan).await;
    let course = dispositifs::find(&mut tx, &dossier, o.adhesion)
        .await
        .unwrap();
    drop(tx);
    assert_eq!(course.sortie_le, Some(days_ago(1)));
    assert_eq!(course.sortie_motif, "obligation_satisfaite");
    let natures = scene.natures().await;
    assert!(
        !natures.iter().any(|n| n.starts_with("obligation")),
        "{natures:?}"
    );
    let o = last(&scene).await;
    assert_eq!(
        (o.fin, o.voie.as_str()),
        (Some(FinObligation::Satisfaite), "scolarite")
    );
    refused(
        end(&scene, &o, FinObligation::Demenagement, today()).await,
        "le",
    );
}

#[tokio::test]
async fn a_report_is_never_counted_twice() {
    let scene = sixteen().await;
    let Signale::Nouveau(id) = report(&scene, "siei", day(2026, 9, 1)).await.unwrap() else {
        panic!("a first report");
    };
    for (source, le) in [("siei", day(2026, 9, 1)), ("cfa", day(2026, 9, 12))] {
        assert_eq!(report(&scene, source, le).await.unwrap(), Signale::Deja(id));
    }
    assert_eq!(scene.count("select count(*) from obligation").await, 1);
    assert_eq!(
        scene.count("select count(*) from etape_obligation").await,
        2
    );
    assert_eq!(scene.count("select count(*) from adhesion").await, 1);
}

#[tokio::test]
async fn the_dispositif_is_entered_and_left_on_its_own_page_only() {
    let scene = sixteen().await;
    let by_hand = entree(&scene, dispositifs::OBLIGATION, days_ago(3));
    let done = act(&scene, Role::Conseiller, async |tx, dossier| {
        dispositifs::enter(tx, dossier, &by_hand).await
    })
    .await;
    refused(done, "dispositif");
    let o = reported(&scene).await;
    let sortie = dispositifs::Sortie {
        id: o.adhesion,
        version: 1,
        le: today(),
        motif: "emploi".into(),
        mots: String::new(),
    };
    let done = act(&scene, Role::Conseiller, async |tx, dossier| {
        dispositifs::end(tx, dossier, &sortie).await
    })
    .await;
    refused(done, "motif");
}

#[tokio::test]
async fn she_is_received_and_offered_a_solution() {
    let scene = sixteen().await;
    let o = reported(&scene).await;
    let new = Reception {
        id: scene.id(),
        version: o.version,
        le: days_ago(5),
        representants: true,
        mots: "Aime la cuisine".into(),
    };
    act(&scene, Role::Conseiller, async |tx, dossier| {
        obligations::receive(tx, dossier, o.id, &new).await?;
        obligations::receive(tx, dossier, o.id, &new).await
    })
    .await
    .unwrap();
    let stale = Reception {
        id: scene.id(),
        ..new
    };
    let met = act(&scene, Role::Conseiller, async |tx, dossier| {
        obligations::receive(tx, dossier, o.id, &stale).await
    })
    .await;
    assert!(matches!(met, Err(Error::Conflict(_))), "{met:?}");
    let o = last(&scene).await;
    let offer = Proposition {
        id: scene.id(),
        version: o.version,
        le: days_ago(4),
        voie: "apprentissage".into(),
        mots: String::new(),
    };
    let unknown = Proposition {
        voie: "sieste".into(),
        ..offer.clone()
    };
    let done = act(&scene, Role::Conseiller, async |tx, dossier| {
        obligations::offer(tx, dossier, o.id, &unknown).await
    })
    .await;
    refused(done, "voie");
    act(&scene, Role::Conseiller, async |tx, dossier| {
        obligations::offer(tx, dossier, o.id, &offer).await
    })
    .await
    .unwrap();
    assert_eq!(last(&scene).await.etat, EtatObligation::Proposee);
    assert!(
        scene
            .natures()
            .await
            .contains(&"obligation_verifier".to_owned())
    );
    let titles: Vec<String> = scene.frise().await.into_iter().map(|e| e.titre).collect();
    assert!(
        titles.contains(&"Obligation de formation : solution proposée".to_owned()),
        "{titles:?}"
    );
}

#[tokio::test]
async fn the_departement_is_told_after_the_clock_by_someone_else() {
    let scene = sixteen().await;
    let o = reported(&scene).await;
    let said = refused(advise(&scene, Role::Conseiller, &o).await, "mots");
    assert!(said.contains("convocation"), "{said}");
    convoke(&scene, &o, days_ago(20)).await.unwrap();
    let o = last(&scene).await;
    assert_eq!(o.horloge_fin, Some(day(2027, 1, 3)));
    refused(advise(&scene, Role::Conseiller, &o).await, "mots");
    refused(convoke(&scene, &o, days_ago(30)).await, "le");

    // The letter of September was noted late.
    let scene = sixteen().await;
    let o = reported(&scene).await;
    convoke(&scene, &o, day(2026, 9, 10)).await.unwrap();
    let o = last(&scene).await;
    assert_eq!(o.horloge_fin, Some(day(2026, 11, 10)));
    assert!(
        scene
            .natures()
            .await
            .contains(&"obligation_horloge".to_owned())
    );
    advise(&scene, Role::Directeur, &o).await.unwrap();
    let o = last(&scene).await;
    assert_eq!(o.etat, EtatObligation::ATransmettre);
    forbidden(decide(&scene, Role::Conseiller, &o, true).await);
    let said = refused(
        decide(&scene, Role::Directeur, &o, true).await,
        "motivation",
    );
    assert!(said.contains("quelqu’un d’autre"), "{said}");
    decide(&scene, Role::DirecteurAdjoint, &o, false)
        .await
        .unwrap();
    let o = last(&scene).await;
    assert_eq!((o.etat, o.proposee_par), (EtatObligation::Convoquee, None));
    advise(&scene, Role::Conseiller, &o).await.unwrap();
    let o = last(&scene).await;
    decide(&scene, Role::Directeur, &o, true).await.unwrap();
    let o = last(&scene).await;
    assert_eq!(
        (o.etat, o.decidee_le),
        (EtatObligation::Transmise, Some(today()))
    );
    assert!(o.est_ouverte(), "she is still expected");
    let leaks = "select count(*) from audit where details::text like '%Appels%'
       or details::text like '%Aucune réponse%'";
    assert_eq!(scene.count(leaks).await, 0);
}

/// What the rules refuse, the base refuses too.
#[tokio::test]
async fn the_base_holds_the_clock_and_the_two_agents() {
    let scene = sixteen().await;
    let o = reported(&scene).await;
    let agent = scene.test.reseau.conseiller(ML_A).id.uuid();
    let told = |called: &str, proposed: &str| {
        format!(
            "update obligation set etat = 'transmise', convoquee_le = {called},
               horloge_fin = {called}::date + 61, transmission_proposee_le = '{proposed}',
               proposee_par = $2, decidee_le = '{proposed}', decidee_par = $3 where id = $1"
        )
    };
    for (sql, other, name) in [
        (
            told("null", "2026-11-20"),
            Uuid::nil(),
            "obligation_apres_horloge",
        ),
        (
            told("'2026-11-01'", "2026-11-20"),
            Uuid::nil(),
            "obligation_apres_horloge",
        ),
        (
            told("'2026-09-01'", "2026-11-20"),
            agent,
            "obligation_deux_agents",
        ),
    ] {
        let done = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(o.id.uuid())
            .bind(agent)
            .bind(other)
            .execute(&scene.test.brut)
            .await;
        let error = done.unwrap_err().to_string();
        assert!(error.contains(name), "{error}");
    }
}

#[tokio::test]
async fn a_situation_that_satisfies_is_shown_and_decides_nothing() {
    let scene = sixteen().await;
    reported(&scene).await;
    assert!(!everyone(&scene).await[0].satisfaite);
    let school = NouvelleSituation {
        id: scene.id(),
        categorie: "scolarite".into(),
        type_code: String::new(),
        debut: days_ago(6),
        fin: None,
        structure: String::new(),
        precisions: Precisions::default(),
    };
    let mut tx = scene.tx().await;
    let dossier = open_for_write(&mut tx, scene.jeune, Section::Situation)
        .await
        .unwrap();
    situations::add(&mut tx, &dossier, &school).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = scene.tx().await;
    let dossier = scene.read(&mut tx, Section::Plan).await;
    let found = obligations::satisfait(&mut tx, &dossier)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (found.voie.as_str(), found.depuis),
        ("scolarite", days_ago(6))
    );
    drop(tx);
    assert!(everyone(&scene).await[0].satisfaite);
    assert!(last(&scene).await.est_ouverte());
}

#[tokio::test]
async fn of_a_dispense_only_that_a_proof_was_seen() {
    let scene = sixteen().await;
    let o = reported(&scene).await;
    end(&scene, &o, FinObligation::Dispensee, days_ago(2))
        .await
        .unwrap();
    let o = last(&scene).await;
    assert_eq!(o.fin_le, Some(days_ago(2)));
    assert!(!o.justificatif_vu_par.is_empty());
    assert_eq!(o.voie, "");
    assert!(everyone(&scene).await.is_empty());
}

#[tokio::test]
async fn at_eighteen_only_the_end_is_left() {
    let scene = sixteen().await;
    let o = reported(&scene).await;
    refused(
        end(&scene, &o, FinObligation::Majorite, today()).await,
        "fin",
    );
    born(&scene, day(2008, 11, 20)).await;
    refused(convoke(&scene, &o, days_ago(5)).await, "le");
    refused(
        end(&scene, &o, FinObligation::Majorite, today()).await,
        "le",
    );
    end(&scene, &o, FinObligation::Majorite, day(2026, 11, 19))
        .await
        .unwrap();
}

#[tokio::test]
async fn an_obligation_of_elsewhere_does_not_exist() {
    let scene = sixteen().await;
    let o = reported(&scene).await;
    let other = Scene::person(&scene.test, ML_B).await;
    let mut tx = scene.test.tx(scene.test.reseau.conseiller(ML_B)).await;
    let dossier = open_for_read(&mut tx, other, Section::Plan).await.unwrap();
    not_found(obligations::find(&mut tx, &dossier, o.id).await);
    let dossier = open_for_write(&mut tx, other, Section::Plan).await.unwrap();
    let id: ObligationId = o.id;
    not_found(obligations::exists(&mut tx, &dossier, id).await);
    assert!(obligations::tous(&mut tx).await.unwrap().is_empty());
    let mut tx = scene.tx_of(Role::ChargeAccueil).await;
    forbidden(obligations::tous(&mut tx).await);
}
