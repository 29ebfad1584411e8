//! What the tests share.

use chrono::NaiveDate;
use jeunes::{
    DossierForRead, DossierForWrite, acces,
    dossiers::{self, Identite, Lieu, Moyen, Naissance, NouveauJeune},
};
use kernel::{AgentId, JeuneId, Section};
use platform::{Tx, new_id};
use testkit::{AgentDeTest, COMMUNE_A, TestDb};

pub(crate) fn d(y: i32, m: u32, j: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(y, m, j).expect("a date")
}

/// The day every test is at.
pub(crate) fn today() -> NaiveDate {
    d(2026, 11, 23)
}

pub(crate) fn nouveau(tx: &Tx, nom: &str, prenom: &str) -> NouveauJeune {
    NouveauJeune {
        id: new_id!(tx, JeuneId),
        identite: Identite {
            nom_naissance: nom.to_owned(),
            prenom: prenom.to_owned(),
            ..Identite::default()
        },
        naissance: Naissance::Date(d(2007, 3, 12)),
        lieu: Lieu {
            commune: Some(COMMUNE_A.to_owned()),
            ..Lieu::default()
        },
        moyen: Moyen::SurPlace,
        orienteur: String::new(),
        referent: None,
        site: None,
        premier_accueil_le: d(2026, 11, 2),
        derogation_rqth: false,
        informe: false,
        doublons_ecartes: Vec::new(),
    }
}

/// A dossier of this name, made and committed by `agent`; `referent` follows it.
pub(crate) async fn cree(
    test: &TestDb,
    agent: &AgentDeTest,
    nom: &str,
    prenom: &str,
    referent: Option<AgentId>,
) -> JeuneId {
    let mut tx = test.tx(agent).await;
    let mut new = nouveau(&tx, nom, prenom);
    if agent.ml.is_some_and(|ml| ml.get() != testkit::ML_A) {
        new.lieu.commune = Some(testkit::COMMUNE_B.to_owned());
    }
    new.referent = referent;
    let made = dossiers::create(&mut tx, &new).await.expect("a dossier").id;
    tx.commit().await.expect("a commit");
    made
}

pub(crate) async fn lit(tx: &mut Tx, jeune: JeuneId, section: Section) -> DossierForRead {
    acces::open_for_read(tx, jeune, section)
        .await
        .expect("a dossier to read")
}

pub(crate) async fn ecrit(tx: &mut Tx, jeune: JeuneId, section: Section) -> DossierForWrite {
    acces::open_for_write(tx, jeune, section)
        .await
        .expect("a dossier to change")
}

/// Everything the audit holds, as text.
pub(crate) async fn audit_text(test: &TestDb) -> String {
    let all: Vec<String> = sqlx::query_scalar("select details::text from audit order by id")
        .fetch_all(&test.brut)
        .await
        .expect("the audit");
    all.join("\n")
}

pub(crate) async fn count(test: &TestDb, sql: &'static str, jeune: JeuneId) -> i64 {
    sqlx::query_scalar(sql)
        .bind(jeune.uuid())
        .fetch_one(&test.brut)
        .await
        .expect("a count")
}

/// The field errors of a refusal.
pub(crate) fn champs<T: std::fmt::Debug>(result: platform::Result<T>) -> Vec<String> {
    match result {
        Err(platform::Error::Invalid(errors)) => {
            errors.iter().map(|(name, _)| name.to_owned()).collect()
        }
        other => panic!("a refusal of fields was expected: {other:?}"),
    }
}

/// The fields of a conflict: label, typed, present.
pub(crate) fn conflit<T: std::fmt::Debug>(
    result: platform::Result<T>,
) -> Vec<(String, String, String)> {
    match result {
        Err(platform::Error::Conflict(conflit)) => conflit
            .champs
            .iter()
            .map(|c| (c.libelle.clone(), c.saisi.clone(), c.actuel.clone()))
            .collect(),
        other => panic!("a conflict was expected: {other:?}"),
    }
}
