//! « Identité et contacts » and its forms.

use kernel::Role;
use testkit::{ML_A, ML_B};

use crate::{
    essai::{Client, Essai},
    jeunes_creation::ouvrir,
};

/// Posts the form at `path` with what it shows, `typed` on top.
async fn change(
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

const IDENTITE: [&str; 6] = [
    "version",
    "nom_naissance",
    "prenom",
    "prenom_usage",
    "date_naissance",
    "sexe",
];

#[tokio::test]
async fn the_second_of_two_changes_sees_both_values_and_loses_nothing() {
    let essai = Essai::new().await;
    let mut accueil = essai.client(Role::ChargeAccueil, ML_A).await;
    let mut conseiller = essai.client(Role::Conseiller, ML_A).await;
    let base = ouvrir(&mut accueil, &[]).await;
    let path = format!("{base}/identite/modifier");
    let old = accueil.get(&path).await.champ("version").unwrap();
    let first = change(
        &mut conseiller,
        &path,
        &IDENTITE,
        &[("prenom_usage", "Mano")],
    )
    .await;
    assert_eq!(first.location(), format!("{base}/identite"));

    let typed = [("version", old.as_str()), ("prenom_usage", "Nonnie")];
    let met = change(&mut accueil, &path, &IDENTITE, &typed).await;
    assert_eq!(met.status, 409);
    let texte = met.texte();
    assert!(texte.contains("Prénom d’usage Nonnie Mano"), "{texte}");
    assert_eq!(met.champ("prenom_usage").unwrap(), "Nonnie");
    let now = met.champ("version").unwrap();
    assert_ne!(now, old);
    let typed = [("version", now.as_str()), ("prenom_usage", "Nonnie")];
    let done = change(&mut accueil, &path, &IDENTITE, &typed).await;
    assert_eq!(done.status, 303, "{}", done.sens());
    let fiche = accueil.follow(&done).await;
    assert!(fiche.texte().contains("Nonnie BRUMEGART"));
}

#[tokio::test]
async fn each_role_sees_its_own_sections() {
    let essai = Essai::new().await;
    let mut accueil = essai.client(Role::ChargeAccueil, ML_A).await;
    let base = ouvrir(&mut accueil, &[]).await;
    let fiche = accueil.get(&format!("{base}/identite")).await.texte();
    assert!(fiche.contains("06 39 98 42 52"), "{fiche}");
    assert!(!fiche.contains("Ajouter une situation"), "{fiche}");
    assert!(!fiche.contains("Plan d’action"), "{fiche}");
    let mut atelier = essai.client(Role::AnimateurAtelier, ML_A).await;
    let fiche = atelier.get(&format!("{base}/identite")).await.texte();
    assert!(!fiche.contains("06 39 98 42 52"), "{fiche}");
    assert!(!fiche.contains("Modifier"), "{fiche}");
    let mut conseiller = essai.client(Role::Conseiller, ML_A).await;
    let fiche = conseiller.get(&format!("{base}/identite")).await.texte();
    assert!(fiche.contains("Ajouter une situation"), "{fiche}");
    assert!(!fiche.contains("Qui a consulté"), "{fiche}");
    let mut ailleurs = essai.client(Role::Directeur, ML_B).await;
    for suite in ["/identite", "/adresse", "/etat", "/frise", "/consultations"] {
        let page = ailleurs.get(&format!("{base}{suite}")).await;
        assert_eq!(page.status, 404, "{suite}");
    }
}

const CONTACT: [&str; 6] = ["id", "version", "moyen", "titulaire", "valeur", "vrai_du"];

#[tokio::test]
async fn contacts_are_added_corrected_and_ended() {
    let essai = Essai::new().await;
    let mut accueil = essai.client(Role::ChargeAccueil, ML_A).await;
    let base = ouvrir(&mut accueil, &[]).await;
    let path = format!("{base}/contacts/nouveau");
    let wrong = change(&mut accueil, &path, &CONTACT, &[("valeur", "12")]).await;
    assert_eq!(wrong.status, 422);
    assert_eq!(wrong.champ("valeur").unwrap(), "12");
    let mail = [("moyen", "courriel"), ("valeur", "Manon@exemple.invalid")];
    let added = change(&mut accueil, &path, &CONTACT, &mail).await;
    assert_eq!(added.status, 303, "{}", added.sens());

    let id: uuid::Uuid = sqlx::query_scalar("select id from contact where moyen = 'telephone'")
        .fetch_one(&essai.base.brut)
        .await
        .unwrap();
    let path = format!("{base}/contacts/{id}");
    let late = [("geste", "terminer"), ("vrai_au", "2027-01-01")];
    let refused = change(&mut accueil, &path, &CONTACT, &late).await;
    assert_eq!(refused.status, 422);
    assert_eq!(refused.champ("vrai_au").unwrap(), "2027-01-01");
    assert_eq!(refused.champ("valeur").unwrap(), "06 39 98 42 52");
    let new = [("valeur", "06 39 98 00 77")];
    let corrected = change(&mut accueil, &path, &CONTACT, &new).await;
    let fiche = accueil.follow(&corrected).await.texte();
    assert!(fiche.contains("06 39 98 00 77"), "{fiche}");
    assert!(fiche.contains("manon@exemple.invalid"), "{fiche}");
    let nobody = format!("{base}/contacts/{}", essai.agent(Role::Directeur, ML_A).id);
    assert_eq!(accueil.get(&nobody).await.status, 404);
}

#[tokio::test]
async fn the_address_takes_the_postal_code_of_its_commune() {
    let essai = Essai::new().await;
    let mut accueil = essai.client(Role::ChargeAccueil, ML_A).await;
    let base = ouvrir(&mut accueil, &[]).await;
    let path = format!("{base}/adresse");
    let shown = ["version", "commune", "code_postal", "adresse"];
    let typed = [("commune", "Hautfictif"), ("adresse", "3 rue du Phare")];
    let done = change(&mut accueil, &path, &shown, &typed).await;
    let fiche = accueil.follow(&done).await.texte();
    assert!(fiche.contains("00200 Hautfictif"), "{fiche}");
    let none = [("commune", ""), ("adresse", "3 rue du Phare")];
    let refused = change(&mut accueil, &path, &shown, &none).await;
    assert_eq!(refused.status, 422);
}

#[tokio::test]
async fn situation_state_and_referent_change_and_show() {
    let essai = Essai::new().await;
    let mut conseiller = essai.client(Role::Conseiller, ML_A).await;
    let base = ouvrir(&mut conseiller, &[]).await;
    let path = format!("{base}/situations/nouvelle");
    let shown = ["id", "version", "debut"];
    let typed = [("situation", "emploi/formation_certifiante")];
    let wrong = change(&mut conseiller, &path, &shown, &typed).await;
    assert_eq!(wrong.status, 422);
    assert!(
        wrong
            .texte()
            .contains("Choisissez un type de cette catégorie.")
    );
    let typed = [
        ("situation", "emploi/interim"),
        ("structure", "Fictif et fils"),
    ];
    let added = change(&mut conseiller, &path, &shown, &typed).await;
    let fiche = conseiller.follow(&added).await.texte();
    assert!(fiche.contains("Intérim Actuelle Fictif et fils"), "{fiche}");

    let path = format!("{base}/etat");
    let shown = ["avant", "depuis"];
    let missing = change(&mut conseiller, &path, &shown, &[("etat", "en_veille")]).await;
    assert_eq!(missing.status, 422);
    let typed = [("etat", "en_veille"), ("motif_veille", "sans_contact")];
    let done = change(&mut conseiller, &path, &shown, &typed).await;
    assert!(conseiller.follow(&done).await.texte().contains("En veille"));

    let path = format!("{base}/referent");
    let chef = essai.agent(Role::ResponsableSecteur, ML_A).id.to_string();
    let typed = [("referent", chef.as_str()), ("motif", "secteur")];
    let done = change(&mut conseiller, &path, &["du"], &typed).await;
    let fiche = conseiller.follow(&done).await.texte();
    assert!(fiche.contains("Référent : Prénom2"), "{fiche}");
}

#[tokio::test]
async fn who_protects_a_dossier_of_another_no_longer_sees_it() {
    let essai = Essai::new().await;
    let mut accueil = essai.client(Role::ChargeAccueil, ML_A).await;
    let mut conseiller = essai.client(Role::Conseiller, ML_A).await;
    let mut directeur = essai.client(Role::Directeur, ML_A).await;
    let base = ouvrir(&mut accueil, &[]).await;
    let path = format!("{base}/protection");
    let form = conseiller.get(&path).await;
    assert!(form.texte().contains("Vous ne verrez plus ce dossier"));
    let done = conseiller.post(&path, &[("motif", "lien_equipe")]).await;
    assert_eq!(done.location(), "/portefeuille");
    assert_eq!(conseiller.get(&base).await.status, 404);
    assert_eq!(accueil.get(&format!("{base}/identite")).await.status, 404);
    let found = accueil.get("/recherche?q=brumegart").await;
    assert!(!found.html().contains(&base));

    let ended = directeur.post(&path, &[("geste", "lever")]).await;
    assert_eq!(ended.location(), format!("{base}/identite"));
    assert_eq!(accueil.get(&format!("{base}/identite")).await.status, 200);
}

#[tokio::test]
async fn the_fiche_says_until_when_the_dossier_is_kept_and_why() {
    let essai = Essai::new().await;
    let mut accueil = essai.client(Role::ChargeAccueil, ML_A).await;
    let known = ouvrir(&mut accueil, &[("date_naissance", "2006-02-14")]).await;
    let texte = accueil.get(&format!("{known}/identite")).await.texte();
    let sentence = "Durée de conservation Jusqu’au 14 février 2032 C’est le jour de ses 26";
    assert!(texte.contains(sentence), "{texte}");
    assert!(texte.contains("Cet âge reste à confirmer."), "{texte}");
}
