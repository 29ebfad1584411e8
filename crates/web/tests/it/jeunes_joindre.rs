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
