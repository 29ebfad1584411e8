//! Hours and settings that two people change at once, and what each role is shown of them.

use kernel::Role;
use testkit::{ML_A, ML_B};

use crate::{essai::Essai, exemples::Exemples};

/// The hours of the examples, as their form posts them.
fn hours<'a>(site: &'a str, version: &'a str, fin: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("formulaire", "plage"),
        ("version", version),
        ("jours", "6"),
        ("debut", "08:00"),
        ("fin", fin),
        ("site", site),
        ("intervalle", "1"),
        ("du", "2026-11-02"),
        ("au", "2026-12-31"),
    ]
}

#[tokio::test]
async fn hours_changed_meanwhile_show_both_values_and_keep_what_was_typed() {
    let essai = Essai::new().await;
    let exemples = Exemples::new(&essai, ML_A).await;
    let path = exemples.adresse("/agenda/horaires/plages/{plage}");
    let site = essai.base.reseau.sites[&ML_A].to_string();
    let mut conseiller = essai.client(Role::Conseiller, ML_A).await;
    let form = conseiller.get(&path).await;
    assert_eq!(form.champ("debut").as_deref(), Some("08:00"));
    assert_eq!(form.champ("jours").as_deref(), Some("6"));
    let done = conseiller.post(&path, &hours(&site, "1", "10:00")).await;
    assert_eq!(done.location(), "/agenda/horaires");
    let met = conseiller.post(&path, &hours(&site, "1", "11:00")).await;
    assert_eq!(met.status, 409);
    let texte = met.texte();
    assert!(
        texte.contains("de 8 h à 11 h") && texte.contains("de 8 h à 10 h"),
        "{texte}"
    );
    assert_eq!(met.champ("fin").as_deref(), Some("11:00"));
    // Posted again with the version of the page, it replaces what is saved, knowingly.
    let done = conseiller.post(&path, &hours(&site, "2", "11:00")).await;
    assert_eq!(done.status, 303);
    let late = [("version", "1"), ("geste", "terminer")];
    let met = conseiller.post(&path, &late).await;
    assert_eq!(met.status, 409);
    assert_eq!(
        met.champ("fin").as_deref(),
        Some("11:00"),
        "the form is as saved"
    );
    let done = conseiller
        .post(&path, &[("version", "3"), ("geste", "terminer")])
        .await;
    let texte = conseiller.follow(&done).await.texte();
    assert!(texte.contains("Ces heures sont terminées."), "{texte}");
}

#[tokio::test]
async fn wrong_hours_keep_what_was_typed() {
    let essai = Essai::new().await;
    let exemples = Exemples::new(&essai, ML_A).await;
    let path = exemples.adresse("/agenda/horaires/plages/{plage}");
    let site = essai.base.reseau.sites[&ML_A].to_string();
    let mut conseiller = essai.client(Role::Conseiller, ML_A).await;
    let mut fields = hours(&site, "1", "25:00");
    fields.retain(|(name, _)| *name != "jours");
    let refused = conseiller.post(&path, &fields).await;
    assert_eq!(refused.status, 422);
    assert_eq!(refused.champ("fin").as_deref(), Some("25:00"));
    assert_eq!(refused.champ("au").as_deref(), Some("2026-12-31"));
    let mut fields = hours(&site, "1", "09:00");
    fields.retain(|(name, _)| *name != "jours");
    let refused = conseiller.post(&path, &fields).await;
    assert!(
        refused
            .sens()
            .contains("! Choisissez au moins un jour de la semaine.")
    );
}

#[tokio::test]
async fn an_absence_is_corrected_by_its_agent_or_by_who_regulates() {
    let essai = Essai::new().await;
    let exemples = Exemples::new(&essai, ML_A).await;
    let agent = essai.agent(Role::Conseiller, ML_A).id.to_string();
    let path = exemples.adresse("/agenda/horaires/absences/{absence}");
    let mut chief = essai.client(Role::ResponsableSecteur, ML_A).await;
    let form = chief.get(&format!("{path}?agent={agent}")).await;
    assert_eq!(form.champ("absence_au").as_deref(), Some("2026-12-31"));
    let fields = |version: &'static str, au: &'static str| {
        [
            ("formulaire", "absence"),
            ("agent", agent.as_str()),
            ("version", version),
            ("absence_du", "2026-12-28"),
            ("absence_au", au),
            ("absence_motif", "formation"),
        ]
    };
    let done = chief.post(&path, &fields("1", "2026-12-30")).await;
    assert_eq!(done.location(), format!("/agenda/horaires?agent={agent}"));
    let texte = chief.follow(&done).await.texte();
    assert!(
        texte.contains("Formation : du 28 décembre 2026 au 30 décembre 2026"),
        "{texte}"
    );
    let met = chief.post(&path, &fields("1", "2026-12-29")).await;
    assert_eq!(met.status, 409);
    assert!(met.texte().contains("30/12/2026"), "{}", met.texte());
    assert_eq!(met.champ("absence_au").as_deref(), Some("2026-12-29"));

    // A colleague without the right, and someone elsewhere.
    let mut desk = essai.client(Role::ChargeAccueil, ML_A).await;
    assert_eq!(
        desk.post(&path, &fields("2", "2026-12-29")).await.status,
        403
    );
    let mut elsewhere = essai.client(Role::ResponsableSecteur, ML_B).await;
    assert_eq!(
        elsewhere
            .post(&path, &fields("2", "2026-12-29"))
            .await
            .status,
        404
    );
}

#[tokio::test]
async fn a_motif_changed_meanwhile_shows_both_values() {
    let essai = Essai::new().await;
    let mut chief = essai.client(Role::Directeur, ML_A).await;
    let id = chief
        .get("/agenda/reglages/motifs")
        .await
        .champ("id")
        .unwrap();
    let fields = |version: &'static str, duree: &'static str| {
        vec![
            ("id", id.clone()),
            ("version", version.to_owned()),
            ("libelle", "Point rapide".to_owned()),
            ("duree", duree.to_owned()),
            ("lieux", "telephone".to_owned()),
        ]
    };
    let post = async |client: &mut crate::essai::Client, path: &str, all: Vec<(&str, String)>| {
        let pairs: Vec<(&str, &str)> = all.iter().map(|(n, v)| (*n, v.as_str())).collect();
        client.post(path, &pairs).await
    };
    for _ in 0..2 {
        let done = post(&mut chief, "/agenda/reglages/motifs", fields("", "15")).await;
        assert_eq!(done.status, 303);
    }
    let path = format!("/agenda/reglages/motifs/{id}");
    assert_eq!(post(&mut chief, &path, fields("1", "20")).await.status, 303);
    let met = post(&mut chief, &path, fields("1", "25")).await;
    assert_eq!(met.status, 409);
    let texte = met.texte();
    assert!(
        texte.contains("25 min") && texte.contains("20 min"),
        "{texte}"
    );
    assert_eq!(met.champ("duree").as_deref(), Some("25"));
    assert_eq!(met.champ("version").as_deref(), Some("2"));
}

#[tokio::test]
async fn who_has_no_agenda_is_not_sent_to_it() {
    let essai = Essai::new().await;
    let mut admin = essai.client(Role::AdministrateurLocal, ML_A).await;
    assert!(
        admin
            .get("/agents")
            .await
            .html()
            .contains("\"/agenda/reglages\"")
    );
    for path in [
        "/agenda/reglages",
        "/agenda/reglages/motifs",
        "/agenda/reglages/salles",
    ] {
        let page = admin.get(path).await;
        assert_eq!(page.status, 200, "{path}");
        for link in ["href=\"/agenda\"", "href=\"/agenda/horaires\""] {
            assert!(!page.html().contains(link), "{path} {link}");
        }
    }
    let mut chief = essai.client(Role::Directeur, ML_A).await;
    let page = chief.get("/agenda/reglages").await.html();
    assert!(page.contains("href=\"/agenda/horaires\""));
}
