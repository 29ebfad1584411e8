//! Signing in, choosing a password, choosing where one works.

use kernel::Role;
use platform::{Tx, liens};
use testkit::{ML_A, ML_B, MOT_DE_PASSE};

use crate::essai::Essai;

async fn essai_avec_mot_de_passe() -> (Essai, String) {
    let essai = Essai::new().await;
    let agent = essai.agent(Role::Conseiller, ML_A).clone();
    essai.base.mot_de_passe(&agent).await;
    (essai, agent.courriel)
}

#[tokio::test]
async fn signing_in_opens_the_page_that_was_asked_for() {
    let (essai, courriel) = essai_avec_mot_de_passe().await;
    let mut client = essai.anonyme();
    let asked = client.get("/brouillons?page=2").await;
    assert_eq!(
        asked.sens(),
        "303\n→ /connexion?suite=%2Fbrouillons%3Fpage%3D2"
    );
    let form = client.follow(&asked).await;
    let suite = form.champ("suite").unwrap();
    let courriel = courriel.to_uppercase();
    let fields = [
        ("courriel", courriel.as_str()),
        ("mot_de_passe", MOT_DE_PASSE),
        ("suite", suite.as_str()),
    ];
    let entered = client.post("/connexion", &fields).await;
    assert_eq!(entered.sens(), "303\n→ /brouillons?page=2");
    assert_eq!(client.follow(&entered).await.status, 200);
}

#[tokio::test]
async fn nothing_tells_an_unknown_account_from_a_wrong_password() {
    let (essai, courriel) = essai_avec_mot_de_passe().await;
    let agent = essai.agent(Role::Directeur, ML_A).clone();
    let closed = essai.agent(Role::Gestionnaire, ML_A).clone();
    essai.base.mot_de_passe(&closed).await;
    sqlx::query("update compte set ferme_le = '2026-02-01' where id = $1")
        .bind(closed.compte.uuid())
        .execute(&essai.base.brut)
        .await
        .unwrap();
    let mut seen = Vec::new();
    for (address, password) in [
        (courriel.as_str(), "un autre mot de passe"),
        ("inconnue@essai.invalid", "un autre mot de passe"),
        (agent.courriel.as_str(), "un autre mot de passe"),
        (closed.courriel.as_str(), MOT_DE_PASSE),
    ] {
        let mut client = essai.anonyme();
        let fields = [("courriel", address), ("mot_de_passe", password)];
        let refused = client.post("/connexion", &fields).await;
        assert_eq!(
            refused.champ("courriel").unwrap(),
            address,
            "what was typed is kept"
        );
        assert_eq!(
            refused.champ("mot_de_passe").unwrap(),
            "",
            "but never the password"
        );
        assert!(!client.cookies.contains_key("jalon_session"));
        let page = refused.html().replace(address, "…");
        seen.push((refused.status, refused.sql(), refused.socle(), page));
    }
    for other in &seen[1..] {
        assert_eq!(other, &seen[0], "the same page, by the same statements");
    }
    assert_eq!(seen[0].0, 422);
}

#[tokio::test]
async fn signing_in_is_slowed_down_by_address_and_says_so() {
    let (essai, courriel) = essai_avec_mot_de_passe().await;
    let mut client = essai.anonyme();
    let wrong = [("courriel", courriel.as_str()), ("mot_de_passe", "essai")];
    let mut tries = 0;
    let last = loop {
        let refused = client.post("/connexion", &wrong).await;
        tries += 1;
        if refused.status != 422 || tries > 50 {
            break refused;
        }
    };
    insta::assert_snapshot!(last.sens(), @r"
    429
    # Trop d’essais
    ");
    let right = [
        ("courriel", courriel.as_str()),
        ("mot_de_passe", MOT_DE_PASSE),
    ];
    assert_eq!(
        client.post("/connexion", &right).await.status,
        429,
        "even with the right one"
    );
    let unknown = [
        ("courriel", "inconnue@essai.invalid"),
        ("mot_de_passe", "essai"),
    ];
    let mut other_tries = 0;
    while client.post("/connexion", &unknown).await.status == 422 {
        other_tries += 1;
        assert!(
            other_tries <= tries,
            "an unknown address is slowed down as well"
        );
    }
    assert_eq!(other_tries + 1, tries, "after as many tries");
}

#[tokio::test]
async fn with_two_affectations_one_chooses_where_she_works() {
    let (essai, courriel) = essai_avec_mot_de_passe().await;
    let agent = essai.agent(Role::Conseiller, ML_A).clone();
    let there = essai.base.affecter(&agent, ML_B, Role::ChargeAccueil).await;
    let mut client = essai.anonyme();
    let fields = [
        ("courriel", courriel.as_str()),
        ("mot_de_passe", MOT_DE_PASSE),
    ];
    client.post("/connexion", &fields).await;
    let home = client.get("/").await;
    assert_eq!(home.sens(), "303\n→ /affectation");
    let choice = client.follow(&home).await;
    insta::assert_snapshot!(choice.sens(), @r"
    200
    # Où travaillez-vous maintenant ?
    # Mission locale du Val de Brume
    # Mission locale des Hauts-Fictifs
    ");
    let chosen = client
        .post("/affectation", &[("affectation", &there.to_string())])
        .await;
    assert_eq!(chosen.sens(), "303\n→ /");
    let page = client.get("/compte").await.texte();
    assert!(
        page.contains("Hauts-Fictifs") && page.contains("Chargé d’accueil"),
        "{page}"
    );
    let hers = essai.agent(Role::Directeur, ML_A).affectation.to_string();
    let refused = client.post("/affectation", &[("affectation", &hers)]).await;
    assert_eq!(refused.status, 404, "someone else's affectation");
    assert_eq!(
        client
            .post("/affectation", &[("affectation", "x")])
            .await
            .status,
        404
    );
}

async fn link(essai: &Essai, role: Role) -> String {
    let compte = essai.agent(role, ML_A).compte;
    let mut tx = Tx::public(&essai.base.db).await.expect("a transaction");
    let validity = chrono::Duration::hours(72);
    let motif = liens::Motif::MotDePasse;
    let token = liens::create(&mut tx, motif, compte.uuid(), None, validity)
        .await
        .expect("a link");
    tx.commit().await.expect("a commit");
    format!("/lien/mot-de-passe/{token}")
}

#[tokio::test]
async fn a_password_link_is_opened_freely_and_used_once() {
    let essai = Essai::new().await;
    let path = link(&essai, Role::Conseiller).await;
    let agent = essai.agent(Role::Conseiller, ML_A).clone();
    let mut client = essai.anonyme();
    for _ in 0..2 {
        let page = client.get(&path).await;
        assert_eq!(page.sens(), "200\n# Choisir un mot de passe");
        assert!(!page.texte().contains("Prénom"), "initials only");
        assert!(!page.texte().contains(&agent.courriel));
    }
    let good = [
        ("mot_de_passe", MOT_DE_PASSE),
        ("confirmation", MOT_DE_PASSE),
    ];
    let chosen = client.post(&path, &good).await;
    assert_eq!(chosen.sens(), "303\n→ /connexion");
    let said = client.follow(&chosen).await.texte();
    assert!(said.contains("Votre mot de passe est choisi"), "{said}");
    assert_eq!(client.post(&path, &good).await.status, 404);
    assert_eq!(client.get(&path).await.status, 404);
    let fields = [
        ("courriel", agent.courriel.as_str()),
        ("mot_de_passe", MOT_DE_PASSE),
    ];
    assert_eq!(client.post("/connexion", &fields).await.sens(), "303\n→ /");
}

#[tokio::test]
async fn a_weak_or_mistyped_password_keeps_the_link() {
    let essai = Essai::new().await;
    let path = link(&essai, Role::Conseiller).await;
    let mut client = essai.anonyme();
    let mut refuse = async |first: &str, second: &str| {
        let fields = [("mot_de_passe", first), ("confirmation", second)];
        client.post(&path, &fields).await.sens()
    };
    insta::assert_snapshot!(refuse("court", "court").await, @r"
    422
    # Choisir un mot de passe
    # Une réponse est à corriger
    ! Le mot de passe doit compter au moins 12 caractères.
    ");
    insta::assert_snapshot!(refuse("motdepasse123", "motdepasse123").await, @r"
    422
    # Choisir un mot de passe
    # Une réponse est à corriger
    ! Ce mot de passe se devine trop facilement. Prenez par exemple quatre mots sans rapport entre eux.
    ");
    insta::assert_snapshot!(refuse(MOT_DE_PASSE, "autre").await, @r"
    422
    # Choisir un mot de passe
    # Une réponse est à corriger
    ! Les deux mots de passe ne sont pas les mêmes.
    ");
    let done = refuse(MOT_DE_PASSE, MOT_DE_PASSE).await;
    assert_eq!(done, "303\n→ /connexion");
}

#[tokio::test]
async fn a_link_ends_by_date_by_a_newer_one_and_unknown_ones_open_nothing() {
    let essai = Essai::new().await;
    let mut client = essai.anonyme();
    let first = link(&essai, Role::Conseiller).await;
    let second = link(&essai, Role::Conseiller).await;
    assert_eq!(
        client.get(&first).await.status,
        404,
        "revoked by the second"
    );
    assert_eq!(client.get(&second).await.status, 200);
    essai.base.db.clock().advance(chrono::Duration::hours(73));
    assert_eq!(client.get(&second).await.status, 404, "expired");
    for token in ["0".repeat(64), "x".to_owned(), "é".repeat(32)] {
        let path = format!("/lien/mot-de-passe/{}", token.replace('é', "%C3%A9"));
        assert_eq!(client.get(&path).await.status, 404, "{token}");
        assert_eq!(client.post(&path, &[]).await.status, 404, "{token}");
    }
}
