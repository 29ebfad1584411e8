//! The request line: all that operating Jalon needs, and nothing about anyone.

use kernel::Role;
use testkit::{ML_A, MOT_DE_PASSE};

use crate::essai::{Essai, Evenement};

fn lines(essai: &Essai) -> Vec<Evenement> {
    let all = essai.journal.take().into_iter();
    all.filter(|e| e.target == "jalon::requete").collect()
}

#[tokio::test]
async fn each_request_writes_one_line_with_its_measures() {
    let essai = Essai::new().await;
    let mut client = essai.client(Role::Conseiller, ML_A).await;
    essai.journal.take();
    let page = client.get("/brouillons?q=Dupont").await;
    let written = lines(&essai);
    assert_eq!(written.len(), 1);
    let fields = &written[0].fields;
    assert_eq!(fields["route"], "/brouillons");
    assert_eq!(fields["methode"], "GET");
    assert_eq!(fields["status"], "200");
    assert_eq!(fields["id"], page.header("x-reference"));
    assert_eq!(
        fields["acteur"],
        essai.agent(Role::Conseiller, ML_A).id.to_string()
    );
    assert_eq!(fields["sql"], page.sql().to_string());
    assert_eq!(fields["socle"], page.socle().to_string());
    for measure in ["ms", "db_ms"] {
        assert!(fields[measure].parse::<f64>().unwrap() >= 0.0, "{measure}");
    }
    assert!(
        fields["db_ms"].parse::<f64>().unwrap() > 0.0,
        "the time of the database is counted"
    );
}

#[tokio::test]
async fn the_statements_of_the_page_are_counted_apart_from_those_of_the_base() {
    let essai = Essai::new().await;
    let mut client = essai.client(Role::Conseiller, ML_A).await;
    let page = client.get("/brouillons").await;
    assert_eq!(page.sql(), 2, "what comes back, the list of drafts");
    assert_eq!(page.socle(), 2, "the session, the commit");
    let free = essai.anonyme().get("/accessibilite").await;
    assert_eq!((free.sql(), free.socle()), (0, 0));
}

#[tokio::test]
async fn nothing_typed_and_nobody_named_is_logged() {
    let essai = Essai::new().await;
    let agent = essai.agent(Role::Conseiller, ML_A).clone();
    essai.base.mot_de_passe(&agent).await;
    let mut client = essai.anonyme();
    let wrong = [
        ("courriel", "inconnue@essai.invalid"),
        ("mot_de_passe", "motus-et-bouche"),
    ];
    client.post("/connexion", &wrong).await;
    let right = [
        ("courriel", agent.courriel.as_str()),
        ("mot_de_passe", MOT_DE_PASSE),
    ];
    let signed_in = client.post("/connexion", &right).await;
    assert_eq!(signed_in.status, 303);
    client
        .post(
            "/brouillon?adresse=/jeunes/Zéphyrine",
            &[("note", "Amandine Tintoret")],
        )
        .await;
    client.get("/recherche?q=Tintoret").await;
    client.get("/nulle-part/Tintoret").await;
    client.get("/connexion?suite=/jeunes/Tintoret").await;
    let logged = format!("{:?}", essai.journal.take());
    assert!(logged.contains("jalon::requete"), "the lines were written");
    let secret = client.cookies["jalon_session"].clone();
    for hidden in [
        "inconnue",
        "essai.invalid",
        "motus",
        MOT_DE_PASSE,
        "girafe",
        "Amandine",
        "Tintoret",
        "Zéphyrine",
        "Z%C3%A9phyrine",
        "Prénom",
        secret.as_str(),
    ] {
        assert!(!logged.contains(hidden), "{hidden} in {logged}");
    }
}

#[tokio::test]
async fn an_internal_error_is_logged_once_with_the_reference_that_the_page_shows() {
    let essai = Essai::new().await;
    let mut client = essai.client(Role::Conseiller, ML_A).await;
    sqlx::query("alter table brouillon rename to brouillon_casse")
        .execute(
            &sqlx::PgPool::connect(&essai.base.url("postgres"))
                .await
                .unwrap(),
        )
        .await
        .unwrap();
    essai.journal.take();
    let page = client.get("/brouillons").await;
    insta::assert_snapshot!(page.sens(), @r"
    500
    # Jalon n’a pas pu répondre
    ");
    let reference = page.header("x-reference").to_owned();
    assert_eq!(reference.len(), 12);
    assert!(page.texte().contains(&format!("Référence : {reference}")));
    assert!(!page.texte().contains("brouillon_casse") && !page.texte().contains("relation"));
    let logged = essai.journal.take();
    assert_eq!(logged.len(), 1, "{logged:?}");
    assert_eq!(logged[0].fields["id"], reference);
    assert_eq!(logged[0].fields["status"], "500");
    assert!(
        logged[0].fields["erreur"].contains("brouillon"),
        "{logged:?}"
    );
    assert_eq!(logged[0].level, "ERROR");
}
