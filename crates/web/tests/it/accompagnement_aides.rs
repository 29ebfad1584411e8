//! Aides: a fund, a request, a decision, a letter, a payment; and what each one may do.

use kernel::Role;
use testkit::{ML_A, ML_B};

use crate::{
    accompagnement::{Formulaire, count, dossier},
    essai::{Client, Essai},
    exemples::Exemples,
};

const NOUVEAU: &str = "/aides/fonds/nouveau";

/// A fund with 500 euros; its address.
async fn fund(essai: &Essai) -> String {
    let mut gestionnaire = essai.client(Role::Gestionnaire, ML_A).await;
    let page = gestionnaire.get(NOUVEAU).await;
    let form = Formulaire::of(&page, NOUVEAU)
        .avec("fonds-nom", "Fonds d’aide aux jeunes")
        .avec("fonds-pieces", "Devis\nRIB")
        .avec("fonds-plafond_demande", "300")
        .avec("fonds-urgence", "oui");
    let mut opened = form.post(&mut gestionnaire).await;
    for _ in 0..2 {
        assert_eq!(opened.status, 303, "{}", opened.sens());
        opened = form.post(&mut gestionnaire).await;
    }
    let fonds = opened.location();
    let page = gestionnaire.get(&fonds).await;
    let put = format!("{fonds}/dotations");
    let money = Formulaire::of(&page, &put)
        .avec("dotation-montant", "500")
        .avec("dotation-origine", "Dotation 2026 du département");
    for _ in 0..2 {
        let done = money.post(&mut gestionnaire).await;
        assert_eq!(done.location(), fonds, "{}", done.sens());
    }
    let page = gestionnaire.get(&fonds).await.texte();
    assert!(page.contains("500,00 €"), "{page}");
    fonds
}

/// The form of a request to `fonds`, filled.
async fn request(client: &mut Client, base: &str, fonds: &str) -> Formulaire {
    let id = fonds.rsplit('/').next().expect("an identifier");
    let page = client.get(&format!("{base}/aides?fonds={id}")).await;
    Formulaire::of(&page, &format!("{base}/aides"))
        .avec("motif", "mobilite")
        .avec("precisions", "Un vélo d’occasion")
        .avec("montant", "250,50")
        .avec("pieces", "Devis")
}

/// A request of the conseiller; the address of the aide.
async fn asked(client: &mut Client, base: &str, fonds: &str) -> String {
    let done = request(client, base, fonds).await.post(client).await;
    assert_eq!(done.status, 303, "{}", done.sens());
    done.location()
}

#[tokio::test]
async fn an_aide_goes_from_the_request_to_the_payment() {
    let essai = Essai::new().await;
    let (mut conseiller, base) = dossier(&essai).await;
    let page = conseiller.get(&format!("{base}/aides")).await.texte();
    assert!(page.contains("Aucun fonds n’est ouvert"), "{page}");
    let fonds = fund(&essai).await;
    let aide = asked(&mut conseiller, &base, &fonds).await;
    let page = conseiller.get(&aide).await.texte();
    for said in ["250,50 €", "Devis", "une autre personne la décide"] {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert!(!page.contains("Noter la décision"), "{page}");
    let synthese = conseiller.get(&base).await.texte();
    assert!(synthese.contains("Aide demandée"), "{synthese}");

    // Decided by someone who finds it on her list.
    let mut secteur = essai.client(Role::ResponsableSecteur, ML_A).await;
    let list = secteur.get("/aides").await;
    assert!(list.html().contains(&aide), "{}", list.sens());
    let page = secteur.get(&aide).await;
    let form = Formulaire::of(&page, &format!("{aide}/decision"))
        .avec("decision-issue", "accordee")
        .avec("decision-montant", "200")
        .avec("decision-motif", "Le vélo permet d’aller en formation");
    for _ in 0..2 {
        let done = form.post(&mut secteur).await;
        assert_eq!(done.location(), aide, "{}", done.sens());
    }
    let other = form
        .avec("decision-montant", "100")
        .post(&mut secteur)
        .await;
    assert_eq!(other.status, 409, "{}", other.sens());

    // Told with its reason and what she can do.
    let page = conseiller.get(&aide).await;
    let letter = conseiller
        .get(&format!("{aide}/notification"))
        .await
        .texte();
    for said in [
        "Cette aide vous est accordée : 200,00 €.",
        "Le vélo permet d’aller en formation",
        "recours gracieux",
        "22 janvier 2027",
        "rien à rembourser",
    ] {
        assert!(letter.contains(said), "{said}: {letter}");
    }
    let told = Formulaire::of(&page, &aide);
    assert_eq!(
        told.champ("formulaire"),
        "notification",
        "she may not give up what is granted"
    );
    let told = told
        .avec("notification-moyen", "main_propre")
        .post(&mut conseiller)
        .await;
    assert_eq!(told.location(), aide, "{}", told.sens());

    // Paid by a third one, who opens no dossier.
    let mut gestionnaire = essai.client(Role::Gestionnaire, ML_A).await;
    let list = gestionnaire.get("/aides").await;
    assert!(list.texte().contains("Manon BRUMEGART"), "{}", list.texte());
    assert!(
        !list.html().contains(&aide),
        "no link to a dossier she may not read"
    );
    let id = aide.rsplit('/').next().unwrap();
    let pay = Formulaire::of(&list, &format!("/aides/demandes/{id}/paiement"));
    let empty = pay.post(&mut gestionnaire).await;
    assert_eq!(empty.status, 422, "{}", empty.sens());
    let moyen = pay.cle("moyen");
    assert!(empty.html().contains(&format!("href=\"#{moyen}\"")));
    let done = pay.avec(&moyen, "virement").post(&mut gestionnaire).await;
    assert_eq!(done.location(), "/aides", "{}", done.sens());
    let page = gestionnaire.follow(&done).await.texte();
    assert!(page.contains("Le paiement est noté."), "{page}");
    assert!(page.contains("300,00 €"), "what is left: {page}");
    let page = conseiller.get(&aide).await.texte();
    assert!(
        page.contains("Payée") && page.contains("Virement"),
        "{page}"
    );
    assert_eq!(count(&essai, "demande_aide").await, 1);
}

#[tokio::test]
async fn a_refused_form_keeps_what_was_typed() {
    let essai = Essai::new().await;
    let (mut conseiller, base) = dossier(&essai).await;
    let fonds = fund(&essai).await;
    let form = request(&mut conseiller, &base, &fonds).await;
    for (field, typed) in [
        ("montant", "-12"),
        ("montant", "beaucoup"),
        ("montant", ""),
        ("montant", "99999999999"),
        ("motif", ""),
        ("demandee_le", "2026-11-24"),
        ("demandee_le", "31/11/2026"),
    ] {
        let refused = form.clone().avec(field, typed).post(&mut conseiller).await;
        assert_eq!(refused.status, 422, "{field} {typed}");
        let link = format!("href=\"#{field}\"");
        assert!(
            refused.html().contains(&link),
            "{field}: {}",
            refused.sens()
        );
        assert_eq!(refused.champ(field).as_deref(), Some(typed), "{field}");
        assert!(refused.html().contains("Un vélo d’occasion"), "{field}");
    }
    assert_eq!(count(&essai, "demande_aide").await, 0);
    let mut gestionnaire = essai.client(Role::Gestionnaire, ML_A).await;
    let page = gestionnaire.get(&fonds).await;
    let rules = Formulaire::of(&page, &fonds);
    for (field, typed) in [
        ("fonds-plafond_demande", "douze"),
        ("fonds-periode_mois", "0"),
        ("fonds-nom", ""),
    ] {
        let refused = rules
            .clone()
            .avec(field, typed)
            .post(&mut gestionnaire)
            .await;
        assert_eq!(refused.status, 422, "{field}");
        assert_eq!(refused.champ(field).as_deref(), Some(typed), "{field}");
    }
    let done = rules.clone().avec("fonds-periode_mois", "6");
    assert_eq!(done.post(&mut gestionnaire).await.status, 303);
    let late = rules
        .avec("fonds-periode_mois", "24")
        .post(&mut gestionnaire)
        .await;
    assert_eq!(late.status, 409, "{}", late.sens());
}

#[tokio::test]
async fn a_ceiling_asks_why() {
    let essai = Essai::new().await;
    let (mut conseiller, base) = dossier(&essai).await;
    let fonds = fund(&essai).await;
    let form = request(&mut conseiller, &base, &fonds).await;
    let done = form.avec("montant", "1 000").post(&mut conseiller).await;
    let aide = done.location();
    let mut directeur = essai.client(Role::Directeur, ML_A).await;
    let page = directeur.get(&aide).await;
    let form =
        Formulaire::of(&page, &format!("{aide}/decision")).avec("decision-issue", "accordee");
    let refused = form.post(&mut directeur).await;
    assert_eq!(refused.status, 422, "{}", refused.sens());
    assert!(
        refused.texte().contains("plafond d’une demande"),
        "{}",
        refused.texte()
    );
    let form = Formulaire::of(&refused, &format!("{aide}/decision"))
        .avec("decision-derogation", "Seule solution avant lundi");
    assert_eq!(form.post(&mut directeur).await.status, 303);
    let list = directeur.get("/aides").await.texte();
    assert!(
        list.contains("\u{2212}500,00 €") && list.contains("Dépassé"),
        "{list}"
    );
    assert!(list.contains("une autre personne la paie"), "{list}");
}

#[tokio::test]
async fn each_one_enters_where_she_may() {
    let essai = Essai::new().await;
    let exemples = Exemples::new(&essai, ML_A).await;
    let aide = exemples.adresse("/jeunes/{id}/aides/{demande_aide}");
    let decision = format!("{aide}/decision");
    let mut conseiller = essai.client(Role::Conseiller, ML_A).await;
    assert_eq!(conseiller.get(&aide).await.status, 200);
    assert_eq!(conseiller.post(&decision, &[]).await.status, 403);
    assert_eq!(conseiller.get(NOUVEAU).await.status, 403);
    let list = conseiller.get("/aides").await;
    assert_eq!(list.status, 200);
    assert!(!list.texte().contains("À payer") && !list.texte().contains("TINTORET"));
    let undecided = conseiller.get(&format!("{aide}/notification")).await;
    assert_eq!(undecided.status, 404);
    let mut gestionnaire = essai.client(Role::Gestionnaire, ML_A).await;
    assert_eq!(gestionnaire.get(&aide).await.status, 403);
    let mut accueil = essai.client(Role::ChargeAccueil, ML_A).await;
    assert_eq!(accueil.get("/aides").await.status, 403);
    let mut stranger = essai.client(Role::Directeur, ML_B).await;
    assert_eq!(stranger.get(&aide).await.status, 404);
    let fonds = exemples.adresse("/aides/fonds/{fonds}");
    assert_eq!(stranger.get(&fonds).await.status, 404);
    assert_eq!(stranger.post(&fonds, &[]).await.status, 404);
}
