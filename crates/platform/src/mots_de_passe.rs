//! Passwords: Argon2id, checked off the async threads, two at a time; strength by zxcvbn.

use std::sync::{Arc, LazyLock};

use anyhow::Context as _;
use argon2::{
    Argon2,
    password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash},
};
use kernel::{FieldErrors, Rng};
use secrecy::{ExposeSecret as _, SecretString};
use tokio::sync::Semaphore;

use crate::{Error, Result};

/// Argon2 takes 19 MiB and tens of milliseconds of one core: never more than two at a time.
static GATE: LazyLock<Arc<Semaphore>> = LazyLock::new(|| Arc::new(Semaphore::new(2)));

/// A hash nobody's password makes, so that an unknown account takes as long as a known one.
static NOBODY: LazyLock<Option<String>> =
    LazyLock::new(|| hash_now(&SecretString::from("personne"), &[7; 16]).ok());

/// Refuses a password that is guessed too easily, or the account's own words.
pub fn check_strength(password: &SecretString, minimum: i64, own_words: &[&str]) -> Result<()> {
    let text = password.expose_secret();
    let mut errors = FieldErrors::new();
    if text.chars().count() < 12 {
        errors.add(
            "mot_de_passe",
            "Le mot de passe doit compter au moins 12 caractères.",
        );
    } else if text.len() > 256 {
        errors.add(
            "mot_de_passe",
            "Le mot de passe est trop long : 256 caractères au plus.",
        );
    } else if i64::from(u8::from(zxcvbn::zxcvbn(text, own_words).score())) < minimum {
        errors.add(
            "mot_de_passe",
            "Ce mot de passe se devine trop facilement. Prenez par exemple quatre mots sans \
             rapport entre eux.",
        );
    }
    errors.check(()).map_err(Error::Invalid)
}

/// The hash of `password`, as a PHC string.
pub async fn hash(password: SecretString, rng: &Rng) -> Result<String> {
    let mut salt = [0_u8; 16];
    rng.fill(&mut salt);
    let permit = Arc::clone(&GATE)
        .acquire_owned()
        .await
        .context("argon2 gate")?;
    let hashed = tokio::task::spawn_blocking(move || {
        let _permit = permit;
        hash_now(&password, &salt)
    })
    .await
    .context("argon2 task")??;
    Ok(hashed)
}

fn hash_now(password: &SecretString, salt: &[u8]) -> anyhow::Result<String> {
    let hash = Argon2::default()
        .hash_password_with_salt(password.expose_secret().as_bytes(), salt)
        .map_err(|e| anyhow::anyhow!("argon2: {e}"))?;
    Ok(hash.to_string())
}

/// Whether `password` makes `hash`; takes as long when there is no account.
pub async fn verify(password: SecretString, hash: Option<String>) -> Result<bool> {
    let permit = Arc::clone(&GATE)
        .acquire_owned()
        .await
        .context("argon2 gate")?;
    let matches = tokio::task::spawn_blocking(move || {
        let _permit = permit;
        let known = hash.is_some();
        let Some(text) = hash.or_else(|| NOBODY.clone()) else {
            return false;
        };
        let Ok(parsed) = PasswordHash::new(&text) else {
            return false;
        };
        let same = Argon2::default().verify_password(password.expose_secret().as_bytes(), &parsed);
        same.is_ok() && known
    })
    .await
    .context("argon2 task")?;
    Ok(matches)
}
