//! Preparing the copy.

use std::collections::HashMap;

use kernel::{JeuneId, Permission, Section};
use platform::{
    Error, Result, Tx,
    audit::{self, Entry},
    rattachement::{self, Tables},
};
use serde_json::Value;
use uuid::Uuid;

use super::{
    model::{Copie, Forme, Partie, Sens, TableCopiee},
    queries, rules,
};
use crate::{DossierForRead, acces, dossiers::Dossier};

/// A table of rows as PostgreSQL writes them.
type Lignes = (&'static str, Vec<Value>);

/// Whether the actor prepares copies of this dossier: by role, and by relation to it.
pub fn may(tx: &Tx, dossier: &Dossier) -> bool {
    tx.may(Permission::ExporterDossier) && acces::suit(tx.actor(), dossier)
}

/// Opens the dossier to say what a copy would hold.
///
/// # Errors
/// `Forbidden` for a role that never may; `NotFound` for an agent who does not follow the dossier.
pub async fn announce(tx: &mut Tx, jeune: JeuneId) -> Result<DossierForRead> {
    tx.require(Permission::ExporterDossier)?;
    let dossier = acces::open_for_read(tx, jeune, Section::Identite).await?;
    if acces::suit(tx.actor(), &dossier) {
        Ok(dossier)
    } else {
        Err(Error::NotFound)
    }
}

/// The copy of the dossier of `jeune`: every table of `tables`, by the columns that the wings
/// declare in `copies`. Leaves a trace that says which form.
///
/// # Errors
/// As [`announce`].
pub async fn prepare(
    tx: &mut Tx,
    (tables, copies): (&Tables, &[&[TableCopiee]]),
    jeune: JeuneId,
    forme: Forme,
) -> Result<(DossierForRead, Copie)> {
    tx.require(Permission::ExporterDossier)?;
    // The copy holds the right to stay: its section is the narrowest.
    let dossier = acces::open_for_read(tx, jeune, Section::Sejour).await?;
    let rows = rattachement::exporter(tx, tables, jeune).await?;
    let declared = |name: &str| copies.iter().copied().flatten().find(|t| t.nom == name);
    let noms = names(tx, &rows, declared).await?;
    let mots = rules::Mots {
        listes: tx.nomenclatures(),
        noms: &noms,
    };
    let parties = rows.iter().map(|(nom, lines)| Partie {
        nom,
        libelle: tables.find(nom).map_or("Dossier", |table| table.libelle),
        lignes: declared(nom).map_or_else(Vec::new, |table| {
            let objects = lines.iter().filter_map(Value::as_object);
            objects.map(|row| rules::line(table, row, mots)).collect()
        }),
    });
    let copie = Copie {
        parties: parties.collect(),
        structure: tx.entete().structure.clone(),
        numero: dossier.numero.clone(),
        nom: dossier.nom_affiche(),
        faite_le: tx.today(),
    };
    record(tx, &dossier, forme).await?;
    Ok((dossier, copie))
}

async fn names<'a>(
    tx: &mut Tx,
    rows: &[Lignes],
    declared: impl Fn(&str) -> Option<&'a TableCopiee>,
) -> Result<HashMap<String, String>> {
    let (mut ids, mut communes, mut metiers) = (Vec::<Uuid>::new(), Vec::new(), Vec::new());
    for (nom, lines) in rows {
        let columns = declared(nom).into_iter().flat_map(rules::columns);
        for column in columns {
            let said = lines.iter().filter_map(|row| row.get(column.nom)?.as_str());
            match column.sens {
                Sens::Agent | Sens::Site => {
                    ids.extend(said.filter_map(|id| id.parse::<Uuid>().ok()));
                }
                Sens::Commune => communes.extend(said.map(str::to_owned)),
                Sens::Metier => metiers.extend(said.map(str::to_owned)),
                _ => {}
            }
        }
    }
    queries::names(tx, &ids, &communes, &metiers).await
}

async fn record(tx: &mut Tx, dossier: &DossierForRead, forme: Forme) -> Result<()> {
    let details = acces::details(tx, dossier)
        .coded("copie", forme.code())
        .into_value();
    let entry = Entry {
        action: "copie_remise",
        objet: "dossier",
        objet_id: Some(dossier.id.uuid()),
        jeune: Some(dossier.id),
        details,
    };
    audit::record(tx, entry).await
}
