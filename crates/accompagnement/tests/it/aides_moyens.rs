//! Vouchers: a number once, the money of the fund; loans: a thing to one person at a time.

use accompagnement::{
    aides::Decideur,
    moyens::{
        self, EtatBon, NouveauBon, NouveauCarnet, NouveauMateriel, NouveauPret, RepriseBon,
        RetourPret, Retrait, Signature, SignatureEcran,
    },
};
use chrono::Days;
use jeunes::acces::{open_for_read, open_for_write};
use kernel::{CarnetId, Centimes, FondsId, JeuneId, MaterielId, PretId, Role, Section};
use platform::Result;
use testkit::{ML_A, ML_B};

use crate::outils::{Scene, conflict, days_ago, forbidden, not_found, refused, today};

impl Scene {
    fn carnet_saisi(
        &self,
        fonds: FondsId,
        premier: i32,
        dernier: i32,
        valeur: i64,
    ) -> NouveauCarnet {
        NouveauCarnet {
            id: self.id(),
            fonds,
            premier,
            dernier,
            valeur: Centimes(valeur),
            recu_le: days_ago(5),
        }
    }

    async fn entered(&self, fonds: FondsId, valeur: i64) -> CarnetId {
        let new = self.carnet_saisi(fonds, 1, 20, valeur);
        let mut tx = self.tx_of(Role::Gestionnaire).await;
        moyens::entrer(&mut tx, &new).await.unwrap();
        moyens::entrer(&mut tx, &new).await.unwrap();
        tx.commit().await.unwrap();
        new.id
    }

    fn voucher(&self, carnet: CarnetId, numero: i32) -> NouveauBon {
        NouveauBon {
            id: self.id(),
            carnet,
            numero,
            remis_le: today(),
            signature: Signature::Papier,
            ecran: SignatureEcran::default(),
        }
    }

    async fn give(&self, jeune: JeuneId, new: &NouveauBon) -> Result<()> {
        let mut tx = self.tx().await;
        let dossier = open_for_write(&mut tx, jeune, Section::Plan).await?;
        moyens::donner(&mut tx, &dossier, new).await?;
        tx.commit().await
    }

    async fn bike(&self) -> MaterielId {
        let new = NouveauMateriel {
            id: self.id(),
            genre: "velo".into(),
            libelle: "Vélo bleu".into(),
            inventaire: self.id::<MaterielId>().to_string(),
        };
        let mut tx = self.tx_of(Role::Gestionnaire).await;
        moyens::ajouter(&mut tx, &new).await.unwrap();
        moyens::ajouter(&mut tx, &new).await.unwrap();
        tx.commit().await.unwrap();
        new.id
    }

    fn loan(&self, materiel: MaterielId) -> NouveauPret {
        NouveauPret {
            id: self.id(),
            materiel,
            remis_le: today(),
            retour_le: today() + Days::new(30),
            etat: "Sonnette cassée".into(),
        }
    }

    async fn lend(&self, jeune: JeuneId, new: &NouveauPret) -> Result<()> {
        let mut tx = self.tx().await;
        let dossier = open_for_write(&mut tx, jeune, Section::Plan).await?;
        moyens::preter(&mut tx, &dossier, new).await?;
        tx.commit().await
    }

    async fn give_back(&self, id: PretId, version: i32) -> Result<()> {
        let mut tx = self.tx().await;
        let dossier = self.write(&mut tx, Section::Plan).await;
        let back = RetourPret {
            id,
            version,
            le: today(),
            etat: "Bon état".into(),
        };
        moyens::rendre(&mut tx, &dossier, &back).await?;
        tx.commit().await
    }
}

#[tokio::test]
async fn a_number_is_given_once_and_takes_its_value_from_the_fund() {
    let scene = Scene::new().await;
    let fonds = scene.fonds(Decideur::MissionLocale).await;
    let carnet = scene.entered(fonds, 15_000).await;
    let other = Scene::person(&scene.test, ML_A).await;
    let one = scene.voucher(carnet, 1);
    scene.give(scene.jeune, &one).await.unwrap();
    scene.give(scene.jeune, &one).await.unwrap();
    assert_eq!(scene.balance(fonds).await, 35_000);
    let again = scene.give(other, &scene.voucher(carnet, 1)).await;
    assert!(refused(again, "numero").contains("déjà été donné"));
    let far = scene.give(other, &scene.voucher(carnet, 21)).await;
    assert!(refused(far, "numero").contains("va du n°"));
    // Her ceiling is 400: two of 150, not three.
    scene
        .give(scene.jeune, &scene.voucher(carnet, 2))
        .await
        .unwrap();
    let third = scene.give(scene.jeune, &scene.voucher(carnet, 3)).await;
    assert!(refused(third, "numero").contains("a déjà eu 300,00"));
    scene.give(other, &scene.voucher(carnet, 3)).await.unwrap();
    let none = scene.give(other, &scene.voucher(carnet, 4)).await;
    assert!(refused(none, "numero").contains("Il reste 50,00"));

    // One comes back: its value does, its number does not.
    let mut tx = scene.tx().await;
    let dossier = scene.write(&mut tx, Section::Plan).await;
    let back = RepriseBon {
        id: one.id,
        version: 1,
        etat: EtatBon::Rendu,
        motif: "Le magasin est fermé".into(),
    };
    moyens::reprendre(&mut tx, &dossier, &back).await.unwrap();
    moyens::reprendre(&mut tx, &dossier, &back).await.unwrap();
    let late = RepriseBon {
        etat: EtatBon::Annule,
        ..back
    };
    conflict(
        moyens::reprendre(&mut tx, &dossier, &late).await,
        "Bon",
        "Annulé",
        "Rendu",
    );
    tx.commit().await.unwrap();
    assert_eq!(scene.balance(fonds).await, 20_000);
    let same = scene.give(scene.jeune, &scene.voucher(carnet, 1)).await;
    assert!(refused(same, "numero").contains("déjà été donné"));
    let mut tx = scene.tx().await;
    let all = moyens::carnets(&mut tx).await.unwrap();
    assert_eq!((all[0].restants(), all[0].prochain), (17, Some(4)));
}

#[tokio::test]
async fn a_number_given_twice_at_once_is_given_once() {
    let scene = Scene::new().await;
    let fonds = scene.fonds(Decideur::MissionLocale).await;
    let carnet = scene.entered(fonds, 1_000).await;
    let other = Scene::person(&scene.test, ML_A).await;
    let (mine, hers) = (scene.voucher(carnet, 7), scene.voucher(carnet, 7));
    let (a, b) = tokio::join!(scene.give(scene.jeune, &mine), scene.give(other, &hers));
    assert!(a.is_ok() != b.is_ok(), "{a:?} {b:?}");
    assert_eq!(scene.count("select count(*) from bon").await, 1);
}

#[tokio::test]
async fn two_books_of_a_fund_never_hold_the_same_number() {
    let scene = Scene::new().await;
    let fonds = scene.fonds(Decideur::MissionLocale).await;
    scene.entered(fonds, 1_000).await;
    let mut tx = scene.tx_of(Role::Gestionnaire).await;
    let over = moyens::entrer(&mut tx, &scene.carnet_saisi(fonds, 20, 40, 1_000)).await;
    assert!(refused(over, "premier").contains("Un autre carnet"));
    drop(tx);
    let mut tx = scene.tx_of(Role::Gestionnaire).await;
    moyens::entrer(&mut tx, &scene.carnet_saisi(fonds, 21, 40, 1_000))
        .await
        .unwrap();
    let mut tx = scene.tx().await;
    forbidden(moyens::entrer(&mut tx, &scene.carnet_saisi(fonds, 50, 60, 1_000)).await);
}

#[tokio::test]
async fn a_thing_is_lent_to_one_person_until_it_comes_back() {
    let scene = Scene::new().await;
    let bike = scene.bike().await;
    let other = Scene::person(&scene.test, ML_A).await;
    let loan = scene.loan(bike);
    scene.lend(scene.jeune, &loan).await.unwrap();
    scene.lend(scene.jeune, &loan).await.unwrap();
    let due = scene.to_do().await;
    let due = due.iter().find(|e| e.nature == "retour_materiel").unwrap();
    assert_eq!(due.echeance_le, today() + Days::new(30));
    let taken = scene.lend(other, &scene.loan(bike)).await;
    assert!(refused(taken, "materiel").contains("déjà prêté"));
    let mut tx = scene.tx_of(Role::Gestionnaire).await;
    let stock = moyens::materiels(&mut tx).await.unwrap();
    assert!(stock[0].pret.as_ref().unwrap().nom.is_some());
    let out = Retrait {
        id: bike,
        version: 1,
    };
    let lent = moyens::retirer(&mut tx, &out).await;
    assert!(refused(lent, "materiel").contains("notez d’abord son retour"));
    drop(tx);
    scene.give_back(loan.id, 1).await.unwrap();
    scene.give_back(loan.id, 1).await.unwrap();
    assert!(
        !scene
            .natures()
            .await
            .contains(&"retour_materiel".to_owned())
    );
    scene.lend(other, &scene.loan(bike)).await.unwrap();
    let titles: Vec<String> = scene.frise().await.into_iter().map(|e| e.titre).collect();
    assert!(
        titles.iter().any(|t| t.starts_with("Matériel rendu")),
        "{titles:?}"
    );
    let clear = scene
        .count("select count(*) from audit where details::text like '%Sonnette%'")
        .await;
    assert_eq!(clear, 0);
}

#[tokio::test]
async fn a_thing_asked_twice_at_once_is_lent_once() {
    let scene = Scene::new().await;
    let bike = scene.bike().await;
    let other = Scene::person(&scene.test, ML_A).await;
    let (mine, hers) = (scene.loan(bike), scene.loan(bike));
    let (a, b) = tokio::join!(scene.lend(scene.jeune, &mine), scene.lend(other, &hers));
    assert!(a.is_ok() != b.is_ok(), "{a:?} {b:?}");
}

#[tokio::test]
async fn a_stranger_finds_no_voucher_and_no_loan() {
    let scene = Scene::new().await;
    let fonds = scene.fonds(Decideur::MissionLocale).await;
    let carnet = scene.entered(fonds, 1_000).await;
    let voucher = scene.voucher(carnet, 1);
    scene.give(scene.jeune, &voucher).await.unwrap();
    let bike = scene.bike().await;
    let loan = scene.loan(bike);
    scene.lend(scene.jeune, &loan).await.unwrap();
    let theirs = Scene::person(&scene.test, ML_B).await;
    let stranger = scene.test.reseau.conseiller(ML_B).clone();
    let mut tx = scene.test.tx(&stranger).await;
    assert!(moyens::carnets(&mut tx).await.unwrap().is_empty());
    assert!(moyens::materiels(&mut tx).await.unwrap().is_empty());
    let dossier = open_for_write(&mut tx, theirs, Section::Plan)
        .await
        .unwrap();
    not_found(moyens::donner(&mut tx, &dossier, &scene.voucher(carnet, 2)).await);
    not_found(moyens::preter(&mut tx, &dossier, &scene.loan(bike)).await);
    let back = RetourPret {
        id: loan.id,
        version: 1,
        le: today(),
        etat: String::new(),
    };
    not_found(moyens::rendre(&mut tx, &dossier, &back).await);
    let read = open_for_read(&mut tx, theirs, Section::Plan).await.unwrap();
    assert!(moyens::bons_of(&mut tx, &read).await.unwrap().is_empty());
    assert!(moyens::prets_of(&mut tx, &read).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_voucher_is_signed_on_screen_with_the_words_that_were_shown() {
    let scene = Scene::new().await;
    let fonds = scene.fonds(Decideur::MissionLocale).await;
    let carnet = scene.entered(fonds, 1_000).await;
    let mut new = NouveauBon {
        signature: Signature::Ecran,
        ..scene.voucher(carnet, 3)
    };
    refused(scene.give(scene.jeune, &new).await, "lu");
    let recu = scene.receipt(&new).await;
    assert!(
        recu.texte.contains("le bon n°\u{a0}3 de 10,00"),
        "{}",
        recu.texte
    );
    new.ecran = SignatureEcran {
        nom: "Odile Presle".into(),
        lu: true,
        empreinte: recu.empreinte.clone(),
    };
    refused(scene.give(scene.jeune, &new).await, "nom");
    let mut tx = scene.tx().await;
    let dossier = open_for_write(&mut tx, scene.jeune, Section::Plan)
        .await
        .unwrap();
    new.ecran.nom = dossier.nom_affiche();
    drop(tx);
    // Another voucher than the one that was read.
    let other = NouveauBon {
        numero: 4,
        ..new.clone()
    };
    refused(scene.give(scene.jeune, &other).await, "lu");
    for _ in 0..2 {
        scene.give(scene.jeune, &new).await.unwrap();
    }
    let mut tx = scene.tx().await;
    let read = scene.read(&mut tx, Section::Plan).await;
    let kept = moyens::bons_of(&mut tx, &read).await.unwrap();
    let signed = kept[0].recu.clone().unwrap();
    assert_eq!(
        (signed.texte, signed.empreinte),
        (recu.texte, recu.empreinte)
    );
    // The application cannot change it, and may still take the voucher back.
    let changed = sqlx::query("update bon set recu_texte = 'x'")
        .execute(tx.conn())
        .await;
    assert!(changed.is_err());
    drop(tx);
    let mut tx = scene.tx().await;
    let dossier = scene.write(&mut tx, Section::Plan).await;
    let back = RepriseBon {
        id: new.id,
        version: 1,
        etat: EtatBon::Rendu,
        motif: "Non utilisé".into(),
    };
    moyens::reprendre(&mut tx, &dossier, &back).await.unwrap();
}

impl Scene {
    async fn receipt(&self, new: &NouveauBon) -> moyens::Recu {
        let mut tx = self.tx().await;
        let dossier = self.write(&mut tx, Section::Plan).await;
        moyens::recu(&mut tx, &dossier, new).await.unwrap()
    }
}
