//! Someone goes to another mission locale: her places go to others.

use jeunes::DossierForWrite;
use platform::{Result, Tx};

use super::{
    inscriptions::{desinscrire, with_session},
    model::{Desinscription, EtatInscription},
};

/// Withdraws the person from every session to come: she goes to another mission locale.
pub(crate) async fn retirer(tx: &mut Tx, dossier: &DossierForWrite) -> Result<()> {
    let now = tx.now();
    for one in with_session(tx, dossier.id).await? {
        let (inscription, session) = (one.inscription, one.session);
        if inscription.retiree_le.is_none() && session.debut > now && session.annulee_le.is_none() {
            let change = Desinscription {
                id: inscription.id,
                version: inscription.version,
                etat: EtatInscription::RefusTiers,
            };
            desinscrire(tx, dossier, &change).await?;
        }
    }
    Ok(())
}
