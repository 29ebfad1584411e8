//! A dossier goes to another mission locale: asked, answered, and whole.

use accompagnement::{
    allocations,
    notes::{self, NouvelleNote},
    transferts::{self, EtatTransfert, NouveauTransfert, Reponse, Transfert},
};
use chrono::{Duration, NaiveDate};
use jeunes::{
    acces::{open_for_read, open_for_write},
    echeances,
};
use kernel::{JeuneId, MlId, Role, Section, TransfertId};
use platform::{Error, Result, Tx, rattachement::Tables};
use testkit::{ML_A, ML_B, TestDb};
use uuid::Uuid;

use crate::{
    agenda::at,
    dispositifs::{enter, entree, old_scene},
    outils::{Scene, refused, today},
};

const TABLES: Tables = Tables {
    racine: &jeunes::RACINE,
    listes: &[jeunes::TABLES, accompagnement::TABLES],
};
const COPIES: &[&[jeunes::copie::TableCopiee]] = &[jeunes::COPIE, accompagnement::COPIE];

/// She is followed in the first mission locale, and stands in the second one.
struct Deux {
    scene: Scene,
    ici: JeuneId,
}

async fn deux() -> Deux {
    let scene = old_scene().await;
    scene.agenda().await;
    let ici = Scene::person(&scene.test, ML_B).await;
    Deux { scene, ici }
}

impl Deux {
    fn test(&self) -> &TestDb {
        &self.scene.test
    }

    async fn tx(&self, ml: i32, role: Role) -> Tx {
        self.test().tx(self.test().reseau.agent(ml, role)).await
    }

    fn request(&self, notes: bool) -> NouveauTransfert {
        NouveauTransfert {
            id: self.scene.id(),
            autre: MlId::from(ML_A),
            motif: "demenagement".into(),
            accord_le: today(),
            notes,
        }
    }

    async fn ask(&self, new: &NouveauTransfert) -> Result<()> {
        let mut tx = self.tx(ML_B, Role::Conseiller).await;
        let dossier = open_for_write(&mut tx, self.ici, Section::Plan).await?;
        transferts::demander(&mut tx, &dossier, new).await?;
        tx.commit().await
    }

    async fn asked(&self) -> Vec<Transfert> {
        let mut tx = self.tx(ML_B, Role::Conseiller).await;
        let dossier = open_for_read(&mut tx, self.ici, Section::Identite)
            .await
            .unwrap();
        transferts::of_dossier(&mut tx, &dossier).await.unwrap()
    }

    async fn accept(&self, id: TransfertId, numero: &str) -> Result<()> {
        let mut tx = self.tx(ML_A, Role::Directeur).await;
        let reponse = Reponse {
            id,
            version: 1,
            numero: numero.into(),
        };
        transferts::accepter(&mut tx, &TABLES, &reponse).await?;
        tx.commit().await
    }

    async fn natures(&self, ml: i32, jeune: JeuneId) -> Vec<String> {
        let mut tx = self.tx(ml, Role::Conseiller).await;
        let dossier = open_for_read(&mut tx, jeune, Section::Agenda)
            .await
            .unwrap();
        let open = echeances::list_open(&mut tx, &dossier, 50).await.unwrap();
        open.into_iter().map(|e| e.nature).collect()
    }

    async fn rows(&self, sql: &'static str) -> Vec<(i32, String)> {
        sqlx::query_as(sql)
            .fetch_all(&self.test().brut)
            .await
            .unwrap()
    }
}

fn note(scene: &Scene, texte: &str) -> NouvelleNote {
    NouvelleNote {
        id: scene.id(),
        texte: texte.into(),
        entretien: None,
    }
}

#[tokio::test]
async fn a_running_course_goes_whole_and_what_was_planned_is_taken_up() {
    let deux = deux().await;
    let scene = &deux.scene;
    let cej = entree(scene, "cej", NaiveDate::from_ymd_opt(2026, 9, 1).unwrap());
    enter(scene, &cej).await.unwrap();
    let rdv = scene.rdv(at(1, 9 * 60));
    scene.book(&rdv).await.unwrap();
    let mut tx = scene.tx().await;
    let dossier = scene.write(&mut tx, Section::Notes).await;
    notes::write(&mut tx, &dossier, &note(scene, "Ceci reste entre nous."))
        .await
        .unwrap();
    tx.commit().await.unwrap();

    let new = deux.request(false);
    deux.ask(&new).await.unwrap();
    deux.ask(&new).await.unwrap();
    assert_eq!(
        deux.asked().await.len(),
        1,
        "a second post asks nothing more"
    );
    assert!(
        deux.natures(ML_A, scene.jeune)
            .await
            .contains(&"transfert_a_repondre".to_owned())
    );
    let mut tx = deux.tx(ML_A, Role::Directeur).await;
    let recus = transferts::recus(&mut tx).await.unwrap();
    assert_eq!(recus.len(), 1);
    assert_eq!(
        recus[0].jeune,
        Some(scene.jeune),
        "found by name and birth date"
    );
    drop(tx);

    deux.accept(new.id, "").await.unwrap();
    deux.accept(new.id, "").await.unwrap();
    assert_eq!(deux.asked().await[0].etat, EtatTransfert::Fait);
    // Here: the contract runs on, in the dossier that she has here.
    let courses = deux
        .rows("select ml_id, coalesce(sortie_motif, 'en cours') from adhesion order by ml_id")
        .await;
    assert_eq!(
        courses,
        [
            (ML_A, "transfert".to_owned()),
            (ML_B, "en cours".to_owned())
        ]
    );
    let owner: Uuid = sqlx::query_scalar("select jeune_id from adhesion where ml_id = 2")
        .fetch_one(&deux.test().brut)
        .await
        .unwrap();
    assert_eq!(owner, deux.ici.uuid());
    let natures = deux.natures(ML_B, deux.ici).await;
    assert!(
        natures.contains(&"rendez_vous_a_reprendre".to_owned()),
        "{natures:?}"
    );
    assert!(
        !natures.contains(&"transfert_sans_reponse".to_owned()),
        "{natures:?}"
    );
    // There: nobody opens it, nothing names her, the notes stay, the hour is free again.
    for role in [Role::Conseiller, Role::Directeur] {
        let mut tx = deux.tx(ML_A, role).await;
        let closed = open_for_read(&mut tx, scene.jeune, Section::Identite).await;
        assert!(matches!(closed, Err(Error::NotFound)), "{role:?}");
    }
    assert_eq!(deux.rows("select ml_id, texte from note").await.len(), 1);
    assert_eq!(deux.rows("select ml_id, texte from note").await[0].0, ML_A);
    let named = deux
        .rows("select ml_id, nom_naissance || prenom || recherche from jeune")
        .await;
    let left: Vec<_> = named.iter().filter(|(ml, _)| *ml == ML_A).collect();
    assert_eq!(left, [&(ML_A, "Dossiertransféré".to_owned())]);
    assert!(
        deux.rows("select ml_id, valeur from contact where ml_id = 1")
            .await
            .is_empty()
    );
    assert_eq!(
        deux.rows("select ml_id, objet from occupation where ml_id = 1")
            .await,
        []
    );
    assert_eq!(deux.test().audit("transfert").await, 1);
    assert_eq!(deux.test().audit("transfert_recu").await, 1);
}

#[tokio::test]
async fn a_month_is_in_the_list_of_one_mission_locale_only() {
    let deux = deux().await;
    let scene = &deux.scene;
    let cej = entree(scene, "cej", NaiveDate::from_ymd_opt(2026, 9, 1).unwrap());
    enter(scene, &cej).await.unwrap();
    // September was paid there, October only declared.
    sqlx::query(
        r#"insert into allocation_mois (ml_id, id, jeune_id, adhesion_id, mois, foyer, autonome,
           deduites_centimes, partielles_centimes, demandee_centimes, montant_centimes, justifiee,
           calcul, etat, fige_ml, declaree_le, controlee_le, validee_le)
         select 1, gen_random_uuid(), $1, $2, m.mois::date, 'non_imposable', true, 0, 0, 0, 50000,
           true, '{"montant": 50000, "lignes": [], "entrees": null, "regle_du": "2026-04-01",
             "reference": "D5131-19", "a_confirmer": true}', m.etat, m.fige, '2026-11-02', m.vu::date, m.vu::date
         from (values ('2026-09-01', 'figee', 1, '2026-10-05'),
           ('2026-10-01', 'declaree', null::int, null)) m(mois, etat, fige, vu)"#,
    )
    .bind(scene.jeune.uuid())
    .bind(cej.id.uuid())
    .execute(&deux.test().brut)
    .await
    .unwrap();
    let new = deux.request(false);
    deux.ask(&new).await.unwrap();
    deux.accept(new.id, "").await.unwrap();
    let listed = async |ml: i32, mois: &str| {
        let mut tx = deux.tx(ml, Role::Gestionnaire).await;
        let page = allocations::month(&mut tx, mois.parse().unwrap())
            .await
            .unwrap();
        page.lignes.len()
    };
    assert_eq!(
        (
            listed(ML_A, "2026-09-01").await,
            listed(ML_B, "2026-09-01").await
        ),
        (1, 0)
    );
    assert_eq!(
        (
            listed(ML_A, "2026-10-01").await,
            listed(ML_B, "2026-10-01").await
        ),
        (0, 1)
    );
    assert_eq!(
        (
            listed(ML_A, "2026-11-01").await,
            listed(ML_B, "2026-11-01").await
        ),
        (0, 1)
    );
    // What the other one paid is not put right here.
    let paid: Uuid =
        sqlx::query_scalar("select id from allocation_mois where ml_id = 2 and etat = 'figee'")
            .fetch_one(&deux.test().brut)
            .await
            .unwrap();
    let mut tx = deux.tx(ML_B, Role::Conseiller).await;
    let dossier = open_for_write(&mut tx, deux.ici, Section::Ressources)
        .await
        .unwrap();
    let regularisation = allocations::Regularisation {
        id: scene.id(),
        allocation: paid.into(),
        montant: kernel::Centimes(-1000),
        motif: "Une erreur".into(),
        saisie_le: tx.now(),
    };
    let done = allocations::regularise(&mut tx, &dossier, cej.id, &regularisation).await;
    refused(done, "montant");
}

#[tokio::test]
async fn the_notes_follow_when_she_agrees() {
    let deux = deux().await;
    let scene = &deux.scene;
    let mut tx = scene.tx().await;
    let dossier = scene.write(&mut tx, Section::Notes).await;
    notes::write(
        &mut tx,
        &dossier,
        &note(scene, "Elle veut le redire elle-même."),
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    let new = deux.request(true);
    deux.ask(&new).await.unwrap();
    deux.accept(new.id, "").await.unwrap();
    let notes = deux.rows("select ml_id, texte from note").await;
    assert_eq!(notes, [(ML_B, "Elle veut le redire elle-même.".to_owned())]);
}

#[tokio::test]
async fn a_request_is_refused_taken_back_or_answered_by_a_number() {
    let deux = deux().await;
    let new = deux.request(false);
    deux.ask(&new).await.unwrap();
    let mut tx = deux.tx(ML_A, Role::Directeur).await;
    let reponse = Reponse {
        id: new.id,
        version: 1,
        numero: String::new(),
    };
    refused(
        transferts::refuser(&mut tx, &reponse, "rien").await,
        "motif",
    );
    transferts::refuser(&mut tx, &reponse, "reste")
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(deux.asked().await[0].refus_motif, "reste");
    assert!(
        deux.natures(ML_B, deux.ici)
            .await
            .contains(&"transfert_refuse".to_owned())
    );
    assert!(matches!(
        deux.accept(new.id, "").await,
        Err(Error::Conflict(_))
    ));

    let second = deux.request(false);
    deux.ask(&second).await.unwrap();
    let mut tx = deux.tx(ML_B, Role::Conseiller).await;
    let dossier = open_for_write(&mut tx, deux.ici, Section::Plan)
        .await
        .unwrap();
    transferts::annuler(&mut tx, &dossier, second.id)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert!(matches!(
        deux.accept(second.id, "").await,
        Err(Error::Conflict(_))
    ));

    // Her name was written otherwise there: someone finds the number.
    sqlx::query("update jeune set recherche = 'autre nom' where ml_id = 1")
        .execute(&deux.test().brut)
        .await
        .unwrap();
    let third = deux.request(false);
    deux.ask(&third).await.unwrap();
    refused(deux.accept(third.id, "").await, "numero");
    refused(deux.accept(third.id, "1-999-X").await, "numero");
    let numero: String = sqlx::query_scalar("select numero from jeune where ml_id = 1")
        .fetch_one(&deux.test().brut)
        .await
        .unwrap();
    deux.accept(third.id, &numero).await.unwrap();
    let asked = deux.asked().await;
    let done = asked.iter().find(|t| t.id == third.id).unwrap();
    assert_eq!(done.etat, EtatTransfert::Fait);
}

#[tokio::test]
async fn without_an_answer_what_is_needed_may_be_read_and_both_sides_know() {
    let deux = deux().await;
    let scene = &deux.scene;
    let cej = entree(scene, "cej", NaiveDate::from_ymd_opt(2026, 9, 1).unwrap());
    enter(scene, &cej).await.unwrap();
    let new = deux.request(true);
    deux.ask(&new).await.unwrap();
    assert_eq!(
        deux.asked().await[0].reponse_avant,
        NaiveDate::from_ymd_opt(2026, 11, 30).unwrap(),
        "five working days"
    );
    let read = async || {
        let mut tx = deux.tx(ML_B, Role::Conseiller).await;
        let read = transferts::continuite(&mut tx, (&TABLES, COPIES), deux.ici, new.id).await;
        if read.is_ok() {
            tx.commit().await.unwrap();
        }
        read
    };
    refused(read().await.map(drop), "etat");
    deux.test().db.clock().advance(Duration::days(8));
    let (_, _, copie) = read().await.unwrap();
    let courses = copie.parties.iter().find(|p| p.nom == "adhesion").unwrap();
    assert_eq!(courses.lignes.len(), 1);
    assert!(
        copie.parties.iter().all(|p| p.nom != "note"),
        "never the notes"
    );
    assert_eq!(
        deux.test().audit("acces_continuite").await,
        2,
        "one on each side"
    );
}

#[tokio::test]
async fn what_must_not_go_stays() {
    let deux = deux().await;
    let future = NouveauTransfert {
        accord_le: today() + Duration::days(1),
        motif: "rien".into(),
        ..deux.request(false)
    };
    refused(deux.ask(&future).await, "accord_le");
    refused(deux.ask(&future).await, "motif");
    let itself = NouveauTransfert {
        autre: MlId::from(ML_B),
        ..deux.request(false)
    };
    refused(deux.ask(&itself).await, "autre");
    let new = deux.request(false);
    deux.ask(&new).await.unwrap();
    refused(deux.ask(&deux.request(false)).await, "autre");
    sqlx::query(
        "insert into gel (ml_id, id, jeune_id, motif, du, pose_le)
         values (1, $1, $2, 'audit_fse', '2026-01-01', '2026-01-01')",
    )
    .bind(deux.scene.id::<Uuid>())
    .bind(deux.scene.jeune.uuid())
    .execute(&deux.test().brut)
    .await
    .unwrap();
    refused(deux.accept(new.id, "").await, "dossier");
    let mut tx = deux.tx(ML_A, Role::Conseiller).await;
    assert!(matches!(
        transferts::recus(&mut tx).await,
        Err(Error::Forbidden)
    ));
    let mut elsewhere = deux.tx(ML_B, Role::Directeur).await;
    let seen = transferts::recu(&mut elsewhere, new.id).await;
    assert!(matches!(seen, Err(Error::NotFound)), "{seen:?}");
}
