//! A sanction is heard before it is decided, and an exit is followed up.

use accompagnement::{
    allocations::{self, Declaration, Foyer},
    dispositifs::{self, Sortie},
    sanctions::{
        self, Decision, EtatSanction, Notification, NouvelleSanction, Observations, Sanction, Voie,
    },
    suivis::{self, NouveauSuivi},
};
use chrono::{Duration, NaiveDate};
use jeunes::DossierForWrite;
use kernel::{AdhesionId, Centimes, RendezVousId, Role, Section};
use platform::{Error, Result, Tx};
use testkit::ML_A;
use uuid::Uuid;

use crate::{
    agenda::MOTIF,
    dispositifs::{enter, entree, old_scene},
    outils::{Scene, days_ago, forbidden, refused, today},
};

/// A rendez-vous missed on 20 November, and what came of an attempt to reach her.
async fn absence(scene: &Scene, excuse: Option<bool>, reached: Option<&str>) -> RendezVousId {
    let id: Uuid = scene.id();
    sqlx::query(
        "insert into rendez_vous (ml_id, id, jeune_id, agent_id, motif_id, lieu, debut, fin, etat,
           etat_le, excuse, cree_le)
         values ($1, $2, $3, $4, $5, 'telephone', '2026-11-20 09:00+00', '2026-11-20 09:45+00',
           'absent', '2026-11-20', $6, '2026-11-02')",
    )
    .bind(ML_A)
    .bind(id)
    .bind(scene.jeune.uuid())
    .bind(scene.test.reseau.conseiller(ML_A).id.uuid())
    .bind(MOTIF)
    .bind(excuse)
    .execute(&scene.test.brut)
    .await
    .unwrap();
    if let Some(resultat) = reached {
        sqlx::query(
            "insert into tentative (ml_id, id, jeune_id, rendez_vous_id, etape, resultat, faite_le)
             values ($1, $2, $3, $4, 'appel', $5, '2026-11-21')",
        )
        .bind(ML_A)
        .bind(scene.id::<Uuid>())
        .bind(scene.jeune.uuid())
        .bind(id)
        .bind(resultat)
        .execute(&scene.test.brut)
        .await
        .unwrap();
    }
    id.into()
}

async fn in_cej() -> (Scene, AdhesionId) {
    let scene = old_scene().await;
    scene.agenda().await;
    let new = entree(&scene, "cej", NaiveDate::from_ymd_opt(2026, 9, 1).unwrap());
    enter(&scene, &new).await.unwrap();
    (scene, new.id)
}

async fn act(
    scene: &Scene,
    role: Role,
    act: impl AsyncFnOnce(&mut Tx, &DossierForWrite) -> Result<()>,
) -> Result<()> {
    let mut tx = scene.tx_of(role).await;
    let dossier = scene.write(&mut tx, Section::Plan).await;
    act(&mut tx, &dossier).await?;
    tx.commit().await
}

async fn propose(scene: &Scene, adhesion: AdhesionId, faits: &[RendezVousId]) -> Result<()> {
    let new = NouvelleSanction {
        id: scene.id(),
        adhesion,
        faits: faits.to_vec(),
        avis: "Deux absences, sans nouvelles depuis".into(),
    };
    act(scene, Role::Conseiller, async |tx, dossier| {
        sanctions::propose(tx, dossier, &new).await?;
        sanctions::propose(tx, dossier, &new).await
    })
    .await
}

async fn one(scene: &Scene, adhesion: AdhesionId) -> Sanction {
    let mut tx = scene.tx().await;
    let dossier = scene.read(&mut tx, Section::Plan).await;
    let all = sanctions::list(&mut tx, &dossier, adhesion).await.unwrap();
    all.into_iter().next().unwrap()
}

async fn decide(scene: &Scene, role: Role, adhesion: AdhesionId, rang: i32) -> Result<()> {
    let s = one(scene, adhesion).await;
    let d = Decision {
        id: s.id,
        version: s.version,
        rang: Some(rang),
        motivation: "Deux absences sans raison".into(),
    };
    act(scene, role, async |tx, dossier| {
        sanctions::decide(tx, dossier, adhesion, &d).await
    })
    .await
}

async fn hear(scene: &Scene, adhesion: AdhesionId) -> Result<()> {
    let s = one(scene, adhesion).await;
    let o = Observations {
        id: s.id,
        version: s.version,
        le: today(),
        texte: "Je gardais ma petite sœur".into(),
        accompagnee_par: "Sa tante".into(),
    };
    act(scene, Role::Conseiller, async |tx, dossier| {
        sanctions::hear(tx, dossier, adhesion, &o).await
    })
    .await
}

#[tokio::test]
async fn a_proposal_never_rests_on_what_is_not_sure() {
    let (scene, adhesion) = in_cej().await;
    refused(propose(&scene, adhesion, &[]).await, "faits");
    for (excuse, reached) in [
        (None, Some("abouti")),
        (Some(true), Some("abouti")),
        (Some(false), None),
        (Some(false), Some("sans_reponse")),
        (Some(false), Some("message_laisse")),
    ] {
        let id = absence(&scene, excuse, reached).await;
        let done = propose(&scene, adhesion, &[id]).await;
        refused(done, "faits");
    }
    let sound = absence(&scene, Some(false), Some("abouti")).await;
    propose(&scene, adhesion, &[sound]).await.unwrap();
    assert_eq!(one(&scene, adhesion).await.faits.len(), 1);
    refused(propose(&scene, adhesion, &[sound]).await, "faits");
    let todo = scene.natures().await;
    assert!(todo.contains(&"entendre_la_personne".to_owned()));
}

#[tokio::test]
async fn a_proposal_is_dropped_once_the_person_was_heard() {
    let (scene, adhesion) = in_cej().await;
    let fait = absence(&scene, Some(false), Some("abouti")).await;
    propose(&scene, adhesion, &[fait]).await.unwrap();
    hear(&scene, adhesion).await.unwrap();
    let s = one(&scene, adhesion).await;
    assert_eq!(s.accompagnee_par, "Sa tante");
    let dropped = Decision {
        id: s.id,
        version: s.version,
        rang: None,
        motivation: "Garde de sa sœur : absence comprise".into(),
    };
    let drop_it = async |d: &Decision| {
        act(&scene, Role::Conseiller, async |tx, dossier| {
            sanctions::drop_it(tx, dossier, adhesion, d).await
        })
        .await
    };
    drop_it(&dropped).await.unwrap();
    assert_eq!(one(&scene, adhesion).await.etat, EtatSanction::Abandonnee);
    assert!(matches!(drop_it(&dropped).await, Err(Error::Conflict(_))));
    propose(&scene, adhesion, &[fait]).await.unwrap();
}

#[tokio::test]
async fn the_direction_decides_after_the_answer_or_the_delay() {
    let (scene, adhesion) = in_cej().await;
    let fait = absence(&scene, Some(false), Some("abouti")).await;
    propose(&scene, adhesion, &[fait]).await.unwrap();
    forbidden(decide(&scene, Role::Conseiller, adhesion, 1).await);
    let early = decide(&scene, Role::Directeur, adhesion, 1).await;
    assert!(refused(early, "motivation").contains("08/12/2026"));
    scene.test.db.clock().advance(Duration::days(16));
    refused(decide(&scene, Role::Directeur, adhesion, 9).await, "rang");
    decide(&scene, Role::Directeur, adhesion, 1).await.unwrap();

    let s = one(&scene, adhesion).await;
    let notify = async |le: NaiveDate| {
        let n = Notification {
            id: s.id,
            version: s.version,
            le,
            voie: Voie::Recommande,
        };
        act(&scene, Role::Directeur, async |tx, dossier| {
            sanctions::notify(tx, dossier, adhesion, &n).await
        })
        .await
    };
    refused(notify(today()).await, "le");
    let day = NaiveDate::from_ymd_opt(2026, 12, 9).unwrap();
    notify(day).await.unwrap();
    let s = one(&scene, adhesion).await;
    assert_eq!(s.effet_le, NaiveDate::from_ymd_opt(2027, 1, 1));
    assert_eq!((s.pourcent, s.mois), (Some(25), Some(1)));

    // January is a quarter less, February is whole again.
    scene.test.db.clock().advance(Duration::days(80));
    for (m, montant) in [(1, 42_126), (2, 56_168)] {
        let d = Declaration {
            id: scene.id(),
            adhesion,
            mois: NaiveDate::from_ymd_opt(2027, m, 1).unwrap(),
            version: 0,
            foyer: Foyer::NonImposable,
            autonome: true,
            deduites: Centimes::ZERO,
            partielles: Centimes::ZERO,
            demandee: None,
            justifiee: true,
        };
        let mut tx = scene.tx().await;
        let dossier = scene.read(&mut tx, Section::Ressources).await;
        let calcul = allocations::examine(&mut tx, &dossier, &d).await.unwrap();
        assert_eq!(calcul.montant, Centimes(montant), "{m}");
    }
}

#[tokio::test]
async fn who_proposed_does_not_decide() {
    let (scene, adhesion) = in_cej().await;
    let fait = absence(&scene, Some(false), Some("abouti")).await;
    let new = NouvelleSanction {
        id: scene.id(),
        adhesion,
        faits: vec![fait],
        avis: "Deux absences".into(),
    };
    act(&scene, Role::Directeur, async |tx, dossier| {
        sanctions::propose(tx, dossier, &new).await
    })
    .await
    .unwrap();
    hear(&scene, adhesion).await.unwrap();
    let own = decide(&scene, Role::Directeur, adhesion, 1).await;
    assert!(refused(own, "motivation").contains("quelqu’un d’autre"));
    decide(&scene, Role::DirecteurAdjoint, adhesion, 1)
        .await
        .unwrap();
}

#[tokio::test]
async fn an_exit_is_followed_up_at_four_steps() {
    let (scene, adhesion) = in_cej().await;
    let leave = Sortie {
        id: adhesion,
        version: 1,
        le: days_ago(20),
        motif: "emploi".into(),
        mots: String::new(),
    };
    act(&scene, Role::Conseiller, async |tx, dossier| {
        dispositifs::end(tx, dossier, &leave).await
    })
    .await
    .unwrap();
    let open =
        "select count(*) from echeance where nature like 'suivi_sortie_%' and close_le is null";
    assert_eq!(scene.count(open).await, 4);
    let note = async |mois, fait_le| {
        let new = NouveauSuivi {
            id: scene.id(),
            adhesion,
            mois,
            fait_le,
            jointe: true,
        };
        act(&scene, Role::Conseiller, async |tx, dossier| {
            suivis::note(tx, dossier, &new).await?;
            suivis::note(tx, dossier, &new).await
        })
        .await
    };
    refused(note(1, days_ago(21)).await, "fait_le");
    let early = refused(note(1, days_ago(10)).await, "fait_le");
    assert!(early.contains("trop tôt"), "{early}");
    refused(note(3, today()).await, "fait_le");
    note(1, today()).await.unwrap();
    refused(note(1, today()).await, "fait_le");
    assert_eq!(scene.count(open).await, 3);
    let mut tx = scene.tx().await;
    let dossier = scene.read(&mut tx, Section::Plan).await;
    let noted = suivis::list(&mut tx, &dossier, adhesion).await.unwrap();
    assert_eq!((noted.len(), noted[0].mois), (1, 1));
}
