//! The forms of sign-in and accounts.

use secrecy::SecretString;
use serde::Deserialize;

/// Sign-in.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct ConnexionForm {
    pub(super) courriel: String,
    pub(super) mot_de_passe: SecretString,
    pub(super) suite: String,
}

/// A path of ours, and never another site's.
pub(crate) fn safe_path(suite: &str) -> &str {
    let ours =
        suite.starts_with('/') && !suite.starts_with("//") && !suite.contains(['\\', '\n', '\r']);
    if ours { suite } else { "/" }
}

/// A first or new password, from a link.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct LienForm {
    pub(super) mot_de_passe: SecretString,
    pub(super) confirmation: SecretString,
}

/// A changed password.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct MotDePasseForm {
    pub(super) ancien: SecretString,
    pub(super) mot_de_passe: SecretString,
    pub(super) confirmation: SecretString,
}

/// The affectation chosen.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct AffectationForm {
    pub(super) affectation: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_paths_are_followed() {
        assert_eq!(safe_path("/jeunes/1?x=2"), "/jeunes/1?x=2");
        for wrong in [
            "",
            "//ailleurs.example",
            "https://ailleurs.example",
            "/\\ailleurs",
        ] {
            assert_eq!(safe_path(wrong), "/", "{wrong}");
        }
    }
}
