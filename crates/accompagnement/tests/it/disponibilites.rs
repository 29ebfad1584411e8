//! Hours, absences, motifs and rooms: who may, what is refused, what two people change at once.

use accompagnement::{
    creneaux::{self, Demande},
    disponibilites::{
        self, AbsenceSaisie, MotifSaisi, Plage, PlageSaisie, SalleSaisie, delete_absence,
        end_plage, save_absence, save_motif, save_plage, save_salle,
    },
    rendez_vous::Lieu,
};
use chrono::{Days, NaiveDate, NaiveTime};
use kernel::{AgentId, Role};
use platform::{Error, Tx};
use testkit::{ML_A, ML_B};
use uuid::Uuid;

use crate::outils::{Scene, conflict, days_ago, forbidden, not_found, refused, today};

fn h(hour: u32, minute: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, minute, 0).unwrap()
}

fn day(n: u64) -> NaiveDate {
    today() + Days::new(n)
}

impl Scene {
    fn agent(&self, role: Role) -> AgentId {
        self.test.reseau.agent(ML_A, role).id
    }

    fn moi(&self) -> AgentId {
        self.agent(Role::Conseiller)
    }

    /// Mondays and Wednesdays, of the conseiller, from today on.
    fn plage(&self, debut: NaiveTime, fin: NaiveTime) -> PlageSaisie {
        PlageSaisie {
            plage: Plage {
                id: self.id(),
                agent: self.moi(),
                site: self.test.reseau.sites[&ML_A],
                du: today(),
                au: None,
                jours: vec![3, 1, 3],
                intervalle_semaines: 1,
                debut,
                fin,
                motifs: Vec::new(),
                version: 1,
            },
            existe: false,
        }
    }

    fn absence(&self) -> AbsenceSaisie {
        AbsenceSaisie {
            id: self.id(),
            version: None,
            agent: self.moi(),
            du: day(2),
            au: day(2),
            heures: None,
            motif: "reunion".into(),
        }
    }

    fn motif(&self, libelle: &str) -> MotifSaisi {
        MotifSaisi {
            id: self.id(),
            version: None,
            libelle: libelle.into(),
            duree_minutes: 45,
            lieux: vec![Lieu::Site],
            theme: String::new(),
            par_personne: true,
            referent_seul: false,
            consignes: String::new(),
        }
    }

    fn salle(&self, nom: &str) -> SalleSaisie {
        SalleSaisie {
            id: self.id(),
            version: None,
            site: self.test.reseau.sites[&ML_A],
            nom: nom.into(),
            places: 8,
        }
    }

    /// How many rows of the audit are about `objet`.
    async fn traces(&self, objet: &str) -> i64 {
        sqlx::query_scalar("select count(*) from audit where objet = $1 and jeune_id is null")
            .bind(objet)
            .fetch_one(&self.test.brut)
            .await
            .unwrap()
    }

    async fn stranger(&self) -> Tx {
        let there = self.test.reseau.agent(ML_B, Role::ResponsableSecteur);
        self.test.tx(there).await
    }
}

#[tokio::test]
async fn hours_are_added_once_changed_and_ended() {
    let scene = Scene::new().await;
    let mut tx = scene.tx().await;
    let mut saisie = scene.plage(h(9, 0), h(12, 0));
    for _ in 0..2 {
        save_plage(&mut tx, &saisie).await.unwrap();
    }
    let all = disponibilites::plages(&mut tx, scene.moi()).await.unwrap();
    assert_eq!(all.len(), 1, "a second post adds nothing");
    assert_eq!(all[0].jours, [1, 3], "days are kept once, in their order");

    saisie.existe = true;
    saisie.plage.fin = h(13, 0);
    save_plage(&mut tx, &saisie).await.unwrap();
    saisie.plage.fin = h(11, 30);
    let done = save_plage(&mut tx, &saisie).await;
    let conflit = conflict(
        done,
        "Heures",
        "de 9\u{a0}h à 11\u{a0}h\u{a0}30",
        "de 9\u{a0}h à 13\u{a0}h",
    );
    assert_eq!((conflit.version, conflit.champs.len()), (2, 1));

    let id = saisie.plage.id;
    let done = end_plage(&mut tx, scene.moi(), (id, 1), day(30)).await;
    conflict(done, "Dernier jour", "23/12/2026", "");
    end_plage(&mut tx, scene.moi(), (id, 2), day(30))
        .await
        .unwrap();
    let done = end_plage(&mut tx, scene.moi(), (id, 3), day(31)).await;
    refused(done, "au");
    end_plage(&mut tx, scene.moi(), (id, 3), days_ago(1))
        .await
        .unwrap();
    let all = disponibilites::plages(&mut tx, scene.moi()).await.unwrap();
    assert!(all.is_empty(), "hours that never served go away");
    tx.commit().await.unwrap();
    assert_eq!(scene.traces("plage").await, 4, "one row for each change");
}

#[tokio::test]
async fn hours_that_overlap_are_refused_with_the_name_of_the_other_ones() {
    let scene = Scene::new().await;
    let mut tx = scene.tx().await;
    save_plage(&mut tx, &scene.plage(h(9, 0), h(12, 0)))
        .await
        .unwrap();
    let done = save_plage(&mut tx, &scene.plage(h(11, 30), h(14, 0))).await;
    assert_eq!(
        refused(done, "debut"),
        "Ces heures en recouvrent d’autres le lundi 23 novembre 2026 : de 9\u{a0}h à 12\u{a0}h."
    );
    save_plage(&mut tx, &scene.plage(h(12, 0), h(14, 0)))
        .await
        .unwrap();
    let mut thursday = scene.plage(h(9, 0), h(12, 0));
    thursday.plage.jours = vec![4];
    save_plage(&mut tx, &thursday).await.unwrap();
    thursday.existe = true;
    thursday.plage.jours = vec![3, 4];
    let done = save_plage(&mut tx, &thursday).await;
    assert!(refused(done, "debut").contains("mercredi 25 novembre 2026"));

    // The hours of someone else are not in the way.
    let mut chief = scene.tx_of(Role::ResponsableSecteur).await;
    let mut hers = scene.plage(h(9, 0), h(12, 0));
    hers.plage.agent = scene.agent(Role::ResponsableSecteur);
    save_plage(&mut chief, &hers).await.unwrap();
}

#[tokio::test]
async fn of_two_overlapping_hours_added_at_once_one_is_refused() {
    let scene = Scene::new().await;
    let add = async |saisie: PlageSaisie| {
        let mut tx = scene.tx().await;
        save_plage(&mut tx, &saisie).await?;
        tx.commit().await
    };
    let (one, other) = tokio::join!(
        add(scene.plage(h(9, 0), h(12, 0))),
        add(scene.plage(h(10, 0), h(11, 0)))
    );
    assert_ne!(one.is_ok(), other.is_ok(), "{one:?} {other:?}");
    assert_eq!(scene.count("select count(*) from plage").await, 1);
}

#[tokio::test]
async fn hours_that_cannot_be_are_said_field_by_field() {
    let scene = Scene::new().await;
    let mut tx = scene.tx().await;
    let mut wrong = scene.plage(h(12, 0), h(9, 0));
    wrong.plage.jours = Vec::new();
    wrong.plage.au = Some(days_ago(1));
    wrong.plage.intervalle_semaines = 5;
    wrong.plage.site = scene.test.reseau.sites[&ML_B];
    wrong.plage.motifs = vec![Uuid::from_u128(5)];
    let Err(Error::Invalid(errors)) = save_plage(&mut tx, &wrong).await else {
        panic!("refused");
    };
    let said: Vec<(&str, &str)> = errors.iter().collect();
    assert_eq!(
        said,
        [
            ("jours", "Choisissez au moins un jour de la semaine."),
            ("fin", "La fin est avant le début."),
            ("au", "Le dernier jour est avant le premier."),
            (
                "intervalle",
                "Choisissez toutes les semaines, ou une sur deux, trois ou quatre."
            ),
            ("site", "Choisissez un site de la liste."),
            ("motifs", "Choisissez des motifs de la liste."),
        ]
    );
}

#[tokio::test]
async fn ones_hours_are_ones_own_and_those_of_colleagues_need_a_right() {
    let scene = Scene::new().await;
    let mut chief = scene.tx_of(Role::ResponsableSecteur).await;
    let theirs = scene.plage(h(9, 0), h(12, 0));
    save_plage(&mut chief, &theirs).await.unwrap();
    let absence = scene.absence();
    save_absence(&mut chief, &absence).await.unwrap();
    chief.commit().await.unwrap();
    let (id, moi) = (theirs.plage.id, scene.moi());

    let mut desk = scene.tx_of(Role::ChargeAccueil).await;
    forbidden(disponibilites::plages(&mut desk, moi).await);
    forbidden(disponibilites::absences(&mut desk, moi).await);
    forbidden(save_plage(&mut desk, &theirs).await);
    forbidden(end_plage(&mut desk, moi, (id, 1), today()).await);
    forbidden(save_absence(&mut desk, &absence).await);
    forbidden(delete_absence(&mut desk, moi, absence.id).await);
    forbidden(save_motif(&mut desk, &scene.motif("Point")).await);
    forbidden(save_salle(&mut desk, &scene.salle("Salle")).await);
    forbidden(disponibilites::copy_usual_motifs(&mut desk).await);
    // Nor through one's own name.
    let mine = scene.agent(Role::ChargeAccueil);
    not_found(end_plage(&mut desk, mine, (id, 1), today()).await);
    not_found(delete_absence(&mut desk, mine, absence.id).await);
    let mut stolen = theirs.clone();
    stolen.plage.agent = mine;
    not_found(
        save_plage(
            &mut desk,
            &PlageSaisie {
                existe: true,
                ..stolen
            },
        )
        .await,
    );

    let mut admin = scene.tx_of(Role::AdministrateurLocal).await;
    let hours = disponibilites::plages(&mut admin, moi).await.unwrap();
    assert_eq!(hours.len(), 1);
    let mut nobody = scene.plage(h(9, 0), h(12, 0));
    nobody.plage.agent = scene.agent(Role::IntervenantExterieur);
    refused(save_plage(&mut admin, &nobody).await, "agent");
}

#[tokio::test]
async fn another_mission_locale_sees_and_changes_nothing() {
    let scene = Scene::new().await;
    let mut chief = scene.tx_of(Role::ResponsableSecteur).await;
    let plage = scene.plage(h(9, 0), h(12, 0));
    save_plage(&mut chief, &plage).await.unwrap();
    let absence = scene.absence();
    save_absence(&mut chief, &absence).await.unwrap();
    let (motif, salle) = (scene.motif("Point"), scene.salle("Salle bleue"));
    save_motif(&mut chief, &motif).await.unwrap();
    save_salle(&mut chief, &salle).await.unwrap();
    chief.commit().await.unwrap();

    let mut there = scene.stranger().await;
    let moi = scene.moi();
    assert!(
        disponibilites::plages(&mut there, moi)
            .await
            .unwrap()
            .is_empty()
    );
    assert!(
        disponibilites::absences(&mut there, moi)
            .await
            .unwrap()
            .is_empty()
    );
    assert!(
        disponibilites::all_motifs(&mut there)
            .await
            .unwrap()
            .is_empty()
    );
    assert!(
        disponibilites::all_salles(&mut there)
            .await
            .unwrap()
            .is_empty()
    );
    let period = (days_ago(30), day(30));
    let (hours, away) = disponibilites::hours(&mut there, &[], period)
        .await
        .unwrap();
    assert!(hours.is_empty() && away.is_empty());
    not_found(end_plage(&mut there, moi, (plage.plage.id, 1), today()).await);
    not_found(delete_absence(&mut there, moi, absence.id).await);
    let mut changed = motif.clone();
    changed.version = Some(1);
    not_found(save_motif(&mut there, &changed).await);
    not_found(disponibilites::close_motif(&mut there, motif.id, false).await);
    let mut changed = salle.clone();
    changed.version = Some(1);
    not_found(save_salle(&mut there, &changed).await);
    not_found(disponibilites::close_salle(&mut there, salle.id, false).await);
    refused(save_salle(&mut there, &scene.salle("Autre")).await, "site");
}

#[tokio::test]
async fn an_absence_is_noted_once_corrected_and_taken_away() {
    let scene = Scene::new().await;
    let mut tx = scene.tx().await;
    let mut absence = scene.absence();
    for _ in 0..2 {
        save_absence(&mut tx, &absence).await.unwrap();
    }
    absence.version = Some(1);
    absence.heures = Some((h(10, 0), h(11, 0)));
    save_absence(&mut tx, &absence).await.unwrap();
    absence.heures = None;
    absence.motif = "conge".into();
    let done = save_absence(&mut tx, &absence).await;
    let conflit = conflict(done, "Raison", "Congé", "Réunion");
    assert_eq!(conflit.champs.len(), 2, "{conflit:?}");

    let mut wrong = scene.absence();
    wrong.au = day(1);
    wrong.heures = Some((h(11, 0), h(10, 0)));
    wrong.motif = "grippe".into();
    let Err(Error::Invalid(errors)) = save_absence(&mut tx, &wrong).await else {
        panic!("refused");
    };
    let fields: Vec<&str> = errors.iter().map(|(field, _)| field).collect();
    assert_eq!(fields, ["absence_au", "absence_fin", "absence_motif"]);

    delete_absence(&mut tx, scene.moi(), absence.id)
        .await
        .unwrap();
    not_found(delete_absence(&mut tx, scene.moi(), absence.id).await);
    tx.commit().await.unwrap();
    assert_eq!(scene.traces("absence_agent").await, 3);
}

#[tokio::test]
async fn an_absence_takes_its_free_moments_away() {
    let scene = Scene::new().await;
    scene.agenda().await;
    let mut tx = scene.tx().await;
    let demande = Demande {
        motif: disponibilites::motifs(&mut tx).await.unwrap()[0].id,
        jeune: None,
        agents: vec![scene.moi()],
        site: None,
        des: day(1),
        limite: 1,
    };
    let first = async |tx: &mut Tx| {
        let found = creneaux::next(tx, &demande).await.unwrap();
        found[0].debut.date_naive()
    };
    assert_eq!(first(&mut tx).await, day(1));
    let mut absence = scene.absence();
    (absence.du, absence.au) = (day(1), day(2));
    save_absence(&mut tx, &absence).await.unwrap();
    assert_eq!(first(&mut tx).await, day(3));
    delete_absence(&mut tx, scene.moi(), absence.id)
        .await
        .unwrap();
    assert_eq!(first(&mut tx).await, day(1));
}

#[tokio::test]
async fn a_motif_is_added_once_changed_and_closed() {
    let scene = Scene::new().await;
    let mut tx = scene.tx_of(Role::Directeur).await;
    let mut motif = scene.motif("Point d’étape");
    for _ in 0..2 {
        save_motif(&mut tx, &motif).await.unwrap();
    }
    motif.version = Some(1);
    motif.duree_minutes = 30;
    motif.lieux = vec![Lieu::Site, Lieu::Telephone];
    save_motif(&mut tx, &motif).await.unwrap();
    motif.duree_minutes = 20;
    conflict(
        save_motif(&mut tx, &motif).await,
        "Durée",
        "20\u{a0}min",
        "30\u{a0}min",
    );
    for _ in 0..2 {
        disponibilites::close_motif(&mut tx, motif.id, false)
            .await
            .unwrap();
    }
    assert!(disponibilites::motifs(&mut tx).await.unwrap().is_empty());
    let all = disponibilites::all_motifs(&mut tx).await.unwrap();
    assert_eq!((all.len(), all[0].ferme_le), (1, Some(today())));
    tx.commit().await.unwrap();
    assert_eq!(
        scene.traces("motif_rdv").await,
        3,
        "one row for each change"
    );
    let sql = "select count(*) from audit where details::text like '%étape%'";
    assert_eq!(scene.count(sql).await, 0, "words enter hashed");
}

#[tokio::test]
async fn a_motif_that_cannot_be_is_said_field_by_field() {
    let scene = Scene::new().await;
    let mut tx = scene.tx_of(Role::Directeur).await;
    let mut wrong = scene.motif(" ");
    wrong.duree_minutes = -5;
    wrong.lieux = Vec::new();
    wrong.theme = "inconnu".into();
    wrong.consignes = "x".repeat(301);
    let Err(Error::Invalid(errors)) = save_motif(&mut tx, &wrong).await else {
        panic!("refused");
    };
    let fields: Vec<&str> = errors.iter().map(|(field, _)| field).collect();
    assert_eq!(fields, ["libelle", "duree", "lieux", "consignes", "theme"]);
    save_motif(&mut tx, &scene.motif("Point")).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = scene.tx_of(Role::Directeur).await;
    let same = save_motif(&mut tx, &scene.motif("Point")).await;
    assert_eq!(refused(same, "libelle"), "Ce nom est déjà pris.");
}

#[tokio::test]
async fn the_usual_motifs_come_once() {
    let scene = Scene::new().await;
    let mut tx = scene.tx_of(Role::AdministrateurLocal).await;
    save_motif(&mut tx, &scene.motif("Diagnostic"))
        .await
        .unwrap();
    let copied = disponibilites::copy_usual_motifs(&mut tx).await.unwrap();
    assert_eq!(copied, 5, "one has its namesake already");
    assert_eq!(disponibilites::copy_usual_motifs(&mut tx).await.unwrap(), 0);
    let all = disponibilites::motifs(&mut tx).await.unwrap();
    let of = |libelle: &str| {
        let found = all.iter().find(|m| m.libelle == libelle).unwrap();
        (found.duree_minutes, found.lieux.clone())
    };
    assert_eq!(of("Point par téléphone"), (20, vec![Lieu::Telephone]));
    assert_eq!(of("Premier entretien").0, 60);
    assert_eq!(of("Aide à une démarche").0, 30);
    assert_eq!(of("Diagnostic").0, 45, "what was there is left alone");
}

#[tokio::test]
async fn a_room_is_added_once_changed_and_closed() {
    let scene = Scene::new().await;
    let mut tx = scene.tx_of(Role::ResponsableSecteur).await;
    let mut salle = scene.salle("Salle bleue");
    for _ in 0..2 {
        save_salle(&mut tx, &salle).await.unwrap();
    }
    salle.version = Some(1);
    salle.places = 12;
    save_salle(&mut tx, &salle).await.unwrap();
    salle.places = 10;
    conflict(save_salle(&mut tx, &salle).await, "Places", "10", "12");
    let mut wrong = scene.salle("");
    wrong.places = 0;
    let done = save_salle(&mut tx, &wrong).await;
    assert_eq!(
        refused(done, "places"),
        "Donnez un nombre de places de 1 à 500."
    );
    for _ in 0..2 {
        disponibilites::close_salle(&mut tx, salle.id, false)
            .await
            .unwrap();
    }
    assert!(
        disponibilites::salles(&mut tx, None)
            .await
            .unwrap()
            .is_empty()
    );
    disponibilites::close_salle(&mut tx, salle.id, true)
        .await
        .unwrap();
    assert_eq!(
        disponibilites::salles(&mut tx, None).await.unwrap().len(),
        1
    );
    tx.commit().await.unwrap();
    assert_eq!(scene.traces("salle").await, 4);
}
