//! The statements of registrations.

use chrono::NaiveDate;
use kernel::{AgentId, InscriptionId, JeuneId, SessionAtelierId};
use platform::{Result, Tx};
use uuid::Uuid;

use crate::ateliers::model::{EtatInscription, Inscription, NouvelleInscription, Presence};

/// Adds the registration, with a place when `rang` is null; false when its identifier is taken.
pub(in crate::ateliers) async fn insert(
    tx: &mut Tx,
    jeune: JeuneId,
    new: &NouvelleInscription,
    rang: Option<i32>,
) -> Result<bool> {
    let (ml, now, today) = (tx.ml()?, tx.now(), tx.today());
    let par = tx.agent_id().map(AgentId::uuid);
    let done = sqlx::query!(
        "insert into inscription (ml_id, id, jeune_id, session_id, etat_le, rang, derogation,
           saisi_le, saisi_par)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (ml_id, id) do nothing",
        ml.get(),
        new.id.uuid(),
        jeune.uuid(),
        new.session.uuid(),
        today,
        rang,
        new.derogation,
        now,
        par,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// One registration.
pub(in crate::ateliers) async fn find(
    tx: &mut Tx,
    id: InscriptionId,
) -> Result<Option<Inscription>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        Inscription,
        r#"select id, jeune_id as "jeune: JeuneId", session_id as "session: SessionAtelierId",
             etat as "etat: EtatInscription", etat_le, rang, present, excuse, derogation,
             retiree_le, confirme_le, saisi_par is null as "par_elle_meme!", version
           from inscription where ml_id = $1 and id = $2"#,
        ml.get(),
        id.uuid(),
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// Every registration of the session, those withdrawn too: places first, then the waiting list in
/// its order.
pub(in crate::ateliers) async fn of_session(
    tx: &mut Tx,
    session: SessionAtelierId,
) -> Result<Vec<Inscription>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        Inscription,
        r#"select id, jeune_id as "jeune: JeuneId", session_id as "session: SessionAtelierId",
             etat as "etat: EtatInscription", etat_le, rang, present, excuse, derogation,
             retiree_le, confirme_le, saisi_par is null as "par_elle_meme!", version
           from inscription where ml_id = $1 and session_id = $2
           order by rang nulls first, saisi_le, id"#,
        ml.get(),
        session.uuid(),
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Every registration of the dossier.
pub(in crate::ateliers) async fn of_jeune(tx: &mut Tx, jeune: JeuneId) -> Result<Vec<Inscription>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        Inscription,
        r#"select id, jeune_id as "jeune: JeuneId", session_id as "session: SessionAtelierId",
             etat as "etat: EtatInscription", etat_le, rang, present, excuse, derogation,
             retiree_le, confirme_le, saisi_par is null as "par_elle_meme!", version
           from inscription where ml_id = $1 and jeune_id = $2 order by saisi_le desc, id"#,
        ml.get(),
        jeune.uuid(),
    )
    .fetch_all(tx.conn())
    .await?)
}

/// The last order of the waiting list, withdrawn or not, so that an order never serves twice.
pub(in crate::ateliers) async fn last_rank(tx: &mut Tx, session: SessionAtelierId) -> Result<i32> {
    let ml = tx.ml()?;
    Ok(sqlx::query_scalar!(
        r#"select coalesce(max(rang), 0) as "rang!" from inscription
           where ml_id = $1 and session_id = $2"#,
        ml.get(),
        session.uuid(),
    )
    .fetch_one(tx.conn())
    .await?)
}

/// Withdraws the registration.
pub(in crate::ateliers) async fn withdraw(
    tx: &mut Tx,
    id: InscriptionId,
    etat: EtatInscription,
) -> Result<()> {
    let (ml, today) = (tx.ml()?, tx.today());
    sqlx::query!(
        "update inscription set etat = $3, etat_le = $4, retiree_le = $4, present = null,
           excuse = null, version = version + 1
         where ml_id = $1 and id = $2",
        ml.get(),
        id.uuid(),
        etat.code(),
        today,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Gives a place to those who waited.
pub(in crate::ateliers) async fn promote(tx: &mut Tx, ids: &[Uuid]) -> Result<()> {
    let (ml, today) = (tx.ml()?, tx.today());
    sqlx::query!(
        "update inscription set rang = null, etat_le = $3, version = version + 1
         where ml_id = $1 and id = any($2)",
        ml.get(),
        ids,
        today,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Writes the mark of the day.
pub(in crate::ateliers) async fn mark(
    tx: &mut Tx,
    id: InscriptionId,
    presence: Presence,
) -> Result<()> {
    let ml = tx.ml()?;
    let present = presence == Presence::Present;
    let excuse = (!present).then_some(presence == Presence::Excuse);
    sqlx::query!(
        "update inscription set present = $3, excuse = $4, version = version + 1
         where ml_id = $1 and id = $2",
        ml.get(),
        id.uuid(),
        present,
        excuse,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// What stays of every registration of a session that is closed: those who came, those who did not,
/// those for whom there was no place.
pub(in crate::ateliers) async fn settle(
    tx: &mut Tx,
    session: SessionAtelierId,
    jour: NaiveDate,
) -> Result<()> {
    let ml = tx.ml()?;
    sqlx::query!(
        "update inscription set etat_le = $3, version = version + 1,
           etat = case when rang is not null then 'refus_tiers' when present then 'realise'
             else 'refus_jeune' end
         where ml_id = $1 and session_id = $2 and retiree_le is null",
        ml.get(),
        session.uuid(),
        jour,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// What stays of the registrations of a session that is cancelled.
pub(in crate::ateliers) async fn call_off(tx: &mut Tx, session: SessionAtelierId) -> Result<()> {
    let (ml, today) = (tx.ml()?, tx.today());
    sqlx::query!(
        "update inscription set etat = 'refus_tiers', etat_le = $3, present = null, excuse = null,
           version = version + 1
         where ml_id = $1 and session_id = $2 and retiree_le is null",
        ml.get(),
        session.uuid(),
        today,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The session moved: who had said that she comes is asked again, and who is taken at the new hour
/// has the reason of the move.
pub(in crate::ateliers) async fn moved(
    tx: &mut Tx,
    session: SessionAtelierId,
    (taken, derogation): (&[Uuid], &str),
) -> Result<()> {
    let ml = tx.ml()?;
    sqlx::query!(
        "update inscription set confirme_le = null,
           derogation = case when id = any($3) then $4 else derogation end,
           version = version + 1
         where ml_id = $1 and session_id = $2 and retiree_le is null",
        ml.get(),
        session.uuid(),
        taken,
        derogation,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// She says that she comes.
pub(in crate::ateliers) async fn confirm(tx: &mut Tx, id: InscriptionId) -> Result<()> {
    let (ml, now) = (tx.ml()?, tx.now());
    sqlx::query!(
        "update inscription set confirme_le = $3
         where ml_id = $1 and id = $2 and confirme_le is null and retiree_le is null",
        ml.get(),
        id.uuid(),
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
