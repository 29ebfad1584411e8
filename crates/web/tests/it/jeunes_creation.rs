//! Opening a dossier: the least that is needed, duplicates first, kind words outside the public.

use kernel::Role;
use testkit::ML_A;

use crate::{
    essai::{Client, Essai},
    reponse::Reponse,
};

const CHEMIN: &str = "/jeunes/nouveau";

/// The form as the page gives it, `typed` on top.
async fn post(client: &mut Client, form: &Reponse, typed: &[(&str, &str)]) -> Reponse {
    let hidden = |name| form.champ(name).unwrap_or_default();
    let (id, contact) = (hidden("id"), hidden("contact_id"));
    let day = hidden("premier_accueil_le");
    let mut fields = vec![
        ("id", id.as_str()),
        ("contact_id", contact.as_str()),
        ("premier_accueil_le", day.as_str()),
        ("nom_naissance", "Brumegart"),
        ("prenom", "Manon"),
        ("date_naissance", "2006-01-13"),
        ("commune", "Brumeville (00100)"),
        ("telephone", "06 39 98 42 52"),
    ];
    fields.retain(|(name, _)| !typed.iter().any(|(other, _)| other == name));
    fields.extend(typed);
    client.post(CHEMIN, &fields).await
}

/// A dossier opened by the accueil.
pub(crate) async fn ouvrir(client: &mut Client, typed: &[(&str, &str)]) -> String {
    let form = client.get(CHEMIN).await;
    let opened = post(client, &form, typed).await;
    assert_eq!(opened.status, 303, "{}", opened.sens());
    opened.location()
}

#[tokio::test]
async fn the_least_opens_a_dossier_and_a_second_post_finds_it() {
    let essai = Essai::new().await;
    let mut accueil = essai.client(Role::ChargeAccueil, ML_A).await;
    let form = accueil.get(CHEMIN).await;
    assert_eq!(form.champ("premier_accueil_le").unwrap(), "2026-11-23");
    let typed = [
        ("date_naissance", ""),
        ("age_declare", "19"),
        ("commune", ""),
        ("sans_domicile_stable", "oui"),
        ("telephone", ""),
        ("a_voir_sur_place", "oui"),
    ];
    let first = post(&mut accueil, &form, &typed).await;
    let second = post(&mut accueil, &form, &typed).await;
    assert_eq!(first.location(), second.location());
    assert_eq!(essai.base.audit("creation").await, 1);
    let fiche = accueil.get(&format!("{}/identite", first.location())).await;
    let texte = fiche.texte();
    assert!(texte.contains("19 ans environ (âge déclaré)"), "{texte}");
    assert!(texte.contains("Sans domicile stable"), "{texte}");
    assert!(texte.contains("À voir sur place"), "{texte}");
}

#[tokio::test]
async fn errors_keep_what_was_typed_and_follow_the_page() {
    let essai = Essai::new().await;
    let mut accueil = essai.client(Role::ChargeAccueil, ML_A).await;
    let form = accueil.get(CHEMIN).await;
    let typed = [
        ("nom_naissance", "D’Été <b>"),
        ("prenom", ""),
        ("date_naissance", "29/02/2007"),
        ("commune", "Nulle-Part"),
        ("premier_accueil_le", "2026-11-24"),
    ];
    let refused = post(&mut accueil, &form, &typed).await;
    assert_eq!(
        refused.sens(),
        "422\n\
         # Créer un dossier\n\
         # 4 réponses sont à corriger\n\
         ! Indiquez le prénom.\n\
         ! Cette date n’existe pas. Écrivez-la ainsi : 14/03/2005.\n\
         ! Aucune commune ne correspond. Essayez le code postal.\n\
         ! Le premier accueil ne peut pas être dans l’avenir."
    );
    assert_eq!(refused.champ("nom_naissance").unwrap(), "D’Été <b>");
    assert_eq!(refused.champ("commune").unwrap(), "Nulle-Part");
    assert_eq!(refused.champ("id"), form.champ("id"));
    assert_eq!(essai.base.audit("creation").await, 0);
}

#[tokio::test]
async fn communes_of_the_same_name_are_a_choice() {
    let essai = Essai::new().await;
    sqlx::query(
        "insert into commune (code, nom, nom_recherche, departement, codes_postaux)
         values ('00003', 'Brumeville', 'brumeville', '00', '{00300}')",
    )
    .execute(&essai.base.brut)
    .await
    .unwrap();
    let mut accueil = essai.client(Role::ChargeAccueil, ML_A).await;
    let form = accueil.get(CHEMIN).await;
    let asked = post(&mut accueil, &form, &[("commune", "brumeville")]).await;
    assert_eq!(asked.status, 422);
    assert!(asked.texte().contains("De quelle commune s’agit-il ?"));
    let chosen = [
        ("commune", "brumeville"),
        ("commune_pour", "brumeville"),
        ("commune_code", "00003"),
    ];
    let opened = post(&mut accueil, &form, &chosen).await;
    assert_eq!(opened.status, 303, "{}", opened.sens());
    let offered = accueil.get("/communes?commune=003").await;
    assert!(offered.html().contains("Brumeville (00300)"));
}

#[tokio::test]
async fn a_likely_duplicate_comes_first_and_a_person_decides() {
    let essai = Essai::new().await;
    let mut accueil = essai.client(Role::ChargeAccueil, ML_A).await;
    let known = ouvrir(&mut accueil, &[]).await;
    let form = accueil.get(CHEMIN).await;
    let typed = [("nom_naissance", "Brumegard"), ("telephone", "0639984253")];
    let asked = post(&mut accueil, &form, &typed).await;
    assert_eq!(asked.status, 422);
    let texte = asked.texte();
    assert!(texte.contains("Est-ce déjà cette personne ?"), "{texte}");
    assert!(texte.contains("Manon BRUMEGART"), "{texte}");
    assert!(asked.html().contains(&format!("href=\"{known}\"")));
    assert!(texte.contains("Nom : presque le même"), "{texte}");
    assert!(
        !texte.contains("Ce que pèse chaque ressemblance"),
        "{texte}"
    );
    assert_eq!(essai.base.audit("creation").await, 1);
    assert_eq!(essai.base.audit("doublons").await, 1);

    let mut conseiller = essai.client(Role::Conseiller, ML_A).await;
    let own = conseiller.get(CHEMIN).await;
    let weighed = post(&mut conseiller, &own, &typed).await.texte();
    assert!(
        weighed.contains("Ce que pèse chaque ressemblance"),
        "{weighed}"
    );

    let shown = asked.champ("doublons_montres").unwrap();
    assert!(known.ends_with(&shown));
    let decided = [
        ("nom_naissance", "Brumegard"),
        ("telephone", "0639984253"),
        ("doublons_montres", shown.as_str()),
        ("ecarter", "oui"),
    ];
    let opened = post(&mut accueil, &form, &decided).await;
    assert_eq!(opened.status, 303, "{}", opened.sens());
    assert_ne!(opened.location(), known);
    assert_eq!(essai.base.audit("creation").await, 2);
}

#[tokio::test]
async fn a_protected_duplicate_says_only_to_ask_the_direction() {
    let essai = Essai::new().await;
    let mut accueil = essai.client(Role::ChargeAccueil, ML_A).await;
    let known = ouvrir(&mut accueil, &[]).await;
    sqlx::query("update jeune set protege = true, protege_motif = 'lien_equipe'")
        .execute(&essai.base.brut)
        .await
        .unwrap();
    let form = accueil.get(CHEMIN).await;
    let asked = post(&mut accueil, &form, &[]).await;
    assert_eq!(asked.status, 422);
    assert!(asked.texte().contains("Contactez la direction"));
    assert!(!asked.html().contains(&known));
    assert!(!asked.texte().contains("BRUMEGART"));
    let told = [("protege_montre", "oui"), ("ecarter", "oui")];
    let opened = post(&mut accueil, &form, &told).await;
    assert_eq!(opened.status, 303, "{}", opened.sens());
}

#[tokio::test]
async fn outside_the_public_a_kind_word_and_who_can_help() {
    let essai = Essai::new().await;
    let mut conseiller = essai.client(Role::Conseiller, ML_A).await;
    let form = conseiller.get(CHEMIN).await;
    let young = post(&mut conseiller, &form, &[("date_naissance", "2012-01-01")]).await;
    assert_eq!(young.status, 422);
    let texte = young.texte();
    assert!(
        texte.contains("Avant 16 ans, d’autres peuvent aider"),
        "{texte}"
    );
    assert!(texte.contains("Le 119"), "{texte}");
    assert!(young.champ("derogation_rqth").is_none());
    assert!(!texte.contains("moins_de_16"), "{texte}");

    let old = post(&mut conseiller, &form, &[("date_naissance", "1998-01-01")]).await;
    assert!(old.texte().contains("France Travail"));
    assert_eq!(old.champ("derogation_rqth").unwrap(), "");
    let rqth = [("date_naissance", "1998-01-01"), ("derogation_rqth", "oui")];
    let opened = post(&mut conseiller, &form, &rqth).await;
    assert_eq!(opened.status, 303, "{}", opened.sens());
}

#[tokio::test]
async fn the_search_carries_what_was_typed_rather_than_a_draft() {
    let essai = Essai::new().await;
    let mut conseiller = essai.client(Role::Conseiller, ML_A).await;
    let kept = "/brouillon?adresse=/jeunes/nouveau";
    conseiller.post(kept, &[("nom_naissance", "Gardé")]).await;
    let carried = conseiller
        .get("/jeunes/nouveau?nom_naissance=Dubois&prenom=L%C3%A9na")
        .await;
    assert_eq!(carried.champ("nom_naissance").unwrap(), "Dubois");
    let resumed = conseiller.get(CHEMIN).await;
    assert_eq!(resumed.champ("nom_naissance").unwrap(), "Gardé");
    assert!(resumed.texte().contains("Brouillon repris"));
    let gone = conseiller
        .post("/brouillon/abandon", &[("adresse", CHEMIN)])
        .await;
    assert_eq!(gone.sens(), "303\n→ /jeunes/nouveau");
    let blank = conseiller.follow(&gone).await;
    assert_eq!(blank.champ("nom_naissance").unwrap(), "");
    let elsewhere = conseiller
        .post("/brouillon/abandon", &[("adresse", "//ailleurs.invalid")])
        .await;
    assert_eq!(elsewhere.location(), "/");
}
