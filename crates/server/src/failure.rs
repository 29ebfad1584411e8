//! Failures that were foreseen are one French sentence that says what to do; the others show their
//! whole chain.

use platform::Error;

/// A failure that was foreseen.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct Phrase(pub(crate) String);

/// A foreseen failure.
pub(crate) fn phrase(sentence: impl Into<String>) -> anyhow::Error {
    Phrase(sentence.into()).into()
}

/// What the person who typed the command reads.
pub(crate) fn sentence(error: &anyhow::Error) -> String {
    for cause in error.chain() {
        if let Some(phrase) = cause.downcast_ref::<Phrase>() {
            return phrase.to_string();
        }
        if let Some(refusal) = cause.downcast_ref::<localpg::Erreur>() {
            return refusal.to_string();
        }
        if let Some(Error::Invalid(errors)) = cause.downcast_ref::<Error>() {
            let sentences: Vec<&str> = errors.iter().map(|(_, sentence)| sentence).collect();
            return sentences.join("\n");
        }
    }
    format!("Erreur imprévue : {error:#}")
}

#[cfg(test)]
mod tests {
    use anyhow::Context as _;

    use super::*;

    #[test]
    fn a_foreseen_failure_is_said_alone() {
        let error = Err::<(), _>(phrase("Le port est pris."))
            .context("serve")
            .unwrap_err();
        assert_eq!(sentence(&error), "Le port est pris.");
        let error = anyhow::Error::from(localpg::Erreur::CompteAbsent);
        assert!(sentence(&error).contains("useradd"));
        let error = anyhow::Error::from(Error::invalid("fichier", "Il manque la colonne x."));
        assert_eq!(sentence(&error), "Il manque la colonne x.");
    }

    #[test]
    fn another_failure_shows_its_chain() {
        let error = anyhow::anyhow!("bas").context("haut");
        assert_eq!(sentence(&error), "Erreur imprévue : haut: bas");
    }
}
