//! The ports of the platform, filled with what `documents` and `outbound` offer.

use anyhow::Result;
use platform::ports::{Courriel, Courriers, Documents, FormatTableau, Invitation, Tableau};

/// The files and mails that `documents` writes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Modeles;

impl Documents for Modeles {
    fn tableau(&self, tableau: &Tableau, format: FormatTableau) -> Result<Vec<u8>> {
        let (colonnes, lignes) = (&tableau.colonnes, &tableau.lignes);
        Ok(match format {
            FormatTableau::Csv => documents::csv(colonnes, lignes)?,
            FormatTableau::Xlsx => documents::xlsx(&tableau.titre, colonnes, lignes)?,
        })
    }
}

impl Courriers for Modeles {
    fn invitation(&self, invitation: &Invitation) -> Result<Courriel> {
        let Invitation {
            courriel,
            prenom,
            lien,
            heures,
        } = invitation;
        let lettre = documents::courriels::invitation(prenom, lien, *heures);
        Ok(Courriel {
            a: courriel.clone(),
            objet: lettre.objet,
            texte: lettre.texte,
        })
    }
}
