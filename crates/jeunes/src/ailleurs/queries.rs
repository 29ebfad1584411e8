//! The statements of answers and keys.

use chrono::NaiveDate;
use kernel::{AgentId, EvenementId, JeuneId, MlId};
use platform::{Result, Tx, new_id};
use uuid::Uuid;

use super::model::{Indice, NouveauSuivi, Reponse, Suivi};
use crate::identite::cles::Cles;

/// What the keys of a dossier are made of.
pub(super) struct Parts {
    pub(super) nom_naissance: String,
    pub(super) prenom: String,
    pub(super) date_naissance: Option<NaiveDate>,
    pub(super) telephone: String,
    pub(super) courriel: String,
}

/// The parts of the dossier, unless it is protected, of someone dead, or turned into another. A
/// contact counts when it is the person's own.
pub(super) async fn parts(tx: &mut Tx, jeune: JeuneId) -> Result<Option<Parts>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        Parts,
        r#"select j.nom_naissance, j.prenom, j.date_naissance,
             coalesce((select c.valeur from contact c where c.ml_id = $1 and c.jeune_id = $2
               and c.moyen = 'telephone' and c.titulaire = 'jeune' and c.vrai_au is null
               order by c.saisi_le desc, c.id desc limit 1), '') as "telephone!",
             coalesce((select c.valeur from contact c where c.ml_id = $1 and c.jeune_id = $2
               and c.moyen = 'courriel' and c.titulaire = 'jeune' and c.vrai_au is null
               order by c.saisi_le desc, c.id desc limit 1), '') as "courriel!"
           from jeune j
           where j.ml_id = $1 and j.id = $2 and j.absorbe_par is null and j.transfere_le is null
             and not j.protege
             and not exists (select from deces d
               where d.ml_id = $1 and d.jeune_id = $2 and d.annule_le is null)"#,
        ml.get(),
        jeune.uuid(),
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// Adds a deposit, which counts from now on.
pub(super) async fn deposit(tx: &mut Tx, jeune: JeuneId, keys: &Cles) -> Result<()> {
    let (ml, id) = (tx.ml()?, new_id!(tx, EvenementId).uuid());
    sqlx::query!(
        "insert into depot_identite (id, ml_id, dossier, nom_naissance, prenom_naissance, identite,
           telephone, courriel)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        id,
        ml.get(),
        jeune.uuid(),
        keys.nom_naissance,
        keys.prenom_naissance,
        keys.identite,
        keys.telephone,
        keys.courriel,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The other missions locales that hold someone alike.
pub(super) async fn indices(tx: &mut Tx, keys: &Cles) -> Result<Vec<i32>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_scalar!(
        r#"select i.ml_id as "ml_id!" from indice_ailleurs($1, $2, $3, $4, $5, $6) i"#,
        ml.get(),
        keys.nom_naissance,
        keys.prenom_naissance,
        keys.identite,
        keys.telephone,
        keys.courriel,
    )
    .fetch_all(tx.conn())
    .await?)
}

/// How many times the actor has looked, in a minute and in a day. She looks once at a time: the
/// others wait here.
pub(super) async fn made(tx: &mut Tx) -> Result<(i64, i64)> {
    let (ml, now, me) = (tx.ml()?, tx.now(), tx.agent_id().map(AgentId::uuid));
    sqlx::query!(
        "select pg_advisory_xact_lock(hashtextextended('suivi_ailleurs ' || $1::uuid::text, $2::integer))",
        me,
        ml.get(),
    )
    .execute(tx.conn())
    .await?;
    let row = sqlx::query!(
        r#"select count(*) filter (where saisi_le > $3::timestamptz - interval '1 minute')
               as "minute!", count(*) as "jour!"
           from suivi_ailleurs
           where ml_id = $1 and saisi_par is not distinct from $2 and reponse = 'oui'
             and saisi_le > $3::timestamptz - interval '1 day'"#,
        ml.get(),
        me,
        now,
    )
    .fetch_one(tx.conn())
    .await?;
    Ok((row.minute, row.jour))
}

/// The form was posted already.
pub(super) async fn exists(tx: &mut Tx, id: Uuid) -> Result<bool> {
    let ml = tx.ml()?;
    Ok(sqlx::query_scalar!(
        r#"select exists (select from suivi_ailleurs where ml_id = $1 and id = $2) as "oui!""#,
        ml.get(),
        id,
    )
    .fetch_one(tx.conn())
    .await?)
}

/// Keeps the answer; says whether it was not there yet.
pub(super) async fn insert(
    tx: &mut Tx,
    jeune: JeuneId,
    new: &NouveauSuivi,
    indices: &[i32],
) -> Result<bool> {
    let (ml, now, par) = (tx.ml()?, tx.now(), tx.agent_id().map(AgentId::uuid));
    let done = sqlx::query!(
        "insert into suivi_ailleurs (ml_id, id, jeune_id, reponse, indices, saisi_le, saisi_par)
         values ($1, $2, $3, $4, $5, $6, $7) on conflict (ml_id, id) do nothing",
        ml.get(),
        new.id,
        jeune.uuid(),
        new.reponse.code(),
        indices,
        now,
        par,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The last answer.
pub(super) async fn last(tx: &mut Tx, jeune: JeuneId) -> Result<Option<Suivi>> {
    let ml = tx.ml()?;
    let row = sqlx::query!(
        r#"select s.reponse, s.indices, s.saisi_le,
             coalesce(a.prenom || ' ' || a.nom, '') as "saisi_par!"
           from suivi_ailleurs s left join agent a on a.id = s.saisi_par
           where s.ml_id = $1 and s.jeune_id = $2 order by s.saisi_le desc, s.id desc limit 1"#,
        ml.get(),
        jeune.uuid(),
    )
    .fetch_optional(tx.conn())
    .await?;
    let Some(row) = row else { return Ok(None) };
    let indices = desks(tx, &row.indices).await?;
    Ok(Reponse::from_code(&row.reponse).map(|reponse| Suivi {
        reponse,
        saisi_le: row.saisi_le,
        saisi_par: row.saisi_par,
        indices,
    }))
}

/// The front desks of `missions`, in that order.
async fn desks(tx: &mut Tx, missions: &[i32]) -> Result<Vec<Indice>> {
    if missions.is_empty() {
        return Ok(Vec::new());
    }
    Ok(sqlx::query_as!(
        Indice,
        r#"select m.ml_id as "ml: MlId", m.nom_usuel as nom, coalesce(s.nom, '') as "site!",
             coalesce(s.telephone, '') as "telephone!"
           from unnest($1::integer[]) with ordinality u (ml_id, rang)
           join mission_locale m on m.ml_id = u.ml_id
           left join lateral (select nom, telephone from site
             where ml_id = m.ml_id and ferme_le is null and telephone <> ''
             order by nature <> 'siege', nom, id limit 1) s on true
           order by u.rang"#,
        missions,
    )
    .fetch_all(tx.conn())
    .await?)
}
