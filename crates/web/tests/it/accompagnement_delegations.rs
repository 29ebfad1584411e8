//! Délégations and parrainages, as people use their pages.

use kernel::Role;
use testkit::{ML_A, ML_B};

use crate::{
    accompagnement::{Formulaire, count},
    accompagnement_dispositifs::old_dossier,
    essai::{Client, Essai},
    reponse::Reponse,
};

async fn post(client: &mut Client, page: &Reponse, path: &str, fields: &[(&str, &str)]) -> Reponse {
    let mut form = Formulaire::of(page, path);
    for (nom, valeur) in fields {
        form = form.avec(nom, valeur);
    }
    form.post(client).await
}

async fn places(chef: &mut Client, n: &str) {
    let path = "/delegations/conventions";
    let page = chef.get(path).await;
    let fields = [
        ("convention-reference", "Convention fictive 2026"),
        ("convention-places", n),
    ];
    let done = post(chef, &page, path, &fields).await;
    assert_eq!(done.status, 303, "{}", done.sens());
}

/// Someone handed over, entered by hand: the address of her page.
async fn received(chef: &mut Client, nom: &str) -> String {
    let path = "/delegations/nouvelle";
    let page = chef.get(path).await;
    let fields = [
        ("personne-prenom", "Manon"),
        ("personne-nom", nom),
        ("personne-naissance", "2006-02-14"),
        ("personne-identifiant", "1234567A"),
        ("personne-telephone", "06 39 98 00 07"),
        ("personne-commune", "Commune fictive"),
        ("personne-agence", "Agence d’exemple"),
    ];
    let done = post(chef, &page, path, &fields).await;
    assert_eq!(done.status, 303, "{}", done.sens());
    done.location()
}

#[tokio::test]
async fn someone_handed_over_gets_a_dossier_a_course_and_is_sent_back() {
    let essai = Essai::new().await;
    let mut chef = essai.client(Role::ResponsableSecteur, ML_A).await;
    places(&mut chef, "40").await;
    let her = received(&mut chef, "Brumegart").await;
    let list = chef.get("/delegations").await.texte();
    assert!(
        list.contains("Manon BRUMEGART") && list.contains("Il reste 40 places sur 40"),
        "{list}"
    );
    let page = chef.get(&her).await;
    assert!(
        page.texte()
            .contains("Aucun dossier d’ici ne lui ressemble")
    );
    let html = page.html();
    let at = html
        .find("/jeunes/nouveau?")
        .expect("a link that opens her dossier");
    let link = html[at..]
        .split('"')
        .next()
        .unwrap()
        .replace("&#38;", "&")
        .replace("&amp;", "&");

    let form = chef.get(&link).await;
    assert_eq!(form.champ("nom_naissance").unwrap(), "Brumegart");
    let made = Formulaire::of(&form, "/jeunes/nouveau")
        .avec("commune", "")
        .avec("sans_domicile_stable", "oui")
        .avec("informe", "oui")
        .post(&mut chef)
        .await;
    assert_eq!(made.status, 303, "{}", made.sens());
    assert_eq!(made.location(), her, "back to the answer to give");
    let page = chef.get(&her).await;
    assert!(
        page.texte().contains("Accepter et ouvrir la délégation"),
        "{}",
        page.texte()
    );
    let html = page.html();
    let at = html.find("/dispositifs/delegation").unwrap();
    let entry = format!("{}/dispositifs/delegation", &html[at - 44..at]);

    let page = chef.get(&entry).await;
    assert!(
        page.texte().contains("Confiée par France Travail"),
        "{}",
        page.texte()
    );
    let entered = post(&mut chef, &page, &entry, &[]).await;
    assert_eq!(entered.status, 303, "{}", entered.texte());
    let list = chef.get("/delegations?etat=en_cours").await.texte();
    assert!(
        list.contains("Manon BRUMEGART") && list.contains("Il reste 39 places"),
        "{list}"
    );

    let all = chef.get(&entered.location()).await.html();
    let at = all.find("/adhesions/").unwrap();
    let course = format!("{}{}", &entry[..44], &all[at..at + 47]);
    let page = chef.get(&course).await;
    let renvoi = format!("{course}/renvoi");
    let silent = post(&mut chef, &page, &renvoi, &[("renvoi-motif", "autre")]).await;
    assert_eq!(silent.status, 422);
    assert!(silent.texte().contains("Écrivez quelques mots"));
    let done = post(
        &mut chef,
        &page,
        &renvoi,
        &[("renvoi-motif", "injoignable")],
    )
    .await;
    assert_eq!(done.status, 303, "{}", done.sens());
    let list = chef.get("/delegations?etat=retournee").await.texte();
    assert!(list.contains("injoignable"), "{list}");
}

#[tokio::test]
async fn a_return_keeps_what_was_typed_and_a_stranger_sees_nothing() {
    let essai = Essai::new().await;
    let mut chef = essai.client(Role::ResponsableSecteur, ML_A).await;
    let her = received(&mut chef, "Brumegart").await;
    let page = chef.get(&her).await;
    let path = format!("{her}/retour");
    let fields = [("retour-motif", "autre"), ("retour-le", "2026-11-23")];
    let silent = post(&mut chef, &page, &path, &fields).await;
    assert_eq!(silent.status, 422);
    assert_eq!(silent.champ("retour-le").unwrap(), "2026-11-23");
    let mut conseiller = essai.client(Role::Conseiller, ML_A).await;
    assert_eq!(conseiller.get(&her).await.status, 200);
    assert_eq!(conseiller.post(&path, &[]).await.status, 403);
    assert_eq!(conseiller.get("/delegations/import").await.status, 403);
    let mut other = essai.client(Role::ResponsableSecteur, ML_B).await;
    assert_eq!(other.get(&her).await.status, 404);
    let done = post(&mut chef, &page, &path, &[("retour-motif", "hors_public")]).await;
    assert_eq!(done.status, 303, "{}", done.sens());
    let unknown = Formulaire::of(&page, &format!("{her}/rapprochement"))
        .avec("numero-numero", "000-000000-X")
        .post(&mut chef)
        .await;
    assert_eq!(unknown.status, 422, "{}", unknown.sens());
}

#[tokio::test]
async fn a_list_is_checked_then_imported() {
    let essai = Essai::new().await;
    let mut chef = essai.client(Role::ResponsableSecteur, ML_A).await;
    let path = "/delegations/import";
    let lines = "nom;prenom;naissance\nExemple;Manon;14/02/2006\n";
    let tried = chef
        .post(path, &[("fichier", lines), ("geste", "verifier")])
        .await;
    assert_eq!(tried.status, 200, "{}", tried.sens());
    assert!(
        tried.texte().contains("Une personne nouvelle"),
        "{}",
        tried.texte()
    );
    assert_eq!(count(&essai, "delegation").await, 0);
    let bad = "nom;prenom;naissance\nExemple;Manon;14/02/1806\n";
    let refused = chef
        .post(path, &[("fichier", bad), ("geste", "importer")])
        .await;
    assert_eq!(refused.status, 422);
    assert!(refused.texte().contains("Ligne 2"), "{}", refused.texte());
    let done = chef
        .post(path, &[("fichier", lines), ("geste", "importer")])
        .await;
    assert_eq!(done.status, 303, "{}", done.sens());
    assert_eq!(count(&essai, "delegation").await, 1);
}

async fn marraine(client: &mut Client, prenom: &str) {
    let page = client.get("/parrains").await;
    let fields = [
        ("parrain-prenom", prenom),
        ("parrain-nom", "Marraine"),
        ("parrain-metier", "Menuisière"),
        ("parrain-telephone", "06 39 98 00 01"),
        ("parrain-depuis", "2026-01-05"),
    ];
    let done = post(client, &page, "/parrains", &fields).await;
    assert_eq!(done.status, 303, "{}", done.sens());
}

#[tokio::test]
async fn a_parrainage_goes_from_the_list_to_its_end() {
    let essai = Essai::new().await;
    let (mut conseiller, base) = old_dossier(&essai).await;
    let page = conseiller.get("/parrains").await;
    let wrong = post(
        &mut conseiller,
        &page,
        "/parrains",
        &[("parrain-prenom", "Maud")],
    )
    .await;
    assert_eq!(wrong.status, 422);
    assert_eq!(wrong.champ("parrain-prenom").unwrap(), "Maud");
    marraine(&mut conseiller, "Maud").await;

    let path = format!("{base}/dispositifs/parrainage");
    let page = conseiller.get(&path).await;
    let silent = post(
        &mut conseiller,
        &page,
        &path,
        &[("entree-entree_le", "2026-10-05")],
    )
    .await;
    assert_eq!(silent.status, 422);
    assert!(
        silent.texte().contains("Choisissez quelqu’un de la liste"),
        "{}",
        silent.texte()
    );
    let html = page.html();
    let at = html.find("Maud Marraine").unwrap();
    let maud = html[..at].rsplit("value=\"").next().unwrap()[..36].to_owned();
    let fields = [
        ("entree-entree_le", "2026-10-05"),
        ("entree-parrain", maud.as_str()),
        ("entree-reponse_volonte", "oui"),
        ("entree-reponse_charte", "oui"),
    ];
    let entered = post(&mut conseiller, &page, &path, &fields).await;
    assert_eq!(entered.status, 303, "{}", entered.texte());
    let all = conseiller.get(&entered.location()).await.html();
    let at = all.find("/adhesions/").unwrap();
    let course = format!("{base}{}", &all[at..at + 47]);
    let page = conseiller.get(&course).await;
    assert!(
        page.texte().contains("Pas encore signée"),
        "{}",
        page.texte()
    );
    let html = page.html();
    let at = html.find("/parrainages/").unwrap();
    let one = format!("{course}{}", &html[at..at + 49]);

    let signed = post(&mut conseiller, &page, &format!("{one}/charte"), &[]).await;
    assert_eq!(signed.status, 303, "{}", signed.sens());
    let meetings = format!("{one}/rencontres");
    let fields = [
        ("rencontre-le", "2026-10-20"),
        ("rencontre-moyen", "visio"),
        ("rencontre-sujet", "reseau"),
        ("rencontre-issue", "tenue"),
    ];
    let page = conseiller.get(&course).await;
    let long = post(&mut conseiller, &page, &meetings, &fields).await;
    assert_eq!(long.status, 422, "a meeting that was held has a length");
    let mut fields = fields.to_vec();
    fields.push(("rencontre-minutes", "60"));
    let met = post(&mut conseiller, &page, &meetings, &fields).await;
    assert_eq!(met.status, 303, "{}", met.sens());
    let page = conseiller.get(&course).await;
    assert!(
        page.texte().contains("Réseau et lien avec des employeurs"),
        "{}",
        page.texte()
    );
    let fin = format!("{one}/fin");
    let ended = post(&mut conseiller, &page, &fin, &[("fin-motif", "objectif")]).await;
    assert_eq!(ended.status, 303, "{}", ended.sens());
    let page = conseiller.get(&course).await;
    assert!(
        page.texte().contains("(objectif atteint)"),
        "{}",
        page.texte()
    );
    let html = conseiller.get("/parrains").await.html();
    let at = html.find("/parrains/").unwrap();
    let sheet = conseiller.get(&html[at..at + 46]).await.texte();
    assert!(sheet.contains("une rencontre, le 20/10/2026"), "{sheet}");
}
