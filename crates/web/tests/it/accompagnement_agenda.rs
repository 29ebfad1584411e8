//! Agendas and rendez-vous, as their users see them.

use chrono::{DateTime, Utc};
use kernel::Role;
use platform::{Tx, liens};
use testkit::{ML_A, ML_B};
use uuid::Uuid;

use crate::{essai::Essai, exemples::Exemples, reponse::Reponse};

struct Scene {
    essai: Essai,
    exemples: Exemples,
}

impl Scene {
    /// The example's motif, and hours of the conseiller every working day.
    async fn new() -> Self {
        let essai = Essai::new().await;
        let exemples = Exemples::new(&essai, ML_A).await;
        // The example's replacement says that the conseiller is away.
        sqlx::query("delete from remplacement")
            .execute(&essai.base.brut)
            .await
            .expect("the test server");
        sqlx::query(
            "insert into plage (ml_id, id, agent_id, site_id, du, jours, debut, fin)
             values ($1, $2, $3, $4, '2026-11-02', '{1,2,3,4,5}', '09:00', '12:00')",
        )
        .bind(ML_A)
        .bind(Uuid::from_u128(78))
        .bind(essai.agent(Role::Conseiller, ML_A).id.uuid())
        .bind(essai.base.reseau.sites[&ML_A].uuid())
        .execute(&essai.base.brut)
        .await
        .expect("the test server");
        Self { essai, exemples }
    }

    fn base(&self) -> String {
        format!("/jeunes/{}/rendez-vous", self.exemples.jeune())
    }

    async fn text(&self, sql: &'static str) -> String {
        sqlx::query_scalar(sql)
            .fetch_one(&self.essai.base.brut)
            .await
            .expect("the test server")
    }
}

/// The value of a hidden field.
fn hidden(page: &Reponse, name: &str) -> String {
    page.champ(name).expect("the field")
}

/// The first moment offered.
fn first_moment(page: &Reponse) -> String {
    let html = page.html();
    let (_, after) = html
        .split_once("name=\"creneau\" value=\"")
        .expect("a moment");
    let (value, _) = after.split_once('"').expect("its value");
    value.to_owned()
}

/// The value of the option of these words.
fn option(page: &Reponse, words: &str) -> String {
    let html = page.html().replace('\u{a0}', " ");
    let (before, _) = html
        .split_once(&format!("\">{words}</option>"))
        .expect("the option");
    let (_, value) = before.rsplit_once("value=\"").expect("its value");
    value.to_owned()
}

#[tokio::test]
async fn a_moment_is_found_then_taken() {
    let scene = Scene::new().await;
    let mut conseiller = scene.essai.client(Role::Conseiller, ML_A).await;
    let motif = scene.text("select id::text from motif_rdv").await;
    let path = format!("{}/nouveau", scene.base());
    let page = conseiller.get(&path).await;
    assert!(page.texte().contains("Nouveau rendez-vous"));
    let page = conseiller
        .get(&format!("{path}?motif={motif}&lieu=site"))
        .await;
    let texte = page.texte();
    assert!(texte.contains("lundi 23 novembre 2026"), "{texte}");
    assert!(texte.contains("10 h 45"), "{texte}");
    let creneau = first_moment(&page);
    let id = hidden(&page, "id");
    let fields = [
        ("id", id.as_str()),
        ("motif", &motif),
        ("lieu", "site"),
        ("creneau", &creneau),
        ("prevenir", "oui"),
    ];
    let done = conseiller.post(&path, &fields).await;
    assert_eq!(done.location(), format!("{}/{id}", scene.base()));
    let page = conseiller.follow(&done).await;
    let texte = page.texte();
    assert!(texte.contains("Le rendez-vous est pris."), "{texte}");
    assert!(texte.contains("lundi 23 novembre 2026 à 10 h"), "{texte}");
    assert!(texte.contains("Confirmation"), "{texte}");
    // The same hour for the same agent: refused, what was typed is kept, other moments are offered.
    let other = format!(
        "/jeunes/{}/rendez-vous/nouveau",
        scene
            .text("select id::text from jeune where numero = 'ESSAI-2'")
            .await
    );
    let again = Uuid::from_u128(901).to_string();
    let fields = [
        ("id", again.as_str()),
        ("motif", &motif),
        ("lieu", "site"),
        ("creneau", &creneau),
    ];
    let refused = conseiller.post(&other, &fields).await;
    assert_eq!(refused.status.as_u16(), 422);
    let texte = refused.texte();
    assert!(
        texte.contains("Cet horaire est déjà pris dans l’agenda de cette personne."),
        "{texte}"
    );
    assert!(texte.contains("10 h 45"), "{texte}");
}

#[tokio::test]
async fn bad_input_is_said_and_kept() {
    let scene = Scene::new().await;
    let mut conseiller = scene.essai.client(Role::Conseiller, ML_A).await;
    let motif = scene.text("select id::text from motif_rdv").await;
    let path = format!("{}/nouveau", scene.base());
    let id = Uuid::from_u128(902).to_string();
    let fields = [
        ("id", id.as_str()),
        ("motif", &motif),
        ("lieu", "domicile"),
        ("jour", "2026-11-20"),
        ("heure", "25:00"),
        ("agent", ""),
        ("derogation", "Parce que"),
    ];
    let page = conseiller.post(&path, &fields).await;
    assert_eq!(page.status.as_u16(), 422);
    let texte = page.texte();
    assert!(
        texte.contains("donnez une heure, par exemple 14:30"),
        "{texte}"
    );
    assert!(texte.contains("Choisissez avec qui."), "{texte}");
    assert!(page.html().contains("Parce que"));
}

#[tokio::test]
async fn the_week_the_day_and_the_team_show_it_and_a_stranger_does_not() {
    let scene = Scene::new().await;
    let mut conseiller = scene.essai.client(Role::Conseiller, ML_A).await;
    for path in [
        "/agenda",
        "/agenda?vue=equipe&le=2026-11-26",
        "/agenda?vue=site&le=2026-11-26",
        "/agenda/journee?le=2026-11-26",
    ] {
        let page = conseiller.get(path).await;
        let texte = page.texte();
        assert!(texte.contains("Zéphyrine TINTORET"), "{path}: {texte}");
        assert!(texte.contains("10 h – 10 h 45"), "{path}: {texte}");
    }
    let file = conseiller
        .get("/agenda/journee/fichier?le=2026-11-26")
        .await;
    assert!(file.html().contains("Zéphyrine TINTORET") && !file.html().contains("<script"));
    let exported: i64 = sqlx::query_scalar(
        "select count(*) from audit where action = 'export' and objet = 'agenda'",
    )
    .fetch_one(&scene.essai.base.brut)
    .await
    .unwrap();
    assert_eq!(exported, 1);
    let mut stranger = scene.essai.client(Role::Conseiller, ML_B).await;
    let texte = stranger
        .get("/agenda?vue=equipe&le=2026-11-26")
        .await
        .texte();
    assert!(!texte.contains("TINTORET"), "{texte}");
}

#[tokio::test]
async fn a_protected_dossier_is_an_hour_without_a_name() {
    let scene = Scene::new().await;
    sqlx::query(
        "update jeune set protege = true, protege_motif = 'violences' where numero = 'ESSAI-1'",
    )
    .execute(&scene.essai.base.brut)
    .await
    .unwrap();
    let mut accueil = scene.essai.client(Role::ChargeAccueil, ML_A).await;
    let texte = accueil.get("/agenda?vue=site&le=2026-11-26").await.texte();
    assert!(
        texte.contains("Occupé") && !texte.contains("TINTORET"),
        "{texte}"
    );
    let mut conseiller = scene.essai.client(Role::Conseiller, ML_A).await;
    let texte = conseiller.get("/agenda").await.texte();
    assert!(
        texte.contains("TINTORET") && texte.contains("Protégé"),
        "{texte}"
    );
}

#[tokio::test]
async fn someone_away_has_her_day_rearranged_on_one_screen() {
    let scene = Scene::new().await;
    let mut accueil = scene.essai.client(Role::ChargeAccueil, ML_A).await;
    let agent = scene.essai.agent(Role::Conseiller, ML_A).id.to_string();
    let colleague = scene.essai.agent(Role::ResponsableSecteur, ML_A).id;
    let path = format!("/agenda/empechement?agent={agent}&le=2026-11-26");
    let page = accueil.get(&path).await;
    let texte = page.texte();
    assert!(
        texte.contains("Zéphyrine TINTORET") && texte.contains("Confier à"),
        "{texte}"
    );
    let rdv = scene.text("select id::text from rendez_vous").await;
    let jeune = scene.exemples.jeune().to_string();
    let id = Uuid::from_u128(903).to_string();
    let names = ["geste", "jeune", "version"].map(|name| format!("{name}-{rdv}"));
    let to = format!("confier:{colleague}");
    let fields = [
        ("id", id.as_str()),
        ("agent", &agent),
        ("le", "2026-11-26"),
        (&names[0], &to),
        (&names[1], &jeune),
        (&names[2], "1"),
    ];
    let done = accueil.post("/agenda/empechement", &fields).await;
    assert_eq!(done.status.as_u16(), 303, "{}", done.texte());
    let states: Vec<String> = sqlx::query_scalar(
        "select etat || ' ' || (agent_id = $1) from rendez_vous order by debut, etat",
    )
    .bind(colleague.uuid())
    .fetch_all(&scene.essai.base.brut)
    .await
    .unwrap();
    assert_eq!(states, ["planifie true", "reporte false"]);
    let away: i64 =
        sqlx::query_scalar("select count(*) from absence_agent where motif = 'absence_imprevue'")
            .fetch_one(&scene.essai.base.brut)
            .await
            .unwrap();
    assert_eq!(away, 1);
}

/// The link of the example's message.
async fn link(scene: &Scene) -> String {
    let envoi: Uuid = sqlx::query_scalar("select id from envoi")
        .fetch_one(&scene.essai.base.brut)
        .await
        .expect("the test server");
    let mut tx = Tx::systeme(&scene.essai.base.db, ML_A.into())
        .await
        .expect("the test server");
    let validite = chrono::Duration::days(4);
    let motif = liens::Motif::RendezVous;
    let token = liens::create(&mut tx, motif, envoi, Some(ML_A.into()), validite)
        .await
        .expect("the test server");
    tx.commit().await.expect("the test server");
    format!("/rdv/{token}")
}

#[tokio::test]
async fn a_link_shows_the_hour_changes_nothing_and_obeys_its_buttons() {
    let scene = Scene::new().await;
    let path = link(&scene).await;
    let mut someone = scene.essai.anonyme();
    for _ in 0..3 {
        let page = someone.get(&path).await;
        let texte = page.texte();
        assert!(texte.contains("jeudi 26 novembre 2026 à 10 h"), "{texte}");
        assert!(
            !texte.contains("TINTORET") && !texte.contains("Zéphyrine"),
            "{texte}"
        );
        assert!(!texte.contains("Entretien"), "{texte}");
    }
    let state = "select etat || ' ' || (confirme_le is not null) from rendez_vous";
    assert_eq!(scene.text(state).await, "planifie false");
    let done = someone.post(&path, &[("geste", "confirmer")]).await;
    let page = someone.follow(&done).await;
    assert!(
        page.texte().contains("Vous avez confirmé"),
        "{}",
        page.texte()
    );
    assert_eq!(scene.text(state).await, "planifie true");
    let done = someone
        .post(&path, &[("geste", "deplacer"), ("creneau", "demain")])
        .await;
    assert_eq!(done.status.as_u16(), 422);
    assert!(
        done.texte().contains("Choisissez un autre moment."),
        "{}",
        done.texte()
    );
    let creneau = option(&done, "mardi 24 novembre 2026 à 9 h");
    let done = someone
        .post(&path, &[("geste", "deplacer"), ("creneau", &creneau)])
        .await;
    assert_eq!(done.status.as_u16(), 303, "{}", done.texte());
    let debut: DateTime<Utc> =
        sqlx::query_scalar("select debut from rendez_vous where etat = 'planifie'")
            .fetch_one(&scene.essai.base.brut)
            .await
            .unwrap();
    assert_eq!(debut.to_rfc3339(), "2026-11-24T08:00:00+00:00");
    let texte = someone.get(&path).await.texte();
    assert!(texte.contains("Ce rendez-vous a été déplacé"), "{texte}");
    let page = someone
        .get("/rdv/0000000000000000000000000000000000000000000000000000000000000000")
        .await;
    assert_eq!(page.status.as_u16(), 404);
    assert!(
        page.texte().contains("Ce lien ne répond plus"),
        "{}",
        page.texte()
    );
}

#[tokio::test]
async fn who_came_is_said_in_one_click_from_the_agenda() {
    let scene = Scene::new().await;
    sqlx::query(
        "update rendez_vous set debut = '2026-11-20 09:00+00', fin = '2026-11-20 09:45+00'",
    )
    .execute(&scene.essai.base.brut)
    .await
    .unwrap();
    let mut conseiller = scene.essai.client(Role::Conseiller, ML_A).await;
    let texte = conseiller.get("/agenda").await.texte();
    assert!(texte.contains("À préciser : qui est venu ?"), "{texte}");
    let rdv = scene.text("select id::text from rendez_vous").await;
    let path = format!("{}/{rdv}", scene.base());
    let done = conseiller
        .post(
            &path,
            &[("version", "1"), ("issue", "absent"), ("retour", "agenda")],
        )
        .await;
    assert_eq!(done.location(), "/agenda");
    let page = conseiller.get(&path).await;
    let texte = page.texte();
    assert!(
        texte.contains("Après l’absence") && texte.contains("Envoyer le message"),
        "{texte}"
    );
    let stale = conseiller
        .post(&path, &[("version", "1"), ("issue", "present")])
        .await;
    assert_eq!(stale.status.as_u16(), 409);
    assert!(
        stale.texte().contains("Quelqu’un vient de le changer"),
        "{}",
        stale.texte()
    );
}

#[tokio::test]
async fn the_gateway_tells_that_a_message_arrived_once_it_proves_itself() {
    let scene = Scene::new().await;
    let envoi = scene.text("select id::text from envoi").await;
    let reference = format!("reference={ML_A}.{envoi}");
    let state = "select etat from envoi";
    let mut gateway = scene.essai.anonyme();
    let post = axum::http::Method::POST;
    let wrong = [("authorization", "Bearer autre chose")];
    let refused = gateway
        .send(post.clone(), "/accuses/sms", &wrong, reference.clone())
        .await;
    assert_eq!(
        (refused.status.as_u16(), scene.text(state).await.as_str()),
        (404, "parti")
    );
    let right = [("authorization", "Bearer secret de la passerelle")];
    for _ in 0..2 {
        let taken = gateway
            .send(post.clone(), "/accuses/sms", &right, reference.clone())
            .await;
        assert_eq!(
            (taken.status.as_u16(), scene.text(state).await.as_str()),
            (204, "recu")
        );
    }
}

#[tokio::test]
async fn a_feed_holds_hours_and_nobody() {
    let scene = Scene::new().await;
    let mut conseiller = scene.essai.client(Role::Conseiller, ML_A).await;
    let page = conseiller
        .post("/agenda/calendrier", &[("geste", "nouvelle")])
        .await;
    let html = page.html();
    let (_, after) = html.split_once("/calendrier/").expect("the address");
    // The menu and the path lead there too: the secret is the long one.
    let secret = html
        .split("/calendrier/")
        .filter_map(|part| part.get(..64))
        .find(|part| part.bytes().all(|b| b.is_ascii_hexdigit()))
        .unwrap_or(after);
    let mut program = scene.essai.anonyme();
    let feed = program.get(&format!("/calendrier/{secret}")).await;
    assert!(feed.html().contains("Rendez-vous Siège"), "{}", feed.html());
    assert!(!feed.html().contains("TINTORET") && !feed.html().contains("marque"));
    conseiller
        .post("/agenda/calendrier", &[("geste", "fin")])
        .await;
    let ended = program.get(&format!("/calendrier/{secret}")).await;
    assert_eq!(ended.status.as_u16(), 404);
}
