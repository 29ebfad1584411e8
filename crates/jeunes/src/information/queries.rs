//! The statements of the information on one's data.

use chrono::NaiveDate;
use kernel::{AgentId, JeuneId};
use platform::{Result, Tx};

use super::model::{InformationDonnee, Notice, NouvelleInformation};

/// The notice in force on `day`, in each of its languages.
pub(super) async fn notices(tx: &mut Tx, day: NaiveDate) -> Result<Vec<Notice>> {
    Ok(sqlx::query_as!(
        Notice,
        "select distinct on (langue) version, langue, titre, texte, valable_du, source, a_confirmer
         from notice where valable_du <= $1 and (valable_au is null or valable_au >= $1)
         order by langue, valable_du desc, version desc",
        day,
    )
    .fetch_all(tx.conn())
    .await?)
}

/// The version in force on `day` in this language.
pub(super) async fn version(tx: &mut Tx, langue: &str, day: NaiveDate) -> Result<Option<String>> {
    Ok(sqlx::query_scalar!(
        "select version from notice
         where langue = $1 and valable_du <= $2 and (valable_au is null or valable_au >= $2)
         order by valable_du desc, version desc limit 1",
        langue,
        day,
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// What was given, latest first.
pub(super) async fn list(tx: &mut Tx, jeune: JeuneId) -> Result<Vec<InformationDonnee>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        InformationDonnee,
        r#"select i.id, i.donnee_le, i.langue, i.notice_version as version, i.moyen,
             coalesce(a.prenom || ' ' || a.nom, '') as "saisi_par!"
           from information_donnee i left join agent a on a.id = i.saisi_par
           where i.ml_id = $1 and i.jeune_id = $2
           order by i.donnee_le desc, i.saisi_le desc, i.id desc"#,
        ml.get(),
        jeune.uuid(),
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Adds what was given; says whether it is new.
pub(super) async fn insert(
    tx: &mut Tx,
    jeune: JeuneId,
    new: &NouvelleInformation,
    version: &str,
) -> Result<bool> {
    let (ml, now) = (tx.ml()?, tx.now());
    let par = tx.agent_id().map(AgentId::uuid);
    let done = sqlx::query!(
        "insert into information_donnee (ml_id, id, jeune_id, donnee_le, langue, notice_version,
           moyen, saisi_par, saisi_le)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (ml_id, id) do nothing",
        ml.get(),
        new.id,
        jeune.uuid(),
        new.donnee_le,
        new.langue,
        version,
        new.moyen.code(),
        par,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}
