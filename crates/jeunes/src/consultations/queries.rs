//! The statement of consultations.

use chrono::{DateTime, Utc};
use kernel::{AuditId, JeuneId, Role, Section};
use platform::{Result, Tx};
use uuid::Uuid;

use super::model::Consultation;

/// What the audit holds of the dossier, and of those it absorbed, before the key, latest first.
pub(super) async fn list(
    tx: &mut Tx,
    jeune: JeuneId,
    before: Option<(DateTime<Utc>, Uuid)>,
    limit: i64,
) -> Result<Vec<Consultation>> {
    let (ml, zone) = (tx.ml()?, tx.fuseau());
    let (instant, id) = before.unzip();
    let rows = sqlx::query!(
        r#"select u.id as "id: AuditId", u.survenu_le, u.role, u.action, u.objet,
             coalesce(u.details ->> 'section', '') as "section!",
             coalesce(a.prenom || ' ' || a.nom, '') as "agent_nom!"
           from audit u left join agent a on a.id = u.agent_id
           where u.ml_id = $1 and u.jeune_id in (
               select $2::uuid union all
               select f.absorbe_id from fusion f
               where f.ml_id = $1 and f.garde_id = $2 and f.defaite_le is null)
             and ($3::timestamptz is null or (u.survenu_le, u.id) < ($3, $4::uuid))
           order by u.survenu_le desc, u.id desc limit $5"#,
        ml.get(),
        jeune.uuid(),
        instant,
        id,
        limit,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Consultation {
            id: row.id,
            le: row.survenu_le,
            jour: row.survenu_le.with_timezone(&zone).date_naive(),
            agent_nom: row.agent_nom,
            role: row.role.as_deref().and_then(Role::from_code),
            action: row.action,
            objet: row.objet,
            section: Section::from_code(&row.section),
        })
        .collect())
}
