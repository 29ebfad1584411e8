//! Drafts: what someone was typing, kept on the server for her alone. A draft goes when the form is
//! saved, or at its expiry.

use chrono::{DateTime, Duration, Utc};
use kernel::{CompteId, MlId};

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
