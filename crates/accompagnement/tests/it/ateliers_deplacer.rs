//! A session that moves: everyone's hours with it, everyone told once, nobody double-booked.

use accompagnement::ateliers::{
    self, Animateur, Deplacee, Deplacement, EtatInscription, NouvelleSession, SessionAtelier, rules,
};
use chrono::{Days, Duration, NaiveDate, NaiveTime};
use kernel::{JeuneId, Role, SessionAtelierId};
use testkit::ML_A;
use uuid::Uuid;

use crate::outils::{Scene, conflict, forbidden, refused, today};

fn at(hour: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, 0, 0).unwrap()
}

fn in_days(n: u64) -> NaiveDate {
    today() + Days::new(n)
}

impl Scene {
    /// The form of a move, as the page of the session fills it.
    pub(crate) async fn move_of(&self, id: SessionAtelierId) -> Deplacement {
        let mut tx = self.tx().await;
        let session = ateliers::session(&mut tx, id).await.unwrap();
        let zone = tx.fuseau();
        Deplacement {
            id,
            version: session.version,
            jour: rules::day(session.debut, zone),
            debut: session.debut.with_timezone(&zone).time(),
            fin: session.fin.with_timezone(&zone).time(),
            animateur: match session.animateur {
                Some(agent) => Animateur::Agent(agent),
                None => Animateur::Intervenant(session.animateur_nom),
            },
            site: session.site,
            salle: session.salle,
            derogation: String::new(),
        }
    }

    async fn moved(&self, change: &Deplacement) -> platform::Result<Deplacee> {
        let mut tx = self.tx().await;
        let done = ateliers::deplacer(&mut tx, change).await;
        if done.is_ok() {
            tx.commit().await.unwrap();
        }
        done
    }

    async fn seance(&self, id: SessionAtelierId) -> SessionAtelier {
        let mut tx = self.tx().await;
        ateliers::session(&mut tx, id).await.unwrap()
    }

    /// The messages that are to leave, as `nature jour`.
    async fn to_leave(&self) -> Vec<String> {
        sqlx::query_scalar(
            "select nature || ' ' || pour_le::date from envoi where etat = 'prevu' order by 1",
        )
        .fetch_all(&self.test.brut)
        .await
        .unwrap()
    }

    async fn piece_de(&self, nom: &str, places: i32) -> Uuid {
        let salle: Uuid = self.id();
        sqlx::query(
            "insert into salle (ml_id, id, site_id, nom, places) values ($1, $2, $3, $4, $5)",
        )
        .bind(ML_A)
        .bind(salle)
        .bind(self.test.reseau.sites[&ML_A].uuid())
        .bind(nom)
        .bind(places)
        .execute(&self.test.brut)
        .await
        .unwrap();
        salle
    }
}

#[tokio::test]
async fn everyone_is_told_once_each_time_it_moves() {
    let scene = Scene::new().await;
    let session = scene.planned(2).await;
    let people = scene.people(3).await;
    for jeune in &people {
        scene.register(*jeune, session, "").await.unwrap();
    }
    sqlx::query("update inscription set confirme_le = now() where rang is null")
        .execute(&scene.test.brut)
        .await
        .unwrap();
    let first = scene.move_of(session).await;
    let there = Deplacement {
        jour: in_days(14),
        debut: at(14),
        fin: at(17),
        ..first.clone()
    };
    let done = scene.moved(&there).await.unwrap();
    assert_eq!((done.prevenus.len(), done.promus.len()), (3, 0));
    let told = |day: &str| {
        [
            format!("attente {day}"),
            format!("changement {day}"),
            format!("changement {day}"),
            format!("rappel_1 {day}"),
            format!("rappel_1 {day}"),
            format!("rappel_7 {day}"),
            format!("rappel_7 {day}"),
        ]
    };
    assert_eq!(scene.to_leave().await, told("2026-12-07"));
    let asked = "select count(*) from inscription where confirme_le is not null";
    assert_eq!(scene.count(asked).await, 0, "asked again");
    let dues = "select count(*) from echeance where nature = 'atelier' and close_le is null \
                and echeance_le = '2026-12-07'";
    assert_eq!(scene.count(dues).await, 2);

    // The same form again changes nothing and tells nobody.
    let again = scene.moved(&there).await.unwrap();
    assert_eq!(again, Deplacee::default());
    assert_eq!(scene.to_leave().await, told("2026-12-07"));

    // Back, then there again: told each time.
    let back = Deplacement {
        version: 2,
        ..first.clone()
    };
    assert_eq!(scene.moved(&back).await.unwrap().prevenus.len(), 3);
    let there = Deplacement {
        version: 3,
        ..there
    };
    assert_eq!(scene.moved(&there).await.unwrap().prevenus.len(), 3);
    assert_eq!(scene.to_leave().await, told("2026-12-07"));

    // Someone else changed it: both values.
    let stale = Deplacement {
        debut: at(15),
        ..first
    };
    let seen = scene.moved(&stale).await.map(drop);
    conflict(seen, "Jour", "30/11/2026", "07/12/2026");
    assert_eq!(scene.test.audit("deplacement").await, 3 + 9);
}

#[tokio::test]
async fn who_is_taken_is_said_and_goes_through_with_a_reason() {
    let scene = Scene::new().await;
    let animatrice = scene.test.reseau.agent(ML_A, Role::AnimateurAtelier).id;
    let salle = scene.piece_de("Bleue", 10).await;
    let session = scene.planned(5).await;
    let people = scene.people(2).await;
    for jeune in &people {
        scene.register(*jeune, session, "").await.unwrap();
    }
    // Another session at the hour to which it goes, with the same three.
    let other = scene
        .planned_as(|offre| NouvelleSession {
            jour: in_days(8),
            animateur: Animateur::Agent(animatrice),
            salle: Some(salle),
            ..scene.session(offre, 5)
        })
        .await;
    scene.register(people[0], other, "").await.unwrap();
    let change = Deplacement {
        jour: in_days(8),
        animateur: Animateur::Agent(animatrice),
        salle: Some(salle),
        ..scene.move_of(session).await
    };
    let words = refused(scene.moved(&change).await, "animateur");
    assert!(
        words.contains("a déjà quelque chose de prévu de 9\u{a0}h à 12\u{a0}h"),
        "{words}"
    );
    let words = refused(scene.moved(&change).await, "salle");
    assert_eq!(words, "Bleue est déjà prise de 9\u{a0}h à 12\u{a0}h.");
    let words = refused(scene.moved(&change).await, "debut");
    assert!(words.contains("(de 9\u{a0}h à 12\u{a0}h)"), "{words}");
    assert!(!words.contains("protégé"), "{words}");
    refused(scene.moved(&change).await, "derogation");
    assert_eq!(scene.seance(session).await.version, 1, "nothing changed");
    assert!(
        scene
            .to_leave()
            .await
            .iter()
            .all(|m| !m.starts_with("changement"))
    );

    let change = Deplacement {
        derogation: "Les deux se suivent".into(),
        ..change
    };
    scene.moved(&change).await.unwrap();
    let seen = scene.seance(session).await;
    assert_eq!(seen.derogation, "Les deux se suivent");
    let beside = "select count(*) from inscription where derogation <> ''";
    assert_eq!(scene.count(beside).await, 1, "only who is taken");
    let beside = "select count(*) from occupation where derogation";
    assert_eq!(
        scene.count(beside).await,
        3,
        "the agent, the room, one person"
    );

    // The hour before is free again.
    let free = scene.planned(5).await;
    scene.register(people[0], free, "").await.unwrap();
}

#[tokio::test]
async fn a_room_alone_tells_nobody_and_keeps_what_was_confirmed() {
    let scene = Scene::new().await;
    let (small, large) = (
        scene.piece_de("Petite", 3).await,
        scene.piece_de("Grande", 12).await,
    );
    let session = scene.planned(5).await;
    let jeune = scene.people(1).await[0];
    scene.register(jeune, session, "").await.unwrap();
    sqlx::query("update inscription set confirme_le = now()")
        .execute(&scene.test.brut)
        .await
        .unwrap();
    let before = scene.to_leave().await;
    let of = scene.move_of(session).await;
    let change = Deplacement {
        salle: Some(small),
        ..of.clone()
    };
    let words = refused(scene.moved(&change).await, "salle");
    assert_eq!(
        words,
        "Cette salle tient 3 personnes, et la séance a 5 places."
    );
    let change = Deplacement {
        salle: Some(large),
        ..of
    };
    assert_eq!(scene.moved(&change).await.unwrap(), Deplacee::default());
    assert_eq!(scene.seance(session).await.salle, Some(large));
    assert_eq!(scene.to_leave().await, before);
    let kept = "select count(*) from inscription where confirme_le is not null";
    assert_eq!(scene.count(kept).await, 1);
    let taken = "select count(*) from occupation where salle_id is not null";
    assert_eq!(scene.count(taken).await, 1);
}

type Change = fn(&mut Deplacement);

#[tokio::test]
async fn the_past_and_what_cannot_be_are_refused_in_words() {
    let scene = Scene::new().await;
    let session = scene.planned(5).await;
    let of = scene.move_of(session).await;
    let wrong: [(&str, Change); 7] = [
        ("jour", |d| d.jour = in_days(0) - Days::new(1)),
        ("jour", |d| d.jour = in_days(3000)),
        ("debut", |d| (d.jour, d.debut) = (in_days(0), at(9))),
        ("fin", |d| d.fin = d.debut),
        ("fin", |d| (d.debut, d.fin) = (at(1), at(22))),
        ("animateur", |d| {
            d.animateur = Animateur::Intervenant(" ".into());
        }),
        ("site", |d| d.site = Uuid::from_u128(7).into()),
    ];
    for (field, change) in wrong {
        let mut one = of.clone();
        change(&mut one);
        refused(scene.moved(&one).await, field);
    }
    let mut tx = scene.tx_of(Role::ChargeAccueil).await;
    forbidden(ateliers::deplacer(&mut tx, &of).await);
    drop(tx);
    scene.test.db.clock().advance(Duration::days(8));
    let late = Deplacement {
        jour: in_days(20),
        ..of.clone()
    };
    let words = refused(scene.moved(&late).await, "session");
    assert!(words.contains("déjà commencé"), "{words}");
    let mut tx = scene.tx().await;
    ateliers::annuler(&mut tx, session, 1).await.unwrap();
    tx.commit().await.unwrap();
    refused(scene.moved(&late).await, "session");
}

#[tokio::test]
async fn who_waited_has_the_place_that_the_new_hour_leaves() {
    let scene = Scene::new().await;
    let people = scene.people(2).await;
    // Someone who waits because her hour is taken elsewhere.
    let session = scene.planned(1).await;
    let other = scene.planned(5).await;
    scene.register(people[0], session, "").await.unwrap();
    scene.register(people[1], other, "").await.unwrap();
    scene.register(people[1], session, "").await.unwrap();
    let mut tx = scene.tx().await;
    let settings = ateliers::Reglages {
        id: session,
        version: 1,
        places: 2,
        inscriptions_jusqu_au: None,
        visible: ateliers::Visible::Equipe,
        auto_inscription: false,
    };
    let promus = ateliers::regler(&mut tx, &settings).await.unwrap();
    assert!(promus.is_empty(), "her hour is taken");
    tx.commit().await.unwrap();
    let change = Deplacement {
        jour: in_days(9),
        ..scene.move_of(session).await
    };
    let done = scene.moved(&change).await.unwrap();
    let ids =
        |all: &[ateliers::APrevenir]| -> Vec<JeuneId> { all.iter().map(|p| p.jeune).collect() };
    assert_eq!(ids(&done.prevenus), [people[0]]);
    assert_eq!(ids(&done.promus), [people[1]]);
    let list = scene.list(session).await;
    assert!(list.iter().all(|i| i.inscription.rang.is_none()));
    assert!(
        list.iter()
            .all(|i| i.inscription.etat == EtatInscription::Prescrit)
    );
    let told = scene.to_leave().await;
    assert_eq!(
        told.iter()
            .filter(|m| m.starts_with("place 2026-12-02"))
            .count(),
        1
    );
    assert_eq!(
        told.iter()
            .filter(|m| m.starts_with("changement 2026-12-02"))
            .count(),
        1
    );
}
