//! Drafts: what someone was typing, kept on the server for her alone. A draft goes when the form is
//! saved, or at its expiry.

use chrono::{DateTime, Duration, Utc};
use kernel::{AgentId, CompteId, MlId};
use uuid::Uuid;

use crate::{Db, Error, Result, Tx};

/// Larger forms are not kept: 256 KiB of posted text.
const MAX: usize = 256 * 1024;

/// A form as it was posted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brouillon {
    /// Names the form and the object: `entretien/<jeune>`.
    pub cle: String,
    /// The page where the form is.
    pub adresse: String,
    /// The fields, URL-encoded as posted.
    pub contenu: String,
    /// When it was last kept.
    pub modifie_le: DateTime<Utc>,
}

/// Keeps `contenu` under `cle` for the person signed in.
pub async fn save(tx: &mut Tx, cle: &str, adresse: &str, contenu: &str) -> Result<DateTime<Utc>> {
    let compte = tx.actor().compte().ok_or(Error::Forbidden)?;
    store(tx, compte, cle, adresse, contenu).await
}

/// Keeps what was posted on an ended session, to offer it after the next sign-in.
pub async fn save_for(
    db: &Db,
    compte: CompteId,
    ml: MlId,
    adresse: &str,
    contenu: &str,
) -> Result<()> {
    let mut tx = Tx::systeme(db, ml).await?;
    store(
        &mut tx,
        compte,
        &format!("reprise{adresse}"),
        adresse,
        contenu,
    )
    .await?;
    tx.commit().await
}

async fn store(
    tx: &mut Tx,
    compte: CompteId,
    cle: &str,
    adresse: &str,
    contenu: &str,
) -> Result<DateTime<Utc>> {
    if contenu.len() > MAX || cle.len() > 200 || adresse.len() > 400 {
        return Err(Error::invalid(
            "",
            "Ce texte est trop long pour être gardé en brouillon.",
        ));
    }
    let (ml, now) = (tx.ml()?, tx.now());
    let jours = tx.parametre("duree_brouillon_jours")?;
    sqlx::query!(
        "insert into brouillon (ml_id, compte_id, cle, adresse, contenu, modifie_le, expire_le)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (ml_id, compte_id, cle) do update
         set contenu = excluded.contenu, adresse = excluded.adresse,
             modifie_le = excluded.modifie_le, expire_le = excluded.expire_le",
        ml.get(),
        compte.uuid(),
        cle,
        adresse,
        contenu,
        now,
        now + Duration::days(jours),
    )
    .execute(tx.conn())
    .await?;
    Ok(now)
}

/// The draft under `cle` of the person signed in.
pub async fn find(tx: &mut Tx, cle: &str) -> Result<Option<Brouillon>> {
    let compte = tx.actor().compte().ok_or(Error::Forbidden)?;
    let (ml, now) = (tx.ml()?, tx.now());
    Ok(sqlx::query_as!(
        Brouillon,
        "select cle, adresse, contenu, modifie_le from brouillon
         where ml_id = $1 and compte_id = $2 and cle = $3 and expire_le > $4",
        ml.get(),
        compte.uuid(),
        cle,
        now
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// Every draft of the person signed in, latest first.
pub async fn list(tx: &mut Tx) -> Result<Vec<Brouillon>> {
    let compte = tx.actor().compte().ok_or(Error::Forbidden)?;
    let (ml, now) = (tx.ml()?, tx.now());
    Ok(sqlx::query_as!(
        Brouillon,
        "select cle, adresse, contenu, modifie_le from brouillon
         where ml_id = $1 and compte_id = $2 and expire_le > $3
         order by modifie_le desc limit 50",
        ml.get(),
        compte.uuid(),
        now
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Forgets the draft under `cle` of the person signed in.
pub async fn delete(tx: &mut Tx, cle: &str) -> Result<()> {
    let compte = tx.actor().compte().ok_or(Error::Forbidden)?;
    let ml = tx.ml()?;
    sqlx::query!(
        "delete from brouillon where ml_id = $1 and compte_id = $2 and cle = $3",
        ml.get(),
        compte.uuid(),
        cle
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Copies the drafts of `de` about these dossiers to the account of `a`, who keeps her own; with a
/// replacement, until the given instant, and remembered to be given back. Returns how many.
pub async fn hand_over(
    tx: &mut Tx,
    (de, a): (AgentId, AgentId),
    jeunes: &[Uuid],
    replacement: Option<(Uuid, DateTime<Utc>)>,
) -> Result<i64> {
    let (ml, now) = (tx.ml()?, tx.now());
    Ok(sqlx::query_scalar!(
        r#"with source as (
             select b.cle, b.adresse, b.contenu, b.modifie_le, b.expire_le, b.compte_id,
               j.id as jeune_id, d.id as a_compte_id
             from brouillon b
             join compte c on c.id = b.compte_id and c.agent_id = $2
             join compte d on d.agent_id = $3
             join unnest($4::uuid[]) as j(id) on split_part(b.cle, '/', 3) = j.id::text
             where b.ml_id = $1 and b.expire_le > $5 and split_part(b.cle, '/', 2) = 'jeunes'),
           copie as (
             insert into brouillon (ml_id, compte_id, cle, adresse, contenu, modifie_le, expire_le)
             select $1, s.a_compte_id, s.cle, s.adresse, s.contenu, s.modifie_le,
               least(s.expire_le, coalesce($7, s.expire_le))
             from source s
             on conflict (ml_id, compte_id, cle) do nothing
             returning cle),
           trace as (
             insert into brouillon_confie (ml_id, remplacement_id, jeune_id, cle, de_compte_id,
               a_compte_id, confie_le)
             select $1, $6, s.jeune_id, s.cle, s.compte_id, s.a_compte_id, $5
             from source s join copie k on k.cle = s.cle
             where $6::uuid is not null)
           select count(*) as "nombre!" from copie"#,
        ml.get(),
        de.uuid(),
        a.uuid(),
        jeunes,
        now,
        replacement.map(|(id, _)| id),
        replacement.map(|(_, until)| until),
    )
    .fetch_one(tx.conn())
    .await?)
}

/// Gives back the drafts of a replacement, as they now are: the later text wins. Returns how many.
pub async fn give_back(tx: &mut Tx, replacement: Uuid) -> Result<i64> {
    let (ml, now) = (tx.ml()?, tx.now());
    let jours = tx.parametre("duree_brouillon_jours")?;
    Ok(sqlx::query_scalar!(
        r#"with confie as (
             update brouillon_confie set rendu_le = $3
             where ml_id = $1 and remplacement_id = $2 and rendu_le is null
             returning cle, de_compte_id, a_compte_id),
           copie as (
             delete from brouillon b using confie c
             where b.ml_id = $1 and b.compte_id = c.a_compte_id and b.cle = c.cle
             returning b.cle, b.adresse, b.contenu, b.modifie_le, c.de_compte_id),
           retour as (
             insert into brouillon as o (ml_id, compte_id, cle, adresse, contenu, modifie_le,
               expire_le)
             select $1, k.de_compte_id, k.cle, k.adresse, k.contenu, k.modifie_le, $4 from copie k
             on conflict (ml_id, compte_id, cle) do update
             set contenu = excluded.contenu, modifie_le = excluded.modifie_le,
                 expire_le = excluded.expire_le
             where excluded.modifie_le > o.modifie_le)
           select count(*) as "nombre!" from copie"#,
        ml.get(),
        replacement,
        now,
        now + Duration::days(jours),
    )
    .fetch_one(tx.conn())
    .await?)
}

/// How many drafts of `agent` are about each of these dossiers; those without any are left out.
pub async fn count_about(tx: &mut Tx, agent: AgentId, jeunes: &[Uuid]) -> Result<Vec<(Uuid, i64)>> {
    let (ml, now) = (tx.ml()?, tx.now());
    let rows = sqlx::query!(
        r#"select j.id as "id!", count(*) as "nombre!"
           from brouillon b
           join compte c on c.id = b.compte_id and c.agent_id = $2
           join unnest($3::uuid[]) as j(id) on split_part(b.cle, '/', 3) = j.id::text
           where b.ml_id = $1 and b.expire_le > $4 and split_part(b.cle, '/', 2) = 'jeunes'
           group by j.id"#,
        ml.get(),
        agent.uuid(),
        jeunes,
        now,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.nombre)).collect())
}

/// Removes what anyone was typing about these dossiers: it goes with them.
pub async fn forget_about(tx: &mut Tx, jeunes: &[Uuid]) -> Result<u64> {
    let ml = tx.ml()?;
    let done = sqlx::query!(
        "delete from brouillon b using unnest($2::uuid[]) as j(id)
         where b.ml_id = $1 and split_part(b.adresse, '/', 2) = 'jeunes'
           and split_part(b.adresse, '/', 3) = j.id::text",
        ml.get(),
        jeunes,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected())
}
