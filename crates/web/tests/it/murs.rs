//! Every route of the table, tried by everyone: nobody, each role, a stranger of another mission
//! locale; and with identifiers of nothing.

use std::collections::BTreeMap;

use axum::http::Method;
use kernel::Role;
use sqlx::AssertSqlSafe;
use testkit::{ML_A, ML_B};
use web::http::routes::{Besoin, Ligne};

use crate::{
    essai::{Client, Essai},
    exemples::Exemples,
    reponse::Reponse,
};

async fn ask(client: &mut Client, ligne: &Ligne, path: &str) -> Reponse {
    match ligne.methode {
        "GET" => client.get(path).await,
        "POST" => client.post(path, &[]).await,
        other => panic!("{other} {path}: teach this test the method"),
    }
}

fn routes() -> Vec<Ligne> {
    web::routes().lignes().to_vec()
}

#[test]
fn the_table_has_no_route_twice() {
    let mut seen = BTreeMap::new();
    for ligne in routes() {
        let key = (ligne.methode, ligne.chemin);
        assert!(seen.insert(key, ligne.besoin).is_none(), "{key:?}");
        assert!(ligne.chemin.starts_with('/'), "{key:?}");
    }
}

#[tokio::test]
async fn nobody_enters_without_signing_in() {
    let essai = Essai::new().await;
    let exemples = Exemples::new(&essai, ML_A).await;
    let mut nobody = essai.anonyme();
    for ligne in routes() {
        let path = exemples.adresse(ligne.chemin);
        let name = format!("{} {path}", ligne.methode);
        let answer = ask(&mut nobody, &ligne, &path).await;
        if ligne.besoin == Besoin::Public {
            assert!(
                answer.status.as_u16() < 500 && answer.status != 403,
                "{name}"
            );
            continue;
        }
        assert_eq!(answer.status, 303, "{name}");
        assert!(answer.location().starts_with("/connexion"), "{name}");
        for header in ["hx-request", "x-brouillon"] {
            let method = Method::from_bytes(ligne.methode.as_bytes()).unwrap();
            let part = nobody
                .send(method, &path, &[(header, "true")], String::new())
                .await;
            assert_eq!(part.status, 401, "{name}, {header}");
            assert_eq!(part.html(), "", "{name}, {header}");
        }
    }
}

#[tokio::test]
async fn each_role_enters_where_the_table_says_and_nowhere_else() {
    let essai = Essai::new().await;
    let exemples = Exemples::new(&essai, ML_A).await;
    let mut faults = Vec::new();
    for ligne in routes() {
        for role in Role::ALL {
            let mut client = essai.client(*role, ML_A).await;
            let path = exemples.adresse(ligne.chemin);
            let status = ask(&mut client, &ligne, &path).await.status.as_u16();
            let right = if ligne.besoin.admits(*role) {
                status != 403 && status < 500
            } else {
                status == 403
            };
            if !right {
                faults.push(format!("{role}: {} {path} → {status}", ligne.methode));
            }
        }
    }
    assert_eq!(faults, Vec::<String>::new());
}

#[tokio::test]
async fn without_an_affectation_only_ones_own_account_opens() {
    let essai = Essai::new().await;
    let exemples = Exemples::new(&essai, ML_A).await;
    let agent = essai.agent(Role::Directeur, ML_A).clone();
    sqlx::query("update affectation set au = '2026-11-22' where id = $1")
        .bind(agent.affectation.uuid())
        .execute(&essai.base.brut)
        .await
        .unwrap();
    for ligne in routes() {
        if matches!(ligne.besoin, Besoin::Public | Besoin::Session) {
            continue;
        }
        let mut client = essai.client(Role::Directeur, ML_A).await;
        let path = exemples.adresse(ligne.chemin);
        let answer = ask(&mut client, &ligne, &path).await;
        let seen = (answer.status.as_u16(), answer.location());
        assert_eq!(
            seen,
            (303, "/affectation".to_owned()),
            "{} {path}",
            ligne.methode
        );
    }
}

/// A digest of every tenant table: of the rows of the first mission locale, and of those of the
/// second one apart from what it did itself.
async fn digests(essai: &Essai) -> BTreeMap<String, String> {
    let tables: Vec<String> = sqlx::query_scalar(
        "select distinct tablename::text from pg_policies
         where schemaname = 'public' and policyname = 'locataire'",
    )
    .fetch_all(&essai.base.brut)
    .await
    .expect("the catalogue");
    assert!(tables.len() > 15, "the tenant tables were found");
    let mut digests = BTreeMap::new();
    for table in tables {
        let own = if ["audit", "brouillon"].contains(&table.as_str()) {
            "false"
        } else {
            "true"
        };
        let sql = format!(
            "select count(*) || ' ' || md5(coalesce(string_agg(t::text, chr(10) order by t::text), ''))
             from {table} t where ml_id = {ML_A} or (ml_id = {ML_B} and {own})"
        );
        let digest = sqlx::query_scalar(AssertSqlSafe(sql))
            .fetch_one(&essai.base.brut)
            .await
            .expect("a digest");
        digests.insert(table, digest);
    }
    digests
}

#[tokio::test]
async fn a_stranger_of_another_mission_locale_finds_nothing_and_changes_nothing() {
    let essai = Essai::new().await;
    let exemples = Exemples::new(&essai, ML_A).await;
    let before = digests(&essai).await;
    let mut faults = Vec::new();
    for ligne in routes() {
        if !exemples.est_locale(ligne.chemin) {
            continue;
        }
        for role in Role::ALL.iter().filter(|role| role.is_local()) {
            let mut stranger = essai.client(*role, ML_B).await;
            let path = exemples.adresse(ligne.chemin);
            let answer = ask(&mut stranger, &ligne, &path).await;
            let expected = if ligne.besoin.admits(*role) { 404 } else { 403 };
            if answer.status.as_u16() != expected || answer.html().contains("Tintoret") {
                let name = format!("{role}: {} {path}", ligne.methode);
                faults.push(format!("{name} → {}, not {expected}", answer.status));
            }
        }
    }
    assert_eq!(faults, Vec::<String>::new());
    assert_eq!(digests(&essai).await, before);
}

#[tokio::test]
async fn a_dossier_of_nobody_is_not_found() {
    let essai = Essai::new().await;
    let exemples = Exemples::new(&essai, ML_A).await;
    let before = digests(&essai).await;
    let mut faults = Vec::new();
    for ligne in routes() {
        for path in exemples.adresses_de_personne(ligne.chemin) {
            for role in Role::ALL.iter().filter(|role| ligne.besoin.admits(**role)) {
                let mut client = essai.client(*role, ML_A).await;
                let status = ask(&mut client, &ligne, &path).await.status.as_u16();
                if status != 404 {
                    faults.push(format!("{role}: {} {path} → {status}", ligne.methode));
                }
            }
        }
    }
    assert_eq!(faults, Vec::<String>::new());
    assert_eq!(digests(&essai).await, before);
}

/// A page may show the dossier whole when what it is asked about is not in it, as after a refused
/// form; an act does nothing.
#[tokio::test]
async fn the_things_of_another_dossier_are_not_reached_through_ones_own() {
    let essai = Essai::new().await;
    let theirs = Exemples::new(&essai, ML_A).await;
    let ours = Exemples::new(&essai, ML_B).await;
    let before = digests(&essai).await;
    let mark = format!("marque-{ML_A}");
    let mut faults = Vec::new();
    let mut tried = 0;
    for ligne in routes() {
        for path in ours.adresses_melees(ligne.chemin, &theirs) {
            let roles = [Role::Directeur, Role::Conseiller, Role::AdministrateurLocal];
            for role in roles.iter().filter(|role| ligne.besoin.admits(**role)) {
                tried += 1;
                let mut client = essai.client(*role, ML_B).await;
                let answer = ask(&mut client, &ligne, &path).await;
                let allowed: &[u16] = if ligne.methode == "GET" {
                    &[200, 404]
                } else {
                    &[404, 422]
                };
                let status = answer.status.as_u16();
                if !allowed.contains(&status) || answer.html().contains(&mark) {
                    faults.push(format!("{role}: {} {path} → {status}", ligne.methode));
                }
            }
        }
    }
    assert_eq!(faults, Vec::<String>::new());
    assert!(tried > 0, "some addresses name two things");
    assert_eq!(digests(&essai).await, before);
}
