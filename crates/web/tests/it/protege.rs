//! A protected dossier shows to its référent, to who replaces her and to the direction; to others,
//! nowhere.

use kernel::Role;
use testkit::ML_A;

use crate::{
    essai::{Client, Essai},
    exemples::Exemples,
};

async fn protected() -> (Essai, Exemples) {
    let essai = Essai::new().await;
    let exemples = Exemples::new(&essai, ML_A).await;
    sqlx::query("update jeune set protege = true, protege_motif = 'menace'")
        .execute(&essai.base.brut)
        .await
        .expect("a protection");
    (essai, exemples)
}

/// The colleagues who follow someone else: one of each local role, a second conseiller included.
async fn others(essai: &Essai) -> Vec<(String, Client)> {
    let mut others = Vec::new();
    for role in Role::ALL {
        let sees = role.is_direction()
            || matches!(role, Role::Conseiller | Role::ResponsableSecteur)
            || !role.is_local();
        if !sees {
            others.push((role.to_string(), essai.client(*role, ML_A).await));
        }
    }
    for role in [Role::Conseiller, Role::ResponsableSecteur] {
        let agent = essai.agent(Role::AdministrateurLocal, ML_A).clone();
        let affectation = essai.base.affecter(&agent, ML_A, role).await;
        let client = essai.client_affecte(&agent, affectation).await;
        others.push((format!("autre {role}"), client));
    }
    others
}

const SEARCHES: [&str; 14] = [
    "/recherche?q=tintoret",
    "/recherche?q=Tintorel",
    "/recherche?q=tin",
    "/recherche?q=14/02/2006",
    "/recherche?q=2006-02-14",
    "/recherche?q=0600000001",
    "/recherche?q=06+00+00",
    "/recherche?q=ESSAI-1",
    "/contact?q=tintoret",
    "/contact?q=0600000001",
    "/contact?q=ESSAI-1",
    "/portefeuille",
    "/portefeuille?tri=nom",
    "/portefeuille/export",
];

#[tokio::test]
async fn others_find_it_nowhere() {
    let (essai, exemples) = protected().await;
    let id = exemples.jeune().to_string();
    let mut faults = Vec::new();
    for (who, mut client) in others(&essai).await {
        for ligne in web::routes().lignes() {
            if !exemples.est_locale(ligne.chemin) || !ligne.chemin.starts_with("/jeunes/") {
                continue;
            }
            let path = exemples.adresse(ligne.chemin);
            let answer = match ligne.methode {
                "GET" => client.get(&path).await,
                _ => client.post(&path, &[]).await,
            };
            let hidden = matches!(answer.status.as_u16(), 403 | 404);
            if !hidden || answer.html().contains("Zéphyrine") {
                faults.push(format!(
                    "{who}: {} {path} → {}",
                    ligne.methode, answer.status
                ));
            }
        }
        for path in SEARCHES {
            let answer = client.get(path).await;
            let shown = answer.html();
            if shown.contains(&id) || shown.contains("Zéphyrine") || shown.contains("TINTORET") {
                faults.push(format!("{who}: {path}"));
            }
        }
    }
    assert_eq!(faults, Vec::<String>::new());
    assert_eq!(essai.base.audit("lecture").await, 0);
}

#[tokio::test]
async fn its_referent_her_replacement_and_the_direction_see_it() {
    let (essai, exemples) = protected().await;
    let base = format!("/jeunes/{}", exemples.jeune());
    for role in [
        Role::Conseiller,
        Role::ResponsableSecteur,
        Role::Directeur,
        Role::DirecteurAdjoint,
    ] {
        let mut client = essai.client(role, ML_A).await;
        assert_eq!(client.get(&base).await.status, 200, "{role}");
        let found = client.get("/recherche?q=tintoret").await;
        assert!(found.html().contains(&base), "{role} finds it");
    }
}

#[tokio::test]
async fn a_likely_duplicate_says_to_contact_the_direction_and_nothing_else() {
    let (essai, exemples) = protected().await;
    let mut accueil = essai.client(Role::ChargeAccueil, ML_A).await;
    let form = accueil.get("/jeunes/nouveau").await;
    let hidden = |name| form.champ(name).expect("a field of the form");
    let (id, contact, today) = (
        hidden("id"),
        hidden("contact_id"),
        hidden("premier_accueil_le"),
    );
    let fields = [
        ("id", id.as_str()),
        ("contact_id", contact.as_str()),
        ("prenom", "Zéphyrine"),
        ("nom_naissance", "Tintoret"),
        ("date_naissance", "2006-02-14"),
        ("a_voir_sur_place", "oui"),
        ("sans_domicile_stable", "oui"),
        ("premier_accueil_le", today.as_str()),
    ];
    let answer = accueil.post("/jeunes/nouveau", &fields).await;
    assert_eq!(answer.status, 422);
    assert!(
        answer.texte().contains("Contactez la direction"),
        "{}",
        answer.texte()
    );
    let html = answer.html();
    assert!(!html.contains(&exemples.jeune().to_string()) && !html.contains("ESSAI-1"));
    assert!(!html.contains("menace"), "not even why");
}
