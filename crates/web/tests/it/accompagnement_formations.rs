//! Formations: the catalogue and its import, a session prescribed, step by step, to its bilan.

use kernel::Role;
use testkit::{ML_A, ML_B};

use crate::{
    accompagnement::{Formulaire, count, dossier},
    essai::{Client, Essai},
    exemples::Exemples,
};

const ORGANISMES: &str = "/formations/organismes";
const NOUVELLE: &str = "/formations/nouvelle";
const IMPORT: &str = "/formations/import";

/// A formation and a session that begins today; the address of the formation.
async fn formation(client: &mut Client) -> String {
    let page = client.get(ORGANISMES).await;
    let form = Formulaire::of(&page, ORGANISMES)
        .avec("organisme-nom", "Centre fictif des métiers")
        .avec("organisme-siret", "000 000 000 00018");
    for _ in 0..2 {
        let done = form.post(client).await;
        assert_eq!(done.status, 303, "{}", done.sens());
    }
    let page = client.get(ORGANISMES).await;
    let id = option(
        &client.get(NOUVELLE).await.html(),
        "Centre fictif des métiers",
    );
    assert!(
        page.texte().contains("SIRET 00000000000018"),
        "{}",
        page.texte()
    );
    let page = client.get(NOUVELLE).await;
    let done = Formulaire::of(&page, NOUVELLE)
        .avec("formation-intitule", "Cuisine de collectivité")
        .avec("formation-organisme", &id)
        .avec("formation-genre", "qualifiante")
        .avec("formation-contenu", "Produire en collectivité")
        .post(client)
        .await;
    let formation = done.location();
    let page = client.get(&formation).await;
    let done = Formulaire::of(&page, &format!("{formation}/sessions"))
        .avec("nouvelle-debut", "2026-11-23")
        .avec("nouvelle-fin", "2027-03-31")
        .avec("nouvelle-places", "12")
        .post(client)
        .await;
    assert_eq!(done.location(), formation, "{}", done.sens());
    formation
}

/// The value of the option whose words are `words`.
fn option(html: &str, words: &str) -> String {
    let before = html
        .split(&format!(">{words}</option>"))
        .next()
        .expect("an option");
    let value = before.rsplit("value=\"").next().expect("a value");
    value.split('"').next().expect("a value").to_owned()
}

/// The session prescribed in the dossier; the address of the prescription.
async fn prescribed(client: &mut Client, base: &str) -> String {
    let page = client.get(&format!("{base}/formations?q=cuisine")).await;
    let html = page.html();
    let session = html
        .split("?session=")
        .nth(1)
        .expect("a session is offered");
    let session = session.split('"').next().expect("an identifier");
    let page = client
        .get(&format!("{base}/formations?session={session}"))
        .await;
    let form = Formulaire::of(&page, &format!("{base}/formations"))
        .avec("motif", "acquerir_metier")
        .avec("objectif", "Travailler en cantine");
    let refused = form.clone().avec("motif", "").post(client).await;
    assert_eq!(refused.status, 422, "{}", refused.sens());
    assert!(
        refused.html().contains("Travailler en cantine"),
        "typed words stay"
    );
    let mut done = form.post(client).await;
    assert_eq!(done.status, 303, "{}", done.sens());
    done = form.post(client).await;
    done.location()
}

async fn step(client: &mut Client, address: &str, name: &str, fields: &[(&str, &str)]) {
    let page = client.get(address).await;
    let html = page.html();
    let version = html
        .split(&format!("name=\"{name}-version\" value=\""))
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .unwrap_or_else(|| panic!("no form {name}: {}", page.sens()))
        .to_owned();
    let mut all = vec![("formulaire".to_owned(), name.to_owned())];
    all.push((format!("{name}-version"), version));
    if name == "entree" {
        let id = html
            .split("name=\"entree-id\" value=\"")
            .nth(1)
            .and_then(|rest| rest.split('"').next())
            .expect("the identifier of the situation");
        all.push(("entree-id".to_owned(), id.to_owned()));
    }
    for (field, value) in fields {
        all.push((format!("{name}-{field}"), (*value).to_owned()));
    }
    let all: Vec<(&str, &str)> = all.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    let done = client.post(address, &all).await;
    assert_eq!(done.status, 303, "{name}: {}", done.sens());
}

const JOUR: (&str, &str) = ("le", "2026-11-23");

#[tokio::test]
async fn a_formation_goes_from_the_catalogue_to_the_bilan() {
    let essai = Essai::new().await;
    let (mut conseiller, base) = dossier(&essai).await;
    let empty = conseiller.get(&format!("{base}/formations")).await.texte();
    assert!(empty.contains("Aucune formation prescrite"), "{empty}");
    let formation = formation(&mut conseiller).await;
    let address = prescribed(&mut conseiller, &base).await;
    assert_eq!(count(&essai, "prescription_formation").await, 1);
    let page = conseiller.get(&address).await.texte();
    for said in [
        "Prescrit",
        "Obtenir la réponse",
        "Ne compte pas encore",
        "à confirmer",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    step(
        &mut conseiller,
        &address,
        "reunion",
        &[JOUR, ("present", "oui")],
    )
    .await;
    step(
        &mut conseiller,
        &address,
        "tests",
        &[JOUR, ("resultat", "reussi")],
    )
    .await;
    step(
        &mut conseiller,
        &address,
        "reponse",
        &[JOUR, ("reponse", "accepte")],
    )
    .await;
    let entry = [JOUR, ("fin_prevue", "2027-03-31")];
    step(&mut conseiller, &address, "entree", &entry).await;
    assert_eq!(count(&essai, "situation").await, 1);
    let page = conseiller.get(&address).await.texte();
    assert!(page.contains("Cette formation compte"), "{page}");
    let paid = [JOUR, ("demandee", "oui"), ("payeur", "region")];
    step(&mut conseiller, &address, "remuneration", &paid).await;
    let absence = [
        ("formulaire", "absence"),
        ("absence-id", "0193a5c0-0000-7000-8000-000000000002"),
        ("absence-le", "2026-11-23"),
        ("absence-minutes", "90"),
    ];
    for _ in 0..2 {
        assert_eq!(conseiller.post(&address, &absence).await.status, 303);
    }
    assert_eq!(count(&essai, "absence_formation").await, 1);
    let left = [JOUR, ("genre", "abandon"), ("motif", "orientation")];
    step(&mut conseiller, &address, "fin", &left).await;
    let bilan = [JOUR, ("obtenu", "partielle"), ("suite", "recherche")];
    step(&mut conseiller, &address, "bilan", &bilan).await;
    let page = conseiller.get(&address).await.texte();
    for said in [
        "Arrêtée avant la fin",
        "Ce métier ne convient pas",
        "Recherche d’emploi",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    // What to copy elsewhere, and what misses.
    let copied = conseiller.get(&format!("{address}/recopier")).await;
    let html = copied.html();
    for said in [
        "value=\"BRUMEGART\"",
        "value=\"00000000000018\"",
        "readonly",
    ] {
        assert!(html.contains(said), "{said}: {html}");
    }
    assert!(
        copied.texte().contains("Numéro de session"),
        "what misses is said"
    );
    // Names on the formation, for those who read plans.
    let page = conseiller.get(&formation).await.texte();
    assert!(page.contains("Manon BRUMEGART"), "{page}");
    let mut accueil = essai.client(Role::ChargeAccueil, ML_A).await;
    let page = accueil.get(&formation).await;
    assert_eq!(page.status, 200);
    assert!(!page.texte().contains("BRUMEGART"), "{}", page.texte());
}

#[tokio::test]
async fn a_refused_step_keeps_what_was_typed() {
    let essai = Essai::new().await;
    let (mut conseiller, base) = dossier(&essai).await;
    formation(&mut conseiller).await;
    let address = prescribed(&mut conseiller, &base).await;
    let typed = [
        ("formulaire", "reponse"),
        ("reponse-version", "1"),
        ("reponse-reponse", "refuse"),
        ("reponse-le", "2026-11-23"),
        ("reponse-mots", "Plus de place avant mars"),
    ];
    let refused = conseiller.post(&address, &typed).await;
    assert_eq!(refused.status, 422, "{}", refused.sens());
    assert!(refused.html().contains("href=\"#reponse-motif\""));
    assert!(refused.html().contains("Plus de place avant mars"));
    let future = [
        ("formulaire", "tests"),
        ("tests-version", "1"),
        ("tests-le", "2026-11-24"),
        ("tests-resultat", "reussi"),
    ];
    let refused = conseiller.post(&address, &future).await;
    assert_eq!(refused.status, 422);
    assert!(
        refused.texte().contains("dans l’avenir"),
        "{}",
        refused.texte()
    );
    let early = [
        ("formulaire", "entree"),
        ("entree-version", "1"),
        ("entree-id", "0193a5c0-0000-7000-8000-000000000001"),
        ("entree-le", "2026-11-23"),
        ("entree-fin_prevue", "2027-03-31"),
    ];
    assert_eq!(conseiller.post(&address, &early).await.status, 422);
    assert_eq!(count(&essai, "situation").await, 0);
}

#[tokio::test]
async fn a_catalogue_is_pasted_looked_at_then_imported() {
    let essai = Essai::new().await;
    let mut gestionnaire = essai.client(Role::Gestionnaire, ML_A).await;
    let page = gestionnaire.get(IMPORT).await;
    assert!(
        page.texte().contains("numero_session"),
        "the format is told"
    );
    let titles = "numero_formation;intitule;type;organisme;numero_session;debut;fin";
    let good = format!("{titles}\nF-1;Cuisine;qualifiante;Centre fictif;S-1;11/01/2027;30/06/2027");
    let bad = format!("{good}\nF-2;Vente;qualifiante;Centre fictif;S-2;30/06/2027;11/01/2027");
    let post = async |client: &mut Client, text: &str, geste: &str| {
        client
            .post(IMPORT, &[("fichier", text), ("geste", geste)])
            .await
    };
    for geste in ["verifier", "importer"] {
        let refused = post(&mut gestionnaire, &bad, geste).await;
        assert_eq!(refused.status, 422, "{}", refused.sens());
        for said in ["Ligne 3", "La fin est avant le début"] {
            assert!(
                refused.texte().contains(said),
                "{said}: {}",
                refused.texte()
            );
        }
        assert!(
            refused.html().contains("F-2;Vente"),
            "what was pasted stays"
        );
    }
    let empty = post(&mut gestionnaire, "  ", "importer").await;
    assert_eq!(empty.status, 422);
    assert_eq!(count(&essai, "formation").await, 0);
    let seen = post(&mut gestionnaire, &good, "verifier").await;
    assert_eq!(seen.status, 200, "{}", seen.sens());
    assert!(seen.texte().contains("se lit bien"), "{}", seen.texte());
    assert_eq!(count(&essai, "formation").await, 0);
    for _ in 0..2 {
        let done = post(&mut gestionnaire, &good, "importer").await;
        assert_eq!(done.location(), "/formations", "{}", done.sens());
    }
    assert_eq!(count(&essai, "session_formation").await, 1);
    let list = gestionnaire.get("/formations?q=cuis").await.texte();
    assert!(list.contains("Centre fictif"), "{list}");
    let none = gestionnaire.get("/formations?q=rien").await.texte();
    assert!(none.contains("Aucune formation ne correspond"), "{none}");
}

#[tokio::test]
async fn each_one_enters_where_she_may() {
    let essai = Essai::new().await;
    let exemples = Exemples::new(&essai, ML_A).await;
    let address = exemples.adresse("/jeunes/{id}/formations/{prescription}");
    let formation = exemples.adresse("/formations/{formation}");
    let mut accueil = essai.client(Role::ChargeAccueil, ML_A).await;
    assert_eq!(accueil.get("/formations").await.status, 200);
    assert_eq!(accueil.get(&address).await.status, 403);
    assert_eq!(accueil.get(IMPORT).await.status, 403);
    assert_eq!(accueil.post(&formation, &[]).await.status, 403);
    let mut stranger = essai.client(Role::Conseiller, ML_B).await;
    assert_eq!(stranger.get(&address).await.status, 404);
    assert_eq!(stranger.get(&formation).await.status, 404);
    assert_eq!(stranger.post(&formation, &[]).await.status, 404);
    let mut conseiller = essai.client(Role::Conseiller, ML_A).await;
    assert_eq!(conseiller.get(&address).await.status, 200);
}
