//! Accounts and sign-in. Sign-in is throttled, and its answer does not tell whether an account
//! exists.

use std::{net::IpAddr, num::NonZeroU32, time::Duration};

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use kernel::{AgentId, CompteId};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::json;
use uuid::Uuid;

use crate::{
    Db, Error, Result, Tx, affectations, audit, liens, mots_de_passe, ports::Invitation, sessions,
    sessions::Jeton,
};

/// Slows down guessing: so many tries of one address of mail (parameters `tentatives_connexion` in
/// `tentatives_connexion_minutes`), twenty times as many of one machine, since a whole mission
/// locale may be behind it.
#[derive(Debug)]
pub struct Guichet {
    per_account: DefaultKeyedRateLimiter<String>,
    per_machine: DefaultKeyedRateLimiter<IpAddr>,
}

impl Guichet {
    pub(crate) fn new(tries: u32, minutes: u64) -> Self {
        let quota = |burst: u32| {
            let burst = NonZeroU32::new(burst).unwrap_or(NonZeroU32::MIN);
            let period = Duration::from_secs(minutes.max(1) * 60) / burst.get();
            Quota::with_period(period)
                .unwrap_or(Quota::per_minute(burst))
                .allow_burst(burst)
        };
        Self {
            per_account: RateLimiter::keyed(quota(tries)),
            per_machine: RateLimiter::keyed(quota(tries.saturating_mul(20))),
        }
    }

    fn enter(&self, account: &str, machine: Option<IpAddr>) -> Result<()> {
        if self.per_account.len() > 100_000 {
            self.per_account.retain_recent();
            self.per_machine.retain_recent();
        }
        let machine_ok = machine.is_none_or(|ip| self.per_machine.check_key(&ip).is_ok());
        if machine_ok && self.per_account.check_key(&account.to_owned()).is_ok() {
            Ok(())
        } else {
            Err(Error::TooMany)
        }
    }
}

/// The sentence for a wrong address, a wrong password or a closed account alike.
pub const REFUS: &str = "L’adresse ou le mot de passe ne convient pas.";

/// Signs in: a session token, with the affectation chosen when there is only one.
///
/// # Errors
/// `TooMany` when throttled; `Invalid` with one sentence for every other refusal.
pub async fn sign_in(
    db: &Db,
    courriel: &str,
    password: SecretString,
    machine: Option<IpAddr>,
) -> Result<Jeton> {
    let courriel = courriel.trim().to_lowercase();
    db.guichet.enter(&db.empreintes.hash(&courriel), machine)?;
    let known = find(&mut Tx::public(db).await?, &courriel).await?;
    let hash = known.as_ref().and_then(|c| c.hash.clone());
    let matches = mots_de_passe::verify(password, hash).await?;
    let mut tx = Tx::public(db).await?;
    let Some(compte) = known.filter(|c| matches && !c.ferme) else {
        let details = json!({ "compte": db.empreintes.hash(&courriel) });
        audit::record_national(&mut tx, "connexion_refusee", "compte", None, details).await?;
        tx.commit().await?;
        return Err(Error::invalid("courriel", REFUS));
    };
    let mine = affectations::in_force(&mut tx, compte.agent).await?;
    let only = if let [only] = mine.as_slice() {
        Some(only.id)
    } else {
        None
    };
    let jeton = sessions::create(&mut tx, compte.id, only).await?;
    let id = Some(compte.id.uuid());
    audit::record_national(&mut tx, "connexion", "compte", id, json!({})).await?;
    tx.commit().await?;
    Ok(jeton)
}

struct Known {
    id: CompteId,
    agent: AgentId,
    hash: Option<String>,
    ferme: bool,
}

async fn find(tx: &mut Tx, courriel: &str) -> Result<Option<Known>> {
    Ok(sqlx::query_as!(
        Known,
        r#"select c.id, c.agent_id as agent, c.mot_de_passe as hash,
             c.ferme_le is not null as "ferme!"
           from compte c join agent a on a.id = c.agent_id where a.courriel = $1"#,
        courriel
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// Makes a link for `compte` and says what the mail must; `None` for a closed account.
pub async fn invitation(
    tx: &mut Tx,
    compte: CompteId,
    adresse: &str,
) -> Result<Option<Invitation>> {
    let row = sqlx::query!(
        "select a.courriel, a.prenom from compte c join agent a on a.id = c.agent_id
         where c.id = $1 and c.ferme_le is null",
        compte.uuid()
    )
    .fetch_optional(tx.conn())
    .await?;
    let Some(row) = row else { return Ok(None) };
    let heures = tx.parametre("lien_premiere_connexion_heures")?;
    let motif = liens::Motif::MotDePasse;
    let validite = chrono::Duration::hours(heures);
    let jeton = liens::create(tx, motif, compte.uuid(), None, validite).await?;
    let lien = format!("{adresse}/lien/mot-de-passe/{jeton}");
    Ok(Some(Invitation {
        courriel: row.courriel,
        prenom: row.prenom,
        lien,
        heures,
    }))
}

/// Whose password a link chooses: shown as initials until the link is used.
pub async fn holder(tx: &mut Tx, compte: Uuid) -> Result<(String, String)> {
    let row = sqlx::query!(
        "select a.prenom, a.nom from compte c join agent a on a.id = c.agent_id where c.id = $1",
        compte
    )
    .fetch_one(tx.conn())
    .await?;
    Ok((row.prenom, row.nom))
}

/// Chooses a password from a first-sign-in link, and closes every session of the account.
///
/// # Errors
/// `Invalid` for a weak password, `NotFound` for a link that cannot be used (any more).
pub async fn choose_password(db: &Db, token: &str, password: SecretString) -> Result<()> {
    let mut tx = Tx::lien(db).await?;
    let lien = liens::peek(&mut tx, liens::Motif::MotDePasse, token).await?;
    let (prenom, nom) = holder(&mut tx, lien.objet).await?;
    let minimum = tx.parametre("motdepasse_zxcvbn_min")?;
    mots_de_passe::check_strength(&password, minimum, &[&prenom, &nom, "jalon"])?;
    drop(tx);
    let hash = mots_de_passe::hash(password, &db.rng).await?;
    let mut tx = Tx::lien(db).await?;
    let lien = liens::consume(&mut tx, liens::Motif::MotDePasse, token).await?;
    set_hash(&mut tx, lien.objet.into(), &hash).await?;
    sessions::close_all(&mut tx, lien.objet.into()).await?;
    audit::record_national(
        &mut tx,
        "mot_de_passe",
        "compte",
        Some(lien.objet),
        json!({}),
    )
    .await?;
    tx.commit().await
}

/// Changes the password of the person signed in; her other sessions are closed.
pub async fn change_password(
    db: &Db,
    mut tx: Tx,
    old: SecretString,
    new: SecretString,
) -> Result<()> {
    let compte = tx.actor().compte().ok_or(Error::Forbidden)?;
    let (prenom, nom) = holder(&mut tx, compte.uuid()).await?;
    mots_de_passe::check_strength(
        &new,
        tx.parametre("motdepasse_zxcvbn_min")?,
        &[&prenom, &nom],
    )?;
    if old.expose_secret() == new.expose_secret() {
        return Err(Error::invalid(
            "mot_de_passe",
            "Choisissez un mot de passe différent.",
        ));
    }
    let current = sqlx::query_scalar!(
        "select mot_de_passe from compte where id = $1",
        compte.uuid()
    )
    .fetch_one(tx.conn())
    .await?;
    if !mots_de_passe::verify(old, current).await? {
        return Err(Error::invalid(
            "ancien",
            "Ce n’est pas votre mot de passe actuel.",
        ));
    }
    let hash = mots_de_passe::hash(new, &db.rng).await?;
    set_hash(&mut tx, compte, &hash).await?;
    sessions::close_all(&mut tx, compte).await?;
    let id = Some(compte.uuid());
    audit::record_national(&mut tx, "mot_de_passe", "compte", id, json!({})).await?;
    tx.commit().await
}

async fn set_hash(tx: &mut Tx, compte: CompteId, hash: &str) -> Result<()> {
    sqlx::query!(
        "update compte set mot_de_passe = $2, version = version + 1 where id = $1",
        compte.uuid(),
        hash
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
