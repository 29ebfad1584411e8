//! The statements of representations.

use chrono::NaiveDate;
use kernel::{AgentId, JeuneId};
use platform::{Result, Tx};
use serde::Deserialize;
use sqlx::types::Json;
use uuid::Uuid;

use super::model::{LigneActe, NouvelleRepresentation, Regime, Representant, Representation};

/// A holder as the statement gives it.
#[derive(Debug, Deserialize)]
struct Titulaire {
    nom: String,
    organisme: String,
    telephone: String,
    courriel: String,
}

/// Every representation of the dossier, the latest begun first.
pub(super) async fn list(tx: &mut Tx, jeune: JeuneId) -> Result<Vec<Representation>> {
    let ml = tx.ml()?;
    let rows = sqlx::query!(
        r#"select r.id, r.regime, r.du, r.au, r.vu_le,
             coalesce(a.prenom || ' ' || a.nom, '') as "vu_par!", r.version,
             (select coalesce(json_agg(json_build_object('nom', t.nom, 'organisme', t.organisme,
                  'telephone', t.telephone, 'courriel', t.courriel) order by t.rang), '[]')
              from representant t
              where t.ml_id = r.ml_id and t.representation_id = r.id)
               as "titulaires!: Json<Vec<Titulaire>>"
           from representation r
           left join agent a on a.id = r.vu_par
           where r.ml_id = $1 and r.jeune_id = $2 order by r.du desc, r.id desc"#,
        ml.get(),
        jeune.uuid(),
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            let holders = row.titulaires.0.into_iter().map(|t| Representant {
                nom: t.nom,
                organisme: t.organisme,
                telephone: t.telephone,
                courriel: t.courriel,
            });
            Some(Representation {
                id: row.id,
                regime: Regime::from_code(&row.regime)?,
                du: row.du,
                au: row.au,
                vu_le: row.vu_le,
                vu_par: row.vu_par,
                titulaires: holders.collect(),
                version: row.version,
            })
        })
        .collect())
}

/// Adds the representation without its holders; says whether it was not there yet.
pub(super) async fn insert(
    tx: &mut Tx,
    jeune: JeuneId,
    new: &NouvelleRepresentation,
) -> Result<bool> {
    let (ml, now, par) = (tx.ml()?, tx.now(), tx.agent_id().map(AgentId::uuid));
    let done = sqlx::query!(
        "insert into representation (ml_id, id, jeune_id, regime, du, au, vu_le, vu_par, saisi_le,
           saisi_par)
         values ($1, $2, $3, $4, $5, $6, $7, case when $7::date is null then null else $9::uuid end,
           $8, $9::uuid)
         on conflict (ml_id, id) do nothing",
        ml.get(),
        new.id,
        jeune.uuid(),
        new.regime.code(),
        new.du,
        new.au,
        new.vu_le,
        now,
        par,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Changes the representation if `version` is still the one in the database; says whether it was.
/// Who saw the proof stays, unless its day changes.
pub(super) async fn update(
    tx: &mut Tx,
    jeune: JeuneId,
    version: i32,
    new: &NouvelleRepresentation,
) -> Result<bool> {
    let (ml, par) = (tx.ml()?, tx.agent_id().map(AgentId::uuid));
    let done = sqlx::query!(
        "update representation set regime = $5, du = $6, au = $7, vu_le = $8,
           vu_par = case when $8::date is null then null when vu_le = $8 then vu_par else $9::uuid end,
           version = version + 1
         where ml_id = $1 and jeune_id = $2 and id = $3 and version = $4",
        ml.get(),
        jeune.uuid(),
        new.id,
        version,
        new.regime.code(),
        new.du,
        new.au,
        new.vu_le,
        par,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Puts `all` in the place of the holders of the representation.
pub(super) async fn replace_holders(
    tx: &mut Tx,
    jeune: JeuneId,
    representation: Uuid,
    all: &[Representant],
) -> Result<()> {
    let ml = tx.ml()?;
    sqlx::query!(
        "delete from representant where ml_id = $1 and jeune_id = $2 and representation_id = $3",
        ml.get(),
        jeune.uuid(),
        representation,
    )
    .execute(tx.conn())
    .await?;
    let of = |field: fn(&Representant) -> &String| -> Vec<String> {
        all.iter().map(|holder| field(holder).clone()).collect()
    };
    sqlx::query!(
        "insert into representant (ml_id, representation_id, rang, jeune_id, nom, organisme,
           telephone, courriel)
         select $1, $2, t.rang::integer, $3, t.nom, t.organisme, t.telephone, t.courriel
         from unnest($4::text[], $5::text[], $6::text[], $7::text[])
           with ordinality as t(nom, organisme, telephone, courriel, rang)",
        ml.get(),
        representation,
        jeune.uuid(),
        &of(|h| &h.nom),
        &of(|h| &h.organisme),
        &of(|h| &h.telephone),
        &of(|h| &h.courriel),
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// What each act needs on `day`.
pub(super) async fn actes(tx: &mut Tx, day: NaiveDate) -> Result<Vec<LigneActe>> {
    Ok(sqlx::query_as!(
        LigneActe,
        "select acte, qui, exigence, source, a_confirmer from acte_representant
         where valide_du <= $1 and (valide_au is null or valide_au >= $1) order by acte, qui",
        day,
    )
    .fetch_all(tx.conn())
    .await?)
}
