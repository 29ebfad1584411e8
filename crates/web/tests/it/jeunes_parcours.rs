//! « Parcours et métiers », as users write and read it.

use kernel::Role;
use testkit::ML_A;
use uuid::Uuid;

use crate::{
    essai::{Client, Essai},
    jeunes_creation::ouvrir,
    jeunes_joindre::change,
};

const LIGNE: [&str; 2] = ["id", "version"];
const VISE: [&str; 4] = ["id", "version", "piste", "vrai_du"];

async fn only(essai: &Essai, sql: &'static str) -> Uuid {
    sqlx::query_scalar(sql)
        .fetch_one(&essai.base.brut)
        .await
        .expect("one row")
}

/// Adds the métier `mots`; the page it leads to.
async fn vise(client: &mut Client, base: &str, mots: &str) -> String {
    let path = format!("{base}/parcours/metiers/nouveau");
    let done = change(client, &path, &VISE, &[("metier", mots)]).await;
    assert_eq!(
        done.location(),
        format!("{base}/parcours"),
        "{}",
        done.sens()
    );
    client.follow(&done).await.texte()
}

#[tokio::test]
async fn a_formation_is_written_corrected_and_deleted() {
    let essai = Essai::new().await;
    let mut conseiller = essai.client(Role::Conseiller, ML_A).await;
    let base = ouvrir(&mut conseiller, &[]).await;
    let page = format!("{base}/parcours");
    let fiche = conseiller.get(&format!("{base}/identite")).await;
    assert!(fiche.html().contains(&format!("href=\"{page}\"")));
    let path = format!("{page}/formations/nouvelle");
    let typed = [
        ("intitule", "CAP <boulanger>"),
        ("du", "9/2022"),
        ("au", "hier"),
    ];
    let wrong = change(&mut conseiller, &path, &LIGNE, &typed).await;
    assert_eq!(wrong.status, 422);
    for (field, value) in typed {
        assert_eq!(wrong.champ(field).expect("a field"), value);
    }
    assert!(wrong.texte().contains("Choisissez un niveau"));
    assert!(wrong.texte().contains("Écrivez un mois et une année"));
    let typed = [
        ("niveau", "niveau_3"),
        ("etat", "obtenu"),
        ("intitule", "CAP <boulanger>"),
        ("du", "9/2022"),
        ("au", "2024"),
    ];
    let done = change(&mut conseiller, &path, &LIGNE, &typed).await;
    assert_eq!(done.location(), page, "{}", done.sens());
    let shown = conseiller.follow(&done).await.texte();
    assert!(shown.contains("Niveau Niveau 3"), "{shown}");
    assert!(shown.contains("de septembre 2022 à 2024"), "{shown}");

    let id = only(&essai, "select id from cursus").await;
    let one = format!("{page}/formations/{id}");
    let form = conseiller.get(&one).await;
    assert_eq!(form.champ("du").expect("a field"), "09/2022");
    let typed = [("niveau", "niveau_4"), ("etat", "non_obtenu")];
    let done = change(&mut conseiller, &one, &LIGNE, &typed).await;
    let shown = conseiller.follow(&done).await.texte();
    assert!(shown.contains("Aucun diplôme obtenu"), "{shown}");
    let late = [("version", "1"), ("niveau", "niveau_3"), ("etat", "obtenu")];
    let met = change(&mut conseiller, &one, &LIGNE, &late).await;
    assert_eq!(met.status, 409);
    assert!(
        met.texte().contains("Résultat Obtenu Non obtenu"),
        "{}",
        met.texte()
    );
    assert_eq!(met.champ("version").expect("a field"), "2");
    let gone = [("version", "1"), ("geste", "supprimer")];
    assert_eq!(conseiller.post(&one, &gone).await.status, 409);
    let gone = [("version", "2"), ("geste", "supprimer")];
    let done = conseiller.post(&one, &gone).await;
    assert!(
        conseiller
            .follow(&done)
            .await
            .texte()
            .contains("Pas encore noté")
    );
    assert_eq!(conseiller.get(&one).await.status, 404);
    assert_eq!(essai.base.audit("suppression").await, 1);
}

#[tokio::test]
async fn a_metier_typed_in_words_is_found_or_chosen_without_a_script() {
    let essai = Essai::new().await;
    let mut conseiller = essai.client(Role::Conseiller, ML_A).await;
    let base = ouvrir(&mut conseiller, &[]).await;
    let path = format!("{base}/parcours/experiences/nouvelle");
    let typed = [
        ("nature", "stage"),
        ("metier", "vente"),
        ("libelle", "Rayon <frais>"),
        ("employeur", "Épicerie des Essais"),
        ("du", "03/2026"),
    ];
    let several = change(&mut conseiller, &path, &LIGNE, &typed).await;
    assert_eq!(several.status, 422);
    for (field, value) in &typed[1..] {
        assert_eq!(several.champ(field).expect("a field"), *value);
    }
    let html = several.html();
    assert!(
        html.contains("type=\"radio\" id=\"metier_code-D1106\""),
        "{html}"
    );
    assert!(several.texte().contains("Vente en alimentation"));
    assert_eq!(several.champ("metier_pour").expect("a field"), "vente");
    let fields: Vec<(&str, String)> = LIGNE
        .iter()
        .map(|name| (*name, several.champ(name).unwrap_or_default()))
        .collect();
    let mut chosen: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
    chosen.extend(typed);
    chosen.extend([("metier_pour", "vente"), ("metier_code", "D1106")]);
    let done = conseiller.post(&path, &chosen).await;
    let page = conseiller.follow(&done).await.texte();
    assert!(page.contains("Vente en alimentation"), "{page}");
    assert!(page.contains("depuis mars 2026"), "{page}");
    let fiche = conseiller.get(&format!("{base}/identite")).await.texte();
    assert!(fiche.contains("Dernière expérience Stage"), "{fiche}");

    let id = only(&essai, "select id from experience").await;
    let one = format!("{base}/parcours/experiences/{id}");
    let form = conseiller.get(&one).await;
    assert_eq!(
        form.champ("metier").expect("a field"),
        "Vente en alimentation (D1106)"
    );
    let kept = [
        ("nature", "emploi"),
        ("metier", "Vente en alimentation (D1106)"),
    ];
    let done = change(&mut conseiller, &one, &LIGNE, &kept).await;
    assert_eq!(done.status, 303, "{}", done.sens());
    let unknown = [("nature", "emploi"), ("metier", "zzzz")];
    let wrong = change(&mut conseiller, &one, &LIGNE, &unknown).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.texte().contains("Aucun métier ne correspond"));
    assert_eq!(wrong.champ("metier").expect("a field"), "zzzz");
}

#[tokio::test]
async fn metiers_are_aimed_at_moved_up_and_ended() {
    let essai = Essai::new().await;
    let mut conseiller = essai.client(Role::Conseiller, ML_A).await;
    let base = ouvrir(&mut conseiller, &[]).await;
    let path = format!("{base}/parcours/metiers/nouveau");
    let wrong = change(&mut conseiller, &path, &VISE, &[("vrai_du", "2027-01-01")]).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.texte().contains("Indiquez un métier"));
    assert_eq!(wrong.champ("vrai_du").expect("a field"), "2027-01-01");
    for mots in ["coiffure", "maçonnerie", "secrétariat", "nettoyage"] {
        vise(&mut conseiller, &base, mots).await;
    }
    let page = vise(&mut conseiller, &base, "Boulangerie - viennoiserie (D1102)").await;
    assert!(page.contains("5. Boulangerie"), "{page}");
    assert!(page.contains("Cinq métiers au plus"), "{page}");
    let full = change(&mut conseiller, &path, &VISE, &[("metier", "soudage")]).await;
    assert_eq!(full.status, 422);
    assert!(full.texte().contains("terminez-en un"));

    let id = only(&essai, "select id from metier_vise where metier = 'D1102'").await;
    let one = format!("{base}/parcours/metiers/{id}");
    for _ in 0..2 {
        let done = conseiller
            .post(&format!("{one}/monter"), &[("place", "5")])
            .await;
        let page = conseiller.follow(&done).await.texte();
        assert!(page.contains("4. Boulangerie"), "{page}");
    }
    let done = change(&mut conseiller, &one, &VISE, &[("piste", "valide")]).await;
    assert_eq!(done.status, 303, "{}", done.sens());
    let frise = conseiller.get(&format!("{base}/frise")).await;
    assert!(frise.html().contains(&format!("{base}/parcours\"")));
    let fiche = conseiller.get(&format!("{base}/identite")).await.texte();
    assert!(
        fiche.contains("Boulangerie - viennoiserie (validé)"),
        "{fiche}"
    );
    let early = [
        ("version", "2"),
        ("geste", "terminer"),
        ("dernier_jour", "2026-01-01"),
    ];
    let wrong = conseiller.post(&one, &early).await;
    assert_eq!(wrong.status, 422);
    assert_eq!(wrong.champ("dernier_jour").expect("a field"), "2026-01-01");
    let end = [
        ("version", "2"),
        ("geste", "terminer"),
        ("dernier_jour", "2026-11-23"),
    ];
    let done = conseiller.post(&one, &end).await;
    let page = conseiller.follow(&done).await.texte();
    assert!(page.contains("du 23/11/2026 au 23/11/2026"), "{page}");
    assert_eq!(conseiller.get(&one).await.status, 404);
}

#[tokio::test]
async fn those_who_read_find_no_form_and_the_others_no_page() {
    let essai = Essai::new().await;
    let mut conseiller = essai.client(Role::Conseiller, ML_A).await;
    let base = ouvrir(&mut conseiller, &[]).await;
    vise(&mut conseiller, &base, "coiffure").await;
    let page = format!("{base}/parcours");
    let mut entreprises = essai.client(Role::RelationEntreprises, ML_A).await;
    let seen = entreprises.get(&page).await;
    assert!(seen.texte().contains("Coiffure"), "{}", seen.texte());
    assert!(
        !seen.html().contains("/parcours/metiers/"),
        "{}",
        seen.html()
    );
    let refused = entreprises.get(&format!("{page}/metiers/nouveau")).await;
    assert_eq!(refused.status, 403);
    let mut accueil = essai.client(Role::ChargeAccueil, ML_A).await;
    assert_eq!(accueil.get(&page).await.status, 403);
    let fiche = accueil.get(&format!("{base}/identite")).await;
    assert!(!fiche.html().contains("/parcours"), "{}", fiche.html());
}
