//! What people type, for better and for worse: the form of a first reception, and two agents on the
//! same fact.

use kernel::Role;
use testkit::{ML_A, MOT_DE_PASSE};

use crate::{
    essai::{Client, Essai},
    exemples::Exemples,
    reponse::Reponse,
};

/// A form that opens a dossier, whose fields a test changes.
struct Accueil {
    client: Client,
    fields: Vec<(&'static str, String)>,
}

impl Accueil {
    async fn new(essai: &Essai) -> Self {
        let mut client = essai.client(Role::ChargeAccueil, ML_A).await;
        let form = client.get("/jeunes/nouveau").await;
        let mut fields = vec![
            ("prenom", "Nina".to_owned()),
            ("nom_naissance", "Vasseur".to_owned()),
            ("date_naissance", "2007-06-05".to_owned()),
            ("a_voir_sur_place", "oui".to_owned()),
            ("sans_domicile_stable", "oui".to_owned()),
        ];
        for name in ["id", "contact_id", "premier_accueil_le"] {
            fields.push((name, form.champ(name).expect("a field of the form")));
        }
        Self { client, fields }
    }

    fn with(&mut self, name: &'static str, value: &str) -> &mut Self {
        self.fields.retain(|(known, _)| *known != name);
        self.fields.push((name, value.to_owned()));
        self
    }

    async fn post(&mut self) -> Reponse {
        let fields: Vec<(&str, &str)> = self.fields.iter().map(|(k, v)| (*k, v.as_str())).collect();
        self.client.post("/jeunes/nouveau", &fields).await
    }
}

async fn dossiers(essai: &Essai) -> i64 {
    sqlx::query_scalar("select count(*) from jeune")
        .fetch_one(&essai.base.brut)
        .await
        .expect("a count")
}

#[tokio::test]
async fn a_dossier_opens_and_a_second_post_opens_no_other() {
    let essai = Essai::new().await;
    let mut accueil = Accueil::new(&essai).await;
    let first = accueil.post().await;
    assert_eq!(first.status, 303, "{}", first.texte());
    let second = accueil.post().await;
    assert_eq!(second.location(), first.location());
    assert_eq!(dossiers(&essai).await, 1);
    let mut client = essai.client(Role::ChargeAccueil, ML_A).await;
    let page = client.follow(&first).await;
    assert!(page.sens().contains("# Nina VASSEUR"), "{}", page.sens());
}

#[tokio::test]
async fn names_are_kept_as_people_write_them() {
    let essai = Essai::new().await;
    for (prenom, nom) in [
        ("Aïssata", "O’Brien-D'Arc"),
        ("Łukasz", "Ğüneş"),
        ("محمد", "الفاسي"),
        ("X", "Ng"),
        ("Jean--Loup", "<b>de</b> & \"La\" Tour"),
    ] {
        let mut accueil = Accueil::new(&essai).await;
        let opened = accueil
            .with("prenom", prenom)
            .with("nom_naissance", nom)
            .post()
            .await;
        assert_eq!(opened.status, 303, "{prenom} {nom}: {}", opened.sens());
        let page = accueil.client.follow(&opened).await;
        let shown = format!("{prenom} {}", nom.to_uppercase());
        assert!(page.texte().contains(&shown), "{shown} in {}", page.texte());
        assert!(!page.html().contains("<b>de"), "typed tags are text");
    }
}

#[tokio::test]
async fn impossible_dates_are_told_beside_the_field_and_keep_what_was_typed() {
    let essai = Essai::new().await;
    let mut accueil = Accueil::new(&essai).await;
    for wrong in [
        "31/02/2006",
        "29/02/2007",
        "2006-13-01",
        "hier",
        "14/02/06x",
        "2030-01-01",
    ] {
        let refused = accueil.with("date_naissance", wrong).post().await;
        assert_eq!(refused.status, 422, "{wrong}");
        assert_eq!(refused.champ("date_naissance").as_deref(), Some(wrong));
        assert_eq!(refused.champ("prenom").as_deref(), Some("Nina"), "{wrong}");
        assert!(refused.sens().contains("! "), "{wrong}: {}", refused.sens());
    }
    assert_eq!(dossiers(&essai).await, 0);
    let leap = accueil.with("date_naissance", "29/02/2008").post().await;
    assert_eq!(leap.status, 303, "{}", leap.sens());
}

#[tokio::test]
async fn outside_the_public_the_page_says_who_can_help() {
    let essai = Essai::new().await;
    let mut accueil = Accueil::new(&essai).await;
    for birth in ["2012-01-01", "1990-01-01"] {
        let refused = accueil.with("date_naissance", birth).post().await;
        assert_eq!(refused.status, 422, "{birth}");
        assert!(!refused.texte().contains("moins_de_16"), "no code is shown");
        assert!(!refused.texte().contains("plus_de_25"), "no code is shown");
    }
    assert_eq!(dossiers(&essai).await, 0);
}

#[tokio::test]
async fn a_field_of_ten_megabytes_is_refused_with_a_sentence() {
    let essai = Essai::new().await;
    let mut accueil = Accueil::new(&essai).await;
    let long = "é".repeat(5 * 1024 * 1024);
    for field in [
        "prenom",
        "nom_naissance",
        "telephone",
        "commune",
        "date_naissance",
    ] {
        let refused = accueil.with(field, &long).post().await;
        let status = refused.status.as_u16();
        assert!(matches!(status, 413 | 422), "{field} → {status}");
        assert!(refused.html().contains("<h1>"), "{field}: a page");
        accueil = Accueil::new(&essai).await;
    }
    assert_eq!(dossiers(&essai).await, 0);
}

#[tokio::test]
async fn two_agents_on_one_fact_the_second_sees_both_values() {
    let essai = Essai::new().await;
    let exemples = Exemples::new(&essai, ML_A).await;
    let path = format!("/jeunes/{}/identite/modifier", exemples.jeune());
    let mut first = essai.client(Role::Conseiller, ML_A).await;
    let mut second = essai.client(Role::ChargeAccueil, ML_A).await;
    let form = first.get(&path).await;
    let version = form.champ("version").unwrap();
    let fields = |prenom: &'static str| {
        vec![
            ("version", version.clone()),
            ("nom_naissance", "Tintoret".to_owned()),
            ("prenom", prenom.to_owned()),
            ("date_naissance", "2006-02-14".to_owned()),
        ]
    };
    let post = async |client: &mut Client, prenom: &'static str| {
        let fields = fields(prenom);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(k, v)| (*k, v.as_str())).collect();
        client.post(&path, &fields).await
    };
    assert_eq!(post(&mut first, "Zéphirine").await.status, 303);
    let refused = post(&mut second, "Séphyrine").await;
    assert_eq!(refused.status, 409);
    let said = refused.texte();
    assert!(
        said.contains("Zéphirine") && said.contains("Séphyrine"),
        "both values: {said}"
    );
    assert_eq!(
        refused.champ("prenom").as_deref(),
        Some("Séphyrine"),
        "nothing typed is lost"
    );
    let kept: String = sqlx::query_scalar("select prenom from jeune where id::text = $1")
        .bind(exemples.jeune().to_string())
        .fetch_one(&essai.base.brut)
        .await
        .unwrap();
    assert_eq!(kept, "Zéphirine");
    let now = refused.champ("version").unwrap();
    let knowingly = [
        ("version", now.as_str()),
        ("nom_naissance", "Tintoret"),
        ("prenom", "Séphyrine"),
        ("date_naissance", "2006-02-14"),
    ];
    assert_eq!(
        second.post(&path, &knowingly).await.status,
        303,
        "she decides knowingly"
    );
}

#[tokio::test]
async fn a_form_posted_on_an_ended_session_is_offered_with_all_that_was_typed() {
    let essai = Essai::new().await;
    let agent = essai.agent(Role::ChargeAccueil, ML_A).clone();
    essai.base.mot_de_passe(&agent).await;
    let mut accueil = Accueil::new(&essai).await;
    essai.base.db.clock().advance(chrono::Duration::minutes(61));
    let ended = accueil.with("prenom", "Marie-Ève").post().await;
    assert_eq!(ended.sens(), "303\n→ /connexion?suite=%2Fjeunes%2Fnouveau");
    assert_eq!(dossiers(&essai).await, 0);
    let fields = [
        ("courriel", agent.courriel.as_str()),
        ("mot_de_passe", MOT_DE_PASSE),
        ("suite", "/jeunes/nouveau"),
    ];
    let entered = accueil.client.post("/connexion", &fields).await;
    let form = accueil.client.follow(&entered).await;
    for (name, typed) in &accueil.fields {
        if !matches!(*name, "a_voir_sur_place" | "sans_domicile_stable") {
            assert_eq!(form.champ(name).as_deref(), Some(typed.as_str()), "{name}");
        }
    }
    let opened = accueil.post().await;
    assert_eq!(opened.status, 303, "{}", opened.sens());
    let drafts = accueil.client.get("/brouillons").await;
    assert!(
        drafts.texte().contains("Aucun brouillon"),
        "the draft goes with the save"
    );
}
