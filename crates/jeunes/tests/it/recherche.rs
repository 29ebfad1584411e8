//! The search: what it finds, how fast, and by which plan.

use std::time::Instant;

use jeunes::{
    contacts::{self, MoyenContact, NouveauContact},
    recherche::{self, Raison},
};
use kernel::{ContactId, JeuneId, Role, Section};
use platform::{Tx, new_id};
use sqlx::{AssertSqlSafe, Executor as _};
use testkit::{ML_A, ML_B, TestDb};

use crate::{
    commun::{audit_text, cree, d, ecrit},
    masse,
};

async fn ids(tx: &mut Tx, typed: &str) -> Vec<JeuneId> {
    let found = recherche::search_as_you_type(tx, typed, 10)
        .await
        .expect("a search");
    found.into_iter().map(|t| t.id).collect()
}

#[tokio::test]
async fn finds_what_people_type() {
    let test = TestDb::new().await;
    let conseiller = test.reseau.conseiller(ML_A);
    let lea = cree(
        &test,
        conseiller,
        "Lefèvre-N’Diaye",
        "Léa",
        Some(conseiller.id),
    )
    .await;
    let olena = cree(&test, conseiller, "Нестеренко", "Олена", None).await;
    let fang = cree(&test, conseiller, "王", "芳", None).await;
    cree(&test, conseiller, "Martin", "Hugo", None).await;
    let mut tx = test.tx(conseiller).await;
    let dossier = ecrit(&mut tx, lea, Section::Contacts).await;
    for (moyen, valeur) in [
        (MoyenContact::Telephone, "06 39 98 00 01"),
        (MoyenContact::Courriel, "lea_lefevre@exemple.fr"),
    ] {
        let new = NouveauContact {
            id: new_id!(tx, ContactId),
            moyen,
            valeur: valeur.to_owned(),
            titulaire: "jeune".to_owned(),
            precisions: String::new(),
            consignes: contacts::Consignes::default(),
            vrai_du: d(2026, 11, 2),
        };
        contacts::add(&mut tx, &dossier, &new).await.unwrap();
    }
    for typed in [
        "lefevre",
        "LÉA",
        "le",
        "lefèvre-n'diaye léa",
        "lea ndiaye",
        "lea lefevre",
        "lefevr",
        "lefrève",
        "lefebvre lea",
        "lae lefevre",
        "ndiaey",
        "diaye lefevre",
        "06 39 98 00 01",
        "980001",
        "0639 98",
        "lea_lefevre@exemple.fr",
        "lefevre 12/03/2007",
        "12 mars 2007 léa",
    ] {
        assert_eq!(ids(&mut tx, typed).await.first(), Some(&lea), "{typed}");
    }
    let numero = dossier.numero.clone();
    assert_eq!(ids(&mut tx, &numero).await, [lea]);
    assert_eq!(ids(&mut tx, "олена").await, [olena]);
    assert_eq!(ids(&mut tx, "нестренко").await, [olena]);
    assert_eq!(
        ids(&mut tx, "王芳").await.len() + ids(&mut tx, "王").await.len(),
        1
    );
    assert_eq!(ids(&mut tx, "芳 王").await, [fang]);
    assert_eq!(ids(&mut tx, "12/03/2007").await.len(), 4);
    for typed in [
        "zzz",
        "leaXmail@exemple.fr",
        "980002",
        "",
        "  ",
        "'",
        "%",
        "(",
        "[a",
    ] {
        assert!(ids(&mut tx, typed).await.is_empty(), "{typed}");
    }
    let found = recherche::search(&mut tx, "lefebvre 12/03/2007", 10)
        .await
        .unwrap();
    assert_eq!(found[0].raisons, [Raison::Naissance, Raison::NomProche]);
    assert_eq!(
        (found[0].age, found[0].commune.as_str()),
        (19, "Brumeville")
    );
    assert!(!found[0].referent.is_empty());
}

#[tokio::test]
async fn leaves_one_trace_without_the_words() {
    let test = TestDb::new().await;
    let conseiller = test.reseau.conseiller(ML_A);
    cree(&test, conseiller, "Lefèvre", "Léa", None).await;
    let mut tx = test.tx(conseiller).await;
    ids(&mut tx, "lefevre 12/03/2007 0639980001").await;
    ids(&mut tx, "  ").await;
    tx.commit().await.unwrap();
    assert_eq!(test.audit("recherche").await, 1);
    let traces = audit_text(&test).await;
    assert!(traces.contains("\"date\": true") && traces.contains("\"telephone\": true"));
    for secret in ["lefevre", "2007", "3998"] {
        assert!(!traces.contains(secret), "{secret}");
    }
}

#[tokio::test]
async fn who_may_not_read_contacts_does_not_find_by_them() {
    let test = TestDb::new().await;
    masse::charge(&test, ML_A, 30, test.reseau.conseiller(ML_A).id).await;
    let phone: String = sqlx::query_scalar("select valeur from contact limit 1")
        .fetch_one(&test.brut)
        .await
        .unwrap();
    let mut tx = test.tx(test.reseau.conseiller(ML_A)).await;
    assert_eq!(ids(&mut tx, &phone).await.len(), 1);
    let mut tx = test
        .tx(test.reseau.agent(ML_A, Role::AnimateurAtelier))
        .await;
    assert!(ids(&mut tx, &phone).await.is_empty());
    let mut tx = test
        .tx(test.reseau.agent(ML_A, Role::AdministrateurLocal))
        .await;
    let refused = recherche::search(&mut tx, "lea", 5).await;
    assert!(matches!(refused, Err(platform::Error::Forbidden)));
}

/// One typo in a name of this rank: `kind` 0 swaps two letters, 1 changes one, 2 forgets one.
fn typo(name: &str, at: usize, kind: usize) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    let at = 1 + at % (letters.len() - 2);
    match kind % 3 {
        0 => letters.swap(at, at + 1),
        1 => letters[at] = if letters[at] == 'k' { 'w' } else { 'k' },
        _ => {
            letters.remove(at);
        }
    }
    letters.into_iter().collect()
}

#[tokio::test]
async fn among_20_000_people() {
    let test = TestDb::new().await;
    let conseiller = test.reseau.conseiller(ML_A);
    masse::charge(&test, ML_A, 20_000, conseiller.id).await;
    let mut tx = test.tx(test.reseau.conseiller(ML_B)).await;
    assert!(ids(&mut tx, &masse::nom(12)).await.is_empty());
    drop(tx);

    let mut tx = test.tx(conseiller).await;
    let (mut found, mut asked) = (0, 0);
    let mut times = Vec::new();
    for rank in (0..20_000).step_by(97) {
        let (nom, prenom) = (masse::nom(rank), masse::prenom(rank));
        let once = typo(&nom, rank / 3, rank);
        let typed = if rank % 2 == 0 {
            format!("{prenom} {once}")
        } else {
            format!("{once} {}", typo(&prenom, rank, rank / 2))
        };
        let birth = kernel::dates::short(masse::naissance(rank));
        let wanted = JeuneId::from(masse::id(ML_A, rank));
        let start = Instant::now();
        let result = ids(&mut tx, &format!("{typed} {birth}")).await;
        times.push(start.elapsed());
        asked += 1;
        found += usize::from(result.contains(&wanted));
        // Without the date, at least someone of exactly this name.
        let result = recherche::search(&mut tx, &typed, 10).await.unwrap();
        let same = result
            .iter()
            .any(|t| t.identite.nom_naissance == nom && t.identite.prenom == prenom);
        asked += 1;
        found += usize::from(same);
        if !same {
            eprintln!("not found: {typed} for {prenom} {nom}");
        }
    }
    times.sort();
    eprintln!("found {found} of {asked}, p50 {:?}", times[times.len() / 2]);
    assert!(found * 100 >= asked * 97, "{found} of {asked}");
    for typed in [
        "ma",
        "mar",
        "lea",
        "lea mar",
        "martinet",
        "matrinet",
        "inse",
        "12/03/2007",
        "980001",
    ] {
        ids(&mut tx, typed).await;
        let start = Instant::now();
        for _ in 0..10 {
            ids(&mut tx, typed).await;
        }
        eprintln!("{typed:>12}: {:?}", start.elapsed() / 10);
    }
}

/// The statements of the function, between their marks, with these values in the place of the
/// parameters, and the plan each one gets as the role that runs them.
#[tokio::test]
async fn each_step_searches_by_the_trigram_index() {
    let test = TestDb::new().await;
    masse::charge(&test, ML_A, 20_000, test.reseau.conseiller(ML_A).id).await;
    let mut admin = masse::admin(&test).await;
    let source: String =
        sqlx::query_scalar("select prosrc from pg_proc where proname = 'chercher_jeunes'")
            .fetch_one(&mut admin)
            .await
            .unwrap();
    admin.execute("set role jalon_recherche").await.unwrap();
    admin
        .execute("set pg_trgm.word_similarity_threshold = 0.3")
        .await
        .unwrap();
    for (step, index) in [
        ("debut", "jeune_nom"),
        ("mots", "jeune_recherche"),
        ("variantes", "jeune_recherche"),
        ("approche", "jeune_recherche"),
        ("lointain", "jeune_recherche"),
        ("contact", "contact_recherche"),
    ] {
        let start = format!("/* {step} */");
        let sql = source.split(&start).nth(1).unwrap();
        let mut sql = sql.split("/* fin */").next().unwrap().trim().to_owned();
        for (name, value) in [
            ("p_ml_id", "1"),
            ("p_tous", "false"),
            ("p_limite", "60"),
            ("p_contact", "'%980001%'"),
            ("p_mots[1]", "'martinet'"),
            ("v_texte", "'martinet lea'"),
            ("v_mot1", "'(^| )martinet'"),
            ("v_mot2", "'(^| )lea'"),
            ("v_mot3", "'(^| )martinet'"),
            ("v_var1", "'(^| )(mar.in|matrin)( |$)'"),
            ("v_var2", "'(^| )(mar.in|matrin)( |$)'"),
            ("v_moi", "array[]::uuid[]"),
            ("v_confies", "array[]::uuid[]"),
        ] {
            sql = sql.replace(name, value);
        }
        let sql = format!("explain {}", sql.trim_end_matches(';'));
        let plan: Vec<String> = sqlx::query_scalar(AssertSqlSafe(sql))
            .fetch_all(&mut admin)
            .await
            .unwrap();
        let at = plan
            .iter()
            .position(|line| {
                line.contains(&format!(" on {index}")) || line.contains(&format!("using {index}"))
            })
            .unwrap_or_else(|| panic!("{step}: {plan:#?}"));
        let condition = &plan[at + 1];
        let operators = ["~ '", "%> ", "~~ ", "~>=~ "];
        assert!(
            condition.contains("Index Cond") && operators.iter().any(|o| condition.contains(o)),
            "{step}: {plan:#?}"
        );
        assert!(
            !plan.iter().any(|line| line.contains("Seq Scan")),
            "{step}: {plan:#?}"
        );
    }
}
