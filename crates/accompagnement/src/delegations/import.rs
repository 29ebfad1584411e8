//! A list of France Travail: one line a person. It is read and compared whole before anything is
//! written; one line in error, and nothing is. Read twice, it adds nobody.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use kernel::{FieldErrors, Permission, dates, new_uuid, text};
use platform::{
    Error, Result, Tx,
    audit::{self, Details, Entry},
};
use reseau::imports::lecture::{Ligne, Table};

use super::{
    model::{Confiee, NouvelleDelegation},
    queries, rules,
};
pub use crate::formations::{Colonne, Ecart};

/// The most bytes of a list.
pub const OCTETS_MAX: usize = 1024 * 1024;
/// The most lines of a list.
pub const LIGNES_MAX: usize = 1_000;

const fn col(nom: &'static str, obligatoire: bool, aide: &'static str) -> Colonne {
    Colonne {
        nom,
        obligatoire,
        aide,
    }
}

/// The format of a list, in the order of its example.
pub const COLONNES: &[Colonne] = &[
    col("nom", true, "Le nom de naissance."),
    col("prenom", true, "Le prénom."),
    col(
        "naissance",
        true,
        "La date de naissance, par exemple 14/02/2006.",
    ),
    col("identifiant", false, "L’identifiant France Travail."),
    col("telephone", false, "Un téléphone."),
    col("courriel", false, "Un courriel."),
    col("commune", false, "Où elle habite."),
    col("agence", false, "L’agence France Travail."),
    col(
        "recue_le",
        false,
        "Le jour où la liste est arrivée. Vide\u{a0}: aujourd’hui.",
    ),
];

/// What a list brings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rapport {
    /// Lines read.
    pub lignes: usize,
    /// What is to correct: with any, nothing is imported.
    pub ecarts: Vec<Ecart>,
    /// New people.
    pub nouvelles: usize,
    /// People who are on the list already.
    pub deja: usize,
}

/// What a file would bring: nothing is written.
///
/// # Errors
/// `Forbidden`; `Invalid` on `fichier` when it cannot be read as a table of this format.
pub async fn previsualiser(tx: &mut Tx, fichier: &[u8]) -> Result<Rapport> {
    Ok(prepare(tx, fichier).await?.0)
}

/// Writes what a file brings, unless something in it is to correct: the report says.
///
/// # Errors
/// As [`previsualiser`].
pub async fn importer(tx: &mut Tx, fichier: &[u8]) -> Result<Rapport> {
    tx.require(Permission::TenirDelegations)?;
    queries::one_at_a_time(tx).await?;
    let (rapport, nouvelles) = prepare(tx, fichier).await?;
    if !rapport.ecarts.is_empty() || nouvelles.is_empty() {
        return Ok(rapport);
    }
    let jours = tx.parametre("delegation_reponse_jours")?;
    for (new, empreinte) in &nouvelles {
        let avant = rules::reponse_avant(new.recue_le, jours);
        queries::insert(tx, new, empreinte, avant).await?;
    }
    let details = Details::new(tx.empreintes(), false)
        .coded("lignes", rapport.lignes)
        .coded("nouvelles", rapport.nouvelles)
        .into_value();
    let entry = Entry {
        action: "import",
        objet: "delegation",
        objet_id: None,
        jeune: None,
        details,
    };
    audit::record(tx, entry).await?;
    Ok(rapport)
}

type Nouvelle = (NouvelleDelegation, String);

async fn prepare(tx: &mut Tx, fichier: &[u8]) -> Result<(Rapport, Vec<Nouvelle>)> {
    tx.require(Permission::TenirDelegations)?;
    let table = table(fichier)?;
    let today = tx.today();
    let mut rapport = Rapport::default();
    let mut lues: Vec<Nouvelle> = Vec::new();
    let mut seen: HashMap<String, u64> = HashMap::new();
    for ligne in table.lignes() {
        rapport.lignes += 1;
        let ligne = match ligne {
            Ok(ligne) => ligne,
            Err((numero, why)) => {
                let why = format!("Cette ligne ne se lit pas\u{a0}: {why}.");
                rapport.ecarts.push(ecart(numero, "", &why));
                continue;
            }
        };
        let numero = ligne.numero;
        match read(ligne, today) {
            Err(errors) => {
                let wrong = errors.iter().map(|(col, why)| ecart(numero, col, why));
                rapport.ecarts.extend(wrong);
            }
            Ok(mut new) => {
                let empreinte = tx.empreintes().hash(&rules::cle(&new.confiee));
                if let Some(first) = seen.get(&empreinte) {
                    let why = format!("Cette personne est déjà à la ligne {first}.");
                    rapport.ecarts.push(ecart(numero, "nom", &why));
                    continue;
                }
                seen.insert(empreinte.clone(), numero);
                new.id = new_uuid(tx.clock(), tx.rng()).into();
                lues.push((new, empreinte));
            }
        }
    }
    let empreintes: Vec<String> = lues.iter().map(|(_, e)| e.clone()).collect();
    let jours: Vec<NaiveDate> = lues.iter().map(|(new, _)| new.recue_le).collect();
    let known = queries::known(tx, &empreintes, &jours).await?;
    let known: HashSet<String> = known.into_iter().collect();
    lues.retain(|(_, empreinte)| !known.contains(empreinte));
    rapport.nouvelles = lues.len();
    rapport.deja = known.len();
    Ok((rapport, lues))
}

fn ecart(ligne: u64, colonne: &str, raison: &str) -> Ecart {
    Ecart {
        ligne,
        colonne: colonne.to_owned(),
        raison: raison.to_owned(),
    }
}

/// The table of a file, bounded.
fn table(fichier: &[u8]) -> Result<Table> {
    let refused = |why: &str| Err(Error::invalid("fichier", why));
    if fichier.len() > OCTETS_MAX {
        return refused("Cette liste est trop lourde\u{a0}: un mégaoctet au plus.");
    }
    if fichier.iter().all(u8::is_ascii_whitespace) {
        return refused("La liste est vide\u{a0}: collez ses lignes, titres compris.");
    }
    let table = Table::read(fichier)?;
    let wanted = COLONNES.iter().filter(|c| c.obligatoire).map(|c| c.nom);
    table.require(&wanted.collect::<Vec<&str>>())?;
    match table.lignes().count() {
        0 => refused("Cette liste n’a aucune ligne sous ses titres."),
        n if n > LIGNES_MAX => {
            refused("Cette liste est trop longue\u{a0}: mille lignes au plus, coupez-la.")
        }
        _ => Ok(table),
    }
}

fn read(
    ligne: Ligne<'_>,
    today: NaiveDate,
) -> std::result::Result<NouvelleDelegation, FieldErrors> {
    let mut errors = FieldErrors::new();
    for colonne in COLONNES {
        let cell = ligne.get(colonne.nom);
        if let Some(why) = crate::commun::cell_refused(cell) {
            errors.add(colonne.nom, why);
        } else if colonne.obligatoire && cell.is_empty() {
            errors.add(colonne.nom, "Cette cellule est vide.");
        }
    }
    let mut day = |colonne: &str| {
        let cell = ligne.get(colonne);
        let read = dates::parse(cell);
        if read.is_none() && !cell.is_empty() {
            let why = format!("«\u{a0}{cell}\u{a0}» n’est pas une date\u{a0}: 14/02/2006.");
            errors.add(colonne, why);
        }
        read
    };
    let (naissance, recue_le) = (day("naissance"), day("recue_le"));
    let cell = |colonne: &str| text::tidy_line(ligne.get(colonne));
    let new = NouvelleDelegation {
        id: uuid::Uuid::nil().into(),
        confiee: Confiee {
            nom: cell("nom"),
            prenom: cell("prenom"),
            naissance: naissance.unwrap_or(today),
            identifiant: cell("identifiant").to_uppercase(),
            telephone: cell("telephone"),
            courriel: cell("courriel"),
            commune: cell("commune"),
        },
        agence: cell("agence"),
        recue_le: recue_le.unwrap_or(today),
    };
    for (champ, why) in rules::check(&new, today).iter() {
        if errors.get(champ).is_empty() {
            errors.add(champ, why);
        }
    }
    errors.check(new)
}
