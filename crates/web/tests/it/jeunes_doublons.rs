//! Two dossiers of one person: named, compared, merged, separated; never proposed again.

use kernel::Role;
use testkit::{ML_A, ML_B};

use crate::{
    essai::{Client, Essai},
    jeunes_creation::ouvrir,
    reponse::Reponse,
};

/// Two dossiers alike, the second created in spite of the likeness; their addresses.
async fn deux(essai: &Essai) -> (String, String) {
    let mut accueil = essai.client(Role::ChargeAccueil, ML_A).await;
    let first = ouvrir(&mut accueil, &[]).await;
    let id = first.rsplit('/').next().expect("an identifier").to_owned();
    let typed = [
        ("nom_naissance", "Brumegard"),
        ("doublons_ecartes", id.as_str()),
    ];
    (first, ouvrir(&mut accueil, &typed).await)
}

/// The only pair of the queue.
async fn paire(client: &mut Client) -> (String, Reponse) {
    let queue = client.get("/doublons").await;
    let html = queue.html();
    let at = html.find("/doublons/0").expect("a pair in the queue");
    let path = html[at..]
        .split('"')
        .next()
        .expect("an identifier")
        .to_owned();
    let page = client.get(&path).await;
    assert_eq!(page.status, 200);
    (path, page)
}

/// The form of the page, `typed` on top.
async fn reunir(
    client: &mut Client,
    path: &str,
    page: &Reponse,
    typed: &[(&str, &str)],
) -> Reponse {
    let names = [
        "id",
        "version",
        "premier",
        "version_premier",
        "second",
        "version_second",
        "garde",
    ];
    let values: Vec<(&str, String)> = names
        .iter()
        .map(|name| (*name, page.champ(name).unwrap_or_default()))
        .collect();
    let mut fields: Vec<(&str, &str)> = values.iter().map(|(n, v)| (*n, v.as_str())).collect();
    fields.push(("motif", "cree_deux_fois"));
    fields.retain(|(name, _)| !typed.iter().any(|(other, _)| other == name));
    fields.extend(typed);
    client.post(&format!("{path}/reunir"), &fields).await
}

#[tokio::test]
async fn a_double_is_seen_merged_followed_and_separated() {
    let essai = Essai::new().await;
    let (one, two) = deux(&essai).await;
    let mut conseiller = essai.client(Role::Conseiller, ML_A).await;
    let (path, page) = paire(&mut conseiller).await;
    let texte = page.texte();
    assert!(
        texte.contains("Ce qui concorde") && texte.contains("Le poids"),
        "{texte}"
    );
    let refused = reunir(&mut conseiller, &path, &page, &[("motif", "")]).await;
    assert_eq!(refused.status, 422, "a reason is chosen");

    let garde = one.rsplit('/').next().unwrap().to_owned();
    let done = reunir(&mut conseiller, &path, &page, &[("garde", &garde)]).await;
    assert_eq!(done.location(), one, "{}", done.sens());
    let again = reunir(&mut conseiller, &path, &page, &[("garde", &garde)]).await;
    assert_eq!(again.location(), one, "a second post");
    let followed = conseiller.get(&format!("{two}/identite")).await;
    assert_eq!(followed.location(), format!("{one}/identite"));
    assert!(
        conseiller
            .follow(&followed)
            .await
            .texte()
            .contains("ont été réunis")
    );
    let found = conseiller.get("/recherche?q=Brumegard").await.html();
    assert!(
        found.contains(&one) && !found.contains(&two),
        "the tombstone shows nowhere"
    );
    let mut elsewhere = essai.client(Role::Conseiller, ML_B).await;
    assert_eq!(elsewhere.get(&two).await.status, 404);

    let list = conseiller.get("/fusions").await;
    let html = list.html();
    let at = html.find("/fusions/0").expect("the fusion");
    let act = html[at..].split('"').next().unwrap().to_owned();
    let apart = conseiller.post(&act, &[]).await;
    assert_eq!(apart.location(), two, "{}", apart.sens());
    assert_eq!(conseiller.get(&two).await.status, 200);
    conseiller.post("/doublons/recherche", &[]).await;
    let queue = conseiller.get("/doublons").await.texte();
    assert!(
        queue.contains("Aucune paire"),
        "never proposed again: {queue}"
    );
    assert_eq!(essai.base.audit("fusion").await, 2);
    assert_eq!(essai.base.audit("separation").await, 2);
}

#[tokio::test]
async fn different_people_and_stale_pages() {
    let essai = Essai::new().await;
    let (one, two) = deux(&essai).await;
    let mut conseiller = essai.client(Role::Conseiller, ML_A).await;
    let (path, page) = paire(&mut conseiller).await;
    let version = page.champ("version").unwrap();
    let later = format!("{path}/plus-tard");
    assert_eq!(
        conseiller
            .post(&later, &[("version", &version)])
            .await
            .status,
        303
    );
    let queue = conseiller.get("/doublons").await.texte();
    assert!(queue.contains("Aucune paire"), "{queue}");
    let stale = reunir(&mut conseiller, &path, &page, &[]).await;
    assert_eq!(stale.status, 409, "{}", stale.sens());
    let fresh = conseiller.get(&path).await.champ("version").unwrap();
    let act = format!("{path}/differents");
    assert_eq!(
        conseiller.post(&act, &[("version", &fresh)]).await.status,
        303
    );
    conseiller.post("/doublons/recherche", &[]).await;
    assert!(
        conseiller
            .get("/doublons")
            .await
            .texte()
            .contains("Aucune paire")
    );

    // Someone names the other dossier all the same.
    let search = conseiller.get(&format!("{one}/doublon")).await;
    let other = two.rsplit('/').next().unwrap().to_owned();
    assert!(search.html().contains(&other), "{}", search.texte());
    let named = conseiller
        .post(&format!("{one}/doublon"), &[("autre", &other)])
        .await;
    assert_eq!(named.location(), path);
    let itself = one.rsplit('/').next().unwrap().to_owned();
    let refused = conseiller
        .post(&format!("{one}/doublon"), &[("autre", &itself)])
        .await;
    assert_eq!(refused.status, 422);
}

#[tokio::test]
async fn a_pair_with_a_protected_dossier_is_for_those_who_see_both() {
    let essai = Essai::new().await;
    let (_, two) = deux(&essai).await;
    let id = two.rsplit('/').next().unwrap();
    sqlx::query("update jeune set protege = true, protege_motif = 'menace' where id = $1::uuid")
        .bind(id)
        .execute(&essai.base.brut)
        .await
        .unwrap();
    let mut direction = essai.client(Role::Directeur, ML_A).await;
    let (path, _) = paire(&mut direction).await;
    let mut conseiller = essai.client(Role::Conseiller, ML_A).await;
    let queue = conseiller.get("/doublons").await.texte();
    assert!(queue.contains("Aucune paire"), "{queue}");
    assert_eq!(conseiller.get(&path).await.status, 404);
}
