//! The papers: who may have them, what they say and what they never say. The documents of the tests
//! write what they are given, so a paper can be read here.

use kernel::Role;
use testkit::{ML_A, ML_B};

use crate::{essai::Essai, exemples::Exemples};

const PAPIERS: [&str; 8] = [
    "/ateliers/sessions/{session}/emargement.pdf",
    "/jeunes/{id}/rendez-vous/{rdv}/convocation.pdf",
    "/jeunes/{id}/plan.pdf",
    "/jeunes/{id}/synthese.pdf",
    "/jeunes/{id}/cv.pdf",
    "/jeunes/{id}/cv.pdf?modele=moderne",
    "/jeunes/{id}/attestation.pdf",
    "/jeunes/{id}/adhesions/{adhesion}/contrat.pdf",
];

async fn run(essai: &Essai, sql: &'static str, id: uuid::Uuid) {
    sqlx::query(sql)
        .bind(id)
        .execute(&essai.base.brut)
        .await
        .expect("a change");
}

#[tokio::test]
async fn each_paper_is_a_pdf_with_a_name_that_names_nobody() {
    let essai = Essai::new().await;
    let exemples = Exemples::new(&essai, ML_A).await;
    let mut client = essai.client(Role::Conseiller, ML_A).await;
    for chemin in PAPIERS {
        let papier = client.get(&exemples.adresse(chemin)).await;
        assert_eq!(papier.status, 200, "{chemin}");
        assert_eq!(papier.header("content-type"), "application/pdf", "{chemin}");
        let disposition = papier.header("content-disposition").to_lowercase();
        assert!(disposition.ends_with(".pdf\""), "{chemin}: {disposition}");
        assert!(disposition.is_ascii() && !disposition.contains("tintoret"));
        let html = papier.html();
        assert!(html.contains("2026-11-23"), "{chemin}: dated by the clock");
        assert!(html.contains("structure: \"Mission"), "{chemin}: {html}");
        assert!(html.to_lowercase().contains("tintoret"), "{chemin}");
    }
}

#[tokio::test]
async fn a_stranger_finds_no_paper_and_some_roles_may_not_have_them() {
    let essai = Essai::new().await;
    let exemples = Exemples::new(&essai, ML_A).await;
    let mut stranger = essai.client(Role::Conseiller, ML_B).await;
    for chemin in PAPIERS {
        let answer = stranger.get(&exemples.adresse(chemin)).await;
        assert_eq!(answer.status, 404, "{chemin}");
    }
    for (role, chemin, status) in [
        (Role::ChargeAccueil, PAPIERS[0], 200),
        (Role::ChargeAccueil, PAPIERS[1], 200),
        (Role::ChargeAccueil, PAPIERS[2], 403),
        (Role::ChargeAccueil, PAPIERS[3], 403),
        (Role::ChargeAccueil, PAPIERS[4], 403),
        (Role::RelationEntreprises, PAPIERS[4], 200),
        (Role::RelationEntreprises, PAPIERS[3], 403),
        (Role::AnimateurAtelier, PAPIERS[0], 200),
        (Role::AnimateurAtelier, PAPIERS[2], 403),
        (Role::AdministrateurLocal, PAPIERS[1], 403),
        (Role::IntervenantExterieur, PAPIERS[0], 403),
        (Role::ChargeAccueil, PAPIERS[6], 200),
        (Role::ChargeAccueil, PAPIERS[7], 403),
    ] {
        let mut client = essai.client(role, ML_A).await;
        let answer = client.get(&exemples.adresse(chemin)).await;
        assert_eq!(answer.status, status, "{role:?} {chemin}");
    }
}

#[tokio::test]
async fn a_sheet_holds_names_and_nothing_else_of_people() {
    let essai = Essai::new().await;
    let exemples = Exemples::new(&essai, ML_A).await;
    let mut client = essai.client(Role::AnimateurAtelier, ML_A).await;
    let feuille = client.get(&exemples.adresse(PAPIERS[0])).await.html();
    assert!(feuille.contains("Zéphyrine TINTORET"), "{feuille}");
    assert!(feuille.contains("Atelier marque-"), "{feuille}");
    assert!(!feuille.contains("ESSAI-1"), "{feuille}");
    assert!(!feuille.contains("00000001"), "{feuille}");
    let jeune = exemples.jeune();
    run(
        &essai,
        "update jeune set protege = true, protege_motif = 'menace' where id = $1",
        jeune,
    )
    .await;
    let feuille = client.get(&exemples.adresse(PAPIERS[0])).await.html();
    assert!(!feuille.contains("TINTORET"), "{feuille}");
    assert!(feuille.contains("Dossier protégé"), "{feuille}");
}

#[tokio::test]
async fn a_letter_says_when_and_where_and_not_why() {
    let essai = Essai::new().await;
    let exemples = Exemples::new(&essai, ML_A).await;
    let jeune = exemples.jeune();
    run(
        &essai,
        "update jeune set prenom_usage = 'Solal', adresse = '12 allée des Saules' where id = $1",
        jeune,
    )
    .await;
    let path = exemples.adresse(PAPIERS[1]);
    let mut client = essai.client(Role::Conseiller, ML_A).await;
    let lettre = client.get(&path).await.html();
    for said in [
        "Solal TINTORET",
        "Jeudi 26 novembre 2026",
        "10\u{a0}h",
        "45\u{a0}min",
        "12 allée des Saules",
    ] {
        assert!(
            lettre.replace("\\u{a0}", "\u{a0}").contains(said),
            "« {said} » in {lettre}"
        );
    }
    for secret in ["Entretien marque", "Zéphyrine", "ESSAI-1", "emploi"] {
        assert!(!lettre.contains(secret), "{secret} in {lettre}");
    }
    let mut other = essai.client(Role::AnimateurAtelier, ML_A).await;
    let lettre = other.get(&path).await.html();
    assert!(!lettre.contains("Saules"), "not for this role: {lettre}");
    run(
        &essai,
        "update rendez_vous set etat = 'annule' where jeune_id = $1",
        jeune,
    )
    .await;
    assert_eq!(client.get(&path).await.status, 404, "nothing to come to");
}

#[tokio::test]
async fn a_summary_is_for_the_person_and_holds_no_note() {
    let essai = Essai::new().await;
    let exemples = Exemples::new(&essai, ML_A).await;
    let jeune = exemples.jeune();
    for sql in [
        "update note set texte = 'à taire' where jeune_id = $1",
        "update entretien set resume = 'à taire' where jeune_id = $1",
        "update diagnostic_domaine set raison = 'à taire', points_forts = 'à taire',
           mots_du_jeune = 'à taire' where jeune_id = $1",
        "update tiers set nom = 'à taire' where jeune_id = $1",
    ] {
        run(&essai, sql, jeune).await;
    }
    let mut client = essai.client(Role::Conseiller, ML_A).await;
    let synthese = client.get(&exemples.adresse(PAPIERS[3])).await.html();
    for part in [
        "Qui je suis",
        "Me joindre",
        "Ma situation",
        "Ce que j’ai demandé",
        "Ce qui m’a été proposé",
        "Mon plan d’action",
        "Mes prochains rendez-vous",
        "ESSAI-1",
    ] {
        assert!(synthese.contains(part), "{part} in {synthese}");
    }
    assert!(!synthese.contains("à taire"), "{synthese}");
}

#[tokio::test]
async fn a_cv_has_her_own_facts_and_her_own_number() {
    let essai = Essai::new().await;
    let exemples = Exemples::new(&essai, ML_A).await;
    let jeune = exemples.jeune();
    run(
        &essai,
        "insert into contact (ml_id, id, jeune_id, moyen, valeur, titulaire, vrai_du, saisi_le)
         select ml_id, gen_random_uuid(), id, 'telephone', '+33600000099', 'parent', '2026-03-02',
           '2026-03-02' from jeune where id = $1",
        jeune,
    )
    .await;
    run(
        &essai,
        "insert into fait (ml_id, id, jeune_id, genre, valeurs, vrai_du, saisi_le)
         select ml_id, gen_random_uuid(), id, 'mobilite',
           '{\"permis\": \"am,code_en_cours\", \"vehicule\": \"aucun\"}', '2026-03-02', '2026-03-02'
         from jeune where id = $1",
        jeune,
    )
    .await;
    let mut client = essai.client(Role::RelationEntreprises, ML_A).await;
    let cv = client.get(&exemples.adresse(PAPIERS[5])).await.html();
    for said in [
        "CvModerne",
        "Stage marque-",
        "CAP marque-",
        "06 00 00 00 01",
        "Permis AM (cyclomoteur)",
        "Code en préparation",
    ] {
        let plain = cv.replace("\\u{a0}", " ").replace('\u{a0}', " ");
        assert!(plain.contains(said), "« {said} » in {cv}");
    }
    for secret in ["00 99", "Aucun", "2006", "ESSAI-1", "enfants"] {
        assert!(!cv.contains(secret), "{secret} in {cv}");
    }
}

#[tokio::test]
async fn the_pages_lead_to_the_papers() {
    let essai = Essai::new().await;
    let exemples = Exemples::new(&essai, ML_A).await;
    let mut client = essai.client(Role::Conseiller, ML_A).await;
    for (page, papier) in [
        ("/ateliers/sessions/{session}/emargement", PAPIERS[0]),
        ("/jeunes/{id}/rendez-vous/{rdv}", PAPIERS[1]),
        ("/jeunes/{id}/plan", PAPIERS[2]),
        ("/jeunes/{id}", PAPIERS[3]),
        ("/jeunes/{id}/parcours", PAPIERS[4]),
        ("/jeunes/{id}/parcours", PAPIERS[5]),
    ] {
        let html = client.get(&exemples.adresse(page)).await.html();
        let link = format!("href=\"{}\"", exemples.adresse(papier));
        assert!(html.contains(&link), "{page}: no {link}");
    }
    let mut accueil = essai.client(Role::ChargeAccueil, ML_A).await;
    let html = accueil.get(&exemples.adresse("/jeunes/{id}")).await.html();
    assert!(!html.contains("synthese.pdf"), "not for this role");
}

#[tokio::test]
async fn a_presence_and_a_decision_are_written_once_they_are() {
    let essai = Essai::new().await;
    let exemples = Exemples::new(&essai, ML_A).await;
    let mut client = essai.client(Role::Conseiller, ML_A).await;
    let addresses = [
        "/jeunes/{id}/rendez-vous/{rdv}/attestation.pdf",
        "/jeunes/{id}/ateliers/{inscription}/attestation.pdf",
        "/jeunes/{id}/adhesions/{adhesion}/sanctions/{sanction}/notification.pdf",
    ]
    .map(|chemin| exemples.adresse(chemin));
    for chemin in &addresses {
        assert_eq!(client.get(chemin).await.status, 404, "{chemin}");
    }
    for change in [
        "update rendez_vous set etat = 'present'",
        "update inscription set present = true, etat = 'realise'",
        "update sanction set etat = 'decidee', decidee_le = '2026-11-20', rang = 1, pourcent = 25,
           mois = 1, fin_contrat = false, motivation = 'Motif écrit', observations = 'Dit par elle',
           observations_le = '2026-11-10'",
    ] {
        sqlx::query(change)
            .execute(&essai.base.brut)
            .await
            .expect("a change");
    }
    for (chemin, said) in addresses.iter().zip(["rendez-vous", "atelier", "tribunal"]) {
        let papier = client.get(chemin).await;
        assert_eq!(papier.status, 200, "{chemin}");
        assert!(papier.html().contains(said), "{chemin}: {}", papier.html());
    }
    let letter = client.get(&addresses[2]).await.html();
    for said in [
        "Motif écrit",
        "Dit par elle",
        "de l’allocation en moins, pendant un mois",
    ] {
        assert!(letter.contains(said), "{said}: {letter}");
    }
}
