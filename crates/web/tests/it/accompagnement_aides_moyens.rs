//! Vouchers, loans and commissions, as people use them.

use kernel::Role;
use testkit::ML_A;

use crate::{
    accompagnement::{Formulaire, count, dossier},
    essai::Essai,
    exemples::Exemples,
};

#[tokio::test]
async fn a_voucher_and_a_bike_are_given_and_come_back() {
    let essai = Essai::new().await;
    let (mut conseiller, base) = dossier(&essai).await;
    let exemples = Exemples::new(&essai, ML_A).await;
    let fonds = exemples.adresse("/aides/fonds/{fonds}");
    let fonds_id = fonds.rsplit('/').next().unwrap().to_owned();
    let mut gestionnaire = essai.client(Role::Gestionnaire, ML_A).await;
    let page = gestionnaire.get(&fonds).await;
    let money = Formulaire::of(&page, &format!("{fonds}/dotations"))
        .avec("dotation-montant", "100")
        .avec("dotation-origine", "Dotation");
    assert_eq!(money.post(&mut gestionnaire).await.status, 303);
    let page = gestionnaire.get("/aides/bons").await;
    let book = Formulaire::of(&page, "/aides/bons")
        .avec("carnet-fonds", &fonds_id)
        .avec("carnet-premier", "100")
        .avec("carnet-dernier", "120")
        .avec("carnet-valeur", "10,00");
    for _ in 0..2 {
        let done = book.post(&mut gestionnaire).await;
        assert_eq!(done.location(), "/aides/bons", "{}", done.sens());
    }
    let wrong = book
        .avec("carnet-dernier", "douze")
        .post(&mut gestionnaire)
        .await;
    assert_eq!(wrong.status, 422);
    assert_eq!(wrong.champ("carnet-dernier").as_deref(), Some("douze"));
    let page = gestionnaire.get("/aides/materiel").await;
    let thing = Formulaire::of(&page, "/aides/materiel")
        .avec("materiel-genre", "velo")
        .avec("materiel-libelle", "Vélo vert")
        .avec("materiel-inventaire", "V-2");
    assert_eq!(thing.post(&mut gestionnaire).await.status, 303);

    // In the dossier: the same page gives both.
    let moyens = format!("{base}/moyens");
    let page = conseiller.get(&moyens).await;
    let html = page.html();
    let bike = html.split("Vélo vert").next().unwrap();
    let bike = bike.rsplit("value=\"").next().unwrap();
    let bike = bike.split('"').next().unwrap().to_owned();
    let lend = Formulaire::of(&page, &moyens);
    assert_eq!(lend.champ("formulaire"), "pret");
    let lend = lend
        .avec("pret-materiel", &bike)
        .avec("pret-retour_le", "2026-11-22");
    let early = lend.post(&mut conseiller).await;
    assert_eq!(early.status, 422, "{}", early.sens());
    assert!(early.html().contains("href=\"#pret-retour_le\""));
    let lend = lend.avec("pret-retour_le", "2026-12-24");
    assert_eq!(lend.post(&mut conseiller).await.location(), moyens);
    let id = page.champ("bon-id").expect("the key of the form");
    let carnet: String = sqlx::query_scalar("select id::text from carnet_bons where premier = 100")
        .fetch_one(&essai.base.brut)
        .await
        .unwrap();
    let given = [
        ("formulaire", "bon"),
        ("bon-id", id.as_str()),
        ("bon-carnet", carnet.as_str()),
        ("bon-numero", "100"),
        ("bon-remis_le", "2026-11-23"),
    ];
    let unsigned = conseiller.post(&moyens, &given).await;
    assert_eq!(unsigned.status, 422, "{}", unsigned.sens());
    // On screen: the words are shown, then signed by the person; paper stays possible.
    let screen = [&given[..], &[("bon-signature", "ecran")]].concat();
    let shown = conseiller.post(&moyens, &screen).await;
    assert_eq!(shown.status, 200, "{}", shown.sens());
    assert!(shown.texte().contains("a reçu de"), "{}", shown.texte());
    assert_eq!(
        count(&essai, "bon where numero = 100").await,
        0,
        "nothing is given yet"
    );
    let empreinte = shown.champ("bon-empreinte").expect("the hash");
    let signing = [&screen[..], &[("bon-empreinte", empreinte.as_str())]].concat();
    let nobody = conseiller.post(&moyens, &signing).await;
    assert_eq!(nobody.status, 422, "{}", nobody.sens());
    assert!(
        nobody
            .texte()
            .contains("Cochez la case après avoir lu le reçu.")
    );
    assert!(nobody.texte().contains("a reçu de"), "the words stay");
    let other = [
        &screen[..],
        &[
            ("bon-id", "0193a5c0-0000-7000-8000-000000000101"),
            ("bon-numero", "101"),
        ],
    ]
    .concat();
    let other: Vec<_> = other
        .into_iter()
        .rev()
        .scan(Vec::new(), |seen: &mut Vec<&str>, (nom, valeur)| {
            let fresh = !seen.contains(&nom);
            seen.push(nom);
            Some(fresh.then_some((nom, valeur)))
        })
        .flatten()
        .collect();
    let shown = conseiller.post(&moyens, &other).await;
    let empreinte = shown.champ("bon-empreinte").expect("the hash");
    let typed = [
        ("bon-empreinte", empreinte.as_str()),
        ("bon-nom", "Manon Brumegart"),
        ("bon-lu", "oui"),
    ];
    let typed = [&other[..], &typed[..]].concat();
    for _ in 0..2 {
        let done = conseiller.post(&moyens, &typed).await;
        assert_eq!(done.location(), moyens, "{}", done.sens());
    }
    let texte = conseiller.get(&moyens).await.texte();
    assert!(
        texte.contains("signature sur écran par Manon Brumegart"),
        "{texte}"
    );
    assert!(texte.contains("Empreinte du reçu signé"), "{texte}");
    let signed = [&given[..], &[("bon-signature", "papier")]].concat();
    assert_eq!(conseiller.post(&moyens, &signed).await.location(), moyens);
    let page = conseiller.get(&moyens).await;
    let texte = page.texte();
    for said in [
        "bon n° 100 de 10,00 €",
        "Vélo vert (n° V-2)",
        "à rendre le 24/12/2026",
    ] {
        assert!(texte.contains(said), "{said}: {texte}");
    }
    let stock = gestionnaire.get("/aides/materiel").await.texte();
    assert!(
        stock.contains("Chez Manon BRUMEGART, jusqu’au 24/12/2026"),
        "{stock}"
    );
    let pret: String = sqlx::query_scalar(
        "select p.id::text from pret_materiel p join materiel m on m.id = p.materiel_id
         where m.inventaire = 'V-2'",
    )
    .fetch_one(&essai.base.brut)
    .await
    .unwrap();
    let back = Formulaire::of(&page, &format!("{moyens}/prets/{pret}"));
    for _ in 0..2 {
        let done = back.post(&mut conseiller).await;
        assert_eq!(done.location(), moyens, "{}", done.sens());
    }
    let back = Formulaire::of(&page, &format!("{moyens}/bons/{id}"));
    let dumb = back.post(&mut conseiller).await;
    assert_eq!(dumb.status, 422, "{}", dumb.sens());
    let why = back.cle("motif");
    let done = back.avec(&why, "Magasin fermé").post(&mut conseiller).await;
    assert_eq!(done.location(), moyens, "{}", done.sens());
    assert_eq!(count(&essai, "bon").await, 3);
}

#[tokio::test]
async fn a_commission_meets_decides_and_closes() {
    let essai = Essai::new().await;
    let exemples = Exemples::new(&essai, ML_A).await;
    let commission = exemples.adresse("/aides/commissions/{commission}");
    let mut gestionnaire = essai.client(Role::Gestionnaire, ML_A).await;
    let page = gestionnaire.get("/aides/commissions/nouvelle").await;
    let new = Formulaire::of(&page, "/aides/commissions/nouvelle");
    let far = new.clone().avec("commission-tenue_le", "2031-01-01");
    assert_eq!(far.post(&mut gestionnaire).await.status, 422);
    assert_eq!(new.post(&mut gestionnaire).await.status, 303);

    let page = gestionnaire.get(&commission).await;
    let texte = page.texte();
    assert!(
        texte.contains("18 à 21 ans") && texte.contains("Demande n° 1"),
        "{texte}"
    );
    assert!(
        !texte.contains("TINTORET") && !texte.contains("Vélo marque"),
        "{texte}"
    );
    let sits = |nom: &'static str| {
        [
            ("formulaire", "membre"),
            ("membre-agent", ""),
            ("membre-nom", nom),
        ]
    };
    let key = page.champ("membre-id").expect("the key of the form");
    let with = [&sits("Élue fictive")[..], &[("membre-id", key.as_str())]].concat();
    assert_eq!(gestionnaire.post(&commission, &with).await.status, 303);
    let empty = [
        &sits("")[..],
        &[("membre-id", "0193a5c0-0000-7000-8000-000000000001")],
    ]
    .concat();
    let refused = gestionnaire.post(&commission, &empty).await;
    assert_eq!(refused.status, 422, "{}", refused.sens());

    let mut directeur = essai.client(Role::Directeur, ML_A).await;
    let page = directeur.get(&commission).await;
    let form = Formulaire::of(&page, &format!("{commission}/decisions"));
    let issue = form.cle("issue");
    let unsaid = form.post(&mut directeur).await;
    assert_eq!(unsaid.status, 422, "{}", unsaid.sens());
    let over = form
        .clone()
        .avec(&issue, "accordee")
        .post(&mut directeur)
        .await;
    assert_eq!(over.status, 422, "the fund holds nothing: {}", over.sens());
    let motif = form.cle("motif");
    let done = form
        .avec(&issue, "refusee")
        .avec(&motif, "Le fonds n’a plus rien")
        .post(&mut directeur)
        .await;
    assert_eq!(done.location(), commission, "{}", done.sens());
    let close = format!("{commission}/cloture");
    let pv = format!("{commission}/proces-verbal");
    assert_eq!(directeur.get(&pv).await.status, 404);
    for _ in 0..2 {
        let done = directeur.post(&close, &[("formulaire", "cloture")]).await;
        assert_eq!(done.location(), commission, "{}", done.sens());
    }
    let texte = directeur.get(&pv).await.texte();
    for said in ["Élue fictive", "Refusée", "18 à 21 ans", "120,00 €"] {
        assert!(texte.contains(said), "{said}: {texte}");
    }
    assert!(
        !texte.contains("TINTORET") && !texte.contains("plus rien"),
        "{texte}"
    );
}
