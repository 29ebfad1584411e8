//! The copy of her dossier that a person receives: everything of hers, nothing of anyone else's.

use std::collections::BTreeSet;

use jeunes::copie::{Pourquoi, TableCopiee, rules};
use kernel::Role;
use serde_json::Value;
use sqlx::AssertSqlSafe;
use testkit::{ML_A, ML_B, TestDb};
use web::{COPIE, TABLES};

use crate::{
    essai::Essai,
    exemples::Exemples,
    jeunes_creation::ouvrir,
    rattachement::{dossier, fill},
};

fn copied() -> impl Iterator<Item = &'static TableCopiee> {
    COPIE.iter().copied().flatten()
}

#[tokio::test]
async fn each_column_of_a_person_leaves_or_stays_by_a_decision() {
    let test = TestDb::new().await;
    let declared: Vec<&str> = copied().map(|table| table.nom).collect();
    let once: BTreeSet<&str> = declared.iter().copied().collect();
    assert_eq!(declared.len(), once.len(), "a table is declared once");
    let held: BTreeSet<&str> = TABLES.iter().map(|t| t.name).chain(["jeune"]).collect();
    assert_eq!(once, held, "left: COPIE of the wings; right: TABLES");
    for table in copied() {
        let columns: Vec<String> = sqlx::query_scalar(
            "select attname::text from pg_attribute
             where attrelid = $1::regclass and attnum > 0 and not attisdropped",
        )
        .bind(table.nom)
        .fetch_all(&test.brut)
        .await
        .unwrap();
        for column in &columns {
            assert!(
                rules::decided(table, column),
                "{}.{column}: a line in the copie of its wing, or why it stays",
                table.nom
            );
        }
        let conditional = table.sauf.map_or(&[][..], |(_, _, all)| all);
        let named = table.colonnes.iter().map(|c| c.nom);
        for name in named
            .chain(table.tait.iter().map(|(name, _)| *name))
            .chain(conditional.iter().copied())
        {
            assert!(columns.iter().any(|c| c == name), "{}.{name}", table.nom);
        }
    }
}

/// What must not leave, in every column that holds someone else's.
async fn mark(test: &TestDb) {
    for table in copied() {
        for (column, why) in table.tait {
            if matches!(
                why,
                Pourquoi::Tiers | Pourquoi::Relecture | Pourquoi::Autorite
            ) {
                // Missions locales found elsewhere are numbers.
                let said = if *column == "indices" {
                    "'{4242}'"
                } else {
                    "'a-taire'"
                };
                let sql = format!("update {} set {column} = {said}", table.nom);
                let done = sqlx::query(AssertSqlSafe(sql)).execute(&test.brut).await;
                assert!(done.expect("the test server").rows_affected() > 0);
            }
        }
    }
    let sql = "update contact set titulaire = 'parent', valeur = 'a-taire', precisions = 'a-taire'";
    let done = sqlx::query(sql).execute(&test.brut).await;
    assert!(done.expect("the test server").rows_affected() > 0);
}

#[tokio::test]
async fn the_file_holds_every_table_and_nothing_of_anyone_else() {
    let essai = Essai::new().await;
    let jeune = dossier(&essai.base, ML_A, "A-1", 0xa1).await;
    fill(&essai.base, ML_A, &[jeune], 1).await;
    mark(&essai.base).await;
    let mut directeur = essai.client(Role::Directeur, ML_A).await;
    let path = format!("/jeunes/{jeune}/export/donnees.json");
    let file = directeur.get(&path).await;
    assert_eq!(file.status, 200, "{}", file.sens());
    assert_eq!(file.header("cache-control"), "no-store");
    assert_eq!(
        file.header("content-disposition"),
        "attachment; filename=\"dossier-A-1-2026-11-23.json\""
    );
    let whole: Value = serde_json::from_str(&file.html()).expect("JSON");
    for table in TABLES.iter() {
        let part = &whole["tables"][table.name];
        assert_eq!(part["libelle"], table.libelle, "{}", table.name);
        let lines = part["lignes"].as_array().expect("lines");
        assert!(!lines.is_empty(), "{}", table.name);
    }
    assert_eq!(whole["tables"]["jeune"]["lignes"][0]["prenom"], "Manon");
    let contact = &whole["tables"]["contact"]["lignes"][0];
    assert_eq!(contact["titulaire"]["code"], "parent");
    assert_eq!(contact["titulaire"]["libelle"], "Parent");
    assert_eq!(contact["non_communique"][0], "Numéro ou adresse");
    let html = file.html();
    assert!(!html.contains("a-taire") && !html.contains("4242"));

    let page = directeur
        .get(&format!("/jeunes/{jeune}/export/lisible"))
        .await;
    let texte = page.texte();
    assert!(!texte.contains("a-taire"));
    for table in TABLES.iter() {
        assert!(texte.contains(table.libelle), "{}", table.name);
    }
    for why in Pourquoi::DITS {
        let said = why.phrase().replace('\u{a0}', " ");
        assert!(texte.contains(&said), "{said}");
    }
    assert!(texte.contains("Noté, mais c’est la donnée d’une autre personne"));
}

#[tokio::test]
async fn a_person_reads_her_own_words_and_names_those_who_accompany_her() {
    let essai = Essai::new().await;
    let exemples = Exemples::new(&essai, ML_A).await;
    let jeune = exemples.jeune();
    let mut conseiller = essai.client(Role::Conseiller, ML_A).await;
    let page = conseiller
        .get(&format!("/jeunes/{jeune}/export/lisible"))
        .await;
    let texte = page.texte();
    for said in [
        "Zéphyrine TINTORET",
        "+33600000001",
        "Titres de séjour",
        "Atelier CV marque-",
        "14 février 2006",
        "Brumeville",
    ] {
        assert!(texte.contains(said), "{said} in {texte}");
    }
    assert!(!texte.contains("Tiers marque-"), "{texte}");
    assert!(!texte.contains("Texte confidentiel"), "{texte}");
    assert!(!texte.contains("Rappeler marque-"), "{texte}");
    let kinds: Vec<String> =
        sqlx::query_scalar("select details->>'copie' from audit where action = 'copie_remise'")
            .fetch_all(&essai.base.brut)
            .await
            .unwrap();
    assert_eq!(kinds, ["lisible"]);
}

#[tokio::test]
async fn the_referent_and_the_direction_alone_prepare_it() {
    let essai = Essai::new().await;
    let exemples = Exemples::new(&essai, ML_A).await;
    let base = format!("/jeunes/{}", exemples.jeune());
    let forms = ["", "/donnees.json", "/lisible"];
    for (role, ml, status) in [
        (Role::Conseiller, ML_A, 200),
        (Role::Directeur, ML_A, 200),
        // Her named replacement, by the example of a remplacement.
        (Role::ResponsableSecteur, ML_A, 200),
        (Role::ChargeAccueil, ML_A, 403),
        (Role::Directeur, ML_B, 404),
    ] {
        let mut client = essai.client(role, ml).await;
        for form in forms {
            let path = format!("{base}/export{form}");
            assert_eq!(client.get(&path).await.status, status, "{role} {path}");
        }
    }
    // A colleague who does not follow the dossier finds nothing, and no copy was made.
    let made = essai.base.audit("copie_remise").await;
    assert_eq!(made, 6);
    sqlx::query("update remplacement set au = '2026-11-02'")
        .execute(&essai.base.brut)
        .await
        .unwrap();
    let mut colleague = essai.client(Role::ResponsableSecteur, ML_A).await;
    for form in forms {
        let path = format!("{base}/export{form}");
        assert_eq!(colleague.get(&path).await.status, 404, "{path}");
    }
    let fiche = colleague.get(&format!("{base}/identite")).await.texte();
    assert!(!fiche.contains("Préparer la copie"), "{fiche}");
    assert_eq!(essai.base.audit("copie_remise").await, made);
}

#[tokio::test]
async fn a_request_of_access_leads_to_the_copy() {
    let essai = Essai::new().await;
    let mut accueil = essai.client(Role::ChargeAccueil, ML_A).await;
    let mut directeur = essai.client(Role::Directeur, ML_A).await;
    let base = ouvrir(&mut accueil, &[]).await;
    for genre in ["acces", "rectification"] {
        let path = format!("{base}/droits");
        let id = accueil.get(&path).await.champ("id").unwrap();
        let fields = [
            ("id", id.as_str()),
            ("genre", genre),
            ("recu_le", "2026-11-02"),
            ("canal", "courriel"),
            ("demandeur", "personne"),
            ("identite", "connue"),
        ];
        assert_eq!(accueil.post(&path, &fields).await.status, 303);
        let page = directeur.get(&format!("/droits/{id}")).await.html();
        let link = format!("href=\"{base}/export\"");
        assert_eq!(page.contains(&link), genre == "acces", "{genre}");
    }
    let register = directeur.get("/droits").await.html();
    assert_eq!(register.matches("Préparer la copie").count(), 1);
    let page = directeur.get(&format!("{base}/export")).await.texte();
    assert!(page.contains("Relisez les textes libres"), "{page}");
}
