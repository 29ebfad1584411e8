//! Both values of each field that two people changed.

use platform::{ChampEnConflit, Conflit, Error};

/// The fields that differ between what was typed and what stands.
#[derive(Debug, Default)]
pub(crate) struct Differences(Vec<ChampEnConflit>);

impl Differences {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Adds a field, when its two values differ.
    #[must_use]
    pub(crate) fn field(
        mut self,
        libelle: &str,
        saisi: impl Into<String>,
        actuel: impl Into<String>,
    ) -> Self {
        let (saisi, actuel) = (saisi.into(), actuel.into());
        if saisi != actuel {
            self.0.push(ChampEnConflit {
                libelle: libelle.to_owned(),
                saisi,
                actuel,
            });
        }
        self
    }

    pub(crate) fn into_conflit(self, version: i32) -> Conflit {
        Conflit {
            champs: self.0,
            version,
        }
    }

    pub(crate) fn into_error(self, version: i32) -> Error {
        Error::Conflict(Box::new(self.into_conflit(version)))
    }
}
