//! Reading rendez-vous: of a dossier, of a day, of an agenda.

use chrono::{DateTime, NaiveDate, Utc};
use jeunes::{DossierForRead, DossierForWrite};
use kernel::{Access, AgentId, JeuneId, Permission, RendezVousId, Section, SiteId};
use platform::{
    ChampEnConflit, Conflit, Error, Result, Tx,
    audit::{self, Entry},
};
use serde_json::json;

use super::{
    model::{LigneAgenda, RendezVous},
    pousser,
    queries::{
        self, Lesquels,
        agenda::{self as lignes, Regard},
    },
};

const LIRE: Permission = Permission::Dossier(Section::Agenda, Access::Read);

/// Rows read of a dossier.
const LIMITE: i64 = 60;

/// The rendez-vous of the dossier, latest first.
pub async fn list(tx: &mut Tx, dossier: &DossierForRead) -> Result<Vec<RendezVous>> {
    tx.require(LIRE)?;
    let which = Lesquels {
        limite: LIMITE,
        ..Lesquels::default()
    };
    queries::of(tx, dossier.id, which).await
}

/// One rendez-vous of the dossier.
///
/// # Errors
/// `NotFound`.
pub async fn find(tx: &mut Tx, dossier: &DossierForRead, id: RendezVousId) -> Result<RendezVous> {
    tx.require(LIRE)?;
    by_id(tx, dossier.id, id).await
}

/// Those of the dossier on `jour`.
pub async fn of_day(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    jour: NaiveDate,
) -> Result<Vec<RendezVous>> {
    let which = Lesquels {
        entre: Some(pousser::day_of(tx, jour)),
        limite: 20,
        ..Lesquels::default()
    };
    queries::of(tx, dossier.id, which).await
}

/// Those planned after `now`.
pub(super) async fn planned_after(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    now: DateTime<Utc>,
) -> Result<Vec<RendezVous>> {
    let which = Lesquels {
        entre: Some((now, now + chrono::Duration::days(3660))),
        limite: LIMITE,
        ..Lesquels::default()
    };
    let mut all = queries::of(tx, dossier.id, which).await?;
    all.retain(|r| r.etat == super::EtatRdv::Planifie);
    Ok(all)
}

pub(super) async fn one(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    id: RendezVousId,
) -> Result<RendezVous> {
    by_id(tx, dossier.id, id).await
}

pub(crate) async fn by_id(tx: &mut Tx, jeune: JeuneId, id: RendezVousId) -> Result<RendezVous> {
    let which = Lesquels {
        id: Some(id),
        limite: 1,
        ..Lesquels::default()
    };
    let found = queries::of(tx, jeune, which).await?;
    found.into_iter().next().ok_or(Error::NotFound)
}

/// Someone else changed it: what stands now.
pub(super) async fn changed(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    id: RendezVousId,
) -> Result<()> {
    let now = one(tx, dossier, id).await?;
    let (jour, heure) = pousser::local(tx, now.debut);
    let champs = vec![ChampEnConflit {
        libelle: "Rendez-vous".to_owned(),
        saisi: String::new(),
        actuel: format!(
            "{}, {} à {}",
            now.etat.label(),
            kernel::dates::long(jour),
            kernel::dates::hour(heure)
        ),
    }];
    let version = now.version;
    Err(Error::Conflict(Box::new(Conflit { champs, version })))
}

/// The agenda of `agents` (empty: everyone) or of a site, from one instant to another, soonest
/// first; traced as a list.
pub async fn agenda(
    tx: &mut Tx,
    (agents, site): (&[AgentId], Option<SiteId>),
    period: (DateTime<Utc>, DateTime<Utc>),
) -> Result<Vec<LigneAgenda>> {
    tx.require(Permission::VoirAgenda)?;
    let regard = Regard {
        agents: agents.to_vec(),
        site,
        ..regard(tx)
    };
    traced(tx, &regard, period).await
}

async fn traced(
    tx: &mut Tx,
    regard: &Regard,
    period: (DateTime<Utc>, DateTime<Utc>),
) -> Result<Vec<LigneAgenda>> {
    let all = lignes::lines(tx, regard, period).await?;
    let details = json!({ "du": period.0, "au": period.1, "nombre": all.len() });
    let entry = Entry {
        action: "liste",
        objet: "agenda",
        objet_id: None,
        jeune: None,
        details,
    };
    audit::record(tx, entry).await?;
    Ok(all)
}

/// The day of the person signed in left as a file.
pub async fn trace_export(tx: &mut Tx, jour: NaiveDate, nombre: usize) -> Result<()> {
    let entry = Entry {
        action: "export",
        objet: "agenda",
        objet_id: None,
        jeune: None,
        details: json!({ "le": jour, "nombre": nombre }),
    };
    audit::record(tx, entry).await
}

/// Those of the person signed in that have passed and say nothing of how they went.
pub async fn to_specify(tx: &mut Tx) -> Result<Vec<LigneAgenda>> {
    tx.require(Permission::VoirAgenda)?;
    let Some(me) = tx.agent_id() else {
        return Ok(Vec::new());
    };
    let regard = Regard {
        agents: vec![me],
        a_preciser: true,
        ..regard(tx)
    };
    let now = tx.now();
    let since = now - chrono::Duration::days(366);
    lignes::lines(tx, &regard, (since, now)).await
}

/// What `agent` had, those moved or cancelled too; traced as a list.
pub(crate) async fn whole_day(
    tx: &mut Tx,
    agent: AgentId,
    period: (DateTime<Utc>, DateTime<Utc>),
) -> Result<Vec<LigneAgenda>> {
    let regard = Regard {
        agents: vec![agent],
        tout: true,
        ..regard(tx)
    };
    traced(tx, &regard, period).await
}

fn regard(tx: &Tx) -> Regard {
    let tous = tx.actor().role().is_some_and(kernel::Role::is_direction);
    Regard {
        tous,
        ..Regard::default()
    }
}
