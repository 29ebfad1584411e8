//! Signed links: a 256-bit token sent to someone, its hash here with purpose, object, expiry,
//! revocation and uses. Opening a link changes nothing, scanners open links: the act is a POST.

use chrono::Duration;
use kernel::{AgentId, MlId};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::{Error, Result, Tx};

/// What a link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Motif {
    /// Choose the first password of an account, or a new one.
    MotDePasse,
    /// Answer about a rendez-vous: confirm, move, cancel.
    RendezVous,
    /// Answer about a place in a session: confirm, give it back.
    Seance,
    /// Choose a session.
    Seances,
    /// Declare the resources of a month.
    Declaration,
}

impl Motif {
    /// How many acts one link allows.
    const fn usages(self) -> i32 {
        match self {
            Self::MotDePasse => 1,
            Self::RendezVous | Self::Seance | Self::Seances | Self::Declaration => 10,
        }
    }

    const fn code(self) -> &'static str {
        match self {
            Self::MotDePasse => "mot_de_passe",
            Self::RendezVous => "rendez_vous",
            Self::Seance => "seance",
            Self::Seances => "seances",
            Self::Declaration => "declaration",
        }
    }
}

/// What a valid link is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lien {
    /// The object: for a password, the account.
    pub objet: Uuid,
    /// The mission locale, for an object of a tenant.
    pub ml: Option<MlId>,
}

/// Makes a link on `objet`, valid for `validite`, and revokes the earlier ones of the same purpose.
/// Returns the token to send; it is stored nowhere.
pub async fn create(
    tx: &mut Tx,
    motif: Motif,
    objet: Uuid,
    ml: Option<MlId>,
    validite: Duration,
) -> Result<String> {
    let now = tx.now();
    let token = tx.rng().token();
    let par = tx.agent_id().map(AgentId::uuid);
    sqlx::query!(
        "update lien set revoque_le = $3
         where motif = $1 and objet_id = $2 and revoque_le is null",
        motif.code(),
        objet,
        now
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "insert into lien (empreinte, motif, objet_id, ml_id, cree_le, cree_par, expire_le,
           usages_max) values ($1, $2, $3, $4, $5, $6, $7, $8)",
        Sha256::digest(token).to_vec(),
        motif.code(),
        objet,
        ml.map(MlId::get),
        now,
        par,
        now + validite,
        motif.usages(),
    )
    .execute(tx.conn())
    .await?;
    Ok(to_hex(&token))
}

/// What the link is about, without using it.
///
/// # Errors
/// `NotFound` for an unknown, expired, revoked or used link: they cannot be told apart.
pub async fn peek(tx: &mut Tx, motif: Motif, token: &str) -> Result<Lien> {
    let bytes = from_hex(token).ok_or(Error::NotFound)?;
    let now = tx.now();
    let row = sqlx::query!(
        r#"select objet_id, ml_id as "ml?: MlId" from lien
           where empreinte = $1 and motif = $2 and revoque_le is null and expire_le > $3
             and usages < usages_max"#,
        Sha256::digest(bytes).to_vec(),
        motif.code(),
        now
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or(Error::NotFound)?;
    Ok(Lien {
        objet: row.objet_id,
        ml: row.ml,
    })
}

/// Uses the link once.
///
/// # Errors
/// `NotFound` when it cannot be used (any more).
pub async fn consume(tx: &mut Tx, motif: Motif, token: &str) -> Result<Lien> {
    let bytes = from_hex(token).ok_or(Error::NotFound)?;
    let now = tx.now();
    let row = sqlx::query!(
        r#"update lien set usages = usages + 1
           where empreinte = $1 and motif = $2 and revoque_le is null and expire_le > $3
             and usages < usages_max
           returning objet_id, ml_id as "ml?: MlId""#,
        Sha256::digest(bytes).to_vec(),
        motif.code(),
        now
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or(Error::NotFound)?;
    Ok(Lien {
        objet: row.objet_id,
        ml: row.ml,
    })
}

/// 64 hexadecimal digits.
pub fn to_hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}

/// 32 bytes from 64 hexadecimal digits.
pub fn from_hex(text: &str) -> Option<[u8; 32]> {
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    let mut bytes = [0_u8; 32];
    for (i, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(2 * i..2 * i + 2)?, 16).ok()?;
    }
    Some(bytes)
}
