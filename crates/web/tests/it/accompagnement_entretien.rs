//! The interview from one screen, its correction, and the confidential notes.

use kernel::Role;
use testkit::ML_A;

use crate::{
    accompagnement::{Formulaire, count, dossier},
    essai::{Client, Essai},
    reponse::Reponse,
};

/// The one screen, with the least there is to type.
async fn screen(client: &mut Client, base: &str) -> Formulaire {
    let path = format!("{base}/entretiens/nouveau");
    let page = client.get(&path).await;
    Formulaire::of(&page, &path)
        .avec("theme", "mobilite")
        .avec("resume", "Veut passer le permis.")
}

#[tokio::test]
async fn a_theme_and_a_summary_close_an_interview_once() {
    let essai = Essai::new().await;
    let (mut conseiller, base) = dossier(&essai).await;
    let form = screen(&mut conseiller, &base).await;
    assert_eq!(form.champ("realise_le"), "2026-11-23");
    assert_eq!(form.champ("modalite"), "sur_place");
    assert!(!form.champ("prochain_contact_le").is_empty());
    for _ in 0..2 {
        let done = form.post(&mut conseiller).await;
        assert_eq!(done.location(), base, "{}", done.sens());
    }
    assert_eq!(count(&essai, "entretien").await, 1);
    let page = conseiller.get(&format!("{base}/entretiens")).await;
    assert!(
        page.texte().contains("Veut passer le permis."),
        "{}",
        page.texte()
    );
    let one = format!("{base}/entretiens/{}", form.champ("id"));
    assert!(
        conseiller
            .get(&one)
            .await
            .texte()
            .contains("Sur place, 45 min")
    );
    let html = conseiller.get(&one).await.html();
    let copied = html
        .split_once("id=\"a-copier\"")
        .and_then(|(_, after)| after.split_once("</textarea>"))
        .map(|(text, _)| text.to_owned())
        .expect("a text to copy");
    for line in [
        "Type\u{a0}: Entretien individuel\n",
        "Thème\u{a0}: Mobilité\n",
        "Date\u{a0}: 23/11/2026",
        "Durée\u{a0}: 45 min\n",
        "Modalité\u{a0}: Sur place",
    ] {
        assert!(copied.contains(line), "{line} in {copied}");
    }
    assert!(!copied.contains("permis"), "{copied}");
}

#[tokio::test]
async fn all_that_an_interview_may_change_is_changed_at_once() {
    let essai = Essai::new().await;
    let (mut conseiller, base) = dossier(&essai).await;
    let first = screen(&mut conseiller, &base)
        .await
        .avec("freins_trouves", "permis_a_passer")
        .avec("action_0_libelle", "S’inscrire au code")
        .avec("action_0_pour", "")
        .avec("action_1_libelle", "Repérer une auto-école")
        .avec("action_1_pour", "")
        .avec("evenement_0_nature", "atelier")
        .avec("note_confidentielle", "À reprendre avec elle seule");
    let done = first.post(&mut conseiller).await;
    assert_eq!(done.status, 303, "{}", done.sens());
    assert_eq!(
        (
            count(&essai, "objectif").await,
            count(&essai, "action").await
        ),
        (1, 2)
    );
    assert_eq!(
        (count(&essai, "frein").await, count(&essai, "note").await),
        (1, 1)
    );

    let second = screen(&mut conseiller, &base).await;
    let frein = second.champ("frein_ouvert").to_owned();
    let page = conseiller.get(&format!("{base}/entretiens/nouveau")).await;
    let done = ticked(&page);
    let closed = second
        .avec(&format!("levee_{frein}"), "aide_obtenue")
        .et("actions_faites", &done)
        .post(&mut conseiller)
        .await;
    assert_eq!(closed.status, 303, "{}", closed.sens());
    let plan = conseiller.get(&format!("{base}/plan")).await.texte();
    assert!(plan.contains("1 action faite sur 2"), "{plan}");
    assert!(plan.contains("Levé le 23/11/2026"), "{plan}");
}

/// The first action that may be ticked.
fn ticked(page: &Reponse) -> String {
    let html = page.html();
    let (_, after) = html
        .split_once("name=\"actions_faites\" value=\"")
        .expect("an open action");
    after.split('"').next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn a_refused_interview_keeps_what_was_typed() {
    let essai = Essai::new().await;
    let (mut conseiller, base) = dossier(&essai).await;
    let refused = screen(&mut conseiller, &base)
        .await
        .avec("theme", "")
        .avec("duree_autre", "75")
        .avec("note_confidentielle", "Entre nous")
        .avec("evenement_1_nature", "atelier")
        .avec("action_0_libelle", "Appeler l’auto-école")
        .avec("action_0_pour", "envie:mobilite")
        .avec("freins_trouves", "code_route")
        .post(&mut conseiller)
        .await;
    assert_eq!(refused.status, 422);
    assert!(
        refused.html().contains("href=\"#theme\""),
        "{}",
        refused.sens()
    );
    for (nom, valeur) in [
        ("resume", "Veut passer le permis."),
        ("duree_autre", "75"),
        ("note_confidentielle", "Entre nous"),
        ("evenement_1_nature", "atelier"),
        ("action_0_libelle", "Appeler l’auto-école"),
        ("action_0_pour", "envie:mobilite"),
        ("freins_trouves", "code_route"),
    ] {
        assert_eq!(refused.champ(nom).unwrap().trim(), valeur, "{nom}");
    }
    assert_eq!(
        count(&essai, "entretien").await + count(&essai, "note").await,
        0
    );
    let path = format!("{base}/entretiens/nouveau");
    let again = Formulaire::of(&refused, &path).avec("theme", "mobilite");
    assert_eq!(again.post(&mut conseiller).await.status, 303);
}

#[tokio::test]
async fn the_second_of_two_corrections_sees_both_values() {
    let essai = Essai::new().await;
    let (mut conseiller, base) = dossier(&essai).await;
    let form = screen(&mut conseiller, &base).await;
    form.post(&mut conseiller).await;
    let path = format!("{base}/entretiens/{}/corriger", form.champ("id"));
    let page = conseiller.get(&path).await;
    let form = Formulaire::of(&page, &path);
    let mut autre = essai.client(Role::ResponsableSecteur, ML_A).await;
    let first = form
        .clone()
        .avec("resume", "Premier")
        .post(&mut autre)
        .await;
    assert_eq!(first.status, 303, "{}", first.sens());
    let second = form.avec("resume", "Second").post(&mut conseiller).await;
    assert_eq!(second.status, 409);
    assert!(
        second.texte().contains("Second Premier"),
        "{}",
        second.texte()
    );
    let knowing = Formulaire::of(&second, &path);
    assert_eq!(knowing.champ("resume"), "Second");
    assert_eq!(knowing.post(&mut conseiller).await.status, 303);
}

#[tokio::test]
async fn a_note_is_read_by_its_author_and_for_a_reason_by_others() {
    let essai = Essai::new().await;
    let (mut conseiller, base) = dossier(&essai).await;
    let path = format!("{base}/notes");
    let page = conseiller.get(&path).await;
    let form = Formulaire::of(&page, &path);
    let empty = form.post(&mut conseiller).await;
    assert_eq!(empty.status, 422);
    let form = form.avec("note-texte", "Entre elle et moi");
    for _ in 0..2 {
        assert_eq!(form.post(&mut conseiller).await.location(), path);
    }
    assert_eq!(count(&essai, "note").await, 1);
    assert!(
        conseiller
            .get(&path)
            .await
            .texte()
            .contains("Entre elle et moi")
    );

    let mut secteur = essai.client(Role::ResponsableSecteur, ML_A).await;
    let page = secteur.get(&path).await;
    assert!(!page.texte().contains("Entre elle et moi"));
    let open = Formulaire::of(&page, &format!("{path}/{}/ouvrir", form.champ("note-id")));
    assert_eq!(open.post(&mut secteur).await.status, 422);
    let motif = open.cle("motif");
    let opened = open.avec(&motif, "remplacement").post(&mut secteur).await;
    assert_eq!(opened.status, 200);
    assert!(
        opened.texte().contains("Entre elle et moi"),
        "{}",
        opened.texte()
    );
    assert!(
        !secteur
            .get(&path)
            .await
            .texte()
            .contains("Entre elle et moi")
    );
}
