//! Ateliers: never more people than places, the waiting list in its order, one closing for all.

use accompagnement::ateliers::{
    self, Animateur, Desinscription, EtatInscription, EtatSession, FiltreSessions, Genre, Inscrit,
    Marque, NouvelleInscription, NouvelleSession, OffreSaisie, Place, Presence, Reglages, Visible,
    rules,
};
use chrono::{Days, Duration, NaiveDate, NaiveTime};
use jeunes::{acces::open_for_write, heures};
use kernel::{AtelierId, InscriptionId, JeuneId, Role, Section, SessionAtelierId};
use platform::{Error, Tx};
use testkit::ML_A;
use uuid::Uuid;

use crate::outils::{Scene, conflict, forbidden, not_found, refused, today};

fn at(hour: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, 0, 0).unwrap()
}

fn in_days(n: u64) -> NaiveDate {
    today() + Days::new(n)
}

impl Scene {
    pub(crate) fn offre(&self, nom: &str) -> OffreSaisie {
        OffreSaisie {
            id: self.id(),
            genre: Genre::Atelier,
            theme: "emploi".into(),
            nom: nom.into(),
            description: String::new(),
            partenaire: String::new(),
            fermee_le: None,
        }
    }

    /// A session of next Monday, 9 to 12, by someone from outside.
    pub(crate) fn session(&self, offre: AtelierId, places: i32) -> NouvelleSession {
        NouvelleSession {
            id: self.id(),
            offre,
            jour: in_days(7),
            debut: at(9),
            fin: at(12),
            semaines: 1,
            animateur: Animateur::Intervenant("Une intervenante".into()),
            site: self.test.reseau.sites[&ML_A],
            salle: None,
            places,
            inscriptions_jusqu_au: None,
            visible: Visible::Equipe,
            auto_inscription: false,
        }
    }

    /// A planned session of `places`.
    pub(crate) async fn planned(&self, places: i32) -> SessionAtelierId {
        self.planned_as(|offre| self.session(offre, places)).await
    }

    pub(crate) async fn planned_as(
        &self,
        session: impl FnOnce(AtelierId) -> NouvelleSession,
    ) -> SessionAtelierId {
        let mut tx = self.tx().await;
        let id: Uuid = self.id();
        let offre = self.offre(&format!("Atelier CV {id}"));
        ateliers::create_offre(&mut tx, &offre).await.unwrap();
        let new = session(offre.id);
        ateliers::plan(&mut tx, &new).await.unwrap();
        tx.commit().await.unwrap();
        new.id
    }

    pub(crate) async fn people(&self, count: usize) -> Vec<JeuneId> {
        let mut all = Vec::new();
        for _ in 0..count {
            all.push(Self::person(&self.test, ML_A).await);
        }
        all
    }

    pub(crate) async fn register(
        &self,
        jeune: JeuneId,
        session: SessionAtelierId,
        derogation: &str,
    ) -> platform::Result<ateliers::Inscrite> {
        let mut tx = self.tx().await;
        let done = register(&mut tx, jeune, self.inscription(session, derogation)).await;
        if done.is_ok() {
            tx.commit().await.unwrap();
        }
        done
    }

    fn inscription(&self, session: SessionAtelierId, derogation: &str) -> NouvelleInscription {
        NouvelleInscription {
            id: self.id(),
            session,
            derogation: derogation.into(),
        }
    }

    pub(crate) async fn withdraw(&self, jeune: JeuneId, id: InscriptionId) -> Vec<JeuneId> {
        let mut tx = self.tx().await;
        let dossier = open_for_write(&mut tx, jeune, Section::Agenda)
            .await
            .unwrap();
        let change = Desinscription {
            id,
            version: self.version(id).await,
            etat: EtatInscription::RefusJeune,
        };
        let told = ateliers::desinscrire(&mut tx, &dossier, &change)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        told.into_iter().map(|t| t.jeune).collect()
    }

    async fn version(&self, id: InscriptionId) -> i32 {
        sqlx::query_scalar("select version from inscription where id = $1")
            .bind(id.uuid())
            .fetch_one(&self.test.brut)
            .await
            .unwrap()
    }

    pub(crate) async fn list(&self, session: SessionAtelierId) -> Vec<Inscrit> {
        let mut tx = self.tx().await;
        ateliers::inscrits(&mut tx, session).await.unwrap()
    }

    async fn mark_all(&self, session: SessionAtelierId, presences: &[(InscriptionId, Presence)]) {
        let mut tx = self.tx_of(Role::AnimateurAtelier).await;
        for (inscription, presence) in presences {
            let marque = Marque {
                inscription: *inscription,
                version: self.version(*inscription).await,
                presence: *presence,
            };
            ateliers::emarger(&mut tx, session, &marque).await.unwrap();
        }
        tx.commit().await.unwrap();
    }

    fn wait(&self, days: i64) {
        self.test.db.clock().advance(Duration::days(days));
    }
}

async fn register(
    tx: &mut Tx,
    jeune: JeuneId,
    new: NouvelleInscription,
) -> platform::Result<ateliers::Inscrite> {
    let dossier = open_for_write(tx, jeune, Section::Agenda).await?;
    ateliers::inscrire(tx, &dossier, &new).await
}

#[tokio::test]
async fn fifty_people_at_once_take_twelve_places_and_wait_in_order() {
    let scene = Scene::new().await;
    let people = scene.people(50).await;
    let session = scene.planned(12).await;
    let mut running = tokio::task::JoinSet::new();
    let db = scene.test.db.clone();
    let jeton = scene
        .test
        .jeton(scene.test.reseau.agent(ML_A, Role::Conseiller))
        .await;
    for jeune in people.clone() {
        // Twice each: a form posted twice at the same instant.
        let new = scene.inscription(session, "");
        for _ in 0..2 {
            let (db, jeton, new) = (db.clone(), jeton.clone(), new.clone());
            running.spawn(async move {
                let platform::tx::Ouverture::Ouverte(tx) = Tx::open(&db, &jeton).await.unwrap()
                else {
                    panic!("the session opens");
                };
                let mut tx = *tx;
                let done = register(&mut tx, jeune, new).await.unwrap();
                tx.commit().await.unwrap();
                done.place
            });
        }
    }
    let places = running.join_all().await;
    assert_eq!(places.iter().filter(|p| **p == Place::Prise).count(), 24);
    let list = scene.list(session).await;
    let ranks: Vec<Option<i32>> = list.iter().map(|i| i.inscription.rang).collect();
    let expected: Vec<Option<i32>> = std::iter::repeat_n(None, 12)
        .chain((1..=38).map(Some))
        .collect();
    assert_eq!(ranks, expected);
    let mut who: Vec<JeuneId> = list.iter().map(|i| i.inscription.jeune).collect();
    who.sort_unstable();
    who.dedup();
    assert_eq!(who.len(), 50, "nobody twice");
    let taken = "select count(*) from occupation where jeune_id is not null";
    assert_eq!(scene.count(taken).await, 12);
    assert_eq!(
        scene
            .count("select count(*) from echeance where nature = 'atelier'")
            .await,
        12
    );
}

#[tokio::test]
async fn a_place_left_goes_to_the_first_whose_hour_is_free() {
    let scene = Scene::new().await;
    let people = scene.people(4).await;
    let session = scene.planned(1).await;
    let elsewhere = scene.planned(5).await;
    let first = scene.register(people[0], session, "").await.unwrap();
    assert_eq!(first.place, Place::Prise);
    for jeune in &people[1..] {
        let waits = scene.register(*jeune, session, "").await.unwrap();
        assert_eq!(waits.place, Place::Attente);
    }
    // The first of the list does something else at that hour since.
    scene.register(people[1], elsewhere, "").await.unwrap();
    assert_eq!(scene.withdraw(people[0], first.id).await, [people[2]]);
    let list = scene.list(session).await;
    let seen: Vec<_> = list
        .iter()
        .map(|i| (i.inscription.jeune, i.inscription.rang))
        .collect();
    assert_eq!(
        seen,
        [
            (people[2], None),
            (people[1], Some(1)),
            (people[3], Some(3)),
            (people[0], None)
        ]
    );
    assert_eq!(list[3].inscription.etat, EtatInscription::RefusJeune);
    // Who waits and leaves promotes nobody; who comes back waits at the end.
    assert!(
        scene
            .withdraw(people[3], list[2].inscription.id)
            .await
            .is_empty()
    );
    let back = scene.register(people[0], session, "").await.unwrap();
    assert_eq!(back.place, Place::Attente);
    assert_eq!(scene.test.audit("promotion").await, 1);

    // More places call the first who can come.
    let mut tx = scene.tx().await;
    let change = Reglages {
        id: session,
        version: 1,
        places: 3,
        inscriptions_jusqu_au: None,
        visible: Visible::Equipe,
        auto_inscription: false,
    };
    let told = ateliers::regler(&mut tx, &change).await.unwrap();
    assert_eq!(
        told.iter().map(|t| t.jeune).collect::<Vec<_>>(),
        [people[0]]
    );
    let now = ateliers::session(&mut tx, session).await.unwrap();
    assert_eq!((now.inscrits, now.attente, now.libres()), (2, 1, 1));
    tx.commit().await.unwrap();
    // A place is left, for which the only one who waits is taken: the next one has it.
    let direct = scene.register(people[3], session, "").await.unwrap();
    assert_eq!((direct.place, direct.promus.len()), (Place::Prise, 0));
}

#[tokio::test]
async fn an_hour_already_taken_is_refused_or_goes_through_with_a_reason() {
    let scene = Scene::new().await;
    let (one, other) = (scene.planned(5).await, scene.planned(5).await);
    scene.register(scene.jeune, one, "").await.unwrap();
    let words = refused(scene.register(scene.jeune, other, "").await, "derogation");
    assert!(
        words.starts_with("Le jeune a déjà quelque chose"),
        "{words}"
    );
    let done = scene
        .register(scene.jeune, other, "Ne vient qu’à la fin")
        .await
        .unwrap();
    assert_eq!(done.place, Place::Prise);
    let aside = "select count(*) from occupation where derogation";
    assert_eq!(scene.count(aside).await, 1);
    // A second time, the same answer and nothing more.
    let again = scene.register(scene.jeune, other, "").await.unwrap();
    assert_eq!(again.id, done.id);
    let rows = scene.count("select count(*) from inscription").await;
    assert_eq!(rows, 2);
}

#[tokio::test]
async fn the_limit_and_the_ends_are_said_in_words() {
    let scene = Scene::new().await;
    let session = scene
        .planned_as(|offre| NouvelleSession {
            inscriptions_jusqu_au: Some(in_days(2)),
            ..scene.session(offre, 5)
        })
        .await;
    scene.wait(3);
    let words = refused(scene.register(scene.jeune, session, "").await, "derogation");
    assert!(words.contains("arrêtées le 25/11/2026"), "{words}");
    scene
        .register(scene.jeune, session, "Vue ce matin")
        .await
        .unwrap();
    let mut tx = scene.tx().await;
    ateliers::annuler(&mut tx, session, 1).await.unwrap();
    tx.commit().await.unwrap();
    let other = Scene::person(&scene.test, ML_A).await;
    let words = refused(scene.register(other, session, "").await, "session");
    assert_eq!(words, "Cette séance est annulée.");
    not_found(scene.register(other, scene.id(), "").await);
}

#[tokio::test]
async fn the_animateur_and_the_room_are_taken_once_for_the_whole_recurrence() {
    let scene = Scene::new().await;
    let salle: Uuid = scene.id();
    sqlx::query(
        "insert into salle (ml_id, id, site_id, nom, places) values ($1, $2, $3, 'Bleue', 10)",
    )
    .bind(ML_A)
    .bind(salle)
    .bind(scene.test.reseau.sites[&ML_A].uuid())
    .execute(&scene.test.brut)
    .await
    .unwrap();
    let animatrice = scene.test.reseau.agent(ML_A, Role::AnimateurAtelier).id;
    let mut tx = scene.tx_of(Role::AnimateurAtelier).await;
    let offre = scene.offre("Code de la route");
    ateliers::create_offre(&mut tx, &offre).await.unwrap();
    let weekly = NouvelleSession {
        semaines: 4,
        animateur: Animateur::Agent(animatrice),
        salle: Some(salle),
        inscriptions_jusqu_au: Some(in_days(5)),
        ..scene.session(offre.id, 10)
    };
    let done = ateliers::plan(&mut tx, &weekly).await.unwrap();
    assert_eq!((done.nombre, done.ailleurs.len()), (4, 0));
    let again = ateliers::plan(&mut tx, &weekly).await.unwrap();
    assert_eq!(again.nombre, 0, "the same form again");
    let all = ateliers::sessions(&mut tx, &FiltreSessions::default())
        .await
        .unwrap();
    let limits: Vec<_> = all
        .iter()
        .map(|s| s.inscriptions_jusqu_au.unwrap())
        .collect();
    assert_eq!(limits, [in_days(5), in_days(12), in_days(19), in_days(26)]);
    assert!(all.iter().all(|s| s.serie == Some(weekly.id.uuid())));
    tx.commit().await.unwrap();

    // The third week is taken: nothing is planned at all.
    let clash = |animateur, salle| NouvelleSession {
        id: scene.id(),
        jour: in_days(0),
        semaines: 3,
        animateur,
        salle,
        ..weekly.clone()
    };
    let mut clash_one = clash(Animateur::Intervenant("X".into()), Some(salle));
    clash_one.inscriptions_jusqu_au = None;
    let mut tx = scene.tx().await;
    let words = refused(ateliers::plan(&mut tx, &clash_one).await, "salle");
    assert_eq!(
        words,
        "Le 30/11/2026\u{a0}: Cette salle est déjà prise à cet horaire."
    );
    drop(tx);
    let mut other = clash(Animateur::Agent(animatrice), None);
    other.inscriptions_jusqu_au = None;
    let mut tx = scene.tx().await;
    let words = refused(ateliers::plan(&mut tx, &other).await, "animateur");
    assert!(words.contains("agenda de cette personne"), "{words}");
    drop(tx);
    assert_eq!(scene.count("select count(*) from session_atelier").await, 4);

    // Cancelled, it gives its hours back.
    let mut tx = scene.tx().await;
    let told = ateliers::annuler(&mut tx, weekly.id, 1).await.unwrap();
    assert!(told.is_empty());
    tx.commit().await.unwrap();
    other.semaines = 2;
    let mut tx = scene.tx().await;
    assert_eq!(ateliers::plan(&mut tx, &other).await.unwrap().nombre, 2);
}

#[tokio::test]
async fn what_cannot_be_planned_is_refused_beside_its_field() {
    let scene = Scene::new().await;
    let mut tx = scene.tx().await;
    let offre = scene.offre("Simulation d’entretien");
    ateliers::create_offre(&mut tx, &offre).await.unwrap();
    let good = scene.session(offre.id, 8);
    let bad = [
        (
            "fin",
            NouvelleSession {
                fin: at(8),
                ..good.clone()
            },
        ),
        (
            "places",
            NouvelleSession {
                places: 0,
                ..good.clone()
            },
        ),
        (
            "jour",
            NouvelleSession {
                jour: today() - Days::new(1),
                ..good.clone()
            },
        ),
        (
            "offre",
            NouvelleSession {
                offre: scene.id(),
                ..good.clone()
            },
        ),
        (
            "site",
            NouvelleSession {
                site: scene.id(),
                ..good.clone()
            },
        ),
        (
            "salle",
            NouvelleSession {
                salle: Some(scene.id()),
                ..good.clone()
            },
        ),
        (
            "animateur",
            NouvelleSession {
                animateur: Animateur::Agent(scene.id()),
                ..good.clone()
            },
        ),
    ];
    for (field, new) in bad {
        refused(ateliers::plan(&mut tx, &new).await, field);
    }
    let same = scene.offre("Simulation d’entretien");
    refused(ateliers::create_offre(&mut tx, &same).await, "nom");
    drop(tx);
    let mut accueil = scene.tx_of(Role::ChargeAccueil).await;
    forbidden(ateliers::plan(&mut accueil, &good).await);
    forbidden(ateliers::create_offre(&mut accueil, &same).await);
}

#[tokio::test]
async fn an_offre_is_changed_closed_and_meets_another_change() {
    let scene = Scene::new().await;
    let mut tx = scene.tx().await;
    let mut offre = scene.offre("Numérique");
    for _ in 0..2 {
        ateliers::create_offre(&mut tx, &offre).await.unwrap();
    }
    offre.nom = "Numérique, premiers pas".into();
    offre.fermee_le = Some(in_days(3));
    ateliers::change_offre(&mut tx, &offre, 1).await.unwrap();
    ateliers::change_offre(&mut tx, &offre, 1).await.unwrap();
    let refused_one = refused(
        ateliers::plan(&mut tx, &scene.session(offre.id, 5)).await,
        "offre",
    );
    assert_eq!(refused_one, "Cette offre est fermée à cette date.");
    offre.nom = "Bureautique".into();
    let met = ateliers::change_offre(&mut tx, &offre, 1).await;
    let met = conflict(met, "Nom", "Bureautique", "Numérique, premiers pas");
    assert_eq!(met.version, 2);
    assert_eq!(ateliers::offres(&mut tx).await.unwrap().len(), 1);
}

#[tokio::test]
async fn closing_writes_once_for_all_and_a_second_time_changes_nothing() {
    let scene = Scene::new().await;
    let people = scene.people(3).await;
    let session = scene.planned(3).await;
    let mut ids = Vec::new();
    for jeune in people.iter().chain([&scene.jeune]) {
        ids.push(scene.register(*jeune, session, "").await.unwrap().id);
    }
    assert_eq!(
        scene
            .natures()
            .await
            .iter()
            .filter(|n| *n == "atelier")
            .count(),
        0
    );
    let early = Marque {
        inscription: ids[0],
        version: 1,
        presence: Presence::Present,
    };
    let mut tx = scene.tx().await;
    let words = refused(ateliers::emarger(&mut tx, session, &early).await, "session");
    assert!(words.contains("le jour de la séance"), "{words}");
    drop(tx);

    scene.wait(8);
    scene
        .mark_all(
            session,
            &[(ids[0], Presence::Present), (ids[1], Presence::Excuse)],
        )
        .await;
    let mut tx = scene.tx_of(Role::AnimateurAtelier).await;
    let words = refused(ateliers::cloturer(&mut tx, session, 1).await, "session");
    assert!(words.starts_with("Une personne"), "{words}");
    let stale = Marque {
        inscription: ids[0],
        version: 1,
        presence: Presence::Absent,
    };
    let met = ateliers::emarger(&mut tx, session, &stale).await;
    conflict(met, "Présence", "Absent", "Présent");
    let waits = Marque {
        inscription: ids[3],
        version: 1,
        presence: Presence::Present,
    };
    not_found(ateliers::emarger(&mut tx, session, &waits).await);
    drop(tx);
    scene.mark_all(session, &[(ids[2], Presence::Absent)]).await;

    let mut photos = Vec::new();
    for _ in 0..2 {
        let mut tx = scene.tx_of(Role::AnimateurAtelier).await;
        let done = ateliers::cloturer(&mut tx, session, 1).await.unwrap();
        assert_eq!((done.presents, done.absents), (1, 2));
        let now = ateliers::session(&mut tx, session).await.unwrap();
        assert_eq!(rules::state(&now, tx.now()), EtatSession::Cloturee);
        tx.commit().await.unwrap();
        let photo: String = sqlx::query_scalar(
            "select (select string_agg(etat || version, ',' order by etat)
               from inscription)
             || ' ' || (select string_agg(nature || ' ' || theme || ' ' || resultat || ' ' || titre
               || ' ' || heure, ' | ' order by resultat desc, titre) from evenement
               where objet = 'inscription')
             || ' ' || (select string_agg(jour || ' ' || minutes || ' ' || nature || ' ' || validee,
               ',') from heure)
             || ' ' || (select count(*) from echeance where nature = 'atelier' and close_le is null)
             || ' ' || (select count(*) from audit where action = 'cloture')",
        )
        .fetch_one(&scene.test.brut)
        .await
        .unwrap();
        photos.push(photo);
    }
    assert_eq!(photos[0], photos[1]);
    let photo = &photos[0];
    assert!(
        photo.starts_with("realise3,refus_jeune3,refus_jeune3,refus_tiers2 "),
        "{photo}"
    );
    assert!(
        photo.contains("atelier emploi present Atelier CV"),
        "{photo}"
    );
    assert!(photo.contains("(absence excusée)"), "{photo}");
    assert!(
        photo.ends_with("2026-11-30 180 atelier true 0 4"),
        "{photo}"
    );
    let mut tx = scene.tx().await;
    let after = ateliers::annuler(&mut tx, session, 2).await;
    assert_eq!(refused(after, "session"), "Cette séance est clôturée.");
}

#[tokio::test]
async fn cancelling_tells_who_was_registered_and_gives_everything_back() {
    let scene = Scene::new().await;
    let people = scene.people(2).await;
    let session = scene.planned(1).await;
    for jeune in &people {
        scene.register(*jeune, session, "").await.unwrap();
    }
    sqlx::query(
        "update jeune set protege = true, protege_motif = 'mise_en_securite' where id = $1",
    )
    .bind(people[1].uuid())
    .execute(&scene.test.brut)
    .await
    .unwrap();
    for role in [Role::AnimateurAtelier, Role::Conseiller] {
        let mut tx = scene.tx_of(role).await;
        let told = ateliers::annuler(&mut tx, session, 1).await.unwrap();
        let named: Vec<bool> = told.iter().map(|t| t.nom.is_some()).collect();
        // A protected dossier is named to its référent, and not to the animateur.
        assert_eq!(named, [true, role == Role::Conseiller]);
        tx.commit().await.unwrap();
    }
    assert_eq!(scene.count("select count(*) from occupation").await, 0);
    let open = "select count(*) from echeance where nature = 'atelier' and close_le is null";
    assert_eq!(scene.count(open).await, 0);
    assert_eq!(scene.test.audit("annulation").await, 1);
    let free = scene.planned(5).await;
    scene.register(people[0], free, "").await.unwrap();
}

/// A night session of La Réunion, held and closed while the server lives in `server`: the day, minutes
/// and hour that are written.
async fn closed_at(server: &str, hour: u32) -> (NaiveDate, i32, NaiveDate, NaiveTime) {
    let scene = Scene::new().await;
    sqlx::query("update mission_locale set fuseau = 'Indian/Reunion' where ml_id = $1")
        .bind(ML_A)
        .execute(&scene.test.brut)
        .await
        .unwrap();
    let session = scene
        .planned_as(|offre| NouvelleSession {
            debut: at(hour),
            fin: at(hour + 2),
            ..scene.session(offre, 5)
        })
        .await;
    let id = scene.register(scene.jeune, session, "").await.unwrap().id;
    scene.wait(8);
    scene.mark_all(session, &[(id, Presence::Present)]).await;
    let mut tx = scene.tx().await;
    sqlx::query("select set_config('TimeZone', $1, true)")
        .bind(server)
        .execute(tx.conn())
        .await
        .unwrap();
    ateliers::cloturer(&mut tx, session, 1).await.unwrap();
    let dossier = scene.read(&mut tx, Section::Agenda).await;
    let week = heures::week(&mut tx, &dossier, in_days(7)).await.unwrap();
    assert_eq!((week.heures.len(), week.prevues), (1, 0));
    let (day, hour): (NaiveDate, NaiveTime) =
        sqlx::query_as("select survenu_le, heure from evenement where objet = 'inscription'")
            .fetch_one(tx.conn())
            .await
            .unwrap();
    (week.heures[0].jour, week.validees, day, hour)
}

#[tokio::test]
async fn hours_are_of_the_mission_locale_s_own_day_wherever_the_server_lives() {
    // 1 o’clock in La Réunion is the day before in Paris, and 21 o’clock the day after in Kiribati.
    for hour in [1, 12, 21] {
        for server in [
            "UTC",
            "Europe/Paris",
            "Pacific/Pago_Pago",
            "Pacific/Kiritimati",
        ] {
            let written = closed_at(server, hour).await;
            let expected = (in_days(7), 120, in_days(7), at(hour));
            assert_eq!(written, expected, "{server}, {hour} h");
        }
    }
}

#[tokio::test]
async fn registering_needs_the_right_on_her_agenda_and_marking_that_of_the_session() {
    let scene = Scene::new().await;
    let session = scene.planned(5).await;
    let mut animateur = scene.tx_of(Role::AnimateurAtelier).await;
    let new = scene.inscription(session, "");
    forbidden(register(&mut animateur, scene.jeune, new).await);
    drop(animateur);
    let id = scene.register(scene.jeune, session, "").await.unwrap().id;
    scene.wait(7);
    let mut accueil = scene.tx_of(Role::ChargeAccueil).await;
    let marque = Marque {
        inscription: id,
        version: 1,
        presence: Presence::Present,
    };
    forbidden(ateliers::emarger(&mut accueil, session, &marque).await);
    forbidden(ateliers::cloturer(&mut accueil, session, 1).await);
    forbidden(ateliers::annuler(&mut accueil, session, 1).await);
    let list = ateliers::inscrits(&mut accueil, session).await.unwrap();
    assert_eq!(list[0].nom.as_deref(), Some("Inès FICTIVE"));
    drop(accueil);
    let mut elsewhere = scene
        .test
        .tx(scene.test.reseau.conseiller(testkit::ML_B))
        .await;
    not_found(ateliers::session(&mut elsewhere, session).await);
    not_found(ateliers::emarger(&mut elsewhere, session, &marque).await);
    let own = ateliers::sessions(&mut elsewhere, &FiltreSessions::default()).await;
    assert!(own.unwrap().is_empty());
    assert!(matches!(
        ateliers::inscrits(&mut elsewhere, session).await,
        Err(Error::NotFound)
    ));
}
