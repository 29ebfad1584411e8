//! Headers, cookies, forms that come from elsewhere.

use axum::http::Method;
use kernel::Role;
use testkit::{ML_A, MOT_DE_PASSE};

use crate::{essai::Essai, reponse::Reponse};

const CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; \
    base-uri 'none'";

/// One answer of each kind.
async fn answers(essai: &Essai) -> Vec<(&'static str, Reponse)> {
    let mut someone = essai.client(Role::Conseiller, ML_A).await;
    let mut nobody = essai.anonyme();
    let big = "a=".to_owned() + &"x".repeat(13 * 1024 * 1024);
    vec![
        ("page", someone.get("/brouillons").await),
        ("public page", nobody.get("/connexion").await),
        ("redirection", nobody.get("/brouillons").await),
        ("not found", someone.get("/nulle-part").await),
        ("wrong method", someone.post("/brouillons", &[]).await),
        ("asset", nobody.get("/assets/favicon.svg").await),
        ("missing asset", nobody.get("/assets/rien.js").await),
        ("health", nobody.get("/sante").await),
        (
            "refused form",
            nobody.post("/connexion", &[("courriel", "a")]).await,
        ),
        (
            "too large",
            nobody.send(Method::POST, "/connexion", &[], big).await,
        ),
        (
            "from elsewhere",
            someone
                .send(
                    Method::POST,
                    "/deconnexion",
                    &[("sec-fetch-site", "cross-site")],
                    String::new(),
                )
                .await,
        ),
    ]
}

#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    let essai = Essai::new().await;
    for (kind, answer) in answers(&essai).await {
        assert_eq!(answer.header("content-security-policy"), CSP, "{kind}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{kind}");
        assert_eq!(answer.header("x-frame-options"), "DENY", "{kind}");
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{kind}");
        assert_eq!(
            answer.header("cross-origin-opener-policy"),
            "same-origin",
            "{kind}"
        );
        assert_ne!(answer.header("x-reference"), "", "{kind}");
        let cached = answer.header("cache-control");
        if kind == "asset" {
            assert_eq!(cached, "public, max-age=31536000, immutable");
        } else {
            assert_eq!(cached, "no-store", "{kind}");
        }
    }
}

#[tokio::test]
async fn pages_carry_no_inline_script_nor_style() {
    let essai = Essai::new().await;
    for (kind, answer) in answers(&essai).await {
        let html = answer.html();
        if !answer.header("content-type").starts_with("text/html") {
            continue;
        }
        for forbidden in [
            "<style",
            "style=\"",
            "<script>",
            "javascript:",
            "onclick=",
            "onload=",
        ] {
            assert!(!html.contains(forbidden), "{kind}: {forbidden}");
        }
    }
}

#[tokio::test]
async fn cookies_are_closed_to_scripts_and_to_other_sites() {
    for surs in [false, true] {
        let essai = if surs {
            Essai::surs().await
        } else {
            Essai::new().await
        };
        let agent = essai.agent(Role::Conseiller, ML_A).clone();
        essai.base.mot_de_passe(&agent).await;
        let fields = [
            ("courriel", agent.courriel.as_str()),
            ("mot_de_passe", MOT_DE_PASSE),
        ];
        let mut client = essai.anonyme();
        let signed_in = client.post("/connexion", &fields).await;
        let signed_out = client.post("/deconnexion", &[]).await;
        let cookies = [signed_in.raw_cookies(), signed_out.raw_cookies()].concat();
        assert!(cookies.iter().any(|c| c.starts_with("jalon_session=")));
        assert!(cookies.iter().any(|c| c.starts_with("jalon_message=")));
        for cookie in cookies {
            assert!(cookie.contains("; HttpOnly"), "{cookie}");
            assert!(cookie.contains("; SameSite=Lax"), "{cookie}");
            assert!(cookie.contains("; Path=/"), "{cookie}");
            assert_eq!(cookie.contains("; Secure"), surs, "{cookie}");
        }
    }
}

#[tokio::test]
async fn a_form_from_another_site_is_refused_and_does_nothing() {
    let essai = Essai::new().await;
    let mut client = essai.client(Role::Conseiller, ML_A).await;
    for headers in [
        [("sec-fetch-site", "cross-site"), ("host", "jalon.example")],
        [("sec-fetch-site", "same-site"), ("host", "jalon.example")],
    ] {
        let refused = client
            .send(
                Method::POST,
                "/deconnexion/partout",
                &headers,
                String::new(),
            )
            .await;
        assert_eq!(refused.status, 403, "{headers:?}");
        assert!(refused.header("content-type").starts_with("text/html"));
        assert!(refused.texte().contains("Retour à l’accueil"));
    }
    assert_eq!(client.get("/compte").await.status, 200, "still signed in");
    let done = client.post("/deconnexion/partout", &[]).await;
    assert_eq!(done.location(), "/connexion");
}

#[tokio::test]
async fn a_form_too_large_or_unreadable_is_a_page_in_french() {
    let essai = Essai::new().await;
    let mut client = essai.anonyme();
    let big = "courriel=".to_owned() + &"x".repeat(13 * 1024 * 1024);
    let refused = client.send(Method::POST, "/connexion", &[], big).await;
    insta::assert_snapshot!(refused.sens(), @r"
    413
    # Ce texte est trop long
    ");
    let bytes = "courriel=a&courriel=b".to_owned();
    let refused = client.send(Method::POST, "/connexion", &[], bytes).await;
    insta::assert_snapshot!(refused.sens(), @r"
    400
    # Le formulaire n’a pas pu être lu
    ");
}
