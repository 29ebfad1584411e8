//! The list seen, as a table to keep.

use kernel::{Permission, dates};
use platform::{Result, Tx, ports::Tableau};
use serde_json::json;

use super::{
    actions::{cadre, filters, record},
    model::{Filtre, Ligne},
    queries,
};

/// Rows of an export, at most.
const LIGNES_MAX: i64 = 5000;

/// The whole list as a table, protected dossiers left out. The audit keeps whose rows they are.
///
/// # Errors
/// `Forbidden` without the right to export, or to see that list.
pub async fn export(tx: &mut Tx, filtre: &Filtre) -> Result<Tableau> {
    tx.require(Permission::ExporterListe)?;
    let mut cadre = cadre(tx, filtre).await?;
    cadre.proteges = false;
    cadre.limit = LIGNES_MAX;
    let (lues, _) = queries::list(tx, &cadre, filtre).await?;
    let ids: Vec<String> = lues.iter().map(|lue| lue.ligne.id.to_string()).collect();
    let mut details = filters(tx, filtre, cadre.referent);
    details["nombre"] = json!(ids.len());
    details["dossiers"] = json!(ids);
    record(tx, "export", details).await?;
    let colonnes = [
        "Numéro",
        "Nom",
        "Âge",
        "Commune",
        "Situation",
        "Prochaine chose à faire",
        "Pour le",
        "Dernier événement",
        "État du dossier",
    ];
    Ok(Tableau {
        titre: "Portefeuille".to_owned(),
        colonnes: colonnes.map(str::to_owned).to_vec(),
        lignes: lues.iter().map(|lue| cells(&lue.ligne)).collect(),
    })
}

fn cells(ligne: &Ligne) -> Vec<String> {
    let next = ligne.prochaine.as_ref();
    vec![
        ligne.numero.clone(),
        ligne.nom.clone(),
        ligne.age.to_string(),
        ligne.commune.clone(),
        ligne.situation.clone(),
        next.map(|p| p.libelle.clone()).unwrap_or_default(),
        next.map(|p| dates::short(p.le)).unwrap_or_default(),
        ligne
            .dernier_evenement
            .map(dates::short)
            .unwrap_or_default(),
        ligne.etat.label().to_owned(),
    ]
}
