//! The real lists that the migrations seed, against the code and the law.

use accompagnement::{
    ateliers::{EtatInscription, Genre, Visible},
    contacts_rapides,
    demandes::EtatProposition,
    diagnostic::Niveau,
    garde,
    obligations::{EtatObligation, FinObligation},
    phases::Evaluation,
    plan,
};
use platform::nomenclatures::Nomenclatures;
use testkit::TestDb;

fn codes_and_labels(nomenclatures: &Nomenclatures, liste: &str) -> Vec<(String, String)> {
    nomenclatures
        .liste(liste)
        .iter()
        .map(|entry| (entry.code.clone(), entry.libelle.clone()))
        .collect()
}

fn words<T: Copy>(
    all: &[T],
    code: impl Fn(T) -> &'static str,
    label: impl Fn(T) -> &'static str,
) -> Vec<(String, String)> {
    all.iter()
        .map(|one| (code(*one).to_owned(), label(*one).to_owned()))
        .collect()
}

#[tokio::test]
async fn each_frein_names_a_legal_category_and_none_is_of_health() {
    let test = TestDb::new().await;
    let lists = test.db.nomenclatures();
    let categories = codes_and_labels(lists, "categorie_legale");
    let stems = garde::stems(lists);
    for (code, label) in &categories {
        let words = kernel::text::fold(&format!("{code} {label}"));
        assert!(
            !words.contains("sante") && !words.contains("medic"),
            "{code}"
        );
        assert!(garde::mots_de_sante(label, &stems).is_empty(), "{code}");
    }
    let freins = lists.liste("frein");
    assert!(freins.len() > 80, "the list is seeded");
    for frein in freins {
        let known = categories
            .iter()
            .any(|(code, _)| *code == frein.categorie_legale);
        assert!(known, "{} names no legal category", frein.code);
        assert_ne!(
            frein.categorie_legale, "situation_penitentiaire",
            "{}",
            frein.code
        );
        assert!(
            lists.entree("domaine", &frein.parent).is_some(),
            "{} has no domain",
            frein.code
        );
    }
}

#[tokio::test]
async fn the_states_that_the_code_branches_on_are_the_rows_of_their_list() {
    let test = TestDb::new().await;
    let lists = test.db.nomenclatures();
    let niveaux: Vec<_> = Niveau::ALL
        .iter()
        .map(|n| (n.code().to_owned(), n.label().to_owned()))
        .collect();
    assert_eq!(niveaux, codes_and_labels(lists, "niveau"));
    let etats: Vec<_> = EtatProposition::ALL
        .iter()
        .map(|e| (e.code().to_owned(), e.label().to_owned()))
        .collect();
    assert_eq!(etats, codes_and_labels(lists, "proposition_etat"));
    for (liste, words) in [
        (
            "atelier_genre",
            words(Genre::ALL, Genre::code, Genre::label),
        ),
        (
            "inscription_etat",
            words(
                EtatInscription::ALL,
                EtatInscription::code,
                EtatInscription::label,
            ),
        ),
        (
            "session_visible",
            words(Visible::ALL, Visible::code, Visible::label),
        ),
        (
            "phase_evaluation",
            words(Evaluation::ALL, Evaluation::code, Evaluation::label),
        ),
        (
            "obligation_etat",
            words(
                EtatObligation::ALL,
                EtatObligation::code,
                EtatObligation::label,
            ),
        ),
        (
            "obligation_fin",
            words(
                FinObligation::ALL,
                FinObligation::code,
                FinObligation::label,
            ),
        ),
    ] {
        assert_eq!(words, codes_and_labels(lists, liste), "{liste}");
    }
    for genre in Genre::ALL {
        assert!(lists.entree("evenement_type", genre.code()).is_some());
        assert!(lists.entree("nature_heure", genre.code()).is_some());
    }
    let motif = plan::rules::MOTIF_OBJECTIF_CLOS;
    assert!(lists.entree("motif_abandon_action", motif).is_some());
    let moyens = lists.liste("contact_moyen");
    assert!(!moyens.is_empty());
    for moyen in moyens {
        assert!(
            lists.entree("evenement_type", &moyen.code).is_some(),
            "{}",
            moyen.code
        );
    }
    let reached: Vec<&str> = lists
        .liste("contact_resultat")
        .iter()
        .map(|entry| entry.code.as_str())
        .filter(|code| contacts_rapides::rules::joint(code))
        .collect();
    assert_eq!(reached, ["abouti", "tiers_joint"]);
    assert_eq!(lists.liste("domaine").len(), 12);
    assert!(
        lists
            .entree("evenement_type", "entretien_individuel")
            .is_some()
    );
}

#[tokio::test]
async fn no_label_of_any_list_contains_a_health_word() {
    let test = TestDb::new().await;
    let stems = garde::stems(test.db.nomenclatures());
    assert!(stems.len() > 100, "the guard is seeded");
    assert!(
        stems
            .iter()
            .all(|stem| *stem == kernel::text::fold(stem) && !stem.is_empty())
    );
    let rows: Vec<(String, String, String)> =
        sqlx::query_as("select liste, code, libelle from nomenclature where liste <> 'mot_sante'")
            .fetch_all(&test.brut)
            .await
            .unwrap();
    assert!(rows.len() > 300);
    for (liste, code, libelle) in rows {
        let found = garde::mots_de_sante(&libelle, &stems);
        assert!(found.is_empty(), "{liste}/{code} « {libelle} »: {found:?}");
    }
}
