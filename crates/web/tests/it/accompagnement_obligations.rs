//! The obligation de formation, as people use its pages.

use kernel::Role;
use testkit::{ML_A, ML_B};

use crate::{
    accompagnement::{Formulaire, count, dossier},
    essai::{Client, Essai},
};

/// A dossier of someone of 16, known for long, and a conseiller.
async fn sixteen(essai: &Essai) -> (Client, String) {
    let (conseiller, base) = dossier(essai).await;
    sqlx::query(
        "update jeune set date_naissance = '2010-01-10', premier_accueil_le = '2026-06-03',
           etat_depuis = '2026-06-03'",
    )
    .execute(&essai.base.brut)
    .await
    .expect("someone of 16");
    (conseiller, base)
}

async fn reported(client: &mut Client, base: &str) -> String {
    let path = format!("{base}/obligation");
    let page = client.get(&path).await;
    let done = Formulaire::of(&page, &path)
        .avec("signalement-source", "siei")
        .avec("signalement-le", "2026-09-01")
        .post(client)
        .await;
    assert_eq!(done.status, 303, "{}", done.sens());
    path
}

/// A rendez-vous planned on 26 November, with the conseiller.
async fn planned(essai: &Essai, base: &str) {
    let agent = essai.agent(Role::Conseiller, ML_A).id.uuid();
    let jeune: uuid::Uuid = base.trim_start_matches("/jeunes/").parse().expect("an id");
    let sql = "with m as (insert into motif_rdv (ml_id, id, libelle, duree_minutes, lieux, theme,
             reserve_par)
           values ($1, gen_random_uuid(), 'Point', 45, '{telephone}', 'emploi', 'personne')
           returning id)
         insert into rendez_vous (ml_id, id, jeune_id, agent_id, motif_id, lieu, debut, fin, cree_le)
         select $1, gen_random_uuid(), $2, $3, id, 'telephone', '2026-11-26 09:00+00',
           '2026-11-26 09:45+00', '2026-11-02' from m";
    sqlx::query(sql)
        .bind(ML_A)
        .bind(jeune)
        .bind(agent)
        .execute(&essai.base.brut)
        .await
        .expect("a rendez-vous");
}

/// The form of the page that posts to `act`.
async fn form(client: &mut Client, path: &str, act: &str) -> Formulaire {
    let page = client.get(path).await;
    let html = page.html();
    let at = html.find("/obligations/").expect("an obligation");
    let id = &html[at + "/obligations/".len()..][..36];
    let base = path.trim_end_matches("/obligation");
    Formulaire::of(&page, &format!("{base}/obligations/{id}/{act}"))
}

#[tokio::test]
async fn a_report_is_noted_from_the_dossier_and_seen_in_the_list() {
    let essai = Essai::new().await;
    let (mut conseiller, base) = sixteen(&essai).await;
    let empty = conseiller.get("/obligations").await.texte();
    assert!(empty.contains("Personne n’est signalé"), "{empty}");
    let list = conseiller.get(&format!("{base}/dispositifs")).await.html();
    assert!(list.contains(&format!("{base}/obligation\"")));
    let path = format!("{base}/obligation");
    let page = conseiller.get(&path).await;
    let wrong = Formulaire::of(&page, &path)
        .avec("signalement-le", "2026-12-24")
        .post(&mut conseiller)
        .await;
    assert_eq!(wrong.status, 422);
    assert_eq!(wrong.champ("signalement-le").unwrap(), "2026-12-24");
    assert!(wrong.texte().contains("dans l’avenir"), "{}", wrong.texte());
    reported(&mut conseiller, &base).await;
    let said = conseiller.get(&path).await.texte();
    assert!(said.contains("Signalé, à recevoir"), "{said}");
    let list = conseiller.get("/obligations").await.texte();
    assert!(list.contains("Liste du SIEI"), "{list}");
    let none = conseiller.get("/obligations?etat=convoquee").await.texte();
    assert!(none.contains("Personne avec ces filtres"), "{none}");
    let mine = conseiller.get("/obligations?qui=moi").await;
    assert_eq!(mine.status, 200);
    let course = conseiller.get(&format!("{base}/dispositifs")).await.html();
    let at = course.find("/adhesions/").expect("a course");
    let id = &course[at + "/adhesions/".len()..][..36];
    let page = conseiller.get(&format!("{base}/adhesions/{id}")).await;
    assert!(!page.texte().contains("Noter la sortie"));
    assert_eq!(
        conseiller
            .get(&format!("{base}/dispositifs/obligation_formation"))
            .await
            .status,
        404
    );
}

#[tokio::test]
async fn from_the_convocation_to_the_letter_of_the_departement() {
    let essai = Essai::new().await;
    let (mut conseiller, base) = sixteen(&essai).await;
    let path = reported(&mut conseiller, &base).await;
    let without = conseiller.get(&path).await.texte();
    assert!(
        without.contains("Prenez d’abord un rendez-vous"),
        "{without}"
    );
    planned(&essai, &base).await;
    let called = form(&mut conseiller, &path, "convocation").await;
    let refused = called.post(&mut conseiller).await;
    assert_eq!(refused.status, 422, "{}", refused.sens());
    let rdv: String = sqlx::query_scalar("select id::text from rendez_vous")
        .fetch_one(&essai.base.brut)
        .await
        .expect("a rendez-vous");
    assert!(refused.html().contains(&rdv));
    let called = called
        .avec("convocation-motif", "silence")
        .avec("convocation-le", "2026-09-10")
        .avec("convocation-rendez_vous", &rdv);
    assert_eq!(called.post(&mut conseiller).await.status, 303);
    assert_eq!(called.post(&mut conseiller).await.status, 303);
    assert_eq!(count(&essai, "etape_obligation").await, 2);
    let page = conseiller.get(&path).await;
    assert!(
        page.texte().contains("ce délai est passé"),
        "{}",
        page.texte()
    );
    let html = page.html();
    let at = html.find("/obligations/").expect("an obligation");
    let one = format!(
        "{base}/obligations/{}",
        &html[at + "/obligations/".len()..][..36]
    );
    let letter = conseiller.get(&format!("{one}/convocation.pdf")).await;
    assert_eq!(letter.status, 200);
    let early = conseiller.get(&format!("{one}/departement.pdf")).await;
    assert_eq!(early.status, 404);

    let advice = form(&mut conseiller, &path, "avis").await;
    assert_eq!(advice.clone().post(&mut conseiller).await.status, 422);
    let advice = advice.avec("avis-mots", "Trois appels, une visite");
    assert_eq!(advice.post(&mut conseiller).await.status, 303);
    assert!(
        !conseiller
            .get(&path)
            .await
            .texte()
            .contains("Noter la décision")
    );
    let mut direction = essai.client(Role::Directeur, ML_A).await;
    let decision = form(&mut direction, &path, "decision")
        .await
        .avec("decision-decision", "informer");
    let silent = decision.clone().post(&mut direction).await;
    assert_eq!(silent.status, 422);
    let decision = decision.avec("decision-motivation", "Aucune réponse");
    assert_eq!(decision.post(&mut conseiller).await.status, 403);
    assert_eq!(decision.post(&mut direction).await.status, 303);
    let told = direction.get(&path).await.texte();
    assert!(told.contains("Département informé"), "{told}");
    let letter = direction.get(&format!("{one}/departement.pdf")).await;
    assert_eq!(letter.status, 200);
}

#[tokio::test]
async fn who_proposed_is_told_to_leave_the_decision() {
    let essai = Essai::new().await;
    let (mut conseiller, base) = sixteen(&essai).await;
    let path = reported(&mut conseiller, &base).await;
    sqlx::query("update obligation set convoquee_le = '2026-09-10', horloge_fin = '2026-11-10'")
        .execute(&essai.base.brut)
        .await
        .expect("a convocation");
    let mut direction = essai.client(Role::Directeur, ML_A).await;
    let advice = form(&mut direction, &path, "avis")
        .await
        .avec("avis-mots", "Trois appels, une visite");
    assert_eq!(advice.post(&mut direction).await.status, 303);
    let said = direction.get(&path).await.texte();
    assert!(said.contains("quelqu’un d’autre de la direction"), "{said}");
    let mut other = essai.client(Role::DirecteurAdjoint, ML_A).await;
    let decision = form(&mut other, &path, "decision")
        .await
        .avec("decision-decision", "attendre")
        .avec("decision-motivation", "Une place se libère");
    assert_eq!(decision.post(&mut direction).await.status, 303);
}

#[tokio::test]
async fn a_situation_closes_it_on_confirmation_and_elsewhere_sees_nothing() {
    let essai = Essai::new().await;
    let (mut conseiller, base) = sixteen(&essai).await;
    let path = reported(&mut conseiller, &base).await;
    let jeune: uuid::Uuid = base.trim_start_matches("/jeunes/").parse().expect("an id");
    sqlx::query(
        "insert into situation (ml_id, id, jeune_id, categorie, etat, debut, saisi_le)
         values ($1, gen_random_uuid(), $2, 'scolarite', 'en_cours', '2026-10-05', '2026-10-05')",
    )
    .bind(ML_A)
    .bind(jeune)
    .execute(&essai.base.brut)
    .await
    .expect("a situation");
    let page = conseiller.get(&path).await;
    assert!(
        page.texte().contains("semble satisfaite"),
        "{}",
        page.texte()
    );
    let list = conseiller
        .get("/obligations?etat=a_confirmer")
        .await
        .texte();
    assert!(list.contains("Satisfaite, à confirmer"), "{list}");
    let html = page.html();
    let at = html.find("/obligations/").expect("an obligation");
    let id = &html[at + "/obligations/".len()..][..36];
    let mut stranger = essai.client(Role::Conseiller, ML_B).await;
    assert_eq!(stranger.get(&path).await.status, 404);
    let fields = [
        ("formulaire", "satisfaction"),
        ("satisfaction-fin", "satisfaite"),
    ];
    let action = format!("{base}/obligations/{id}/fin");
    assert_eq!(stranger.post(&action, &fields).await.status, 404);
    let version = Formulaire::of(&page, &action)
        .champ("fin-version")
        .to_owned();
    let new = uuid::Uuid::from_u128(0x0193_5f01_0000_7000_8000_0000_0000_0abc).to_string();
    let done = conseiller
        .post(
            &action,
            &[
                ("formulaire", "satisfaction"),
                ("satisfaction-id", &new),
                ("satisfaction-version", &version),
                ("satisfaction-fin", "satisfaite"),
                ("satisfaction-voie", "scolarite"),
                ("satisfaction-le", "2026-11-23"),
            ],
        )
        .await;
    assert_eq!(done.status, 303, "{}", done.sens());
    let said = conseiller.get(&path).await.texte();
    assert!(
        said.contains("Obligation satisfaite, le 23/11/2026"),
        "{said}"
    );
    assert!(said.contains("Noter le signalement"), "{said}");
}

#[tokio::test]
async fn a_pacea_goes_by_phases() {
    let essai = Essai::new().await;
    let (mut conseiller, base) = dossier(&essai).await;
    let agent = essai.agent(Role::Conseiller, ML_A).id.uuid();
    let jeune: uuid::Uuid = base.trim_start_matches("/jeunes/").parse().expect("an id");
    let id: uuid::Uuid = sqlx::query_scalar(
        "insert into adhesion (ml_id, id, jeune_id, dispositif, groupe, prescripteur_id,
           referent_id, entree_le, fin_prevue, conditions, saisi_le)
         values ($1, gen_random_uuid(), $2, 'pacea', 'engagement', $3, $3, '2026-09-01',
           '2028-08-31', '[]', '2026-09-01') returning id",
    )
    .bind(ML_A)
    .bind(jeune)
    .bind(agent)
    .fetch_one(&essai.base.brut)
    .await
    .expect("a course");
    let course = format!("{base}/adhesions/{id}");
    let page = conseiller.get(&course).await;
    let path = format!("{course}/phases");
    let wrong = Formulaire::of(&page, &path)
        .avec("phase-genre", "projet")
        .avec("phase-debut", "2026-08-01")
        .avec("phase-fin", "2026-11-20")
        .avec("phase-objectifs", "Choisir un métier");
    let refused = wrong.post(&mut conseiller).await;
    assert_eq!(refused.status, 422, "{}", refused.sens());
    assert!(
        refused
            .texte()
            .contains("Le contrat commence le 01/09/2026")
    );
    assert_eq!(refused.champ("phase-fin").unwrap(), "2026-11-20");
    let opened = wrong.avec("phase-debut", "2026-09-01");
    assert_eq!(opened.post(&mut conseiller).await.status, 303);
    assert_eq!(opened.post(&mut conseiller).await.status, 303);
    assert_eq!(count(&essai, "phase").await, 1);
    let page = conseiller.get(&course).await;
    assert!(page.texte().contains("À évaluer"), "{}", page.texte());
    assert!(!page.texte().contains("Ouvrir une phase"));
    let phase: uuid::Uuid = sqlx::query_scalar("select id from phase")
        .fetch_one(&essai.base.brut)
        .await
        .expect("a phase");
    let form = Formulaire::of(&page, &format!("{path}/{phase}"));
    assert_eq!(form.post(&mut conseiller).await.status, 422);
    let form = form
        .clone()
        .avec(&form.cle("evaluation"), "atteints")
        .avec(&form.cle("bilan"), "Stage trouvé");
    assert_eq!(form.post(&mut conseiller).await.status, 303);
    let said = conseiller.get(&course).await.texte();
    assert!(said.contains("Objectifs atteints, le 23/11/2026"), "{said}");
    assert!(said.contains("Ouvrir une phase"), "{said}");
    let todo = "select count(*) from echeance where nature = 'fin_phase' and close_le is null";
    let left: i64 = sqlx::query_scalar(todo)
        .fetch_one(&essai.base.brut)
        .await
        .expect("a count");
    assert_eq!(left, 0);
}
