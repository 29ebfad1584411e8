//! The name a person goes by is the one shown, on every page; the official one stays where papers
//! need it.

use std::collections::BTreeSet;

use kernel::Role;
use testkit::ML_A;

use crate::{essai::Essai, exemples::Exemples};

/// Where both names are read: the card of the identity and its form, what compares two dossiers,
/// an agreement kept as it was given, and the copy of all that is held.
const PAPIERS: &[&str] = &[
    // The contract as it is signed on screen.
    "/jeunes/{id}/adhesions/{adhesion}/contrat",
    // What is typed again in the tool of the region.
    "/jeunes/{id}/formations/{prescription}/recopier",
    "/jeunes/{id}/export/donnees.json",
    "/jeunes/{id}/export/lisible",
    "/jeunes/{id}/identite",
    "/jeunes/{id}/identite/modifier",
    "/jeunes/{id}/plan/accords/{accord}",
    "/doublons",
    "/doublons/{paire}",
];

#[tokio::test]
async fn the_official_given_name_is_on_legal_papers_only() {
    let essai = Essai::new().await;
    let exemples = Exemples::new(&essai, ML_A).await;
    // Of its pages, one is about another dossier of the samples, who keeps her name.
    sqlx::query(
        "update jeune set prenom_usage = 'Solal', recherche = 'tintoret solal' where id = $1",
    )
    .bind(exemples.jeune())
    .execute(&essai.base.brut)
    .await
    .expect("a name");
    sqlx::query("update jeune set prenom = 'Autre' where id <> $1")
        .bind(exemples.jeune())
        .execute(&essai.base.brut)
        .await
        .expect("another name");
    let mut official = BTreeSet::new();
    let mut used = BTreeSet::new();
    for role in [Role::Conseiller, Role::Directeur, Role::ChargeAccueil] {
        let mut client = essai.client(role, ML_A).await;
        for ligne in web::routes().lignes() {
            if ligne.methode != "GET" || !ligne.besoin.admits(role) {
                continue;
            }
            let mut path = exemples.adresse(ligne.chemin);
            if path == "/recherche" {
                path.push_str("?q=tintoret");
            }
            let page = client.get(&path).await;
            if page.status != 200 {
                continue;
            }
            let html = page.html();
            if html.contains("Zéphyrine") {
                official.insert(ligne.chemin);
            }
            if html.contains("Solal") {
                used.insert(ligne.chemin);
            }
        }
    }
    for chemin in &official {
        assert!(PAPIERS.contains(chemin), "{chemin} shows the official name");
    }
    for chemin in [
        "/recherche",
        "/portefeuille",
        "/jeunes/{id}",
        "/accueil",
        "/messages",
    ] {
        assert!(used.contains(chemin), "{chemin} shows nobody: {used:?}");
    }
    assert!(used.len() > 30, "{}", used.len());
}
