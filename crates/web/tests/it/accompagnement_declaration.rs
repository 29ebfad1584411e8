//! The month that the young person declares herself: the link sent, its page, what it refuses.

use axum::http::Method;
use kernel::Role;
use platform::{Tx, liens};
use testkit::ML_A;
use uuid::Uuid;

use crate::{
    accompagnement::{Formulaire, count},
    essai::{Client, Essai},
    exemples::Exemples,
};

struct Scene {
    essai: Essai,
    exemples: Exemples,
}

impl Scene {
    /// The example's CEJ: October is declared with the conseiller, November is not.
    async fn new() -> Self {
        let essai = Essai::new().await;
        let exemples = Exemples::new(&essai, ML_A).await;
        Self { essai, exemples }
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

    /// The link of a message about a month of the example.
    async fn link(&self, mois: &str) -> String {
        let envoi = Uuid::from_u128(4_343);
        sqlx::raw_sql(sqlx::AssertSqlSafe(format!(
            "delete from envoi where id = '{envoi}';
             insert into envoi (ml_id, id, jeune_id, objet, objet_id, nature, pour_le, canal,
               contact_id, a_partir_de, etat, cree_le)
             select {ML_A}, '{envoi}', a.jeune_id, 'declaration', a.id, 'declarer',
               '{mois}'::timestamp at time zone 'Europe/Paris', 'sms',
               (select c.id from contact c where c.jeune_id = a.jeune_id limit 1), '2026-11-20',
               'parti', '2026-11-20'
             from adhesion a where a.ml_id = {ML_A} and a.dispositif = 'cej'"
        )))
        .execute(&self.essai.base.brut)
        .await
        .expect("the test server");
        let mut tx = Tx::systeme(&self.essai.base.db, ML_A.into())
            .await
            .expect("the test server");
        let (motif, days) = (liens::Motif::Declaration, chrono::Duration::days(10));
        let token = liens::create(&mut tx, motif, envoi, Some(ML_A.into()), days)
            .await
            .expect("the test server");
        tx.commit().await.expect("the test server");
        format!("/declaration/{token}")
    }
}

const NOVEMBER: &str = "2026-11-01";
const STATE: &str = "select coalesce(string_agg(mois || ' ' || par_lien || ' ' || \
                     partielles_centimes || ' ' || version, ', ' order by mois), '') \
                     from allocation_mois";
const BEFORE: &str = "2026-10-01 false 0 1";

async fn form(her: &mut Client, path: &str) -> Formulaire {
    let page = her.get(path).await;
    Formulaire::any(&page, path)
}

#[tokio::test]
async fn opening_the_link_changes_nothing_and_names_nobody() {
    let scene = Scene::new().await;
    let path = scene.link(NOVEMBER).await;
    let mut scanner = scene.essai.anonyme();
    for _ in 0..3 {
        let head = scanner.send(Method::HEAD, &path, &[], String::new()).await;
        assert_eq!(head.status, 200);
        let page = scanner.get(&path).await;
        let texte = page.texte();
        assert!(texte.contains("novembre 2026"), "{texte}");
        for hidden in [
            "TINTORET",
            "Zéphyrine",
            "CEJ",
            "ontrat d",
            "llocation",
            "561",
        ] {
            assert!(!texte.contains(hidden), "{hidden}: {texte}");
        }
    }
    assert_eq!(scene.text(STATE).await, BEFORE);
    assert_eq!(scene.uses().await, 0);
}

#[tokio::test]
async fn she_declares_once_corrects_then_it_is_checked() {
    let scene = Scene::new().await;
    let path = scene.link(NOVEMBER).await;
    let mut her = scene.essai.anonyme();
    let first = form(&mut her, &path)
        .await
        .avec("partielles", "250,50")
        .avec("change", "non");
    for _ in 0..2 {
        let done = first.post(&mut her).await;
        assert_eq!(done.location(), path, "{}", done.sens());
    }
    let declared = format!("{BEFORE}, 2026-11-01 true 25050 1");
    assert_eq!(scene.text(STATE).await, declared);
    let page = her.get(&path).await.texte();
    assert!(page.contains("C’est déjà envoyé"), "{page}");
    assert!(!page.contains("250"), "{page}");
    let traced =
        "select count(*)::text from audit where action = 'declaration' and agent_id is null";
    assert_eq!(scene.text(traced).await, "1");

    // She corrects it: nothing at all.
    let again = form(&mut her, &path)
        .await
        .avec("rien", "oui")
        .avec("change", "non");
    assert_eq!(again.post(&mut her).await.status, 303);
    let corrected = format!("{BEFORE}, 2026-11-01 true 0 2");
    assert_eq!(scene.text(STATE).await, corrected);
    // An earlier page of hers says so, and changes nothing.
    let stale = again
        .avec("rien", "")
        .avec("partielles", "10")
        .post(&mut her)
        .await;
    assert_eq!(stale.status, 422);
    assert!(
        stale.texte().contains("Ce mois vient d’être changé"),
        "{}",
        stale.texte()
    );
    assert_eq!(scene.text(STATE).await, corrected);

    // Who checks sees where it comes from.
    let mut gestion = scene.essai.client(Role::Gestionnaire, ML_A).await;
    let page = gestion.get("/allocations?mois=2026-11").await.texte();
    assert!(page.contains("Par le lien"), "{page}");
    scene
        .execute(
            "update allocation_mois set etat = 'controlee', controlee_le = '2026-11-23',
               controlee_par = (select id from agent limit 1) where par_lien",
        )
        .await;
    let page = her.get(&path).await.texte();
    assert!(page.contains("Ce mois est déjà vérifié."), "{page}");
    assert!(!page.contains("Envoyer"), "{page}");
    let late = first.post(&mut her).await;
    assert_eq!(late.status, 422);
    assert_eq!(scene.text(STATE).await, corrected);
}

#[tokio::test]
async fn what_cannot_be_is_said_and_kept() {
    let scene = Scene::new().await;
    let path = scene.link(NOVEMBER).await;
    let mut her = scene.essai.anonyme();
    let form = form(&mut her, &path).await;
    for (fields, wrong) in [
        (vec![("change", "non")], "partielles"),
        (vec![("partielles", "-3"), ("change", "non")], "partielles"),
        (
            vec![("partielles", "beaucoup"), ("change", "non")],
            "partielles",
        ),
        (
            vec![("partielles", "99999999"), ("change", "non")],
            "partielles",
        ),
        (vec![("deduites", "12000"), ("change", "non")], "deduites"),
        (
            vec![("partielles", "12"), ("rien", "oui"), ("change", "non")],
            "rien",
        ),
        (vec![("partielles", "12")], "change"),
        (vec![("partielles", "12"), ("change", "oui")], "foyer"),
        (
            vec![("partielles", "12"), ("change", "oui"), ("foyer", "autre")],
            "autonome",
        ),
    ] {
        let mut typed = form.clone();
        for (field, value) in &fields {
            typed = typed.avec(field, value);
        }
        let refused = typed.post(&mut her).await;
        assert_eq!(refused.status, 422, "{fields:?}");
        let link = format!("href=\"#{wrong}\"");
        assert!(
            refused.html().contains(&link),
            "{fields:?}: {}",
            refused.sens()
        );
        for (field, value) in fields
            .iter()
            .filter(|(f, _)| matches!(*f, "partielles" | "deduites"))
        {
            assert_eq!(refused.champ(field).as_deref(), Some(*value), "{fields:?}");
        }
    }
    assert_eq!(scene.text(STATE).await, BEFORE);
    assert_eq!(scene.uses().await, 0, "a refusal uses nothing");
}

#[tokio::test]
async fn a_month_that_is_not_hers_to_declare_refuses_gently() {
    let scene = Scene::new().await;
    let mut her = scene.essai.anonyme();
    let path = scene.link("2026-10-01").await;
    let page = her.get(&path).await.texte();
    assert!(
        page.contains("déjà déclaré, avec votre conseiller"),
        "{page}"
    );
    let refused = her.post(&path, &[("rien", "oui"), ("change", "non")]).await;
    assert_eq!(refused.status, 422);

    let path = scene.link(NOVEMBER).await;
    scene
        .execute(
            "insert into cloture_mois (ml_id, mois, close_le, nombre, total_centimes)
             select ml_id, '2026-11-01', '2026-11-23', 0, 0 from mission_locale",
        )
        .await;
    let page = her.get(&path).await.texte();
    assert!(page.contains("Ce mois est terminé"), "{page}");
    let refused = her.post(&path, &[("rien", "oui"), ("change", "non")]).await;
    assert_eq!(refused.status, 422);
    assert_eq!(scene.text(STATE).await, BEFORE);
    for sql in [
        "update lien set revoque_le = '2026-11-23'",
        "update lien set revoque_le = null, usages = usages_max",
        "update lien set usages = 0, expire_le = '2026-11-23 00:00+00'",
    ] {
        scene.links(sql).await;
        let page = her.get(&path).await;
        assert_eq!(page.status, 404, "{sql}");
        assert!(page.texte().contains("Ce lien ne répond plus"));
        assert_eq!(
            her.post(&path, &[("rien", "oui")]).await.status,
            404,
            "{sql}"
        );
    }
    let other = format!("/seance/{}", path.rsplit('/').next().unwrap());
    assert_eq!(her.get(&other).await.status, 404);
}

#[tokio::test]
async fn the_link_is_sent_to_one_or_to_all_who_declared_nothing_once_a_day() {
    let scene = Scene::new().await;
    let asked = "envoi where objet = 'declaration' and nature = 'declarer'";
    let months = scene
        .exemples
        .adresse("/jeunes/{id}/adhesions/{adhesion}/allocations");
    let ask = months.replace("/allocations", "/declarations");
    let mut conseiller = scene.essai.client(Role::Conseiller, ML_A).await;
    let page = conseiller.get(&months).await;
    let form = Formulaire::named(&page, &ask, "lien-mois-2026-11");
    for _ in 0..2 {
        let done = form.post(&mut conseiller).await;
        assert_eq!(done.location(), months, "{}", done.sens());
    }
    assert_eq!(count(&scene.essai, asked).await, 1);
    let page = conseiller.get(&months).await.texte();
    assert!(page.contains("Mois à déclarer"), "{page}");
    let declared = form
        .avec("lien-mois-2026-11-mois", "2026-10-01")
        .post(&mut conseiller)
        .await;
    assert_eq!(declared.status, 422);
    // The gestionnaire asks everyone who is missing, the same day.
    let mut gestion = scene.essai.client(Role::Gestionnaire, ML_A).await;
    let page = gestion.get("/allocations?mois=2026-11").await;
    let all = Formulaire::of(&page, "/allocations/relances");
    for _ in 0..2 {
        assert_eq!(all.post(&mut gestion).await.status, 303);
    }
    assert_eq!(count(&scene.essai, asked).await, 1, "never twice");
    scene
        .essai
        .base
        .db
        .clock()
        .advance(chrono::Duration::days(1));
    let mut gestion = scene.essai.client(Role::Gestionnaire, ML_A).await;
    assert_eq!(all.post(&mut gestion).await.status, 303);
    assert_eq!(count(&scene.essai, asked).await, 2);
}
