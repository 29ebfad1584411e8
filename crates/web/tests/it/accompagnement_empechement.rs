//! A colleague who cannot come: her sessions and her deadlines, beside her rendez-vous.

use kernel::Role;
use testkit::ML_A;

use crate::{
    accompagnement::{Formulaire, count},
    essai::Essai,
    exemples::Exemples,
    reponse::Reponse,
};

const CHEMIN: &str = "/agenda/empechement";

struct Scene {
    essai: Essai,
    session: String,
    agent: String,
    colleague: String,
}

impl Scene {
    /// The example's session of 3 December, led by the conseiller, with one person; two deadlines of
    /// that day: one of the mission locale's own, one of the law.
    async fn new() -> Self {
        let essai = Essai::new().await;
        let exemples = Exemples::new(&essai, ML_A).await;
        sqlx::raw_sql(sqlx::AssertSqlSafe(format!(
            "delete from remplacement;
             insert into echeance (ml_id, id, jeune_id, nature, libelle, visible_le, echeance_le,
               objet, objet_id)
             select {ML_A}, gen_random_uuid(), '{jeune}', n, 'Essai ' || n, '2026-11-20',
               '2026-12-03', n, gen_random_uuid()
             from unnest(array['prochain_contact', 'fin_dispositif']) n;
             update jeune set referent_id = '{agent}' where id = '{jeune}'",
            jeune = exemples.jeune(),
            agent = essai.agent(Role::Conseiller, ML_A).id,
        )))
        .execute(&essai.base.brut)
        .await
        .expect("the test server");
        let seance = exemples.adresse("/ateliers/sessions/{session}");
        Self {
            session: seance.rsplit('/').next().expect("an id").to_owned(),
            agent: essai.agent(Role::Conseiller, ML_A).id.to_string(),
            colleague: essai.agent(Role::ResponsableSecteur, ML_A).id.to_string(),
            essai,
        }
    }

    fn address(&self, du: &str, au: &str) -> String {
        format!("{CHEMIN}?agent={}&le={du}&au={au}", self.agent)
    }

    async fn text(&self, sql: &'static str) -> String {
        sqlx::query_scalar(sql)
            .fetch_one(&self.essai.base.brut)
            .await
            .expect("the test server")
    }

    async fn echeance(&self, nature: &str) -> String {
        sqlx::query_scalar("select id::text from echeance where nature = $1")
            .bind(nature)
            .fetch_one(&self.essai.base.brut)
            .await
            .expect("the test server")
    }
}

/// The choices of the row `champ`.
fn choices(page: &Reponse, champ: &str) -> Vec<String> {
    let html = page.html();
    let Some((_, after)) = html.split_once(&format!("name=\"{champ}\"")) else {
        return Vec::new();
    };
    let (select, _) = after.split_once("</select>").expect("the end of the list");
    let values = select.split("<option value=\"").skip(1);
    values
        .filter_map(|part| part.split('"').next())
        .map(str::to_owned)
        .collect()
}

const SESSION: &str = "select animateur_id || ' ' || debut || ' ' || (annulee_le is not null) \
                       from session_atelier";

#[tokio::test]
async fn a_session_is_given_a_deadline_put_off_all_on_one_screen() {
    let scene = Scene::new().await;
    let mut her = scene.essai.client(Role::Conseiller, ML_A).await;
    let page = her.get(&scene.address("2026-12-03", "")).await;
    let texte = page.texte();
    assert!(
        texte.contains("Ateliers et informations collectives"),
        "{texte}"
    );
    assert!(texte.contains("Essai prochain_contact"), "{texte}");
    assert!(texte.contains("date qui ne se reporte pas"), "{texte}");
    let seance = format!("seance-{}", scene.session);
    let (soft, law) = (
        format!("echeance-{}", scene.echeance("prochain_contact").await),
        format!("echeance-{}", scene.echeance("fin_dispositif").await),
    );
    assert!(choices(&page, &soft).contains(&"reporter:2026-12-04".to_owned()));
    assert!(
        !choices(&page, &law)
            .iter()
            .any(|c| c.starts_with("reporter"))
    );
    let give = format!("confier:{}", scene.colleague);
    assert!(choices(&page, &seance).contains(&give));
    let form = Formulaire::of(&page, CHEMIN)
        .avec(&seance, &give)
        .avec(&soft, "reporter:2026-12-04");
    let done = form.post(&mut her).await;
    assert_eq!(done.status, 303, "{}", done.sens());
    let page = her.follow(&done).await.texte();
    assert!(
        page.contains("C’est fait : une séance a changé, une échéance est reportée."),
        "{page}"
    );
    assert!(page.contains("Séances changées"), "{page}");
    let led = scene.text(SESSION).await;
    assert!(led.starts_with(&scene.colleague), "{led}");
    let told = "envoi where nature = 'changement' and objet = 'atelier'";
    assert_eq!(count(&scene.essai, told).await, 1);
    let put = "select echeance_le || ' ' || reportee_du || ' ' || report_motif from echeance
               where nature = 'prochain_contact'";
    assert_eq!(
        scene.text(put).await,
        "2026-12-04 2026-12-03 Absence imprévue d’un collègue"
    );
    let away = "absence_agent where motif = 'absence_imprevue' and du = '2026-12-03'";
    assert_eq!(count(&scene.essai, away).await, 1);
    // The same form again changes nothing more.
    let again = form.post(&mut her).await;
    assert_eq!(again.status, 303, "{}", again.sens());
    assert_eq!(count(&scene.essai, told).await, 1);
    assert_eq!(count(&scene.essai, away).await, 1);
}

#[tokio::test]
async fn a_session_moves_to_a_free_day_or_is_cancelled() {
    for cancel in [false, true] {
        let scene = Scene::new().await;
        let mut her = scene.essai.client(Role::Conseiller, ML_A).await;
        let page = her.get(&scene.address("2026-12-02", "2026-12-04")).await;
        assert!(
            page.texte()
                .contains("du 2 décembre 2026 au 4 décembre 2026")
        );
        let seance = format!("seance-{}", scene.session);
        let all = choices(&page, &seance);
        let to = all
            .iter()
            .find(|c| c.starts_with("deplacer:"))
            .expect("a day");
        assert_eq!(
            to, "deplacer:2026-12-07T08:00:00+00:00",
            "after she is back"
        );
        let choice = if cancel { "annuler" } else { to.as_str() };
        let done = Formulaire::of(&page, CHEMIN)
            .avec(&seance, choice)
            .post(&mut her)
            .await;
        assert_eq!(done.status, 303, "{}", done.sens());
        let kind = if cancel { "annulation" } else { "changement" };
        let told: i64 = sqlx::query_scalar(
            "select count(*) from envoi where nature = $1 and objet = 'atelier'",
        )
        .bind(kind)
        .fetch_one(&scene.essai.base.brut)
        .await
        .unwrap();
        assert_eq!(told, 1);
        let now = scene.text(SESSION).await;
        assert_eq!(now.ends_with("true"), cancel, "{now}");
        assert_eq!(now.contains("2026-12-07"), !cancel, "{now}");
        let days = "select du || ' ' || au from absence_agent where motif = 'absence_imprevue'";
        assert_eq!(scene.text(days).await, "2026-12-02 2026-12-04");
    }
}

#[tokio::test]
async fn all_or_nothing_and_what_is_wrong_is_said_beside_its_row() {
    let scene = Scene::new().await;
    let mut her = scene.essai.client(Role::Conseiller, ML_A).await;
    let page = her.get(&scene.address("2026-12-03", "")).await;
    let seance = format!("seance-{}", scene.session);
    let soft = format!("echeance-{}", scene.echeance("prochain_contact").await);
    let law = format!("echeance-{}", scene.echeance("fin_dispositif").await);
    let before = scene.text(SESSION).await;
    // The colleague is taken meanwhile.
    sqlx::query(
        "insert into occupation (ml_id, id, objet, objet_id, agent_id, debut, fin)
         values ($1, gen_random_uuid(), 'rendez_vous', gen_random_uuid(), $2::uuid,
           '2026-12-03 09:00+00', '2026-12-03 09:30+00')",
    )
    .bind(ML_A)
    .bind(uuid::Uuid::parse_str(&scene.colleague).unwrap())
    .execute(&scene.essai.base.brut)
    .await
    .unwrap();
    let form = Formulaire::of(&page, CHEMIN);
    let give = format!("confier:{}", scene.colleague);
    for (fields, wrong) in [
        (
            vec![(&soft, "reporter:2026-12-04"), (&seance, give.as_str())],
            &seance,
        ),
        (vec![(&seance, "deplacer:demain")], &seance),
        (vec![(&law, "reporter:2026-12-04")], &law),
        (vec![(&soft, "reporter:2026-11-01")], &soft),
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
    }
    let empty = form
        .avec(&soft, "reporter:2026-12-04")
        .avec("motif_report", "");
    let refused = empty.post(&mut her).await;
    assert!(
        refused.html().contains("href=\"#motif_report\""),
        "{}",
        refused.sens()
    );
    assert_eq!(scene.text(SESSION).await, before);
    assert_eq!(
        count(&scene.essai, "echeance where reportee_du is not null").await,
        0
    );
    assert_eq!(
        count(
            &scene.essai,
            "absence_agent where motif = 'absence_imprevue'"
        )
        .await,
        0
    );
}

#[tokio::test]
async fn a_deadline_is_given_with_its_dossier_for_these_days() {
    let scene = Scene::new().await;
    let mut chief = scene.essai.client(Role::ResponsableSecteur, ML_A).await;
    let page = chief.get(&scene.address("2026-12-03", "2026-12-04")).await;
    let law = format!("echeance-{}", scene.echeance("fin_dispositif").await);
    let give = format!("confier:{}", scene.colleague);
    let form = Formulaire::of(&page, CHEMIN).avec(&law, &give);
    let both = form.clone().avec("remplacant", &scene.colleague);
    let refused = both.post(&mut chief).await;
    assert_eq!(refused.status, 422);
    assert!(
        refused.html().contains("href=\"#remplacant\""),
        "{}",
        refused.sens()
    );
    let done = form.post(&mut chief).await;
    assert_eq!(done.status, 303, "{}", done.sens());
    let who = "select remplacant_id || ' ' || du || ' ' || au from remplacement";
    assert_eq!(
        scene.text(who).await,
        format!("{} 2026-12-03 2026-12-04", scene.colleague)
    );
}

#[tokio::test]
async fn the_counter_sees_the_session_and_leaves_it_to_who_leads_ateliers() {
    let scene = Scene::new().await;
    let mut accueil = scene.essai.client(Role::ChargeAccueil, ML_A).await;
    let page = accueil.get(&scene.address("2026-12-03", "")).await;
    let texte = page.texte();
    assert!(
        texte.contains("Pour confier, déplacer ou annuler une séance"),
        "{texte}"
    );
    assert!(!texte.contains("Essai prochain_contact"), "{texte}");
    let seance = format!("seance-{}", scene.session);
    assert!(choices(&page, &seance).is_empty());
    let forged = Formulaire::of(&page, CHEMIN)
        .avec(&seance, "annuler")
        .avec(&format!("version-{seance}"), "1")
        .post(&mut accueil)
        .await;
    assert_eq!(forged.status, 403);
}
