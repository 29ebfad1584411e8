//! Sessions that move, and the pages behind the links about them.

use chrono::Duration;
use kernel::Role;
use platform::{Tx, liens};
use testkit::ML_A;
use uuid::Uuid;

use crate::{
    accompagnement::{Formulaire, count},
    essai::{Client, Essai},
    exemples::Exemples,
    reponse::Reponse,
};

struct Scene {
    essai: Essai,
    exemples: Exemples,
    seance: String,
}

impl Scene {
    /// The example's session, on 3 December from 9 to 12, with one person of 8.
    async fn new() -> Self {
        let essai = Essai::new().await;
        let exemples = Exemples::new(&essai, ML_A).await;
        let seance = exemples.adresse("/ateliers/sessions/{session}");
        Self {
            essai,
            exemples,
            seance,
        }
    }

    /// With `count` people more, `places` in all: those after are on the waiting list.
    async fn crowded(count: i32, places: i32) -> Self {
        let scene = Self::new().await;
        sqlx::raw_sql(sqlx::AssertSqlSafe(format!(
            "insert into jeune (ml_id, id, numero, etat_depuis, nom_naissance, prenom,
               date_naissance, premier_accueil_le, recherche, cree_le)
             select {ML_A}, gen_random_uuid(), 'LOT-' || n, '2026-03-02', 'Brumegart', 'Manon',
               '2006-01-13', '2026-03-02', 'brumegart manon', '2026-03-02'
             from generate_series(1, {count}) n;
             insert into inscription (ml_id, id, jeune_id, session_id, etat_le, saisi_le, rang)
             select {ML_A}, gen_random_uuid(), j.id, s.id, '2026-11-02', '2026-11-02',
               case when substr(j.numero, 5)::integer >= {places} then substr(j.numero, 5)::integer end
             from jeune j, session_atelier s where j.numero like 'LOT-%';
             insert into occupation (ml_id, id, objet, objet_id, jeune_id, debut, fin)
             select {ML_A}, gen_random_uuid(), 'atelier', i.id, i.jeune_id, s.debut, s.fin
             from inscription i join session_atelier s on s.id = i.session_id
             where i.rang is null;
             update session_atelier set places = {places}"
        )))
        .execute(&scene.essai.base.brut)
        .await
        .expect("the test server");
        scene
    }

    async fn text(&self, sql: &'static str) -> String {
        sqlx::query_scalar(sql)
            .fetch_one(&self.essai.base.brut)
            .await
            .expect("the test server")
    }

    async fn execute(&self, sql: &'static str) {
        sqlx::raw_sql(sql)
            .execute(&self.essai.base.brut)
            .await
            .expect("the test server");
    }

    /// The links are out of the reach of the raw connection.
    async fn links(&self, sql: &'static str) {
        let mut tx = Tx::systeme(&self.essai.base.db, ML_A.into())
            .await
            .expect("the test server");
        sqlx::raw_sql(sql)
            .execute(tx.conn())
            .await
            .expect("the test server");
        tx.commit().await.expect("the test server");
    }

    /// How many times the links served.
    async fn uses(&self) -> i64 {
        let mut tx = Tx::systeme(&self.essai.base.db, ML_A.into())
            .await
            .expect("the test server");
        sqlx::query_scalar("select coalesce(sum(usages), 0) from lien")
            .fetch_one(tx.conn())
            .await
            .expect("the test server")
    }

    /// A link of this purpose about a message on `objet`, written to the example's contact.
    async fn link(&self, motif: liens::Motif, objet: &str, objet_id: Uuid) -> String {
        let envoi = Uuid::from_u128(4_242);
        sqlx::query(
            "insert into envoi (ml_id, id, jeune_id, objet, objet_id, nature, pour_le, canal,
               contact_id, a_partir_de, etat, cree_le)
             select $1, $2, jeune_id, $3, $4, 'confirmation', '2026-12-03 08:00+00', 'sms', id,
               '2026-11-20', 'parti', '2026-11-20'
             from contact where ml_id = $1 and jeune_id = $5 limit 1",
        )
        .bind(ML_A)
        .bind(envoi)
        .bind(objet)
        .bind(objet_id)
        .bind(self.exemples.jeune())
        .execute(&self.essai.base.brut)
        .await
        .expect("the test server");
        let mut tx = Tx::systeme(&self.essai.base.db, ML_A.into())
            .await
            .expect("the test server");
        let token = liens::create(&mut tx, motif, envoi, Some(ML_A.into()), Duration::days(20))
            .await
            .expect("the test server");
        tx.commit().await.expect("the test server");
        let page = match motif {
            liens::Motif::Seance => "seance",
            _ => "seances",
        };
        format!("/{page}/{token}")
    }

    /// The link about the example's place.
    async fn of_place(&self) -> String {
        let id = self.text("select id::text from inscription").await;
        self.link(liens::Motif::Seance, "atelier", id.parse().expect("an id"))
            .await
    }

    /// The link on which she chooses a session; the example's is open, and she is not in it.
    async fn of_choice(&self) -> String {
        self.execute(
            "delete from inscription;
             update session_atelier set visible = 'tous', auto_inscription = true",
        )
        .await;
        self.link(liens::Motif::Seances, "seances", Uuid::from_u128(77))
            .await
    }
}

async fn form(client: &mut Client, seance: &str) -> Formulaire {
    let page = client.get(&format!("{seance}/deplacement")).await;
    Formulaire::of(&page, &format!("{seance}/deplacement"))
}

#[tokio::test]
async fn a_session_is_moved_and_its_page_says_who_is_told() {
    let scene = Scene::new().await;
    let mut conseiller = scene.essai.client(Role::Conseiller, ML_A).await;
    let page = conseiller.get(&scene.seance).await;
    assert!(
        page.html()
            .contains(&format!("{}/deplacement", scene.seance))
    );
    let form = form(&mut conseiller, &scene.seance).await;
    assert_eq!(form.champ("jour"), "2026-12-03");
    assert_eq!((form.champ("debut"), form.champ("fin")), ("09:00", "12:00"));
    for (field, typed) in [
        ("jour", "2026-11-22"),
        ("jour", "demain"),
        ("debut", "25:00"),
        ("fin", "08:00"),
        ("site", ""),
        ("salle", "x"),
    ] {
        let refused = form.clone().avec(field, typed).post(&mut conseiller).await;
        assert_eq!(refused.status, 422, "{field} {typed}");
        let link = format!("href=\"#{field}\"");
        assert!(
            refused.html().contains(&link),
            "{field}: {}",
            refused.sens()
        );
        if !matches!(field, "site" | "salle") {
            assert_eq!(refused.champ(field).as_deref(), Some(typed), "{field}");
        }
    }
    let change = form
        .avec("jour", "2026-12-04")
        .avec("debut", "14:00")
        .avec("fin", "16:00");
    let done = change.post(&mut conseiller).await;
    assert_eq!(
        done.location(),
        format!("{}?deplacee=oui#prevenir", scene.seance)
    );
    let page = conseiller.follow(&done).await.texte();
    assert!(page.contains("La séance est déplacée."), "{page}");
    assert!(
        page.contains("vendredi 4 décembre 2026, 14 h 00 – 16 h 00"),
        "{page}"
    );
    assert!(
        page.contains("ces personnes sont prévenues : Zéphyrine TINTORET"),
        "{page}"
    );
    // Another one had opened the form before.
    let stale = change.avec("debut", "15:00").post(&mut conseiller).await;
    assert_eq!(stale.status, 409, "{}", stale.sens());
    assert!(stale.texte().contains("14 h"), "{}", stale.texte());
    let again = Formulaire::of(&stale, &format!("{}/deplacement", scene.seance));
    assert_eq!(again.post(&mut conseiller).await.status, 303);
}

#[tokio::test]
async fn a_conflict_names_who_and_asks_why() {
    let scene = Scene::new().await;
    let mut conseiller = scene.essai.client(Role::Conseiller, ML_A).await;
    // The example's rendez-vous is on 26 November at 10, with the same conseiller and person.
    let change = form(&mut conseiller, &scene.seance)
        .await
        .avec("jour", "2026-11-26");
    let refused = change.post(&mut conseiller).await;
    assert_eq!(refused.status, 422);
    let texte = refused.texte();
    assert!(
        texte.contains("a déjà quelque chose de prévu de 10 h à 10 h 45"),
        "{texte}"
    );
    assert!(
        texte.contains("Zéphyrine TINTORET (de 10 h à 10 h 45)"),
        "{texte}"
    );
    assert!(
        texte.contains("Pour déplacer la séance quand même, dites pourquoi."),
        "{texte}"
    );
    let why = Formulaire::of(&refused, &format!("{}/deplacement", scene.seance))
        .avec("derogation", "Le rendez-vous se tient pendant la pause");
    let done = why.post(&mut conseiller).await;
    assert_eq!(done.status, 303, "{}", done.sens());
    let page = conseiller.follow(&done).await.texte();
    assert!(
        page.contains("Déplacée quand même : Le rendez-vous"),
        "{page}"
    );

    // A protected dossier is never named to who may not see it.
    scene
        .execute("update jeune set protege = true, protege_motif = 'menace'")
        .await;
    let mut animateur = scene.essai.client(Role::AnimateurAtelier, ML_A).await;
    let change = form(&mut animateur, &scene.seance).await;
    let refused = change
        .avec("debut", "10:00")
        .avec("derogation", "")
        .post(&mut animateur)
        .await;
    let texte = refused.texte();
    assert_eq!(refused.status, 422, "{texte}");
    assert!(texte.contains("une personne au dossier protégé"), "{texte}");
    assert!(!texte.contains("TINTORET"), "{texte}");
}

/// The statements of an act, for few people then for many: they are the same.
async fn costs(act: impl AsyncFn(&Scene, &mut Client) -> Reponse, waiting: bool) {
    let mut all = Vec::new();
    for people in [3, 30] {
        let places = if waiting { 1 } else { people };
        let scene = Scene::crowded(people - 1, places).await;
        let mut conseiller = scene.essai.client(Role::Conseiller, ML_A).await;
        let done = act(&scene, &mut conseiller).await;
        assert_eq!(done.status, 303, "{}", done.sens());
        let told: i64 = count(&scene.essai, "envoi where etat = 'prevu'").await;
        assert!(
            told >= i64::from(people) - 1,
            "{told} messages for {people}"
        );
        all.push(done.sql() + done.socle());
    }
    assert_eq!(all[0], all[1], "for 3 and for 30 people");
    assert!(all[1] < 40, "{all:?}");
}

#[tokio::test]
async fn moving_costs_the_same_for_three_and_for_thirty() {
    costs(
        async |scene, client| {
            let change = form(client, &scene.seance).await.avec("jour", "2026-12-10");
            change.post(client).await
        },
        false,
    )
    .await;
}

#[tokio::test]
async fn promoting_costs_the_same_for_three_and_for_thirty() {
    costs(
        async |scene, client| {
            let page = client.get(&scene.seance).await;
            let more = Formulaire::named(&page, &scene.seance, "reglages").avec("places", "40");
            more.post(client).await
        },
        true,
    )
    .await;
}

#[tokio::test]
async fn cancelling_costs_the_same_for_three_and_for_thirty() {
    costs(
        async |scene, client| {
            let page = client.get(&scene.seance).await;
            let cancel = Formulaire::of(&page, &format!("{}/annulation", scene.seance));
            cancel.post(client).await
        },
        false,
    )
    .await;
}

const HEAD: axum::http::Method = axum::http::Method::HEAD;

#[tokio::test]
async fn a_scanner_that_opens_the_link_of_a_place_changes_nothing() {
    let scene = Scene::new().await;
    let path = scene.of_place().await;
    let state = "select coalesce(confirme_le::text, 'non') || coalesce(retiree_le::text, '')
                 from inscription";
    let before = scene.text(state).await;
    let mut scanner = scene.essai.anonyme();
    for _ in 0..5 {
        let head = scanner.send(HEAD, &path, &[], String::new()).await;
        assert_eq!(head.status, 200);
        let page = scanner.get(&path).await;
        let texte = page.texte();
        assert!(
            texte.contains("jeudi 3 décembre 2026, 9 h 00 – 12 h 00"),
            "{texte}"
        );
        for hidden in ["TINTORET", "Zéphyrine", "Atelier marque", "emploi"] {
            assert!(!page.html().contains(hidden), "{hidden}: {texte}");
        }
    }
    assert_eq!(scene.text(state).await, before);
    assert_eq!(scene.uses().await, 0);
}

#[tokio::test]
async fn the_buttons_of_a_place_confirm_it_then_give_it_back() {
    let scene = Scene::new().await;
    let path = scene.of_place().await;
    let mut her = scene.essai.anonyme();
    let nothing = her.post(&path, &[("geste", "danser")]).await;
    assert_eq!(nothing.status, 422);
    assert!(nothing.texte().contains("Choisissez une réponse."));
    for _ in 0..2 {
        let done = her.post(&path, &[("geste", "confirmer")]).await;
        assert_eq!(done.location(), path);
        let page = her.follow(&done).await.texte();
        assert!(page.contains("Vous avez confirmé"), "{page}");
    }
    let done = her.post(&path, &[("geste", "annuler")]).await;
    let page = her.follow(&done).await.texte();
    assert!(page.contains("Votre place est rendue."), "{page}");
    assert!(page.contains("Vous n’êtes plus sur la liste"), "{page}");
    assert!(!page.contains("Je viens"), "{page}");
    let etat = "select etat || ' ' || (retiree_le is not null) from inscription";
    assert_eq!(scene.text(etat).await, "refus_jeune true");
    // Given back, it is not taken again by the same link.
    let late = her.post(&path, &[("geste", "confirmer")]).await;
    assert_eq!(late.status, 422);
    assert!(late.texte().contains("Cette place n’est plus à vous."));
}

#[tokio::test]
async fn a_session_that_began_or_was_cancelled_leaves_nothing_to_answer() {
    let scene = Scene::new().await;
    let path = scene.of_place().await;
    let mut her = scene.essai.anonyme();
    scene
        .execute(
            "update session_atelier set debut = '2026-11-23 08:00+00', fin = '2026-11-23 11:00+00'",
        )
        .await;
    let page = her.get(&path).await.texte();
    assert!(page.contains("Cette séance est passée."), "{page}");
    assert!(!page.contains("Je viens"), "{page}");
    for geste in ["confirmer", "annuler"] {
        let refused = her.post(&path, &[("geste", geste)]).await;
        assert_eq!(refused.status, 422, "{geste}");
    }
    scene
        .execute(
            "update session_atelier set debut = '2026-12-03 08:00+00', fin = '2026-12-03 11:00+00',
               annulee_le = '2026-11-23'",
        )
        .await;
    let page = her.get(&path).await.texte();
    assert!(page.contains("Cette séance est annulée."), "{page}");
    let refused = her.post(&path, &[("geste", "confirmer")]).await;
    assert_eq!(refused.status, 422);
    let etat = "select etat || coalesce(confirme_le::text, '') from inscription";
    assert_eq!(scene.text(etat).await, "prescrit");
}

#[tokio::test]
async fn who_waits_may_only_leave_the_list() {
    let scene = Scene::new().await;
    scene.execute("update inscription set rang = 1").await;
    let path = scene.of_place().await;
    let mut her = scene.essai.anonyme();
    let page = her.get(&path).await.texte();
    assert!(page.contains("En liste d’attente"), "{page}");
    assert!(page.contains("Quitter la liste d’attente"), "{page}");
    assert!(!page.contains("Je viens"), "{page}");
    assert_eq!(her.post(&path, &[("geste", "annuler")]).await.status, 303);
    let etat = "select etat || ' ' || (retiree_le is not null) from inscription";
    assert_eq!(scene.text(etat).await, "refus_jeune true");
}

/// Links that do not answer, for both pages.
async fn dead(scene: &Scene, path: &str) {
    let mut her = scene.essai.anonyme();
    assert_eq!(her.get(path).await.status, 200);
    let base = path.split('/').nth(1).expect("a page");
    let wrong = if base == "seance" {
        "seances"
    } else {
        "seance"
    };
    let token = path.rsplit('/').next().expect("a token");
    for other in [
        format!("/{base}/{}", "0".repeat(64)),
        format!("/{base}/abc"),
        format!("/{wrong}/{token}"),
    ] {
        gone(&mut her, &other).await;
    }
    for sql in [
        "update lien set revoque_le = '2026-11-23'",
        "update lien set revoque_le = null, usages = usages_max",
        "update lien set usages = 0, expire_le = '2026-11-23 00:00+00'",
    ] {
        scene.links(sql).await;
        gone(&mut her, path).await;
    }
}

async fn gone(her: &mut Client, path: &str) {
    let page = her.get(path).await;
    assert_eq!(page.status, 404, "{path}");
    assert!(page.texte().contains("Ce lien ne répond plus"), "{path}");
    let refused = her
        .post(path, &[("geste", "confirmer"), ("session", "x")])
        .await;
    assert_eq!(refused.status, 404, "{path}");
}

#[tokio::test]
async fn a_dead_link_of_a_place_says_so_and_does_nothing() {
    let scene = Scene::new().await;
    let path = scene.of_place().await;
    dead(&scene, &path).await;
    let etat = "select etat || coalesce(confirme_le::text, '') from inscription";
    assert_eq!(scene.text(etat).await, "prescrit");
}

#[tokio::test]
async fn a_dead_link_of_a_choice_says_so_and_does_nothing() {
    let scene = Scene::new().await;
    let path = scene.of_choice().await;
    dead(&scene, &path).await;
    assert_eq!(count(&scene.essai, "inscription").await, 0);
}

#[tokio::test]
async fn she_chooses_a_session_once_and_a_scanner_chooses_none() {
    let scene = Scene::new().await;
    let path = scene.of_choice().await;
    let mut her = scene.essai.anonyme();
    for _ in 0..3 {
        assert_eq!(her.send(HEAD, &path, &[], String::new()).await.status, 200);
        let page = her.get(&path).await;
        assert!(!page.html().contains("TINTORET"));
        assert!(page.texte().contains("8 places"), "{}", page.texte());
    }
    assert_eq!(count(&scene.essai, "inscription").await, 0);
    for (typed, words) in [
        ("", "Choisissez une séance de la liste."),
        (
            "0193a5c0-0000-7000-8000-000000000001",
            "Choisissez une séance de la liste.",
        ),
    ] {
        let refused = her.post(&path, &[("session", typed)]).await;
        assert_eq!(refused.status, 422, "{typed}");
        assert!(refused.texte().contains(words), "{}", refused.texte());
    }
    let session = scene.text("select id::text from session_atelier").await;
    let done = her.post(&path, &[("session", &session)]).await;
    let page = her.follow(&done).await.texte();
    assert!(page.contains("Votre place est notée."), "{page}");
    her.post(&path, &[("session", &session)]).await;
    assert_eq!(count(&scene.essai, "inscription").await, 1);
}

#[tokio::test]
async fn a_full_session_offers_the_waiting_list_and_one_that_began_is_not_chosen() {
    let scene = Scene::new().await;
    let path = scene.of_choice().await;
    let session = scene.text("select id::text from session_atelier").await;
    let mut her = scene.essai.anonyme();
    scene
        .execute(
            "update session_atelier set places = 1;
             insert into inscription (ml_id, id, jeune_id, session_id, etat_le, saisi_le)
             select s.ml_id, gen_random_uuid(), j.id, s.id, '2026-11-02', '2026-11-02'
             from session_atelier s join jeune j on j.ml_id = s.ml_id and j.numero = 'ESSAI-2'",
        )
        .await;
    let page = her.get(&path).await.texte();
    assert!(page.contains("Complet : liste d’attente"), "{page}");
    let done = her.post(&path, &[("session", &session)]).await;
    let page = her.follow(&done).await.texte();
    assert!(page.contains("vous êtes en liste d’attente"), "{page}");
    assert_eq!(count(&scene.essai, "inscription where rang = 1").await, 1);

    scene
        .execute(
            "delete from inscription;
             update session_atelier set debut = '2026-11-23 08:00+00', fin = '2026-11-23 11:00+00'",
        )
        .await;
    let page = her.get(&path).await.texte();
    assert!(!page.contains("9 h 00 – 12 h 00"), "{page}");
    let refused = her.post(&path, &[("session", &session)]).await;
    assert_eq!(refused.status, 422);
    assert!(
        refused.texte().contains("On ne peut plus s’inscrire"),
        "{}",
        refused.texte()
    );
    assert_eq!(count(&scene.essai, "inscription").await, 0);
}
