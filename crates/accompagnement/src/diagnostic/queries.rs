//! The statements of diagnostics.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::{AgentId, DiagnosticId, JeuneId};
use platform::{Error, Result, Tx};

use super::model::{Diagnostic, DiagnosticDraft, DomaineAborde, Niveau};

/// A diagnostic and one of its domains.
struct Row {
    id: DiagnosticId,
    realise_le: NaiveDate,
    agent: AgentId,
    agent_nom: String,
    saisi_le: DateTime<Utc>,
    version: i32,
    domaine: Option<String>,
    niveau: Option<Niveau>,
    raison: String,
    points_forts: String,
    mots_du_jeune: String,
}

/// Adds the diagnostic; false when its identifier is taken.
pub(super) async fn insert(tx: &mut Tx, jeune: JeuneId, draft: &DiagnosticDraft) -> Result<bool> {
    let (ml, now) = (tx.ml()?, tx.now());
    let agent = tx.agent_id().ok_or(Error::Forbidden)?;
    let done = sqlx::query!(
        "insert into diagnostic (ml_id, id, jeune_id, realise_le, agent_id, saisi_le)
         values ($1, $2, $3, $4, $5, $6) on conflict (ml_id, id) do nothing",
        ml.get(),
        draft.id.uuid(),
        jeune.uuid(),
        draft.realise_le,
        agent.uuid(),
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Adds what was said of each domain.
pub(super) async fn insert_domains(
    tx: &mut Tx,
    jeune: JeuneId,
    diagnostic: DiagnosticId,
    all: &[DomaineAborde],
) -> Result<()> {
    let ml = tx.ml()?;
    let domaines: Vec<String> = all.iter().map(|d| d.domaine.clone()).collect();
    let niveaux: Vec<String> = all.iter().map(|d| d.niveau.code().to_owned()).collect();
    let raisons: Vec<String> = all.iter().map(|d| d.raison.clone()).collect();
    let forts: Vec<String> = all.iter().map(|d| d.points_forts.clone()).collect();
    let mots: Vec<String> = all.iter().map(|d| d.mots_du_jeune.clone()).collect();
    sqlx::query!(
        "insert into diagnostic_domaine (ml_id, diagnostic_id, domaine, jeune_id, niveau, raison,
           points_forts, mots_du_jeune)
         select $1, $2, t.domaine, $3, t.niveau, t.raison, t.forts, t.mots
         from unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::text[])
           as t(domaine, niveau, raison, forts, mots)",
        ml.get(),
        diagnostic.uuid(),
        jeune.uuid(),
        &domaines,
        &niveaux,
        &raisons,
        &forts,
        &mots,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Takes away what was said, to write the corrected words.
pub(super) async fn delete_domains(
    tx: &mut Tx,
    jeune: JeuneId,
    diagnostic: DiagnosticId,
) -> Result<()> {
    let ml = tx.ml()?;
    sqlx::query!(
        "delete from diagnostic_domaine
         where ml_id = $1 and jeune_id = $2 and diagnostic_id = $3",
        ml.get(),
        jeune.uuid(),
        diagnostic.uuid(),
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Dates the diagnostic anew if the version is still the one in the database.
pub(super) async fn correct(
    tx: &mut Tx,
    jeune: JeuneId,
    version: i32,
    draft: &DiagnosticDraft,
) -> Result<bool> {
    let ml = tx.ml()?;
    let done = sqlx::query!(
        "update diagnostic set realise_le = $5, version = version + 1
         where ml_id = $1 and jeune_id = $2 and id = $3 and version = $4",
        ml.get(),
        jeune.uuid(),
        draft.id.uuid(),
        version,
        draft.realise_le,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The latest diagnostics of the dossier, latest first; only `id` when it is given.
pub(super) async fn list(
    tx: &mut Tx,
    jeune: JeuneId,
    id: Option<DiagnosticId>,
    limit: i64,
) -> Result<Vec<Diagnostic>> {
    let ml = tx.ml()?;
    let rows = sqlx::query_as!(
        Row,
        r#"select d.id, d.realise_le, d.agent_id as agent,
             a.prenom || ' ' || a.nom as "agent_nom!", d.saisi_le, d.version,
             x.domaine as "domaine?", x.niveau as "niveau?: Niveau",
             coalesce(x.raison, '') as "raison!", coalesce(x.points_forts, '') as "points_forts!",
             coalesce(x.mots_du_jeune, '') as "mots_du_jeune!"
           from (select * from diagnostic
                 where ml_id = $1 and jeune_id = $2 and ($3::uuid is null or id = $3)
                 order by realise_le desc, id desc limit $4) d
           join agent a on a.id = d.agent_id
           left join diagnostic_domaine x
             on x.ml_id = $1 and x.jeune_id = $2 and x.diagnostic_id = d.id
           order by d.realise_le desc, d.id desc"#,
        ml.get(),
        jeune.uuid(),
        id.map(DiagnosticId::uuid),
        limit,
    )
    .fetch_all(tx.conn())
    .await?;
    let (today, fuseau) = (tx.today(), tx.fuseau());
    let typed_today = |at: DateTime<Utc>| at.with_timezone(&fuseau).date_naive() == today;
    Ok(group(rows, typed_today))
}

fn group(rows: Vec<Row>, typed_today: impl Fn(DateTime<Utc>) -> bool) -> Vec<Diagnostic> {
    let mut all: Vec<Diagnostic> = Vec::new();
    for row in rows {
        if all.last().is_none_or(|d| d.id != row.id) {
            all.push(Diagnostic {
                id: row.id,
                realise_le: row.realise_le,
                agent: row.agent,
                agent_nom: row.agent_nom,
                corrigeable: typed_today(row.saisi_le),
                domaines: Vec::new(),
                version: row.version,
            });
        }
        if let (Some(current), Some(domaine), Some(niveau)) =
            (all.last_mut(), row.domaine, row.niveau)
        {
            current.domaines.push(DomaineAborde {
                domaine,
                niveau,
                raison: row.raison,
                points_forts: row.points_forts,
                mots_du_jeune: row.mots_du_jeune,
            });
        }
    }
    all
}

/// What the other diagnostics of the dossier say of a domain.
pub(super) struct Ailleurs {
    /// The domain.
    pub(super) domaine: String,
    /// A later one speaks of it.
    pub(super) plus_tard: bool,
    /// One of them finds it urgent.
    pub(super) urgent: bool,
}

/// The domains that the other diagnostics of the dossier speak of.
pub(super) async fn elsewhere(
    tx: &mut Tx,
    jeune: JeuneId,
    id: DiagnosticId,
    realise_le: NaiveDate,
) -> Result<Vec<Ailleurs>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        Ailleurs,
        r#"select x.domaine, bool_or((d.realise_le, d.id) > ($4, $3)) as "plus_tard!",
             bool_or(x.niveau = 'urgent') as "urgent!"
           from diagnostic d
           join diagnostic_domaine x on x.ml_id = d.ml_id and x.diagnostic_id = d.id
           where d.ml_id = $1 and d.jeune_id = $2 and d.id <> $3 group by x.domaine"#,
        ml.get(),
        jeune.uuid(),
        id.uuid(),
        realise_le,
    )
    .fetch_all(tx.conn())
    .await?)
}
