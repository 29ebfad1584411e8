//! Rendez-vous: booked once, moved, marked, and what follows.

use accompagnement::{
    creneaux::{self, Demande},
    envois,
    occupations::{self, Objet, Prise},
    relances,
    rendez_vous::{self, Cible, EtatRdv, Issue, Lieu, NouveauRendezVous, Ou, RendezVous, Report},
};
use chrono::{DateTime, Duration, Utc};
use jeunes::{acces::open_for_write, heures};
use kernel::{AgentId, JeuneId, MotifRdvId, RendezVousId, Role, Section};
use platform::{Error, Result};
use testkit::{ML_A, ML_B};
use uuid::Uuid;

use crate::outils::{Scene, today};

pub(crate) const MOTIF: Uuid = Uuid::from_u128(77);

/// Monday 23 November 2026, at so many minutes after midnight in Paris.
pub(crate) fn at(jour: i64, minutes: i64) -> DateTime<Utc> {
    testkit::instant() + Duration::days(jour) + Duration::minutes(minutes - 600)
}

impl Scene {
    /// A motif of 45 minutes, on the spot or by phone, and the conseiller's hours: every working day
    /// from 9 h to 12 h.
    pub(crate) async fn agenda(&self) -> &Self {
        for ml in [ML_A, ML_B] {
            let agent = self.test.reseau.conseiller(ml).id.uuid();
            let site = self.test.reseau.sites[&ml].uuid();
            sqlx::query(
                "insert into motif_rdv (ml_id, id, libelle, duree_minutes, lieux, theme, reserve_par)
                 values ($1, $2, 'Entretien de suivi', 45, '{site,telephone}', 'emploi', 'personne')",
            )
            .bind(ml)
            .bind(MOTIF)
            .execute(&self.test.brut)
            .await
            .unwrap();
            sqlx::query(
                "insert into plage (ml_id, id, agent_id, site_id, du, jours, debut, fin)
                 values ($1, $2, $3, $4, '2026-11-02', '{1,2,3,4,5}', '09:00', '12:00')",
            )
            .bind(ml)
            .bind(Uuid::from_u128(78))
            .bind(agent)
            .bind(site)
            .execute(&self.test.brut)
            .await
            .unwrap();
        }
        self
    }

    fn conseiller(&self) -> AgentId {
        self.test.reseau.conseiller(ML_A).id
    }

    pub(crate) fn rdv(&self, debut: DateTime<Utc>) -> NouveauRendezVous {
        NouveauRendezVous {
            id: self.id(),
            agent: self.conseiller(),
            motif: MOTIF.into(),
            ou: Ou {
                lieu: Lieu::Site,
                site: Some(self.test.reseau.sites[&ML_A]),
                salle: None,
            },
            debut,
            derogation: String::new(),
            prevenir: true,
        }
    }

    async fn book_for(&self, jeune: JeuneId, new: &NouveauRendezVous) -> Result<()> {
        let mut tx = self.tx().await;
        let dossier = open_for_write(&mut tx, jeune, Section::Agenda).await?;
        rendez_vous::book(&mut tx, &dossier, new).await?;
        tx.commit().await
    }

    pub(crate) async fn book(&self, new: &NouveauRendezVous) -> Result<()> {
        self.book_for(self.jeune, new).await
    }

    async fn found(&self, id: RendezVousId) -> RendezVous {
        let mut tx = self.tx().await;
        let dossier = self.read(&mut tx, Section::Agenda).await;
        rendez_vous::find(&mut tx, &dossier, id).await.unwrap()
    }

    async fn mark(&self, id: RendezVousId, issue: Issue) -> Result<()> {
        let version = self.found(id).await.version;
        let mut tx = self.tx().await;
        let dossier = self.write(&mut tx, Section::Agenda).await;
        rendez_vous::mark(&mut tx, &dossier, (id, version), issue).await?;
        tx.commit().await
    }
}

fn field(result: Result<()>) -> (String, String) {
    match result {
        Err(Error::Invalid(errors)) => {
            let (field, sentence) = errors.iter().next().expect("an error");
            (field.to_owned(), sentence.to_owned())
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn one_entry_feeds_the_deadlines_the_hours_the_counter_and_the_messages() {
    let scene = Scene::new().await;
    scene.agenda().await;
    let new = scene.rdv(at(3, 10 * 60));
    scene.book(&new).await.unwrap();
    scene.book(&new).await.unwrap();
    let due = scene.to_do().await;
    let due = due.iter().find(|e| e.nature == "rendez_vous").unwrap();
    assert_eq!(
        due.libelle,
        "Rendez-vous jeudi 26 novembre 2026 à 10\u{a0}h"
    );
    assert_eq!(due.objet_id, new.id.uuid());
    let planned = scene
        .count(
            "select count(*) from heure where not validee and minutes = 45 and jour = '2026-11-26'",
        )
        .await;
    let expected = scene
        .count("select count(*) from venue where etat = 'attendu' and heure = '10:00' and jour = '2026-11-26'")
        .await;
    let messages = scene
        .count("select count(*) from envoi where etat = 'prevu' and nature in ('confirmation', 'rappel_1')")
        .await;
    let mut tx = scene.tx().await;
    let jobs: i64 = sqlx::query_scalar("select count(*) from graphile_worker._private_jobs")
        .fetch_one(tx.conn())
        .await
        .unwrap();
    assert_eq!((planned, expected, messages, jobs), (1, 1, 2, 2));
    assert_eq!(scene.count("select count(*) from rendez_vous").await, 1);
}

#[tokio::test]
async fn an_hour_is_taken_once_unless_a_reason_is_given() {
    let scene = Scene::new().await;
    scene.agenda().await;
    scene.book(&scene.rdv(at(1, 9 * 60))).await.unwrap();
    let other = Scene::person(&scene.test, ML_A).await;
    let mut second = scene.rdv(at(1, 9 * 60 + 30));
    let (name, said) = field(scene.book_for(other, &second).await);
    assert_eq!(name, "heure");
    assert_eq!(
        said,
        "Cet horaire est déjà pris dans l’agenda de cette personne."
    );
    second.derogation = "Urgence".to_owned();
    scene.book_for(other, &second).await.unwrap();
    let traced = scene
        .count("select count(*) from audit where objet = 'rendez_vous' and details ? 'derogation'")
        .await;
    assert!(traced >= 1);
    let kept = scene
        .count("select count(*) from rendez_vous where derogation = 'Urgence'")
        .await;
    assert_eq!(kept, 1);
    // The hours that touch are free, and a reason is not kept when nothing was in the way.
    let mut next = scene.rdv(at(1, 9 * 60 + 45));
    next.derogation = "Pour rien".to_owned();
    scene.book(&next).await.unwrap();
    assert_eq!(scene.found(next.id).await.derogation, "");
}

#[tokio::test]
async fn a_person_is_not_expected_in_two_places() {
    let scene = Scene::new().await;
    scene.agenda().await;
    scene.book(&scene.rdv(at(1, 9 * 60))).await.unwrap();
    let mut elsewhere = scene.rdv(at(1, 9 * 60));
    elsewhere.agent = scene.test.reseau.agent(ML_A, Role::ResponsableSecteur).id;
    let (_, said) = field(scene.book(&elsewhere).await);
    assert_eq!(
        said,
        "Le jeune a déjà quelque chose de prévu à cet horaire."
    );
}

#[tokio::test]
async fn fifty_who_book_at_once_never_share_an_hour() {
    let scene = Scene::new().await;
    scene.agenda().await;
    let mut people = vec![scene.jeune];
    for _ in 1..10 {
        people.push(Scene::person(&scene.test, ML_A).await);
    }
    // Ten people, five starts each, fifteen minutes apart: forty-five minutes overlap their neighbours.
    let wanted: Vec<(JeuneId, NouveauRendezVous)> = (0..50)
        .map(|n: i64| {
            let jeune = people[usize::try_from(n % 10).unwrap()];
            (jeune, scene.rdv(at(2, 9 * 60 + 15 * (n * 7 % 12))))
        })
        .collect();
    let scene = &scene;
    let all = wanted
        .iter()
        .map(|(jeune, new)| scene.book_for(*jeune, new));
    let done = futures_util::future::join_all(all).await;
    for result in &done {
        match result {
            Ok(()) => (),
            Err(Error::Invalid(errors)) => assert!(!errors.get("heure").is_empty()),
            other => panic!("{other:?}"),
        }
    }
    let held = done.iter().filter(|r| r.is_ok()).count();
    assert!((2..=4).contains(&held), "{held} in three hours");
    let rows = scene.count("select count(*) from rendez_vous").await;
    assert_eq!(usize::try_from(rows).unwrap(), held);
    let shared = scene
        .count(
            "select count(*) from occupation a join occupation b on a.id < b.id
               and a.agent_id = b.agent_id
               and tstzrange(a.debut, a.fin) && tstzrange(b.debut, b.fin)",
        )
        .await;
    assert_eq!(shared, 0);
}

#[tokio::test]
async fn free_moments_leave_out_what_is_taken() {
    let scene = Scene::new().await;
    scene.agenda().await;
    scene.book(&scene.rdv(at(1, 9 * 60 + 30))).await.unwrap();
    let mut tx = scene.tx().await;
    let demande = Demande {
        motif: MotifRdvId::from(MOTIF),
        jeune: None,
        agents: vec![scene.conseiller()],
        site: None,
        des: today(),
        limite: 6,
    };
    let found = creneaux::next(&mut tx, &demande).await.unwrap();
    let said: Vec<String> = found
        .iter()
        .map(|c| {
            let here = c.debut.with_timezone(&chrono_tz::Europe::Paris);
            here.format("%d %H:%M").to_string()
        })
        .collect();
    // It is ten o'clock on Monday; Tuesday's 9:30 is taken.
    assert_eq!(
        said,
        [
            "23 10:00", "23 10:45", "24 10:15", "24 11:00", "25 09:00", "25 09:45"
        ]
    );
}

#[tokio::test]
async fn moving_keeps_the_former_row_and_frees_its_hour() {
    let scene = Scene::new().await;
    scene.agenda().await;
    let first = scene.rdv(at(1, 9 * 60));
    scene.book(&first).await.unwrap();
    let report = Report {
        id: first.id,
        version: 1,
        vers: Cible {
            id: scene.id(),
            agent: first.agent,
            ou: first.ou,
            debut: at(2, 9 * 60),
        },
        derogation: String::new(),
        prevenir: true,
    };
    for _ in 0..2 {
        let mut tx = scene.tx().await;
        let dossier = scene.write(&mut tx, Section::Agenda).await;
        rendez_vous::move_to(&mut tx, &dossier, &report)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }
    assert_eq!(scene.found(first.id).await.etat, EtatRdv::Reporte);
    let moved = scene.found(report.vers.id).await;
    assert_eq!(
        (moved.etat, moved.remplace),
        (EtatRdv::Planifie, Some(first.id))
    );
    let natures: Vec<String> =
        sqlx::query_scalar("select nature || ' ' || etat from envoi order by nature, etat")
            .fetch_all(&scene.test.brut)
            .await
            .unwrap();
    assert_eq!(
        natures,
        // The first one was booked less than a day and a half before: no reminder.
        [
            "changement prevu",
            "confirmation abandonne",
            "rappel_1 prevu"
        ]
    );
    let other = Scene::person(&scene.test, ML_A).await;
    scene
        .book_for(other, &scene.rdv(at(1, 9 * 60)))
        .await
        .unwrap();
}

#[tokio::test]
async fn who_came_has_hours_and_who_did_not_opens_the_chain() {
    let scene = Scene::new().await;
    scene.agenda().await;
    let came = scene.rdv(at(0, 11 * 60));
    scene.book(&came).await.unwrap();
    let early = scene.mark(came.id, Issue::Absent { excuse: None }).await;
    assert_eq!(field(early).1, "Ce rendez-vous n’a pas encore commencé.");
    scene.test.db.clock().advance(Duration::hours(2));
    scene.mark(came.id, Issue::Present).await.unwrap();
    let mut tx = scene.tx().await;
    let dossier = scene.read(&mut tx, Section::Agenda).await;
    let week = heures::week(&mut tx, &dossier, today()).await.unwrap();
    assert_eq!((week.validees, week.prevues), (45, 0));
    drop(tx);
    assert_eq!(
        scene.frise().await[0].titre,
        "Rendez-vous tenu : Entretien de suivi"
    );
    // Corrected: she was not there after all.
    scene
        .mark(
            came.id,
            Issue::Absent {
                excuse: Some(false),
            },
        )
        .await
        .unwrap();
    assert!(
        scene
            .natures()
            .await
            .contains(&"relance_absence".to_owned())
    );
    for (etape, resultat) in [
        ("message", ""),
        ("appel", "sans_reponse"),
        ("appel", "sans_reponse"),
    ] {
        let rdv = scene.found(came.id).await;
        let mut tx = scene.tx().await;
        let dossier = scene.write(&mut tx, Section::Agenda).await;
        relances::attempt(&mut tx, &dossier, &rdv, (etape, resultat))
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }
    let next = scene.to_do().await;
    let next = next.iter().find(|e| e.nature == "relance_absence").unwrap();
    assert_eq!(
        next.libelle,
        "Après une absence : second rendez-vous proposé"
    );
    let sent = scene
        .count("select count(*) from envoi where nature = 'absence'")
        .await;
    let tried = scene.count("select count(*) from tentative").await;
    assert_eq!((sent, tried), (1, 2));
    // Excused: nothing more is tried.
    scene
        .mark(came.id, Issue::Absent { excuse: Some(true) })
        .await
        .unwrap();
    assert!(
        !scene
            .natures()
            .await
            .contains(&"relance_absence".to_owned())
    );
}

#[tokio::test]
async fn an_interview_says_that_the_rendez_vous_was_held() {
    let scene = Scene::new().await;
    scene.agenda().await;
    let new = scene.rdv(at(0, 10 * 60));
    scene.book(&new).await.unwrap();
    let mut tx = scene.tx().await;
    let dossier = scene.write(&mut tx, Section::Entretiens).await;
    accompagnement::entretiens::record(&mut tx, &dossier, &scene.entretien())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(scene.found(new.id).await.etat, EtatRdv::Present);
    let kinds: Vec<String> = scene.frise().await.into_iter().map(|e| e.objet).collect();
    assert!(!kinds.contains(&"rendez_vous".to_owned()), "{kinds:?}");
}

#[tokio::test]
async fn an_agent_of_two_missions_locales_is_seen_as_taken() {
    let scene = Scene::new().await;
    scene.agenda().await;
    let agent = scene.conseiller();
    sqlx::query(
        "insert into affectation (id, agent_id, ml_id, role, du)
         values ($1, $2, $3, 'conseiller', '2026-01-01')",
    )
    .bind(Uuid::from_u128(79))
    .bind(agent.uuid())
    .bind(ML_B)
    .execute(&scene.test.brut)
    .await
    .unwrap();
    let new = scene.rdv(at(1, 9 * 60));
    scene.book(&new).await.unwrap();
    let there = scene.test.reseau.conseiller(ML_B);
    let mut tx = scene.test.tx(there).await;
    let hour = |minutes: i64| (at(1, minutes), at(1, minutes + 45));
    assert!(
        occupations::elsewhere(&mut tx, agent, hour(9 * 60))
            .await
            .unwrap()
    );
    assert!(
        !occupations::elsewhere(&mut tx, agent, hour(10 * 60))
            .await
            .unwrap()
    );
    let other = Scene::person(&scene.test, ML_B).await;
    let mut there_too = scene.rdv(at(1, 9 * 60 + 15));
    there_too.ou.site = Some(scene.test.reseau.sites[&ML_B]);
    let dossier = open_for_write(&mut tx, other, Section::Agenda)
        .await
        .unwrap();
    let warned = rendez_vous::book(&mut tx, &dossier, &there_too).await;
    assert!(
        field(warned)
            .1
            .starts_with("Cette personne est prise dans une autre mission locale")
    );
    drop(tx);
    let mut tx = scene.test.tx(there).await;
    let taken: i64 = sqlx::query_scalar("select count(*) from occupation")
        .fetch_one(tx.conn())
        .await
        .unwrap();
    assert_eq!(taken, 0, "the rows of the other mission locale");
}

#[tokio::test]
async fn a_room_is_taken_once_and_belongs_to_its_site() {
    let scene = Scene::new().await;
    scene.agenda().await;
    let salle = Uuid::from_u128(80);
    sqlx::query(
        "insert into salle (ml_id, id, site_id, nom, places) values ($1, $2, $3, 'Salle 1', 8)",
    )
    .bind(ML_A)
    .bind(salle)
    .bind(scene.test.reseau.sites[&ML_A].uuid())
    .execute(&scene.test.brut)
    .await
    .unwrap();
    let mut tx = scene.tx().await;
    let prise = |n: u128| Prise {
        objet: Objet::Atelier,
        objet_id: Uuid::from_u128(n),
        agent: None,
        salle: Some(salle),
        jeune: None,
        debut: at(1, 600),
        fin: at(1, 660),
        derogation: false,
    };
    assert_eq!(occupations::take(&mut tx, &prise(1)).await.unwrap(), None);
    let second = occupations::take(&mut tx, &prise(2))
        .await
        .unwrap()
        .unwrap();
    assert!(second.salle && !second.agent);
    occupations::release(&mut tx, Uuid::from_u128(1))
        .await
        .unwrap();
    assert_eq!(occupations::take(&mut tx, &prise(2)).await.unwrap(), None);
    tx.commit().await.unwrap();
    let mut new = scene.rdv(at(1, 600));
    new.ou.salle = Some(salle);
    assert_eq!(
        field(scene.book(&new).await).1,
        "Cette salle est déjà prise à cet horaire."
    );
    new.ou.salle = Some(Uuid::from_u128(81));
    assert_eq!(field(scene.book(&new).await).0, "salle");
}

#[tokio::test]
async fn a_death_leaves_nothing_planned() {
    let scene = Scene::new().await;
    scene.agenda().await;
    let new = scene.rdv(at(1, 9 * 60));
    scene.book(&new).await.unwrap();
    let mut tx = scene.tx().await;
    let dossier = scene.write(&mut tx, Section::Agenda).await;
    rendez_vous::cancel_planned(&mut tx, &dossier)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(scene.found(new.id).await.etat, EtatRdv::Annule);
    let mut tx = scene.tx().await;
    let sent = envois::sent_for(&mut tx, new.id.uuid()).await.unwrap();
    assert!(
        sent.iter().all(|e| e.etat == envois::EtatEnvoi::Abandonne),
        "{sent:?}"
    );
}
