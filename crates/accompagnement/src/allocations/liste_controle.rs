//! The list to check the payments of the ASP against: never a payment order.

use chrono::NaiveDate;
use kernel::{Centimes, Permission};
use platform::{
    Result, Tx,
    audit::{self, Details, Entry},
    ports::Tableau,
};

use super::{
    actions::OBJET,
    cloture,
    model::{EtatAllocation, LigneMois},
};

/// The month as a table, its total on the last line. Protected dossiers the actor may not know keep
/// their line, without a name. The audit keeps the export.
///
/// # Errors
/// `Forbidden`.
pub async fn export(tx: &mut Tx, day: NaiveDate) -> Result<Tableau> {
    tx.require(Permission::ControlerAllocations)?;
    let mois = cloture::month(tx, day).await?;
    let kept: Vec<&LigneMois> = mois.lignes.iter().filter(|l| l.etat.is_some()).collect();
    let details = Details::new(tx.empreintes(), false)
        .coded("mois", mois.mois)
        .coded("nombre", kept.len())
        .into_value();
    let entry = Entry {
        action: "export",
        objet: OBJET,
        objet_id: None,
        jeune: None,
        details,
    };
    audit::record(tx, entry).await?;
    let sum = |amount: &dyn Fn(&LigneMois) -> Centimes| {
        kept.iter()
            .fold(Centimes::ZERO, |sum, l| sum.plus(amount(l)))
            .field()
    };
    let mut lignes: Vec<Vec<String>> = kept.iter().map(|l| cells(l)).collect();
    lignes.push(vec![
        "Total".to_owned(),
        String::new(),
        String::new(),
        String::new(),
        sum(&|l| l.montant),
        sum(&|l| l.regularisations),
        sum(&|l| l.montant.plus(l.regularisations)),
        String::new(),
    ]);
    Ok(Tableau {
        titre: format!("Allocations {}", mois.mois.format("%Y-%m")),
        colonnes: [
            "Numéro de dossier",
            "Nom",
            "Dispositif",
            "État",
            "Montant (€)",
            "Régularisations (€)",
            "Net (€)",
            "IBAN",
        ]
        .map(str::to_owned)
        .to_vec(),
        lignes,
    })
}

fn cells(l: &LigneMois) -> Vec<String> {
    vec![
        l.numero.clone(),
        l.nom
            .clone()
            .unwrap_or_else(|| "Dossier protégé".to_owned()),
        l.dispositif.clone(),
        l.etat.map_or("", EtatAllocation::label).to_owned(),
        l.montant.field(),
        l.regularisations.field(),
        l.montant.plus(l.regularisations).field(),
        account(l),
    ]
}

/// The confirmed account, or why there is none; nothing for a dossier the actor may not know.
fn account(l: &LigneMois) -> String {
    match &l.iban {
        _ if l.nom.is_none() => String::new(),
        Some(iban) => iban.clair().to_owned(),
        None if l.iban_en_attente => "IBAN à confirmer".to_owned(),
        None => "Sans IBAN".to_owned(),
    }
}
