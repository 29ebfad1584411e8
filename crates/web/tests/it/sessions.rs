//! Sessions end; what was being typed does not.

use axum::http::Method;
use chrono::Duration;
use kernel::Role;
use testkit::{ML_A, ML_B, MOT_DE_PASSE};

use crate::essai::Essai;

#[tokio::test]
async fn signing_out_everywhere_ends_every_session() {
    let essai = Essai::new().await;
    let mut desk = essai.client(Role::Conseiller, ML_A).await;
    let mut phone = essai.client(Role::Conseiller, ML_A).await;
    let mut colleague = essai.client(Role::Directeur, ML_A).await;
    let done = desk.post("/deconnexion/partout", &[]).await;
    assert_eq!(done.sens(), "303\n→ /connexion");
    for client in [&mut desk, &mut phone] {
        assert_eq!(
            client.get("/compte").await.sens(),
            "303\n→ /connexion?suite=%2Fcompte"
        );
    }
    assert_eq!(colleague.get("/compte").await.status, 200);
}

#[tokio::test]
async fn signing_out_ends_the_session_itself_and_not_only_the_cookie() {
    let essai = Essai::new().await;
    let mut client = essai.client(Role::Conseiller, ML_A).await;
    let kept = client.cookies.clone();
    let mut other = essai.client(Role::Conseiller, ML_A).await;
    client.post("/deconnexion", &[]).await;
    assert!(!client.cookies.contains_key("jalon_session"));
    client.cookies = kept;
    assert_eq!(
        client.get("/compte").await.status,
        303,
        "a stolen cookie opens nothing"
    );
    assert_eq!(
        other.get("/compte").await.status,
        200,
        "her other session goes on"
    );
}

#[tokio::test]
async fn a_session_in_use_lives_until_its_absolute_end() {
    let essai = Essai::new().await;
    let mut client = essai.client(Role::Conseiller, ML_A).await;
    let mut hours = 0.0;
    while client.get("/compte").await.status == 200 {
        essai.base.db.clock().advance(Duration::minutes(30));
        hours += 0.5;
        assert!(hours <= 24.0, "no session lives for more than a day");
    }
    assert!(hours > 1.0, "it lived longer than an idle one: {hours} h");
}

#[tokio::test]
async fn a_changed_password_closes_the_other_sessions() {
    let essai = Essai::new().await;
    let agent = essai.agent(Role::Conseiller, ML_A).clone();
    essai.base.mot_de_passe(&agent).await;
    let mut client = essai.client(Role::Conseiller, ML_A).await;
    let mut other = essai.client(Role::Conseiller, ML_A).await;
    let new = "enclume mandoline cerf volant";
    let wrong = [
        ("ancien", "pas le bon"),
        ("mot_de_passe", new),
        ("confirmation", new),
    ];
    insta::assert_snapshot!(client.post("/compte/mot-de-passe", &wrong).await.sens(), @r"
    422
    # Mon compte
    # Une réponse est à corriger
    # Changer de mot de passe
    # Se déconnecter partout
    ! Ce n’est pas votre mot de passe actuel.
    ");
    let right = [
        ("ancien", MOT_DE_PASSE),
        ("mot_de_passe", new),
        ("confirmation", new),
    ];
    assert_eq!(
        client.post("/compte/mot-de-passe", &right).await.sens(),
        "303\n→ /connexion"
    );
    assert_eq!(other.get("/compte").await.status, 303);
    let fields = [("courriel", agent.courriel.as_str()), ("mot_de_passe", new)];
    assert_eq!(
        essai.anonyme().post("/connexion", &fields).await.sens(),
        "303\n→ /"
    );
}

#[tokio::test]
async fn what_is_posted_on_an_ended_session_is_offered_after_signing_in_again() {
    let essai = Essai::new().await;
    let agent = essai.agent(Role::Conseiller, ML_A).clone();
    essai.base.mot_de_passe(&agent).await;
    let mut client = essai.client(Role::Conseiller, ML_A).await;
    essai.base.db.clock().advance(Duration::minutes(61));
    let typed = [("affectation", "saisie à ne pas perdre")];
    let ended = client.post("/affectation", &typed).await;
    assert_eq!(ended.sens(), "303\n→ /connexion?suite=%2Faffectation");
    let form = client.follow(&ended).await;
    assert!(
        form.texte().contains("Ce que vous avez saisi est gardé"),
        "{}",
        form.texte()
    );
    let suite = form.champ("suite").unwrap();
    let fields = [
        ("courriel", agent.courriel.as_str()),
        ("mot_de_passe", MOT_DE_PASSE),
        ("suite", suite.as_str()),
    ];
    let entered = client.post("/connexion", &fields).await;
    assert_eq!(entered.sens(), "303\n→ /affectation");
    let drafts = client.get("/brouillons").await;
    assert!(
        drafts.html().contains("href=\"/affectation\""),
        "the draft leads to its form"
    );
    let kept: (String, i32) = sqlx::query_as("select contenu, ml_id from brouillon")
        .fetch_one(&essai.base.brut)
        .await
        .unwrap();
    assert_eq!(
        kept,
        ("affectation=saisie+%C3%A0+ne+pas+perdre".to_owned(), ML_A)
    );
    for mut other in [
        essai.client(Role::Directeur, ML_A).await,
        essai.client(Role::Conseiller, ML_B).await,
    ] {
        let theirs = other.get("/brouillons").await;
        assert!(theirs.texte().contains("Aucun brouillon"), "hers alone");
    }
}

#[tokio::test]
async fn a_form_on_a_session_that_never_was_keeps_nothing() {
    let essai = Essai::new().await;
    let mut stranger = essai.anonyme();
    stranger
        .cookies
        .insert("jalon_session".to_owned(), "0".repeat(64));
    let refused = stranger.post("/affectation", &[("affectation", "x")]).await;
    assert_eq!(refused.sens(), "303\n→ /connexion");
    let kept: i64 = sqlx::query_scalar("select count(*) from brouillon")
        .fetch_one(&essai.base.brut)
        .await
        .unwrap();
    assert_eq!(kept, 0);
}

#[tokio::test]
async fn a_part_of_a_page_is_told_401_and_an_autosave_leaves_no_reprise() {
    let essai = Essai::new().await;
    let mut client = essai.client(Role::Conseiller, ML_A).await;
    essai.base.db.clock().advance(Duration::minutes(61));
    let part = client
        .send(
            Method::GET,
            "/compte",
            &[("hx-request", "true")],
            String::new(),
        )
        .await;
    assert_eq!((part.status.as_u16(), part.html().as_str()), (401, ""));
    let autosave = [("x-brouillon", "1")];
    let body = "note=abc".to_owned();
    let saved = client
        .send(Method::POST, "/brouillon?adresse=/x", &autosave, body)
        .await;
    assert_eq!(saved.status, 401);
    let kept: i64 = sqlx::query_scalar("select count(*) from brouillon")
        .fetch_one(&essai.base.brut)
        .await
        .unwrap();
    assert_eq!(kept, 0);
}

#[tokio::test]
async fn an_affectation_that_ended_gives_no_right_any_more() {
    let essai = Essai::new().await;
    let agent = essai.agent(Role::Conseiller, ML_A).clone();
    let mut client = essai.client(Role::Conseiller, ML_A).await;
    assert_eq!(client.get("/brouillons").await.status, 200);
    sqlx::query("update affectation set au = '2026-11-22' where id = $1")
        .bind(agent.affectation.uuid())
        .execute(&essai.base.brut)
        .await
        .unwrap();
    assert_eq!(
        client.get("/brouillons").await.sens(),
        "303\n→ /affectation"
    );
    insta::assert_snapshot!(client.get("/affectation").await.sens(), @r"
    200
    # Où travaillez-vous maintenant ?
    # Aucune affectation en cours
    ");
}
