//! Lists: the search, the portefeuille and its export, the frise, who consulted.

use axum::http::Method;
use kernel::Role;
use testkit::ML_A;

use crate::{essai::Essai, jeunes_creation::ouvrir};

#[tokio::test]
async fn the_search_answers_a_page_or_its_list_alone() {
    let essai = Essai::new().await;
    let mut conseiller = essai.client(Role::Conseiller, ML_A).await;
    let base = ouvrir(&mut conseiller, &[]).await;
    let empty = conseiller.get("/recherche").await;
    assert!(empty.texte().contains("Que peut-on taper ?"));
    let path = "/recherche?q=brumegard%20mannon";
    let page = conseiller.get(path).await;
    assert!(page.html().contains(&format!("href=\"{base}\"")));
    assert!(page.html().contains("<html"));
    let part = [("hx-request", "true")];
    let part = conseiller
        .send(Method::GET, path, &part, String::new())
        .await;
    assert!(part.html().contains(&format!("href=\"{base}\"")));
    assert!(!part.html().contains("<html"));
    let back = [
        ("hx-request", "true"),
        ("hx-history-restore-request", "true"),
    ];
    let back = conseiller
        .send(Method::GET, path, &back, String::new())
        .await;
    assert!(back.html().contains("<html"));
    let nobody = conseiller.get("/recherche?q=zorglub%20l%C3%A9na").await;
    assert!(nobody.texte().contains("Personne ne correspond"));
    let carried = "/jeunes/nouveau?nom_naissance=Zorglub&#38;prenom=L%C3%A9na";
    assert!(nobody.html().contains(carried), "{}", nobody.html());
    let mut entreprises = essai.client(Role::RelationEntreprises, ML_A).await;
    let seen = entreprises.get(path).await;
    assert!(!seen.html().contains("/jeunes/nouveau"));
}

#[tokio::test]
async fn a_portefeuille_is_mine_unless_i_may_see_those_of_others() {
    let essai = Essai::new().await;
    let mut conseiller = essai.client(Role::Conseiller, ML_A).await;
    let me = essai.agent(Role::Conseiller, ML_A).id.to_string();
    ouvrir(&mut conseiller, &[("referent", me.as_str())]).await;
    let mine = conseiller.get("/portefeuille").await.texte();
    assert!(mine.contains("Manon BRUMEGART"), "{mine}");
    assert!(mine.contains("Faire le premier entretien"), "{mine}");
    let asleep = conseiller.get("/portefeuille?etat=en_veille").await.texte();
    assert!(asleep.contains("Personne ne correspond"), "{asleep}");

    let mut chef = essai.client(Role::ResponsableSecteur, ML_A).await;
    let hers = chef.get("/portefeuille").await.texte();
    assert!(hers.contains("Personne pour l’instant"), "{hers}");
    let path = format!("/portefeuille?qui={me}&tri=nom");
    let seen = chef.get(&path).await;
    assert!(seen.texte().contains("Manon BRUMEGART"));
    assert!(seen.html().contains("aria-sort=\"ascending\""));
    let other = essai.agent(Role::ResponsableSecteur, ML_A).id;
    let path = format!("/portefeuille?qui={other}");
    assert_eq!(conseiller.get(&path).await.status, 403);
}

#[tokio::test]
async fn an_export_is_the_list_seen_and_leaves_a_trace() {
    let essai = Essai::new().await;
    let mut conseiller = essai.client(Role::Conseiller, ML_A).await;
    let me = essai.agent(Role::Conseiller, ML_A).id.to_string();
    ouvrir(&mut conseiller, &[("referent", me.as_str())]).await;
    for (format, kind) in [("csv", "text/csv"), ("xlsx", "spreadsheetml")] {
        let path = format!("/portefeuille/export?format={format}");
        let file = conseiller.get(&path).await;
        assert_eq!(file.status, 200);
        assert!(file.header("content-type").contains(kind));
        let name = format!("attachment; filename=\"portefeuille-2026-11-23.{format}\"");
        assert_eq!(file.header("content-disposition"), name);
    }
    assert_eq!(essai.base.audit("export").await, 2);
    let mut accueil = essai.client(Role::ChargeAccueil, ML_A).await;
    assert_eq!(accueil.get("/portefeuille/export").await.status, 403);
}

#[tokio::test]
async fn the_frise_shows_all_or_a_part() {
    let essai = Essai::new().await;
    let mut conseiller = essai.client(Role::Conseiller, ML_A).await;
    let me = essai.agent(Role::Conseiller, ML_A).id.to_string();
    let base = ouvrir(&mut conseiller, &[("referent", me.as_str())]).await;
    let all = conseiller.get(&format!("{base}/frise")).await.texte();
    assert!(all.contains("Novembre 2026"), "{all}");
    assert!(all.contains("Premier accueil"), "{all}");
    assert!(all.contains("Nouveau référent"), "{all}");
    let part = conseiller
        .get(&format!("{base}/frise?nature=parcours"))
        .await;
    assert!(!part.texte().contains("Premier accueil"));
    let none = conseiller
        .get(&format!("{base}/frise?nature=accompagnement"))
        .await;
    assert!(none.texte().contains("Rien à montrer ici"));
}

#[tokio::test]
async fn the_direction_reads_who_consulted() {
    let essai = Essai::new().await;
    let mut accueil = essai.client(Role::ChargeAccueil, ML_A).await;
    let base = ouvrir(&mut accueil, &[]).await;
    accueil.get(&format!("{base}/identite")).await;
    let mut directeur = essai.client(Role::Directeur, ML_A).await;
    let page = directeur
        .get(&format!("{base}/consultations"))
        .await
        .texte();
    assert!(
        page.contains("Chargé d’accueil-1 Chargé d’accueil Lecture : identité"),
        "{page}"
    );
    assert!(page.contains("Création : dossier"), "{page}");
    assert_eq!(
        accueil.get(&format!("{base}/consultations")).await.status,
        403
    );
}
