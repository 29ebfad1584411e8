//! Reading hours, motifs and rooms; noting an absence.

use chrono::NaiveDate;
use kernel::{AgentId, SiteId};
use platform::{Result, Tx};
use uuid::Uuid;

use super::{
    model::{Absence, Motif, Plage, Salle},
    queries::{ecrire, lire},
};

/// The motifs that may be chosen today, by name.
pub async fn motifs(tx: &mut Tx) -> Result<Vec<Motif>> {
    let today = tx.today();
    let mut all = lire::motifs(tx).await?;
    all.retain(|m| m.ferme_le.is_none_or(|day| day > today));
    Ok(all)
}

/// The rooms in use, of one site or of all.
pub async fn salles(tx: &mut Tx, site: Option<SiteId>) -> Result<Vec<Salle>> {
    let today = tx.today();
    let mut all = lire::salles(tx, site).await?;
    all.retain(|s| s.fermee_le.is_none_or(|day| day > today));
    Ok(all)
}

/// The plages and absences of `agents` (empty: everyone) that meet the days from `du` to `au`.
pub async fn hours(
    tx: &mut Tx,
    agents: &[AgentId],
    (du, au): (NaiveDate, NaiveDate),
) -> Result<(Vec<Plage>, Vec<Absence>)> {
    let plages = lire::plages(tx, agents, (du, au)).await?;
    let absences = lire::absences(tx, agents, (du, au)).await?;
    Ok((plages, absences))
}

/// Someone cannot come that day; `id` makes a second post add nothing.
pub(crate) async fn note_absence(
    tx: &mut Tx,
    id: Uuid,
    agent: AgentId,
    days: (NaiveDate, NaiveDate),
) -> Result<()> {
    ecrire::insert_days(tx, id, agent, days).await
}
