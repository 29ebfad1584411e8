//! Reaching a young person safely, and what she does over time.

use kernel::Role;
use testkit::ML_A;

use crate::{
    essai::{Client, Essai},
    jeunes_creation::ouvrir,
};

/// Posts the form at `path` with what it shows, `typed` on top.
pub(crate) async fn change(
    client: &mut Client,
    path: &str,
    shown: &[&'static str],
    typed: &[(&'static str, &str)],
) -> crate::reponse::Reponse {
    let form = client.get(path).await;
    assert_eq!(form.status, 200, "{path}");
    let mut fields: Vec<(&str, String)> = shown
        .iter()
        .map(|name| (*name, form.champ(name).unwrap_or_default()))
        .collect();
    fields.retain(|(name, _)| !typed.iter().any(|(other, _)| other == name));
    fields.extend(typed.iter().map(|(n, v)| (*n, (*v).to_owned())));
    let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
    client.post(path, &fields).await
}

const CONTACT: [&str; 4] = ["id", "moyen", "titulaire", "vrai_du"];

#[tokio::test]
async fn a_never_number_is_no_link_and_its_reason_stays_with_those_who_accompany() {
    let essai = Essai::new().await;
    let mut accueil = essai.client(Role::ChargeAccueil, ML_A).await;
    let mut conseiller = essai.client(Role::Conseiller, ML_A).await;
    let base = ouvrir(&mut accueil, &[]).await;
    let path = format!("{base}/contacts/nouveau");
    let typed = [
        ("valeur", "06 39 98 11 11"),
        ("titulaire", "parent"),
        ("jamais", "surveille"),
    ];
    let added = change(&mut conseiller, &path, &CONTACT, &typed).await;
    assert_eq!(added.status, 303, "{}", added.sens());
    let typed = [("valeur", "06 39 98 22 22"), ("titulaire", "educateur")];
    let added = change(&mut conseiller, &path, &CONTACT, &typed).await;
    assert_eq!(added.status, 303, "{}", added.sens());

    let fiche = conseiller.get(&format!("{base}/identite")).await;
    assert!(
        fiche.texte().contains("Peut être lu ou entendu"),
        "{}",
        fiche.texte()
    );
    assert!(!fiche.html().contains("tel:+33639981111"));
    assert!(fiche.html().contains("tel:+33639982222"));
    assert!(
        fiche
            .texte()
            .contains("Ne pas dire « Mission locale », ne pas laisser de message")
    );
    let seen = accueil.get(&format!("{base}/identite")).await.texte();
    assert!(seen.contains("Ne pas utiliser"), "{seen}");
    assert!(!seen.contains("Peut être lu ou entendu"), "{seen}");
    for page in ["", "/contact"] {
        let page = accueil.get(&format!("{base}{page}")).await;
        assert!(!page.html().contains("39981111"), "{}", page.texte());
        assert!(page.html().contains("tel:+33639982222"));
        assert!(page.texte().contains("Ne pas dire « Mission locale »"));
    }
    let export = conseiller.get("/portefeuille/export?format=csv").await;
    assert!(!export.html().contains("39981111"));
}

const SITUATION: [&str; 3] = ["id", "version", "debut"];

#[tokio::test]
async fn overlaps_are_said_gaps_are_read_and_an_end_is_proposed() {
    let essai = Essai::new().await;
    let mut conseiller = essai.client(Role::Conseiller, ML_A).await;
    let base = ouvrir(&mut conseiller, &[]).await;
    let path = format!("{base}/situations/nouvelle");
    let typed = [
        ("situation", "scolarite/lycee_professionnel"),
        ("debut", "2025-09-01"),
        ("fin", "2026-06-30"),
    ];
    let past = change(&mut conseiller, &path, &SITUATION, &typed).await;
    assert_eq!(past.status, 303, "{}", past.sens());
    let typed = [
        ("situation", "emploi"),
        ("debut", "2026-09-01"),
        ("heures", "17,5"),
        ("contrat_fin", "2027-02-28"),
        ("rome", "k1304"),
    ];
    let job = change(&mut conseiller, &path, &SITUATION, &typed).await;
    let fiche = conseiller.follow(&job).await.texte();
    assert!(
        fiche.contains("Situation inconnue du 01/07/2026 au 31/08/2026"),
        "{fiche}"
    );
    assert!(
        fiche.contains("17,5 h par semaine, contrat jusqu’au 28/02/2027, ROME K1304"),
        "{fiche}"
    );
    assert!(!fiche.contains("se superpose"), "{fiche}");
    let typed = [("situation", "demandeur_emploi"), ("debut", "2026-10-01")];
    let usual = change(&mut conseiller, &path, &SITUATION, &typed).await;
    let fiche = conseiller.follow(&usual).await.texte();
    assert!(!fiche.contains("se superpose"), "{fiche}");
    let typed = [("situation", "alternance"), ("debut", "2026-11-02")];
    let odd = change(&mut conseiller, &path, &SITUATION, &typed).await;
    let fiche = conseiller.follow(&odd).await.texte();
    assert!(fiche.contains("Elle se superpose à une autre"), "{fiche}");
    assert!(
        fiche.contains("« Emploi » et « Contrat en alternance » se superposent"),
        "{fiche}"
    );

    let id: uuid::Uuid = sqlx::query_scalar("select id from situation where categorie = 'emploi'")
        .fetch_one(&essai.base.brut)
        .await
        .unwrap();
    let path = format!("{base}/situations/{id}");
    let form = conseiller.get(&path).await;
    assert_eq!(form.champ("dernier_jour").unwrap(), "2026-11-01");
    assert!(
        !form.texte().contains("Situation à préciser"),
        "{}",
        form.texte()
    );
    let end = [("geste", "terminer"), ("dernier_jour", "2026-08-01")];
    let wrong = change(&mut conseiller, &path, &["version"], &end).await;
    assert_eq!(wrong.status, 422);
    assert_eq!(wrong.champ("dernier_jour").unwrap(), "2026-08-01");
    assert_eq!(wrong.champ("heures").unwrap(), "17,5");
    let end = [("geste", "terminer"), ("dernier_jour", "2026-11-01")];
    let done = change(&mut conseiller, &path, &["version"], &end).await;
    let fiche = conseiller.follow(&done).await.texte();
    assert!(fiche.contains("La situation est terminée."), "{fiche}");
    assert!(!fiche.contains("« Emploi » et"), "{fiche}");
}

#[tokio::test]
async fn a_minor_needs_a_parent_for_the_acts_of_the_list_only() {
    let essai = Essai::new().await;
    let mut conseiller = essai.client(Role::Conseiller, ML_A).await;
    let base = ouvrir(&mut conseiller, &[("date_naissance", "2009-05-04")]).await;
    let fiche = conseiller.get(&format!("{base}/identite")).await.texte();
    assert!(
        fiche.contains("Personne mineure, majeure le 4 mai 2027."),
        "{fiche}"
    );
    assert!(fiche.contains("Représentant légal à noter"), "{fiche}");
    assert!(
        fiche.contains("Pour être reçu en entretien : la personne, seule"),
        "{fiche}"
    );
    let path = format!("{base}/representation/nouvelle");
    let missing = change(
        &mut conseiller,
        &path,
        &["id", "du"],
        &[("nom1", "Paule Fictive")],
    )
    .await;
    assert_eq!(missing.status, 422);
    assert_eq!(missing.champ("nom1").unwrap(), "Paule Fictive");
    let typed = [
        ("regime", "deux_parents"),
        ("nom1", "Paule Fictive"),
        ("telephone1", "06 39 98 77 77"),
        ("vu_le", "2026-11-20"),
    ];
    let done = change(&mut conseiller, &path, &["id", "du"], &typed).await;
    assert_eq!(done.status, 303, "{}", done.sens());
    let page = conseiller.follow(&done).await;
    let fiche = page.texte();
    assert!(
        fiche.contains("Pour signer un contrat d’engagement : un parent"),
        "{fiche}"
    );
    assert!(
        fiche.contains("Justificatif vu le 20/11/2026 par"),
        "{fiche}"
    );
    assert!(
        !page.html().contains("tel:+33639987777"),
        "not a list of calls"
    );
    let id: uuid::Uuid = sqlx::query_scalar("select id from representation")
        .fetch_one(&essai.base.brut)
        .await
        .unwrap();
    let path = format!("{base}/representation/{id}");
    let form = conseiller.get(&path).await;
    assert_eq!(form.champ("telephone1").unwrap(), "06 39 98 77 77");
    let shown = [
        "version",
        "id",
        "regime",
        "du",
        "nom1",
        "telephone1",
        "vu_le",
    ];
    let old = form.champ("version").unwrap();
    let first = change(&mut conseiller, &path, &shown, &[("nom1", "Paul Fictif")]).await;
    assert_eq!(first.status, 303, "{}", first.sens());
    let typed = [("version", old.as_str()), ("nom1", "Pauline Fictive")];
    let met = change(&mut conseiller, &path, &shown, &typed).await;
    assert_eq!(met.status, 409);
    assert!(
        met.texte().contains("Pauline Fictive Paul Fictif"),
        "{}",
        met.texte()
    );

    let mut accueil = essai.client(Role::ChargeAccueil, ML_A).await;
    let seen = accueil.get(&format!("{base}/identite")).await.texte();
    assert!(!seen.contains("Fictif"), "{seen}");
}

#[tokio::test]
async fn who_may_know_is_said_in_plain_words_until_it_is_withdrawn() {
    let essai = Essai::new().await;
    let mut accueil = essai.client(Role::ChargeAccueil, ML_A).await;
    let base = ouvrir(&mut accueil, &[]).await;
    let path = format!("{base}/tiers/nouveau");
    let typed = [
        ("nom", "Foyer des Fictifs"),
        ("lien", "educateur"),
        ("organisme", "Département"),
    ];
    let none = change(&mut accueil, &path, &["id", "du", "accord_le"], &typed).await;
    assert_eq!(none.status, 422);
    assert_eq!(none.champ("nom").unwrap(), "Foyer des Fictifs");
    let typed = [
        ("nom", "Foyer des Fictifs"),
        ("lien", "educateur"),
        ("peut_savoir", "rendez_vous"),
        ("peut_savoir", "presence"),
    ];
    let done = change(&mut accueil, &path, &["id", "du", "accord_le"], &typed).await;
    assert_eq!(done.status, 303, "{}", done.sens());
    let fiche = accueil.follow(&done).await.texte();
    assert!(
        fiche.contains("Peut savoir : les dates de rendez-vous, la présence aux activités"),
        "{fiche}"
    );
    let id: uuid::Uuid = sqlx::query_scalar("select id from tiers")
        .fetch_one(&essai.base.brut)
        .await
        .unwrap();
    let path = format!("{base}/tiers/{id}");
    let shown = ["version", "id", "nom", "lien", "du", "accord_le"];
    let typed = [("peut_savoir", "rendez_vous"), ("retire_le", "2026-11-23")];
    let done = change(&mut accueil, &path, &shown, &typed).await;
    assert_eq!(done.status, 303, "{}", done.sens());
    let fiche = accueil.follow(&done).await.texte();
    assert!(fiche.contains("Ne rien lui dire"), "{fiche}");
    assert!(fiche.contains("Accord retiré le 23/11/2026"), "{fiche}");
}

#[tokio::test]
async fn a_death_is_noted_by_the_referent_and_put_right_by_the_direction() {
    let essai = Essai::new().await;
    let mut conseiller = essai.client(Role::Conseiller, ML_A).await;
    let mut chef = essai.client(Role::ResponsableSecteur, ML_A).await;
    let mut directeur = essai.client(Role::Directeur, ML_A).await;
    let base = ouvrir(&mut conseiller, &[]).await;
    let referent = essai.agent(Role::Conseiller, ML_A).id.to_string();
    let typed = [("referent", referent.as_str()), ("motif", "secteur")];
    change(
        &mut conseiller,
        &format!("{base}/referent"),
        &["du"],
        &typed,
    )
    .await;
    let path = format!("{base}/deces");
    let refused = chef.get(&path).await.texte();
    assert!(refused.contains("peuvent noter un décès"), "{refused}");
    let empty = conseiller.post(&path, &[]).await;
    assert_eq!(empty.status, 422);
    let typed = [("le", "2026-11-21"), ("source", "famille")];
    let forbidden = change(
        &mut chef,
        &path,
        &[],
        &[
            ("id", &uuid::Uuid::from_u128(7).to_string()),
            typed[0],
            typed[1],
        ],
    )
    .await;
    assert_eq!(forbidden.status, 403);
    let done = change(&mut conseiller, &path, &["id"], &typed).await;
    assert_eq!(done.status, 303, "{}", done.sens());
    let fiche = conseiller.follow(&done).await;
    assert!(!fiche.html().contains("tel:"), "{}", fiche.texte());
    assert!(
        fiche.texte().contains("Voir ce qui est noté"),
        "{}",
        fiche.texte()
    );
    let page = conseiller.get(&format!("{base}/contact")).await;
    assert!(
        page.texte().contains("Aucun message ne part plus"),
        "{}",
        page.texte()
    );
    assert!(!page.html().contains("tel:"));
    let noted = conseiller.get(&path).await.texte();
    assert!(
        noted.contains("Décès le 21 novembre 2026, d’après : famille ou proche."),
        "{noted}"
    );
    assert!(noted.contains("la direction peut la corriger"), "{noted}");
    let refused = conseiller.post(&path, &[("geste", "annuler")]).await;
    assert_eq!(refused.status, 403);
    let right = directeur.post(&path, &[("geste", "annuler")]).await;
    assert_eq!(right.status, 303, "{}", right.sens());
    assert!(conseiller.get(&base).await.html().contains("tel:"));
}

#[tokio::test]
async fn a_sleeping_dossier_wakes_by_what_happened_not_by_a_mediation() {
    let essai = Essai::new().await;
    let mut conseiller = essai.client(Role::Conseiller, ML_A).await;
    let base = ouvrir(&mut conseiller, &[]).await;
    let path = format!("{base}/etat");
    let shown = ["avant", "depuis"];
    let typed = [("etat", "en_veille"), ("motif_veille", "sans_contact")];
    change(&mut conseiller, &path, &shown, &typed).await;
    let form = conseiller.get(&path).await;
    assert!(!form.html().contains("value=\"mediation\""));
    let typed = [("etat", "actif"), ("evenement_type", "mediation")];
    let refused = change(&mut conseiller, &path, &shown, &typed).await;
    assert_eq!(refused.status, 422);
    assert!(
        refused.texte().contains("Une médiation ne suffit pas"),
        "{}",
        refused.texte()
    );
    let typed = [("etat", "actif"), ("evenement_type", "passage")];
    let done = change(&mut conseiller, &path, &shown, &typed).await;
    let fiche = conseiller.follow(&done).await.texte();
    assert!(
        fiche.contains("En veille du 23/11/2026 au 23/11/2026 : Sans contact depuis un moment"),
        "{fiche}"
    );
}
