//! Dispositifs, hours, allowances and sanctions, as people use their pages.

use kernel::Role;
use testkit::{ML_A, ML_B};

use crate::{
    accompagnement::{Formulaire, count, dossier},
    essai::{Client, Essai},
};

/// A dossier opened long ago, and a conseiller.
pub(crate) async fn old_dossier(essai: &Essai) -> (Client, String) {
    let (conseiller, base) = dossier(essai).await;
    sqlx::query("update jeune set premier_accueil_le = '2024-06-03', etat_depuis = '2024-06-03'")
        .execute(&essai.base.brut)
        .await
        .expect("an older dossier");
    (conseiller, base)
}

/// The form of an entry, every question answered yes.
async fn entry(client: &mut Client, base: &str, code: &str, le: &str) -> Formulaire {
    let path = format!("{base}/dispositifs/{code}");
    let page = client.get(&path).await;
    assert_eq!(page.status, 200, "{}", page.sens());
    let mut form = Formulaire::of(&page, &path)
        .avec("entree-entree_le", le)
        .avec("entree-derogation", "Réponse de France Travail attendue");
    for condition in ["difficulte", "volonte", "cej_ailleurs"] {
        form = form.avec(&format!("entree-reponse_{condition}"), "oui");
    }
    form
}

pub(crate) async fn enter_cej(client: &mut Client, base: &str) -> String {
    let form = entry(client, base, "cej", "2026-09-01").await;
    let done = form.post(client).await;
    assert_eq!(done.status, 303, "{}", done.sens());
    let page = client.get(&format!("{base}/dispositifs")).await.html();
    let at = page.find("/adhesions/").expect("a link to the course");
    let id = &page[at + "/adhesions/".len()..][..36];
    format!("{base}/adhesions/{id}")
}

#[tokio::test]
async fn an_entry_says_what_is_missing_and_keeps_what_was_typed() {
    let essai = Essai::new().await;
    let (mut conseiller, base) = old_dossier(&essai).await;
    let page = conseiller.get(&format!("{base}/dispositifs")).await;
    assert!(
        page.texte().contains("Dans aucun dispositif"),
        "{}",
        page.texte()
    );
    let pacea = entry(&mut conseiller, &base, "pacea", "2026-11-02").await;
    let refused = pacea.post(&mut conseiller).await;
    assert_eq!(refused.status, 422);
    let said = refused.texte();
    assert!(said.contains("Aucun diagnostic approfondi"), "{said}");
    assert!(said.contains("l’entrée n’est pas possible"), "{said}");
    assert_eq!(refused.champ("entree-entree_le").unwrap(), "2026-11-02");
    let silent = entry(&mut conseiller, &base, "cej", "2026-11-02")
        .await
        .avec("entree-derogation", "")
        .post(&mut conseiller)
        .await;
    assert_eq!(silent.status, 422);
    assert!(silent.texte().contains("Une condition reste inconnue"));
    let wrong = entry(&mut conseiller, &base, "cej", "31/02/2026").await;
    assert_eq!(wrong.post(&mut conseiller).await.status, 422);
    let unknown = conseiller
        .get(&format!("{base}/dispositifs/garantie"))
        .await;
    assert_eq!(unknown.status, 404);
    assert_eq!(count(&essai, "adhesion").await, 0);
}

#[tokio::test]
async fn a_contract_is_signed_prolonged_and_left() {
    let essai = Essai::new().await;
    let (mut conseiller, base) = old_dossier(&essai).await;
    let course = enter_cej(&mut conseiller, &base).await;
    let page = conseiller.get(&course).await;
    assert!(
        page.texte().contains("31 août 2027 au plus tard"),
        "{}",
        page.texte()
    );
    let signature =
        Formulaire::of(&page, &format!("{course}/signature")).avec("signature-le", "2026-09-02");
    assert_eq!(signature.post(&mut conseiller).await.status, 303);
    let mut autre = essai.client(Role::ResponsableSecteur, ML_A).await;
    let met = signature
        .avec("signature-le", "2026-09-05")
        .post(&mut autre)
        .await;
    assert_eq!(met.status, 409, "{}", met.sens());

    let page = conseiller.get(&course).await;
    let far = Formulaire::of(&page, &format!("{course}/prolongation"))
        .avec("prolongation-motif", "exceptionnelle")
        .avec("prolongation-mots", "Permis en mars")
        .avec("prolongation-jusqu_au", "2028-06-01")
        .post(&mut conseiller)
        .await;
    assert_eq!(far.status, 422);
    assert!(far.texte().contains("18 mois au plus"), "{}", far.texte());

    let leave = Formulaire::of(&page, &format!("{course}/sortie"))
        .avec("sortie-le", "2026-10-30")
        .avec("sortie-motif", "emploi");
    assert_eq!(leave.post(&mut conseiller).await.status, 303);
    let page = conseiller.get(&course).await;
    assert!(page.texte().contains("Situation inconnue ce jour-là"));
    let news = Formulaire::of(&page, &format!("{course}/suivis"))
        .avec("suivi-mois", "1")
        .avec("suivi-jointe", "oui");
    assert_eq!(news.post(&mut conseiller).await.status, 303);
    assert!(conseiller.get(&course).await.texte().contains("1 mois"));
}

#[tokio::test]
async fn hours_are_declared_validated_and_seen_in_the_list() {
    let essai = Essai::new().await;
    let (mut conseiller, base) = old_dossier(&essai).await;
    enter_cej(&mut conseiller, &base).await;
    let path = format!("{base}/semaine");
    let page = conseiller.get(&path).await;
    let form = Formulaire::of(&page, &format!("{base}/demarches"))
        .avec("demarche-nouvelle-libelle", "Trois candidatures")
        .avec("demarche-nouvelle-categorie", "emploi");
    let long = form.clone().avec("demarche-nouvelle-minutes", "25 h");
    let refused = long.post(&mut conseiller).await;
    assert_eq!(refused.status, 422);
    assert_eq!(
        refused.champ("demarche-nouvelle-libelle").unwrap(),
        "Trois candidatures"
    );
    let form = form.avec("demarche-nouvelle-minutes", "1 h 30");
    for _ in 0..2 {
        assert_eq!(form.post(&mut conseiller).await.status, 303);
    }
    assert_eq!(count(&essai, "demarche").await, 1);
    let page = conseiller.get(&path).await;
    let id = form.champ("demarche-nouvelle-id").to_owned();
    let decide = Formulaire::of(&page, &format!("{base}/demarches/{id}"));
    let key = decide.cle("decision");
    let done = decide.avec(&key, "valider").post(&mut conseiller).await;
    assert_eq!(done.status, 303);
    let page = conseiller.get(&path).await;
    assert!(
        page.texte().contains("1 h 30 faites sur 15 h"),
        "{}",
        page.texte()
    );
    sqlx::query("update jeune set referent_id = $1")
        .bind(essai.agent(Role::Conseiller, ML_A).id.uuid())
        .execute(&essai.base.brut)
        .await
        .unwrap();
    let list = conseiller.get("/semaines").await;
    assert!(list.texte().contains("13 h 30"), "{}", list.texte());
    assert!(list.sql() <= 3, "{} statements", list.sql());
}

#[tokio::test]
async fn a_month_is_declared_checked_validated_and_closed() {
    let essai = Essai::new().await;
    let (mut conseiller, base) = old_dossier(&essai).await;
    let course = enter_cej(&mut conseiller, &base).await;
    let path = format!("{course}/allocations");
    let page = conseiller.get(&path).await;
    assert_eq!(page.status, 200, "{}", page.sens());
    // The last form of the page is that of the first month of the course.
    let form = Formulaire::of(&page, &path);
    let key = |nom: &str| form.cle(nom);
    assert_eq!(form.champ(&key("mois")), "2026-09-01");
    let negative = form
        .clone()
        .avec(&key("foyer"), "non_imposable")
        .avec(&key("partielles"), "-12")
        .post(&mut conseiller)
        .await;
    assert_eq!(negative.status, 422);
    assert!(negative.texte().contains("ne peut pas être négatif"));
    let done = form
        .clone()
        .avec(&key("foyer"), "non_imposable")
        .avec(&key("autonome"), "oui")
        .post(&mut conseiller)
        .await;
    assert_eq!(done.status, 303, "{}", done.sens());

    let mut gestionnaire = essai.client(Role::Gestionnaire, ML_A).await;
    let month = "/allocations?mois=2026-09";
    let page = gestionnaire.get(month).await;
    assert!(page.texte().contains("561,68"), "{}", page.texte());
    assert!(page.sql() <= 5, "{} statements", page.sql());
    let check = Formulaire::of(&page, "/allocations/controle");
    assert_eq!(check.post(&mut gestionnaire).await.status, 303);
    let stale = check.post(&mut gestionnaire).await;
    assert_eq!(stale.status, 422);
    assert!(stale.texte().contains("vient d’être changée"));
    let mut direction = essai.client(Role::Directeur, ML_A).await;
    let page = direction.get(month).await;
    let validate = Formulaire::of(&page, "/allocations/validation");
    assert_eq!(validate.post(&mut direction).await.status, 303);
    let page = direction.get(month).await;
    let close = Formulaire::of(&page, "/allocations/cloture");
    assert_eq!(close.post(&mut direction).await.status, 303);
    let page = direction.get(month).await;
    assert!(
        page.texte().contains("1 allocation figée"),
        "{}",
        page.texte()
    );
    let csv = direction
        .get("/allocations/export?mois=2026-09&format=csv")
        .await;
    assert_eq!(csv.status, 200);
    assert_eq!(conseiller.get(month).await.status, 403);
    let mut ailleurs = essai.client(Role::Directeur, ML_B).await;
    let theirs = ailleurs.get(month).await;
    assert!(!theirs.texte().contains("561,68"));
    assert_eq!(ailleurs.get(&path).await.status, 404);
}

#[tokio::test]
async fn nothing_is_proposed_without_a_sound_absence() {
    let essai = Essai::new().await;
    let (mut conseiller, base) = old_dossier(&essai).await;
    let course = enter_cej(&mut conseiller, &base).await;
    let path = format!("{course}/sanctions");
    let page = conseiller.get(&path).await;
    assert!(
        page.texte().contains("rien ne peut être proposé"),
        "{}",
        page.texte()
    );
    let forced = conseiller
        .post(
            &path,
            &[
                ("formulaire", "proposition"),
                ("proposition-id", "0193a5c0-0000-7000-8000-000000000001"),
                ("proposition-faits", "0193a5c0-0000-7000-8000-000000000002"),
                ("proposition-avis", "Deux absences"),
            ],
        )
        .await;
    assert_eq!(forced.status, 422);
    assert_eq!(count(&essai, "sanction").await, 0);
}
