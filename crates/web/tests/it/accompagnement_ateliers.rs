//! Ateliers: planned, filled, marked on a tablet, closed; and what each person may see of them.

use chrono::Duration;
use kernel::Role;
use testkit::ML_A;

use crate::{
    accompagnement::{Formulaire, count, dossier},
    essai::{Client, Essai},
    exemples::Exemples,
    reponse::Reponse,
};

const NOUVELLE: &str = "/ateliers/sessions/nouvelle";

/// An offre, and the form that plans a session of it, filled.
async fn offered(conseiller: &mut Client) -> Formulaire {
    let page = conseiller.get("/ateliers/offres").await;
    let offre = Formulaire::of(&page, "/ateliers/offres")
        .avec("nom", "Simulation d’entretien")
        .avec("theme", "emploi");
    for _ in 0..2 {
        let done = offre.post(conseiller).await;
        assert_eq!(done.location(), "/ateliers/offres", "{}", done.sens());
    }
    let id = offre.champ("id").to_owned();
    let form = conseiller.get(&format!("{NOUVELLE}?offre={id}")).await;
    Formulaire::of(&form, NOUVELLE)
        .avec("jour", "2026-11-23")
        .avec("debut", "14:00")
        .avec("fin", "17:00")
        .avec("places", "1")
}

/// The person found by `q` is registered from the page of the session.
async fn register(client: &mut Client, seance: &str, base: &str, numero: &str) -> Reponse {
    let page = client.get(&format!("{seance}?q={numero}")).await;
    let form = Formulaire::of(&page, &format!("{base}/ateliers"));
    form.post(client).await
}

async fn number(client: &mut Client, base: &str) -> String {
    let texte = client.get(base).await.texte();
    let (_, rest) = texte.split_once("N° ").expect("a number");
    rest.split_whitespace().next().expect("a number").to_owned()
}

#[tokio::test]
async fn an_atelier_is_planned_filled_marked_and_closed() {
    let essai = Essai::new().await;
    let (mut conseiller, base) = dossier(&essai).await;
    let exemples = Exemples::new(&essai, ML_A).await;
    let other = format!("/jeunes/{}", exemples.jeune());
    let form = offered(&mut conseiller).await;
    let planned = form.post(&mut conseiller).await;
    assert_eq!(planned.status, 303, "{}", planned.sens());
    let seance = planned.location();
    let list = conseiller.get("/ateliers").await.texte();
    assert!(list.contains("Simulation d’entretien"), "{list}");
    assert!(list.contains("1 place sur 1"), "{list}");

    // One has the place, the other waits.
    let numero = number(&mut conseiller, &base).await;
    let done = register(&mut conseiller, &seance, &base, &numero).await;
    assert_eq!(done.location(), seance, "{}", done.sens());
    let waits = register(&mut conseiller, &seance, &other, "Tintoret").await;
    let page = conseiller.follow(&waits).await.texte();
    assert!(page.contains("c’est noté en liste d’attente"), "{page}");
    assert!(page.contains("Complet, 1 en attente"), "{page}");

    // The place is left: the other one has it, and must be told.
    let page = conseiller.get(&format!("{base}/ateliers")).await;
    let id: String = sqlx::query_scalar("select id::text from inscription where rang is null and etat = 'prescrit' and session_id::text = $1")
        .bind(seance.rsplit('/').next().unwrap())
        .fetch_one(&essai.base.brut)
        .await
        .unwrap();
    let left = Formulaire::of(&page, &format!("{base}/ateliers/{id}"))
        .avec("etat", "refus_jeune")
        .post(&mut conseiller)
        .await;
    assert!(left.location().contains("promus="), "{}", left.location());
    let told = conseiller.follow(&left).await;
    let texte = told.texte();
    assert!(
        texte.contains("n’a pas pu partir : Zéphyrine TINTORET"),
        "{texte}"
    );

    // On the tablet, then once for all.
    let mut animateur = essai.client(Role::AnimateurAtelier, ML_A).await;
    let page = animateur.get(&seance).await;
    let mark = format!("{seance}/emargement");
    let tap = Formulaire::of(&page, &mark).avec("presence", "present");
    assert_eq!(tap.post(&mut animateur).await.status, 303);
    let late = tap.avec("presence", "absent").post(&mut animateur).await;
    assert_eq!(late.status, 409, "{}", late.sens());
    essai.base.db.clock().advance(Duration::hours(8));
    let mut animateur = essai.client(Role::AnimateurAtelier, ML_A).await;
    let page = animateur.get(&seance).await;
    assert!(page.texte().contains("Émargée"), "{}", page.texte());
    let close = Formulaire::of(&page, &format!("{seance}/cloture"));
    for _ in 0..2 {
        let done = close.post(&mut animateur).await;
        assert_eq!(done.status, 303, "{}", done.sens());
        let page = animateur.follow(&done).await.texte();
        assert!(page.contains("1 présent, 0 absent"), "{page}");
    }
    let hours: i64 = sqlx::query_scalar(
        "select coalesce(sum(minutes), 0) from heure where objet = 'inscription'",
    )
    .fetch_one(&essai.base.brut)
    .await
    .unwrap();
    assert_eq!(hours, 180);
    let mut conseiller = essai.client(Role::Conseiller, ML_A).await;
    let frise = conseiller.get(&format!("{other}/frise")).await.texte();
    assert!(
        frise.contains("Atelier : Simulation d’entretien"),
        "{frise}"
    );
    assert!(frise.contains("Présent"), "{frise}");
}

#[tokio::test]
async fn a_refused_session_keeps_what_was_typed() {
    let essai = Essai::new().await;
    let mut conseiller = essai.client(Role::Conseiller, ML_A).await;
    let form = offered(&mut conseiller).await;
    for (field, typed) in [
        ("fin", "13:00"),
        ("places", "0"),
        ("places", "beaucoup"),
        ("jour", "2026-11-22"),
        ("jour", "31/11/2026"),
        ("semaines", "-2"),
        ("debut", "25:00"),
        ("inscriptions_jusqu_au", "2026-12-24"),
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
    }
    assert_eq!(count(&essai, "session_atelier").await, 0);
    let weekly = form.avec("semaines", "3").post(&mut conseiller).await;
    assert!(
        conseiller
            .follow(&weekly)
            .await
            .texte()
            .contains("3 séances sont planifiées")
    );
}

#[tokio::test]
async fn a_taken_hour_asks_why_on_the_page_it_was_asked_from() {
    let essai = Essai::new().await;
    let (mut conseiller, base) = dossier(&essai).await;
    let form = offered(&mut conseiller).await;
    let one = form.post(&mut conseiller).await.location();
    let again = conseiller.get(NOUVELLE).await;
    let fresh = Formulaire::of(&again, NOUVELLE).champ("id").to_owned();
    let two = form
        .avec("id", &fresh)
        .avec("animateur", "")
        .avec("intervenant", "Mme Essai")
        .post(&mut conseiller)
        .await
        .location();
    // From the dossier, nothing chosen.
    let page = conseiller.get(&format!("{base}/ateliers")).await;
    let empty = Formulaire::of(&page, &format!("{base}/ateliers"))
        .post(&mut conseiller)
        .await;
    assert_eq!(empty.status, 422);
    assert!(empty.html().contains("href=\"#session\""));

    let numero = number(&mut conseiller, &base).await;
    register(&mut conseiller, &one, &base, &numero).await;
    let refused = register(&mut conseiller, &two, &base, &numero).await;
    assert_eq!(refused.status, 422);
    let sens = refused.sens();
    assert!(
        sens.contains("Inscrire Manon BRUMEGART quand même"),
        "{sens}"
    );
    let why = Formulaire::of(&refused, &format!("{base}/ateliers"))
        .avec("derogation", "Ne vient qu’à la fin");
    assert_eq!(why.post(&mut conseiller).await.location(), two);
    let page = conseiller.get(&format!("{base}/ateliers")).await.texte();
    assert!(
        page.contains("Inscrit quand même : Ne vient qu’à la fin"),
        "{page}"
    );
}

#[tokio::test]
async fn a_cancelled_session_says_whom_to_tell() {
    let essai = Essai::new().await;
    let exemples = Exemples::new(&essai, ML_A).await;
    let mut conseiller = essai.client(Role::Conseiller, ML_A).await;
    let seance = exemples.adresse("/ateliers/sessions/{session}");
    let page = conseiller.get(&seance).await;
    let cancel = Formulaire::of(&page, &format!("{seance}/annulation"));
    for _ in 0..2 {
        let done = cancel.post(&mut conseiller).await;
        assert_eq!(done.status, 303, "{}", done.sens());
    }
    let page = conseiller.get(&seance).await.texte();
    assert!(
        page.contains("ces personnes étaient inscrites : Zéphyrine TINTORET"),
        "{page}"
    );
    assert!(page.contains("Annulée"), "{page}");
}

#[tokio::test]
async fn a_protected_dossier_is_counted_and_not_named() {
    let essai = Essai::new().await;
    let exemples = Exemples::new(&essai, ML_A).await;
    sqlx::query("update jeune set protege = true, protege_motif = 'menace'")
        .execute(&essai.base.brut)
        .await
        .unwrap();
    let seance = exemples.adresse("/ateliers/sessions/{session}");
    for (role, named) in [
        (Role::AnimateurAtelier, false),
        (Role::ChargeAccueil, false),
        (Role::Conseiller, true),
        (Role::Directeur, true),
    ] {
        let mut client = essai.client(role, ML_A).await;
        for path in [seance.clone(), format!("{seance}/emargement")] {
            let page = client.get(&path).await;
            assert_eq!(page.status, 200, "{role} {path}");
            let html = page.html();
            assert_eq!(html.contains("TINTORET"), named, "{role} {path}");
            assert_eq!(
                html.contains(&exemples.jeune().to_string()),
                named && path == seance
            );
            assert_eq!(page.texte().contains("Dossier protégé"), !named, "{role}");
        }
    }
}

#[tokio::test]
async fn the_pages_cost_few_statements() {
    let essai = Essai::new().await;
    let exemples = Exemples::new(&essai, ML_A).await;
    let mut conseiller = essai.client(Role::Conseiller, ML_A).await;
    let seance = exemples.adresse("/ateliers/sessions/{session}");
    let hers = exemples.adresse("/jeunes/{id}/ateliers");
    for (path, most) in [("/ateliers", 4), (&seance, 6), (&hers, 7)] {
        let page = conseiller.get(path).await;
        assert!(page.sql() <= most, "{path}: {}", page.header("x-sql"));
    }
    // Closing for thirty people costs as much as for one.
    sqlx::raw_sql(sqlx::AssertSqlSafe(format!(
        "insert into jeune (ml_id, id, numero, etat_depuis, nom_naissance, prenom, date_naissance,
           premier_accueil_le, recherche, cree_le)
         select {ML_A}, gen_random_uuid(), 'LOT-' || n, '2026-03-02', 'Brumegart', 'Manon',
           '2006-01-13', '2026-03-02', 'brumegart manon', '2026-03-02'
         from generate_series(1, 29) n;
         insert into inscription (ml_id, id, jeune_id, session_id, etat_le, saisi_le)
         select {ML_A}, gen_random_uuid(), j.id, s.id, '2026-11-02', '2026-11-02'
         from jeune j, session_atelier s where j.numero like 'LOT-%';
         update session_atelier set places = 30, debut = '2026-11-23 06:00+00',
           fin = '2026-11-23 08:00+00';
         update inscription set present = true"
    )))
    .execute(&essai.base.brut)
    .await
    .unwrap();
    let page = conseiller.get(&seance).await;
    let done = Formulaire::of(&page, &format!("{seance}/cloture"))
        .post(&mut conseiller)
        .await;
    assert_eq!(done.status, 303, "{}", done.sens());
    let all = done.sql() + done.socle();
    assert!(all < 15, "{}", done.header("x-sql"));
    assert_eq!(count(&essai, "heure where objet = 'inscription'").await, 30);
}
