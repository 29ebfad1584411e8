//! The statements of parrainages.

use chrono::NaiveDate;
use kernel::{AdhesionId, AgentId, JeuneId, ParrainId, ParrainageId, RencontreId};
use platform::{Result, Tx, error::OnConstraint as _};

use super::model::{
    Filleul, FinParrainage, Issue, NouveauParrainage, NouvelleRencontre, Parrain, ParrainSaisi,
    Parrainage, Rencontre,
};

/// The parrains and marraines, those who are still there first, by name.
pub(super) async fn parrains(tx: &mut Tx, id: Option<ParrainId>) -> Result<Vec<Parrain>> {
    let (ml, today) = (tx.ml()?, tx.today());
    Ok(sqlx::query_as!(
        Parrain,
        r#"select p.id as "id: ParrainId", p.nom, p.prenom, p.metier, p.reseau, p.telephone,
             p.courriel, p.charte_le, p.filleuls_max, p.depuis, p.parti_le,
             (select count(*) from parrainage g
              join adhesion a on a.ml_id = g.ml_id and a.id = g.adhesion_id and a.sortie_le is null
              where g.ml_id = p.ml_id and g.parrain_id = p.id and g.fin_le is null) as "filleuls!",
             p.version
           from parrain p
           where p.ml_id = $1 and ($2::uuid is null or p.id = $2)
           order by coalesce(p.parti_le <= $3, false), p.nom, p.prenom, p.id"#,
        ml.get(),
        id.map(ParrainId::uuid),
        today,
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Nobody else is given to them until the end of the transaction.
pub(super) async fn lock(tx: &mut Tx, id: ParrainId) -> Result<()> {
    let ml = tx.ml()?;
    sqlx::query!(
        "select id from parrain where ml_id = $1 and id = $2 for update",
        ml.get(),
        id.uuid(),
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(())
}

/// Adds a parrain; false when its identifier is taken.
pub(super) async fn insert_parrain(tx: &mut Tx, new: &ParrainSaisi) -> Result<bool> {
    let (ml, now, par) = (tx.ml()?, tx.now(), tx.agent_id().map(AgentId::uuid));
    let done = sqlx::query!(
        "insert into parrain (ml_id, id, nom, prenom, metier, reseau, telephone, courriel, charte_le,
           filleuls_max, depuis, parti_le, saisi_le, saisi_par)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
         on conflict (ml_id, id) do nothing",
        ml.get(),
        new.id.uuid(),
        new.nom,
        new.prenom,
        new.metier,
        new.reseau,
        new.telephone,
        new.courriel,
        new.charte_le,
        new.filleuls_max,
        new.depuis,
        new.parti_le,
        now,
        par,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Changes a parrain if the version is still the one in the database.
pub(super) async fn update_parrain(tx: &mut Tx, new: &ParrainSaisi, version: i32) -> Result<bool> {
    let ml = tx.ml()?;
    let done = sqlx::query!(
        "update parrain set nom = $4, prenom = $5, metier = $6, reseau = $7, telephone = $8,
           courriel = $9, charte_le = $10, filleuls_max = $11, depuis = $12, parti_le = $13,
           version = version + 1
         where ml_id = $1 and id = $2 and version = $3",
        ml.get(),
        new.id.uuid(),
        version,
        new.nom,
        new.prenom,
        new.metier,
        new.reseau,
        new.telephone,
        new.courriel,
        new.charte_le,
        new.filleuls_max,
        new.depuis,
        new.parti_le,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The parrainages of a dossier, or of one course, the open one first.
pub(super) async fn list(
    tx: &mut Tx,
    jeune: JeuneId,
    adhesion: Option<AdhesionId>,
) -> Result<Vec<Parrainage>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        Parrainage,
        r#"select g.id as "id: ParrainageId", g.adhesion_id as "adhesion: AdhesionId",
             g.parrain_id as "parrain: ParrainId", p.prenom || ' ' || p.nom as "parrain_nom!",
             p.metier as parrain_metier, p.charte_le as parrain_charte_le, g.debut, g.charte_le,
             coalesce(g.fin_le, case when a.sortie_le < g.debut then g.debut else a.sortie_le end) as fin_le,
             coalesce(g.fin_motif, '') as "fin_motif!", g.fin_mots, g.version
           from parrainage g
           join parrain p on p.ml_id = g.ml_id and p.id = g.parrain_id
           join adhesion a on a.ml_id = g.ml_id and a.id = g.adhesion_id
           where g.ml_id = $1 and g.jeune_id = $2 and ($3::uuid is null or g.adhesion_id = $3)
           order by coalesce(g.fin_le, a.sortie_le) desc nulls first, g.debut desc, g.id"#,
        ml.get(),
        jeune.uuid(),
        adhesion.map(AdhesionId::uuid),
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Adds a parrainage; false when its identifier is taken.
pub(super) async fn insert(tx: &mut Tx, jeune: JeuneId, new: &NouveauParrainage) -> Result<bool> {
    let (ml, now, par) = (tx.ml()?, tx.now(), tx.agent_id().map(AgentId::uuid));
    let done = sqlx::query!(
        "insert into parrainage (ml_id, id, jeune_id, adhesion_id, parrain_id, debut, charte_le,
           saisi_le, saisi_par)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (ml_id, id) do nothing",
        ml.get(),
        new.id.uuid(),
        jeune.uuid(),
        new.adhesion.uuid(),
        new.parrain.uuid(),
        new.debut,
        new.charte_le,
        now,
        par,
    )
    .execute(tx.conn())
    .await
    .on_constraint(
        "parrainage_un_ouvert",
        "parrain",
        "Un parrain ou une marraine l’accompagne déjà : notez d’abord la fin.",
    )?;
    Ok(done.rows_affected() == 1)
}

/// Sets the day she signed the charter if the version is still the one in the database.
pub(super) async fn sign(
    tx: &mut Tx,
    (jeune, id): (JeuneId, ParrainageId),
    version: i32,
    le: NaiveDate,
) -> Result<bool> {
    let ml = tx.ml()?;
    let done = sqlx::query!(
        "update parrainage set charte_le = $5, version = version + 1
         where ml_id = $1 and jeune_id = $2 and id = $3 and version = $4",
        ml.get(),
        jeune.uuid(),
        id.uuid(),
        version,
        le,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Ends it if it goes on and the version is still the one in the database.
pub(super) async fn end(tx: &mut Tx, jeune: JeuneId, fin: &FinParrainage) -> Result<bool> {
    let ml = tx.ml()?;
    let done = sqlx::query!(
        "update parrainage set fin_le = $5, fin_motif = $6, fin_mots = $7, version = version + 1
         where ml_id = $1 and jeune_id = $2 and id = $3 and version = $4 and fin_le is null",
        ml.get(),
        jeune.uuid(),
        fin.id.uuid(),
        fin.version,
        fin.le,
        fin.motif,
        fin.mots,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The meetings of a dossier, or of one course, the latest first.
pub(super) async fn meetings(
    tx: &mut Tx,
    jeune: JeuneId,
    adhesion: Option<AdhesionId>,
) -> Result<Vec<Rencontre>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        Rencontre,
        r#"select r.id as "id: RencontreId", r.parrainage_id as "parrainage: ParrainageId", r.le,
             r.moyen, r.sujet, r.issue as "issue: Issue", r.minutes
           from rencontre_parrainage r
           join parrainage g on g.ml_id = r.ml_id and g.id = r.parrainage_id
           where r.ml_id = $1 and r.jeune_id = $2 and ($3::uuid is null or g.adhesion_id = $3)
           order by r.le desc, r.saisi_le desc, r.id"#,
        ml.get(),
        jeune.uuid(),
        adhesion.map(AdhesionId::uuid),
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Adds a meeting; false when its identifier is taken.
pub(super) async fn insert_meeting(
    tx: &mut Tx,
    jeune: JeuneId,
    new: &NouvelleRencontre,
) -> Result<bool> {
    let (ml, now, par) = (tx.ml()?, tx.now(), tx.agent_id().map(AgentId::uuid));
    let done = sqlx::query!(
        "insert into rencontre_parrainage (ml_id, id, jeune_id, parrainage_id, le, moyen, sujet, issue,
           minutes, saisi_le, saisi_par)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (ml_id, id) do nothing",
        ml.get(),
        new.id.uuid(),
        jeune.uuid(),
        new.parrainage.uuid(),
        new.le,
        new.moyen,
        new.sujet,
        new.issue.code(),
        new.minutes,
        now,
        par,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Removes a meeting noted by mistake.
pub(super) async fn delete_meeting(tx: &mut Tx, jeune: JeuneId, id: RencontreId) -> Result<bool> {
    let ml = tx.ml()?;
    let done = sqlx::query!(
        "delete from rencontre_parrainage where ml_id = $1 and jeune_id = $2 and id = $3",
        ml.get(),
        jeune.uuid(),
        id.uuid(),
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Who they go with, or went with, those of now first.
pub(super) async fn filleuls(tx: &mut Tx, parrain: ParrainId) -> Result<Vec<Filleul>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        Filleul,
        r#"select g.jeune_id as "jeune: JeuneId", g.adhesion_id as "adhesion: AdhesionId",
             null::text as nom, g.debut, coalesce(g.fin_le, a.sortie_le) as fin_le,
             (select count(*) from rencontre_parrainage r
              where r.ml_id = g.ml_id and r.parrainage_id = g.id and r.issue = 'tenue')
               as "rencontres!",
             (select max(r.le) from rencontre_parrainage r
              where r.ml_id = g.ml_id and r.parrainage_id = g.id and r.issue = 'tenue')
               as derniere_le
           from parrainage g
           join adhesion a on a.ml_id = g.ml_id and a.id = g.adhesion_id
           where g.ml_id = $1 and g.parrain_id = $2
           order by coalesce(g.fin_le, a.sortie_le) desc nulls first, g.debut desc, g.id
           limit 100"#,
        ml.get(),
        parrain.uuid(),
    )
    .fetch_all(tx.conn())
    .await?)
}
