//! Hours, absences, motifs and rooms, as their users see them.

use kernel::Role;
use testkit::{ML_A, ML_B};
use uuid::Uuid;

use crate::{essai::Essai, exemples::Exemples};

fn id(n: u128) -> String {
    Uuid::from_u128(n).to_string()
}

#[tokio::test]
async fn hours_that_overlap_are_refused_and_named() {
    let essai = Essai::new().await;
    let site = essai.base.reseau.sites[&ML_A].to_string();
    let mut conseiller = essai.client(Role::Conseiller, ML_A).await;
    let first = id(1001);
    let fields = |id: &str, debut: &str, fin: &str| {
        vec![
            ("formulaire".to_owned(), "plage".to_owned()),
            ("id".to_owned(), id.to_owned()),
            ("site".to_owned(), site.clone()),
            ("jours".to_owned(), "1".to_owned()),
            ("jours".to_owned(), "3".to_owned()),
            ("debut".to_owned(), debut.to_owned()),
            ("fin".to_owned(), fin.to_owned()),
            ("intervalle".to_owned(), "2".to_owned()),
            ("du".to_owned(), "2026-11-23".to_owned()),
        ]
    };
    let borrowed = |all: &[(String, String)]| -> Vec<(String, String)> { all.to_vec() };
    let post = async |client: &mut crate::essai::Client, path: &str, all: Vec<(String, String)>| {
        let pairs: Vec<(&str, &str)> = all.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        client.post(path, &pairs).await
    };
    let path = "/agenda/horaires";
    let done = post(
        &mut conseiller,
        path,
        borrowed(&fields(&first, "9:00", "12:00")),
    )
    .await;
    assert_eq!(done.status.as_u16(), 303, "{}", done.texte());
    let again = post(
        &mut conseiller,
        path,
        borrowed(&fields(&first, "9:00", "12:00")),
    )
    .await;
    assert_eq!(again.status.as_u16(), 303, "a second post changes nothing");
    let texte = conseiller.get(path).await.texte();
    assert!(
        texte.contains("lundi et mercredi, de 9 h à 12 h, Siège, une semaine sur deux"),
        "{texte}"
    );
    let refused = post(
        &mut conseiller,
        path,
        borrowed(&fields(&id(1002), "11:30", "12:30")),
    )
    .await;
    assert_eq!(refused.status.as_u16(), 422);
    let texte = refused.texte();
    assert!(
        texte.contains(
            "Ces heures en recouvrent d’autres le lundi 23 novembre 2026 : de 9 h à 12 h."
        ),
        "{texte}"
    );
    assert_eq!(refused.champ("debut").as_deref(), Some("11:30"));
    for (debut, fin, said) in [
        ("12:00", "9:00", "La fin est avant le début."),
        ("9:00", "25:00", "Donnez une heure, par exemple 9:00."),
    ] {
        let refused = post(
            &mut conseiller,
            path,
            borrowed(&fields(&id(1003), debut, fin)),
        )
        .await;
        assert!(refused.texte().contains(said), "{}", refused.texte());
    }
}

#[tokio::test]
async fn ones_own_hours_are_ones_own() {
    let essai = Essai::new().await;
    let exemples = Exemples::new(&essai, ML_A).await;
    let _ = &exemples;
    let conseiller = essai.agent(Role::Conseiller, ML_A).id;
    let path = format!("/agenda/horaires?agent={conseiller}");
    for (role, ml, status) in [
        (Role::Conseiller, ML_A, 200),
        (Role::ResponsableSecteur, ML_A, 200),
        (Role::ChargeAccueil, ML_A, 403),
    ] {
        let page = essai.client(role, ml).await.get(&path).await;
        assert_eq!(page.status.as_u16(), status, "{role}");
    }
    // The agenda of another mission locale is empty, whoever is asked for.
    let mut stranger = essai.client(Role::ResponsableSecteur, ML_B).await;
    let texte = stranger.get(&path).await.texte();
    assert!(texte.contains("Aucune heure notée"), "{texte}");
}

#[tokio::test]
async fn the_usual_motifs_come_in_one_click_and_once() {
    let essai = Essai::new().await;
    let mut responsable = essai.client(Role::ResponsableSecteur, ML_A).await;
    for said in ["6 motifs sont ajoutés.", "Ces motifs sont déjà là."] {
        let done = responsable.post("/agenda/reglages/usuels", &[]).await;
        let page = responsable.follow(&done).await;
        assert!(page.texte().contains(said), "{}", page.texte());
    }
    let fields = [
        ("id", id(1004)),
        ("libelle", "Diagnostic".to_owned()),
        ("duree", "dix".to_owned()),
    ];
    let pairs: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let refused = responsable.post("/agenda/reglages/motifs", &pairs).await;
    assert_eq!(refused.status.as_u16(), 422);
    assert!(
        refused.texte().contains("Donnez une durée en minutes."),
        "{}",
        refused.texte()
    );
    let fields = [
        ("id", id(1004)),
        ("libelle", "Diagnostic".to_owned()),
        ("duree", "60".to_owned()),
        ("lieux", "site".to_owned()),
    ];
    let pairs: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let refused = responsable.post("/agenda/reglages/motifs", &pairs).await;
    assert!(
        refused.texte().contains("Ce nom est déjà pris."),
        "{}",
        refused.texte()
    );
}

#[tokio::test]
async fn a_stale_version_of_a_room_is_a_conflict() {
    let essai = Essai::new().await;
    let exemples = Exemples::new(&essai, ML_A).await;
    let path = exemples.adresse("/agenda/reglages/salles/{salle}");
    let mut responsable = essai.client(Role::ResponsableSecteur, ML_A).await;
    let site = essai.base.reseau.sites[&ML_A].to_string();
    for (nom, status) in [("Salle bleue", 303), ("Salle rouge", 409)] {
        let fields = [
            ("version", "1"),
            ("site", &site),
            ("nom", nom),
            ("places", "8"),
        ];
        let done = responsable.post(&path, &fields).await;
        assert_eq!(done.status.as_u16(), status, "{}", done.texte());
    }
    let texte = responsable.get("/agenda/reglages").await.texte();
    assert!(
        texte.contains("Salle bleue") && !texte.contains("Salle rouge"),
        "{texte}"
    );
}

#[tokio::test]
async fn an_absence_takes_its_hours_from_the_free_moments_and_can_be_taken_away() {
    let essai = Essai::new().await;
    let mut conseiller = essai.client(Role::Conseiller, ML_A).await;
    let absence = id(1005);
    let fields = [
        ("formulaire", "absence"),
        ("absence_id", &absence),
        ("absence_du", "2026-11-25"),
        ("absence_au", "2026-11-24"),
        ("absence_motif", "conge"),
    ];
    let refused = conseiller.post("/agenda/horaires", &fields).await;
    assert!(
        refused
            .texte()
            .contains("Le dernier jour est avant le premier.")
    );
    let fields = [
        ("formulaire", "absence"),
        ("absence_id", &absence),
        ("absence_du", "2026-11-25"),
        ("absence_motif", "conge"),
    ];
    let done = conseiller.post("/agenda/horaires", &fields).await;
    let texte = conseiller.follow(&done).await.texte();
    assert!(
        texte.contains("Congé : mercredi 25 novembre 2026"),
        "{texte}"
    );
    let done = conseiller
        .post(&format!("/agenda/horaires/absences/{absence}"), &[])
        .await;
    let texte = conseiller.follow(&done).await.texte();
    assert!(texte.contains("Aucune absence à venir."), "{texte}");
}
