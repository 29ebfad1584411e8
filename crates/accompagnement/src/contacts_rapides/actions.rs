//! Recording a contact.

use jeunes::{
    DossierForWrite, acces, echeances,
    frise::{self, NouvelEvenement},
};
use kernel::Permission;
use platform::{Result, Tx};

use super::{model::ContactRapide, queries, rules};
use crate::commun::check_choice;

/// Records a contact: one événement, one row of the audit. When someone was reached, and the form
/// says so, the planned next contact is done.
pub async fn record(tx: &mut Tx, dossier: &DossierForWrite, contact: &ContactRapide) -> Result<()> {
    tx.require(Permission::SaisirContact)?;
    let today = tx.today();
    let le = contact.le.unwrap_or(today);
    let mut errors = rules::check(contact, le, today);
    check_choice(
        tx,
        &mut errors,
        "moyen",
        "contact_moyen",
        &contact.moyen,
        le,
    );
    check_choice(
        tx,
        &mut errors,
        "resultat",
        "contact_resultat",
        &contact.resultat,
        le,
    );
    errors.check(())?;
    if queries::exists(tx, dossier.id, contact.id).await? {
        return Ok(());
    }
    let now = tx.now().with_timezone(&tx.fuseau()).time();
    let event = NouvelEvenement {
        survenu_le: le,
        heure: (le == today).then_some(now),
        nature: contact.moyen.clone(),
        resultat: contact.resultat.clone(),
        titre: contact.ligne.clone(),
        ..NouvelEvenement::of("contact", contact.id.uuid())
    };
    frise::push(tx, dossier, &[event]).await?;
    if contact.clore_prochain_contact && rules::joint(&contact.resultat) {
        let id = dossier.id.uuid();
        echeances::close(tx, dossier, "dossier", &[id], Some("prochain_contact")).await?;
    }
    let details = acces::details(tx, dossier)
        .coded("moyen", &contact.moyen)
        .coded("resultat", &contact.resultat)
        .coded("le", le)
        .secret("ligne", &contact.ligne)
        .into_value();
    acces::record(
        tx,
        dossier,
        "creation",
        "contact_rapide",
        contact.id.uuid(),
        details,
    )
    .await
}
