//! Opening an urgent moment.

use kernel::{AgentId, Permission, SiteId};
use platform::{Error, Result, Tx};
use uuid::Uuid;

use super::queries;
use crate::{
    DossierForWrite, acces,
    accueil::{self, Arrivee},
    frise::{self, NouvelEvenement},
};

/// An urgent moment, as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NouvelleUrgence {
    /// Chosen by the form: a second post adds nothing.
    pub id: Uuid,
    /// The need of access (list `motif_urgence`).
    pub motif: String,
    /// Who meets her today, and where; `None`: the trace alone.
    pub moment: Option<(AgentId, SiteId)>,
}

/// Keeps the coded trace, and tells who meets her today.
///
/// # Errors
/// `Invalid` (`motif`, `agent`, `site`).
pub async fn open(tx: &mut Tx, dossier: &DossierForWrite, new: &NouvelleUrgence) -> Result<()> {
    tx.require(Permission::TenirAccueil)?;
    let today = tx.today();
    if !tx
        .nomenclatures()
        .accepte("motif_urgence", &new.motif, today)
    {
        return Err(Error::invalid(
            "motif",
            "Choisissez un besoin dans la liste.",
        ));
    }
    if !queries::insert(tx, dossier.id, new).await? {
        return Ok(());
    }
    if let Some((agent, site)) = new.moment {
        let arrival = Arrivee {
            id: new.id,
            site,
            agent: Some(agent),
            prevue: false,
            urgence: true,
            motif: String::new(),
            souhait: "recu_aujourdhui".to_owned(),
            accompagne_par: String::new(),
        };
        accueil::arrive(tx, dossier, &arrival).await?;
    }
    let local = tx.now().with_timezone(&tx.fuseau());
    let event = NouvelEvenement {
        survenu_le: today,
        heure: Some(local.time()),
        nature: "urgence".to_owned(),
        titre: "Point urgent".to_owned(),
        ..NouvelEvenement::of("urgence", new.id)
    };
    frise::push(tx, dossier, &[event]).await?;
    let details = acces::details(tx, dossier)
        .coded("motif", &new.motif)
        .coded("moment", new.moment.is_some())
        .into_value();
    acces::record(tx, dossier, "creation", "urgence", new.id, details).await
}
