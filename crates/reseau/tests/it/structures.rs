use chrono::NaiveDate;
use kernel::{MandatId, MlId, Role};
use platform::{Error, Tx, new_id};
use reseau::structures::{self, FiltreAnnuaire, MandatSaisi, NatureOrganisme, OrganismeSaisi};
use testkit::{ML_A, ML_B, TestDb};

fn day(y: i32, m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(y, m, d).unwrap()
}

fn mandat() -> MandatSaisi {
    MandatSaisi {
        prenom: "Ondine".to_owned(),
        nom: "Fictive".to_owned(),
        fonction: "president".to_owned(),
        du: day(2026, 1, 1),
        au: None,
    }
}

#[tokio::test]
async fn the_directory_is_open_to_all_but_outside_speakers() {
    let base = TestDb::new().await;
    for role in Role::ALL {
        let agent = if role.is_local() {
            base.reseau.agent(ML_A, *role)
        } else {
            base.reseau.hors_ml(*role)
        };
        let mut tx = base.tx(agent).await;
        let page =
            structures::list_missions_locales(&mut tx, &FiltreAnnuaire::default(), None, 10).await;
        match role {
            Role::IntervenantExterieur => assert!(matches!(page, Err(Error::Forbidden))),
            _ => assert_eq!(page.unwrap().rows.len(), 2, "{role}"),
        }
    }
}

#[tokio::test]
async fn missions_locales_are_listed_by_pages_and_words() {
    let base = TestDb::new().await;
    let mut tx = base.tx(base.reseau.hors_ml(Role::National)).await;
    let all = FiltreAnnuaire::default();
    let first = structures::list_missions_locales(&mut tx, &all, None, 1)
        .await
        .unwrap();
    assert_eq!(first.rows[0].nom, "Mission locale des Hauts-Fictifs");
    assert_eq!(first.rows[0].sites, 1);
    let next = first.next.as_deref();
    let second = structures::list_missions_locales(&mut tx, &all, next, 1)
        .await
        .unwrap();
    assert_eq!(second.rows[0].nom, "Mission locale du Val de Brume");
    assert!(second.next.is_none());
    for (region, departement, texte, count) in [
        ("00", "00", "brume val", 1),
        ("00", "", "hautfictif", 1),
        ("99", "", "", 0),
    ] {
        let filtre = FiltreAnnuaire {
            region: region.to_owned(),
            departement: departement.to_owned(),
            texte: texte.to_owned(),
        };
        let page = structures::list_missions_locales(&mut tx, &filtre, None, 9)
            .await
            .unwrap();
        assert_eq!(page.rows.len(), count, "{filtre:?}");
    }
    let of = structures::list_missions_locales_of_commune(&mut tx, "00002")
        .await
        .unwrap();
    assert_eq!(of.len(), 1);
    assert_eq!(of[0].ml, MlId::from(ML_B));
}

#[tokio::test]
async fn one_mission_locale_shows_its_sites_zone_agents_and_mandates() {
    let base = TestDb::new().await;
    let mut tx = base.tx(base.reseau.hors_ml(Role::ChargeMissionEtat)).await;
    let ml = MlId::from(ML_A);
    let fiche = structures::mission_locale(&mut tx, ml).await.unwrap();
    assert_eq!(
        (fiche.communes, fiche.forme_juridique.as_str()),
        (1, "association")
    );
    assert_eq!(structures::list_sites(&mut tx, ml).await.unwrap().len(), 1);
    let zone = structures::list_zone(&mut tx, ml, None, 10).await.unwrap();
    assert_eq!(
        (zone.rows[0].nom.as_str(), zone.rows[0].partagee),
        ("Brumeville", false)
    );
    let fonctions = structures::list_agents_by_function(&mut tx, ml)
        .await
        .unwrap();
    assert_eq!(fonctions.len(), 10);
    assert_eq!(fonctions[1].role, Role::Conseiller);
    assert_eq!(
        fonctions[1].agents[0].courriel,
        "conseiller.1@essai.invalid"
    );
    assert!(
        structures::list_mandats(&mut tx, ml)
            .await
            .unwrap()
            .is_empty()
    );
    let strange = structures::mission_locale(&mut tx, MlId::from(99)).await;
    assert!(matches!(strange, Err(Error::NotFound)));
}

#[tokio::test]
async fn opening_hours_are_changed_at_home_and_conflicts_show_both() {
    let base = TestDb::new().await;
    let admin = base.reseau.agent(ML_A, Role::AdministrateurLocal);
    let (mine, theirs) = (base.reseau.sites[&ML_A], base.reseau.sites[&ML_B]);
    let mut tx = base.tx(admin).await;
    structures::update_horaires(&mut tx, mine, 1, " 9 h – 12 h \r\n")
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(base.audit("modification").await, 1);

    let mut tx = base.tx(admin).await;
    let Err(Error::Conflict(conflit)) =
        structures::update_horaires(&mut tx, mine, 1, "14 h – 18 h").await
    else {
        panic!("a conflict");
    };
    assert_eq!((conflit.version, conflit.champs.len()), (2, 1));
    assert_eq!(conflit.champs[0].saisi, "14 h – 18 h");
    assert_eq!(conflit.champs[0].actuel, "9 h – 12 h");
    let stranger = structures::update_horaires(&mut tx, theirs, 1, "x").await;
    assert!(matches!(stranger, Err(Error::NotFound)));
    let mut tx = base.tx(base.reseau.conseiller(ML_A)).await;
    let conseiller = structures::update_horaires(&mut tx, mine, 2, "x").await;
    assert!(matches!(conseiller, Err(Error::Forbidden)));
}

#[tokio::test]
async fn mandates_are_dated_posted_once_and_versioned() {
    let base = TestDb::new().await;
    let admin = base.reseau.agent(ML_A, Role::Directeur);
    let mut tx = base.tx(admin).await;
    let id = new_id!(tx, MandatId);
    structures::create_mandat(&mut tx, id, &mandat())
        .await
        .unwrap();
    structures::create_mandat(&mut tx, id, &mandat())
        .await
        .unwrap();
    let ended = MandatSaisi {
        au: Some(day(2026, 6, 30)),
        ..mandat()
    };
    structures::update_mandat(&mut tx, id, 1, &ended)
        .await
        .unwrap();
    tx.commit().await.unwrap();

    let mut tx = base.tx(admin).await;
    let found = structures::list_mandats(&mut tx, MlId::from(ML_A))
        .await
        .unwrap();
    assert_eq!(
        (found.len(), found[0].version, found[0].au),
        (1, 2, ended.au)
    );
    let Err(Error::Conflict(conflit)) = structures::update_mandat(&mut tx, id, 1, &mandat()).await
    else {
        panic!("a conflict");
    };
    assert_eq!(conflit.champs[0].libelle, "Fin");
    assert_eq!(conflit.champs[0].actuel, "2026-06-30");
    let wrong = MandatSaisi {
        au: Some(day(2025, 1, 1)),
        ..mandat()
    };
    assert!(matches!(
        structures::update_mandat(&mut tx, id, 2, &wrong).await,
        Err(Error::Invalid(_))
    ));

    let mut tx = base.tx(base.reseau.agent(ML_B, Role::Directeur)).await;
    for stranger in [
        structures::update_mandat(&mut tx, id, 2, &mandat()).await,
        structures::create_mandat(&mut tx, id, &mandat()).await,
    ] {
        assert!(matches!(stranger, Err(Error::NotFound)));
    }
}

#[tokio::test]
async fn bodies_are_declared_by_the_operator_and_seen_by_region() {
    let base = TestDb::new().await;
    let saisi = OrganismeSaisi {
        code_source: "unml".to_owned(),
        nature: NatureOrganisme::Unml,
        nom: "Union fictive".to_owned(),
        region: None,
        departement: None,
    };
    let mut tx = Tx::operateur(&base.db).await.unwrap();
    let id = structures::declare_organisme(&mut tx, &saisi)
        .await
        .unwrap();
    assert_eq!(
        structures::declare_organisme(&mut tx, &saisi)
            .await
            .unwrap(),
        id
    );
    tx.commit().await.unwrap();
    let mut tx = base.tx(base.reseau.hors_ml(Role::AnimateurRegional)).await;
    assert_eq!(
        structures::list_organismes(&mut tx, "")
            .await
            .unwrap()
            .len(),
        4
    );
    assert_eq!(
        structures::list_organismes(&mut tx, "84")
            .await
            .unwrap()
            .len(),
        1
    );
    let arml = structures::list_organismes(&mut tx, "00").await.unwrap();
    let arml = arml
        .iter()
        .find(|o| o.nature == NatureOrganisme::Arml)
        .unwrap();
    let (_, fonctions, _) = structures::organisme(&mut tx, arml.id).await.unwrap();
    assert_eq!(fonctions[0].role, Role::AnimateurRegional);
    assert!(matches!(
        structures::declare_organisme(&mut tx, &saisi).await,
        Err(Error::Forbidden)
    ));
}
