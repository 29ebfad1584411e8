//! Importing a file of dossiers.

use std::collections::HashSet;

use kernel::{Access, ContactId, MlId, Permission, Section, text::fold};
use platform::{Db, Error, Result, Tx, new_id};
use reseau::imports::lecture::{Ligne, Table};

use super::{
    lieux::Communes,
    lignes::{Cle, Contexte, Demande, Lecteur},
    model::{Correspondance, Rapport, Rejet},
    queries,
};
use crate::{
    DossierForWrite,
    contacts::{self, Consignes, MoyenContact, NouveauContact},
    dossiers::{self, EtatDossier},
    etats::{self, Changement},
    identite, referents, situations,
};

/// Lines kept at once: a cut loses at most as many, and the next run takes them again.
const LOT: usize = 100;
/// Why a dossier is in a state that was decided elsewhere.
const MOTIF: &str = "reprise_donnees";

/// What an import is told besides the file.
#[derive(Debug, Clone)]
pub struct Options {
    /// Where the lines come from: the name of the other program, or of the correspondence.
    pub source: String,
    /// Which column holds what.
    pub correspondance: Correspondance,
    /// Do it all, and keep nothing.
    pub essai: bool,
}

/// Imports the lines of `table` into the mission locale `ml`, by lots; `progress` hears how many
/// lines were read. A dry run does the same in one transaction that is not kept.
///
/// # Errors
/// `Invalid` on `correspondance` when a needed piece has no column; any failure of the database
/// stops there: what was kept stays, and the next run goes on.
pub async fn import(
    db: &Db,
    ml: MlId,
    table: &Table,
    options: &Options,
    mut progress: impl FnMut(u64),
) -> Result<Rapport> {
    options.correspondance.check(|column| table.has(column))?;
    let mut rapport = Rapport::default();
    let mut tx = Tx::systeme(db, ml).await?;
    tx.require(Permission::CreerDossier)?;
    let contexte = contexte(&mut tx).await?;
    let lines: Vec<_> = table.lignes().collect();
    let mut done = 0;
    for lot in lines.chunks(LOT) {
        import_lot(&mut tx, lot, &contexte, options, &mut rapport).await?;
        if !options.essai {
            tx.commit().await?;
            tx = Tx::systeme(db, ml).await?;
        }
        done += lot.len() as u64;
        progress(done);
    }
    Ok(rapport)
}

async fn contexte(tx: &mut Tx) -> Result<Contexte> {
    let communes = Communes::new(queries::communes(tx).await?);
    let possible = referents::possible(tx).await?;
    let ids: Vec<uuid::Uuid> = possible.iter().map(|r| r.id.uuid()).collect();
    let mails = queries::mails(tx, &ids).await?;
    let mail = |id| mails.iter().find(|m| m.0 == id).map(|m| m.1.clone());
    let referents = possible
        .iter()
        .map(|r| (mail(r.id).unwrap_or_default(), fold(&r.nom), r.id))
        .collect();
    Ok(Contexte {
        communes,
        referents,
    })
}

type Lue<'a> = std::result::Result<Ligne<'a>, (u64, String)>;

async fn import_lot(
    tx: &mut Tx,
    lot: &[Lue<'_>],
    contexte: &Contexte,
    options: &Options,
    rapport: &mut Rapport,
) -> Result<()> {
    let mut wanted: Vec<(u64, String, Demande)> = Vec::new();
    for line in lot {
        match line {
            Err((ligne, raison)) => rapport.rejets.push(whole(*ligne, raison)),
            Ok(line) => {
                let lecteur = Lecteur {
                    numero: line.numero,
                    correspondance: &options.correspondance,
                    cell: &|column| line.get(column).to_owned(),
                    avis: Vec::new(),
                };
                match lecteur.read(tx, contexte) {
                    Ok(demande) => wanted.push((line.numero, key(tx, &demande.cle), demande)),
                    Err(rejet) => rapport.rejets.push(rejet),
                }
            }
        }
    }
    let keys: Vec<String> = wanted.iter().map(|(_, key, _)| key.clone()).collect();
    let known = queries::known(tx, &options.source, &keys).await?;
    let mut known: HashSet<String> = known.into_iter().collect();
    for (ligne, key, demande) in wanted {
        if known.contains(&key) {
            rapport.deja += 1;
            continue;
        }
        if one(tx, ligne, &key, demande, options, rapport).await? {
            known.insert(key);
        }
    }
    Ok(())
}

/// The key as it is kept: a number as it is, a person hashed.
fn key(tx: &Tx, cle: &Cle) -> String {
    match cle {
        Cle::Numero(numero) => format!("n:{numero}"),
        Cle::Personne(person) => format!("p:{}", tx.empreintes().hash(person)),
    }
}

fn whole(ligne: u64, raison: &str) -> Rejet {
    Rejet {
        ligne,
        colonne: String::new(),
        raison: raison.to_owned(),
    }
}

/// Opens the dossier of one line; false when it was left out or set aside.
async fn one(
    tx: &mut Tx,
    ligne: u64,
    key: &str,
    demande: Demande,
    options: &Options,
    rapport: &mut Rapport,
) -> Result<bool> {
    let alike = identite::likely_duplicates(tx, &demande.jeune).await?;
    if !alike.is_empty() {
        rapport.a_verifier.push(whole(ligne, &sentence(&alike)));
        return Ok(false);
    }
    let dossier = match dossiers::create(tx, &demande.jeune).await {
        Ok(dossier) => dossier,
        Err(Error::Invalid(errors)) => {
            let raison = errors.iter().map(|(field, said)| refusal(field, said));
            let raison: Vec<String> = raison.collect();
            rapport.rejets.push(whole(ligne, &raison.join(" ")));
            return Ok(false);
        }
        Err(other) => return Err(other),
    };
    queries::remember(tx, &options.source, key, dossier.id).await?;
    rapport.avis.extend(demande.avis.iter().cloned());
    let rest = [
        mail(tx, &dossier, &demande).await,
        situation(tx, &dossier, &demande).await,
        state(tx, &dossier, &demande).await,
    ];
    for done in rest {
        match done {
            Ok(()) => {}
            // Refused before anything was written: the dossier stands without it.
            Err(Error::Invalid(errors)) => {
                let said: Vec<&str> = errors.iter().map(|(_, said)| said).collect();
                rapport.avis.push(whole(ligne, &said.join(" ")));
            }
            Err(other) => return Err(other),
        }
    }
    rapport.crees += 1;
    Ok(true)
}

fn sentence(alike: &[identite::Doublon]) -> String {
    let numero = alike.iter().find_map(|doublon| match doublon {
        identite::Doublon::Visible(known) => Some(known.numero.as_str()),
        identite::Doublon::Protege => None,
    });
    match numero {
        Some(numero) => {
            format!(
                "Ressemble au dossier n° {numero} : à comparer, puis à ouvrir à la main si besoin."
            )
        }
        None => "Ressemble à un dossier déjà ouvert : voir avec la direction.".to_owned(),
    }
}

fn refusal(field: &str, said: &str) -> String {
    match (field, said) {
        ("public", "moins_de_16") => "Moins de 16 ans au premier accueil.".to_owned(),
        ("public", _) => "Plus de 25 ans au premier accueil.".to_owned(),
        _ => said.to_owned(),
    }
}

async fn mail(tx: &mut Tx, dossier: &DossierForWrite, demande: &Demande) -> Result<()> {
    let Some(address) = &demande.courriel else {
        return Ok(());
    };
    let contact = NouveauContact {
        id: new_id!(tx, ContactId),
        moyen: MoyenContact::Courriel,
        valeur: address.clone(),
        titulaire: "jeune".to_owned(),
        precisions: String::new(),
        consignes: Consignes::default(),
        vrai_du: demande.jeune.premier_accueil_le,
    };
    contacts::add(tx, dossier, &contact).await
}

async fn situation(tx: &mut Tx, dossier: &DossierForWrite, demande: &Demande) -> Result<()> {
    match &demande.situation {
        Some(new) => situations::add(tx, dossier, new).await,
        None => Ok(()),
    }
}

/// An archived dossier ends first, as at the counter.
async fn state(tx: &mut Tx, dossier: &DossierForWrite, demande: &Demande) -> Result<()> {
    use EtatDossier::{Actif, Archive, EnVeille, FinAccompagnement};
    let steps: &[(EtatDossier, EtatDossier)] = match demande.etat {
        Actif => &[],
        EnVeille => &[(Actif, EnVeille)],
        FinAccompagnement => &[(Actif, FinAccompagnement)],
        Archive => &[(Actif, FinAccompagnement), (FinAccompagnement, Archive)],
    };
    for (avant, apres) in steps {
        let change = Changement {
            avant: *avant,
            apres: *apres,
            motif: MOTIF.to_owned(),
            depuis: demande.etat_depuis,
        };
        etats::change(tx, dossier, &change).await?;
    }
    Ok(())
}

/// The correspondence saved under `nom` in the mission locale; `None` when there is none.
pub async fn load_correspondance(tx: &mut Tx, nom: &str) -> Result<Option<Correspondance>> {
    tx.require(Permission::CreerDossier)?;
    let saved = queries::correspondance(tx, nom).await?;
    Ok(saved.as_ref().map(Correspondance::from_json))
}

/// Saves a correspondence under `nom`.
pub async fn save_correspondance(
    tx: &mut Tx,
    nom: &str,
    correspondance: &Correspondance,
) -> Result<()> {
    tx.require(Permission::Dossier(Section::Identite, Access::Write))?;
    queries::save_correspondance(tx, nom, &correspondance.to_json()).await
}
