//! Opening a dossier.

use jeunes::{
    contacts,
    dossiers::{self, Identite, Moyen, Naissance},
    frise, referents, synthese,
};
use kernel::{Role, Section};
use testkit::{COMMUNE_B, ML_A, ML_B, TestDb};

use crate::commun::{audit_text, champs, count, cree, d, ecrit, lit, nouveau, today};

#[tokio::test]
async fn a_creation_writes_contact_referent_frise_and_audit() {
    let test = TestDb::new().await;
    let agent = test.reseau.agent(ML_A, Role::ChargeAccueil);
    let conseiller = test.reseau.conseiller(ML_A);
    let mut tx = test.tx(agent).await;
    let mut new = nouveau(&tx, "Lefèvre", "Zoé");
    new.moyen = Moyen::Telephone("06 39 98 00 01".to_owned());
    new.referent = Some(conseiller.id);
    let dossier = dossiers::create(&mut tx, &new).await.unwrap();
    assert_eq!(dossier.referent, Some(conseiller.id));
    tx.commit().await.unwrap();

    let mut tx = test.tx(conseiller).await;
    let dossier = lit(&mut tx, new.id, Section::Contacts).await;
    let all = contacts::list(&mut tx, &dossier).await.unwrap();
    assert_eq!(all.len(), 1);
    assert_eq!(all[0].valeur, "+33639980001");
    assert_eq!(all[0].valeur_affichee(), "06 39 98 00 01");
    let past = referents::history(&mut tx, &dossier).await.unwrap();
    assert_eq!((past.len(), past[0].motif.as_str()), (1, "premier_accueil"));
    let page = frise::list(&mut tx, &dossier, None, 10).await.unwrap();
    let titles: Vec<&str> = page.rows.iter().map(|e| e.titre.as_str()).collect();
    assert!(titles.contains(&"Premier accueil") && titles.contains(&"Nouveau référent"));
    let first = synthese::synthese(&mut tx, &dossier).await.unwrap();
    assert_eq!(first.contacts.len(), 1);
    assert_eq!(first.a_faire, 2, "the first interview, the notice");
    assert_eq!(first.etendue.manques, [dossiers::Manque::Situation]);
    assert_eq!(
        first.etendue,
        synthese::completude(&mut tx, &dossier).await.unwrap()
    );
    tx.commit().await.unwrap();
    assert_eq!(test.audit("creation").await, 1);
    assert_eq!(test.audit("lecture").await, 1);
    let traces = audit_text(&test).await.to_lowercase();
    for secret in ["lef", "zo", "639980001", "brumeville"] {
        assert!(!traces.contains(secret), "{secret} in {traces}");
    }
}

#[tokio::test]
async fn a_second_post_finds_the_dossier() {
    let test = TestDb::new().await;
    let agent = test.reseau.agent(ML_A, Role::ChargeAccueil);
    let mut tx = test.tx(agent).await;
    let mut new = nouveau(&tx, "Moreau", "Hugo");
    new.moyen = Moyen::Courriel("Hugo@Exemple.fr".to_owned());
    let first = dossiers::create(&mut tx, &new)
        .await
        .unwrap()
        .numero
        .clone();
    tx.commit().await.unwrap();
    let mut tx = test.tx(agent).await;
    let second = dossiers::create(&mut tx, &new)
        .await
        .unwrap()
        .numero
        .clone();
    tx.commit().await.unwrap();
    assert_eq!(first, second);
    let sql = "select count(*) from jeune where id = $1";
    assert_eq!(count(&test, sql, new.id).await, 1);
    let sql = "select count(*) from contact where jeune_id = $1";
    assert_eq!(count(&test, sql, new.id).await, 1);
    assert_eq!(test.audit("creation").await, 1);
}

#[tokio::test]
async fn posts_at_once_never_share_a_number_nor_make_two() {
    let test = TestDb::new().await;
    let agent = test.reseau.agent(ML_A, Role::ChargeAccueil);
    let (mut one, mut two) = (test.tx(agent).await, test.tx(agent).await);
    let (lea, tom) = (
        nouveau(&one, "Diallo", "Léa"),
        nouveau(&two, "Petit", "Tom"),
    );
    let make =
        async |tx: &mut platform::Tx, new| dossiers::create(tx, new).await.unwrap().numero.clone();
    let first = make(&mut one, &lea).await;
    // The second one waits for the first one's counter, so they go on side by side.
    let second = async {
        let numero = make(&mut two, &tom).await;
        two.commit().await.unwrap();
        numero
    };
    let ((), second) = tokio::join!(
        async {
            one.commit().await.unwrap();
        },
        second
    );
    assert_ne!(first, second);

    let (mut one, mut two) = (test.tx(agent).await, test.tx(agent).await);
    let same = nouveau(&one, "Roux", "Ana");
    let first = make(&mut one, &same).await;
    let second = async {
        let numero = make(&mut two, &same).await;
        two.commit().await.unwrap();
        numero
    };
    let ((), second) = tokio::join!(
        async {
            one.commit().await.unwrap();
        },
        second
    );
    assert_eq!(first, second);
    assert_eq!(test.audit("creation").await, 3);
}

#[tokio::test]
async fn names_of_the_whole_world_are_kept_as_typed() {
    let test = TestDb::new().await;
    let conseiller = test.reseau.conseiller(ML_A);
    for (nom, prenom) in [
        ("N’Guessan-d'Ô", "Marie-Lou"),
        ("Нестеренко", "Олена"),
        ("王", "芳"),
        ("O'Connor", "Aoife"),
    ] {
        let id = cree(&test, conseiller, nom, prenom, None).await;
        let mut tx = test.tx(conseiller).await;
        let dossier = lit(&mut tx, id, Section::Identite).await;
        assert_eq!(dossier.identite.nom_naissance, nom);
        assert_eq!(dossier.identite.prenom, prenom);
    }
    let mut tx = test.tx(conseiller).await;
    let long = nouveau(&tx, &"é".repeat(81), "Zoé");
    assert_eq!(
        champs(dossiers::create(&mut tx, &long).await),
        ["nom_naissance"]
    );
    let limit = nouveau(&tx, &"é".repeat(80), "Zoé");
    assert!(dossiers::create(&mut tx, &limit).await.is_ok());
}

#[tokio::test]
async fn what_is_wrong_is_said_by_field() {
    let test = TestDb::new().await;
    let mut tx = test.tx(test.reseau.conseiller(ML_A)).await;
    let mut new = nouveau(&tx, "", "Zoé");
    new.moyen = Moyen::Telephone("06 39".to_owned());
    new.lieu.commune = None;
    new.referent = Some(test.reseau.agent(ML_A, Role::ChargeAccueil).id);
    let fields = champs(dossiers::create(&mut tx, &new).await);
    assert_eq!(
        fields,
        ["nom_naissance", "commune", "telephone", "referent"]
    );
    let mut stranger = nouveau(&tx, "Roy", "Zoé");
    stranger.referent = Some(test.reseau.conseiller(ML_B).id);
    assert_eq!(
        champs(dossiers::create(&mut tx, &stranger).await),
        ["referent"]
    );
    let mut unknown = nouveau(&tx, "Roy", "Zoé");
    unknown.lieu.commune = Some("99999".to_owned());
    assert_eq!(
        champs(dossiers::create(&mut tx, &unknown).await),
        ["commune"]
    );
}

#[tokio::test]
async fn born_on_the_29_of_february() {
    let test = TestDb::new().await;
    let mut tx = test.tx(test.reseau.conseiller(ML_A)).await;
    let mut new = nouveau(&tx, "Bissextile", "Ève");
    new.naissance = Naissance::Date(d(2008, 2, 29));
    let dossier = dossiers::create(&mut tx, &new).await.unwrap();
    assert_eq!(dossier.age(today()), 18);
    // Sixteen on 1 March 2026, so not of the public the day before.
    let mut young = nouveau(&tx, "Bissextile", "Ève");
    young.naissance = Naissance::Date(d(2010, 11, 24));
    assert_eq!(champs(dossiers::create(&mut tx, &young).await), ["public"]);
}

#[tokio::test]
async fn two_agents_on_one_identity_see_both_values() {
    let test = TestDb::new().await;
    let conseiller = test.reseau.conseiller(ML_A);
    let id = cree(&test, conseiller, "Faure", "Lina", None).await;
    let change = async |prenom: &str| {
        let mut tx = test.tx(conseiller).await;
        let dossier = ecrit(&mut tx, id, Section::Identite).await;
        let identite = Identite {
            prenom: prenom.to_owned(),
            ..dossier.identite.clone()
        };
        let born = dossier.naissance;
        let done = dossiers::update_identity(&mut tx, &dossier, 1, &identite, born, None).await;
        if done.is_ok() {
            tx.commit().await.unwrap();
        }
        done
    };
    change("Lyna").await.unwrap();
    let fields = crate::commun::conflit(change("Linah").await);
    let expected = ("Prénom".to_owned(), "Linah".to_owned(), "Lyna".to_owned());
    assert_eq!(fields, [expected]);
}

#[tokio::test]
async fn another_mission_locale_finds_nothing() {
    let test = TestDb::new().await;
    let id = cree(&test, test.reseau.conseiller(ML_A), "Faure", "Lina", None).await;
    let mut tx = test.tx(test.reseau.agent(ML_B, Role::Directeur)).await;
    for section in Section::ALL {
        let read = jeunes::acces::open_for_read(&mut tx, id, *section).await;
        assert!(matches!(read, Err(platform::Error::NotFound)), "{section}");
    }
    // A creation with an identifier of another mission locale makes another dossier.
    let mut new = nouveau(&tx, "Autre", "Personne");
    new.id = id;
    new.lieu.commune = Some(COMMUNE_B.to_owned());
    let made = dossiers::create(&mut tx, &new).await.unwrap();
    assert_eq!(made.identite.prenom, "Personne");
}
