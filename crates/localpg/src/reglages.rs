//! How a cluster is to run.

use std::path::PathBuf;
use std::time::Duration;

use crate::Erreur;

/// What a power cut may cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Regime {
    /// Nothing that was committed: PostgreSQL's own settings.
    Durable,
    /// Everything: no flush to disk, the smallest journal. For tests and bulk loads.
    Jetable,
}

/// The settings of a cluster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reglages {
    /// The folder that holds the cluster, its log and its lock.
    pub dossier: PathBuf,
    /// What a power cut may cost.
    pub regime: Regime,
    /// PostgreSQL's `max_connections`.
    pub max_connexions: u32,
    /// PostgreSQL's `shared_buffers`, such as `128MB`.
    pub memoire_partagee: String,
    /// Other settings of PostgreSQL, which win over all those above.
    pub reglages_sup: Vec<(String, String)>,
    /// How long the server may take to be ready; repairing a large cluster after a crash can
    /// need more than the usual 30 s.
    pub delai_demarrage: Duration,
}

impl Reglages {
    /// Modest settings that suit a laptop: 100 connections, 128 MB of shared memory.
    pub fn new(dossier: impl Into<PathBuf>, regime: Regime) -> Self {
        Self {
            dossier: dossier.into(),
            regime,
            max_connexions: 100,
            memoire_partagee: "128MB".to_owned(),
            reglages_sup: Vec::new(),
            delai_demarrage: Duration::from_secs(30),
        }
    }

    /// Adds a setting of PostgreSQL.
    #[must_use]
    pub fn avec(mut self, nom: &str, valeur: &str) -> Self {
        self.reglages_sup.push((nom.to_owned(), valeur.to_owned()));
        self
    }

    /// The settings in the server's own words, each as `name=value`, the last one winning.
    pub(crate) fn pour_postgres(&self) -> Result<Vec<String>, Erreur> {
        if let Some((nom, _)) = self.reglages_sup.iter().find(|(nom, _)| !nom_valide(nom)) {
            return Err(Erreur::ReglageInvalide(nom.clone()));
        }
        let mut lignes = vec![
            format!("max_connections={}", self.max_connexions),
            format!("shared_buffers={}", self.memoire_partagee),
            "timezone=UTC".to_owned(),
            "log_timezone=UTC".to_owned(),
        ];
        if self.regime == Regime::Jetable {
            let jetable = [
                "fsync=off",
                "synchronous_commit=off",
                "full_page_writes=off",
                "wal_level=minimal",
                "max_wal_senders=0",
            ];
            lignes.extend(jetable.map(str::to_owned));
        }
        lignes.extend(
            self.reglages_sup
                .iter()
                .map(|(nom, valeur)| format!("{nom}={valeur}")),
        );
        Ok(lignes)
    }
}

/// Whether the name can be a setting's.
fn nom_valide(nom: &str) -> bool {
    !nom.is_empty()
        && nom
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_throwaway_regime_gives_up_durability() {
        let durable = Reglages::new("/d", Regime::Durable)
            .pour_postgres()
            .unwrap();
        assert!(!durable.iter().any(|ligne| ligne.starts_with("fsync")));
        let jetable = Reglages::new("/d", Regime::Jetable)
            .pour_postgres()
            .unwrap();
        assert!(jetable.contains(&"fsync=off".to_owned()));
        assert!(jetable.contains(&"wal_level=minimal".to_owned()));
    }

    #[test]
    fn own_settings_come_last_and_are_checked() {
        let reglages = Reglages::new("/d", Regime::Jetable).avec("fsync", "on");
        assert_eq!(
            reglages.pour_postgres().unwrap().last().unwrap(),
            "fsync=on"
        );
        let faux = Reglages::new("/d", Regime::Jetable).avec("fsync=on work_mem", "1");
        assert!(matches!(
            faux.pour_postgres(),
            Err(Erreur::ReglageInvalide(_))
        ));
    }
}
