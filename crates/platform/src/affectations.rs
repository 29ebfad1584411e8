//! Affectations: one person declared once, several dated roles in missions locales and bodies.

use chrono::NaiveDate;
use kernel::{AffectationId, AgentId, CompteId, MlId, Role};

use crate::{Error, Result, Tx, sessions, sessions::Jeton};

/// An affectation as its holder chooses it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Affectation {
    /// Its identifier.
    pub id: AffectationId,
    /// What the person does there.
    pub role: Role,
    /// The mission locale or body.
    pub structure: String,
    /// The site, or an empty string.
    pub site: String,
    /// First day.
    pub du: NaiveDate,
}

/// The affectations of `agent` in force today.
pub async fn in_force(tx: &mut Tx, agent: AgentId) -> Result<Vec<Affectation>> {
    let today = tx.today();
    let rows = sqlx::query!(
        r#"select f.id as "id: AffectationId", f.role, f.du, f.ml_id as "ml?: MlId",
             coalesce(m.nom_usuel, o.nom, '') as "structure!", coalesce(s.nom, '') as "site!"
           from affectation f
           left join mission_locale m on m.ml_id = f.ml_id
           left join organisme o on o.id = f.organisme_id
           left join site s on s.id = f.site_id
           where f.agent_id = $1 and f.du <= $2 and (f.au is null or f.au >= $2)
           order by f.du desc, f.id"#,
        agent.uuid(),
        today
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            let role = Role::from_code(&row.role)?;
            Some(Affectation {
                id: row.id,
                role,
                structure: row.structure,
                site: row.site,
                du: row.du,
            })
        })
        .collect())
}

/// Chooses the affectation the person signed in works with.
///
/// # Errors
/// `NotFound` when it is not hers, or not in force.
pub async fn choose(tx: &mut Tx, jeton: &Jeton, affectation: AffectationId) -> Result<()> {
    let agent = tx.agent_id().ok_or(Error::Forbidden)?;
    let mine = in_force(tx, agent).await?;
    if !mine.iter().any(|a| a.id == affectation) {
        return Err(Error::NotFound);
    }
    sessions::choose(tx, jeton, affectation).await
}

/// The agent of an account.
pub async fn agent_of(tx: &mut Tx, compte: CompteId) -> Result<AgentId> {
    Ok(sqlx::query_scalar!(
        r#"select agent_id as "agent: AgentId" from compte where id = $1"#,
        compte.uuid()
    )
    .fetch_one(tx.conn())
    .await?)
}
