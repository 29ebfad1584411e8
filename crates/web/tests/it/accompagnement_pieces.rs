//! Pieces and contracts, as people use their pages.

use axum::http::Method;
use kernel::Role;
use testkit::{ML_A, ML_B};

use crate::{
    accompagnement::{Formulaire, count, dossier},
    accompagnement_dispositifs::{enter_cej, old_dossier},
    essai::{Client, Essai},
    exemples::Exemples,
    reponse::Reponse,
};

const LIMITE: &str = "----jalon-essai";
const MULTIPART: &str = "multipart/form-data; boundary=--jalon-essai";
const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n";

/// Sends the form of the page as a browser does, with a file.
async fn bring(
    client: &mut Client,
    base: &str,
    fields: &[(&str, &str)],
    file: Option<(&str, &[u8])>,
) -> Reponse {
    let path = format!("{base}/pieces");
    let page = client.get(&path).await;
    let mut all = vec![("formulaire".to_owned(), "piece".to_owned())];
    all.push((
        "piece-id".to_owned(),
        page.champ("piece-id").unwrap_or_default(),
    ));
    for (name, value) in fields {
        all.retain(|(n, _)| n != name);
        all.push(((*name).to_owned(), (*value).to_owned()));
    }
    let mut body = Vec::new();
    for (name, value) in all {
        let part = format!(
            "{LIMITE}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        );
        body.extend_from_slice(part.as_bytes());
    }
    let (name, bytes) = file.unwrap_or(("", b""));
    let head = format!(
        "{LIMITE}\r\nContent-Disposition: form-data; name=\"piece-fichier\"; filename=\"{name}\"\r\n\
         Content-Type: application/pdf\r\n\r\n"
    );
    body.extend_from_slice(head.as_bytes());
    body.extend_from_slice(bytes);
    body.extend_from_slice(format!("\r\n{LIMITE}--\r\n").as_bytes());
    client
        .send_bytes(Method::POST, &path, &[("content-type", MULTIPART)], body)
        .await
}

#[tokio::test]
async fn a_piece_is_brought_handed_over_and_withdrawn() {
    let essai = Essai::new().await;
    let (mut conseiller, base) = dossier(&essai).await;
    let empty = conseiller.get(&format!("{base}/pieces")).await;
    assert!(empty.texte().contains("Aucune pièce"), "{}", empty.texte());
    let fields = [
        ("piece-nature", "identite"),
        ("piece-valable_au", "2026-12-24"),
        ("piece-id", "0193b000-0000-7000-8000-000000000001"),
    ];
    for _ in 0..2 {
        let file = Some(("../<b>Carte</b>.pdf", PDF));
        let done = bring(&mut conseiller, &base, &fields, file).await;
        assert_eq!(done.status, 303, "{}", done.sens());
    }
    assert_eq!(count(&essai, "piece").await, 1);
    assert_eq!(
        essai.blobs.nombre(),
        1,
        "the file of the second post is not kept"
    );
    let page = conseiller.get(&format!("{base}/pieces")).await;
    let text = page.texte();
    assert!(text.contains("Finit bientôt"), "{text}");
    assert!(text.contains("24 décembre 2026"), "{text}");
    assert!(
        !page.html().contains("<b>Carte"),
        "a name is shown, never read"
    );
    let due = "select count(*) from echeance where nature = 'fin_piece'
        and echeance_le = '2026-12-24' and visible_le = '2026-10-25'";
    let due: i64 = sqlx::query_scalar(due)
        .fetch_one(&essai.base.brut)
        .await
        .expect("a count");
    assert_eq!(due, 1, "sixty days before");
    let at = format!("{base}/pieces/0193b000-0000-7000-8000-000000000001");
    let file = conseiller.get(&at).await;
    assert_eq!(file.body, PDF);
    assert_eq!(file.header("content-type"), "application/pdf");
    assert_eq!(file.header("x-content-type-options"), "nosniff");
    assert_eq!(file.header("cache-control"), "no-store");
    let disposition = file.header("content-disposition");
    assert_eq!(
        disposition,
        "attachment; filename=\"identite-2026-11-23.pdf\""
    );
    let traced = "select count(*) from audit where action = 'telechargement' and objet = 'piece'";
    let traced: i64 = sqlx::query_scalar(traced)
        .fetch_one(&essai.base.brut)
        .await
        .expect("a count");
    assert_eq!(traced, 1);
    let form = Formulaire::of(&page, &format!("{at}/retrait"));
    let silent = form.post(&mut conseiller).await;
    assert_eq!(silent.status, 422);
    let motif = form.cle("motif");
    let form = form.avec(&motif, "Une copie de trop");
    assert_eq!(form.post(&mut conseiller).await.status, 303);
    assert_eq!(essai.blobs.nombre(), 0);
    assert_eq!(conseiller.get(&at).await.status, 404);
    let text = conseiller.get(&format!("{base}/pieces")).await.texte();
    assert!(text.contains("Une copie de trop"), "{text}");
}

#[tokio::test]
async fn what_is_refused_says_why_writes_nothing_and_loses_nothing() {
    let essai = Essai::new().await;
    let (mut conseiller, base) = dossier(&essai).await;
    let heavy = vec![b'%'; 11_000_000];
    let zip = b"PK\x03\x04\x14\0 lettre.txt".to_vec();
    let html = b"<html><script>alert(1)</script></html>".to_vec();
    for (file, nature, said) in [
        (heavy, "diplome", "10 Mo au plus"),
        (zip, "diplome", "quel que soit son nom"),
        (html, "diplome", "quel que soit son nom"),
        (Vec::new(), "diplome", "Choisissez un fichier"),
        (PDF.to_vec(), "certificat_medical", "donnée de santé"),
        (PDF.to_vec(), "mdph", "RQTH"),
        (PDF.to_vec(), "", "Choisissez une réponse"),
    ] {
        let fields = [("piece-nature", nature), ("piece-vue_le", "")];
        let name = if file.is_empty() { "" } else { "lettre.pdf" };
        let done = bring(&mut conseiller, &base, &fields, Some((name, &file))).await;
        assert_eq!(done.status, 422, "{said}: {}", done.sens());
        assert!(done.texte().contains(said), "{said}: {}", done.texte());
        assert_eq!(done.champ("piece-nature").unwrap_or_default(), nature);
    }
    let kept = [
        ("piece-nature", "permis"),
        ("piece-valable_au", "2027-01-31"),
    ];
    let done = bring(&mut conseiller, &base, &kept, Some(("x.pdf", b"rien"))).await;
    assert_eq!(done.champ("piece-valable_au").unwrap(), "2027-01-31");
    let health = [("piece-nature", "autre"), ("piece-sante", "oui")];
    let done = bring(&mut conseiller, &base, &health, Some(("x.pdf", PDF))).await;
    assert_eq!(done.status, 422);
    assert!(done.texte().contains("données de santé"));
    assert_eq!(count(&essai, "piece").await, 0);
    assert_eq!(essai.blobs.nombre(), 0, "nothing refused is ever written");
    let seen = [("piece-nature", "domicile"), ("piece-vue_le", "2026-11-20")];
    assert_eq!(bring(&mut conseiller, &base, &seen, None).await.status, 303);
    let text = conseiller.get(&format!("{base}/pieces")).await.texte();
    assert!(text.contains("Papier vu le 20/11/2026"), "{text}");
}

#[tokio::test]
async fn no_row_is_written_without_its_file() {
    let essai = Essai::new().await;
    let (mut conseiller, base) = dossier(&essai).await;
    essai.blobs.casser();
    let fields = [("piece-nature", "cv")];
    let done = bring(&mut conseiller, &base, &fields, Some(("cv.pdf", PDF))).await;
    assert_eq!(done.status, 500);
    assert_eq!(count(&essai, "piece").await, 0);
}

#[tokio::test]
async fn a_stranger_and_the_reception_bring_and_read_nothing() {
    let essai = Essai::new().await;
    let exemples = Exemples::new(&essai, ML_A).await;
    let base = format!("/jeunes/{}", exemples.jeune());
    let file = exemples.adresse("/jeunes/{id}/pieces/{piece}");
    for (role, ml, status) in [
        (Role::Conseiller, ML_B, 404),
        (Role::ChargeAccueil, ML_A, 403),
        (Role::RelationEntreprises, ML_A, 403),
    ] {
        let mut client = essai.client(role, ml).await;
        assert_eq!(client.get(&file).await.status, status, "{role:?}");
        assert_eq!(client.get(&format!("{base}/pieces")).await.status, status);
        let fields = [
            ("piece-nature", "cv"),
            ("piece-id", "0193b000-0000-7000-8000-000000000002"),
        ];
        let done = bring(&mut client, &base, &fields, Some(("cv.pdf", PDF))).await;
        assert_eq!(done.status, status, "{role:?}");
    }
    assert_eq!(essai.blobs.nombre(), 1, "the one of the examples only");
}

#[tokio::test]
async fn a_contract_is_read_signed_on_screen_and_kept_as_it_was() {
    let essai = Essai::new().await;
    let (mut conseiller, base) = old_dossier(&essai).await;
    let course = enter_cej(&mut conseiller, &base).await;
    let at = format!("{course}/contrat");
    let page = conseiller.get(&at).await;
    let text = page.texte();
    assert!(text.contains("pas encore signé"), "{text}");
    assert!(text.contains("La personne s’engage à"), "{text}");
    let paper = conseiller.get(&format!("{at}.pdf")).await;
    assert_eq!(paper.header("content-type"), "application/pdf");
    let person = form(&page, &at, "jeune");
    let silent = person.post(&mut conseiller).await;
    assert_eq!(silent.status, 422);
    assert!(
        silent.texte().contains("Cochez la case"),
        "{}",
        silent.texte()
    );
    let nom = essai_nom(&page);
    let person = person
        .avec("signer-jeune-nom", &nom)
        .avec("signer-jeune-lu", "oui");
    assert_eq!(person.post(&mut conseiller).await.status, 303);
    let page = conseiller.get(&at).await;
    assert!(page.texte().contains("Il manque encore une signature"));
    let ours = form(&page, &at, "conseiller").avec("signer-conseiller-lu", "oui");
    assert_eq!(ours.post(&mut conseiller).await.status, 303);
    let text = conseiller.get(&at).await.texte();
    assert!(
        text.contains("signé par toutes les personnes attendues"),
        "{text}"
    );
    let paper = conseiller.get(&format!("{at}.pdf")).await.html();
    assert!(paper.contains("Signé à l’écran"), "{paper}");
    let change = "update adhesion set referent_id = (select agent_id from affectation
        where ml_id = $1 and role = 'responsable_secteur' limit 1)";
    sqlx::query(change)
        .bind(ML_A)
        .execute(&essai.base.brut)
        .await
        .expect("a change");
    let page = conseiller.get(&at).await;
    let text = page.texte();
    assert!(text.contains("version antérieure"), "{text}");
    let html = page.html();
    let old = html
        .find("contrat.pdf?document=")
        .expect("the signed version");
    let id = &html[old + "contrat.pdf?document=".len()..][..36];
    let old = conseiller.get(&format!("{at}.pdf?document={id}")).await;
    assert!(old.html().contains("Signé à l’écran"));
    let none = conseiller.get(&format!("{at}.pdf?document=rien")).await;
    assert_eq!(none.status, 404);
}

/// The name of the person, in « Entre … et … (dossier …) ».
fn essai_nom(page: &Reponse) -> String {
    let text = page.texte();
    let sentence = text.split("(dossier").next().unwrap_or_default();
    let name = sentence.rsplit(" et ").next().unwrap_or_default();
    name.split(',').next().unwrap_or_default().trim().to_owned()
}

/// The form of one signature, among those of the page.
fn form(page: &Reponse, at: &str, who: &str) -> Formulaire {
    Formulaire::named(page, at, &format!("signer-{who}"))
}
