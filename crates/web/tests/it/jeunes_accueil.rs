//! The counter, as those who hold it and those who are told use it.

use kernel::Role;
use testkit::ML_A;

use crate::{essai::Essai, exemples::Exemples};

#[tokio::test]
async fn someone_without_rendez_vous_is_found_announced_and_received() {
    let essai = Essai::new().await;
    let exemples = Exemples::new(&essai, ML_A).await;
    sqlx::query("delete from venue")
        .execute(&essai.base.brut)
        .await
        .unwrap();
    let mut desk = essai.client(Role::ChargeAccueil, ML_A).await;
    assert_eq!(desk.get("/").await.location(), "/accueil");
    let day = desk.get("/accueil?q=tintoret").await;
    assert!(day.texte().contains("Personne n’attend"));
    let base = format!("/jeunes/{}", exemples.jeune());
    let arrival = format!("{base}/arrivee");
    assert!(day.html().contains(&arrival));
    let form = desk.get(&arrival).await;
    let id = form.champ("id").unwrap();
    let site = form.champ("site").unwrap();
    let refused = desk
        .post(
            &arrival,
            &[("id", &id), ("site", &site), ("souhait", "rappel")],
        )
        .await;
    assert_eq!(refused.status, 422);
    assert_eq!(refused.champ("souhait").as_deref(), Some("rappel"));
    let fields = [
        ("id", id.as_str()),
        ("site", site.as_str()),
        ("motif", "emploi"),
        ("accompagne_par", "parent"),
    ];
    for _ in 0..2 {
        let done = desk.post(&arrival, &fields).await;
        assert_eq!(done.status, 303);
    }
    let day = desk.get("/accueil").await;
    assert_eq!(
        day.texte().matches("Zéphyrine TINTORET").count(),
        3,
        "{}",
        day.texte()
    );
    assert!(day.texte().contains("vient avec : parent"));

    // The référent is absent until December: who replaces her is told.
    let mut conseiller = essai.client(Role::ResponsableSecteur, ML_A).await;
    let portefeuille = conseiller.get("/portefeuille").await;
    assert!(portefeuille.texte().contains("Une personne vous attend"));
    let mine = conseiller.get("/arrivees").await;
    assert!(mine.texte().contains("Recevoir"));
    let end = format!("{base}/venues/{id}");
    let done = conseiller
        .post(&end, &[("etat", "recu"), ("suite", "entretien")])
        .await;
    assert_eq!(done.location(), format!("{base}/entretiens/nouveau"));
    let form = conseiller.get(&done.location()).await;
    assert_eq!(form.champ("modalite").as_deref(), Some("sur_place"));
    let late = desk.post(&end, &[("etat", "parti")]).await;
    assert_eq!(late.status, 303, "the second click shows the present state");
    assert!(desk.get("/accueil").await.texte().contains("Reçu"));
}

#[tokio::test]
async fn the_day_costs_the_same_whoever_comes() {
    let essai = Essai::new().await;
    let exemples = Exemples::new(&essai, ML_A).await;
    let mut desk = essai.client(Role::ChargeAccueil, ML_A).await;
    let before = desk.get("/accueil").await.sql();
    sqlx::query(
        "with n as (insert into jeune (ml_id, id, numero, etat_depuis, nom_naissance, prenom,
           date_naissance, premier_accueil_le, recherche, cree_le)
         select 1, gen_random_uuid(), 'N' || n, '2026-03-02', 'Nom', 'Prénom', '2006-01-01',
           '2026-03-02', 'nom prenom', now() from generate_series(1, 40) n returning id)
         insert into venue (ml_id, id, jeune_id, site_id, jour, source, etat, arrivee_le, saisi_le)
         select 1, gen_random_uuid(), n.id, s.id, '2026-11-23', 'prevu', 'attend', now(), now()
         from n, site s where s.ml_id = 1",
    )
    .execute(&essai.base.brut)
    .await
    .unwrap();
    let page = desk.get("/accueil").await;
    assert_eq!(page.sql(), before);
    assert!(before <= 7, "{before}");
    assert!(page.texte().contains("Zéphyrine"), "{}", exemples.jeune());
}

#[tokio::test]
async fn a_passage_counts_and_a_wrong_one_says_so() {
    let essai = Essai::new().await;
    let mut desk = essai.client(Role::ChargeAccueil, ML_A).await;
    let page = desk.get("/accueil").await;
    let (id, site) = (page.champ("id").unwrap(), page.champ("site").unwrap());
    let refused = desk
        .post("/accueil/passages", &[("id", &id), ("site", &site)])
        .await;
    assert_eq!(refused.status, 422);
    let fields = [("id", id.as_str()), ("site", &site), ("sujet", "droits")];
    for _ in 0..2 {
        assert_eq!(desk.post("/accueil/passages", &fields).await.status, 303);
    }
    let page = desk.get("/accueil").await;
    assert!(page.texte().contains("1 aujourd’hui"), "{}", page.texte());
}

#[tokio::test]
async fn the_chief_plans_the_duty_and_others_read_it() {
    let essai = Essai::new().await;
    let mut chief = essai.client(Role::ResponsableSecteur, ML_A).await;
    let agent = essai.agent(Role::Conseiller, ML_A).id.to_string();
    let page = chief.get("/accueil/permanences").await;
    let (site, week) = (page.champ("site").unwrap(), page.champ("semaine").unwrap());
    assert_eq!(week, "2026-11-23");
    let fields = [
        ("site", site.as_str()),
        ("semaine", &week),
        ("2026-11-23_matin", &agent),
    ];
    assert_eq!(
        chief.post("/accueil/permanences", &fields).await.status,
        303
    );
    let wrong = [
        ("site", site.as_str()),
        ("semaine", &week),
        ("2026-11-24_matin", "01935f00-0000-7000-8000-000000000000"),
    ];
    assert_eq!(chief.post("/accueil/permanences", &wrong).await.status, 422);
    let mut desk = essai.client(Role::ChargeAccueil, ML_A).await;
    let day = desk.get("/accueil").await.texte();
    assert!(
        day.contains("De permanence : Prénom1 Conseiller-1"),
        "{day}"
    );
    let urgent = desk.get("/urgence").await.texte();
    assert!(
        urgent.contains("3919") && urgent.contains("de permanence"),
        "{urgent}"
    );
}

#[tokio::test]
async fn a_message_reaches_its_receiver_and_an_urgency_its_agent() {
    let essai = Essai::new().await;
    let exemples = Exemples::new(&essai, ML_A).await;
    let mut desk = essai.client(Role::ChargeAccueil, ML_A).await;
    let agent = essai.agent(Role::Conseiller, ML_A).id.to_string();
    let id = desk.get("/messages/nouveau").await.champ("id").unwrap();
    let mut fields = vec![
        ("id", id.as_str()),
        ("destinataire", &agent),
        ("texte", "Passera vendredi"),
        ("sujet", "nouvelles"),
    ];
    let refused = desk.post("/messages/nouveau", &fields).await;
    assert_eq!(refused.status, 422);
    assert_eq!(refused.champ("texte").as_deref(), Some("Passera vendredi"));
    fields.push(("de_la_part_de", "Mme Durand"));
    assert_eq!(desk.post("/messages/nouveau", &fields).await.status, 303);
    let mut conseiller = essai.client(Role::Conseiller, ML_A).await;
    let page = conseiller.get("/messages").await;
    assert!(page.texte().contains("Passera vendredi"));
    assert!(page.texte().contains("message non lu"));
    let done = conseiller
        .post(&format!("/messages/{id}"), &[("etape", "traite")])
        .await;
    assert_eq!(done.status, 303);
    let page = conseiller.get("/messages").await.texte();
    assert!(
        !page.contains("message non lu") && page.contains("Traité"),
        "{page}"
    );

    let urgent = format!("/jeunes/{}/urgence", exemples.jeune());
    let id = desk.get(&urgent).await.champ("id").unwrap();
    assert_eq!(desk.post(&urgent, &[("id", &id)]).await.status, 422);
    let fields = [("id", id.as_str()), ("motif", "ecoute")];
    assert_eq!(desk.post(&urgent, &fields).await.status, 303);
    let protect = conseiller.get(&urgent).await.texte();
    assert!(protect.contains("Protéger le dossier"), "{protect}");
}
