//! The register of requests: noted by whoever receives them, answered by the direction.

use kernel::Role;
use testkit::ML_A;

use crate::{essai::Essai, jeunes_creation::ouvrir};

const DEMANDE: [(&str, &str); 6] = [
    ("genre", "acces"),
    ("recu_le", "2026-11-02"),
    ("canal", "courriel"),
    ("demandeur", "personne"),
    ("identite", "a_verifier"),
    ("precisions", "Tout voir"),
];

#[tokio::test]
async fn a_request_is_noted_prolonged_and_answered() {
    let essai = Essai::new().await;
    let mut accueil = essai.client(Role::ChargeAccueil, ML_A).await;
    let mut directeur = essai.client(Role::Directeur, ML_A).await;
    let base = ouvrir(&mut accueil, &[]).await;
    let path = format!("{base}/droits");
    let id = accueil.get(&path).await.champ("id").unwrap();

    let wrong = accueil
        .post(&path, &[("id", &id), ("recu_le", "2027-01-01")])
        .await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.texte().contains("Choisissez ce qui est demandé."));
    let mut fields = vec![("id", id.as_str())];
    fields.extend(DEMANDE);
    let done = accueil.post(&path, &fields).await;
    assert_eq!(done.location(), format!("{base}/identite"));
    assert_eq!(
        accueil.post(&path, &fields).await.status,
        303,
        "a second post"
    );
    assert_eq!(accueil.get("/droits").await.status, 403);
    let known = accueil.get(&path).await.texte();
    assert!(
        known.contains("Accès, reçue le 2 novembre 2026. À répondre dans 9 jours."),
        "{known}"
    );

    let liste = directeur.get("/droits").await;
    assert!(
        liste.texte().contains("À répondre dans 9 jours"),
        "{}",
        liste.texte()
    );
    assert!(
        !liste.texte().contains("Tout voir"),
        "words stay on their page"
    );
    let one = format!("/droits/{id}");
    let page = directeur.get(&one).await;
    assert!(page.texte().contains("Tout voir"));
    let version = page.champ("version").unwrap();

    let unsure = [
        ("version", version.as_str()),
        ("reponse", "acceptee"),
        ("le", "2026-11-23"),
        ("identite", "a_verifier"),
    ];
    let refused = directeur.post(&one, &unsure).await;
    assert_eq!(refused.status, 422);
    assert!(refused.texte().contains("rien ne peut être remis"));

    let longer = [
        ("version", version.as_str()),
        ("geste", "prolonger"),
        ("motif", "complexe"),
    ];
    assert_eq!(directeur.post(&one, &longer).await.location(), "/droits");
    let stale = directeur.post(&one, &longer).await;
    assert_eq!(stale.status, 409);
    let version = stale.champ("version").unwrap();
    let liste = directeur.get("/droits").await.texte();
    assert!(liste.contains("2 février 2027 · prolongée"), "{liste}");

    let answer = [
        ("version", version.as_str()),
        ("reponse", "acceptee"),
        ("le", "2026-11-23"),
        ("identite", "piece_vue"),
    ];
    assert_eq!(directeur.post(&one, &answer).await.location(), "/droits");
    assert_eq!(
        directeur.post(&one, &answer).await.status,
        409,
        "answered once"
    );
    let liste = directeur.get("/droits").await.texte();
    assert!(liste.contains("Acceptée, le 23 novembre 2026"), "{liste}");
    let export = directeur.get("/droits/export").await.texte();
    assert!(export.contains("Accès;02/11/2026;Courriel"), "{export}");
    assert!(
        !export.contains("Tout voir") && !export.contains("BRUMEGART"),
        "{export}"
    );
    for action in ["ajout", "prolongation", "reponse"] {
        let sql = "select count(*) from audit
                   where objet = 'demande_sur_ses_donnees' and action = $1";
        let count: i64 = sqlx::query_scalar(sql)
            .bind(action)
            .fetch_one(&essai.base.brut)
            .await
            .unwrap();
        assert_eq!(count, 1, "{action}");
    }
}

#[tokio::test]
async fn someone_without_a_dossier_may_ask_too_and_late_ones_come_first() {
    let essai = Essai::new().await;
    let mut accueil = essai.client(Role::ChargeAccueil, ML_A).await;
    let mut directeur = essai.client(Role::Directeur, ML_A).await;
    for (nom, le) in [
        ("", "2026-10-20"),
        ("Ana Fictif", "2026-10-20"),
        ("Léo Tardif", "2026-10-02"),
    ] {
        let id = accueil.get("/droits/nouvelle").await.champ("id").unwrap();
        let mut fields = vec![("id", id.as_str()), ("nom", nom), ("recu_le", le)];
        fields.extend(DEMANDE.iter().filter(|(name, _)| *name != "recu_le"));
        let done = accueil.post("/droits/nouvelle", &fields).await;
        let wanted = if nom.is_empty() { 422 } else { 303 };
        assert_eq!(done.status, wanted, "{}", done.texte());
    }
    let liste = directeur.get("/droits").await.texte();
    assert!(
        liste.contains("2 demandes n’ont pas eu leur réponse à temps."),
        "{liste}"
    );
    let (late, later) = (liste.find("Léo Tardif"), liste.find("Ana Fictif"));
    assert!(late < later && late.is_some(), "{liste}");
}
