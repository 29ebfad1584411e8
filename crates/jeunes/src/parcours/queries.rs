//! The statements of a parcours.

use kernel::{AgentId, JeuneId};
use platform::{Result, Tx};
use uuid::Uuid;

use super::{
    model::{
        EtatFormation, Experience, Formation, Ligne, MetierVise, NatureExperience, NouveauMetier,
        Piste,
    },
    quand::Quand,
};
use crate::metiers::Appellation;

fn month(code: Option<&str>) -> Option<Quand> {
    code.and_then(Quand::parse)
}

fn coded(quand: Option<Quand>) -> Option<String> {
    quand.map(Quand::code)
}

/// Every formation of the dossier, in no order.
pub(super) async fn formations(tx: &mut Tx, jeune: JeuneId) -> Result<Vec<Ligne<Formation>>> {
    let ml = tx.ml()?;
    let rows = sqlx::query!(
        "select id, niveau, intitule, etablissement, du, au, etat, version
         from cursus where ml_id = $1 and jeune_id = $2",
        ml.get(),
        jeune.uuid(),
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let dit = Formation {
                niveau: row.niveau,
                intitule: row.intitule,
                etablissement: row.etablissement,
                du: month(row.du.as_deref()),
                au: month(row.au.as_deref()),
                etat: EtatFormation::from_code(&row.etat).unwrap_or(EtatFormation::NonObtenu),
            };
            Ligne {
                id: row.id,
                dit,
                version: row.version,
            }
        })
        .collect())
}

/// Adds the formation; says whether it was not there yet.
pub(super) async fn insert_formation(
    tx: &mut Tx,
    jeune: JeuneId,
    id: Uuid,
    new: &Formation,
) -> Result<bool> {
    let (ml, now, par) = (tx.ml()?, tx.now(), tx.agent_id().map(AgentId::uuid));
    let done = sqlx::query!(
        "insert into cursus (ml_id, id, jeune_id, niveau, intitule, etablissement, du, au, etat,
           saisi_le, saisi_par)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (ml_id, id) do nothing",
        ml.get(),
        id,
        jeune.uuid(),
        new.niveau,
        new.intitule,
        new.etablissement,
        coded(new.du),
        coded(new.au),
        new.etat.code(),
        now,
        par,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Changes the formation if `version` is still the one in the database; says whether it was.
pub(super) async fn update_formation(
    tx: &mut Tx,
    jeune: JeuneId,
    id: Uuid,
    version: i32,
    new: &Formation,
) -> Result<bool> {
    let ml = tx.ml()?;
    let done = sqlx::query!(
        "update cursus set niveau = $5, intitule = $6, etablissement = $7, du = $8, au = $9,
           etat = $10, version = version + 1
         where ml_id = $1 and jeune_id = $2 and id = $3 and version = $4",
        ml.get(),
        jeune.uuid(),
        id,
        version,
        new.niveau,
        new.intitule,
        new.etablissement,
        coded(new.du),
        coded(new.au),
        new.etat.code(),
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Deletes the formation if `version` is still the one in the database; says whether it was.
pub(super) async fn delete_formation(
    tx: &mut Tx,
    jeune: JeuneId,
    id: Uuid,
    version: i32,
) -> Result<bool> {
    let ml = tx.ml()?;
    let done = sqlx::query!(
        "delete from cursus where ml_id = $1 and jeune_id = $2 and id = $3 and version = $4",
        ml.get(),
        jeune.uuid(),
        id,
        version,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Every experience of the dossier, in no order.
pub(super) async fn experiences(tx: &mut Tx, jeune: JeuneId) -> Result<Vec<Ligne<Experience>>> {
    let ml = tx.ml()?;
    let rows = sqlx::query!(
        r#"select e.id, e.nature, e.libelle, e.employeur, e.du, e.au, e.version,
             e.metier as appellation, coalesce(a.metier, '') as "metier!",
             coalesce(a.libelle, '') as "appellation_libelle!",
             coalesce(m.libelle, '') as "metier_libelle!"
           from experience e
           left join rome_appellation a on a.code = e.metier
           left join rome_metier m on m.code = a.metier
           where e.ml_id = $1 and e.jeune_id = $2"#,
        ml.get(),
        jeune.uuid(),
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let metier = row.appellation.map(|code| Appellation {
                code,
                metier: row.metier,
                libelle: row.appellation_libelle,
                metier_libelle: row.metier_libelle,
            });
            let dit = Experience {
                nature: NatureExperience::from_code(&row.nature).unwrap_or(NatureExperience::Autre),
                metier,
                libelle: row.libelle,
                employeur: row.employeur,
                du: month(row.du.as_deref()),
                au: month(row.au.as_deref()),
            };
            Ligne {
                id: row.id,
                dit,
                version: row.version,
            }
        })
        .collect())
}

/// Adds the experience; says whether it was not there yet.
pub(super) async fn insert_experience(
    tx: &mut Tx,
    jeune: JeuneId,
    id: Uuid,
    new: &Experience,
) -> Result<bool> {
    let (ml, now, par) = (tx.ml()?, tx.now(), tx.agent_id().map(AgentId::uuid));
    let done = sqlx::query!(
        "insert into experience (ml_id, id, jeune_id, nature, metier, libelle, employeur, du, au,
           saisi_le, saisi_par)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (ml_id, id) do nothing",
        ml.get(),
        id,
        jeune.uuid(),
        new.nature.code(),
        new.metier.as_ref().map(|m| &m.code),
        new.libelle,
        new.employeur,
        coded(new.du),
        coded(new.au),
        now,
        par,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Changes the experience if `version` is still the one in the database; says whether it was.
pub(super) async fn update_experience(
    tx: &mut Tx,
    jeune: JeuneId,
    id: Uuid,
    version: i32,
    new: &Experience,
) -> Result<bool> {
    let ml = tx.ml()?;
    let done = sqlx::query!(
        "update experience set nature = $5, metier = $6, libelle = $7, employeur = $8, du = $9,
           au = $10, version = version + 1
         where ml_id = $1 and jeune_id = $2 and id = $3 and version = $4",
        ml.get(),
        jeune.uuid(),
        id,
        version,
        new.nature.code(),
        new.metier.as_ref().map(|m| &m.code),
        new.libelle,
        new.employeur,
        coded(new.du),
        coded(new.au),
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Deletes the experience if `version` is still the one in the database; says whether it was.
pub(super) async fn delete_experience(
    tx: &mut Tx,
    jeune: JeuneId,
    id: Uuid,
    version: i32,
) -> Result<bool> {
    let ml = tx.ml()?;
    let done = sqlx::query!(
        "delete from experience where ml_id = $1 and jeune_id = $2 and id = $3 and version = $4",
        ml.get(),
        jeune.uuid(),
        id,
        version,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Every métier aimed at: those that go on in the order of preference, then those that ended, the
/// latest first.
pub(super) async fn metiers(tx: &mut Tx, jeune: JeuneId) -> Result<Vec<MetierVise>> {
    let ml = tx.ml()?;
    let rows = sqlx::query!(
        "select v.id, v.metier as code, a.metier, a.libelle, m.libelle as metier_libelle, v.piste,
           v.vrai_du, v.vrai_au, v.version
         from metier_vise v
         join rome_appellation a on a.code = v.metier
         join rome_metier m on m.code = a.metier
         where v.ml_id = $1 and v.jeune_id = $2
         order by (v.vrai_au is not null), v.vrai_au desc, v.rang, v.vrai_du, v.id",
        ml.get(),
        jeune.uuid(),
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let metier = Appellation {
                code: row.code,
                metier: row.metier,
                libelle: row.libelle,
                metier_libelle: row.metier_libelle,
            };
            MetierVise {
                id: row.id,
                metier,
                piste: Piste::from_code(&row.piste).unwrap_or(Piste::Idee),
                vrai_du: row.vrai_du,
                vrai_au: row.vrai_au,
                version: row.version,
            }
        })
        .collect())
}

/// Holds the dossier until the end of the transaction: what counts its métiers waits.
pub(super) async fn hold(tx: &mut Tx, jeune: JeuneId) -> Result<()> {
    let ml = tx.ml()?;
    sqlx::query_scalar!(
        "select id from jeune where ml_id = $1 and id = $2 for update",
        ml.get(),
        jeune.uuid(),
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(())
}

/// Adds the métier at the end of the order of preference; says whether it was not there yet.
pub(super) async fn insert_metier(
    tx: &mut Tx,
    jeune: JeuneId,
    new: &NouveauMetier,
) -> Result<bool> {
    let (ml, now, par) = (tx.ml()?, tx.now(), tx.agent_id().map(AgentId::uuid));
    let done = sqlx::query!(
        "insert into metier_vise (ml_id, id, jeune_id, metier, piste, vrai_du, saisi_le, saisi_par,
           rang)
         select $1, $2, $3, $4, $5, $6, $7, $8, 1 + coalesce(max(rang), 0)
         from metier_vise where ml_id = $1 and jeune_id = $3 and vrai_au is null
         on conflict (ml_id, id) do nothing",
        ml.get(),
        new.id,
        jeune.uuid(),
        new.metier.code,
        new.piste.code(),
        new.vrai_du,
        now,
        par,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Changes or ends the métier if it goes on and `version` is still the one in the database; says
/// whether it was.
pub(super) async fn update_metier(
    tx: &mut Tx,
    jeune: JeuneId,
    version: i32,
    new: &MetierVise,
) -> Result<bool> {
    let ml = tx.ml()?;
    let done = sqlx::query!(
        "update metier_vise set piste = $5, vrai_du = $6, vrai_au = $7, version = version + 1
         where ml_id = $1 and jeune_id = $2 and id = $3 and version = $4 and vrai_au is null",
        ml.get(),
        jeune.uuid(),
        new.id,
        version,
        new.piste.code(),
        new.vrai_du,
        new.vrai_au,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Gives `ids` their order of preference.
pub(super) async fn rank(tx: &mut Tx, jeune: JeuneId, ids: &[Uuid]) -> Result<()> {
    let ml = tx.ml()?;
    sqlx::query!(
        "update metier_vise v set rang = o.rang::integer
         from unnest($3::uuid[]) with ordinality o (id, rang)
         where v.ml_id = $1 and v.jeune_id = $2 and v.id = o.id and v.vrai_au is null",
        ml.get(),
        jeune.uuid(),
        ids,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
