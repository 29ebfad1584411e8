//! A dossier asked of another mission locale and answered, as people use the pages.

use kernel::Role;
use testkit::{ML_A, ML_B};

use crate::{
    accompagnement::{Formulaire, dossier},
    essai::{Client, Essai},
    rattachement,
};

/// She is known in the second mission locale too, under the same name and birth date.
async fn known_there(essai: &Essai) -> String {
    let there = rattachement::dossier(&essai.base, ML_B, "B-1", 0xd4).await;
    sqlx::query(
        "update jeune b set nom_naissance = a.nom_naissance, prenom = a.prenom,
           date_naissance = a.date_naissance, recherche = a.recherche
         from jeune a where a.ml_id = 1 and b.ml_id = 2",
    )
    .execute(&essai.base.brut)
    .await
    .unwrap();
    there.to_string()
}

async fn ask(client: &mut Client, base: &str) -> u16 {
    let path = format!("{base}/transferts");
    let page = client.get(&path).await;
    let done = Formulaire::of(&page, &path)
        .avec("demander-autre", "2")
        .avec("demander-motif", "demenagement")
        .avec("demander-accord_le", "2026-11-20")
        .avec("demander-notes", "non")
        .post(client)
        .await;
    done.status.as_u16()
}

/// The address of the only request received.
async fn received(client: &mut Client) -> String {
    let list = client.get("/transferts").await.html();
    let at = list.find("href=\"/transferts/").expect("a request");
    list[at + 6..][..48].to_owned()
}

#[tokio::test]
async fn a_request_keeps_what_was_typed_then_goes_and_is_answered() {
    let essai = Essai::new().await;
    let (mut conseiller, base) = dossier(&essai).await;
    let there = known_there(&essai).await;
    let path = format!("{base}/transferts");
    let page = conseiller.get(&path).await;
    let refused = Formulaire::of(&page, &path)
        .avec("demander-accord_le", "2027-01-01")
        .avec("demander-motif", "choix")
        .avec("demander-autre", "2")
        .avec("demander-notes", "oui")
        .post(&mut conseiller)
        .await;
    assert_eq!(refused.status, 422);
    assert!(
        refused.texte().contains("dans l’avenir"),
        "{}",
        refused.texte()
    );
    assert_eq!(refused.champ("demander-accord_le").unwrap(), "2027-01-01");
    assert_eq!(ask(&mut conseiller, &base).await, 303);
    let waiting = conseiller.get(&path).await;
    assert!(
        waiting.texte().contains("En attente"),
        "{}",
        waiting.texte()
    );
    assert!(
        !waiting.texte().contains("Demander le dossier"),
        "one at a time"
    );

    let mut direction = essai.client(Role::Directeur, ML_B).await;
    let address = received(&mut direction).await;
    let page = direction.get(&address).await;
    assert!(
        page.html().contains(&format!("/jeunes/{there}")),
        "{}",
        page.texte()
    );
    let action = format!("{address}/acceptation");
    let form = Formulaire::of(&page, &action);
    let done = form.post(&mut direction).await;
    assert_eq!(done.status, 303, "{}", done.texte());
    assert_eq!(form.post(&mut direction).await.status, 303, "a second post");
    assert_eq!(direction.get(&format!("/jeunes/{there}")).await.status, 404);
    let list = direction.get("/transferts").await;
    assert!(
        list.texte().contains("Dossier transféré"),
        "{}",
        list.texte()
    );
    let here = conseiller.get(&path).await;
    assert!(
        here.texte().contains("Dossier transféré"),
        "{}",
        here.texte()
    );
    let frise = conseiller.get(&format!("{base}/frise")).await;
    assert!(
        frise.texte().contains("Dossier reçu de"),
        "{}",
        frise.texte()
    );
}

#[tokio::test]
async fn a_refusal_needs_its_reason_and_a_request_may_be_taken_back() {
    let essai = Essai::new().await;
    let (mut conseiller, base) = dossier(&essai).await;
    assert_eq!(ask(&mut conseiller, &base).await, 303);
    let mut direction = essai.client(Role::Directeur, ML_B).await;
    let address = received(&mut direction).await;
    let page = direction.get(&address).await;
    let silent = Formulaire::of(&page, &format!("{address}/refus"))
        .post(&mut direction)
        .await;
    assert_eq!(silent.status, 422);
    let nobody = Formulaire::of(&page, &format!("{address}/acceptation"))
        .post(&mut direction)
        .await;
    assert_eq!(nobody.status, 422, "nobody is called so here");
    assert!(
        nobody.texte().contains("numéro du dossier"),
        "{}",
        nobody.texte()
    );

    let page = conseiller.get(&format!("{base}/transferts")).await;
    let at = page
        .html()
        .find("/annulation")
        .expect("it may be taken back");
    let action = page.html()[..at]
        .rfind('"')
        .map(|from| page.html()[from + 1..at].to_owned());
    let action = format!("{}/annulation", action.unwrap());
    let done = Formulaire::of(&page, &action).post(&mut conseiller).await;
    assert_eq!(done.status, 303, "{}", done.texte());
    let closed = direction.get(&address).await;
    assert!(
        !closed.html().contains("/acceptation"),
        "{}",
        closed.texte()
    );
    let mut owner = essai.client(Role::Conseiller, ML_B).await;
    assert_eq!(owner.get("/transferts").await.status, 403);
    let mut stranger = essai.client(Role::Directeur, ML_A).await;
    assert_eq!(stranger.get(&address).await.status, 404);
}

#[tokio::test]
async fn reading_to_go_on_waits_for_the_delay() {
    let essai = Essai::new().await;
    let (mut conseiller, base) = dossier(&essai).await;
    known_there(&essai).await;
    assert_eq!(ask(&mut conseiller, &base).await, 303);
    sqlx::query("update jeune set referent_id = $1 where ml_id = 1")
        .bind(essai.agent(Role::Conseiller, ML_A).id.uuid())
        .execute(&essai.base.brut)
        .await
        .unwrap();
    let id: uuid::Uuid = sqlx::query_scalar("select id from transfert where ml_id = 1")
        .fetch_one(&essai.base.brut)
        .await
        .unwrap();
    let address = format!("{base}/transferts/{id}/continuite");
    let early = conseiller.get(&address).await;
    assert_eq!(early.status, 303);
    essai.base.db.clock().advance(chrono::Duration::days(8));
    let mut conseiller = essai.client(Role::Conseiller, ML_A).await;
    let page = conseiller.get(&format!("{base}/transferts")).await;
    assert!(
        page.texte().contains("Lire pour continuer"),
        "{}",
        page.texte()
    );
    let read = conseiller.get(&address).await;
    assert_eq!(read.status, 200, "{}", read.texte());
    assert_eq!(essai.base.audit("acces_continuite").await, 2);
}
