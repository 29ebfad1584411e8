//! The contact in twenty seconds.

use kernel::Role;
use testkit::ML_A;

use crate::{
    accompagnement::{Formulaire, dossier},
    essai::Essai,
};

/// How many contacts the frise holds.
async fn contacts(essai: &Essai) -> i64 {
    sqlx::query_scalar("select count(*) from evenement where objet = 'contact'")
        .fetch_one(&essai.base.brut)
        .await
        .expect("a count")
}

#[tokio::test]
async fn one_line_notes_a_contact_and_goes_back() {
    let essai = Essai::new().await;
    let (mut conseiller, base) = dossier(&essai).await;
    let found = conseiller
        .get("/contact?q=brumegart&retour=/portefeuille%3Ftri=nom")
        .await;
    assert_eq!(
        found.location(),
        format!("{base}/contact?retour=%2Fportefeuille%3Ftri%3Dnom")
    );
    let page = conseiller.follow(&found).await;
    assert!(page.texte().contains("BRUMEGART"), "{}", page.texte());
    let form = Formulaire::of(&page, &format!("{base}/contact")).avec("ligne", "Viendra lundi");
    assert_eq!(
        (form.champ("moyen"), form.champ("resultat")),
        ("telephone", "abouti")
    );
    for _ in 0..2 {
        let done = form.post(&mut conseiller).await;
        assert_eq!(done.location(), "/portefeuille?tri=nom", "{}", done.sens());
    }
    assert_eq!(contacts(&essai).await, 1);
}

#[tokio::test]
async fn those_who_only_read_contacts_note_one_too() {
    let essai = Essai::new().await;
    let (_, base) = dossier(&essai).await;
    let mut entreprises = essai.client(Role::RelationEntreprises, ML_A).await;
    let path = format!("{base}/contact");
    let page = entreprises.get(&path).await;
    let done = Formulaire::of(&page, &path)
        .avec("moyen", "sms")
        .post(&mut entreprises)
        .await;
    assert_eq!(done.location(), base, "{}", done.sens());
    assert_eq!(contacts(&essai).await, 1);
}

#[tokio::test]
async fn a_refused_contact_keeps_what_was_typed() {
    let essai = Essai::new().await;
    let (mut conseiller, base) = dossier(&essai).await;
    let path = format!("{base}/contact");
    let page = conseiller.get(&path).await;
    let refused = Formulaire::of(&page, &path)
        .avec("resultat", "message_laisse")
        .avec("ligne", "Rappellera")
        .avec("le", "2027-01-01")
        .post(&mut conseiller)
        .await;
    assert_eq!(refused.status, 422);
    assert_eq!(refused.champ("ligne").unwrap(), "Rappellera");
    assert_eq!(refused.champ("resultat").unwrap(), "message_laisse");
    assert_eq!(refused.champ("le").unwrap(), "2027-01-01");
    assert_eq!(contacts(&essai).await, 0);
}

#[tokio::test]
async fn the_header_leads_to_the_person_of_the_page() {
    let essai = Essai::new().await;
    let (mut conseiller, base) = dossier(&essai).await;
    let plan = conseiller.get(&format!("{base}/plan")).await.html();
    assert!(plan.contains(&format!("href=\"{base}/contact\" data-contact")));
    let home = conseiller.get("/contact").await.html();
    assert!(home.contains("href=\"/contact\" data-contact"));
}
