//! What the address of the list chooses: filters, sort, page.

use jeunes::{
    dossiers::EtatDossier,
    portefeuille::{Filtre, FiltreEcheance, Suivi, Tri},
};
use kernel::text;
use platform::ports::FormatTableau;
use serde::Deserialize;

use crate::http::render;

/// The query of the page and of its export; what is unknown takes its default.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct PortefeuilleQuery {
    /// A colleague; empty for one's own.
    pub(super) qui: String,
    /// A code, `tous`, or empty: active ones.
    pub(super) etat: String,
    pub(super) site: String,
    pub(super) q: String,
    pub(super) echeance: String,
    pub(super) tri: String,
    pub(super) apres: String,
    /// `csv` or `xlsx`, of an export.
    pub(super) format: String,
}

impl PortefeuilleQuery {
    /// Something was chosen in the filters: they stay open.
    pub(super) fn filtered(&self) -> bool {
        [&self.qui, &self.etat, &self.site, &self.q]
            .iter()
            .any(|field| !field.is_empty())
    }

    pub(super) fn filtre(&self) -> Filtre {
        Filtre {
            suivi: self.qui.parse().map_or(Suivi::Moi, Suivi::Agent),
            etat: match self.etat.as_str() {
                "tous" => None,
                code => EtatDossier::from_code(code).or(Some(EtatDossier::Actif)),
            },
            site: self.site.parse().ok(),
            texte: text::tidy_line(&self.q),
            echeance: FiltreEcheance::from_code(&self.echeance).unwrap_or_default(),
            tri: Tri::from_code(&self.tri).unwrap_or_default(),
        }
    }

    pub(super) fn format(&self) -> FormatTableau {
        render::format(&self.format)
    }

    /// The address of the same list with other `changes`, from its first page.
    pub(super) fn address(&self, path: &str, changes: &[(&str, &str)]) -> String {
        let kept = [
            ("qui", &self.qui),
            ("etat", &self.etat),
            ("site", &self.site),
            ("q", &self.q),
            ("echeance", &self.echeance),
            ("tri", &self.tri),
        ];
        let mut fields: Vec<(&str, &str)> = kept
            .into_iter()
            .map(|(name, value)| (name, value.as_str()))
            .filter(|(name, _)| !changes.iter().any(|(changed, _)| changed == name))
            .collect();
        fields.extend(changes);
        fields.retain(|(_, value)| !value.is_empty());
        let query = serde_html_form::to_string(fields).unwrap_or_default();
        if query.is_empty() {
            path.to_owned()
        } else {
            format!("{path}?{query}")
        }
    }

    /// No filter is set.
    pub(super) fn is_plain(&self) -> bool {
        [&self.etat, &self.site, &self.q, &self.echeance]
            .iter()
            .all(|value| value.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn active_dossiers_unless_said_otherwise() {
        let mut query = PortefeuilleQuery::default();
        assert_eq!(query.filtre().etat, Some(EtatDossier::Actif));
        query.etat = "tous".into();
        assert_eq!(query.filtre().etat, None);
        query.etat = "inconnu".into();
        assert_eq!(query.filtre().etat, Some(EtatDossier::Actif));
        query.qui = "pas un agent".into();
        assert_eq!(query.filtre().suivi, Suivi::Moi);
    }

    #[test]
    fn an_address_keeps_the_other_filters_and_leaves_the_page() {
        let query = PortefeuilleQuery {
            q: "d’été".into(),
            tri: "nom".into(),
            apres: "clef".into(),
            ..PortefeuilleQuery::default()
        };
        assert_eq!(
            query.address("/portefeuille", &[("tri", "recent")]),
            "/portefeuille?q=d%E2%80%99%C3%A9t%C3%A9&tri=recent"
        );
        assert_eq!(
            PortefeuilleQuery::default().address("/portefeuille", &[]),
            "/portefeuille"
        );
    }
}
