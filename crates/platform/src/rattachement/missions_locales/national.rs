//! What is not the tenant's: who works where, sites and zones, links, messages that wait.

use serde_json::json;
use sqlx::PgConnection;

use super::ReunionMl;
use crate::Result;

/// Moves it.
pub(super) async fn follow(conn: &mut PgConnection, reunion: &ReunionMl, code: &str) -> Result<()> {
    let (de, vers, le) = (reunion.de.get(), reunion.vers.get(), reunion.le);
    for sql in [
        // Someone who has a function in both keeps the one of the mission locale that stays.
        "update affectation a set au = least(coalesce(a.au, $3), $3) where a.ml_id = $1
           and exists (select from affectation b where b.ml_id = $2 and b.agent_id = a.agent_id
             and (b.au is null or b.au > $3))",
        "update affectation set ml_id = $2 where ml_id = $1 and $3::date is not null",
        "delete from zone a where a.ml_id = $1 and $3::date is not null
           and exists (select from zone b where b.ml_id = $2 and b.commune = a.commune)",
        "update zone set ml_id = $2 where ml_id = $1 and $3::date is not null",
        "delete from flux_agenda a where a.ml_id = $1 and $3::date is not null
           and exists (select from flux_agenda b where b.ml_id = $2 and b.agent_id = a.agent_id)",
        "update flux_agenda set ml_id = $2 where ml_id = $1 and $3::date is not null",
        "update avis set ml_id = $2 where ml_id = $1 and $3::date is not null",
        "update lien set ml_id = $2 where ml_id = $1 and $3::date is not null",
        "update depot_identite set ml_id = $2 where ml_id = $1 and $3::date is not null",
        "update occupation_publiee set ml_id = $2 where ml_id = $1 and $3::date is not null",
        // Published again from the rows, the same day, by `jalon publier-comptages`.
        "delete from indicateur_cumule where ml_id = $1 and $2 > 0 and $3::date is not null",
        "update mandat set au = $3 where ml_id = $1 and $2 > 0 and (au is null or au > $3)",
        "update graphile_worker._private_jobs
           set payload = jsonb_set(payload::jsonb, '{ml}', to_jsonb($2::integer))::json
           where payload->>'ml' = $1::integer::text and $3::date is not null",
        "update mission_locale set ouverte_au = $3, absorbee_par = $2, version = version + 1
           where ml_id = $1",
    ] {
        sqlx::query(sql)
            .bind(de)
            .bind(vers)
            .bind(le)
            .execute(&mut *conn)
            .await?;
    }
    sqlx::query(
        "update site a set code_source = case when exists (select from site b
             where b.ml_id = $2 and b.code_source = a.code_source)
           then a.code_source || '-' || $3 else a.code_source end, ml_id = $2
         where a.ml_id = $1",
    )
    .bind(de)
    .bind(vers)
    .bind(code)
    .execute(&mut *conn)
    .await?;
    sqlx::query(
        "insert into audit_national (id, survenu_le, action, objet, objet_id, details)
         values ($1, $2, 'reunion', 'mission_locale', null, $3)",
    )
    .bind(reunion.trace)
    .bind(reunion.maintenant)
    .bind(json!({ "de": de, "vers": vers, "code": code }))
    .execute(conn)
    .await?;
    Ok(())
}
